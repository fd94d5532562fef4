"""Lanes: the timelines of one source in an order in which the lines to their forks cross nothing. Pure.

A lane is drawn under its parent, and the line that leads to it goes straight down from where it forks. So the
children of one parent follow it latest fork first: what lies between a fork and its lane has not begun by then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from pagewake.insight.clockwork import Clock, clock_of
from pagewake.insight.columns import UNKNOWN, StretchColumns
from pagewake.model import Backup, TimelineSpan
from pagewake.repository.history import History


@dataclass(frozen=True)
class Lane:
    """One timeline of the database, and its place from the top.

    `fork_lsn` is the position of the parent at which this one leaves it; `begin_lsn` where this one begins to count,
    the same for a fork and any other for an epoch that begins anew. `first_lsn` and `end_lsn` bound what is archived
    of it, `first_time` and `last_time` are its first and last known moments (nan: none).
    """

    index: int
    timeline: int
    parent: int | None = None
    fork_lsn: int | None = None
    fork_time: float = UNKNOWN
    begin_lsn: int = 0
    first_lsn: int | None = None
    end_lsn: int | None = None
    first_time: float = UNKNOWN
    last_time: float = UNKNOWN


def lane_order(history: History, backups: Iterable[Backup] = (), more: Iterable[int] = ()) -> list[int]:
    """Every timeline that WAL, its origins, backups or `more` name, from the top down."""
    origins = {number: known.origin for number, known in history.timelines.items()}
    numbers = {*origins, *more} | {origin.timeline for origin in origins.values() if origin is not None}
    for backup in backups:
        numbers |= {backup.timeline, backup.stop_timeline}
    children: dict[int, list[int]] = {}
    roots = []
    for number in sorted(numbers):
        origin = origins.get(number)
        if origin is None:
            roots.append(number)
        else:
            children.setdefault(origin.timeline, []).append(number)
    order: list[int] = []
    waiting = roots[::-1]
    while waiting:
        number = waiting.pop()
        order.append(number)
        # Popped from the end: the latest fork, and of equal ones the newest timeline, comes first.
        waiting += sorted(children.get(number, ()), key=lambda child: (_end(origins[child]), child))
    return order


def lanes_of(order: Iterable[int], history: History, stretches: StretchColumns) -> tuple[Lane, ...]:
    """The lanes of timelines in the order of `lane_order`, with what is archived of each."""
    numbers = list(order)
    index = {number: place for place, number in enumerate(numbers)}
    lanes = [_lane(place, number, stretches) for place, number in enumerate(numbers)]
    clocks: dict[int, Clock] = {}
    for place, lane in enumerate(lanes):
        known = history.timelines.get(lane.timeline)
        if known is None:
            continue
        origin = known.origin
        lanes[place] = replace(lane, begin_lsn=known.begin)
        if origin is None or origin.end is None:
            continue
        parent = index[origin.timeline]
        if parent not in clocks:
            clocks[parent] = clock_of(stretches, parent)
        lanes[place] = replace(
            lanes[place],
            parent=parent,
            fork_lsn=origin.end,
            fork_time=_fork_time(clocks[parent], origin.end, lane.first_time),
        )
    return tuple(lanes)


def _lane(place: int, number: int, stretches: StretchColumns) -> Lane:
    part = stretches.of_lane(place)
    if part.start == part.stop:
        return Lane(place, number)
    times = np.concatenate([stretches.begin_time[part], stretches.end_time[part]])
    known = times[~np.isnan(times)]
    return Lane(
        place,
        number,
        first_lsn=int(stretches.first_lsn[part.start]),
        end_lsn=int(stretches.end_lsn[part].max()),
        first_time=float(known.min()) if len(known) else UNKNOWN,
        last_time=float(known.max()) if len(known) else UNKNOWN,
    )


def _fork_time(parent: Clock, lsn: int, first_time: float) -> float:
    """When a lane left its parent, never after its own first record; its first record where nothing else is known."""
    time = parent.time(lsn)
    if np.isnan(time):
        return first_time
    return time if np.isnan(first_time) else min(time, first_time)


def _end(origin: TimelineSpan | None) -> int:
    return origin.end or 0 if origin is not None else 0
