"""Whether every byte is what was stored: packs from end to end, archived WAL, and the summaries made of
it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from pagewake.engines.base import Engine
from pagewake.engines.registry import lsn_style
from pagewake.errors import Cancelled, ObjectCorrupt, PagewakeError, StoreUnavailable
from pagewake.jobs import Job, WorkerPool
from pagewake.model import Backup, Finding, Severity
from pagewake.repository.index import PackInfo
from pagewake.repository.live_chunks import live_chunks
from pagewake.repository.packs import PackContents, check_header, pack_key, read_contents
from pagewake.repository.repository import PACKS_AT_ONCE, Repository
from pagewake.repository.stretches import StretchRow
from pagewake.verify.affected import Damaged, made_with, needing, uses_of

RANGE_BYTES = 4 << 20
"""So much of a pack is read at a time."""

_ADVICE = (
    "Restore these blocks from another backup, and take a full backup into another repository: this one does not "
    "store again what it holds."
)

Damage = tuple[bytes | None, PagewakeError]
"""A chunk that is damaged (None: the pack itself is), and how."""


def _ranges(contents: PackContents) -> Iterator[tuple[int, int]]:
    """Consecutive chunks of a pack, from `low` up to `high`, that are worth one request."""
    ends = np.cumsum(contents.stored, dtype=np.int64)
    low = 0
    while low < len(contents):
        before = int(ends[low - 1]) if low else 0
        high = max(low + 1, int(np.searchsorted(ends, before + RANGE_BYTES, "right")))
        yield low, high
        low = high


def _joins_on(before: StretchRow, row: StretchRow) -> bool:
    """Whether a stretch continues another one of the same log."""
    if before.first_lsn == before.end_lsn:
        return False  # a timeline's history: it holds no log
    return (before.source, before.timeline, before.end_lsn) == (row.source, row.timeline, row.first_lsn)


class DataCheck:
    """Reads and compares. Damage becomes findings, never an exception."""

    def __init__(self, repository: Repository, engine_of: Callable[[str], Engine], job: Job) -> None:
        self._repository = repository
        self._engine_of = engine_of
        self._job = job
        self.findings: list[Finding] = []
        self.bytes_checked = 0
        self.damaged: set[str] = set()
        """The backups that need what was found damaged, also such as were not asked for."""
        self._every_copy = False
        self._damage: list[tuple[Damaged, PagewakeError]] = []

    def check_all(self) -> None:
        """Everything that the repository holds, needed by a backup or not."""
        self._every_copy = True
        packs = self._repository.index.packs
        wal = self._repository.wal
        rows = [row for source in wal.sources() for row in wal.rows(source)]
        pool = WorkerPool(self._repository.store.properties.parallel_requests, name="verify")
        with self._job.phase("read packs", sum(pack.size for pack in packs)):
            for pack, damage in pool.map_ordered(self._check_pack, packs, self._job):
                self.bytes_checked += pack.size
                self._note_pack(pack, damage)
                self._job.advance(pack.size)
        self._report_damage()
        self._check_wal(rows)

    def check(self, backups: Sequence[Backup], rows: Sequence[StretchRow]) -> None:
        """All chunks that some backups need, and the WAL of some rows."""
        reader = self._repository.chunk_reader()
        with self._job.phase("mark", len(backups), "backups"):
            marks = self._repository.index.marked(live_chunks(self._repository, backups, self._job))
        stored, chunks = marks.usage()
        packs = np.flatnonzero(chunks)
        with self._job.phase("read chunks", int(stored.sum())):
            for at in range(0, len(packs), PACKS_AT_ONCE):
                some = packs[at : at + PACKS_AT_ONCE]
                ids = [id.tobytes() for id in marks.ids_in(some)]
                for _, raw in reader.read_many(ids, self._job, on_error=self._note_chunk):
                    self.bytes_checked += len(raw)
                self._job.advance(int(stored[some].sum()))
        self._report_damage()
        self._check_wal(rows)

    def _check_pack(self, pack: PackInfo) -> tuple[PackInfo, list[Damage]]:
        """Read one pack from end to end: its footer, its header, and every chunk in it."""
        store, sealer = self._repository.store, self._repository.sealer
        damage: list[Damage] = []
        try:
            contents = read_contents(store, sealer, pack.name, pack.size)
            check_header(store, sealer, contents)
            for low, high in _ranges(contents):
                damage += self._check_chunks(contents, low, high)
        except (Cancelled, StoreUnavailable):
            raise
        except PagewakeError as error:
            return pack, [(None, error)]
        return pack, damage

    def _check_chunks(self, contents: PackContents, low: int, high: int) -> Iterator[Damage]:
        """Read some consecutive chunks of a pack and open each."""
        self._job.check()
        self._job.at(contents.name)
        store, sealer, name = self._repository.store, self._repository.sealer, contents.name
        offsets, stored = contents.offsets[low:high].tolist(), contents.stored[low:high].tolist()
        start, size = offsets[0], offsets[-1] + stored[-1] - offsets[0]
        data = memoryview(store.read(pack_key(name), start, size))
        columns = zip(contents.ids[low:high], offsets, stored, contents.raw[low:high].tolist(), strict=True)
        for row, offset, length, raw in columns:
            try:
                sealer.open_chunk(name, row.tobytes(), raw, data[offset - start :][:length])
            except ObjectCorrupt as error:
                yield row.tobytes(), error

    def _note_pack(self, pack: PackInfo, damage: Sequence[Damage]) -> None:
        for chunk, error in damage:
            self._damage.append((pack.name if chunk is None else chunk, error))

    def _report_damage(self) -> None:
        """Say of all that was found to be damaged whom it hurts."""
        if not self._damage:
            return
        backups = self._repository.backups()
        uses = uses_of(self._repository, backups, {damaged for damaged, _ in self._damage}, self._job)
        for damaged, error in self._damage:
            use = uses[damaged]
            text = f"{error} {use.sentence()}"
            harmless = not use.backups
            code, name = "pack-damaged", pack_key(str(damaged))
            if isinstance(damaged, bytes):
                code, name = "chunk-damaged", self._where(damaged)
                if self._has_sound_copy(damaged):
                    text, harmless = f"{error} Another copy of the chunk is sound, and is used instead.", True
            if not harmless:
                self.damaged.update(use.backups)
            severity = Severity.WARNING if harmless else Severity.ERROR
            self.findings.append(Finding(severity, code, name, text, "" if harmless else _ADVICE))

    def _has_sound_copy(self, chunk: bytes) -> bool:
        """Whether a full reading found a copy without damage; a partial one tries all copies itself."""
        copies = self._repository.index.copies(chunk)
        bad = [damaged for damaged, _ in self._damage]
        return self._every_copy and len(copies) > bad.count(chunk) + sum(
            place.pack in bad for place in copies
        )

    def _note_chunk(self, chunk: bytes, error: PagewakeError) -> None:
        self._damage.append((chunk, error))

    def _where(self, chunk: bytes) -> str:
        places = [
            f"{place.pack[:16]} offset {place.offset}" for place in self._repository.index.copies(chunk)
        ]
        return f"chunk {chunk.hex()[:16]} in pack {', '.join(places or ['none'])}"

    def _check_wal(self, rows: Sequence[StretchRow]) -> None:
        with self._job.phase("read the WAL", sum(row.size for row in rows)):
            before: tuple[StretchRow, bytes] | None = None
            for row in rows:
                self._job.at(row.name)
                before = self._check_stretch(row, before)
                self.bytes_checked += row.size
                self._job.advance(row.size)

    def _check_stretch(
        self, row: StretchRow, before: tuple[StretchRow, bytes] | None
    ) -> tuple[StretchRow, bytes] | None:
        """Check one stretch, with the one in front of it where that is at hand; gives it for the next one."""
        text = lsn_style(row.engine).text
        name = f"WAL {row.name} of {row.source}, LSN {text(row.first_lsn)} to {text(row.end_lsn)}"
        try:
            data = self._repository.wal.read(row)
            kept = self._repository.wal.summary(row)
            joins = before is not None and not kept.headless and _joins_on(before[0], row)
            made = self._engine_of(row.engine).summarise(
                data, row.span, before[1] if before is not None and joins else None
            )
        except StoreUnavailable:
            raise
        except PagewakeError as error:
            self.damaged |= needing(self._repository.backups(row.source), row)
            self._report(
                "wal-damaged", name, str(error), "Take a full backup now; it starts a new restorable window."
            )
            return None
        if kept != made and (kept.headless or not made.headless):
            self.damaged |= made_with(self._repository.backups(row.source), row)
            self._report(
                "summary-differs",
                name,
                "The kept summary does not say what the WAL says; incrementals made with it may miss pages.",
                "Take a full backup now, and do not trust incrementals that span this WAL.",
            )
        return row, data

    def _report(self, code: str, object_name: str, message: str, advice: str) -> None:
        self.findings.append(Finding(Severity.ERROR, code, object_name, message, advice))
