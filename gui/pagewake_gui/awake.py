"""Keeps the machine from going to sleep while a restore or a backup runs: a lock of its session manager.

`systemd-inhibit` holds the lock for as long as the program runs that it starts: one that waits for the end of its
input, so that the lock ends with this process, however that ends. Where there is no such program nothing is done, and
nobody is told: sleep is what people asked their machine for.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QProcess

from pagewake.desk.journal import Standing
from pagewake_gui.context import Context

PROGRAM = "systemd-inhibit"
KINDS = ("restore", "drill", "backup")
"""Work that sleep would break off: locks are lost, and servers end what they had begun."""
_WAITS = "cat"
_END_MS = 1000


class KeepAwake(QObject):
    """Holds the lock while any such job runs; one that is paused may sleep."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = context.jobs
        self._holder: QProcess | None = None
        self._useless = False
        self._jobs.changed.connect(lambda _: self._look())

    @property
    def holds(self) -> bool:
        """Whether the lock is held, as far as is known."""
        return self._holder is not None and self._holder.state() != QProcess.ProcessState.NotRunning

    def close(self) -> None:
        """Give the lock up and do nothing more."""
        self._useless = True
        self._release()

    def _look(self) -> None:
        busy = [
            entry
            for entry in self._jobs.active
            if entry.kind in KINDS and entry.standing is Standing.RUNNING and not entry.pausing
        ]
        if not busy:
            self._release()
        elif self._holder is None and not self._useless:
            self._hold(busy[0].title)

    def _hold(self, why: str) -> None:
        holder = self._holder = QProcess(self)
        holder.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        holder.errorOccurred.connect(self._cannot)
        options = ["--what=sleep:idle", "--who=Pagewake", f"--why={why}", "--mode=block"]
        holder.start(PROGRAM, [*options, _WAITS])

    def _release(self) -> None:
        holder, self._holder = self._holder, None
        if holder is None:
            return
        holder.errorOccurred.disconnect(self._cannot)
        holder.closeWriteChannel()
        if holder.state() != QProcess.ProcessState.NotRunning and not holder.waitForFinished(_END_MS):
            holder.kill()
            holder.waitForFinished(_END_MS)
        holder.deleteLater()

    def _cannot(self, error: QProcess.ProcessError) -> None:
        """There is no such program, or it may not: it is not tried again."""
        self._useless = True
        if self._holder is not None:
            self._holder.deleteLater()
            self._holder = None
