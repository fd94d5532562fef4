"""A page repair is taken back by clicks: from its result, or from the directory that it left; refused where it must."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.test_page_repair import FILE, PAGE, content, database, go_on, settled, spoil

from pagewake.desk.journal import Standing
from pagewake.errors import UsageError
from pagewake_gui.main_window import MainWindow
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.wizards.page_repair.draft import Proposal
from pagewake_gui.wizards.page_repair.window import PageRepairWindow
from pagewake_gui.wizards.page_undo.window import PageUndoWindow

__all__ = ["database"]

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def repaired(qtbot: Any, open_window: MainWindow, database: Path) -> tuple[PageRepairWindow, bytes, bytes]:
    """A repair of two pages that is done, what the file was while it was damaged, and what it is now."""
    truth = spoil(database, 3, 5)
    damaged = content(database)
    proposal = Proposal("ledger", {FILE: (3, 5)}, database=str(database))
    open_window.context.navigator.open("repair", proposal)
    made = open_window.repairs.open_windows[-1]
    assert isinstance(made, PageRepairWindow)
    settled(qtbot, open_window)
    go_on(qtbot, open_window, made)
    qtbot.keyClicks(made.plan.typed, "ledger")
    go_on(qtbot, open_window, made)
    assert made.step is made.result and content(database) == truth
    return made, damaged, truth


def undo_window(window: MainWindow) -> PageUndoWindow:
    made = window.repairs.open_windows[-1]
    assert isinstance(made, PageUndoWindow)
    return made


def press(qtbot: Any, window: MainWindow, made: PageUndoWindow) -> None:
    assert made.next_button.isEnabled(), made.reason.text()
    qtbot.mouseClick(made.next_button, LEFT)
    settled(qtbot, window)


def test_a_repair_is_taken_back_from_its_result(
    qtbot: Any, qtmodeltester: Any, open_window: MainWindow, database: Path, repaired: Any
) -> None:
    result, damaged, truth = repaired
    back = next(one for one in result.findChildren(QPushButton) if one.text() == "Take it back...")
    qtbot.mouseClick(back, LEFT)
    made = undo_window(open_window)
    settled(qtbot, open_window)
    model = made.plan.model
    assert [model.value(at, 2) for at in range(2)] == ["as the repair wrote it"] * 2
    assert str(model.index(0, 3).data()) == "● sound" and str(model.index(0, 4).data()).startswith(
        "■ damaged"
    )
    qtmodeltester.check(model)
    assert "Type ledger" in made.reason.text() and not made.plan.overwrite.isVisible()
    qtbot.keyClicks(made.plan.typed, "ledge")
    assert not made.next_button.isEnabled() and content(database) == truth
    qtbot.keyClicks(made.plan.typed, "r")
    command = made.command()
    press(qtbot, open_window, made)
    assert made.step is made.result and content(database) == damaged
    assert made.result.state.text().startswith("●")
    report = made.result.report
    assert report is not None and report.saved is not None
    assert str(report.saved) in [value for _, value in made.result.facts.shown]
    entry = open_window.context.jobs.entries()[0]
    assert (entry.kind, entry.standing, entry.command) == ("page-undo", Standing.DONE, command)
    assert any(str(report.saved) in text for _, _, text in entry.log)
    snapshot = open_window.context.workspace.snapshot
    assert snapshot is not None
    assert [one.level for one in snapshot.evidence[-2:]] == ["repair", "repair"]
    qtbot.mouseClick(made.next_button, LEFT)
    assert not made.isVisible()
    again = open_window.repairs.undo(str(report.saved))
    assert isinstance(again, PageUndoWindow)
    settled(qtbot, open_window)
    qtbot.keyClicks(again.plan.typed, "ledger")
    press(qtbot, open_window, again)
    assert content(database) == truth, "what was taken back comes again"


def test_a_page_that_was_changed_since_needs_a_word_more(
    qtbot: Any, open_window: MainWindow, database: Path, repaired: Any
) -> None:
    result, damaged, truth = repaired
    changed = bytearray(truth)
    changed[5 * PAGE + 300] ^= 1
    with by_the_test():
        (database / FILE).write_bytes(changed)
    open_window.context.actions.get("page.undo").trigger()
    made = undo_window(open_window)
    assert "Name the directory" in made.reason.text() and not made.plan.look_button.isEnabled()
    qtbot.keyClicks(made.plan.saved, str(result.result.report.saved))
    qtbot.mouseClick(made.plan.look_button, LEFT)
    settled(qtbot, open_window)
    qtbot.keyClicks(made.plan.typed, "ledger")
    assert made.plan.state.text().startswith("▲") and "not what the repair wrote" in made.reason.text()
    assert content(database) == bytes(changed)
    made.plan.overwrite.setFocus()
    qtbot.keyClick(made.plan.overwrite, Qt.Key.Key_Space)
    assert made.command().endswith("--overwrite-changed")
    press(qtbot, open_window, made)
    assert content(database) == damaged


def test_what_is_no_saved_directory_is_refused(qtbot: Any, open_window: MainWindow, tmp_path: Path) -> None:
    made = open_window.repairs.undo()
    assert isinstance(made, PageUndoWindow)
    qtbot.keyClicks(made.plan.saved, str(tmp_path))
    qtbot.keyClick(made.plan.saved, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(made.findChildren(ErrorPanel)), timeout=WAIT_MS)
    (panel,) = made.findChildren(ErrorPanel)
    assert isinstance(panel.error, UsageError) and not made.next_button.isEnabled()
    qtbot.keyClicks(made.plan.saved, "x")
    settled(qtbot, open_window)
    qtbot.waitUntil(lambda: not made.findChildren(ErrorPanel), timeout=WAIT_MS)
