from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.repository.faulty import CrashingStore, ReadOnlyStore
from tests.repository.rows import MODEST, at, backup, row

from pagewake.errors import StoreReadOnly
from pagewake.model import Backup, Identity, WalPosition
from pagewake.repository.catalogue import Catalogue
from pagewake.repository.manifest import BACKUPS, Manifest, backup_kind, seal_manifest
from pagewake.repository.sealing import Sealer
from pagewake.repository.wal_archive import WalArchive
from pagewake.stores.base import Store
from pagewake.stores.local import LocalStore

PLAIN = Sealer()


def numbered(number: int) -> Backup:
    begun = at(number * 60)
    made = backup(number, number + 5, name=f"{begun:%Y%m%dT%H%M%SZ}-{number:06x}", finished=number * 60)
    return replace(made, started=begun, finished=begun + timedelta(seconds=30))


def store_backup(store: Store, sealer: Sealer, one: Backup) -> str:
    manifest = Manifest(
        backup=one,
        identity=Identity(one.engine, "1", one.system_identifier, 4096),
        start=WalPosition(one.timeline, one.start_lsn),
        stop=WalPosition(one.stop_timeline, one.stop_lsn),
        clock_begin=one.started,
        clock_end=one.finished,
    )
    key, sealed = seal_manifest(sealer, manifest)
    store.put(key, sealed)
    return key


def catalogue(store: Store, sealer: Sealer = PLAIN) -> Catalogue[Backup]:
    return Catalogue(store, sealer, backup_kind(sealer))


@pytest.mark.parametrize("sealer", [PLAIN, Sealer(b"k" * 32)], ids=["plain", "encrypted"])
def test_rows_come_from_manifests_and_later_from_the_snapshot(sealer: Sealer) -> None:
    store = CrashingStore()
    made = [numbered(number) for number in range(70)]
    for one in reversed(made):
        store_backup(store, sealer, one)
    first = catalogue(store, sealer)
    assert first.rows() == made
    assert first.consolidate()
    assert first.outside == 0
    store.reads = 0
    second = catalogue(store, sealer)
    assert second.rows() == made
    assert store.reads == 1
    assert second.findings == []


def test_few_new_backups_do_not_write_a_snapshot() -> None:
    store = CrashingStore()
    for number in range(64):
        store_backup(store, PLAIN, numbered(number))
    assert not catalogue(store).consolidate()
    store_backup(store, PLAIN, numbered(64))
    assert catalogue(store).consolidate()


def test_a_snapshot_is_never_the_truth() -> None:
    store = CrashingStore()
    keys = [store_backup(store, PLAIN, numbered(number)) for number in range(5)]
    known = catalogue(store)
    assert known.consolidate(always=True)
    store.delete(keys[1])
    store_backup(store, PLAIN, numbered(9))
    expected = [numbered(number) for number in (0, 2, 3, 4, 9)]
    assert catalogue(store).rows() == expected
    assert catalogue(store).outside == 2
    known.refresh()
    assert known.rows() == expected


def test_older_snapshots_are_removed_but_the_one_before_stays() -> None:
    store = CrashingStore()
    for number in range(4):
        store_backup(store, PLAIN, numbered(number))
        assert catalogue(store).consolidate(always=True)
    names = [info.key for info in store.list("catalogue/")]
    assert [name.split("/")[-1][:8] for name in names] == ["00000003", "00000004"]


def _snapshots(store: Store) -> Iterator[str]:
    return (info.key for info in store.list("catalogue/"))


@MODEST
@given(st.data())
def test_a_damaged_or_hostile_snapshot_only_costs_time(data: st.DataObject) -> None:
    store = CrashingStore()
    made = [numbered(number) for number in range(3)]
    for one in made:
        store_backup(store, PLAIN, one)
    catalogue(store).consolidate(always=True)
    (key,) = _snapshots(store)
    sealed = bytearray(store.read(key))
    if data.draw(st.booleans()):
        sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    else:
        hostile = [
            data.draw(st.binary(max_size=60)),
            msgspec.msgpack.encode((2, [], [])),
            msgspec.msgpack.encode((1, [f"backups/{made[0].id}"], [])),
            msgspec.msgpack.encode((1, [f"backups/{made[0].id}"], [made[1]])),
            msgspec.msgpack.encode((1, [f"backups/{made[1].id}"], [replace(made[1], stop_lsn=0)])),
            b"\x93\x01" + b"\x91" * 50_000,
            b"\x93\x01\xdd\xff\xff\xff\xff",
        ]
        sealed = bytearray(PLAIN.seal_object(key, data.draw(st.sampled_from(hostile))))
    store.put(key, bytes(sealed), replace=True)
    known = catalogue(store)
    assert known.rows() == made
    assert [finding.code for finding in known.findings] == ["catalogue-damaged"]
    assert known.consolidate(), "whoever may write replaces it"
    assert known.findings == []
    assert catalogue(store).findings == []
    assert key not in _snapshots(store)


def test_a_damaged_manifest_is_a_finding_and_the_others_are_listed() -> None:
    store = CrashingStore()
    keys = [store_backup(store, PLAIN, numbered(number)) for number in range(3)]
    store.put(keys[1], b"not a manifest", replace=True)
    newer = PLAIN.seal_object("backups/20300101T000000Z-ffffff", b'{"format": 9}')
    store.put("backups/20300101T000000Z-ffffff", newer)
    store.put("backups/notes.txt", b"put here by hand")
    known = catalogue(store)
    assert known.rows() == [numbered(0), numbered(2)]
    assert {finding.object_name for finding in known.findings} == {keys[1], "backups/20300101T000000Z-ffffff"}
    store.reads = 0
    known.refresh()
    assert store.reads == 0, "what cannot be read is not tried again and again"


def test_a_read_only_medium_is_read_and_not_written() -> None:
    store = ReadOnlyStore()
    made = [numbered(number) for number in range(80)]
    for one in made:
        store_backup(store, PLAIN, one)
    store.sealed = True
    known = catalogue(store)
    assert known.rows() == made
    assert not known.consolidate()
    with pytest.raises(StoreReadOnly):
        store.put("x", b"")


def _open_time(make: object) -> float:
    """Seconds of processor time, best of three: what else the machine does must not count."""
    best = 9.0
    for _ in range(3):
        began = time.process_time()
        make()  # type: ignore[operator]
        best = min(best, time.process_time() - began)
    return best


def test_ten_thousand_backups_open_within_a_second(tmp_path: Path) -> None:
    directory = tmp_path / "repository"
    store = LocalStore(directory)
    made = [numbered(number) for number in range(10_000)]
    (directory / "backups").mkdir(parents=True)
    for one in made:  # only their names are looked at: the snapshot holds the rest
        (directory / "backups" / one.id).write_bytes(b"")
    known = catalogue(store)
    known._rows = {BACKUPS + one.id: one for one in made}
    assert known.consolidate(always=True)
    assert catalogue(store).rows() == made
    assert _open_time(lambda: catalogue(store).rows()) < 1


def test_thirty_thousand_stretches_open_within_a_second_or_two() -> None:
    store = CrashingStore()
    archive = WalArchive(store, PLAIN)
    rows = [row(number * 10, number * 10 + 10, commits=(number, number + 1)) for number in range(30_000)]
    known = {archive.keys(one.source, one.timeline, one.name, one.digest).summary: one for one in rows}
    for key in known:
        store.put(key, b"")
    archive.catalogue._rows = known
    assert archive.catalogue.consolidate(always=True)
    assert _open_time(lambda: WalArchive(store, PLAIN).rows("shop")) < 2
    assert WalArchive(store, PLAIN).rows("shop") == rows
