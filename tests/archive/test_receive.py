"""Receivers: one a source, patient with stores and databases that are away, in no one's way."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from tests.end_to_end.rig import SOURCE, Rig
from tests.neuroquantum.logs import data_of
from tests.patience import until

from pagewake.archive.push import push_wal
from pagewake.archive.receive import ReceiveOptions, ReceiveReport, receive_wal
from pagewake.engines.neuroquantum import ENGINE
from pagewake.engines.neuroquantum.database import Database, Options
from pagewake.errors import LockHeld, ObjectMissing, PagewakeError, SourceChanged, StoreUnavailable
from pagewake.expire.prune import run_prune
from pagewake.jobs import BackgroundRun, Job
from pagewake.jobs.job import Said
from pagewake.repository.locks import Lock, LockInfo, Locks
from pagewake.repository.repository import Repository
from pagewake.repository.waiting import wait_for
from pagewake.stores.faulty import Died, Fault, FaultyStore, When
from pagewake.stores.memory import MemoryStore

FAST = ReceiveOptions(interval=0.05, first_pause=0.05, looks_for_others=0.05)


class Flaky(FaultyStore):
    """A store that can be unplugged."""

    away = False

    def step(self, kind: str, key: str):  # type: ignore[no-untyped-def]
        if self.away:
            raise StoreUnavailable("the store does not answer")
        return super().step(kind, key)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    Database.create(tmp_path / "db", pages=[bytes(4032)] * 3).close()
    change(tmp_path / "db")
    return tmp_path / "db"


def change(directory: Path, count: int = 5) -> int:
    with Database.open(directory, options=Options(segment_size=2000)) as database:
        for number in range(count):
            with database.begin() as transaction:
                transaction.write(1, number, b"changed")
        return database.last_lsn


class Receiving:
    """A receiver at work on a thread of its own."""

    def __init__(self, store: Flaky | MemoryStore, directory: Path) -> None:
        self.job = Job("receive")
        self.said: list[str] = []
        self.job.subscribe(lambda event: self.said.append(event.text) if isinstance(event, Said) else None)
        self.source = ENGINE.open(str(directory))
        repository = Repository.open(store)
        self.run = BackgroundRun(
            self.job, lambda job: receive_wal(repository, self.source, SOURCE, job, FAST)
        )

    def heard(self, word: str, times: int = 1) -> bool:
        """Whether it said so often that a turn was over: what is archived can be seen before that, and an error
        in between ends the first turn for good, and later counts as the same interruption."""
        return sum(text.startswith(word) for text in self.said) >= times

    def stop(self) -> ReceiveReport:
        self.job.token.cancel()
        return self.run.result()


def end_of(store: MemoryStore) -> int:
    return max((row.end_lsn for row in Repository.open(store).wal.rows(SOURCE)), default=0)


def test_a_store_that_goes_away_is_waited_for_and_told_of_once(database: Path) -> None:
    inner = MemoryStore()
    Repository.create(inner)
    store = Flaky(inner)
    receiving = Receiving(store, database)
    until(lambda: receiving.heard("archived LSN"))
    for times in (1, 2):
        store.away = True
        lsn = change(database)
        until(lambda times=times: len(receiving.job.findings) == times)  # type: ignore[misc]
        assert end_of(inner) <= lsn
        store.away = False
        until(lambda lsn=lsn: end_of(inner) > lsn)  # type: ignore[misc]
        until(lambda times=times: receiving.heard("archiving goes on", times))  # type: ignore[misc]
    report = receiving.stop()
    assert report.interruptions == 2
    assert [finding.code for finding in report.findings] == ["receive-interrupted"] * 2
    assert report.position is not None
    assert report.position.lsn == end_of(inner)
    assert list(inner.list("locks/")) == []


def test_a_lock_that_is_lost_is_taken_again(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Lock.held.__wrapped__.__kwdefaults__, "beat_seconds", 0.05)  # type: ignore[attr-defined]
    store = MemoryStore()
    Repository.create(store)
    receiving = Receiving(store, database)
    until(lambda: receiving.heard("archived LSN"))
    (lock,) = store.list("locks/")

    def lost() -> bool:
        with suppress(ObjectMissing):  # a heartbeat that had just found the lock writes it again
            store.delete(lock.key)
        return bool(receiving.job.findings)

    until(lost)
    lsn = change(database)
    until(lambda: end_of(store) > lsn)
    (second,) = store.list("locks/")
    assert second.key != lock.key
    report = receiving.stop()
    assert "the lock for receive is lost" in report.findings[0].message
    assert list(store.list("locks/")) == []


def test_there_is_one_receiver_a_source_and_it_holds_up_no_prune(database: Path, tmp_path: Path) -> None:
    rig = Rig(database)
    first = rig.backup()
    assert isinstance(rig.store, MemoryStore)
    receiving = Receiving(rig.store, database)
    try:
        until(lambda: len(list(rig.store.list("locks/"))) == 1)
        with pytest.raises(LockHeld, match=r"receive of db.*is received already"):
            receive_wal(Repository.open(rig.store), receiving.source, SOURCE, Job(), FAST)
        repository = rig.reopen()
        assert repository.running_since() is None
        repository.delete_backup(first.backup.id)
        rig.backup()
        report = run_prune(repository, Job("prune"), grace=timedelta(0))
        assert report.plan.waiting == ()
        assert [lock.kind for lock in Locks(rig.store, repository.sealer).live()] == ["receive"]
    finally:
        receiving.stop()


def test_a_database_that_goes_away_is_waited_for_and_another_one_is_refused(
    database: Path, tmp_path: Path
) -> None:
    store = MemoryStore()
    Repository.create(store)
    receiving = Receiving(store, database)
    until(lambda: receiving.heard("archived LSN"))
    database.rename(tmp_path / "gone")
    until(lambda: bool(receiving.job.findings))
    (tmp_path / "gone").rename(database)
    lsn = change(database)
    until(lambda: end_of(store) > lsn)
    shutil.rmtree(database)
    Database.create(database, pages=[bytes(4032)] * 3).close()
    change(database)
    with pytest.raises(SourceChanged):
        receiving.run.result()


def test_what_is_away_from_the_start_is_an_error(database: Path) -> None:
    store = Flaky(MemoryStore())
    repository = Repository.create(store)
    store.away = True
    with pytest.raises(StoreUnavailable):
        receive_wal(repository, ENGINE.open(str(database)), SOURCE, Job(), FAST)


def test_segments_that_a_database_removes_under_its_receiver(tmp_path: Path) -> None:
    rig = Rig(tmp_path / "db")
    assert isinstance(rig.store, MemoryStore)
    database = Database.create(tmp_path / "db", pages=[bytes(4032)] * 3, options=Options(segment_size=1000))
    rig.backup()
    receiving = Receiving(rig.store, tmp_path / "db")
    for number in range(60):
        with database.begin() as transaction:
            transaction.write(1, number, b"x")
        if number % 10 == 9:
            lsn = database.flush_log()
            until(lambda lsn=lsn: end_of(rig.store) > lsn)  # type: ignore[arg-type, misc]
            database.checkpoint()
            database.remove_old_segments()
    database.close()
    last = database.last_lsn
    until(lambda: end_of(rig.store) > last)  # type: ignore[arg-type]
    receiving.stop()
    rig.reopen()
    rig.restore(tmp_path / "again")
    (file,) = (tmp_path / "again" / "data").iterdir()
    assert data_of(file, 1, 0, 60) == b"x" * 60


@pytest.mark.parametrize("when", [When.BEFORE, When.AFTER])
@pytest.mark.parametrize("dies", [False, True])
def test_a_push_that_fails_at_any_step_is_completed_by_the_next(
    database: Path, when: When, dies: bool
) -> None:
    path = database / "wal" / "wal-00000000.log"
    step, finished = 0, False
    while not finished:
        inner = MemoryStore()
        Repository.create(inner)
        fault = Fault(step, when, None) if dies else Fault(step, when)
        store = FaultyStore(inner, fault)
        try:
            push_wal(Repository.open(store), ENGINE, SOURCE, [path], Job())
            finished = step >= len(store.steps)
        except (PagewakeError, Died):
            pass
        rows = Repository.open(inner).wal.rows(SOURCE)
        assert all(Repository.open(inner).wal.read(row) for row in rows)
        push_wal(Repository.open(inner), ENGINE, SOURCE, [path], Job())
        (row,) = Repository.open(inner).wal.rows(SOURCE)
        assert Repository.open(inner).wal.read(row) == path.read_bytes()
        step += 1
    assert step > 8


def test_who_waits_to_be_alone_is_let_by(database: Path) -> None:
    store = MemoryStore()
    Repository.create(store)
    receiving = Receiving(store, database)
    said = receiving.said
    first = change(database)
    until(lambda: end_of(store) > first)
    repository = Repository.open(store)
    backup = repository.locks.acquire("backup", "another")

    def patience(others: Sequence[LockInfo]) -> bool:
        if backup in ended:
            return wait(others)
        assert {"backup", "receive"} <= {other.kind for other in others}
        last = change(database)  # nothing is won by holding it up while others are at work
        until(lambda: end_of(store) > last)
        backup.release()
        ended.append(backup)
        return True

    ended: list[Lock] = []
    wait = wait_for(Job(), timedelta(seconds=60))
    assert wait is not None
    with repository.lock("repair", patience=patience) as lock:
        assert lock is not None
        before = end_of(store)
        last = change(database)
        assert [one.kind for one in repository.locks.live()] == ["repair"]
        assert end_of(store) == before
    until(lambda: end_of(store) > last)
    report = receiving.stop()
    assert report.findings == () and report.interruptions == 0
    assert [text.partition(",")[0] for text in said if "lets" in text or "paus" in text] == [
        "archiving pauses"
    ]
    assert any(text.startswith("archiving goes on after") for text in said)
