"""Whether a target can be reached, said from windows alone, and the nearest ones that can."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.engines.fake import ENGINE
from tests.engines.fake_rig import NAME, FakeRig

from pagewake.errors import TargetUnreachable
from pagewake.insight.targets import Where, reachable
from pagewake.insight.timeline import SourceTimeline, source_timeline
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind
from pagewake.restore.planning import plan_restore


@pytest.fixture(scope="module")
def made() -> FakeRig:
    """Two backups with a hole in the log between them."""
    rig = FakeRig()
    for number in range(2):
        for block in range(6):
            rig.model.write("1/10", block, 10 * number + block)
        rig.backup("full")
        for block in range(6):
            rig.model.write("1/10", block, 50 + 10 * number + block)
    rig.backup("full")
    return rig


def timeline(rig: FakeRig) -> SourceTimeline:
    engine: Any = ENGINE
    return source_timeline(rig.repository, engine, NAME)


def lsn(value: int) -> RestoreTarget:
    return RestoreTarget(TargetKind.LSN, value)


def time(value: datetime) -> RestoreTarget:
    return RestoreTarget(TargetKind.TIME, value)


def test_every_lsn_is_judged_as_the_plan_judges_it(made: FakeRig) -> None:
    known = timeline(made)
    engine: Any = ENGINE
    last = max(window.to_lsn for window in known.windows)
    judged = set()
    for value in range(last + 5):
        quick = reachable(known, lsn(value))
        try:
            plan_restore(made.repository, engine, NAME, lsn(value), Job())
            planned = True
        except TargetUnreachable:
            planned = False
        assert quick.ok is planned, value
        judged.add(quick.where)
        for near in (quick.before, quick.after):
            if near is not None:
                plan_restore(made.repository, engine, NAME, near, Job())
    assert {Where.EARLIER, Where.INSIDE, Where.LATER} <= judged


def test_times_outside_have_neighbours_and_those_inside_none(made: FakeRig) -> None:
    known = timeline(made)
    begin = min(one.from_time for one in known.windows if one.from_time)
    end = max(one.to_time for one in known.windows if one.to_time)
    second = timedelta(seconds=1)
    early, late = reachable(known, time(begin - second)), reachable(known, time(end + second))
    assert (early.where, early.before, early.after) == (Where.EARLIER, None, time(begin))
    assert (late.where, late.before, late.after) == (Where.LATER, time(end), None)
    assert reachable(known, time(begin)).where is Where.INSIDE
    assert reachable(known, time(begin)).after is None


def test_what_only_the_log_knows_is_left_to_it(made: FakeRig) -> None:
    known = timeline(made)
    assert reachable(known, RestoreTarget(TargetKind.XID, "7")).where is Where.UNKNOWN
    assert reachable(known, RestoreTarget(TargetKind.NAME, "no such point")).where is Where.NOWHERE
    assert reachable(known, RestoreTarget(TargetKind.LATEST)).ok
    assert reachable(known, RestoreTarget(TargetKind.LSN, 20, timeline=9)).where is Where.NOWHERE


def test_a_source_without_a_backup_reaches_nothing(tmp_path: Path) -> None:
    assert reachable(timeline(FakeRig()), RestoreTarget(TargetKind.LATEST)).where is Where.NOWHERE
