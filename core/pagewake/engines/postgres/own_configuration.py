"""The configuration that a directory has before a restore into it: what belongs to it, and can stay as it is.

Who restores production onto a test machine, or turns a server back, may want that machine's memory, port and access
rules afterwards and not the backup's. Such files lie in the directory, with those that they include and name
(certificates); or elsewhere, as Debian has them in /etc/postgresql, where a restore never writes. A file elsewhere is
taken for this directory's only if it says so itself (`data_directory`), or if the server that ran here last was
started with it (`postmaster.opts`, its command line with each argument in double quotes).
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from pagewake.engines.base import Destination, Keepable
from pagewake.engines.postgres.captured_server import captured_server
from pagewake.engines.postgres.configuration import (
    AUTO_FILE,
    MAIN_FILE,
    Configuration,
    Setting,
    parse_settings,
    read_files,
    read_text,
)
from pagewake.engines.postgres.settings import STALE

OPTIONS_FILE = "postmaster.opts"
OTHER_FILES = {"hba_file": "pg_hba.conf", "ident_file": "pg_ident.conf"}
"""The settings that name the other two files, and where a server looks for them if it is told nothing."""
CONFLICTING = frozenset(
    {
        "recovery_target",
        "recovery_target_lsn",
        "recovery_target_name",
        "recovery_target_time",
        "recovery_target_xid",
    }
)
"""Two of them in force are a fatal error, and one in a file elsewhere cannot be taken out."""
_CERTIFICATES = {"ssl_cert_file": "server.crt", "ssl_key_file": "server.key"}
_NAMED = ("ssl_ca_file", "ssl_crl_file", "ssl_crl_dir", "ssl_dh_params_file", "krb_server_keyfile")
_MOST_FILES = 200
_MAX_DEPTH = 10
_CONFIG_FILE = re.compile(r"(?:--)?config[_-]file=(.+)", re.DOTALL)
_BESIDE = re.compile(
    r'^\s*(?P<how>include(?:_if_exists|_dir)?)\s+(?P<named>"[^"]+"|[^\s#]+)|(?:^|[\s,])@(?P<list>"[^"]+"|[^\s,#"]+)'
)


def own_configuration(destination: Destination) -> Keepable:
    """What a restore to there can leave as it is. Reads only; what cannot be read is the problem of what it returns."""
    directory = destination.directory
    try:
        main = _main_elsewhere(destination)
        if main is None and not (destination.delta and directory.is_dir()):
            return Keepable()
        found = read_files(main or directory / MAIN_FILE, directory / AUTO_FILE)
        named = [*found.files, *_named_by(found, directory)]
        if main is not None:
            named += [directory / MAIN_FILE, directory / OPTIONS_FILE]
        inside = set[str]()
        outside = list[Path]()
        for path in (Path(os.path.normpath(one)) for one in named[:_MOST_FILES]):
            if name := name_within(path, directory):
                inside.add(name)
            elif path.is_file() and path not in outside:
                outside.append(path)
        inside = {name for name in inside if (directory / name).is_file()}
    except OSError as error:
        return Keepable(problem=f"its configuration cannot be read: {error.strerror or error}")
    if destination.left is not None:
        inside &= destination.left
    kept = tuple(sorted(inside)) if destination.delta else ()
    if not kept and main is None:
        return Keepable()
    problem, advice = _problem(destination, found)
    return Keepable(kept, tuple(outside), main, problem, advice)


def name_within(path: Path, directory: Path) -> str:
    """The path of a file relative to a directory that it is in, links not followed; empty for one that is not."""
    plain, root = os.path.normpath(path), os.path.normpath(directory)
    return os.path.relpath(plain, root) if plain.startswith(root.rstrip("/") + "/") else ""


def really_within(path: Path, directory: Path) -> bool:
    """Whether a file lies in a directory, links followed: what does not is not this directory's to write to."""
    return bool(name_within(Path(os.path.realpath(path)), Path(os.path.realpath(directory))))


def started_with(directory: Path) -> Path | None:
    """The configuration file that the server which ran here last was told on its command line."""
    try:
        words = shlex.split(read_text(directory / OPTIONS_FILE))
    except (OSError, ValueError):
        return None
    named = [match[1] for word in words if (match := _CONFIG_FILE.fullmatch(word.removeprefix("-c")))]
    return Path(named[-1]) if named and os.path.isabs(named[-1]) else None


def _main_elsewhere(destination: Destination) -> Path | None:
    """The main file of this directory's server, where that lies elsewhere. Raises OSError."""
    directory = destination.directory
    told = started_with(directory)
    if told is not None and told.is_file():
        return None if name_within(told, directory) else told
    for one in captured_server(destination.read_file).configuration:
        path = Path(one.path)
        if one.setting != "config_file" or not path.is_absolute() or name_within(path, directory):
            continue
        with suppress(OSError):  # somebody else's, which we may not read
            there = read_files(path).values.get("data_directory", "") if path.is_file() else ""
            if there and os.path.realpath(there) == os.path.realpath(directory):
                return path
    return None


def _named_by(found: Configuration, directory: Path) -> Iterator[Path]:
    """The files that settings name, with those that the rules of access include. Raises OSError."""
    values = found.values
    for setting, usual in OTHER_FILES.items():
        yield from _with_included(directory / (values.get(setting) or usual), set(), 0)
    names = [values[name] for name in _NAMED if values.get(name)]
    if values.get("ssl", "off").lower() in ("on", "true", "yes", "1"):
        names += [values.get(setting) or usual for setting, usual in _CERTIFICATES.items()]
    for name in names:
        path = directory / name
        yield from sorted(path.iterdir()) if path.is_dir() else [path]


def _with_included(path: Path, seen: set[Path], depth: int) -> Iterator[Path]:
    """A file of access rules, and those that it includes (since PostgreSQL 16) or takes lists of names from (`@`)."""
    if depth > _MAX_DEPTH or path in seen or not path.is_file():
        return
    seen.add(path)
    yield path
    for line in read_text(path).split("\n"):
        for match in _BESIDE.finditer(line.partition("#")[0]):
            named = path.parent / (match["named"] or match["list"]).strip('"')
            inner: Iterable[Path] = [named]
            if match["how"] == "include_dir":
                inner = sorted(named.glob("*.conf")) if named.is_dir() else ()
            for one in inner:
                yield from _with_included(one, seen, depth + 1)


def _problem(destination: Destination, found: Configuration) -> tuple[str, str]:
    """Why the files must not stay, and what to do; two empty texts where they can."""
    here, there = _version(destination.directory), destination.read_file("PG_VERSION")
    backup = there.decode("ascii", "replace").strip() if there is not None else ""
    if here and backup and here != backup and destination.left is None:
        return (
            f"the configuration there is of PostgreSQL {here}, and the backup is of {backup}: a server may not start",
            "Have the backup's configuration written, and carry over by hand what you need.",
        )
    for path in found.files:
        astray = [] if really_within(path, destination.directory) else _targets_of(path, found)
        if astray:
            return (
                f"{path} sets {', '.join(astray)}, and that would lead this recovery elsewhere",
                "Take that out of it first: a restore changes nothing outside its directory.",
            )
    return "", ""


def _targets_of(path: Path, found: Configuration) -> list[str]:
    """The recovery targets that a file sets, and that are in force."""
    with suppress(OSError):
        names = {one.name for one in parse_settings(read_text(path)) if one.value}
        return sorted(name for name in names & CONFLICTING if found.values.get(name))
    return []


def _version(directory: Path) -> str:
    with suppress(OSError):
        return read_text(directory / "PG_VERSION").strip()
    return ""


def leads_away(setting: Setting, directory: Path) -> bool:
    """Whether a line of a file that stays would lead this directory's server, or its recovery, elsewhere."""
    if setting.name == "data_directory":
        return os.path.realpath(setting.value) != os.path.realpath(directory)
    return setting.name in STALE
