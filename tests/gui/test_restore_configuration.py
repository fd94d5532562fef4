"""Step 4 of the restore wizard on PostgreSQL: whose configuration the restored server gets, by clicks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.reading import press
from tests.gui.restoring import button_of, click, next_step, shown, write
from tests.gui.shop import SOURCE, Shop
from tests.postgres.conftest import installation_of
from tests.postgres.servers import Rig

from pagewake.desk.commands import request_options
from pagewake.engines.postgres import ENGINE
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind
from pagewake.repository.repository import Repository
from pagewake.restore.planning import plan_restore
from pagewake.restore.run import RestoreRequest, run_restore
from pagewake.stores.local import LocalStore
from pagewake_gui.main_window import MainWindow

pytestmark = pytest.mark.timeout(300)


def used_directory(place: Path, version: str) -> Path:
    """What a stopped server leaves, as far as a restore looks at it."""
    (place / "global").mkdir(parents=True)
    (place / "global/pg_control").write_bytes(bytes(8192))
    (place / "PG_VERSION").write_text(version)
    (place / "postgresql.conf").write_text("port = 5433\nrestore_command = 'x'\n")
    (place / "pg_hba.conf").write_text("local all all trust\n")
    return place


def at_destination(qtbot: Any, window: MainWindow) -> Any:
    press(qtbot, window, Qt.Key.Key_R)
    wizard = window.restores.last
    assert wizard is not None
    qtbot.waitUntil(lambda: "PostgreSQL" in shown(wizard.source_step), timeout=WAIT_MS)
    for name in ("target", "plan", "destination"):
        next_step(qtbot, wizard, name)
    return wizard


def test_the_directorys_own_can_be_kept_where_it_has_one(
    qtbot: Any, shop: Shop, shop_window: MainWindow, tmp_path: Path
) -> None:
    major = shop.truth.version.split(".")[0]
    with by_the_test():
        used = used_directory(tmp_path / "used", major)
        old = used_directory(tmp_path / "old", "9.6")
    wizard = at_destination(qtbot, shop_window)
    step: Any = wizard.destination_step
    card = step.configuration
    assert card.isVisible() and card.write.isChecked()
    write(qtbot, step.directory, str(tmp_path / "empty"))
    (field,) = step.part_fields.values()
    write(qtbot, field, str(tmp_path / "cold"))
    qtbot.waitUntil(lambda: "There are none" in shown(card), timeout=WAIT_MS)
    assert not card.keep.isEnabled() and "There are none" in card.keep.accessibleDescription()

    write(qtbot, step.directory, str(used))
    qtbot.waitUntil(lambda: "first decide that above" in shown(card), timeout=WAIT_MS)
    assert not card.keep.isEnabled()
    click(qtbot, button_of(qtbot, step, "Overwrite the database that is there"))
    qtbot.waitUntil(lambda: "Left as they are: 2 file" in shown(card), timeout=WAIT_MS)
    card.keep.setFocus()
    qtbot.keyClick(card.keep, Qt.Key.Key_Space)
    assert wizard.draft.options["configuration"] == "keep" and card.keep.isChecked()
    told = "postgresql.conf\nstays as it is, but for what is turned into comments: restore_command"
    qtbot.waitUntil(lambda: told in shown(card), timeout=WAIT_MS)
    assert "pg_hba.conf\nstays as it is" in shown(card) and "pg_ident.conf\n" in shown(card)
    assert "overwritten: PG_VERSION, global." in shown(step), "and not what stays"
    assert "--keep-configuration" in wizard.draft.command
    assert "--keep-configuration" in request_options(options=wizard.draft.request.options)

    write(qtbot, step.directory, str(old))
    qtbot.waitUntil(lambda: "is of PostgreSQL 9.6" in shown(card), timeout=WAIT_MS)
    assert not wizard.next.isEnabled(), "and the restore is refused"
    click(qtbot, card.write)
    qtbot.waitUntil(lambda: wizard.draft.place is not None, timeout=WAIT_MS)
    assert not card.keep.isEnabled() and "configuration" not in wizard.draft.options
    assert "--keep-configuration" not in wizard.draft.command

    write(qtbot, step.directory, str(used))
    qtbot.waitUntil(card.keep.isEnabled, timeout=WAIT_MS)
    click(qtbot, card.keep)
    next_step(qtbot, wizard, "options")
    next_step(qtbot, wizard, "review")
    tree = wizard.review_step.tree
    rows = [
        (item.child(n).text(0), item.child(n).text(1))
        for item in map(tree.topLevelItem, range(tree.topLevelItemCount()))
        for n in range(item.childCount())
    ]
    assert ("Configuration files", "kept as they are") in rows
    wizard.close()


HBA = "# rules of this machine\nlocal all all trust\n"


@pytest.mark.torture
def test_a_used_server_is_turned_back_and_keeps_its_own(
    qtbot: Any, shop: Shop, shop_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Restored once, given settings of its own, and restored again over that: by clicks, and started."""
    programs = installation_of(int(shop.truth.version.split(".")[0]))
    monkeypatch.setenv("PAGEWAKE_PG_BIN", str(programs.bindir))
    with Rig() as rig:
        with by_the_test():
            out, away = rig.directory("out"), rig.directory("away")
            options = {f"tablespace:{shop.truth.tablespace[0]}": str(away / "cold")}
            repository = Repository.open(LocalStore(shop.repository))
            plan = plan_restore(repository, ENGINE, SOURCE, RestoreTarget(TargetKind.LATEST), Job())
            run_restore(repository, ENGINE, plan, RestoreRequest(out, options=options), Job())
            repository.close()
            (out / "pg_hba.conf").write_text(HBA)
            with (out / "postgresql.conf").open("a") as file:
                file.write("work_mem = '5MB'\n")
        wizard = at_destination(qtbot, shop_window)
        step: Any = wizard.destination_step
        write(qtbot, step.directory, str(out))
        (field,) = step.part_fields.values()
        write(qtbot, field, str(away / "cold"))
        click(qtbot, button_of(qtbot, step, "Overwrite the database that is there"))
        qtbot.waitUntil(step.configuration.keep.isEnabled, timeout=WAIT_MS)
        click(qtbot, step.configuration.keep)
        next_step(qtbot, wizard, "options")
        next_step(qtbot, wizard, "review")
        qtbot.waitUntil(lambda: wizard.draft.place is not None, timeout=WAIT_MS)
        write(qtbot, wizard.review_step.confirm, out.name)
        qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT_MS)
        click(qtbot, wizard.next)
        qtbot.waitUntil(lambda: wizard.step.name == "result", timeout=120_000)
        assert wizard.result_step.state.text() == "● Restored and proven", shown(wizard.result_step)
        (entry,) = shop_window.context.jobs.entries()
        assert "--delta" in entry.command and "--keep-configuration" in entry.command, "on record"
        wizard.close()
        with by_the_test():
            assert (out / "pg_hba.conf").read_text() == HBA
            server = rig.adopt(programs, out)
            server.start()
            assert server.value("SHOW work_mem") == "5MB"
            server.stop()


def test_a_drill_is_not_asked(qtbot: Any, shop: Shop, shop_window: MainWindow) -> None:
    shop_window.context.actions.get("restore.drill").trigger()
    wizard: Any = shop_window.restores.last
    qtbot.waitUntil(lambda: "PostgreSQL" in shown(wizard.source_step), timeout=WAIT_MS)
    for name in ("target", "plan", "destination"):
        next_step(qtbot, wizard, name)
    assert not wizard.destination_step.configuration.isVisible()
    wizard.close()
