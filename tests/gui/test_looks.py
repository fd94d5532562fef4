"""What can be measured of how the window looks: nothing cut off, nothing too small to be hit, one height in a row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)
from tests.gui.conftest import WAIT_MS
from tests.gui.pseudo import clipped
from tests.gui.test_main_window import contrast

from pagewake.desk.places import RepositoryPlace
from pagewake_gui.context import Context
from pagewake_gui.main_window import MainWindow
from pagewake_gui.models.columns import Column, ColumnsModel
from pagewake_gui.pages import PAGES
from pagewake_gui.pdf import _keep_headings
from pagewake_gui.theme import DARK, LIGHT
from pagewake_gui.translation import Translation
from pagewake_gui.widgets.basics import HIT
from pagewake_gui.widgets.table import Table
from pagewake_gui.workspace import State

SMALLEST = (800, 600)


@pytest.fixture(params=["en", "de"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    translation = Translation(qapp, request.param)
    yield request.param
    translation.remove()
    Translation(qapp, "en").remove()


@pytest.fixture
def spoken(qtbot: Any, language: str, context: Context, repository_directory: Any) -> Iterator[MainWindow]:
    """A main window in a language, on the demo, as narrow as it can be."""
    context.appearance.change(zone="Europe/Berlin")
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.resize(*SMALLEST)
    window.show()
    context.workspace.open(RepositoryPlace(str(repository_directory)))
    qtbot.waitUntil(lambda: context.workspace.state is State.OPEN, timeout=WAIT_MS)
    yield window
    window.close()


def test_nothing_is_cut_off_or_too_small_on_a_small_screen(qtbot: Any, spoken: MainWindow) -> None:
    assert spoken.minimumWidth() <= SMALLEST[0] and spoken.minimumHeight() <= SMALLEST[1]
    assert (spoken.width(), spoken.height()) == SMALLEST
    wrong = []
    for page in PAGES:
        spoken.open_page(page.name)
        qtbot.waitUntil(lambda: not spoken.context.bridge.busy, timeout=WAIT_MS)
        qtbot.wait(20)
        with suppress(qtbot.TimeoutError):  # a layout that was asked for is made a moment later
            qtbot.waitUntil(lambda: not [*clipped(spoken), *clipped_headers(spoken)], timeout=WAIT_MS)
        wrong += [(page.name, *one) for one in clipped(spoken)]
        wrong += [(page.name, *one) for one in too_small(spoken)]
        wrong += [(page.name, *one) for one in clipped_headers(spoken)]
    assert not wrong, "\n".join(map(str, wrong))


def too_small(root: QWidget) -> Iterator[tuple[str, str]]:
    """Buttons that are smaller than what can be hit."""
    for one in root.findChildren(QAbstractButton):
        inside = isinstance(one.parent(), QLineEdit | QComboBox)  # such as the cross that clears a field
        if one.isVisible() and one.isEnabled() and not inside and min(one.width(), one.height()) < HIT:
            yield f"{type(one).__name__} {one.objectName()} {one.width()}x{one.height()}", one.text()


def clipped_headers(root: QWidget) -> Iterator[tuple[str, str]]:
    """Titles of columns that do not have the room that they ask for."""
    for table in root.findChildren(Table):
        header: QHeaderView = table.horizontalHeader()
        for number in range(header.count()):
            shown = table.isVisible() and not header.isSectionHidden(number)
            if shown and header.sectionSize(number) < header.sectionSizeHint(number):
                yield table.objectName(), str(table.columns_model.columns[number].title)


def test_fields_and_buttons_of_a_row_are_equally_high(qtbot: Any, context: Context) -> None:
    made = [QPushButton("Aa"), QLineEdit("Aa"), QComboBox(), QSpinBox()]
    heights = set()
    for one in made:
        qtbot.addWidget(one)
        one.show()
        heights.add(one.sizeHint().height())
    assert len(heights) == 1, heights


def test_what_is_no_text_can_be_seen_in_both_themes() -> None:
    for theme in (LIGHT, DARK):
        for ground in ("window", "surface"):
            assert contrast(theme.scroll, getattr(theme, ground)) >= 3, (theme.dark, ground)
            assert contrast(theme.accent, getattr(theme, ground)) >= 3, (
                theme.dark,
                ground,
            )  # frames of the focus
        assert contrast(theme.text, theme.selected) >= 4.5
        assert contrast(theme.text, theme.progress) >= 4.5
        assert contrast(theme.muted, theme.surface) >= 4.5  # what stands in empty fields


def test_times_with_their_zone_are_not_shortened_and_a_chosen_width_stays(
    qtbot: Any, context: Context
) -> None:
    moment = "2026-11-22 22:40:54 +01:00"
    model = ColumnsModel([Column("when", "When", [], width=170), Column("what", "What", [], width=100)])
    table = Table("Times", model)
    qtbot.addWidget(table)
    table.show()
    columns = [
        Column("when", "When", [moment] * 3, width=170),
        Column("what", "What", ["x" * 400] * 3, width=100),
    ]
    model.replace(columns)
    assert table.columnWidth(0) >= table.fontMetrics().horizontalAdvance(moment) + 10
    assert table.chosen_width(0) == 0
    assert table.columnWidth(1) < 200
    table.setColumnWidth(0, 77)
    model.replace(columns)
    assert table.columnWidth(0) == 77 == table.chosen_width(0)


def test_no_heading_is_left_alone_at_the_foot_of_a_page(qtbot: Any, context: Context) -> None:
    document = QTextDocument()
    document.setHtml(
        "".join(f"<p>{n}</p>" for n in range(40)) + "<h3>What cannot</h3>" + "<p>It is so.</p>" * 3
    )
    heading = next(
        block
        for block in (document.findBlockByNumber(n) for n in range(60))
        if block.blockFormat().headingLevel()
    )
    layout = document.documentLayout()
    height = layout.blockBoundingRect(heading).bottom() + 8  # there is room for the heading, and for no more
    size = document.pageSize()
    size.setWidth(400)
    size.setHeight(height)
    document.setPageSize(size)
    _keep_headings(document, height)
    below = layout.blockBoundingRect(heading.next())
    assert layout.blockBoundingRect(heading).top() // height == below.bottom() // height == 1
