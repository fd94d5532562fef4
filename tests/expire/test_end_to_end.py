"""Expiry of a real database's backups: what the promised window holds is restored afterwards, page for page."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.end_to_end.rig import SOURCE, Rig, to_lsn
from tests.engines.fake_rig import FakeRig
from tests.neuroquantum.histories import History, differences

from pagewake.config import Retention
from pagewake.errors import LockHeld, TargetUnreachable
from pagewake.expire.plan import ExpirePlan
from pagewake.expire.prune import run_prune
from pagewake.expire.run import plan_expire, run_expire
from pagewake.insight.windows import restorable
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind, TimelineSpan
from pagewake.repository.expired_wal import merged
from pagewake.repository.history import EXPIRED, NEVER_ARCHIVED, history_of

OFF = Retention(
    keep_last=0, keep_full=0, keep_within=None, daily=0, weekly=0, monthly=0, yearly=0, window=None
)
PAGE = 4096


def windows_of(rig: Rig) -> tuple[object, ...]:
    repository = rig.repository
    return restorable(repository.backups(SOURCE), history_of(repository.wal.rows(SOURCE))).windows


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_promised_window_is_restored_after_expiry(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    history = History(tmp_path / "database", chance)
    rig = Rig(tmp_path / "database")
    try:
        made = []
        for number in range(7):
            history.run(chance.randint(10, 30))
            if chance.random() < 0.6:
                history.database.checkpoint()
            history.database.flush_log()
            made.append(rig.backup("full" if number % 3 == 0 else "incremental").backup)
        now = datetime.now(UTC)
        edge = chance.choice(made[1:5])
        policy = replace(OFF, keep_last=1, window=now - edge.finished)
        preview = plan_expire(rig.repository, SOURCE, policy, now)
        report = run_expire(rig.repository, SOURCE, policy, Job(), now=lambda: now)
        assert same(report.plan, preview)
        (purged,) = run_prune(rig.repository, Job(), purge_trash=True).purged
        assert (purged.before, purged.after) == (preview.before, preview.after)
        assert purged.restorable_lost == report.restorable_lost > timedelta()
        rig.reopen()
        left = [backup.id for backup in rig.repository.backups()]
        assert left == [decision.backup.id for decision in preview.decisions if decision.keep]
        assert edge.id in left
        assert windows_of(rig) == preview.after
        assert rig.verify().findings == ()
        end = made[-1].stop_lsn
        for lsn in {edge.stop_lsn - 1, end - 1, *(chance.randint(edge.stop_lsn, end - 1) for _ in range(2))}:
            place = tmp_path / "restored"
            rig.restore(place, to_lsn(lsn))
            content = next((place / "data").glob("*.db")).read_bytes()
            pages, _ = history.truth.at(lsn)
            assert differences(history.truth, content[: PAGE * (len(pages) + 1)], lsn) == []
            shutil.rmtree(place)
        with pytest.raises(TargetUnreachable):
            rig.restore(tmp_path / "no", to_lsn(made[0].stop_lsn - 1))
        history.run(5)
        history.database.flush_log()
        first_kept = rig.repository.wal.rows(SOURCE)[0].first_lsn
        rig.backup("incremental")
        assert rig.repository.wal.rows(SOURCE)[0].first_lsn == first_kept, "what went is not archived again"
    finally:
        history.close()


def same(one: ExpirePlan, other: ExpirePlan) -> bool:
    return (one.expired, one.wal, one.before, one.after) == (
        other.expired,
        other.wal,
        other.before,
        other.after,
    )


def world() -> FakeRig:
    rig = FakeRig()
    for value in range(4):
        rig.model.write("1/10", value, value + 1)
        rig.backup("full")
    return rig


def test_nothing_is_removed_beside_a_reader_of_the_same_source() -> None:
    """What is being read may go into the trash; it leaves it once nobody reads any more."""
    rig = world()
    policy = replace(OFF, keep_last=1)
    now = lambda: rig.clock  # noqa: E731
    dry = run_expire(rig.repository, "db", policy, Job(), dry_run=True, now=now)
    assert len(dry.plan.expired) == 3
    assert len(rig.repository.backups()) == 4
    for kind, scope in (("restore", "db"), ("verify", "")):
        with rig.repository.lock(kind, scope=scope):
            run_expire(rig.repository, "db", policy, Job(), grace=timedelta(0), now=now)
            (plan,) = run_prune(rig.repository, Job(), now=now).purged
            assert plan.postponed.startswith(kind)
            with pytest.raises(LockHeld, match=f"backups of db are being read: {kind}") as held:
                run_prune(rig.repository, Job(), purge_trash=True, now=now)
            assert held.value.meaning == "Nothing was removed."
            assert len(rig.repository.existing_backups()) == 4
    with rig.repository.lock("read", scope="another"):
        assert len(rig.repository.backups()) == 1
    run_prune(rig.repository, Job(), now=now)
    assert len(rig.repository.existing_backups()) == 1
    assert rig.restored() == rig.model.trimmed()


def test_no_wal_goes_while_a_backup_is_made() -> None:
    rig = world()
    with rig.repository.lock("backup", scope="db"):
        plan = run_expire(rig.repository, "db", replace(OFF, keep_last=1), Job(), now=lambda: rig.clock).plan
    assert len(plan.expired) == 3
    assert plan.wal == ()
    assert len(run_expire(rig.repository, "db", replace(OFF, keep_last=1), Job()).plan.wal) == 7


def test_an_incremental_outlives_its_parents() -> None:
    rig = world()
    rig.model.write("1/10", 9, 77)
    last = rig.backup("incremental").backup
    truth = rig.model.trimmed()
    run_expire(rig.repository, "db", replace(OFF, keep_last=1), Job(), now=lambda: rig.clock + timedelta(1))
    assert [backup.id for backup in rig.repository.backups()] == [last.id]
    assert rig.restored(RestoreTarget(TargetKind.LATEST)) == truth
    rig.model.write("1/10", 9, 78)
    assert rig.backup("incremental").backup.parent == last.id
    assert rig.restored() == rig.model.trimmed()


def test_an_empty_source_has_nothing_to_lose() -> None:
    rig = FakeRig()
    report = run_expire(rig.repository, "db", Retention(), Job())
    assert (report.plan.decisions, report.plan.wal, report.restorable_lost) == ((), (), timedelta())


def test_a_hole_that_expiry_made_is_told_from_one_that_nobody_wanted() -> None:
    rig = FakeRig()
    for value in range(6):
        rig.model.write("1/10", value, value + 1)
        rig.backup("full")
    rows = rig.repository.wal.rows("db")
    backups = rig.repository.backups()
    lost = next(row for row in rows if backups[4].stop_lsn <= row.first_lsn)
    rig.repository.wal.remove(lost)  # by hand, behind everybody's back
    rig.repository.delete_backup(backups[0].id)
    policy = replace(OFF, keep_last=5, window=timedelta(seconds=1))
    preview = plan_expire(rig.repository, "db", policy, rig.clock)
    run_expire(rig.repository, "db", policy, Job(), now=lambda: rig.clock)
    found = restorable(rig.repository.backups(), rig.repository.history("db"))
    reasons = {(gap.from_lsn, gap.to_lsn): gap.reason for gap in found.gaps}
    assert found.windows == preview.after
    assert reasons.pop((lost.first_lsn, lost.end_lsn)) == NEVER_ARCHIVED
    assert reasons
    assert set(reasons.values()) == {EXPIRED}


def test_what_was_removed_is_noted_once_and_survives_nonsense() -> None:
    rig = world()
    now = lambda: rig.clock  # noqa: E731
    run_expire(rig.repository, "db", replace(OFF, keep_last=1), Job(), grace=timedelta(0), now=now)
    assert rig.repository.wal.expired.spans("db") == (), "what is in the trash was not removed"
    run_prune(rig.repository, Job(), now=now)
    expired = rig.repository.wal.expired
    first = rig.repository.wal.rows("db")[0].first_lsn
    assert expired.spans("db") == (TimelineSpan(1, 1, first),)
    assert expired.spans("other") == ()
    rig.store.put("expired/db", b"nonsense", replace=True)
    assert expired.spans("db") == ()


@given(st.lists(st.tuples(st.integers(1, 2), st.integers(0, 30), st.integers(1, 8)), max_size=12))
def test_spans_are_merged_and_say_the_same(some: list[tuple[int, int, int]]) -> None:
    spans = merged(TimelineSpan(timeline, first, first + count) for timeline, first, count in some)
    said = {(one.timeline, lsn) for one in spans for lsn in range(one.begin, one.end or 0)}
    assert said == {(timeline, lsn) for timeline, first, count in some for lsn in range(first, first + count)}
    ends = [(one.timeline, one.end) for one in spans]
    assert all(end < (after.timeline, after.begin) for end, after in zip(ends, spans[1:], strict=False))
