"""What libpq and the server say when something goes wrong, told so that a reader knows what to do about it.

The texts are those of libpq and of an English server (`src/backend/postmaster`, `libpq/auth.c`). A server that
speaks another language is still understood where the protocol gives an SQLSTATE; everything else keeps its own
words and gets general advice.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pagewake.engines.postgres.libpq import Error
from pagewake.errors import SourceUnreadable


class _Case(NamedTuple):
    pattern: str
    what: str
    advice: str


_PASSWORD_FILE = (
    "Put the password into ~/.pgpass (mode 0600; host:port:database:user:password), the file that PGPASSFILE "
    "names, or PGPASSWORD."
)

_CASES = (
    _Case(
        r"promoted during online backup",
        "the standby was promoted while the backup was made, and what was copied cannot be used",
        "Run the backup again; it is then one of the new primary.",
    ),
    _Case(
        r"full_page_writes=off\"? was replayed",  # later versions quote it
        "the primary runs with full_page_writes off, so a backup from this standby could not be repaired",
        "On the primary: ALTER SYSTEM SET full_page_writes = on; SELECT pg_reload_conf(); CHECKPOINT; "
        "then run the backup again once the standby has replayed that.",
    ),
    _Case(
        r"wal level not sufficient|wal_level must be set",
        "the server writes too little WAL for backups while it runs (wal_level = minimal)",
        "ALTER SYSTEM SET wal_level = replica; and restart the server, or back it up when it is shut down.",
    ),
    _Case(
        r"password authentication failed|28P01", "the server does not accept this password", _PASSWORD_FILE
    ),
    _Case(r"no password supplied", "the server asks for a password and none was found", _PASSWORD_FILE),
    _Case(
        r"peer authentication failed|ident authentication failed",
        "the server takes only the system user of the same name over its socket",
        "Run the command as that system user (sudo -u postgres pagewake ...), or set PGUSER to a role that this "
        "user may be, or give --connection with another way in.",
    ),
    _Case(
        r"no pg_hba\.conf entry|pg_hba\.conf rejects",
        "the server's pg_hba.conf lets nobody in from here under this name",
        "Add a line for this user, database and address to pg_hba.conf and reload it "
        "(SELECT pg_reload_conf();). For replication the database in that line is the word replication.",
    ),
    _Case(
        r"too many clients|remaining connection slots|too many connections|"
        r"number of requested standby connections|max_wal_senders",
        "the server has no free connection",
        "Use fewer workers (--jobs), raise max_connections or max_wal_senders, or the role's CONNECTION LIMIT.",
    ),
    _Case(
        r"could not translate host name|failed to resolve host|name or service not known|"
        r"temporary failure in name resolution|nodename nor servname",
        "there is no host of that name",
        "Check the host in the connection.",
    ),
    _Case(
        r"connection refused",
        "nothing answers there",
        "Check that the server runs, its port and its listen_addresses, and firewalls between here and there.",
    ),
    _Case(
        r"connection to server on socket .*(no such file|permission denied)",
        "the server's socket cannot be used",
        "Check that the server runs and where its socket is (unix_socket_directories), or give --connection.",
    ),
    _Case(
        r"timeout expired|timed out|no route to host|network is unreachable",
        "the server cannot be reached",
        "Check the host, the port and firewalls; PGCONNECT_TIMEOUT sets how long to wait.",
    ),
    _Case(
        r"database system is starting up|not yet accepting connections|in recovery mode|"
        r"not accepting connections|57P03",
        "the server is starting or recovering and takes no connections yet",
        "Try again when it is up; its log says how far it is.",
    ),
    _Case(
        r"shutting down|57P01|57P02|terminating connection|crash of another server process",
        "the server ended the connection",
        "See the server's log for why it stopped or who ended it, and run the command again.",
    ),
    _Case(
        r"server closed the connection|connection .*lost|connection reset|broken pipe|ssl syscall error|"
        r"connection is closed|eof detected|08006|08003|57P05",
        "the connection was cut",
        "See the server's log; if it runs, check the network (or a proxy that ends idle connections) and run the "
        "command again.",
    ),
    _Case(
        r"role \S+ does not exist|28000",
        "the server has no such user, or does not let it in",
        "Name a user with PGUSER or in the connection; pagewake source check --script prints what makes one.",
    ),
    _Case(r"database \S+ does not exist|3D000", "the server has no such database", "Name one in the connection."),
    _Case(r"is not currently accepting|permission denied for database", "this database takes no connections",
          "Name another database in the connection."),
    _Case(
        r"permission denied|must be superuser|42501",
        "the role lacks a right",
        "Let an administrator run what pagewake source check --script prints, in the database of the connection.",
    ),
    _Case(
        r"ssl|certificate",
        "the connection could not be encrypted as asked",
        "Check sslmode and the certificates in the connection.",
    ),
    _Case(
        r"invalid (connection option|uri|port|percent)|missing \"=\"|unexpected spaces|could not parse",
        "the connection cannot be understood",
        "Write it as postgresql://user@host:port/database.",
    ),
)  # fmt: skip
_CANCELLED = "57014"


def said(error: BaseException) -> str:
    """What libpq or the server said, on one line, without what only repeats it."""
    text = " ".join(line.strip() for line in str(error).splitlines() if line.strip())
    text = text.removeprefix("connection failed: ").removeprefix("connection is bad: ")
    return text[:600].rstrip(". ") or type(error).__name__


def explain(error: Error, where: str, doing: str) -> SourceUnreadable:
    """The error that a user sees for one of libpq. `doing` continues "while ..."."""
    text = said(error)
    searched = f"{error.sqlstate} {text}"
    if error.sqlstate == _CANCELLED:
        return SourceUnreadable(
            f"the server stopped the query while {doing}: {text}",
            object_name=where,
            advice="Somebody cancelled it, or a time limit of the role or the server did; run the command again.",
        )
    for case in _CASES:
        if re.search(case.pattern, searched, re.IGNORECASE | re.DOTALL):  # compiled when something goes wrong
            return SourceUnreadable(
                f"{case.what}, while {doing} ({text})", object_name=where, advice=case.advice
            )
    return SourceUnreadable(
        f"the server refused while {doing}: {text}",
        object_name=where,
        advice="See the server's log for more.",
    )
