"""What archived WAL consists of, along the log: records and bytes by resource manager, from summaries alone.

A *resource manager* is the part of a database that a record belongs to. Where an engine names its records
`manager/operation`, it is what stands before the slash; otherwise every type of record counts for itself.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pagewake.blocks import WalSummary
from pagewake.engines.base import Engine, RecordLine
from pagewake.errors import ObjectCorrupt, ObjectMissing
from pagewake.insight.columns import seconds
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow

BUCKETS = 120
MAX_STRETCHES = 4096
"""So many summaries are read at most, the newest of the range: 64 GiB of PostgreSQL's segments."""
MAX_RECORDS = 200_000
IMAGES = frozenset({"XLOG/FPI", "XLOG/FPI_FOR_HINT"})
"""Records that are full-page images and nothing else. Images inside other records are not counted by summaries."""


@dataclass(frozen=True, eq=False)
class WalActivity:
    """Row i is a bucket: consecutive stretches, from `first_lsn` up to, but without, `end_lsn` of one timeline.

    `record_counts` and `record_bytes` have a column for each of `managers`. Times are seconds since 1970 (nan: no
    record has one). `stretches` are the rows of the archive that lie in a bucket.
    """

    timeline: int
    first_lsn: NDArray[np.uint64]
    end_lsn: NDArray[np.uint64]
    first_time: NDArray[np.float64]
    last_time: NDArray[np.float64]
    managers: tuple[str, ...]
    record_counts: NDArray[np.int64]
    record_bytes: NDArray[np.int64]
    commits: NDArray[np.int64]
    aborts: NDArray[np.int64]
    checkpoints: NDArray[np.int64]
    restore_points: NDArray[np.int64]
    images: NDArray[np.int64]
    changed_blocks: NDArray[np.int64]
    wal_bytes: NDArray[np.int64]
    stretches: tuple[tuple[StretchRow, ...], ...]
    types: Mapping[str, int]
    """Records of the whole range by type."""
    left_out: int = 0
    """So many older stretches of the range were not read."""
    unread: tuple[str, ...] = ()
    """Stretches whose summary could not be read, with the reason."""

    def __len__(self) -> int:
        return len(self.first_lsn)


def wal_activity(
    repository: Repository, rows: Sequence[StretchRow], job: Job, *, buckets: int = BUCKETS
) -> WalActivity:
    """What the stretches of one timeline consist of. `rows` in the order of the log. Raises StoreError, Cancelled.

    WAL that was archived while it was still written, and then whole, counts once.
    """
    rows = held_once(rows)
    left_out = max(0, len(rows) - MAX_STRETCHES)
    summaries: list[WalSummary] = []
    kept: list[StretchRow] = []
    unread: list[str] = []
    with job.phase("read summaries", len(rows) - left_out, "stretches"):
        for row in rows[left_out:]:
            job.check()
            try:
                summaries.append(repository.wal.summary(row))
                kept.append(row)
            except (ObjectMissing, ObjectCorrupt) as error:
                unread.append(f"{row.name}: {error.what}")
            job.advance(1)
    return activity_of(kept, summaries, buckets=buckets, left_out=left_out, unread=unread)


def activity_of(
    rows: Sequence[StretchRow],
    summaries: Sequence[WalSummary],
    *,
    buckets: int = BUCKETS,
    left_out: int = 0,
    unread: Sequence[str] = (),
) -> WalActivity:
    """The activity that rows and their summaries tell: at most `buckets` of them, equal numbers of stretches. Pure."""
    counts = [_by_manager(summary.by_type) for summary in summaries]
    sizes = [_by_manager(summary.bytes_by_type) for summary in summaries]
    totals, types = _added(sizes), _added([summary.by_type for summary in summaries])
    known = {*totals, *(name for one in counts for name in one)}
    managers = tuple(sorted(known, key=lambda name: (-totals[name], name)))
    many = -(-len(rows) // buckets) if rows else 1
    starts = np.arange(0, len(rows), many)

    def added(values: Sequence[int]) -> NDArray[np.int64]:
        array = np.array(values, np.int64)
        return np.add.reduceat(array, starts) if len(starts) else array

    def table(found: Sequence[Mapping[str, int]]) -> NDArray[np.int64]:
        cells = np.array([[one.get(name, 0) for name in managers] for one in found], np.int64)
        cells = cells.reshape(len(rows), len(managers))
        return np.add.reduceat(cells, starts, axis=0) if len(starts) else cells

    groups = tuple(tuple(rows[first : first + many]) for first in starts.tolist())
    return WalActivity(
        timeline=rows[0].timeline if rows else 0,
        first_lsn=np.array([group[0].first_lsn for group in groups], np.uint64),
        end_lsn=np.array([max(row.end_lsn for row in group) for group in groups], np.uint64),
        first_time=np.array([_first_time(group) for group in groups], np.float64),
        last_time=np.array([_last_time(group) for group in groups], np.float64),
        managers=managers,
        record_counts=table(counts),
        record_bytes=table(sizes),
        commits=added([summary.commits for summary in summaries]),
        aborts=added([summary.aborts for summary in summaries]),
        checkpoints=added([len(summary.redo_points) for summary in summaries]),
        restore_points=added([len(summary.restore_points) for summary in summaries]),
        images=added([sum(summary.by_type.get(name, 0) for name in IMAGES) for summary in summaries]),
        changed_blocks=added([summary.changed_blocks for summary in summaries]),
        wal_bytes=added([row.size for row in rows]),
        stretches=groups,
        types=dict(types.most_common()),
        left_out=left_out,
        unread=tuple(unread),
    )


def stretch_records(
    repository: Repository, engine: Engine, row: StretchRow, job: Job, *, limit: int = MAX_RECORDS
) -> tuple[list[RecordLine], bool]:
    """The records of one stretch in log order, at most `limit`, and whether there are more.

    As `pagewake wal get` and `pagewake wal inspect --records` do it: through a file, which is removed again.
    Raises StoreError, ObjectCorrupt, LogError, Cancelled.
    """
    with tempfile.TemporaryDirectory(prefix="pagewake-wal-") as directory:
        path = Path(directory) / row.name
        path.write_bytes(repository.wal.read(row))
        job.check()
        found = engine.inspect((path,), None, None)
        lines: list[RecordLine] = []
        for number, line in enumerate(islice(found.records(), limit + 1)):
            if not number % 4096:
                job.check()
            lines.append(line)
    return lines[:limit], len(lines) > limit


def held_once(rows: Sequence[StretchRow]) -> list[StretchRow]:
    """Rows without those that one other row holds altogether, by LSN."""
    kept: list[StretchRow] = []
    for row in sorted(rows, key=lambda row: (row.first_lsn, -row.end_lsn)):
        if not kept or row.end_lsn > kept[-1].end_lsn:
            kept.append(row)
    return kept


def _by_manager(amounts: Mapping[str, int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, amount in amounts.items():
        found[name.partition("/")[0]] += amount
    return found


def _added(amounts: Iterable[Mapping[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in amounts:
        found.update(one)
    return found


def _first_time(group: Sequence[StretchRow]) -> float:
    return seconds(min((row.first_time for row in group if row.first_time is not None), default=None))


def _last_time(group: Sequence[StretchRow]) -> float:
    return seconds(max((row.last_time for row in group if row.last_time is not None), default=None))
