"""The retention simulator: what a policy would do is shown before it is done, and done only when it is confirmed."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from tests.gui.conftest import WAIT_MS

from pagewake.config import Retention
from pagewake_gui.main_window import MainWindow
from pagewake_gui.theme import DARK

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


def test_a_stricter_policy_shows_what_it_costs_and_removes_it_when_its_name_was_typed(
    qtbot: Any, view: Any, open_window: MainWindow
) -> None:
    simulate(qtbot, view, NEWEST_TWO, 3)
    assert "of restorable time would be lost" in view.state.text()
    assert "3 of 5 backups would go" in view.told.text()
    assert view.bars.accessibleDescription().startswith("3 of 5")
    command = view.copy.command
    assert "--keep-last 2" in command
    assert command.endswith("--dry-run")
    qtbot.mouseClick(view.expire, Qt.MouseButton.LeftButton)
    dialog = view._confirm
    assert not dialog.button.isEnabled()
    qtbot.keyClicks(dialog.field, "ledger")
    qtbot.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    timeline = open_window.context.workspace
    qtbot.waitUntil(
        lambda: timeline.snapshot is not None and len(timeline.snapshot.sources[0].timeline.backups) == 2,
        timeout=WAIT_MS,
    )


def test_space_is_freed_after_asking(qtbot: Any, view: Any, open_window: MainWindow) -> None:
    qtbot.mouseClick(view.prune, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view._confirm is not None, timeout=WAIT_MS)
    assert view._confirm.button.isEnabled()
    qtbot.mouseClick(view._confirm.button, Qt.MouseButton.LeftButton)
    center = open_window.context.jobs
    qtbot.waitUntil(
        lambda: [one.kind for one in center.entries()] == ["prune"] and not center.active, timeout=WAIT_MS
    )
    assert center.entries()[0].error is None


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
