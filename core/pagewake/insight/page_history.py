"""The story of one page: every kept version decoded, what differs between them, and the log that touches it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pagewake.engines.base import Engine, PageDescription, RecordLine
from pagewake.errors import LogError, ObjectCorrupt, ObjectMissing
from pagewake.insight.pages import KeptPage, page_versions
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow

STRETCHES = 64
"""So many stretches of WAL are read at most for the records that touch a page."""
RECORDS = 1000


@dataclass(frozen=True)
class DecodedPage:
    """One kept version, decoded. `changed` are the byte ranges (first, end) that differ from the version before.

    `description` is None where there is no content, and for a file of which the engine decodes nothing;
    `changed` is None where there is nothing to compare with.
    """

    kept: KeptPage
    description: PageDescription | None
    changed: tuple[tuple[int, int], ...] | None


@dataclass(frozen=True)
class PageHistory:
    """All of one page: block `block` of the file, `relation_block` of the relation (None for a plain file).

    `newest_sound` is the index of the newest version whose checksum is right, or that is stored and has none.
    """

    path: str
    block: int
    relation: str | None
    relation_block: int | None
    versions: tuple[DecodedPage, ...]
    newest_sound: int | None


@dataclass(frozen=True)
class PageRecords:
    """Records of the log that touch a page, newest first.

    `more` says that older WAL, or more records, were not read; `unread` names stretches that could not be.
    """

    records: tuple[RecordLine, ...]
    more: bool
    unread: tuple[str, ...] = ()


def page_history(
    repository: Repository,
    engine: Engine,
    source: str,
    path: str,
    block: int,
    job: Job,
    *,
    every: bool = False,
) -> PageHistory:
    """Every kept version of a page, oldest first, decoded and compared with the one before.

    Raises UsageError (no backup has such a file), and what the store raises.
    """
    relation, relation_block = _place(repository, source, path, block)
    decoded: list[DecodedPage] = []
    before: bytes | None = None
    for kept in page_versions(repository, engine, source, path, block, job, every=every):
        content = kept.content
        description = None
        if content is not None and relation_block is not None:
            description = engine.describe_page(content, relation_block)
        changed = byte_ranges(before, content) if before is not None and content is not None else None
        decoded.append(DecodedPage(kept, description, changed))
        before = content if content is not None else before
    sound = [
        number
        for number, one in enumerate(decoded)
        if one.kept.content is not None and one.kept.version.state == "stored" and _sound(one)
    ]
    return PageHistory(path, block, relation, relation_block, tuple(decoded), sound[-1] if sound else None)


def page_records(
    repository: Repository,
    engine: Engine,
    source: str,
    relation: str,
    block: int,
    job: Job,
    *,
    after_lsn: int = 0,
    until_lsn: int | None = None,
    stretches: int = STRETCHES,
    limit: int = RECORDS,
) -> PageRecords:
    """The records with `after_lsn` < LSN <= `until_lsn` that touch a page, newest first.

    Reads the WAL only of stretches whose summary names the page, the newest `stretches` of them. Raises
    Cancelled, and what the store raises.
    """
    rows = [
        row
        for row in repository.wal.rows(source)
        if row.end_lsn > after_lsn and (until_lsn is None or row.first_lsn <= until_lsn)
    ]
    found: list[RecordLine] = []
    unread: list[str] = []
    read = 0
    seen: set[tuple[int, int]] = set()
    for row in reversed(rows):
        job.check()
        if not row.changed_blocks or not _names(repository, row, relation, block):
            continue
        if read >= stretches or len(found) >= limit:
            return PageRecords(tuple(found[:limit]), True, tuple(unread))
        read += 1
        try:
            before = _before(repository, row, rows)
            lines = engine.block_records(repository.wal.read(row), row.span, relation, block, before)
        except (LogError, ObjectCorrupt, ObjectMissing) as error:
            unread.append(f"{row.name}: {error.what}")
            continue
        for line in reversed(lines):
            inside = after_lsn < line.lsn and (until_lsn is None or line.lsn <= until_lsn)
            if (
                inside and (line.timeline, line.lsn) not in seen
            ):  # a stretch may be archived twice, once in part
                seen.add((line.timeline, line.lsn))
                found.append(line)
    return PageRecords(tuple(found[:limit]), len(found) > limit, tuple(unread))


def byte_ranges(before: bytes, after: bytes) -> tuple[tuple[int, int], ...]:
    """Where two contents differ, as ranges (first, end); what only one of them has differs."""
    shared = min(len(before), len(after))
    differ = np.frombuffer(before, np.uint8, shared) != np.frombuffer(after, np.uint8, shared)
    edges = np.flatnonzero(np.diff(differ.astype(np.int8), prepend=0, append=0)).tolist()
    ranges = list(zip(edges[::2], edges[1::2], strict=True))
    longest = max(len(before), len(after))
    if longest > shared:
        first = ranges.pop()[0] if ranges and ranges[-1][1] == shared else shared
        ranges.append((first, longest))
    return tuple(ranges)


def _sound(one: DecodedPage) -> bool:
    verdict = one.kept.version.checksum_ok
    return verdict is not False and not one.kept.problem


def _place(repository: Repository, source: str, path: str, block: int) -> tuple[str | None, int | None]:
    """The relation of a file, and the block's number there, by the newest backup that has the file."""
    for backup in reversed(repository.backups(source)):
        record = repository.file_table(repository.manifest(backup.id)).get(path)
        if record is not None:
            known = record.relation is not None
            return record.relation, record.first_block + block if known else None
    return None, None


def _names(repository: Repository, row: StretchRow, relation: str, block: int) -> bool:
    """Whether a stretch's summary names a page; true where that cannot be read."""
    try:
        changes = repository.wal.summary(row).relations.get(relation)
    except (ObjectMissing, ObjectCorrupt):
        return True
    if changes is None:
        return False
    at = int(np.searchsorted(changes.blocks, block))
    return at < len(changes.blocks) and int(changes.blocks[at]) == block


def _before(repository: Repository, row: StretchRow, rows: Sequence[StretchRow]) -> bytes | None:
    """The WAL in front of a stretch, where it is archived: a record may begin there."""
    in_front = [
        one for one in rows if one.timeline == row.timeline and one.end_lsn == row.first_lsn < row.end_lsn
    ]
    if not in_front:
        return None
    try:
        return repository.wal.read(max(in_front, key=lambda one: one.first_lsn - one.end_lsn))
    except (LogError, ObjectCorrupt, ObjectMissing):
        return None
