"""Everything that a timeline of one source shows, as one value: backups, lanes, WAL, windows, gaps, restore points.

`source_timeline` reads a repository once; what it returns asks nobody anything, so any thread may draw it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from pagewake.engines.base import Engine
from pagewake.errors import LogAmbiguous
from pagewake.insight.clockwork import Clock, clock_of, joined
from pagewake.insight.columns import BackupColumns, StretchColumns, backup_columns, stretch_columns
from pagewake.insight.coverage import Band, GapSpan, bands, gap_spans
from pagewake.insight.evidence import Evidence
from pagewake.insight.lanes import Lane, lane_order, lanes_of
from pagewake.insight.marks import Marks, RestorePoint, read_marks
from pagewake.insight.windows import Restorable, restorable
from pagewake.jobs import Job
from pagewake.lsn import LSN_MAX, LsnStyle
from pagewake.model import Backup, Finding, Gap, Severity, TimelineSpan, Window
from pagewake.repository.expired_wal import merged
from pagewake.repository.history import History, Lost, history_of
from pagewake.repository.keeping import Hold, Keeping, Trashed
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow
from pagewake.repository.tags import tags_of


@dataclass(frozen=True)
class TrashTotal:
    """The WAL in the trash: how many stretches, how many bytes, and when the first of it may be removed."""

    stretches: int = 0
    bytes: int = 0
    until: datetime | None = None


@dataclass(frozen=True, eq=False)
class SourceTimeline:
    """One source, as far as its repository knows it.

    `backups` are oldest first, and `backup_columns` say the same (and more) in arrays. `gap_spans[i]` is `gaps[i]` in
    time. `unusable` says, by backup id, why it cannot be used; `trash` and `held` say what is in the trash and what is
    held; windows and stretches are those of what is kept. `findings` are what of the history could not be
    read or contradicts itself.
    """

    source: str
    engine: str
    engine_title: str
    lsn_style: LsnStyle
    system_identifier: str
    backups: tuple[Backup, ...]
    backup_columns: BackupColumns
    lanes: tuple[Lane, ...]
    stretches: StretchColumns
    windows: tuple[Window, ...]
    gaps: tuple[Gap, ...]
    gap_spans: tuple[GapSpan, ...]
    coverage: tuple[Band, ...]
    unusable: Mapping[str, str]
    marks: Marks
    history: History
    findings: tuple[Finding, ...] = ()
    trash: Mapping[str, Trashed] = field(default_factory=dict)
    held: Mapping[str, Hold] = field(default_factory=dict)
    trash_wal: TrashTotal = TrashTotal()
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _clocks: dict[int, Clock] = field(default_factory=dict, repr=False)
    _paths: dict[int, Clock] = field(default_factory=dict, repr=False)

    @cached_property
    def kept(self) -> tuple[Backup, ...]:
        """The backups that are not in the trash, oldest first."""
        return tuple(backup for backup in self.backups if backup.id not in self.trash)

    @property
    def restore_points(self) -> tuple[RestorePoint, ...]:
        """Named restore points, by lane, then by LSN."""
        return self.marks.restore_points

    def lane_of(self, timeline: int) -> Lane | None:
        """The lane of a timeline of the database."""
        return next((lane for lane in self.lanes if lane.timeline == timeline), None)

    def clock(self, lane: int) -> Clock:
        """What leads from LSN to time and back on one lane."""
        if lane not in self._clocks:
            self._clocks[lane] = clock_of(self.stretches, lane)
        return self._clocks[lane]

    def path_clock(self, lane: int) -> Clock:
        """The clock of the way that leads to a lane: its ancestors up to where each was left, then the lane itself.

        A lane that counts its positions anew is not joined to its parent: one position would mean two moments.
        """
        if lane not in self._paths:
            parts: list[tuple[Clock, int, int]] = []
            here: int | None = lane
            end = LSN_MAX
            while here is not None:
                known = self.lanes[here]
                on = known.parent if known.fork_lsn == known.begin_lsn else None
                begin = known.fork_lsn if on is not None and known.fork_lsn is not None else 0
                parts.append((self.clock(here), begin, end))
                here, end = on, begin
            self._paths[lane] = joined(parts[::-1])
        return self._paths[lane]

    def index_of(self, backup: str) -> int | None:
        """The place of a backup among `backups`, by its full id."""
        return next((number for number, one in enumerate(self.backups) if one.id == backup), None)


def source_timeline(
    repository: Repository,
    engine: Engine,
    source: str,
    evidence: Sequence[Evidence] = (),
    job: Job | None = None,
    before: SourceTimeline | None = None,
) -> SourceTimeline:
    """Read what a repository knows of one source. Lists its WAL, and reads summaries only that hold restore points.

    `before`, an earlier answer, saves reading those again that it has. Raises StoreError, Cancelled.
    """
    job = job or Job(f"look at {source}")
    every, keeping = repository.wal.rows(source), repository.keeping.of(source)
    trashed = [row for row in every if (row.timeline, row.name) in keeping.stretches]
    rows = [row for row in every if (row.timeline, row.name) not in keeping.stretches]
    spans = [TimelineSpan(row.timeline, row.first_lsn, row.end_lsn) for row in trashed]
    job.check()
    stored = repository.wal.stored(source)
    lost = frozenset((row.timeline, row.name) for row in rows if (row.timeline, row.name) not in stored)
    job.check()
    built = timeline_of(
        source,
        engine,
        repository.existing_backups(source),
        rows,
        lost=lost,
        stored=stored,
        expired=merged([*repository.wal.expired.spans(source), *spans]),
        evidence=evidence,
        keeping=keeping,
    )
    until = min((one.until for one in keeping.wal), default=None)
    built = replace(built, trash_wal=TrashTotal(len(trashed), sum(row.size for row in trashed), until))
    known = before.marks if before is not None else Marks()
    marks = read_marks(repository.wal, built.stretches, built.lanes, known, job)
    return _with_marks(built, marks)


def timeline_of(
    source: str,
    engine: Engine,
    backups: Sequence[Backup],
    rows: Sequence[StretchRow],
    *,
    lost: Lost = frozenset(),
    stored: Mapping[tuple[int, str], int] | None = None,
    expired: Sequence[TimelineSpan] = (),
    evidence: Sequence[Evidence] = (),
    keeping: Keeping | None = None,
) -> SourceTimeline:
    """The timeline that backups (oldest first) and rows (in any order) tell, without restore points. Pure.

    `lost` and `stored` are what `WalArchive` says of the rows' WAL.
    """
    findings: list[Finding] = []
    keeping = keeping or Keeping(source=source)
    trash = {one.backup: one for one in keeping.trash}
    kept = [backup for backup in backups if backup.id not in trash]
    try:
        history = history_of(rows, lost, expired)
        reach = restorable(kept, history)
    except LogAmbiguous as error:
        findings.append(Finding(Severity.ERROR, "wal-ambiguous", error.object_name, error.what, error.advice))
        history = History({})
        reach = Restorable((), (), {backup.id: f"its WAL is ambiguous: {error.what}" for backup in kept})
    order = lane_order(history, backups, (row.timeline for row in rows))
    index = {number: place for place, number in enumerate(order)}
    stretches = stretch_columns(rows, index, lost, stored)
    clock = _remembered(stretches)
    lanes = lanes_of(order, history, stretches)
    spans = gap_spans(reach.gaps, reach.windows, index, clock)
    newest = backups[-1] if backups else None
    return SourceTimeline(
        source=source,
        engine=engine.name,
        engine_title=engine.title,
        lsn_style=engine.lsn_style,
        system_identifier=newest.system_identifier
        if newest is not None
        else (rows[-1].system_identifier if rows else ""),
        backups=tuple(backups),
        backup_columns=backup_columns(backups, index, reach.unusable, evidence, trash),
        lanes=lanes,
        stretches=stretches,
        windows=reach.windows,
        gaps=reach.gaps,
        gap_spans=spans,
        coverage=bands(lanes, reach.windows, spans, clock),
        unusable=reach.unusable,
        marks=Marks(),
        history=history,
        findings=tuple(findings),
        trash=trash,
        held={one.backup: one for one in keeping.held},
        tags=tags_of([keeping]),
    )


def _remembered(stretches: StretchColumns) -> Callable[[int], Clock]:
    clocks: dict[int, Clock] = {}

    def clock(lane: int) -> Clock:
        if lane not in clocks:
            clocks[lane] = clock_of(stretches, lane)
        return clocks[lane]

    return clock


def _with_marks(timeline: SourceTimeline, marks: Marks) -> SourceTimeline:
    return replace(timeline, marks=marks, findings=(*timeline.findings, *marks.findings))
