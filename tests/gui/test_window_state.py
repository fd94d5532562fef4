"""The window comes back as it was left: size, page, columns; on a screen that is there."""

from __future__ import annotations

import json
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from tests.gui.conftest import WAIT_MS

from pagewake.desk.places import RepositoryPlace
from pagewake_gui.context import Context
from pagewake_gui.main_window import MainWindow
from pagewake_gui.window_state import _understood, resize_on_screen
from pagewake_gui.workspace import State


def reopened(qtbot: Any, context: Context, place: RepositoryPlace | None = None) -> MainWindow:
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.restore_state()
    window.show()
    if place is not None:
        context.workspace.open(place)
        qtbot.waitUntil(lambda: context.workspace.state is State.OPEN, timeout=WAIT_MS)
    return window


def test_size_and_page_come_back(qtbot: Any, window: MainWindow) -> None:
    window.resize(1111, 701)
    window.open_page("backups")
    window.close()
    again = reopened(qtbot, window.context)
    assert again.page == "backups"
    assert again.height() == 701  # the width is clipped to the screen of the tests


def test_a_window_that_was_on_a_screen_that_is_gone_can_be_seen(qtbot: Any, window: MainWindow) -> None:
    window.move(90_000, 90_000)
    window.save_state()
    window.close()
    again = reopened(qtbot, window.context)
    visible = QGuiApplication.primaryScreen().availableGeometry()
    assert visible.intersects(again.frameGeometry())


def test_a_window_is_made_no_larger_than_its_screen(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    resize_on_screen(window, 300, 200)
    assert (window.width(), window.height()) == (300, 200)
    resize_on_screen(window, 30_000, 20_000)
    room = QGuiApplication.primaryScreen().availableSize()
    assert 0 < window.width() < room.width() and 0 < window.height() < room.height()


def test_columns_come_back_by_name_once_there_is_data(qtbot: Any, open_window: MainWindow) -> None:
    place = open_window.context.workspace.place
    open_window.open_page("backups")
    view: Any = open_window.view("backups")
    table = view.rows.table
    names = [column.name for column in table.columns_model.columns]
    table.setColumnWidth(names.index("pages"), 333)
    table.setColumnHidden(names.index("parent"), True)
    table.horizontalHeader().moveSection(names.index("id"), 0)
    open_window.close()
    open_window.context.workspace.close()
    again = reopened(qtbot, open_window.context, place)
    again.open_page("backups")
    table = again.view("backups").rows.table  # type: ignore[attr-defined]
    assert table.columnWidth(names.index("pages")) == 333
    assert table.isColumnHidden(names.index("parent"))
    assert table.horizontalHeader().visualIndex(names.index("id")) == 0
    again.close()


@pytest.mark.parametrize(
    "text",
    [
        None,
        7,
        "",
        "{",
        "[]",
        '{"a": 1}',
        '{"a": [1, 2]}',
        json.dumps({"a": [10, 0, True], "b": [1, 1, True]}),
    ],
)
def test_what_was_damaged_is_passed_over(text: object) -> None:
    assert _understood(text) == {}


def test_a_width_that_cannot_be_is_made_one_that_can() -> None:
    assert _understood(json.dumps({"a": [10**12, 0, False]})) == {"a": (4_000, 0, False)}
