"""The marker of a restore: a file in the directory from before the first byte until its database is complete.

It keeps people from taking a half-made directory for a database, tells the next restore what it may write over, and
is locked by whoever is restoring: a lock of the file system ends with its process, however that ends.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from pagewake.clock import now as clock_now
from pagewake.disk import Disk
from pagewake.errors import RestoreUnderWay

MARKER = "pagewake-restore.json"
"""Lies in a directory while what is in it is not a complete database."""
_MAX_MARKER = 16 << 20
_NOTE = "a restore into this directory has not finished"
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | _NOFOLLOW


@dataclass(frozen=True)
class Marker:
    """What the file says: JSON. `places` lie outside the directory and are written to as well.

    `overwrites`: what is there was a whole database once, which a delta restore was turning into another. `kept` are
    files in the directory that it was to leave as they are.
    """

    backup: str = ""
    places: tuple[str, ...] = ()
    overwrites: bool = False
    begun: datetime | None = None
    kept: tuple[str, ...] = ()


_DECODER = msgspec.json.Decoder(Marker)


def read_marker(directory: Path) -> Marker | None:
    """The marker of a directory; None where there is none. One that cannot be read says nothing."""
    try:
        descriptor = os.open(directory / MARKER, _READ)
    except FileNotFoundError:
        return None
    except OSError:
        return Marker()
    with open(descriptor, "rb") as file:
        try:
            return _DECODER.decode(file.read(_MAX_MARKER))
        except (OSError, msgspec.DecodeError, UnicodeError, RecursionError):
            return Marker()


def begun_places(directory: Path) -> frozenset[Path]:
    """The places outside the directory that a restore which did not finish has written to."""
    marker = read_marker(directory)
    return frozenset(map(Path, marker.places)) if marker is not None else frozenset()


def left_alone(directory: Path) -> frozenset[str] | None:
    """The files that a restore which did not finish was to leave as they are; None where none has begun."""
    marker = read_marker(directory)
    return frozenset(marker.kept) if marker is not None else None


def write_marker(
    directory: Path,
    backup: str,
    places: Sequence[Path],
    disk: Disk,
    *,
    overwrites: bool,
    kept: Sequence[str] = (),
) -> int:
    """Mark a directory, durably; returns the descriptor that holds its lock. Raises OSError, RestoreUnderWay."""
    text = json.dumps(
        {
            "backup": backup,
            "note": _NOTE,
            "places": [str(place) for place in places],
            "overwrites": overwrites,
            "begun": clock_now().isoformat(),
            "kept": list(kept),
        }
    )
    descriptor = disk.open(directory / MARKER, os.O_WRONLY | os.O_CREAT | _NOFOLLOW, 0o600)
    held = -1
    try:
        held = os.open(directory / MARKER, _READ)
        _lock(held, directory)
        disk.truncate(descriptor, 0)
        disk.write(descriptor, text.encode())
        disk.sync(descriptor)
        disk.sync_directory(directory)
    except BaseException:
        if held >= 0:
            os.close(held)
        raise
    finally:
        os.close(descriptor)
    return held


@contextmanager
def nobody_else(directory: Path) -> Iterator[None]:
    """A block in which no restore writes into a directory that holds a marker. Raises RestoreUnderWay."""
    try:
        descriptor = os.open(directory / MARKER, _READ)
    except OSError:  # none is there; or something that is none, which is refused when it is to be written
        yield
        return
    try:
        _lock(descriptor, directory)
        yield
    finally:
        os.close(descriptor)


def under_way(directory: Path) -> bool:
    """Whether a restore writes into a directory right now, as far as this machine can tell."""
    try:
        with nobody_else(directory):
            return False
    except RestoreUnderWay:
        return True


def _lock(descriptor: int, directory: Path) -> None:
    try:
        import fcntl
    except ModuleNotFoundError:  # no such locks on this system
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            raise RestoreUnderWay(
                "another restore is writing into this directory", object_name=str(directory)
            ) from None
        # A file system without locks: it was no different before there were any.
