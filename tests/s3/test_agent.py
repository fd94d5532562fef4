"""The agent on a bucket, and on one that never answers."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.agent.service import Place, wait_for
from tests.durability.scenes import verify
from tests.s3.proxy import Mishap, Weather, proxy_before
from tests.s3.server import Server

from pagewake.repository.locks import AGENT
from pagewake.repository.repository import Repository
from pagewake.stores.s3.options import S3Options
from pagewake.stores.s3.place import S3Place
from pagewake.stores.s3.store import S3Store

REACHED = 'endpoint = "{}"\npath-style = true\n'


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path, incremental="2s")
    yield place
    place.clean_up()


@pytest.mark.torture
def test_on_a_bucket(s3_server: Server, s3_place: S3Place, shop: Place) -> None:
    with closing(S3Store(s3_place, S3Options(endpoint=s3_server.endpoint))) as store:
        repository = Repository.create(store)
        shop.bucket, shop.reached = s3_place.location, REACHED.format(s3_server.endpoint)
        agent = shop.make().listening_agent()
        wait_for(lambda: agent.done("backup") >= 2 and agent.done("drill") and agent.done("prune"))
        wait_for(lambda: agent.value("pagewake_repository_objects") > 3)
        began = time.monotonic()
        assert agent.stop() == 0
        assert time.monotonic() - began < 6
        repository.refresh()
        assert len(repository.backups("shop")) >= 2
        assert repository.locks.live(AGENT) == ()


@pytest.mark.torture
@pytest.mark.usefixtures("aws_environment")
def test_on_a_bucket_that_never_answers(shop: Place) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=64) as silent:
        shop.bucket = "s3://bucket/prefix"
        shop.reached = REACHED.format(f"http://127.0.0.1:{silent.getsockname()[1]}")
        agent = shop.make().listening_agent()
        time.sleep(1.5)
        assert agent.get("/healthz") == (200, "ok\n")
        assert agent.value("pagewake_build_info") == 1
        began = time.monotonic()
        assert agent.stop() == 0
        assert time.monotonic() - began < 8


@pytest.mark.torture
@pytest.mark.timeout(900)
def test_a_bucket_that_is_away_for_longer_than_anybody_waits(
    s3_server: Server, s3_place: S3Place, shop: Place
) -> None:
    """Everything that runs gives up, and is said to have; the agent goes on, and so does its work afterwards."""
    with (
        proxy_before(s3_server.endpoint) as proxy,
        closing(S3Store(s3_place, S3Options(endpoint=s3_server.endpoint))) as store,
    ):
        repository = Repository.create(store)
        shop.bucket, shop.reached = s3_place.location, REACHED.format(proxy.endpoint)
        agent = shop.make().listening_agent()
        wait_for(lambda: agent.done("backup") >= 2)
        assert agent.value("pagewake_repository_up") == 1
        proxy.weather = Weather(rate=1.0, mishaps=(Mishap.RESET_BEFORE,))
        wait_for(lambda: agent.value("pagewake_repository_up") == 0, 400)
        assert agent.get("/healthz") == (200, "ok\n")
        proxy.weather = Weather()
        done = agent.done("backup")
        wait_for(lambda: agent.value("pagewake_repository_up") == 1 and agent.done("backup") > done + 1, 400)
        assert agent.stop() == 0
        repository.refresh()
        assert len(repository.backups("shop")) >= 4
        assert repository.locks.live(AGENT) == ()
        assert verify(repository).findings == ()
