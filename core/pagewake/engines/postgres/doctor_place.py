"""The check of where a server's files lie, and of what in them a backup treats in its own way."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pagewake.engines.postgres.captured import configuration
from pagewake.engines.postgres.connection import Connection
from pagewake.engines.postgres.doctor_findings import error, info, warning
from pagewake.engines.postgres.file_rules import inside
from pagewake.engines.postgres.live import LiveServer
from pagewake.engines.postgres.remote_files import tablespaces_of
from pagewake.model import Finding
from pagewake.units import counted

_SEGMENTS_OF_ROOM = 64


def disk_space(server: LiveServer, connection: Connection) -> Iterator[Finding]:
    """Whether the data directory can be read, and how much room WAL has."""
    if server.root is None:
        yield info("disk-space", server.where, "How much room the server's disks have cannot be seen by SQL.")
        return
    yield _readable(server.root)
    wal = server.root / "pg_wal"
    try:
        status = os.statvfs(wal)
    except OSError as problem:
        yield warning("disk-space", str(wal), f"The room for WAL cannot be seen ({problem.strerror}).")
        return
    free = status.f_bavail * status.f_frsize
    if free < _SEGMENTS_OF_ROOM * server.facts.segment_size:
        yield warning(
            "disk-space",
            str(wal),
            f"Only {free >> 20} MiB are free for WAL, which is kept while a backup runs and while archiving is behind.",
            "Make room on that disk; a server whose pg_wal is full stops.",
        )
    else:
        yield info("disk-space", str(wal), f"{free >> 20} MiB are free for WAL.")


def _readable(root: Path) -> Finding:
    for place in (root / "base", root / "global", root / "pg_wal"):
        if not os.access(place, os.R_OK | os.X_OK):
            return error(
                "data-directory",
                str(place),
                "The data directory cannot be read.",
                "Run Pagewake as the server's system user or as root, or give a postgresql:// URI instead of the "
                "directory.",
            )
    return info("data-directory", str(root), "The data directory can be read.")


def tablespaces(server: LiveServer, connection: Connection) -> Iterator[Finding]:
    """Where tablespaces lie: they come back to those places unless a restore is told otherwise."""
    places = tablespaces_of(connection, server.where)
    data_directory = server.settings.get("data_directory", "")
    if not places:
        yield info("tablespaces", server.where, "There are no tablespaces of its own.")
    for oid, place in places.items():
        if data_directory and inside(place, data_directory):
            yield warning(
                "tablespace-inside",
                place,
                f"Tablespace {oid} lies inside the data directory. It is backed up once, as a tablespace.",
                "Move it out: ALTER TABLE ... SET TABLESPACE to one elsewhere, then DROP TABLESPACE.",
            )
        elif not place.startswith("/"):
            yield info("tablespace", place, f"Tablespace {oid} is a directory of the data directory.")
        else:
            yield info(
                "tablespace",
                place,
                f"Tablespace {oid} lies in {place}, where a restore puts it too.",
                f"To restore it elsewhere: --tablespace-map {place}=NEW",
            )


def configuration_files(server: LiveServer, connection: Connection) -> Iterator[Finding]:
    """Configuration kept outside the data directory: captured with each backup, or not."""
    captured, index = configuration(connection, server.settings, server.root, server.where)
    for one in index:
        yield info("configuration", one["path"], f"{one['path']} is captured with each backup.")
    if not server.settings.get("config_file"):
        yield warning(
            "configuration-unknown",
            server.where,
            "Where the configuration files lie is not shown to this role.",
            f'GRANT pg_read_all_settings TO "{server.facts.user}";',
        )
    elif not index and not captured.findings:
        yield info("configuration", server.where, "All configuration files lie in the data directory.")
    yield from captured.findings


def contents(server: LiveServer, connection: Connection) -> Iterator[Finding]:
    """Unlogged tables, and extensions that log or store in their own way (in the database of the connection)."""
    row = connection.execute(
        "SELECT count(*) FROM pg_class WHERE relpersistence = 'u' AND relkind IN ('r', 'm')"
    ).fetchone()
    count = row[0] if row else 0
    place = f"database {server.facts.database}"
    if count:
        yield info(
            "unlogged-tables",
            place,
            f"{count} unlogged tables: their content is in no log and in no backup; they are empty after a restore.",
            "ALTER TABLE NAME SET LOGGED; for those that matter.",
        )
    else:
        yield info("unlogged-tables", place, "There are no unlogged tables.")
    foreign = connection.execute(
        "SELECT a.amname, count(c.oid) FROM pg_am a LEFT JOIN pg_class c ON c.relam = a.oid "
        "WHERE a.amtype = 't' AND a.amname <> 'heap' GROUP BY 1 ORDER BY 1"
    ).fetchall()
    managers = []
    if server.facts.major >= 15:
        managers = connection.execute(
            "SELECT rm_name FROM pg_get_wal_resource_managers() WHERE NOT rm_builtin ORDER BY 1"
        ).fetchall()
    for name, tables in foreign:
        yield warning(
            "table-access-method",
            name,
            f"{counted(tables, 'table is', 'tables are')} stored by {name}. "
            "Files that it keeps in its own way are backed up whole each time.",
            "Prove a restore with tables of this kind: pagewake restore ... --prove",
        )
    for (name,) in managers:
        yield warning(
            "custom-resource-manager",
            name,
            f"An extension writes WAL of its own kind ({name}). A record of it that names no block turns the next "
            "incremental into a full backup.",
            "Nothing has to be done; plan for full backups.",
        )
    if not foreign and not managers:
        yield info("extensions", place, "No extension stores tables or writes WAL in its own way.")
