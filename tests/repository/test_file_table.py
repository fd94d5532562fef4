"""The file table: what was written is read, neighbours are shared, and nothing hostile leads anywhere."""

from __future__ import annotations

import hashlib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagewake.errors import BackupError, ObjectCorrupt, PagewakeError
from pagewake.repository.file_table import (
    MAX_PIECE_BYTES,
    ROW_REGIONS,
    FileRecord,
    FileTable,
    path_problem,
    write_file_table,
)
from pagewake.repository.layers import REGION_BLOCKS
from pagewake.repository.maps import LayerRef

PAGE = 8192
GIB = REGION_BLOCKS * PAGE


class Chunks(dict[bytes, bytes]):
    def save(self, raw: bytes) -> bytes:
        id = hashlib.sha256(raw).digest()
        self[id] = bytes(raw)
        return id

    def load(self, id: bytes) -> bytes:
        return self[id]


def record(path: str, size: int = PAGE, *, version: int = 0) -> FileRecord:
    blocks = -(-size // PAGE)
    regions = -(-blocks // REGION_BLOCKS)
    refs = [[LayerRef(hashlib.sha256(b"%d %d" % (k, version)).digest(), 3)] for k in range(regions)]
    return FileRecord(path, size, PAGE, 0o600, path, 0, refs)


names = st.text(st.sampled_from("abcü/."), min_size=1, max_size=8).filter(lambda path: not path_problem(path))


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(names, st.integers(0, 3 * GIB), max_size=30), names)
def test_what_was_written_is_read_and_found(files: dict[str, int], other: str) -> None:
    chunks = Chunks()
    records = {path: record(path, size) for path, size in files.items()}
    table = FileTable(write_file_table(records.values(), chunks.save), chunks.load)
    assert list(table) == [records[path] for path in sorted(records)]
    for path in [*records, other]:
        assert table.get(path) == records.get(path)


def large_table() -> list[FileRecord]:
    records = [record(f"base/{k % 7}/{k:06}", (k % 3) * 5 * PAGE) for k in range(5000)]
    return [*records, record("pages", 1024 * GIB), record("pages2", 33 * GIB), record("z", 0)]


def test_a_change_writes_its_neighbourhood_only() -> None:
    records, chunks = large_table(), Chunks()
    pieces = write_file_table(records, chunks.save)
    assert len(pieces) > 30
    assert max(map(len, chunks.values())) < MAX_PIECE_BYTES
    changed = [
        record(one.path, one.size, version=1) if one.path == "base/4/002499" else one for one in records
    ]
    removed = [one for one in changed if one.path != "base/2/002501"]
    inserted = [*removed, record("base/3/new")]
    before = set(pieces)
    for number, state in enumerate((changed, removed, inserted)):
        now = write_file_table(state, chunks.save)
        assert len(set(now) - before) <= number + 1
        assert {one.path for one in FileTable(now, chunks.load)} == {one.path for one in state}


def test_a_large_file_that_grows_or_changes_writes_two_rows() -> None:
    records, chunks = large_table(), Chunks()
    before = set(write_file_table(records, chunks.save))
    pages = next(one for one in records if one.path == "pages")
    regions = list(pages.regions)
    regions[500] = [*regions[500], LayerRef(bytes(32), 1)]
    grown = FileRecord("pages", pages.size + PAGE, PAGE, 0o600, "pages", 0, [*regions, []])
    now = write_file_table([grown if one.path == "pages" else one for one in records], chunks.save)
    assert len(set(now) - before) <= 3
    assert FileTable(now, chunks.load).get("pages") == grown


def test_finding_a_file_reads_few_pieces() -> None:
    records, chunks, loads = large_table(), Chunks(), []
    pieces = write_file_table(records, chunks.save)

    def load(id: bytes) -> bytes:
        loads.append(id)
        return chunks[id]

    table = FileTable(pieces, load)
    assert table.get("base/3/004000x") is None
    assert table.get("base/3/000003") == record("base/3/000003", 0)
    assert len(loads) <= 16
    loads.clear()
    for one in records[3::7]:
        assert table.get(one.path) == one
    assert len(loads) <= len(pieces)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../x",
        "a/../../x",
        "a//b",
        "a/",
        "./a",
        "a/./b",
        "a\0b",
        "a" * 300,
        "b/" * 3000 + "c",
        "\ud800",
    ],
)
def test_paths_that_lead_astray_are_refused_on_both_sides(path: str) -> None:
    assert path_problem(path)
    with pytest.raises(BackupError):
        write_file_table([record(path)], Chunks().save)
    if path.isascii():
        chunks = Chunks()
        row = [path, 0, [[[bytes(32), 1]]], PAGE, PAGE, 0o600, None, 0]
        with pytest.raises(ObjectCorrupt, match="path"):
            list(FileTable([chunks.save(b"PWT1" + msgspec.msgpack.encode([row]))], chunks.load))


def test_the_same_path_twice_is_refused() -> None:
    with pytest.raises(BackupError, match="twice"):
        write_file_table([record("a"), record("a")], Chunks().save)


REF = [bytes(32), 1]
GOOD = ["a", 0, [[REF]], PAGE, PAGE, 0o600, None, 0]


def hostile_rows() -> dict[str, list]:
    def but(**changes: object) -> list:
        fields = ["path", "part", "regions", "size", "page_size", "mode", "relation", "first_block"]
        return [changes.get(field, value) for field, value in zip(fields, GOOD, strict=True)]

    return {
        "size": [but(size=-1)],
        "huge": [but(size=1 << 63)],
        "unmapped": [but(size=1 << 60)],
        "page size": [but(page_size=0)],
        "mode": [but(mode=-1)],
        "setuid and more": [but(mode=1 << 40)],
        "block": [but(first_block=-5)],
        "id": [but(regions=[[[b"short", 1]]])],
        "extents": [but(regions=[[[bytes(32), 0]]])],
        "layers": [but(regions=[[REF] * 17])],
        "regions": [but(regions=[[]] * (ROW_REGIONS + 1))],
        "no part 0": [but(part=1)],
        "negative part": [but(part=-1)],
        "order": [but(path="b"), but(path="a")],
        "twice": [but(), but()],
        "stray part": [but(), but(path="b", part=1)],
        "nothing": [],
        "type": [["a", 0, "x"]],
        "nested": [[[]] * 50],
    }


@pytest.mark.parametrize("name", hostile_rows())
def test_hostile_rows_are_refused(name: str) -> None:
    chunks = Chunks()
    piece = chunks.save(b"PWT1" + msgspec.msgpack.encode(hostile_rows()[name]))
    with pytest.raises(ObjectCorrupt, match="file table"):
        list(FileTable([piece], chunks.load))


def test_the_rows_that_the_hostile_ones_are_made_from_are_fine() -> None:
    chunks = Chunks()
    piece = chunks.save(b"PWT1" + msgspec.msgpack.encode([GOOD]))
    assert [one.path for one in FileTable([piece], chunks.load)] == ["a"]


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_damaged_pieces_give_records_or_a_clear_error(data: st.DataObject) -> None:
    chunks = Chunks()
    pieces = write_file_table([record("a", 70 * GIB), record("b/c"), record("d", 0)], chunks.save)
    at = data.draw(st.integers(0, len(pieces) - 1))
    raw = bytearray(chunks[pieces[at]])
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(0, min(len(raw), 400) - 1))] = data.draw(st.integers(0, 255))
    chunks[pieces[at]] = bytes(raw[: data.draw(st.sampled_from([len(raw), len(raw) - 1, 7, 0]))])
    table = FileTable(pieces, chunks.load)
    for look in (lambda: list(table), lambda: [found for p in ("a", "b/c", "d") if (found := table.get(p))]):
        try:
            found = look()
        except PagewakeError:
            continue
        assert all(not path_problem(one.path) for one in found)
        assert all(len(one.regions) == -(-one.blocks // REGION_BLOCKS) for one in found)


def test_a_piece_that_is_too_large_is_not_decoded() -> None:
    chunks = Chunks()
    with pytest.raises(ObjectCorrupt, match="too large"):
        list(FileTable([chunks.save(b"\x90" * (MAX_PIECE_BYTES + 1))], chunks.load))
