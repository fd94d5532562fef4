"""What is there of a copy, proven by more than its size, before anything counts on it.

What a run writes itself was compared with its hash when it was read, and its checksum when the store took it. What
lies there from before, of a run that was stopped or of somebody else's backups, nobody has looked at since. So each
pack that a copy counts on, new or old, is looked at once a run: its sealed footer must be there, be that of this pack,
and say what the index says. A pack that no index object names was left by a run that was stopped: it is read from end
to end before anything else, every chunk compared with its hash; there are as many as an index object has packs at most,
however long the run had been. With `read_back` every pack is read so.

A pack that is not as it should be is noted as suspect and counted on no longer: what it held is copied again.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import Future

import numpy as np
from numpy.typing import NDArray

from pagewake.clock import now as clock_now
from pagewake.copying.report import Arrived
from pagewake.errors import ObjectCorrupt, ObjectMissing
from pagewake.jobs import Job, WorkerPool
from pagewake.repository.chunk_table import Entries
from pagewake.repository.index import PackInfo
from pagewake.repository.layers import Ids, ids_array
from pagewake.repository.pack_reading import check_chunks
from pagewake.repository.packs import PackContents, check_header, pack_key, read_contents
from pagewake.repository.repository import Repository


class Arrival:
    """Looks at the packs of the other repository, each once a run. Safe for use from several threads.

    To be made when the index is loaded, and before anything is written.
    """

    def __init__(self, target: Repository, job: Job, *, read_back: bool) -> None:
        self.read_back = read_back
        self._target = target
        self._job = job
        self._unnamed = frozenset(target.index.unindexed)
        self._old = frozenset(pack.name for pack in target.index.packs)
        self._comparing = threading.Lock()
        self._lock = threading.Lock()
        self._looks: dict[str, str] = {}
        """What is wrong with each pack that was looked at; a terabyte has thousands, so no more is kept of them."""
        self._looking: dict[str, Future[str]] = {}
        self.by_footer = 0
        self.read = 0
        self.bytes_read = 0
        self.damaged: dict[str, str] = {}
        """What is wrong with which pack."""
        self.mended: list[str] = []
        """The keys of packs, and names of WAL, of which what was needed was brought again."""
        self._wal = 0
        self._bad_wal: list[str] = []

    def add_wal(self, stretches: int, size: int, damaged: Collection[str], mended: Collection[str]) -> None:
        """Count WAL that somebody else looked at."""
        self._wal += stretches
        self.bytes_read += size
        self._bad_wal += damaged
        self.mended += mended

    def report(self) -> Arrived:
        """What was looked at."""
        damaged = (*map(pack_key, self.damaged), *self._bad_wal)
        return Arrived(
            self.read_back,
            self.by_footer,
            self.read,
            self._wal,
            self.bytes_read,
            tuple(sorted(damaged)),
            tuple(sorted(self.mended)),
        )

    def look_at_unnamed(self) -> None:
        """Read the packs that no index object names, before a writer names them in one."""
        left = [pack for pack in self._target.index.packs if pack.name in self._unnamed]
        if left:
            with self._job.phase("read back", sum(pack.size for pack in left)):
                self.look_at(left, count=True)

    def held(self, ids: Ids) -> NDArray[np.bool_]:
        """Whether each of these chunks need not be copied: it is there, in a pack that can be counted on."""
        while True:
            held: NDArray[np.bool_] = self._target.index.held(ids)
            if self.look_at(self.packs_of(ids[held])):
                return held

    def holds(self, ids: Sequence[bytes]) -> bool:
        """Whether all of these chunks, which were given to a writer, lie where they can be counted on.

        A writer stores no chunk that the index knows: where this is false, what it was given must be given again.
        Packs of the writer itself that are not closed are no matter of this.
        """
        problems = [self.problem(pack) for pack in self.packs_of(ids_array(ids))]
        return not any(problems)

    def packs_of(self, ids: Ids) -> list[PackInfo]:
        """The packs from which these chunks would be read."""
        index = self._target.index
        numbers = np.unique(index.lookup(ids).pack)
        return [index.pack(number) for number in numbers[numbers >= 0].tolist()]

    def reads(self, needed: Iterable[Ids]) -> bool:
        """Read all packs that hold these chunks, each once a run; whether they are all there as they should be."""
        packs: dict[str, PackInfo] = {}
        try:
            for ids in needed:
                packs.update((pack.name, pack) for pack in self.packs_of(ids))
                if not self._target.index.present(ids).all():
                    return False
        except (ObjectCorrupt, ObjectMissing):  # a map that cannot be read: what it says is not known
            return False
        fresh = [pack for pack in packs.values() if pack.name not in self._looks]
        if fresh:
            with self._job.phase("read back", sum(pack.size for pack in fresh)):
                self.look_at(fresh, count=True)
        return not any(map(self.problem, packs.values()))

    def require_arrived(self, packs: Sequence[PackInfo]) -> None:
        """See that packs which were just written lie there as they were written.

        Raises ObjectCorrupt. Such a pack is noted as suspect first: the next run does not count on it.
        """
        self.look_at(packs)
        for pack in packs:
            if self.problem(pack):
                raise ObjectCorrupt(
                    f"a pack that was just written is not as it was written ({self.problem(pack)})",
                    object_name=pack_key(pack.name),
                    meaning="The backup was not copied. What else has arrived is used by the next run.",
                    advice="Check the disk or the server that it lies on, then run the copy again.",
                )

    def look_at(self, packs: Iterable[PackInfo], *, count: bool = False) -> bool:
        """Look at packs that nobody has looked at yet; whether these are as they should be.

        With `count` the job advances by their bytes.
        """
        fresh = [pack for pack in packs if pack.name not in self._looks]
        if not fresh:
            return True
        pool, sound = WorkerPool(self._target.store.properties.parallel_requests, name="arrival"), True
        for pack, problem in zip(fresh, pool.map_ordered(self.problem, fresh, self._job), strict=True):
            sound = sound and not problem
            self._job.advance(pack.size if count else 0)
        return sound

    def problem(self, pack: PackInfo) -> str:
        """What is wrong with a pack; empty if nothing is. Raises Cancelled, StoreError."""
        with self._lock:
            known = self._looks.get(pack.name)
            look = self._looking.get(pack.name)
            mine = known is None and look is None
            if mine:
                look = self._looking[pack.name] = Future()
        if known is not None:
            return known
        assert look is not None
        if mine:
            try:
                look.set_result(self._look(pack))
            except BaseException as error:
                look.set_exception(error)
                raise
            with self._lock:
                self._looks[pack.name] = look.result()
                del self._looking[pack.name]
        return look.result()

    def _look(self, pack: PackInfo) -> str:
        self._job.check()
        whole = self.read_back or pack.name in self._unnamed
        try:
            problem = self._fault(pack, whole=whole)
        except (ObjectCorrupt, ObjectMissing) as error:
            problem = error.what
        with self._lock:
            self.by_footer += not whole
            self.read += whole
            self.bytes_read += pack.size if whole else 0
            if problem:
                self.damaged[pack.name] = problem
        if problem:
            self._target.suspects.note({pack.name: problem}, clock_now())
            self._target.index.exclude_packs(suspect=[pack.name])
        return problem

    def _fault(self, pack: PackInfo, *, whole: bool) -> str:
        """What is wrong with a pack. Raises ObjectCorrupt, ObjectMissing; other errors of the store end the run."""
        store, sealer = self._target.store, self._target.sealer
        contents = read_contents(store, sealer, pack.name, pack.size)
        if len(contents) != pack.chunks or (pack.name in self._old and not self._agrees(contents)):
            return "it holds something else than the index says"
        if whole:
            check_header(store, sealer, contents)
            frame = Entries(contents.ids, contents.offsets, contents.stored, contents.raw)
            for damage in check_chunks(store, sealer, pack.name, frame, self._job):
                return damage.error.what
        return ""

    def _agrees(self, contents: PackContents) -> bool:
        """Whether the index says the same of a pack; one at a time, since long runs of it lie in files."""
        index = self._target.index
        with self._comparing:
            places = index.lookup(contents.ids)
            index.let_go()
        numbers = np.unique(places.pack).tolist()
        if -1 in numbers:
            return False
        here = np.isin(places.pack, [at for at in numbers if index.pack(at).name == contents.name])
        same = (places.offset == contents.offsets) & (places.stored == contents.stored)
        return bool(same[here].all())
