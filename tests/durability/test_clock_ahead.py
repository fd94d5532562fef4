"""A machine whose clock runs ahead of the store's deletes nothing before its time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.durability.deeds import KEEP_ONE
from tests.durability.scenes import SOURCE, Clock, Scene, fork, later

from pagewake.clock import now as clock_now
from pagewake.expire import present
from pagewake.expire.prune import run_prune
from pagewake.expire.run import run_expire
from pagewake.jobs import Job

GRACE = timedelta(days=7)
SOON = timedelta(minutes=5)


@pytest.mark.parametrize("ahead", [later(hours=24 * 30), later(hours=24 * 8)])
def test_a_clock_that_jumped_ahead_does_not_empty_the_trash(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, ahead: Clock
) -> None:
    """The store in memory tells its own time: the real one."""
    store = fork(scene.store)
    run_expire(scene.open(store), SOURCE, KEEP_ONE, Job(), grace=GRACE)
    before = {one.id for one in scene.open(store).existing_backups()}
    monkeypatch.setattr(present, "clock_now", ahead)
    repository = scene.open(store, ahead)
    report = run_prune(repository, Job(), grace=timedelta(hours=1))
    assert report.done and report.purged == ()
    assert {one.id for one in scene.open(store).existing_backups()} == before


def test_a_clock_that_is_right_is_believed(scene: Scene) -> None:
    repository = scene.open(fork(scene.store))
    with repository.lock("prune"):
        assert abs(present.present(repository) - clock_now()) < SOON
    assert abs(present.present(repository) - clock_now()) < SOON


def test_a_clock_that_is_behind_makes_things_go_later(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    behind = later(hours=-48)
    monkeypatch.setattr(present, "clock_now", behind)
    repository = scene.open(fork(scene.store))
    with repository.lock("prune"):
        assert present.present(repository) - behind() < SOON
