"""What a backup says about the server that it was made from: `pagewake/server.json` among its files.

All of it helps and none of it is needed: a backup whose file is missing or of another shape restores all the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pagewake.engines.base import ReadFile

CAPTURED = "pagewake"
"""The directory of a backup that holds what Pagewake added to it."""
SERVER_FILE = f"{CAPTURED}/server.json"
RELATIONS_FILE = f"{CAPTURED}/relations.json"
CONFIGURATION = f"{CAPTURED}/config"
_MAX_TABLESPACES = 100_000
_ZONES = ("log_timezone", "TimeZone")
_MAIN_FORK = re.compile(r"(?:base/\d+|pg_tblspc/\d+/PG_\d+_\d+/\d+)/\d+")


@dataclass(frozen=True)
class CapturedFile:
    """One configuration file: the setting that named it (`include` where another file did), where it was on its
    server, and what it is called in the backup."""

    setting: str
    path: str
    file: str


@dataclass(frozen=True)
class CapturedServer:
    """The server as it was: its user's name, the mode of its data directory, and where its tablespaces were.

    `version_number` is the version as the server counts (150020), 0 where it is not known.
    `tablespaces` are locations by OID, a relative one for a tablespace inside the data directory. `configuration`
    are the files that the server kept elsewhere. `remove_before_start` are the paths of relations whose main fork a
    server makes anew when it recovers. `time_zone` is that of its log, or of its sessions. Empty or None where the
    backup does not say.
    """

    version: str = ""
    version_number: int = 0
    owner: str = ""
    mode: int | None = None
    tablespaces: Mapping[int, str] = field(default_factory=dict)
    configuration: tuple[CapturedFile, ...] = ()
    remove_before_start: tuple[str, ...] = ()
    time_zone: str = ""


def captured_server(read_file: ReadFile) -> CapturedServer:
    """What a backup says of its server, as far as it does."""
    content = read_file(SERVER_FILE)
    if content is None:
        return CapturedServer()
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return CapturedServer()
    if not isinstance(document, dict):
        return CapturedServer()
    owner = document.get("owner")
    name = owner.get("name") if isinstance(owner, dict) else owner
    return CapturedServer(
        _text(document.get("version")),
        _number(document.get("version_number")),
        _text(name),
        _mode(document.get("directory_mode")),
        _tablespaces(document.get("tablespaces")),
        _configuration(document.get("configuration")),
        _paths(document.get("remove_before_start")),
        _time_zone(document.get("settings")),
    )


def relation_names(read_file: ReadFile) -> Mapping[str, str]:
    """What people called the relations of a backup: `database.schema.name` by relation key."""
    try:
        document = json.loads(read_file(RELATIONS_FILE) or b"{}")
    except (ValueError, RecursionError):
        return {}
    names = document.get("names") if isinstance(document, dict) else None
    if not isinstance(names, dict):
        return {}
    return {key: name for key, name in names.items() if isinstance(name, str)}


def _text(value: object) -> str:
    return value if isinstance(value, str) and "\0" not in value else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10_000_000 else 0


def _mode(value: object) -> int | None:
    return value & 0o777 if isinstance(value, int) and not isinstance(value, bool) else None


def _configuration(value: object) -> tuple[CapturedFile, ...]:
    found = []
    for entry in value if isinstance(value, list) else ():
        if isinstance(entry, dict):
            setting, path, file = (_text(entry.get(key)) for key in ("setting", "path", "file"))
            name = file.removeprefix(f"{CONFIGURATION}/")
            if setting and path and name and "/" not in name:
                found.append(CapturedFile(setting, path, name))
    return tuple(found)


def _time_zone(value: object) -> str:
    """A server's log is written in a zone of its own; sessions may be told another by whoever connects."""
    settings = value if isinstance(value, dict) else {}
    return next((text for name in _ZONES if (text := _text(settings.get(name)))), "")


def _paths(value: object) -> tuple[str, ...]:
    """Paths of main forks: nothing else may be removed at a backup's word."""
    entries = value if isinstance(value, list) else ()
    return tuple(entry for entry in entries if isinstance(entry, str) and _MAIN_FORK.fullmatch(entry))


def _tablespaces(value: object) -> dict[int, str]:
    if not isinstance(value, dict) or len(value) > _MAX_TABLESPACES:
        return {}
    found = {}
    for key, location in value.items():
        text = _text(location.get("location") if isinstance(location, dict) else location)
        if key.isdecimal() and len(key) <= 10 and text:
            found[int(key)] = text
    return found
