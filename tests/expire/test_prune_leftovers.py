"""WAL without a row: it goes in time, and never from under somebody who is just making it count."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.expire.test_prune import HOUR, ClockedStore, World
from tests.patience import LONG
from tests.repository.chunk_stores import Hooked
from tests.repository.test_wal_archive import WHO, piece

from pagewake.repository import wal_archive
from pagewake.repository.wal_archive import WalArchive
from pagewake.repository.wal_keys import SUMMARIES, WAL

ONE, TWO = piece(1, 10), piece(10, 20)


class HookedStore(Hooked, ClockedStore):
    """One that the test interferes with, and whose objects have an age."""


class Stopped(Exception):
    pass


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr("tests.expire.test_prune.ClockedStore", HookedStore)
    made = World()
    made.backup("full")
    return made


def hooks(world: World) -> dict[tuple[str, str], Callable[[], None]]:
    assert isinstance(world.store, HookedStore)
    return world.store.before


def pusher(world: World) -> WalArchive:
    """Another process's archive."""
    return WalArchive(world.store, world.repository.sealer, clock=lambda: world.rig.clock)


def leave(world: World, *pieces: object) -> None:
    """What pushes leave that are stopped between an object and its row."""
    for one in pieces:
        pusher(world).upload("shop", one)  # type: ignore[arg-type]
    world.store.age()


def holds(world: World) -> list[bytes]:
    """The WAL of all rows, read in full."""
    archive = pusher(world)
    return [archive.read(row) for row in archive.rows("shop")]


def count(world: World) -> int:
    return sum("/shop/" in f"/{info.key}" for info in world.store.list(WAL))


def test_they_go_when_they_are_older_than_the_grace_period_and_two_hours(world: World) -> None:
    pusher(world).add("shop", TWO, WHO)
    leave(world, ONE)
    world.pass_time(HOUR)
    assert world.prune(grace=timedelta(0)).leftovers == ()
    world.pass_time(2 * HOUR)
    assert world.prune(grace=24 * HOUR).leftovers == ()
    (planned,) = world.prune(grace=2 * HOUR, dry_run=True).leftovers
    assert count(world) == 2
    report = world.prune(grace=2 * HOUR)
    assert report.leftovers == (planned,) and planned.size > 0
    assert count(world) == 1
    assert holds(world) == [TWO.data]
    assert world.prune(grace=2 * HOUR).leftovers == ()


def test_a_removal_that_is_stopped_is_finished_by_the_next(world: World) -> None:
    leave(world, ONE, TWO)
    world.pass_time(48 * HOUR)

    def stop() -> None:
        raise Stopped

    hooks(world)["delete", f"{WAL}"] = lambda: hooks(world).update({("delete", WAL): stop})
    with pytest.raises(Stopped):
        world.prune()
    assert count(world) == 1
    world.prune()
    assert count(world) == 0
    assert pusher(world).add("shop", ONE, WHO)
    assert holds(world) == [ONE.data]


def test_nothing_goes_while_a_row_cannot_be_read(world: World) -> None:
    pusher(world).add("shop", ONE, WHO)
    (summary,) = [info.key for info in world.store.list(SUMMARIES) if "/shop/" in info.key]
    sound = world.store.read(summary)
    world.store.put(summary, b"x" * len(sound), replace=True)
    world.store.age()
    world.pass_time(48 * HOUR)
    assert world.prune().leftovers == ()
    world.store.put(summary, sound, replace=True)
    assert holds(world) == [ONE.data]


def test_a_push_that_comes_while_it_is_removed_stores_it_anew(world: World) -> None:
    leave(world, ONE)
    world.pass_time(48 * HOUR)
    push = threading.Thread(target=lambda: pusher(world).add("shop", ONE, WHO))

    def meanwhile() -> None:
        push.start()
        push.join(0.7)
        assert push.is_alive(), "it must wait: what it found is just being removed"

    hooks(world)["delete", WAL] = meanwhile
    assert len(world.prune().leftovers) == 1
    push.join(LONG)
    assert not push.is_alive()
    assert holds(world) == [ONE.data]


def test_a_prune_that_comes_while_it_is_adopted_leaves_it(world: World) -> None:
    leave(world, ONE)
    world.pass_time(48 * HOUR)
    seen = []
    hooks(world)["put", SUMMARIES] = lambda: seen.append(world.prune().leftovers)
    assert pusher(world).add("shop", ONE, WHO)
    assert seen == [()]
    assert holds(world) == [ONE.data]
    world.pass_time(48 * HOUR)
    assert world.prune().leftovers == ()


@pytest.mark.parametrize("late", [False, True])
def test_a_push_that_sleeps_for_days_before_its_row_is_there(
    world: World, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    """A machine that was suspended: before it makes the row, or in the middle of that."""
    uptime = [0.0]
    monkeypatch.setattr(wal_archive, "uptime_seconds", lambda: uptime[0])
    archive = pusher(world)
    digest = archive.upload("shop", ONE)
    world.store.age()

    def sleep() -> None:
        uptime[0] += 72 * 3600
        world.pass_time(72 * HOUR)
        assert len(world.prune().leftovers) == 1

    if late:
        hooks(world)["put", SUMMARIES] = sleep
    else:
        sleep()
    assert archive.record("shop", ONE, digest, WHO)
    assert holds(world) == [ONE.data]


def test_the_usual_push_takes_no_lock_for_this(world: World) -> None:
    def refuse() -> None:
        raise AssertionError("a lock")

    hooks(world)["put", "locks/"] = refuse
    assert pusher(world).add("shop", ONE, WHO)
