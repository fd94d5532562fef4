"""Places for agents that are cleaned up whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.agent.service import Place


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Callable[..., Place]]:
    """Makes a place in the test's directory."""
    made: list[Place] = []

    def make(**options: str) -> Place:
        made.append(Place(tmp_path, **options).make())
        return made[-1]

    yield make
    for one in made:
        one.clean_up()
