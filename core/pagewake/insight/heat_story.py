"""Which stretches of WAL and which backups touched some blocks: what a cell of the heat map explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from pagewake.blocks import RelationChanges
from pagewake.errors import ObjectCorrupt, ObjectMissing, UsageError
from pagewake.insight.heat import HeatMap
from pagewake.insight.heat_maps import backups_that_changed
from pagewake.insight.heat_values import CellStory, StretchTouch, Touched, instant
from pagewake.insight.pages import page_versions
from pagewake.jobs import Job
from pagewake.repository.bad_pages import bad_ranges
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow

BlockRanges = Mapping[str, Sequence[tuple[int, int]]]
"""By relation key: first and last block of ranges, ascending."""

TOUCHES = 20
READS = 400
"""So many summaries are read at most to find what touched a set of blocks."""


def explain(
    heat: HeatMap,
    relation: str,
    block: int,
    job: Job,
    *,
    last_block: int | None = None,
    limit: int = TOUCHES,
    versions: bool = True,
) -> CellStory:
    """What is known of a block of a relation (key or name), or of a cell of several.

    Raises UsageError (no such block), IndexUnusable, PyramidUnusable, Cancelled, and what the store raises.
    """
    row = heat.row()
    number = row.index_of(relation)
    last = block if last_block is None else last_block
    if number is None:
        raise UsageError("the heat map has no such relation", object_name=relation)
    if not 0 <= block <= last < int(row.blocks[number]):
        raise UsageError(
            f"it has blocks 0 to {int(row.blocks[number]) - 1}", object_name=f"{relation} block {block}"
        )
    key, index = row.keys[number], heat.index
    first = int(row.first[number]) + block
    counts = index.changes.maxima(0, first, last - block + 1)
    newest = int(index.last.maxima(0, first, last - block + 1).max(initial=0))
    changes = int(counts.sum(dtype=np.int64))
    stretches, more = touching_stretches(heat, {key: [(block, last)]}, job, limit=limit, changes=changes)
    stretch = index.stretches[newest - 1] if newest else None
    kept = []
    path = path_of(heat.repository, heat.source, key, block) if versions else None
    if path is not None:
        kept = [
            one.version
            for one in page_versions(heat.repository, heat.engine, heat.source, path[0], path[1], job)
        ]
    return CellStory(
        key,
        row.names[number],
        block,
        last,
        changes,
        int((counts > 0).sum()),
        None if stretch is None else int(stretch["end_lsn"]),
        None if stretch is None else instant(float(np.fmax(stretch["last_time"], stretch["first_time"]))),
        stretches,
        more,
        tuple(kept),
        bad_in(heat, key, block, last),
    )


def touching(heat: HeatMap, ranges: BlockRanges, job: Job, *, limit: int = TOUCHES) -> Touched:
    """The stretches and the backups that touched any of some blocks, for views that are linked.

    Raises IndexUnusable, Cancelled, and what the store raises.
    """
    stretches, more = touching_stretches(heat, ranges, job, limit=limit)
    return Touched(stretches, more, holding(heat.repository, heat.source, ranges, job))


def holding(repository: Repository, source: str, ranges: BlockRanges, job: Job) -> tuple[str, ...]:
    """The backups, oldest first, that hold a version of its own of any of some blocks.

    Raises Cancelled, and what the store raises.
    """
    arrays = {
        key: np.concatenate([np.arange(first, last + 1, dtype=np.int64) for first, last in sorted(parts)])
        for key, parts in ranges.items()
        if parts
    }
    return tuple(backups_that_changed(repository, repository.backups(source), arrays.get, job))


def touching_stretches(
    heat: HeatMap, ranges: BlockRanges, job: Job, *, limit: int = TOUCHES, changes: int | None = None
) -> tuple[tuple[StretchTouch, ...], bool]:
    """The newest stretches that touched any of some blocks, and whether older ones may have been left out.

    Only summaries of stretches that touched the relations are read, at most `READS`; with `changes`, how
    often the blocks changed in all, reading ends once these are found.
    """
    index, rows = heat.index, heat.rows()
    numbers = {key: number for number, key in enumerate(index.keys)}
    wanted = np.array([numbers[key] for key in ranges if key in numbers], np.uint32)
    entries = index.entries()
    touched = np.unique(entries["stretch"][np.isin(entries["relation"], wanted)])[::-1]
    by_place = {(row.timeline, row.first_lsn, row.end_lsn): row for row in rows}
    found: list[StretchTouch] = []
    left = changes
    for stretch in islice(touched.tolist(), READS):
        job.check()
        if left == 0:
            return tuple(found), False
        if len(found) >= limit:
            return tuple(found), True
        place = index.stretches[stretch - 1]
        row = by_place.get((int(place["timeline"]), int(place["first_lsn"]), int(place["end_lsn"])))
        touch = _touch(heat, row, ranges) if row is not None else None  # None: it has expired
        if touch is not None:
            found.append(touch)
            left = None if left is None else max(left - touch.changes, 0)
    return tuple(found), len(touched) > READS and left != 0


def bad_in(heat: HeatMap, relation: str, block: int, last: int) -> tuple[str, ...]:
    """The backups whose findings name a bad page among blocks of a relation."""
    found = []
    for backup in heat.repository.backups(heat.source):
        if not backup.findings:
            continue
        manifest = heat.repository.manifest(backup.id)
        table = heat.repository.file_table(manifest)
        for path, ranges in (bad_ranges(manifest.findings) or {}).items():
            record = table.get(path)
            if record is None or record.relation != relation:
                continue
            if any(
                record.first_block + begin <= last and record.first_block + end >= block
                for begin, end in ranges
            ):
                found.append(backup.id)
                break
    return tuple(found)


def _touch(heat: HeatMap, row: StretchRow, ranges: BlockRanges) -> StretchTouch | None:
    try:
        summary = heat.repository.wal.summary(row)
    except (ObjectMissing, ObjectCorrupt):  # the update has told of it
        return None
    blocks = changes = 0
    for key, parts in ranges.items():
        known = summary.relations.get(key)
        if known is not None:
            one, other = _within(known, parts)
            blocks, changes = blocks + one, changes + other
    if not blocks:
        return None
    times = (row.first_time, row.last_time)
    return StretchTouch(row.timeline, row.first_lsn, row.end_lsn, *times, row.name, blocks, changes)


def _within(known: RelationChanges, parts: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """How many changed blocks lie in some ranges, and how often they changed."""
    chosen: NDArray[np.bool_] = np.zeros(len(known.blocks), bool)
    for first, last in parts:
        low = int(np.searchsorted(known.blocks, first))
        high = int(np.searchsorted(known.blocks, last, side="right"))
        chosen[low:high] = True
    return int(chosen.sum()), int(known.counts[chosen].sum(dtype=np.int64))


def path_of(repository: Repository, source: str, relation: str, block: int) -> tuple[str, int] | None:
    """The file of the newest backup that has a block of a relation, and its number there."""
    for backup in reversed(repository.backups(source)):
        for record in repository.file_table(repository.manifest(backup.id)):
            if record.relation == relation and 0 <= block - record.first_block < record.blocks:
                return record.path, block - record.first_block
    return None
