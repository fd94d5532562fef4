"""Fetching WAL ahead of a recovery that asks for it piece by piece.

A server replays a segment in less time than a distant store takes to give the next one. So whoever has been given
one leaves a child behind that fetches those that come next, into a spool. The child is nobody's: the server waits
for the answer alone, and what becomes of the child changes no answer.
"""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from pagewake.archive.spool import Spool
from pagewake.errors import ObjectMissing, PagewakeError
from pagewake.lsn import timeline_of_name

if TYPE_CHECKING:
    from pagewake.repository.repository import Repository

LARGEST_SPOOL = 256 << 20
"""Bytes that a spool may take; one piece is always fetched ahead."""
WAIT_SECONDS = 30.0
_WORKERS = 4
_STANDARD_STREAMS = 3


def pieces_ahead(count: int, size: int) -> int:
    """How many pieces of a size to hold in a spool where `count` are wished for."""
    return min(count, max(1, LARGEST_SPOOL // max(1, size)))


def refill(open_repository: Callable[[], Repository], source: str, names: Sequence[str], spool: Spool) -> int:
    """Fetch those of `names` that the spool lacks, in order, up to the first that is not archived; how many.

    Does nothing where somebody else is at it, or the spool is gone: then nobody wants it any more. Raises what the
    repository raises, and OSError for the spool.
    """
    if not spool.usable():
        return 0
    with spool.fetching() as mine:
        if not mine:
            return 0
        spool.announce(set(names))
        try:
            return _fetch(open_repository(), source, [n for n in names if n not in spool.held()], spool)
        finally:
            spool.give_up()
            if not spool.held():
                spool.clear()


def _fetch(repository: Repository, source: str, names: Sequence[str], spool: Spool) -> int:
    from pagewake.jobs import Job, WorkerPool

    workers = min(_WORKERS, repository.store.properties.parallel_requests, max(1, len(names)))
    done = 0
    pool = WorkerPool(workers, name="prefetch")
    fetched = pool.map_ordered(partial(_get, repository, source), names, Job("prefetch"), ahead=0)
    for name, data in zip(names, fetched, strict=True):
        if data is None:
            break
        spool.put(name, data)
        done += 1
    return done


def _get(repository: Repository, source: str, name: str) -> bytes | None:
    timeline = timeline_of_name(name)
    try:
        return None if timeline is None else repository.wal.get(source, timeline, name)
    except ObjectMissing:
        return None


def leave_behind(
    spool: Spool, names: Sequence[str], open_repository: Callable[[], Repository], source: str
) -> None:
    """Have a detached child refill the spool with `names`."""

    def work() -> None:
        refill(open_repository, source, names, spool)

    if hasattr(os, "fork") and spool.make():
        _detached(work)


def _detached(work: Callable[[], None]) -> None:
    """Do something in a process that nobody waits for and that holds nothing of ours open.

    A server that is asked to stop waits until its log pipe has no writer left.
    """
    with warnings.catch_warnings():
        # Python warns of threads, which numpy's libraries have; they are idle, and forked safely by themselves.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        os.setsid()
        if os.fork() == 0:
            for name in ("SIGTERM", "SIGINT", "SIGHUP"):
                signal.signal(getattr(signal, name), signal.SIG_DFL)
            nothing = os.open(os.devnull, os.O_RDWR)
            for stream in range(_STANDARD_STREAMS):
                os.dup2(nothing, stream)
            os.closerange(_STANDARD_STREAMS, os.sysconf("SC_OPEN_MAX"))
            # Whoever asks next fetches for themselves then, and hears what is wrong.
            with suppress(PagewakeError, OSError):
                work()
    finally:
        os._exit(0)  # our caller's frames must not run a second time
