"""Work on a repository in a bucket, through a network and a server that fail by chance.

A few schedules in the fast suite, a thousand in torture. However a schedule ends, what can be seen without the bad
weather afterwards is a valid repository, from which every backup is restored with the bytes that the test knows; and
the same work succeeds when it is done again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.durability import scenes
from tests.durability.deeds import DEEDS, Deed
from tests.durability.scenes import AFTER_A_CRASH, Scene, later
from tests.s3.fixtures import QUICK
from tests.s3.proxy import AGAIN, Mishap, Proxy, Weather, proxy_before
from tests.s3.server import Server

from pagewake.errors import PagewakeError
from pagewake.repository import packs
from pagewake.stores.memory import MemoryStore
from pagewake.stores.patience import Patience
from pagewake.stores.s3 import requests
from pagewake.stores.s3.options import S3Options
from pagewake.stores.s3.place import S3Place
from pagewake.stores.s3.store import S3Store

FAST, MANY = (1, 2), 1000


@pytest.fixture(autouse=True)
def _small_and_hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "PACK_BYTES", scenes.PACK_BYTES)
    monkeypatch.setattr(requests, "READ_SECONDS", 0.25)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packs, "PACK_BYTES", scenes.PACK_BYTES)
        return Scene(tmp_path_factory.mktemp("scene"), encrypted=True)


@pytest.fixture
def proxy(s3_server: Server) -> Iterator[Proxy]:
    with proxy_before(s3_server.endpoint) as found:
        yield found


def store_at(place: S3Place, endpoint: str, patience: Patience = QUICK) -> S3Store:
    return S3Store(place, S3Options(endpoint=endpoint, region="us-east-1"), patience=patience)


def upload(base: MemoryStore, store: S3Store) -> None:
    store.prepare()
    for info in base.list():
        store.put(info.key, base.read(info.key))


def download(store: S3Store) -> MemoryStore:
    copy = MemoryStore(store.location)
    for info in store.list():
        copy.put(info.key, store.read(info.key))
    return copy


def run_schedule(seed: int, scene: Scene, server: Server, proxy: Proxy) -> list[Mishap]:
    """One piece of work in bad weather; what is there afterwards, and the same work in good weather."""
    deed: Deed = DEEDS[seed % len(DEEDS)](scene)
    place = S3Place(server.bucket(), server.new_prefix())
    clear = store_at(place, server.endpoint)
    upload(deed.base, clear)
    proxy.listings.clear()
    mishaps = tuple(Mishap) if seed % 3 == 0 else AGAIN
    proxy.weather = Weather(seed, (0.05, 0.15, 0.4)[seed % 3], mishaps)
    # The patience is short, so that some work is given up.
    stormy = store_at(place, proxy.endpoint, replace(QUICK, deadline=(0.3, 2.0)[seed % 2]))
    try:
        deed.do(stormy, later())
    except PagewakeError as error:
        assert error.what and (error.advice or error.meaning)
    finally:
        log, proxy.weather = proxy.weather.log, Weather()
        stormy.close()
    what = f"seed {seed}, {deed.name}: {[(method, one.name) for method, _, one in log]}"
    try:
        after = download(clear)
        scene.check(after, may_be_gone=deed.may_be_gone, restore=True)
        deed.do(clear, AFTER_A_CRASH)
        scene.check(download(clear), now=later(hours=8), may_be_gone=deed.may_be_gone, restore=True)
    except BaseException as error:
        error.add_note(what)
        raise
    finally:
        clear.close()
    return [mishap for _, _, mishap in log]


def test_some_schedules_end_with_a_valid_repository(scene: Scene, s3_server: Server, proxy: Proxy) -> None:
    met = [mishap for seed in FAST for mishap in run_schedule(seed, scene, s3_server, proxy)]
    assert len(set(met)) >= 5, met


@pytest.mark.torture
@pytest.mark.timeout(7200)
def test_many_schedules_end_with_a_valid_repository(scene: Scene, s3_server: Server, proxy: Proxy) -> None:
    met = [mishap for seed in range(MANY) for mishap in run_schedule(seed, scene, s3_server, proxy)]
    assert set(met) == set(Mishap)
