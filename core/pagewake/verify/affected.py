"""Whom damage hurts: the backups, files and blocks that need a damaged chunk or pack.

Looked for only once something is damaged, by walking the maps of all backups.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pagewake.blocks import runs_of
from pagewake.errors import ObjectMissing, RepositoryError
from pagewake.jobs import Job
from pagewake.model import Backup
from pagewake.repository.file_table import FileRecord
from pagewake.repository.layers import REGION_BLOCKS, Ids, ids_array
from pagewake.repository.maps import resolve_refs
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow

_SHOWN = 3

Damaged = bytes | str
"""The id of a chunk, or the name of a pack of which nothing can be read."""


@dataclass
class Uses:
    """Who needs one damaged thing: ids of backups, blocks by file, and whether it holds tables or maps."""

    backups: list[str] = field(default_factory=list)
    blocks: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    tables: bool = False

    def sentence(self) -> str:
        """`Affected: data/a.db blocks 3 to 9 of backups X and Y.`"""
        if not self.backups:
            return "No backup needs it; pagewake prune frees its space in time."
        what = [f"{path} {_blocks_text(blocks)}" for path, blocks in self.blocks.items()]
        if self.tables:
            what.insert(0, "the table or the map of files")
        if len(self.backups) > 1:
            return f"Affected: {_some(what)} of backups {_some(self.backups)}."
        return f"Affected: {_some(what)} of backup {_some(self.backups)}."


def uses_of(
    repository: Repository, backups: Sequence[Backup], damaged: Collection[Damaged], job: Job
) -> Mapping[Damaged, Uses]:
    """Find out who needs what is damaged. What cannot be read on the way is left out: it is damage itself."""
    search = _Search(repository, damaged)
    with job.phase("find what is affected", len(backups), "backups"):
        for backup in backups:
            search.look_at(backup, job)
            job.advance(1)
    return search.found


def needing(backups: Iterable[Backup], row: StretchRow) -> set[str]:
    """The backups that are made consistent with a stretch of WAL: those whose own WAL it overlaps.

    Timelines are not told apart: a stretch of another one beside a backup's own is rare, and then it is named too.
    """
    return {
        backup.id
        for backup in backups
        if backup.source == row.source
        and backup.start_lsn < row.end_lsn
        and max(backup.stop_lsn, backup.start_lsn + 1) > row.first_lsn
    }


def made_with(backups: Iterable[Backup], row: StretchRow) -> set[str]:
    """The backups that may lack pages because the summary of a stretch of WAL is wrong.

    Those are the ones that took only what was summarised from their parent's start on, where that reaches over the
    stretch, and all that build on them.
    """
    known = {backup.id: backup for backup in backups if backup.source == row.source}
    found: set[str] = set()
    for backup in sorted(known.values(), key=lambda one: (one.started, one.id)):
        if backup.parent is None:
            continue
        parent = known.get(backup.parent)
        since = parent.start_lsn if parent is not None else 0
        spans = since < row.end_lsn and backup.start_lsn > row.first_lsn
        if spans or backup.parent in found:
            found.add(backup.id)
    return found


class _Search:
    """One walk through the maps."""

    def __init__(self, repository: Repository, damaged: Collection[Damaged]) -> None:
        self._repository = repository
        self._load = repository.chunk_reader().read
        self._chunks = {one for one in damaged if isinstance(one, bytes)}
        self._packs = {
            number: pack.name for number, pack in enumerate(repository.index.packs) if pack.name in damaged
        }
        self.found: dict[Damaged, Uses] = {one: Uses() for one in damaged}

    def look_at(self, backup: Backup, job: Job) -> None:
        """All that one backup needs."""
        try:
            table = self._repository.file_table(self._repository.manifest(backup.id))
            self._note_tables(table.pieces, backup)
            for record in table:
                job.check()
                self._look_at_file(record, backup)
        except (RepositoryError, ObjectMissing):
            return

    def _look_at_file(self, record: FileRecord, backup: Backup) -> None:
        for number, layers in enumerate(record.regions):
            first = number * REGION_BLOCKS
            count = min(REGION_BLOCKS, record.blocks - first)
            every = np.arange(first, first + count)
            if self._note_tables([ref.id for ref in layers], backup, record.path, every):
                continue
            region = resolve_refs(layers, self._load)
            for damaged, chunk in self._hits(region.ids):
                blocks = np.flatnonzero(region.chunk[:count] == chunk) + first
                if len(blocks):
                    self._note(damaged, backup, record.path, blocks)

    def _note_tables(
        self, ids: Sequence[bytes], backup: Backup, path: str = "", blocks: NDArray[np.int64] | None = None
    ) -> bool:
        hits = list(self._hits(ids_array(ids)))
        for damaged, _ in hits:
            self.found[damaged].tables = True
            self._note(damaged, backup, path, blocks)
        return bool(hits)

    def _hits(self, ids: Ids) -> Iterator[tuple[Damaged, int]]:
        """Which of some chunks are damaged, each with its number."""
        if self._packs and len(ids):
            packs = self._repository.index.lookup(ids).pack
            for number in np.flatnonzero(np.isin(packs, list(self._packs))).tolist():
                yield self._packs[int(packs[number])], number
        if self._chunks:
            for number, row in enumerate(ids):
                if row.tobytes() in self._chunks:
                    yield row.tobytes(), number

    def _note(self, damaged: Damaged, backup: Backup, path: str, blocks: NDArray[np.int64] | None) -> None:
        uses = self.found[damaged]
        if uses.backups[-1:] != [backup.id]:
            uses.backups.append(backup.id)
        if blocks is not None:
            known = uses.blocks.get(path)
            uses.blocks[path] = blocks if known is None else np.union1d(known, blocks)


def _blocks_text(blocks: NDArray[np.int64]) -> str:
    runs = [str(first) if n == 1 else f"{first} to {first + n - 1}" for first, n in runs_of(blocks).tolist()]
    return f"blocks {_some(runs)}" if len(blocks) > 1 else f"block {_some(runs)}"


def _some(names: Sequence[str]) -> str:
    """A few of some names, and how many more there are."""
    shown, more = list(names[:_SHOWN]), len(names) - _SHOWN
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]
