"""The wizards for a repository and a source, clicked through from the first step to the first backup."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake.config import load_settings
from pagewake.credentials import Secret
from pagewake.desk.opening import open_repository
from pagewake.desk.places import resolve_repository
from pagewake_gui.main_window import MainWindow
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.wizards.new_repository.strength import FAIR, WEAK, bits
from pagewake_gui.wizards.new_source.doctor import command_in
from pagewake_gui.workspace import State


def press_next(qtbot: Any, wizard: Any) -> None:
    assert wizard.next_button.isEnabled(), wizard.reason.text()
    qtbot.mouseClick(wizard.next_button, Qt.MouseButton.LeftButton)


def test_an_encrypted_repository_from_the_first_step_to_the_recovery_sheet(
    qtbot: Any, window: MainWindow, tmp_path: Path
) -> None:
    wizard: Any = window.commands.create_repository()
    assert wizard.reason.text() == "Name a directory or a URL."
    qtbot.keyClicks(wizard.place.location, str(tmp_path / "vault"))
    assert wizard.place.repository_name.text() == "vault"
    press_next(qtbot, wizard)
    qtbot.keyClicks(wizard.encryption.first, "correct horse battery staple")
    assert wizard.reason.text() == "The two passphrases differ."
    qtbot.keyClicks(wizard.encryption.second, "correct horse battery staple")
    press_next(qtbot, wizard)
    assert "--passphrase-from file:" in wizard.command()
    assert "correct horse" not in wizard.command()
    press_next(qtbot, wizard)
    qtbot.waitUntil(lambda: wizard.step is wizard.recovery, timeout=WAIT_MS)
    key = wizard.recovery.made.recovery_key.reveal()
    assert "Type the last group" in wizard.reason.text()
    sheet = tmp_path / "sheet.pdf"
    wizard.recovery.save_to(sheet)
    qtbot.waitUntil(lambda: "Written" in wizard.recovery.told.text(), timeout=WAIT_MS)
    with by_the_test():
        assert sheet.read_bytes().startswith(b"%PDF")
        assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    qtbot.keyClicks(wizard.recovery.typed, key[-4:].lower())
    press_next(qtbot, wizard)
    qtbot.waitUntil(lambda: window.context.workspace.state is State.OPEN, timeout=WAIT_MS)
    with by_the_test():
        place = resolve_repository("vault", load_settings(window.context.workspace.settings.path))
        open_repository(place, lambda: Secret(key)).close()


def test_a_key_that_was_not_written_down_is_not_lost_by_a_slip(
    qtbot: Any, window: MainWindow, tmp_path: Path
) -> None:
    wizard: Any = window.commands.create_repository()
    wizard.place.location.setText(str(tmp_path / "vault"))
    wizard.advance_if_ready()
    for field in (wizard.encryption.first, wizard.encryption.second):
        field.setText("correct horse battery staple")
    wizard.advance_if_ready()
    wizard.advance_if_ready()
    qtbot.waitUntil(lambda: wizard.step is wizard.recovery, timeout=WAIT_MS)
    wizard.close()
    assert wizard.isVisible()
    assert "Close the window again" in wizard.recovery.told.text()
    wizard.close()


def test_a_store_that_is_not_there_is_told_and_a_directory_can_be_used_instead(
    qtbot: Any, window: MainWindow, tmp_path: Path
) -> None:
    wizard: Any = window.commands.create_repository()
    wizard.place.location.setText("nosuch://bucket/prefix")
    wizard.advance_if_ready()
    wizard.encryption.on.setChecked(False)
    press_next(qtbot, wizard)
    press_next(qtbot, wizard)
    qtbot.waitUntil(lambda: wizard.findChild(ErrorPanel) is not None, timeout=WAIT_MS)
    assert "nosuch" in str(wizard.findChild(ErrorPanel).error)
    wizard.back()
    wizard.back()
    wizard.place.location.setText(str(tmp_path / "plain"))
    for _ in range(3):
        press_next(qtbot, wizard)
    qtbot.waitUntil(lambda: wizard.step is wizard.recovery, timeout=WAIT_MS)
    assert not wizard.recovery.key_card.isVisible()
    press_next(qtbot, wizard)
    qtbot.waitUntil(lambda: window.context.workspace.state is State.OPEN, timeout=WAIT_MS)


def test_a_source_is_examined_named_written_and_backed_up(
    qtbot: Any, open_window: MainWindow, demo_directory: Path
) -> None:
    workspace = open_window.context.workspace
    wizard: Any = open_window.commands.add_source()
    assert wizard.reason.text() == "Name a directory or a connection."
    wizard.database.location.setText("postgresql://me:secret@host/db")
    assert "password" in wizard.reason.text()
    wizard.database.location.setText(str(demo_directory / "database"))
    press_next(qtbot, wizard)
    qtbot.waitUntil(lambda: wizard.doctor.found is not None, timeout=WAIT_MS)
    assert wizard.doctor.state.text() == "● Ready to be backed up"
    assert wizard.command().startswith("pagewake source check")
    press_next(qtbot, wizard)
    wizard.policy.source_name.setText("ledger")
    wizard.policy.retention._counts["keep_last"].setValue(4)
    assert "--keep-last 4" in wizard.command()
    press_next(qtbot, wizard)
    qtbot.waitUntil(lambda: wizard.added is not None, timeout=WAIT_MS)
    assert workspace.settings.sources["ledger"].retention.keep_last == 4
    qtbot.mouseClick(wizard.done.backup, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(workspace.snapshot.sources[0].timeline.backups) == 6, timeout=WAIT_MS)
    press_next(qtbot, wizard)


def test_a_place_without_a_database_is_explained_and_looked_at_again(
    qtbot: Any, window: MainWindow, tmp_path: Path
) -> None:
    wizard: Any = window.commands.add_source()
    wizard.database.location.setText(str(tmp_path / "nothing"))
    press_next(qtbot, wizard)
    qtbot.waitUntil(lambda: wizard.doctor.again.isEnabled(), timeout=WAIT_MS)
    assert wizard.findChild(ErrorPanel) is not None
    assert not wizard.next_button.isEnabled()
    assert wizard.reason.text() == "It could not be looked at."
    qtbot.mouseClick(wizard.doctor.again, Qt.MouseButton.LeftButton)
    assert wizard.reason.text() == "The database is being looked at."
    qtbot.waitUntil(lambda: wizard.doctor.again.isEnabled(), timeout=WAIT_MS)
    wizard.close()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("", 0, 0.1), ("aaaaaaaaaaaa", 0, WEAK), ("password", 0, WEAK), ("Tr0ub4dor&3xyQ!", FAIR, 200)],
)
def test_the_strength_of_a_passphrase_is_judged(text: str, low: float, high: float) -> None:
    assert low <= bits(text) <= high


def test_the_command_of_an_advice_is_copied_alone() -> None:
    assert (
        command_in("Turn it on: ALTER SYSTEM SET summarize_wal = on;")
        == "ALTER SYSTEM SET summarize_wal = on;"
    )
    assert command_in("Ask the administrator.") == ""
