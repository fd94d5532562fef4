"""The answers of the page-change heat map, as frozen values that a view draws and a report prints.

A database is drawn as one *row* of blocks: its relations one after another, each an extent of the row. Row
blocks are int64; a *cell* of level n stands for `4**n` row blocks, from a multiple of that on.
Times are float64 seconds since 1970-01-01 UTC, nan where nobody knows; LSNs are uint64.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from pagewake.model import PageVersion

Steps = NDArray[np.uint8]
Positions = NDArray[np.int64]
Reals = NDArray[np.float64]
STEPS = 256
"""Steps of a legend; step 0 is "no data"."""


class Metric(StrEnum):
    """What the colour of a block means."""

    CHANGES = "changes"
    """How often the log changed it since it was last cut off."""
    LAST_CHANGED = "last-changed"
    """When the log last changed it: the number of the stretch of WAL, counted from 1."""
    CHANGED_BETWEEN = "changed-between"
    """Whether the block of backup B was stored anew since backup A: 1 the same, 2 changed, 3 new in B."""
    VERSIONS = "versions"
    """How many versions of it the backups hold: how often it was stored anew."""
    BYTES_STORED = "bytes-stored"
    """Its share of the stored size of the chunk that the newest backup reads it from."""
    PAGE_STATE = "page-state"
    """What checks said of it: 1 nothing bad, 2 bad in an older backup, 3 bad in the newest."""


class ScaleKind(StrEnum):
    """How values become steps of colour."""

    LINEAR = "linear"
    LOG = "log"
    QUANTILE = "quantile"


class Aggregate(StrEnum):
    """What a cell of several blocks shows."""

    MAX = "max"
    MEAN = "mean"


@dataclass(frozen=True, eq=False)
class Scale:
    """A legend: step s stands for values from `edges[s]` up to, but without, `edges[s + 1]`.

    `edges` has 256 entries; `edges[0]` is 0, the value of "no data". Steps of which `edges` has the same
    value twice are not in use. `clamp` is the percentile from which on all values share the last step;
    `highest` the largest value there is. `edge_time` says what the edges of `Metric.LAST_CHANGED` mean, in seconds
    since 1970; None for other metrics.
    """

    kind: ScaleKind
    clamp: float
    highest: float
    edges: Reals
    edge_time: Reals | None = None

    def steps_of(self, low: float, high: float) -> tuple[int, int]:
        """First and last step that show values from `low` to `high`, for a legend that is a filter."""
        first = int(np.searchsorted(self.edges[1:], low, side="right"))
        last = int(np.searchsorted(self.edges[1:], high, side="right"))
        return max(first, 1), max(last, 1)


@dataclass(frozen=True, eq=False)
class HeatView:
    """Part of the row, ready to be drawn: one step a cell, 0 where there is no data.

    Cell i stands for the row blocks from `first_block + i * blocks_per_cell` on; `first_block` is a multiple
    of `blocks_per_cell`, which is `4**level`.
    """

    metric: Metric
    aggregate: Aggregate
    level: int
    first_block: int
    blocks_per_cell: int
    counts: Steps
    scale: Scale

    def cell_of(self, row_block: int) -> int:
        """The index in `counts` of the cell that shows a block of the row; it may lie outside."""
        return row_block // self.blocks_per_cell - self.first_block // self.blocks_per_cell


@dataclass(frozen=True, eq=False)
class HeatRow:
    """Where each relation lies in the row: parallel arrays, ascending by `first`, not overlapping.

    `names` is what people call a relation, where that is known, and its key otherwise. `blocks` is its
    length; the room between its end and the next one's `first` is empty. `present` says whether the
    newest backup, or WAL after it, has it: relations that are gone stand at the end.
    """

    keys: tuple[str, ...]
    names: tuple[str, ...]
    first: Positions
    blocks: Positions
    page_size: NDArray[np.int64]
    present: NDArray[np.bool_]

    @property
    def length(self) -> int:
        """Row blocks up to the end of the last relation."""
        return int(self.first[-1] + self.blocks[-1]) if len(self.first) else 0

    @property
    def present_length(self) -> int:
        """Row blocks up to the end of the last relation that is present."""
        count = int(self.present.sum())
        return int(self.first[count - 1] + self.blocks[count - 1]) if count else 0

    def index_of(self, key: str) -> int | None:
        """The number of the relation with that key or name; None for none."""
        for known in (self.keys, self.names):
            if key in known:
                return known.index(key)
        return None

    def at(self, row_block: int) -> tuple[int, int] | None:
        """Relation number and block of a place in the row; None for room between two relations."""
        index = int(np.searchsorted(self.first, row_block, side="right")) - 1
        if index < 0 or row_block - int(self.first[index]) >= int(self.blocks[index]):
            return None
        return index, row_block - int(self.first[index])

    def within(self, first: int, last: int) -> list[tuple[int, int, int]]:
        """What of relations lies in row blocks `first` to `last`: relation number, first and last block."""
        low = max(int(np.searchsorted(self.first, first, side="right")) - 1, 0)
        high = int(np.searchsorted(self.first, last, side="right"))
        found = []
        for index in range(low, high):
            begin, length = int(self.first[index]), int(self.blocks[index])
            one, other = max(first - begin, 0), min(last - begin, length - 1)
            if one <= other:
                found.append((index, one, other))
        return found


@dataclass(frozen=True, eq=False)
class RelationColumns:
    """The relations of the row as columns, in the order of the row; see `HeatRow` for the first ones.

    `changed_blocks` are different blocks that changed, `changes` how often, `share` of all changes (0 to 1),
    `last_lsn` and `last_time` the end of the stretch that changed it last (0 and nan: none did).
    """

    keys: tuple[str, ...]
    names: tuple[str, ...]
    first: Positions
    blocks: Positions
    bytes: NDArray[np.int64]
    present: NDArray[np.bool_]
    changed_blocks: NDArray[np.int64]
    changes: NDArray[np.int64]
    share: Reals
    last_lsn: NDArray[np.uint64]
    last_time: Reals

    def hottest(self, count: int) -> Positions:
        """The numbers of the relations that changed most, the most changed first; those without a change are not."""
        order = np.lexsort((self.first, -self.changes))
        return order[self.changes[order] > 0][:count].astype(np.int64)


@dataclass(frozen=True)
class StretchTouch:
    """A stretch of WAL that touched what was asked for: `blocks` different blocks of it, `changes` times."""

    timeline: int
    first_lsn: int
    end_lsn: int
    first_time: datetime | None
    last_time: datetime | None
    name: str
    blocks: int
    changes: int


@dataclass(frozen=True)
class CellStory:
    """What is known of one block, or of a cell of several: blocks `block` to `last_block` of a relation.

    `changes` is the sum over the blocks. `stretches` are the newest that touched it (`more` says that older
    ones were left out), `versions` the versions of `block` that backups hold, oldest first; `bad_in` are the
    backups that found a bad page among the blocks.
    """

    relation: str
    name: str
    block: int
    last_block: int
    changes: int
    changed_blocks: int
    last_lsn: int | None
    last_time: datetime | None
    stretches: tuple[StretchTouch, ...]
    more: bool
    versions: tuple[PageVersion, ...] = ()
    bad_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Touched:
    """For linked views: what touched a set of blocks. Stretches newest first, backups by id, oldest first."""

    stretches: tuple[StretchTouch, ...]
    more: bool
    backups: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class TimeMatrix:
    """Relations (rows, by `relations`, numbers of the heat row) against bins of time (columns).

    Bin i is from `times[i]` to `times[i + 1]`, and its stretches are from `lsns[i]` to `lsns[i + 1]` (0 where
    no stretch came before). `changed_blocks` counts a block once for each stretch that changed it.
    """

    times: Reals
    lsns: NDArray[np.uint64]
    relations: Positions
    changed_blocks: NDArray[np.int64]
    changes: NDArray[np.int64]


@dataclass(frozen=True)
class HeatState:
    """How an index stands to the repository: `missing` stretches are to be read of `total`; why, if all are."""

    total: int
    missing: int
    reason: str = ""

    @property
    def fresh(self) -> bool:
        """Whether the index says all that the repository knows."""
        return not self.missing and not self.reason


def instant(seconds: float) -> datetime | None:
    """A time of a column as a datetime; None for nan."""
    return None if np.isnan(seconds) else datetime.fromtimestamp(seconds, UTC)


def seconds_of(instants: Sequence[datetime | None]) -> Reals:
    """Datetimes as a column; nan for None."""
    return np.array([np.nan if one is None else one.timestamp() for one in instants], np.float64)
