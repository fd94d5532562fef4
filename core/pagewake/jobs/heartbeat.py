"""A heartbeat: one thread that calls a function at intervals while a block of work runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from pagewake.errors import PagewakeError


class Heartbeat:
    """Calls `beat` every `interval` seconds from its own thread, from entering the context until leaving it.

    A beat that fails with a PagewakeError is tried again after a quarter of the interval: whoever relies on
    the beats (a lock) knows by itself when they stayed away too long. `failure` is the last beat's error,
    if it failed. Any other error ends the thread and is raised on leaving the context.
    """

    def __init__(self, beat: Callable[[], None], *, interval: float = 60.0, name: str = "heartbeat") -> None:
        self.failure: PagewakeError | None = None
        self._beat: Final = beat
        self._interval: Final = interval
        self._stop = threading.Event()
        self._broken: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name=f"pagewake-{name}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()
        if self._broken is not None and error is None:
            raise self._broken

    def _run(self) -> None:
        pause = self._interval
        while not self._stop.wait(pause):
            try:
                self._beat()
            except PagewakeError as error:
                self.failure = error
                pause = self._interval / 4
            except BaseException as error:  # noqa: BLE001 - handed to the thread that owns the work
                self._broken = error
                return
            else:
                self.failure = None
                pause = self._interval
