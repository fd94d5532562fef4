"""Walking the log that a recovery is about to replay: does it reach the target, and what does it ask for on the way?

A server that runs out of log before its target stops with an error, and one whose settings are too small waits, after
hours of replay. All of that is in the log, and told here before.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from pagewake.engines.postgres.control import Control, WalLevel
from pagewake.engines.postgres.managers import FIRST_CUSTOM, TABLESPACE, TRANSACTION, XLOG
from pagewake.engines.postgres.raw import main_data, read_from
from pagewake.engines.postgres.records import (
    PREPARE,
    TRANSACTION_OPCODE,
    Parameters,
    RestorePoint,
    TablespaceCreated,
    decode_event,
    time_of,
)
from pagewake.engines.postgres.settings import DEFAULTS
from pagewake.errors import LogCorrupt, TargetUnreachable
from pagewake.kernels import NO_TIME_MAX, WalLayout, WalStop, wal_walker
from pagewake.lsn import LsnStyle
from pagewake.model import RestoreTarget, TargetKind

_text = LsnStyle.HALVES.text
_ACROSS = 1 << 20
"""Bytes on both sides of a segment's end that are kept for the records across it."""
_ROWS_OF = 16 << 20
"""Where every record is looked at, the rows of so many bytes of log are held at once."""


@dataclass
class LogFacts:
    """What the log from a backup's start says. LSNs are those of records' beginnings.

    `last_time` is the latest time of a commit or abort. `end` is where the last whole record ends.
    """

    end: int
    last_record: int | None = None
    last_time: datetime | None = None
    parameters: list[tuple[int, Parameters]] = field(default_factory=list)
    tablespaces: list[tuple[int, TablespaceCreated]] = field(default_factory=list)
    restore_points: list[tuple[int, str]] = field(default_factory=list)
    extensions: set[int] = field(default_factory=set)
    """Resource managers of extensions that wrote into the log: replay needs their libraries."""
    prepared: dict[int, int] = field(default_factory=dict)
    """Of the transactions that were asked for, those that are prepared in the log, and where."""

    def until(self, lsn: int | None) -> LogFacts:
        """The same without what begins behind `lsn` (None: all)."""
        if lsn is None:
            return self
        return LogFacts(
            self.end,
            self.last_record,
            self.last_time,
            [item for item in self.parameters if item[0] <= lsn],
            [item for item in self.tablespaces if item[0] <= lsn],
            [item for item in self.restore_points if item[0] <= lsn],
            self.extensions,
            self.prepared,
        )


class LogWalk:
    """Walks segments that are fed to it in order, from the record at `start` on.

    PREPARE records of the transactions `states` are looked for: that costs a look at every record.
    """

    def __init__(self, control: Control, start: int, states: Collection[int] = ()) -> None:
        self._control = control
        layout = WalLayout(control.format.magic, control.wal_segment_size, control.system_identifier)
        self._states = np.array(sorted(states), np.uint32)
        self._walker = wal_walker(layout, start, exact=True, records=bool(states))
        self._start = start
        self._before: tuple[int, bytes] | None = None
        self._latest = NO_TIME_MAX
        self.facts = LogFacts(start)
        self.problem = ""
        """Why the log could not be read on, where it could not."""

    def feed(self, data: bytes, lsn: int, end: int) -> None:
        """Walk whole pages that begin at `lsn`, of which the log fills those up to `end`.

        Raises LogCorrupt where records before `end` are damaged and more follows.
        """
        if self.problem:
            raise LogCorrupt(self.problem, object_name=_text(self.facts.end))
        skipped = max(0, self._start - lsn) & ~(self._control.wal_block_size - 1)
        step = _ROWS_OF if len(self._states) else len(data)
        stop = WalStop.MORE
        for at in range(skipped, len(data), step):
            if stop is WalStop.MORE:
                stop = self._walker.feed(memoryview(data)[at : at + step], lsn + at)
                self._collect(data, lsn)
                self._walker.forget()
        if stop is not WalStop.MORE and self._walker.stop_lsn < end and self._walker.end_lsn < end:
            self.problem = f"reading stopped because {stop.description}"
        self._before = lsn, data

    def _collect(self, data: bytes, lsn: int) -> None:
        walker, facts = self._walker, self.facts
        facts.end = walker.end_lsn
        facts.last_record = walker.last_record
        self._latest = max(self._latest, walker.max_time)
        if self._latest != NO_TIME_MAX:
            facts.last_time = time_of(self._latest)
        facts.extensions.update(np.flatnonzero(walker.counts[FIRST_CUSTOM:].any(axis=1)) + FIRST_CUSTOM)
        if len(self._states):
            self._collect_prepared()
        events = walker.events()
        wanted = events[(events["rmid"] == XLOG) | (events["rmid"] == TABLESPACE)]
        if not len(wanted):
            return
        read = read_from((lsn, data), *(() if self._before is None else (_joined(self._before, data),)))
        for row in wanted:
            opcode = int(row["info"]) & 0xF0
            if row["rmid"] == XLOG and opcode not in (0x60, 0x70):
                continue
            main = main_data(
                read,
                self._control.wal_segment_size,
                int(row["lsn"]),
                int(row["tot_len"]),
                int(row["main_len"]),
            )
            self._note(int(row["lsn"]), decode_event(self._control.format, int(row["rmid"]), opcode, main))

    def _collect_prepared(self) -> None:
        rows = self._walker.records()
        prepares = (rows["rmid"] == TRANSACTION) & (rows["info"] & TRANSACTION_OPCODE == PREPARE)
        for row in rows[prepares & np.isin(rows["xid"], self._states)]:
            self.facts.prepared.setdefault(int(row["xid"]), int(row["lsn"]))

    def _note(self, lsn: int, event: object) -> None:
        match event:
            case Parameters():
                self.facts.parameters.append((lsn, event))
            case TablespaceCreated():
                self.facts.tablespaces.append((lsn, event))
            case RestorePoint():
                self.facts.restore_points.append((lsn, event.name))


def stop_bound(facts: LogFacts, target: RestoreTarget, consistent: int) -> int | None:
    """An LSN behind which no record begins that a recovery to the target replays; None where that is not known."""
    match target.kind:
        case TargetKind.IMMEDIATE:
            return consistent
        case TargetKind.LSN if isinstance(target.value, int):
            return max(target.value + 1, consistent)
        case TargetKind.NAME:
            named = [lsn for lsn, name in facts.restore_points if name == target.value]
            return max(named[0], consistent) if named else None
    return None


def require_reach(facts: LogFacts, target: RestoreTarget, consistent: int, problem: str) -> None:
    """Raise TargetUnreachable unless a server that replays this log stops at the target, and not before it."""
    if facts.end < consistent:
        raise TargetUnreachable(
            f"the log ends at LSN {_text(facts.end)}{_because(problem)}, and the backup is consistent only "
            f"at {_text(consistent)}",
            meaning="The restored files cannot be used.",
            advice="Restore from another backup.",
        )
    unreachable = _unreachable(facts, target)
    if unreachable:
        raise TargetUnreachable(
            f"{unreachable}{_because(problem)}",
            meaning="A server would replay everything and then stop with an error.",
            advice="Restore to the latest moment, or to an earlier target.",
        )


def require_complete_log(facts: LogFacts) -> None:
    """Raise TargetUnreachable where the server wrote less into its log for a while than a replay needs."""
    for lsn, parameters in facts.parameters:
        if parameters.wal_level is WalLevel.MINIMAL:
            raise TargetUnreachable(
                f"the server ran with wal_level=minimal from LSN {_text(lsn)} on: its log lacks changes",
                advice="Restore to a target before that, or from a backup that was taken after it.",
            )


def parameter_values(facts: LogFacts) -> list[dict[str, int]]:
    """What the settings that replay has minimums for were, each time that the log says so."""
    return [{name: int(getattr(values, name)) for name in DEFAULTS} for _, values in facts.parameters]


def _unreachable(facts: LogFacts, target: RestoreTarget) -> str:
    match target.kind:
        case TargetKind.LSN if isinstance(target.value, int):
            if facts.last_record is None or facts.last_record < target.value:
                last = "nowhere" if facts.last_record is None else _text(facts.last_record)
                return f"the last record of the log begins at {last}, before the target {_text(target.value)}"
        case TargetKind.TIME if isinstance(target.value, datetime):
            last_time = facts.last_time
            late = last_time is not None and (
                last_time >= target.value if target.exclusive else last_time > target.value
            )
            if not late:
                when = (
                    "no transaction ends in the log"
                    if last_time is None
                    else (f"the last transaction in the log ended at {last_time.isoformat()}")
                )
                return f"{when}, and recovery to {target.value.isoformat()} needs a later one to stop at"
        case TargetKind.NAME:
            if target.value not in [name for _, name in facts.restore_points]:
                return f"the log has no restore point {target.value!r}"
    return ""


def _because(problem: str) -> str:
    return f" ({problem})" if problem else ""


def _joined(before: tuple[int, bytes], data: bytes) -> tuple[int, bytes]:
    """The end of one segment and the beginning of the next as one piece, for the few records that lie across."""
    lsn, earlier = before
    kept = min(len(earlier), _ACROSS)
    return lsn + len(earlier) - kept, earlier[len(earlier) - kept :] + data[:_ACROSS]
