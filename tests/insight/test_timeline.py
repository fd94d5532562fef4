"""One source as a value: lanes whose lines cross nothing, bands that say of every position what is known of it."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.fake import ENGINE
from tests.insight.test_windows import worlds_with_backups
from tests.repository.rows import EPOCH, MODEST, World, at, backup, row

from pagewake.insight.columns import StateCode, TypeCode
from pagewake.insight.coverage import BandKind
from pagewake.insight.evidence import Depth
from pagewake.insight.overview import overview
from pagewake.insight.timeline import SourceTimeline, timeline_of
from pagewake.model import Backup, BackupStatus, BackupType, Finding, Severity, TimelineSpan
from pagewake.repository.history import EXPIRED, NEVER_ARCHIVED, OBJECT_MISSING
from pagewake.repository.stretches import StretchRow

ZERO = EPOCH.timestamp()


@dataclass(frozen=True)
class Seen:
    """A verification, as anybody might keep it."""

    when: datetime
    level: str
    ok: bool
    backups: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    source: str = ""
    damaged: tuple[str, ...] | None = None


def build(backups: list[Backup], rows: list[StretchRow], *evidence: Seen) -> SourceTimeline:
    return timeline_of("shop", ENGINE, backups, rows, evidence=evidence)


def kinds(timeline: SourceTimeline, lane: int = 0) -> list[tuple[BandKind, int, int]]:
    return [(band.kind, band.first_lsn, band.end_lsn) for band in timeline.coverage if band.lane == lane]


def test_bands_and_gaps_of_one_lane() -> None:
    rows = [row(1, 10, commits=(1, 9)), row(10, 20, commits=(11, 19)), row(25, 40, commits=(30, 39))]
    found = build([backup(3, 6, finished=7), backup(30, 32, finished=34)], rows)
    assert kinds(found) == [
        (BandKind.UNREACHED, 1, 6),
        (BandKind.RESTORABLE, 6, 20),
        (BandKind.GAP, 20, 25),
        (BandKind.UNREACHED, 25, 32),
        (BandKind.RESTORABLE, 32, 40),
    ]
    (gap,), (span,) = found.gaps, found.gap_spans
    assert (gap.reason, span.gap, span.lane) == (NEVER_ARCHIVED, gap, 0)
    assert (span.first_time - ZERO, span.last_time - ZERO) == (19, 30), (
        "the last record before, the first after"
    )
    assert (span.lost_from - ZERO, span.lost_to - ZERO, span.seconds) == (19, 34, 15), "until the next backup"
    restorable = found.coverage[1]
    assert (restorable.first_time - ZERO, restorable.last_time - ZERO) == (7, 19)
    assert found.engine_title == "Fake" and found.system_identifier == "abc"


def test_a_gap_that_no_backup_has_healed_has_no_end() -> None:
    found = build([backup(3, 6)], [row(1, 10, commits=(1, 9)), row(15, 20, commits=(15, 19))])
    (span,) = found.gap_spans
    assert math.isnan(span.seconds) and span.lost_from - ZERO == 9
    assert (span.first_time - ZERO, span.last_time - ZERO) == (9, 15)


def test_a_lost_stretch_and_expired_wal_are_gaps_with_their_times() -> None:
    rows = [row(1, 10, commits=(1, 9)), row(10, 20, commits=(11, 19)), row(30, 40, commits=(31, 39))]
    found = timeline_of(
        "shop",
        ENGINE,
        [backup(2, 5)],
        rows,
        lost=frozenset({(1, rows[1].name)}),
        expired=[TimelineSpan(1, 20, 30)],
    )
    assert [gap.reason for gap in found.gaps] == [OBJECT_MISSING, EXPIRED]
    assert found.stretches.present.tolist() == [True, False, True]
    assert [(s.first_time - ZERO, s.last_time - ZERO) for s in found.gap_spans] == [(9, 31), (19, 31)]


def test_columns_of_backups() -> None:
    full = backup(3, 6, name="full", finished=7)
    step = replace(backup(8, 9, name="step", finished=10), type=BackupType.INCREMENTAL, parent="full")
    gone = replace(
        backup(10, 12, name="gone", finished=13), type=BackupType.DIFFERENTIAL, parent="was deleted",
        status=BackupStatus.WARNINGS,
    )  # fmt: skip
    unusable = backup(50, 60, name="unusable", finished=61)
    found = build([full, step, gone, unusable], [row(1, 20, commits=(1, 19))])
    columns = found.backup_columns
    assert columns.parent.tolist() == [-1, 0, -1, -1]
    assert columns.type.tolist() == [
        TypeCode.FULL,
        TypeCode.INCREMENTAL,
        TypeCode.DIFFERENTIAL,
        TypeCode.FULL,
    ]
    assert columns.state.tolist() == [StateCode.OK, StateCode.OK, StateCode.WARNINGS, StateCode.UNUSABLE]
    assert (columns.finished - ZERO).tolist() == [7, 10, 13, 61]
    assert (columns.start_lsn.tolist(), columns.stop_lsn.tolist()) == ([3, 8, 10, 50], [6, 9, 12, 60])
    dtypes = [column.dtype.name for column in (columns.start_lsn, columns.lane, columns.type)]
    assert dtypes == ["uint64", "int32", "uint8"]
    assert found.index_of("gone") == 2 and found.index_of("nobody") is None


def test_what_verifications_say_of_a_backup() -> None:
    rows, backups = [row(1, 20, commits=(1, 19))], [backup(3, 6, name="a"), backup(8, 9, name="b")]

    def states(*evidence: Seen) -> list[StateCode]:
        return [StateCode(code) for code in build(backups, rows, *evidence).backup_columns.state]

    ok, good, bad = StateCode.OK, StateCode.VERIFIED, StateCode.DAMAGED
    both = ("a", "b")
    error = Finding(Severity.ERROR, "x", "a base/1", "wrong")
    vague = Finding(Severity.ERROR, "pack-damaged", "packs/77", "wrong")
    assert states(Seen(at(1), "structure", True, both)) == [ok, ok], "nobody has read their content"
    assert states(Seen(at(1), "data", True, both)) == [good, good]
    assert states(Seen(at(1), "drill", True, ("b",))) == [ok, good]
    assert states(Seen(at(1), "data", True, both), Seen(at(2), "data", False, both, (error,))) == [bad, good]
    assert states(Seen(at(1), "data", False, both, (error, vague))) == [bad, bad], (
        "a pack may hurt any of them"
    )
    assert states(Seen(at(1), "data", False, both)) == [bad, bad]
    word = Finding(Severity.ERROR, "x", "index", "wrong")
    assert states(Seen(at(1), "data", False, both, (word,))) == [bad, bad]
    unreadable = Finding(Severity.ERROR, "backup-unreadable", "backups/c", "wrong")
    assert states(Seen(at(1), "data", False, both, (unreadable,))) == [good, good], "of another one"
    told = Seen(at(1), "data", False, both, (error, vague), damaged=("b",))
    assert states(told) == [good, bad], "the record says which ones it found damaged"
    assert states(Seen(at(1), "data", False, ("a",), (vague,), damaged=("b",))) == [good, bad]
    assert states(Seen(at(1), "data", False, both, (word,), damaged=())) == [good, good]
    failed = Seen(at(1), "data", False, ("a",))
    assert states(failed, Seen(at(2), "structure", True, both)) == [bad, ok], "that has not looked so deep"
    assert states(failed, Seen(at(2), "restore", True, both)) == [good, good]
    assert states(Seen(at(2), "data", True, both), Seen(at(3), "unheard of", True, both)) == [good, good]
    columns = build(backups, rows, failed, Seen(at(2), "restore", True, ("b",))).backup_columns
    assert columns.depth.tolist() == [Depth.DATA, Depth.RESTORE]
    assert (columns.verified - ZERO).tolist() == [1, 2]


def test_lanes_of_forks_and_of_epochs_that_count_anew() -> None:
    rows = [
        row(1, 15, commits=(1, 14)),
        row(8, 20, timeline=2, origin=TimelineSpan(1, 0, 8), commits=(20, 30)),
        row(12, 20, timeline=3, origin=TimelineSpan(1, 0, 12), commits=(40, 50)),
        row(2, 9, timeline=4, origin=TimelineSpan(3, 12, 20), commits=(60, 70)),
        row(5, 9, timeline=7, origin=TimelineSpan(6, 0, 5)),
    ]
    lanes = build([backup(3, 6), backup(3, 4, timeline=9)], rows).lanes
    assert [lane.timeline for lane in lanes] == [1, 3, 4, 2, 6, 7, 9], "of one parent the latest fork first"
    _, three, four, two, six, seven, nine = lanes
    assert [lane.parent for lane in lanes] == [None, 0, 1, 0, None, 4, None]
    assert (three.fork_lsn, three.begin_lsn) == (12, 12)
    assert three.fork_time - ZERO == pytest.approx(1 + 13 * 11 / 14), "by the clock of its parent"
    assert (four.fork_lsn, four.begin_lsn, four.fork_time - ZERO) == (20, 2, 50)
    assert (two.first_lsn, two.end_lsn, two.first_time - ZERO, two.last_time - ZERO) == (8, 20, 20, 30)
    assert six.first_lsn is None and math.isnan(seven.fork_time) and nine.first_lsn is None


def test_contradictory_wal_is_a_finding_and_no_crash() -> None:
    found = build([backup(3, 6)], [row(1, 10), row(1, 10, tag="other")])
    (finding,) = found.findings
    assert finding.severity is Severity.ERROR and finding.code == "wal-ambiguous"
    assert set(found.unusable) == {"b1-3-6"} and not found.windows
    assert len(found.stretches) == 2 and len(found.lanes) == 1


def test_a_source_of_which_nothing_is_known() -> None:
    found = build([], [])
    assert (found.lanes, found.coverage, found.windows, len(found.stretches)) == ((), (), (), 0)


@MODEST
@given(worlds_with_backups())
def test_no_line_to_a_fork_crosses_a_lane(case: tuple[World, list[Backup]]) -> None:
    world, backups = case
    world_rows = list(world.rows)
    lanes = build(backups, world_rows).lanes
    # Where a lane stands on a common scale: an epoch that counts anew begins where its parent ended.
    begin: dict[int, float] = {}
    extent: dict[int, tuple[float, float]] = {}
    for number in sorted(world.begin):
        parent = world.parent.get(number)
        shift = begin[parent[0]] + parent[1] - world.begin[number] if parent else 0
        begin[number] = shift
        extent[number] = (world.begin[number] + shift, world.end[number] + shift)
    for lane in lanes:
        if lane.parent is None:
            continue
        assert lane.parent < lane.index
        fork = extent[lane.timeline][0]
        for between in lanes[lane.parent + 1 : lane.index]:
            assert extent[between.timeline][0] >= fork, "it begins when that line has passed"


@MODEST
@given(worlds_with_backups())
def test_bands_say_of_every_position_what_is_known(case: tuple[World, list[Backup]]) -> None:
    world, backups = case
    found = build(backups, list(world.rows))
    by_lane = {lane.index: lane for lane in found.lanes}
    windows = {(w.timeline, lsn) for w in found.windows for lsn in range(w.from_lsn, w.to_lsn + 1)}
    gaps = {(g.timeline, lsn): g.reason for g in found.gaps for lsn in range(g.from_lsn, g.to_lsn)}
    held = world.held()
    told: set[tuple[int, int]] = set()
    for lane in found.lanes:
        own = [band for band in found.coverage if band.lane == lane.index]
        assert own, "every lane has a band"
        for one, other in pairwise(own):
            assert one.end_lsn == other.first_lsn
    for band in found.coverage:
        timeline = by_lane[band.lane].timeline
        for lsn in range(band.first_lsn, band.end_lsn):
            place = (timeline, lsn)
            told.add(place)
            assert (band.kind is BandKind.RESTORABLE) == (place in windows)
            if band.kind is BandKind.GAP:
                assert gaps[place] == band.reason
            if band.kind is BandKind.UNREACHED:
                assert place not in gaps
    assert windows | gaps.keys() | held <= told


def test_ten_thousand_backups_and_a_hundred_thousand_stretches() -> None:
    rows = [row(n * 100, n * 100 + 100, commits=(n * 60, n * 60 + 50)) for n in range(100_000)]
    backups = [backup(n * 1000 + 50, n * 1000 + 250, finished=n * 600 + 100) for n in range(10_000)]
    for kept in (rows, [one for n, one in enumerate(rows) if n % 7]):
        began = time.process_time()
        found = build(backups, kept, *(Seen(at(n), "data", True, (one.id,)) for n, one in enumerate(backups)))
        seen = overview(found, None, [], at(6_000_100))
        found.clock(0).times(np.arange(0, 10_000_000, 100, dtype=np.uint64))
        took = time.process_time() - began
        assert took < 5, "some tenths of a second on a machine that has nothing else to do"
        assert seen.backups == 10_000 and len(found.stretches) == len(kept)
        assert (len(found.gaps) > 10_000) == (kept is not rows)


@MODEST
@given(worlds_with_backups(), st.integers(0, 10))
def test_the_clock_of_a_lane_knows_its_own_stretches(case: tuple[World, list[Backup]], step: int) -> None:
    """Rows as a database writes them, a record a second, give a clock that says that."""
    world, _ = case
    rows = [
        row(one.first_lsn, one.end_lsn, timeline=one.timeline, origin=one.origin, name=one.name,
            commits=(one.first_lsn, one.end_lsn))
        for one in world.rows if one.first_lsn < one.end_lsn
    ]  # fmt: skip
    found = build([], rows)
    for timeline, lsn in world.held():
        lane = found.lane_of(timeline)
        assert lane is not None
        assert found.clock(lane.index).time(lsn) - ZERO == lsn
        assert found.stretches.at(lane.index, lsn) is not None
