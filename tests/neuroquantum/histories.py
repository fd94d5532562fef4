"""Random histories of a database, and the truth about them, known without asking the database.

`Truth` holds, for every LSN, the bytes that committed transactions had put into every data area by then.
`History` drives a real `Database` through transactions that overlap, savepoints, aborts, allocation,
checkpoints, restarts and power cuts, and tells the truth what was acknowledged. What a power cut leaves
open (was the last commit durable?) is read from the log by `log_reader`. `differences`
compares a page file with the truth.

    history = History(directory, random.Random(7), Options(segment_size=2000))
    history.run(100)
    history.close()
    for point in history.truth.points: ...  # restore to point.lsn, then
    assert not differences(history.truth, page_file.read_bytes(), point.lsn)
"""

from __future__ import annotations

import hashlib
import random
import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.neuroquantum.log_reader import Entry, read_log
from tests.neuroquantum.power_cut import PowerCut, PowerCutDisk

from pagewake.engines.neuroquantum.database import Database, Options
from pagewake.engines.neuroquantum.transaction import Transaction
from pagewake.errors import DatabaseError

PAGE, HEADER, DATA = 4096, 64, 4032
ROOM = 502
# --- the truth ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Point:
    """A moment at which something became committed."""

    lsn: int
    time: str
    """The Commit record's time, as the log has it."""
    tx: bytes
    digest: str
    """Of all data areas and the free list, see `digest_of`."""


@dataclass
class Doing:
    """What a transaction has done so far."""

    writes: list[tuple[int, int, bytes]] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)
    made: list[int] = field(default_factory=list)
    spare: list[int] = field(default_factory=list)
    freed: list[int] = field(default_factory=list)
    claims: list[tuple[int, int, int]] = field(default_factory=list)
    savepoints: list[tuple[str, int, int, int, int]] = field(default_factory=list)


class Truth:
    """What committed transactions did, by LSN."""

    def __init__(self, base: Mapping[int, bytes]) -> None:
        self.points: list[Point] = []
        self.free: list[int] = []
        self.pages: dict[int, bytes] = dict(base)
        """Data areas now, page 0 excepted. A page that is not here is all zeros."""
        self.made: dict[int, int] = dict.fromkeys([0, *base], 0)
        """LSN of the record that made each page."""
        self._base = dict(base)
        self._steps: list[tuple[int, dict[int, bytes], list[int]]] = []

    def commit(
        self, lsn: int, time: str, tx: bytes, writes: Iterable[tuple[int, int, bytes]], free: list[int]
    ) -> None:
        """A transaction committed: its writes are true from this LSN on."""
        changed: dict[int, bytes] = {}
        for page, offset, data in writes:
            old = changed.get(page, self.pages.get(page, bytes(DATA)))
            changed[page] = old[:offset] + data + old[offset + len(data) :]
        self.pages |= changed
        self.free = list(free)
        self._steps.append((lsn, changed, self.free))
        self.points.append(Point(lsn, time, tx, digest_of(self.pages, self.free)))

    def at(self, lsn: int) -> tuple[dict[int, bytes], list[int]]:
        """Data areas of every page that existed at `lsn` (page 0 excepted), and the free list."""
        pages, free = dict(self._base), []
        for step, changed, step_free in self._steps:
            if step > lsn:
                break
            pages |= changed
            free = step_free
        return {
            page: pages.get(page, bytes(DATA)) for page, made in self.made.items() if page and made <= lsn
        }, free


def digest_of(pages: Mapping[int, bytes], free: Iterable[int]) -> str:
    """One hash over a state; pages of zeros do not count."""
    state = hashlib.blake2b(repr(list(free)).encode(), digest_size=16)
    for page, data in sorted(pages.items()):
        if any(data):
            state.update(page.to_bytes(8, "little") + data)
    return state.hexdigest()


def free_list_in(data_area: bytes) -> list[int]:
    """The free list of page 0."""
    (count,) = struct.unpack_from("<Q", data_area)
    *free, again = struct.unpack_from(f"<{count + 1}Q", data_area, 8)
    assert again == count
    return free


def differences(truth: Truth, file: bytes, lsn: int) -> list[str]:
    """How a page file differs from the truth at `lsn`: bytes of data areas, checksums, length, free list."""
    pages, free = truth.at(lsn)
    found = []
    if len(file) != PAGE * (len(pages) + 1):
        found.append(f"{len(file) / PAGE} pages instead of {len(pages) + 1}")
    if len(file) >= PAGE and free_list_in(file[HEADER:PAGE]) != free:
        found.append(f"free list {free_list_in(file[HEADER:PAGE])} instead of {free}")
    for page in range(len(file) // PAGE):
        raw = file[page * PAGE : (page + 1) * PAGE]
        magic, kind, number, _, checksum = struct.unpack_from("<IB3xQQI", raw)
        if (magic, kind, number) != (0xDEADBEEF, 1 if page else 0, page):
            found.append(f"page {page}: header {magic:x} {kind} {number}")
        if checksum != zlib.crc32(raw[HEADER:]):
            found.append(f"page {page}: checksum")
        if page and raw[HEADER:] != pages.get(page):
            wrong = [at for at in range(DATA) if page not in pages or raw[HEADER + at] != pages[page][at]]
            found.append(f"page {page}: {len(wrong)} wrong bytes from {wrong[0]} to {wrong[-1]}")
    return found


def header_differences(base: bytes, entries: list[Entry], file: bytes) -> list[str]:
    """Whether headers say what the last record on each page makes them say; `entries` begin at the base."""
    expected = {
        page: struct.unpack_from("<QIH", base, page * PAGE + 16)[::2] for page in range(len(base) // PAGE)
    }
    for entry in entries:
        if entry.page >= 0:
            expected[entry.page] = (entry.lsn, DATA - entry.offset - len(entry.after))
    return [
        f"page {page}: LSN and free space {found} instead of {wanted}"
        for page, wanted in sorted(expected.items())
        if (found := struct.unpack_from("<QIH", file, page * PAGE + 16)[::2]) != wanted
    ]


def replay(base: bytes, entries: list[Entry], lsn: int) -> bytes:
    """The plainest replay of a log over its base up to `lsn`."""
    pages = [bytearray(base[at : at + PAGE]) for at in range(0, len(base), PAGE)]
    standing: dict[bytes, list[Entry]] = {}

    def put(page: int, offset: int, data: bytes, stamp: int) -> None:
        while len(pages) <= page:
            fresh = struct.pack(
                "<IB3xQQIHHQQ", 0xDEADBEEF, 1, len(pages), 0, 0, DATA, 0, 2**64 - 1, 2**64 - 1
            )
            pages.append(bytearray(fresh.ljust(PAGE, b"\0")))
        pages[page][HEADER + offset : HEADER + offset + len(data)] = data
        struct.pack_into("<Q", pages[page], 16, stamp)
        struct.pack_into("<H", pages[page], 28, DATA - offset - len(data))

    for entry in entries:
        if entry.lsn > lsn:
            break
        if entry.page >= 0:
            put(entry.page, entry.offset, entry.after, entry.lsn)
        if entry.tx is None:
            continue
        mine = standing.setdefault(entry.tx, [])
        if entry.kind == "update":
            mine.append(entry)
        elif entry.kind == "clr":
            standing[entry.tx] = [update for update in mine if update.lsn <= entry.link]
        elif entry.kind == "rollback_to":
            assert not [update for update in mine if update.lsn > entry.link], "CLRs should have undone these"
        elif entry.kind in ("commit", "abort"):
            assert entry.kind == "commit" or not mine, "CLRs should have undone these"
            del standing[entry.tx]
    for update in sorted((u for mine in standing.values() for u in mine), key=lambda u: -u.lsn):
        put(update.page, update.offset, update.before, update.lsn)
    for page in pages:
        struct.pack_into("<I", page, 24, zlib.crc32(page[HEADER:]))
    return b"".join(pages)


# --- histories ----------------------------------------------------------------------------------------------


class History:
    """A database under a random load of one thread, and the truth about it.

    With a `disk` whose power can be cut, `run` returns at the cut; `recover` then opens the database again.
    """

    def __init__(
        self,
        directory: Path,
        chance: random.Random,
        options: Options = Options(segment_size=3000, cache_bytes=16 * PAGE),  # noqa: B008 - frozen
        *,
        base_pages: int = 3,
        disk: PowerCutDisk | None = None,
        biggest_write: int = 60,
    ) -> None:
        self.directory = directory
        self.chance = chance
        self.options = options
        self._content = random.Random(chance.getrandbits(32))
        self.disk = disk or PowerCutDisk(chance)
        self.entries: dict[int, Entry] = {}
        """Every record that the log has ever had, by LSN, also of removed segments."""
        self._biggest_write = biggest_write
        self._live: dict[bytes, tuple[Transaction, Doing]] = {}
        base = {page: self._content.randbytes(DATA) for page in range(1, base_pages + 1)}
        self.database = Database.create(
            directory, pages=[base[page] for page in sorted(base)], options=options, disk=self.disk
        )
        self.truth = Truth(base)
        self.base = self.page_file.read_bytes()
        """The page file at LSN 0."""
        self._durable = self.database.durable_lsn

    @property
    def page_file(self) -> Path:
        return self.directory / "data" / "database.db"

    @property
    def wal(self) -> Path:
        return self.directory / "wal"

    def run(self, steps: int) -> bool:
        """Take random steps; returns False where the power went before they were done."""
        actions = {
            self.begin: 4, self.write: 14, self.allocate: 3, self.free: 2, self.load: 1, self.savepoint: 2,
            self.rollback_to: 2, self.release: 1, self.commit: 4, self.abort: 2, self.checkpoint: 1,
            self.flush: 1, self.reopen: 1,
        }  # fmt: skip
        for _ in range(steps):
            action = self.chance.choices(list(actions), list(actions.values()))[0]
            try:
                action()
            except PowerCut:
                return False
            except DatabaseError:
                if not self.disk.dead:
                    raise
                return False
            self._durable = max(self._durable, self.database.durable_lsn)
        return True

    def begin(self) -> None:
        if len(self._live) < 4:
            transaction = self.database.begin()
            self._live[transaction.id] = (transaction, Doing())

    def write(self) -> None:
        transaction, doing = self._some()
        page = self._some_page(doing)
        length = self.chance.randint(1, self._biggest_write)
        offset = self.chance.choice(
            [0, DATA - length, self.chance.randint(0, 300), self.chance.randint(0, DATA - length)]
        )
        data = self._content.randbytes(length)
        if self._claim(
            transaction, doing, page, offset, offset + length, lambda: transaction.write(page, offset, data)
        ):
            doing.writes.append((page, offset, data))
            assert transaction.read(page, offset, length) == data

    def allocate(self) -> None:
        transaction, doing = self._some()
        page = transaction.allocate()
        assert transaction.read(page) == bytes(DATA)
        reserved = {taken for _, other in self._live.values() for taken in other.taken}
        if page in self.truth.free:
            assert page not in reserved
            doing.taken.append(page)
        elif page in doing.spare:
            doing.spare.remove(page)
            doing.made.append(page)
        else:
            assert page == self.database.page_count - 1
            assert page not in self.truth.pages
            doing.made.append(page)
        doing.claims.append((page, 0, DATA))
        doing.writes.append((page, 0, bytes(DATA)))

    def free(self) -> None:
        transaction, doing = self._some()
        page = self._some_page(doing)
        if self._claim(transaction, doing, page, 0, DATA, lambda: transaction.free(page)):
            doing.freed.append(page)

    def load(self) -> None:
        transaction, doing = self._some()
        if self.chance.random() < 0.5:
            page, data = self._some_page(doing), self._content.randbytes(DATA)
            if self._claim(transaction, doing, page, 0, DATA, lambda: transaction.load(page, data)):
                doing.writes.append((page, 0, data))
            return
        first, count = self.database.page_count, self.chance.randint(1, 3)
        data = self._content.randbytes(count * DATA)
        assert transaction.load(first, data) == count
        for index in range(count):
            doing.writes.append((first + index, 0, data[index * DATA : (index + 1) * DATA]))
            doing.claims.append((first + index, 0, DATA))
            doing.made.append(first + index)

    def savepoint(self) -> None:
        transaction, doing = self._some()
        name = self.chance.choice("abc")
        transaction.savepoint(name)
        doing.savepoints.append(
            (name, len(doing.writes), len(doing.taken), len(doing.made), len(doing.freed))
        )

    def rollback_to(self) -> None:
        transaction, doing = self._some()
        if not doing.savepoints:
            return
        name = self.chance.choice(doing.savepoints)[0]
        transaction.rollback_to(name)
        place = max(at for at, point in enumerate(doing.savepoints) if point[0] == name)
        _, writes, taken, made, freed = doing.savepoints[place]
        doing.spare += doing.made[made:]
        del doing.writes[writes:], doing.taken[taken:], doing.made[made:], doing.freed[freed:]
        del doing.savepoints[place + 1 :]

    def release(self) -> None:
        transaction, doing = self._some()
        if doing.savepoints:
            name = self.chance.choice(doing.savepoints)[0]
            transaction.release(name)
            del doing.savepoints[max(at for at, point in enumerate(doing.savepoints) if point[0] == name) :]

    def commit(self) -> None:
        transaction, doing = self._some()
        lsn = transaction.commit()
        assert self.database.durable_lsn >= lsn
        del self._live[transaction.id]
        self._durable = max(self._durable, lsn)
        self._read_log()
        self.truth.commit(lsn, self.entries[lsn].time, transaction.id, doing.writes, self._free_after(doing))

    def abort(self) -> None:
        transaction, doing = self._some()
        transaction.abort()
        self.database.flush_log()
        del self._live[transaction.id]
        self._learn_given_back(set(doing.made + doing.spare), all_of_them=True)

    def checkpoint(self) -> None:
        self.database.checkpoint()

    def flush(self) -> None:
        self.database.flush_log()

    def reopen(self) -> None:
        """Close, which undoes what is under way, and open again."""
        added = {page for _, doing in self._live.values() for page in doing.made + doing.spare}
        self.database.close()
        self._live.clear()
        self._learn_given_back(added)
        self.database = Database.open(self.directory, options=self.options, disk=self.disk)
        assert self.database.restart.redone == 0
        self._read_log()

    def crash(self) -> None:
        """Cut the power now and recover."""
        self.disk.cut_at = self.disk.steps + 1
        self.recover(PowerCutDisk(self.chance))

    def recover(self, disk: PowerCutDisk) -> None:
        """Lose what was not synced and open again; what was acknowledged must be there."""
        self.disk.lose_unsynced()
        self.disk = disk
        self.database = Database.open(self.directory, options=self.options, disk=disk)
        self.learn()

    def learn(self) -> None:
        """After a recovery: find in the log what became of the transactions that were under way."""
        made = {page for _, doing in self._live.values() for page in doing.made + doing.spare}
        known = {point.tx for point in self.truth.points}
        self._read_log(may_differ_after=self._durable)
        # An action that the power cut interrupted may have made pages that it never told of.
        made |= {
            e.page for e in self.entries.values() if e.tx in self._live and e.kind == "update" and not e.after
        }
        for entry in list(self.entries.values()):
            if entry.kind != "commit" or entry.tx in known:
                continue
            assert entry.tx is not None
            if entry.tx in self._live:
                doing = self._live[entry.tx][1]
                self.truth.commit(entry.lsn, entry.time, entry.tx, doing.writes, self._free_after(doing))
            else:
                self._commit_given_back(entry, made)
        self._live.clear()
        self._durable = self.database.durable_lsn

    def close(self) -> None:
        """Abort what is under way and close."""
        while self._live:
            self.abort()
        self.database.close()
        self._read_log()

    def _some(self) -> tuple[Transaction, Doing]:
        if not self._live:
            self.begin()
        return self.chance.choice(list(self._live.values()))

    def _some_page(self, doing: Doing) -> int:
        """A page that this transaction might use; another one may hold it."""
        gone = (set(self.truth.free) - set(doing.taken)) | set(doing.freed) | set(doing.spare)
        others = {
            p for _, other in self._live.values() if other is not doing for p in other.made + other.spare
        }
        usable = [p for p in range(1, self.database.page_count) if p not in gone and p not in others]
        if not usable:
            return self.chance.choice(range(1, self.database.page_count))
        return self.chance.choice(usable)

    def _taken_by_others(self, transaction: Transaction, page: int, start: int, end: int) -> bool:
        return any(
            page == claimed and start < claim_end and claim_start < end
            for other, doing in self._live.values()
            if other is not transaction
            for claimed, claim_start, claim_end in doing.claims
        )

    def _claim(self, transaction: Transaction, doing: Doing, page: int, start: int, end: int, step) -> bool:  # type: ignore[no-untyped-def]
        """Take a step that needs these bytes; it must be refused exactly where others have them."""
        gone = (set(self.truth.free) - set(doing.taken)) | set(doing.freed) | set(doing.spare)
        refused = page in gone or self._taken_by_others(transaction, page, start, end)
        try:
            step()
        except DatabaseError:
            if not refused:
                raise
            return False
        assert not refused, f"page {page} bytes {start} to {end} belong to somebody else"
        doing.claims.append((page, start, end))
        return True

    def _free_after(self, doing: Doing) -> list[int]:
        return ([p for p in self.truth.free if p not in doing.taken] + doing.freed + doing.spare)[:ROOM]

    def _learn_given_back(self, pages: set[int], *, all_of_them: bool = False) -> None:
        """After an undo: the log may hold a transaction that lists the pages as free."""
        self._read_log()
        known = {point.tx for point in self.truth.points}
        before = list(self.truth.free)
        for entry in list(self.entries.values()):
            if entry.kind == "commit" and entry.tx not in known:
                self._commit_given_back(entry, pages)
        if all_of_them:
            assert self.truth.free == (before + sorted(pages))[:ROOM]

    def _commit_given_back(self, commit: Entry, pages: set[int]) -> None:
        changes = [entry for entry in self.entries.values() if entry.tx == commit.tx and entry.page >= 0]
        assert [entry.page for entry in changes] == [0], "nobody asked for this transaction"
        free = free_list_in(changes[0].after)
        assert free[: len(self.truth.free)] == self.truth.free
        assert set(free[len(self.truth.free) :]) <= pages
        assert commit.tx is not None
        self.truth.commit(commit.lsn, commit.time, commit.tx, [], free)

    def _read_log(self, may_differ_after: int | None = None) -> None:
        """Take in what the log holds now. Durable records never change; others may be lost in a power cut."""
        entries = read_log(self.wal)
        for lsn in [lsn for lsn in self.entries if lsn > entries[-1].lsn]:
            assert may_differ_after is not None
            assert lsn > may_differ_after, f"the durable record {lsn} is gone"
            del self.entries[lsn]
        for entry in entries:
            old = self.entries.get(entry.lsn, entry)
            assert old.raw == entry.raw or (may_differ_after is not None and entry.lsn > may_differ_after)
            self.entries[entry.lsn] = entry
        self.truth.made = {page: 0 for page, lsn in self.truth.made.items() if lsn == 0}
        for entry in self.entries.values():
            if entry.page >= 0:
                self.truth.made.setdefault(entry.page, entry.lsn)
