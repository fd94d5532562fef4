"""From a location to a source: a data directory or a `postgresql://` URI.

What it takes to talk to a server (libpq, which comes with psycopg) is an extra of the package, so it is loaded here
and not before.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pagewake.errors import SourceNotRecognised, UsageError

if TYPE_CHECKING:
    from pagewake.engines.base import Source

_URI = re.compile(r"postgres(?:ql)?://")


def recognise(location: str) -> bool:
    """Whether a location is a PostgreSQL data directory or a connection; raises nothing."""
    if _URI.match(location):
        return True
    try:
        return _is_data_directory(Path(location))
    except (OSError, ValueError):
        return False


def open_source(location: str, *, connection: str | None = None) -> Source:
    """Open a server as a source.

    Raises:
        SourceNotRecognised: neither a data directory nor a URI, or a server that is not supported.
        SourceUnreadable: it cannot be reached or read.
        UsageError: what it takes to talk to servers is not installed.
    """
    remote = _URI.match(location) is not None
    if not remote and not recognise(location):
        raise SourceNotRecognised(
            "is no PostgreSQL data directory (it has no PG_VERSION and global/pg_control)",
            object_name=location,
        )
    try:
        from pagewake.engines.postgres import libpq, source

        libpq.client_version()  # the library itself
    except ImportError as error:
        if not (error.name or "").startswith("psycopg"):
            raise
        raise UsageError(
            "to back up a PostgreSQL server, psycopg must be installed",
            advice="Install it with: pip install 'pagewake[postgres]'",
        ) from error
    if remote:
        return source.open_uri(location if connection is None else connection)
    return source.open_directory(Path(location), connection)


def _is_data_directory(path: Path) -> bool:
    return (path / "PG_VERSION").is_file() and (path / "global" / "pg_control").is_file()
