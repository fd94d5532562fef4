"""The embedded database: a page file and a log, opened by one process, used by any number of its threads.

    with Database.create(directory) as database, database.begin() as transaction:
        page = transaction.allocate()
        transaction.write(page, 0, b"hello")

The files are byte-compatible with NeuroQuantumDB's pager and WAL. Where the original loses or resurrects
data, this does what is right and says it in records that the format has: every undo is logged as CLRs,
allocation and the free list are logged as Updates, checkpoints are flushed, LSNs never repeat, and a torn
tail is cut before anything is appended. Readers see what is in the pages now, also what is not committed;
transactions are kept apart by byte.

A page that a crashed transaction had added to the file becomes a free page at the next open. A second crash
in the moment between that transaction's Abort record and the free list's own commit leaves it unused for
ever, but harmless.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.neuroquantum.bulk import write_base
from pagewake.engines.neuroquantum.checkpoints import Archive, Checkpoints, ClosedSegments
from pagewake.engines.neuroquantum.layout import DATA_DIRECTORY, WAL_DIRECTORY
from pagewake.engines.neuroquantum.live import Live
from pagewake.engines.neuroquantum.locking import (
    REQUEST_NAME,
    lock_exclusively,
    page_count,
    page_file_of,
)
from pagewake.engines.neuroquantum.pager import Pager
from pagewake.engines.neuroquantum.pages import (
    DATA_SIZE,
    DATABASE_ID_SIZE,
    PAGE_SIZE,
    TYPE_FREE_LIST,
    database_id,
    encode_free_list,
    new_page,
    seal,
    set_database_id,
)
from pagewake.engines.neuroquantum.records import CheckpointBegin, CheckpointEnd
from pagewake.engines.neuroquantum.restart import RestartReport, read_tail, recover
from pagewake.engines.neuroquantum.segments import list_segments
from pagewake.engines.neuroquantum.transaction import Transaction
from pagewake.engines.neuroquantum.wal_writer import WalWriter
from pagewake.errors import DatabaseError, SourceNotRecognised

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}", re.ASCII)


@dataclass(frozen=True)
class Options:
    """How a database is run. `group_delay_s` is how long a commit waits for others to share its sync."""

    segment_size: int = 64 << 20
    cache_bytes: int = 64 << 20
    group_delay_s: float = 0.0
    checkpoint_after: int = 1_000_000
    checkpoint_after_bytes: int = 256 << 20
    """Records or bytes of log after which a commit makes a checkpoint: they bound the time of a restart."""
    archive: Archive | None = None
    clock_ns: Callable[[], int] = time.time_ns
    """Where the times in the log come from, in nanoseconds since 1970."""


DEFAULT_OPTIONS = Options()


class Database:
    """One open database. `create` and `open` make it; `close` it, or use it as a context manager."""

    def __init__(
        self,
        directory: Path,
        descriptor: int,
        live: Live,
        disk: Disk,
        options: Options,
        report: RestartReport,
    ) -> None:
        self.directory = directory
        self.restart = report
        """What opening it did."""
        self._descriptor = descriptor
        self._live = live
        self._disk = disk
        self._options = options
        self._checkpoints = Checkpoints(live, report.redo_lsn, report.redo_lsn)
        self._segments = ClosedSegments(live, disk, options.archive)
        self._ticking = threading.Lock()

    @classmethod
    def create(
        cls,
        directory: Path,
        *,
        name: str = "database",
        pages: Iterable[bytes | bytearray | memoryview] = (),
        options: Options = DEFAULT_OPTIONS,
        disk: Disk = REAL_DISK,
    ) -> Database:
        """Make a database of page 0 and the given data pages, and open it.

        `pages` are buffers of whole data areas (4032 bytes a page). They are written before the log begins:
        every state that the log describes has them as its base. An interrupted create can be made again.

        Raises:
            DatabaseError: there is a database already, or something in its place.
        """
        if not _NAME.fullmatch(name):
            raise DatabaseError(f"{name!r} cannot be the name of a page file")
        for room in (directory, directory / DATA_DIRECTORY, directory / WAL_DIRECTORY):
            disk.make_directory(room)
        final = directory / DATA_DIRECTORY / f"{name}.db"
        unfinished = final.with_suffix(".new")
        wal = directory / WAL_DIRECTORY
        _check_vacant(directory, unfinished)
        descriptor = disk.open(unfinished, os.O_CREAT | os.O_RDWR)
        log = _new_log(wal, disk, options)
        try:
            lock_exclusively(descriptor, unfinished)
            for segment in list_segments(wal):
                disk.remove(segment.path)
            disk.truncate(descriptor, 0)
            disk.sync_directory(unfinished.parent)  # it explains the log, should this be interrupted
            count = write_base(disk, descriptor, _page_zero(), pages)
            disk.sync(descriptor)
            log.begin_at(0, 0, 0)
            redo_lsn = log.append(None, None, CheckpointBegin(()))
            log.wait_durable(log.append(redo_lsn, None, CheckpointEnd()))
            disk.replace(unfinished, final)
            disk.sync_directory(final.parent)
        except BaseException:
            log.close()
            os.close(descriptor)
            raise
        live = Live(log, Pager(descriptor, count, disk, log, options.cache_bytes), [])
        return cls(directory, descriptor, live, disk, options, RestartReport(redo_lsn, 0))

    @classmethod
    def open(cls, directory: Path, *, options: Options = DEFAULT_OPTIONS, disk: Disk = REAL_DISK) -> Database:
        """Open a database, recovering it first where it was not closed.

        Raises:
            SourceNotRecognised: there is no page file.
            SourceInUse: another process, or another part of this one, has it open.
            DatabaseError: it was made by the original, whose log does not say all that a restart must know.
            LogCorrupt, LogGap, PageCorrupt: it is damaged.
        """
        path = page_file_of(directory)
        wal = directory / WAL_DIRECTORY
        if not wal.is_dir():
            raise SourceNotRecognised(f"there is no {WAL_DIRECTORY}/ directory", object_name=str(directory))
        descriptor = disk.open(path, os.O_RDWR)
        log = _new_log(wal, disk, options)
        try:
            lock_exclusively(descriptor, path)
            if database_id(os.pread(descriptor, PAGE_SIZE, 0)) is None:
                raise DatabaseError(
                    "the page file bears no database id: it was not made by this writer",
                    object_name=str(path),
                )
            database = cls._restart(directory, descriptor, log, disk, options)
        except BaseException:
            log.close()
            os.close(descriptor)
            raise
        return database

    @classmethod
    def _restart(
        cls, directory: Path, descriptor: int, log: WalWriter, disk: Disk, options: Options
    ) -> Database:
        tail = read_tail(log.directory)
        newest = tail.segments[-1]
        report = RestartReport(tail.redo_lsn, len(newest.data) - newest.columns.stop_offset)
        log.first_lsns = tail.first_lsns
        log.begin_at(newest.number, newest.columns.stop_offset, tail.last_lsn, tail.last_time_ns)
        pager = Pager(descriptor, page_count(descriptor), disk, log, options.cache_bytes)
        live = Live(log, pager, [])
        if tail.clean:
            live.reload_free_list()
        else:
            recover(live, tail, report)
        database = cls(directory, descriptor, live, disk, options, report)
        if not tail.clean:
            database.checkpoint()
        database._segments.hand_over()
        return database

    @property
    def database_id(self) -> bytes:
        """The random 16 bytes that make this database this one."""
        identifier = database_id(self.read_page(0))
        assert identifier is not None
        return identifier

    @property
    def page_count(self) -> int:
        """Pages of the database, page 0 and free ones counted."""
        return self._live.pager.count

    @property
    def free_pages(self) -> tuple[int, ...]:
        """The free list, in the order of reuse."""
        return tuple(self._live.free)

    @property
    def last_lsn(self) -> int:
        """The newest record's LSN, durable or not."""
        return self._live.log.last_lsn

    @property
    def durable_lsn(self) -> int:
        """Records up to here survive a crash."""
        return self._live.log.durable_lsn

    @property
    def redo_lsn(self) -> int:
        """Where a restart would begin: the last flushed checkpoint."""
        return self._checkpoints.redo_lsn

    @property
    def log_syncs(self) -> int:
        """How often the log was synced for commits: less often than there are commits, where they share."""
        return self._live.log.syncs

    @property
    def archive_failure(self) -> Exception | None:
        """Why the archive refused a segment when last asked; it is offered again at every commit and tick."""
        return self._segments.failure

    def begin(self) -> Transaction:
        """Start a transaction."""
        with self._live.mutex:
            self._live.check()
            return Transaction(self._live, self._live.begin(), self._after_commit)

    def read(self, page: int, offset: int = 0, length: int | None = None) -> bytes:
        """Bytes of a page's data area, as they are now. Raises DatabaseError, PageCorrupt."""
        length = DATA_SIZE - offset if length is None else length
        if offset < 0 or length < 0 or offset + length > DATA_SIZE:
            raise DatabaseError(f"{length} bytes at offset {offset} do not fit into {DATA_SIZE}")
        with self._live.mutex:
            self._live.check()
            return self._live.pager.data(page, offset, length)

    def read_page(self, page: int) -> bytes:
        """A whole page, header and refreshed checksum included. Raises DatabaseError, PageCorrupt."""
        with self._live.mutex:
            self._live.check()
            return self._live.pager.image(page)

    def flush_log(self) -> int:
        """Make every record written so far durable; returns the last one's LSN."""
        lsn = self._live.log.last_lsn
        self._live.log.wait_durable(lsn)
        return lsn

    def checkpoint(self) -> int:
        """Make a flushed checkpoint while others work on; returns the LSN from which a restart would redo."""
        with self._checkpoints.lock:
            return self._run_checkpoint()

    def tick(self) -> bool:
        """Answer another process's checkpoint request, if there is one; offer closed segments to the archive.

        Every commit does this too. Returns whether a checkpoint was made.
        """
        made = self._answer_request()
        self._segments.hand_over()
        return made

    def remove_old_segments(self, keep: int = 1) -> list[Path]:
        """Remove segments that neither a restart nor the archive needs; the newest `keep` always stay.

        Raises:
            DatabaseError: `keep` is less than 1.
        """
        if keep < 1:
            raise DatabaseError("the newest segment cannot be removed")
        self._live.check()
        return self._segments.remove_old(keep, self._checkpoints.horizon)

    def close(self) -> None:
        """Undo what is under way, make a checkpoint, offer the log to the archive, let go of the files.

        With an archive, the checkpoint goes into a segment of its own, so that everything before it can be
        archived.

        Raises:
            DatabaseError: the archive refused a segment (the database is closed all the same).
        """
        if self._live.closed:
            return
        try:
            if self._live.failure is None:
                self._close_orderly()
        finally:
            self._live.closed = True
            self._live.log.close()
            os.close(self._descriptor)
        if self._segments.failure is not None:
            raise DatabaseError(
                f"the archive did not take the log: {self._segments.failure}",
                object_name=str(self.directory),
                meaning="The database is closed and complete. The next open offers the segments again.",
            ) from self._segments.failure

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None or self._live.failure is None:
            self.close()
            return
        with suppress(DatabaseError):  # the error that is under way says more
            self.close()

    def _close_orderly(self) -> None:
        with self._live.mutex:
            for tx in list(self._live.active.values()):
                self._live.give_up(tx)
            unchanged = self._live.log.last_lsn == self._checkpoints.redo_lsn + 1
            if self._options.archive is not None and not unchanged:
                self._live.log.rotate()
        if not unchanged:
            self.checkpoint()
        self._segments.hand_over()

    def _after_commit(self) -> None:
        self.tick()
        grown = self._live.log.appended_bytes - self._checkpoints.appended_bytes
        records = self._live.log.last_lsn - self._checkpoints.redo_lsn
        due = records >= self._options.checkpoint_after or grown >= self._options.checkpoint_after_bytes
        if due and self._checkpoints.lock.acquire(blocking=False):
            try:
                self._run_checkpoint()
            finally:
                self._checkpoints.lock.release()

    def _run_checkpoint(self) -> int:
        try:
            return self._checkpoints.run()
        except OSError as error:
            self._live.failure = error
            raise DatabaseError(f"the checkpoint failed: {error}", object_name=str(self.directory)) from error
        except DatabaseError:
            raise
        except BaseException as error:
            self._live.failure = error
            raise

    def _answer_request(self) -> bool:
        path = self._live.log.directory / REQUEST_NAME
        try:
            asked = os.stat(path)
        except FileNotFoundError:
            return False
        if not self._checkpoints.lock.acquire(blocking=False):
            return False  # the request stands until a checkpoint that begins after it
        try:
            self._run_checkpoint()
            with suppress(FileNotFoundError):
                now = os.stat(path)
                if (now.st_ino, now.st_mtime_ns) == (asked.st_ino, asked.st_mtime_ns):
                    self._disk.remove(path)
        finally:
            self._checkpoints.lock.release()
        return True


def _new_log(directory: Path, disk: Disk, options: Options) -> WalWriter:
    return WalWriter(
        directory,
        disk,
        segment_size=options.segment_size,
        group_delay_s=options.group_delay_s,
        clock_ns=options.clock_ns,
    )


def _check_vacant(directory: Path, unfinished: Path) -> None:
    """Raise where there is a database, or a log without one that no interrupted create explains."""
    if list((directory / DATA_DIRECTORY).glob("*.db")):
        raise DatabaseError("there is a database already", object_name=str(directory))
    if list_segments(directory / WAL_DIRECTORY) and not unfinished.exists():
        raise DatabaseError("there is a log without its page file", object_name=str(directory))


def _page_zero() -> bytes:
    page = new_page(0, TYPE_FREE_LIST)
    encode_free_list(page, [])
    set_database_id(page, os.urandom(DATABASE_ID_SIZE))
    seal(page)
    return bytes(page)
