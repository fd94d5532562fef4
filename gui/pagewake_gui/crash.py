"""Errors that nobody foresaw, in the window: kept in a file, shown once with a way to copy them, and survived.

A slot that raises does not end the program: PySide hands the exception to `sys.excepthook` and the event loop goes
on. So do the jobs, which run on threads of their own. What Qt itself complains about goes to the log. A fault below
Python (a signal) leaves the stacks of all threads in `fault.txt` beside the reports.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler, qVersion

from pagewake.desk.crash_report import crash_details, crash_directory, write_crash_report
from pagewake.jobs import Job
from pagewake_gui.bridge import Bridge

Shower = Callable[[BaseException, str, str], None]
"""Shows (the error, its details, the file that they were written to or why there is none)."""

_log = logging.getLogger("pagewake_gui")
_MOST_REPORTS = 20
"""A defect in what is painted comes back with every frame: reports of one run stop here."""

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashHandler(QObject):
    """Installed once a process; `close` puts everything back as it was."""

    _seen = Signal(object)

    def __init__(self, bridge: Bridge, show: Shower, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._show = show
        self._known: set[str] = set()
        self._faults: TextIO | None = None
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        self._qt_before = qInstallMessageHandler(_log_message)
        self._seen.connect(self.report)

    def watch_faults(self) -> None:
        """Have signals such as SIGSEGV leave the stacks of all threads in a file. No harm where that cannot be."""
        try:
            self._faults = (crash_directory() / "fault.txt").open("w", encoding="utf-8")
        except OSError as error:
            _log.info("faults cannot be written down: %s", error)
            return
        faulthandler.enable(self._faults)

    def close(self) -> None:
        """Stop handling."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(self._qt_before)
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._faults = None

    def report(self, error: BaseException) -> None:
        """Write an error down, on a thread, and show it; the same one a second time only goes to the log."""
        key = _place_of(error)
        _log.error("unexpected %s", type(error).__name__, exc_info=error)
        if key in self._known or len(self._known) >= _MOST_REPORTS:
            return
        self._known.add(key)
        details = crash_details(error, sys.argv, f"Qt {qVersion()}")

        def write(job: Job) -> Path:
            return write_crash_report(details)

        self._bridge.call(
            "write a crash report",
            write,
            lambda path: self._show(error, details, str(path)),
            lambda unwritable: self._show(error, details, ""),
        )

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            self._before[0](kind, error, trace)
        elif threading.current_thread() is threading.main_thread():
            self.report(error)
        else:
            self._seen.emit(error)

    def _on_thread_exception(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None and not isinstance(what.exc_value, SystemExit):
            self._seen.emit(what.exc_value)


def _place_of(error: BaseException) -> str:
    """What makes two errors the same: their kind and where they were raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else str(error)
    return f"{type(error).__name__} {where}"


def _log_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    category = getattr(context, "category", None) or "default"
    _log.log(_LEVELS.get(kind, logging.WARNING), "Qt (%s): %s", category, text)
