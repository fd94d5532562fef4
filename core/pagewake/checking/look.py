"""Looking at everything that a repository holds, room by room."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from pagewake.checking.affected import affected_by, sentence
from pagewake.checking.facts import BadObject, Facts
from pagewake.checking.objects import check_objects
from pagewake.checking.survey import take_survey
from pagewake.engines.base import Engine
from pagewake.errors import PagewakeError
from pagewake.jobs import Job, WorkerPool
from pagewake.model import Backup, Finding, Severity
from pagewake.repository.index import ChunkIndex, PackInfo
from pagewake.repository.layers import Ids
from pagewake.repository.pack_reading import PackDamage, check_chunks, check_frame
from pagewake.repository.packs import pack_key, pack_name
from pagewake.repository.repository import Repository
from pagewake.stores.unfinished import look_for_unfinished
from pagewake.verify.data import DataCheck
from pagewake.verify.structure import StructureCheck

_REPAIR = "Run: pagewake repo check --repair"
_LOSS = (
    "Take a full backup: what is still in the database is stored again and mends older backups too. "
    "Restore what is lost from the versions that are named."
)


def look(
    repository: Repository, engine_of: Callable[[str], Engine], job: Job, *, data: bool = False
) -> Facts:
    """Look at everything: with `data` at every byte, else at what names and frames things, and at suspect packs.

    Damage becomes findings. Raises StoreUnavailable, StoreDenied, Cancelled.
    """
    return _Look(repository, engine_of, job, data).run()


class _Look:
    def __init__(
        self, repository: Repository, engine_of: Callable[[str], Engine], job: Job, data: bool
    ) -> None:
        self._repository = repository
        self._engine_of = engine_of
        self._job = job
        self._data = data
        self._facts = Facts(take_survey(repository.store, job))
        self._facts.unfinished = look_for_unfinished(repository.store, job)
        self._dead: set[bytes] = set()

    def run(self) -> Facts:
        facts, repository = self._facts, self._repository
        suspects = repository.suspects.names()
        repository.refresh()
        index = repository.load_index(self._job)
        index.exclude_packs(suspect=suspects)
        self._foreign()
        check_objects(repository, facts, self._job)
        backups = repository.existing_backups()
        facts.backups = [backup.id for backup in backups]
        self._packs(index, suspects)
        self._chunks(index)
        structure = StructureCheck(repository, self._job)
        with self._job.phase("check the structure", len(backups), "backups"):
            for backup in backups:
                structure.check(backup)
                self._row(backup)
                self._job.advance(1)
        # Lost blocks are told once, by backup, with the versions that there are.
        facts.findings += [one for one in structure.findings if one.code != "blocks-missing"]
        facts.damaged |= structure.damaged
        facts.affected = affected_by(repository, backups, self._lost, self._job)
        facts.damaged |= {one.backup for one in facts.affected}
        for one in facts.affected:
            self._report(Severity.ERROR, "backup-damaged", one.backup, sentence(one), _LOSS)
        self._wal()
        self._settle(index, suspects)
        return facts

    def _foreign(self) -> None:
        survey = self._facts.survey
        for key in survey.foreign:
            text = "This is no object of a repository. It is left alone."
            self._report(Severity.INFO, "foreign-object", key, text)
        more = survey.foreign_count - len(survey.foreign)
        if more:
            text = f"Further objects that are not of this repository: {more}. They are left alone."
            self._report(Severity.INFO, "foreign-object", "", text)

    def _packs(self, index: ChunkIndex, suspects: frozenset[str]) -> None:
        """Footers and headers of all packs; the chunks of all, or of those that are suspect."""
        facts, listed = self._facts, set[str]()
        for info in self._repository.store.list("packs/"):
            name = pack_name(info.key)
            if name is not None:
                listed.add(name)
        known = {pack.name for pack in index.packs}
        for finding in self._repository.findings():  # what opening the index has met
            key = finding.object_name
            name = pack_name(key) if key.startswith("packs/") else None
            if name is not None and name not in known:
                facts.unknown_packs.append(BadObject(key, finding.message))
                text = f"Nothing says what this pack holds: {finding.message}."
                self._report(Severity.WARNING, "pack-unknown", key, text, _REPAIR)
        there = [pack for pack in index.packs if pack.name in listed]
        facts.missing_packs = sorted(known - listed)
        for name in facts.missing_packs:
            text = "The index speaks of this pack, and it is not there."
            self._report(Severity.ERROR, "pack-missing", pack_key(name), text, _REPAIR)
        passing = suspects.union(self._repository.condemned.since())
        facts.unindexed = len(set(index.unindexed) - passing)
        if facts.unindexed:
            text = f"Packs that no index object names: {facts.unindexed}. The next backup writes one."
            self._report(Severity.INFO, "packs-without-index", "index/", text)
        pool = WorkerPool(self._repository.store.properties.parallel_requests, name="check")
        with self._job.phase("read packs", sum(pack.size for pack in there)):
            for pack, damage in pool.map_ordered(
                lambda pack: self._pack(index, pack, self._data or pack.name in suspects), there, self._job
            ):
                facts.packs += damage
                facts.bytes_checked += pack.size if self._data or pack.name in suspects else 0
                self._job.advance(pack.size)

    def _pack(self, index: ChunkIndex, pack: PackInfo, chunks: bool) -> tuple[PackInfo, list[PackDamage]]:
        store, sealer = self._repository.store, self._repository.sealer
        damage = list(check_frame(store, sealer, index, pack))
        if chunks or damage:  # what is broken is looked at closely
            damage += check_chunks(store, sealer, pack.name, index.entries(pack.name), self._job)
        return pack, damage

    def _chunks(self, index: ChunkIndex) -> None:
        """Which damaged chunks have no sound copy; and a finding for each pack."""
        bad: dict[bytes, set[str]] = {}
        by_pack: dict[str, list[PackDamage]] = {}
        for one in self._facts.packs:
            by_pack.setdefault(one.pack, []).append(one)
            if one.chunk is not None:
                bad.setdefault(one.chunk, set()).add(one.pack)
        gone = index.missing_packs - set(by_pack)
        self._dead = {
            chunk
            for chunk, packs in bad.items()
            if all(place.pack in packs or place.pack in gone for place in index.copies(chunk))
        }
        for name, damage in by_pack.items():
            chunks = {one.chunk for one in damage if one.chunk is not None}
            lost = chunks & self._dead
            frame = next((one for one in damage if one.chunk is None), None)
            what = f"{damage[0].error.what}."
            if chunks:
                what = f"{what} Damaged chunks: {len(chunks)}, in every copy: {len(lost)}."
            elif frame is not None:
                what = f"{what} All of its chunks can be read."
            severity = Severity.ERROR if lost else Severity.WARNING
            self._report(severity, "pack-damaged", pack_key(name), what, _REPAIR)

    def _lost(self, ids: Ids) -> NDArray[np.bool_]:
        """Which chunks cannot be read from anywhere, as far as was looked."""
        lost = ~self._repository.index.readable(ids)
        if self._dead:
            rows = np.ascontiguousarray(ids)
            lost |= np.fromiter((row.tobytes() in self._dead for row in rows), bool, len(rows))
        return lost

    def _row(self, backup: Backup) -> None:
        """A row of the catalogue must say what the manifest says."""
        try:
            said = self._repository.manifest(backup.id).backup
        except PagewakeError:
            return  # told by the check of the structure
        if said.id != backup.id or said.start_lsn != backup.start_lsn or said.source != backup.source:
            text = "The catalogue says something else of this backup than its manifest."
            self._facts.snapshots.append(BadObject("catalogue/", text))
            self._report(Severity.WARNING, "catalogue-differs", backup.id, text, _REPAIR)

    def _wal(self) -> None:
        facts, wal = self._facts, self._repository.wal
        rows = [row for source in wal.sources() for row in wal.rows(source)]
        if self._data:
            check = DataCheck(self._repository, self._engine_of, self._job)
            check.check_wal(rows)
            facts.findings += check.findings
            facts.stretches += check.bad_wal
            facts.damaged |= check.damaged
            facts.bytes_checked += check.bytes_checked
            return
        for source in wal.sources():
            for timeline, name in sorted(wal.lost(source)):
                text = "This WAL is on record, and it is not in the store: there is a gap in what can be reached."
                advice = "Archive it again if the database still has it; else take a full backup."
                self._report(
                    Severity.ERROR,
                    "wal-missing",
                    f"WAL {name} of {source}, timeline {timeline}",
                    text,
                    advice,
                )

    def _settle(self, index: ChunkIndex, suspects: frozenset[str]) -> None:
        """Which notes on packs have done their work."""
        facts = self._facts
        broken = {one.pack for one in facts.packs}
        there = {pack.name for pack in index.packs} - set(facts.missing_packs)
        sound = (suspects & there) - broken  # suspect packs are read whole
        gone = suspects - there
        facts.healed = bool(gone) and not facts.affected and not facts.damaged
        facts.settled = sorted(sound | (gone if facts.healed else set()))
        for name in sorted(sound):
            text = "The pack was noted as damaged, and all of it can be read now."
            self._report(Severity.INFO, "pack-sound-again", pack_key(name), text)
        if facts.healed:
            text = f"Healed: no backup misses anything of the lost and quarantined packs ({len(gone)})."
            self._report(Severity.INFO, "healed", "", text)

    def _report(self, severity: Severity, code: str, name: str, message: str, advice: str = "") -> None:
        self._facts.findings.append(Finding(severity, code, name, message, advice))
