"""The retention page: what a policy would do is shown before it is done, and what it did is undone."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from tests.gui.conftest import WAIT_MS

from pagewake.config import Retention
from pagewake_gui.dialogs.prune import PruneDialog
from pagewake_gui.main_window import MainWindow
from pagewake_gui.theme import DARK
from pagewake_gui.widgets.backup_details import BackupDetails

LEFT = Qt.MouseButton.LeftButton
NEWEST_TWO = Retention(keep_last=2, keep_full=0, keep_within=None, daily=0, weekly=0, monthly=0, window=None)


@pytest.fixture
def view(qtbot: Any, open_window: MainWindow) -> Any:
    open_window.open_page("retention")
    found: Any = open_window.view("retention")
    qtbot.waitUntil(lambda: found.plan is not None, timeout=WAIT_MS)
    return found


def simulate(qtbot: Any, view: Any, policy: Retention, gone: int) -> None:
    view.editor.set_retention(policy)
    qtbot.waitUntil(lambda: len(view.plan.expired) == gone, timeout=WAIT_MS)


def test_the_usual_policy_keeps_what_is_young_and_says_why(view: Any, qtmodeltester: Any) -> None:
    assert view.state.text() == "◆ No restorable time would be lost"
    assert view.told.text().startswith("0 of 5 backups would go")
    assert view.expire.isEnabled()  # WAL of before the first backup
    assert "younger than 7d" in view.rows.model.index(0, 2).data()
    qtmodeltester.check(view.rows.model)


def expire(qtbot: Any, view: Any, window: MainWindow) -> None:
    """Put the first three backups into the trash."""
    simulate(qtbot, view, NEWEST_TWO, 3)
    qtbot.mouseClick(view.expire, LEFT)
    assert view._confirm.button.isEnabled(), "what can be undone needs no typing"
    with qtbot.waitSignal(window.context.notices.offered, timeout=WAIT_MS):
        qtbot.mouseClick(view._confirm.button, LEFT)
    settle(qtbot, window)


def settle(qtbot: Any, window: MainWindow) -> None:
    qtbot.waitUntil(
        lambda: not window.context.jobs.active and not window.context.bridge.busy, timeout=WAIT_MS
    )


def timeline(window: MainWindow) -> Any:
    assert window.context.workspace.snapshot is not None
    return window.context.workspace.snapshot.sources[0].timeline


def test_a_stricter_policy_shows_what_it_costs_and_what_it_took_is_taken_back_at_once(
    qtbot: Any, view: Any, open_window: MainWindow
) -> None:
    simulate(qtbot, view, NEWEST_TWO, 3)
    assert "of restorable time would be lost" in view.state.text()
    assert "3 of 5 backups would go" in view.told.text()
    assert "brought back for 7 d" in view.told.text()
    assert view.bars.accessibleDescription().startswith("3 of 5")
    command = view.copy.command
    assert "--keep-last 2" in command
    assert command.endswith("--dry-run")
    before = timeline(open_window).windows
    offers: list[Any] = []
    open_window.context.notices.offered.connect(lambda *offer: offers.append(offer))
    expire(qtbot, view, open_window)
    assert (len(timeline(open_window).kept), len(timeline(open_window).trash)) == (2, 3)
    assert timeline(open_window).windows != before
    ((text, word, undo),) = offers
    assert text.startswith("3 backup(s) and") and word == "Undo"
    undo()
    settle(qtbot, open_window)
    assert (len(timeline(open_window).kept), len(timeline(open_window).trash)) == (5, 0)
    assert timeline(open_window).windows == before
    assert timeline(open_window).held == {}
    job = open_window.context.jobs.entries()[0]
    assert (job.kind, job.command.startswith("pagewake undelete --run")) == ("undelete", True)


def test_the_trash_shows_what_is_in_it_and_gives_it_back(
    qtbot: Any, view: Any, open_window: MainWindow, qtmodeltester: Any
) -> None:
    trash = view.trash
    assert trash.state.text() == "● The trash is empty"
    assert not trash.undelete_all.isEnabled()
    expire(qtbot, view, open_window)
    qtmodeltester.check(trash.rows.model)
    assert view.tabs.tabText(1) == "Trash (3)"
    assert trash.state.text().startswith("◆ 3 backup(s) and")
    assert trash.rows.model.rowCount() == 3
    # The other one where more than half a second went by until it was shown.
    assert trash.rows.model.index(0, 0).data().startswith(("◆ for 7 d", "◆ for 6 d 23 h"))
    view.tabs.setCurrentIndex(1)
    trash.rows.table.selectRow(0)
    (chosen,) = open_window.context.selection.now.backups
    assert chosen in timeline(open_window).trash
    trash.undelete.setFocus()
    qtbot.keyClick(trash.undelete, Qt.Key.Key_Space)
    settle(qtbot, open_window)
    assert set(timeline(open_window).held) == {chosen}, "one that was brought back by name is held"
    qtbot.waitUntil(lambda: view.rows.model.index(0, 0).data() == "◆ is held", timeout=WAIT_MS)
    qtbot.mouseClick(trash.undelete_all, LEFT)
    settle(qtbot, open_window)
    assert timeline(open_window).trash == {}
    open_window.context.actions.get("backup.unhold").trigger()
    settle(qtbot, open_window)
    assert timeline(open_window).held == {}


def test_the_whole_trash_is_emptied_only_with_a_typed_word(
    qtbot: Any, view: Any, open_window: MainWindow
) -> None:
    expire(qtbot, view, open_window)
    qtbot.mouseClick(view.trash.prune, LEFT)
    dialog = open_window.work.dialog
    assert isinstance(dialog, PruneDialog)
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=WAIT_MS)
    assert dict(dialog.facts.shown)["Removed for good"] == "nothing: no time in the trash is over"
    assert not dialog.typed.isVisible()
    dialog.everything.click()
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=WAIT_MS)
    facts = dict(dialog.facts.shown)
    assert facts["Removed for good"].startswith("3 backup(s) and")
    assert facts["Restorable time lost"] not in ("", "none")
    assert "built on it" in dialog.rows.toPlainText()
    assert dialog.command().endswith("--purge-trash")
    assert dialog.typed.isVisible() and not dialog.start.isEnabled()
    assert "cannot be brought back" in dialog.why_not.text()
    qtbot.keyClicks(dialog.typed, "purge")
    qtbot.mouseClick(dialog.start, LEFT)
    settle(qtbot, open_window)
    assert len(timeline(open_window).backups) == 2
    assert view.trash.state.text() == "● The trash is empty"


def test_the_other_pages_show_what_is_in_the_trash(qtbot: Any, view: Any, open_window: MainWindow) -> None:
    expire(qtbot, view, open_window)
    first = timeline(open_window).backups[0].id
    open_window.open_page("backups")
    table = open_window.view("backups")
    texts = [table.rows.model.index(row, 2).data() for row in range(5)]  # type: ignore[attr-defined]
    assert sum("in the trash" in text for text in texts) == 3
    open_window.context.selection.change(None, backups=(first,))
    open_window.open_page("timeline")
    details = open_window.view("timeline").findChild(BackupDetails)
    assert details is not None
    qtbot.waitUntil(lambda: details.title.text() == first, timeout=WAIT_MS)
    assert dict(details.facts.shown)["Kept"].startswith("in the trash until")
    assert details.undelete.isVisible() and not details.hold.isVisible()
    open_window.open_page("overview")
    overview = open_window.view("overview")
    qtbot.waitUntil(
        lambda: any("3 in the trash" in one.text() for one in overview.findChildren(QLabel)), timeout=WAIT_MS
    )


def test_what_is_typed_wrong_is_told_and_nothing_is_planned(qtbot: Any, view: Any) -> None:
    box = view.editor._spans["window"]
    box.setEditText("a fortnight")
    assert "Every moment of the last" in view.editor.reason.text()
    assert not view.expire.isEnabled()
    assert view.reason.text() == view.editor.reason.text()


def test_a_selected_backup_and_a_policy_survive_a_refresh_and_another_theme(
    qtbot: Any, view: Any, open_window: MainWindow
) -> None:
    simulate(qtbot, view, NEWEST_TWO, 3)
    view.rows.table.selectRow(0)
    chosen = open_window.context.selection.now.backups
    with qtbot.waitSignal(open_window.context.workspace.snapshot_changed, timeout=WAIT_MS):
        open_window.context.workspace.refresh()
    assert view.editor.retention() == NEWEST_TWO
    open_window.context.appearance.change(theme=DARK)
    assert open_window.context.selection.now.backups == chosen
    view.copy.copy()
    assert QGuiApplication.clipboard().text().startswith("pagewake expire")
