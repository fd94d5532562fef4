"""Back up, verify, expire, prune, report: from the button to the job to what the repository holds then."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake.config import Settings, SourceSettings
from pagewake.demo.ledger import Ledger
from pagewake.desk.journal import Standing
from pagewake.desk.places import RepositoryPlace
from pagewake.jobs import Job
from pagewake_gui.dialogs.backup import BackupDialog
from pagewake_gui.dialogs.prune import PruneDialog
from pagewake_gui.dialogs.verify import VerifyDialog
from pagewake_gui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


def idle(qtbot: Any, window: MainWindow) -> None:
    qtbot.waitUntil(
        lambda: not window.context.jobs.active and not window.context.bridge.busy, timeout=WAIT_MS
    )


def backups(window: MainWindow) -> int:
    snapshot = window.context.workspace.snapshot
    assert snapshot is not None
    return sum(len(state.timeline.backups) for state in snapshot.sources)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    with by_the_test():
        ledger = Ledger(tmp_path / "shop", 20, seed=9)
        ledger.run(10, Job())
        ledger.close()
    return tmp_path / "shop"


def test_a_backup_from_the_button_to_the_list(qtbot: Any, open_window: MainWindow, database: Path) -> None:
    before = backups(open_window)
    open_window.context.actions.get("backup.full").trigger()
    dialog = open_window.work.dialog
    assert isinstance(dialog, BackupDialog)
    assert not dialog.start.isEnabled()
    assert "give its directory or URI" in dialog.why_not.text(), "why it cannot start is said"
    dialog.source.setCurrentText("shop")
    qtbot.keyClicks(dialog.location, str(database))
    assert dialog.command().endswith("--type full --source shop")
    assert dialog.why_not.isHidden()
    qtbot.keyClicks(dialog.tags, "x" * 65)
    assert "more than 64 characters" in dialog.why_not.text() and not dialog.start.isEnabled()
    dialog.tags.clear()
    qtbot.keyClicks(dialog.tags, "month-end, -before 4.2")
    assert "'--tag=-before 4.2' --tag=month-end" in dialog.command()
    qtbot.mouseClick(dialog.start, LEFT)
    idle(qtbot, open_window)
    assert backups(open_window) == before + 1
    state = open_window.context.workspace.snapshot.source("shop")  # type: ignore[union-attr]
    assert state is not None
    assert list(state.timeline.tags.values()) == [("-before 4.2", "month-end")]
    (entry,) = open_window.context.jobs.entries()
    assert (entry.kind, entry.standing, entry.object_name) == ("backup", Standing.DONE, "shop")
    assert any("full backup" in text for _, _, text in entry.log)


def test_a_source_of_the_settings_needs_no_place(qtbot: Any, window: MainWindow, tmp_path: Path) -> None:
    settings = Settings(
        tmp_path / "config.toml", sources={"shop": SourceSettings("shop", str(tmp_path / "shop"))}
    )
    chosen: list[Any] = []
    place = RepositoryPlace("/srv/x", "main", bandwidth=4 << 20)
    dialog = BackupDialog(place, settings, ["other"], lambda *choice: chosen.append(choice), parent=window)
    dialog.show()
    assert dialog.command() == "pagewake backup shop --repo main"
    assert dialog.location.isReadOnly()
    dialog.source.setCurrentText("other")
    assert not dialog.start.isEnabled() and not dialog.location.text()
    dialog.location.setText("postgresql://dba:secret@db/shop")
    assert "password" in dialog.why_not.text() and not dialog.command(), "a secret never gets into a command"
    dialog.source.setCurrentText("shop")
    dialog.checkpoint.setChecked(True)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    ((source, type_, checkpoint, bandwidth, tags),) = chosen
    assert tags == ()
    assert (source.name, source.configured, type_, checkpoint) == ("shop", True, "auto", True)
    assert bandwidth == "", "as the settings say"


def test_verify_what_is_selected_and_how_deep(qtbot: Any, open_window: MainWindow) -> None:
    snapshot = open_window.context.workspace.snapshot
    assert snapshot is not None
    newest = snapshot.sources[0].timeline.backups[-1].id
    open_window.context.selection.change(None, backups=(newest,))
    open_window.context.actions.get("verify.run").trigger()
    dialog = open_window.work.dialog
    assert isinstance(dialog, VerifyDialog)
    assert dialog.backups == (newest,)
    assert not dialog.form.isRowVisible(dialog._scratch_row)
    dialog.levels.button(2).click()
    assert dialog.form.isRowVisible(dialog._scratch_row)
    dialog.scratch.setText("/var/tmp")
    assert dialog.command().endswith("--level restore --scratch /var/tmp")
    dialog.levels.button(1).click()
    qtbot.mouseClick(dialog.start, LEFT)
    idle(qtbot, open_window)
    record = open_window.context.workspace.snapshot.evidence[-1]  # type: ignore[union-attr]
    assert (record.level, record.backups, record.ok) == ("data", (newest,), True)


def test_expiry_is_shown_on_its_page_and_a_prune_before_it_is_done(
    qtbot: Any, open_window: MainWindow
) -> None:
    open_window.context.actions.get("expire.run").trigger()
    view: Any = open_window.view("retention")
    assert view.isVisible()
    qtbot.waitUntil(lambda: view.plan is not None, timeout=WAIT_MS)
    open_window.context.actions.get("prune.run").trigger()
    pruning = open_window.work.dialog
    assert isinstance(pruning, PruneDialog)
    assert "not known yet" in pruning.why_not.text()
    qtbot.waitUntil(lambda: pruning.report is not None, timeout=WAIT_MS)
    assert "nothing to free" in pruning.why_not.text()
    pruning.reject()


def test_a_report_is_written_on_a_thread(qtbot: Any, open_window: MainWindow, tmp_path: Path) -> None:
    for name in ("report.html", "report.pdf", "report.json"):
        open_window.work.write_report(tmp_path / name)
    idle(qtbot, open_window)
    assert {entry.standing for entry in open_window.context.jobs.entries()} == {Standing.DONE}
    with by_the_test():
        assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")
        assert json.loads((tmp_path / "report.json").read_text())["sources"][0]["source"] == "ledger"
        assert "Integrity report" in (tmp_path / "report.html").read_text()


def test_what_cannot_be_done_says_why(window: MainWindow) -> None:
    actions = window.context.actions
    for name in ("backup.take", "verify.run", "expire.run", "prune.run", "report.save"):
        assert not actions.get(name).isEnabled()
        assert actions.reason(name) == "No repository is open."


def test_a_read_only_repository_is_not_written_to(open_window: MainWindow) -> None:
    actions = open_window.context.actions
    actions.set_read_only(True)
    open_window.context.appearance.changed.emit()
    assert "read-only" in actions.reason("verify.run")
    assert actions.get("report.save").isEnabled()
    card = open_window.view("overview").findChild(QPushButton, "do.backup.take")
    assert card is not None and not card.isEnabled() and "read-only" in card.toolTip()


def test_the_keyboard_goes_through_a_dialog_from_the_top(qtbot: Any, open_window: MainWindow) -> None:
    open_window.context.actions.get("verify.run").trigger()
    dialog = open_window.work.dialog
    assert isinstance(dialog, VerifyDialog)
    dialog.activateWindow()
    assert dialog.focusWidget() is dialog.scopes.button(0)
    seen = []
    for _ in range(12):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        seen.append(dialog.focusWidget())
    assert seen.index(dialog.cancel) < seen.index(dialog.start)
    assert any(one in seen for one in dialog.levels.buttons())
    dialog.reject()
