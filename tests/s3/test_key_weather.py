"""Changes of keys in a bucket, through a network and a server that fail by chance: nobody is ever locked out.

pytest -m torture tests/s3/test_key_weather.py                      140 schedules, 20 a test
PAGEWAKE_SEEDS=41-41 pytest -m torture tests/s3/test_key_weather.py  one of them, as a failure names it
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
from tests.durability.scenes import AFTER_A_CRASH, Scene, backup, later, restored_pages
from tests.durability.test_key_changes import CHANGES, HERS, keeper, look
from tests.s3.proxy import AGAIN, Mishap, Proxy, Weather, proxy_before
from tests.s3.server import Server
from tests.s3.test_weather import DEADLINES, IN_STORMS, RATES, download, hasty, store_at, upload

from pagewake.clock import now as clock_now
from pagewake.errors import PagewakeError
from pagewake.repository.key_keeper import key_state
from pagewake.stores.s3.place import S3Place

FAST, MANY, SHARD = (14, 18), 140, 20


def shards() -> list[range]:
    """The seeds of torture, or those that PAGEWAKE_SEEDS says (`first-last`), a shard at a time."""
    first, _, last = os.environ.get("PAGEWAKE_SEEDS", f"0-{MANY - 1}").partition("-")
    end = int(last or first) + 1
    return [range(begin, min(begin + SHARD, end)) for begin in range(int(first), end, SHARD)]


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A scene with two passphrases, and the key rotated once."""
    scene = Scene(tmp_path_factory.mktemp("scene"), encrypted=True)
    keeper(scene.store).add(HERS, label="hers")
    keeper(scene.store).rotate()
    return scene


@pytest.fixture
def proxy(s3_server: Server) -> Iterator[Proxy]:
    with proxy_before(s3_server.endpoint) as found:
        yield found


def run_schedule(seed: int, scene: Scene, server: Server, proxy: Proxy) -> list[Mishap]:
    """One change in bad weather; who gets in afterwards, and a backup and a rotation in good weather."""
    kind, which = divmod(seed, len(CHANGES))
    change = CHANGES[which]
    place = S3Place(server.bucket(), server.new_prefix())
    clear = store_at(place, server.endpoint)
    upload(scene.store, clear)
    proxy.listings.clear()
    mishaps = tuple(Mishap) if seed % 5 == 0 else AGAIN
    proxy.weather = Weather(seed, RATES[kind % len(RATES)], mishaps)
    patience = replace(IN_STORMS, deadline=DEADLINES[kind // len(RATES) % len(DEADLINES)])
    stormy = store_at(place, proxy.endpoint, patience)
    try:
        with hasty(), suppress(PagewakeError):
            change.do(stormy, clock_now)
    finally:
        log, proxy.weather = proxy.weather.log, Weather()
        stormy.close()
    try:
        look(scene, change, download(clear), restore=False)
        made = backup(scene.open(clear, later(hours=2)), scene.database, "incremental").backup
        generation = key_state(clear).generation
        assert keeper(clear, AFTER_A_CRASH).rotate() == generation + 1
        state, after = key_state(clear), download(clear)
        assert state.whole and state.damaged == ()
        assert len(list(after.list("keys/"))) == 2 + len(state.slots)
        look(scene, change, after, restore=seed % 4 == 0)
        assert restored_pages(scene.open(after), made.id) == scene.now_pages
    except BaseException as error:
        error.add_note(f"seed {seed}, {change.name}: {[(method, one.name) for method, _, one in log]}")
        raise
    finally:
        clear.close()
    return [mishap for _, _, mishap in log]


def test_some_changes_of_keys_in_bad_weather(encrypted: Scene, s3_server: Server, proxy: Proxy) -> None:
    met = [mishap for seed in FAST for mishap in run_schedule(seed, encrypted, s3_server, proxy)]
    assert met


@pytest.mark.torture
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seeds", shards(), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_many_changes_of_keys_in_bad_weather(
    encrypted: Scene, s3_server: Server, proxy: Proxy, seeds: range
) -> None:
    met = [mishap for seed in seeds for mishap in run_schedule(seed, encrypted, s3_server, proxy)]
    assert len(seeds) < SHARD or len(set(met)) >= 7, met
