"""Metrics of the heat map that come from backups, not from the log: read from block maps, kept as pyramids.

Kept beside the heat index, under a name made of everything that they depend on; the newest few are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from blake3 import blake3
from numpy.typing import NDArray

from pagewake.errors import UsageError
from pagewake.insight.heat import HeatMap
from pagewake.insight.heat_layer import HeatLayer
from pagewake.insight.heat_maps import (
    MarkReader,
    RegionHistory,
    differences,
    regions_of,
    side_by_side,
    version_counts,
)
from pagewake.insight.heat_values import HeatRow, Metric
from pagewake.insight.pyramid import Pyramid, PyramidUnusable
from pagewake.jobs import Job
from pagewake.model import Backup
from pagewake.repository.bad_pages import bad_ranges
from pagewake.repository.layers import REGION_BLOCKS
from pagewake.repository.repository import Repository

SAME, CHANGED, NEW = 1, 2, 3
"""Values of `Metric.CHANGED_BETWEEN`."""
GOOD, WAS_BAD, BAD = 1, 2, 3
"""Values of `Metric.PAGE_STATE`."""
_KEPT = 8
_LARGEST_PAGE = 1 << 20

_Region = Callable[[RegionHistory], NDArray[Any]]


def backup_layer(
    heat: HeatMap, metric: Metric, job: Job, *, between: tuple[str, str] | None = None
) -> HeatLayer:
    """A metric of the backups over the row of a heat map; `between` names backups A and B.

    Built where it is not kept: the block maps of the backups are read, and no page.

    Raises UsageError (nothing to read it from), BackupMissing, IndexUnusable, Cancelled, OSError, ObjectCorrupt,
    and what the store raises.
    """
    row = heat.row()
    backups = _backups(heat, metric, between)
    path = heat.directory / "metrics" / f"{_name(row, metric, backups)}.pyramid"
    try:
        return _opened(metric, path, row)
    except PyramidUnusable:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _make_place(path)
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    beside.unlink(missing_ok=True)
    wide = metric is Metric.BYTES_STORED
    made = Pyramid.create(beside, max(row.length, 1), width=4 if wide else 2, sums=True, limit=_LARGEST_PAGE)
    try:
        _build(heat.repository, made, row, metric, backups, job)
        made.raise_levels(job.check)
        made.commit()
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    finally:
        made.close()
    return _opened(metric, path, row)


def _opened(metric: Metric, path: Path, row: HeatRow) -> HeatLayer:
    pyramid = Pyramid.open(path)
    pyramid.close()  # it is mapped, and only viewed from here on
    return HeatLayer(metric, pyramid, row)


def _backups(heat: HeatMap, metric: Metric, between: tuple[str, str] | None) -> list[Backup]:
    backups = heat.repository.backups(heat.source)
    if not backups or metric in (Metric.CHANGES, Metric.LAST_CHANGED):
        raise UsageError(f"no backup says {metric.value}", object_name=heat.source)
    if metric is Metric.CHANGED_BETWEEN:
        if between is None:
            raise UsageError("two backups are needed to compare")
        chosen = [heat.repository.manifest(name).backup for name in between]
        if any(one.source != heat.source for one in chosen):
            raise UsageError("the backups are not of this source", object_name=heat.source)
        return chosen
    return backups[-1:] if metric is Metric.BYTES_STORED else backups


def _name(row: HeatRow, metric: Metric, backups: Sequence[Backup]) -> str:
    """Everything that the pyramid depends on: backups never change."""
    parts = [metric.value, *(backup.id for backup in backups), *row.keys]
    digest = blake3("\0".join(parts).encode())
    digest.update(row.first.tobytes())
    digest.update(row.blocks.tobytes())
    return digest.hexdigest()[:32]


def _make_place(path: Path) -> None:
    old = sorted(path.parent.glob("*.pyramid"), key=lambda one: one.stat().st_mtime)
    for one in old[: -_KEPT + 1]:
        one.unlink(missing_ok=True)


def _build(
    repository: Repository, made: Pyramid, row: HeatRow, metric: Metric, backups: Sequence[Backup], job: Job
) -> None:
    places = dict(zip(row.keys, zip(row.first.tolist(), row.blocks.tolist(), strict=True), strict=True))
    region = _region_values(repository, metric, backups)
    total = int(row.blocks.sum())
    with job.phase("comparing block maps", total, "blocks"):
        for _, records in side_by_side(repository, backups, job):
            for history in regions_of(records):
                place = places.get(history.record.relation or "")
                if place is None or history.first >= place[1]:
                    continue
                values = region(history)[: place[1] - history.first]
                made.put(place[0] + history.first, values.astype(made.kind))
                job.advance(len(values))


def _region_values(repository: Repository, metric: Metric, backups: Sequence[Backup]) -> _Region:
    reader = MarkReader(repository)
    if metric is Metric.VERSIONS:
        return lambda history: version_counts(history, reader)
    if metric is Metric.CHANGED_BETWEEN:
        return lambda history: _between(history, reader)
    if metric is Metric.BYTES_STORED:
        return lambda history: _stored(history, reader, repository)
    ranges = [_bad(repository, backup) for backup in backups]
    return lambda history: _state(history, ranges)


def _between(history: RegionHistory, reader: MarkReader) -> NDArray[np.uint16]:
    values = np.full(history.blocks[1], SAME, np.uint16)
    changed, added, _ = differences(history, reader)
    values[changed], values[added] = CHANGED, NEW
    return values


def _stored(history: RegionHistory, reader: MarkReader, repository: Repository) -> NDArray[np.uint32]:
    values = np.zeros(history.blocks[-1], np.uint32)
    layers = history.layers[-1]
    if not layers or not len(values):
        return values
    region = reader.region(layers)
    if not len(region.ids):
        return values
    found = repository.index.lookup(region.ids)
    pages = np.maximum(found.raw // np.uint32(history.record.page_size), 1)
    share = np.clip(found.stored // pages, 1, _LARGEST_PAGE).astype(np.uint32)
    numbers = region.chunk[: len(values)]
    stored = np.flatnonzero(numbers >= 0)
    values[stored] = share[numbers[stored]]
    return values


def _bad(repository: Repository, backup: Backup) -> dict[str, list[tuple[int, int]]]:
    if not backup.findings:
        return {}
    found = bad_ranges(repository.manifest(backup.id).findings) or {}
    return {path: list(ranges) for path, ranges in found.items()}


def _state(history: RegionHistory, ranges: Sequence[dict[str, list[tuple[int, int]]]]) -> NDArray[np.uint16]:
    values = np.full(history.blocks[-1], GOOD, np.uint16)
    begin = history.first - history.record.first_block
    for number, found in enumerate(ranges):
        for first, last in found.get(history.record.path, ()):
            low, high = max(first - begin, 0), min(last - begin + 1, REGION_BLOCKS, len(values))
            values[low:high] = BAD if number == len(ranges) - 1 else WAS_BAD
    return values
