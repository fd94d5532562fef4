"""Errors that nobody foresaw: kept without secrets, shown once, and the window goes on."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake_gui.app import _handle_crashes
from pagewake_gui.crash import CrashHandler
from pagewake_gui.dialogs.crash import CrashDialog
from pagewake_gui.main_window import MainWindow


@pytest.fixture
def handler(window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[CrashHandler]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    before = sys.excepthook, threading.excepthook
    with by_the_test():
        made = _handle_crashes(window.context, window)
    yield made
    with by_the_test():
        made.close()
    assert (sys.excepthook, threading.excepthook) == before


def dialogs(window: MainWindow) -> list[CrashDialog]:
    return window.findChildren(CrashDialog)


def boom() -> None:
    raise ZeroDivisionError("postgresql://dba:tr0ub4dor@host/db is odd")


def test_a_slot_that_raises_is_reported_and_the_window_goes_on(
    qtbot: Any, window: MainWindow, handler: CrashHandler, tmp_path: Path
) -> None:
    for _ in range(3):
        QTimer.singleShot(0, boom)
    qtbot.waitUntil(lambda: bool(dialogs(window)), timeout=WAIT_MS)
    qtbot.wait(50)
    (dialog,) = dialogs(window)  # the same error three times is one report
    said = "\n".join(one.text() for one in dialog.findChildren(QLabel))
    with by_the_test():
        (file,) = (tmp_path / "state" / "pagewake" / "crashes").glob("crash-*.txt")
        kept = file.read_text()
    assert str(file) in said
    assert "ZeroDivisionError" in said and "tr0ub4dor" not in said
    assert "Traceback" in kept and "tr0ub4dor" not in kept
    copy = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Copy the report")
    copy.click()
    assert QGuiApplication.clipboard().text() == kept
    dialog.close()
    window.open_page("backups")
    assert window.page == "backups"


def test_an_error_on_another_thread_is_shown_too(
    qtbot: Any, window: MainWindow, handler: CrashHandler
) -> None:
    thread = threading.Thread(target=boom)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(dialogs(window)), timeout=WAIT_MS)
    dialogs(window)[0].close()


def test_a_report_that_cannot_be_written_is_shown_all_the_same(
    qtbot: Any, window: MainWindow, handler: CrashHandler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with by_the_test():
        (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    handler.report(RuntimeError("odd"))
    qtbot.waitUntil(lambda: bool(dialogs(window)), timeout=WAIT_MS)
    dialog = dialogs(window)[0]
    assert any("could not be written" in one.text() for one in dialog.findChildren(QLabel))
    dialog.close()


def test_what_qt_complains_about_is_logged(handler: CrashHandler, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "pagewake_gui"):
        qWarning("something is odd")
    assert "something is odd" in caplog.text


def test_faults_below_python_leave_the_stacks(handler: CrashHandler, tmp_path: Path) -> None:
    import faulthandler

    assert faulthandler.is_enabled()
    with by_the_test():
        assert (tmp_path / "state" / "pagewake" / "crashes" / "fault.txt").exists()
    assert os.environ["XDG_STATE_HOME"] == str(tmp_path / "state")
