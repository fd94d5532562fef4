"""The settings page: a change is seen at once and written, what is not known stays, mistakes are told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QProgressBar, QPushButton, QScrollArea, QSpinBox, QStyle
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake.config import load_settings
from pagewake_gui.main_window import MainWindow
from pagewake_gui.motion import EFFECTS
from pagewake_gui.widgets.job_strip import show_progress

TEXT = """# by hand
[repositories.main]
location = "/backup/main"
passphrase-keyring = "main"
[sources.shop]
location = "/srv/shop"
repository = "main"
colour = "green"
[window]
font-size = 9
"""


@pytest.fixture
def file(window: MainWindow) -> Path:
    path = window.context.workspace.settings.path
    with by_the_test():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT)
        window.context.workspace.use_settings(load_settings(path))
    return path


@pytest.fixture
def view(window: MainWindow, file: Path) -> Any:
    window.open_page("settings")
    return window.view("settings")


def written(file: Path) -> str:
    with by_the_test():
        return file.read_text()


def test_the_look_changes_at_once_and_is_written(
    qtbot: Any, view: Any, window: MainWindow, file: Path
) -> None:
    assert view.isVisible()
    assert view.font_size.value() == 9
    view.theme.setCurrentIndex(view.theme.findData("dark"))
    with qtbot.waitSignal(window.context.workspace.settings_changed, timeout=WAIT_MS):
        view.theme.activated.emit(view.theme.currentIndex())
        assert window.context.theme.dark
    assert 'theme = "dark"' in written(file)
    assert "# by hand" in written(file)
    assert 'colour = "green"' in written(file)
    assert "sources.shop.colour" in view.unknown.text()


def test_reduced_motion_stills_bars_menus_and_scrolling(
    qtbot: Any, view: Any, window: MainWindow, file: Path
) -> None:
    bar, area = QProgressBar(), QScrollArea(view)
    qtbot.addWidget(bar)

    def moves() -> tuple[bool, bool]:
        show_progress(bar, None)
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return bar.maximum() == 0, view.style().styleHint(hint, None, area) > 0

    before = [effect for effect in EFFECTS if QApplication.isEffectEnabled(effect)]
    assert moves() == (True, True)
    with qtbot.waitSignal(window.context.workspace.settings_changed, timeout=WAIT_MS):
        view.motion.click()
    assert moves() == (False, False)
    assert bar.text() == "", "no percentage is made up"
    assert not [effect for effect in EFFECTS if QApplication.isEffectEnabled(effect)]
    assert "reduced-motion = true" in written(file)
    with qtbot.waitSignal(window.context.workspace.settings_changed, timeout=WAIT_MS):
        view.motion.click()
    assert moves() == (True, True)
    assert [effect for effect in EFFECTS if QApplication.isEffectEnabled(effect)] == before


def test_a_zone_is_typed_and_one_that_is_not_there_is_told(
    qtbot: Any, view: Any, window: MainWindow, file: Path
) -> None:
    qtbot.waitUntil(lambda: view.zone.findData("Asia/Tokyo") >= 0, timeout=WAIT_MS)
    with qtbot.waitSignal(window.context.workspace.settings_changed, timeout=WAIT_MS):
        view.zone.setEditText("asia/tokyo")
        view._take_zone()
    assert "+09:00" in view.zone_told.text()
    view.zone.setEditText("Asia/Nowhere")
    view._take_zone()
    assert "There is no time zone" in view.zone_told.text()
    assert 'zone = "Asia/Tokyo"' in written(file)


def test_a_policy_is_edited_in_place(qtbot: Any, view: Any, window: MainWindow, file: Path) -> None:
    button = view.findChild(QPushButton, "Schedule and retention.shop")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    card = view.findChild(QSpinBox, "policy.keep_last").parent().parent()
    card.retention._counts["keep_last"].setValue(5)
    card.schedule._spans["full"].setEditText("3d")
    with qtbot.waitSignal(window.context.workspace.settings_changed, timeout=WAIT_MS):
        qtbot.mouseClick(card.save, Qt.MouseButton.LeftButton)
    known = window.context.workspace.settings.sources["shop"]
    assert known.retention.keep_last == 5
    assert known.schedule.full == timedelta(days=3)
    assert "colour" in written(file)


def test_a_source_is_taken_out_after_asking(qtbot: Any, view: Any, window: MainWindow) -> None:
    qtbot.mouseClick(view.findChild(QPushButton, "Take out....shop"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(window.context.workspace.settings_changed, timeout=WAIT_MS):
        qtbot.mouseClick(view._confirm.button, Qt.MouseButton.LeftButton)
    assert not window.context.workspace.settings.sources


def test_a_file_that_was_damaged_meanwhile_is_not_overwritten(
    qtbot: Any, view: Any, window: MainWindow, file: Path
) -> None:
    with by_the_test():
        file.write_text("not toml [")
    with qtbot.waitSignal(window.context.notices.failed, timeout=WAIT_MS):
        view.motion.click()
    assert written(file) == "not toml ["
