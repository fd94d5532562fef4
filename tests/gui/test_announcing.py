"""How jobs that ended unseen are told: the tray's message and menu, the desktop's message, the mark in the window.

Offscreen there is no tray. What the icon is given to show is written down here; that desktops show it is Qt's matter.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSystemTrayIcon
from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.slow import Slow
from tests.gui.test_jobs_view import ended, spec

from pagewake.errors import RestoreError
from pagewake.jobs import Job
from pagewake.model import Finding, Severity
from pagewake_gui.desktop_message import PROGRAM, SESSION
from pagewake_gui.leaving import Leaving
from pagewake_gui.main_window import MainWindow

Message = tuple[str, str, QSystemTrayIcon.MessageIcon]
SCRIPT = """#!/bin/sh
for word; do echo "$word"; done > {place}/words.begun
mv {place}/words.begun {place}/words
"""


@pytest.fixture
def tray(monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """A desktop with a tray; what it was given to show."""
    shown: list[Message] = []
    monkeypatch.setattr(Leaving, "has_tray", lambda self: True)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda self, *message: shown.append(message))
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda self: None)  # this display has none to show it in
    return shown


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop without a tray; the program writes down what it is asked to show."""
    with by_the_test():
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / PROGRAM).write_text(SCRIPT.format(place=tmp_path))
        (tmp_path / "bin" / PROGRAM).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setenv(SESSION, "unix:path=/nowhere")
    return tmp_path / "words"


def words(qtbot: Any, place: Path) -> list[str]:
    def there() -> bool:
        with by_the_test():
            return place.exists()

    qtbot.waitUntil(there, timeout=WAIT_MS)
    with by_the_test():
        return place.read_text().splitlines()


def fail(job: Job) -> None:
    raise RestoreError("the disk <sda> is gone", object_name="/srv/x", advice="Put it back.")


def unseen(qtbot: Any, window: MainWindow, work: Any, title: str) -> str:
    """Run a job to its end while nobody looks at the window."""
    window.hide()
    entry = window.context.jobs.submit(spec(work, title))
    ended(qtbot, window)
    return entry.id


def test_the_tray_says_what_ended_and_how(qtbot: Any, window: MainWindow, tray: list[Message]) -> None:
    icons = QSystemTrayIcon.MessageIcon
    unseen(qtbot, window, lambda job: None, "Back up shop")
    assert tray == [("Back up shop · shop: done", "", icons.Information)]
    unseen(qtbot, window, fail, "Restore of shop")
    text, detail, icon = tray[1]
    assert text.startswith("Restore of shop · shop: failed") and icon is icons.Critical
    assert "the disk <sda> is gone" in detail and "\n" not in detail


def test_findings_of_a_job_that_went_through_are_an_alarm(
    qtbot: Any, window: MainWindow, tray: list[Message]
) -> None:
    damage = Finding(Severity.ERROR, "damaged", "pack 7", "its hash is another")
    unseen(qtbot, window, lambda job: job.warn(damage), "Verify data")
    assert tray[0][2] is QSystemTrayIcon.MessageIcon.Critical


def test_what_was_cancelled_or_seen_is_not_told(
    qtbot: Any, window: MainWindow, tray: list[Message], slow: Slow
) -> None:
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
    window.context.jobs.submit(spec(lambda job: None, "Short"))
    ended(qtbot, window)
    window.hide()
    entry = window.context.jobs.submit(spec(slow, "Long"))
    window.context.jobs.cancel(entry.id)
    ended(qtbot, window)
    assert tray == []


def test_the_icon_brings_the_window_back_and_its_message_leads_to_the_jobs(
    qtbot: Any, window: MainWindow, tray: list[Message], slow: Slow
) -> None:
    window.context.jobs.submit(spec(slow, "Back up shop"))
    window.close()
    dialog = window.leaving.dialog
    assert dialog is not None
    qtbot.mouseClick(dialog.hide_window, Qt.MouseButton.LeftButton)
    assert not window.isVisible()
    icon = window.announcer.tray()
    icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert window.isVisible()
    window.hide()
    menu = icon.contextMenu()
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Show Pagewake", "Quit"]
    menu.actions()[0].trigger()
    assert window.isVisible()
    slow.go.set()
    ended(qtbot, window)
    window.hide()
    icon.messageClicked.emit()
    assert window.isVisible() and window.page == "jobs"


def test_without_a_tray_the_desktop_is_asked(qtbot: Any, window: MainWindow, desktop: Path) -> None:
    unseen(qtbot, window, fail, "Restore of shop")
    said = words(qtbot, desktop)
    assert said[0] == "--app-name=Pagewake" and said[2:4] == ["--urgency=critical", "--"]
    assert said[4].startswith("Restore of shop · shop: failed")
    assert "the disk &lt;sda&gt; is gone" in said[5], "what is markup there is escaped"


def test_where_nothing_shows_messages_the_window_keeps_the_failure(
    qtbot: Any, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv(SESSION, "unix:path=/nowhere")
    id = unseen(qtbot, window, fail, "Restore of shop")
    assert window.announcer.announced[0].startswith("Restore of shop · shop: failed")
    assert window.announcer.unseen == 1
    window.show()
    (show,) = [
        one
        for one in window.findChildren(QPushButton)
        if one.isVisible() and one.text() == "Show" and one.window() is window
    ]
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    assert window.page == "jobs"
    jobs: Any = window.view("jobs")
    assert jobs.chosen == id
    qtbot.waitUntil(lambda: window.announcer.unseen == 0, timeout=WAIT_MS)
