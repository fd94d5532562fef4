"""What expires can be brought back for its time, whole; then it goes, and not earlier. On a simulated clock."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.engines.fake_rig import FakeRig
from tests.expire.test_end_to_end import OFF, world
from tests.expire.test_prune import ClockedStore

from pagewake.errors import BackupMissing, LockHeld, ObjectCorrupt, RepositoryError, TargetUnreachable
from pagewake.expire.prune import PruneReport, run_prune
from pagewake.expire.run import ExpireReport, plan_expire, run_expire
from pagewake.expire.trash import BROUGHT_BACK, hold, undelete, undo, unhold
from pagewake.insight.timeline import source_timeline
from pagewake.insight.windows import restorable
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind, Window
from pagewake.repository.keeping import Keeping, claimed, discarded
from pagewake.repository.repository import Repository

DAY = timedelta(days=1)
ONE = replace(OFF, keep_last=1)


def expire(rig: FakeRig, grace: timedelta = 7 * DAY) -> ExpireReport:
    return run_expire(rig.repository, "db", ONE, Job(), grace=grace, now=lambda: rig.clock)


def prune(rig: FakeRig, *, dry_run: bool = False, purge_trash: bool = False) -> PruneReport:
    return run_prune(
        rig.repository,
        Job(),
        grace=timedelta(0),
        purge_trash=purge_trash,
        dry_run=dry_run,
        now=lambda: rig.clock,
    )


def ids(rig: FakeRig) -> list[str]:
    return [one.id for one in rig.repository.backups()]


def windows(rig: FakeRig) -> tuple[Window, ...]:
    return restorable(rig.repository.backups(), rig.repository.history("db")).windows


def objects(rig: FakeRig) -> set[str]:
    return {
        info.key for info in rig.store.list() if not info.key.startswith(("keeping/", "locks/", "catalogue/"))
    }


def test_what_expires_lies_in_the_trash_and_comes_back_whole() -> None:
    rig = world()
    before, every, truth = windows(rig), ids(rig), objects(rig)
    report = expire(rig)
    assert objects(rig) == truth, "nothing was removed"
    assert ids(rig) == every[-1:]
    assert windows(rig) == report.plan.after != before
    assert report.until == rig.clock + 7 * DAY
    first = rig.restored(backup=every[0])
    rig.clock += 6 * DAY
    assert prune(rig).purged == ()
    back = undo(rig.repository, [report.run])
    assert (set(back.backups), back.held) == (set(every[:-1]), False)
    assert back.wal == len(report.plan.wal)
    assert (ids(rig), windows(rig)) == (every, before)
    rig.clock += 30 * DAY
    prune(rig)
    assert objects(rig) >= {one for one in truth if not one.startswith("packs/")}
    assert rig.restored(backup=every[0]) == first


def test_what_was_in_the_trash_for_its_time_goes_and_the_dry_run_says_so() -> None:
    rig = world()
    every = ids(rig)
    report = expire(rig)
    rig.clock += 7 * DAY - timedelta(seconds=1)
    assert prune(rig, dry_run=True).purged == ()
    assert prune(rig, dry_run=True).plan.trash_bytes > 0
    rig.clock += timedelta(seconds=1)
    preview = prune(rig, dry_run=True)
    assert len(rig.repository.existing_backups()) == 4
    done = prune(rig)
    assert done.purged == preview.purged
    (plan,) = done.purged
    assert [one.backup.id for one in plan.backups] == every[:-1]
    assert {row.name for row in plan.wal} == {row.name for row in report.plan.wal}
    assert (plan.before, plan.after) == (report.plan.before, report.plan.after)
    assert [one.id for one in rig.repository.existing_backups()] == every[-1:]
    assert len(rig.repository.wal.rows("db")) > 0
    assert rig.repository.keeping.of("db").trash == ()
    assert rig.repository.wal.expired.spans("db")
    with pytest.raises(BackupMissing):
        undelete(rig.repository, every[:1])
    assert rig.restored() == rig.model.trimmed()


def test_purging_earlier_is_a_step_of_its_own() -> None:
    rig = world()
    expire(rig)
    assert prune(rig).purged == ()
    (plan,) = prune(rig, purge_trash=True).purged
    assert len(plan.backups) == 3
    assert plan.before != plan.after
    assert len(rig.repository.existing_backups()) == 1


def test_dependants_are_named_and_live_on() -> None:
    rig = FakeRig()
    rig.model.write("1/10", 0, 1)
    full = rig.backup("full").backup.id
    rig.model.write("1/10", 1, 2)
    child = rig.backup("incremental").backup.id
    expire(rig)
    (plan,) = prune(rig, dry_run=True, purge_trash=True).purged
    assert [(one.backup.id, one.dependants) for one in plan.backups] == [(full, (child,))]
    prune(rig, purge_trash=True)
    assert rig.restored(backup=child) == rig.model.trimmed()


def test_a_backup_that_came_back_is_held_and_stays() -> None:
    rig = world()
    every = ids(rig)
    expire(rig)
    back = undelete(rig.repository, [every[1][:20]], now=lambda: rig.clock)
    assert (back.backups, back.kept) == ((every[1],), ())
    assert back.wal > 0
    assert windows(rig)[0].first_backup == every[1]
    assert rig.repository.backups()[0].protected
    again = expire(rig)
    assert again.plan.decisions[0].reasons == (f"held: {BROUGHT_BACK}",)
    prune(rig, purge_trash=True)
    assert ids(rig) == [every[1], every[3]]
    assert rig.restored(backup=every[1])
    assert unhold(rig.repository, [every[1]]) == (every[1],)
    assert unhold(rig.repository, [every[1]]) == ()
    assert [one.id for one in expire(rig).plan.expired] == [every[1]]


def test_without_a_hold_the_rules_take_it_again() -> None:
    rig = world()
    every = ids(rig)
    expire(rig)
    undelete(rig.repository, every[:1], hold_too=False)
    assert ids(rig) == [every[0], every[3]]
    assert [one.id for one in expire(rig).plan.expired] == every[:1]


def test_a_held_backup_never_expires() -> None:
    rig = world()
    every = ids(rig)
    held = hold(rig.repository, every[:1], "for the audit", now=lambda: rig.clock)
    assert (held.backups, held.kept) == ((), (every[0],))
    report = expire(rig)
    assert report.plan.decisions[0].reasons == ("held: for the audit",)
    assert ids(rig) == [every[0], every[3]]
    assert hold(rig.repository, every[1:2]).backups == (every[1],), "holding brings back"
    (known, _) = rig.repository.keeping.of("db").held
    assert (known.backup, known.since, known.reason) == (every[0], rig.clock, "for the audit")
    assert " on " in known.by


def at_each_look_at_the_clock(rig: FakeRig, other: Callable[[Repository], object]) -> Callable[[], datetime]:
    """A clock; whenever it is looked at, another process does something in the meantime."""

    def now() -> datetime:
        with suppress(LockHeld):
            other(Repository.open(rig.store, now=lambda: rig.clock))
        return rig.clock

    return now


def test_a_backup_that_is_held_while_an_expiry_decides_keeps_its_wal() -> None:
    rig = world()
    every = ids(rig)
    now = at_each_look_at_the_clock(rig, lambda repository: hold(repository, every[:1]))
    # It decides with the first moment that it is given, and looks at the clock again before it writes.
    moments = iter([lambda: rig.clock])
    run_expire(rig.repository, "db", ONE, Job(), now=lambda: next(moments, now)())
    rig.repository.refresh()
    assert ids(rig) == [every[0], every[3]]
    assert restorable(rig.repository.backups(), rig.repository.history("db")).unusable == {}
    assert rig.restored(backup=every[0])
    report = expire(rig)
    assert report.plan.wal, "what nobody needs goes with the next one"
    assert rig.restored(backup=every[0])


def test_a_backup_that_expires_while_it_is_being_held_comes_back_with_its_wal() -> None:
    rig = world()
    every = ids(rig)

    def other(repository: Repository) -> None:
        run_expire(repository, "db", ONE, Job(), now=lambda: rig.clock)

    hold(rig.repository, every[:1], now=at_each_look_at_the_clock(rig, other))
    rig.repository.refresh()
    assert ids(rig) == [every[0], every[3]]
    assert restorable(rig.repository.backups(), rig.repository.history("db")).unusable == {}
    assert rig.restored(backup=every[0])


def test_everything_comes_back_also_of_several_expiries() -> None:
    rig = world()
    every = ids(rig)
    before = windows(rig)
    run_expire(rig.repository, "db", replace(OFF, keep_last=3), Job(), now=lambda: rig.clock)
    expire(rig)
    assert len(rig.repository.keeping.of("db").trash) == 3
    assert set(undo(rig.repository).backups) == set(every[:3])
    assert (ids(rig), windows(rig)) == (every, before)
    assert undo(rig.repository).backups == ()


def test_a_backup_in_the_trash_is_restored_by_name_only() -> None:
    rig = world()
    every, truth = ids(rig), rig.repository.backups()
    expire(rig)
    assert rig.restored(backup=every[0])
    target = RestoreTarget(TargetKind.LSN, truth[1].stop_lsn)
    with pytest.raises(TargetUnreachable, match=rf"backup {every[1]}, which is in the trash.*undelete"):
        rig.restored(target)
    undelete(rig.repository, [every[1]])
    assert rig.restored(target)


def test_the_timeline_tells_what_is_kept_from_what_is_in_the_trash() -> None:
    from tests.engines.fake import ENGINE

    rig = world()
    every = ids(rig)
    report = expire(rig)
    hold(rig.repository, every[3:])
    told = source_timeline(rig.repository, ENGINE, "db")
    assert [one.id for one in told.backups] == every
    assert [one.id for one in told.kept] == every[3:]
    assert set(told.trash) == set(every[:3])
    assert set(told.held) == set(every[3:])
    assert told.windows == report.plan.after
    assert told.trash_wal.stretches == len(report.plan.wal)
    assert told.trash_wal.until == report.until
    assert told.unusable == {}


# --- clocks ------------------------------------------------------------------------------------------------


def clocked() -> tuple[FakeRig, ClockedStore]:
    store = ClockedStore()
    rig = FakeRig(store=store)
    for value in range(3):
        rig.model.write("1/10", value, value + 1)
        rig.backup("full")
        store.now = rig.clock
        store.age()
    return rig, store


def test_a_clock_that_was_set_back_purges_later_and_never_earlier() -> None:
    rig, _ = clocked()
    until = expire(rig).until
    assert until is not None
    rig.clock -= 400 * DAY
    assert prune(rig).purged == ()
    rig.clock = until - timedelta(seconds=1)
    assert prune(rig).purged == ()
    rig.clock = until
    assert len(prune(rig).purged) == 1


def test_an_expiry_on_a_clock_that_is_behind_gives_the_whole_time_all_the_same() -> None:
    """It is right again the next day: nothing of the time in the trash is over by then."""
    rig, store = clocked()
    right = rig.clock + 3 * DAY
    store.now = right  # the store's own clock is
    rig.clock -= 400 * DAY
    assert expire(rig).until == right + 7 * DAY
    rig.clock = right + 6 * DAY
    assert prune(rig).purged == ()


def test_where_the_store_is_as_wrong_the_newest_backup_tells_the_time() -> None:
    rig, store = clocked()
    newest = rig.repository.backups()[-1].finished
    rig.clock = store.now = datetime(1971, 1, 1, tzinfo=UTC)
    assert expire(rig).until == newest + 7 * DAY


# --- what goes wrong ---------------------------------------------------------------------------------------


def test_what_a_prune_has_begun_to_remove_is_not_promised_any_more() -> None:
    rig = world()
    every = ids(rig)
    expire(rig)
    rig.repository.keeping.change("db", claimed(rig.clock, wal=True, everything=True))
    for asked in (lambda: undelete(rig.repository, every[:1]), lambda: hold(rig.repository, every[:1])):
        with pytest.raises(RepositoryError, match="cannot be brought back"):
            asked()
    assert undo(rig.repository).backups == ()
    assert len(prune(rig).purged) == 1, "the next prune goes on with what was begun"
    assert ids(rig) == every[3:]


def test_what_is_held_is_never_forgotten_because_it_cannot_be_read() -> None:
    rig = world()
    hold(rig.repository, ids(rig)[:1])
    (key,) = [info.key for info in rig.store.list("keeping/")]
    rig.store.put(key, b"nonsense", replace=True)
    rig.repository = Repository.open(rig.store, now=lambda: rig.clock)
    assert [one.code for one in rig.repository.findings()] == ["keeping-unreadable"]
    assert len(plan_expire(rig.repository, "db", ONE, rig.clock).expired) == 3
    with pytest.raises(ObjectCorrupt):
        expire(rig)
    with pytest.raises(ObjectCorrupt):
        hold(rig.repository, ids(rig)[:1])
    prune(rig, purge_trash=True)
    assert len(ids(rig)) == 4
    assert rig.store.read(key) == b"nonsense"


def test_wal_that_a_backup_needs_stays_whoever_put_it_into_the_trash() -> None:
    """Told by hand what no plan would: all WAL may go."""
    rig = world()
    every = [(row.timeline, row.name) for row in rig.repository.wal.rows("db")]
    old = rig.clock - DAY
    rig.repository.keeping.change(
        "db", discarded((), every, "20260101T000000Z-abcdef", old, old, Keeping(source="db"))
    )
    prune(rig)
    found = restorable(rig.repository.backups(), rig.repository.history("db"))
    assert found.unusable == {}
    for one in ids(rig):
        rig.restored(backup=one)
