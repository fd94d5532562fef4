"""docs/repository-format.md says enough: a reader made from it alone reads what Pagewake writes, byte for byte."""

from __future__ import annotations

import json
import random
import re
import struct
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lz4.block import LZ4BlockError
from tests.docs.format_reader import Reader, Refused, changes
from tests.end_to_end.rig import SOURCE, Rig
from tests.neuroquantum.histories import History

from pagewake.config import Retention
from pagewake.disk import REAL_DISK
from pagewake.expire.run import run_expire
from pagewake.expire.trash import hold
from pagewake.jobs import Job
from pagewake.repository import (
    catalogue,
    condemned,
    descriptor,
    evidence,
    expired_wal,
    file_table,
    generations,
    index_objects,
    keeping_book,
    key_ring,
    keys,
    layers,
    lock_info,
    manifest,
    maps,
    packs,
    sealing,
    summaries,
    wal_archive,
)
from pagewake.repository.generations import DataKeys
from pagewake.repository.key_keeper import KeyKeeper
from pagewake.repository.key_ring import KeyRings
from pagewake.repository.keys import KeySlots
from pagewake.repository.locks import Locks
from pagewake.repository.repository import Repository
from pagewake.repository.sealing import Sealer
from pagewake.restore.files import FileRestorer
from pagewake.stores.base import MAX_KEY_LENGTH
from pagewake.stores.memory import MemoryStore

ROOT = Path(__file__).resolve().parent.parent.parent
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
PAGE = ROOT / "docs" / "repository-format.md"


def blocks() -> Iterator[tuple[str, str]]:
    """Title and text of every fenced block of the page."""
    for match in re.finditer(r"^```(.*)\n((?:.*\n)*?)```$", PAGE.read_text("utf-8"), re.MULTILINE):
        yield match[1], match[2]


def from_hex(text: str) -> bytes:
    """The bytes of a listing, each line of which must begin where the one before it ended."""
    data = b""
    for line in text.splitlines():
        match = re.match(r"([0-9a-f]{4})  ([0-9a-f]+)(?:  |$)", line)
        assert match, line
        assert int(match[1], 16) == len(data), line
        data += bytes.fromhex(match[2])
    return data


def printed(kind: str) -> dict[str, bytes]:
    """The objects of one kind that the page prints."""
    found = {}
    for title, text in blocks():
        if title.startswith(f"hex {kind}"):
            found[title.removeprefix(f"hex {kind}").strip()] = from_hex(text)
        elif title.startswith(f"json {kind}"):
            found[title.removeprefix(f"json {kind}").strip()] = text.encode()
    return found


def test_the_independent_reader_restores_the_printed_file() -> None:
    reader = Reader(printed("object"))
    (backup,) = reader.backups()
    assert dict(reader.files(backup)) == {"data/notes": printed("content")[""]}
    ((row, summary),) = reader.stretches()
    assert reader.wal(row) == b"page 0 written; page 2 written; committed"
    assert changes(summary) == {"notes": (3, [(0, 1), (2, 1), (300, 200)])}
    (index,) = [key for key in reader.objects if key.startswith("index/")]
    assert reader.read_index(index) == reader.places
    assert [(one["backup"], one["reason"]) for one in reader.keeping("db")["held"]] == [
        (backup, "for the audit")
    ]


def test_pagewake_reads_the_printed_repository(tmp_path: Path) -> None:
    store = MemoryStore()
    for key, data in printed("object").items():
        store.put(key, data)
    repository = Repository.open(store)
    (backup,) = repository.backups()
    (record,) = repository.file_table(repository.manifest(backup.id))
    assert restored(repository, backup.id, tmp_path) == {record.path: printed("content")[""]}
    (row,) = repository.wal.rows("db")
    assert repository.wal.read(row) == b"page 0 written; page 2 written; committed"
    assert repository.wal.summary(row).relations["notes"].blocks.tolist() == [0, 2, 300]
    assert list(repository.condemned.since()) == ["11" * 16]
    assert repository.backups()[0].protected
    (hold,) = repository.keeping.of("db").held
    assert (hold.backup, hold.since, hold.by, hold.reason) == (backup.id, NOON, "ana on db1", "for the audit")
    assert repository.findings() == []
    (lock,) = Locks(store, repository.sealer, clock=lambda: NOON).live("prune")
    assert (lock.kind, lock.owner.describe()) == ("prune", "ana on db1 (process 4711)")


DAMAGE = (Refused, ValueError, KeyError, struct.error, RuntimeError, LZ4BlockError)


def test_no_byte_of_the_printed_objects_can_change_unnoticed() -> None:
    objects = printed("object")
    whole = read_everything(objects)
    unnoticed = []
    for key, data in objects.items():
        if key != "pagewake.json":  # white space in it is for Pagewake to be strict about
            for at in range(0, len(data), 1 if key.startswith("packs/") else 3):
                flipped = bytearray(data)
                flipped[at] ^= 1 << at % 8
                try:
                    assert read_everything({**objects, key: bytes(flipped)}) == whole
                except DAMAGE:
                    continue
                unnoticed.append((key, at))
    assert unnoticed == []


def read_everything(objects: dict[str, bytes]) -> list[object]:
    reader = Reader(objects)
    found: list[object] = [dict(reader.files(backup)) for backup in reader.backups()]
    found += [(row, summary, reader.wal(row)) for row, summary in reader.stretches()]
    found += [
        reader.open(key)
        for key in objects
        if key.startswith(("index/", "catalogue/", "keeping/", "condemned/", "locks/"))
    ]
    return found


def test_the_printed_example_is_what_the_code_makes() -> None:
    sys.path.insert(0, str(PAGE.parent))
    try:
        from format_example import example_text
    finally:
        sys.path.remove(str(PAGE.parent))
    assert PAGE.read_text("utf-8").endswith(example_text()), "run ./pw docs"


def test_the_printed_example_is_small() -> None:
    assert sum(map(len, printed("object").values())) < 6000


def test_the_printed_keys_are_those_that_the_slot_leads_to() -> None:
    vectors = dict(re.findall(r"^(.*?) {2,}([0-9a-f]+)$", dict(blocks())["text vectors"], re.MULTILINE))
    secret = printed("encrypted")
    (slot,) = [key for key in secret if re.fullmatch("keys/[0-9a-f]{16}", key)]
    rings = [key for key in secret if key.startswith("keys/ring-")]
    (sentence,) = [key for key in secret if key.startswith("condemned/")]
    reader = Reader({"pagewake.json": printed("object")["pagewake.json"]})
    reader.objects = secret
    reader.data_keys = reader.open_ring("c0" * 16, "correct horse")
    assert [key.hex() for key in reader.data_keys] == [vectors["data key 1"], vectors["data key 2"]]
    for use in ("chunk ids", "names", "descriptor"):
        assert reader.subkey(use).hex() == vectors[use]
    for use in ("objects", "chunks"):
        assert reader.subkey(use, 2).hex() == vectors[use]
    assert reader.token("db") == vectors["token of db"]
    assert json.loads(reader.open(sentence)) == {"since": "2026-01-01T12:00:00Z"}
    sealer = Sealer(DataKeys(reader.data_keys))
    assert sealer.chunk_id(bytes(64)).hex() == vectors["id of a chunk of 64 zeros"]
    store = MemoryStore()
    for key in (slot, *rings):
        store.put(key, secret[key])
    root_key = KeySlots(store).open("correct horse")
    assert root_key.hex() == vectors["root key"]
    assert KeyRings(store, "c0" * 16).newest().open(root_key).keys() == reader.data_keys


@pytest.mark.parametrize("passphrase", [None, "contraseña"], ids=["plain", "encrypted"])
def test_the_independent_reader_restores_what_pagewake_backs_up(
    tmp_path: Path, passphrase: str | None
) -> None:
    chance = random.Random(20260101)
    history = History(tmp_path / "database", chance)
    rig = Rig(tmp_path / "database", passphrase=passphrase)
    truth: dict[str, bytes] = {}
    for type_ in ("full", "incremental", "incremental", "differential", "incremental"):
        history.run(40)
        history.database.checkpoint()
        if passphrase and type_ == "differential":  # what follows is of another generation, and shares chunks
            assert KeyKeeper(rig.store, passphrase).rotate() == 2
        made = rig.backup(type_).backup
        assert made.type.value == type_
        truth[made.id] = next((tmp_path / "database").rglob("*.db")).read_bytes()
    history.close()

    reader = Reader({info.key: rig.store.read(info.key) for info in rig.store.list()}, passphrase or "")
    assert set(reader.backups()) == set(truth)
    sealed_with = {rig.store.read(f"backups/{backup}")[6] for backup in truth}
    assert sealed_with == ({1, 2} if passphrase else {0})
    for backup, pages in truth.items():
        files = dict(reader.files(backup))
        assert files == restored(rig.repository, backup, tmp_path / backup)
        assert pages in files.values(), "the page file is not as it was"
    read_all_wal(reader, rig.repository)
    check_what_is_kept(reader, rig, passphrase or "")
    indexed = [reader.read_index(key) for key in reader.objects if key.startswith("index/")]
    assert {id_ for places in indexed for id_ in places} == set(reader.places)


def check_what_is_kept(before: Reader, rig: Rig, passphrase: str) -> None:
    """After a hold and an expiry the reader tells what is kept, and what is in the trash is there as before."""
    first, *_, last = rig.repository.backups(SOURCE)
    hold(rig.repository, [first.id], "for ever")
    policy = Retention(1, 0, None, 0, 0, 0, 0, None)
    run = run_expire(rig.repository, SOURCE, policy, Job()).run
    reader = Reader({info.key: rig.store.read(info.key) for info in rig.store.list()}, passphrase)
    kept = reader.keeping(SOURCE)
    trash = {one["backup"] for one in kept["trash"] if one["run"] == run and not one["claimed"]}
    assert set(reader.backups()) == set(before.backups())
    assert set(reader.backups()) - trash == {first.id, last.id}
    assert [one["backup"] for one in kept["held"]] == [first.id]
    names = {(timeline, name) for one in kept["wal"] for timeline, name in one["stretches"]}
    assert names == rig.repository.keeping.of(SOURCE).stretches
    assert names < {(row[2], row[1]) for row, _ in reader.stretches()}
    assert before.keeping(SOURCE)["held"] == []


def read_all_wal(reader: Reader, repository: Repository) -> None:
    """Every stretch, and what its summary says, compared with what Pagewake reads."""
    rows = {(row.timeline, row.name): row for row in repository.wal.rows(SOURCE)}
    assert rows
    for row, summary in reader.stretches():
        kept = rows.pop((row[2], row[1]))
        assert reader.wal(row) == repository.wal.read(kept)
        relations = repository.wal.summary(kept).relations
        assert changes(summary) == {
            name: (one.limit, list(zip(one.blocks.tolist(), one.counts.tolist(), strict=True)))
            for name, one in relations.items()
        }
    assert not rows


def restored(repository: Repository, backup: str, directory: Path) -> dict[str, bytes]:
    """The files of a backup as Pagewake gives them back, before any recovery."""
    directory.mkdir(exist_ok=True)
    chunks, sealer = repository.chunk_reader(), repository.sealer
    restorer = FileRestorer(chunks, sealer.chunk_id, directory, REAL_DISK, Job("restore"), delta=False)
    table = repository.file_table(repository.manifest(backup))
    files = {record.path: path.read_bytes() for record, path in restorer.restore_all(table)}
    assert restorer.done.findings == []
    return files


BOUNDS = {
    "an object key": MAX_KEY_LENGTH,
    "the descriptor": descriptor._LARGEST,
    "a key slot": keys._LARGEST_SLOT,
    "key slots of one root key": keys.MAX_SLOTS,
    "a key ring": key_ring.LARGEST_RING,
    "generations of the data key": generations.MAX_GENERATIONS,
    "memory for scrypt, 128·n·r": keys._MOST_MEMORY,
    "work for scrypt, n·r·p": keys._MOST_WORK,
    "a chunk, opened": sealing.MAX_CHUNK_BYTES,
    "a pack": packs.MAX_PACK_BYTES,
    "chunks in a pack": packs._MAX_CHUNKS,
    "an index object, opened": index_objects.MAX_OBJECT_BYTES,
    "packs in an index object": index_objects._OBJECT_PACKS,
    "extents in a layer": layers.REGION_BLOCKS,
    "pages in a chunk": layers.MAX_CHUNK_PAGES,
    "layers of a region": 2 * maps.MAX_LAYERS,
    "a piece of a file table": file_table.MAX_PIECE_BYTES,
    "a path": file_table._MAX_PATH,
    "a file": file_table._MAX_SIZE,
    "the page size of a file": file_table._MAX_PAGE_SIZE,
    "a manifest, opened": manifest.MAX_MANIFEST,
    "a stretch of log": wal_archive.MAX_WAL,
    "a summary, opened": summaries.MAX_SUMMARY,
    "a snapshot, opened": catalogue.MAX_SNAPSHOT,
    "what is held and in the trash of a source, opened": keeping_book.MAX_OBJECT,
    "the removed log of a source": expired_wal.MAX_OBJECT,
    "a sentence": condemned.MAX_SENTENCE,
    "a lock": lock_info.LARGEST_LOCK,
    "evidence, opened": evidence.MAX_EVIDENCE,
}
UNITS = {"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}


def test_the_limits_in_the_page_are_those_of_the_code() -> None:
    table = PAGE.read_text("utf-8").partition("## Limits")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| (.*?) \| (.*?) \|$", table, re.MULTILINE)[1:])
    found = {}
    for what, bound in rows.items():
        number, _, unit = bound.partition(" ")
        found[what] = int(number) * UNITS.get(unit, 1)
    assert found == BOUNDS
