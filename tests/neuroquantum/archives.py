"""A whole backup, kept in memory: what the use-cases do with a source, without a repository."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from pagewake.blocks import fold, runs_of
from pagewake.engines.base import RecoveryRequest, WalFeed, WalPiece, WalSpan
from pagewake.engines.neuroquantum import ENGINE
from pagewake.engines.neuroquantum.source import NeuroQuantumSource
from pagewake.engines.neuroquantum.stretches import stretch_digest
from pagewake.jobs import Job
from pagewake.model import (
    Finding,
    Identity,
    RecoveredTo,
    RestoreTarget,
    TargetKind,
    TimelineSpan,
    WalPosition,
)

PAGE = 4096
IDENTITY = Identity("neuroquantum", "1", "", PAGE)


@dataclass
class Archive:
    """Stretches by name, as `new_wal` gave them."""

    pieces: dict[str, WalPiece] = field(default_factory=dict)
    spans: list[WalSpan] = field(default_factory=list)

    def take(self, source: NeuroQuantumSource) -> list[WalPiece]:
        """Archive what is new; every piece must join on, or say that it does not."""
        new = list(source.new_wal(self.spans, self.read, Job()))
        for piece in new:
            assert piece.name not in self.pieces
            data = bytes(piece.data)
            span = WalSpan(
                piece.name,
                piece.timeline,
                piece.first_lsn,
                piece.end_lsn,
                len(data),
                stretch_digest(data),
                piece.origin,
            )
            assert ENGINE.summarise(data, span) == piece.summary
            self.pieces[piece.name] = piece
            self.spans.append(span)
        return new

    def read(self, span: WalSpan) -> bytes:
        return bytes(self.pieces[span.name].data)

    def history_to(self, timeline: int) -> tuple[TimelineSpan, ...]:
        """The line of timelines that leads to this one."""
        own = [span for span in self.spans if span.timeline == timeline]
        steps = [TimelineSpan(timeline, own[0].first_lsn, None)]
        while (origin := next(s.origin for s in self.spans if s.timeline == steps[0].timeline)) is not None:
            steps.insert(0, origin)
        return tuple(steps)

    def changes_since(self, position: WalPosition) -> np.ndarray:  # type: ignore[type-arg]
        """Pages that any record at or behind the position changed."""
        wanted = [
            piece.summary
            for piece in self.pieces.values()
            if (piece.timeline, piece.end_lsn) > (position.timeline, position.lsn)
        ]
        relation = fold(wanted).relations.get("pages")
        return np.empty(0, np.uint32) if relation is None else relation.blocks


@dataclass
class MemoryBackup:
    """What a backup would store."""

    path: str
    pages: bytes
    label: bytes
    start: WalPosition
    stop: WalPosition
    complete: bool
    reason: str
    findings: list[Finding]
    read_pages: int


def back_up(
    source: NeuroQuantumSource,
    archive: Archive,
    *,
    parent: MemoryBackup | None = None,
    checkpoint: bool = False,
    meanwhile: Callable[[], object] = lambda: None,
) -> MemoryBackup:
    """Take a full backup, or an incremental one over `parent`; `meanwhile` runs in the middle of reading."""
    archive.take(source)
    session = source.begin("test", checkpoint=checkpoint, known=archive.spans, job=Job())
    archive.take(source)
    (file,) = session.files()
    blocks = np.arange(file.blocks)
    image = bytearray(file.blocks * PAGE)
    if parent is not None:
        assert not session.incomplete_reason
        image[: len(parent.pages)] = parent.pages[: len(image)]
        changed = archive.changes_since(parent.start)
        blocks = changed[changed < file.blocks].astype(np.int64)
    reader = session.reader()
    halves = np.array_split(blocks, 2)
    for index, half in enumerate(halves):
        if index:
            meanwhile()
        buffer = bytearray(len(half) * PAGE)
        done = reader.read(file, runs_of(half), memoryview(buffer))
        verdict = session.check(file, half[: done // PAGE], memoryview(buffer)[:done])
        assert not len(verdict.bad), verdict
        for slot, block in enumerate(half[: done // PAGE].tolist()):
            image[block * PAGE : (block + 1) * PAGE] = buffer[slot * PAGE : (slot + 1) * PAGE]
    reader.close()
    end = session.end(Job())
    archive.take(source)
    return MemoryBackup(
        file.path, bytes(image), end.files[0].content, session.start, end.stop, not session.incomplete_reason,
        session.incomplete_reason, [*session.findings, *end.findings], len(blocks),
    )  # fmt: skip


def restore(
    backup: MemoryBackup,
    archive: Archive,
    directory: Path,
    target: RestoreTarget = RestoreTarget(TargetKind.LATEST),  # noqa: B008 - frozen
    *,
    timeline: int | None = None,
) -> tuple[Path, RecoveredTo, list[Finding]]:
    """Write the files and let the engine recover them; returns the page file."""
    file = directory / backup.path
    file.parent.mkdir(parents=True)
    file.write_bytes(backup.pages)
    (directory / "backup_label.json").write_bytes(backup.label)
    history = archive.history_to(timeline or max(span.timeline for span in archive.spans))
    request = RecoveryRequest(
        directory, IDENTITY, backup.start, backup.stop, history, target, WalFeed(archive.spans, archive.read),
        prove=True,
    )  # fmt: skip
    recovered = ENGINE.recovery().recover(request, Job())
    assert recovered.reached is not None
    assert recovered.proof is not None
    assert recovered.proof.ok, recovered.proof
    return file, recovered.reached, list(recovered.findings)
