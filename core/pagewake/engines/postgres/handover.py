"""WAL files as a server hands them over (archive_command): whose they are, and their places in history.

Source of what comes: `postmaster/pgarch.c` (whole segments, histories, backup histories) and the end of recovery
in `access/transam/xlog.c` (the old timeline's last segment, as `.partial`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pagewake.engines.base import ReadSpan, WalOffer, WalPiece, WalSpan
from pagewake.engines.postgres.control import parse_control
from pagewake.engines.postgres.placement import LogShape, Placer, history_piece
from pagewake.engines.postgres.segments import (
    LONG_HEADER,
    MAX_SEGMENT,
    SegmentHeader,
    SegmentId,
    history_name,
    is_backup_history_name,
    is_history_name,
    is_partial_name,
    is_segment_name,
    parse_partial_name,
    parse_segment_name,
    read_header,
    segment_name,
    timeline_of_history_name,
)
from pagewake.engines.postgres.timelines import MAX_HISTORY
from pagewake.engines.postgres.versions import BLOCK_SIZE
from pagewake.errors import (
    LogCorrupt,
    LogError,
    LogGap,
    ObjectCorrupt,
    SourceError,
    SourceNotRecognised,
    SourceUnreadable,
    UsageError,
)
from pagewake.jobs import Job
from pagewake.model import Identity

ENGINE_NAME = "postgres"
READY = ".ready"


def is_wal_name(name: str) -> bool:
    """Whether a server hands over files of this name."""
    return (
        is_segment_name(name)
        or is_history_name(name)
        or is_partial_name(name)
        or is_backup_history_name(name)
    )


def offer_of_files(paths: Sequence[Path], known: Sequence[WalSpan], read: ReadSpan, job: Job) -> WalOffer:
    """See `Engine.wal_pieces`: files of one database in one directory, in any order."""
    files = sorted((path.absolute() for path in paths), key=_order)
    directories = {path.parent for path in files}
    if len(directories) != 1:
        raise UsageError(
            "files of one WAL directory are needed", object_name=", ".join(map(str, sorted(directories)))
        )
    for path in files:
        if not is_wal_name(path.name):
            raise UsageError(
                "this is not the name of a WAL file",
                object_name=str(path),
                advice="A server hands over segments (24 hexadecimal digits), .history, .partial and .backup files.",
            )
        if not path.is_file():
            raise SourceUnreadable("is not there", object_name=str(path))
    found = _whose(files, known, read)
    identity = Identity(
        ENGINE_NAME, str(found.format.major), str(found.system_identifier), page_size=BLOCK_SIZE
    )
    shape = LogShape(found.system_identifier, found.segment_size)
    placer = Placer(shape, known, read, WalDirectory(directories.pop(), shape.segment_size))
    return WalOffer(identity, _pieces(files, placer, shape, job))


def backlog(path: Path, limit: int) -> list[Path]:
    """Segments that the server waits to hand over after `path`, oldest first, at most `limit`.

    None where `path` itself is not waited for: then it is no archiver that hands it over.
    """
    path = path.absolute()
    if limit <= 0 or not is_segment_name(path.name):
        return []
    status = path.parent / "archive_status"
    if not (status / (path.name + READY)).is_file():
        return []
    try:
        names = [name[: -len(READY)] for name in os.listdir(status) if name.endswith(READY)]
    except OSError as error:
        raise SourceUnreadable(f"cannot be listed ({error.strerror})", object_name=str(status)) from error
    waiting = sorted(name for name in names if is_segment_name(name) and name > path.name)
    return [path.with_name(name) for name in waiting[:limit]]


@dataclass(frozen=True)
class WalDirectory:
    """The files of one directory of WAL. Implements `Beside`."""

    directory: Path
    segment_size: int

    def history(self, timeline: int) -> bytes | None:
        """The history file of a timeline. Raises SourceUnreadable."""
        return read_file(self.directory / history_name(timeline), MAX_HISTORY)

    def segment(self, segment: SegmentId) -> bytes | None:
        """The file of a segment, where it is there and of its size. Raises SourceUnreadable."""
        name = segment_name(segment.timeline, segment.number, self.segment_size)
        data = read_file(self.directory / name, self.segment_size)
        return data if data is not None and len(data) == self.segment_size else None


def read_file(path: Path, limit: int) -> bytes | None:
    """The content of a file, at most `limit` + 1 bytes; None where there is none. Raises SourceUnreadable."""
    try:
        with open(path, "rb", buffering=0) as file:
            size = min(os.fstat(file.fileno()).st_size, limit + 1)
            data = file.read(size)
            while len(data) < size and (more := file.read(size - len(data))):
                data += more
            return data
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SourceUnreadable(f"cannot be read ({error.strerror})", object_name=str(path)) from error


def _order(path: Path) -> tuple[str, bool, str]:
    """Histories before the segments of their timeline, whole segments before what is incomplete."""
    return path.name[:8], not is_history_name(path.name), path.name


def _pieces(files: Sequence[Path], placer: Placer, shape: LogShape, job: Job) -> Iterator[WalPiece]:
    for path in files:
        job.check()
        if is_history_name(path.name):
            yield from _history(path, placer)
        elif is_partial_name(path.name):
            segment, used = parse_partial_name(path.name, shape.segment_size)
            data = _content(path, shape.segment_size if used is None else used)
            end = None if used is None else segment.first_lsn(shape.segment_size) + used
            yield from placer.partial(segment, data, end)
        elif is_segment_name(path.name):
            segment = parse_segment_name(path.name, shape.segment_size)
            yield from placer.segment(segment, _content(path, shape.segment_size))


def _history(path: Path, placer: Placer) -> Iterator[WalPiece]:
    """A history file, and those of its ancestors; one that is archived is compared. Raises LogConflict."""
    timeline = timeline_of_history_name(path.name)
    if timeline == 1:
        raise LogCorrupt("timeline 1 has no history", object_name=path.name)
    history_piece(timeline, _content(path, None))
    yield from placer.histories(timeline)


def _content(path: Path, size: int | None) -> bytes:
    """The whole file. Raises SourceUnreadable, and LogCorrupt where it has another size."""
    data = read_file(path, MAX_HISTORY if size is None else MAX_SEGMENT)
    if data is None:
        raise SourceUnreadable("is not there any more", object_name=str(path))
    if size is not None and len(data) != size:
        raise LogCorrupt(
            f"has {len(data)} bytes instead of {size}",
            object_name=path.name,
            meaning="A segment of another length is damaged, or still being written. Nothing of it was archived.",
        )
    return data


def _whose(files: Sequence[Path], known: Sequence[WalSpan], read: ReadSpan) -> SegmentHeader:
    """The header of one of the files' segments; where there is none, of another one of the same database.

    Raises SourceNotRecognised, LogCorrupt, LogFormatUnknown, SourceUnreadable.
    """
    for path in files:
        if is_segment_name(path.name) or is_partial_name(path.name):
            return _header_of(path)
    directory = files[0].parent
    control = read_file(directory.parent / "global" / "pg_control", BLOCK_SIZE)
    if control is not None and len(control) >= LONG_HEADER:
        said = parse_control(control, name=str(directory.parent / "global" / "pg_control"))
        return SegmentHeader(
            said.format.magic, said.timeline, 0, said.system_identifier, said.wal_segment_size, 0, 0
        )
    siblings = (entry.name for entry in os.scandir(directory) if is_segment_name(entry.name))
    for name in sorted(siblings, reverse=True):
        try:
            return _header_of(directory / name)
        except (LogError, SourceError):  # prepared for use, and not written yet
            continue
    for span in reversed(known):
        if is_segment_name(span.name):
            try:
                return read_header(read(span), name=span.name)
            except (LogGap, ObjectCorrupt):
                continue
    raise SourceNotRecognised(
        "nothing says whose history this is: no segment lies beside it, and no pg_control above it",
        object_name=str(files[0]),
        advice="Push it from the pg_wal directory of its server.",
    )


def _header_of(path: Path) -> SegmentHeader:
    head = read_file(path, LONG_HEADER)
    if head is None:
        raise SourceUnreadable("is not there any more", object_name=str(path))
    return read_header(head[:LONG_HEADER], name=path.name)
