"""Manifests and file tables that somebody made who can seal: a restore writes nothing outside, and stays in bounds."""

from __future__ import annotations

import os
import stat
import tracemalloc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from tests.durability.scenes import SOURCE, Scene, backup, fork, restore, verify
from tests.patience import Stopwatch

from pagewake.checking.run import run_check
from pagewake.config import Retention
from pagewake.engines.neuroquantum import ENGINE
from pagewake.errors import DirectoryNotEmpty, DiskFull, ObjectCorrupt, PagewakeError
from pagewake.expire.prune import run_prune
from pagewake.expire.run import run_expire
from pagewake.jobs import Job
from pagewake.repository.layers import REGION_BLOCKS, Layer, encode_layer, ids_array
from pagewake.repository.manifest import Manifest
from pagewake.repository.repository import Repository
from pagewake.restore import files
from pagewake.restore.marker import MARKER
from pagewake.stores.memory import MemoryStore

FORGED = "20300101T000000Z-facade"
SECONDS = 20.0
MEMORY = 96 << 20

Row = list[Any]
"""path, part, regions, size, page size, mode, relation, first block"""


def row(
    path: str, size: int = 0, *, regions: Sequence[Any] = (), page_size: int = 4096, mode: int = 0o600
) -> Row:
    return [path, 0, list(regions), size, page_size, mode, None, 0]


def piece(rows: Sequence[Row]) -> bytes:
    """A piece of a file table with these rows."""
    return b"PWT1" + msgspec.msgpack.encode(list(rows))


class Forge:
    """A repository with one backup whose file table says what a test wants."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.store: MemoryStore = fork(scene.store)
        repository = scene.open(self.store)
        self.template = repository.manifest(list(scene.truth)[-1])
        self.writer = repository.chunk_writer(FORGED)

    def layer(
        self, chunk: bytes, starts: Sequence[int], counts: Sequence[int], pages: Sequence[int]
    ) -> list[Any]:
        """A layer with these extents of one chunk, as a row names it."""
        columns = [np.array(column, np.int32) for column in (starts, counts, [0] * len(starts), pages)]
        return [self.writer.add_metadata(encode_layer(Layer(ids_array([chunk]), *columns))), len(starts)]

    def make(self, *pieces: Sequence[Row], **changes: Any) -> Repository:
        """Write the table (one piece an argument) and the manifest."""
        ids = tuple(self.writer.add_metadata(piece(rows)) for rows in pieces)
        return self.make_of(ids, **changes)

    def make_of(self, ids: tuple[bytes, ...], **changes: Any) -> Repository:
        self.writer.finish()
        manifest = self.manifest(FORGED, ids, **changes)
        self.scene.open(self.store).write_manifest(manifest)
        return self.scene.open(self.store)

    def manifest(self, id_: str, ids: tuple[bytes, ...], **changes: Any) -> Manifest:
        return msgspec.structs.replace(
            self.template, backup=replace(self.template.backup, id=id_, **changes), file_table=ids
        )


@pytest.fixture
def forge(scene: Scene) -> Forge:
    return Forge(scene)


@contextmanager
def bounded(memory: int = MEMORY) -> Iterator[None]:
    """The block takes neither long nor much memory."""
    tracemalloc.start()
    watch = Stopwatch()
    try:
        yield
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert watch.seconds < SECONDS
    assert peak < memory, peak


def tree(directory: Path) -> dict[str, object]:
    """Everything below a directory."""
    return {
        str(path.relative_to(directory)): path.read_bytes()
        if path.is_file() and not path.is_symlink()
        else None
        for path in sorted(directory.rglob("*"))
    }


def use_everywhere(repository: Repository, home: Path, *, memory: int = MEMORY) -> PagewakeError:
    """Restore the forged backup below `home`, which changes nothing beside the target; verify survives it."""
    (home / "beside").mkdir(exist_ok=True)
    (home / "beside" / "file").write_text("not yours")
    target = home / "a" / "target"
    before = tree(home / "beside")
    with bounded(memory):
        with pytest.raises(PagewakeError) as caught:
            restore(repository, target, FORGED)
        verify(repository)
        run_check(repository, lambda _: ENGINE, Job(), data=True, repair=True)
    assert tree(home / "beside") == before
    others = {entry.name for entry in home.iterdir()} | {entry.name for entry in (home / "a").glob("*")}
    assert others <= {"beside", "a", "target"}
    if target.exists():
        assert list(target.iterdir()) == []
    return caught.value


PATHS = [
    "../evil",
    "../../evil",
    "data/../../evil",
    "/evil",
    "//evil",
    "data//evil",
    "./evil",
    "data/./evil",
    "data/",
    "..",
    ".",
    "",
    "evil\0",
    "x" * 300,
    "d/" * 2500 + "x",
]


@pytest.mark.parametrize("path", PATHS, ids=range(len(PATHS)))
def test_paths_that_lead_elsewhere(forge: Forge, tmp_path: Path, path: str) -> None:
    error = use_everywhere(forge.make([row(path)]), tmp_path)
    assert isinstance(error, ObjectCorrupt)


SIZES = [
    row("data/a.db", 2**62),
    row("data/a.db", 2**62, regions=[[]]),
    row("data/a.db", 2**63),
    row("data/a.db", -1),
    row("data/a.db", 2**62, page_size=1 << 20, regions=[[]] * 64),
    row("data/a.db", 4096, page_size=0, regions=[[]]),
    row("data/a.db", 4096, page_size=2**40, regions=[[]]),
    row("data/a.db", 4096, mode=2**31, regions=[[]]),
    row("data/a.db", 4096, regions=[]),
    row("data/a.db", 4096, regions=[[], []]),
    row("data/a.db", 4096, regions=[[[b"short", 1]]]),
    row("data/a.db", 4096, regions=[[[b"x" * 32, 2**31]]]),
    row("data/a.db", 4096, regions=[[[b"x" * 32, 1]] * 1000]),
    row("data/a.db", 4096, regions=[[[b"x" * 32, 1]]]),
]


@pytest.mark.parametrize("number", range(len(SIZES)))
def test_impossible_sizes_and_maps(forge: Forge, tmp_path: Path, number: int) -> None:
    use_everywhere(forge.make([SIZES[number]]), tmp_path)


def test_a_file_of_zeros_larger_than_any_disk(forge: Forge, tmp_path: Path) -> None:
    """A consistent map of 4 EiB in very few bytes."""
    page, blocks = 1 << 20, 64 * 200 * REGION_BLOCKS
    first = row("data/a.db", page * blocks, page_size=page, regions=[[]] * 64)
    rows = [first, *(["data/a.db", part, [[]] * 64] for part in range(1, 200))]
    error = use_everywhere(forge.make(rows), tmp_path)
    assert isinstance(error, DiskFull)


def test_one_page_named_for_very_many_blocks(
    forge: Forge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The map of hundreds of megabytes takes few bytes; what is put together at once stays small."""
    monkeypatch.setattr(files, "GATHER_BYTES", 1 << 20)
    chunk = forge.writer.add(os.urandom(4096) + bytes(4096))
    blocks = 6000
    every_other = range(0, 2 * blocks, 2)
    layer = forge.layer(chunk, every_other, [1] * blocks, [0] * blocks)
    repository = forge.make([row("data/a.db", 2 * blocks * 4096, regions=[[layer]])])
    use_everywhere(repository, tmp_path, memory=16 << 20)


def test_a_page_that_its_chunk_does_not_have(forge: Forge, tmp_path: Path) -> None:
    chunk = forge.writer.add(os.urandom(4096))
    layer = forge.layer(chunk, [0], [1], [65000])
    error = use_everywhere(forge.make([row("data/a.db", 4096, regions=[[layer]])]), tmp_path)
    assert isinstance(error, ObjectCorrupt)


def test_a_layer_that_is_its_own_content(forge: Forge, tmp_path: Path) -> None:
    """Chunks do not know what they are: a table, a layer and a page may all be the same one."""
    layer = forge.layer(forge.writer.add(b"p" * 4096), [0], [1], [0])
    own = forge.layer(layer[0], [0], [1], [0])
    use_everywhere(forge.make([row("data/a.db", 4096, regions=[[own, own, own]])]), tmp_path)


def test_a_table_of_the_same_piece_again_and_again(forge: Forge, tmp_path: Path) -> None:
    same = forge.writer.add_metadata(piece([row("data/a.db")]))
    error = use_everywhere(forge.make_of((same,) * 1000), tmp_path)
    assert "not in order" in str(error)


def test_pieces_that_are_no_tables(forge: Forge, tmp_path: Path) -> None:
    magic = b"PWT1"
    pieces = [
        b"",
        magic,
        magic + b"\x90",
        magic + b"\xdd\xff\xff\xff\xff",
        magic + b"\x91" * 5000,
        b"{}",
        os.urandom(500),
    ]
    for number, content in enumerate(pieces):
        again = Forge(forge.scene)
        ids = (again.writer.add_metadata(content),)
        home = tmp_path / str(number)
        home.mkdir()
        assert isinstance(use_everywhere(again.make_of(ids), home), ObjectCorrupt)


def test_a_file_where_a_directory_should_be(forge: Forge, tmp_path: Path) -> None:
    use_everywhere(forge.make([row("data"), row("data/a.db")]), tmp_path)


def test_modes_give_no_rights_to_become_somebody(forge: Forge, tmp_path: Path) -> None:
    repository = forge.make([row("data/a.db", mode=0o6777), row("data/b.db", mode=0o7000)])
    with pytest.raises(PagewakeError):
        restore(repository, tmp_path / "a", FORGED)
    for path in tmp_path.rglob("*.db"):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o7000


@pytest.mark.parametrize("link", ["data", "file", MARKER])
def test_links_in_the_target_are_not_followed(scene: Scene, tmp_path: Path, link: str) -> None:
    """What a delta restore finds in its way may be a trap."""
    repository, id_ = scene.open(fork(scene.store)), list(scene.truth)[-1]
    target, outside = tmp_path / "target", tmp_path / "outside"
    restore(repository, target, next(iter(scene.truth)))
    page_file = next((target / "data").glob("*.db"))
    if link == "data":
        (target / "data").rename(outside)
        (target / "data").symlink_to(outside)
    else:
        outside.mkdir()
        (outside / "file").write_text("not yours")
        place = page_file if link == "file" else target / MARKER
        place.unlink(missing_ok=True)
        place.symlink_to(outside / "file")
    before = tree(outside)
    with pytest.raises(PagewakeError) as caught:
        restore(repository, target, id_, delta=True)
    assert tree(outside) == before
    assert isinstance(caught.value, DirectoryNotEmpty) or link == MARKER


def test_a_link_below_the_target_is_removed_not_followed(scene: Scene, tmp_path: Path) -> None:
    repository = scene.open(fork(scene.store))
    target, outside = tmp_path / "target", tmp_path / "outside"
    restore(repository, target, next(iter(scene.truth)))
    outside.mkdir()
    (outside / "file").write_text("not yours")
    (target / "more").symlink_to(outside)
    restore(repository, target, list(scene.truth)[-1], delta=True)
    assert not (target / "more").exists()
    assert (outside / "file").read_text() == "not yours"


def test_parents_in_a_circle(forge: Forge, tmp_path: Path) -> None:
    """Chains are for people: nothing runs around in them, and the restores are what they are."""
    one, other = "20300101T000000Z-aaaaaa", "20300101T000001Z-bbbbbb"
    repository = forge.scene.open(forge.store)
    for id_, parent in ((one, other), (other, one), (FORGED, FORGED)):
        repository.write_manifest(forge.manifest(id_, forge.template.file_table, parent=parent))
    with bounded():
        repository = forge.scene.open(forge.store)
        assert verify(repository).ok
        restore(repository, tmp_path / "one", one)
        run_expire(repository, SOURCE, Retention(2, 1, None, 0, 0, 0, 0, None), Job())
        run_prune(repository, Job())
        backup(forge.scene.open(forge.store), forge.scene.database)


@pytest.mark.parametrize(
    "moment", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)]
)
def test_times_at_the_ends_of_the_calendar(scene: Scene, moment: datetime) -> None:
    """In a sentence, a lock, a manifest: nothing overflows."""
    store = fork(scene.store)
    repository = scene.open(store)
    repository.condemned.condemn([repository.index.packs[0].name, "ab" * 16], moment)
    _forge_lock(repository, moment)
    run_prune(scene.open(store), Job(), grace=timedelta(hours=24))
    run_prune(scene.open(store), Job(), grace=timedelta(0))
    forged = Forge(scene)
    again = forged.make_of(forged.template.file_table, started=moment, finished=moment)
    assert verify(again).ok
    run_expire(again, SOURCE, Retention(1, 1, timedelta(days=7), 1, 1, 1, 1, timedelta(days=7)), Job())
    backup(scene.open(forged.store), scene.database)


def _forge_lock(repository: Repository, moment: datetime) -> None:
    lock = repository.locks.acquire("read", "forged")
    key = "locks/" + lock.info.id
    document = msgspec.json.decode(repository.sealer.open_object(key, repository.store.read(key)))
    document |= {"started": moment.isoformat(), "heartbeat": datetime.now(UTC).isoformat()}
    sealed = repository.sealer.seal_object(key, msgspec.json.encode(document))
    repository.store.put(key, sealed, replace=True)


def test_a_sentence_without_a_zone_counts_from_when_it_was_written(scene: Scene) -> None:
    store = fork(scene.store)
    repository = scene.open(store)
    key = "condemned/" + "ab" * 16
    store.put(key, repository.sealer.seal_object(key, b'{"since":"2026-01-01T00:00:00"}'))
    assert repository.condemned.since()["ab" * 16].tzinfo is not None
    run_prune(repository, Job(), grace=timedelta(0))
