"""Where a time axis has its ticks, and what they say: right over both changes of the clocks. Pure.

Within a stretch of time in which a zone keeps its offset, ticks lie on round local times. At a change of the offset a
new stretch begins: the hour that comes twice has its ticks twice, told apart by their offset, and the one that is
skipped has none. Steps of a day or more lie on local midnights, however long a day is.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

_DAY = 86_400.0
_STEPS = (
    *(m * 10.0**e for e in range(-6, 0) for m in (1, 2, 5)),
    *(1.0, 2.0, 5.0, 10.0, 15.0, 30.0),
    *(60.0, 120.0, 300.0, 600.0, 900.0, 1800.0),
    *(3600.0, 7200.0, 10_800.0, 21_600.0, 43_200.0),
    *(_DAY, 2 * _DAY, 7 * _DAY, 14 * _DAY),
)
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_MONTH = 30.4 * _DAY
EARLIEST, LATEST = -62_135_596_800.0 + 2 * _DAY, 253_402_300_800.0 - 2 * _DAY
MAX_TICKS = 400


@dataclass(frozen=True)
class Tick:
    """One tick: `at` in seconds since 1970 UTC. `major`: a day, a month or a year begins here."""

    at: float
    text: str
    major: bool = False


def time_ticks(begin: float, end: float, room: int, zone: tzinfo | None) -> list[Tick]:
    """At most some `room` ticks between two moments, in a zone (None: the machine's own)."""
    begin, end = max(begin, EARLIEST), min(end, LATEST)
    if not begin < end:
        return []
    wanted = (end - begin) / max(room, 1)
    if wanted > _STEPS[-1]:
        months = next((m for m in _MONTHS if m * _MONTH >= wanted), _MONTHS[-1])
        return list(_by_month(begin, end, months, zone))
    step = _STEPS[bisect_left(_STEPS, wanted)]
    if step >= _DAY:
        return list(_by_day(begin, end, round(step / _DAY), zone))
    return _by_clock(begin, end, step, zone)


def offset_at(moment: float, zone: tzinfo | None) -> float:
    """By how many seconds the clocks of a zone are ahead of UTC at a moment."""
    found = datetime.fromtimestamp(moment, UTC).astimezone(zone).utcoffset()
    return found.total_seconds() if found is not None else 0.0


def constant_spans(begin: float, end: float, zone: tzinfo | None) -> list[tuple[float, float, float]]:
    """The parts of a stretch of time with one offset each: (begin, end, offset). Exact to the second."""
    spans = []
    here, offset = begin, offset_at(begin, zone)
    at = begin
    while at < end:
        following = min(at + _DAY / 4, end)
        if offset_at(following, zone) != offset:
            low, high = math.floor(at), math.ceil(following)
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if offset_at(middle, zone) == offset else (low, middle)
            spans.append((here, float(high), offset))
            here, offset = float(high), offset_at(high, zone)
        at = following
    if here < end:
        spans.append((here, end, offset))
    return spans


def _by_clock(begin: float, end: float, step: float, zone: tzinfo | None) -> list[Tick]:
    spans = constant_spans(begin, end, zone)
    found: list[Tick] = []
    for low, high, offset in spans:
        first = math.ceil((low + offset) / step - 1e-9)
        last = math.floor((high + offset) / step + 1e-9)
        if high < end and (last * step - offset) >= high:
            last -= 1
        for number in range(first, min(last, first + MAX_TICKS) + 1):
            local = number * step
            midnight = abs(local % _DAY) < 1e-9
            found.append(Tick(local - offset, _clock_text(local, offset, step, len(spans) > 1), midnight))
    return found


def _clock_text(local: float, offset: float, step: float, several: bool) -> str:
    """`local` is seconds since 1970 as the clocks of the zone count them."""
    if abs(local % _DAY) < 1e-9:
        return _date_text(_EPOCH + timedelta(days=round(local / _DAY)))
    digits = max(0, -math.floor(math.log10(step) + 1e-9)) if step < 1 else 0
    within = round(local % _DAY, digits)
    hours, rest = divmod(within, 3600)
    minutes, seconds = divmod(rest, 60)
    text = f"{int(hours):02d}:{int(minutes):02d}"
    if step < 60:
        text += f":{seconds:0{3 + digits if digits else 2}.{digits}f}"
    return f"{text} {offset_text(offset)}" if several else text


def offset_text(offset: float) -> str:
    """`+01:00`, or `UTC` for none."""
    if not offset:
        return "UTC"
    minutes = round(abs(offset) / 60)
    return f"{'-' if offset < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"


_EPOCH = date(1970, 1, 1)


def _date_text(day: date) -> str:
    return day.isoformat()


def _midnight(day: date, zone: tzinfo | None) -> float:
    if zone is None:
        return datetime(day.year, day.month, day.day).timestamp()
    return datetime(day.year, day.month, day.day, tzinfo=zone).timestamp()


def _local_day(moment: float, zone: tzinfo | None) -> date:
    return datetime.fromtimestamp(moment, UTC).astimezone(zone).date()


def _by_day(begin: float, end: float, days: int, zone: tzinfo | None) -> Iterator[Tick]:
    day = _local_day(begin, zone)
    # Weeks begin on Mondays (1970-01-05 was one); every other day counts from 1970.
    behind = ((day - _EPOCH).days - (4 if days in (7, 14) else 0)) % days
    day -= timedelta(days=behind)
    while (at := _midnight(day, zone)) <= end:
        if at >= begin:
            yield Tick(at, _date_text(day), day.day == 1)
        day += timedelta(days=days)


def _by_month(begin: float, end: float, months: int, zone: tzinfo | None) -> Iterator[Tick]:
    day = _local_day(begin, zone)
    number = (day.year * 12 + day.month - 1) // months * months
    while number // 12 <= 9999:
        if number // 12 >= 1:
            first = date(number // 12, number % 12 + 1, 1)
            at = _midnight(first, zone)
            if at > end:
                return
            if at >= begin:
                text = str(first.year) if months >= 12 else f"{first.year:04d}-{first.month:02d}"
                yield Tick(at, text, first.month == 1)
        number += months
