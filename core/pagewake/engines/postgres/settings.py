"""The settings with which a restored server recovers: the target, and what replay demands.

Replay on a server that takes queries meanwhile needs at least as many connections, workers, WAL senders, prepared
transactions and locks as the server that wrote the log had, at any moment of it. A server of version 13 stops
where they are too few; later ones wait, for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from pagewake.engines.postgres.control import Control
from pagewake.errors import UsageError
from pagewake.lsn import LsnStyle
from pagewake.model import RestoreTarget, TargetKind

ACTION = "action"
ACTIONS = ("pause", "promote", "shutdown")
ARCHIVING = "archive_mode"
"""The option that says whether the restored server archives; `keep` leaves what its files say."""

DEFAULTS: Mapping[str, int] = {
    "max_connections": 100,
    "max_worker_processes": 8,
    "max_wal_senders": 10,
    "max_prepared_transactions": 0,
    "max_locks_per_transaction": 64,
}
"""What a server has that is told nothing: the five settings that replay has minimums for."""

STALE = frozenset(
    {
        "restore_command",
        "recovery_end_command",
        "archive_cleanup_command",
        "recovery_target",
        "recovery_target_action",
        "recovery_target_inclusive",
        "recovery_target_lsn",
        "recovery_target_name",
        "recovery_target_time",
        "recovery_target_timeline",
        "recovery_target_xid",
        "recovery_min_apply_delay",
        "primary_conninfo",
        "primary_slot_name",
        "promote_trigger_file",
        "trigger_file",
    }
)
"""Settings of an earlier recovery or of a standby: they would lead this one elsewhere, or to the old primary."""


@dataclass(frozen=True)
class Minimums:
    """The least that replay needs of the five settings."""

    values: Mapping[str, int]

    def with_values(self, others: Iterable[Mapping[str, int]]) -> Minimums:
        """The larger of each."""
        merged = dict(self.values)
        for other in others:
            for name in merged:
                merged[name] = max(merged[name], other.get(name, 0))
        return Minimums(merged)

    def unmet(self, configured: Mapping[str, str]) -> dict[str, str]:
        """Those that a configuration does not meet, or not surely, with what they must be."""
        return {
            name: str(least)
            for name, least in self.values.items()
            if (number := _number(configured.get(name), DEFAULTS[name])) is None or number < least
        }


def minimums_of(control: Control) -> Minimums:
    """What the control file asks for."""
    return Minimums({name: int(getattr(control, name)) for name in DEFAULTS})


def chosen_action(options: Mapping[str, str], target: RestoreTarget, *, prove: bool) -> str:
    """What the server does at the target.

    Raises UsageError: it is no action, or one that cannot be had with the rest.
    """
    point = target.kind not in (TargetKind.LATEST, TargetKind.IMMEDIATE)
    asked = options.get(ACTION)
    if asked is None:
        return "pause" if point and not prove else "promote"
    if asked not in ACTIONS:
        raise UsageError(f"{asked!r} is not one of {', '.join(ACTIONS)}", object_name="--action")
    if prove and asked != "promote":
        raise UsageError(
            f"a server that is to {asked} at the target cannot be proven",
            object_name="--action",
            advice="Leave out --action, or leave out --prove and look at the database after it has stopped there.",
        )
    if target.kind is TargetKind.LATEST and asked != "promote":
        raise UsageError(
            f"recovery to the newest moment has no target to {asked} at",
            object_name="--action",
            advice="Leave out --action, or name a target.",
        )
    return asked


def target_settings(target: RestoreTarget, timeline: int, action: str) -> dict[str, str]:
    """The `recovery_target` settings for one target; the timeline is pinned, so that no later fork is followed."""
    settings = {"recovery_target_timeline": str(timeline)}
    match target.kind:
        case TargetKind.LATEST:
            return settings
        case TargetKind.IMMEDIATE:
            settings["recovery_target"] = "immediate"
        case TargetKind.TIME if isinstance(target.value, datetime):
            settings["recovery_target_time"] = time_text(target.value)
        case TargetKind.LSN if isinstance(target.value, int):
            settings["recovery_target_lsn"] = LsnStyle.HALVES.text(target.value)
        case TargetKind.XID:
            settings["recovery_target_xid"] = _xid(str(target.value))
        case TargetKind.NAME:
            settings["recovery_target_name"] = str(target.value)
        case _:
            raise UsageError(f"{target.value!r} is not a {target.kind.value} target")
    if target.kind is not TargetKind.IMMEDIATE:
        settings["recovery_target_inclusive"] = "off" if target.exclusive else "on"
    settings["recovery_target_action"] = action
    return settings


def time_text(moment: datetime) -> str:
    """A time as a server takes it whatever its own time zone is, to the microsecond."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f+00")


def _xid(text: str) -> str:
    if not (text.isascii() and text.isdigit() and len(text) <= 20):
        raise UsageError(f"{text!r} is not a transaction id", advice="PostgreSQL's are decimal numbers.")
    return text


def _number(text: str | None, default: int) -> int | None:
    """A setting's number; None where the text is not plainly one."""
    if text is None:
        return default
    try:
        return int(text.strip(), 0)
    except ValueError:
        return None
