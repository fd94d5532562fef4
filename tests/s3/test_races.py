"""Backups of two sources, prunes and expiries as processes that fight over one bucket and are killed at random."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from tests.durability import scenes
from tests.durability.arena import Arena, fight
from tests.s3.fixtures import QUICK
from tests.s3.server import REGION, Server

from pagewake.repository import packs
from pagewake.repository import repository as repository_module
from pagewake.stores.base import PreparedStore, Store
from pagewake.stores.s3.options import S3Options
from pagewake.stores.s3.place import S3Place
from pagewake.stores.s3.store import S3Store

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
SKEW = timedelta(seconds=2)
"""All processes are on this machine; the server tells whole seconds."""


@pytest.fixture(autouse=True)
def _one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repository_module, "CLOCK_SKEW", SKEW)
    monkeypatch.setattr(packs, "PACK_BYTES", scenes.PACK_BYTES)


def store_at(place: S3Place, endpoint: str) -> Store:
    """A store of its own for each process: connections do not survive a fork."""
    return S3Store(place, S3Options(endpoint=endpoint, region=REGION), patience=QUICK)


def arena(root: Path, seed: int, server: Server) -> Arena:
    place = S3Place(server.bucket(), server.new_prefix())
    opened = partial(store_at, place, server.endpoint)
    store = opened()
    assert isinstance(store, PreparedStore)
    found = Arena(root, seed, opened, longest_life=2.5)
    found.settle = 2 * SKEW.total_seconds()
    return found


def test_processes_that_fight_over_a_bucket(tmp_path: Path, s3_server: Server) -> None:
    """One round; what the end of it is, torture looks at."""
    small = arena(tmp_path, 1, s3_server)
    small.round()
    small.check(restore=True)
    small.close()


@pytest.mark.torture
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", range(2, 6))
def test_many_processes_that_fight_over_a_bucket(tmp_path: Path, s3_server: Server, seed: int) -> None:
    fight(arena(tmp_path, seed, s3_server), rounds=50)
