"""The log as a recovery reads it: stretches in history order, proven to join on, each loaded when needed.

Two passes read the log (analysis, then redo), and undo may go back to any stretch. Loaded stretches are kept
within a budget and read again otherwise, so memory does not grow with the log.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pagewake.engines.base import ReadSpan, WalFeed, WalSpan
from pagewake.engines.neuroquantum.segments import transaction_ids
from pagewake.engines.neuroquantum.stretches import clip, read_stretch
from pagewake.errors import LogGap
from pagewake.kernels import LogColumns
from pagewake.model import Gap, TimelineSpan, WalPosition

CACHE_BYTES = 48 << 20
"""Log bytes that are kept; the columns of dense records take as much again."""


@dataclass(frozen=True)
class FeedStretch:
    """A part of an archived stretch that history runs through: LSNs `first_lsn` up to `end_lsn` of `span`."""

    order: int
    span: WalSpan
    first_lsn: int
    end_lsn: int

    @property
    def timeline(self) -> int:
        """The timeline it is on."""
        return self.span.timeline


@dataclass(frozen=True, eq=False)
class LoadedStretch:
    """The bytes of a stretch, its records in LSN order, and the transaction of each (shape (n, 16))."""

    data: bytes
    columns: LogColumns
    transactions: NDArray[np.uint8]


class LogFeed:
    """Stretches in history order. `gap` is the first place where history needs WAL that is not there."""

    def __init__(
        self,
        stretches: Sequence[FeedStretch],
        read: ReadSpan,
        gap: Gap | None,
        cache_bytes: int | None = None,
    ) -> None:
        self.stretches = tuple(stretches)
        self.gap = gap
        self._read = read
        self._cache: OrderedDict[int, LoadedStretch] = OrderedDict()
        self._room = CACHE_BYTES if cache_bytes is None else cache_bytes

    def load(self, order: int) -> LoadedStretch:
        """Stretch number `order`. Raises LogCorrupt, LogGap, and what reading raises."""
        if order in self._cache:
            self._cache.move_to_end(order)
            return self._cache[order]
        stretch = self.stretches[order]
        span = stretch.span
        data = self._read(span)
        columns = read_stretch(data, span.first_lsn, span.end_lsn, name=span.name)
        columns = clip(columns, stretch.first_lsn, stretch.end_lsn)
        loaded = LoadedStretch(data, columns, transaction_ids(columns, data))
        self._cache[order] = loaded
        self._room -= len(data)
        while self._room < 0 and len(self._cache) > 1:
            _, dropped = self._cache.popitem(last=False)
            self._room += len(dropped.data)
        return loaded

    def end(self) -> WalPosition | None:
        """The position behind the last record; None for a feed without records."""
        if not self.stretches:
            return None
        last = self.stretches[-1]
        return WalPosition(last.timeline, last.end_lsn)

    def gap_error(self) -> LogGap:
        """The error to raise when the target lies behind the gap."""
        assert self.gap is not None
        upto = f" to {self.gap.to_lsn - 1}" if self.gap.to_lsn > self.gap.from_lsn else " on"
        return LogGap(
            f"LSNs {self.gap.from_lsn}{upto} of timeline {self.gap.timeline} are not in the WAL at hand",
            meaning="The target lies behind them and cannot be reached.",
        )


def feed_of_request(feed: WalFeed, history: Sequence[TimelineSpan], start: WalPosition) -> LogFeed:
    """The part of an archive's WAL that history runs through, from `start` on."""
    stretches: list[FeedStretch] = []
    gap: Gap | None = None
    path = [step for step in history if step.timeline >= start.timeline]
    for step in path:
        begin = start.lsn if step.timeline == start.timeline else step.begin
        for span, first, end in _along(feed.spans, step, begin):
            if span is None:
                gap = Gap(step.timeline, first, end, "not in the archive")
                break
            stretches.append(FeedStretch(len(stretches), span, first, end))
        if gap is not None:
            break
    return LogFeed(stretches, feed.read, gap)


def _along(
    spans: Sequence[WalSpan], step: TimelineSpan, begin: int
) -> Iterator[tuple[WalSpan | None, int, int]]:
    """The spans of one timeline from `begin` to its end, clipped; a span of None is a hole."""
    own = sorted((s for s in spans if s.timeline == step.timeline), key=lambda s: (s.first_lsn, s.end_lsn))
    at = begin
    for span in own:
        end = span.end_lsn if step.end is None else min(span.end_lsn, step.end)
        if end <= at:
            continue
        if span.first_lsn > at:
            yield None, at, span.first_lsn
            return
        yield span, at, end
        at = end
    if step.end is not None and at < step.end:
        yield None, at, step.end
