"""The WAL explorer: bars, their table, stretches and records, one selection."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake_gui.main_window import MainWindow
from pagewake_gui.selection import LsnRange
from pagewake_gui.theme import DARK


@pytest.fixture
def view(qtbot: Any, open_window: MainWindow) -> Any:
    open_window.open_page("wal")
    found: Any = open_window.view("wal")
    qtbot.waitUntil(lambda: found.activity is not None, timeout=WAIT_MS)
    return found


def test_a_bucket_is_chosen_by_mouse_and_its_records_are_read(
    qtbot: Any, view: Any, open_window: MainWindow, qtmodeltester: Any
) -> None:
    assert "commits" in view.told.text()
    room, wide = view.chart._room(), view.chart._wide()
    middle = QPoint(int(room.left() + 1.5 * wide), int(room.center().y()))
    qtbot.mouseClick(view.chart, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(lambda: view.records.model.total > 0, timeout=WAIT_MS)
    row = view.activity.stretches[1][0]
    assert view.records.model.total == row.records
    assert open_window.context.selection.now.lsn == LsnRange(1, row.first_lsn, row.end_lsn)
    assert view.buckets.table.selected() == [1]
    assert view.copy.command.startswith("pagewake wal get")
    view.records.filter.setText("Commit")
    assert 0 < view.records.model.rowCount() < view.records.model.total
    for table in (view.records, view.stretches, view.buckets):
        qtmodeltester.check(table.model)


def test_keys_walk_along_the_bars_and_t_shows_the_table(qtbot: Any, view: Any) -> None:
    view.chart.setFocus()
    qtbot.keyClick(view.chart, Qt.Key.Key_Home)
    qtbot.keyClick(view.chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.buckets.table.selected() == [0, 1]
    view.window().activateWindow()
    qtbot.keyClick(view.chart, Qt.Key.Key_T)
    assert view._pictures.currentIndex() == 1
    assert view.buckets.table.selected() == [0, 1]
    assert view.as_table.isChecked()


def test_a_selection_from_elsewhere_is_shown_and_a_theme_changes_nothing(
    view: Any, open_window: MainWindow
) -> None:
    first = int(view.activity.first_lsn[3])
    open_window.context.selection.change(None, lsn=LsnRange(1, first, first + 1))
    assert view.chart._chosen == (3, 3)
    told = view.told.text()
    open_window.context.appearance.change(theme=DARK)
    assert (view.told.text(), view.chart._chosen) == (told, (3, 3))


@pytest.mark.parametrize("ending", ["png", "csv", "json"])
def test_the_picture_and_the_numbers_are_exported(
    qtbot: Any, view: Any, open_window: MainWindow, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"wal.{ending}"
    with qtbot.waitSignal(open_window.context.notices.said, timeout=WAIT_MS):
        view.export_to(path)
    with by_the_test():
        data = path.read_bytes()
    if ending == "png":
        assert data.startswith(b"\x89PNG")
    elif ending == "json":
        assert sum(one["commits"] for one in json.loads(data)) == int(view.activity.commits.sum())
    else:
        assert len(data.splitlines()) == len(view.activity) + 1
