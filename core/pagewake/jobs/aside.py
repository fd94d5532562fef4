"""Work that nobody has to wait for at once, done on a thread of its own beside the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager


class Aside:
    """Pieces of work, done one after the other on one thread that starts with the first. For one caller at a time."""

    def __init__(self, name: str = "aside") -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._pending: list[Future[None]] = []

    def __len__(self) -> int:
        """How many pieces are not done."""
        return sum(not piece.done() for piece in self._pending)

    def begin(self, work: Callable[[], None]) -> None:
        """Have `work` done after what was begun before it. What it raises is raised by `wait`."""
        self._pending = [piece for piece in self._pending if not _is_done_well(piece)]
        self._pending.append(self._executor.submit(work))

    def wait(self) -> None:
        """Wait until all is done. Raises the first error, once."""
        pending, self._pending = self._pending, []
        errors = [piece.exception() for piece in pending]  # waits
        for error in filter(None, errors):
            raise error

    def close(self) -> None:
        """Wait until all is done and the thread is gone. Raises nothing."""
        self._executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def beside(work: Callable[[], None], *, name: str = "aside") -> Iterator[None]:
    """Have `work` done while the block runs. Waits for it at the end; what it raises is raised there.

    An error of the block goes first.
    """
    aside = Aside(name)
    try:
        aside.begin(work)
        yield
        aside.wait()
    finally:
        aside.close()


def _is_done_well(piece: Future[None]) -> bool:
    return piece.done() and piece.exception() is None
