"""Sizes, durations and rates: one way to print them, one way to read them.

Sizes are IEC everywhere (1 KiB = 1024 bytes). Reading is strict: a number without a unit is a number of bytes
as a size and an error as a duration, where nobody could tell seconds from days.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from pagewake.errors import UsageError

_SIZE_UNITS = ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")
_SIZE = re.compile(r"(\d{1,20})(?:\.(\d{1,9}))?\s*(?:([KMGTPE])(?:i?B)?|B|bytes)?", re.IGNORECASE)
_DURATION_SECONDS = {"ms": 0.001, "s": 1, "min": 60, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_DURATION_PART = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)\s*(ms|min|[smhdw])\s*", re.IGNORECASE)
_LONGEST_DAYS = 36525


def size_text(size: float) -> str:
    """`0 B`, `1023 B`, `1.4 GiB`, `12.0 TiB`: three or four significant digits."""
    value, unit = float(size), 0
    while abs(value) >= 1023.95 and unit < len(_SIZE_UNITS) - 1:
        value, unit = value / 1024, unit + 1
    return f"{value:.0f} B" if unit == 0 else f"{value:.1f} {_SIZE_UNITS[unit]}"


def rate_text(per_second: float, unit: str = "bytes") -> str:
    """`85.3 MiB/s`, or `120 pages/s` for things that are counted."""
    if unit == "bytes":
        return f"{size_text(per_second)}/s"
    return f"{per_second:.1f} {unit}/s" if per_second < 10 else f"{count_text(round(per_second))} {unit}/s"


def count_text(count: int) -> str:
    """`1,234,567`."""
    return f"{count:,}"


def counted(count: int, one: str, many: str = "") -> str:
    """`1 page`, `1,234 pages`: a count and its noun; `many` is the plural where it is not `one` with an s."""
    return f"{count_text(count)} {one if count == 1 else many or f'{one}s'}"


def run_text(one: str, first: int, count: int) -> str:
    """`block 7`, `blocks 7 to 9`: neighbours by number."""
    return f"{one} {first}" if count == 1 else f"{one}s {first} to {first + count - 1}"


def listed(names: Sequence[str], most: int = 5) -> str:
    """`a, b, c`, and of more names than `most` the first ones: `a, b, c and 12 more`."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {count_text(len(names) - most)} more"


def amount_text(amount: int, unit: str) -> str:
    """`1.4 GiB` for bytes; `1 page`, `1,234 pages` for things that are counted (`unit` is their plural)."""
    if unit == "bytes":
        return size_text(amount)
    return counted(amount, unit.removesuffix("s"), unit)


def duration_text(seconds: float) -> str:
    """`35 ms`, `4.2 s`, `3 min 05 s`, `2 h 07 min`, `3 d 04 h`: two units at most."""
    if seconds < 0:
        return "-" + duration_text(-seconds)
    if seconds < 0.9995:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    for step, large, unit, small in ((3600, 60, "min", "s"), (86400, 3600, "h", "min")):
        if whole < step:
            return f"{whole // large} {unit} {whole % large * 60 // large:02d} {small}"
    return f"{whole // 86400} d {whole % 86400 // 3600:02d} h"


def time_left_text(low: float, high: float) -> str:
    """`40 to 60 s`, `3 to 5 min`, `about 2 h`: a range, rounded to what it can mean."""
    steps = ((90, 1, "s"), (5400, 60, "min"), (172_800, 3600, "h"), (float("inf"), 86400, "d"))
    one, unit = next((one, unit) for below, one, unit in steps if high < below)
    least, most = max(round(low / one), 1), max(round(high / one), 1)
    return f"about {most} {unit}" if least >= most else f"{least} to {most} {unit}"


def parse_size(text: str) -> int:
    """Read `4096`, `64 MiB`, `1.5G`, `512k` as bytes; all multiples are of 1024.

    Raises:
        UsageError: it is not a size, or not a whole number of bytes, or more than 64 bits hold.
    """
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise UsageError(f"{text!r} is not a size", advice="Write it as 4096, 512k, 64MiB or 1.5G.")
    whole, fraction, prefix = match[1], match[2] or "", (match[3] or "").upper()
    multiple: int = 1024 ** (" KMGTPE".index(prefix) if prefix else 0)
    divisor: int = 10 ** len(fraction)
    size, rest = divmod(int(whole + fraction) * multiple, divisor)
    if rest and multiple == 1:
        raise UsageError(f"{text!r} is not a whole number of bytes")
    if size >= 2**63:
        raise UsageError(f"{text!r} is larger than any file")
    return size


LEAST_BANDWIDTH = 16 << 10
"""Bytes a second. Less is a mistake of the unit: no job would ever end."""


def parse_bandwidth(text: str) -> int | None:
    """Read `50MiB`, `512k` or `50MiB/s` as bytes a second; `none` is no limit.

    Raises:
        UsageError: it is not a bandwidth, or less than `LEAST_BANDWIDTH`.
    """
    stripped = text.strip().removesuffix("/s")
    if stripped.lower() == "none":
        return None
    try:
        rate = parse_size(stripped)
    except UsageError as error:
        raise UsageError(
            f"{text!r} is not a bandwidth", advice="Write it as 50MiB, 512k, or none."
        ) from error
    if rate < LEAST_BANDWIDTH:
        raise UsageError(f"{text!r} is too little: no job would end", advice="Give 16KiB a second or more.")
    return rate


def bandwidth_code(rate: int | None) -> str:
    """A bandwidth as `parse_bandwidth` reads it: `50MiB`, `512KiB`, `none`. For settings and commands."""
    if rate is None:
        return "none"
    unit = max(power for power in range(4) if rate % 1024**power == 0)
    return f"{rate // 1024**unit}{_SIZE_UNITS[unit]}"


def parse_duration(text: str) -> timedelta:
    """Read `90s`, `36h`, `7d`, `2w`, `1h30m`, `500ms`.

    Raises:
        UsageError: it is not a duration, has no unit, or is longer than a century.
    """
    stripped = text.strip()
    position, seconds = 0, 0.0
    while match := _DURATION_PART.match(stripped, position):
        seconds += float(match[1]) * _DURATION_SECONDS[match[2].lower()]
        position = match.end()
    if not stripped or position != len(stripped):
        raise UsageError(
            f"{text!r} is not a duration", advice="Write a number with s, m, h, d or w: 90s, 36h, 7d, 1h30m."
        )
    if seconds > _LONGEST_DAYS * 86400:
        raise UsageError(f"{text!r} is longer than a century")
    return timedelta(seconds=seconds)


def duration_code(duration: timedelta) -> str:
    """A duration as `parse_duration` reads it: `7d`, `36h`, `1h30m`. For settings and JSON."""
    milliseconds = round(duration / timedelta(milliseconds=1))
    parts = []
    for unit, size in (("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)):
        count, milliseconds = divmod(milliseconds, size)
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts) or "0s"
