"""The choices above the heat map leave room for it, also on a small screen and in long words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from tests.gui.conftest import WAIT_MS
from tests.gui.pseudo import clipped
from tests.gui.test_heatmap import LEFT, empty_state, settle

from pagewake_gui.main_window import MainWindow
from pagewake_gui.translation import Translation
from pagewake_gui.views.heat_controls import HeatControls, Part
from pagewake_gui.views.heatmap import HeatmapView
from pagewake_gui.widgets.flow import FlowLayout

SMALL = (1024, 700)
MOST_LINES = 3


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    """German: its words are the longer ones."""
    translation = Translation(qapp, "de")
    yield
    translation.remove()
    Translation(qapp, "en").remove()


def lines(controls: HeatControls) -> float:
    """How many lines the choices that are shown need in the width that they have."""
    flow = controls.findChild(FlowLayout)
    assert flow is not None
    line = max(
        item.sizeHint().height() for at in range(flow.count()) if (item := flow.itemAt(at)) is not None
    )
    return (flow.heightForWidth(controls.width()) + flow.spacing()) / (line + flow.spacing())


def test_they_take_three_lines_at_most(qtbot: Any, german: None, open_window: MainWindow) -> None:
    open_window.resize(*SMALL)
    open_window.open_page("heatmap")
    view = open_window.view("heatmap")
    assert isinstance(view, HeatmapView)
    qtbot.waitUntil(lambda: bool(getattr(empty_state(view), "buttons", None)), timeout=WAIT_MS)
    qtbot.mouseClick(empty_state(view).buttons[0], LEFT)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: view.pane.image.tile is not None, timeout=WAIT_MS)
    controls = view.controls
    qtbot.waitUntil(lambda: controls.width() > open_window.width() / 2, timeout=WAIT_MS)
    counts = {}
    for metric in range(controls.metric_choice.count()):
        for part in Part:
            if part is Part.SELECTION:  # needs WAL that is selected, and shows nothing that BACKUPS does not
                continue
            controls.metric_choice.setCurrentIndex(metric)
            controls.part.setCurrentIndex(part)
            settle(qtbot, view)
            counts[controls.metric_choice.currentText(), part.name] = lines(controls)
            qtbot.waitUntil(lambda: not list(clipped(controls)), timeout=WAIT_MS)
    assert max(counts.values()) <= MOST_LINES, counts
