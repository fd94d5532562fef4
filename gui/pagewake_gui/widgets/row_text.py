"""The selected row of a table in full: what a column has no room for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from pagewake_gui.widgets.table import Table


class RowText(QLabel):
    """Shows some columns of the row that is selected, a line each; nothing where none or several are."""

    def __init__(self, table: Table, columns: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table, self._columns = table, columns
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(self.tr("The selected row in full"))
        table.rows_selected.connect(self.show_rows)
        self.hide()

    def show_first(self) -> None:
        """Select the first row, if none is, and show it."""
        if not self._table.selected() and self._table.columns_model.rowCount():
            self._table.select([self._table.columns_model.row_of(self._table.columns_model.index(0, 0))])
        self.show_rows(self._table.selected())

    def show_rows(self, rows: list[int]) -> None:
        """Show the row, if it is one."""
        lines = []
        for column in self._table.columns_model.columns if len(rows) == 1 else ():
            text = column.text(column.values[rows[0]]) if column.name in self._columns else ""
            if text:
                lines.append(f"{column.title}: {text}")
        self.setText("\n".join(lines))
        self.setVisible(bool(lines))
