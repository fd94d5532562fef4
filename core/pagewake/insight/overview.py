"""The figures of one source that an administrator asks for first, and the one verdict on them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from pagewake.config import SourceSettings
from pagewake.insight.columns import StateCode, seconds
from pagewake.insight.coverage import GapSpan
from pagewake.insight.evidence import Depth, Evidence, depth_of
from pagewake.insight.timeline import SourceTimeline
from pagewake.insight.verdict import Facts, NextStep, Verdict, judge
from pagewake.lsn import LsnStyle
from pagewake.model import BackupType, Window
from pagewake.repository.history import EXPIRED

GROWTH_DAYS = 14
_DAY = 86400.0


@dataclass(frozen=True)
class Moment:
    """One restorable point; `time` is None where neither a record nor a backup says when it was."""

    timeline: int
    lsn: int
    time: datetime | None


@dataclass(frozen=True)
class Verified:
    """A verification that was good: when, how deep, and of which backups."""

    when: datetime
    depth: Depth
    backups: tuple[str, ...]


@dataclass(frozen=True)
class GapTotal:
    """Gaps that nobody asked for (expired WAL is not among them).

    `seconds` is for how long nothing could be restored, as far as that is known, moments that several gaps spoil
    counted once; `open` is how many of them still last, so that their end is not in `seconds`. `bytes` is None where
    positions are not bytes.
    """

    number: int
    seconds: float
    bytes: int | None
    open: int


@dataclass(frozen=True)
class SourceOverview:
    """One source at a glance.

    `protected_until`: everything that was committed before it can be restored; `age` is how long ago that is, to be
    compared with `promised`, the shortest interval of the source's schedule (None: nobody promised anything).
    `last_proof` is the last good restore, `last_verification` the last good verification of any depth.
    `stored_bytes` is what the repository grew by for this source's backups, and the size of WAL archived between
    them (before compression: what it came to is not on record). `growth_per_day` is the median of the last 14 days'
    growth (of fewer, where there are fewer); None within the first day. `backups` are without the `trash`, of which a
    prune may remove the first from `next_purge` on (None: there is nothing in it). `why` says the verdict in a
    sentence.
    """

    source: str
    backups: int
    by_type: Mapping[BackupType, int]
    newest: Moment | None
    oldest: Moment | None
    protected_until: datetime | None
    age: timedelta | None
    promised: timedelta | None
    gaps: GapTotal
    last_proof: Verified | None
    last_verification: Verified | None
    unusable: int
    damaged: int
    stored_bytes: int
    wal_bytes: int
    logical_bytes: int | None
    growth_per_day: float | None
    trash: int
    next_purge: datetime | None
    verdict: Verdict
    why: str
    next_step: NextStep


def overview(
    timeline: SourceTimeline, settings: SourceSettings | None, evidence: Sequence[Evidence], now: datetime
) -> SourceOverview:
    """The figures of one source at the moment `now`. `settings` are None for a source that nobody configured."""
    ids = {backup.id for backup in timeline.backups}
    # What was proven of a backup that has expired since still says when a restore of this source last worked.
    mine = [one for one in evidence if one.source == timeline.source or ids.intersection(one.backups)]
    mine.sort(key=lambda one: one.when)
    until = protected_until(timeline)
    age = None if until is None else max(now - until, timedelta(0))
    states = timeline.backup_columns.state
    total = gap_total(timeline)
    promised = promised_interval(settings)
    last_proof = _last_good(mine, Depth.RESTORE)
    last_read = _last_good(mine, Depth.DATA)
    verdict, why, step = judge(
        Facts(
            timeline=timeline,
            now=now,
            age=age,
            promised=promised,
            gaps=total.number,
            last_read=last_read.when if last_read else None,
            last_proof=last_proof.when if last_proof else None,
        )
    )
    newest, oldest = _newest(timeline.windows), _oldest(timeline.windows)
    return SourceOverview(
        source=timeline.source,
        backups=len(timeline.kept),
        by_type={type_: sum(backup.type is type_ for backup in timeline.kept) for type_ in BackupType},
        newest=Moment(newest.timeline, newest.to_lsn, newest.to_time) if newest else None,
        oldest=Moment(oldest.timeline, oldest.from_lsn, oldest.from_time) if oldest else None,
        protected_until=until,
        age=age,
        promised=promised,
        gaps=total,
        last_proof=last_proof,
        last_verification=_last_good(mine, Depth.NONE),
        unusable=int((states == StateCode.UNUSABLE).sum()),
        damaged=int((states == StateCode.DAMAGED).sum()),
        stored_bytes=int(timeline.backup_columns.bytes_written.sum() + _wal_between(timeline).sum()),
        wal_bytes=int(timeline.stretches.size.sum()),
        logical_bytes=timeline.kept[-1].logical_bytes if timeline.kept else None,
        growth_per_day=growth_per_day(timeline, now),
        trash=len(timeline.trash),
        next_purge=_next_purge(timeline),
        verdict=verdict,
        why=why,
        next_step=step,
    )


def promised_interval(settings: SourceSettings | None) -> timedelta | None:
    """How old the newest restorable moment may become: the shortest interval of a source's schedule."""
    if settings is None:
        return None
    schedule = settings.schedule
    every = (schedule.full, schedule.differential, schedule.incremental)
    return min((interval for interval in every if interval is not None), default=None)


def protected_until(timeline: SourceTimeline) -> datetime | None:
    """The moment before which everything that was committed can be restored; None where nothing can be.

    That is the newest record in the restorable WAL. A database where nothing happens writes none: then it is the
    beginning of the newest backup, which holds all that was there when it began.
    """
    times = [window.to_time for window in timeline.windows if window.to_time is not None]
    usable = [backup.started for backup in timeline.kept if backup.id not in timeline.unusable]
    return max([*times, *usable], default=None)


def gap_total(timeline: SourceTimeline) -> GapTotal:
    """What gaps there are, and for how long nothing could be restored."""
    spans = [span for span in timeline.gap_spans if span.gap.reason != EXPIRED]
    healed = sorted(
        (span.lost_from, span.lost_to) for span in spans if not np.isnan([span.lost_from, span.lost_to]).any()
    )
    lost, reached = 0.0, -np.inf
    for begin, end in healed:
        lost += max(end - max(begin, reached), 0.0)
        reached = max(reached, end)
    in_bytes = timeline.lsn_style is LsnStyle.HALVES
    size = sum(span.gap.to_lsn - span.gap.from_lsn for span in spans) if in_bytes else None
    return GapTotal(len(spans), lost, size, sum(_is_open(span) for span in spans))


def growth_per_day(timeline: SourceTimeline, now: datetime) -> float | None:
    """The median of what was stored on each of the last 14 days (24 hours each, counted back from `now`)."""
    columns, stretches = timeline.backup_columns, timeline.stretches
    times = np.concatenate([columns.finished, stretches.archived])
    sizes = np.concatenate([columns.bytes_written, _wal_between(timeline)]).astype(np.float64)
    if not len(times):
        return None
    ages = seconds(now) - times
    days = int(min(ages.max() // _DAY, GROWTH_DAYS))
    if days < 1:
        return None
    recent = (ages >= 0) & (ages < days * _DAY)
    daily = np.bincount((ages[recent] // _DAY).astype(np.int64), sizes[recent], minlength=days)
    daily.sort()  # np.median would load all of numpy.ma to look for NaN, in every start of a window
    return float(daily[(days - 1) // 2] + daily[days // 2]) / 2


def _next_purge(timeline: SourceTimeline) -> datetime | None:
    times = [one.until for one in timeline.trash.values()]
    if timeline.trash_wal.until is not None:
        times.append(timeline.trash_wal.until)
    return min(times, default=None)


def _wal_between(timeline: SourceTimeline) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """What each stretch takes in the store that no backup archived, for whose growth it would count; 0 for others."""
    stretches, columns = timeline.stretches, timeline.backup_columns
    sizes = np.where(stretches.stored >= 0, stretches.stored, np.where(stretches.present, stretches.size, 0))
    if not len(columns):
        return sizes
    order = np.argsort(columns.started, kind="stable")
    started, finished = columns.started[order], np.maximum.accumulate(columns.finished[order])
    before = np.searchsorted(started, stretches.archived, "right") - 1
    inside = (before >= 0) & (stretches.archived <= finished[before])
    return np.where(inside, 0, sizes)


def _newest(windows: Sequence[Window]) -> Window | None:
    return max(windows, key=lambda one: (one.to_time or _NEVER, one.timeline, one.to_lsn), default=None)


def _oldest(windows: Sequence[Window]) -> Window | None:
    return min(windows, key=lambda one: (one.from_time or _EVER, one.timeline, one.from_lsn), default=None)


_NEVER = datetime.min.replace(tzinfo=UTC)
_EVER = datetime.max.replace(tzinfo=UTC)


def _last_good(evidence: Sequence[Evidence], depth: Depth) -> Verified | None:
    """The last good verification that looked at least so deep."""
    good = (one for one in reversed(evidence) if one.ok and depth_of(one) >= max(depth, Depth.STRUCTURE))
    last = next(good, None)
    return None if last is None else Verified(last.when, depth_of(last), tuple(last.backups))


def _is_open(span: GapSpan) -> bool:
    """Whether nothing behind the gap can be restored yet."""
    return bool(np.isnan(span.lost_to))
