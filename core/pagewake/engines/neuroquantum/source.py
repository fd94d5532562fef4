"""One NeuroQuantumDB database on disk as a source of backups and WAL."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.base import ReadSpan, WalPiece, WalSpan
from pagewake.engines.neuroquantum.checkpoint_request import flush_now
from pagewake.engines.neuroquantum.finish import BackupLabel, read_origin
from pagewake.engines.neuroquantum.handover import pieces_of
from pagewake.engines.neuroquantum.identity import identity_of, own_id
from pagewake.engines.neuroquantum.layout import Layout
from pagewake.engines.neuroquantum.log import Epoch, UsableLog, read_log, total_size
from pagewake.engines.neuroquantum.placement import Placement, Placer
from pagewake.engines.neuroquantum.segments import ScanCache, list_segments
from pagewake.engines.neuroquantum.session import PageFileSession
from pagewake.engines.neuroquantum.stretches import read_stretch
from pagewake.errors import LogGap
from pagewake.jobs import Job
from pagewake.kernels import LIST_ENTRY_BYTES, RecordKind
from pagewake.model import Finding, Identity, Severity, WalPosition

NO_FLUSHED_CHECKPOINT = (
    "the log holds no flushed checkpoint: it is the original engine's, which neither logs every change of a "
    "page nor says what of the page file is up to date"
)
NOT_ALL_LOGGED = (
    "the page file bears no database id, so it may have been written by the original engine, which does not "
    "log every change of a page"
)
LSN_RESTARTED = "LSNs occur more than once in the log, so it does not say in one line what changed since when"
_SETTLE_ATTEMPTS = 20
_SETTLE_SECONDS = 0.05


class NeuroQuantumSource:
    """A `Source`: a page file and its log. Reads only; the database may be in use."""

    def __init__(self, layout: Layout, disk: Disk = REAL_DISK) -> None:
        self._layout = layout
        self._disk = disk
        self._scans = ScanCache()

    @property
    def location(self) -> str:
        """Where the page file is."""
        return str(self._layout.page_file)

    def identity(self) -> Identity:
        """The id in page 0, or one derived from the first log record of a database of the original."""
        return identity_of(self._layout)

    def check(self) -> list[Finding]:
        """What a backup of this database has to know."""
        log = read_log(self._layout.wal, scans=self._scans)
        findings = list(log.findings)
        reason = self._incomplete(log)
        if reason:
            code = "lsn-restarted" if reason == LSN_RESTARTED else "no-flushed-checkpoint"
            findings.append(
                Finding(
                    Severity.WARNING,
                    code,
                    self.location,
                    f"Every backup will be a full one: {reason}.",
                    "Use a database made by Pagewake's own writer to get incremental backups.",
                )
            )
        if log.current is None:
            findings.append(
                Finding(
                    Severity.WARNING, "wal-empty", str(self._layout.wal), "The log holds no usable record."
                )
            )
        return findings

    def begin(self, label: str, *, checkpoint: bool, known: Sequence[WalSpan], job: Job) -> PageFileSession:
        """Begin a capture.

        Raises:
            SourceUnreadable, SourceInUse, DatabaseError.
            LogAmbiguous, LogGap: nothing says from where the copied pages would need the log.
        """
        if checkpoint:
            with job.phase("waiting for a checkpoint", None, "checkpoints"):
                flush_now(self._layout, self._disk, job)
        log = self._settled_log(job)
        ambiguity = log.ambiguity()
        if ambiguity is not None:
            raise ambiguity
        placed = Placer(log, known, None, read_origin(self._layout.wal)).place()
        redo = _redo_point(log)
        findings = list(log.findings)
        hole = redo is None and log.tail is not None and not _bridged(log.tail, placed, known)
        if hole:
            findings.append(self._unprovable(log))
            placed = placed[:-1]
        end = _SessionEnd(self, placed, before_hole=hole)
        return PageFileSession(self._layout, _label(log, placed, redo), self._incomplete(log), findings, end)

    def _unprovable(self, log: UsableLog) -> Finding:
        """What a backup has to say whose log has a hole that nothing bridges. Raises LogGap where it cannot be."""
        assert log.tail is not None
        if own_id(self._layout.page_file) is not None:
            raise LogGap(
                f"the log has a hole before LSN {log.tail.first_lsn} and no flushed checkpoint behind it",
                object_name=str(self._layout.wal),
                meaning="Nothing says which changes of the missing records are in the page file.",
                advice="Close the database in an orderly way, or restore it from an older backup.",
            )
        end = log.epochs[-1].end_lsn
        return Finding(
            Severity.ERROR,
            "pages-beyond-log",
            f"{self._layout.page_file.name}, LSNs {end} to {log.tail.end_lsn - 1}",
            f"The log proves the state at LSN {end - 1} and none after it: a restore of this backup gives that one. "
            "Where the page file holds changes of later records, they are in it too.",
            "Compare the restored database with what the application knows, and keep the older backups.",
        )

    def _incomplete(self, log: UsableLog) -> str:
        """Why the log does not prove every page change since a parent; empty where it does."""
        if len(log.epochs) > 1:
            return LSN_RESTARTED
        if _redo_point(log) is None:
            return NO_FLUSHED_CHECKPOINT
        return "" if own_id(self._layout.page_file) is not None else NOT_ALL_LOGGED

    def new_wal(self, known: Sequence[WalSpan], read: ReadSpan, job: Job) -> Iterator[WalPiece]:
        """The stretches that the archive lacks, in history order. Raises SourceUnreadable."""
        log = self._settled_log(job)
        placed = Placer(log, known, read, read_origin(self._layout.wal)).place()
        yield from pieces_of(log, placed, job)

    def follow(
        self, known: Callable[[], Sequence[WalSpan]], read: ReadSpan, interval: float, job: Job
    ) -> Iterator[WalPiece | None]:
        """See `Source.follow`: the log is looked at every `interval` seconds."""
        while True:
            yield from self.new_wal(known(), read, job)
            yield None
            job.token.wait(interval)
            job.check()

    def setup_script(self) -> str:
        """Nothing has to be set up."""
        return ""

    def close(self) -> None:
        """Nothing is held between calls."""

    def _settled_log(self, job: Job) -> UsableLog:
        """The log, read again for a moment where it looks damaged: a record may be half written just now."""
        for _ in range(_SETTLE_ATTEMPTS):
            log = read_log(self._layout.wal, scans=self._scans)
            if log.end.clean or not self._is_growing(log):
                return log
            job.check()
            time.sleep(_SETTLE_SECONDS)
        return log

    def _is_growing(self, log: UsableLog) -> bool:
        time.sleep(_SETTLE_SECONDS)
        return total_size(list_segments(self._layout.wal)) != log.size


class _SessionEnd:
    """Finds the end of the log for a session, on the timeline on which it began."""

    def __init__(self, source: NeuroQuantumSource, begun: Sequence[Placement], *, before_hole: bool) -> None:
        self._source = source
        self._begun = begun
        self._before_hole = before_hole

    def __call__(self, job: Job) -> tuple[WalPosition, Sequence[Finding]]:
        log = self._source._settled_log(job)
        current = log.epochs[-1] if self._before_hole and log.epochs else log.current
        if not self._begun:
            return WalPosition(1, 1 if current is None else current.end_lsn), log.findings
        placement = self._begun[-1]
        if current is None or current.end_lsn < placement.epoch.end_lsn or len(log.epochs) != self._epochs():
            raise LogGap(
                "the log was replaced or lost records while the backup was read",
                object_name=self._source.location,
                meaning="No backup was made.",
                advice="Run the backup again.",
            )
        return placement.position(current.end_lsn), log.findings

    def _epochs(self) -> int:
        return len({placement.epoch.number for placement in self._begun})


def _bridged(tail: Epoch, placed: Sequence[Placement], known: Sequence[WalSpan]) -> bool:
    """Whether the archive holds every LSN of the hole before a log's tail, on the same timeline."""
    at = placed[-2].epoch.end_lsn
    spans = [span for span in known if span.timeline == placed[-1].timeline and span.end_lsn > at]
    for span in sorted(spans, key=lambda span: span.first_lsn):
        if span.first_lsn > at:
            break
        at = max(at, span.end_lsn)
    return at >= tail.first_lsn


def _redo_point(log: UsableLog) -> tuple[Epoch, int] | None:
    """The last flushed checkpoint from which the log is whole up to its newest record."""
    epochs = [log.tail] if log.tail is not None else list(reversed(log.epochs))
    for epoch in epochs:
        points = log.flushed_checkpoints(epoch)
        if points:
            return epoch, points[-1]
    return None


def _label(log: UsableLog, placed: Sequence[Placement], redo: tuple[Epoch, int] | None) -> BackupLabel:
    """From where a replay needs the log, and from where it writes."""
    if redo is None:
        if not placed:
            return BackupLabel(WalPosition(1, 1), WalPosition(1, 1))
        start = placed[0].position(placed[0].epoch.first_lsn)
        return BackupLabel(start, start)
    epoch, lsn = redo
    placement = next(p for p in placed if p.epoch is epoch)
    return BackupLabel(placement.position(_undo_start(log, epoch, lsn)), placement.position(lsn))


def _undo_start(log: UsableLog, epoch: Epoch, checkpoint: int) -> int:
    """The first LSN of the transactions that were open at a CheckpointBegin, or its own."""
    data = log.frames(epoch, checkpoint, checkpoint + 1)
    columns = read_stretch(data, checkpoint, checkpoint + 1)
    at, count = int(columns.list_at[0]), int(columns.list_count[0])
    entries = np.frombuffer(data, np.uint8)[at : at + count * LIST_ENTRY_BYTES].reshape(-1, LIST_ENTRY_BYTES)
    words = np.ascontiguousarray(entries[:, 8:]).view(np.uint64).reshape(-1, 2)
    listed = words[:, 0] ^ words[:, 1]
    before = epoch.rows[: checkpoint - epoch.first_lsn]
    theirs = before[np.isin(log.index.tx[before], listed)]
    ended = np.isin(log.index.kind[theirs], (RecordKind.COMMIT, RecordKind.ABORT))
    still_open = theirs[~np.isin(log.index.tx[theirs], log.index.tx[theirs[ended]])]
    return int(log.index.lsn[still_open[0]]) if len(still_open) else checkpoint
