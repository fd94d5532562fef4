"""Playing the heat map: each step shows what the core says changed between two neighbouring backups."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.gui.conftest import WAIT_MS
from tests.gui.test_heatmap import LEFT, heat, settle

from pagewake.insight.heat_values import Metric
from pagewake_gui.main_window import MainWindow
from pagewake_gui.views import heat_playback
from pagewake_gui.views.heat_texts import METRICS
from pagewake_gui.views.heatmap import HeatmapView

__all__ = ["heat"]


def between(view: HeatmapView) -> tuple[str, str]:
    """Which two backups the picture that is shown compares."""
    assert view.feed.sheet is not None
    found = view.feed.sheet.question.between
    assert found is not None
    return found


@pytest.fixture
def compared(qtbot: Any, heat: HeatmapView) -> HeatmapView:
    """The map of what changed between the last two backups."""
    controls = heat.controls
    assert controls.playback.isHidden(), "all of the history has nothing to be stepped through"
    controls.metric_choice.setCurrentIndex([metric for metric, _ in METRICS].index(Metric.CHANGED_BETWEEN))
    settle(qtbot, heat)
    assert controls.playback.isVisible()
    return heat


def test_steps_go_from_backup_to_backup_by_buttons_and_keys(
    qtbot: Any, compared: HeatmapView, open_window: MainWindow
) -> None:
    play = compared.controls.playback
    ids = [one.id for one in open_window.context.workspace.snapshot.sources[0].timeline.kept]  # type: ignore[union-attr]
    assert between(compared) == (ids[-2], ids[-1]) and not play.later.isEnabled()
    scope = compared.pane.image.scope
    qtbot.mouseClick(play.earlier, LEFT)
    settle(qtbot, compared)
    assert between(compared) == (ids[-3], ids[-2]) and play.later.isEnabled()
    play.play.setFocus()
    qtbot.keyClick(play.play, Qt.Key.Key_Left)
    settle(qtbot, compared)
    assert between(compared) == (ids[-4], ids[-3])
    qtbot.keyClick(play.play, Qt.Key.Key_Right)
    settle(qtbot, compared)
    assert between(compared) == (ids[-3], ids[-2])
    assert compared.pane.image.scope == scope, "a step does not move the map"
    for _ in range(len(ids)):
        qtbot.keyClick(play.play, Qt.Key.Key_Left)
        settle(qtbot, compared)
    assert between(compared) == (ids[0], ids[1]) and not play.earlier.isEnabled()


def test_it_plays_every_pair_once_and_stands_still_at_the_newest(
    qtbot: Any,
    compared: HeatmapView,
    open_window: MainWindow,
) -> None:
    play = compared.controls.playback
    play._timer.setInterval(10)
    ids = [one.id for one in open_window.context.workspace.snapshot.sources[0].timeline.kept]  # type: ignore[union-attr]
    seen: list[tuple[str, str]] = []
    compared.feed.sheet_opened.connect(lambda sheet: seen.append(sheet.question.between))
    qtbot.mouseClick(play.play, LEFT)
    assert play.playing and play.play.text() == "Stop"
    qtbot.waitUntil(lambda: not play.playing, timeout=WAIT_MS)
    settle(qtbot, compared)
    # From the first on, in order, each when the one before is there.
    assert seen == list(pairwise(ids))
    assert play.play.text() == "Play" and between(compared) == (ids[-2], ids[-1])


def test_who_asks_for_something_else_stops_it(qtbot: Any, compared: HeatmapView) -> None:
    play = compared.controls.playback
    assert heat_playback.STAY_MS >= 500, "long enough to look"
    qtbot.mouseClick(play.play, LEFT)
    assert play.playing
    compared.controls.before.setCurrentIndex(2)
    assert not play.playing
    settle(qtbot, compared)
    qtbot.mouseClick(play.play, LEFT)
    compared.controls.metric_choice.setCurrentIndex(0)
    assert not play.playing and play.isHidden()
    settle(qtbot, compared)
    assert not play._timer.isActive()
