"""What is kept of an error that nobody foresaw: one file with the traceback and without credentials.

The files lie in `crashes` below the user's state directory, readable by the user alone; the last `KEPT` stay.
"""

from __future__ import annotations

import os
import platform
import re
import traceback
from collections.abc import Sequence
from pathlib import Path

from pagewake import __version__
from pagewake.clock import iso_utc, now

KEPT = 20
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]*@|(?i:(?<=password=))[^&\s'\"]+")


def redacted(text: str) -> str:
    """Text without the credentials that connection strings and URIs may hold."""
    return _CREDENTIALS.sub("...", text)


def crash_details(error: BaseException, arguments: Sequence[str], *more: str) -> str:
    """The report on an error: versions, how the program was called, `more` lines, and the traceback."""
    lines = [
        f"pagewake {__version__}, Python {platform.python_version()}, {platform.platform()}",
        *more,
        f"at {iso_utc(now())}",
        "arguments: " + " ".join(map(repr, arguments)),
        "",
        "".join(traceback.format_exception(error)),
    ]
    return redacted("\n".join(lines))


def crash_directory() -> Path:
    """Where reports are kept; made where it is not there. Raises OSError."""
    from platformdirs import user_state_path

    directory = user_state_path("pagewake", appauthor=False) / "crashes"
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    return directory


def write_crash_report(details: str) -> Path:
    """Keep a report and return its file. Raises OSError."""
    directory = crash_directory()
    stamp = iso_utc(now()).replace(":", "").replace("-", "").partition(".")[0].rstrip("Z")
    path = directory / f"crash-{stamp}Z-{os.getpid()}.txt"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(details)
    for old in sorted(directory.glob("crash-*.txt"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return path
