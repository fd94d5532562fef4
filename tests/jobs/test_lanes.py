"""Tasks beside a piece of work: how many at once, in which order, and how errors and giving up are heard."""

from __future__ import annotations

import threading
import time

import pytest
from tests.patience import LONG, until, within

from pagewake.jobs.lanes import Lanes


def test_results_come_in_order_and_few_are_held_at_once() -> None:
    held: list[int] = []
    most: list[int] = []
    slots = threading.BoundedSemaphore(3)
    lanes: list[Lanes[int]] = [Lanes(slots, 3), Lanes(slots, 3)]

    def task(number: int) -> int:
        held.append(number)
        most.append(len(held))
        time.sleep(0.002 * (number % 3))
        held.remove(number)
        return number

    for number in range(40):
        lanes[number % 2].add(lambda number=number: task(number))  # type: ignore[misc]
    assert lanes[0].finish() == list(range(0, 40, 2))
    assert lanes[1].finish() == list(range(1, 40, 2))
    assert max(most) <= 3
    assert all(slots.acquire(blocking=False) for _ in range(3))


def test_an_error_stops_what_comes_after_it() -> None:
    slots = threading.BoundedSemaphore(1)
    lanes: Lanes[None] = Lanes(slots, 2)

    def fail() -> None:
        raise ValueError("no")

    def add_more() -> None:
        for _ in range(3):
            lanes.add(lambda: None)

    lanes.add(fail)
    with pytest.raises(ValueError, match="no"):
        add_more()
    with pytest.raises(ValueError, match="no"):
        lanes.finish()
    assert slots.acquire(blocking=False)


def test_giving_up_does_not_wait_and_leaves_no_slot_taken() -> None:
    slots = threading.BoundedSemaphore(4)
    lanes: Lanes[bool] = Lanes(slots, 2, name="given-up")
    begun = threading.Event()

    def wait() -> bool:
        begun.set()
        return lanes.stop.wait(LONG)

    for _ in range(4):
        lanes.add(wait)
    assert begun.wait(LONG)
    with within(1):
        lanes.cancel()
    until(lambda: not any(one.name.startswith("given-up") for one in threading.enumerate()))
    assert all(slots.acquire(blocking=False) for _ in range(4))
