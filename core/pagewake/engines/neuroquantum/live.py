"""What an open database holds in memory: the transactions under way, their byte ranges, the free list.

Everything here is used with the mutex held. Undo is shared by abort, by rolling back to a savepoint and by
restart: each undone change is logged as a CLR before the page changes, so that nothing is ever undone twice.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field
from uuid import UUID

from pagewake.engines.neuroquantum.pager import Pager
from pagewake.engines.neuroquantum.pages import DATA_SIZE, decode_free_list, encode_free_list, new_page
from pagewake.engines.neuroquantum.records import Abort, Begin, Body, Clr, Commit, Update
from pagewake.engines.neuroquantum.wal_writer import WalWriter
from pagewake.errors import DatabaseError

FREE_LIST_ROOM = (DATA_SIZE - 16) // 8
"""Ids that the free list of page 0 can name; pages freed beyond that are not listed and stay unused."""

STOPPED = (
    "The database has stopped. What was committed is safe; open transactions are undone at the next open."
)


@dataclass(frozen=True)
class Change:
    """One change that can be undone."""

    lsn: int
    page: int
    offset: int
    before: bytes


@dataclass(frozen=True)
class SavedMoment:
    """Where a transaction stood at a savepoint."""

    name: str
    lsn: int
    changes: int
    taken: int
    made: int
    freed: int


@dataclass
class LiveTransaction:
    """A transaction that has not ended. Before images stay in memory until it does."""

    id: bytes
    first_lsn: int
    last_lsn: int
    changes: list[Change] = field(default_factory=list)
    savepoints: list[SavedMoment] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)
    """Pages from the free list."""
    made: list[int] = field(default_factory=list)
    """Pages that the transaction added to the file."""
    spare: list[int] = field(default_factory=list)
    """Pages it added, and gave up again at a savepoint."""
    freed: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The id as people write it."""
        return str(UUID(bytes=self.id))


class ByteRanges:
    """Which bytes of which pages belong to which transaction until it ends."""

    def __init__(self) -> None:
        self._held: dict[int, list[tuple[int, int, bytes]]] = {}
        self._pages_of: dict[bytes, set[int]] = {}
        self._runs: list[tuple[int, int, bytes]] = []

    def take(self, tx: LiveTransaction, page: int, start: int, end: int) -> None:
        """Claim bytes `start` to `end` of a page's data area.

        Raises:
            DatabaseError: another transaction has some of them.
        """
        ranges = self._held.get(page, ())
        for taken_start, taken_end, owner in ranges:
            if owner != tx.id and start < taken_end and taken_start < end:
                raise self._conflict(page, owner)
            if owner == tx.id and taken_start <= start and end <= taken_end:
                return
        for first, last, owner in self._runs:
            if owner != tx.id and first <= page < last:
                raise self._conflict(page, owner)
        self._held.setdefault(page, []).append((start, end, tx.id))
        self._pages_of.setdefault(tx.id, set()).add(page)

    def is_free(self, tx: LiveTransaction, page: int) -> bool:
        """Whether no other transaction holds any byte of the page."""
        if any(owner != tx.id for *_, owner in self._held.get(page, ())):
            return False
        return all(owner == tx.id or not first <= page < last for first, last, owner in self._runs)

    def take_run(self, tx: LiveTransaction, first: int, last: int) -> None:
        """Claim whole pages, `last` excluded. Raises DatabaseError as `take` does."""
        for other_first, other_last, owner in self._runs:
            if owner != tx.id and first < other_last and other_first < last:
                raise self._conflict(max(first, other_first), owner)
        for page, ranges in self._held.items():
            if first <= page < last and any(owner != tx.id for *_, owner in ranges):
                raise self._conflict(page, ranges[0][2])
        self._runs.append((first, last, tx.id))

    def release(self, tx: LiveTransaction) -> None:
        """Give up everything that a transaction holds."""
        for page in self._pages_of.pop(tx.id, ()):
            kept = [entry for entry in self._held[page] if entry[2] != tx.id]
            if kept:
                self._held[page] = kept
            else:
                del self._held[page]
        self._runs = [entry for entry in self._runs if entry[2] != tx.id]

    def _conflict(self, page: int, owner: bytes) -> DatabaseError:
        return DatabaseError(
            f"transaction {UUID(bytes=owner)} holds these bytes of page {page}",
            advice="Abort this transaction, or try again when the other one has ended.",
        )


class Live:
    """The changing state of an open database, and the steps that change it."""

    def __init__(self, log: WalWriter, pager: Pager, free: list[int]) -> None:
        self.log = log
        self.pager = pager
        self.mutex = threading.RLock()
        self.extending = threading.Lock()
        """Held while pages are added to the file; taken before the mutex."""
        self.active: dict[bytes, LiveTransaction] = {}
        self.ranges = ByteRanges()
        self.free = free
        """The free list as page 0 has it, in the order of reuse."""
        self.listed = frozenset(free)
        self.reserved: set[int] = set()
        """Pages of the free list that live transactions have taken."""
        self.failure: BaseException | None = None
        self.closed = False

    def check(self) -> None:
        """Raise DatabaseError where the database is closed or has stopped."""
        if self.closed:
            raise DatabaseError("the database is closed")
        if self.failure is not None:
            raise DatabaseError(
                f"the database has stopped after an error: {self.failure}",
                meaning=STOPPED,
                advice="Close it and open it again.",
            ) from self.failure

    def reload_free_list(self) -> None:
        """Take the free list from page 0. Raises PageCorrupt."""
        self.free = decode_free_list(self.pager.page(0))
        self.listed = frozenset(self.free)

    def begin(self) -> LiveTransaction:
        """Start a transaction."""
        identifier = bytearray(os.urandom(16))
        identifier[6] = identifier[6] & 0x0F | 0x40
        identifier[8] = identifier[8] & 0x3F | 0x80
        tx = LiveTransaction(bytes(identifier), 0, 0)
        tx.first_lsn = tx.last_lsn = self.log.append(None, tx.id, Begin(tx.id, self.log.now_text()))
        self.active[tx.id] = tx
        return tx

    def append(self, tx: LiveTransaction, body: Body) -> int:
        """Log a record of a transaction."""
        tx.last_lsn = self.log.append(tx.last_lsn, tx.id, body)
        return tx.last_lsn

    def change(self, tx: LiveTransaction, page: int, offset: int, data: bytes) -> None:
        """Log one change and make it."""
        before = self.pager.data(page, offset, len(data))
        lsn = self.append(tx, Update(tx.id, page, offset, before, data))
        tx.changes.append(Change(lsn, page, offset, before))
        self.pager.change(page, offset, data, lsn)

    def add_page(self, tx: LiveTransaction) -> int:
        """Add a page to the file. An empty Update says so in the log: replaying it makes the page."""
        page = self.pager.count
        lsn = self.append(tx, Update(tx.id, page, 0, b"", b""))
        tx.changes.append(Change(lsn, page, 0, b""))
        tx.made.append(page)
        self.pager.add(page, lsn)
        return page

    def undo_newest(self, tx: LiveTransaction) -> None:
        """Undo a transaction's newest change that still stands.

        A CLR has no offset, so it carries everything from the start of the data area to the end of the
        restored bytes; of what it carries, only those bytes change.
        """
        change = tx.changes[-1]
        next_lsn = tx.changes[-2].lsn if len(tx.changes) > 1 else tx.first_lsn
        redo = self.pager.data(change.page, 0, change.offset) + change.before
        lsn = self.append(tx, Clr(tx.id, next_lsn, change.page, redo))
        tx.changes.pop()
        self.pager.change(change.page, 0, redo, lsn)

    def finish(self, tx: LiveTransaction) -> int:
        """Log the commit, with the free list that it leaves, and let go; returns the commit's LSN.

        The free list changes here and nowhere else, next to the commit: so no two live transactions ever hold
        changes of page 0, and a page freed is not used again before its freeing is certain.
        """
        free = [page for page in self.free if page not in tx.taken] + tx.freed + tx.spare
        free = free[:FREE_LIST_ROOM]
        if free != self.free:
            image = new_page(0)
            encode_free_list(image, free)
            self.change(tx, 0, 0, bytes(image[64 : 64 + 16 + 8 * len(free)]))
            self.free, self.listed = free, frozenset(free)
        lsn = self.append(tx, Commit(tx.id))
        self._forget(tx)
        return lsn

    def give_up(self, tx: LiveTransaction) -> int:
        """Undo everything, log the abort, and let go; returns the last LSN."""
        while tx.changes:
            self.undo_newest(tx)
        lsn = self.append(tx, Abort(tx.id))
        self._forget(tx)
        return self.give_back(tx.made + tx.spare) or lsn

    def give_back(self, pages: list[int]) -> int | None:
        """List pages that an undone transaction added to the file as free, in a transaction of their own."""
        if not pages or len(self.free) >= FREE_LIST_ROOM:
            return None
        tx = self.begin()
        tx.freed.extend(sorted(pages))
        return self.finish(tx)

    def _forget(self, tx: LiveTransaction) -> None:
        self.reserved.difference_update(tx.taken)
        self.ranges.release(tx)
        del self.active[tx.id]
