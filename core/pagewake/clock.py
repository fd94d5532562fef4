"""Instants: aware UTC datetimes inside, ISO 8601 with `Z` for scripts, local time for people.

A time that a person writes without a zone is local time. Twice a year that is not a time at all or two of
them; such a time is never guessed, the error names both readings.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from pagewake.errors import UsageError

_DATE = r"(?P<date>\d{4}-\d{2}-\d{2}|today|yesterday)"
_TIME = r"(?P<time>\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,6})?)?)"
_ZONE = r"(?P<zone>Z|UTC|[+-]\d{2}(?::?\d{2})?|[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)+)"
_TEXT = re.compile(rf"{_DATE}(?:(?:T|\s+){_TIME}(?:\s*{_ZONE})?)?", re.IGNORECASE)
_HOW = "Write it as 2026-03-01T14:30:00Z, 2026-03-01 14:30:00+02:00, or 2026-03-01 14:30 for local time."


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def iso_utc(instant: datetime) -> str:
    """`2026-03-01T12:30:00Z`, with microseconds only where there are some. For JSON and names."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def local_text(instant: datetime, zone: tzinfo | None = None) -> str:
    """`2026-03-01 14:30:00 +02:00` in `zone`, or in the local zone. For people."""
    return (
        instant.astimezone(zone).isoformat(" ", "seconds")[:19] + " " + _offset_text(instant.astimezone(zone))
    )


def _offset_text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")[19:]


def parse_time(text: str, zone: tzinfo | None = None, *, at: datetime | None = None) -> datetime:
    """Read an instant that a person wrote, and return it in UTC.

    A date, or a date and a time to the microsecond, `today` and `yesterday` among the dates; then nothing,
    `Z`, `UTC`, an offset, or the name of a zone. Without a zone it is in `zone`, or in the local zone. A date
    alone is its midnight. `at` is the present, for `today`.

    Raises:
        UsageError: it is not a time, or it is a local time that does not exist or that exists twice.
    """
    match = _TEXT.fullmatch(text.strip())
    if match is None:
        raise UsageError(f"{text!r} is not a time", advice=_HOW)
    if match["zone"]:
        zone = _zone_named(match["zone"], text)
    try:
        wall = datetime.fromisoformat(f"{_date(match['date'], zone, at)}T{_time(match['time'])}")
        return _instant(wall, zone, text)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"{text!r} is not a time: {error}", advice=_HOW) from None


def _date(word: str, zone: tzinfo | None, at: datetime | None) -> str:
    days_back = {"today": 0, "yesterday": 1}.get(word.lower())
    if days_back is None:
        return word
    return ((at or now()).astimezone(zone).date() - timedelta(days=days_back)).isoformat()


def _time(text: str | None) -> str:
    return (text or "00:00").replace(",", ".")


def _zone_named(name: str, text: str) -> tzinfo:
    if name.upper() in ("Z", "UTC"):
        return UTC
    if name[0] in "+-":
        digits = name[1:].replace(":", "")
        hours, minutes = int(digits[:2]), int(digits[2:] or "0")
        if hours > 18 or minutes > 59:
            raise UsageError(f"{text!r} has an impossible offset from UTC", advice=_HOW)
        sign = -1 if name[0] == "-" else 1
        return timezone(sign * timedelta(hours=hours, minutes=minutes))
    from zoneinfo import ZoneInfo  # only here: it reads the zone database

    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise UsageError(f"{text!r} names an unknown time zone", advice=_HOW) from None


def _instant(wall: datetime, zone: tzinfo | None, text: str) -> datetime:
    """The one instant at which a clock in `zone` shows `wall`, or an error that names both readings."""
    first, second = readings(wall, zone)
    if first == second:
        return first
    first_text, second_text = (_shown(instant, zone) for instant in (first, second))
    where = f"in {zone}" if zone is not None else "in the local time zone"
    if first < second:
        what = f"{text!r} happened twice {where}: the clocks were set back"
    else:
        what = f"{text!r} did not exist {where}: the clocks were set forward over it"
    raise UsageError(what, advice=f"Write which one is meant: {first_text} or {second_text}")


def readings(wall: datetime, zone: tzinfo | None = None) -> tuple[datetime, datetime]:
    """The two instants that a time on a clock in `zone` (None: the local one) may mean; mostly they are the same.

    The first is earlier where the clocks were set back over it, and it happened twice. The first is later where they
    were set forward over it, and it never happened: then the instants are those of the clock that was not set yet,
    and of the one that was. Raises ValueError, OverflowError, OSError for a year that the machine does not know.
    """
    return _reading(wall, zone, fold=0), _reading(wall, zone, fold=1)


def _reading(wall: datetime, zone: tzinfo | None, *, fold: int) -> datetime:
    if zone is not None:
        return wall.replace(fold=fold, tzinfo=zone).astimezone(UTC)
    # astimezone() of a local time that does not exist swaps its two readings; timestamp() does not.
    whole = datetime.fromtimestamp(wall.replace(fold=fold, microsecond=0).timestamp(), UTC)
    return whole.replace(microsecond=wall.microsecond)


def _shown(instant: datetime, zone: tzinfo | None) -> str:
    return instant.astimezone(zone).isoformat()
