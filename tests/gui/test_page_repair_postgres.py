"""Page repair of a PostgreSQL cluster by clicks: refused while the server runs, repaired when it is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6", reason="the window's packages are not installed")

from PySide6.QtCore import Qt
from tests.gui.conftest import by_the_test
from tests.gui.test_page_repair import error_of, go_on
from tests.postgres import health, truth
from tests.postgres.command import SOURCE, Pagewake
from tests.postgres.conftest import FAST, installation_of
from tests.postgres.servers import Rig, Server

from pagewake.desk.places import RepositoryPlace
from pagewake_gui.main_window import MainWindow
from pagewake_gui.wizards.page_repair.proposal import Proposal
from pagewake_gui.wizards.page_repair.window import PageRepairWindow
from pagewake_gui.workspace import State

pytestmark = [pytest.mark.torture, pytest.mark.timeout(300)]
PAGE, PATIENCE_MS = 8192, 120_000


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Server, Pagewake]]:
    """A running server that has gone on since its backup."""
    installation = installation_of(FAST[0])
    monkeypatch.setenv("PAGEWAKE_PG_BIN", str(installation.bindir))
    with Rig() as rig:
        server = rig.server(installation, fresh=True, settings={"wal_keep_size": "256MB"})
        pagewake = Pagewake(rig)
        server.sql("CREATE TABLE t AS SELECT i, md5(i::text) AS m FROM generate_series(1, 3000) i")
        pagewake.backup(server, "full")
        server.sql("UPDATE t SET m = m || 'x' WHERE i % 3 = 0")
        yield server, pagewake


def test_pages_of_a_stopped_cluster(qtbot: Any, window: MainWindow, cluster: tuple[Server, Pagewake]) -> None:
    server, pagewake = cluster
    workspace = window.context.workspace
    workspace.open(RepositoryPlace(str(pagewake.repo)))
    qtbot.waitUntil(lambda: workspace.state is State.OPEN, timeout=PATIENCE_MS)
    with by_the_test():
        path = server.value("SELECT pg_relation_filepath('t')")
        expected = truth.take(server)
    proposal = Proposal(SOURCE, {path: (1, 3)}, database=str(server.data))
    made = window.repairs.repair(proposal)
    assert isinstance(made, PageRepairWindow)
    go_on(qtbot, window, made, PATIENCE_MS)
    assert error_of(qtbot, made).code == "PW-203" and not made.next_button.isEnabled()
    with by_the_test():
        server.stop()
        spoil(server.data / path, 1, 3)
        assert health.bad_checksums(server)
    qtbot.mouseClick(made.back_button, Qt.MouseButton.LeftButton)
    go_on(qtbot, window, made, PATIENCE_MS)
    planned = made.plan.planned
    assert planned is not None and {one[:8] for one in planned.plan.present} == {"damaged:"}
    qtbot.keyClicks(made.plan.typed, SOURCE)
    go_on(qtbot, window, made, PATIENCE_MS)
    report = made.result.report
    assert report is not None and report.after == ("sound", "sound") and len(report.written) == 2
    assert "sound" in made.result.state.text()
    with by_the_test():
        assert health.bad_checksums(server) == []
        server.start()
        assert truth.differences(expected, truth.take(server)) == []
    made.close()


def spoil(path: Path, *blocks: int) -> None:
    """Overwrite a part of pages."""
    with path.open("r+b") as file:
        for block in blocks:
            file.seek(block * PAGE + 3000)
            file.write(b"\x5a" * 700)
