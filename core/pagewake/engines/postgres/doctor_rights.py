"""The check of what the role may do: functions, settings, replication connections, slots."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from pagewake.engines.postgres import libpq
from pagewake.engines.postgres.connection import Connection
from pagewake.engines.postgres.doctor_findings import error, info, warning
from pagewake.engines.postgres.live import LiveServer
from pagewake.engines.postgres.roles import needed_functions, quoted
from pagewake.model import Finding


def rights(server: LiveServer, connection: Connection) -> Iterator[Finding]:
    """Whether each function may be called, and whether the role sees all settings."""
    role, database = quoted(server.facts.user), server.facts.database
    for needed in needed_functions(server.facts.major):
        if not needed.local and server.root is not None:
            continue
        name = f"pg_catalog.{needed.signature}"
        row = connection.execute("SELECT has_function_privilege($1, 'EXECUTE')", (name,)).fetchone()
        if row is not None and row[0]:
            yield info("function-right", needed.signature, f"The role may call {needed.signature}.")
        else:
            yield error(
                "function-right",
                needed.signature,
                f"The role {role} may not call {needed.signature}, which {needed.why}.",
                f"As superuser in the database {database}: GRANT EXECUTE ON FUNCTION {name} TO {role};",
            )
    if server.settings.get("data_directory"):
        yield info("settings-right", server.facts.user, "The role sees all settings.")
    else:
        yield warning(
            "settings-right",
            server.facts.user,
            f"The role {role} does not see all settings: configuration files outside the data directory are not "
            "captured, and server logs inside it are backed up.",
            f"GRANT pg_read_all_settings TO {role};",
        )


def replication(server: LiveServer, connection: Connection) -> Iterator[Finding]:
    """Whether WAL can be streamed: the attribute, pg_hba.conf, and a free sender. Really tried."""
    facts, role = server.facts, quoted(server.facts.user)
    # Beside the data directory WAL can be read from pg_wal; from afar there is no other way.
    bad = error if server.root is None else warning
    allowed = facts.superuser or facts.replication
    if not allowed:
        yield bad(
            "replication-right",
            facts.user,
            f"The role {role} may not replicate: WAL cannot be streamed, and a backup cannot reserve the WAL that it "
            "needs.",
            f"ALTER ROLE {role} REPLICATION;",
        )
        return
    yield info("replication-right", facts.user, "The role may replicate.")
    senders = int(server.settings.get("max_wal_senders", "0"))
    row = connection.execute("SELECT count(*) FROM pg_stat_replication").fetchone()
    used = row[0] if row else 0
    if used >= senders:
        yield bad(
            "wal-senders",
            "max_wal_senders",
            f"All {senders} WAL senders are in use: WAL cannot be streamed.",
            f"ALTER SYSTEM SET max_wal_senders = {senders + 5}; and restart the server.",
        )
        return
    yield info("wal-senders", "max_wal_senders", f"{senders - used} of {senders} WAL senders are free.")
    problem = _try_replication(server)
    if problem:
        yield bad(
            "replication-connection",
            server.where,
            f"A replication connection is refused: {problem.rstrip('.')}.",
            f"Add to pg_hba.conf: host replication {facts.user} ADDRESS scram-sha-256 (or local replication "
            f"{facts.user} peer), then SELECT pg_reload_conf();",
        )
    else:
        yield info("replication-connection", server.where, "A replication connection is accepted.")


def _try_replication(server: LiveServer) -> str:
    """Why a replication connection does not work; empty where it does."""
    try:
        with closing(libpq.connect(server.reach.parameters(replication="true"))) as connection:
            ((identifier, *_),) = connection.execute("IDENTIFY_SYSTEM")
    except libpq.Error as error:
        return " ".join(str(error).split())
    if identifier != str(server.facts.system_identifier):
        return f"another server answers, with system identifier {identifier}."
    return ""
