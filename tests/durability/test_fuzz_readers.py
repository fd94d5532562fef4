"""Every reader of bytes, given bytes that are not what they should be: an error of ours or a result, soon, in bounds.

One table of readers and valid inputs; what is done to the inputs is the same for all. Payloads are sealed again after
they were changed, so that hashes do not keep the changes from the decoders.
"""

from __future__ import annotations

import json
import random
import re
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.durability.scenes import CHEAP, CHUNK_BYTES, SOURCE, Scene, fork

from pagewake.config import parse_settings
from pagewake.engines.base import WalSpan
from pagewake.engines.neuroquantum import ENGINE
from pagewake.engines.neuroquantum.finish import LABEL_NAME, ORIGIN_NAME, BackupLabel, read_label, read_origin
from pagewake.engines.neuroquantum.log import read_log
from pagewake.engines.neuroquantum.pages import decode_free_list
from pagewake.engines.neuroquantum.session import check_pages
from pagewake.errors import PagewakeError
from pagewake.model import RestoreTarget, TargetKind, WalPosition
from pagewake.repository import condemned, descriptor, manifest
from pagewake.repository.file_table import FileTable
from pagewake.repository.index_objects import decode_index
from pagewake.repository.key_ring import Generation, KeyRings, new_root_key
from pagewake.repository.keys import KeySlots
from pagewake.repository.layers import decode_layer
from pagewake.repository.locks import Locks
from pagewake.repository.maps import LayerRef, resolve_refs
from pagewake.repository.packs import check_header, pack_key, read_contents
from pagewake.repository.repository import Repository
from pagewake.repository.sealing import Sealer
from pagewake.repository.summaries import decode_summary, encode_summary
from pagewake.stores.memory import MemoryStore

REPOSITORY = "ab" * 16
FEW, MUTANTS = 8, 25
SECONDS = 5.0
MEMORY = 48 << 20
"""More than any of these tiny inputs may make a reader take."""

Read = Callable[[bytes], object]


@dataclass(frozen=True)
class Case:
    """A reader, and bytes that it reads well."""

    name: str
    valid: bytes
    read: Read


def resealed(scene: Scene, key: str, read: Callable[[MemoryStore], object]) -> Case:
    """The payload of one object of the scene's repository; it is read in its place in the store."""
    sealer = Sealer()

    def put_and_read(payload: bytes) -> object:
        store = fork(scene.store)
        store.put(key, sealer.seal_object(key, payload), replace=True)
        return read(store)

    return Case(key.split("/")[0], sealer.open_object(key, scene.store.read(key)), put_and_read)


def first_key(scene: Scene, prefix: str) -> str:
    return next(scene.store.list(prefix)).key


def _check_whole_pages(data: bytes) -> object:
    count = len(data) // 4096
    return check_pages(memoryview(data[: count * 4096]), np.arange(count))


def repository_cases(scene: Scene) -> Iterator[Case]:
    """Readers of a repository's objects."""
    repository = scene.open(fork(scene.store))
    yield resealed(
        scene,
        first_key(scene, "backups/"),
        lambda store: (scene.open(store).backups(), scene.open(store).findings()),
    )
    key = first_key(scene, "backups/")
    sealer = Sealer()
    yield Case(
        "manifest", sealer.open_object(key, scene.store.read(key)), lambda data: _use_manifest(key, data)
    )
    yield resealed(scene, first_key(scene, "summaries/"), _use_wal)
    yield resealed(scene, first_key(scene, "index/"), lambda store: len(scene.open(store).index))
    yield Case("sealed", scene.store.read(key), lambda data: sealer.open_object(key, data, max_size=1 << 20))
    yield from _pack_cases(scene, repository)
    row = repository.wal.rows(SOURCE)[0]
    yield Case("summary", encode_summary(repository.wal.summary(row)), decode_summary)
    yield from _small_object_cases(scene)


def _use_manifest(key: str, payload: bytes) -> object:
    sealer = Sealer()
    found = manifest.open_manifest(sealer, key, sealer.seal_object(key, payload))
    return found.backup.finished - found.backup.started, sorted(found.history, key=lambda span: span.timeline)


def _use_wal(store: MemoryStore) -> object:
    repository = Repository.open(store)
    return [repository.wal.summary(row) for row in repository.wal.rows(SOURCE)], repository.wal.findings


def _pack_cases(scene: Scene, repository: Repository) -> Iterator[Case]:
    name = repository.index.packs[0].name
    sealer = Sealer()

    def read_pack(data: bytes) -> object:
        store = MemoryStore()
        store.put(pack_key(name), data)
        contents = read_contents(store, sealer, name, len(data))
        check_header(store, sealer, contents)
        return contents.offsets

    yield Case("pack", scene.store.read(pack_key(name)), read_pack)
    index_key = first_key(scene, "index/")
    yield Case(
        "index", sealer.open_object(index_key, scene.store.read(index_key)), lambda data: decode_index(data)
    )
    table = repository.file_table(repository.manifest(list(scene.truth)[1]))
    load = repository.chunk_reader().read
    yield Case(
        "file table", load(table.pieces[0]), lambda data: _use_table(FileTable([b"x" * 32], lambda _: data))
    )
    paged = next(record for record in table if record.relation is not None)
    layer = paged.regions[0][0]
    yield Case("layer", load(layer.id), lambda data: decode_layer(data).blocks)
    ref = LayerRef(b"x" * 32, layer.extents)
    yield Case("region", load(layer.id), lambda data: resolve_refs([ref, ref], lambda _: data).ids)


def _use_table(table: FileTable) -> object:
    return [(record.blocks, table.get(record.path)) for record in table]


def _small_object_cases(scene: Scene) -> Iterator[Case]:
    sealer, store = Sealer(), MemoryStore()
    repository = Repository.create(store, chunk_bytes=CHUNK_BYTES)
    yield Case("descriptor", store.read("pagewake.json"), _with_right_hash)
    repository.condemned.condemn(["ab" * 16], datetime(2026, 1, 1, tzinfo=UTC))
    key = first_key_of(store, "condemned/")
    yield Case("condemned", sealer.open_object(key, store.read(key)), lambda data: _use_condemned(key, data))
    lock = repository.locks.acquire("backup", "db")
    lock_key = "locks/" + lock.info.id
    yield Case(
        "lock", sealer.open_object(lock_key, store.read(lock_key)), lambda data: _use_locks(lock_key, data)
    )
    keys = MemoryStore()
    slot = "keys/" + KeySlots(keys, cost=CHEAP).add(new_root_key(), "word")
    yield Case("key slot", sealer.open_object(slot, keys.read(slot)), lambda data: _use_slot(slot, data))
    rings = KeyRings(keys, REPOSITORY)
    rings.write(1, [Generation(bytes(32), datetime(2026, 1, 1, tzinfo=UTC))], bytes(32))
    ring = rings.newest().name
    yield Case("key ring", sealer.open_object(ring, keys.read(ring)), lambda data: _use_ring(ring, data))
    for name in ("backups", "wal"):
        yield _snapshot_case(scene, name)


def first_key_of(store: MemoryStore, prefix: str) -> str:
    return next(store.list(prefix)).key


def _with_right_hash(data: bytes) -> object:
    try:
        document = json.loads(data)
        document.pop("blake3", None)
        data = descriptor._render(document)
    except (ValueError, AttributeError, RecursionError):
        pass  # what is no JSON document is read as it is
    return descriptor.decode(data)


def _use_condemned(key: str, payload: bytes) -> object:
    store = MemoryStore()
    store.put(key, Sealer().seal_object(key, payload))
    now = datetime.now(UTC)
    return [since < now for since in condemned.Condemned(store, Sealer()).since().values()]


def _use_locks(key: str, payload: bytes) -> object:
    store = MemoryStore()
    store.put(key, Sealer().seal_object(key, payload))
    return [lock.describe() for lock in Locks(store, Sealer()).live()]


def _use_slot(key: str, payload: bytes) -> object:
    store = MemoryStore()
    store.put(key, Sealer().seal_object(key, payload))
    return KeySlots(store, cost=CHEAP).slots()


def _use_ring(key: str, payload: bytes) -> object:
    store = MemoryStore()
    store.put(key, Sealer().seal_object(key, payload))
    return KeyRings(store, REPOSITORY).newest().open(bytes(32))


def _snapshot_case(scene: Scene, name: str) -> Case:
    store = fork(scene.store)
    repository = scene.open(store)
    (repository.catalogue if name == "backups" else repository.wal.catalogue).consolidate(always=True)
    key = first_key_of(store, f"catalogue/{name}/")
    sealer = Sealer()

    def read(payload: bytes) -> object:
        changed = fork(store)
        changed.put(key, sealer.seal_object(key, payload), replace=True)
        opened = scene.open(changed)
        return opened.backups(), opened.wal.rows(SOURCE), opened.findings()

    return Case(f"snapshot of {name}", sealer.open_object(key, store.read(key)), read)


def engine_cases(scene: Scene, directory: Path) -> Iterator[Case]:
    """Readers of a database's files."""
    segment = min((scene.database / "wal").glob("wal-*.log"))
    log = segment.read_bytes()
    short = log[-6000:]
    home = directory / "wal"
    home.mkdir()

    def read_directory(data: bytes) -> object:
        (home / segment.name).write_bytes(data)
        return read_log(home)

    def inspect(data: bytes) -> object:
        (home / segment.name).write_bytes(data)
        found = ENGINE.inspect([home], None, None)
        return list(found.records()), found.findings, found.end

    yield Case("log", log[:9000], read_directory)
    yield Case("tail of a log", short, read_directory)
    yield Case("inspection", log[:9000], inspect)
    repository = scene.open(fork(scene.store))
    row = repository.wal.rows(SOURCE)[1]
    stretch = repository.wal.read(row)
    target = RestoreTarget(TargetKind.XID, "00000000-0000-4000-8000-000000000000")
    yield Case("stretch", stretch, lambda data: ENGINE.summarise(data, row.span))
    yield Case("located", stretch, lambda data: ENGINE.locate(data, row.span, target))
    hostile = WalSpan(row.name, 1, 0, 2**63, 2**62, row.digest)
    yield Case("stretch of an impossible span", stretch, lambda data: ENGINE.summarise(data, hostile))
    page = next((scene.database / "data").glob("*.db")).read_bytes()[:4096]
    yield Case("page", page, lambda data: ENGINE.describe_page(data, 0))
    yield Case("free list", page, decode_free_list)
    yield Case(
        "pages",
        page * 3,
        _check_whole_pages,
    )
    label = BackupLabel(WalPosition(1, 5), WalPosition(1, 9)).encode()
    yield Case("label", label, lambda data: BackupLabel.decode(data))
    yield from _files_beside(directory, label)


def _files_beside(directory: Path, label: bytes) -> Iterator[Case]:
    def write_and(read: Callable[[Path], object], name: str) -> Read:
        def both(data: bytes) -> object:
            (directory / name).write_bytes(data)
            return read(directory)

        return both

    yield Case("label file", label, write_and(read_label, LABEL_NAME))
    yield Case("origin file", b'{"timeline": 1, "lsn": 77}', write_and(read_origin, ORIGIN_NAME))


SETTINGS = b"""
[repositories.main]
location = "/backups"
passphrase = { command = "pass show backups" }

[sources.shop]
location = "/db"
repository = "main"
retention = { keep_full = 3, window = "7d" }
"""


def settings_cases() -> Iterator[Case]:
    yield Case("settings", SETTINGS, lambda data: parse_settings(data, Path("settings.toml")))


NESTED = [b"[" * 20000, b'{"a":' * 20000, b"\x91" * 20000, b"\x81\xa1a" * 20000]
LARGE = [
    b"\xdd\xff\xff\xff\xff",
    b"\xdf\xff\xff\xff\xff",
    b"\xc6\xff\xff\xff\xff",
    b"\x93\x01\xdd\x7f\xff\xff\xff",
]
NUMBERS = (0, 1, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**63, 2**64 - 1)


def mutants(data: bytes, chance: random.Random, count: int) -> Iterator[bytes]:
    """What may become of some bytes: cut, changed, doubled, or something else altogether."""
    yield from (
        b"",
        b"\0",
        data[:1],
        data[:-1],
        data + b"\0",
        data * 2,
        bytes(len(data)),
        b"\xff" * len(data),
    )
    yield from (*NESTED, *LARGE, chance.randbytes(200))
    for _ in range(count):
        changed = bytearray(data)
        for _ in range(chance.choice((1, 1, 1, 4))):
            at = chance.randrange(max(1, min(len(changed), chance.choice((64, 400, len(changed) or 1)))))
            kind = chance.randrange(6)
            if kind == 0:
                changed[at : at + 1] = bytes([changed[at] ^ 1 << chance.randrange(8)])
            elif kind == 1:
                changed[at : at + 1] = chance.choice((b"\0", b"\x7f", b"\x80", b"\xff"))
            elif kind == 2:
                size, order = chance.choice((4, 8)), chance.choice(("little", "big"))
                number = chance.choice(NUMBERS) & (1 << 8 * size) - 1
                changed[at : at + size] = number.to_bytes(size, order)  # type: ignore[arg-type]
            elif kind == 3:
                del changed[at : at + chance.randrange(1, 20)]
            elif kind == 4:
                changed[at:at] = changed[: chance.randrange(1, 40)]
            else:
                _change_number(changed, chance)
        yield bytes(changed)


def _change_number(changed: bytearray, chance: random.Random) -> None:
    """Replace a number or a word that is written as text."""
    found = list(re.finditer(rb"\d+|true|false|null|\"[^\"]*\"", bytes(changed[:5000])))
    if found:
        one = chance.choice(found)
        values = (
            b"-1",
            b"1e308",
            b"1e999",
            b"99999999999999999999999",
            b"null",
            b"[]",
            b"{}",
            b'""',
            b'"\\ud800"',
            b"0",
        )
        changed[one.start() : one.end()] = chance.choice(values)


def check(case: Case, data: bytes) -> None:
    """The reader gives a result or an error of ours, in time and without much memory."""
    began = time.process_time()
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    try:
        case.read(data)
    except PagewakeError as error:
        said = str(error)
    else:
        said = "a result"
    assert said
    peak = tracemalloc.get_traced_memory()[1] - before
    assert peak < MEMORY, f"{case.name} took {peak} bytes for {data[:100]!r}"
    assert time.process_time() - began < SECONDS, f"{case.name} took long for {data[:100]!r}"


@pytest.fixture(scope="module")
def cases(scene: Scene, tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    directory = tmp_path_factory.mktemp("fuzz")
    return [*repository_cases(scene), *engine_cases(scene, directory), *settings_cases()]


@pytest.fixture(autouse=True)
def _traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


def test_valid_bytes_are_read(cases: list[Case]) -> None:
    """The table is right: each reader takes its valid input."""
    for case in cases:
        if case.name not in ("tail of a log", "stretch of an impossible span"):
            case.read(case.valid)


def test_changed_bytes_end_in_our_errors(cases: list[Case]) -> None:
    for case in cases:
        chance = random.Random(case.name)
        for data in mutants(case.valid, chance, FEW):
            check(case, data)


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_very_many_changed_bytes_end_in_our_errors(cases: list[Case]) -> None:
    for case in cases:
        for seed in range(110):
            for data in mutants(case.valid, random.Random(f"{case.name} {seed}"), MUTANTS):
                check(case, data)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=400), splice=st.integers(0, 5000))
def test_any_bytes_end_in_our_errors(cases: list[Case], data: bytes, splice: int) -> None:
    for case in cases:
        check(case, data)
        check(case, case.valid[:splice] + data + case.valid[splice + len(data) :])
