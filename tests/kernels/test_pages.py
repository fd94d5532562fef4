"""Pages in memory: checking, finding zeros, gathering, replaying, sealing, counting, and their CRC."""

import hashlib
import json
import struct
import zlib

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kernels.encoding import page

from pagewake.errors import LogCorrupt
from pagewake.kernels import ApplyStop, PageFault, PageWrites, RecordKind

MODEST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@MODEST
@given(data=st.binary(max_size=600), start=st.integers(0, 20), seed=st.integers(0, 2**32 - 1))
def test_crc_equals_zlib(kernels, data, start, seed):
    assert kernels.crc32(memoryview(data)[start:], seed) == zlib.crc32(data[start:], seed)
    assert kernels.crc32(data[start:], kernels.crc32(data[:start])) == zlib.crc32(data)


def test_crc_of_every_length_and_alignment(native):
    data = np.random.default_rng(1).integers(0, 256, 400, np.uint8).tobytes()
    for start in range(17):
        for end in range(start, len(data)):
            assert native.crc32(memoryview(data)[start:end]) == zlib.crc32(data[start:end])


def damaged_pages():
    """Pages from block 7 on, and what is wrong with each."""
    good = page(0)
    magic, kind, checksum = bytearray(page(10)), bytearray(page(11)), bytearray(page(12, b"row"))
    magic[0] ^= 1
    kind[4] = 6
    checksum[4095] ^= 1
    unchecked = bytearray(page(14, b"row"))
    unchecked[24:28] = bytes(4)
    almost_zero = bytes(4095) + b"\1"
    return [
        (page(7), None),
        (page(8, b"x" * 4032, page_type=5), None),
        (bytes(4096), None),
        (magic, PageFault.MAGIC),
        (kind, PageFault.TYPE),
        (checksum, PageFault.CHECKSUM),
        (good, PageFault.WRONG_ID),
        (unchecked, None),
        (almost_zero, PageFault.MAGIC),
    ]


def test_bad_pages_are_found_with_their_reason(kernels):
    pages = damaged_pages()
    data = b"".join(bytes(content) for content, _ in pages)
    bad, reasons = kernels.check_nq_pages(data, 7)
    want = [(index, fault) for index, (_, fault) in enumerate(pages) if fault]
    assert list(zip(bad.tolist(), reasons.tolist(), strict=True)) == want
    assert (bad.dtype, reasons.dtype) == (np.int64, np.uint8)
    assert all(PageFault(reason).description for reason in reasons)


def test_a_partial_last_page_is_not_looked_at(kernels):
    bad, _ = kernels.check_nq_pages(page(3) + b"junk" * 1000, 3)
    assert bad.tolist() == []
    assert kernels.check_nq_pages(b"", 0)[0].tolist() == []


@pytest.mark.parametrize(("block", "size"), [(-1, 4096), (0, 64), (0, 0)])
def test_impossible_pages_are_refused(kernels, block, size):
    with pytest.raises(ValueError, match="no page of"):
        kernels.check_nq_pages(page(0), block, size)


@MODEST
@given(
    hits=st.lists(st.tuples(st.integers(0, 4 * 4096 - 1), st.integers(0, 255)), max_size=6),
    first=st.integers(0, 9),
)
def test_c_and_python_judge_pages_alike(native, plain, hits, first):
    data = bytearray(page(5) + bytes(4096) + page(7, b"row") + page(8))
    for at, value in hits:
        data[at] = value
    for one, other in zip(native.check_nq_pages(data, first), plain.check_nq_pages(data, first), strict=True):
        assert one.tolist() == other.tolist()


def test_every_byte_of_the_data_area_is_covered(native):
    content = page(4, bytes(range(256)) * 15)
    for at in range(64, 4096, 7):
        flipped = bytearray(content)
        flipped[at] ^= 0x10
        assert native.check_nq_pages(flipped, 4)[1].tolist() == [PageFault.CHECKSUM]


def test_pages_of_the_original_are_good(kernels, fixtures):
    for path in sorted(fixtures.rglob("*.db")):
        data = path.read_bytes()
        bad, reasons = kernels.check_nq_pages(data, 0)
        assert bad.tolist() == [], (path, reasons)
        assert not kernels.zero_pages(data, 4096)[0]


@MODEST
@given(
    size=st.integers(0, 500), page_size=st.integers(1, 200), hits=st.lists(st.integers(0, 499), max_size=4)
)
def test_zero_pages(kernels, size, page_size, hits):
    data = bytearray(size)
    for at in hits:
        if at < size:
            data[at] = 1
    want = [not any(data[at : at + page_size]) for at in range(0, size, page_size)]
    assert kernels.zero_pages(data, page_size).tolist() == want


@MODEST
@given(
    source=st.binary(max_size=300),
    indexes=st.lists(st.integers(-1, 12), max_size=8),
    page_size=st.integers(1, 64),
    room=st.integers(0, 400),
)
def test_gathering(native, plain, source, indexes, page_size, room):
    results = []
    for kernels in (native, plain):
        into = bytearray(room)
        try:
            done = kernels.gather_pages(source, np.array(indexes, np.int64), page_size, into)
        except (IndexError, ValueError) as error:
            results.append((type(error), bytes(into)))
        else:
            results.append((done, bytes(into)))
            pieces = [source[index * page_size : (index + 1) * page_size] for index in indexes]
            assert into[:done] == b"".join(pieces)
            assert not any(into[done:])
    assert results[0] == results[1]


def test_gathering_takes_the_partial_page_last_only(kernels):
    into = bytearray(10)
    assert kernels.gather_pages(b"aaaabbbbcc", np.array([1, 2]), 4, into) == 6
    assert into == b"bbbbcc" + bytes(4)
    with pytest.raises(IndexError):
        kernels.gather_pages(b"aaaabbbbcc", np.array([2, 1]), 4, into)
    with pytest.raises(ValueError, match="do not fit"):
        kernels.gather_pages(b"aaaabbbbcc", np.array([0, 1]), 4, bytearray(7))


def writes_of(rows):
    columns = np.array(rows, dtype=object).reshape(len(rows), 7).T
    types = (np.uint64, np.uint64, np.uint32, np.int64, np.int64, np.uint32, np.uint64)
    return PageWrites(*[column.astype(dtype) for column, dtype in zip(columns, types, strict=True)])


LOG = b"old!new!" + bytes(range(256)) * 16
edge = st.sampled_from([0, 1, 4031, 4032, 4033, 2**16, 2**32, 2**64 - 1])
rows = st.tuples(
    st.sampled_from([0, 1, 1, 2, 2, 3, 2**40, 2**64 - 1]),
    st.integers(0, 40) | edge,
    st.integers(0, 40) | st.sampled_from([4032, 4033, 2**32 - 1]),
    st.integers(0, 40) | st.sampled_from([-1, -(2**63), len(LOG), len(LOG) + 1, 2**63 - 1]),
    st.sampled_from([-1, -1, 0, 8, len(LOG) - 3, 2**63 - 1]),
    st.integers(0, 8) | st.sampled_from([4033, 2**32 - 1]),
    st.integers(0, 2**64 - 1),
)


@MODEST
@given(ops=st.lists(rows, max_size=8), start=st.integers(0, 8), compare=st.booleans(), stamp=st.booleans())
def test_c_and_python_replay_alike(native, plain, ops, start, compare, stamp):
    writes, start = writes_of(ops), min(start, len(ops))
    results = []
    for kernels in (native, plain):
        pages = bytearray(page(0) + page(1, b"old!") + bytes(4096) + b"tail")
        done, stop = kernels.apply_log(
            pages, LOG, writes, start=start, compare_first=compare, stamp_lsn=stamp
        )
        assert (stop is ApplyStop.DONE) == (done == len(ops))
        results.append((done, stop, bytes(pages)))
    assert results[0] == results[1]


def test_a_write_changes_its_bytes_and_the_header_only(kernels):
    pages = bytearray(page(0) + page(1, b"old!"))
    done = kernels.apply_log(pages, LOG, writes_of([(1, 0, 4, 4, 0, 4, 77)]), stamp_lsn=True)
    assert done == (1, ApplyStop.DONE)
    kernels.seal_pages(pages, np.array([1]))
    want = bytearray(page(1, b"new!", free_space=4028))
    want[16:24] = struct.pack("<Q", 77)
    assert pages == page(0) + want


def test_a_page_never_written_becomes_a_data_page(kernels, fixtures):
    pages = bytearray(2 * 4096)
    assert kernels.apply_log(pages, LOG, writes_of([(1, 0, 0, 0, -1, 0, 0)])) == (1, ApplyStop.DONE)
    fresh = json.loads((fixtures / "vectors.json").read_bytes())["fresh_page_header_hex"]
    assert pages == bytes(4096) + bytes.fromhex(fresh) + bytes(4032)
    kernels.seal_pages(pages, np.array([1]))
    assert pages[4096:] == page(1)


def test_a_mismatch_stops_before_writing_and_can_be_passed(kernels):
    pages = bytearray(page(0) + page(1, b"else"))
    before = bytes(pages)
    writes = writes_of([(1, 100, 4, 4, -1, 0, 1), (1, 0, 4, 4, 0, 4, 2), (1, 0, 4, 0, 4, 4, 3)])
    assert kernels.apply_log(pages, LOG, writes) == (1, ApplyStop.MISMATCH)
    assert pages[4096 + 64 : 4096 + 164] == before[4096 + 64 : 4096 + 164]
    assert kernels.apply_log(pages, LOG, writes, start=1, compare_first=False) == (3, ApplyStop.DONE)
    assert pages[4096 + 64 : 4096 + 68] == b"old!"


@pytest.mark.parametrize(
    ("row", "stop"),
    [
        ((2, 0, 4, 0, -1, 0, 0), ApplyStop.PAGE_OUT_OF_RANGE),
        ((2**52, 0, 4, 0, -1, 0, 0), ApplyStop.PAGE_OUT_OF_RANGE),
        ((1, 4029, 4, 0, -1, 0, 0), ApplyStop.OUT_OF_PAGE),
        ((1, 2**64 - 2, 4, 0, -1, 0, 0), ApplyStop.OUT_OF_PAGE),
        ((1, 2**32, 4, 0, -1, 0, 0), ApplyStop.OUT_OF_PAGE),
        ((1, 4028, 4, 0, 0, 5, 0), ApplyStop.OUT_OF_PAGE),
        ((1, 0, 4, len(LOG) - 3, -1, 0, 0), ApplyStop.OUT_OF_LOG),
        ((1, 0, 4, -1, -1, 0, 0), ApplyStop.OUT_OF_LOG),
        ((1, 0, 4, 0, len(LOG) - 3, 4, 0), ApplyStop.OUT_OF_LOG),
    ],
)
def test_a_write_outside_its_bounds_is_not_made(kernels, row, stop):
    pages = bytearray(page(0) + page(1, b"old!"))
    before = bytes(pages)
    assert kernels.apply_log(pages, LOG, writes_of([row])) == (0, stop)
    assert pages == before


def test_what_cannot_be_replayed_or_sealed_is_refused(kernels):
    with pytest.raises(ValueError, match="row 2 of 1"):
        kernels.apply_log(bytearray(4096), LOG, writes_of([(0, 0, 0, 0, -1, 0, 0)]), start=2)
    with pytest.raises(ValueError, match="one length"):
        PageWrites(*[np.zeros(n, np.int64) for n in (1, 1, 1, 1, 1, 1, 2)])
    for block in (-1, 1):
        with pytest.raises(IndexError):
            kernels.seal_pages(bytearray(4096 + 4095), np.array([block]))


def test_read_only_pages_are_not_written(kernels):
    with pytest.raises((ValueError, TypeError)):
        kernels.apply_log(bytes(4096), LOG, writes_of([(0, 0, 1, 0, -1, 0, 0)]))


def test_replaying_the_whole_log_of_the_original(kernels, fixtures):
    """`small` ends cleanly: its base copy and all images give the pages of the original's own recovery."""
    place = fixtures / "small"
    log = b"".join(path.read_bytes() for path in sorted((place / "wal").iterdir()))
    columns = kernels.walk_log(log)
    columns = columns.take(np.argsort(columns.lsn, kind="stable"))
    columns = columns.take(np.isin(columns.kind, [RecordKind.UPDATE, RecordKind.CLR]))
    pages = bytearray((place / "base_test.db").read_bytes())
    writes = PageWrites(
        columns.page_id,
        columns.page_offset,
        columns.after_len,
        columns.after_at,
        columns.before_at,
        columns.before_len,
        columns.lsn,
    )
    assert kernels.apply_log(pages, log, writes) == (len(columns), ApplyStop.DONE)
    touched, counts = kernels.block_counts(columns.page_id)
    assert counts.sum() == len(columns)
    kernels.seal_pages(pages, touched)
    assert kernels.check_nq_pages(pages, 0)[0].tolist() == []
    expected = json.loads((place / "expected_recovered.json").read_bytes())["pages"]
    for block in touched.tolist():
        content = pages[block * 4096 : (block + 1) * 4096]
        assert hashlib.sha256(content).hexdigest() == expected[str(block)]


@MODEST
@given(ids=st.lists(st.integers(0, 5) | st.integers(0, 2**32 - 1), max_size=30))
def test_block_counts(kernels, ids):
    blocks, counts = kernels.block_counts(np.array(ids, np.uint64))
    assert blocks.tolist() == sorted(set(ids))
    assert counts.tolist() == [ids.count(block) for block in blocks.tolist()]
    assert blocks.dtype == counts.dtype == np.uint32


def test_a_page_number_that_no_file_can_hold(kernels):
    with pytest.raises(LogCorrupt, match="4294967296"):
        kernels.block_counts(np.array([3, 2**32], np.uint64))
