"""Fixtures: PostgreSQL servers of the versions that this machine has.

A test that takes `installation` (or `server`) runs on 15 and 18 in `./pw test`, and on 13-18 in `./pw torture`.
`rig.server(installation, ...)` makes servers of other shapes; all are gone when the test is.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.postgres.command import Pagewake
from tests.postgres.installations import MAJORS, Installation, installations
from tests.postgres.servers import Rig, Server

FAST = (15, 18)
EVERY = [
    *(pytest.param(major, id=f"pg{major}") for major in FAST),
    *(pytest.param(major, id=f"torture-pg{major}", marks=pytest.mark.torture) for major in MAJORS),
]


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
