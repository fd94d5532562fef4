"""Counting stretches of WAL into a heat index: many at a time, with numpy, exactly as a fold would.

Nothing here decides which stretches are counted, nor where files lie: see `heat_update`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from pagewake.blocks import Blocks, Counts, WalSummary
from pagewake.insight.heat_index import (
    ENTRY,
    MAX_COUNT,
    RELATION,
    HeatIndex,
    IndexUnusable,
    Rows,
    entry_digests,
    read_whole,
    write_whole,
)
from pagewake.insight.heat_layout import make_room
from pagewake.insight.pyramid import Positions

BATCH_BLOCKS = 1 << 19
BATCH_STRETCHES = 1 << 10
_MAX_UNDO = 1 << 21
_U32 = 0xFFFFFFFF


@dataclass
class _Part:
    """What one stretch did to one relation, before and after what later ones cut off."""

    stretch: int
    blocks: Blocks
    counts: Counts
    limit: int | None


@dataclass
class _Folded:
    """What the stretches of a batch did to one relation together: what is left of each, and the shortest cut."""

    relation: int
    parts: list[tuple[int, Blocks, Counts]]
    cut: int | None
    reached: int
    """How far the relation's counted blocks reached before."""


_UndoGroup = tuple[bytes, bytes, bytes, bytes]


@dataclass
class _Undo:
    """What the blocks were before: groups in the order in which they were changed."""

    groups: list[_UndoGroup] = field(default_factory=list)
    size: int = 0


class _UndoFile(msgspec.Struct, array_like=True):
    relations: bytes
    entries: int
    groups: list[_UndoGroup]


_UNDOS = msgspec.msgpack.Decoder(_UndoFile)


class Batch:
    """Stretches that are read and not counted yet.

    With `fixed` the row stays as it is, and what does not fit is counted for its relation only.
    """

    def __init__(self, index: HeatIndex, *, fixed: bool = False) -> None:
        self._index = index
        self._fixed = fixed
        self._numbers = {key: number for number, key in enumerate(index.keys)}
        self._parts: dict[int, list[_Part]] = {}
        self._stretches: list[Rows] = []
        self._size = 0

    @property
    def full(self) -> bool:
        """Whether it should be counted before more is added."""
        return self._size >= BATCH_BLOCKS or len(self._stretches) >= BATCH_STRETCHES

    def __len__(self) -> int:
        return len(self._stretches)

    def add(self, stretch: Rows, summary: WalSummary | None) -> None:
        """Add the next stretch, a row of `STRETCH`; None for a summary that cannot be read."""
        self._stretches.append(stretch)
        number = len(self._index.stretches) + len(self._stretches)
        for key, changes in (summary.relations if summary else {}).items():
            relation = self._numbers.get(key)
            if relation is None:
                relation = self._numbers[key] = self._index.add_relation(key)
            part = _Part(number, changes.blocks, changes.counts, changes.limit)
            self._parts.setdefault(relation, []).append(part)
            self._size += len(changes.blocks)

    def count(self, *, undo: bool = False) -> None:
        """Count all that was added; with `undo` keep what `take_back` needs. Raises OSError, PyramidUnusable."""
        index = self._index
        before = index.relations[: len(index.keys)].copy() if undo else None
        entries_before = index.entry_count
        folded = [self._fold(relation, parts) for relation, parts in self._parts.items()]
        index.stretches = np.concatenate([index.stretches, np.array(self._stretches, index.stretches.dtype)])
        index.forget_row()
        make_room(index, [one.relation for one in folded], fixed=self._fixed)
        kept = _Undo() if undo else None
        for one in folded:
            if one.cut is not None:
                self._clear(one, kept)
        for group in _groups(folded):
            self._add_counts(group, kept)
        self._append_entries()
        index.undo = False
        if kept is not None and before is not None and kept.size <= _MAX_UNDO:
            saved = _UndoFile(before.tobytes(), entries_before, kept.groups)
            write_whole(index.file("undo"), msgspec.msgpack.encode(saved))
            index.undo = True
        self._parts, self._stretches, self._size = {}, [], 0

    def _fold(self, relation: int, parts: list[_Part]) -> _Folded:
        row = self._index.relations[relation]
        reached = reach = int(row["reach"])
        cut: int | None = None
        kept: list[tuple[int, Blocks, Counts]] = []
        for part in parts:
            if part.limit is not None:
                cut = part.limit if cut is None else min(cut, part.limit)
                kept = [_before(one, part.limit) for one in kept]
                reach = min(reach, part.limit)
            if len(part.blocks):
                reach = max(reach, int(part.blocks[-1]) + 1)
                row["active"] = part.stretch
                kept.append((part.stretch, part.blocks, part.counts))
            row["dropped"] = part.limit == 0 and not len(part.blocks)
            row["last"] = part.stretch
        row["reach"] = reach
        return _Folded(relation, kept, cut, reached)

    def _clear(self, one: _Folded, kept: _Undo | None) -> None:
        """Forget what is known of the blocks of a relation behind a cut."""
        index = self._index
        assert one.cut is not None
        row = index.relations[one.relation]
        first = int(row["first"])
        positions = index.changes.nonzero(
            first + min(one.cut, int(row["room"])), first + min(one.reached, int(row["room"]))
        )
        if not len(positions):
            return
        old = index.changes.get(positions)
        row["changed"] -= len(positions)
        row["changes"] -= int(old.sum(dtype=np.int64))
        relations = np.full(len(positions), one.relation, np.uint32)
        self._remember(kept, relations, positions, old)
        index.changes.update(positions, np.zeros(len(positions), np.uint16))
        index.last.update(positions, np.zeros(len(positions), np.uint32))

    def _add_counts(self, group: list[tuple[int, int, Blocks, Counts]], kept: _Undo | None) -> None:
        """Add counts: (relation, stretch, blocks, counts) of which no two groups share a block."""
        index = self._index
        room, first = index.relations["room"], index.relations["first"]
        if self._fixed:
            group = [(number, stretch, *_fitting(blocks, counts, int(room[number])))
                     for number, stretch, blocks, counts in group]  # fmt: skip
        sizes = [len(blocks) for _, _, blocks, _ in group]
        if not sum(sizes):
            return
        positions = np.concatenate([blocks + first[number] for number, _, blocks, _ in group])
        relations = np.repeat(np.array([part[0] for part in group], np.uint32), sizes)
        stretches = np.repeat(np.array([part[1] for part in group], np.uint32), sizes)
        counts = np.concatenate([part[3] for part in group])
        order = np.argsort(positions, kind="stable")
        positions = positions[order]
        starts = np.flatnonzero(np.diff(positions, prepend=-1))
        positions, relations = positions[starts], relations[order][starts]
        added = np.add.reduceat(counts[order].astype(np.uint64), starts)
        newest = np.maximum.reduceat(stretches[order], starts)
        old = index.changes.get(positions)
        new = np.minimum(old + added, MAX_COUNT).astype(np.uint16)
        self._remember(kept, relations, positions, old)
        np.add.at(index.relations["changes"], relations, new.astype(np.int64) - old)
        np.add.at(index.relations["changed"], relations[old == 0], 1)
        index.changes.update(positions, new)
        index.last.update(positions, newest.astype(np.uint32))

    def _remember(
        self, kept: _Undo | None, relations: NDArray[np.uint32], positions: Positions, old: NDArray[Any]
    ) -> None:
        if kept is None or kept.size > _MAX_UNDO:
            return
        blocks = positions - self._index.relations["first"][relations]
        last = self._index.last.get(positions)
        kept.groups.append((relations.tobytes(), blocks.tobytes(), old.tobytes(), last.tobytes()))
        kept.size += len(positions)

    def _append_entries(self) -> None:
        made = [
            (part.stretch, relation, len(part.blocks), min(int(part.counts.sum(dtype=np.uint64)), _U32))
            for relation, parts in self._parts.items()
            for part in parts
        ]
        rows = np.array(made, ENTRY)
        append_entries(self._index, rows[np.argsort(rows["stretch"], kind="stable")])


def take_back(index: HeatIndex) -> bool:
    """Undo the last stretch that was counted; False where that is not kept. Raises OSError, PyramidUnusable."""
    if not index.undo or not len(index.stretches):
        return False
    try:
        saved = _UNDOS.decode(read_whole(index.file("undo")))
    except (IndexUnusable, msgspec.DecodeError):
        return False
    before = np.frombuffer(saved.relations, RELATION)
    rows = index.relations[: len(index.keys)]
    for name in ("reach", "dropped", "active", "last", "changed", "changes"):
        rows[name] = 0
        rows[name][: len(before)] = before[name]
    make_room(index, np.flatnonzero(rows["reach"] > rows["room"]).tolist(), fixed=False)
    for encoded in reversed(saved.groups):
        relations = np.frombuffer(encoded[0], np.uint32)
        positions = index.relations["first"][relations] + np.frombuffer(encoded[1], np.int64)
        order = np.argsort(positions)
        index.changes.update(positions[order], np.frombuffer(encoded[2], np.uint16)[order])
        index.last.update(positions[order], np.frombuffer(encoded[3], np.uint32)[order])
    os.truncate(index.file("entries"), saved.entries * ENTRY.itemsize)
    index.entry_count = saved.entries
    index.entry_digests = entry_digests(index.file("entries").read_bytes())
    index.stretches = index.stretches[:-1]
    index.undo = False
    index.forget_row()
    return True


def append_entries(index: HeatIndex, rows: Rows) -> None:
    """Write entries behind those that are there. Raises OSError."""
    whole = index.entry_count - index.entry_count % (1 << 16)
    with index.file("entries").open("a+b") as file:
        file.seek(index.entry_count * ENTRY.itemsize)
        file.truncate()
        file.write(rows.tobytes())
        file.seek(whole * ENTRY.itemsize)
        tail = file.read()
    index.entry_count += len(rows)
    index.entry_digests = index.entry_digests[: whole >> 16] + entry_digests(tail)


def _before(part: tuple[int, Blocks, Counts], limit: int) -> tuple[int, Blocks, Counts]:
    """The blocks of a part that a cut at `limit` leaves."""
    stretch, blocks, counts = part
    return stretch, *_fitting(blocks, counts, limit)


def _fitting(blocks: Blocks, counts: Counts, limit: int) -> tuple[Blocks, Counts]:
    kept = int(np.searchsorted(blocks, limit))
    return blocks[:kept], counts[:kept]


def _groups(folded: list[_Folded]) -> Iterator[list[tuple[int, int, Blocks, Counts]]]:
    """The parts in groups of a bounded size; the blocks of one relation are cut by number where they are many."""
    group: list[tuple[int, int, Blocks, Counts]] = []
    size = 0
    for one in folded:
        total = sum(len(blocks) for _, blocks, _ in one.parts)
        if size and size + total > BATCH_BLOCKS:
            yield group
            group, size = [], 0
        if total <= BATCH_BLOCKS:
            group += [(one.relation, *part) for part in one.parts]
            size += total
            continue
        longest = max((blocks for _, blocks, _ in one.parts), key=len)
        edges = [0, *longest[BATCH_BLOCKS::BATCH_BLOCKS].tolist(), 1 << 32]
        for low, high in pairwise(edges):
            cut = []
            for stretch, blocks, counts in one.parts:
                begin, end = np.searchsorted(blocks, [low, high]).tolist()
                cut.append((one.relation, stretch, blocks[begin:end], counts[begin:end]))
            yield cut
    if size:
        yield group
