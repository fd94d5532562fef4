"""What is not seen costs nothing: hidden tables, wizards that nobody opened. And what is seen is not cut."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from tests.gui.conftest import WAIT_MS

from pagewake_gui.main_window import MainWindow
from pagewake_gui.models.columns import Column, Later
from pagewake_gui.views.lane_parts import beside
from pagewake_gui.widgets.basics import label, scrolled
from pagewake_gui.widgets.table import FilteredTable

NOT_AT_THE_START = (
    "pagewake_gui.wizards.restore.wizard",
    "pagewake_gui.dialogs.verify",
    "pagewake_gui.widgets.export",
    "pagewake.restore.run",
    "pagewake.copying.run",
    "pagewake.insight.heat_index",
    "numpy.ma",
)


def test_the_main_window_loads_no_wizard_and_nothing_that_restores_or_copies() -> None:
    code = f"import sys, pagewake_gui.main_window; print(sorted(set({NOT_AT_THE_START}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_hidden_table_makes_no_values(qtbot: Any) -> None:
    made: list[str] = []

    def values() -> list[int]:
        made.append("values")
        return [3, 1, 2]

    table = FilteredTable("hidden")
    qtbot.addWidget(table)
    table.replace([Column("n", "N", Later(3, values), width=60)])
    assert table.model.rowCount() == 3 and not made
    table.show()
    qtbot.waitUntil(lambda: bool(made), timeout=WAIT_MS)
    assert made == ["values"]
    assert [table.model.value(place, 0) for place in range(3)] == [3, 1, 2] and made == ["values"]
    table.filter.setText("2")
    assert [table.model.value(0, 0)] == [2] and table.model.rowCount() == 1


def test_the_chart_has_its_table_only_when_that_is_looked_at(qtbot: Any, open_window: MainWindow) -> None:
    open_window.open_page("timeline")
    view: Any = open_window.view("timeline")
    columns = view.rows.model.columns
    assert len(columns[0].values) == view.rows.model.rowCount() > 0
    assert all(column.values._make is not None for column in columns)
    view.toggle_table()
    qtbot.waitUntil(lambda: all(column.values._make is None for column in columns), timeout=WAIT_MS)


def test_lines_that_wrap_are_scrolled_and_not_cut(qtbot: Any) -> None:
    inside = QWidget()
    column = QVBoxLayout(inside)
    for _ in range(3):
        column.addWidget(label("words that need some lines where the place is narrow " * 4, wrap=True))
    area = scrolled(inside)
    qtbot.addWidget(area)
    area.resize(260, 120)
    area.show()
    for width in (260, 180, 320):
        area.resize(width, 120)
        qtbot.waitUntil(lambda: not cut(inside), timeout=WAIT_MS)
        assert area.verticalScrollBar().maximum() > 0


def cut(inside: QWidget) -> list[str]:
    labels = inside.findChildren(QLabel)
    return [one.text() for one in labels if one.height() < one.heightForWidth(one.width())]


def test_where_a_handle_stands_is_kept_only_where_somebody_moved_it(qtbot: Any) -> None:
    parts = beside(QWidget(), QWidget(), QWidget(), QVBoxLayout())
    qtbot.addWidget(parts)
    parts.resize(900, 400)
    parts.show()
    assert parts.saveState() == QByteArray()
    assert not parts.restoreState(parts.saveState())
    parts.setSizes([500, 400])
    parts.splitterMoved.emit(500, 1)
    kept = parts.saveState()
    assert not kept.isEmpty()
    other = beside(QWidget(), QWidget(), QWidget(), QVBoxLayout())
    qtbot.addWidget(other)
    assert other.restoreState(kept) and other.saveState() == kept
