"""Whom damage hurts, page by page, and which of those pages have another good version in the repository."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pagewake.errors import Cancelled, PagewakeError, StoreUnavailable
from pagewake.jobs import Job
from pagewake.model import Backup
from pagewake.repository.file_table import FileRecord
from pagewake.repository.layers import REGION_BLOCKS, Ids, ids_array
from pagewake.repository.maps import LayerRef, resolve_refs
from pagewake.repository.repository import Repository
from pagewake.units import run_text

SHOWN_FILES, SHOWN_RANGES = 100, 200
"""No more files of a backup, and ranges of a file, are named; the rest is counted."""

Blocks = NDArray[np.int64]
Lost = Callable[[Ids], NDArray[np.bool_]]
"""Says of ids, shape (n, 32), which chunks cannot be read from anywhere."""
_NOBODY = -1


@dataclass(frozen=True)
class AffectedRange:
    """Blocks `first` to `last` of a file that are lost, and the nearest backups that have them whole.

    `older` and `newer` are ids of backups of the same source, empty where there is none. What another backup has is
    another version of the page, unless nothing changed it in between.
    """

    first: int
    last: int
    older: str
    newer: str


@dataclass(frozen=True)
class AffectedFile:
    """One file of a backup: how many of its blocks are lost, which, and how many ranges are not named."""

    path: str
    blocks: int
    ranges: tuple[AffectedRange, ...]
    more_ranges: int


@dataclass(frozen=True)
class AffectedBackup:
    """A backup that cannot be given back whole. `unreadable` says why nobody knows what is in it, if so."""

    backup: str
    source: str
    unreadable: str
    blocks: int
    files: tuple[AffectedFile, ...]
    more_files: int


def affected_by(
    repository: Repository, backups: Sequence[Backup], lost: Lost, job: Job
) -> list[AffectedBackup]:
    """The backups that need what is lost, in their order. Raises Cancelled, StoreUnavailable."""
    walk = _Walk(repository, lost, job)
    found: dict[str, AffectedBackup] = {}
    with job.phase("find what is affected", len(backups), "backups"):
        hurt = {backup.id: walk.hurt(backup) for backup in backups}
    for source in sorted({backup.source for backup in backups}):
        own = [backup for backup in backups if backup.source == source]
        if any(isinstance(hurt[one.id], str) or hurt[one.id] for one in own):
            found.update((one.backup, one) for one in walk.described(own, hurt))
    return [found[backup.id] for backup in backups if backup.id in found]


class _Walk:
    """Reads maps; regions that backups share are looked at once."""

    def __init__(self, repository: Repository, lost: Lost, job: Job) -> None:
        self._repository = repository
        self._lost = lost
        self._job = job
        self._load = repository.chunk_reader().read
        self._regions: dict[tuple[LayerRef, ...], Blocks | None] = {}

    def hurt(self, backup: Backup) -> dict[str, Blocks] | str:
        """By file the lost blocks of a backup, ascending; a text that says why its table cannot be read."""
        found: dict[str, Blocks] = {}
        try:
            table = self._repository.file_table(self._repository.manifest(backup.id))
            if self._lost(ids_array(table.pieces)).any():
                return "the table of its files is damaged"
            for record in table:
                blocks = self._lost_blocks(record)
                if len(blocks):
                    found[record.path] = blocks
        except (Cancelled, StoreUnavailable):
            raise
        except PagewakeError as error:
            return str(error)
        self._job.advance(1)
        return found

    def described(
        self, backups: Sequence[Backup], hurt: dict[str, dict[str, Blocks] | str]
    ) -> Iterator[AffectedBackup]:
        """The affected ones of all backups of one source, with the other versions of their blocks."""
        wanted: dict[str, Blocks] = {}
        for backup in backups:
            one = hurt[backup.id]
            for path, blocks in one.items() if isinstance(one, dict) else ():
                known = wanted.get(path)
                wanted[path] = blocks if known is None else np.union1d(known, blocks)
        readable = [one for one in backups if not isinstance(hurt[one.id], str)]
        numbers = range(len(readable))
        older = self._sweep(readable, hurt, wanted, numbers)
        newer = self._sweep(readable[::-1], hurt, wanted, numbers[::-1])
        names = [one.id for one in readable]
        for backup in backups:
            lost = hurt[backup.id]
            if isinstance(lost, str):
                yield AffectedBackup(backup.id, backup.source, lost, 0, (), 0)
            elif lost:
                files = [
                    _file(path, blocks, older[backup.id, path], newer[backup.id, path], names)
                    for path, blocks in list(lost.items())[:SHOWN_FILES]
                ]
                total = sum(len(blocks) for blocks in lost.values())
                yield AffectedBackup(
                    backup.id, backup.source, "", total, tuple(files), max(0, len(lost) - SHOWN_FILES)
                )

    def _sweep(
        self,
        backups: Sequence[Backup],
        hurt: dict[str, dict[str, Blocks] | str],
        wanted: dict[str, Blocks],
        numbers: Sequence[int],
    ) -> dict[tuple[str, str], NDArray[np.int32]]:
        """For each lost block the last backup before, in this order, that has it: its number, or none."""
        last = {path: np.full(len(blocks), _NOBODY, np.int32) for path, blocks in wanted.items()}
        found: dict[tuple[str, str], NDArray[np.int32]] = {}
        for number, backup in zip(numbers, backups, strict=True):
            lost = hurt[backup.id]
            assert isinstance(lost, dict)
            table = self._repository.file_table(self._repository.manifest(backup.id))
            for path, blocks in wanted.items():
                self._job.check()
                gone = lost.get(path, np.empty(0, np.int64))
                if len(gone):
                    found[backup.id, path] = last[path][np.searchsorted(blocks, gone)]
                record = table.get(path)
                if record is not None:
                    last[path][(blocks < record.blocks) & ~np.isin(blocks, gone)] = number
        return found

    def _lost_blocks(self, record: FileRecord) -> Blocks:
        parts = [np.empty(0, np.int64)]
        for number, layers in enumerate(record.regions):
            self._job.check()
            refs = tuple(layers)
            if refs not in self._regions:
                self._regions[refs] = self._lost_in(refs)
            lost = self._regions[refs]
            first = number * REGION_BLOCKS
            count = min(REGION_BLOCKS, record.blocks - first)
            inside = np.arange(count) if lost is None else lost[lost < count]
            parts.append(inside + first)
        return np.concatenate(parts)

    def _lost_in(self, refs: tuple[LayerRef, ...]) -> Blocks | None:
        """The lost blocks of a region; None where its map is lost, and all of it with that."""
        if self._lost(ids_array([ref.id for ref in refs])).any():
            return None
        try:
            region = resolve_refs(refs, self._load)
        except (Cancelled, StoreUnavailable):
            raise
        except PagewakeError:
            return None
        lost = np.append(self._lost(region.ids), False)
        return np.flatnonzero(lost[region.chunk])


def _file(
    path: str, blocks: Blocks, older: NDArray[np.int32], newer: NDArray[np.int32], names: Sequence[str]
) -> AffectedFile:
    cuts = np.flatnonzero((np.diff(blocks) != 1) | (np.diff(older) != 0) | (np.diff(newer) != 0)) + 1
    parts = np.split(np.arange(len(blocks)), cuts)
    ranges = [
        AffectedRange(
            int(blocks[part[0]]),
            int(blocks[part[-1]]),
            _name(int(older[part[0]]), names),
            _name(int(newer[part[0]]), names),
        )
        for part in parts[:SHOWN_RANGES]
    ]
    return AffectedFile(path, len(blocks), tuple(ranges), max(0, len(parts) - SHOWN_RANGES))


def _name(number: int, names: Sequence[str]) -> str:
    return "" if number == _NOBODY else names[number]


def sentence(one: AffectedBackup) -> str:
    """What is said of such a backup: `It cannot be given back whole: data/a.db blocks 3 to 9.`"""
    if one.unreadable:
        return f"What is in it cannot be told: {one.unreadable}"
    named = [
        f"{file.path} {run_text('block', part.first, part.last - part.first + 1)}"
        for file in one.files
        for part in file.ranges[:3]
    ]
    more = "" if len(named) <= 3 else ", and more"
    return f"It cannot be given back whole: {', '.join(named[:3])}{more}."
