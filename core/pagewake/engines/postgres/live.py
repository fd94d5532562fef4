"""One running server that was found and identified: connections that are sure to reach it, and its settings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pagewake.engines.postgres import libpq
from pagewake.engines.postgres.accounts import owner_name
from pagewake.engines.postgres.connection import (
    Connection,
    Reach,
    ServerFacts,
    Spare,
    explained,
    read_facts,
    settings_of,
    without_password,
)
from pagewake.engines.postgres.control import ClusterState, Control, parse_control
from pagewake.engines.postgres.control_file import read_control, read_control_file
from pagewake.engines.postgres.libpq import conninfo_text, parse_conninfo
from pagewake.engines.postgres.postmaster import Postmaster, read_postmaster, running_postmaster
from pagewake.errors import SourceUnreadable

_START_SLACK_SECONDS = 120
"""postmaster.pid has the moment at which the server was begun, SQL the one at which it was ready to say so."""


@dataclass(frozen=True)
class LiveServer:
    """A server and how it was found. `root` is its data directory on this machine, None for a remote one."""

    reach: Reach
    facts: ServerFacts
    settings: Mapping[str, str]
    root: Path | None
    spare: Spare
    """The connection on which it was identified, for whoever connects next."""

    @property
    def where(self) -> str:
        """What messages call it."""
        return self.reach.where

    def connect(self, doing: str, **overrides: str) -> Connection:
        """Another connection to the same server. Raises SourceUnreadable, also where another one answers."""
        connection = self.reach.connect(doing, **overrides) if overrides else self.spare.take(doing)
        try:
            with explained(self.where, doing):
                row = connection.execute(
                    "SELECT system_identifier, pg_postmaster_start_time() FROM pg_control_system()"
                ).fetchone()
            if row is None or (row[0] & 0xFFFFFFFFFFFFFFFF, row[1]) != (
                self.facts.system_identifier,
                self.facts.started,
            ):
                raise SourceUnreadable(
                    f"another server answers than at first, or it was started again, while {doing}",
                    object_name=self.where,
                    advice="Run the command again; name one server, not a proxy in front of several.",
                )
        except BaseException:
            connection.close()
            raise
        return connection


def open_remote(uri: str) -> LiveServer:
    """The server that a `postgresql://` URI reaches. Raises SourceUnreadable, SourceNotRecognised."""
    return _identified(Reach(uri, without_password(uri)), None)


def open_local(root: Path, connection: str | None) -> LiveServer | None:
    """The server that runs on a data directory; None where none runs.

    Raises SourceUnreadable: it cannot be reached, or what answers there is another server.
    """
    found = read_postmaster(root) if connection is not None else running_postmaster(root)
    if connection is None:
        if found is None:
            return None
        connection = _connection_of(root, found)
    server = _identified(Reach(_with_user(connection, root), str(root)), root)
    try:
        _require_same(server, root, found)
    except BaseException:
        server.spare.close()
        raise
    return server


def _identified(reach: Reach, root: Path | None) -> LiveServer:
    connection = reach.connect("connecting to the server")
    try:
        pinned = reach.pinned(connection)
        facts = read_facts(connection, reach.where, root)
        settings = settings_of(connection, reach.where)
    except BaseException:
        connection.close()
        raise
    return LiveServer(pinned, facts, settings, root, Spare(pinned.connect, connection))


def _connection_of(root: Path, postmaster: Postmaster) -> str:
    """How the server of a postmaster.pid is reached."""
    if not postmaster.host or not postmaster.port:
        state = f" (it is {postmaster.status})" if postmaster.status else ""
        raise SourceUnreadable(
            f"the server listens nowhere that its postmaster.pid names{state}",
            object_name=str(root),
            advice="Wait until it is up, or give --connection.",
        )
    host = postmaster.host.replace("\\", "\\\\").replace("'", "\\'")
    return f"host='{host}' port={postmaster.port}"


def _with_user(connection: str, root: Path) -> str:
    """The connection with a user: as root, the one whose name the owner of the directory has."""
    if os.geteuid() != 0 or "PGUSER" in os.environ:
        return connection
    try:
        given = parse_conninfo(connection)
        if given.get("user"):
            return connection
        owner = owner_name(os.stat(root).st_uid)
        return conninfo_text({**given, "user": owner}) if owner else connection
    except (libpq.Error, OSError):  # connecting says what is wrong with it
        return connection


def _require_same(server: LiveServer, root: Path, postmaster: Postmaster | None) -> None:
    """Raise SourceUnreadable unless the server that answers is the one that runs on this directory."""
    control = parse_control(read_control(lambda: read_control_file(root)))
    why = ""
    if control.system_identifier != server.facts.system_identifier:
        why = (
            f"the directory is of system {control.system_identifier}, "
            f"the server of {server.facts.system_identifier}"
        )
    elif _recovering(control) != server.facts.in_recovery:
        why = "one of the two is a standby of the other"
    elif postmaster is None:
        why = "no server runs on the directory"
    elif postmaster.port and str(postmaster.port) != server.settings.get("port"):
        why = (
            f"the directory's server has port {postmaster.port}, "
            f"the one that answers {server.settings.get('port')}"
        )
    elif abs(server.facts.started.timestamp() - postmaster.started) > _START_SLACK_SECONDS:
        why = "they were not started at the same time"
    if why:
        raise SourceUnreadable(
            f"the connection leads to another server than the one of this directory: {why}",
            object_name=str(root),
            advice="Correct --connection, or leave it out to use what postmaster.pid says.",
        )


def _recovering(control: Control) -> bool:
    return control.state in (ClusterState.ARCHIVE_RECOVERY, ClusterState.SHUT_DOWN_IN_RECOVERY)
