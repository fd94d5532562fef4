"""The worker pool: ordered, bounded, stopped by the first error, and never a thread left behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from itertools import count as endless

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.patience import LONG, within

from pagewake.errors import Cancelled, SourceUnreadable
from pagewake.jobs import Job, WorkerPool


@pytest.fixture(autouse=True)
def _no_thread_left_behind() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert [thread for thread in threading.enumerate() if thread not in before] == []


@settings(max_examples=40, deadline=None)
@given(count=st.integers(0, 40), workers=st.integers(-1, 6), ahead=st.integers(0, 4))
def test_results_come_in_the_order_of_the_tasks(count: int, workers: int, ahead: int) -> None:
    def work(task: int) -> int:
        time.sleep((task * 7 % 5) * 0.0002)
        return task * task

    pool = WorkerPool(workers)
    assert list(pool.map_ordered(work, range(count), Job(), ahead=ahead)) == [n * n for n in range(count)]


def test_only_a_few_tasks_are_held_at_a_time() -> None:
    taken = 0
    held = 0

    def tasks() -> Iterator[int]:
        nonlocal taken, held
        for number in range(200):
            taken += 1
            held = max(held, taken - yielded)
            yield number

    yielded = 0
    for _ in WorkerPool(3).map_ordered(lambda task: task, tasks(), Job(), ahead=2):
        yielded += 1
    assert yielded == 200
    assert held <= 3 + 2 + 1


def test_the_first_error_in_time_stops_everything() -> None:
    begun = []
    release = threading.Event()

    def work(task: int) -> int:
        begun.append(task)
        if task == 0:
            release.wait(LONG)
        if task == 1:
            release.set()
            raise SourceUnreadable("the file went away", object_name="pages.db")
        return task

    with pytest.raises(SourceUnreadable, match="went away"):
        list(WorkerPool(2).map_ordered(work, range(1000), Job()))
    assert len(begun) <= 2 + 2 + 1, "those held, and one in the place of the first, whose result was taken"


def test_cancel_stops_a_pool_within_a_second() -> None:
    job = Job("backup")
    done = []

    def work(task: int) -> int:
        if task == 5:
            job.token.cancel()
        job.token.wait(0.01)
        job.check()
        return task

    with within(1), pytest.raises(Cancelled):
        done.extend(WorkerPool(2).map_ordered(work, range(100_000), job))
    assert done == sorted(done)
    assert len(done) <= 6


def test_an_error_of_the_task_list_is_raised_and_leaves_nothing() -> None:
    def tasks() -> Iterator[int]:
        yield 1
        raise ValueError("the listing broke")

    with pytest.raises(ValueError, match="listing broke"):
        list(WorkerPool(2).map_ordered(lambda task: task, tasks(), Job()))


def test_a_consumer_that_stops_early_leaves_nothing_running() -> None:
    begun = []

    def work(task: int) -> int:
        begun.append(task)
        return task

    results = WorkerPool(2).map_ordered(work, range(1000), Job())
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert len(begun) <= 5


@settings(max_examples=30, deadline=None)
@given(count=st.integers(0, 40), workers=st.integers(-1, 6), ahead=st.integers(0, 4))
def test_results_as_they_are_done_are_all_there(count: int, workers: int, ahead: int) -> None:
    results = WorkerPool(workers).map_as_done(lambda task: task * task, range(count), Job(), ahead=ahead)
    assert sorted(results) == [n * n for n in range(count)]


def test_a_long_task_holds_up_no_others() -> None:
    release = threading.Event()

    def work(task: int) -> int:
        if task == 0:
            assert release.wait(LONG)
        return task

    seen = []
    for result in WorkerPool(2).map_as_done(work, range(50), Job()):
        seen.append(result)
        if len(seen) == 49:
            release.set()
    assert sorted(seen) == list(range(50))
    assert seen[-1] == 0


def test_only_a_few_tasks_are_held_when_results_come_as_they_are_done() -> None:
    taken = yielded = held = 0

    def tasks() -> Iterator[int]:
        nonlocal taken, held
        for number in range(200):
            taken += 1
            held = max(held, taken - yielded)
            yield number

    for _ in WorkerPool(3).map_as_done(lambda task: task, tasks(), Job(), ahead=2):
        yielded += 1
    assert yielded == 200
    assert held <= 3 + 2 + 1


def test_errors_cancel_and_closing_stop_results_as_they_are_done() -> None:
    begun = []
    job = Job("restore")

    def work(task: int) -> int:
        begun.append(task)
        if task == 3:
            raise SourceUnreadable("the file went away", object_name="pages.db")
        return task

    with pytest.raises(SourceUnreadable, match="went away"):
        # How many others are done between the error and the moment it is heard is a matter of luck: but it ends.
        list(WorkerPool(2).map_as_done(work, endless(), job))
    begun.clear()
    results = WorkerPool(2).map_as_done(lambda task: begun.append(task), range(1000), job)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert len(begun) <= 5
    job.token.cancel()
    with pytest.raises(Cancelled):
        list(WorkerPool(2).map_as_done(lambda task: task, range(1000), job))
