"""Checking and describing data pages, made here and real."""

from __future__ import annotations

import struct

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.postgres.servers import Rig, Server

from pagewake.engines.base import SourceFile
from pagewake.engines.postgres.control import parse_control
from pagewake.engines.postgres.pages import check_files, check_pages, describe_page
from pagewake.kernels import PgPageFault, pg_checksum

FILE = SourceFile("base/5/16384.1", 1 << 30, 8192, "1663/5/16384", first_block=131072)


def page(lsn: int = 0x1_0000_0020, block: int = 131072, special: int = 8192, **changes: int) -> bytes:
    raw = bytearray(8192)
    fields = {"flags": 0, "lower": 28, "upper": 8000, "special": special, "size": 8196} | changes
    struct.pack_into("<IIHHHHHHI", raw, 0, lsn >> 32, lsn & 0xFFFFFFFF, 0, *fields.values(), 77)
    raw[8000:8010] = b"some tuple"
    struct.pack_into("<H", raw, 8, pg_checksum(raw, block))
    return bytes(raw)


def verdict(pages: list[bytes], *, checksums: bool = True, start: int = 0, newest: int = 0) -> dict[int, str]:
    blocks = np.arange(len(pages), dtype=np.int64)
    found = check_pages(FILE, blocks, memoryview(b"".join(pages)), checksums, start, newest)
    return dict(zip(found.bad.tolist(), found.reasons, strict=True))


def test_the_number_of_a_page_is_that_in_its_relation() -> None:
    good = [page(block=131072), bytes(8192), page(block=131074)]
    assert verdict(good) == {}
    assert verdict(good[::-1]) == {
        0: PgPageFault.BAD_CHECKSUM.description,
        2: PgPageFault.BAD_CHECKSUM.description,
    }
    assert verdict(good[::-1], checksums=False) == {}


def test_pages_that_may_be_torn_are_good_unless_their_lsn_is_impossible() -> None:
    torn = page(lsn=2000)[:4096] + bytes(4096)
    damaged = page(lsn=999)[:4096] + bytes(4096)
    future = page(lsn=3001, block=131074)
    told = verdict([torn, damaged, future], start=1000, newest=3000)
    assert told == {1: PgPageFault.BAD_CHECKSUM.description, 2: PgPageFault.FUTURE_LSN.description}
    assert set(verdict([torn, damaged, future], start=1000)) == {1}
    assert set(verdict([torn, damaged, future], newest=3000)) == {0, 1, 2}
    assert verdict([], start=1, newest=2) == {}


def test_of_several_files_those_with_a_bad_page_are_told() -> None:
    """Each page is judged by its number in its own relation, and by the same rules as alone."""
    small = [
        SourceFile(f"base/5/{n}", pages * 8192, 8192, f"1663/5/{n}") for n, pages in enumerate((2, 1, 3))
    ]
    files = [*small, SourceFile("base/5/9.1", 8192, 8192, "1663/5/9", first_block=131072)]
    good = [page(block=0), page(block=1), page(block=0), bytes(8192), page(block=1), page(block=2), page()]

    def fine(pages: list[bytes], start: int = 0, newest: int = 0) -> list[bool]:
        return check_files(files, memoryview(b"".join(pages)), True, start, newest).tolist()

    assert fine(good) == [True, True, True, True]
    for at, file in enumerate((0, 0, 1, 2, 2, 2, 3)):
        damaged = list(good)
        damaged[at] = page(block=77)
        assert fine(damaged) == [number != file for number in range(4)]
        assert fine(damaged, start=1) == [True] * 4, "it may be torn"
        assert fine(damaged, start=1, newest=0x1_0000_0000) == [False, False, False, False]


def test_a_page_is_described() -> None:
    told = describe_page(page(), 131072)
    fields = {field.name: (field.value, field.note) for field in told.fields}
    assert told.lsn == 0x1_0000_0020 and told.checksum_ok is True and told.problems == ()
    assert fields["LSN"][0] == "1/20" and fields["checksum"][1] == "as computed"
    assert fields["lower"] == ("28", "1 line pointer")
    assert fields["special"][1].startswith("a table's page")
    wrong = describe_page(page(), 131073)
    assert wrong.checksum_ok is False and "block 131073" in wrong.problems[0]
    unchecked = bytearray(page())
    unchecked[8:10] = b"\0\0"
    assert describe_page(bytes(unchecked), 0).checksum_ok is None


def test_bad_pages_have_problems() -> None:
    assert "3 bytes" in describe_page(b"abc", 0).problems[0]
    assert "never written" in describe_page(bytes(8192), 0).problems[0]
    assert "not all zeros" in describe_page(page(upper=0), 131072).problems[0]
    assert "overlap" in describe_page(page(lower=9000), 131072).problems[0]
    assert "flags" in describe_page(page(flags=8), 131072).problems[0]
    assert "version 5" in describe_page(page(size=8197), 131072).problems[0]


@given(st.binary(min_size=24, max_size=24), st.binary(max_size=64), st.integers(-1, 2**40))
def test_any_bytes_are_described(header: bytes, tail: bytes, block: int) -> None:
    raw = header.ljust(8192 - len(tail), b"x") + tail
    assert describe_page(raw, block).fields


def test_pages_of_a_real_cluster(rig: Rig, server: Server) -> None:
    server.sql(
        "CREATE TABLE t (id serial PRIMARY KEY, a int[], p point); INSERT INTO t (a, p) SELECT ARRAY[g], point(g, g) "
        "FROM generate_series(1, 3000) g; CREATE INDEX t_gin ON t USING gin (a); "
        "CREATE INDEX t_gist ON t USING gist (p); "
        "CREATE INDEX t_spgist ON t USING spgist (p); CREATE INDEX t_hash ON t USING hash (id); "
        "CREATE INDEX t_brin ON t USING brin (id)"
    )
    paths = {
        name: server.value("SELECT pg_relation_filepath(%s::regclass)", name)
        for name in ("t", "t_pkey", "t_gin", "t_gist", "t_spgist", "t_hash", "t_brin", "t_id_seq")
    }
    server.sql("CREATE EXTENSION pageinspect; CHECKPOINT")
    pointers = server.sql(
        "SELECT lp_off, lp_len, lp_flags FROM heap_page_items(get_raw_page('t', 0)) ORDER BY lp"
    )
    counts = server.sql("SELECT count(*) FROM bt_page_items('t_pkey', 1)")
    server.stop()
    control = parse_control((server.data / "global/pg_control").read_bytes())
    assert control.checksums and control.clean
    kinds, items = {}, {}
    for name, path in paths.items():
        raw = (server.data / path).read_bytes()
        file = SourceFile(path, len(raw), 8192, "x")
        blocks = np.arange(len(raw) // 8192, dtype=np.int64)
        # Nothing was written after the shutdown checkpoint: every page can be judged.
        sound = check_pages(file, blocks, memoryview(raw), True, 0, control.checkpoint)
        assert not len(sound.bad), (name, sound)
        told = describe_page(raw[:8192], 0)
        assert told.checksum_ok and not told.problems
        for number in blocks.tolist():  # what is no line pointer would point astray sooner or later
            told = describe_page(raw[number * 8192 : number * 8192 + 8192], number)
            assert not told.problems, (name, number, told.problems)
        told = describe_page(raw[:8192], 0)
        items[name] = [field for field in told.fields if field.name.startswith("line pointer ")]
        items[f"{name} 1"] = [
            field
            for field in describe_page(raw[8192:16384] or raw[:8192], 1).fields
            if field.name.startswith("line pointer ")
        ]
        kinds[name] = {field.name: field.note for field in told.fields}["special"]
        swapped = check_pages(file, blocks + 1, memoryview(raw), True, 0)
        written = [block for block in range(len(blocks)) if any(raw[block * 8192 : block * 8192 + 8192])]
        assert swapped.bad.tolist() == written
    assert (
        kinds["t_pkey"] == "B-tree index"
        and kinds["t_gin"] == "GIN index"
        and kinds["t_id_seq"] == "sequence"
    )
    assert kinds["t_gist"] == "GiST index" and kinds["t_spgist"] == "SP-GiST index"
    assert kinds["t_hash"] == "hash index" and kinds["t_brin"] == "BRIN metapage"
    states = ("unused", "normal", "redirect", "dead")
    assert [field.value for field in items["t"]] == [f"{offset} / {length}" for offset, length, _ in pointers]
    assert {field.note.split(":")[0] for field in items["t"]} == {states[state] for *_, state in pointers}
    assert [field.offset for field in items["t"]] == [24 + 4 * number for number in range(len(pointers))]
    assert len(items["t_pkey 1"]) == counts[0][0] and not items["t_pkey"], "the first block is the metapage"
    assert len(items["t_id_seq"]) == 1 and not items["t_brin"] and not items["t_gin"]
