"""Splitting a log whose LSN counter started again into epochs, by proof and not by guess.

The original engine takes its next LSN from the newest segment when it starts. Where that segment is empty, or
where group commit put the last records into an older one, the counter goes back and LSNs occur twice with
different content. Each run of the counter is an *epoch*: one process, or several one after the other. Epochs
follow one another in time, and no transaction outlives its process. That is what is proven here: each epoch
holds every LSN once and without a hole, all its times lie before those of the next one, and no transaction is
in two of them.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pagewake.engines.neuroquantum.segments import LogIndex

_REORDER_NS = 50_000_000
"""Within one process, times may go back against the LSNs by this much (0.2 ms were seen)."""
_MAX_EPOCHS = 4096

Rows = NDArray[np.int64]


def drop_repeats(index: LogIndex, rows: Rows) -> tuple[Rows, Rows]:
    """Split rows (sorted by LSN) into those to keep and those that repeat a kept record byte for byte.

    Two frames are the same when LSN, size, checksum and time are: the checksum covers all but the time's
    fraction.
    """
    part = index.take(rows)
    order = np.lexsort((rows, part.crc, part.size, part.time, part.lsn))
    same = np.zeros(len(rows), bool)
    same[1:] = True
    for column in (part.lsn, part.time, part.size, part.crc):
        ordered = column[order]
        same[1:] &= ordered[1:] == ordered[:-1]
    repeated = np.zeros(len(rows), bool)
    repeated[order] = same
    return rows[~repeated], rows[repeated]


def split_epochs(index: LogIndex, rows: Rows) -> list[Rows] | None:
    """Split rows with doubled LSNs into epochs in the order of time, each sorted by LSN.

    Only the last epoch may have holes. None when the split cannot be proven.
    """
    times, lsns = index.time[rows], index.lsn[rows]
    order = np.lexsort((lsns, times))
    times, lsns, in_time = times[order], lsns[order], rows[order]
    earlier = _previous_copy(lsns)
    copies = np.flatnonzero(earlier >= 0)
    cuts = [0]
    while (end := _first_of_the_next(times, lsns, cuts[-1], earlier, copies)) is not None:
        cut = _cut_before(times, *end)
        if cut is None or len(cuts) >= _MAX_EPOCHS:
            return None
        cuts.append(cut)
    bounds = [*cuts, len(in_time)]
    epochs = [in_time[a:b][np.argsort(lsns[a:b], kind="stable")] for a, b in pairwise(bounds)]
    return epochs if _proven(index, epochs) else None


def _previous_copy(lsns: NDArray[np.uint64]) -> NDArray[np.int64]:
    """For every row, the row before it that has the same LSN; -1 where there is none."""
    by_lsn = np.argsort(lsns, kind="stable")
    previous = np.full(len(lsns), -1, np.int64)
    same = lsns[by_lsn[1:]] == lsns[by_lsn[:-1]]
    previous[by_lsn[1:][same]] = by_lsn[:-1][same]
    return previous


def _first_of_the_next(
    times: NDArray[np.int64], lsns: NDArray[np.uint64], start: int, earlier: Rows, copies: Rows
) -> tuple[int, int] | None:
    """A row of the epoch that begins at `start` and the first row that cannot be in it; None if all can.

    A row cannot be in it that has an LSN a second time, or one below the LSN at which the epoch began.
    """
    doubled = copies[earlier[copies] >= start]
    end = int(doubled[0]) if len(doubled) else len(times)
    opening = min(int(np.searchsorted(times, times[start] + _REORDER_NS, "right")), end)
    below = np.flatnonzero(lsns[opening:end] < lsns[start:opening].min())
    if len(below):
        return opening - 1, opening + int(below[0])
    return (int(earlier[end]), end) if len(doubled) else None


def _cut_before(times: NDArray[np.int64], inside: int, outside: int) -> int | None:
    """Where an epoch ends that holds one row and not the other: at the widest pause just before the other."""
    near = max(inside + 1, int(np.searchsorted(times, times[outside] - _REORDER_NS)))
    pauses = times[near : outside + 1] - times[near - 1 : outside]
    return near + int(np.argmax(pauses)) if pauses.max(initial=0) > 0 else None


def _proven(index: LogIndex, epochs: list[Rows]) -> bool:
    first = [int(index.time[epoch].min()) for epoch in epochs]
    last = [int(index.time[epoch].max()) for epoch in epochs]
    inner = [begin - end for begin, end in zip(first[1:], last, strict=False)]
    pauses = [_REORDER_NS + 1, *inner, _REORDER_NS + 1]
    for number, epoch in enumerate(epochs):
        lsns = index.lsn[epoch]
        steps = np.diff(lsns)
        if (steps == 0).any() or (number < len(epochs) - 1 and (steps != 1).any()):
            return False
        times = index.time[epoch]
        # A restart takes longer than any reordering within a process.
        reordering = int((np.maximum.accumulate(times) - times).max())
        if reordering > _REORDER_NS or any(reordering >= pause for pause in pauses[number : number + 2]):
            return False
    owner = np.concatenate([np.full(len(epoch), number) for number, epoch in enumerate(epochs)])
    return _none_spans(index.tx[np.concatenate(epochs)], owner)


def _none_spans(transactions: NDArray[np.uint64], owner: NDArray[np.int64]) -> bool:
    """Whether every transaction lies in one epoch."""
    order = np.lexsort((owner, transactions))
    transactions, owner = transactions[order], owner[order]
    same = (transactions[1:] == transactions[:-1]) & (transactions[1:] != 0)
    return not bool((same & (owner[1:] != owner[:-1])).any())
