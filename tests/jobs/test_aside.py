"""Work on a thread beside: in order, its errors told once, and no thread left."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from pagewake.jobs import Aside, beside


def failing(error: Exception) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


def test_work_is_done_in_order_on_one_other_thread() -> None:
    aside, seen = Aside("test-aside"), list[tuple[int, str]]()
    for number in range(5):
        aside.begin(lambda number=number: seen.append((number, threading.current_thread().name)))  # type: ignore[misc]
    aside.wait()
    assert [number for number, _ in seen] == list(range(5))
    assert {name for _, name in seen} == {"test-aside_0"}
    aside.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("test-aside")]


def test_the_first_error_is_raised_once_and_not_forgotten_meanwhile() -> None:
    aside = Aside()
    aside.begin(failing(ValueError("first")))
    aside.begin(failing(KeyError("second")))
    aside.begin(lambda: None)
    with pytest.raises(ValueError, match="first"):
        aside.wait()
    aside.wait()
    aside.close()


def test_it_says_how_much_is_not_done() -> None:
    aside, go = Aside(), threading.Event()
    for _ in range(2):
        aside.begin(lambda: go.wait(10) and None)
    assert len(aside) == 2
    go.set()
    aside.wait()
    assert len(aside) == 0
    aside.close()


def test_beside_waits_and_the_blocks_own_error_goes_first() -> None:
    seen: list[str] = []
    with beside(lambda: seen.append("aside")):
        seen.append("block")
    assert sorted(seen) == ["aside", "block"]
    with pytest.raises(ValueError, match="aside"), beside(failing(ValueError("aside"))):
        pass
    with pytest.raises(KeyError), beside(failing(ValueError("aside"))):
        raise KeyError
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("aside")]
