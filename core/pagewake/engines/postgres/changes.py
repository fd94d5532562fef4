"""What a walked stretch of WAL changed: block sets with their limits, and the events around them.

A relation's *limit* is the shortest length that it had: TRUNCATE, CREATE and the removal of its files lower it. Blocks
at or past a limit that were named before it are forgotten, those named after it stay; so one stretch after the
other can be folded (`pagewake.blocks.fold`). Free space maps are left out: their changes are not all in the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagewake.blocks import LOG_INCOMPLETE, RelationChanges, WalEvent, distinct
from pagewake.engines.postgres.control import WalLevel
from pagewake.engines.postgres.managers import FIRST_CUSTOM
from pagewake.engines.postgres.raw import ReadRaw, main_data, text_of
from pagewake.engines.postgres.records import (
    FSM_FORK,
    INIT_FORK,
    MAIN_FORK,
    VM_FORK,
    BackupEnd,
    Checkpoint,
    CheckpointRedo,
    Created,
    DatabaseCreated,
    DatabaseDropped,
    EndOfRecovery,
    Event,
    FilesDropped,
    FullPageWrites,
    Overwritten,
    Parameters,
    RestorePoint,
    TablespaceCreated,
    TablespaceDropped,
    Truncated,
    Unknown,
    decode_event,
)
from pagewake.engines.postgres.spoiling import CHANGED, COPIED, REMOVED
from pagewake.engines.postgres.versions import WalFormat, version_directory
from pagewake.kernels import WalWalker

_SUFFIXES = ("", "_fsm", "_vm", "_init")
DEFAULT_TABLESPACE, GLOBAL_TABLESPACE = 1663, 1664
_MAX_TEXT = 4000
_NO_BLOCKS = np.empty(0, np.uint32)

Relation = tuple[int, int, int, int]
"""Tablespace, database, relfilenumber, fork."""


def relation_key(tablespace: int, database: int, relation: int, fork: int = MAIN_FORK) -> str:
    """The key under which summaries and backups speak of one fork of a relation."""
    return f"{tablespace}/{database}/{relation}{_SUFFIXES[fork]}"


def database_directory(wal_format: WalFormat, tablespace: int, database: int) -> str:
    """The directory of a database's files in one tablespace, relative to the data directory."""
    if tablespace == GLOBAL_TABLESPACE:
        return "global"
    if tablespace == DEFAULT_TABLESPACE:
        return f"base/{database}"
    return f"pg_tblspc/{tablespace}/{version_directory(wal_format)}/{database}"


@dataclass
class Changes:
    """What the events of a walk say, in their order."""

    wal_format: WalFormat
    limits: dict[Relation, list[tuple[int, int]]] = field(default_factory=dict)
    """Per relation (ordinal of the record, limit), ascending by ordinal."""
    whole_directories: set[str] = field(default_factory=set)
    breakers: list[str] = field(default_factory=list)
    redo_points: set[int] = field(default_factory=set)
    restore_points: list[tuple[str, int, datetime]] = field(default_factory=list)
    events: list[WalEvent] = field(default_factory=list)
    copies: list[tuple[int, int, int, int]] = field(default_factory=list)
    """(LSN, ordinal, tablespace, database) of each copy of a database's files, in log order."""

    def note(self, lsn: int, ordinal: int, event: Event) -> None:
        """Take one event."""
        match event:
            case Checkpoint():
                self.redo_points.add(event.redo)
                self._level(lsn, event.wal_level)
            case CheckpointRedo():
                self._level(lsn, event.wal_level)
            case Parameters():
                self._tell(lsn, "parameters", str(event))
                level = "unknown" if event.wal_level is None else event.wal_level.name.lower()
                self._tell(lsn, "wal-level", level)
                if event.wal_level is None:
                    self._break(f"wal_level was set to something unknown at {text_of(lsn)}")
                self._level(lsn, event.wal_level)
                if event.wal_level is WalLevel.MINIMAL:
                    self._tell(lsn, LOG_INCOMPLETE, "the server runs with wal_level=minimal from here on")
            case RestorePoint():
                self.restore_points.append((event.name[:_MAX_TEXT], lsn, event.time))
                self._tell(lsn, "restore-point", event.name)
            case FullPageWrites():
                self._tell(lsn, "full-page-writes", "on" if event.on else "off")
            case BackupEnd():
                self._tell(lsn, "backup-end", f"backup that began at {text_of(event.start)}")
            case EndOfRecovery():
                self._tell(
                    lsn, "end-of-recovery", f"timeline {event.timeline}, after {event.previous_timeline}"
                )
                self._level(lsn, event.wal_level)
            case Overwritten():
                self._tell(lsn, "record-abandoned", f"the record at {text_of(event.lsn)}, cut by a crash")
            case Created():
                self._limit(ordinal, (*event.relation, event.fork), 0)
            case Truncated():
                if event.blocks is not None:
                    self._limit(ordinal, (*event.relation, MAIN_FORK), event.blocks)
                if event.vm_blocks is not None:
                    self._limit(ordinal, (*event.relation, VM_FORK), event.vm_blocks)
            case FilesDropped():
                for tablespace, database, relation in event.relations.tolist():
                    for fork in (MAIN_FORK, VM_FORK, INIT_FORK):
                        self._limit(ordinal, (tablespace, database, relation, fork), 0)
            case DatabaseCreated():
                self._whole(event.tablespace, event.database)
                self._tell(lsn, "create-database", _created_text(event))
                if event.source is not None:
                    database, tablespace = event.source
                    self.copies.append((lsn, ordinal, tablespace, database))
                    self._tell(lsn, COPIED, database_directory(self.wal_format, tablespace, database))
            case DatabaseDropped():
                for tablespace in event.tablespaces:
                    self._whole(tablespace, event.database)
                    self._tell(lsn, REMOVED, database_directory(self.wal_format, tablespace, event.database))
                self._tell(lsn, "drop-database", f"database {event.database}")
            case TablespaceCreated():
                path = event.path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
                self._tell(lsn, "create-tablespace", path)
            case TablespaceDropped():
                self._tell(lsn, "drop-tablespace", str(event.oid))
            case Unknown():
                self._break(f"the log holds, at {text_of(lsn)}, a record {event.why}")

    def note_changed_copies(self, table: NDArray[Any]) -> None:
        """Tell of databases whose files were copied and then changed; `table` is as for `changed_relations`."""
        for lsn, ordinal, tablespace, database in self.copies:
            rows = table[(table["tablespace"] == tablespace) & (table["database"] == database)]
            changed = bool((rows["last"][rows["fork"] != FSM_FORK] > ordinal).any()) or any(
                relation[:2] == (tablespace, database) and cuts[-1][0] > ordinal
                for relation, cuts in self.limits.items()
            )
            if changed:
                self._tell(lsn, CHANGED, database_directory(self.wal_format, tablespace, database))
        self.events.sort(key=lambda event: event.lsn)

    def _limit(self, ordinal: int, relation: Relation, blocks: int) -> None:
        if relation[3] != FSM_FORK:
            self.limits.setdefault(relation, []).append((ordinal, blocks))

    def _whole(self, tablespace: int, database: int) -> None:
        self.whole_directories.add(database_directory(self.wal_format, tablespace, database))

    def _level(self, lsn: int, level: WalLevel | None) -> None:
        if level is WalLevel.MINIMAL:
            self._break(f"wal_level was minimal at {text_of(lsn)}: not all changes are in the log")

    def _break(self, reason: str) -> None:
        if reason not in self.breakers[-1:]:
            self.breakers.append(reason)

    def _tell(self, lsn: int, kind: str, text: str) -> None:
        self.events.append(WalEvent(lsn, kind, text[:_MAX_TEXT]))


def collect(walker: WalWalker, wal_format: WalFormat, segment_size: int, read: ReadRaw) -> Changes:
    """Take what the events of a walk say; `read` gives the log's bytes. Raises LogCorrupt."""
    changes = Changes(wal_format)
    for lsn, ordinal, event in decoded_events(walker.events(), wal_format, segment_size, read):
        changes.note(lsn, ordinal, event)
    return changes


def decoded_events(
    rows: NDArray[Any],
    wal_format: WalFormat,
    segment_size: int,
    read: ReadRaw,
    wanted: Callable[[int, int], bool] | None = None,
) -> Iterable[tuple[int, int, Event]]:
    """(LSN, ordinal, what it says) of the walker's event rows; of an extension's records only the first.

    `wanted(rmid, opcode)` chooses. Raises LogCorrupt.
    """
    custom = np.flatnonzero(rows["rmid"] >= FIRST_CUSTOM)
    if len(custom):
        _, firsts = np.unique(rows["rmid"][custom], return_index=True)
        kept = rows["rmid"] < FIRST_CUSTOM
        kept[custom[firsts]] = True
        rows = rows[kept]
    for row in rows:
        rmid, info, lsn = int(row["rmid"]), int(row["info"]), int(row["lsn"])
        if wanted is not None and not wanted(rmid, info & 0xF0):
            continue
        size = int(row["main_len"]) if rmid < FIRST_CUSTOM else 0
        main = main_data(read, segment_size, lsn, int(row["tot_len"]), size)
        event = decode_event(wal_format, rmid, info, main)
        if event is not None:
            yield lsn, int(row["ordinal"]), event


def changed_relations(
    table: NDArray[Any], limits: Mapping[Relation, list[tuple[int, int]]]
) -> dict[str, RelationChanges]:
    """The blocks of each relation, with its limit applied; `table` is of the kernels' BLOCK_TYPE, in any order.

    A count is of all times that a block was named, also before a limit.
    """
    relations: dict[str, RelationChanges] = {}
    left = dict(limits)
    for relation, rows in _by_relation(table[table["fork"] != FSM_FORK]):
        cuts = left.pop(relation, None)
        limit = None
        if cuts:
            limit = min(blocks for _, blocks in cuts)
            rows = rows[_survives(rows, cuts)]
        relations[relation_key(*relation)] = RelationChanges(
            np.ascontiguousarray(rows["block"]), np.ascontiguousarray(rows["count"]), limit
        )
    for relation, cuts in left.items():
        limit = min(blocks for _, blocks in cuts)
        relations[relation_key(*relation)] = RelationChanges(_NO_BLOCKS, _NO_BLOCKS, limit)
    return relations


def named_blocks(table: NDArray[Any]) -> dict[str, RelationChanges]:
    """All blocks that records named, of every fork, whatever became of them."""
    return {
        relation_key(*relation): RelationChanges(
            np.ascontiguousarray(rows["block"]), np.ascontiguousarray(rows["count"])
        )
        for relation, rows in _by_relation(table)
    }


def _by_relation(table: NDArray[Any]) -> Iterable[tuple[Relation, NDArray[Any]]]:
    """The rows of each relation, sorted by block."""
    if not len(table):
        return
    wide = np.uint64
    places = table["tablespace"].astype(wide) << wide(32) | table["database"]
    known = distinct(places)
    forks = table["relation"].astype(wide) << wide(2) | table["fork"]
    # Two steps, because tablespace, database, relation, fork and block do not fit into one word.
    place = np.searchsorted(known, places).astype(wide)
    relations = distinct(place << wide(34) | forks) if len(known) < 1 << 30 else None
    assert relations is not None  # a table of 2^30 databases does not fit into memory
    code = np.searchsorted(relations, place << wide(34) | forks).astype(wide)
    keys = code << wide(32) | table["block"]
    order = np.argsort(keys, kind="stable")
    ordered = table[order]
    starts = np.searchsorted(keys[order], np.arange(len(relations) + 1, dtype=wide) << wide(32))
    for number in range(len(relations)):
        rows = ordered[starts[number] : starts[number + 1]]
        first = rows[0]
        key = int(first["tablespace"]), int(first["database"]), int(first["relation"]), int(first["fork"])
        yield key, rows


def _survives(rows: NDArray[Any], cuts: list[tuple[int, int]]) -> NDArray[np.bool_]:
    """Which blocks lie below every limit that came after they were last named."""
    ordinals = np.array([ordinal for ordinal, _ in cuts], np.uint64)
    limits = np.array([blocks for _, blocks in cuts], np.uint64)
    lowest_from = np.append(np.minimum.accumulate(limits[::-1])[::-1], np.uint64(1 << 32))
    later = np.searchsorted(ordinals, rows["last"], side="right")
    survives: NDArray[np.bool_] = rows["block"] < lowest_from[later]
    return survives


def _created_text(event: DatabaseCreated) -> str:
    if event.source is None:
        return f"database {event.database} in tablespace {event.tablespace}"
    database, tablespace = event.source
    return (
        f"database {event.database} in tablespace {event.tablespace}, files copied from database {database} "
        f"in tablespace {tablespace}"
    )
