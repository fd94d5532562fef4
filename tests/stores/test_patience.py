"""Pauses between tries: they grow, differ between clients, and end in time."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pagewake.stores.patience import Patience


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.pauses: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


@settings(max_examples=40, deadline=None)
@given(chances=st.lists(st.floats(0, 1, exclude_max=True), min_size=30, max_size=30))
def test_pauses_grow_differ_and_end(chances: list[float]) -> None:
    time, chance = Time(), iter(chances)
    patience = Patience(60, 1, 8, clock=time, sleep=time.sleep, chance=lambda: next(chance, 0.5))
    tries = 1
    for again in patience.pauses():
        if not again:
            break
        tries += 1
    assert 60 - 8 < time.now <= 60
    for number, pause in enumerate(time.pauses):
        bound = min(8, 2**number)
        assert bound / 2 <= pause <= bound
    assert tries == len(time.pauses) + 1
