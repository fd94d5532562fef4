"""Backups, prunes and expiries as processes of their own on one directory, killed at random: nothing needed is lost."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from tests.durability.arena import Arena, fight
from tests.faults import FaultyDisk

from pagewake.repository import repository as repository_module
from pagewake.stores.base import Store
from pagewake.stores.local import LocalStore

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


def store_at(directory: Path) -> Store:
    """The store; its disk does not wait for the real one, which a kill does not need."""
    return LocalStore(directory, FaultyDisk())


@pytest.fixture(autouse=True)
def _one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """All processes are on this machine: nothing is spared for clocks that differ."""
    monkeypatch.setattr(repository_module, "CLOCK_SKEW", timedelta(0))


def test_processes_that_fight_and_die(tmp_path: Path) -> None:
    fight(Arena(tmp_path, 1, partial(store_at, tmp_path / "repository")), rounds=4)


@pytest.mark.torture
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(2, 6))
def test_many_processes_that_fight_and_die(tmp_path: Path, seed: int) -> None:
    fight(Arena(tmp_path, seed, partial(store_at, tmp_path / "repository")), rounds=50)
