"""When an agent last saw which time, on disk: what `leaps` is decided by after a restart."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from pagewake.agent.leaps import Leaps, Uptime
from pagewake.disk import replace_file

_EVERY = timedelta(minutes=10)
_MAX_FILE = 4096
_BOOT = Path("/proc/sys/kernel/random/boot_id")
_log = logging.getLogger(__name__)


def uptime() -> Uptime | None:
    """Since when this machine is on, sleep included; None where it does not tell that, or which start it was."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    try:
        boot = _BOOT.read_text().strip()
    except OSError:
        return None
    return Uptime(boot, timedelta(seconds=time.clock_gettime(clock))) if boot and clock is not None else None


class ClockMemory:
    """One file, replaced in one step every ten minutes. A damaged one is begun anew. Used from one thread.

    `uptime` tells since when the machine is on.
    """

    def __init__(self, path: Path, uptime: Callable[[], Uptime | None] | None = None) -> None:
        self._path = path
        self._uptime = uptime or (lambda: None)
        self._leaps = self._written = self._read()

    def look(self, now: datetime) -> bool:
        """See a time; returns whether it leapt ahead."""
        before, self._leaps = self._leaps, self._leaps.at(now, self._uptime())
        leapt = self._leaps.after is not None and self._leaps.after != before.after
        written = self._written.seen
        if leapt or written is None or not timedelta(0) <= now - written < _EVERY:
            self._write()
        return leapt

    @property
    def before(self) -> datetime | None:
        """The time before the newest leap."""
        return self._leaps.before

    def waits_until(self, now: datetime) -> datetime | None:
        """Until when nothing is removed; None where nothing is in the way of it."""
        return self._leaps.waits_until(now)

    def _write(self) -> None:
        self._written = self._leaps
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_file(self._path, msgspec.json.encode(self._leaps))
        except OSError as error:
            _log.warning("which time it is cannot be remembered: %s", error)

    def _read(self) -> Leaps:
        try:
            with self._path.open("rb") as file:
                found = msgspec.json.decode(file.read(_MAX_FILE), type=Leaps)
        except FileNotFoundError:
            return Leaps()
        except (OSError, ValueError, RecursionError) as error:
            _log.warning("which time it was cannot be read, and is begun anew: %s", error)
            return Leaps()
        times = (found.seen, found.before, found.after, found.started)
        return Leaps() if any(time is not None and time.tzinfo is None for time in times) else found
