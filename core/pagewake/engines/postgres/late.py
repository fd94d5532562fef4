"""A second look at files, when a backup ends: what was listed as one thing and turned out to be another.

*Unlogged relations.* A server makes the main fork of an index long before its init fork. In between it looks like an
index of a logged table. Recovery makes unlogged main forks anew from init forks, and stops where it finds one in its
way.

*State files of prepared transactions* (see `two_phase`). A transaction that ends while files are read takes its state
file with it, and its end is in the log that is replayed, behind the backup's start, so that the file is not needed: a
server that crashed finds it just so. There is one that needs the file away: a ROLLBACK PREPARED writes its record,
flushes the log, and only then marks the transaction as aborted (a COMMIT PREPARED holds checkpoints off meanwhile). A
checkpoint that comes in between, a backup's own, lies behind the record, so that no replay sees it, and does not have
the mark. With the file, the transaction would be prepared again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from pagewake.engines.base import SourceFile
from pagewake.engines.postgres.connection import Connection, explained
from pagewake.engines.postgres.file_rules import TABLESPACES, parse_relation
from pagewake.engines.postgres.two_phase import STATES

_INIT_FORKS = """
WITH directories AS MATERIALIZED (
  SELECT place || '/' || database AS path FROM unnest($1::text[]) AS place
  CROSS JOIN LATERAL pg_ls_dir(place, true, false) AS database WHERE database ~ '^[1-9][0-9]*$'
)
SELECT path, name FROM directories CROSS JOIN LATERAL pg_ls_dir(path, true, false) AS name WHERE name ~ '_init$'
"""
_STATES = "SELECT name FROM pg_ls_dir($1, true, false) AS name"


def unlogged_remote(
    connection: Connection, where: str, tablespaces: Iterable[int], version_directory: str
) -> set[str]:
    """Paths, without segment, of the main forks of all relations that are unlogged now."""
    places = ["base", *(f"{TABLESPACES}/{oid}/{version_directory}" for oid in tablespaces)]
    with explained(where, "looking for unlogged relations"):
        rows = connection.execute(_INIT_FORKS, (places,)).fetchall()
    found = ((path, parse_relation(name)) for path, name in rows)
    return {f"{path}/{name.relation}" for path, name in found if name is not None}


def ended_states(
    files: Sequence[SourceFile], root: Path | None, connection: Connection, where: str
) -> tuple[str, ...]:
    """Which of the listed state files of prepared transactions are gone.

    To be asked of a primary, before its backup is ended: what is gone then ended before the backup's stop, and at
    every moment to which the backup can be restored. A standby replays one record after the other and has no such gap.
    """
    listed = [file.path for file in files if file.path.startswith(f"{STATES}/")]
    if not listed:
        return ()
    if root is not None:
        there = set(os.listdir(root / STATES))
    else:
        with explained(where, "looking for prepared transactions"):
            there = {name for (name,) in connection.execute(_STATES, (STATES,)).fetchall()}
    return tuple(path for path in listed if path.rpartition("/")[2] not in there)
