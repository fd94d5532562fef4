"""A machine whose clock is ahead, and a store that knows better: nothing goes before its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.durability.scenes import SOURCE, Scene, fork

from pagewake.config import Retention
from pagewake.expire import present, run
from pagewake.expire.plan import ExpirePlan
from pagewake.expire.prune import run_prune
from pagewake.expire.run import run_expire
from pagewake.jobs import Job

OFF = Retention(
    keep_last=1, keep_full=0, keep_within=None, daily=0, weekly=0, monthly=0, yearly=0, window=None
)
DAY = timedelta(days=1)


def gone(plan: ExpirePlan) -> set[str]:
    return {one.id for one in plan.expired} | {row.name for row in plan.wal}


@pytest.mark.parametrize("policy", [replace(OFF, keep_within=DAY), replace(OFF, window=DAY)])
@pytest.mark.parametrize("ahead", [2 * DAY, 30 * DAY])
def test_expiry_goes_by_the_clock_of_the_store_where_that_is_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, policy: Retention, ahead: timedelta
) -> None:
    scene = Scene(tmp_path, encrypted=False)

    def wrong() -> datetime:
        return datetime.now(UTC) + ahead

    right = run_expire(scene.open(fork(scene.store)), SOURCE, policy, Job(), dry_run=True).plan
    believed = run_expire(scene.open(fork(scene.store)), SOURCE, policy, Job(), now=wrong).plan
    assert gone(believed) > gone(right)
    monkeypatch.setattr(present, "clock_now", wrong)
    monkeypatch.setattr(run, "clock_now", wrong)
    report = run_expire(scene.open(fork(scene.store)), SOURCE, policy, Job())
    assert report.done and gone(report.plan) == gone(right)


def test_the_trash_is_not_emptied_before_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Scene(tmp_path, encrypted=False)
    run_expire(scene.open(scene.store), SOURCE, OFF, Job())
    trash = scene.open(scene.store).keeping.of(SOURCE).in_trash
    assert trash
    monkeypatch.setattr(present, "clock_now", lambda: datetime.now(UTC) + 30 * DAY)
    assert run_prune(scene.open(scene.store), Job()).purged == ()
    assert scene.open(scene.store).keeping.of(SOURCE).in_trash == trash
