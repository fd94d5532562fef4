"""How people left a page: where its splitters stood, how wide its columns were, in which order, which were hidden.

Kept by name, so that a version with other columns takes over what it knows. Nothing here is about data: that is in
the settings file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtWidgets import QSplitter, QWidget

from pagewake_gui.widgets.table import Table

PAGE = "window/page"
MOST_COLUMNS = 200
_NARROWEST, _WIDEST = 24, 4_000
_FRAME = QSize(16, 48)
"""What window managers put around a window, at most; before it is shown nobody knows."""


def resize_on_screen(window: QWidget, width: int, height: int) -> None:
    """Make a window that large, or as large as its screen allows: what begins something is at its lower edge."""
    window.resize(QSize(width, height).boundedTo(window.screen().availableSize() - _FRAME))


def last_page() -> str:
    """The page that the window was left on; empty where nobody knows."""
    page = QSettings().value(PAGE)
    return page if isinstance(page, str) else ""


def keep_page(name: str, page: QWidget) -> None:
    """Write down how a page was left."""
    kept = QSettings()
    for key, splitter in _splitters(name, page):
        kept.setValue(key, splitter.saveState())
    for key, table in _tables(name, page):
        header, model = table.horizontalHeader(), table.columns_model
        if model.columns:
            kept.setValue(
                key,
                json.dumps(
                    {
                        column.name: [
                            table.chosen_width(number),
                            header.visualIndex(number),
                            table.isColumnHidden(number),
                        ]
                        for number, column in enumerate(model.columns)
                    }
                ),
            )


def restore_page(name: str, page: QWidget) -> None:
    """Make a page as it was left. Columns come with the data: each table is arranged when it has some."""
    kept = QSettings()
    for key, splitter in _splitters(name, page):
        state = kept.value(key)
        if isinstance(state, QByteArray):
            splitter.restoreState(state)
    for key, table in _tables(name, page):
        arrangement = _understood(kept.value(key))
        if arrangement:
            _arrange_once(table, arrangement)


Arrangement = dict[str, tuple[int, int, bool]]
"""By the column's name: (width or 0 for the one that fits, place, hidden)."""


def _arrange_once(table: Table, arrangement: Arrangement) -> None:
    if table.columns_model.columns:
        _arrange(table, arrangement)
        return

    def arrange() -> None:
        if table.columns_model.columns:
            table.columns_model.modelReset.disconnect(connection)
            _arrange(table, arrangement)

    connection = table.columns_model.modelReset.connect(arrange)


def _arrange(table: Table, arrangement: Arrangement) -> None:
    header = table.horizontalHeader()
    names = [column.name for column in table.columns_model.columns]
    known = [name for name in names if name in arrangement]
    for name in known:
        width, _, hidden = arrangement[name]
        if width:
            table.setColumnWidth(names.index(name), width)
        table.setColumnHidden(names.index(name), hidden)
    for place, name in enumerate(sorted(known, key=lambda name: arrangement[name][1])):
        header.moveSection(header.visualIndex(names.index(name)), place)


def _understood(text: object) -> Arrangement:
    """What was kept, as far as it can be true: settings files are edited, and damaged."""
    try:
        said = json.loads(text) if isinstance(text, str) else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(said, dict) or len(said) > MOST_COLUMNS:
        return {}
    found: Arrangement = {}
    for name, value in said.items():
        match value:
            case [int(width), int(place), bool(hidden)] if not hidden or len(said) > 1:
                found[name] = min(max(width, _NARROWEST), _WIDEST) if width else 0, place, hidden
    return found if not all(hidden for _, _, hidden in found.values()) else {}


def _splitters(name: str, page: QWidget) -> Iterator[tuple[str, QSplitter]]:
    for number, splitter in enumerate(page.findChildren(QSplitter)):
        yield f"page/{name}/splitter/{splitter.objectName() or number}", splitter


def _tables(name: str, page: QWidget) -> Iterator[tuple[str, Table]]:
    for number, table in enumerate(page.findChildren(Table)):
        yield f"page/{name}/columns/{number}", table
