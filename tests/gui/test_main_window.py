"""The main window: repositories opened, wrong ones explained, the selection kept, nothing left behind."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake.desk.places import RepositoryPlace
from pagewake_gui.main_window import MainWindow
from pagewake_gui.theme import DARK, LIGHT, Theme
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.workspace import State


def test_a_repository_is_opened_and_its_backups_are_shown(open_window: MainWindow) -> None:
    open_window.open_page("backups")
    view: Any = open_window.view("backups")
    assert view.rows.model.rowCount() == 5
    assert open_window.context.selection.now.source == "ledger"


def test_a_directory_that_is_dropped_is_opened(
    qtbot: Any, window: MainWindow, repository_directory: Path
) -> None:
    def drop(*urls: QUrl) -> bool:
        data = QMimeData()
        data.setUrls(list(urls))
        point, copies = QPoint(200, 200), Qt.DropAction.CopyAction
        entering = QDragEnterEvent(
            point, copies, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        entering.ignore()
        QApplication.sendEvent(window, entering)
        if entering.isAccepted():
            event = QDropEvent(
                point.toPointF(), copies, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
            )
            QApplication.sendEvent(window, event)
        return entering.isAccepted()

    here = QUrl.fromLocalFile(str(repository_directory))
    assert not drop() and not drop(here, here), "one place at a time"
    assert window.context.workspace.state is State.CLOSED
    assert drop(here)
    qtbot.waitUntil(lambda: window.context.workspace.state is State.OPEN, timeout=WAIT_MS)
    place = window.context.workspace.place
    assert place is not None and place.location == str(repository_directory)


def test_a_place_without_a_repository_is_explained_and_can_be_tried_again(
    qtbot: Any, window: MainWindow, tmp_path: Path, demo_directory: Path
) -> None:
    place = tmp_path / "nothing"
    window.context.workspace.open(RepositoryPlace(str(place)))
    qtbot.waitUntil(lambda: window.context.workspace.state is State.FAILED, timeout=WAIT_MS)
    panel = window.findChild(ErrorPanel)
    assert panel is not None
    assert str(place) in panel.error.object_name  # type: ignore[attr-defined]
    with by_the_test():
        shutil.copytree(demo_directory / "repository", place)
    again = next(one for one in window.findChildren(QPushButton) if one.text() == "Try again")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.context.workspace.state is State.OPEN, timeout=WAIT_MS)


def test_a_selected_backup_stays_selected_when_data_is_read_again(
    qtbot: Any, open_window: MainWindow
) -> None:
    open_window.open_page("backups")
    view: Any = open_window.view("backups")
    view.rows.table.selectRow(2)
    chosen = open_window.context.selection.now.backups
    assert len(chosen) == 1
    with qtbot.waitSignal(open_window.context.workspace.snapshot_changed, timeout=WAIT_MS):
        open_window.context.actions.get("view.refresh").trigger()
    assert open_window.context.selection.now.backups == chosen
    assert view.rows.table.selected() == [2]
    qtbot.keyClick(open_window, Qt.Key.Key_Escape)
    assert open_window.context.selection.now.empty


def test_news_are_offered_and_never_forced(
    qtbot: Any, open_window: MainWindow, repository_directory: Path
) -> None:
    with by_the_test():
        newest = sorted((repository_directory / "backups").iterdir())[-1]
        newest.unlink()
    with qtbot.waitSignal(open_window.context.workspace.stale, timeout=WAIT_MS):
        open_window.context.workspace._look()
    view: Any = open_window.view("backups")
    assert view.rows.model.rowCount() == 5
    with qtbot.waitSignal(open_window.context.workspace.snapshot_changed, timeout=WAIT_MS):
        open_window._stale.click()
    assert view.rows.model.rowCount() == 4


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as WCAG 2 defines it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_every_text_can_be_read_in_both_themes() -> None:
    for theme in (LIGHT, DARK):
        for ground in ("window", "surface", "raised", "selected"):
            for ink in ("text", "muted") if ground != "selected" else ("text",):
                assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5, (theme.dark, ink, ground)
        for ink in ("good", "warn", "bad", "info", "unknown", "accent"):
            assert contrast(getattr(theme, ink), theme.surface) >= 4.5, (theme.dark, ink)
            assert contrast(getattr(theme, ink), theme.window) >= 4.5, (theme.dark, ink)
        assert contrast(theme.on_accent, theme.accent) >= 4.5
    assert isinstance(DARK, Theme)


def test_a_repository_that_went_away_is_not_shown_as_if_it_were_there(
    qtbot: Any, window: MainWindow, repository_directory: Path, tmp_path: Path
) -> None:
    """Its disk was unmounted while the window was open: the pages are of before, and that is said."""
    here, away = tmp_path / "mounted", tmp_path / "away"
    with by_the_test():
        shutil.copytree(repository_directory, here)
    workspace = window.context.workspace
    workspace.open(RepositoryPlace(str(here)))
    qtbot.waitUntil(lambda: workspace.state is State.OPEN, timeout=WAIT_MS)
    assert window.out_of_reach.panel is None
    with by_the_test():
        here.rename(away)
        here.mkdir()
    window.context.actions.get("view.refresh").trigger()
    qtbot.waitUntil(lambda: window.out_of_reach.panel is not None, timeout=WAIT_MS)
    panel = window.out_of_reach.panel
    assert panel is not None
    qtbot.waitUntil(panel.isVisible, timeout=WAIT_MS)
    assert str(here) in " ".join(one.text() for one in panel.findChildren(QLabel))
    assert workspace.snapshot is not None, "what was read before can still be looked at"
    with by_the_test():
        here.rmdir()
        away.rename(here)
    (again,) = [one for one in panel.findChildren(QPushButton) if one.text() == "Try again"]
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.out_of_reach.panel is None, timeout=WAIT_MS)
