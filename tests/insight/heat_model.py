"""What a heat index must say, computed with dictionaries; and made-up archives to compare it on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from blake3 import blake3

from pagewake.blocks import RelationChanges, WalSummary
from pagewake.insight.heat_index import MAX_COUNT, HeatIndex
from pagewake.repository.stretches import StretchRow

Touch = dict[str, tuple[dict[int, int], int | None]]
"""What a stretch did: by relation, counts by block, and where it was cut off."""
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Archive:
    """Stretches of made-up WAL, in order, and their summaries."""

    rows: list[StretchRow] = field(default_factory=list)
    touches: list[Touch] = field(default_factory=list)
    reads: int = 0

    def add(self, touch: Touch, *, first: int | None = None, length: int = 10) -> StretchRow:
        """Append a stretch; with `first`, from an LSN that may lie before the end of the last one."""
        begin = first if first is not None else (self.rows[-1].end_lsn if self.rows else 100)
        return self.put(touch, begin, begin + length)

    def put(self, touch: Touch, begin: int, end: int) -> StretchRow:
        """Append a stretch of an LSN range."""
        text = f"{begin} {end} {sorted(touch.items())}"
        time = EPOCH + timedelta(seconds=begin)
        row = StretchRow(
            source="shop",
            name=f"00000001-{begin}-{end}",
            timeline=1,
            first_lsn=begin,
            end_lsn=end,
            size=end - begin,
            digest=blake3(text.encode()).digest(),
            origin=None,
            archived=time,
            engine="neuroquantum",
            system_identifier="1",
            first_time=time,
            last_time=time + timedelta(seconds=end - begin - 1),
        )
        self.rows.append(row)
        self.touches.append(touch)
        return row

    def summary(self, row: StretchRow) -> WalSummary:
        """As the repository reads it."""
        self.reads += 1
        touch = self.touches[self.rows.index(row)]
        return WalSummary(row.timeline, row.first_lsn, row.end_lsn, relations=_relations(touch))


def _relations(touch: Touch) -> dict[str, RelationChanges]:
    return {
        key: RelationChanges(
            np.array(sorted(counts), np.uint32),
            np.array([counts[block] for block in sorted(counts)], np.uint32),
            limit,
        )
        for key, (counts, limit) in touch.items()
    }


Truth = dict[str, dict[int, tuple[int, int]]]
"""By relation and block: how often it changed, and the number of the stretch that changed it last."""


def truth(touches: Sequence[Touch]) -> Truth:
    """Fold the stretches, block by block."""
    found: Truth = {}
    for number, touch in enumerate(touches, 1):
        for key, (counts, limit) in touch.items():
            known = found.setdefault(key, {})
            if limit is not None:
                for block in [block for block in known if block >= limit]:
                    del known[block]
            for block, count in counts.items():
                known[block] = (min(known.get(block, (0, 0))[0] + count, MAX_COUNT), number)
    return {key: known for key, known in found.items() if known}


def told(index: HeatIndex) -> Truth:
    """What an index says, in the same shape."""
    row, found = index.row(), {}
    for key, first, blocks in zip(row.keys, row.first.tolist(), row.blocks.tolist(), strict=True):
        changes = index.changes.maxima(0, first, blocks)
        last = index.last.maxima(0, first, blocks)
        here = np.flatnonzero(changes)
        assert (np.flatnonzero(last) == here).all()
        if len(here):
            found[key] = {int(block): (int(changes[block]), int(last[block])) for block in here}
    return found


def check_levels(index: HeatIndex) -> None:
    """Every level follows from the one below, histograms included; and nothing lies outside the row."""
    for pyramid in (index.changes, index.last):
        for level in range(pyramid.levels):
            cells: Any = pyramid.maxima(level, 0, pyramid.level_cells(level))
            counted = np.bincount(pyramid.bins.of(cells), minlength=pyramid.bins.count)
            counted[0] = 0
            assert (counted == pyramid.histograms[level]).all()
            if level + 1 < pyramid.levels:
                above = pyramid.maxima(level + 1, 0, len(cells) // 4)
                assert (cells.reshape(-1, 4).max(axis=1) == above).all()
            if level + 1 < pyramid.levels and pyramid.sums:
                sums = pyramid.totals(level, 0, len(cells))
                above = pyramid.totals(level + 1, 0, len(cells) // 4)
                assert (sums.reshape(-1, 4).sum(axis=1) == above).all()
    inside = np.zeros(index.changes.cells, bool)
    for first, blocks in zip(index.row().first.tolist(), index.row().blocks.tolist(), strict=True):
        inside[first : first + blocks] = True
    everything = index.changes.maxima(0, 0, index.changes.cells)
    assert not everything[~inside].any()


def check_totals(index: HeatIndex, expected: Truth) -> None:
    """The sums for each relation."""
    for number, key in enumerate(index.keys):
        known = expected.get(key, {})
        assert index.relations["changed"][number] == len(known), key
        assert index.relations["changes"][number] == sum(count for count, _ in known.values()), key
