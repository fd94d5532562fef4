"""A table of columns: values in lists or arrays, and an order; Qt asks only for the rows that are in sight.

Sorting and filtering make a new array of row numbers with numpy. A proxy model over Python rows takes
minutes where this takes a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

Index = QModelIndex | QPersistentModelIndex

_TEXT, _TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
_PLACE, _COLOUR = Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.ForegroundRole
_ROLES = frozenset({_TEXT, _TIP, _PLACE, _COLOUR})
"""What a cell has: Qt asks each of them for several things more, whenever it draws or measures it."""


class Align(IntEnum):
    """Where a column's text stands."""

    LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Later(Sequence[Any]):
    """So many values, made when the first of them is asked for: a table that nobody looks at costs nothing."""

    def __init__(self, count: int, make: Callable[[], Sequence[Any]]) -> None:
        self._count = count
        self._make: Callable[[], Sequence[Any]] | None = make
        self._values: Sequence[Any] = ()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: Any) -> Any:
        return self.made[place]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.made)

    @property
    def made(self) -> Sequence[Any]:
        """The values."""
        if self._make is not None:
            self._values, self._make = self._make(), None
            assert len(self._values) == self._count
        return self._values


@dataclass(frozen=True)
class Column:
    """One column. `text` writes a value for people, `key` gives what it is sorted by (default: the value)."""

    name: str
    title: str
    values: Sequence[Any] | NDArray[Any]
    text: Callable[[Any], str] = str
    align: Align = Align.LEFT
    key: Callable[[Any], Any] | None = None
    tip: Callable[[Any], str] | None = None
    colour: Callable[[Any], QColor | None] | None = None
    width: int = 120
    least: int = 0
    """How narrow it may become where a table is too narrow for all; 0 never gives way (a half of a time tells lies)."""

    def sort_keys(self) -> NDArray[Any]:
        """What the column is sorted by, as an array."""
        if isinstance(self.values, np.ndarray) and self.key is None:
            return self.values
        keys = [self.key(value) for value in self.values] if self.key else list(self.values)
        try:
            found = np.array(keys)
        except (ValueError, OverflowError):
            found = np.array([str(key) for key in keys])
        return found if found.dtype != object else np.array([str(key) for key in keys])


class ColumnsModel(QAbstractTableModel):
    """Rows of equal columns in an order. All columns have the same length."""

    def __init__(self, columns: Sequence[Column] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: list[Column] = []
        self._order: NDArray[np.int64] = np.empty(0, np.int64)
        self._shown: NDArray[np.bool_] | None = None
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self.replace(columns)

    def replace(self, columns: Sequence[Column], shown: NDArray[np.bool_] | None = None) -> None:
        """Show other values, all rows or those that are marked; the order and its direction stay."""
        self.beginResetModel()
        self._columns = list(columns)
        self._shown = shown
        self._arrange()
        self.endResetModel()

    def show_only(self, shown: NDArray[np.bool_] | None) -> None:
        """Show the rows that are marked (one mark for each row of the columns), or all."""
        self.beginResetModel()
        self._shown = shown
        self._arrange()
        self.endResetModel()

    @property
    def columns(self) -> Sequence[Column]:
        """The columns as they were given."""
        return self._columns

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._columns[0].values) if self._columns else 0

    def value(self, place: int, column: int) -> Any:
        """The value itself at a place of the table. Not a role: Qt's values stop at 63 bits, LSNs do not."""
        value = self._columns[column].values[int(self._order[place])]
        return value.item() if isinstance(value, np.generic) else value

    def row_of(self, index: Index) -> int:
        """Which row of the columns a row of the table is."""
        return int(self._order[index.row()])

    def place_of(self, row: int) -> int:
        """Where a row of the columns stands in the table; -1 where it is not shown."""
        found = np.flatnonzero(self._order == row)
        return int(found[0]) if len(found) else -1

    @property
    def order(self) -> NDArray[np.int64]:
        """The rows of the columns in the order in which they are shown."""
        return self._order

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self._columns[section].align)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ROLES or not index.isValid() or index.row() >= len(self._order):
            return None
        column = self._columns[index.column()]
        if role == _PLACE:
            return int(column.align)
        value = column.values[int(self._order[index.row()])]
        if role == _TEXT:
            return column.text(value)
        if role == _TIP:
            tip = column.tip or (column.text if column.least else None)  # what gives way may be cut
            return tip(value) if tip else None
        if role == _COLOUR:
            return column.colour(value) if column.colour else None
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not -1 <= column < len(self._columns):
            return
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self.row_of(index)) for index in self.persistentIndexList()]
        self._sorted = (column, order) if column >= 0 else None
        self._arrange()
        for index, row in kept:
            place = self.place_of(row)
            self.changePersistentIndex(
                index, self.index(place, index.column()) if place >= 0 else QModelIndex()
            )
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        order = np.arange(self.total, dtype=np.int64)
        if self._sorted is not None and self._sorted[0] < len(self._columns):
            column, direction = self._sorted
            order = np.argsort(self._columns[column].sort_keys(), kind="stable").astype(np.int64)
            if direction is Qt.SortOrder.DescendingOrder:
                order = order[::-1]
        if self._shown is not None and len(self._shown) == self.total:
            order = order[self._shown[order]]
        self._order = np.ascontiguousarray(order)
