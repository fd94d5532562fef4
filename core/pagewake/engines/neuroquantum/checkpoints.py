"""Checkpoints, and what becomes of closed segments: the archive, and removal.

A checkpoint here is a *flushed* one: its CheckpointEnd names its CheckpointBegin as previous record, and so
asserts that every change with a smaller LSN was durable in the page file before the CheckpointEnd was
written. Writers go on meanwhile: the mutex is held only to copy a run of pages or to hand it to the file
system, never during a sync.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from pagewake.disk import Disk, write_durably
from pagewake.engines.neuroquantum.layout import segment_name
from pagewake.engines.neuroquantum.live import Live
from pagewake.engines.neuroquantum.records import CheckpointBegin, CheckpointEnd

ARCHIVED_NAME = "archived"
_RUN = 256

Archive = Callable[[Path], None]
"""Takes the path of a closed segment; returns when it is safe elsewhere, raises when it is not."""


class Checkpoints:
    """Makes the checkpoints of one open database."""

    def __init__(self, live: Live, redo_lsn: int, undo_lsn: int) -> None:
        self.redo_lsn = redo_lsn
        """Where redo begins after a crash: the CheckpointBegin of the last flushed checkpoint."""
        self.horizon = undo_lsn
        """The oldest record that a restart may need: for redo, or to undo what was active there."""
        self.appended_bytes = 0
        """How many bytes of log had been appended at the last checkpoint."""
        self.lock = threading.Lock()
        self._live = live

    def run(self) -> int:
        """Make a checkpoint, with `lock` held; returns the LSN of its CheckpointBegin."""
        live = self._live
        with live.mutex:
            live.check()
            active = sorted(live.active)
            horizon = min((tx.first_lsn for tx in live.active.values()), default=live.log.last_lsn + 1)
            begin = live.log.append(None, None, CheckpointBegin(tuple(active)))
            appended_bytes = live.log.appended_bytes
            dirty = sorted(live.pager.dirty)
        for start in range(0, len(dirty), _RUN):
            self._flush(dirty[start : start + _RUN])
        live.pager.sync()
        with live.mutex:
            live.check()
            end = live.log.append(begin, None, CheckpointEnd())
        live.log.wait_durable(end)
        self.redo_lsn, self.horizon, self.appended_bytes = begin, min(begin, horizon), appended_bytes
        return begin

    def _flush(self, numbers: list[int]) -> None:
        """Write pages that were dirty at the checkpoint: copy, make their log durable, write the copies."""
        live = self._live
        with live.mutex:
            still, copies, newest = live.pager.take_copies(numbers)
        live.log.wait_durable(newest)
        with live.mutex:
            live.check()
            live.pager.write_copies(still, copies)


class ClosedSegments:
    """Hands closed segments to the archive in order, and removes those that nothing needs any more.

    How far the archive has come is kept in a small file beside the segments. A segment may be handed over
    again after a crash: the archive has to take the same bytes twice.
    """

    def __init__(self, live: Live, disk: Disk, archive: Archive | None) -> None:
        self.failure: Exception | None = None
        """Why the archive refused the next segment, the last time it was asked."""
        self._live = live
        self._disk = disk
        self._archive = archive
        self._lock = threading.Lock()
        self._marker = live.log.directory / ARCHIVED_NAME
        self._archived = self._read_marker()

    def hand_over(self) -> None:
        """Offer the closed segments that the archive does not have, in order, up to one it refuses."""
        if self._archive is None:
            return
        with self._lock:
            for number in sorted(self._live.log.first_lsns):
                if self._archived < number < self._live.log.segment_number and not self._offer(number):
                    return

    def remove_old(self, keep: int, horizon: int) -> list[Path]:
        """Remove segments that are archived (where there is an archive) and wholly before `horizon`.

        The newest `keep` segments stay. One at a time, oldest first, each removal durable before the next,
        so that what is left is without holes whenever this is interrupted.
        """
        removed = []
        with self._lock:
            first_lsns = self._live.log.first_lsns
            numbers = sorted(first_lsns)
            for number, following in pairwise(numbers[: len(numbers) - keep + 1]):
                archived = self._archive is None or number <= self._archived
                if not archived or first_lsns[following] > horizon or number >= self._live.log.segment_number:
                    break
                path = self._live.log.directory / segment_name(number)
                self._disk.remove(path)
                self._disk.sync_directory(path.parent)
                del first_lsns[number]
                removed.append(path)
        return removed

    def _offer(self, number: int) -> bool:
        assert self._archive is not None
        try:
            self._archive(self._live.log.directory / segment_name(number))
        except Exception as error:  # noqa: BLE001 - kept, offered again, and raised by whoever asks
            self.failure = error
            return False
        self.failure = None
        self._archived = number
        self._write_marker()
        return True

    def _read_marker(self) -> int:
        """The newest archived segment; -1, so that everything is offered again, where that is not known."""
        if self._archive is None or not self._marker.exists():
            return -1
        text = self._marker.read_text("ascii", errors="replace").strip()
        return int(text) if text.isdecimal() else -1

    def _write_marker(self) -> None:
        content, unfinished = f"{self._archived}\n".encode(), self._marker.with_suffix(".new")
        write_durably(self._marker, content, self._disk, unfinished=unfinished)
