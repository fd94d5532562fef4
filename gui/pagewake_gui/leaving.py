"""Closing the window while jobs run: ask once, keep the answer, and go on hidden only where a tray brings it back."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QSystemTrayIcon, QWidget

from pagewake_gui.context import Context
from pagewake_gui.widgets.basics import button, dialog_column, label, row
from pagewake_gui.widgets.choices import Tick

KEPT = "window/close-with-jobs"


class Choice(StrEnum):
    """What becomes of the jobs."""

    STAY = "stay"
    CANCEL = "cancel"
    HIDE = "hide"


class LeaveDialog(QDialog):
    """Asks what becomes of the jobs that run. Without a tray a hidden window could not be found again."""

    def __init__(
        self,
        titles: list[str],
        *,
        tray: bool,
        chosen: Callable[[Choice, bool], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Jobs are running"))
        self.setMinimumWidth(520)
        self._chosen = chosen
        self.remember = Tick(self.tr("Do the same the next time"))
        self.stay = button(self.tr("Stay"), lambda: self._choose(Choice.STAY))
        self.cancel_jobs = button(
            self.tr("Cancel the jobs and close"), lambda: self._choose(Choice.CANCEL), "danger"
        )
        self.hide_window = button(
            self.tr("Keep running in the tray"), lambda: self._choose(Choice.HIDE), "primary"
        )
        self.hide_window.setEnabled(tray)
        column = dialog_column(self)
        column.addWidget(label(self.tr("%n job(s) not over yet", "", len(titles)), "title"))
        for title in titles[:5]:
            column.addWidget(label(f"● {title}", wrap=True))
        column.addWidget(
            label(
                self.tr(
                    "A job that is cancelled leaves the repository valid; the next run uses what it had done."
                ),
                "muted",
                wrap=True,
            )
        )
        if not tray:
            column.addWidget(
                label(
                    self.tr("This desktop has no tray from which a hidden window could be brought back."),
                    "muted",
                    wrap=True,
                )
            )
        column.addWidget(self.remember)
        column.addLayout(row(self.cancel_jobs, 1, self.hide_window, self.stay))
        (self.hide_window if tray else self.stay).setDefault(True)
        (self.hide_window if tray else self.stay).setFocus()

    def _choose(self, choice: Choice) -> None:
        self._chosen(choice, self.remember.isChecked())
        self.accept()


class Leaving(QObject):
    """Decides whether the window may close now, hides it, and brings it back."""

    hiding = Signal()
    """The window goes on without being seen: something must be there to bring it back."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._hidden = False
        self.sure = False
        """Whether the window closes without asking: after the answer, or when the system ends the program."""
        self.dialog: LeaveDialog | None = None

    def may_close(self) -> bool:
        """Whether the window may close; otherwise the question is shown, or what was answered before is done."""
        active = self._context.jobs.active
        if self.sure or not active:
            return True
        kept = QSettings().value(KEPT, "")
        if kept == Choice.CANCEL:
            return True
        if kept == Choice.HIDE and self.has_tray():
            self.hide()
            return False
        if self.dialog is None:
            titles = [f"{entry.title} · {entry.object_name}".rstrip(" ·") for entry in active]
            self.dialog = LeaveDialog(titles, tray=self.has_tray(), chosen=self._answer, parent=self._window)
            self.dialog.finished.connect(self._over)
            self.dialog.open()
        self.dialog.raise_()
        return False

    def has_tray(self) -> bool:
        """Whether the desktop shows icons of programs that have no window open."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def hide(self) -> None:
        """Let the jobs run without a window."""
        QApplication.setQuitOnLastWindowClosed(False)
        self._hidden = True
        self.hiding.emit()
        self._window.hide()

    def show(self) -> None:
        """Bring the window back."""
        QApplication.setQuitOnLastWindowClosed(True)
        self._hidden = False
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def closed(self) -> None:
        """The window is closed. A hidden one is not the last to close, so the program would not end by itself."""
        if self._hidden:
            QApplication.quit()

    def _answer(self, choice: Choice, remember: bool) -> None:
        if remember and choice is not Choice.STAY:
            QSettings().setValue(KEPT, choice.value)
        if choice is Choice.CANCEL:
            self.sure = True
            self._window.close()
        elif choice is Choice.HIDE:
            self.hide()

    def _over(self, result: int) -> None:
        self.dialog = None
