"""Where relations lie in the row of a heat index, and laying them out anew.

Relations stand in the order of their names, those that are gone behind the others, each with a little room to
grow. While stretches are counted, a relation that needs more room than it has moves to the spare room at the
end; `arrange` puts all in order again.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagewake.insight.heat_index import HeatIndex
from pagewake.insight.pyramid import CHUNK, Pyramid

SPARE = 1 << 14
_SMALL = 256
_STRETCHES = 1 << 12


def room_for(blocks: int) -> int:
    """The room that a relation gets: no cell of level 1 is ever shared."""
    if blocks <= _SMALL:
        return -(-blocks // 4) * 4
    return -(-(blocks + blocks // 16) // 64) * 64


def new_generation() -> str:
    """A name that no other generation of files has."""
    return secrets.token_hex(8)


def create_pyramids(index: HeatIndex, cells: int) -> None:
    """Empty pyramids for `cells` row blocks, for the stretches that are there and as many again.

    Raises OSError.
    """
    stretches = max(_STRETCHES, 2 * len(index.stretches))
    index.changes = Pyramid.create(index.file("changes"), cells, width=2, sums=True)
    index.last = Pyramid.create(index.file("last"), cells, width=4, sums=False, limit=stretches)


def make_room(index: HeatIndex, relations: Sequence[int], *, fixed: bool) -> None:
    """See to it that the counted blocks of these relations fit, and the number of the last stretch too.

    With `fixed`, nothing moves. Raises OSError, PyramidUnusable.
    """
    outgrown = index.last.bins.limit < len(index.stretches)
    rows = index.relations
    short = [] if fixed else [one for one in relations if rows["reach"][one] > rows["room"][one]]
    wanted = [2 * room_for(int(rows["reach"][one])) for one in short]
    end = int((rows["first"] + rows["room"]).max(initial=0))
    if outgrown or end + sum(wanted) > index.changes.cells:
        numbers = np.flatnonzero(rows["room"][: len(index.keys)] > 0)
        numbers = numbers[np.argsort(rows["first"][numbers], kind="stable")]
        lay_out(index, [*numbers.tolist(), *(one for one in short if not rows["room"][one])], keep=fixed)
        return
    for number, room in zip(short, wanted, strict=True):
        first, length = int(rows["first"][number]), int(rows["room"][number])
        for pyramid in (index.changes, index.last):
            positions = pyramid.nonzero(first, first + length)
            values = pyramid.get(positions)
            pyramid.update(positions, np.zeros_like(values))
            pyramid.update(positions + (end - first), values)
        rows["first"][number], rows["room"][number] = end, room
        end += room


def arrange(index: HeatIndex, check: Callable[[], None] = lambda: None) -> None:
    """Put the relations in order, if they are not. Raises OSError, PyramidUnusable, and what `check` does."""
    blocks, present = index.blocks(), index.present()
    numbers = [number for number in range(len(index.keys)) if blocks[number]]
    numbers.sort(key=lambda one: (not present[one], index.names[one], index.keys[one]))
    chosen = np.array(numbers, np.int64)
    rows = index.relations
    in_order = bool((np.diff(rows["first"][chosen]) > 0).all()) and bool(
        (blocks[chosen] <= rows["room"][chosen]).all()
    )
    if not in_order:
        lay_out(index, numbers, check)


def lay_out(
    index: HeatIndex, order: Sequence[int], check: Callable[[], None] = lambda: None, *, keep: bool = False
) -> None:
    """Move everything to new files, the relations in the order of these numbers (the others lose their room).

    With `keep` every relation stays where it is.
    """
    index.changes.commit()
    index.last.commit()
    rows = index.relations
    numbers = np.array(order, np.int64)
    before = rows["first"][numbers].copy()
    held = rows["room"][numbers].copy()
    if not keep:
        lengths = np.maximum(index.blocks()[numbers], rows["reach"][numbers])
        rooms = np.array([room_for(int(length)) for length in lengths], np.int64)
        first = np.cumsum(rooms) - rooms
        rows["room"] = 0
        rows["first"] = 0
        rows["room"][numbers], rows["first"][numbers] = rooms, first
    after = rows["first"][numbers]
    moved = np.minimum(held, rows["room"][numbers])
    used = int((rows["first"] + rows["room"]).max(initial=0))
    old_files = [index.file(kind) for kind in ("changes", "last", "entries", "undo")]
    old = index.changes, index.last
    index.generation = new_generation()
    create_pyramids(index, index.changes.cells if keep else used + max(SPARE, used // 16))
    for source, made in zip(old, (index.changes, index.last), strict=True):
        made.fill(_mover(source, before, after, moved), check)
        made.commit()
        source.close()
    for kind, path in zip(("changes", "last", "entries", "undo"), old_files, strict=True):
        if kind in ("entries", "undo"):
            if path.exists():
                path.replace(index.file(kind))
        else:
            path.unlink(missing_ok=True)
    index.forget_row()


def _mover(
    source: Pyramid, before: NDArray[np.int64], after: NDArray[np.int64], length: NDArray[np.int64]
) -> Callable[[int], NDArray[Any] | None]:
    """Level 0 of the new pyramid, chunk by chunk, from the extents of the old one."""
    order = np.argsort(after, kind="stable")
    order = order[length[order] > 0]
    before, after, length = before[order], after[order], length[order]

    def chunk_at(number: int) -> NDArray[Any] | None:
        begin, end = number * CHUNK, (number + 1) * CHUNK
        low = max(int(np.searchsorted(after, begin, side="right")) - 1, 0)
        high = int(np.searchsorted(after, end))
        chunk: NDArray[Any] | None = None
        for one in range(low, high):
            first = max(begin, int(after[one]))
            last = min(end, int(after[one] + length[one]))
            if first >= last:
                continue
            values = source.maxima(0, int(before[one]) + first - int(after[one]), last - first)
            if values.any():
                if chunk is None:
                    chunk = np.zeros(CHUNK, source.kind)
                chunk[first - begin : last - begin] = values
        return chunk

    return chunk_at
