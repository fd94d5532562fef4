"""Jobs: phases, counters, events, cancel."""

from __future__ import annotations

import logging
import threading
import time

import pytest
from tests.patience import LONG, within

from pagewake.errors import BackupError, Cancelled
from pagewake.jobs import (
    BackgroundRun,
    CancelToken,
    FindingSeen,
    Job,
    JobEvent,
    JobFinished,
    Outcome,
    PhaseBegan,
    PhaseEnded,
)
from pagewake.model import Finding, Severity


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


FINDING = Finding(Severity.WARNING, "page-checksum", "pages.db block 7", "the checksum does not match")


def test_progress_follows_the_phase() -> None:
    clock = Clock()
    job = Job("backup", clock=clock)
    with job.phase("copy", total=1000, unit="bytes"):
        for _ in range(5):
            clock.now += 1
            job.advance(100)
        progress = job.progress
        assert (progress.phase, progress.done, progress.total, progress.unit) == ("copy", 500, 1000, "bytes")
        assert progress.fraction == 0.5
        assert progress.rate == pytest.approx(100)
        low, high = progress.time_left or (0, 0)
        assert low <= 5 <= high
    assert job.progress.phase == ""


def test_an_unknown_total_gives_no_percentage() -> None:
    clock = Clock()
    job = Job(clock=clock)
    with job.phase("scan"):
        clock.now += 10
        job.advance(5000)
        progress = job.progress
    assert progress.fraction is None
    assert progress.time_left is None
    assert progress.job_fraction is None
    assert progress.rate == pytest.approx(500)


def test_an_inner_phase_stands_in_front_and_gives_way_again() -> None:
    job = Job()
    with job.phase("copy", total=10, unit="files"):
        job.advance(3)
        with job.phase("upload", total=2, unit="packs"):
            job.advance(1)
            assert (job.progress.phase, job.progress.done) == ("upload", 1)
        assert (job.progress.phase, job.progress.done) == ("copy", 3)


def test_planned_phases_give_the_jobs_fraction_and_time_left() -> None:
    clock = Clock()
    job = Job(clock=clock)
    job.plan({"copy": 3, "wal": 1})
    with job.phase("copy", total=100):
        for _ in range(10):
            clock.now += 1
            job.advance(5)
        assert job.progress.job_fraction == pytest.approx(0.375)
        low, high = job.progress.time_left or (0, 0)
        assert low <= 10 + 20 / 3 <= high
    with job.phase("wal", total=10):
        job.advance(5)
        assert job.progress.job_fraction == pytest.approx(0.875)


def test_the_total_can_be_overrun() -> None:
    job = Job()
    with job.phase("copy", total=10):
        job.advance(5)
        assert job.progress.fraction == 0.5
        job.advance(50)
        assert job.progress.fraction == 1.0


def test_counters_and_findings_are_in_the_snapshot() -> None:
    job = Job()
    job.count("pages", 4)
    job.count("pages")
    before = job.progress
    job.count("pages")
    job.warn(FINDING)
    assert before.counters == {"pages": 5}
    assert (job.progress.counters["pages"], job.progress.findings) == (6, 1)
    assert job.findings == [FINDING]


def test_subscribers_hear_everything_in_order() -> None:
    clock = Clock()
    job = Job("backup", clock=clock)
    events: list[JobEvent] = []
    unsubscribe = job.subscribe(events.append)

    def work(job: Job) -> str:
        with job.phase("copy", total=2, unit="files"):
            clock.now += 2.0
            job.advance(2)
            job.warn(FINDING)
        return "done"

    assert job.run(work) == "done"
    unsubscribe()
    job.warn(FINDING)
    assert events == [
        PhaseBegan("copy", 2, "files"),
        FindingSeen(FINDING),
        PhaseEnded("copy", 2, "files", 2.0, True),
        JobFinished(Outcome.DONE, None, 2.0),
    ]


def test_how_a_job_ended_is_told() -> None:
    def ended(work: object) -> JobFinished:
        job = Job("restore")
        events: list[JobEvent] = []
        job.subscribe(events.append)
        with pytest.raises((Cancelled, BackupError, ZeroDivisionError)):
            job.run(work)  # type: ignore[arg-type]
        last = events[-1]
        assert isinstance(last, JobFinished)
        return last

    def cancels(job: Job) -> None:
        job.token.cancel()
        job.check()

    def fails(job: Job) -> None:
        with job.phase("copy"):
            raise BackupError("the source went away")

    assert ended(cancels).outcome is Outcome.CANCELLED
    assert ended(fails).outcome is Outcome.FAILED
    assert isinstance(ended(lambda job: 1 // 0).error, ZeroDivisionError)


def test_a_failed_phase_is_not_called_completed() -> None:
    job = Job()
    events: list[JobEvent] = []
    job.subscribe(events.append)
    with pytest.raises(BackupError), job.phase("copy"):
        raise BackupError("no")
    assert isinstance(events[-1], PhaseEnded)
    assert not events[-1].completed


def test_a_broken_subscriber_never_stops_the_work(caplog: pytest.LogCaptureFixture) -> None:
    job = Job()
    calls = []

    def broken(event: JobEvent) -> None:
        calls.append(event)
        raise RuntimeError("window closed")

    heard: list[JobEvent] = []
    job.subscribe(broken)
    job.subscribe(heard.append)
    with caplog.at_level(logging.ERROR), job.phase("copy"):
        pass
    assert len(calls) == 1
    assert len(heard) == 2
    assert "is not called again" in caplog.text


def test_cancel_is_heard_at_every_door() -> None:
    token = CancelToken()
    job = Job("verify", token=token)
    token.cancel()
    for door in (job.check, lambda: job.advance(1), lambda: job.phase("x").__enter__()):
        with pytest.raises(Cancelled, match="verify was cancelled") as caught:
            door()
        assert caught.value.exit_status == 3
        assert "Nothing half-made was left behind" in str(caught.value)


def test_cancel_wakes_a_waiting_worker_at_once() -> None:
    token = CancelToken()
    threading.Timer(0.05, token.cancel).start()
    with within(1):
        assert token.wait(LONG)


def test_check_is_cheap() -> None:
    job = Job()
    began = time.thread_time()
    for _ in range(10_000):
        job.check()
    assert time.thread_time() - began < 0.5  # 50 µs each would already be far too slow


def test_advance_from_many_threads_counts_everything() -> None:
    job = Job()
    with job.phase("copy", total=8000):
        threads = [threading.Thread(target=lambda: [job.advance(1) for _ in range(1000)]) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert job.progress.done == 8000


def test_a_background_run_gives_the_result_or_the_error() -> None:
    before = threading.active_count()
    assert BackgroundRun(Job(), lambda job: 42).result() == 42
    with pytest.raises(BackupError):
        BackgroundRun(Job(), _fail).result()
    assert threading.active_count() == before


def _fail(job: Job) -> None:
    raise BackupError("no")


def test_a_background_run_is_cancelled_within_a_second() -> None:
    started = threading.Event()

    def work(job: Job) -> None:
        started.set()
        while True:
            job.check()
            job.token.wait(0.2)

    run = BackgroundRun(Job("backup"), work)
    assert started.wait(LONG)
    assert not run.wait(0.01)
    with within(1):
        run.job.token.cancel()
        with pytest.raises(Cancelled):
            run.result()
