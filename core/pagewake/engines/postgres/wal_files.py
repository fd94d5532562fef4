"""WAL files lying about: which of them follow each other, and reading them as one log.

A *run* is a chain of segments, each beginning where the one before it ends: of one timeline, or going over from a
parent's segment to its child's. In a server's `pg_wal` lie recycled files under the names of segments to come; what
they hold is not WAL of their names, and no part of a run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from pagewake.engines.postgres.segments import (
    LONG_HEADER,
    SegmentHeader,
    SegmentId,
    is_history_name,
    is_partial_name,
    is_segment_name,
    parse_partial_name,
    parse_segment_name,
    read_header,
    segment_name,
    timeline_of_history_name,
)
from pagewake.engines.postgres.summaries import layout_of, page_headers
from pagewake.engines.postgres.timelines import MAX_HISTORY, parse_history
from pagewake.engines.postgres.versions import BLOCK_SIZE
from pagewake.errors import LogConflict, LogError, LogFormatUnknown, PagewakeError, SourceUnreadable
from pagewake.kernels import WalLayout, WalStop, wal_walker

PIECE = 4 << 20
"""Bytes read and walked at a time."""
_SMALL_PIECE = 64 << 10
_WAL_DIRECTORY = "pg_wal"


@dataclass(frozen=True)
class WalFile:
    """One segment, or the beginning of one, as a file. `size` is how many bytes of it count."""

    path: Path
    segment: SegmentId
    header: SegmentHeader
    size: int

    @property
    def first_lsn(self) -> int:
        """The LSN of its first byte."""
        return self.header.page_address

    @property
    def end_lsn(self) -> int:
        """The LSN behind its last byte."""
        return self.first_lsn + self.size

    @property
    def whole(self) -> bool:
        """Whether it has all bytes of its segment."""
        return self.size == self.header.segment_size

    def read(self, lsn: int, size: int) -> bytes:
        """Bytes of the log; fewer where the file ends, zeros to the end of its last page. Raises SourceUnreadable."""
        wanted = min(size, self.end_lsn - lsn)
        try:
            with self.path.open("rb") as file:
                file.seek(lsn - self.first_lsn)
                data = file.read(wanted)
        except OSError as error:
            raise SourceUnreadable(
                f"cannot be read ({error.strerror or error})", object_name=str(self.path)
            ) from None
        return data + bytes(-len(data) % BLOCK_SIZE)


@dataclass(frozen=True)
class Run:
    """Files that follow each other; records are looked at from `begin` on, `exact` if one starts there."""

    files: tuple[WalFile, ...]
    begin: int
    exact: bool

    @property
    def layout(self) -> WalLayout:
        """What every page has in common."""
        return layout_of(self.files[0].header)

    @property
    def end_lsn(self) -> int:
        """The LSN behind the last byte."""
        return self.files[-1].end_lsn

    def pieces(
        self, lsn: int, end: int | None = None, size: int = PIECE
    ) -> Iterator[tuple[WalFile, int, bytes]]:
        """(file, LSN, whole pages) from the page that holds `lsn` on; behind `end` there are zeros."""
        position = lsn - lsn % BLOCK_SIZE
        limit = self.end_lsn if end is None else min(end, self.end_lsn)
        for file in self.files:
            while file.first_lsn <= position < min(file.end_lsn, limit):
                data = file.read(position, min(size, -(-(limit - position) // BLOCK_SIZE) * BLOCK_SIZE))
                if not data:
                    return
                if position + len(data) > limit:
                    data = data[: limit - position] + bytes(position + len(data) - limit)
                yield file, position, data
                position += len(data)

    def read(self, lsn: int, size: int) -> bytes:
        """Bytes of the log, which lie in one page. Raises SourceUnreadable."""
        for file in self.files:
            if file.first_lsn <= lsn < file.end_lsn:
                return file.read(lsn, size)[:size]
        raise SourceUnreadable(f"the log at byte {lsn} is not at hand")

    def record_from(self, lsn: int) -> int | None:
        """Where the first record starts that starts at or after `lsn`; None where none does."""
        if lsn <= self.begin:
            return self.begin
        walker = wal_walker(self.layout, lsn - lsn % BLOCK_SIZE, exact=False, records=True)
        for _, position, data in self.pieces(lsn, size=_SMALL_PIECE):
            walker.feed(data, position)
            starts = walker.records()["lsn"]
            after = np.flatnonzero(starts >= np.uint64(lsn))
            if len(after):
                return int(starts[after[0]])
            if walker.pending is not None and walker.pending >= lsn:
                return walker.pending
            if walker.stop is not WalStop.MORE:
                break
            walker.forget()
        return None


@dataclass(frozen=True)
class WalFiles:
    """All files of one database's log that were found."""

    runs: tuple[Run, ...]
    segment_size: int
    stale: frozenset[str] = frozenset()
    """Names of files that hold no WAL of their names: recycled, empty, or damaged in their first page."""
    doubted: tuple[tuple[str, str], ...] = ()
    """(name, what is wrong) of history files that cannot be read."""


@dataclass
class _Found:
    files: dict[SegmentId, WalFile] = field(default_factory=dict)
    forks: dict[int, int] = field(default_factory=dict)
    stale: set[str] = field(default_factory=set)
    doubted: list[tuple[str, str]] = field(default_factory=list)


def find_runs(paths: Sequence[Path]) -> WalFiles:
    """The runs of the segments among these files, and in these directories (or the `pg_wal` in them).

    Raises:
        LogFormatUnknown: a path is no WAL, or there is none in a directory.
        LogConflict: the files are of more than one database.
        SourceUnreadable: a file or directory cannot be read.
    """
    found = _Found()
    for path in paths:
        if path.is_dir():
            place = path / _WAL_DIRECTORY if (path / _WAL_DIRECTORY).is_dir() else path
            try:
                entries = sorted(entry for entry in place.iterdir() if entry.is_file())
            except OSError as error:
                raise _unreadable(place, error) from None
            for entry in entries:
                _take(found, entry, named=False)
        else:
            _take(found, path, named=True)
            _take_histories(found, path.parent)
    if not found.files:
        raise LogFormatUnknown(
            "is no PostgreSQL WAL, or holds none", object_name=", ".join(str(path) for path in paths)
        )
    shapes = {layout_of(file.header) for file in found.files.values()}
    if len(shapes) > 1:
        raise LogConflict(
            "these files are of more than one database, version or segment size",
            meaning="Nothing was read.",
            advice="Name files of one database only.",
        )
    runs = tuple(_chains(found))
    return WalFiles(runs, next(iter(shapes)).segment_size, frozenset(found.stale), tuple(found.doubted))


def _take(found: _Found, path: Path, *, named: bool) -> None:
    """Take one file; `named` is whether the user named it, so that it must be WAL."""
    name = path.name
    if is_history_name(name):
        _take_history(found, path)
        return
    if not named and not is_segment_name(name) and not is_partial_name(name):
        return
    try:
        with path.open("rb") as file:
            head = file.read(LONG_HEADER)
        size = path.stat().st_size
    except OSError as error:
        raise _unreadable(path, error) from None
    try:
        header = read_header(head, name=str(path))
        segment, used = _segment_of(name, header)
    except LogError:
        if named:
            raise
        found.stale.add(name)
        return
    if segment.first_lsn(header.segment_size) != header.page_address:
        found.stale.add(name)
        if named:
            raise LogConflict(
                f"holds another segment than its name says, that of LSN {header.page_address}",
                object_name=str(path),
                meaning="A server keeps old segments under the names of those to come.",
                advice="Name segments that have been written.",
            )
        return
    size = min(size, header.segment_size, header.segment_size if used is None else used)
    file_ = WalFile(path, segment, header, size)
    known = found.files.get(segment)
    if known is None or (_rank(file_) > _rank(known)):
        found.files[segment] = file_


def _rank(file: WalFile) -> tuple[bool, int]:
    """A segment under its own name counts more than the beginning of it; then the longer one."""
    return is_segment_name(file.path.name), file.size


def _segment_of(name: str, header: SegmentHeader) -> tuple[SegmentId, int | None]:
    """Which segment a file is, and how much of it counts. Raises LogCorrupt."""
    if is_segment_name(name):
        return parse_segment_name(name, header.segment_size), None
    if is_partial_name(name):
        return parse_partial_name(name, header.segment_size)
    return SegmentId(header.timeline, header.page_address // header.segment_size), None


def _take_histories(found: _Found, directory: Path) -> None:
    for path in directory.glob("*.history"):
        if is_history_name(path.name):
            _take_history(found, path)


def _take_history(found: _Found, path: Path) -> None:
    try:
        timeline = timeline_of_history_name(path.name)
        with path.open("rb") as file:
            spans = parse_history(file.read(MAX_HISTORY + 1), timeline)
    except OSError as error:
        raise _unreadable(path, error) from None
    except PagewakeError as error:
        found.doubted.append((path.name, error.what))
        return
    if spans and spans[-1].end is not None:
        found.forks[timeline] = spans[-1].end


def _chains(found: _Found) -> Iterator[Run]:
    """Runs, in the order of their timelines and places; every file is in one."""
    files = found.files
    timelines: dict[int, list[int]] = {}
    for segment in sorted(files, reverse=True):
        timelines.setdefault(segment.number, []).append(segment.timeline)
    after: dict[SegmentId, SegmentId] = {}
    continued: set[SegmentId] = set()
    for segment in sorted(files):
        older = (one for one in timelines.get(segment.number - 1, ()) if one <= segment.timeline)
        front = SegmentId(next(older, 0), segment.number - 1)
        if front not in files or front in after or not files[front].whole:
            continue
        same = front.timeline == segment.timeline
        if same or SegmentId(front.timeline, segment.number) not in files:
            after[front] = segment
            continued.add(segment)
    for segment in sorted(files):
        if segment in continued:
            continue
        chain = [segment]
        while chain[-1] in after:
            chain.append(after[chain[-1]])
        yield _run([files[one] for one in chain], found)


def _run(files: list[WalFile], found: _Found) -> Run:
    first = files[0]
    fork = found.forks.get(first.segment.timeline, 0)
    parents = any(
        other.number == first.segment.number and other.timeline < first.segment.timeline
        for other in found.files
    )
    if parents and first.first_lsn < fork < first.end_lsn:
        return Run(tuple(files), fork, exact=True)
    return Run(tuple(files), first.first_lsn, exact=False)


def later_pages(file: WalFile, lsn: int) -> bool:
    """Whether pages behind the one that holds `lsn` are WAL of their places: the log was written further.

    Raises SourceUnreadable.
    """
    position = lsn - lsn % BLOCK_SIZE + BLOCK_SIZE
    while position < file.end_lsn:
        data = file.read(position, PIECE)
        if not data:
            return False
        rows = page_headers(np.frombuffer(data, np.uint8))
        places = np.arange(len(rows), dtype=np.uint64) * np.uint64(BLOCK_SIZE) + np.uint64(position)
        if np.any((rows["magic"] == file.header.magic) & (rows["address"] == places)):
            return True
        position += len(data)
    return False


def name_of(segment: SegmentId, segment_size: int) -> str:
    """The file name of a segment."""
    return segment_name(segment.timeline, segment.number, segment_size)


def _unreadable(path: Path, error: OSError) -> SourceUnreadable:
    return SourceUnreadable(f"cannot be read ({error.strerror or error})", object_name=str(path))
