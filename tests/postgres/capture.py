"""A backup session driven by hand, without a repository: its files and WAL as a directory that a server starts on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from blake3 import blake3
from tests.postgres.servers import Rig, Server, own

from pagewake.engines.base import BackupSession, SessionEnd, Source, SourceFile, WalPiece, WalSpan
from pagewake.engines.postgres.file_rules import EMPTIED
from pagewake.jobs import Job

RUN_BLOCKS = 100


class Archive:
    """WAL pieces by name: what a repository would keep."""

    def __init__(self) -> None:
        self.pieces: dict[str, WalPiece] = {}

    @property
    def known(self) -> list[WalSpan]:
        return [
            WalSpan(
                one.name,
                one.timeline,
                one.first_lsn,
                one.end_lsn,
                len(one.data),
                blake3(one.data).digest(),
                one.origin,
            )
            for one in self.pieces.values()
        ]

    def read(self, span: WalSpan) -> bytes:
        return bytes(self.pieces[span.name].data)

    def take(self, source: Source) -> None:
        for piece in source.new_wal(self.known, self.read, Job()):
            self.pieces[piece.name] = piece

    def covers(self, timeline: int, start: int, stop: int) -> bool:
        """Whether the pieces of one timeline hold everything from `start` to `stop`."""
        reached = start
        for piece in sorted(self.pieces.values(), key=lambda one: (one.first_lsn, one.end_lsn)):
            if piece.timeline == timeline and piece.first_lsn <= reached < piece.end_lsn:
                reached = piece.end_lsn
        return reached >= stop


@dataclass
class Capture:
    """One backup: the session as it was, its files with their content, and its end."""

    session: BackupSession
    files: list[SourceFile]
    content: dict[str, bytes]
    end: SessionEnd
    archive: Archive
    bad: list[tuple[str, int]] = field(default_factory=list)

    @property
    def extra(self) -> Mapping[str, bytes]:
        return {one.path: one.content for one in self.end.files}


def read_whole(session: BackupSession, files: list[SourceFile]) -> dict[str, bytes]:
    """The content of files, read in runs of blocks as a backup reads them."""
    reader = session.reader()
    found = {}
    try:
        for file in files:
            parts = []
            for first in range(0, file.blocks, RUN_BLOCKS):
                count = min(RUN_BLOCKS, file.blocks - first)
                buffer = bytearray(count * file.page_size)
                got = reader.read(file, np.array([[first, count]], np.int64), memoryview(buffer))
                parts.append(buffer[:got])
                if got < len(buffer):
                    break
            found[file.path] = b"".join(parts)[: file.size]
    finally:
        reader.close()
    return found


def bad_pages(
    session: BackupSession, files: list[SourceFile], content: Mapping[str, bytes]
) -> list[tuple[str, int]]:
    """(path, block) of the pages that the session finds bad."""
    bad = []
    for file in files:
        data = content[file.path]
        if file.relation is not None and data:
            blocks = np.arange(len(data) // file.page_size, dtype=np.int64)
            verdict = session.check(file, blocks, memoryview(bytearray(data)))
            bad += [(file.path, int(block)) for block in verdict.bad]
    return bad


def capture(
    source: Source, archive: Archive | None = None, *, before_end: Callable[[], object] = lambda: None
) -> Capture:
    """Take a backup of a source. `before_end` is called when everything but the control file has been read."""
    archive = archive or Archive()
    archive.take(source)
    session = source.begin("pagewake test", checkpoint=True, known=archive.known, job=Job())
    try:
        archive.take(source)
        files = list(session.files())
        content = read_whole(session, files[:-1])
        bad = bad_pages(session, files[:-1], content)
        before_end()
        content |= read_whole(session, files[-1:])
        end = session.end(Job())
        archive.take(source)
    except BaseException:
        session.abort()
        raise
    return Capture(session, files, content, end, archive, bad)


def lay_out(rig: Rig, server: Server, taken: Capture, *, start: bool = True) -> Server:
    """A server on what was captured, with the WAL of the archive in its pg_wal; tablespaces in its own place."""
    target = rig.directory("restored")
    copy = rig.adopt(server.installation, target, tcp=False)
    for name in (
        *EMPTIED,
        "pg_wal/archive_status",
        "pg_wal/summaries",
        "pg_tblspc",
        "pg_commit_ts",
        "pg_twophase",
    ):
        (target / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("pg_logical/snapshots", "pg_logical/mappings", "pg_stat"):
        (target / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    map_lines = []
    for line in taken.extra.get("tablespace_map", b"").decode().splitlines():
        oid = line.split(" ", 1)[0]
        place = copy.tablespaces / oid
        place.mkdir(mode=0o700)
        (target / "pg_tblspc" / oid).symlink_to(place)
        map_lines.append(f"{oid} {place}\n")
    contents = dict(taken.content)
    contents |= {path: data for path, data in taken.extra.items() if not path.startswith("pagewake/")}
    if map_lines:
        contents["tablespace_map"] = "".join(map_lines).encode()
    for path, data in contents.items():
        (target / path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (target / path).write_bytes(data)
    stage(taken.archive, target / "pg_wal")
    (target / "standby.signal").unlink(missing_ok=True)
    for place in (target, copy.tablespaces):
        own(place, recursive=True)
    copy.overrides |= {"archive_mode": "off", "primary_conninfo": ""}
    if start:
        copy.start()
    return copy


def stage(archive: Archive, pg_wal: Path) -> None:
    """The WAL of an archive as segment files; an incomplete one is filled up with zeros."""
    for name in sorted(archive.pieces, key=lambda name: (name[:24], not name.endswith(".partial"), name)):
        piece = archive.pieces[name]
        data = bytes(piece.data)
        if name.endswith(".history"):
            (pg_wal / name).write_bytes(data)
            continue
        size = int.from_bytes(data[32:36], "little")
        (pg_wal / name[:24]).write_bytes(data.ljust(size, b"\0"))
