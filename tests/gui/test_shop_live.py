"""A running PostgreSQL server, from its first look to a restore of it: the doctor's findings are mended as it says."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from tests.gui.conftest import SHOPS, WAIT_MS, by_the_test
from tests.gui.reading import LEFT, go_to, press, settle, table, texts
from tests.gui.restoring import next_step, shown, write
from tests.gui.test_setup_wizards import press_next
from tests.postgres.conftest import installation_of
from tests.postgres.servers import Rig, Server

from pagewake.desk.places import RepositoryPlace
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore
from pagewake_gui.dialogs.backup import BackupDialog
from pagewake_gui.main_window import MainWindow
from pagewake_gui.widgets.basics import Card
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.workspace import State

pytestmark = [pytest.mark.torture, pytest.mark.timeout(300)]


@pytest.fixture(params=SHOPS)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server that asks for a password over TCP."""
    with Rig() as rig:
        made = rig.server(installation_of(request.param), tcp=True, settings={"wal_keep_size": "256MB"})
        made.sql("CREATE TABLE stock AS SELECT g AS id, 10 AS pieces FROM generate_series(1, 2000) g")
        made.add_user("pagewake", "open sesame", attributes="")
        yield made


@pytest.fixture
def main(qtbot: Any, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The window on an empty repository; no password of this machine is known."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        monkeypatch.delenv(name)
    with by_the_test():
        Repository.create(LocalStore(tmp_path / "empty")).close()
    window.context.workspace.open(RepositoryPlace(str(tmp_path / "empty")))
    qtbot.waitUntil(lambda: window.context.workspace.state is State.OPEN, timeout=WAIT_MS)
    return window


def looked(qtbot: Any, wizard: Any) -> None:
    qtbot.waitUntil(wizard.doctor.again.isEnabled, timeout=WAIT_MS)


def rows_of(server: Server) -> list[tuple[Any, ...]]:
    return server.sql("SELECT count(*), sum(id), sum(pieces) FROM stock")


def test_a_server_is_looked_at_mended_added_backed_up_and_restored(
    qtbot: Any, server: Server, main: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard: Any = main.commands.add_source()
    monkeypatch.setenv("PGPASSWORD", "wrong")
    monkeypatch.setenv("PAGEWAKE_PG_BIN", str(server.installation.bindir))
    write(qtbot, wizard.database.location, server.uri("pagewake"))
    press_next(qtbot, wizard)
    looked(qtbot, wizard)
    assert wizard.doctor.state.text() == "■ It could not be looked at"
    (panel,) = wizard.doctor.findChildren(ErrorPanel)
    assert "does not accept this password" in str(panel.error) and ".pgpass" in str(panel.error)
    assert "wrong" not in texts(wizard).replace("wrong password", "")
    assert not wizard.next_button.isEnabled()

    monkeypatch.setenv("PGPASSWORD", "open sesame")
    qtbot.mouseClick(wizard.doctor.again, LEFT)
    looked(qtbot, wizard)
    assert wizard.doctor.found is not None, [str(one.error) for one in wizard.doctor.findChildren(ErrorPanel)]
    assert wizard.doctor.state.text() == "■ Not ready to be backed up"
    assert wizard.next_button.text() == "Go on all the same"
    cards = [one.accessibleName() for one in wizard.doctor.findChildren(Card)]
    assert any(one.startswith("Must be mended: ") for one in cards)
    identifier = str(server.value("SELECT system_identifier FROM pg_control_system()"))
    said = wizard.doctor.told.text()
    assert identifier in said and f"PostgreSQL {server.installation.version}" in said
    copy = [
        one
        for one in wizard.doctor.script_card.findChildren(type(wizard.doctor.again))
        if one.text() == "Copy"
    ]
    qtbot.mouseClick(copy[0], LEFT)
    server.sql(QGuiApplication.clipboard().text())
    qtbot.mouseClick(wizard.doctor.again, LEFT)
    looked(qtbot, wizard)
    qtbot.waitUntil(lambda: wizard.doctor.found is not None, timeout=WAIT_MS)
    assert wizard.doctor.state.text() == "● Ready to be backed up", texts(wizard.doctor)
    press_next(qtbot, wizard)
    write(qtbot, wizard.policy.source_name, "stock")
    press_next(qtbot, wizard)
    qtbot.waitUntil(lambda: wizard.added is not None, timeout=WAIT_MS)
    qtbot.mouseClick(wizard.done.backup, LEFT)
    settle(qtbot, main)
    press_next(qtbot, wizard)

    # More happens; the next backup is begun in the main window.
    before = server.lsn()
    server.sql("UPDATE stock SET pieces = 3 WHERE id <= 500")
    press(qtbot, main, Qt.Key.Key_B)
    dialog = main.work.dialog
    assert isinstance(dialog, BackupDialog)
    assert dialog.source.currentText() == "stock" and "open sesame" not in dialog.command()
    qtbot.mouseClick(dialog.start, LEFT)
    settle(qtbot, main)
    view = go_to(qtbot, main, Qt.Key.Key_5, "backups")
    newest, first = table(view.rows.model)
    assert [row["type"].split()[1] for row in (first, newest)] == ["full", "incremental"]
    high, low = newest["start_lsn"].split("/")
    assert before < (int(high, 16) << 32 | int(low, 16)) <= server.lsn()
    said = texts(main)
    assert "open sesame" not in said

    # What the server holds now is what comes back.
    truth = rows_of(server)
    press(qtbot, main, Qt.Key.Key_R)
    restore: Any = main.restores.last
    next_step(qtbot, restore, "target")
    tabs = restore.target_step.tabs
    latest = tabs.indexOf(restore.target_step.ways["latest"])
    qtbot.mouseClick(tabs.tabBar(), LEFT, pos=tabs.tabBar().tabRect(latest).center())
    with by_the_test(), Rig() as rig:
        out = rig.directory("out")
        next_step(qtbot, restore, "plan")
        next_step(qtbot, restore, "destination")
        write(qtbot, restore.destination_step.directory, str(out))
        next_step(qtbot, restore, "options")
        next_step(qtbot, restore, "review")
        qtbot.waitUntil(restore.next.isEnabled, timeout=WAIT_MS)
        qtbot.mouseClick(restore.next, LEFT)
        qtbot.waitUntil(lambda: restore.step.name == "result", timeout=120_000)
        assert restore.result_step.state.text() == "● Restored and proven", shown(restore.result_step)
        restored = rig.adopt(server.installation, out)
        restored.start()
        assert rows_of(restored) == truth
        restored.stop()
    restore.close()
