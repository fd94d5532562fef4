"""Work on a repository in a bucket, through a network and a server that fail by chance.

A few schedules in the fast suite, a thousand in torture, in shards that can be run and repeated on their own:

    pytest -m torture tests/s3/test_weather.py                              all of them, 25 a test
    pytest -m torture tests/s3/test_weather.py -k 300-324                   one shard
    PAGEWAKE_SEEDS=417-417 pytest -m torture tests/s3/test_weather.py       one schedule, as a failure names it

However a schedule ends, what can be seen without the bad weather afterwards is a valid repository, from which every
backup is restored with the bytes that the test knows; and the same work succeeds when it is done again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from tests.durability import scenes
from tests.durability.deeds import DEEDS, Deed, copying_in, copying_out, restoring
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

FAST, MANY, SHARD = (1, 26), 1000, 25
OTHERS = (copying_in, copying_out, restoring)
WORK: tuple[Callable[[Scene], Deed], ...] = (*DEEDS, *OTHERS)
GETS_THROUGH = 13
"""A seed of moderate weather."""
IN_STORMS = replace(QUICK, longest_pause=0.3)
RATES, DEADLINES = (0.05, 0.15, 0.4), (0.3, 2.0)
"""How bad the weather is, and how long the work has patience; it is short, so that some of it is given up."""


def shards() -> list[range]:
    """The seeds of torture, or those that PAGEWAKE_SEEDS says (`first-last`), a shard at a time."""
    first, _, last = os.environ.get("PAGEWAKE_SEEDS", f"0-{MANY - 1}").partition("-")
    end = int(last or first) + 1
    return [range(begin, min(begin + SHARD, end)) for begin in range(int(first), end, SHARD)]


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "PACK_BYTES", scenes.PACK_BYTES)


@contextmanager
def hasty() -> Iterator[None]:
    """A store that makes its first request in here waits less long for an answer than a mishap keeps silent.

    Others wait as long as ever: how busy the machine is must not decide what is seen in clear weather.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(requests, "READ_SECONDS", 0.25)
        yield


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


def run_schedule(
    seed: int, scene: Scene, server: Server, proxy: Proxy, deed: Deed | None = None
) -> list[Mishap]:
    """One piece of work in bad weather; what is there afterwards, and the same work in good weather.

    A `deed` that is named has so much patience that it gets through.
    """
    kind, which = divmod(seed, len(WORK))
    named, deed = deed is not None, deed or WORK[which](scene)
    place = S3Place(server.bucket(), server.new_prefix())
    clear = store_at(place, server.endpoint)
    upload(deed.base, clear)
    proxy.listings.clear()
    mishaps = tuple(Mishap) if seed % 5 == 0 and not named else AGAIN
    proxy.weather = Weather(seed, RATES[kind % len(RATES)], mishaps)
    patience = replace(IN_STORMS, deadline=DEADLINES[kind // len(RATES) % len(DEADLINES)])
    patience = replace(QUICK, deadline=60.0, longest_pause=0.05) if named else patience
    stormy = store_at(place, proxy.endpoint, patience)
    try:
        with hasty():
            deed.do(stormy, later())
    except PagewakeError as error:
        assert not named, error
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
    assert met, "how many and which depends on how soon it is given up, and so on how busy the machine is"


@pytest.mark.parametrize("work", OTHERS)
def test_a_copy_and_a_restore_get_through(
    scene: Scene, s3_server: Server, proxy: Proxy, work: Callable[[Scene], Deed]
) -> None:
    """Every tenth request fails, and all of them are tried again: nothing is given up, nothing is wrong."""
    met = run_schedule(GETS_THROUGH, scene, s3_server, proxy, work(scene))
    assert len(set(met)) >= 3, met


@pytest.mark.torture
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seeds", shards(), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_many_schedules_end_with_a_valid_repository(
    scene: Scene, s3_server: Server, proxy: Proxy, seeds: range
) -> None:
    met = [mishap for seed in seeds for mishap in run_schedule(seed, scene, s3_server, proxy)]
    assert len(seeds) < SHARD or len(set(met)) >= len(Mishap) - 2, met
