"""What `heatmap` and `compare` print: the heat of relations or files as lines, and their JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from pagewake.insight.compare import Comparison, RelationDifference
from pagewake.insight.heat import HeatMap
from pagewake.insight.heat_index import HeatIndex, IndexUnusable
from pagewake.insight.heat_layer import HeatLayer
from pagewake.insight.heat_tables import Moment
from pagewake.insight.heat_values import HeatRow, Metric, instant
from pagewake.insight.pyramid import PyramidUnusable
from pagewake.jobs import Job
from pagewake.lsn import LsnStyle
from pagewake.report.heat_picture import MAX_CELLS, heat_picture, png_bytes
from pagewake.report.json_values import Json, backup_value, lsn_pair, time_value


@dataclass(frozen=True)
class HeatLine:
    """The heat of a relation, or of one file of it."""

    name: str
    relation: str
    path: str | None
    bytes: int
    blocks: int
    changed_blocks: int
    changes: int
    last_lsn: int | None
    last_time: datetime | None


@dataclass(frozen=True)
class Heat:
    """The heat of a source over a range of WAL, the most changed first; `picture` is a PNG or empty."""

    source: str
    stretches: int
    first_lsn: int
    end_lsn: int
    blocks: int
    lines: tuple[HeatLine, ...]
    picture: bytes = b""

    @property
    def changes(self) -> int:
        """How often blocks changed."""
        return sum(line.changes for line in self.lines)

    @property
    def changed_blocks(self) -> int:
        """How many did."""
        return sum(line.changed_blocks for line in self.lines)


def read_heat(
    heat: HeatMap,
    limits: tuple[Moment | None, Moment | None],
    job: Job,
    *,
    by_file: bool = False,
    picture: bool = False,
) -> Heat:
    """Bring the index up to date and read the heat from it; what is kept and damaged is made again.

    Raises as `HeatMap.update` and `HeatMap.range_index`.
    """
    for attempt in (1, 2):
        heat.update(job)
        try:
            return _read(heat, limits, job, by_file, picture)
        except (PyramidUnusable, IndexUnusable):
            if attempt == 2:
                raise
            heat.forget()
    raise AssertionError("unreachable")


def _read(
    heat: HeatMap, limits: tuple[Moment | None, Moment | None], job: Job, by_file: bool, picture: bool
) -> Heat:
    row = heat.row()
    rows = heat.rows_between(*limits)
    index = heat.range_index(*limits, job)
    lines = _by_file(heat, index, row, job) if by_file else _by_relation(heat, limits, job)
    lines.sort(key=lambda line: (-line.changes, line.name, line.path or ""))
    drawn = b""
    if picture:
        layer = HeatLayer(Metric.CHANGES, index.changes, row)
        drawn = png_bytes(heat_picture(layer.view(0, row.present_length - 1, MAX_CELLS)))
    return Heat(
        heat.source,
        len(rows),
        rows[0].first_lsn if rows else 0,
        rows[-1].end_lsn if rows else 0,
        int(row.blocks[row.present].sum()),
        tuple(lines),
        drawn,
    )


def _by_relation(heat: HeatMap, limits: tuple[Moment | None, Moment | None], job: Job) -> list[HeatLine]:
    columns = heat.relations(*limits, job=job)
    return [
        HeatLine(
            name,
            columns.keys[number],
            None,
            int(columns.bytes[number]),
            int(columns.blocks[number]),
            int(columns.changed_blocks[number]),
            int(columns.changes[number]),
            int(columns.last_lsn[number]) or None,
            instant(float(columns.last_time[number])),
        )
        for number, name in enumerate(columns.names)
    ]


def _by_file(heat: HeatMap, index: HeatIndex, row: HeatRow, job: Job) -> list[HeatLine]:
    """The files of the newest backup that the log speaks of."""
    numbers = {key: number for number, key in enumerate(row.keys)}
    backups = heat.repository.backups(heat.source)
    if not backups:
        return []
    stretches = index.stretches
    times = np.fmax(stretches["last_time"], stretches["first_time"])
    lines = []
    for record in heat.repository.file_table(heat.repository.manifest(backups[-1].id)):
        job.check()
        number = numbers.get(record.relation or "")
        if number is None:
            continue
        count = min(record.blocks, max(int(row.blocks[number]) - record.first_block, 0))
        first = int(row.first[number]) + record.first_block
        changes = index.changes.maxima(0, first, count)
        last = int(index.last.maxima(0, first, count).max(initial=0))
        lines.append(
            HeatLine(
                record.path,
                record.relation or "",
                record.path,
                record.size,
                record.blocks,
                int(np.count_nonzero(changes)),
                int(changes.sum(dtype=np.int64)),
                int(stretches["end_lsn"][last - 1]) if last else None,
                instant(float(times[last - 1])) if last else None,
            )
        )
    return lines


def heat_value(found: Heat, style: LsnStyle, *, by: str, png: Path | None) -> Json:
    """The document of `heatmap`."""
    whole = max(found.changes, 1)
    known = found.stretches > 0
    return {
        "source": found.source,
        "by": by,
        **lsn_pair("from_lsn", found.first_lsn if known else None, style),
        **lsn_pair("to_lsn", found.end_lsn if known else None, style),
        "stretches": found.stretches,
        "blocks": found.blocks,
        "changed_blocks": found.changed_blocks,
        "changes": found.changes,
        "heat": [
            {
                "name": line.name,
                "relation": line.relation,
                "path": line.path,
                "size": line.bytes,
                "blocks": line.blocks,
                "changed_blocks": line.changed_blocks,
                "changes": line.changes,
                "share": line.changes / whole,
                **lsn_pair("last_lsn", line.last_lsn, style),
                "last_time": time_value(line.last_time),
            }
            for line in found.lines
        ],
        "png": None if png is None else str(png),
    }


def comparison_value(found: Comparison, style: LsnStyle, tags: Mapping[str, tuple[str, ...]]) -> Json:
    """The document of `compare`; `tags` by backup."""
    return {
        "before": backup_value(found.before, style, tags=tags.get(found.before.id, ())),
        "after": backup_value(found.after, style, tags=tags.get(found.after.id, ())),
        "lsn_distance": found.lsn_distance,
        "seconds": found.time_distance.total_seconds(),
        "pages_changed": found.totals["pages_changed"],
        "pages_added": found.totals["pages_added"],
        "pages_dropped": found.totals["pages_dropped"],
        "bytes_changed": found.totals["bytes_changed"],
        "relations": [_difference(one) for one in found.relations],
        "files": [_difference(one) for one in found.files if one.state != "same"],
    }


def _difference(one: RelationDifference) -> Json:
    return {
        "name": one.name,
        "relation": one.relation,
        "state": one.state,
        "pages_changed": one.changed,
        "pages_added": one.added,
        "pages_dropped": one.dropped,
        "size_before": one.bytes_before,
        "size_after": one.bytes_after,
    }
