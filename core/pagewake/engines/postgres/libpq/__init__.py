"""PostgreSQL's client library, libpq, as this program needs it: through ctypes, and loaded in a few milliseconds.

The drivers that there are load what makes them good at much else (types, pools, asyncio, TLS), which takes longer than
a short command works. libpq does what is difficult: reaching servers, passwords, encryption, the protocol. Which
library is loaded: see `library`. Names and meanings are those of the manual, "libpq - C Library".
"""

from pagewake.engines.postgres.libpq.connection import Connection, connect
from pagewake.engines.postgres.libpq.conninfo import conninfo_text, parse_conninfo
from pagewake.engines.postgres.libpq.handle import ConnectionStatus, Handle, Polling
from pagewake.engines.postgres.libpq.library import client_version
from pagewake.engines.postgres.libpq.results import Error, OperationalError, Result, Status

__all__ = [
    "Connection",
    "ConnectionStatus",
    "Error",
    "Handle",
    "OperationalError",
    "Polling",
    "Result",
    "Status",
    "client_version",
    "connect",
    "conninfo_text",
    "parse_conninfo",
]
