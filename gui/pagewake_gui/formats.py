"""Sizes, counts, times and LSNs as the window writes them: one place, in the user's language and zone.

Times are kept in UTC; the zone is how they are shown. LSNs and ids are never localised.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QCoreApplication, QLocale

from pagewake.units import duration_text

translate = QCoreApplication.translate
JUST_NOW_S = 2.0
_UNITS = ("B", "KiB", "MiB", "GiB", "TiB", "PiB")


class Zone(StrEnum):
    """The zones that can be chosen without naming one."""

    UTC = "UTC"
    LOCAL = "local"
    SERVER = "server"
    """The zone of the server that the source is on which is shown; UTC as long as that is not known."""


def zone_named(name: str) -> tzinfo | None:
    """The zone of a setting: UTC, a name of the zone database, or None for the machine's own.

    A name that this machine does not know gives UTC, which is never wrong.
    """
    if name == Zone.LOCAL:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def plural(count: int) -> int:
    """A number as it chooses the plural form of a text: Qt counts with 32 bits, and large numbers are alike."""
    return count if count < 2**31 else 10**9 + count % 100  # no language looks at more than two digits


class Formats:
    """Writes values for people. `zone` as for `zone_named`."""

    def __init__(self, locale: QLocale | None = None, zone: str = Zone.LOCAL) -> None:
        self.locale = locale or QLocale()
        self.zone_name = zone
        self._zone = zone_named(zone)

    def size(self, count: float) -> str:
        """A size in IEC units with three significant digits."""
        value, unit = float(count), 0
        while abs(value) >= 1024 and unit < len(_UNITS) - 1:
            value, unit = value / 1024, unit + 1
        digits = 0 if unit == 0 or abs(value) >= 100 else 1 if abs(value) >= 10 else 2
        return f"{self.locale.toString(value, 'f', digits)} {_UNITS[unit]}"

    def count(self, count: int) -> str:
        """A whole number with the language's separators. Any size: Qt's own stops at 64 bits."""
        return f"{count:,}".replace(",", self.locale.groupSeparator() or " ")

    def percent(self, fraction: float) -> str:
        """A fraction as per cent."""
        digits = 1 if fraction < 0.1 else 0
        return f"{self.locale.toString(fraction * 100, 'f', digits)} %"

    def moment(self, when: datetime | float | None, *, seconds: bool = True) -> str:
        """A moment in the chosen zone, always with its offset: `2026-11-22 14:03:07 +01:00`."""
        shown = self.in_zone(when)
        if shown is None:
            return translate("Formats", "unknown")
        offset = shown.strftime("%z")
        offset = "UTC" if offset in ("+0000", "") else f"{offset[:3]}:{offset[3:5]}"
        return f"{shown.strftime('%Y-%m-%d %H:%M:%S' if seconds else '%Y-%m-%d %H:%M')} {offset}"

    def in_zone(self, when: datetime | float | None) -> datetime | None:
        """A moment (aware, or seconds since the epoch) in the chosen zone; None for what is none (nan too)."""
        if when is None or when != when:  # nan
            return None
        moment = when if isinstance(when, datetime) else datetime.fromtimestamp(float(when), UTC)
        return moment.astimezone(self._zone)

    def iso(self, when: datetime | float) -> str:
        """A moment as it is copied: ISO 8601 in UTC."""
        moment = when if isinstance(when, datetime) else datetime.fromtimestamp(float(when), UTC)
        return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")

    def duration(self, seconds: float) -> str:
        """A length of time, as the command line writes it but for the language's decimals: `4.2 s`, `1 h`."""
        text = re.sub(r" 00 \w+$", "", duration_text(seconds))
        return text.replace(".", self.locale.decimalPoint())

    def age(self, seconds: float) -> str:
        """How long ago, no finer than seconds."""
        length = f"{abs(seconds):.0f} s" if abs(seconds) < 59.5 else self.duration(abs(seconds))
        if seconds < 0:
            return translate("Formats", "in {0}").format(length)
        if seconds < JUST_NOW_S:
            return translate("Formats", "just now")
        return translate("Formats", "{0} ago").format(length)
