"""The usable log of a database: which records there are, in which order, and where and why it ends.

File order is not LSN order, segments grow after newer ones exist, and frames can be damaged. So every segment
is scanned, the records are sorted by LSN, and the usable log is the run of consecutive LSNs up to the first
hole; what is behind it, or was unreadable, is reported and not used. Where LSNs occur twice with different
content the log is split into epochs (see `epochs`), which are the timelines of this engine.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pagewake.blocks import distinct
from pagewake.engines.base import LogEnd
from pagewake.engines.neuroquantum.epochs import Rows, drop_repeats, split_epochs
from pagewake.engines.neuroquantum.segments import (
    BadPlace,
    Damage,
    LogIndex,
    ScanCache,
    Segment,
    SegmentScan,
    join_index,
    list_segments,
    scan_segment,
)
from pagewake.errors import LogAmbiguous, SourceUnreadable
from pagewake.kernels import RecordKind
from pagewake.model import Finding, Severity
from pagewake.units import counted

STRETCH_BYTES = 16 << 20
"""WAL is handed out in stretches of about this size, by whole records."""
_MAX_DAMAGE_FINDINGS = 100


@dataclass(frozen=True, eq=False)
class Epoch:
    """Consecutive LSNs, `first_lsn` up to, but without, `end_lsn`; `rows` index the log, in LSN order."""

    number: int
    first_lsn: int
    end_lsn: int
    rows: Rows


@dataclass(frozen=True, eq=False)
class UsableLog:
    """What of a log can be used, and what was seen besides."""

    segments: tuple[Segment, ...]
    index: LogIndex
    epochs: tuple[Epoch, ...]
    tail: Epoch | None
    """Behind a hole in the last epoch: the run of LSNs that reaches the newest record."""
    end: LogEnd
    findings: tuple[Finding, ...]
    size: int
    """Bytes of all segments, readable or not."""
    bad_places: tuple[BadPlace, ...] = ()
    """Where a segment holds bytes that are no record, a torn end included."""

    @property
    def current(self) -> Epoch | None:
        """The run of LSNs that reaches the newest record; None for a log without records."""
        return self.tail or (self.epochs[-1] if self.epochs else None)

    def frames(self, epoch: Epoch, first_lsn: int, end_lsn: int) -> bytes:
        """The raw frames of consecutive records, in LSN order: the canonical bytes of that range.

        Raises:
            SourceUnreadable: a segment cannot be read any more.
        """
        rows = epoch.rows[max(first_lsn - epoch.first_lsn, 0) : max(end_lsn - epoch.first_lsn, 0)]
        return b"".join(self._read_rows(rows))

    def stretches(self, epoch: Epoch, first_lsn: int, end_lsn: int) -> Iterator[tuple[int, int]]:
        """LSN ranges of at most `STRETCH_BYTES` (or one record) that together are the given range."""
        first = max(first_lsn, epoch.first_lsn)
        end = min(end_lsn, epoch.end_lsn)
        sizes = self.index.size[epoch.rows[first - epoch.first_lsn : max(end, first) - epoch.first_lsn]]
        ends = np.cumsum(sizes, dtype=np.int64)
        done = 0
        while done < len(sizes):
            base = int(ends[done - 1]) if done else 0
            upto = max(int(np.searchsorted(ends, base + STRETCH_BYTES, "right")), done + 1)
            yield first + done, first + upto
            done = upto

    def _read_rows(self, rows: Rows) -> Iterator[bytes]:
        """Frames of these rows in order; rows that lie back to back in a file are read at once."""
        if not len(rows):
            return
        segment, offset = self.index.segment[rows], self.index.offset[rows]
        ends = offset + self.index.size[rows]
        breaks = np.flatnonzero((segment[1:] != segment[:-1]) | (offset[1:] != ends[:-1])) + 1
        starts = np.concatenate(([0], breaks))
        lasts = np.concatenate((breaks, [len(rows)])) - 1
        descriptors: dict[int, int] = {}
        try:
            for start, last in zip(starts.tolist(), lasts.tolist(), strict=True):
                number = int(segment[start])
                if number not in descriptors:
                    descriptors[number] = os.open(self.segments[number].path, os.O_RDONLY | os.O_CLOEXEC)
                size = int(ends[last] - offset[start])
                piece = os.pread(descriptors[number], size, int(offset[start]))
                if len(piece) != size:
                    raise SourceUnreadable(
                        "was cut while it was read", object_name=str(self.segments[number].path)
                    )
                yield piece
        except OSError as error:
            raise SourceUnreadable(f"a WAL segment cannot be read ({error})") from error
        finally:
            for descriptor in descriptors.values():
                os.close(descriptor)

    def flushed_checkpoints(self, epoch: Epoch) -> list[int]:
        """LSNs of the CheckpointBegins of the epoch's flushed checkpoints, rising."""
        begins = self.index.flushed_begin[epoch.rows]
        own = np.flatnonzero((begins >= epoch.first_lsn) & (begins < self.index.lsn[epoch.rows]))
        kinds = self.index.kind[epoch.rows[(begins[own] - np.uint64(epoch.first_lsn)).astype(np.int64)]]
        return sorted({int(lsn) for lsn in begins[own[kinds == RecordKind.CHECKPOINT_BEGIN]]})

    def ambiguity(self) -> LogAmbiguous | None:
        """The error to raise where a log whose doubled LSNs cannot be told apart must not be used."""
        for finding in self.findings:
            if finding.code == "lsn-ambiguous":
                return LogAmbiguous(finding.message, object_name=finding.object_name)
        return None


def read_log(directory: Path, *, attempts: int = 3, scans: ScanCache | None = None) -> UsableLog:
    """Read the log of a database that may be in use: read again if it grew and then looks damaged.

    With `scans`, segments that have not changed since the last time are not read again.

    Raises:
        SourceUnreadable: the directory or a segment cannot be read.
    """
    while True:
        segments = list_segments(directory)
        attempts -= 1
        try:
            log = read_segments(segments, scans)
        except SourceUnreadable:
            if attempts < 1 or list_segments(directory) == segments:
                raise
            continue  # the database removed an old segment meanwhile
        if log.end.clean or attempts < 1 or total_size(segments) == log.size:
            return log


def total_size(segments: Sequence[Segment]) -> int:
    """How many bytes these segments have now. Raises SourceUnreadable."""
    try:
        return sum(segment.path.stat().st_size for segment in segments)
    except OSError as error:
        raise SourceUnreadable(f"a WAL segment cannot be read ({error})") from error


def read_segments(segments: Sequence[Segment], scans: ScanCache | None = None) -> UsableLog:
    """Read these segments, given in the order of their numbers, as one log. Raises SourceUnreadable."""
    scan = scan_segment if scans is None else scans.scan
    found = [scan(segment, ordinal) for ordinal, segment in enumerate(segments)]
    if scans is not None:
        scans.keep_only(segments)
    return _Assembly(tuple(segments), found).assemble()


class _Assembly:
    """Puts the scans of all segments together."""

    def __init__(self, segments: tuple[Segment, ...], scans: Sequence[SegmentScan]) -> None:
        self._segments = segments
        self._index = join_index(scan.index for scan in scans)
        self._bad = [place for scan in scans for place in scan.bad]
        self._bytes = sum(scan.size for scan in scans)
        self._last_with_bytes = max((i for i, scan in enumerate(scans) if scan.size), default=-1)
        self._findings: list[Finding] = []

    def assemble(self) -> UsableLog:
        rows = np.argsort(self._index.lsn, kind="stable")
        self._report_disorder()
        groups, ambiguous_at = self._split(rows)
        epochs: list[Epoch] = []
        hole: tuple[int, int] | None = None
        tail: Epoch | None = None
        for group in groups:
            kept = group[: _run_length(self._index.lsn[group])]
            if len(kept):
                first = int(self._index.lsn[kept[0]])
                epochs.append(Epoch(len(epochs) + 1, first, first + len(kept), kept))
            if len(kept) < len(group):
                hole = (first + len(kept), int(self._index.lsn[group[len(kept)]]) - 1)
                self._report_hole(hole, group[len(kept) :])
                tail = self._last_run(group, len(epochs))
        end = self._end(epochs, hole, ambiguous_at)
        self._report_start(epochs)
        found = tuple(self._findings)
        return UsableLog(
            self._segments, self._index, tuple(epochs), tail, end, found, self._bytes, tuple(self._bad)
        )

    def _last_run(self, group: Rows, number: int) -> Epoch:
        lsns = self._index.lsn[group]
        start = int(np.flatnonzero(lsns[1:] != lsns[:-1] + np.uint64(1))[-1]) + 1
        return Epoch(number, int(lsns[start]), int(lsns[-1]) + 1, group[start:])

    def _split(self, rows: Rows) -> tuple[list[Rows], int | None]:
        """The epochs' rows; and the doubled LSN before which the log stops if they cannot be told apart."""
        lsns = self._index.lsn[rows]
        if not (lsns[1:] == lsns[:-1]).any():
            return [rows], None
        rows, repeats = drop_repeats(self._index, rows)
        if len(repeats):
            self._report(
                Severity.WARNING,
                "wal-duplicated",
                f"{counted(len(repeats), 'record stands', 'records stand')} in the log more than once with the same "
                f"bytes ({_span(self._index.lsn[repeats])}); each is used once",
                self._where(repeats),
            )
        lsns = self._index.lsn[rows]
        doubled = lsns[1:][lsns[1:] == lsns[:-1]]
        if not len(doubled):
            return [rows], None
        epochs = split_epochs(self._index, rows)
        if epochs is None:
            first = int(doubled[0])
            self._report(
                Severity.ERROR,
                "lsn-ambiguous",
                f"{_span(doubled)} name more than one record each, and nothing proves which came first; "
                f"it is used up to LSN {first - 1}",
                self._where(rows[lsns == first]),
                "Take a full backup now; it starts a new restorable window.",
            )
            return [rows[lsns < first]], first
        self._report(
            Severity.WARNING,
            "lsn-restarted",
            f"the LSN counter went back {counted(len(epochs) - 1, 'time')} ({_span(doubled)} occur more than once); "
            f"the log is read as {len(epochs)} timelines, one after the other in time",
            self._where(rows[:0]),
        )
        return epochs, None

    def _report_disorder(self) -> None:
        back = np.flatnonzero(self._index.lsn[1:] < self._index.lsn[:-1]) + 1
        if len(back):
            self._report(
                Severity.INFO,
                "wal-out-of-order",
                f"{counted(len(back), 'record stands', 'records stand')} behind one of a higher LSN "
                f"({_span(self._index.lsn[back])}); the log is read in LSN order",
                self._where(back),
            )

    def _report_hole(self, hole: tuple[int, int], behind: Rows) -> None:
        missing = f"LSN {hole[0]} is" if hole[0] == hole[1] else f"LSNs {hole[0]} to {hole[1]} are"
        lsns = self._index.lsn[behind]
        self._report(
            Severity.ERROR,
            "wal-gap",
            f"{missing} missing or unreadable; the log is used up to LSN {hole[0] - 1}, "
            f"and {counted(len(behind), 'record')} behind the gap ({_span(lsns)}) not used",
            self._where(behind[:1]),
            "Put the missing segment back if it still exists; else take a full backup now.",
        )

    def _report_start(self, epochs: Sequence[Epoch]) -> None:
        if epochs and epochs[0].first_lsn > 1:
            self._report(
                Severity.INFO,
                "wal-starts-late",
                f"the log starts at LSN {epochs[0].first_lsn}; "
                "changes before it are taken to be in the page file",
                self._where(epochs[0].rows[:1]),
            )

    def _end(self, epochs: Sequence[Epoch], hole: tuple[int, int] | None, ambiguous: int | None) -> LogEnd:
        end_lsn = epochs[-1].end_lsn if epochs else None
        for place in self._bad[:_MAX_DAMAGE_FINDINGS]:
            self._report_bad(place)
        if ambiguous is not None:
            return LogEnd(end_lsn, f"LSN {ambiguous} names more than one record", clean=False)
        if hole is not None:
            cause = next((place for place in self._bad if place.after_lsn == hole[0] - 1), None)
            if cause is not None:
                return LogEnd(end_lsn, f"{_place(cause)}: {cause.what} (LSN {hole[0]})", clean=False)
            return LogEnd(end_lsn, f"LSNs {hole[0]} to {hole[1]} are missing", clean=False)
        unclean = next((place for place in self._bad if not self._is_clean_tail(place)), None)
        if unclean is not None:
            return LogEnd(end_lsn, f"{_place(unclean)}: {unclean.what}", clean=False)
        if self._bad:
            return LogEnd(end_lsn, f"{_place(self._bad[-1])}: the last record is torn", clean=True)
        return LogEnd(end_lsn, "the end of the last segment", clean=True)

    def _is_clean_tail(self, place: BadPlace) -> bool:
        last = self._last_with_bytes
        return place.damage is Damage.TORN and last >= 0 and place.segment == self._segments[last]

    def _report_bad(self, place: BadPlace) -> None:
        after = "" if place.after_lsn is None else f" behind LSN {place.after_lsn}"
        if self._is_clean_tail(place):
            self._report(
                Severity.INFO,
                "wal-torn-tail",
                f"the last {counted(place.unread, 'byte is', 'bytes are')} a record that was never finished{after}; "
                "the log ends before it",
                _place(place),
            )
            return
        self._report(
            Severity.ERROR,
            "wal-damaged",
            f"{place.what}{after}; {counted(place.unread, 'byte is', 'bytes are')} not read",
            _place(place),
            "Take a full backup now; it starts a new restorable window.",
        )

    def _where(self, rows: Rows) -> str:
        names = [self._segments[i].name for i in distinct(self._index.segment[rows]).tolist()]
        return ", ".join(names[:4]) + (" ..." if len(names) > 4 else "") if names else "the log"

    def _report(self, severity: Severity, code: str, message: str, where: str, advice: str = "") -> None:
        self._findings.append(Finding(severity, code, where, message, advice))


def _run_length(lsns: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> int:
    """How many of these rising LSNs are consecutive from the first."""
    holes = np.flatnonzero(lsns[1:] != lsns[:-1] + np.uint64(1))
    return int(holes[0]) + 1 if len(holes) else len(lsns)


def _span(lsns: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> str:
    low, high = int(lsns.min()), int(lsns.max())
    return f"LSN {low}" if low == high else f"LSNs {low} to {high}"


def _place(place: BadPlace) -> str:
    return f"{place.segment.name} at byte {place.offset}"
