"""The index in memory: where every chunk of a repository lies.

48 bytes a chunk: two million chunks, a terabyte of pages, take about 100 MB; 16 MB where long runs lie in files.
What this process adds goes into a small dictionary first and from there into sorted runs, which are merged by size.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from pagewake.errors import ObjectCorrupt, ObjectMissing, PagewakeError
from pagewake.jobs import Job, WorkerPool
from pagewake.repository.chunk_table import (
    Entries,
    Run,
    entries_of,
    merge_runs,
    run_of_packs,
    split_ids,
)
from pagewake.repository.index_objects import Problem, read_indexes
from pagewake.repository.layers import Ids, ids_array
from pagewake.repository.lookups import (
    CONDEMNED,
    GONE,
    MANY,
    MISSING,
    SUSPECT,
    Marks,
    locate,
    locate_best,
)
from pagewake.repository.packs import PackContents, U32s, pack_key, pack_name, read_contents
from pagewake.repository.run_files import filed_runs
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Store

RUN_CHUNKS = 1 << 18
"""Runs are not merged beyond this length, which bounds what merging needs besides the index itself."""
RECENT_CHUNKS = 1 << 14
"""So many chunks of this process are kept in a dictionary before they become a run."""
_RANK = {0: 0, SUSPECT: 1, MISSING: 2, MISSING | SUSPECT: 2}
_ASKED_FOR = 64


@dataclass(frozen=True, slots=True)
class PackInfo:
    """One pack: its name, the backup that wrote it, the size of its object, and how many chunks it holds."""

    name: str
    owner: str
    size: int
    chunks: int


@dataclass(frozen=True, slots=True)
class ChunkLocation:
    """One copy of a chunk: `stored` bytes from `offset` on in `pack`, which open to `raw` bytes."""

    pack: str
    offset: int
    stored: int
    raw: int


@dataclass(frozen=True, eq=False)
class Locations:
    """Where chunks lie, parallel arrays. `pack` is a number for `ChunkIndex.pack`, -1 for a chunk nowhere."""

    pack: NDArray[np.int32]
    offset: U32s
    stored: U32s
    raw: U32s


class ChunkIndex:
    """Finds chunks by id. Safe for use from several threads."""

    def __init__(self, *, in_files: bool = False) -> None:
        self._lock = threading.Lock()
        self._in_files = in_files
        self._found_alone = 0
        self._packs: list[PackInfo] = []
        self._numbers: dict[str, int] = {}
        self._flags = np.zeros(64, np.uint8)
        self._runs: tuple[Run, ...] = ()
        self._recent: dict[bytes, int] = {}
        self._waiting: list[tuple[int, PackContents]] = []
        self._waiting_chunks = 0
        self._unindexed: list[PackContents] = []

    @classmethod
    def open(
        cls,
        store: Store,
        sealer: Sealer,
        *,
        job: Job | None = None,
        on_problem: Problem = lambda _: None,
        in_files: bool = False,
    ) -> Self:
        """Load the index of a repository; with `in_files` most of a large one into files (`run_files`).

        Packs that no index object speaks of (a run crashed before it wrote one) are read from their own
        footers. Damaged objects are reported and left out. A pack that is gone, or not as long as the index
        says, is reported and not deduplicated against.
        """
        index, job = cls(in_files=in_files), job or Job("opening the repository")
        for contents in read_indexes(store, sealer, on_problem):
            job.check()
            index._add(contents)
        listed: dict[str, int] = {}
        for info in store.list("packs/"):
            job.check()
            name = pack_name(info.key)
            if name is not None:
                listed[name] = info.size
        index._miss(store, sealer, listed, on_problem)
        for contents in _read_footers(store, sealer, index._unknown(listed), job, on_problem):
            if index._add(contents) is not None:
                index._unindexed.append(contents)
        index._settle()
        return index

    def __len__(self) -> int:
        return sum(pack.chunks for pack in self._packs)

    @property
    def nbytes(self) -> int:
        """Memory that the sorted runs take."""
        return sum(run.nbytes for run in self._runs)

    @property
    def packs(self) -> Sequence[PackInfo]:
        """All packs, by number."""
        return tuple(self._packs)

    def pack(self, number: int) -> PackInfo:
        """The pack of a number from `Locations`."""
        return self._packs[number]

    @property
    def missing_packs(self) -> frozenset[str]:
        """Packs that the index speaks of and that are not there, or not with the size that they should have."""
        _, flags = self._snapshot()
        return frozenset(self._packs[number].name for number in np.flatnonzero(flags & MISSING).tolist())

    @property
    def unindexed(self) -> Sequence[str]:
        """The packs that no index object speaks of."""
        return tuple(contents.name for contents in self._unindexed)

    def add_pack(self, contents: PackContents) -> None:
        """Make the chunks of a pack that was just committed known."""
        with self._lock:
            number = self._add(contents)
            if number is None:
                return
            self._recent.update((row.tobytes(), number) for row in contents.ids)
            if len(self._recent) >= RECENT_CHUNKS:
                self._settle()

    def take_unindexed(self) -> list[PackContents]:
        """Hand over, once, the packs that no index object speaks of; the caller writes one for them."""
        with self._lock:
            taken, self._unindexed = self._unindexed, []
            return [contents for contents in taken if not self._flags[self._numbers[contents.name]]]

    def exclude_packs(self, condemned: Iterable[str] = (), suspect: Iterable[str] = ()) -> None:
        """Do not deduplicate against these packs (a prune is to remove them, or they are damaged), and prefer other
        copies; they stay readable.
        """
        with self._lock:
            for flag, names in ((CONDEMNED, condemned), (SUSPECT, suspect)):
                for name in names:
                    if name in self._numbers:
                        self._flags[self._numbers[name]] |= flag

    def holds(self, id: bytes) -> bool:
        """Whether a chunk need not be stored again."""
        with self._lock:
            number = self._recent.get(id)
            if number is not None and not self._flags[number]:
                return True
            runs, flags = self._runs, self._flags
        if not runs:
            return False
        key, rest = split_ids(ids_array([id]))
        if not any(run.first(key[0]) >= 0 and run.find(key, rest, flags == 0)[0] >= 0 for run in runs):
            return False
        self._found_alone += 1  # may miss some of other threads: it is no count that anybody sees
        if self._in_files and not self._found_alone % MANY:
            for run in runs:
                run.release()
        return True

    def held(self, ids: Ids) -> NDArray[np.bool_]:
        """Whether each of these chunks, shape (n, 32), need not be stored again: what `holds` says of one."""
        runs, flags = self._snapshot()
        return locate(ids, runs, flags == 0)[0] >= 0

    def lookup(self, ids: Ids) -> Locations:
        """Where the chunks of these ids, shape (n, 32), lie.

        Of copies, one in a pack that is to stay, else one in a pack that is there.
        """
        runs, flags = self._snapshot()
        numbers, places = locate_best(ids, runs, flags)
        found = Locations(
            np.full(len(ids), -1, np.int32),
            np.zeros(len(ids), np.uint32),
            np.zeros(len(ids), np.uint32),
            np.zeros(len(ids), np.uint32),
        )
        for number, run in enumerate(runs):
            here = np.flatnonzero(numbers == number)
            at = places[here]
            found.pack[here] = run.pack[at]
            found.offset[here] = run.offset[at]
            found.stored[here] = run.stored[at]
            found.raw[here] = run.raw[at]
            if len(ids) > MANY:
                run.release()
        return found

    def let_go(self) -> None:
        """Leave nothing in memory of runs in files that lookups have brought there."""
        for run in self._snapshot()[0]:
            run.release()

    def present(self, ids: Ids) -> NDArray[np.bool_]:
        """Whether each of these chunks lies in a pack that is there, as far as index and listing tell."""
        runs, flags = self._snapshot()
        return locate(ids, runs, flags & MISSING == 0)[0] >= 0

    def doubtful(self, ids: Ids) -> NDArray[np.bool_]:
        """Whether each of these chunks lies in no pack but such as are suspect or not there."""
        runs, flags = self._snapshot()
        return locate(ids, runs, flags & (MISSING | SUSPECT) == 0)[0] < 0

    def readable(self, ids: Ids) -> NDArray[np.bool_]:
        """Whether each of these chunks lies in a pack that is there, be it of another size than it should be."""
        runs, flags = self._snapshot()
        return locate(ids, runs, flags & GONE == 0)[0] >= 0

    def entries(self, name: str) -> Entries:
        """What the index knows of one pack, also where its footer cannot be read any more."""
        runs, _ = self._snapshot()
        return entries_of(runs, self._numbers.get(name, -1))

    def owners(self, ids: Ids) -> list[str | None]:
        """The backup that stored each of these chunks; None for one that is nowhere."""
        return [self._packs[pack].owner if pack >= 0 else None for pack in self.lookup(ids).pack.tolist()]

    def shares(self, ids: Ids, counts: NDArray[np.int64]) -> dict[str | None, int]:
        """For each backup that stored some of these chunks, the sum of their counts; None for what is nowhere."""
        return self.shares_at(self.lookup(ids), counts)

    def shares_at(self, places: Locations, counts: NDArray[np.int64]) -> dict[str | None, int]:
        """As `shares`, for chunks that were looked up already."""
        packs = places.pack
        sums = np.bincount(packs + 1, weights=counts, minlength=1).astype(np.int64)
        found: dict[str | None, int] = {}
        for number in np.flatnonzero(sums).tolist():
            owner = self._packs[number - 1].owner if number else None
            found[owner] = found.get(owner, 0) + int(sums[number])
        return found

    def copies(self, id: bytes) -> list[ChunkLocation]:
        """All copies of one chunk; those in packs that are there, and not suspect, come first."""
        runs, flags = self._snapshot()
        key, rest = split_ids(ids_array([id]))
        found: list[tuple[int, ChunkLocation]] = []
        for run in runs:
            low, high = run.key.searchsorted(key[0], "left"), run.key.searchsorted(key[0], "right")
            for at in np.flatnonzero((run.rest[low:high] == rest).all(axis=1)) + low:
                number = int(run.pack[at])
                place = (int(run.offset[at]), int(run.stored[at]), int(run.raw[at]))
                location = ChunkLocation(self._packs[number].name, *place)
                found.append((_RANK[int(flags[number]) & (MISSING | SUSPECT)], location))
        return [location for _, location in sorted(found, key=lambda entry: entry[0])]

    def marked(self, live: Iterable[Ids]) -> Marks:
        """The chunks of the `live` ids, of several copies the one that `lookup` gives."""
        runs, flags = self._snapshot()
        marks = Marks(runs, flags, len(self._packs))
        marks.add(live)
        return marks

    def _snapshot(self) -> tuple[tuple[Run, ...], NDArray[np.uint8]]:
        """All runs, and flags for all packs that they name."""
        with self._lock:
            self._settle()
            return self._runs, self._flags

    def _add(self, contents: PackContents) -> int | None:
        """Take a pack in and return its number; None when it is known already."""
        if contents.name in self._numbers:
            return None
        number = self._numbers[contents.name] = len(self._packs)
        self._packs.append(PackInfo(contents.name, contents.owner, contents.size, len(contents)))
        if number == len(self._flags):
            self._flags = np.concatenate([self._flags, np.zeros_like(self._flags)])
        self._waiting.append((number, contents))
        self._waiting_chunks += len(contents)
        if self._waiting_chunks >= RUN_CHUNKS:
            self._settle()
        return number

    def _settle(self) -> None:
        """Turn the packs that wait into a run, and merge runs of similar length."""
        if self._waiting:
            runs = [*self._runs, run_of_packs(self._waiting)]
            while len(runs) > 1 and len(runs[-2]) <= min(2 * len(runs[-1]), RUN_CHUNKS - len(runs[-1])):
                newer = runs.pop()
                runs.append(merge_runs(runs.pop(), newer))
            if self._in_files:
                runs = filed_runs(runs, RUN_CHUNKS // 2)
            self._runs = tuple(runs)
            self._waiting, self._waiting_chunks, self._recent = [], 0, {}

    def _miss(self, store: Store, sealer: Sealer, listed: dict[str, int], on_problem: Problem) -> None:
        """Flag and report packs that are not there, or not with the size that they should have.

        A pack that a prune removes leaves the index before it goes: that is no problem where the index was read before.
        """
        unlisted = [pack.name for pack in self._packs if pack.name not in listed]
        for name in unlisted[:_ASKED_FOR]:  # a listing may lag a little; a store that lost much does not
            with suppress(ObjectMissing):
                listed[name] = store.size(pack_key(name))
        gone = {name for name in unlisted if name not in listed}
        still = {pack.name for pack in read_indexes(store, sealer, lambda _: None)} & gone if gone else gone
        for number, pack in enumerate(self._packs):
            size = listed.get(pack.name)
            if size == pack.size:
                continue
            self._flags[number] |= MISSING | (GONE if size is None else 0)
            key = pack_key(pack.name)
            if pack.name in still:
                on_problem(
                    ObjectMissing("the index speaks of this pack, and it is not there", object_name=key)
                )
            elif size is not None:
                what = f"the pack has {size} bytes instead of {pack.size}"
                on_problem(ObjectCorrupt(what, object_name=key))

    def _unknown(self, listed: dict[str, int]) -> list[tuple[str, int]]:
        return [(name, size) for name, size in listed.items() if name not in self._numbers]


def _read_footers(
    store: Store, sealer: Sealer, packs: Sequence[tuple[str, int]], job: Job, on_problem: Problem
) -> Iterator[PackContents]:
    """The contents of packs (names and sizes) from their own footers, without those that vanished."""

    def read(pack: tuple[str, int]) -> PackContents | PagewakeError:
        try:
            return read_contents(store, sealer, *pack)
        except (ObjectCorrupt, ObjectMissing) as error:
            return error

    pool = WorkerPool(store.properties.parallel_requests, name="footers")
    for result in pool.map_ordered(read, packs, job) if packs else ():
        if isinstance(result, PackContents):
            yield result
        elif isinstance(result, ObjectCorrupt):
            on_problem(result)
