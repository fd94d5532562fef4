"""The figures and the verdict of a source, case by case."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from tests.engines.fake import ENGINE
from tests.insight.test_timeline import Seen
from tests.repository.rows import at, backup, row

from pagewake.config import Schedule, SourceSettings
from pagewake.engines.postgres import ENGINE as POSTGRES
from pagewake.insight.evidence import Depth
from pagewake.insight.overview import SourceOverview, overview
from pagewake.insight.timeline import SourceTimeline, timeline_of
from pagewake.insight.verdict import StepCode, Verdict
from pagewake.model import Backup, BackupStatus, BackupType, TimelineSpan
from pagewake.repository.stretches import StretchRow

HOUR, DAY = 3600.0, 86400.0
HOURLY = SourceSettings("shop", str(Path("/srv/shop")))


def log(*ranges: tuple[int, int], second: float = 36.0) -> list[StretchRow]:
    """Stretches with a commit each `second`, one for each position."""
    return [row(low, high, commits=(low * second, (high - 1) * second)) for low, high in ranges]


def taken(start: int, stop: int, hours: float, **parts: object) -> Backup:
    made = backup(start, stop, finished=hours * HOUR)
    return replace(made, started=at(hours * HOUR - 60), **parts)  # type: ignore[arg-type]


def seen(
    backups: list[Backup],
    rows: list[StretchRow],
    now: float,
    *evidence: Seen,
    settings: SourceSettings | None = HOURLY,
    expired: tuple[TimelineSpan, ...] = (),
) -> SourceOverview:
    timeline = timeline_of("shop", ENGINE, backups, rows, evidence=evidence, expired=expired)
    return overview(timeline, settings, evidence, at(now * HOUR))


def verified(level: str, hours: float, *ids: str, ok: bool = True) -> Seen:
    return Seen(at(hours * HOUR), level, ok, ids)


A, B = taken(80, 100, 1), taken(180, 200, 2)
IDS = (A.id, B.id)
GOOD = (verified("data", 2.1, *IDS), verified("restore", 2.2, B.id))
WAL = log((1, 100), (100, 200), (200, 220))

CASES = {
    "nothing": ([], [], 1, (), Verdict.NO_BACKUP, StepCode.TAKE_BACKUP),
    "wal only": ([], WAL, 1, (), Verdict.NO_BACKUP, StepCode.TAKE_BACKUP),
    "all is well": ([A, B], WAL, 2.3, GOOD, Verdict.HEALTHY, StepCode.NOTHING),
    "never proven": ([A, B], WAL, 2.3, GOOD[:1], Verdict.HEALTHY, StepCode.PROVE_RESTORE),
    "never verified": ([A, B], WAL, 2.3, (), Verdict.ATTENTION, StepCode.VERIFY),
    "structure alone": ([A, B], WAL, 2.3, (verified("structure", 2, *IDS),), Verdict.ATTENTION, StepCode.VERIFY),
    "newest damaged": (
        [A, B], WAL, 2.5, (*GOOD, verified("data", 2.4, B.id, ok=False)), Verdict.AT_RISK, StepCode.TAKE_FULL_BACKUP,
    ),
    "older damaged": (
        [A, B], WAL, 2.5, (*GOOD, verified("data", 2.4, A.id, ok=False)), Verdict.ATTENTION, StepCode.VERIFY,
    ),
    "bad pages": (
        [A, replace(B, status=BackupStatus.WARNINGS)], WAL, 2.3, GOOD, Verdict.ATTENTION, StepCode.LOOK_AT_PAGES,
    ),
    "late, WAL came and stays away": ([A, B], WAL, 3.9, GOOD, Verdict.ATTENTION, StepCode.RESUME_WAL),
    "late, backups alone": ([A, B], WAL[:2], 3.9, GOOD, Verdict.ATTENTION, StepCode.TAKE_BACKUP),
    "very late": ([A, B], WAL, 5.5, GOOD, Verdict.AT_RISK, StepCode.RESUME_WAL),
    "none usable": ([A], log((1, 90)), 1.1, (), Verdict.AT_RISK, StepCode.FIX_ARCHIVING),
    "newest unusable": ([A, B], log((1, 100), (100, 185)), 2.1, GOOD, Verdict.ATTENTION, StepCode.FIX_ARCHIVING),
    "open gap": ([A], log((1, 100), (110, 130)), 1.2, GOOD, Verdict.AT_RISK, StepCode.TAKE_BACKUP),
    "healed gap": (
        [A, B], log((1, 110), (130, 220)), 2.3, GOOD, Verdict.ATTENTION, StepCode.FIX_ARCHIVING,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_verdicts(name: str) -> None:
    backups, rows, now, evidence, verdict, step = CASES[name]
    found = seen(backups, rows, now, *evidence)
    assert (found.verdict, found.next_step.code) == (verdict, step), found.why
    assert found.why.endswith(".") and found.next_step.sentence.endswith(".")
    assert found.why[0].isupper() and "nan" not in found.why


def test_a_contradiction_is_a_risk() -> None:
    found = seen([A], [row(1, 100), row(1, 100, tag="x")], 1.1)
    assert (found.verdict, found.unusable) == (Verdict.AT_RISK, 1)
    assert "contradicts itself" in found.why


def test_what_passes_is_asked_for_again() -> None:
    """Verifications and proofs grow old; a gap that was healed long ago is history."""
    never = replace(HOURLY, schedule=Schedule(None, None, None))
    old = seen([A, B], WAL, 24 * 31 + 3, *GOOD, settings=never)
    assert (old.verdict, old.next_step.code, old.promised) == (Verdict.ATTENTION, StepCode.VERIFY, None)
    assert old.why == "No backup was verified for 31 days."
    again = (*GOOD, verified("data", 24 * 99, *IDS))
    older = seen([A, B], WAL, 24 * 100, *again, settings=never)
    assert (older.verdict, older.next_step.code) == (Verdict.HEALTHY, StepCode.PROVE_RESTORE)
    assert older.next_step.backup == B.id
    gap = log((1, 110), (130, 220))
    passed = seen([A, B], gap, 24 * 9, *again, settings=None)
    assert (passed.verdict, passed.gaps.number) == (Verdict.HEALTHY, 1)


def test_what_was_proven_of_an_expired_backup_still_counts() -> None:
    gone = [replace(one, backups=("expired since",), source="shop") for one in GOOD]
    assert seen([A, B], WAL, 2.3, *gone).next_step.code is StepCode.NOTHING
    foreign = [replace(one, source="another") for one in gone]
    assert seen([A, B], WAL, 2.3, *foreign).next_step.code is StepCode.VERIFY


def test_expired_wal_is_no_gap_to_worry_about() -> None:
    found = seen([A, B], log((1, 110), (130, 220)), 2.3, *GOOD, expired=(TimelineSpan(1, 110, 130),))
    assert (found.verdict, found.gaps.number, found.gaps.seconds) == (Verdict.HEALTHY, 0, 0)


def test_figures() -> None:
    found = seen([A, B], WAL, 2.3, *GOOD)
    assert found.newest is not None and found.oldest is not None
    assert (found.newest.timeline, found.newest.lsn, found.newest.time) == (1, 219, at(219 * 36))
    assert (found.oldest.timeline, found.oldest.lsn, found.oldest.time) == (1, 100, A.finished)
    assert found.protected_until == at(219 * 36)
    assert found.age == timedelta(seconds=round(2.3 * HOUR) - 219 * 36)
    assert found.promised == timedelta(hours=1)
    assert (found.backups, found.by_type[BackupType.FULL], found.unusable, found.damaged) == (2, 2, 0, 0)
    assert found.last_proof is not None and found.last_verification is not None
    assert (found.last_proof.when, found.last_proof.backups) == (at(2.2 * HOUR), (B.id,))
    assert (found.last_verification.depth, found.last_verification.when) == (Depth.RESTORE, at(2.2 * HOUR))
    assert found.logical_bytes == 7 * 4096
    assert found.wal_bytes == sum(one.size for one in WAL)


def test_an_idle_database_is_protected_by_its_newest_backup() -> None:
    late = taken(219, 220, 50)
    found = seen([A, late], WAL, 50.5, *GOOD)
    assert found.newest is not None and found.newest.time == at(219 * 36), "nothing happened since"
    assert (found.protected_until, found.age) == (late.started, timedelta(minutes=31))


def test_the_future_has_no_negative_age() -> None:
    assert seen([A, B], WAL, 2).age == timedelta(0)


def test_promises() -> None:
    daily = replace(HOURLY, schedule=Schedule(timedelta(days=7), timedelta(days=1), None))
    assert seen([A], WAL, 2, settings=daily).promised == timedelta(days=1)
    unknown = seen([A, B], WAL, 999, *GOOD, verified("data", 990, *IDS), settings=None)
    assert (unknown.promised, unknown.verdict) == (None, Verdict.HEALTHY), "nobody promised anything"


def test_gaps_are_added_up_once() -> None:
    rows = log((1, 110), (120, 130), (140, 220), (230, 240))
    timeline = timeline_of("shop", POSTGRES, [A, B], rows)
    total = overview(timeline, None, (), at(3 * HOUR)).gaps
    # Both of the first two spoil the time from record 109 to the end of the second backup.
    assert (total.number, total.open, total.bytes) == (3, 1, 30)
    assert total.seconds == 2 * HOUR - 109 * 36
    assert [span.seconds for span in timeline.gap_spans[:2]] == [total.seconds, total.seconds]
    assert math.isnan(timeline.gap_spans[2].seconds)
    assert seen([A, B], rows, 3).gaps.bytes is None, "positions of that engine are no bytes"


def test_growth_and_what_is_stored() -> None:
    def stored(days: float, size: int) -> Backup:
        return replace(taken(80, 100, days * 24), bytes_written=size, id=f"at {days}")

    def archived(days: float, low: int) -> StretchRow:
        moment: datetime = at(days * DAY)
        made: StretchRow = msgspec.structs.replace(log((low, low + 10))[0], archived=moment, size=1000)
        return made

    backups = [stored(0.5, 10_000), stored(1.5, 100), stored(2.5, 300), stored(3.5, 200)]
    rows = [archived(2.6, 300), archived(3.5 - 30 / DAY, 310), archived(0.4, 90)]
    found = seen(backups, rows, 24 * 4)
    # Days back from now: 200; 300 and the 1000 that came between two backups; 100; and less than a day: not looked at.
    assert found.growth_per_day == 200
    assert found.stored_bytes == 10_600 + 1000 + 1000, "WAL that a backup brought along is in its own size"
    assert found.wal_bytes == 3000
    assert seen(backups[:1], [], 13).growth_per_day is None
    assert seen([], [], 1).growth_per_day is None


def test_wal_counts_with_what_it_takes_in_the_store() -> None:
    rows = log((1, 110), (110, 220))
    sizes = {(row.timeline, row.name): size for row, size in zip(rows, (300, 50), strict=True)}
    timeline = timeline_of("shop", ENGINE, [A], rows, stored=sizes)
    assert timeline.stretches.stored.tolist() == [300, 50]
    late = at(9 * DAY)
    moved = [msgspec.structs.replace(row, archived=late) for row in rows]
    known = overview(timeline_of("shop", ENGINE, [A], moved, stored=sizes), None, (), late)
    assert known.stored_bytes == A.bytes_written + 350


def test_a_timeline_can_be_looked_at_twice() -> None:
    timeline: SourceTimeline = timeline_of("shop", ENGINE, [A, B], WAL, evidence=GOOD)
    assert overview(timeline, HOURLY, GOOD, at(9000)) == overview(timeline, HOURLY, GOOD, at(9000))
