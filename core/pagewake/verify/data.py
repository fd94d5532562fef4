"""Whether every byte is what was stored: packs from end to end, archived WAL, and the summaries made of
it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from pagewake.blocks import WalSummary
from pagewake.clock import now as clock_now
from pagewake.engines.base import Engine
from pagewake.engines.registry import lsn_style
from pagewake.errors import ObjectMissing, PagewakeError, StoreUnavailable
from pagewake.jobs import Job, WorkerPool
from pagewake.model import Backup, Finding, Severity
from pagewake.repository.index import ChunkIndex, PackInfo
from pagewake.repository.live_chunks import live_chunks
from pagewake.repository.pack_reading import PackDamage, check_chunks, check_frame
from pagewake.repository.packs import pack_key
from pagewake.repository.repository import PACKS_AT_ONCE, Repository
from pagewake.repository.stretches import StretchRow
from pagewake.verify.affected import Uses, made_with, needing, uses_of

_ADVICE = (
    "Take a full backup now: it stores again what is damaged and still in the database. Then run pagewake repo check "
    "--repair --data; it says which blocks have another good version."
)


@dataclass(frozen=True)
class BadStretch:
    """A stretch of WAL that cannot be read (`made` is None), or whose summary is damaged or wrong (no `error`)."""

    row: StretchRow
    made: WalSummary | None
    error: PagewakeError | None


def _is_gone(one: PackDamage) -> bool:
    return isinstance(one.error, ObjectMissing) and (one.chunk is not None or not one.readable)


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
        self.bad_wal: list[BadStretch] = []
        """What was found wrong with archived WAL."""
        self.damage: list[PackDamage] = []
        """What was found wrong with packs."""

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
                self.damage += damage
                self._job.advance(pack.size)
        self._report_damage()
        sound = {pack.name for pack in packs} - {one.pack for one in self.damage}
        self._repository.suspects.clear_quietly(sound)
        self.check_wal(rows)

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
        self.check_wal(rows)

    def _check_pack(self, pack: PackInfo) -> tuple[PackInfo, list[PackDamage]]:
        """Read one pack from end to end: its footer, its header, and every chunk in it."""
        store, sealer, index = self._repository.store, self._repository.sealer, self._repository.index
        damage = list(check_frame(store, sealer, index, pack))
        if all(one.readable for one in damage):
            damage += check_chunks(store, sealer, pack.name, index.entries(pack.name), self._job)
        return pack, damage

    def _report_damage(self) -> None:
        """Say of all that was found to be damaged whom it hurts, and have the next backup look at it twice."""
        gone = self._removed_meanwhile()
        self.damage = [one for one in self.damage if one not in gone]
        if not self.damage:
            return
        frames = [one for one in self.damage if one.chunk is None]
        chunks = {one.chunk: one for one in reversed(self.damage) if one.chunk is not None}
        unreadable = [one.pack for one in frames if not one.readable]
        uses = uses_of(self._repository, self._repository.backups(), {*unreadable, *chunks}, self._job)
        for one in frames:
            if one.readable:
                text = f"{one.error.account} What it holds is known from the index, and can be read."
                self._report_chunks("pack-damaged", pack_key(one.pack), text, Uses(), harmless=True)
            else:
                use = uses[one.pack]
                self._report_chunks(
                    "pack-damaged", pack_key(one.pack), f"{one.error.account} {use.sentence()}", use
                )
        for chunk, one in chunks.items():
            use = uses[chunk]
            sound = self._has_sound_copy(chunk)
            more = "Another copy of the chunk is sound, and is used instead." if sound else use.sentence()
            self._report_chunks(
                "chunk-damaged", self._where(chunk), f"{one.error.account} {more}", use, harmless=sound
            )
        seen = {one.pack: str(one.error) for one in reversed(self.damage) if one.pack}
        self._repository.suspects.note(seen, clock_now())

    def _removed_meanwhile(self) -> list[PackDamage]:
        """What is not there any more because a prune removed it: then the index, read again, does not name it."""
        gone = [one for one in self.damage if _is_gone(one)]
        if not gone:
            return []
        index = ChunkIndex.open(self._repository.store, self._repository.sealer, job=self._job)
        named = {pack.name for pack in index.packs}
        return [one for one in gone if one.pack not in named]

    def _report_chunks(self, code: str, name: str, text: str, use: Uses, *, harmless: bool = False) -> None:
        harmless = harmless or not use.backups
        if not harmless:
            self.damaged.update(use.backups)
        severity = Severity.WARNING if harmless else Severity.ERROR
        self.findings.append(Finding(severity, code, name, text, "" if harmless else _ADVICE))

    def _has_sound_copy(self, chunk: bytes) -> bool:
        """Whether a full reading found a copy without damage; a partial one tries all copies itself."""
        bad = {one.pack for one in self.damage if one.chunk == chunk or not one.readable}
        copies = self._repository.index.copies(chunk)
        return self._every_copy and any(place.pack not in bad for place in copies)

    def _note_chunk(self, chunk: bytes, error: PagewakeError) -> None:
        packs = [place.pack for place in self._repository.index.copies(chunk)]
        self.damage += [PackDamage(pack, chunk, error) for pack in packs or [""]]

    def _where(self, chunk: bytes) -> str:
        places = [
            f"{place.pack[:16]} offset {place.offset}" for place in self._repository.index.copies(chunk)
        ]
        return f"chunk {chunk.hex()[:16]} in pack {', '.join(places or ['none'])}"

    def check_wal(self, rows: Sequence[StretchRow]) -> None:
        """Read some stretches of WAL, and compare their summaries with what they say."""
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
        except StoreUnavailable:
            raise
        except PagewakeError as error:
            self.bad_wal.append(BadStretch(row, None, error))
            self._report_wal(row, name, error)
            return None
        joins = before is not None and _joins_on(before[0], row)
        made: WalSummary | None = None
        try:
            kept = self._repository.wal.summary(row)
            joins = joins and not kept.headless
            made = self._summarised(row, data, before[1] if before is not None and joins else None)
        except StoreUnavailable:
            raise
        except PagewakeError as error:
            with suppress(PagewakeError):
                made = made or self._summarised(
                    row, data, before[1] if before is not None and joins else None
                )
            self.bad_wal.append(BadStretch(row, made, error))
            self._report_wal(row, name, error)
            return row, data
        if kept != made and (kept.headless or not made.headless):
            self.bad_wal.append(BadStretch(row, made, None))
            self.damaged |= made_with(self._repository.backups(row.source), row)
            self._report(
                "summary-differs",
                name,
                "The kept summary does not say what the WAL says; incrementals made with it may miss pages.",
                "Take a full backup now, and do not trust incrementals that span this WAL.",
            )
        return row, data

    def _summarised(self, row: StretchRow, data: bytes, before: bytes | None) -> WalSummary:
        return self._engine_of(row.engine).summarise(data, row.span, before)

    def _report_wal(self, row: StretchRow, name: str, error: PagewakeError) -> None:
        self.damaged |= needing(self._repository.backups(row.source), row)
        advice = "Take a full backup now; it starts a new restorable window."
        self._report("wal-damaged", name, error.bare_account, advice)

    def _report(self, code: str, object_name: str, message: str, advice: str) -> None:
        self.findings.append(Finding(Severity.ERROR, code, object_name, message, advice))
