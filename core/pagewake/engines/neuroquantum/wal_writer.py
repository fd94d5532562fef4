"""The writing end of the log: LSNs, segments, rotation, and one fsync for many commits.

Records are numbered and buffered under a short lock, so that the order in the files is the order of LSNs.
Whoever needs durability waits in `wait_durable`: one of the waiters leads, writes everything buffered and
syncs; the others find their record durable when it is done. A segment is synced before its successor
exists, so only the newest segment can end in a torn frame, and a segment that has a successor never changes
again.

After any failed write or sync nothing can be said of what is on disk, so the log stops: every later call
raises.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from pagewake.disk import Disk
from pagewake.engines.neuroquantum.layout import segment_name
from pagewake.engines.neuroquantum.records import Body, Record, encode_frame, timestamp_text
from pagewake.errors import DatabaseError

_WRITE_OUT_AT = 4 << 20


class WalWriter:
    """Appends records to the segments of one directory.

    `append` and `append_frames` are called by one thread at a time (the database's mutex sees to that);
    `wait_durable` by any number.
    """

    def __init__(
        self,
        directory: Path,
        disk: Disk,
        *,
        segment_size: int,
        group_delay_s: float = 0.0,
        clock_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        self.directory = directory
        self.first_lsns: dict[int, int] = {}
        """First LSN of each segment present that has records."""
        self.syncs = 0
        self.appended_bytes = 0
        """Bytes of records appended since the log was opened."""
        self._disk = disk
        self._segment_size = segment_size
        self._group_delay_s = group_delay_s
        self._clock_ns = clock_ns
        self._last_time_ns = 0
        self._buffer_lock = threading.Lock()
        self._io_lock = threading.Lock()
        self._turn = threading.Condition()
        self._leading = False
        self._failure: BaseException | None = None
        self._descriptor = -1
        self._next_lsn = 1
        self._durable_lsn = 0
        self._number = 0
        self._size = 0
        self._open_number = 0
        self._open_size = 0
        self._rotate_now = False
        self._buffered = 0
        self._parts: list[tuple[int, bytearray]] = []

    def begin_at(self, number: int, size: int, last_lsn: int, last_time_ns: int = 0) -> None:
        """Open segment `number`, new or of `size` bytes of whole records, the last one `last_lsn`."""
        path = self.directory / segment_name(number)
        self._descriptor = self._disk.open(path, os.O_CREAT | os.O_WRONLY)
        if os.fstat(self._descriptor).st_size > size:
            self._disk.truncate(self._descriptor, size)
        # What a crashed process wrote but never synced was read back as part of the log: make it that.
        self._disk.sync(self._descriptor)
        self._disk.sync_directory(self.directory)
        self._number = self._open_number = number
        self._size = self._open_size = size
        self._next_lsn, self._durable_lsn = last_lsn + 1, last_lsn
        self._last_time_ns = last_time_ns
        self._parts = [(number, bytearray())]

    @property
    def last_lsn(self) -> int:
        """The newest record's LSN."""
        return self._next_lsn - 1

    @property
    def durable_lsn(self) -> int:
        """Records up to here survive a crash."""
        return self._durable_lsn

    @property
    def segment_number(self) -> int:
        """The segment that is on disk and being written; all smaller ones are closed."""
        return self._open_number

    def now_text(self) -> str:
        """The time for a record: never before that of an earlier record, whatever the clock does."""
        self._last_time_ns = max(self._last_time_ns, self._clock_ns())
        return timestamp_text(self._last_time_ns)

    def append(self, prev_lsn: int | None, tx: bytes | None, body: Body) -> int:
        """Number and buffer one record; returns its LSN."""
        self._check()
        with self._buffer_lock:
            lsn = self._next_lsn
            self._put(encode_frame(Record(lsn, prev_lsn, tx, self.now_text(), body)), lsn)
            self._next_lsn = lsn + 1
        if self._buffered >= _WRITE_OUT_AT:
            self._guarded(lambda: self._write_out())
        return lsn

    def append_frames(self, frames: memoryview, frame_size: int) -> None:
        """Buffer encoded frames of one size, which bear the next LSNs in order, and write them out."""
        self._check()
        with self._buffer_lock:
            while frames:
                room = self._segment_size - self._size
                count = -(-room // frame_size) if room > 0 and not self._rotate_now else 1
                piece = frames[: count * frame_size]
                self._put(piece, self._next_lsn)
                self._next_lsn += len(piece) // frame_size
                frames = frames[len(piece) :]
        self._guarded(lambda: self._write_out())

    def rotate(self) -> None:
        """Begin a new segment with the next record, unless this one is empty."""
        with self._buffer_lock:
            self._rotate_now = self._size > 0

    def wait_durable(self, lsn: int) -> None:
        """Return when the record is on disk, sharing one sync with everybody who waits.

        Raises:
            DatabaseError: a write or sync failed, in this thread or in the one that led.
        """
        while True:
            with self._turn:
                while self._leading and self._durable_lsn < lsn and self._failure is None:
                    self._turn.wait()
                if self._durable_lsn >= lsn:
                    return
                self._check()
                self._leading = True
            try:
                if self._group_delay_s:
                    time.sleep(self._group_delay_s)
                self._guarded(self._write_and_sync)
            finally:
                with self._turn:
                    self._leading = False
                    self._turn.notify_all()

    def close(self) -> None:
        """Let go of the file. Nothing is written: whoever wants durability waits for it before."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _put(self, data: bytes | memoryview, first_lsn: int) -> None:
        if self._size >= self._segment_size or self._rotate_now:
            self._number += 1
            self._size = 0
            self._rotate_now = False
            self._parts.append((self._number, bytearray()))
        if not self._size:
            self.first_lsns[self._number] = first_lsn
        self._parts[-1][1].extend(data)
        self._size += len(data)
        self._buffered += len(data)
        self.appended_bytes += len(data)

    def _write_out(self) -> int:
        """Hand everything buffered to the file system; returns the last LSN among it."""
        with self._io_lock:
            return self._write_parts()

    def _write_and_sync(self) -> None:
        with self._io_lock:
            last = self._write_parts()
            self._disk.sync(self._descriptor)
            self.syncs += 1
            self._durable_lsn = last

    def _write_parts(self) -> int:
        with self._buffer_lock:
            parts, self._parts = self._parts, [(self._number, bytearray())]
            last, self._buffered = self._next_lsn - 1, 0
        for number, data in parts:
            if number != self._open_number:
                self._next_segment(number)
            if data:
                self._disk.write_at(self._descriptor, memoryview(data), self._open_size)
                self._open_size += len(data)
        return last

    def _next_segment(self, number: int) -> None:
        self._disk.sync(self._descriptor)
        os.close(self._descriptor)
        self._descriptor = -1
        path = self.directory / segment_name(number)
        self._descriptor = self._disk.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        self._disk.sync_directory(self.directory)
        self._open_number, self._open_size = number, 0

    def _guarded(self, step: Callable[[], object]) -> None:
        """Run a step on the disk; its failure stops the log for good."""
        self._check()
        try:
            step()
        except BaseException as error:
            with self._turn:
                self._failure = self._failure or error
                self._turn.notify_all()
            if isinstance(error, OSError):
                raise self._stopped() from error
            raise

    def _check(self) -> None:
        if self._failure is not None:
            raise self._stopped() from self._failure

    def _stopped(self) -> DatabaseError:
        return DatabaseError(
            f"the log could not be written: {self._failure}",
            object_name=str(self.directory),
            meaning="The database has stopped. The last commits may be lost; older ones are safe.",
            advice="Make room or repair the disk, then open the database again.",
        )
