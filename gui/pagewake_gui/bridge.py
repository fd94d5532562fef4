"""Core work on threads, answers on the window's own thread.

The core knows nothing of Qt. Work runs in `pagewake.jobs.BackgroundRun`; when it ends, one queued signal brings the
call to the thread of the window, where the thread is joined and the answer handed on. Progress is not signalled at
all: who shows it looks at `job.progress` ten times a second.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, Signal
from shiboken6 import isValid

from pagewake.errors import Cancelled
from pagewake.jobs import BackgroundRun, Job

Result = TypeVar("Result")
Failed = Callable[[Exception], None]
_PUMP_MS = 50
PATIENCE_S = 30.0
"""How long the window's end waits for work that was asked to stop: a store that hangs may never answer."""


class Call:
    """One piece of work on its way. `cancel` asks it to stop; `forget` also drops its answer."""

    def __init__(
        self, job: Job, owner: QObject | None, done: Callable[[Any], None], failed: Failed | None
    ) -> None:
        self.job = job
        self.run: BackgroundRun[Any] | None = None
        self._owner = owner
        self._done = done
        self._failed = failed
        self._forgotten = False
        self._pending = True
        self._left: Callable[[Exception | None], None] | None = None

    @property
    def pending(self) -> bool:
        """Whether the answer has not come yet."""
        return self._pending

    def cancel(self) -> None:
        """Ask the work to stop; it ends in `failed` with `Cancelled`."""
        self.job.token.cancel()

    def forget(self) -> None:
        """Nobody waits for the answer any more. The work is asked to stop."""
        self._forgotten = True
        self.cancel()

    def leave(self, ended: Callable[[Exception | None], None]) -> None:
        """Leave the work to itself: its answer is dropped, and `ended` is told when it ended after all, and how."""
        self._left = ended
        self.forget()

    def answer(self) -> None:
        """Join the thread and hand on what the work returned or raised. For the bridge, on its own thread."""
        assert self.run is not None
        self._pending = False
        try:
            result = self.run.result()
        except Exception as error:
            if self._left is not None and self._lives():
                self._left(error)
            if not self._wanted():
                return
            if self._failed is not None:
                self._failed(error)
            elif not isinstance(error, Cancelled):
                raise
            return
        if self._left is not None and self._lives():
            self._left(None)
        if self._wanted():
            self._done(result)

    def _wanted(self) -> bool:
        return not self._forgotten and self._lives()

    def _lives(self) -> bool:
        return self._owner is None or bool(isValid(self._owner))


class Bridge(QObject):
    """Starts work and delivers answers; one for the whole window."""

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls: list[Call] = []
        self._abandoned: list[Call] = []
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def call(
        self,
        kind: str,
        work: Callable[[Job], Result],
        done: Callable[[Result], None],
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
        job: Job | None = None,
    ) -> Call:
        """Run `work(job)` on a thread of its own, then `done(result)` or `failed(error)` on this one.

        Neither is called once `owner` is gone. Without `failed` an error other than Cancelled is raised into
        the event loop, where the crash handler shows it.
        """
        call = Call(job or Job(kind), owner, done, failed)
        self._calls.append(call)

        def working(job: Job) -> Result:
            try:
                return work(job)
            finally:
                self._arrived.emit(call)

        call.run = BackgroundRun(call.job, working)
        return call

    @property
    def busy(self) -> bool:
        """Whether any work is on its way."""
        return bool(self._calls)

    def leave(self, call: Call, ended: Callable[[Exception | None], None]) -> None:
        """Wait for a call no longer, also not when the window closes; see `Call.leave`."""
        if call in self._calls:
            self._calls.remove(call)
            self._abandoned.append(call)
            call.leave(ended)

    def shut_down(self, patience: float = PATIENCE_S) -> bool:
        """Cancel all work and wait until every thread is gone; the window stays alive meanwhile.

        Returns False where threads are left, because somebody gave them up before or they did not hear the cancel
        within `patience` seconds: then the program must end without waiting for its threads.
        """
        for call in self._calls:
            call.cancel()
        end = monotonic() + patience
        while self._calls and monotonic() < end:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _PUMP_MS)
        for call in self._calls:
            call.forget()
        return not (self._calls or self._abandoned)

    def _deliver(self, call: Call) -> None:
        (self._calls if call in self._calls else self._abandoned).remove(call)
        call.answer()
