"""What a server needs before it can be backed up: every prerequisite, met or not, with the command that helps.

A finding with severity `info` is a prerequisite that is met, or something worth knowing; `warning` costs something
(a full backup instead of an incremental, a shorter restorable window); `error` means that no backup can be made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TypeAlias

from pagewake.clock import now
from pagewake.engines.postgres import doctor_archive, doctor_place, doctor_rights
from pagewake.engines.postgres.connection import Connection, explained
from pagewake.engines.postgres.doctor_findings import error, info, warning
from pagewake.engines.postgres.live import LiveServer
from pagewake.errors import SourceUnreadable
from pagewake.model import Finding

CLOCK_TOLERANCE = timedelta(seconds=5)
_LIMITS = (
    "statement_timeout",
    "lock_timeout",
    "idle_in_transaction_session_timeout",
    "idle_session_timeout",
    "transaction_timeout",
)


Check: TypeAlias = Callable[[LiveServer, Connection], Iterator[Finding]]


def examine(server: LiveServer) -> list[Finding]:
    """All findings about a server, in the order in which one reads them. Raises SourceUnreadable."""
    connection = server.connect("checking the server")
    findings: list[Finding] = []
    try:
        for check in _CHECKS:
            try:
                with explained(server.where, "checking the server"):
                    findings += check(server, connection)
            except SourceUnreadable as problem:
                if connection.closed:
                    raise
                name = check.__name__.strip("_").replace("_", " ")
                findings.append(
                    warning("check-failed", server.where, f"The check of {name} failed: {problem.what}.")
                )
    finally:
        connection.close()
    return findings


def _version(server: LiveServer, connection: Connection) -> Iterator[Finding]:
    facts = server.facts
    yield info("version", server.where, f"PostgreSQL {facts.version} is supported.")
    yield info("page-size", server.where, "Pages have the usual 8192 bytes.")


def _pooled(server: LiveServer, connection: Connection) -> Iterator[Finding]:
    if server.facts.is_pooled:
        yield error(
            "pooled-connection",
            server.where,
            "The connection goes through a pooler: a backup must be begun and ended on one server connection.",
            "Connect to the server's own port instead of the pooler's.",
        )
    else:
        yield info("pooled-connection", server.where, "The connection leads straight to the server.")


def _managed(server: LiveServer, connection: Connection) -> Iterator[Finding]:
    prefixes = {"rds.": "Amazon RDS", "cloudsql.": "Google Cloud SQL", "azure.": "Azure Database"}
    found = {
        title for prefix, title in prefixes.items() if any(n.startswith(prefix) for n in server.settings)
    }
    if found:
        yield warning(
            "managed-service",
            server.where,
            f"This is {' or '.join(sorted(found))}, which usually grants neither replication nor the reading of "
            "files: physical backups are then the provider's alone.",
            "See the findings about rights; where the provider refuses them, use its own snapshots and pg_dump.",
        )


def _wal_level(server: LiveServer, connection: Connection) -> Iterator[Finding]:
    level = server.settings.get("wal_level", "")
    if level == "minimal":
        yield error(
            "wal-level",
            "wal_level",
            "wal_level is minimal: the log lacks what a backup of a running server needs.",
            "ALTER SYSTEM SET wal_level = replica; and restart the server.",
        )
    else:
        yield info("wal-level", "wal_level", f"wal_level is {level}.")


def _full_page_writes(server: LiveServer, connection: Connection) -> Iterator[Finding]:
    if server.facts.in_recovery:
        yield _primarys_full_page_writes(connection)
    elif server.settings.get("full_page_writes") != "off":
        yield info("full-page-writes", "full_page_writes", "full_page_writes is on.")
    else:
        yield warning(
            "full-page-writes",
            "full_page_writes",
            "full_page_writes is off: backups are sound (the server turns it on while one is made), but a crash "
            "can tear pages of the server itself.",
            "ALTER SYSTEM SET full_page_writes = on; SELECT pg_reload_conf();",
        )


def _primarys_full_page_writes(connection: Connection) -> Finding:
    """What a standby's last restartpoint says of its primary; its own setting decides nothing."""
    row = connection.execute("SELECT full_page_writes FROM pg_control_checkpoint()").fetchone()
    if row is not None and row[0]:
        return info("full-page-writes", "full_page_writes", "full_page_writes is on at the primary.")
    return error(
        "full-page-writes",
        "full_page_writes",
        "full_page_writes is off at the primary: pages copied half-way from this standby could not be repaired.",
        "On the primary: ALTER SYSTEM SET full_page_writes = on; SELECT pg_reload_conf(); CHECKPOINT; the standby "
        "must have replayed that, and made a restartpoint of it.",
    )


def _durability(server: LiveServer, connection: Connection) -> Iterator[Finding]:
    if server.settings.get("fsync") == "off":
        yield warning(
            "fsync",
            "fsync",
            "fsync is off: after a power cut the server's files, and backups made then, may be damaged.",
            "ALTER SYSTEM SET fsync = on; SELECT pg_reload_conf();",
        )
    else:
        yield info("fsync", "fsync", "fsync is on.")


def _checksums(server: LiveServer, connection: Connection) -> Iterator[Finding]:
    if server.facts.checksums:
        yield info(
            "data-checksums", "data_checksums", "Pages carry checksums; each is checked when it is read."
        )
    else:
        yield warning(
            "data-checksums",
            "data_checksums",
            "Pages carry no checksums, so damage on the server's disk goes into backups unnoticed.",
            "With the server stopped: pg_checksums --enable -D DATA_DIRECTORY (the next backup is then a full one).",
        )


def _summaries(server: LiveServer, connection: Connection) -> Iterator[Finding]:
    if server.facts.major >= 17:
        state = server.settings.get("summarize_wal", "off")
        yield info("summarize-wal", "summarize_wal", f"summarize_wal is {state}; Pagewake does not need it.")


def _standby(server: LiveServer, connection: Connection) -> Iterator[Finding]:
    if server.facts.in_recovery:
        yield info(
            "standby",
            server.where,
            "The server is a standby. A backup begins at its last restartpoint; when the primary is idle, the end of "
            "the backup is archived only when a segment is full.",
            "On the primary, after the backup: SELECT pg_switch_wal();",
        )


def _clock(server: LiveServer, connection: Connection) -> Iterator[Finding]:
    before = now()
    row = connection.execute("SELECT clock_timestamp()").fetchone()
    after = now()
    if row is None:
        return
    apart = max(before - row[0], row[0] - after, timedelta())
    if apart > CLOCK_TOLERANCE:
        yield warning(
            "clock",
            server.where,
            f"The server's clock and this machine's are {apart.total_seconds():.0f} s apart: times of backups and "
            "restore targets by time would not fit together.",
            "Let both machines take their time from NTP (chrony, systemd-timesyncd).",
        )
    else:
        yield info("clock", server.where, "The server's clock and this machine's agree.")


def _timeouts(server: LiveServer, connection: Connection) -> Iterator[Finding]:
    rows = connection.execute(
        "SELECT name, reset_val FROM pg_settings WHERE name = ANY ($1) AND reset_val <> '0' ORDER BY name",
        (list(_LIMITS),),
    ).fetchall()
    limits = ", ".join(f"{name} ({value} ms)" for name, value in rows) or "none"
    yield info(
        "time-limits",
        server.where,
        f"Time limits for this role: {limits}. Pagewake turns them off on its own connections.",
    )


_CHECKS: tuple[Check, ...] = (
    _version,
    _pooled,
    _managed,
    _wal_level,
    doctor_rights.rights,
    doctor_rights.replication,
    doctor_archive.archiving,
    doctor_archive.slots,
    _full_page_writes,
    _durability,
    _checksums,
    _summaries,
    _standby,
    _clock,
    _timeouts,
    doctor_place.disk_space,
    doctor_place.tablespaces,
    doctor_place.configuration_files,
    doctor_place.contents,
)
