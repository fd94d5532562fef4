"""Histories made for charts: every state and type, forks, gaps and restore points, and ten thousand backups."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from pagewake.config import Retention, SourceSettings
from pagewake.desk.places import RepositoryPlace
from pagewake.desk.snapshot import RepositorySnapshot, SourceState, expiries_of
from pagewake.engines.base import Engine
from pagewake.engines.postgres import ENGINE as POSTGRES
from pagewake.insight.marks import Marks, RestorePoint
from pagewake.insight.overview import overview
from pagewake.insight.timeline import SourceTimeline, timeline_of
from pagewake.model import Backup, BackupStatus, BackupType, Finding, TimelineSpan
from pagewake.repository.stretches import StretchRow

SEGMENT = 16 << 20
ZERO = datetime(2026, 3, 1, tzinfo=UTC)
STEP = timedelta(minutes=10)
"""A segment is written in ten minutes."""


@dataclass(frozen=True)
class Seen:
    """A verification."""

    when: datetime
    level: str
    ok: bool
    backups: tuple[str, ...]
    source: str = ""
    findings: tuple[Finding, ...] = ()
    damaged: tuple[str, ...] | None = None


def at(segment: float) -> datetime:
    """When the log had reached so many segments."""
    return ZERO + STEP * segment


def segment(number: int, timeline: int = 1, origin: TimelineSpan | None = None) -> StretchRow:
    """One segment of WAL."""
    return StretchRow(
        source="shop",
        name=f"{timeline:08X}{number >> 8:08X}{number & 0xFF:08X}",
        timeline=timeline,
        first_lsn=number * SEGMENT,
        end_lsn=(number + 1) * SEGMENT,
        size=SEGMENT,
        digest=number.to_bytes(16, "big") + timeline.to_bytes(16, "big"),
        origin=origin,
        archived=at(number + 1),
        engine="postgres",
        system_identifier="7",
        records=10_000,
        commits=100 + number * 37 % 900,
        changed_blocks=800,
        first_time=at(number),
        last_time=at(number + 1),
        first_commit_time=at(number + 0.1),
        last_commit_time=at(number + 0.9),
    )


def backup(
    number: int, begin: float, end: float, type_: str, parent: Backup | None = None, timeline: int = 1
) -> Backup:
    """A backup from one segment's middle to another's."""
    return Backup(
        id=f"{at(begin):%Y%m%dT%H%M%S}Z-{number:06x}",
        source="shop",
        type=BackupType(type_),
        parent=parent.id if parent else None,
        timeline=timeline,
        start_lsn=int(begin * SEGMENT),
        stop_lsn=int(end * SEGMENT),
        stop_timeline=timeline,
        started=at(begin),
        finished=at(end),
        status=BackupStatus.OK,
        engine="postgres",
        system_identifier="7",
        pages=5000,
        files=900,
        logical_bytes=40 << 30,
        bytes_read=40 << 20,
        bytes_written=12 << 20,
        findings=0,
        reason="the schedule says so",
        duration_ms=int((at(end) - at(begin)).total_seconds() * 1000),
    )


def small_history() -> SourceTimeline:
    """Three timelines, a gap, two restore points, and a backup in every state."""
    kinds = ["full", *["incremental"] * 4, "differential", *["incremental"] * 3, "full", "incremental"]
    backups: list[Backup] = []
    for number, kind in enumerate(kinds):
        parent = None if kind == "full" else backups[0] if kind == "differential" else backups[-1]
        backups.append(backup(number, 4 + number * 9, 5.5 + number * 9, kind, parent))
    backups[3] = replace(backups[3], status=BackupStatus.WARNINGS, findings=2)
    backups.append(backup(20, 68.2, 69.5, "full", timeline=2))
    backups.append(backup(21, 78.2, 79.5, "incremental", backups[-1], timeline=2))
    rows = [segment(number) for number in range(100) if number not in (45, 46, 47, 48, 49)]
    rows += [segment(number, 2, TimelineSpan(1, 0, 60 * SEGMENT)) for number in range(60, 85)]
    rows += [segment(number, 3, TimelineSpan(2, 60 * SEGMENT, 82 * SEGMENT)) for number in range(82, 96)]
    evidence = [
        Seen(at(60), "data", True, tuple(one.id for one in backups[:3])),
        Seen(at(61), "data", False, (backups[6].id,)),
    ]
    made = timeline_of(
        "shop", POSTGRES, sorted(backups, key=lambda one: one.finished), rows, evidence=evidence
    )
    points = (
        RestorePoint("before-release-4.2", 1, made.lane_of(1).index, 20 * SEGMENT + 400, at(20)),  # type: ignore[union-attr]
        RestorePoint("quarter-end", 1, made.lane_of(1).index, 80 * SEGMENT + 400, at(80)),  # type: ignore[union-attr]
    )
    return replace(made, marks=Marks(points))


def large_history(backups: int = 10_000) -> SourceTimeline:
    """So many backups on three lanes, each with a segment of WAL."""
    made: list[Backup] = []
    rows: list[StretchRow] = []
    each = backups // 3
    for lane in range(3):
        first, origin = lane * each // 2, None
        if lane:
            origin = TimelineSpan(lane, (lane - 1) * each // 2 * SEGMENT, first * SEGMENT)
        own: list[Backup] = []
        for number in range(each):
            kind = "full" if number % 96 == 0 else "differential" if number % 24 == 0 else "incremental"
            parent = None if kind == "full" else own[number // 96 * 96] if kind == "differential" else own[-1]
            own.append(
                backup(
                    lane * each + number, first + number + 0.2, first + number + 0.7, kind, parent, lane + 1
                )
            )
        rows += [segment(first + number, lane + 1, origin) for number in range(each) if number % 500 != 499]
        made += own
    return timeline_of("shop", POSTGRES, sorted(made, key=lambda one: one.finished), rows)


def snapshot_of(
    timeline: SourceTimeline, engine: Engine = POSTGRES, retention: Retention | None = None
) -> RepositorySnapshot:
    """A snapshot that holds one source; with `retention` some of its backups may be about to go."""
    taken = max([one.finished for one in timeline.backups], default=ZERO) + STEP
    settings = SourceSettings("shop", "/nowhere", retention=retention) if retention is not None else None
    expiries = expiries_of(timeline, settings, taken)
    state = SourceState("shop", engine, timeline, overview(timeline, None, (), taken), settings, expiries)
    return RepositorySnapshot(RepositoryPlace("/nowhere"), "id", False, False, taken, (state,))
