"""Passphrases and keys by clicks: looked at without one, added, removed, a recovery sheet, a new data key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake.desk.places import RepositoryPlace
from pagewake.errors import WrongPassphrase
from pagewake.repository.key_keeper import KeyKeeper, key_state
from pagewake.repository.keys import ScryptCost
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore
from pagewake_gui.main_window import MainWindow
from pagewake_gui.workspace import State


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    defaults = KeyKeeper.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "cost", ScryptCost(n=16))


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    place = tmp_path / "vault"
    with by_the_test():
        Repository.create(LocalStore(place), passphrase="mine", cost=ScryptCost(n=16)).close()
    return place


@pytest.fixture
def dialog(qtbot: Any, window: MainWindow, vault: Path) -> Iterator[Any]:
    """The dialog, opened from the settings of a repository that asks for its passphrase."""
    path = window.context.workspace.settings.path
    with by_the_test():
        from pagewake.config import load_settings

        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'[repositories.main]\nlocation = "{vault}"\n')
        window.context.workspace.use_settings(load_settings(path))
    window.open_page("settings")
    press = window.view("settings").findChild(QPushButton, "Keys....main")
    qtbot.mouseClick(press, Qt.MouseButton.LeftButton)
    found: Any = next(one for one in window.view("settings").children() if one.objectName() == "keys")
    qtbot.waitUntil(lambda: found.keys is not None, timeout=WAIT_MS)
    yield found
    found.close()


def click(qtbot: Any, one: QPushButton) -> None:
    assert one.isEnabled(), one.text()
    qtbot.mouseClick(one, Qt.MouseButton.LeftButton)


def settled(qtbot: Any, dialog: Any, text: str) -> None:
    qtbot.waitUntil(lambda: text in dialog.state.text(), timeout=WAIT_MS)


def opens(vault: Path, passphrase: str) -> bool:
    with by_the_test():
        try:
            Repository.open(LocalStore(vault), passphrase).close()
        except WrongPassphrase:
            return False
    return True


def confirm(qtbot: Any, dialog: Any, word: str = "") -> None:
    asked = dialog._confirm
    assert asked.isVisible()
    if word:
        assert not asked.button.isEnabled()
        qtbot.keyClicks(asked.field, word)
    click(qtbot, asked.button)


def test_a_passphrase_is_added_and_removed(qtbot: Any, dialog: Any, vault: Path) -> None:
    assert "1 key" in dialog.state.text()
    assert "data key 1" in dialog.data_key.text()
    only = dialog.findChild(QPushButton, "remove.Without a name")
    assert not only.isEnabled()
    assert dialog.add_reason.text() == "Type a passphrase that opens it now."
    qtbot.keyClicks(dialog.passphrase, "mine")
    assert dialog.add_reason.text() == "Type the new passphrase."
    qtbot.keyClicks(dialog.label, "Ana")
    qtbot.keyClicks(dialog.first, "hers")
    assert dialog.add_reason.text() == "The two passphrases differ."
    qtbot.keyClicks(dialog.second, "hers")
    click(qtbot, dialog.add_button)
    settled(qtbot, dialog, "Added: Ana")
    assert dialog.first.text() == dialog.second.text() == ""
    assert opens(vault, "hers")
    click(qtbot, dialog.findChild(QPushButton, "remove.Ana"))
    confirm(qtbot, dialog, "Ana")
    settled(qtbot, dialog, "Removed: Ana")
    assert not opens(vault, "hers")
    assert [slot.label for slot in dialog.keys.slots] == [""]


def test_a_new_recovery_key_must_be_written_down(
    qtbot: Any, dialog: Any, vault: Path, tmp_path: Path
) -> None:
    qtbot.keyClicks(dialog.passphrase, "mine")
    click(qtbot, dialog.recovery_button)
    confirm(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.recovery.made is not None, timeout=WAIT_MS)
    key = dialog.recovery.made.recovery_key.reveal()
    assert dialog.recovery.isVisible()
    assert not dialog.done_button.isEnabled()
    dialog.recovery.save_to(tmp_path / "sheet.pdf")
    qtbot.waitUntil(lambda: "Written" in dialog.recovery.told.text(), timeout=WAIT_MS)
    qtbot.keyClicks(dialog.recovery.typed, key[-4:])
    click(qtbot, dialog.done_button)
    assert not dialog.recovery.isVisible()
    assert dialog.findChild(QPushButton, "remove.Recovery key").isEnabled()
    assert opens(vault, key)


def test_the_data_key_is_rotated(qtbot: Any, dialog: Any, vault: Path) -> None:
    qtbot.keyClicks(dialog.passphrase, "wrong")
    click(qtbot, dialog.rotate_button)
    confirm(qtbot, dialog)
    settled(qtbot, dialog, "opens none of the repository's keys")
    dialog.passphrase.clear()
    assert not dialog.rotate_button.isEnabled()
    qtbot.keyClicks(dialog.passphrase, "mine")
    click(qtbot, dialog.rotate_button)
    confirm(qtbot, dialog)
    settled(qtbot, dialog, "Data key 2 encrypts what is new")
    assert "data key 2" in dialog.data_key.text()
    with by_the_test():
        assert key_state(LocalStore(vault)).generation == 2


def test_a_read_only_window_only_shows(qtbot: Any, dialog: Any, window: MainWindow) -> None:
    window.context.actions.set_read_only(True)
    qtbot.keyClicks(dialog.passphrase, "mine")
    assert dialog.add_reason.text() == "The window was started read-only."
    assert not dialog.rotate_button.isEnabled()
    assert not dialog.recovery_button.isEnabled()


def test_the_command_shows_the_keys_of_the_open_repository(
    qtbot: Any, window: MainWindow, vault: Path, tmp_path: Path
) -> None:
    action = window.context.actions.get("repository.keys")
    assert not action.isEnabled()
    with by_the_test():
        Repository.create(LocalStore(tmp_path / "plain")).close()
    window.context.workspace.open(RepositoryPlace(str(tmp_path / "plain")))
    qtbot.waitUntil(lambda: window.context.workspace.state is State.OPEN, timeout=WAIT_MS)
    action.trigger()
    dialog: Any = window.commands.show_keys()
    settled(qtbot, dialog, "not encrypted")
    assert not dialog.add_button.isEnabled()
    dialog.close()
