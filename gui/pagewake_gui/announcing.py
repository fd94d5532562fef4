"""Tells how jobs ended when nobody is looking: by the tray, else by the desktop, and in the window until it was seen.

A job is announced if it took long or the window is not the active one. A failure stays marked on the page of jobs until
somebody has looked at it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon, QWidget

from pagewake.desk.journal import Standing
from pagewake_gui.context import Context
from pagewake_gui.desktop_message import send_message
from pagewake_gui.job_center import JobEntry
from pagewake_gui.job_words import errors, standing_text
from pagewake_gui.leaving import Leaving

LONG_S = 30.0


class Announcer(QObject):
    """`announced` are the texts that were told, newest last."""

    def __init__(self, context: Context, window: QWidget, leaving: Leaving) -> None:
        super().__init__(window)
        self._context, self._window, self._leaving = context, window, leaving
        leaving.hiding.connect(self.tray)
        self._running: set[str] = set()
        self._tray: QSystemTrayIcon | None = None
        self.announced: list[str] = []
        context.jobs.changed.connect(self._changed)

    @property
    def unseen(self) -> int:
        """How many failures nobody has looked at."""
        return sum(not entry.seen for entry in self._context.jobs.entries())

    def tray(self) -> QSystemTrayIcon:
        """The icon in the tray, made when it is first needed."""
        if self._tray is None:
            self._tray = QSystemTrayIcon(QApplication.windowIcon(), self)
            menu = QMenu(self._window)
            menu.addAction(self.tr("Show Pagewake"), self._leaving.show)
            menu.addAction(self.tr("Quit"), self._window.close)
            self._tray.setContextMenu(menu)
            self._tray.activated.connect(lambda _: self._leaving.show())
            self._tray.messageClicked.connect(self._show_jobs)
        if self._leaving.has_tray() and not self._tray.isVisible():
            self._tray.show()
        return self._tray

    def _changed(self, entry: JobEntry | None) -> None:
        if entry is None:
            return
        if entry.active:
            self._running.add(entry.id)
        elif entry.id in self._running:
            self._running.discard(entry.id)
            self._ended(entry)

    def _ended(self, entry: JobEntry) -> None:
        """Say how a job ended: its name and object in the text, so that it is clear which one is meant."""
        if entry.standing in (Standing.CANCELLED, Standing.ABANDONED):  # whoever did that knows
            return
        name = f"{entry.title} · {entry.object_name}".rstrip(" ·")
        text = f"{name}: {standing_text(entry)}"
        wrong = entry.standing is Standing.FAILED or errors(entry) > 0
        self._context.notices.say(text)
        if wrong:
            self._context.notices.offer(f"■ {text}", self.tr("Show"), self._opener(entry.id))
        if self._seconds(entry) < LONG_S and self._window.isActiveWindow():
            return
        self.announced.append(text)
        detail = entry.error_text.splitlines()[0] if entry.error_text else ""
        if not self._leaving.has_tray():
            send_message(text, detail, QGuiApplication.desktopFileName(), wrong=wrong)
        else:
            icons = QSystemTrayIcon.MessageIcon
            self.tray().showMessage(text, detail, icons.Critical if wrong else icons.Information)

    def _opener(self, id: str) -> Callable[[], None]:
        return lambda: self._context.navigator.open("jobs", id)

    def _show_jobs(self) -> None:
        self._leaving.show()
        self._context.navigator.open("jobs")

    @staticmethod
    def _seconds(entry: JobEntry) -> float:
        if entry.started is None or entry.finished is None:
            return 0.0
        return (entry.finished - entry.started).total_seconds()
