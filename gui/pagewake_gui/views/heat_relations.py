"""The relations of a heat map: a table with bars, or a treemap; both show the same selection."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from pagewake.desk.heat import HeatSheet
from pagewake_gui.charts.heat_colours import Palette, colours
from pagewake_gui.charts.treemap import Leaf, Treemap
from pagewake_gui.context import Context
from pagewake_gui.models.columns import Align, Column
from pagewake_gui.widgets.basics import label, row
from pagewake_gui.widgets.flow import FlowLayout
from pagewake_gui.widgets.table import FilteredTable

NARROWEST = 110
SHARE = 2
"""The column with bars."""


class _Bars(QStyledItemDelegate):
    """Draws a share as a bar behind its text."""

    def __init__(self, context: Context, table: FilteredTable) -> None:
        super().__init__(table)
        self._context = context
        self._model = table.model

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        share = float(self._model.value(index.row(), index.column()))
        place = QRectF(option.rect).adjusted(2, 3, -2, -3)
        colour = QColor(self._context.theme.accent)
        colour.setAlpha(70)
        super().paint(painter, option, index)
        painter.fillRect(
            QRectF(place.left(), place.top(), place.width() * min(share, 1.0), place.height()), colour
        )


class HeatRelations(QWidget):
    """Signals carry the number of a relation in the row: `chosen`, `opened`, `menu_asked` with a menu to fill."""

    chosen = Signal(int)
    opened = Signal(int)
    menu_asked = Signal(object, int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._sheet: HeatSheet | None = None
        self.rows = FilteredTable(self.tr("Relations"))
        self.rows.table.setTextElideMode(Qt.TextElideMode.ElideLeft)
        self.rows.table.verticalScrollBar().rangeChanged.connect(  # it comes and goes with the rows
            lambda *_: QTimer.singleShot(0, self, self._fit_names)
        )
        self.rows.table.rows_selected.connect(self._selected)
        self.rows.table.row_opened.connect(self.opened)
        self.rows.table.set_menu(lambda menu, rows: self.menu_asked.emit(menu, rows[0]))
        self.rows.table.setItemDelegateForColumn(SHARE, _Bars(context, self.rows))
        self.treemap = Treemap()
        self.treemap.clicked.connect(self._clicked)
        self.treemap.opened.connect(self.opened)
        self.treemap.hovered.connect(self._hovered)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self.treemap)
        self.switches = [self._switch(self.tr("Table"), 0), self._switch(self.tr("Treemap"), 1)]
        group = QButtonGroup(self)
        for switch in self.switches:
            group.addButton(switch)
        self.switches[0].setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(6)
        ways = QWidget()
        ways.setLayout(row(*self.switches, spacing=4))
        column.addLayout(FlowLayout(label(self.tr("Relations"), "heading"), ways, apart=True))
        column.addWidget(self._stack, 1)

    def show_sheet(self, sheet: HeatSheet | None) -> None:
        """Show the relations of a sheet, or none."""
        self._sheet = sheet
        if sheet is None:
            self.rows.replace([])
            return
        first = not self.rows.model.columns
        self.rows.replace(self._columns(sheet))
        self._fit_names()
        if first:
            self.rows.table.horizontalHeader().setSortIndicator(SHARE, Qt.SortOrder.DescendingOrder)
        self.restyle()

    def restyle(self) -> None:
        """Another theme, zone or language."""
        sheet = self._sheet
        if sheet is None:
            return
        shares = sheet.relations.share
        scaled = np.sqrt(shares / max(float(shares.max(initial=0)), 1e-12))
        steps = np.where(sheet.relations.changes > 0, np.clip(np.round(scaled * 254) + 1, 1, 255), 0)
        leaves = [
            Leaf(number, name, float(sheet.relations.bytes[number]), int(steps[number]))
            for number, name in enumerate(sheet.relations.names)
        ]
        theme = self._context.theme
        rest = self.tr("all the smaller ones")
        self.treemap.show_leaves(leaves, colours(Palette.CIVIDIS, theme), theme, rest)

    def sized_treemap(self) -> Treemap:
        """The treemap, large enough for a picture where it has never been shown."""
        if not self.treemap.isVisible():
            self.treemap.resize(960, 640)
        return self.treemap

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_names()

    def _fit_names(self) -> None:
        """Give the names what size and share leave, so that no column is cut where the table begins."""
        table, header = self.rows.table, self.rows.table.horizontalHeader()
        if len(self.rows.model.columns) <= SHARE or header.visualIndex(0) != 0:
            return
        others = sum(table.columnWidth(number) for number in range(1, SHARE + 1))
        table.setColumnWidth(0, max(table.viewport().width() - others, NARROWEST))

    def select(self, number: int | None) -> None:
        """Show a relation as selected, in both."""
        self.rows.table.select([] if number is None else [number])
        self.treemap.select(number)

    def _columns(self, sheet: HeatSheet) -> list[Column]:
        found, formats = sheet.relations, self._context.formats
        return [
            Column("name", self.tr("Relation"), found.names, width=NARROWEST, tip=str),
            Column("bytes", self.tr("Size"), found.bytes, formats.size, Align.RIGHT, width=76),
            Column("share", self.tr("Changes"), found.share, formats.percent, Align.RIGHT, width=100),
            Column("changed", self.tr("Blocks"), found.changed_blocks, formats.count, Align.RIGHT, width=80),
            Column("last", self.tr("Last changed"), found.last_time, formats.moment, width=190),
            Column("key", self.tr("Key"), found.keys, width=150),
        ]

    def _switch(self, text: str, page: int) -> QToolButton:
        made = QToolButton()
        made.setText(text)
        made.setCheckable(True)
        made.setProperty("role", "button")
        made.clicked.connect(partial(self._stack.setCurrentIndex, page))
        return made

    def _selected(self, rows: list[int]) -> None:
        if rows:
            self.treemap.select(rows[0])
            self.chosen.emit(rows[0])

    def _clicked(self, number: int) -> None:
        self.select(number)
        self.chosen.emit(number)

    def _hovered(self, number: int | None, at: QPoint | None) -> None:
        said = self._text_of(number) if number is not None else ""
        self._context.notices.hover(said)
        if said and at is not None:
            QToolTip.showText(at, said, self.treemap)
        else:
            QToolTip.hideText()

    def _text_of(self, number: int) -> str:
        sheet, formats = self._sheet, self._context.formats
        if sheet is None or number < 0:
            return self.tr("all the smaller ones") if number < 0 else ""
        return self.tr("{0}: {1}, {2} of all changes").format(
            sheet.relations.names[number],
            formats.size(int(sheet.relations.bytes[number])),
            formats.percent(float(sheet.relations.share[number])),
        )
