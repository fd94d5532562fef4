"""Sorted runs of chunk locations: 48 bytes a chunk, looked up many at a time, no Python once per chunk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pagewake.repository.layers import ID_BYTES, Ids
from pagewake.repository.packs import PackContents, U32s

MAX_COPIES = 8
"""No more entries that share the first eight bytes of their id are kept; honest ones are fewer."""

U64s = NDArray[np.uint64]
Places = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Run:
    """Chunks sorted by `key`, the first eight bytes of their ids; `rest` (n, 3) is the other 24. One entry a
    copy.

    `pack` numbers packs as the index does, `offset`, `stored` and `raw` are as in the pack's footer.
    """

    key: U64s
    rest: U64s
    pack: U32s
    offset: U32s
    stored: U32s
    raw: U32s

    def __len__(self) -> int:
        return len(self.key)

    @property
    def nbytes(self) -> int:
        """Memory that the run takes."""
        columns = (self.key, self.rest, self.pack, self.offset, self.stored, self.raw)
        return sum(column.nbytes for column in columns)

    def release(self) -> None:
        """Let go of what lookups have brought into memory, where the run lies in a file (`run_files`)."""

    def find(self, key: U64s, rest: U64s, allowed: NDArray[np.bool_]) -> Places:
        """The entry of each id, the first in a pack that is `allowed` (by number), or -1."""
        at = np.searchsorted(self.key, key).astype(np.int64)
        found = np.full(len(key), -1, np.int64)
        pending = np.arange(len(key))
        while len(pending):  # once, and again for each further copy of a chunk: at most MAX_COPIES times
            pending = pending[at[pending] < len(self.key)]
            pending = pending[self.key[at[pending]] == key[pending]]
            here = at[pending]
            hit = (self.rest[here] == rest[pending]).all(axis=1) & allowed[self.pack[here]]
            found[pending[hit]] = here[hit]
            pending = pending[~hit]
            at[pending] += 1
        return found

    def first(self, key: np.uint64) -> int:
        """The first entry with this key, or -1: a quick way to say no."""
        at = int(self.key.searchsorted(key))
        return at if at < len(self.key) and self.key[at] == key else -1


@dataclass(frozen=True, eq=False)
class Entries:
    """What the index says of one pack: parallel columns in the order in which its chunks lie there."""

    ids: Ids
    offsets: U32s
    stored: U32s
    raw: U32s


def entries_of(runs: Sequence[Run], pack: int) -> Entries:
    """What some runs say of one pack, by number."""
    at = [np.flatnonzero(run.pack == pack) for run in runs]
    parts = [
        (join_ids(run.key[here], run.rest[here]), run.offset[here], run.stored[here], run.raw[here])
        for run, here in zip(runs, at, strict=True)
        if len(here)
    ]
    if not parts:
        none = np.zeros(0, np.uint32)
        return Entries(np.zeros((0, ID_BYTES), np.uint8), none, none, none)
    ids, offsets, stored, raw = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    order = np.argsort(offsets, kind="stable")
    return Entries(ids[order], offsets[order], stored[order], raw[order])


def split_ids(ids: Ids) -> tuple[U64s, U64s]:
    """Ids as a run has them: key (n) and rest (n, 3)."""
    words = np.ascontiguousarray(ids).view(np.uint64).reshape(-1, 4)
    return words[:, 0], words[:, 1:]


def join_ids(key: U64s, rest: U64s) -> Ids:
    """The ids that `split_ids` split."""
    return np.column_stack([key, rest]).view(np.uint8).reshape(-1, ID_BYTES)


def run_of_packs(packs: Sequence[tuple[int, PackContents]]) -> Run:
    """The run of what some numbered packs hold. Works column by column, to need little besides."""
    key = np.concatenate([split_ids(contents.ids)[0] for _, contents in packs])
    order, key = _sorted(key)
    return Run(
        key,
        np.concatenate([split_ids(contents.ids)[1] for _, contents in packs])[order],
        np.concatenate([np.full(len(contents), number, np.uint32) for number, contents in packs])[order],
        np.concatenate([contents.offsets for _, contents in packs])[order],
        np.concatenate([contents.stored for _, contents in packs])[order],
        np.concatenate([contents.raw for _, contents in packs])[order],
    )


def merge_runs(older: Run, newer: Run) -> Run:
    """One run in place of two; of equal ids, those of the older one come first."""
    order, key = _sorted(np.concatenate([older.key, newer.key]))
    return Run(
        key,
        np.concatenate([older.rest, newer.rest])[order],
        np.concatenate([older.pack, newer.pack])[order],
        np.concatenate([older.offset, newer.offset])[order],
        np.concatenate([older.stored, newer.stored])[order],
        np.concatenate([older.raw, newer.raw])[order],
    )


def _sorted(key: U64s) -> tuple[Places, U64s]:
    """The order that sorts the keys, and the sorted keys, without surplus copies."""
    order = np.argsort(key, kind="stable")
    key = key[order]
    surplus = np.flatnonzero(key[MAX_COPIES:] == key[:-MAX_COPIES]) + MAX_COPIES
    if len(surplus):
        kept = np.ones(len(key), bool)
        kept[surplus] = False
        order, key = order[kept], key[kept]
    return order, key
