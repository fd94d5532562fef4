from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from tests.repository.faulty import Crash, CrashingStore, ReadOnlyStore
from tests.repository.rows import at
from tests.repository.test_catalogue import numbered
from tests.repository.test_manifest import manifest as some_manifest
from tests.repository.test_wal_archive import piece

from pagewake.errors import (
    BackupMissing,
    LockHeld,
    LockLost,
    ObjectCorrupt,
    ObjectExists,
    PagewakeError,
    PassphraseError,
    RepositoryExists,
    RepositoryMissing,
    WrongPassphrase,
)
from pagewake.model import Identity
from pagewake.repository.file_table import FileRecord, write_file_table
from pagewake.repository.keys import KeySlots, ScryptCost
from pagewake.repository.layers import ids_array
from pagewake.repository.locks import LOCKS_PREFIX
from pagewake.repository.manifest import manifest_key
from pagewake.repository.repository import Passphrase, Repository
from pagewake.stores.local import LocalStore
from pagewake.stores.memory import MemoryStore

CHEAP = ScryptCost(n=16, r=1)
WHO = Identity("neuroquantum", "0.1", "abc", 4096)


def create(store: MemoryStore | LocalStore, passphrase: Passphrase | None = None) -> Repository:
    return Repository.create(store, passphrase=passphrase, cost=CHEAP)


def back_up(repository: Repository, number: int, content: bytes = b"page" * 1024) -> str:
    """A small backup as a run makes one: chunks, table, manifest."""
    one = numbered(number)
    writer = repository.chunk_writer(one.id)
    writer.add(content)
    record = FileRecord(f"data/{number}", 0, 4096, 0o600, None, 0, [])
    pieces = write_file_table([record], writer.add_metadata)
    writer.finish()
    made = some_manifest(
        backup=one,
        start=replace(some_manifest().start, lsn=one.start_lsn),
        stop=replace(some_manifest().stop, lsn=one.stop_lsn),
        file_table=tuple(pieces),
    )
    repository.write_manifest(made)
    return one.id


@pytest.mark.parametrize("passphrase", [None, "open sesame"])
def test_a_repository_gives_back_what_was_put_into_it(tmp_path: Path, passphrase: str | None) -> None:
    store = LocalStore(tmp_path / "here")
    made = create(store, passphrase)
    ids = [back_up(made, number) for number in (1, 2)]
    assert made.wal.add("shop", piece(1, 10), WHO)
    opened = Repository.open(LocalStore(tmp_path / "here"), passphrase)
    assert [backup.id for backup in opened.backups()] == ids
    assert opened.backups("other") == []
    assert opened.manifest(ids[0]) == made.manifest(ids[0])
    assert [record.path for record in opened.file_table(opened.manifest(ids[1]))] == ["data/2"]
    chunk = opened.sealer.chunk_id(b"page" * 1024)
    assert opened.chunk_reader().read(chunk) == b"page" * 1024
    assert opened.index.present(ids_array([chunk])).all()
    assert [opened.wal.read(row) for row in opened.wal.rows("shop")] == [piece(1, 10).data]
    assert opened.findings() == []
    assert opened.descriptor == made.descriptor
    opened.close()


def test_there_is_no_repository_where_none_was_made(tmp_path: Path) -> None:
    with pytest.raises(RepositoryMissing):
        Repository.open(MemoryStore())
    with pytest.raises(RepositoryMissing):
        Repository.open(LocalStore(tmp_path / "nowhere"))


def test_a_repository_is_never_made_over_something() -> None:
    store = MemoryStore()
    create(store)
    with pytest.raises(RepositoryExists):
        create(store)
    damaged = MemoryStore()
    damaged.put("pagewake.json", b"half")
    with pytest.raises(RepositoryExists):
        create(damaged)
    other = MemoryStore()
    other.put("holiday/photo.jpg", b"beach")
    with pytest.raises(RepositoryExists, match=r"holiday/photo\.jpg"):
        create(other, "secret")
    assert [info.key for info in other.list()] == ["holiday/photo.jpg"]


@pytest.mark.parametrize("passphrase", [None, "first"])
def test_creating_is_all_or_nothing_and_can_be_done_again(passphrase: str | None) -> None:
    written = 4 if passphrase else 1  # a slot, both copies of the key ring, the descriptor
    for changes in range(written + 2):
        store = CrashingStore()
        store.changes_left = changes
        try:
            create(store, passphrase)
        except Crash:
            with pytest.raises(RepositoryMissing):
                Repository.open(store, passphrase)
            store.changes_left = None
            create(store, passphrase and "second")
        store.changes_left = None
        opened = Repository.open(store, passphrase and ("second" if changes < written else "first"))
        assert opened.backups() == []
        assert len(list(store.list("keys/"))) == (3 if passphrase else 0)


def test_who_loses_the_race_to_create_leaves_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryStore()
    add = KeySlots.add

    def overtaken(slots: KeySlots, data_key: bytes, passphrase: str, *, label: str = "") -> str:
        monkeypatch.setattr(KeySlots, "add", add)
        create(store, "the winner's")
        return add(slots, data_key, passphrase, label=label)

    monkeypatch.setattr(KeySlots, "add", overtaken)
    with pytest.raises(RepositoryExists):
        create(store, "the loser's")
    assert Repository.open(store, "the winner's").backups() == []
    with pytest.raises(WrongPassphrase):
        Repository.open(store, "the loser's")


def test_an_encrypted_repository_asks_for_its_passphrase_once() -> None:
    store = MemoryStore()
    create(store, "right")
    asked: list[str] = []

    def say(text: str) -> Callable[[], str]:
        return lambda: asked.append(text) or text  # type: ignore[func-returns-value]

    Repository.open(store, say("right")).backups()
    assert asked == ["right"]
    with pytest.raises(PassphraseError):
        Repository.open(store)
    with pytest.raises(WrongPassphrase):
        Repository.open(store, say("wrong"))
    with pytest.raises(PassphraseError):
        Repository.open(store, "")
    plain = MemoryStore()
    create(plain)
    Repository.open(plain, say("not needed"))
    assert asked == ["right", "wrong"]


def test_an_encrypted_repository_tells_nothing(tmp_path: Path) -> None:
    made = create(LocalStore(tmp_path), "secret")
    back_up(made, 1, b"the secret page " * 256)
    made.wal.add("payroll", piece(1, 10, name="topsecret"), WHO)
    made.catalogue.consolidate(always=True)
    for path in tmp_path.rglob("*"):
        told = str(path.relative_to(tmp_path)).encode() + (path.read_bytes() if path.is_file() else b"")
        for word in (b"payroll", b"topsecret", b"neuroquantum", b"the secret page", b"data/1"):
            assert word not in told, path


def test_an_encrypted_repository_cannot_pass_for_a_plain_one() -> None:
    store = MemoryStore()
    create(store, "phrase")
    other = MemoryStore()
    create(other)
    store.put("pagewake.json", other.read("pagewake.json"), replace=True)
    with pytest.raises(ObjectCorrupt, match="there are keys"):
        Repository.open(store)


def test_a_plain_repository_in_place_of_an_unfinished_encrypted_one_opens() -> None:
    store = MemoryStore()
    create(store, "phrase")
    store.delete("pagewake.json")
    create(store)
    assert not Repository.open(store).descriptor.encrypted


@pytest.mark.parametrize(
    "sentence",
    [b"", b"{}", b'{"since":"2026-01-01T00:00:00"}', b'{"since":"\xff"}', b"[" * 3000, b"x" * 5000],
)
def test_a_damaged_sentence_counts_from_when_it_was_written(sentence: bytes) -> None:
    store = MemoryStore()
    made = create(store)
    key = "condemned/" + "ab" * 16
    store.put(key, made.sealer.seal_object(key, sentence, compress=False))
    assert made.condemned.since()["ab" * 16] == next(iter(store.list(key))).modified


def test_settings_that_were_changed_without_the_key_are_refused() -> None:
    store, other = MemoryStore(), MemoryStore()
    create(store, "secret")
    create(other, "secret")
    store.put("pagewake.json", other.read("pagewake.json"), replace=True)
    with pytest.raises(ObjectCorrupt):
        Repository.open(store, "secret")


def test_a_backup_is_found_by_an_unmistakable_beginning_of_its_id() -> None:
    made = create(MemoryStore())
    ids = [back_up(made, number) for number in (1, 2, 700)]
    assert made.manifest(ids[2][:14]).backup.id == ids[2]
    assert made.manifest(ids[0].lower()).backup.id == ids[0]
    with pytest.raises(BackupMissing, match="2 backups begin like this") as several:
        made.manifest(ids[0][:11])
    assert ids[0] in several.value.advice
    assert ids[1] in several.value.advice
    with pytest.raises(BackupMissing, match="no such backup") as typo:
        made.manifest(ids[2][:-1] + "0")
    assert ids[2] in typo.value.advice
    for nothing in ("", "x", "../" + ids[0]):
        with pytest.raises(BackupMissing):
            made.manifest(nothing)


def test_a_backup_exists_with_its_manifest_and_is_gone_without() -> None:
    store = MemoryStore()
    made = create(store)
    id_ = back_up(made, 1)
    with pytest.raises(ObjectExists):
        made.write_manifest(made.manifest(id_))
    other = Repository.open(store)
    assert len(other.backups()) == 1
    made.delete_backup(id_)
    made.delete_backup(id_)
    assert made.backups() == []
    assert other.backups() != [], "what a process knows, it knows until it looks again"
    other.refresh()
    assert other.backups() == []
    with pytest.raises(BackupMissing):
        other.manifest(id_)
    with pytest.raises(BackupMissing):
        other.delete_backup("../pagewake.json")


def test_many_backups_are_consolidated_by_who_writes_them() -> None:
    store = MemoryStore()
    made = create(store)
    for number in range(66):
        back_up(made, number)
    assert len(list(store.list("catalogue/backups/"))) == 1
    assert len(Repository.open(store).backups()) == 66


def test_a_crash_before_the_manifest_leaves_no_backup_and_reusable_chunks() -> None:
    store = CrashingStore()
    made = create(store)
    writer = made.chunk_writer("20300101T000000Z-aaaaaa")
    writer.add(b"a page" * 700)
    writer.finish()
    left = Repository.open(store)
    assert left.backups() == []
    again = left.chunk_writer("20300101T000000Z-bbbbbb")
    again.add(b"a page" * 700)
    assert again.finish().chunks_reused == 1


def test_a_crash_at_any_change_leaves_all_of_a_backup_or_none() -> None:
    changes = 0
    finished = False
    while not finished:
        store = CrashingStore()
        made = create(store)
        kept = back_up(made, 1)
        store.changes_left = changes
        try:
            with made.lock("backup", scope="shop"):
                made.wal.add("shop", piece(1, 10), WHO)
                back_up(made, 2, b"other" * 700)
            finished = True
        except Crash:
            pass
        store.changes_left = None
        left = Repository.open(store)
        assert left.findings() == []
        assert left.wal.lost("shop") == frozenset()
        ids = [backup.id for backup in left.backups()]
        assert ids[0] == kept
        for id_ in ids:
            assert len(list(left.file_table(left.manifest(id_)))) == 1
        if len(ids) == 1:
            assert not finished
            ids.append(back_up(left, 2, b"other" * 700))
        assert [backup.id for backup in Repository.open(store).backups()] == ids
        changes += 1
    assert changes > 6


def test_locks_keep_two_backups_of_one_source_apart() -> None:
    store = MemoryStore()
    one, other = create(store), Repository.open(store)
    with one.lock("backup", scope="shop"), one.lock("read"):
        with pytest.raises(LockHeld), other.lock("backup", scope="shop"):
            raise AssertionError
        with other.lock("backup", scope="payroll"):
            back_up(other, 1)
    assert list(store.list(LOCKS_PREFIX)) == []
    with one.lock("backup", scope="shop"):
        assert len(one.backups()) == 1, "the catalogue is looked at again once the lock is held"


def test_a_lost_lock_forbids_the_manifest() -> None:
    store = MemoryStore()
    made = create(store)
    moment = [at(0)]
    slow = Repository.open(store, now=lambda: moment[0])
    with slow.lock("backup", scope="shop"):
        moment[0] = at(0) + timedelta(hours=2)
        with pytest.raises(LockLost):
            back_up(slow, 1)
        with pytest.raises(LockLost):
            slow.delete_backup(numbered(1).id)
    assert made.backups() == []


def test_threads_end_with_their_lock() -> None:
    made = create(MemoryStore())
    before = set(threading.enumerate())
    with made.lock("backup", scope="shop"):
        assert not set(threading.enumerate()) <= before
    assert set(threading.enumerate()) <= before, "one of an earlier test may have ended meanwhile"


def test_read_only_media_can_be_read_under_no_lock() -> None:
    store = ReadOnlyStore()
    made = create(store)
    id_ = back_up(made, 1)
    store.sealed = True
    opened = Repository.open(store)
    with opened.lock("read") as lock:
        assert lock is None
        assert opened.manifest(id_).backup.id == id_
    with pytest.raises(PagewakeError), opened.lock("backup", scope="shop"):
        raise AssertionError


def test_what_a_prune_asks_for() -> None:
    store = MemoryStore()
    made = create(store)
    back_up(made, 1, b"one" * 999)
    back_up(made, 2, b"two" * 999)
    assert made.running_since() is None
    with made.lock("backup", scope="shop") as lock:
        assert lock is not None
        assert made.running_since() == lock.info.started - timedelta(minutes=5)
        assert made.running_since("restore") is None
    with made.lock("prune"):
        assert made.running_since() is None
    young = made.packs_younger_than(datetime(2020, 1, 1, tzinfo=UTC))
    assert {pack.name for pack in made.index.packs} == young
    assert made.packs_younger_than(at(10**9)) == set()
    ids = [made.sealer.chunk_id(b"one" * 999), made.sealer.chunk_id(b"two" * 999)]
    home = made.index.pack(int(made.index.lookup(ids_array(ids)).pack[0])).name
    wanted = list(made.live_chunks_in([home], [ids_array(ids), ids_array(ids[:1])]))
    assert [id.tobytes() for part in wanted for id in part] == ids[:1]
    made.forget_packs([home])
    assert list(made.index.present(ids_array(ids))) == [False, True]
    assert Repository.open(store).findings() == []


def test_a_condemned_pack_is_not_used_again() -> None:
    store = MemoryStore()
    made = create(store)
    back_up(made, 1, b"one" * 999)
    made.condemned.condemn([pack.name for pack in made.index.packs], at(0))
    writer = Repository.open(store).chunk_writer("20300101T000000Z-cccccc")
    writer.add(b"one" * 999)
    assert writer.finish().chunks_new == 1


def test_a_damaged_index_or_manifest_is_a_finding() -> None:
    store = MemoryStore()
    made = create(store)
    ids = [back_up(made, number) for number in (1, 2)]
    store.put(manifest_key(ids[0]), b"rubbish", replace=True)
    index = [info.key for info in store.list("index/")]
    store.put(index[0], b"rubbish", replace=True)
    opened = Repository.open(store)
    assert {finding.object_name for finding in opened.findings()} >= {manifest_key(ids[0]), index[0]}
    assert [backup.id for backup in opened.backups()] == ids[1:]
    with pytest.raises(ObjectCorrupt):
        opened.manifest(ids[0])
    assert opened.manifest(ids[1]).backup.id == ids[1]


def test_the_manifest_that_is_read_is_the_manifest_that_was_written() -> None:
    made = create(MemoryStore(), "secret")
    id_ = back_up(made, 1)
    assert msgspec.json.encode(made.manifest(id_).backup) == msgspec.json.encode(numbered(1))
