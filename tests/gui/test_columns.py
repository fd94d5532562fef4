"""The table model: sorted and filtered by arrays, the same rows that were given."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from tests.gui.conftest import WAIT_MS
from tests.patience import within

from pagewake_gui.models.columns import Align, Column, ColumnsModel
from pagewake_gui.widgets.table import FilteredTable


def model(rows: int = 5) -> ColumnsModel:
    return ColumnsModel(
        [
            Column("n", "Number", np.arange(rows)[::-1].copy(), align=Align.RIGHT),
            Column("name", "Name", [f"row {n}" for n in range(rows)]),
        ]
    )


def shown(made: ColumnsModel, column: int = 0) -> list[object]:
    return [made.value(row, column) for row in range(made.rowCount())]


def test_the_model_keeps_qts_rules(qtmodeltester) -> None:  # type: ignore[no-untyped-def]
    qtmodeltester.check(model())


def test_sorting_and_back_again() -> None:
    made = model()
    made.sort(0)
    assert shown(made) == [0, 1, 2, 3, 4]
    made.sort(0, Qt.SortOrder.DescendingOrder)
    assert shown(made) == [4, 3, 2, 1, 0]
    made.sort(-1)
    assert shown(made, 1) == [f"row {n}" for n in range(5)]


def test_rows_keep_their_identity_when_the_order_changes() -> None:
    made = model()
    kept = QPersistentModelIndex(made.index(0, 1))
    made.sort(0)
    assert kept.row() == 4
    assert kept.data() == "row 0"


def test_sorting_a_hundred_thousand_rows_takes_no_time() -> None:
    values = np.random.default_rng(1).integers(0, 1 << 60, 100_000)
    made = ColumnsModel([Column("lsn", "LSN", values)])
    with within(1):
        made.sort(0)
    assert shown(made)[:2] == sorted(values.tolist())[:2]


def test_what_is_not_shown_is_not_lost() -> None:
    made = model()
    made.show_only(np.array([True, False, True, False, False]))
    assert shown(made, 1) == ["row 0", "row 2"]
    assert made.place_of(1) == -1
    made.show_only(None)
    assert made.rowCount() == 5


def test_values_beyond_64_bits_are_shown_and_sorted() -> None:
    made = ColumnsModel([Column("lsn", "LSN", [2**64 - 1, 5, 2**63])])
    made.sort(0)
    assert shown(made) == [5, 2**63, 2**64 - 1]


@pytest.fixture
def table(qtbot) -> FilteredTable:  # type: ignore[no-untyped-def]
    made = FilteredTable("Rows", model().columns)
    qtbot.addWidget(made)
    return made


def test_a_filter_takes_words_in_any_order_and_says_how_many(qtbot, table: FilteredTable) -> None:  # type: ignore[no-untyped-def]
    qtbot.keyClicks(table.filter, "3 row")
    assert shown(table.model, 1) == ["row 1", "row 3"]  # row 1 has the number 3
    qtbot.keyClicks(table.filter, " nowhere")
    assert table.model.rowCount() == 0
    table._clear.click()
    assert table.model.rowCount() == 5


def test_selected_rows_are_those_of_the_columns(qtbot, table: FilteredTable) -> None:  # type: ignore[no-untyped-def]
    table.model.sort(0)
    heard: list[list[int]] = []
    table.table.rows_selected.connect(heard.append)
    table.table.selectRow(0)
    assert heard == [[4]]
    table.table.select([1, 2])
    assert table.table.selected() == [2, 1]  # in the order of the screen
    assert heard == [[4]]  # who sets a selection is not told of it


def test_rows_can_be_taken_away_as_text_csv_and_json(table: FilteredTable) -> None:
    assert table.table.as_csv().splitlines()[:2] == ["n,name", "4,row 0"]
    assert json.loads(table.table.as_json())[1] == {"n": 3, "name": "row 1"}


def test_other_values_leave_filter_order_and_selection(table: FilteredTable) -> None:
    table.model.sort(0)
    table.filter.setText("row")
    table.table.select([3])
    table.replace(model(6).columns)
    assert table.table.selected() == [3]
    assert shown(table.model) == [0, 1, 2, 3, 4, 5]
    assert not table.model.index(0, 0).parent().isValid()
    assert table.model.rowCount(QModelIndex()) == 6


def test_columns_give_way_where_a_table_is_narrow_and_none_that_was_made_wide(qtbot) -> None:  # type: ignore[no-untyped-def]
    long = "a reason that takes more than its share of a line"
    made = FilteredTable(
        "Narrow",
        [
            Column("when", "When", ["2026-11-23 02:09:05 +01:00"], width=190),
            Column("why", "Why", [long], width=330, least=60),
            Column("id", "Backup", ["20261123T010907Z-294a9c"], width=210, least=90),
        ],
    )
    qtbot.addWidget(made)
    made.resize(1000, 200)
    made.show()
    table, header = made.table, made.table.horizontalHeader()
    when, why = table.columnWidth(0), table.columnWidth(1)
    made.resize(460, 200)
    qtbot.waitUntil(lambda: header.length() <= table.viewport().width(), timeout=WAIT_MS)
    assert table.columnWidth(0) == when, "half a time is not a time"
    assert 60 <= table.columnWidth(1) < why and table.columnWidth(2) >= 90
    assert made.model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == long
    table.setColumnWidth(1, 300)
    made.resize(1000, 200)
    made.resize(440, 200)
    assert table.columnWidth(1) == 300 and table.chosen_width(1) == 300
