"""The check of how WAL reaches the archive: archive_command, what became of it, and replication slots."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pagewake.engines.postgres.connection import Connection
from pagewake.engines.postgres.doctor_findings import error, info, warning
from pagewake.engines.postgres.live import LiveServer
from pagewake.model import Finding
from pagewake.units import counted

_OURS = re.compile(r"\bpagewake\b.*\bwal\s+push\b")
_DISCARDS = re.compile(r"\s*(/usr)?(/bin/)?(true|:|exit 0|cd \.)\s*(#.*)?")
_COMMAND = "archive_command = 'pagewake wal push \"%p\" --repo REPO --source NAME'"


def archiving(server: LiveServer, connection: Connection) -> Iterator[Finding]:
    """Whether WAL is archived, by whom, and whether that works."""
    settings = server.settings
    mode, command = settings.get("archive_mode", "off"), settings.get("archive_command")
    library = settings.get("archive_library", "")
    if mode == "off" or (server.facts.in_recovery and mode != "always"):
        why = "on a standby only archive_mode = always archives" if mode == "on" else "archive_mode is off"
        yield warning(
            "archive-mode",
            "archive_mode",
            f"The server archives no WAL ({why}): without pagewake wal receive, points in time between backups "
            "cannot be reached.",
            f"Run pagewake wal receive, or: ALTER SYSTEM SET archive_mode = {'always' if mode == 'on' else 'on'}; "
            f"set {_COMMAND} and restart the server.",
        )
        return
    yield info("archive-mode", "archive_mode", f"archive_mode is {mode}.")
    if library:
        yield info("archive-command", "archive_library", f"The module {library} archives WAL, not Pagewake.")
    elif command is None:
        yield info("archive-command", "archive_command", "The role may not see archive_command.")
    elif not command or command == "(disabled)":
        yield error(
            "archive-command",
            "archive_command",
            "archive_mode is on without a command: WAL piles up until the disk is full.",
            f"Set {_COMMAND}, then SELECT pg_reload_conf();",
        )
    elif _DISCARDS.fullmatch(command):
        yield warning(
            "archive-command",
            "archive_command",
            f"archive_command is {command!r}: WAL is thrown away.",
            f"Set {_COMMAND}, then SELECT pg_reload_conf(); or run pagewake wal receive.",
        )
    elif _OURS.search(command):
        yield info("archive-command", "archive_command", "Pagewake archives WAL.")
    else:
        yield info(
            "archive-command",
            "archive_command",
            "Another program archives WAL. Pagewake can receive it as well.",
            "Run pagewake wal receive for points in time between backups.",
        )
    yield from _archiver(connection)


def _archiver(connection: Connection) -> Iterator[Finding]:
    row = connection.execute(
        "SELECT archived_count, failed_count, last_failed_wal, last_failed_time, last_archived_time, "
        "last_failed_time > COALESCE(last_archived_time, '-infinity') FROM pg_stat_archiver"
    ).fetchone()
    if row is None:
        return
    archived, failed, wal, when, _, failing = row
    if failing:
        yield error(
            "archiver",
            "pg_stat_archiver",
            f"Archiving fails: {wal} could not be archived at {when:%Y-%m-%d %H:%M:%S%z}, and nothing since. WAL piles "
            "up in pg_wal.",
            "The server's log says why (what the command wrote); repair that, and the server goes on by itself.",
        )
    else:
        yield info(
            "archiver",
            "pg_stat_archiver",
            f"{counted(archived, 'file')} archived; {counted(failed, 'attempt')} failed.",
        )


_SLOTS = """
SELECT slot_name, slot_type, active, wal_status, temporary,
       CASE WHEN restart_lsn IS NULL OR pg_is_in_recovery() THEN NULL
            ELSE (pg_current_wal_lsn() - restart_lsn)::bigint END
FROM pg_replication_slots ORDER BY slot_name
"""


def slots(server: LiveServer, connection: Connection) -> Iterator[Finding]:
    """Free slots, and those that hold WAL back or have lost it."""
    rows = connection.execute(_SLOTS).fetchall()
    most = int(server.settings.get("max_replication_slots", "0"))
    if len(rows) >= most:
        yield warning(
            "replication-slots",
            "max_replication_slots",
            f"All {most} replication slots are in use: a backup cannot reserve the WAL that it needs.",
            f"ALTER SYSTEM SET max_replication_slots = {most + 5}; and restart the server, or drop an unused slot: "
            "SELECT pg_drop_replication_slot('NAME');",
        )
    else:
        yield info(
            "replication-slots",
            "max_replication_slots",
            f"{most - len(rows)} of {counted(most, 'slot')} free.",
        )
    for name, kind, active, status, temporary, behind in rows:
        if status == "lost":
            yield warning(
                "slot-lost",
                name,
                f"The {kind} slot {name} has lost WAL that its receiver still needs.",
                f"SELECT pg_drop_replication_slot('{name}'); then begin again with what used it.",
            )
        elif not active and not temporary:
            held = f" and holds {behind >> 20} MiB of WAL back" if behind is not None else ""
            yield warning(
                "slot-inactive",
                name,
                f"Nothing uses the {kind} slot {name}{held}: pg_wal grows until somebody does.",
                f"Start its receiver, or: SELECT pg_drop_replication_slot('{name}');",
            )
        else:
            yield info("slot", name, f"The {kind} slot {name} is in use (WAL {status or 'unknown'}).")
    keep = int(server.settings.get("max_slot_wal_keep_size", "-1"))
    if keep < 0:
        yield info(
            "slot-limit",
            "max_slot_wal_keep_size",
            "Nothing limits the WAL that slots hold back: a receiver that is away can fill the server's disk.",
            "ALTER SYSTEM SET max_slot_wal_keep_size = '50GB'; SELECT pg_reload_conf();",
        )
    else:
        yield info("slot-limit", "max_slot_wal_keep_size", f"Slots hold back at most {keep} MiB of WAL.")
