"""Fixtures: PostgreSQL servers of the versions that this machine has.

A test that takes `installation` (or `server`) runs on 13-18 in `./pw torture`. In `./pw test` it runs on 15 or on 18,
one module on the one and the next on the other, or on both where it is marked `both`; one that is marked `long` runs
in torture only. `rig.server(installation, ...)` makes servers of other shapes; all are gone when the test is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.postgres.command import Pagewake
from tests.postgres.installations import MAJORS, Installation, installations
from tests.postgres.servers import Rig, Server

FAST = (15, 18)
EVERY = [
    *(pytest.param(major, id=f"pg{major}") for major in FAST),
    *(pytest.param(major, id=f"torture-pg{major}", marks=pytest.mark.torture) for major in MAJORS),
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the fast suite fast: see the top of this file."""
    in_torture = {_function_of(item) for item in items if "torture-pg" in item.name}
    dropped = [item for item in items if _function_of(item) in in_torture and _is_left_to_torture(item)]
    items[:] = [item for item in items if item not in set(dropped)]
    config.hook.pytest_deselected(items=dropped)


def _function_of(item: pytest.Item) -> tuple[Path, str]:
    return item.path, item.name.partition("[")[0]


def _is_left_to_torture(item: pytest.Item) -> bool:
    """Whether a test on one of the fast versions is left to its namesake in the torture suite."""
    versions = re.findall(r"(torture-)?pg(\d+)", item.name)
    if item.path.parent != Path(__file__).parent or not versions or versions[0][0]:
        return False
    if item.get_closest_marker("long"):
        return True
    kept = FAST[sum(item.path.name.encode()) % len(FAST)]
    return int(versions[0][1]) != kept and not item.get_closest_marker("both")


def installation_of(major: int) -> Installation:
    """The installation of a major; skips the test where there is none."""
    found = installations().get(major)
    if found is None:
        pytest.skip(f"no PostgreSQL {major} here: python tests/postgres/obtain.py {major}")
    return found


@pytest.fixture(params=EVERY)
def installation(request: pytest.FixtureRequest) -> Installation:
    """An installed PostgreSQL: 15 and 18, in torture 13-18."""
    return installation_of(request.param)


@pytest.fixture(scope="session")
def _templates() -> Iterator[Rig]:
    with Rig() as rig:
        yield rig


@pytest.fixture
def rig(_templates: Rig) -> Iterator[Rig]:
    """Makes servers and directories that are gone after the test."""
    with Rig(_templates) as rig:
        yield rig


@pytest.fixture
def server(rig: Rig, installation: Installation) -> Server:
    """A running server with page checksums and 16 MiB segments."""
    return rig.server(installation)


@pytest.fixture
def pagewake(rig: Rig) -> Pagewake:
    """The command line with an empty repository."""
    return Pagewake(rig)
