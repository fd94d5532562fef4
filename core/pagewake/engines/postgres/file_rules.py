"""Which files of a data directory belong to a backup, and which of them the log speaks of.

The rules are those of the server's own base backup (`backup/basebackup.c`, `common/relpath.h`,
`storage/file/reinit.c`), and one more: of forks other than the main one not every change is in the log, so they
are read whole each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from pagewake.engines.base import SAVED_PREFIX, SourceFile
from pagewake.engines.postgres.control_file import CONTROL_FILE
from pagewake.engines.postgres.versions import BLOCK_SIZE
from pagewake.model import Finding, Severity

DEFAULT_TABLESPACE = 1663
GLOBAL_TABLESPACE = 1664
TABLESPACES = "pg_tblspc"

EMPTIED = frozenset(
    {
        "pg_wal",
        "pg_replslot",
        "pg_dynshmem",
        "pg_notify",
        "pg_serial",
        "pg_snapshots",
        "pg_stat_tmp",
        "pg_subtrans",
    }
)
"""Directories of which a restored server needs the name and nothing in them."""

OWN_DIRECTORIES = frozenset(
    {
        "base",
        "global",
        "pg_xact",
        "pg_multixact",
        "pg_commit_ts",
        "pg_twophase",
        "pg_logical",
        "pg_stat",
        TABLESPACES,
    }
)
"""What a server cannot do without: followed even where somebody replaced it by a link."""

CAPTURED = "pagewake"
"""The directory of a backup that holds what Pagewake wrote down; not a name that a source can use."""

_LEFT_OUT_AT_TOP = frozenset(
    {
        "postmaster.pid",
        "postmaster.opts",
        "backup_label",
        "tablespace_map",
        "backup_manifest",
        "postgresql.auto.conf.tmp",
        "current_logfiles.tmp",
    }
)
_LEFT_OUT = ("pgsql_tmp", "pg_internal.init", ".s.PGSQL.", ".DS_Store")
"""How names begin that are left out wherever they are: of no use after a restart, or no files."""

_RELATION = re.compile(r"([1-9][0-9]{0,9})(?:_(fsm|vm|init))?(?:\.([1-9][0-9]{0,9}))?")
_TEMPORARY = re.compile(r"t[0-9]+_[0-9]+(?:_(?:fsm|vm|init))?(?:\.[0-9]+)?")
_LARGEST_OID = 0xFFFFFFFF


class Entry(NamedTuple):
    """One file of a directory: its name there, its size in bytes, and its permission bits."""

    name: str
    size: int
    mode: int


class RelationName(NamedTuple):
    """A relation's file by its name: relfilenumber, fork (`main`, `fsm`, `vm`, `init`) and segment."""

    relation: int
    fork: str
    segment: int


@dataclass
class Listing:
    """What was found: files in the order to read them, and what the user should know about the rest.

    `logged` are the main forks by path without their segment, of relations taken for logged ones.
    """

    files: list[SourceFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    logged: set[str] = field(default_factory=set)


def left_out(name: str) -> bool:
    """Whether a file or directory of this name is never part of a backup, wherever it is."""
    return name.startswith(_LEFT_OUT)


def left_out_at_top(name: str, where: str, findings: list[Finding]) -> bool:
    """Whether a name in the data directory itself (which is `where`) is none of a backup, or one that stays empty.

    What a user may miss in the backup is told.
    """
    if name == CAPTURED:
        findings.append(captured_name_taken(where))
    elif name.startswith(SAVED_PREFIX):
        findings.append(saved_pages_left_out(name))
    else:
        return left_out(name) or name in _LEFT_OUT_AT_TOP or name in EMPTIED
    return True


def parse_relation(name: str) -> RelationName | None:
    """What relation file a name stands for; None for every other name."""
    found = _RELATION.fullmatch(name)
    if found is None or int(found[1]) > _LARGEST_OID:
        return None
    return RelationName(int(found[1]), found[2] or "main", int(found[3] or 0))


def is_oid(name: str) -> bool:
    """Whether a directory's name is the number of a database or a tablespace."""
    return name.isascii() and name.isdigit() and name[0] != "0" and int(name) <= _LARGEST_OID


def unlogged_relations(names: Iterable[str]) -> set[int]:
    """The relations of one database directory whose main forks the log does not keep: they have an init fork."""
    parsed = (parse_relation(name) for name in names if "_init" in name)
    return {found.relation for found in parsed if found is not None and found.fork == "init"}


def add_database(
    listing: Listing,
    directory: str,
    tablespace: int,
    database: int,
    entries: Iterable[Entry],
    unlogged: set[int],
    segment_blocks: int,
) -> None:
    """Add the files of one database directory (`base/5`, or `global` with database 0) to a listing.

    Sorted by relation, fork and segment, so that what lies together is read together. What lies behind a segment that
    is not full is left out: the relation was cut, extended or dropped between the looks at the two, which replay
    repeats, and for a server that grows into such a file its old pages would be there again.
    """
    relations: list[tuple[RelationName, Entry]] = []
    others: list[Entry] = []
    for entry in entries:
        if left_out(entry.name) or _TEMPORARY.fullmatch(entry.name):
            continue
        found = parse_relation(entry.name)
        if found is None:
            others.append(entry)
        elif found.fork == "init" or found.relation not in unlogged:
            relations.append((found, entry))
    follows = None
    for name, entry in sorted(relations):
        file = relation_file(directory, tablespace, database, name, entry, segment_blocks)
        if name.segment and name != follows and file.size:
            continue
        listing.files.append(file)
        follows = name._replace(segment=name.segment + 1) if file.blocks >= segment_blocks else None
        if name.fork == "main":
            listing.logged.add(f"{directory}/{name.relation}")
    for entry in sorted(others):
        path = f"{directory}/{entry.name}"
        if path != CONTROL_FILE:
            listing.files.append(plain_file(path, entry.size, entry.mode))


def relation_file(
    directory: str, tablespace: int, database: int, name: RelationName, entry: Entry, segment_blocks: int
) -> SourceFile:
    """A relation's file. A part of a page at its end is a race with the server, which does not look at it."""
    suffix = "" if name.fork == "main" else f"_{name.fork}"
    return SourceFile(
        path=f"{directory}/{entry.name}",
        size=entry.size // BLOCK_SIZE * BLOCK_SIZE,
        page_size=BLOCK_SIZE,
        relation=f"{tablespace}/{database}/{name.relation}{suffix}",
        first_block=name.segment * segment_blocks,
        mode=entry.mode,
        whole=name.fork != "main",
    )


def plain_file(path: str, size: int, mode: int) -> SourceFile:
    """A file that is no relation's: read whole every time."""
    return SourceFile(path=path, size=size, page_size=BLOCK_SIZE, mode=mode)


def control_file(mode: int) -> SourceFile:
    """The control file: always of one size, and the last to be read."""
    return plain_file(CONTROL_FILE, BLOCK_SIZE, mode)


def inside(path: str, root: str) -> str | None:
    """`path` relative to `root`, both absolute and with `/`; None where it is not below it."""
    below = path.rstrip("/").removeprefix(root.rstrip("/") + "/")
    return below if below != path.rstrip("/") and below else None


def skipped_at_top(settings: dict[str, str], data_directory: str, findings: list[Finding]) -> frozenset[str]:
    """Directories below the data directory that settings make disposable: server logs, old statistics files.

    The first is told to the user.
    """
    skipped = set()
    logs = settings.get("log_directory", "")
    relative = inside(logs, data_directory) if logs.startswith("/") and data_directory else logs
    if settings.get("logging_collector") == "on" and relative and not relative.startswith(("/", "..")):
        name = relative.rstrip("/")
        if name.split("/")[0] not in OWN_DIRECTORIES | EMPTIED:
            skipped.add(name)
            findings.append(
                Finding(
                    Severity.INFO,
                    "server-logs-left-out",
                    name,
                    "The server's own log files are not part of the backup.",
                )
            )
    statistics = settings.get("stats_temp_directory", "")
    if statistics and not statistics.startswith(("/", "..")):
        skipped.add(statistics.rstrip("/"))
    return frozenset(skipped - EMPTIED)


def is_text(name: str) -> bool:
    """Whether a name, as the system gives it, can be written down. The server's own names are ASCII."""
    return name.isascii() or not any("\ud800" <= character <= "\udfff" for character in name)


def odd_name(path: str) -> Finding:
    """The finding for a file or directory of a name that is no UTF-8."""
    return Finding(
        Severity.WARNING,
        "name-not-text",
        ascii(path),
        "A file or directory in the data directory is not part of the backup: its name is not UTF-8. The server makes "
        "no such names.",
        "Move it elsewhere, or rename it, if it matters.",
    )


def captured_name_taken(place: str) -> Finding:
    """The finding for a source that has a directory of the name that backups use themselves."""
    return Finding(
        Severity.WARNING,
        "name-taken",
        place,
        f"A file or directory {CAPTURED!r} in the data directory is not part of the backup: backups use that name.",
        "Move it elsewhere, if it matters.",
    )


def saved_pages_left_out(name: str) -> Finding:
    """The finding for what a page repair left in the data directory, to be taken back by."""
    return Finding(
        Severity.INFO,
        "saved-pages-left-out",
        name,
        "The pages that a repair replaced are saved in the data directory. They are not part of the backup.",
        "Remove the directory once nobody needs to take the repair back.",
    )
