"""Bringing a heat index up to what the repository knows: only new stretches are read.

An update works on a copy (`work`) and puts it in the place of the index in one step. It can be cancelled or
killed at any moment: what was counted up to then is found by the next one. The last stretch of a log may be
archived again later, longer; it is then taken back and counted anew. Where anything else that was counted is no
longer part of the history (a restore to an earlier moment began a new timeline), the index is built afresh.

Stretches that have expired since stay counted.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from pagewake.blocks import WalSummary
from pagewake.errors import ObjectCorrupt, ObjectMissing
from pagewake.insight.heat_batch import Batch, take_back
from pagewake.insight.heat_index import INDEX, STRETCH, WORK, HeatIndex, IndexUnusable, Rows
from pagewake.insight.heat_layout import SPARE, arrange, create_pyramids, new_generation
from pagewake.insight.heat_values import seconds_of
from pagewake.insight.pyramid import PyramidUnusable
from pagewake.jobs import Job
from pagewake.model import Finding, Severity
from pagewake.repository.stretches import StretchRow

_SAVE_EVERY = 5.0
_KINDS = ("changes", "last", "entries", "undo")

ReadSummary = Callable[[StretchRow], WalSummary]


@dataclass(frozen=True)
class KnownRelations:
    """What the newest backup says of relations: by key, length in blocks and page size; names where known."""

    backup: str = ""
    timeline: int = 0
    start_lsn: int = 0
    lengths: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    page_size: int = 8192


@dataclass(frozen=True)
class Pending:
    """What an update would do: whether the last stretch is taken back, and how many of the wanted are counted."""

    counted: int
    take_back: bool
    rebuild: str = ""


def stretch_columns(rows: Sequence[StretchRow]) -> Rows:
    """Rows of the archive as an array of `STRETCH`."""
    columns = np.zeros(len(rows), STRETCH)
    columns["timeline"] = [row.timeline for row in rows]
    columns["first_lsn"] = np.array([row.first_lsn for row in rows], np.uint64)
    columns["end_lsn"] = np.array([row.end_lsn for row in rows], np.uint64)
    columns["digest"] = np.array([int.from_bytes(row.digest[:8], "little") for row in rows], np.uint64)
    columns["first_time"] = seconds_of([row.first_time for row in rows])
    columns["last_time"] = seconds_of([row.last_time for row in rows])
    return columns


def pending(index: HeatIndex, wanted: Rows) -> Pending:
    """What is to be done to have the index count the wanted stretches, given in the order of history."""
    counted, names = index.stretches, ("timeline", "first_lsn", "end_lsn", "digest")
    if not len(counted):
        return Pending(0, take_back=False)
    if not len(wanted):
        return Pending(0, take_back=False, rebuild="the archive holds no WAL any more")
    found = np.flatnonzero(np.logical_and.reduce([counted[name] == wanted[0][name] for name in names]))
    if not len(found):
        last, first = counted[-1], wanted[0]
        if (last["timeline"], last["end_lsn"]) <= (first["timeline"], first["first_lsn"]):
            return Pending(0, take_back=False)  # all that was counted has expired
        return Pending(0, take_back=False, rebuild="the archive holds another history")
    held = counted[int(found[0]) :]
    length = min(len(held), len(wanted))
    differ = np.zeros(length, bool)
    for name in names:
        differ |= held[name][:length] != wanted[name][:length]
    same = int(np.argmax(differ)) if differ.any() else length
    if same == len(held):
        return Pending(same, take_back=False)
    if same == len(held) - 1 and index.undo:
        return Pending(same, take_back=True)
    return Pending(0, take_back=False, rebuild="the archive holds another history")


def update_index(
    directory: Path,
    repository: str,
    source: str,
    rows: Sequence[StretchRow],
    read: ReadSummary,
    known: KnownRelations,
    job: Job,
) -> HeatIndex:
    """The index of a source after it counted `rows` (in the order of history), open for reading.

    Raises Cancelled, OSError (the cache cannot be written), and what the store raises.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(directory, job):
        for attempt in (1, 2):
            work: HeatIndex | None = None
            try:
                current = _current(directory, repository, source, rows, known)
                if current is not None:
                    return current
                work = _begin(directory, repository, source, stretch_columns(rows))
                _count(work, rows, read, known, job)
                _finish(work)
                return HeatIndex.open(directory, repository, source)
            except (PyramidUnusable, IndexUnusable):
                # Damage that only reading shows; a second one in files that were just written is the disk's.
                if attempt == 2:
                    raise
                (directory / INDEX).unlink(missing_ok=True)
                (directory / WORK).unlink(missing_ok=True)
            finally:
                if work is not None:
                    work.close()
    raise AssertionError("unreachable")


def build_fixed(
    like: HeatIndex, directory: Path, rows: Sequence[StretchRow], read: ReadSummary, job: Job
) -> HeatIndex:
    """An index of some stretches alone, whose row is that of another index. Made whole or not at all.

    Raises Cancelled, OSError, and what the store raises.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(directory, job):
        made = HeatIndex(directory, like.repository, like.source, new_generation())
        made.backup = like.backup
        made.keys, made.names = list(like.keys), list(like.names)
        made.relations = like.relations.copy()
        for name in ("reach", "dropped", "active", "last", "changed", "changes"):
            made.relations[name] = 0
        create_pyramids(made, like.changes.cells)
        made.file("entries").touch(0o600)
        try:
            _read_all(made, rows, read, job, fixed=True)
            made.save(INDEX)
        finally:
            made.close()
        _sweep(directory, made.generation)
    return HeatIndex.open(directory, like.repository, like.source)


def _current(
    directory: Path, repository: str, source: str, rows: Sequence[StretchRow], known: KnownRelations
) -> HeatIndex | None:
    """The index as it is, where there is nothing to do."""
    try:
        index = HeatIndex.open(directory, repository, source)
    except IndexUnusable:
        return None
    todo = pending(index, stretch_columns(rows))
    if todo.rebuild or todo.take_back or todo.counted < len(rows) or index.backup != known.backup:
        index.close()
        return None
    return index


def _begin(directory: Path, repository: str, source: str, wanted: Rows) -> HeatIndex:
    """The index to work on: an update that was cut off, else a copy of the index, else a new one."""
    for header in (WORK, INDEX):
        try:
            index = HeatIndex.open(directory, repository, source, header=header, writable=header == WORK)
        except IndexUnusable:
            continue
        if pending(index, wanted).rebuild:
            index.close()
            continue
        if header == INDEX:
            index = _copied(index)
        return index
    index = HeatIndex(directory, repository, source, new_generation())
    create_pyramids(index, SPARE)
    index.file("entries").touch(0o600)
    return index


def _copied(index: HeatIndex) -> HeatIndex:
    """A copy of an index under a new generation, saved as work."""
    sources = [index.file(kind) for kind in _KINDS]
    index.close()
    index.generation = new_generation()
    for kind, path in zip(_KINDS, sources, strict=True):
        if path.exists():
            copy_sparse(path, index.file(kind))
    # The header is written as it was read: only its generation is another one.
    reopened = index.reopened()
    reopened.save(WORK)
    return reopened


def _count(
    index: HeatIndex, rows: Sequence[StretchRow], read: ReadSummary, known: KnownRelations, job: Job
) -> None:
    todo = pending(index, stretch_columns(rows))
    if todo.take_back:
        take_back(index)
        index.save(WORK)
    _settle(index, known)
    if not len(index.stretches):
        arrange(index, job.check)
    _read_all(index, rows[todo.counted :], read, job)
    _settle(index, known)
    arrange(index, job.check)
    index.save(WORK)


def _read_all(
    index: HeatIndex, rows: Sequence[StretchRow], read: ReadSummary, job: Job, *, fixed: bool = False
) -> None:
    """Count stretches; the last one alone, so that it can be taken back."""
    columns = stretch_columns(rows)
    batch = Batch(index, fixed=fixed)
    saved = time.monotonic()
    with job.phase("reading what the log changed", len(rows), "stretches"):
        for number, (row, column) in enumerate(zip(rows, columns, strict=True)):
            job.check()
            alone = number == len(rows) - 1 and not fixed
            if len(batch) and (alone or batch.full):
                batch.count()
                job.check()
                if not fixed and time.monotonic() - saved > _SAVE_EVERY:
                    index.save(WORK)
                    saved = time.monotonic()
            batch.add(column, _summary(row, read, job))
            if alone:
                batch.count(undo=True)
            job.advance(1)
        if len(batch):
            batch.count()


def _summary(row: StretchRow, read: ReadSummary, job: Job) -> WalSummary | None:
    try:
        return read(row)
    except (ObjectMissing, ObjectCorrupt) as error:
        job.warn(
            Finding(
                Severity.WARNING,
                "summary-unreadable",
                f"WAL {row.name}",
                f"What it changed is not in the heat map: {error.what}.",
                "Run pagewake verify to see what else is affected.",
            )
        )
        return None


def _settle(index: HeatIndex, known: KnownRelations) -> None:
    """Take in what the newest backup says of relations."""
    numbers = {key: number for number, key in enumerate(index.keys)}
    for key in known.lengths:
        if key not in numbers:
            numbers[key] = index.add_relation(key)
    rows = index.relations
    rows["listed"] = False
    rows["table"] = 0
    rows["page_size"][rows["page_size"] == 0] = known.page_size
    for key, (blocks, page_size) in known.lengths.items():
        number = numbers[key]
        rows["listed"][number], rows["table"][number] = True, blocks
        rows["page_size"][number] = page_size
    for number, key in enumerate(index.keys):
        index.names[number] = known.names.get(key, index.names[number])
    index.backup = known.backup
    stretches = index.stretches
    before = (stretches["timeline"] < known.timeline) | (
        (stretches["timeline"] == known.timeline) & (stretches["end_lsn"] <= np.uint64(known.start_lsn))
    )
    index.settled = int(before.sum()) if known.backup else 0
    index.forget_row()


def _finish(index: HeatIndex) -> None:
    """Put the work in the place of the index, and remove what is left of the one before."""
    (index.directory / WORK).replace(index.directory / INDEX)
    _sweep(index.directory, index.generation)


def _sweep(directory: Path, generation: str) -> None:
    for path in directory.iterdir():
        stem, _, kind = path.name.partition(".")
        if kind in _KINDS and stem != generation:
            path.unlink(missing_ok=True)


@contextmanager
def _alone(directory: Path, job: Job) -> Iterator[None]:
    """Hold the directory's lock: of several processes that update one index, one does."""
    with (directory / "lock").open("ab") as file:
        while True:
            with suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            job.check()
            job.token.wait(0.1)
        yield


def copy_sparse(source: Path, target: Path) -> None:
    """Copy a file, its holes as holes. Raises OSError."""
    with source.open("rb") as read, target.open("xb") as write:
        os.chmod(write.fileno(), 0o600)
        end = os.fstat(read.fileno()).st_size
        at = 0
        while at < end:
            try:
                at = os.lseek(read.fileno(), at, os.SEEK_DATA)
            except OSError:  # only a hole is left, or the file system knows no holes
                break
            until = os.lseek(read.fileno(), at, os.SEEK_HOLE)
            read.seek(at)
            write.seek(at)
            left = until - at
            while left > 0:
                data = read.read(min(left, 1 << 20))
                if not data:
                    break
                write.write(data)
                left -= len(data)
            at = until
        write.truncate(end)


def remove_index(directory: Path) -> None:
    """Forget an index: it is built again when it is next asked for."""
    shutil.rmtree(directory, ignore_errors=True)
