"""Where the tablespaces of a restored cluster go.

A tablespace is a directory anywhere, to which `pg_tblspc/OID` in the data directory links; what a cluster of one
version keeps in it lies in a directory named after the version, so that the clusters of two versions may share one.
A backup's `tablespace_map` has a line `OID LOCATION` for each; a server that finds a `backup_label` makes the links
anew from it, so that both must say the same. Source of the format: `access/transam/xlogrecovery.c`.

A tablespace whose location is not absolute lies inside the data directory ("in place") and goes where that goes.
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Mapping
from pathlib import Path

from pagewake.engines.base import Destination, ReadFile
from pagewake.engines.postgres.captured_server import captured_server
from pagewake.engines.postgres.control import parse_control
from pagewake.engines.postgres.versions import version_directory
from pagewake.errors import DirectoryNotEmpty, RestoreError, UsageError

MAP_FILE = "tablespace_map"
LINKS = "pg_tblspc"
OPTION = "tablespace:"
ALL = "*"
SCRATCH_DIRECTORY = "pagewake-tablespaces"
"""Below a scratch directory: its tablespaces, so that they go when it goes."""
MAX_MAP = 1 << 20
_OID = re.compile(r"[1-9][0-9]{0,9}")


def parse_map(content: bytes) -> dict[int, str]:
    """The locations that a `tablespace_map` names, by OID. Raises RestoreError for what is none."""
    if len(content) > MAX_MAP:
        raise RestoreError(
            f"has {len(content)} bytes, too many for a map of tablespaces", object_name=MAP_FILE
        )
    found: dict[int, str] = {}
    for line in _lines(os.fsdecode(content)):
        oid, space, location = line.partition(" ")
        if not (space and location and _OID.fullmatch(oid)):
            raise RestoreError(f"the line {line[:100]!r} names no tablespace", object_name=MAP_FILE)
        found[int(oid)] = location
    return found


def format_map(locations: Mapping[int, Path]) -> bytes:
    """A `tablespace_map` of these locations."""
    lines = []
    for oid, location in sorted(locations.items()):
        escaped = "".join(f"\\{letter}" if letter in "\\\n\r" else letter for letter in str(location))
        lines.append(f"{oid} {escaped}\n")
    return os.fsencode("".join(lines))


def old_locations(read_file: ReadFile) -> dict[int, str]:
    """Where the tablespaces of a backup were, by OID; those in place are not among them. Raises RestoreError."""
    server = captured_server(read_file)
    content = read_file(MAP_FILE)
    named = {oid: text for oid, text in server.tablespaces.items() if os.path.isabs(text)}
    return named if content is None else named | parse_map(content)


def locations_of(destination: Destination) -> dict[int, Path]:
    """Where each tablespace of the backup goes, by OID; those in place are not among them.

    Raises:
        UsageError: the user's mapping cannot be carried out.
        DirectoryNotEmpty: a place holds another cluster's files.
    """
    named = old_locations(destination.read_file)
    wanted = {
        name.removeprefix(OPTION): text
        for name, text in destination.options.items()
        if name.startswith(OPTION)
    }
    _refuse_unknown(wanted, named)
    locations = {oid: _location(oid, old, wanted, destination) for oid, old in named.items()}
    _refuse_shared(locations, destination)
    return locations


def places_of(destination: Destination, locations: Mapping[int, Path]) -> dict[str, Path]:
    """The subtrees of the backup that go to those locations, for `Recovery.places`.

    Raises DirectoryNotEmpty, and RestoreError where the backup's control file is missing.
    """
    if not locations:
        return {}
    content = destination.read_file("global/pg_control")
    if content is None:
        raise RestoreError("the backup has no control file", object_name="global/pg_control")
    directory = version_directory(parse_control(content).format)
    places = {f"{LINKS}/{oid}/{directory}": path / directory for oid, path in locations.items()}
    for (oid, location), place in zip(locations.items(), places.values(), strict=True):
        _refuse_foreign(oid, location, place, destination)
    return places


def _lines(text: str) -> list[str]:
    """The lines of a map, with their escapes taken away."""
    lines: list[str] = []
    line: list[str] = []
    escaped = False
    for letter in text:
        if escaped:
            line.append(letter)
            escaped = False
        elif letter == "\\":
            escaped = True
        elif letter in "\n\r":
            lines.append("".join(line))
            line = []
        else:
            line.append(letter)
    lines.append("".join(line))
    return [line for line in lines if line]


def _refuse_unknown(wanted: Mapping[str, str], named: Mapping[int, str]) -> None:
    known = {ALL, *map(str, named), *named.values(), *(os.path.normpath(text) for text in named.values())}
    for old, new in wanted.items():
        if os.path.normpath(old) not in known:
            places = ", ".join(f"{oid} at {text}" for oid, text in sorted(named.items())) or "none"
            raise UsageError(
                f"the backup has no tablespace {old}",
                object_name="--tablespace-map",
                advice=f"Its tablespaces: {places}.",
            )
        if not os.path.isabs(new):
            raise UsageError(f"{new!r} is not an absolute path", object_name="--tablespace-map")


def _location(oid: int, old: str, wanted: Mapping[str, str], destination: Destination) -> Path:
    normal = {os.path.normpath(key): text for key, text in wanted.items() if key != ALL}
    for key in (str(oid), os.path.normpath(old)):
        if key in normal:
            return Path(os.path.normpath(normal[key]))
    if ALL in wanted:
        return Path(os.path.normpath(wanted[ALL])) / str(oid)
    if destination.scratch:
        return destination.directory / SCRATCH_DIRECTORY / str(oid)
    return Path(os.path.normpath(old))


def _refuse_shared(locations: Mapping[int, Path], destination: Destination) -> None:
    """Refuse places of which one holds another: a later run would take one's files for the other's."""
    target = destination.directory.resolve()
    inside = target / SCRATCH_DIRECTORY if destination.scratch else None
    real = {oid: path.resolve() for oid, path in locations.items()}
    for oid, path in real.items():
        if inside is not None and path.parent == inside:
            continue
        if path == target or target in path.parents:
            raise UsageError(
                f"tablespace {oid} cannot go to {path}: that is inside the data directory",
                object_name="--tablespace-map",
            )
    ordered = sorted(real.items(), key=lambda item: item[1].parts)
    for (one, upper), (other, lower) in itertools.pairwise(ordered):
        if upper == lower or upper in lower.parents:
            raise UsageError(
                f"the tablespaces {one} and {other} cannot share {upper}",
                object_name="--tablespace-map",
                advice="Give each a directory of its own: OLD=NEW, or *=DIR for a directory each below DIR.",
            )


def _refuse_foreign(oid: int, location: Path, place: Path, destination: Destination) -> None:
    """Refuse a place with files in it, unless they are this very data directory's own."""
    if not place.is_dir() or not any(place.iterdir()) or place in destination.begun:
        return
    link = destination.directory / LINKS / str(oid)
    if link.is_symlink() and link.resolve() == location.resolve():
        return
    raise DirectoryNotEmpty(
        f"tablespace {oid} belongs here, and a cluster's files are here that are not those of "
        f"{destination.directory}",
        object_name=str(place),
        advice=f"Send it to another place: --tablespace-map {location}=NEW, or --tablespace-map '*=DIR'.",
    )
