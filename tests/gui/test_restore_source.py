"""Step 1 of the restore wizard draws the history of the source, and a moment is chosen on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from tests.gui.conftest import WAIT_MS
from tests.gui.reading import press
from tests.gui.restoring import built as built
from tests.gui.restoring import main as main
from tests.gui.restoring import next_step, shown
from tests.gui.restoring import open_wizard as open_wizard
from tests.gui.restoring import world as world
from tests.gui.shop import Shop

from pagewake.insight.coverage import BandKind
from pagewake.model import RestoreTarget, TargetKind
from pagewake_gui.main_window import MainWindow
from pagewake_gui.wizards.restore.strip import LANE

pytestmark = pytest.mark.timeout(300)
LEFT = Qt.MouseButton.LeftButton


def spot(strip: Any, time: float, lane: int = 0) -> QPoint:
    return QPoint(round(strip._place(time)), lane * LANE + 18)


def test_a_click_and_keys_choose_the_moment_that_the_next_step_shows(qtbot: Any, open_wizard: Any) -> None:
    wizard = open_wizard()
    step = wizard.source_step
    assert step.panel.isVisible() and "No moment is chosen yet" in step.chosen.text()
    assert "restorable" in step.panel.strip.accessibleDescription()
    timeline = wizard.draft.state.timeline
    finished = timeline.backups[1].finished
    strip = step.panel.strip
    qtbot.mouseClick(strip, LEFT, pos=spot(strip, finished.timestamp()))
    assert wizard.draft.target == RestoreTarget(TargetKind.TIME, finished)
    assert step.chosen.text().startswith("● Chosen: ") and "It can be restored." in step.chosen.text()
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    chosen = wizard.draft.target.value
    assert isinstance(chosen, datetime) and chosen > finished
    next_step(qtbot, wizard, "target")
    ways = wizard.target_step.ways
    assert wizard.target_step.tabs.currentWidget() is ways["timeline"], "it goes on where it began"
    assert ways["timeline"].panel.strip._target == pytest.approx(chosen.timestamp())
    assert ways["time"].fields.instant == chosen
    wizard.go_back()
    assert step.panel.strip._target == pytest.approx(chosen.timestamp())
    wizard.draft.set_target(RestoreTarget(TargetKind.LSN, timeline.backups[1].stop_lsn))
    assert "LSN" in step.chosen.text() and step.panel.strip._target is not None


def test_the_table_says_the_same_and_chooses_too(qtbot: Any, open_wizard: Any) -> None:
    wizard = open_wizard()
    panel = wizard.source_step.panel
    panel.strip.setFocus()
    qtbot.keyClick(panel.strip, Qt.Key.Key_T)
    assert panel.table.isVisible() and not panel.strip.isVisible()
    window = wizard.draft.state.timeline.windows[0]
    panel.table.table.selectRow(0)
    assert wizard.draft.target.value == window.to_time
    qtbot.keyClick(panel.table.table, Qt.Key.Key_T)
    assert panel.strip.isVisible() and panel.strip._target == window.to_time.timestamp()


def test_it_fits_a_small_screen(qtbot: Any, open_wizard: Any) -> None:
    wizard = open_wizard()
    wizard.resize(1024, 700)
    panel = wizard.source_step.panel
    qtbot.waitUntil(lambda: wizard.size().height() == 700, timeout=WAIT_MS)
    step = wizard.source_step
    bottom = panel.hint.mapTo(step, panel.hint.rect().bottomLeft()).y()
    assert bottom <= step.height(), "without scrolling"
    assert panel.strip.width() > 600 and panel.hint.isVisible()


def test_gaps_and_both_timelines_of_a_cluster_are_drawn(
    qtbot: Any, shop: Shop, shop_window: MainWindow
) -> None:
    press(qtbot, shop_window, Qt.Key.Key_R)
    wizard: Any = shop_window.restores.last
    qtbot.waitUntil(lambda: "PostgreSQL" in shown(wizard.source_step), timeout=WAIT_MS)
    step, timeline = wizard.source_step, wizard.draft.state.timeline
    strip = step.panel.strip
    assert strip.height() >= 2 * LANE and len(timeline.lanes) == 2
    gaps = [one for one in timeline.coverage if one.kind is BandKind.GAP and one.lane == 0]
    gap = next(one for one in gaps if one.last_time > one.first_time)
    middle = spot(strip, (gap.first_time + gap.last_time) / 2)
    assert "cannot be restored" in strip.text_at(middle.toPointF())
    qtbot.mouseClick(strip, LEFT, Qt.KeyboardModifier.AltModifier, middle)
    assert "It cannot be restored; the next step says why" in step.chosen.text()
    later = max(timeline.windows, key=lambda one: (one.timeline, one.to_lsn))
    assert later.to_time is not None and later.timeline == 2
    qtbot.mouseClick(strip, LEFT, pos=spot(strip, later.to_time.timestamp() - 0.001, 1))
    assert wizard.draft.target.timeline == 2
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert wizard.draft.target.timeline == 2, "keys stay on the lane"
    qtbot.keyClick(strip, Qt.Key.Key_Up)
    assert wizard.draft.target.timeline == 1
    qtbot.keyClick(strip, Qt.Key.Key_Down)
    assert wizard.draft.target.timeline == 2
    wizard.close()
