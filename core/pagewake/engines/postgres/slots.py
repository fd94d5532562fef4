"""Replication slots: what makes a server keep the WAL that a receiver has not archived yet.

A slot keeps WAL for as long as it exists, also where nobody reads from it any more: an abandoned one fills the
server's disk. `max_slot_wal_keep_size` (13 and later) bounds that; then the server may give a slot up (`lost`).
Slots do not follow a promotion: the promoted server has none of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pagewake.engines.postgres.connection import explained
from pagewake.errors import SourceInUse, UsageError
from pagewake.lsn import parse_lsn
from pagewake.model import Finding, Severity

if TYPE_CHECKING:
    from pagewake.engines.postgres.connection import Connection
    from pagewake.engines.postgres.replication import Replication
    from pagewake.jobs import Job

MAX_NAME = 63
_NAME = re.compile(r"[a-z0-9_]{1,63}")
_STATE = """
SELECT slot_type, active, active_pid, wal_status, restart_lsn::text
FROM pg_replication_slots WHERE slot_name = $1
"""


@dataclass(frozen=True)
class Slot:
    """A slot as the server knows it. `restart_lsn` is the oldest WAL that it keeps, None where it keeps none."""

    name: str
    active: bool
    lost: bool
    restart_lsn: int | None


def slot_name(source: str) -> str:
    """The name of the slot for a source: `pagewake_` and the source's name in the letters that slots may have."""
    return ("pagewake_" + re.sub(r"[^a-z0-9]+", "_", source.lower()).strip("_"))[:MAX_NAME].rstrip("_")


def check_slot_name(name: str) -> str:
    """The name itself. Raises UsageError where no slot can be called so."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            "no replication slot can be called so",
            object_name=name,
            advice="Lower-case letters, digits and underscores, at most 63 of them.",
        )
    return name


def slot_state(connection: Connection, name: str, where: str) -> Slot | None:
    """What the server says of a slot; None where there is none of that name.

    Raises SourceUnreadable; SourceInUse for a slot of another kind.
    """
    with explained(where, "looking at the replication slots"):
        row = connection.execute(_STATE, (name,)).fetchone()
    if row is None:
        return None
    kind, active, _, status, restart = row
    if kind != "physical":
        raise SourceInUse(
            f"the replication slot {name} is a logical one",
            object_name=where,
            advice="Name another with --slot.",
        )
    lost = status == "lost" or (restart is None and status is not None)
    return Slot(name, active, lost, None if restart is None else parse_lsn(restart))


def ready_slot(connection: Connection, replication: Replication, name: str, job: Job) -> Slot | None:
    """The slot, made where it is missing and made anew where the server gave it up; says so.

    Raises SourceUnreadable, SourceInUse.
    """
    state = slot_state(connection, name, replication.where)
    if state is not None and state.lost and not state.active:
        replication.drop_slot(name)
        replication.create_slot(name)
        job.warn(
            Finding(
                Severity.WARNING,
                "slot-lost",
                name,
                "The server had given this replication slot up: more WAL waited for it than max_slot_wal_keep_size "
                "lets it keep. It was made anew; WAL that the server removed meanwhile is a gap.",
                "Raise max_slot_wal_keep_size, or see that the receiver runs. Take a backup where there is a gap.",
            )
        )
    elif state is None and replication.create_slot(name):
        job.warn(
            Finding(
                Severity.INFO,
                "slot-created",
                name,
                "The server now keeps WAL until it is archived through this replication slot, also while no receiver "
                "runs: an abandoned slot fills the server's disk.",
                "Bound it with max_slot_wal_keep_size. Once you receive no more: "
                f"SELECT pg_drop_replication_slot('{name}');",
            )
        )
    else:
        return state
    return slot_state(connection, name, replication.where)
