"""What the WAL walkers find, where they stop and why; every implementation in turn."""

import struct

import numpy as np
import pytest
from tests.kernels.wal_walks import SEGMENT, layout_of, walk
from tests.postgres.wal_writer import Block, Image, WalWriter, record_bytes

from pagewake.kernels import NO_TIME_MAX, NO_TIME_MIN, WAL_MAGICS, WAL_PAGE_BYTES, WalLayout, WalStop

HEAP, PAGE = 10, WAL_PAGE_BYTES


@pytest.fixture
def wal():
    return WalWriter(segment_size=SEGMENT)


def stop_of(kernels, wal, pages=None):
    return walk(kernels, wal.pages() if pages is None else pages, wal.start, layout_of(wal))[1]


def page_set(wal, page, offset, value, pages=None):
    """The pages with an integer or bytes replaced in one of them."""
    pages = bytearray(wal.pages() if pages is None else pages)
    value = value if isinstance(value, bytes) else bytes([value])
    at = page * PAGE + offset
    pages[at : at + len(value)] = value
    return bytes(pages)


# --- what is found


def test_records_blocks_and_events(kernels, one_of_each):
    walker, _ = walk(
        kernels, one_of_each.segments(), one_of_each.start, layout_of(one_of_each), cuts=(1, 16, 17)
    )
    rows, refs, events = walker.records(), walker.block_refs(), walker.events()
    assert walker.records_counted == one_of_each.count == len(rows)
    assert [(row["rmid"], row["info"], row["n_blocks"], row["main_len"]) for row in rows] == [
        *[(10, 0x00, 1, 3), (1, 0x00, 0, 8), (1, 0x80, 0, 28), (2, 0x20, 0, 20), (10, 0x20, 2, 0)],
        *[(200, 0x30, 0, 10000), (0, 0xB0, 3, 0), (0, 0x40, 0, 0), (11, 0x00, 1, 1), (0, 0xD0, 0, 16)],
        (1, 0x20, 0, 8),
    ]
    assert rows["prev"].tolist() == [0, *rows["lsn"][:-1].tolist()]
    assert rows["xid"][0] == 700
    assert rows["first_block"].tolist() == [0, 1, 1, 1, 1, 3, 3, 6, 6, 7, 7]
    assert rows["lsn"][8] == one_of_each.start + one_of_each.segment_size + 40
    assert rows["end_lsn"][7] == one_of_each.start + one_of_each.segment_size
    assert refs[["relation", "block", "fork", "image_len", "data_len"]].tolist() == [
        *[(16384, 7, 0, 1192, 5), (16384, 7, 0, 0, 0), (16384, 9, 0, 0, 0)],
        *[(5, 0, 0, 8192, 0), (5, 1, 0, 8192, 0), (5, 2, 0, 8192, 0), (6, 0, 2, 0, 0)],
    ]
    assert refs["flags"].tolist() == [0x30, 0, 0xC0, 0x10, 0x10, 0x10, 2]
    assert refs["image_info"].tolist() == [3, 0, 0, 2, 2, 2, 0]
    blocks = np.sort(walker.blocks(), order=["relation", "block"])
    assert blocks[["tablespace", "database", "relation", "fork", "block", "count", "last"]].tolist() == [
        *[(1663, 5, 5, 0, block, 1, 6) for block in range(3)],
        (1663, 5, 6, 2, 0, 1, 8),
        *[(1663, 5, 16384, 0, 7, 2, 4), (1663, 5, 16384, 0, 9, 1, 4)],
    ]
    # The commit that drops a file, the truncation, the extension's record, the switch, the overwrite.
    assert events["ordinal"].tolist() == [2, 3, 5, 7, 9]
    for name in ("lsn", "end_lsn", "tot_len", "xid", "main_len", "rmid", "info"):
        assert np.array_equal(events[name], rows[name][events["ordinal"].astype(np.int64)])
    assert (walker.commits, walker.aborts) == (2, 1)
    assert (walker.min_commit_time, walker.max_commit_time) == (800_000_000_000_000, 800_000_000_500_000)
    assert (walker.min_time, walker.max_time) == (799_000_000_000_000, 800_000_000_500_000)
    assert rows["xact_time"][:2].tolist() == [NO_TIME_MAX, 800_000_000_000_000]
    assert walker.counts[10, 0] == walker.counts[10, 2] == walker.counts[0, 13] == 1
    assert walker.counts.sum() == len(rows)
    assert walker.record_bytes.sum() == rows["tot_len"].sum()
    assert walker.image_bytes[0, 11] == 3 * 8192
    assert (walker.first_record, walker.first_prev, walker.last_record) == (
        rows["lsn"][0],
        0,
        rows["lsn"][-1],
    )
    assert walker.end_lsn == one_of_each.position


def test_a_main_data_stands_at_the_end(kernels, wal):
    """As the events promise: the last `main_len` bytes."""
    wal.append(0, 0x70, main=b"restore point", blocks=[Block(data=b"?")])
    walker, _ = walk(kernels, wal.pages(), wal.start, layout_of(wal))
    (event,) = walker.events()
    start = int(event["lsn"]) - wal.start
    record = wal.pages()[start : start + int(event["tot_len"])]
    assert record[-int(event["main_len"]) :] == b"restore point"


@pytest.mark.parametrize(
    ("rmid", "info", "main", "blocks", "is_event"),
    [
        *(
            (0, info, b"x" * 8, (), True)
            for info in (0x00, 0x10, 0x50, 0x60, 0x70, 0x80, 0x90, 0xC0, 0xE0, 0xF0)
        ),
        *((0, info, b"", (), False) for info in (0x20, 0x30, 0xA0, 0xB0)),
        (0, 0xB1, b"", (), True),
        *((rmid, 0x00, b"", (), True) for rmid in (2, 4, 5)),
        *((rmid, 0x00, b"", (), False) for rmid in (3, 6, 7, 8, 10, 20, 21)),
        (10, 0x01, b"", (), True),
        (10, 0x02, b"", (), False),
        *((1, info, bytes(8) + b"\4\0\0\0", (), True) for info in (0x80, 0xA0, 0xB0, 0xC0, 0x81)),
        *((1, info, bytes(8) + b"\3\0\0\0", (), False) for info in (0x80, 0xA0, 0xB0, 0xC0, 0x81)),
        (1, 0x00, bytes(8) + b"\4\0\0\0", (), False),
        (1, 0x10, bytes(40), (), False),
        (1, 0x51, bytes(40), (), True),
        (128, 0x00, b"", (), True),
        (128, 0x00, b"", (Block(),), False),
        (128, 0x01, b"", (Block(),), True),
    ],
)
def test_what_is_an_event(kernels, wal, rmid, info, main, blocks, is_event):
    wal.append(rmid, info, main=main, blocks=blocks)
    walker, _ = walk(kernels, wal.pages(), wal.start, layout_of(wal))
    assert walker.records_counted == 1
    assert len(walker.events()) == is_event


@pytest.mark.parametrize("leave", [0, 8, 16, 24, 32])
@pytest.mark.parametrize("size", [0, 1, 8100, 8168, 8169, 20000, 3 * SEGMENT])
def test_records_over_pages_and_segments(kernels, wal, leave, size):
    """Wherever the page ends: before the record, in its header, in its body."""
    wal.fill_page(leave)
    split = wal.append(HEAP, 0, main=bytes(size))
    last = wal.append(HEAP, 0)
    whole, _ = walk(kernels, wal.pages(), wal.start, layout_of(wal))
    assert whole.records()["lsn"].tolist()[1:] == [split.lsn, last.lsn]
    assert whole.records()["tot_len"][1] == 24 + size + (0 if size == 0 else 2 if size < 256 else 5)


def test_a_record_counts_when_it_is_complete(kernels, wal):
    wal.append(HEAP, 0, blocks=[Block(block=1)])
    placed = wal.append(HEAP, 0, blocks=[Block(block=2)], main=bytes(20000))
    pages = wal.pages()
    walker = kernels.wal_walker(layout_of(wal), wal.start, exact=False, records=True)
    assert walker.feed(pages[: 2 * PAGE], wal.start) is WalStop.MORE
    assert (walker.records_counted, len(walker.blocks()), walker.pending) == (1, 1, placed.lsn)
    assert walker.position == walker.stop_lsn == wal.start + 2 * PAGE
    assert walker.end_lsn == placed.lsn
    walker.forget()
    assert (walker.records_counted, walker.first_record, walker.min_time) == (0, None, NO_TIME_MIN)
    walker.feed(pages[2 * PAGE :], wal.start + 2 * PAGE)
    assert (walker.records_counted, walker.first_record, walker.pending) == (1, placed.lsn, None)
    assert walker.blocks()["block"].tolist() == [2]
    assert walker.first_prev == wal.start + 40


def test_a_walk_from_the_middle(kernels, wal):
    """The rest of the record that runs in is skipped over several pages; exact starts skip nothing."""
    big = [wal.append(HEAP, 0, main=bytes(3 * PAGE)) for _ in range(3)]
    last = wal.append(HEAP, 0)
    pages = wal.pages()
    for offset in (0, 100, PAGE - 1):
        walker, _ = walk(kernels, pages[PAGE:], wal.start + PAGE + offset, layout_of(wal), cuts=(1,))
        assert (walker.skipped_head, walker.first_record) == (True, big[1].lsn)
        assert (walker.first_prev, walker.records_counted) == (big[0].lsn, 3)
    walker = kernels.wal_walker(layout_of(wal), wal.start + PAGE, exact=False)
    walker.feed(pages[PAGE : 2 * PAGE], wal.start + PAGE)
    assert (walker.skipped_head, walker.pending, walker.end_lsn) == (True, None, wal.start + 2 * PAGE)
    page = (last.lsn - wal.start) // PAGE * PAGE
    walker, _ = walk(kernels, pages[page:], last.lsn, layout_of(wal), exact=True)
    assert (walker.skipped_head, walker.first_record, walker.records_counted) == (False, last.lsn, 1)
    assert (walker.first_prev, walker.end_lsn) == (big[2].lsn, last.end_lsn)
    walker, stop = walk(kernels, pages[PAGE:], wal.start + PAGE, layout_of(wal), exact=True)
    assert (stop, walker.stop_lsn) == (WalStop.UNEXPECTED_CONTRECORD, wal.start + PAGE)


def test_after_a_switch_nothing_is_looked_at(kernels, wal):
    wal.append(HEAP, 0)
    wal.switch()
    wal.append(HEAP, 0)
    pages = page_set(wal, 1, 0, b"anything" * 1024)
    walker, stop = walk(kernels, pages, wal.start, layout_of(wal))
    assert (stop, walker.records_counted) == (WalStop.BAD_RECORD_LENGTH, 3)
    walker, stop = walk(kernels, pages[:SEGMENT], wal.start, layout_of(wal))
    assert (stop, walker.end_lsn, walker.position) == (WalStop.MORE, wal.start + SEGMENT, wal.start + SEGMENT)


def test_an_abandoned_record_is_not_counted(kernels, wal):
    before = wal.append(HEAP, 0)
    lost = record_bytes(HEAP, 0, wal.prev, bytes(9000))
    overwrite = wal.abandon(lost)
    wal.append(HEAP, 0)
    walker, stop = walk(kernels, wal.pages(), wal.start, layout_of(wal), cuts=(1,))
    assert (stop, walker.records_counted) == (WalStop.BAD_RECORD_LENGTH, 3)
    assert walker.records()["prev"][1] == before.lsn
    # A walk that begins at the overwrite, or in the abandoned record, knows no better and accepts it.
    for start, exact in ((overwrite.lsn, True), (overwrite.lsn, False), (before.end_lsn, True)):
        first = (start - wal.start) // PAGE * PAGE
        walker, stop = walk(kernels, wal.pages()[first:], start, layout_of(wal), exact=exact)
        assert (stop, walker.records_counted) == (WalStop.BAD_RECORD_LENGTH, 2)


# --- where it stops


def test_stops_of_pages(kernels, wal):
    for _ in range(5):
        wal.append(HEAP, 0, main=bytes(10000))
    for page, offset, value, reason in [
        (1, 0, 0, WalStop.BAD_MAGIC),
        (1, 0, bytes(PAGE), WalStop.BAD_MAGIC),
        (1, 2, 0x11, WalStop.BAD_PAGE_FLAGS),
        (1, 2, 0x09, WalStop.BAD_PAGE_FLAGS),
        (1, 2, 0x03, WalStop.BAD_PAGE_FLAGS),
        (1, 3, 0x01, WalStop.BAD_PAGE_FLAGS),
        (1, 9, 0xFF, WalStop.BAD_PAGE_ADDRESS),
        (1, 2, 0x00, WalStop.NO_CONTRECORD),
        (1, 16, b"\0\0\0\0", WalStop.BAD_CONTRECORD_LENGTH),
        (1, 16, 1, WalStop.BAD_CONTRECORD_LENGTH),
        (4, 2, 0x01, WalStop.BAD_SEGMENT_HEADER),
        (4, 24, 1, WalStop.BAD_SEGMENT_HEADER),
        (4, 33, 1, WalStop.BAD_SEGMENT_HEADER),
        (4, 37, 1, WalStop.BAD_SEGMENT_HEADER),
        (2, 4, 0, WalStop.TIMELINE_BACKWARDS),
    ]:
        walker, stop = walk(kernels, page_set(wal, page, offset, value), wal.start, layout_of(wal))
        assert (stop, walker.stop_lsn) == (reason, wal.start + page * PAGE), reason
        assert walker.position == walker.stop_lsn
        assert walker.end_lsn <= walker.stop_lsn
    assert stop_of(kernels, wal) is WalStop.BAD_RECORD_LENGTH
    other_system = WalLayout(wal.magic, SEGMENT, wal.system_identifier + 1)
    assert walk(kernels, wal.pages(), wal.start, other_system)[1] is WalStop.BAD_SEGMENT_HEADER
    assert (
        walk(kernels, wal.pages(), wal.start, WalLayout(wal.magic, SEGMENT, 0))[1]
        is WalStop.BAD_RECORD_LENGTH
    )


def test_a_page_that_continues_nothing(kernels, wal):
    wal.fill_page()
    wal.append(HEAP, 0)
    assert stop_of(kernels, wal, page_set(wal, 1, 2, 0x01)) is WalStop.UNEXPECTED_CONTRECORD
    assert stop_of(kernels, wal, page_set(wal, 1, 2, 0x08)) is WalStop.BAD_OVERWRITE


def test_stops_of_abandoned_records(kernels, wal):
    wal.append(HEAP, 0)
    wal.abandon(record_bytes(HEAP, 0, wal.prev, bytes(9000)), named=wal.start + 40)
    assert stop_of(kernels, wal) is WalStop.BAD_OVERWRITE
    for record in ((HEAP, 0, b""), (0, 0xD0, b"\xff\2ab"), (0, 0xD0, b"")):
        wal = WalWriter(segment_size=SEGMENT)
        wal.append_record(record_bytes(HEAP, 0, 0, bytes(9000)), whole=False)
        wal._page_header(8, 0)
        wal.append_body(*record)
        assert stop_of(kernels, wal) is WalStop.BAD_OVERWRITE
    wal = WalWriter(segment_size=SEGMENT)
    wal.append(0, 0xD0, main=bytes(16))
    assert stop_of(kernels, wal) is WalStop.BAD_OVERWRITE


@pytest.mark.parametrize("long", [False, True], ids=["on one page", "over pages"])
def test_stops_of_records(kernels, wal, long):
    first = wal.append(HEAP, 0)
    bad = wal.append(HEAP, 0, main=bytes(9000 if long else 90))
    wal.append(HEAP, 0)
    at = bad.lsn - wal.start
    for offset, value, reason in [
        (0, b"\0\0\0\0", WalStop.BAD_RECORD_LENGTH),
        (0, b"\x17\0\0\0", WalStop.BAD_RECORD_LENGTH),
        (8, 0, WalStop.BAD_PREV_LINK),
        (17, 22, WalStop.BAD_RMGR),
        (17, 127, WalStop.BAD_RMGR),
        (17, 11, WalStop.BAD_CRC),
        (18, 1, WalStop.BAD_CRC),
        (20, bytes(4), WalStop.BAD_CRC),
        (60, 1, WalStop.BAD_CRC),
    ]:
        walker, stop = walk(kernels, page_set(wal, 0, at + offset, value), wal.start, layout_of(wal))
        assert (stop, walker.stop_lsn, walker.end_lsn) == (reason, bad.lsn, first.end_lsn), reason
        assert (walker.records_counted, walker.pending, walker.last_record) == (1, None, first.lsn)
        assert walker.feed(b"", walker.position) is stop


def test_the_first_record_must_link_to_something_before_it(kernels, wal):
    wal.prev = wal.start + 40
    wal.append(HEAP, 0)
    assert stop_of(kernels, wal) is WalStop.BAD_PREV_LINK


@pytest.mark.parametrize("magic", sorted(WAL_MAGICS))
def test_what_versions_differ_in(kernels, magic):
    major = WAL_MAGICS[magic]

    def stop(*arguments, **options):
        wal = WalWriter(magic, SEGMENT)
        wal.append(*arguments, **options)
        wal.append(HEAP, 0)
        return stop_of(kernels, wal)

    good = WalStop.BAD_RECORD_LENGTH  # zeros follow
    assert stop(128, 0) is (WalStop.BAD_RMGR if major < 15 else good)
    assert stop(HEAP, 0, top_level_xid=5) is (WalStop.BAD_RECORD if major < 14 else good)
    compressed = Image(bytes(100), 50, 60, compressed=0x02 if major < 15 else 0x04)
    assert stop(HEAP, 0, blocks=[Block(image=compressed)]) is good
    assert stop(HEAP, 0, blocks=[Block(image=Image(bytes(100), compressed=0x20))]) is WalStop.BAD_RECORD
    wal = WalWriter(magic, SEGMENT)
    wal.append(HEAP, 0, main=bytes(9000))
    too_long = page_set(wal, 0, 40, struct.pack("<I", (1020 << 20) + 1))
    expected = WalStop.BAD_RECORD_LENGTH if major >= 16 else WalStop.BAD_CONTRECORD_LENGTH
    assert stop_of(kernels, wal, too_long) is expected


def _block(flags=0, data_len=0, image=b"", locator=bytes(12), id=0, block=bytes(4)):
    return struct.pack("<BBH", id, flags, data_len) + image + locator + block


IMAGE = 0x10


@pytest.mark.parametrize(
    "body",
    [
        b"\x21",  # 33: no block has this id
        b"\xfb\0\0\0\0",
        b"\xff",
        b"\xff\5abcd",
        b"\xfe\5\0\0",
        b"\xfe\xff\xff\xff\xffabcd",
        b"\xfd\1",
        b"\xfd\1\0\xfd\1\0",
        b"\xfc\1\0\0\0\xfc\1\0\0\0",
        b"\xff\1ab",
        _block(flags=4),
        _block(flags=0x20),
        _block(data_len=1) + b"a",
        _block(flags=0x20, data_len=2) + b"a",
        _block(flags=0x80, locator=b""),
        _block() + _block(),
        _block(id=3) + _block(id=2),
        _block()[:-1],
        _block(flags=IMAGE, image=struct.pack("<HHB", 100, 0, 2)) + bytes(100),
        _block(flags=IMAGE, image=struct.pack("<HHB", 8192, 0, 3)) + bytes(8192),
        _block(flags=IMAGE, image=struct.pack("<HHB", 100, 0, 3)) + bytes(100),
        _block(flags=IMAGE, image=struct.pack("<HHB", 8193, 0, 2)) + bytes(8193),
        _block(flags=IMAGE, image=struct.pack("<HHB", 8192, 0, 4)) + bytes(8192),
        _block(flags=IMAGE, image=struct.pack("<HHB", 8192, 1, 2)) + bytes(8192),
        _block(flags=IMAGE, image=struct.pack("<HHBH", 100, 1, 5, 0)) + bytes(100),
        _block(flags=IMAGE, image=struct.pack("<HHBH", 100, 0, 5, 1)) + bytes(100),
        _block(flags=IMAGE, image=struct.pack("<HHB", 100, 1, 4)) + bytes(100),
    ],
)
def test_records_that_contradict_themselves(kernels, wal, body):
    """Their checksum is right."""
    wal.append(HEAP, 0)
    bad = wal.append_body(HEAP, 0, body)
    walker, stop = walk(kernels, wal.pages(), wal.start, layout_of(wal))
    assert (stop, walker.stop_lsn, walker.records_counted) == (WalStop.BAD_RECORD, bad.lsn, 1)
    assert len(walker.blocks()) == len(walker.block_refs()) == 0


@pytest.mark.parametrize(
    ("info", "main"), [(0x00, bytes(7)), (0x20, b""), (0x80, bytes(11)), (0xB0, bytes(8))]
)
def test_transaction_ends_without_a_time(kernels, wal, info, main):
    wal.append(1, info, main=main)
    assert stop_of(kernels, wal) is WalStop.BAD_RECORD


# --- how it is called


def test_pieces_must_join_up(kernels, wal):
    wal.append(HEAP, 0, main=bytes(9000))
    pages = wal.pages()
    walker = kernels.wal_walker(layout_of(wal), wal.start + 100, exact=False)
    for data, lsn in (
        (pages, wal.start + 100),
        (pages[:-1], wal.start),
        (pages, wal.start + PAGE),
        (pages, 0),
    ):
        with pytest.raises(ValueError, match=r"WAL"):
            walker.feed(data, lsn)
    assert walker.feed(memoryview(pages)[:PAGE], wal.start) is WalStop.MORE
    with pytest.raises(ValueError, match="from"):
        walker.feed(pages[:PAGE], wal.start)
    assert walker.feed(np.frombuffer(pages[PAGE:], np.uint8), wal.start + PAGE) is WalStop.BAD_RECORD_LENGTH
    with pytest.raises(ValueError, match="records=True"):
        walker.records()
    with pytest.raises(ValueError, match="records=True"):
        walker.block_refs()


@pytest.mark.parametrize(
    ("layout", "start", "exact"),
    [
        (WalLayout(0xD120, SEGMENT), 0, False),
        (WalLayout(0xD110, SEGMENT + 1), 0, False),
        (WalLayout(0xD110, PAGE), 0, False),
        (WalLayout(0xD110, 2 << 30), 0, False),
        (WalLayout(0xD110, SEGMENT, -1), 0, False),
        (WalLayout(0xD110, SEGMENT), -8, False),
        (WalLayout(0xD110, SEGMENT), 4, True),
        (WalLayout(0xD110, SEGMENT), 1 << 63, False),
    ],
)
def test_layouts_that_no_wal_has(kernels, layout, start, exact):
    with pytest.raises(ValueError, match=r"WAL|identifier|record"):
        kernels.wal_walker(layout, start, exact=exact)


def test_every_stop_has_words():
    assert all(stop.description for stop in WalStop)
