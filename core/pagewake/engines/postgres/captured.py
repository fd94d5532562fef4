"""What a backup must know and the data directory does not hold: configuration kept elsewhere, names, ownership.

It becomes small files of the backup below `pagewake/`: `server.json`, `relations.json` and `config/`. A restore
reads them and leaves them out of what it makes.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from pagewake.engines.base import ExtraFile
from pagewake.engines.postgres.accounts import owner_name
from pagewake.engines.postgres.connection import Connection, explained
from pagewake.engines.postgres.file_rules import CAPTURED, inside
from pagewake.engines.postgres.remote_files import read_small
from pagewake.errors import SourceError
from pagewake.jobs import Job
from pagewake.model import Finding, Severity
from pagewake.units import counted

SERVER_FILE = f"{CAPTURED}/server.json"
RELATIONS_FILE = f"{CAPTURED}/relations.json"
CONFIG_DIRECTORY = f"{CAPTURED}/config"
LARGEST_CONFIG = 16 << 20

SETTINGS = (
    "archive_mode",
    "config_file",
    "data_checksums",
    "data_directory_mode",
    "full_page_writes",
    "hba_file",
    "hot_standby",
    "ident_file",
    "lc_messages",
    "listen_addresses",
    "log_directory",
    "log_timezone",
    "max_connections",
    "max_locks_per_transaction",
    "max_prepared_transactions",
    "max_wal_senders",
    "max_worker_processes",
    "port",
    "server_encoding",
    "shared_buffers",
    "shared_preload_libraries",
    "ssl",
    "TimeZone",
    "unix_socket_directories",
    "wal_level",
    "wal_segment_size",
)
"""The settings that a restore may need to look at, as the server had them."""

_CONFIG_SETTINGS = ("config_file", "hba_file", "ident_file")
_NAMES = """
SELECT COALESCE(NULLIF(c.reltablespace, 0), d.dattablespace)::text,
       CASE WHEN c.reltablespace = 1664 THEN '0' ELSE d.oid::text END,
       pg_relation_filenode(c.oid)::text,
       CASE WHEN c.reltablespace = 1664 THEN 'pg_global' ELSE d.datname END, n.nspname, c.relname
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, pg_database d
WHERE d.datname = current_database() AND c.relpersistence <> 't' AND pg_relation_filenode(c.oid) IS NOT NULL
"""
_DATABASES = "SELECT datname FROM pg_database WHERE datallowconn AND datconnlimit <> -2 ORDER BY datname"
_CONFIGURED = """
SELECT name, setting FROM pg_settings
WHERE source = 'configuration file' AND context <> 'internal'
  AND name NOT IN ('data_directory', 'hba_file', 'ident_file')
ORDER BY name
"""


@dataclass
class Captured:
    """Extra files of a backup, and what could not be captured."""

    files: list[ExtraFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def take(self, other: Captured) -> None:
        """Add what another one has."""
        self.files += other.files
        self.findings += other.findings


def databases_of(control: Connection, where: str) -> list[str]:
    """The databases that let anybody in."""
    with explained(where, "listing the databases"):
        return [name for (name,) in control.execute(_DATABASES).fetchall()]


def relation_names(
    databases: Sequence[str], connect: Callable[[str], Connection], where: str, job: Job
) -> Captured:
    """The names of all relations, for the heat map and for page views, from every database that lets us in."""
    captured = Captured()
    names: dict[str, str] = {}
    missing: list[str] = []
    for database in databases:
        job.check()
        try:
            connection = connect(database)
            try:
                with explained(where, f"reading the relation names of {database}"):
                    for space, number, relation, *name in connection.execute(_NAMES).fetchall():
                        names[f"{space}/{number}/{relation}"] = ".".join(name)
            finally:
                connection.close()
        except SourceError as error:
            missing.append(f"{database} ({error.what})")
    if missing:
        captured.findings.append(
            Finding(
                Severity.WARNING,
                "relation-names-missing",
                where,
                f"Relations of {len(missing)} of {counted(len(databases), 'database')} are known by number only: "
                f"{'; '.join(missing)[:500]}.",
                "Nothing is missing from the backup. Let the role connect to these databases to see their names.",
            )
        )
    captured.files.append(ExtraFile(RELATIONS_FILE, msgspec.json.encode({"names": names})))
    return captured


def configuration(
    control: Connection, settings: Mapping[str, str], root: Path | None, where: str
) -> tuple[Captured, list[dict[str, str]]]:
    """Configuration files that lie outside the data directory, and where each came from and went to.

    Without them a restored directory does not start as the server did. `root` is the data directory on this
    machine; None where the server is reached by connection only.
    """
    captured, index = Captured(), list[dict[str, str]]()
    data_directory = settings.get("data_directory", "")
    for setting, path in _configuration_paths(control, settings, where):
        if not path or (data_directory and inside(path, data_directory)):
            continue
        content = _content(control, path, data_directory, root, where)
        name = _free_name(os.path.basename(path), [one["file"] for one in index])
        if content is None and setting == "config_file":
            content = _rebuilt(control, path, where)
        if content is None:
            captured.findings.append(_not_captured(setting, path))
            continue
        captured.files.append(ExtraFile(name, content))
        index.append({"setting": setting, "path": path, "file": name})
    return captured, index


def _configuration_paths(
    control: Connection, settings: Mapping[str, str], where: str
) -> list[tuple[str, str]]:
    """(setting, path) of all configuration files; files that others include have the setting `include`."""
    found = [(name, settings.get(name, "")) for name in _CONFIG_SETTINGS]
    with explained(where, "listing the configuration files"):
        rows = control.execute(
            "SELECT DISTINCT sourcefile FROM pg_settings WHERE sourcefile IS NOT NULL ORDER BY 1"
        ).fetchall()
    known = {path for _, path in found}
    return found + [("include", path) for (path,) in rows if path not in known]


def _content(
    control: Connection, path: str, data_directory: str, root: Path | None, where: str
) -> bytes | None:
    """The content of a file of the server's machine; None where we may not see it."""
    if root is not None and data_directory and _is_same(Path(data_directory), root):
        try:
            with open(path, "rb") as file:
                return file.read(LARGEST_CONFIG)
        except OSError:
            return None
    try:
        return read_small(control, path, where, limit=LARGEST_CONFIG)
    except SourceError:
        return None


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:  # the server sees other directories than we do (a container)
        return False


def _free_name(name: str, taken: Sequence[str]) -> str:
    wanted, number = f"{CONFIG_DIRECTORY}/{name or 'file'}", 1
    while wanted in taken:
        number += 1
        wanted = f"{CONFIG_DIRECTORY}/{number}-{name}"
    return wanted


def _rebuilt(control: Connection, path: str, where: str) -> bytes | None:
    """A postgresql.conf of the settings that come from configuration files; None without the right to see them."""
    with explained(where, "reading the settings"):
        rows = control.execute(_CONFIGURED).fetchall()
    if not rows:
        return None
    lines = [f"# Rebuilt from pg_settings: {path} could not be read.\n"]
    for name, value in rows:
        escaped = value.replace("\\", "\\\\").replace("'", "''")
        lines.append(f"{name} = '{escaped}'\n")
    return "".join(lines).encode()


def _not_captured(setting: str, path: str) -> Finding:
    return Finding(
        Severity.WARNING,
        "configuration-not-captured",
        path,
        f"This file ({setting}) lies outside the data directory and cannot be read: it is not in the backup.",
        "Keep a copy of it, back up with the data directory at hand, or let the role read it: "
        "GRANT pg_read_server_files TO the role of the connection.",
    )


def first_superuser(control: Connection, where: str) -> str:
    """The oldest role that may log in and do everything; empty where there is none."""
    with explained(where, "reading the roles"):
        row = control.execute(
            "SELECT rolname FROM pg_roles WHERE rolsuper AND rolcanlogin ORDER BY oid LIMIT 1"
        ).fetchone()
    return str(row[0]) if row else ""


def server_description(
    *,
    version: str,
    version_number: int,
    system_identifier: int,
    in_recovery: bool,
    root: Path | None,
    settings: Mapping[str, str],
    tablespaces: Mapping[int, str],
    configured: Sequence[Mapping[str, str]] = (),
    superuser: str = "",
    remove_before_start: Sequence[str] = (),
) -> ExtraFile:
    """`server.json`: what a restore wants to know about the server that was backed up.

    Keys: `version` (text), `version_number`, `system_identifier` (text), `in_recovery`, `data_directory`, `owner`
    (`name`, `uid`, `gid`; null where it is not known), `directory_mode` (permission bits), `settings`,
    `tablespaces` (number to location; relative for one inside the data directory), `superuser` (a role that may
    do everything), `configuration` (a list of `setting`, `path`, `file`), `remove_before_start` (paths without
    segment number of main forks to delete before recovery: of relations that turned out to be unlogged, whose
    main fork recovery makes anew and must not find).
    """
    description: dict[str, Any] = {
        "version": version,
        "version_number": version_number,
        "system_identifier": str(system_identifier),
        "in_recovery": in_recovery,
        "data_directory": settings.get("data_directory") or str(root or ""),
        "owner": None,
        "directory_mode": int(settings.get("data_directory_mode", "0700"), 8),
        "settings": {name: settings[name] for name in SETTINGS if name in settings},
        "tablespaces": {str(oid): location for oid, location in tablespaces.items()},
        "superuser": superuser,
        "configuration": list(configured),
        "remove_before_start": list(remove_before_start),
    }
    if root is not None:
        status = os.stat(root)
        name = owner_name(status.st_uid)
        description["owner"] = {"name": name, "uid": status.st_uid, "gid": status.st_gid}
        description["directory_mode"] = stat.S_IMODE(status.st_mode)
    return ExtraFile(SERVER_FILE, msgspec.json.format(msgspec.json.encode(description), indent=1) + b"\n")
