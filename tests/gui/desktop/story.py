"""One story on a desktop: open, browse, back up, verify, restore, compare; all input comes through the X server.

Not collected by itself: `test_desktop.py` beside it runs it under Xvfb with a window manager. Mouse and keys are real
events of the X server (xdotool), so that focus, stacking and the window manager have their say, as they do for people.
"""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from tests.gui.conftest import by_the_test

from pagewake.backup.run import BackupRequest, run_backup
from pagewake.config import SourceSettings
from pagewake.demo.ledger import Ledger
from pagewake.demo.run import compare_with_truth
from pagewake.desk.places import RepositoryPlace
from pagewake.engines.neuroquantum import ENGINE
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore
from pagewake_gui.dialogs.task import TaskDialog
from pagewake_gui.main_window import MainWindow
from pagewake_gui.pages import PAGES
from pagewake_gui.workspace import State

WAIT_MS = 60_000


def x(*words: str) -> None:
    """Have the X server see input."""
    subprocess.run(["xdotool", *words], check=True, timeout=20)


class Hand:
    """The mouse and the keyboard of the person in front of the screen."""

    def __init__(self, qtbot: Any) -> None:
        self._qtbot = qtbot

    def click(self, widget: QWidget) -> None:
        """Move to the middle of a widget that can be seen, and press."""
        self._qtbot.waitUntil(lambda: widget.isVisible() and widget.isEnabled(), timeout=WAIT_MS)
        self._qtbot.wait(150)  # a window that has just been mapped is still being placed
        at = widget.mapToGlobal(QPoint(widget.width() // 2, widget.height() // 2))
        x("mousemove", "--sync", str(at.x()), str(at.y()), "click", "1")
        self._qtbot.wait(100)

    def press(self, window: QWidget, keys: str) -> None:
        """Press keys in a window, once the window manager has given it the focus."""
        window.activateWindow()
        self._qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=WAIT_MS)
        x("key", "--clearmodifiers", keys)
        self._qtbot.wait(100)

    def write(self, field: QWidget, text: str) -> None:
        """Replace what a field holds."""
        self.click(field)
        self._qtbot.waitUntil(field.hasFocus, timeout=WAIT_MS)
        x("key", "--clearmodifiers", "ctrl+a")
        x("type", "--clearmodifiers", "--delay", "5", text)
        self._qtbot.wait(100)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A database with a first backup in a repository, changed since."""
    with by_the_test():
        made = Ledger(tmp_path / "shop", 60, seed=7)
        repository = Repository.create(LocalStore(tmp_path / "repository"))
        made.run(40, Job())
        made.database.checkpoint()
        source = ENGINE.open(str(made.directory))
        run_backup(repository, ENGINE, source, BackupRequest("shop", "full"), Job())
        source.close()
        repository.close()
        made.run(40, Job())
        made.close()
    return made


def dialog(qtbot: Any) -> TaskDialog:
    """The dialog that has just come up."""
    found: list[TaskDialog] = []

    def there() -> bool:
        found[:] = [
            one for one in QApplication.topLevelWidgets() if isinstance(one, TaskDialog) and one.isVisible()
        ]
        return len(found) == 1

    qtbot.waitUntil(there, timeout=WAIT_MS)
    return found[0]


def over(qtbot: Any, window: MainWindow, kind: str) -> None:
    """Wait until the newest job of a kind is over, and see that it ended well."""
    jobs = window.context.jobs

    def ended() -> bool:
        mine = [entry for entry in jobs.entries() if entry.kind == kind]
        return bool(mine) and not jobs.active

    qtbot.waitUntil(ended, timeout=WAIT_MS)
    newest = next(entry for entry in jobs.entries() if entry.kind == kind)
    assert newest.standing.value == "done", newest.error_text


def test_open_browse_back_up_verify_restore_compare(
    qtbot: Any, window: MainWindow, ledger: Ledger, tmp_path: Path
) -> None:
    assert QGuiApplication.platformName() == "xcb"
    context, hand = window.context, Hand(qtbot)
    known = SourceSettings("shop", str(ledger.directory), "neuroquantum")
    context.workspace.settings = replace(
        context.workspace.settings, sources=MappingProxyType({"shop": known})
    )
    context.workspace.open(RepositoryPlace(str(tmp_path / "repository")))
    qtbot.waitUntil(lambda: context.workspace.state is State.OPEN, timeout=WAIT_MS)

    for page in PAGES:
        hand.click(window._buttons[page.name])
        assert window.page == page.name
    hand.press(window, "ctrl+1")
    assert window.page == "overview"

    hand.press(window, "ctrl+b")
    hand.click(dialog(qtbot).start)
    over(qtbot, window, "backup")
    qtbot.waitUntil(
        lambda: len(context.workspace.snapshot.sources[0].timeline.backups) == 2,  # type: ignore[union-attr]
        timeout=WAIT_MS,
    )

    hand.press(window, "ctrl+shift+v")
    hand.click(dialog(qtbot).start)
    over(qtbot, window, "verify")
    qtbot.waitUntil(lambda: bool(context.workspace.snapshot.evidence), timeout=WAIT_MS)  # type: ignore[union-attr]

    commit = ledger.commits[70]
    hand.press(window, "ctrl+r")
    wizard: Any = window.restores.last
    assert wizard is not None
    hand.click(wizard.next)
    step = wizard.target_step
    step.tabs.setCurrentWidget(step.ways["lsn"])
    hand.write(step.ways["lsn"].field, str(commit.lsn))
    for name in ("plan", "destination", "options", "review", "run"):
        qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT_MS)
        hand.click(wizard.next)
        assert wizard.step.name in (name, "result")
        if name == "destination":
            hand.write(wizard.destination_step.directory, str(tmp_path / "restored"))
    qtbot.waitUntil(lambda: wizard.step.name == "result", timeout=WAIT_MS)
    assert wizard.result_step.state.text() == "● Restored and proven"
    wizard.close()
    with by_the_test():
        restored = tmp_path / "restored" / "data" / "ledger.db"
        assert compare_with_truth(restored, ledger.truth(commit.lsn)) >= 60
    for left in window.findChildren(QDialog):
        left.close()
