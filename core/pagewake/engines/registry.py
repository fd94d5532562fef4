"""The engines that are installed: found by entry point, and recognised by what lies at a place.

An engine is an object of `pagewake.engines.base.Engine` under the entry point group `pagewake.engines`. The
built-in ones are known also where no entry points are (a source tree that is not installed, a frozen
application).
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from pagewake.errors import SourceNotRecognised, UsageError
from pagewake.lsn import LsnStyle
from pagewake.plugins import entry_points, load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pagewake.engines.base import Engine

GROUP = "pagewake.engines"
BUILT_IN = {
    "neuroquantum": "pagewake.engines.neuroquantum:ENGINE",
    "postgres": "pagewake.engines.postgres:ENGINE",
}
_LOOKED_INTO = 100
"""Directories below a place that is no database that are looked at for one."""


@cache
def _targets() -> Mapping[str, str]:
    """`module:object` by engine name; an installed engine replaces a built-in one of the same name."""
    return MappingProxyType({**BUILT_IN, **entry_points(GROUP)})


def engine_names() -> tuple[str, ...]:
    """The names of all engines, in alphabetical order. Loads none."""
    return tuple(sorted(_targets()))


def engine(name: str) -> Engine:
    """The engine of that name. Raises UsageError."""
    if name not in _targets():
        known = ", ".join(engine_names())
        raise UsageError(f"there is no engine {name!r}", advice=f"The engines installed are: {known}.")
    return _load(name)


def lsn_style(name: str) -> LsnStyle:
    """How the people of an engine write LSNs; for an engine that is not installed, as plain numbers."""
    try:
        return engine(name).lsn_style
    except UsageError:
        return LsnStyle.DECIMAL


def engines() -> Mapping[str, Engine]:
    """All engines by name. Raises UsageError for one that is installed and cannot be loaded."""
    return MappingProxyType({name: _load(name) for name in engine_names()})


def recognise(location: str) -> Engine:
    """The engine whose database lies at `location`, a directory or a URI.

    Raises:
        SourceNotRecognised: no engine, or more than one, recognises it.
    """
    found = [one for one in engines().values() if one.recognise(location)]
    if not found:
        raise _not_recognised(location)
    if len(found) > 1:
        names = " and ".join(one.name for one in found)
        raise SourceNotRecognised(
            f"this could be a database of {names}", object_name=location, advice="Name one with --engine."
        )
    return found[0]


def _not_recognised(location: str) -> SourceNotRecognised:
    """Why no engine found a database: nothing there, no right to look, or another directory is meant."""
    path = Path(location)
    try:
        entries = sorted(path.iterdir()) if os.path.lexists(path) else None
    except PermissionError:
        return SourceNotRecognised(
            "this user may not look into it, so whether a database is there cannot be told",
            object_name=location,
            advice="Run pagewake as the user that the database belongs to: for PostgreSQL usually sudo -u postgres.",
        )
    except (OSError, ValueError):
        entries = []
    if entries is None:
        return SourceNotRecognised(
            "there is no such directory, and the settings know no source of this name",
            object_name=location,
            advice="Check the path, and that its disk is mounted. The names that are known: pagewake source list",
        )
    inside = [
        entry
        for entry in entries[:_LOOKED_INTO]
        if entry.is_dir() and any(one.recognise(str(entry)) for one in engines().values())
    ]
    if inside:
        return SourceNotRecognised(
            "no database lies here, but one does below it", object_name=location, advice=f"Give: {inside[0]}"
        )
    return SourceNotRecognised("no engine recognises a database here", object_name=location)


@cache
def _load(name: str) -> Engine:
    try:
        return cast("Engine", load(_targets()[name]))
    except (ImportError, AttributeError) as error:
        raise UsageError(
            f"the engine {name!r} is installed and cannot be loaded: {error}",
            advice="Install what it needs, or remove the package that brings it.",
        ) from error
