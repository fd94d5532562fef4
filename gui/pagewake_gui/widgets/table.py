"""The table that every view uses: sorted and filtered by arrays, copied and exported, driven by keys."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from pagewake_gui.models.columns import Column, ColumnsModel
from pagewake_gui.widgets.basics import button, label, row

SAMPLE = 40
CELL_MARGIN = 12
MOST_GROWTH = 1.35
"""So much more than it asks for a column may get: times with their zone, words of longer languages."""

NARROWEST = 200
"""A table that is narrower than this has not been laid out yet."""

MenuMaker = Callable[[QMenu, list[int]], None]


class Table(QTableView):
    """Rows of a `ColumnsModel`. Signals carry rows of the columns, not of the screen."""

    rows_selected = Signal(list)
    row_opened = Signal(int)

    def __init__(self, name: str, model: ColumnsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(name)
        self._model = model
        self._menu: MenuMaker | None = None
        self._quiet = False
        self._fitted: dict[str, int] = {}
        """How wide a column was made, by name."""
        self._wanted: dict[str, int] = {}
        """How wide it would be where there is room."""
        self._seen: set[str] = set()
        """The columns that were fitted to data; the others are fitted again once there is some."""
        self._unfitted = True
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionsMovable(True)
        self.setSortingEnabled(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(
            -1, Qt.SortOrder.AscendingOrder
        )  # rows come in the order that a view gives them
        header.sortIndicatorChanged.connect(lambda section, order: self._model.sort(section, order))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.selectionModel().selectionChanged.connect(lambda *_: self._say())
        self.activated.connect(lambda index: self.row_opened.emit(self._model.row_of(index)))
        model.modelReset.connect(self.fit)
        copy = QAction(self.tr("Copy"), self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy)
        self.addAction(copy)

    @property
    def columns_model(self) -> ColumnsModel:
        """The model, as what it is."""
        return self._model

    def fit(self) -> None:
        """Give every column the room that its title and its first rows need; a width that a user chose stays.

        What a column asks for (`Column.width`) bounds that: long texts are elided. Later data only widens. Where
        the table is too narrow for all, those columns that can give way do (`Column.least`).

        Waits where the table is hidden, until it is seen: to look at its rows may take longer than to show its page.
        """
        self._unfitted = not self.isVisible()
        if self._unfitted:
            return
        rows = range(min(self._model.rowCount(), SAMPLE))
        for number, column in enumerate(self._model.columns):
            if self.chosen_width(number):
                continue
            title = self.horizontalHeader().sectionSizeHint(number)
            cells = [self.sizeHintForIndex(self._model.index(row, number)).width() for row in rows]
            wanted = max(cells) + CELL_MARGIN if cells else column.width
            width = max(title, min(wanted, int(column.width * MOST_GROWTH)))
            if cells and column.name in self._seen:
                width = max(width, self._wanted[column.name])
            elif cells:
                self._seen.add(column.name)
            self._wanted[column.name] = width
            self._set_width(number, width)
        self._share_room()

    def chosen_width(self, number: int) -> int:
        """How wide somebody made a column; 0 where it is as wide as its data asks for, or as there is room."""
        width = self.columnWidth(number)
        own = self._fitted.get(self._model.columns[number].name)
        if width in (own, 0) or (own is None and width == self.horizontalHeader().defaultSectionSize()):
            return 0
        is_last = self.horizontalHeader().visualIndex(number) == len(self._model.columns) - 1
        return 0 if is_last and (own is None or width > own) else width  # Qt stretches the last one

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._unfitted:
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Let the columns that can give way have what the others leave, so that nothing is cut at the right."""
        columns = self._model.columns
        free = [n for n in self._each() if not self.isColumnHidden(n) and not self.chosen_width(n)]
        giving = [n for n in free if columns[n].least and columns[n].name in self._wanted]
        if not giving:
            return
        wanted = {n: self._wanted[columns[n].name] for n in free if columns[n].name in self._wanted}
        taken = sum(self.columnWidth(n) for n in self._each() if n not in wanted)
        missing = sum(wanted.values()) + taken - self.viewport().width()
        if not self._seen or self.viewport().width() < NARROWEST:
            missing = 0
        for number in reversed(giving):  # what matters most stands at the left
            least = max(columns[number].least, self.horizontalHeader().sectionSizeHint(number))
            gives = min(max(missing, 0), max(wanted[number] - least, 0))
            missing -= gives
            self._set_width(number, wanted[number] - gives)

    def _set_width(self, number: int, width: int) -> None:
        self.setColumnWidth(number, width)
        self._fitted[self._model.columns[number].name] = width

    def set_menu(self, menu: MenuMaker) -> None:
        """Have `menu` fill the context menu for the selected rows."""
        self._menu = menu

    def selected(self) -> list[int]:
        """The selected rows of the columns, in the order of the screen."""
        return [self._model.row_of(index) for index in sorted(self.selectionModel().selectedRows())]

    def select(self, rows: Sequence[int]) -> None:
        """Select rows of the columns without telling about it, and bring the first into sight."""
        self._quiet = True
        selection = self.selectionModel()
        selection.clearSelection()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        places = [place for place in map(self._model.place_of, rows) if place >= 0]
        for place in places:
            selection.select(self._model.index(place, 0), flags)
        if places:
            self.scrollTo(self._model.index(places[0], 0))
        self._quiet = False

    def copy(self) -> None:
        """Put the selected rows on the clipboard, as text with tabs."""
        rows = sorted(self.selectionModel().selectedRows())
        lines = ["\t".join(column.title for column in self._model.columns)]
        for index in rows:
            lines.append("\t".join(str(self._model.index(index.row(), c).data() or "") for c in self._each()))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def as_csv(self) -> str:
        """All shown rows as CSV, with the values as they are shown."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([column.name for column in self._model.columns])
        for place in range(self._model.rowCount()):
            writer.writerow([self._model.index(place, c).data() for c in self._each()])
        return text.getvalue()

    def as_json(self) -> str:
        """All shown rows as JSON objects, with the values as they are."""
        names = [column.name for column in self._model.columns]
        rows = [
            {name: self._model.value(place, c) for c, name in enumerate(names)}
            for place in range(self._model.rowCount())
        ]
        return json.dumps(rows, indent=1, default=str)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.row_opened.emit(self._model.row_of(self.currentIndex()))
            return
        super().keyPressEvent(event)

    def _each(self) -> range:
        return range(len(self._model.columns))

    def _say(self) -> None:
        if not self._quiet:
            self.rows_selected.emit(self.selected())

    def _show_menu(self, at: QPoint) -> None:
        index: QModelIndex = self.indexAt(at)
        menu = QMenu(self)
        if self._menu is not None and index.isValid():
            self._menu(menu, self.selected() or [self._model.row_of(index)])
            menu.addSeparator()
        menu.addAction(self.tr("Copy rows"), self.copy)
        menu.addAction(self.tr("Copy all as CSV"), lambda: QGuiApplication.clipboard().setText(self.as_csv()))
        menu.addAction(
            self.tr("Copy all as JSON"), lambda: QGuiApplication.clipboard().setText(self.as_json())
        )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(at))


class FilteredTable(QWidget):
    """A table with a line to filter by (words that must all occur in a row), and how many rows are shown."""

    def __init__(self, name: str, columns: Sequence[Column] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ColumnsModel(columns, self)
        self.table = Table(name, self.model)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setAccessibleName(self.tr("Filter of {0}").format(name))
        self.filter.textChanged.connect(lambda _: self._filter())
        self._count = label("", "muted")
        self._clear = button(self.tr("Clear filter"), self.filter.clear)
        self._clear.hide()
        self._texts: list[str] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.tools = row(self.filter, self._clear, self._count)
        column.addLayout(self.tools)
        column.addWidget(self.table)
        if columns:
            self._filter()

    def replace(self, columns: Sequence[Column]) -> None:
        """Show other values; filter, order and selection (by row number) stay."""
        selected = self.table.selected()
        self._texts = None
        words = self.filter.text().casefold().split()
        self.model.replace(columns, self._matching(words, columns))
        self._tell(words)
        self.table.select([one for one in selected if one < self.model.total])

    def _filter(self) -> None:
        words = self.filter.text().casefold().split()
        self.model.show_only(self._matching(words, self.model.columns))
        self._tell(words)

    def _matching(self, words: Sequence[str], columns: Sequence[Column]) -> NDArray[np.bool_] | None:
        """Which rows have all the words in them; None: there are no words."""
        if not words:
            return None
        if self._texts is None:
            self._texts = [
                "\n".join(column.text(column.values[row]) for column in columns).casefold()
                for row in range(len(columns[0].values) if columns else 0)
            ]
        return np.array([all(word in text for word in words) for text in self._texts], bool)

    def _tell(self, words: Sequence[str]) -> None:
        shown, total = self.model.rowCount(), self.model.total
        self._clear.setVisible(bool(words) and shown == 0)
        self._count.setText(str(total) if shown == total else self.tr("{0} of {1}").format(shown, total))
