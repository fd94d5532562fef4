"""More of what somebody can seal into a repository: notes, names that act on a terminal, and very many entries."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from tests.durability.scenes import Scene, backup, fork, verify
from tests.durability.test_hostile_tables import FORGED, Forge, bounded, row

from pagewake.checking.run import run_check
from pagewake.checking.survey import room_of
from pagewake.cli.commands.repo_check import _affected_lines
from pagewake.engines.neuroquantum import ENGINE
from pagewake.errors import ObjectCorrupt, PagewakeError
from pagewake.jobs import Job
from pagewake.repository.quarantine import Quarantine
from pagewake.repository.suspects import Suspects
from pagewake.stores.memory import MemoryStore

NAME = "ab" * 16


@pytest.fixture
def forge(scene: Scene) -> Forge:
    return Forge(scene)


def test_notes_with_any_byte_changed_end_in_our_errors(scene: Scene) -> None:
    store = MemoryStore()
    sealer = scene.open(scene.store).sealer
    suspects, quarantine = Suspects(store, sealer), Quarantine(store, sealer)
    suspects.note({NAME: "a bad sector"}, datetime(2026, 1, 1, tzinfo=UTC))
    store.put("index/one", b"damaged")
    place = quarantine.keep("index/one", "for a test", datetime(2026, 1, 1, tzinfo=UTC))
    assert place is not None
    chance = random.Random(9)
    for key, read in (
        (f"suspect/{NAME}", lambda: suspects.read(NAME)),
        (f"{place}.note", lambda: quarantine.note(place)),
    ):
        payload = sealer.open_object(key, store.read(key))
        for _ in range(300):
            changed = bytearray(payload)
            for _ in range(chance.randrange(1, 4)):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            store.put(key, sealer.seal_object(key, bytes(changed)), replace=True)
            try:
                read()
            except PagewakeError as error:
                assert key in str(error)


def test_a_note_that_opens_to_more_than_it_may_is_refused_before_it_is_opened(scene: Scene) -> None:
    store, sealer = MemoryStore(), scene.open(scene.store).sealer
    key = f"suspect/{NAME}"
    bomb = sealer.seal_object(key, b" " * (64 << 20))
    assert len(bomb) < 1 << 20
    store.put(key, bomb)
    with bounded(4 << 20), pytest.raises(ObjectCorrupt):
        Suspects(store, sealer).read(NAME)


def test_notes_on_packs_that_never_were_cost_little(scene: Scene) -> None:
    """A thousand forged notes make a backup look twice, and nothing else."""
    store = fork(scene.store)
    sealer = scene.open(store).sealer
    for number in range(1000):
        key = f"suspect/{number:032x}"
        store.put(key, sealer.seal_object(key, b'{"since":"2026-01-01T00:00:00Z"}'))
    store.put("suspect/not-a-name", b"")
    with bounded():
        made = backup(scene.open(store), scene.database, "incremental").backup
        assert verify(scene.open(store)).ok and made.parent is not None
        report = run_check(scene.open(store), lambda _: ENGINE, Job(), repair=True)
    assert report.ok and [info.key for info in store.list("suspect/")] == ["suspect/not-a-name"]


def test_names_that_act_on_a_terminal_are_shown_harmless(forge: Forge) -> None:
    """A line break and an escape sequence in a file's name, in a backup of which a chunk is gone."""
    evil = "data/a\n\x1b[2J\x1b]0;owned\x07.db"
    layer = forge.layer(b"\x01" * 32, [0], [1], [0])
    repository = forge.make([row(evil, 4096, regions=[[layer]])])
    report = run_check(repository, lambda _: ENGINE, Job(), data=True)
    (hurt,) = [one for one in report.affected if one.backup == FORGED]
    assert hurt.files[0].path == evil
    text = "\n".join(_affected_lines(hurt))
    assert "\x1b" not in text and "\x07" not in text and text.count("\n") == 0


@pytest.mark.parametrize("count", [20_000, pytest.param(1_000_000, marks=pytest.mark.torture)])
@pytest.mark.timeout(900)
def test_very_many_files_are_walked_in_bounded_memory(forge: Forge, count: int) -> None:
    """Bounded by a piece of the table at a time, not by the table."""
    size = 2000
    pieces = [
        [row(f"data/{number:08}", 0) for number in range(at, min(at + size, count))]
        for at in range(0, count, size)
    ]
    repository = forge.make(*pieces)
    report = run_check(repository, lambda _: ENGINE, Job())
    assert report.ok and report.affected == ()


def test_a_map_that_names_chunks_that_never_were(forge: Forge) -> None:
    """Hundred thousand lost blocks in as many ranges: counted, and few of them named."""
    blocks = 60_000
    layer = forge.layer(b"\x02" * 32, range(0, 2 * blocks, 2), [1] * blocks, [0] * blocks)
    repository = forge.make([row("data/a.db", 2 * blocks * 4096, regions=[[layer]])])
    with bounded():
        report = run_check(repository, lambda _: ENGINE, Job())
    (hurt,) = [one for one in report.affected if one.backup == FORGED]
    assert hurt.blocks == blocks
    assert len(hurt.files[0].ranges) == 200 and hurt.files[0].more_ranges == blocks - 200
    assert len(msgspec.json.encode(report.affected)) < 100_000


@pytest.mark.parametrize(
    ("key", "room"),
    [
        ("pagewake.json", "pagewake.json"),
        ("packs/ab/" + "ab" * 16, "packs"),
        ("packs/ac/" + "ab" * 16, None),
        ("packs/ab", None),
        ("index/" + "ab" * 16, "index"),
        ("index/ab", None),
        ("backups/20260101T000000Z-abcdef", "backups"),
        ("backups/../x", None),
        ("keeping/db/000000000001", "keeping"),
        ("quarantine/packs/ab/x.note", "quarantine"),
        ("holiday.jpg", None),
        ("wal/db", None),
    ],
)
def test_which_objects_are_ours(key: str, room: str | None) -> None:
    assert room_of(key) == room


def test_a_path_in_the_quarantine_stays_in_it(scene: Scene, tmp_path: Path) -> None:
    """Keys come from listings, which name nothing outside; a copy adds to them only what a key may have."""
    store = fork(scene.store)
    quarantine = Quarantine(store, scene.open(store).sealer)
    for info in list(store.list()):
        place = quarantine.keep(info.key, "x" * 5000, datetime(2026, 1, 1, tzinfo=UTC))
        assert place is not None and place.startswith(f"quarantine/{info.key}.")
        assert store.read(place) == store.read(info.key)
        assert quarantine.note(place).why == "x" * 2000
        assert quarantine.keep(info.key, "again", datetime(2026, 1, 2, tzinfo=UTC)) == place
    assert quarantine.move("index/gone", "no such object", datetime(2026, 1, 1, tzinfo=UTC)) is None
