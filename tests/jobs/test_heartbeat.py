"""The heartbeat beats while work goes on, survives failures that it may survive, and stops with the work."""

from __future__ import annotations

import threading
import time

import pytest
from tests.patience import LONG

from pagewake.errors import StoreUnavailable
from pagewake.jobs.heartbeat import Heartbeat


class Beats:
    """Counts beats; the first `failures` of them raise."""

    def __init__(self, failures: int = 0, error: Exception | None = None) -> None:
        self.count = 0
        self.failures = failures
        self.error = error or StoreUnavailable("the store does not answer")
        self.enough = threading.Event()

    def __call__(self) -> None:
        self.count += 1
        if self.count == self.failures + 3:
            self.enough.set()
        if self.count <= self.failures:
            raise self.error

    def wait_for_one(self) -> str:
        while not self.count:
            time.sleep(0.001)
        return "one"


def test_it_beats_until_the_work_ends() -> None:
    beats = Beats()
    with Heartbeat(beats, interval=0.001):
        assert beats.enough.wait(LONG)
    count = beats.count
    time.sleep(0.01)
    assert not [thread for thread in threading.enumerate() if thread.name == "pagewake-heartbeat"]
    assert beats.count == count


def test_it_does_not_beat_before_its_time() -> None:
    beats = Beats()
    with Heartbeat(beats, interval=3600):
        assert not beats.enough.wait(0.02)
    assert beats.count == 0


def test_a_failed_beat_is_tried_again() -> None:
    beats = Beats(failures=4)
    with Heartbeat(beats, interval=0.004) as heartbeat:
        assert beats.enough.wait(LONG)
    assert heartbeat.failure is None
    failing = Beats(failures=10**9)
    with Heartbeat(failing, interval=0.001) as heartbeat:
        while failing.count < 3:
            time.sleep(0.001)
    assert heartbeat.failure is failing.error


def test_a_defect_is_raised_where_the_work_is() -> None:
    beats = Beats(failures=1, error=ZeroDivisionError("defect"))
    with pytest.raises(ZeroDivisionError), Heartbeat(beats, interval=0.001):
        beats.wait_for_one()
    assert beats.count == 1


def test_an_error_of_the_work_comes_first() -> None:
    beats = Beats(failures=1, error=ZeroDivisionError("defect"))
    with pytest.raises(KeyError), Heartbeat(beats, interval=0.001):
        {}[beats.wait_for_one()]
