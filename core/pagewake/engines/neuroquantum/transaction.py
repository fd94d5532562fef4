"""A transaction as its user holds it."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

from pagewake.engines.neuroquantum.bulk import load_pages
from pagewake.engines.neuroquantum.live import STOPPED, Live, LiveTransaction, SavedMoment
from pagewake.engines.neuroquantum.pages import DATA_SIZE
from pagewake.engines.neuroquantum.records import ReleaseSavepoint, RollbackToSavepoint, Savepoint
from pagewake.errors import DatabaseError, PagewakeError
from pagewake.units import counted

Result = TypeVar("Result")


class Transaction:
    """Changes that become durable together, or not at all.

    Made by `Database.begin`. Bytes written belong to the transaction until it ends: another one that wants
    them gets a DatabaseError at once, nobody waits. One thread at a time may use a transaction. As a
    context manager it commits at the end, and aborts when an exception leaves the block.
    """

    def __init__(self, live: Live, state: LiveTransaction, committed: Callable[[], None]) -> None:
        self._live = live
        self._state = state
        self._committed = committed
        self._open = True
        self.commit_lsn: int | None = None
        """The LSN of the Commit record, once there is one."""

    @property
    def id(self) -> bytes:
        """The 16 bytes that name it in the log."""
        return self._state.id

    @property
    def name(self) -> str:
        """The id as people write it."""
        return self._state.name

    def read(self, page: int, offset: int = 0, length: int | None = None) -> bytes:
        """Bytes of a page's data area, as they are now (with what other open transactions wrote)."""
        _check_range(offset, DATA_SIZE - offset if length is None else length)
        return self._do(lambda: self._live.pager.data(page, offset, DATA_SIZE if length is None else length))

    def write(self, page: int, offset: int, data: bytes) -> None:
        """Change bytes of a page's data area (4032 bytes, the header not counted).

        Raises:
            DatabaseError: no such page, not within it, a free page, or bytes that another transaction holds.
        """
        _check_range(offset, len(data))
        self._do(lambda: self._write(page, offset, bytes(data)))

    def allocate(self) -> int:
        """A zeroed page: a free one if there is, or a new one at the end of the file; returns its number."""
        with self._live.extending:
            return self._do(self._allocate)

    def free(self, page: int) -> None:
        """Give a page back. It is on the free list once this has committed, and keeps its bytes until reused.

        The list holds 502 pages; any more are simply not used again.
        """
        self._do(lambda: self._free(page))

    def load(self, first_page: int, data: bytes | bytearray | memoryview) -> int:
        """Fill whole pages from `first_page` on with `data`, 4032 bytes a page; returns how many.

        Made for bulk: the log gets full images in big buffers. The pages are those that exist, or new ones
        when `first_page` is the page count. While pages are added, other transactions wait when they need
        to add some.

        Raises:
            DatabaseError: data that is not whole pages, pages that leave a gap, are free, or held by another.
        """
        view = memoryview(data).cast("B")
        if len(view) % DATA_SIZE:
            raise DatabaseError(f"{len(view)} bytes are not whole data areas of {DATA_SIZE}")
        with self._live.extending:
            self._do(lambda: self._claim_run(first_page, len(view) // DATA_SIZE))
            load_pages(self._do, self._live, self._state, first_page, view)
        return len(view) // DATA_SIZE

    def savepoint(self, name: str) -> None:
        """Remember this moment. A name used again names the newer moment."""
        self._do(lambda: self._savepoint(name))

    def rollback_to(self, name: str) -> None:
        """Undo everything since the savepoint, which stays; those made after it are forgotten.

        The CLRs come first and the RollbackToSavepoint record after them: a reader that honours CLRs finds
        nothing left to undo at the record, and one that stops before it sees a transaction still under way.
        """
        self._do(lambda: self._rollback_to(name))

    def release(self, name: str) -> None:
        """Forget a savepoint and those made after it; its changes stay part of the transaction."""
        self._do(lambda: self._release(name))

    def commit(self) -> int:
        """Make everything durable; returns the LSN of the commit. Others' commits may share the sync."""
        self.commit_lsn = self._do(lambda: self._live.finish(self._state), ends=True)
        self._live.log.wait_durable(self.commit_lsn)
        self._committed()
        return self.commit_lsn

    def abort(self) -> None:
        """Undo everything. Pages that the transaction added to the file go to the free list."""
        self._do(lambda: self._live.give_up(self._state), ends=True)

    def __enter__(self) -> Transaction:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._open:
            return
        if kind is None:
            self.commit()
        elif self._live.failure is None and not self._live.closed:
            self.abort()

    def _do(self, step: Callable[[], Result], *, ends: bool = False) -> Result:
        """Run a step under the mutex. An error that is not a refusal leaves unknown state: all stops."""
        with self._live.mutex:
            self._live.check()
            if not self._open:
                raise DatabaseError(f"transaction {self.name} has ended")
            try:
                result = step()
            except PagewakeError:
                raise
            except BaseException as error:
                self._live.failure = error
                if isinstance(error, OSError):
                    raise DatabaseError(f"the disk failed: {error}", meaning=STOPPED) from error
                raise
            self._open = not ends
            return result

    def _write(self, page: int, offset: int, data: bytes) -> None:
        self._check_usable(page)
        self._live.ranges.take(self._state, page, offset, offset + len(data))
        self._live.change(self._state, page, offset, data)

    def _allocate(self) -> int:
        live, state = self._live, self._state
        for page in live.free:
            # A page that another transaction took and gave up at a savepoint stays claimed until it ends.
            if page not in live.reserved and live.ranges.is_free(state, page):
                live.ranges.take(state, page, 0, DATA_SIZE)
                live.reserved.add(page)
                state.taken.append(page)
                live.change(state, page, 0, bytes(DATA_SIZE))
                return page
        if state.spare:
            page = state.spare.pop()
            state.made.append(page)
            live.change(state, page, 0, b"")
            return page
        live.ranges.take(state, live.pager.count, 0, DATA_SIZE)
        return live.add_page(state)

    def _free(self, page: int) -> None:
        self._check_usable(page)
        self._live.ranges.take(self._state, page, 0, DATA_SIZE)
        self._state.freed.append(page)

    def _claim_run(self, first: int, count: int) -> None:
        live = self._live
        if not 1 <= first <= live.pager.count:
            raise DatabaseError(
                f"pages cannot be loaded from {first} on; the database has {live.pager.count}"
            )
        gone = (live.listed - set(self._state.taken)) | set(self._state.freed) | set(self._state.spare)
        if any(first <= page < first + count for page in gone):
            raise DatabaseError(f"some of the {count} pages from {first} on are free")
        live.ranges.take_run(self._state, first, first + count)

    def _check_usable(self, page: int) -> None:
        if not 1 <= page < self._live.pager.count:
            raise DatabaseError(
                f"there is no data page {page}; the database has {self._live.pager.count} pages"
            )
        listed = page in self._live.listed and page not in self._state.taken
        if listed or page in self._state.freed or page in self._state.spare:
            raise DatabaseError(f"page {page} is free")

    def _savepoint(self, name: str) -> None:
        state = self._state
        lsn = self._live.log.last_lsn + 1
        self._live.append(state, Savepoint(state.id, name, lsn))
        counts = (len(state.changes), len(state.taken), len(state.made), len(state.freed))
        state.savepoints.append(SavedMoment(name, lsn, *counts))

    def _rollback_to(self, name: str) -> None:
        state, moment = self._state, self._named(name)
        while len(state.changes) > moment.changes:
            self._live.undo_newest(state)
        self._live.append(state, RollbackToSavepoint(state.id, name, moment.lsn))
        self._live.reserved.difference_update(state.taken[moment.taken :])
        state.spare.extend(state.made[moment.made :])
        del state.taken[moment.taken :], state.made[moment.made :], state.freed[moment.freed :]
        del state.savepoints[state.savepoints.index(moment) + 1 :]

    def _release(self, name: str) -> None:
        moment = self._named(name)
        self._live.append(self._state, ReleaseSavepoint(self._state.id, name))
        del self._state.savepoints[self._state.savepoints.index(moment) :]

    def _named(self, name: str) -> SavedMoment:
        for moment in reversed(self._state.savepoints):
            if moment.name == name:
                return moment
        raise DatabaseError(f"transaction {self.name} has no savepoint {name!r}")


def _check_range(offset: int, length: int) -> None:
    if offset < 0 or length < 0 or offset + length > DATA_SIZE:
        raise DatabaseError(f"{counted(length, 'byte')} at offset {offset} do not fit into {DATA_SIZE}")
