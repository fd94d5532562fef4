"""PostgreSQL pages and CRC-32C: what the kernels say, and that every implementation says the same."""

import struct
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pagewake.kernels import PgPageFault

PAGE = 8192
MODEST = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FAULTS = list(PgPageFault)


def header(lsn=0x1_0000_0010, checksum=0, flags=0, lower=28, upper=4096, special=8192, size_version=0x2004):
    return struct.pack(
        "<IIHHHHHHI", lsn >> 32, lsn & 0xFFFFFFFF, checksum, flags, lower, upper, special, size_version, 0
    )


def page(seed=1, **fields):
    body = Random(seed).randbytes(PAGE - 24)
    return header(**fields) + body


def sealed(kernels, content, block):
    checksum = kernels.pg_checksum(content, block)
    return content[:8] + struct.pack("<H", checksum) + content[10:]


def faults_of(kernels, pages, blocks, **options):
    bad, faults = kernels.check_pg_pages(pages, np.array(blocks), **options)
    assert (bad.dtype, faults.dtype) == (np.int64, np.uint8)
    return dict(zip(bad.tolist(), map(PgPageFault, faults.tolist()), strict=True))


def test_crc32c_is_the_known_one(kernels):
    """The values of RFC 3720, B.4, and of the usual check string."""
    for data, expected in [
        (b"", 0),
        (b"123456789", 0xE3069283),
        (bytes(32), 0x8A9136AA),
        (b"\xff" * 32, 0x62A8AB43),
        (bytes(range(32)), 0x46DD794E),
        (bytes(reversed(range(32))), 0x113FDB5C),
    ]:
        assert kernels.crc32c(data) == expected


@MODEST
@given(st.integers(0, 2**32 - 1), st.integers(0, 9000), st.integers(0, 9000), st.integers(0, 9))
def test_crc32c_goes_on_from_a_seed(native, plain, seed, size, cut, start):
    data = Random(seed).randbytes(size + start)[start:]
    whole = plain.crc32c(data)
    assert native.crc32c(data) == whole
    assert native.crc32c(data[cut:], native.crc32c(data[:cut])) == whole
    assert native.crc32c(memoryview(data)[1:], seed) == plain.crc32c(data[1:], seed)


def test_checksum_of_a_page_worked_out_by_hand(kernels):
    """Only the seeds count in a page of zeros: two runs of the formula, without numpy."""
    words = list(struct.unpack("<2048I", header(checksum=0xABCD) + bytes(PAGE - 24)))
    words[2] &= 0xFFFF0000
    seeds = bytes.fromhex(
        "5B1F36E9B852596002AB50AA1DE66D2A79FF467A9BB9F8A3217E7CD283E13D2CF8D4474FE39EB97042C6AE16993216FA"
        "7B093B5D98DAFF3CF718902A0B1C9CDBE58F764B187636BC5D7B3BB1E73DE7DE92BEC979CCA6C0B2304A097985AA43D4"
        "783125BB6CA8EAA2E407EAC64B5CFC3E9FBF8C7615CA20BEF2CA9FD3959BD756"
    )
    result = 0
    for lane, (total,) in enumerate(struct.iter_unpack(">I", seeds)):
        for value in [*words[lane::32], 0, 0]:
            mixed = total ^ value
            total = mixed * 16777619 % 2**32 ^ mixed >> 17
        result ^= total
    for block in (0, 1, 131072, 2**32 - 1):
        expected = (result ^ block) % 65535 + 1
        assert kernels.pg_checksum(header(checksum=0xABCD) + bytes(PAGE - 24), block) == expected


def test_faults_and_their_order(kernels):
    good = sealed(kernels, page(), 7)
    torn = good[:4096] + bytes(4096)
    assert faults_of(kernels, good, [7], checksums=True) == {}
    assert faults_of(kernels, good, [8], checksums=True) == {0: PgPageFault.BAD_CHECKSUM}
    assert faults_of(kernels, good, [8], checksums=False) == {}
    assert faults_of(kernels, torn, [7], checksums=True) == {0: PgPageFault.BAD_CHECKSUM}
    lsn = 0x1_0000_0010
    for skip_from, expected in ((lsn + 1, {0: PgPageFault.BAD_CHECKSUM}), (lsn, {}), (1, {})):
        assert faults_of(kernels, torn, [7], checksums=True, skip_from=skip_from) == expected
    for newest, expected in ((lsn, {}), (lsn - 1, {0: PgPageFault.FUTURE_LSN})):
        assert faults_of(kernels, good, [7], checksums=True, newest=newest) == expected
    assert faults_of(kernels, torn, [7], checksums=True, newest=1) == {0: PgPageFault.BAD_CHECKSUM}
    assert faults_of(kernels, bytes(PAGE), [7], checksums=True, newest=1) == {}
    for at in (0, 11, 23, 24, 4096, PAGE - 1):
        spoilt = bytearray(PAGE)
        spoilt[at] = 1
        expected = {0: PgPageFault.NOT_ZERO}
        assert faults_of(kernels, spoilt, [7], checksums=False, skip_from=1) == expected
    pages = b"".join([good, torn, bytes(PAGE), good])
    expected = {1: PgPageFault.BAD_CHECKSUM, 3: PgPageFault.BAD_CHECKSUM}
    assert faults_of(kernels, pages, [7, 7, 0, 8], checksums=True) == expected


@pytest.mark.parametrize(
    ("fields", "sane"),
    [
        ({}, True),
        ({"flags": 7}, True),
        ({"flags": 8}, False),
        ({"flags": 0x8000}, False),
        ({"lower": 4096}, True),
        ({"lower": 4097}, False),
        ({"lower": 0}, True),
        ({"upper": 8192}, True),
        ({"upper": 8193}, False),
        ({"upper": 8177, "special": 8176}, False),
        ({"upper": 8176, "special": 8176}, True),
        ({"special": 8188}, False),
        ({"special": 8200}, False),
        ({"size_version": 0x2003}, False),
        ({"size_version": 0x4004}, False),
    ],
)
def test_headers(kernels, fields, sane):
    expected = {} if sane else {0: PgPageFault.BAD_HEADER}
    assert faults_of(kernels, page(**fields), [0], checksums=False) == expected
    assert faults_of(kernels, page(**fields), [0], checksums=False, skip_from=1) == {}


@MODEST
@given(st.integers(0, 2**64 - 1))
def test_native_says_what_the_reference_says(native, plain, seed):
    random = Random(seed)
    pages, blocks = [], []
    for _ in range(random.randint(0, 6)):
        blocks.append(random.choice([random.randint(0, 5), random.getrandbits(32)]))
        fields = {"lsn": random.choice([0, 5, 2**32, 2**64 - 1]), "flags": random.choice([0, 7, 8])}
        fields["upper"] = random.choice([0, 100, 8192, 8193])
        made = random.choice([bytes(PAGE), page(random.random(), **fields), random.randbytes(PAGE)])
        made = bytearray(sealed(plain, made, blocks[-1]) if random.random() < 0.7 else made)
        if random.random() < 0.4:
            made[random.choice([random.randrange(24), random.randrange(PAGE)])] ^= 1 << random.randrange(8)
        pages.append(bytes(made))
        assert native.pg_checksum(pages[-1], blocks[-1]) == plain.pg_checksum(pages[-1], blocks[-1])
    limits = [0, 1, 5, 6, 2**32, 2**64 - 1]
    options = {"skip_from": random.choice(limits), "newest": random.choice(limits)}
    for checksums in (True, False):
        one, other = (
            faults_of(kernels, b"".join(pages), blocks, checksums=checksums, **options)
            for kernels in (native, plain)
        )
        assert one == other


@pytest.mark.parametrize(
    ("size", "blocks"),
    [(PAGE - 1, [0]), (PAGE, []), (PAGE, [0, 1]), (PAGE, [-1]), (PAGE, [2**32]), (2 * PAGE, [[0, 1]])],
)
def test_sizes_that_do_not_fit(kernels, size, blocks):
    with pytest.raises(ValueError, match=r"page|block"):
        kernels.check_pg_pages(bytes(size), np.array(blocks, np.int64), checksums=True)
    if size != PAGE or blocks != []:
        return
    for content, block in ((bytes(PAGE - 1), 0), (bytes(PAGE), -1), (bytes(PAGE), 2**32)):
        with pytest.raises(ValueError, match=r"page|block"):
            kernels.pg_checksum(content, block)
    with pytest.raises(ValueError, match="LSN"):
        kernels.check_pg_pages(bytes(PAGE), np.array([0]), checksums=True, newest=-1)


def test_every_fault_has_words():
    assert all(fault.description for fault in FAULTS)
