"""The restore wizard on a cluster with a tablespace: what the engine knows is offered, and the restore is proven."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6", reason="the window's packages are not installed")

from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.restoring import click, next_step, reason, shown, write
from tests.postgres.command import SOURCE, Pagewake
from tests.postgres.conftest import FAST, installation_of
from tests.postgres.installations import account
from tests.postgres.servers import Rig

from pagewake.desk.places import RepositoryPlace
from pagewake.model import RestoreTarget, TargetKind
from pagewake_gui.main_window import MainWindow
from pagewake_gui.workspace import State

pytestmark = [pytest.mark.torture, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[Rig, Pagewake, Path]]:
    """A repository with a backup of a cluster, and a restore point after it; the server still runs."""
    with Rig() as rig:
        server = rig.server(installation_of(FAST[0]), settings={"wal_keep_size": "256MB"})
        space = server.tablespaces / "one"
        space.mkdir()
        os.chown(space, account().uid, account().gid)
        server.sql(f"CREATE TABLESPACE one LOCATION '{space}'")
        server.sql("CREATE TABLE t TABLESPACE one AS SELECT generate_series(1, 1000) AS i")
        pagewake = Pagewake(rig)
        pagewake.backup(server, "full")
        server.sql("INSERT INTO t SELECT generate_series(1001, 1500)")
        server.sql("SELECT pg_create_restore_point('before the mistake')")
        server.sql("DELETE FROM t")
        server.sql("SELECT pg_switch_wal()")
        pagewake.receive(server)
        yield rig, pagewake, space


def test_a_restore_to_a_named_point_moves_the_tablespace_and_is_proven(
    qtbot: Any, window: MainWindow, cluster: tuple[Rig, Pagewake, Path]
) -> None:
    rig, pagewake, space = cluster
    context = window.context
    context.workspace.open(RepositoryPlace(str(pagewake.repo)))
    qtbot.waitUntil(lambda: context.workspace.state is State.OPEN, timeout=WAIT_MS)
    with by_the_test():
        out, away = rig.directory("out"), rig.directory("away")
    context.selection.change(None, source=SOURCE)
    wizard = window.restores.open()
    next_step(qtbot, wizard, "target")
    step: Any = wizard.target_step
    named = step.ways["name"]
    step.tabs.setCurrentWidget(named)
    assert reason(wizard) == "Choose a restore point."
    named.rows.table.selectRow(0)
    assert wizard.draft.target == RestoreTarget(TargetKind.NAME, "before the mistake")
    qtbot.waitUntil(
        lambda: "First commit that will be missing" in step.commits.summary.text(), timeout=WAIT_MS
    )
    next_step(qtbot, wizard, "plan")
    next_step(qtbot, wizard, "destination")
    place = wizard.destination_step
    write(qtbot, place.directory, str(out))
    qtbot.waitUntil(lambda: wizard.draft.place is not None, timeout=WAIT_MS)
    assert str(space) in reason(wizard) or "tablespace" in reason(wizard)  # another cluster's files are there
    (field,) = place.part_fields.values()
    write(qtbot, field, str(away / "one"))
    qtbot.waitUntil(lambda: "The restore can go there." in shown(place), timeout=WAIT_MS)
    assert "postgresql.auto.conf\nwritten with what recovery needs" in shown(place).replace("\u2060", "")
    next_step(qtbot, wizard, "options")
    action = wizard.options_step.choices["action"]
    action.setCurrentIndex(action.findData("pause"))
    action.activated.emit(action.currentIndex())
    assert "cannot be proven" in reason(wizard)
    action.setCurrentIndex(0)
    action.activated.emit(0)
    next_step(qtbot, wizard, "review")
    assert (
        "--tablespace-map" in wizard.draft.command
        and "--target-name 'before the mistake'" in wizard.draft.command
    )
    qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT_MS)
    click(qtbot, wizard.next)
    qtbot.waitUntil(lambda: wizard.step.name == "result", timeout=120_000)
    assert wizard.result_step.state.text() == "● Restored and proven", shown(wizard.result_step)
    with by_the_test():
        assert any((away / "one").iterdir())
        assert not any(wizard.draft.directory in str(path) for path in space.iterdir())
    wizard.close()
