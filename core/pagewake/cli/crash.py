"""What is kept of an error that nobody foresaw: a file with the traceback, and one sentence that names it."""

from __future__ import annotations

import os
import platform
import re
import traceback
from collections.abc import Sequence
from pathlib import Path

from pagewake import __version__
from pagewake.cli.session import Session
from pagewake.clock import iso_utc, now
from pagewake.errors import Unexpected

KEPT = 20
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]*@|(?i:(?<=password=))[^&\s'\"]+")


def explain(error: Exception, arguments: Sequence[str], session: Session) -> Unexpected:
    """Write the details down and return the error that says so."""
    details = _details(error, arguments)
    if session.verbose or os.environ.get("PAGEWAKE_DEBUG") == "1":
        session.tell(details.rstrip())
    kind = type(error).__name__
    what = f"unexpected {kind}: {redacted(str(error))}" if str(error) else f"unexpected {kind}"
    try:
        path = _write(details)
    except OSError as unwritable:
        reason = unwritable.strerror or str(unwritable)
        return Unexpected(
            what, advice=f"The details could not be written ({reason}): run it again with --verbose."
        )
    return Unexpected(what, advice=f"Please report it with the details that were written to: {path}")


def redacted(text: str) -> str:
    """Text without the credentials that connection strings and URIs may hold."""
    return _CREDENTIALS.sub("...", text)


def _details(error: Exception, arguments: Sequence[str]) -> str:
    lines = [
        f"pagewake {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"at {iso_utc(now())}",
        "arguments: " + " ".join(map(repr, arguments)),
        "",
        "".join(traceback.format_exception(error)),
    ]
    return redacted("\n".join(lines))


def _write(details: str) -> Path:
    from platformdirs import user_state_path

    directory = user_state_path("pagewake", appauthor=False) / "crashes"
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp = iso_utc(now()).replace(":", "").replace("-", "").partition(".")[0].rstrip("Z")
    path = directory / f"crash-{stamp}Z-{os.getpid()}.txt"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(details)
    for old in sorted(directory.glob("crash-*.txt"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return path
