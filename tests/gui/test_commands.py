"""Commands of the window: the first page, the palette, keys, passphrases, the demo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake.desk.places import RepositoryPlace
from pagewake.errors import WrongPassphrase
from pagewake.repository.repository import Repository, ScryptCost
from pagewake.stores.local import LocalStore
from pagewake_gui.main_window import MainWindow
from pagewake_gui.recents import recents
from pagewake_gui.views.welcome import WelcomeView
from pagewake_gui.workspace import State


def opened(window: MainWindow, name: str) -> Any:
    """The window that a command opened."""
    return next(one for one in QApplication.topLevelWidgets() if one.objectName() == name and one.isVisible())


def test_a_repository_is_opened_by_its_path_and_is_on_the_list_from_then_on(
    qtbot: Any, window: MainWindow, repository_directory: Path
) -> None:
    page = window.findChild(WelcomeView)
    assert page is not None
    qtbot.keyClicks(page.place, str(repository_directory))
    qtbot.keyClick(page.place, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.context.workspace.state is State.OPEN, timeout=WAIT_MS)
    assert [(one.location, one.verdict) for one in recents()] == [(str(repository_directory), "healthy")]
    window.context.actions.get("repository.close").trigger()
    link = window.findChild(QPushButton, f"recent.{repository_directory}")
    assert link is not None
    assert "Healthy" in "".join(one.text() for one in link.parent().findChildren(type(window._heading)))
    pin = next(one for one in link.parent().findChildren(QPushButton) if one.text() == "Pin")
    qtbot.mouseClick(pin, Qt.MouseButton.LeftButton)
    assert recents()[0].pinned
    link = window.findChild(QPushButton, f"recent.{repository_directory}")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.context.workspace.state is State.OPEN, timeout=WAIT_MS)


def test_the_palette_runs_commands_and_says_why_it_cannot(qtbot: Any, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = opened(window, "palette")
    usable = [not entry.reason for entry in palette.entries]
    assert usable == sorted(usable, reverse=True), "what cannot be done now comes last"
    qtbot.keyClicks(palette.field, "close the repo")
    assert palette.entries[0].reason == "No repository is open."
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.note.text() == "No repository is open."
    palette.field.clear()
    qtbot.keyClicks(palette.field, "go to settings")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.page == "settings"


def test_the_palette_finds_places_in_history(qtbot: Any, open_window: MainWindow) -> None:
    snapshot = open_window.context.workspace.snapshot
    assert snapshot is not None
    backup = snapshot.sources[0].timeline.backups[1]
    palette: Any = open_window.commands.open_palette()
    qtbot.keyClicks(palette.field, backup.id)
    assert palette.entries[0].text == f"Backup {backup.id}"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert open_window.context.selection.now.backups == (backup.id,)
    palette = open_window.commands.open_palette()
    qtbot.keyClicks(palette.field, str(backup.stop_lsn))
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    found = open_window.context.selection.now.lsn
    assert found is not None
    assert found.first == backup.stop_lsn


def test_shortcuts_and_versions_are_shown(qtbot: Any, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    shortcuts = opened(window, "shortcuts")
    shortcuts.table.filter.setText("search everything")
    assert shortcuts.table.model.index(0, 0).data() == "Ctrl+K"
    shortcuts.close()
    about: Any = window.commands.show_about()
    about.copy()
    assert "Pagewake" in QApplication.clipboard().text()
    assert "config.toml" in QApplication.clipboard().text()
    about.close()


def test_a_passphrase_is_asked_for_until_it_is_right(qtbot: Any, window: MainWindow, tmp_path: Path) -> None:
    place = tmp_path / "sealed"
    with by_the_test():
        Repository.create(LocalStore(place), passphrase="right", cost=ScryptCost(n=1 << 10)).close()
    workspace = window.context.workspace
    workspace.open(RepositoryPlace(str(place)))
    for typed, state in (("wrong", State.FAILED), ("right", State.OPEN)):
        qtbot.waitUntil(lambda: workspace.state is State.FAILED, timeout=WAIT_MS)
        ask = next(one for one in window.findChildren(QPushButton) if one.text() == "Enter the passphrase")
        qtbot.mouseClick(ask, Qt.MouseButton.LeftButton)
        dialog = opened(window, "passphrase")
        assert not dialog.open_button.isEnabled()
        qtbot.keyClicks(dialog.field, typed)
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda state=state: workspace.state is state, timeout=WAIT_MS)
        if state is State.FAILED:
            assert isinstance(workspace.error, WrongPassphrase)


def test_the_demo_is_made_as_a_job_and_opened(qtbot: Any, window: MainWindow, tmp_path: Path) -> None:
    window.commands.open_demo(tmp_path / "demo")
    qtbot.waitUntil(lambda: window.context.workspace.state is State.OPEN, timeout=3 * WAIT_MS)
    assert window.context.jobs.entries()[0].kind == "demo"
