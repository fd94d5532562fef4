from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.repository.faulty import Crash, CrashingStore
from tests.repository.rows import MODEST, at

from pagewake.blocks import RelationChanges, WalSummary
from pagewake.engines.base import WalPiece
from pagewake.errors import LogConflict, LogGap, ObjectCorrupt, ObjectMissing, PagewakeError
from pagewake.model import Identity, TimelineSpan, WalPosition
from pagewake.repository.history import history_of
from pagewake.repository.sealing import Sealer
from pagewake.repository.wal_archive import WalArchive

WHO = Identity("neuroquantum", "0.1", "abc", 4096)
SEALERS = [pytest.param(Sealer(), id="plain"), pytest.param(Sealer(b"k" * 32, codec="zstd"), id="encrypted")]


def piece(first: int, end: int, *, timeline: int = 1, name: str = "", fill: bytes = b"wal ") -> WalPiece:
    blocks = np.arange(first, end, dtype=np.uint32)
    return WalPiece(
        name=name or f"{first:08d}",
        timeline=timeline,
        first_lsn=first,
        end_lsn=end,
        data=fill * 100 + str((timeline, first, end)).encode(),
        summary=WalSummary(
            timeline,
            first,
            end,
            records=end - first,
            first_time=at(first),
            last_time=at(end),
            relations={"pages": RelationChanges(blocks, np.ones_like(blocks))},
            commits=2,
            restore_points=(("before", first, at(first)),),
        ),
        origin=TimelineSpan(1, 1, first) if timeline > 1 else None,
    )


def archive(store: CrashingStore, sealer: Sealer = SEALERS[0].values[0]) -> WalArchive:  # type: ignore[assignment]
    return WalArchive(store, sealer, clock=lambda: at(1000))


@pytest.mark.parametrize("sealer", SEALERS)
def test_what_was_archived_is_read_by_row_by_span_and_by_name(sealer: Sealer) -> None:
    store = CrashingStore()
    pieces = [piece(20, 30), piece(1, 10), piece(10, 20), piece(20, 40, timeline=2)]
    writer = archive(store, sealer)
    assert all(writer.add("shop", one, WHO) for one in pieces)
    assert writer.add("other", piece(1, 5), WHO)
    reader = archive(store, sealer)
    rows = reader.rows("shop")
    assert [(row.timeline, row.first_lsn) for row in rows] == [(1, 1), (1, 10), (1, 20), (2, 20)]
    assert writer.rows("shop") == rows
    assert reader.sources() == ["other", "shop"]
    by_begin = {(one.timeline, one.first_lsn): one for one in pieces}
    for row in rows:
        original = by_begin[row.timeline, row.first_lsn]
        assert reader.read(row) == original.data
        assert reader.reader("shop")(row.span) == original.data
        assert reader.get("shop", row.timeline, row.name) == original.data
        assert reader.summary(row) == original.summary
        assert (row.size, row.origin, row.archived) == (len(original.data), original.origin, at(1000))
        assert (row.records, row.commits, row.restore_points) == (row.end_lsn - row.first_lsn, 2, 1)
        assert row.changed_blocks == row.end_lsn - row.first_lsn
    assert history_of(rows).reach(WalPosition(1, 1)) == WalPosition(2, 40)


@pytest.mark.parametrize("sealer", SEALERS)
def test_what_wal_takes_in_the_store_is_known_of_every_row_that_has_any(sealer: Sealer) -> None:
    store = CrashingStore()
    writer = archive(store, sealer)
    for one in (piece(1, 10), piece(10, 20), piece(20, 40, timeline=2)):
        assert writer.add("shop", one, WHO)
    sizes = {info.key: info.size for info in store.list()}
    rows = writer.rows("shop")
    where = {
        (row.timeline, row.name): writer.keys("shop", row.timeline, row.name, row.digest).wal for row in rows
    }
    assert writer.stored("shop") == {row: sizes[key] for row, key in where.items()}
    gone = (1, rows[0].name)
    store.delete(where[gone])
    assert writer.stored("shop").keys() == where.keys() - {gone}
    assert writer.lost("shop") == {gone}


def test_looking_a_segment_up_lists_nothing() -> None:
    store = CrashingStore()
    archive(store).add("shop", piece(1, 10), WHO)
    store.lists = store.reads = 0
    assert archive(store).get("shop", 1, "00000001")
    with pytest.raises(ObjectMissing):
        archive(store).get("shop", 1, "00000002")
    assert store.lists == 0
    assert store.reads == 2


def test_what_another_process_archived_meanwhile_is_known_once_it_is_met() -> None:
    """A backup archives the log while `wal receive` does: both must see a log without a gap."""
    store = CrashingStore()
    mine, other = archive(store), archive(store)
    assert mine.add("shop", piece(1, 10), WHO)
    assert len(other.rows("shop")) == 1
    assert mine.add("shop", piece(10, 20), WHO)
    assert not other.add("shop", piece(10, 20), WHO)
    assert other.add("shop", piece(20, 30), WHO)
    assert [row.first_lsn for row in other.rows("shop")] == [1, 10, 20]


@pytest.mark.parametrize("sealer", SEALERS)
def test_adding_again_is_no_error_and_other_content_is_refused(sealer: Sealer) -> None:
    store = CrashingStore()
    assert archive(store, sealer).add("shop", piece(1, 10), WHO)
    before = {info.key: store.read(info.key) for info in store.list()}
    assert not archive(store, sealer).add("shop", piece(1, 10), WHO)
    with pytest.raises(LogConflict):
        archive(store, sealer).add("shop", piece(1, 10, fill=b"forged "), WHO)
    assert {info.key: store.read(info.key) for info in store.list()} == before
    assert archive(store, sealer).add("other", piece(1, 10, fill=b"forged "), WHO), (
        "another source, another name"
    )


@pytest.mark.parametrize("changes", range(3))
def test_a_crash_while_adding_leaves_no_row_without_wal_and_adding_again_mends(changes: int) -> None:
    store = CrashingStore()
    store.changes_left = changes
    if changes < 2:
        with pytest.raises(Crash):
            archive(store).add("shop", piece(1, 10), WHO)
    else:
        archive(store).add("shop", piece(1, 10), WHO)
    store.changes_left = None
    left = archive(store)
    assert [left.read(row) for row in left.rows("shop")] == ([piece(1, 10).data] if changes == 2 else [])
    assert len(left.leftovers.found()) == (1 if changes == 1 else 0)
    assert archive(store).add("shop", piece(1, 10), WHO) == (changes < 2)
    assert len(archive(store).rows("shop")) == 1
    assert archive(store).leftovers.found() == []


@pytest.mark.parametrize("changes", range(3))
def test_a_crash_while_removing_leaves_no_row_without_wal(changes: int) -> None:
    store = CrashingStore()
    archive(store).add("shop", piece(1, 10), WHO)
    archive(store).add("shop", piece(10, 20), WHO)
    remover = archive(store)
    row = remover.rows("shop")[0]
    store.changes_left = changes
    if changes < 2:
        with pytest.raises(Crash):
            remover.remove(row)
    else:
        remover.remove(row)
    store.changes_left = None
    left = archive(store)
    assert left.lost("shop") == frozenset()
    assert len(left.rows("shop")) == (2 if changes == 0 else 1)
    archive(store).remove(row)
    assert [row.first_lsn for row in archive(store).rows("shop")] == [10]
    assert len(list(store.list("wal/"))) == 1


def test_an_encrypted_archive_names_nothing() -> None:
    store = CrashingStore()
    sealed = archive(store, Sealer(b"k" * 32))
    for source in ("shop", "payroll"):
        sealed.add(source, piece(1, 10, name="000000010000000000000001"), WHO)
    keys = [info.key for info in store.list()]
    for told in ("shop", "payroll", "00000001"):
        assert not any(told in key for key in keys)
    parts = [key.split("/")[1:] for key in keys]
    assert not {*parts[0]} & {*parts[1]}, "two sources share no token: equal names are not seen to be equal"


@pytest.mark.parametrize("name", ["../../../etc/passwd", "a/b", ".hidden", "ü", "x" * 255, "a b", "con\n"])
def test_any_name_can_be_archived(name: str) -> None:
    store = CrashingStore()
    assert archive(store).add(name, piece(1, 10, name=name), WHO)
    (row,) = archive(store).rows(name)
    assert archive(store).read(row) == archive(store).get(name, 1, name)


def test_damage_is_named_and_the_rest_stays_readable() -> None:
    store = CrashingStore()
    writer = archive(store)
    for first in (1, 10, 20):
        writer.add("shop", piece(first, first + 10), WHO)
    rows = writer.rows("shop")
    keys = [writer.keys("shop", 1, row.name, row.digest) for row in rows]
    store.put(keys[0].wal, store.read(keys[1].wal), replace=True)
    with pytest.raises(ObjectCorrupt):
        archive(store).read(rows[0])
    store.delete(keys[1].wal)
    assert archive(store).lost("shop") == {(1, rows[1].name)}
    left_of_it = {(1, rows[n].name): len(store.read(keys[n].wal)) for n in (0, 2)}
    assert archive(store).stored("shop") == left_of_it
    with pytest.raises(LogGap):
        archive(store).read(rows[1])
    store.put(keys[2].summary, b"rubbish", replace=True)
    left = archive(store)
    assert [row.first_lsn for row in left.rows("shop")] == [1, 10]
    assert [finding.object_name for finding in left.findings] == [keys[2].summary]


def test_two_archivers_at_once_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    store = CrashingStore()
    slow = archive(store)
    exists = slow._keys.exists

    def overtaken(key: str) -> bool:
        there = exists(key)
        archive(store).add("shop", piece(1, 10), WHO)
        return there

    monkeypatch.setattr(slow._keys, "exists", overtaken)
    assert not slow.add("shop", piece(1, 10), WHO)
    assert len(archive(store).rows("shop")) == 1


@MODEST
@given(st.data())
def test_records_of_hostile_bytes_are_findings_never_exceptions(data: st.DataObject) -> None:
    store = CrashingStore()
    sealer = Sealer()
    good = archive(store, sealer)
    good.add("shop", piece(1, 10), WHO)
    (info,) = store.list("summaries/")
    payload = bytearray(sealer.open_object(info.key, store.read(info.key)))
    payload[data.draw(st.integers(0, min(len(payload) - 1, 220)))] = data.draw(st.integers(0, 255))
    store.put(info.key, sealer.seal_object(info.key, payload), replace=True)
    left = archive(store, sealer)
    rows = left.rows("shop")
    assert len(rows) + len(left.findings) in (0, 1)
    for row in rows:
        try:
            left.summary(row)
        except PagewakeError:
            continue
