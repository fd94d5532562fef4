"""A paused job: it stands still, hears a cancel, and its figures know nothing of the pause."""

from __future__ import annotations

import threading
import time

import pytest
from tests.jobs.test_job import Clock
from tests.patience import LONG, until, within

from pagewake.errors import Cancelled, UsageError
from pagewake.jobs import BackgroundRun, CancelToken, Job


class Turns:
    """Work that counts its turns until it is told to end."""

    def __init__(self) -> None:
        self.count = 0
        self.end = threading.Event()

    def __call__(self, job: Job) -> int:
        with job.phase("turn", unit="turns"):
            while not self.end.is_set():
                job.advance(1)
                self.count += 1
                time.sleep(0.002)
        return self.count


class Watched(CancelToken):
    """Knows who waits: a job that is paused waits for its cancel."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.waiting: set[int] = set()

    def wait(self, seconds: float) -> bool:
        self.waiting.add(threading.get_ident())
        self.asked.set()
        return super().wait(seconds)


def test_a_paused_job_stands_still_and_goes_on() -> None:
    turns, token = Turns(), Watched()
    job = Job("restore", token=token)
    run = BackgroundRun(job, turns)
    until(lambda: turns.count)
    job.pause()
    assert token.asked.wait(LONG), "it stands still"
    assert job.progress.paused
    stood = turns.count
    time.sleep(0.2)
    assert turns.count == stood
    job.resume()
    until(lambda: turns.count > stood + 3)
    assert not job.progress.paused
    turns.end.set()
    assert run.result() == turns.count


def test_a_cancel_wakes_a_paused_job_at_once() -> None:
    turns, token = Turns(), Watched()
    job = Job("verify", token=token)
    run = BackgroundRun(job, turns)
    job.pause()
    assert token.asked.wait(LONG), "it stands still"
    with within(1):
        job.token.cancel()
        with pytest.raises(Cancelled):
            run.result()


def test_every_thread_of_a_pool_stands_still() -> None:
    from pagewake.jobs import WorkerPool

    token = Watched()
    job, begun, done = Job("restore", token=token), [], []
    paused = threading.Event()

    def work(number: int) -> int:
        begun.append(threading.get_ident())
        assert paused.wait(LONG)
        job.check()
        done.append(number)
        return number

    results: list[int] = []
    thread = threading.Thread(
        target=lambda: results.extend(WorkerPool(3).map_as_done(work, range(20), job)), daemon=True
    )
    thread.start()
    until(lambda: len(begun) == 3)
    job.pause()
    paused.set()
    until(lambda: set(begun) <= token.waiting)
    assert not done
    job.resume()
    thread.join(LONG)
    assert sorted(results) == list(range(20))


def test_a_pool_that_is_paused_begins_nothing() -> None:
    from pagewake.jobs import WorkerPool

    token, done = Watched(), []
    job = Job("restore", token=token)
    job.pause()
    thread = threading.Thread(
        target=lambda: done.extend(WorkerPool(3).map_as_done(lambda number: number, range(20), job)),
        daemon=True,
    )
    thread.start()
    assert token.asked.wait(LONG), "it stands still"
    assert not done
    job.resume()
    thread.join(LONG)
    assert sorted(done) == list(range(20))


def test_neither_rate_nor_time_left_knows_of_the_pause() -> None:
    clock = Clock()
    job = Job("restore", clock=clock)
    with job.phase("write pages", total=1000):
        for _ in range(5):
            clock.now += 1
            job.advance(100)
        before = job.progress
        job.pause()
        clock.now += 3600
        assert job.progress.rate == before.rate
        assert job.progress.time_left == before.time_left
        job.resume()
        assert job.progress.elapsed == before.elapsed == 5
        clock.now += 1
        job.advance(100)
        assert job.progress.rate == pytest.approx(100)


def test_pausing_twice_and_going_on_twice_is_once() -> None:
    clock = Clock()
    job = Job("restore", clock=clock)
    for _ in range(2):
        job.pause()
        clock.now += 10
    for _ in range(2):
        job.resume()
        clock.now += 1
    assert job.progress.elapsed == 2
    job.check()


def test_what_must_not_stand_still_is_finished_first() -> None:
    clock = Clock()
    job = Job("restore", clock=clock)
    with job.steady():
        job.pause()
        job.check()
        clock.now += 7
        assert job.paused and not job.progress.paused and job.progress.elapsed == 7
    clock.now += 100
    assert job.progress.elapsed == 7
    threading.Timer(0.1, job.resume).start()
    job.check()


@pytest.mark.parametrize(
    ("kind", "why"), [("backup", "keeps all the log"), ("prune", "lock"), ("", "cannot")]
)
def test_what_cannot_be_paused_says_why(kind: str, why: str) -> None:
    job = Job(kind)
    with pytest.raises(UsageError, match=why):
        job.pause()
    assert not job.paused
    job.check()


def test_the_item_is_told_until_the_next_phase() -> None:
    job = Job("restore")
    with job.phase("write pages"):
        job.at("base/1/1259")
        assert job.progress.item == "base/1/1259"
    with job.phase("replay"):
        assert job.progress.item == ""
