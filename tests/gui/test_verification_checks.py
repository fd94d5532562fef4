"""The checks of a proof in the window: chosen, filtered, sorted, exported; from records of real restores."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake.clock import now
from pagewake.model import CheckResult, CheckRow
from pagewake.repository.evidence import EVIDENCE
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore
from pagewake_gui.counts import Counts
from pagewake_gui.main_window import MainWindow
from pagewake_gui.theme import DARK
from pagewake_gui.views.verification import VerificationView
from pagewake_gui.views.verification_checks import ChecksPane

LEFT = Qt.MouseButton.LeftButton
ROWS = [
    CheckRow("table-rows", "public.items", CheckResult.GOOD, 5_000_000_000, 12.5, database="shop"),
    CheckRow("btree-index", "public.items_pkey", CheckResult.BAD, 12, 0.25, "item order invariant", "shop"),
    CheckRow("visibility-map", "public.items", CheckResult.GOOD, 30, 0.001, database="shop"),
    CheckRow("module", "amcheck", CheckResult.SKIPPED, message="it is not installed", database="stock"),
    CheckRow("table-rows", "", CheckResult.GOOD, 70, 1, "70 objects that passed", "stock", 70),
]


def settled(qtbot: Any, window: MainWindow) -> None:
    qtbot.waitUntil(
        lambda: not window.context.jobs.active and not window.context.bridge.busy, timeout=WAIT_MS
    )


@pytest.fixture
def view(open_window: MainWindow) -> VerificationView:
    open_window.open_page("verification")
    made = open_window.view("verification")
    assert isinstance(made, VerificationView)
    return made


@pytest.fixture
def recorded(qtbot: Any, view: VerificationView, repository_directory: Path, open_window: MainWindow) -> str:
    """The id of a proof with damage that is on record."""
    source = open_window.context.selection.now.source
    with by_the_test():
        book = Repository.open(LocalStore(repository_directory)).evidence
        for ok, rows in ((True, ROWS[:1]), (False, ROWS)):
            made = book.add("drill", ok, [view._backups[-1].id], now(), 4000, source=source, rows=rows)
    assert made is not None
    open_window.context.workspace.refresh()
    settled(qtbot, open_window)
    return made.id


def cells(pane: ChecksPane, column: int) -> list[str]:
    model = pane.table.model
    return [str(model.index(at, column).data()) for at in range(model.rowCount())]


def counts(pane: ChecksPane) -> Counts:
    return Counts(pane._context.formats)


def test_without_a_proof_it_says_what_to_do(view: VerificationView) -> None:
    view.tabs.setCurrentWidget(view.checks)
    view.checks.offer([one for one in view._records if not one.checked])
    assert view.checks._none.isVisible() and not view.checks.table.isVisible()
    assert [one.text() for one in view.checks._none.buttons] == ["Verify"]


def test_a_record_of_the_history_opens_with_its_checks(
    qtbot: Any, qtmodeltester: Any, view: VerificationView, open_window: MainWindow, recorded: str
) -> None:
    pane = view.checks
    view.tabs.setCurrentWidget(view.history)
    assert str(view.history.model.index(0, 6).data()) == "74, 1 failed"
    table = view.history.table
    table.setFocus()
    table.setCurrentIndex(view.history.model.index(0, 0))
    assert pane.rows == (), "nothing is read that nobody sees"
    qtbot.keyClick(table, Qt.Key.Key_Return)
    settled(qtbot, open_window)
    assert view.tabs.currentWidget() is pane and pane.proof.currentData() == recorded
    assert cells(pane, 0) == ["■ failed", "▲ not made", "● good", "● good", "● good"]
    assert pane.state.text() == f"■ {counts(pane).checks(74)}, 1 failed; 1 could not be made"
    assert (
        cells(pane, 1)[0] == "index compared with the table" and cells(pane, 6)[0] == "item order invariant"
    )
    most = counts(pane).rows(5_000_000_000)
    assert "5,000,000,000" in most and most in cells(pane, 4)
    assert counts(pane).objects(70) in cells(pane, 3)
    qtmodeltester.check(pane.table.model)
    header = pane.table.table.horizontalHeader()
    for _ in range(2):  # twice: the largest first
        at = QPoint(header.sectionViewportPosition(4) + 10, header.height() // 2)
        qtbot.mouseClick(header.viewport(), LEFT, pos=at)
    assert cells(pane, 4)[0] == most
    open_window.context.appearance.change(theme=DARK)
    assert cells(pane, 4)[0] == most, "a change of colours keeps the order"


def test_failures_are_filtered_and_exported(
    qtbot: Any, view: VerificationView, open_window: MainWindow, recorded: str, tmp_path: Path
) -> None:
    pane = view.checks
    view.tabs.setCurrentWidget(pane)
    settled(qtbot, open_window)
    assert pane.proof.currentData() == recorded, "the newest"
    pane.which.setFocus()
    qtbot.keyClick(pane.which, Qt.Key.Key_Down)
    assert cells(pane, 3) == ["public.items_pkey"]
    for kind in ("csv", "json"):
        pane.export.export_to(tmp_path / f"checks.{kind}", kind)
    settled(qtbot, open_window)
    with by_the_test():
        (row,) = csv.DictReader((tmp_path / "checks.csv").read_text().splitlines())
        (value,) = json.loads((tmp_path / "checks.json").read_text())
    assert (row["result"], row["object"], row["count"]) == (
        "■ failed",
        "public.items_pkey",
        counts(pane).pages(12),
    )
    assert (value["result"], value["count"], value["seconds"]) == ("bad", 12, 0.25)
    pane.which.setCurrentIndex(0)
    qtbot.keyClicks(pane.table.filter, "stock")
    assert len(cells(pane, 0)) == 2
    pane.proof.setCurrentIndex(1)
    settled(qtbot, open_window)
    pane.table.filter.clear()
    assert (
        cells(pane, 3) == ["public.items"] and pane.state.text() == f"● {counts(pane).checks(1)}, none failed"
    )
    chosen = pane.proof.currentData()
    open_window.context.workspace.refresh()
    settled(qtbot, open_window)
    assert pane.proof.currentData() == chosen and len(pane.rows) == 1, "a refresh chooses nothing else"


def test_a_record_that_cannot_be_read_says_so_and_is_tried_again(
    qtbot: Any, view: VerificationView, open_window: MainWindow, recorded: str, repository_directory: Path
) -> None:
    pane, path = view.checks, repository_directory / EVIDENCE / recorded
    with by_the_test():
        good = path.read_bytes()
        path.write_bytes(good[:-5])
    view.tabs.setCurrentWidget(pane)
    settled(qtbot, open_window)
    assert pane.state.text() == "■ The checks could not be read" and pane._errors.count() == 1
    with by_the_test():
        path.write_bytes(good)
    again = next(one for one in pane.findChildren(type(view.repair)) if one.text() == "Try again")
    qtbot.mouseClick(again, LEFT)
    settled(qtbot, open_window)
    assert len(pane.rows) == 5 and pane._errors.count() == 0
