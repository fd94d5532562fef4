"""Taking a page repair back by clicks: from its result, refused for pages that were changed since, from the jobs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.gui.conftest import by_the_test
from tests.gui.test_page_repair import FILE, PAGE, content, database, error_of, go_on, settled, spoil

from pagewake.desk.journal import Standing
from pagewake_gui.main_window import MainWindow
from pagewake_gui.views.jobs import JobsView
from pagewake_gui.wizards.page_repair.draft import saved_in
from pagewake_gui.wizards.page_repair.proposal import Proposal
from pagewake_gui.wizards.page_repair.undo_window import UndoWindow
from pagewake_gui.wizards.page_repair.window import PageRepairWindow

__all__ = ["database"]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def repaired(qtbot: Any, open_window: MainWindow, database: Path) -> PageRepairWindow:
    """A page repair that has just been done, its result shown."""
    spoil(database, 3, 5)
    made = open_window.repairs.repair(Proposal("ledger", {FILE: (3, 5)}, database=str(database)))
    assert isinstance(made, PageRepairWindow)
    go_on(qtbot, open_window, made)
    qtbot.keyClicks(made.plan.typed, "ledger")
    go_on(qtbot, open_window, made)
    assert made.step is made.result
    return made


def undo_of(window: MainWindow) -> UndoWindow:
    made = window.repairs.open_windows[-1]
    assert isinstance(made, UndoWindow)
    return made


def test_a_repair_is_taken_back_from_its_result(
    qtbot: Any, qtmodeltester: Any, open_window: MainWindow, repaired: PageRepairWindow, database: Path
) -> None:
    truth = content(database)
    qtbot.mouseClick(repaired.result.take_back, LEFT)
    made = undo_of(open_window)
    assert made.command().endswith("--dry-run") and "--undo" in made.command()
    go_on(qtbot, open_window, made)
    assert [made.plan.model.index(at, 2).data() for at in (0, 1)] == ["as the repair wrote it"] * 2
    qtmodeltester.check(made.plan.model)
    assert not made.plan.overwrite.isVisible() and content(database) == truth
    assert not made.next_button.isEnabled() and "Type ledger" in made.reason.text()
    qtbot.keyClicks(made.plan.typed, "ledger")
    go_on(qtbot, open_window, made)
    assert made.step is made.result and "fail their own check again" in made.result.state.text()
    damaged = content(database)
    assert [
        at for at in range(len(truth) // PAGE) if damaged[at * PAGE :][:PAGE] != truth[at * PAGE :][:PAGE]
    ] == [3, 5]
    document = json.loads(made.result.content())
    assert [one["written"] for one in document["blocks"]] == [True, True] and document["evidence"]
    entry = open_window.context.jobs.entries()[0]
    assert (entry.kind, entry.standing) == ("page-repair", Standing.DONE)
    again = open_window.repairs.take_back(saved_in(entry.command))
    assert isinstance(again, UndoWindow)
    go_on(qtbot, open_window, again)
    assert "as it was before the repair" in again.plan.state.text() and not again.next_button.isEnabled()
    for one in (again, made, repaired):
        one.close()


def test_what_was_changed_since_is_lost_only_where_somebody_says_so(
    qtbot: Any, open_window: MainWindow, repaired: PageRepairWindow, database: Path
) -> None:
    with by_the_test(), (database / FILE).open("r+b") as file:
        file.seek(5 * PAGE + 300)
        file.write(b"\xa5" * 20)
    jobs = open_window.view("jobs")
    assert isinstance(jobs, JobsView)
    repaired.close()
    open_window.context.actions.get("page.take_back").trigger()
    made = undo_of(open_window)
    assert "Name the directory" in made.reason.text()
    with by_the_test():
        (saved,) = database.glob("pagewake-replaced-*")
    qtbot.keyClicks(made.saved.saved, str(saved))
    go_on(qtbot, open_window, made)
    assert "changed since" in made.reason.text() and made.plan.overwrite.isVisible()
    qtbot.keyClicks(made.plan.typed, "ledger")
    assert not made.next_button.isEnabled()
    made.plan.overwrite.setFocus()
    qtbot.keyClick(made.plan.overwrite, Qt.Key.Key_Space)
    assert made.command().endswith("--overwrite-changed")
    go_on(qtbot, open_window, made)
    assert made.step is made.result and made.result.report is not None
    made.close()
    entry = open_window.context.jobs.entries()[0]
    jobs.again(entry.id)
    settled(qtbot, open_window)
    again = undo_of(open_window)
    assert again.saved.place == saved
    again.close()


def test_what_is_no_repair_is_refused(qtbot: Any, open_window: MainWindow, tmp_path: Path) -> None:
    made = open_window.repairs.take_back(tmp_path / "nothing")
    assert isinstance(made, UndoWindow)
    go_on(qtbot, open_window, made)
    assert error_of(qtbot, made).code and not made.next_button.isEnabled()
    qtbot.mouseClick(made.back_button, LEFT)
    assert made.step is made.saved
    open_window.context.workspace.close()
    assert not made.isVisible()


def test_a_page_repair_is_begun_again_from_the_jobs(
    qtbot: Any, open_window: MainWindow, repaired: PageRepairWindow, database: Path
) -> None:
    repaired.close()
    jobs = open_window.view("jobs")
    assert isinstance(jobs, JobsView)
    entry = open_window.context.jobs.entries()[0]
    assert jobs.reason_against(entry) == ""
    jobs.again(entry.id)
    settled(qtbot, open_window)
    made = open_window.repairs.open_windows[-1]
    assert isinstance(made, PageRepairWindow), "it is shown anew, and not simply done again"
    assert made.pages.pages.toPlainText() == f"{FILE}:3,5" and made.pages.database.text() == str(database)
    made.close()
