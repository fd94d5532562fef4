"""Logs made by hand, frame by frame, and the fixtures that the original engine made."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pagewake.engines.base import WalFeed, WalSpan
from pagewake.engines.neuroquantum import pages
from pagewake.engines.neuroquantum.feed import LogFeed, feed_of_request
from pagewake.engines.neuroquantum.layout import segment_name
from pagewake.engines.neuroquantum.log import UsableLog, read_log
from pagewake.engines.neuroquantum.records import (
    Abort,
    Begin,
    Body,
    CheckpointBegin,
    CheckpointEnd,
    Clr,
    Commit,
    Record,
    RollbackToSavepoint,
    Savepoint,
    Update,
    encode_frame,
    timestamp_text,
)
from pagewake.engines.neuroquantum.recovery import RecoveryResult, recover_page_file
from pagewake.engines.neuroquantum.stretches import stretch_name
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind, TimelineSpan, WalPosition

START_NS = 1_800_000_000_000_000_000
SECOND = 1_000_000_000
LATEST = RestoreTarget(TargetKind.LATEST)


def fixtures() -> Path:
    """The directory of fixtures; skips the test where there is none."""
    repository = Path(__file__).resolve().parent.parent.parent
    root = (
        Path(os.environ.get("PAGEWAKE_FIXTURES") or repository.parent / "shared" / "fixtures")
        / "neuroquantum"
    )
    if not root.is_dir():
        pytest.skip("the fixtures made by the original engine are not here (set PAGEWAKE_FIXTURES)")
    return root


def load(path: Path) -> Any:
    return json.loads(path.read_text())


def tx(number: int) -> bytes:
    return hashlib.blake2b(number.to_bytes(8, "little"), digest_size=16).digest()


@dataclass
class LogMaker:
    """Makes records with consecutive LSNs, a microsecond apart, with whole chains."""

    lsn: int = 1
    now_ns: int = START_NS
    frames: list[bytes] = field(default_factory=list)
    last: dict[bytes, int] = field(default_factory=dict)

    def put(self, who: bytes | None, body: Body, prev: int | None = None) -> int:
        lsn = self.lsn
        if who is not None:
            prev = self.last.get(who)
            self.last[who] = lsn
        self.frames.append(encode_frame(Record(lsn, prev, who, timestamp_text(self.now_ns), body)))
        self.lsn += 1
        self.now_ns += 1000
        return lsn

    def begin(self, number: int) -> int:
        return self.put(tx(number), Begin(tx(number), timestamp_text(self.now_ns)))

    def update(self, number: int, page: int, offset: int, before: bytes, after: bytes) -> int:
        return self.put(tx(number), Update(tx(number), page, offset, before, after))

    def commit(self, number: int) -> int:
        return self.put(tx(number), Commit(tx(number)))

    def abort(self, number: int) -> int:
        return self.put(tx(number), Abort(tx(number)))

    def clr(self, number: int, undo_next: int, page: int, redo: bytes) -> int:
        return self.put(tx(number), Clr(tx(number), undo_next, page, redo))

    def savepoint(self, number: int, name: str) -> int:
        return self.put(tx(number), Savepoint(tx(number), name, self.lsn))

    def rollback(self, number: int, name: str, target: int) -> int:
        return self.put(tx(number), RollbackToSavepoint(tx(number), name, target))

    def checkpoint(self, active: Sequence[int] = (), *, flushed: bool = True) -> int:
        begin = self.put(None, CheckpointBegin(tuple(tx(number) for number in active)))
        self.put(None, CheckpointEnd(), begin if flushed else None)
        return begin

    def transaction(self, number: int, page: int, offset: int, before: bytes, after: bytes) -> int:
        self.begin(number)
        self.update(number, page, offset, before, after)
        return self.commit(number)

    def pause(self, seconds: float) -> None:
        self.now_ns += int(seconds * SECOND)


def write_segments(directory: Path, segments: Sequence[Sequence[bytes]]) -> Path:
    """Write segments 0, 1, ... of these frames; returns the WAL directory."""
    directory.mkdir(parents=True, exist_ok=True)
    for number, frames in enumerate(segments):
        (directory / segment_name(number)).write_bytes(b"".join(frames))
    return directory


def page_file(path: Path, data_pages: int, *, identifier: bytes = b"") -> Path:
    """A page file of empty, sealed pages."""
    path.parent.mkdir(parents=True, exist_ok=True)
    images = []
    for block in range(data_pages + 1):
        page = pages.new_page(block, pages.TYPE_DATA if block else pages.TYPE_FREE_LIST)
        if not block:
            pages.encode_free_list(page, [])
            if identifier:
                pages.set_database_id(page, identifier)
        pages.seal(page)
        images.append(bytes(page))
    path.write_bytes(b"".join(images))
    return path


def feed_of_log(log: UsableLog, start: WalPosition | None = None) -> LogFeed:
    """A database's own log as a feed, to recover it in place."""
    spans: dict[str, WalSpan] = {}
    history: list[TimelineSpan] = []
    for epoch in log.epochs:
        last = epoch is log.epochs[-1]
        history.append(TimelineSpan(epoch.number, epoch.first_lsn, None if last else epoch.end_lsn))
        for first, end in log.stretches(epoch, epoch.first_lsn, epoch.end_lsn):
            name = stretch_name(epoch.number, first, end)
            size = int(log.index.size[epoch.rows[first - epoch.first_lsn : end - epoch.first_lsn]].sum())
            spans[name] = WalSpan(name, epoch.number, first, end, size, b"")

    def read(span: WalSpan) -> bytes:
        return log.frames(log.epochs[span.timeline - 1], span.first_lsn, span.end_lsn)

    if start is None and history:
        start = WalPosition(1, history[0].begin)
    feed = WalFeed(tuple(spans.values()), read)
    return feed_of_request(feed, history, start or WalPosition(1, 1))


def recover(
    file: Path,
    wal: Path,
    target: RestoreTarget = LATEST,
    *,
    start: WalPosition | None = None,
    redo: WalPosition | None = None,
    stop: WalPosition | None = None,
) -> RecoveryResult:
    """Recover a page file in place from a WAL directory; a true base unless `stop` is given."""
    log = read_log(wal)
    first = start or WalPosition(1, log.epochs[0].first_lsn)
    feed = feed_of_log(log, first)
    return recover_page_file(
        file, feed, start=first, redo=redo or first, consistent_from=stop or first, target=target, job=Job()
    )


def data_of(file: Path, page: int, offset: int = 0, size: int = 4032) -> bytes:
    with file.open("rb") as opened:
        opened.seek(page * 4096 + 64 + offset)
        return opened.read(size)


def wrong_pages(file: Path, expected: dict[str, str]) -> list[int]:
    """Pages whose data area does not have the expected SHA-256."""
    return [
        int(page)
        for page, digest in expected.items()
        if hashlib.sha256(data_of(file, int(page))).hexdigest() != digest
    ]


def bad_checksums(file: Path) -> list[int]:
    """Pages whose stored checksum is neither right nor absent."""
    data = file.read_bytes()
    images = [data[at : at + 4096] for at in range(0, len(data), 4096)]
    return [
        block
        for block, page in enumerate(images)
        if any(page) and pages.read_header(page).checksum not in (0, pages.checksum(page))
    ]
