"""The C walker and the plain one find the same, whatever the WAL and however it is fed."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kernels.wal_walks import SEGMENT, append_broken, found, layout_of, walk, written
from tests.postgres.wal_writer import Block, WalWriter

from pagewake.kernels import WAL_PAGE_BYTES, WalStop
from pagewake.kernels.wal import BLOCK_REF_TYPE, BLOCK_TYPE, EVENT_TYPE, RECORD_TYPE

MODEST = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
HEAVY = settings(MODEST, max_examples=1500)
seeds = st.integers(0, 2**64 - 1)


def cuts_of(random):
    return sorted(random.sample(range(1, 60), random.choice([0, 1, 3, 10, 59])))


def assert_same(native, plain, data, start, layout, **options):
    records = options.get("records", True)
    one, stop = walk(native, data, start, layout, **options)
    other, expected = walk(plain, data, start, layout, **options)
    assert stop is expected
    assert found(one, records) == found(other, records)
    return one


def same_on_whole_wal(native, plain, random):
    """Also: every record is found, and pieces change nothing."""
    wal = written(random)
    layout = layout_of(wal, random.random() < 0.5)
    walker = assert_same(native, plain, wal.pages(), wal.start, layout, cuts=cuts_of(random))
    assert walker.records_counted == wal.count
    assert walker.stop in (WalStop.MORE, WalStop.BAD_RECORD_LENGTH)
    assert walker.end_lsn == wal.position
    in_one, _ = walk(native, wal.pages(), wal.start, layout)
    assert found(walker) == found(in_one)
    options = {"records": False, "forget_at": random.randint(0, 5), "cuts": cuts_of(random)}
    assert_same(native, plain, wal.pages(), wal.start, layout, **options)


def same_from_anywhere(native, plain, random):
    wal = written(random)
    pages = wal.segments() or bytes(SEGMENT)
    offset, exact = random.randrange(len(pages)), random.random() < 0.6
    if exact:
        whole, _ = walk(native, wal.pages(), wal.start, layout_of(wal))
        starts = [int(row["lsn"]) - wal.start for row in whole.records()]
        offset = random.choice(starts) if starts and random.random() < 0.7 else offset & ~7
    first = offset - offset % WAL_PAGE_BYTES
    options = {"exact": exact, "cuts": cuts_of(random)}
    assert_same(native, plain, pages[first:], wal.start + offset, layout_of(wal), **options)


def same_on_damage(native, plain, random):
    wal = written(random)
    if random.random() < 0.3:
        append_broken(random, wal)
    pages = bytearray(wal.pages() or bytes(WAL_PAGE_BYTES))
    for _ in range(random.randint(0, 2)):
        # Page headers decide most, so they are hit most; often on pages that records cross.
        page = random.randrange(len(pages) // WAL_PAGE_BYTES) * WAL_PAGE_BYTES
        at = page + random.choice([random.randrange(40), random.randrange(WAL_PAGE_BYTES)])
        pages[at] = random.choice(
            [0, 1, 2, 8, 0xFF, random.getrandbits(8), pages[at] ^ 1 << random.randrange(8)]
        )
    assert_same(native, plain, bytes(pages), wal.start, layout_of(wal), cuts=cuts_of(random))


def same_on_pages_elsewhere(native, plain, random):
    """Pages left out, twice, swapped, or of other WAL: segments that were recycled or mixed up."""
    wal, other = written(random), written(random, 20)
    pages = wal.pages() or bytes(WAL_PAGE_BYTES)
    every = [pages[at : at + WAL_PAGE_BYTES] for at in range(0, len(pages), WAL_PAGE_BYTES)]
    at = random.randrange(len(every))
    strange = (other.pages() or bytes(WAL_PAGE_BYTES))[:WAL_PAGE_BYTES]
    every[at : at + random.randint(0, 2)] = [random.choice([strange, *every])] * random.randint(0, 2)
    for index in range(at, len(every)):
        page = bytearray(every[index])
        if random.random() < 0.7:  # as if it belonged here: then only what it holds tells
            page[0:2] = pages[0:2]
            page[8:16] = (wal.start + index * WAL_PAGE_BYTES).to_bytes(8, "little")
        every[index] = bytes(page)
    assert_same(native, plain, b"".join(every), wal.start, layout_of(wal), cuts=cuts_of(random))


def same_on_broken_records(native, plain, random):
    wal = written(random, 5)
    for _ in range(4):
        append_broken(random, wal)
    assert_same(native, plain, wal.pages(), wal.start, layout_of(wal), cuts=cuts_of(random))


EVERY = [
    same_on_whole_wal,
    same_from_anywhere,
    same_on_damage,
    same_on_pages_elsewhere,
    same_on_broken_records,
]


@pytest.mark.parametrize("check", EVERY)
def test_native_finds_what_the_reference_finds(check, native, plain):
    MODEST(given(seeds)(lambda seed: check(native, plain, Random(seed))))()


@pytest.mark.torture
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("check", EVERY)
def test_native_finds_what_the_reference_finds_often(check, native, plain):
    HEAVY(given(seeds)(lambda seed: check(native, plain, Random(seed))))()


def test_tables_are_of_the_types_that_are_promised(kernels, one_of_each):
    walker, stop = walk(kernels, one_of_each.pages(), one_of_each.start, layout_of(one_of_each))
    assert stop in (WalStop.MORE, WalStop.BAD_RECORD_LENGTH)
    tables = (walker.blocks(), walker.events(), walker.records(), walker.block_refs())
    for table, dtype in zip(tables, (BLOCK_TYPE, EVENT_TYPE, RECORD_TYPE, BLOCK_REF_TYPE), strict=True):
        assert table.dtype == dtype
        assert len(table) > 0


def test_tables_grow(native, plain):
    """More blocks, relations, events and rows than there was room for at first, in one feed and in many."""
    wal = WalWriter(segment_size=SEGMENT)
    for number in range(6000):
        wal.append(2 if number % 2 else 10, 0x10, blocks=[Block(relation=number // 2, block=number)])
    assert_same(native, plain, wal.pages(), wal.start, layout_of(wal))
    walker = assert_same(native, plain, wal.pages(), wal.start, layout_of(wal), cuts=range(1, 60))
    assert (len(walker.blocks()), len(walker.events()), walker.records_counted) == (6000, 3000, 6000)
