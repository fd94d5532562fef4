"""The log walker: what it decodes, where it stops, and that C and Python never differ."""

import itertools
import json
import mmap
import struct
import zlib
from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kernels.encoding import KINDS, TX, body, encode, frame, one_of_each, time_text

from pagewake.kernels import COLUMN_TYPES, BodyFault, RecordKind, StopReason, join_columns

MODEST = settings(
    max_examples=60,
    deadline=None,
    # The fixtures are stateless: nothing needs a reset between examples.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

u64 = st.integers(0, 2**64 - 1)
small_bytes = st.binary(max_size=300)
tx_ids = st.binary(min_size=16, max_size=16)
seconds = st.one_of(st.integers(-62_135_596_800, 253_402_300_799), st.integers(1_600_000_000, 1_900_000_000))
nanos = st.one_of(
    st.sampled_from([0, 120_000_000, 120_001_000, 999_999_999]), st.integers(0, 999_999_999), st.just(0)
)
times = st.one_of(
    st.tuples(seconds, nanos),
    st.tuples(seconds.map(lambda s: s - s % 60 + 59), nanos.map(lambda n: n + 10**9)),
)
records = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(KINDS),
        "lsn": u64,
        "prev_lsn": st.none() | u64,
        "tx": st.none() | tx_ids,
        "own_tx": tx_ids,
        "page_id": u64,
        "page_offset": u64,
        "before": small_bytes,
        "after": small_bytes,
        "link": u64,
        "name": st.text(max_size=12),
        "transactions": st.lists(tx_ids, max_size=4),
        "time": times,
        "begin": times,
    }
)


def assert_same(one, other):
    assert (one.stop_offset, one.stop_reason, one.body_fault) == (
        other.stop_offset,
        other.stop_reason,
        other.body_fault,
    )
    for name in COLUMN_TYPES:
        left, right = getattr(one, name), getattr(other, name)
        assert left.dtype == right.dtype == COLUMN_TYPES[name].base
        assert np.array_equal(left, right), name


def image(data, at, length):
    return None if at < 0 else data[at : at + length]


def assert_decoded(data, columns, row, record):
    """Row `row` holds what was encoded."""
    kind = record["kind"]
    assert columns.kind[row] == KINDS.index(kind)
    assert columns.lsn[row] == record["lsn"]
    assert (columns.prev_lsn[row] if columns.has_prev[row] else None) == record["prev_lsn"]
    assert (columns.tx[row].tobytes() if columns.has_tx[row] else None) == record["tx"]
    assert (columns.seconds[row], columns.nanos[row]) == record["time"]
    assert (columns.begin_seconds[row], columns.begin_nanos[row]) == (
        record["begin"] if kind == "Begin" else (0, 0)
    )
    before = record["before"] if kind == "Update" else None
    after = record["after"] if kind in ("Update", "CLR") else None
    assert image(data, columns.before_at[row], columns.before_len[row]) == before
    assert image(data, columns.after_at[row], columns.after_len[row]) == after
    assert columns.page_id[row] == (record["page_id"] if kind in ("Update", "CLR") else 0)
    assert columns.page_offset[row] == (record["page_offset"] if kind == "Update" else 0)
    links = kind in ("CLR", "Savepoint", "RollbackToSavepoint")
    assert columns.link[row] == (record["link"] if links else 0)
    name = record["name"].encode() if "Savepoint" in kind else None
    assert image(data, columns.name_at[row], columns.name_len[row]) == name
    listed = record["transactions"] if kind == "CheckpointBegin" else []
    at = columns.list_at[row]
    assert columns.list_count[row] == len(listed)
    assert [data[at + 24 * i + 8 : at + 24 * i + 24] for i in range(len(listed))] == listed


@MODEST
@given(log=st.lists(records, max_size=12))
def test_what_was_encoded_is_decoded(kernels, log):
    data = encode(log)
    columns = kernels.walk_log(data)
    assert columns.stop_reason is StopReason.END
    assert columns.stop_offset == len(data)
    assert len(columns) == len(log)
    end = 0
    for row, record in enumerate(log):
        assert columns.offset[row] == end
        end += 4 + int(columns.length[row])
        assert columns.crc[row] == struct.unpack("<I", data[end - 4 : end])[0]
        assert_decoded(data, columns, row, record)


@MODEST
@given(log=st.lists(records, max_size=8), base=st.integers(0, 2**40), data=st.data())
def test_c_and_python_agree_on_damaged_logs(native, plain, log, base, data):
    damaged = bytearray(encode(log))
    for _ in range(data.draw(st.integers(0, 3)) if damaged else 0):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] ^= data.draw(st.integers(1, 255))
    damaged = damaged[: data.draw(st.integers(0, len(damaged)))] + data.draw(st.binary(max_size=40))
    assert_same(native.walk_log(damaged, base_offset=base), plain.walk_log(damaged, base_offset=base))


@MODEST
@given(body=st.binary(max_size=400), lsn=u64)
def test_c_and_python_agree_on_random_bytes(native, plain, body, lsn):
    for data in (body, frame(body), frame(struct.pack("<Q", lsn) + b"\0\0" + body)):
        assert_same(native.walk_log(data), plain.walk_log(data))


def test_every_truncation_ends_at_the_last_whole_record(native, plain):
    data = encode(one_of_each())
    ends = np.append(0, np.cumsum(4 + plain.walk_log(data).length.astype(np.int64)))
    for cut in range(len(data) + 1):
        columns = native.walk_log(data[:cut])
        whole = int(np.searchsorted(ends, cut, side="right")) - 1
        assert len(columns) == whole
        assert columns.stop_offset == ends[whole]
        left = cut - ends[whole]
        assert columns.stop_reason is (
            StopReason.END if left == 0 else StopReason.TORN_LENGTH if left < 4 else StopReason.TORN_BODY
        )


def test_every_flipped_byte_is_seen_alike(native, plain):
    data = encode(one_of_each())
    for at in range(len(data)):
        flipped = bytearray(data)
        flipped[at] ^= 1 << at % 8
        found = native.walk_log(flipped)
        assert_same(found, plain.walk_log(flipped))
        # Only the fractions of record times are not covered by anything.
        assert found.stop_reason is not StopReason.END or len(found) == len(one_of_each())


def with_body(change):
    """A log of a good record and one whose body was changed by `change`."""
    good = encode(one_of_each()[:1])
    return good, good + frame(change(body(one_of_each()[1])))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda b: b[:8] + b"\2" + b[9:], BodyFault.OPTION_TAG),
        (lambda b: b[:18] + b"\x11" + b[19:], BodyFault.UUID_LENGTH),
        (lambda b: b[:42] + b"\x0a" + b[43:], BodyFault.KIND),
        (lambda b: b[:86] + b"\xff" * 8 + b[94:], BodyFault.SHORT),
        (lambda b: b[:-1], BodyFault.SHORT),
        (lambda b: b[:45], BodyFault.SHORT),
        (lambda b: b"", BodyFault.SHORT),
        (lambda b: b.replace(b"2023-11", b"2023-13"), BodyFault.TIME),
    ],
)
def test_a_body_that_does_not_decode_says_why(kernels, change, fault):
    good, data = with_body(change)
    columns = kernels.walk_log(data)
    assert (columns.stop_reason, columns.body_fault) == (StopReason.BAD_BODY, fault)
    assert columns.stop_offset == len(good)
    assert len(columns) == 1
    assert fault.description


@pytest.mark.parametrize(
    "name", [b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"a\x80"]
)
def test_a_name_must_be_utf8(kernels, name):
    record = {**one_of_each()[2], "name": "x" * len(name)}
    columns = kernels.walk_log(encode([record]).replace(b"x" * len(name), name))
    assert (columns.stop_reason, columns.body_fault) == (StopReason.BAD_BODY, BodyFault.TEXT)


def test_a_name_cut_inside_a_character_does_not_borrow_the_next_byte(kernels):
    record = {**one_of_each()[2], "name": "x", "link": 0xA9}
    columns = kernels.walk_log(encode([record]).replace(b"x\xa9", b"\xc3\xa9"))
    assert (columns.stop_reason, columns.body_fault) == (StopReason.BAD_BODY, BodyFault.TEXT)


@pytest.mark.parametrize("length", [(64 << 20) + 1, 2**31, 2**32 - 1])
def test_an_absurd_length_is_not_believed(kernels, length):
    columns = kernels.walk_log(struct.pack("<I", length) + bytes(100))
    assert (columns.stop_reason, columns.stop_offset) == (StopReason.BAD_LENGTH, 0)


def test_a_changed_value_fails_the_checksum(kernels):
    data = bytearray(encode(one_of_each()))
    second = int(kernels.walk_log(data).offset[1])
    data[second + 4] ^= 1
    columns = kernels.walk_log(data)
    assert (columns.stop_reason, columns.stop_offset) == (StopReason.BAD_CHECKSUM, second)


def test_bytes_behind_the_checksum_belong_to_the_record(kernels):
    log = one_of_each()[1:3]
    data = frame(body(log[0]) + b"later fields") + frame(body(log[1]))
    columns = kernels.walk_log(data)
    assert columns.stop_reason is StopReason.END
    assert columns.lsn.tolist() == [2, 3]


CYCLE = 146_097 * 86_400  # seconds of 400 years
FAR = (datetime(2142, 12, 31, 23, 59, 59, tzinfo=UTC) - EPOCH) // timedelta(seconds=1) + 650 * CYCLE
LONG_AGO = (datetime(257, 1, 1, tzinfo=UTC) - EPOCH) // timedelta(seconds=1) - 656 * CYCLE

# Text, what it means, and the text that the database would write for it.
TIME_TEXTS = [
    (b"1970-01-01T00:00:00Z", 0, 0, None),
    (b"2023-11-14T22:13:20.5Z", 1_700_000_000, 500_000_000, b"2023-11-14T22:13:20.500Z"),
    (b"2023-11-14t22:13:20.123456789999z", 1_700_000_000, 123_456_789, b"2023-11-14T22:13:20.123456789Z"),
    (b"2023-11-14 23:13:20+01:00", 1_700_000_000, 0, b"2023-11-14T22:13:20Z"),
    (b"2023-11-14T16:43:20.000-05:30", 1_700_000_000, 0, b"2023-11-14T22:13:20Z"),
    (b"2023-11-14T22:13:20.001000Z", 1_700_000_000, 1_000_000, b"2023-11-14T22:13:20.001Z"),
    (b"1969-12-31T23:59:59.250Z", -1, 250_000_000, None),
    (b"2016-12-31T23:59:60.500Z", 1_483_228_799, 1_500_000_000, None),
    (b"+10000-01-01T00:00:00Z", 253_402_300_800, 0, None),
    (b"+012345-01-01T00:00:00Z", 327_403_382_400, 0, b"+12345-01-01T00:00:00Z"),
    (b"-0001-01-01T00:00:00Z", -62_198_755_200, 0, None),
    (b"0000-02-29T00:00:00Z", -62_162_121_600, 0, None),
    (b"-0000-02-29T00:00:00Z", -62_162_121_600, 0, b"0000-02-29T00:00:00Z"),
    (b"+2023-11-14T22:13:20Z", 1_700_000_000, 0, b"2023-11-14T22:13:20Z"),
    (b"+262142-12-31T23:59:59Z", FAR, 0, None),
    (b"-262143-01-01T00:00:00Z", LONG_AGO, 0, None),
]


@pytest.mark.parametrize(("text", "second", "nano", "written"), TIME_TEXTS)
def test_every_legal_form_of_a_time(kernels, text, second, nano, written):
    commit = {**one_of_each()[6], "text": text, "time": (second, nano)}
    begin = {"kind": "Begin", "lsn": 9, "begin_text": text, "begin_written": written or text, "time": (5, 0)}
    columns = kernels.walk_log(encode([commit, begin]))
    assert columns.stop_reason is StopReason.END
    assert (columns.seconds[0], columns.nanos[0]) == (second, nano)
    assert (columns.begin_seconds[1], columns.begin_nanos[1]) == (second, nano)


def test_a_begin_time_is_covered_in_its_own_form_only(kernels):
    begin = {"kind": "Begin", "lsn": 9, "begin_written": b"2023-11-14 22:13:20Z", "time": (5, 0)}
    assert kernels.walk_log(encode([begin])).stop_reason is StopReason.BAD_CHECKSUM


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"2023-11-14T22:13:20",
        b"2023-11-14T22:13:20.Z",
        b"2023-11-14T22:13:20ZZ",
        b"2023-11-14T22:13:20+0100",
        b"2023-11-14T22:13:20+24:00",
        b"2023-11-14T22:13:20+01:60",
        b"2023-11-14T24:13:20Z",
        b"2023-11-14T22:60:20Z",
        b"2023-11-14T22:13:61Z",
        b"2023-02-29T22:13:20Z",
        b"1900-02-29T22:13:20Z",
        b"2023-00-14T22:13:20Z",
        b"2023-11-00T22:13:20Z",
        b"2023-11-14_22:13:20Z",
        b"2023-11-14\x0022:13:20Z",
        b"23-11-14T22:13:20.0000Z",
        b"12023-11-14T22:13:20Z",
        b"+262143-01-01T00:00:00Z",
        b"+1002023-11-14T22:13:20Z",
        "２023-11-14T22:13:20Z".encode(),
    ],
)
def test_what_is_no_time(kernels, text):
    padded = {**one_of_each()[7], "text": text, "time": (1_700_000_000, 0)}
    columns = kernels.walk_log(encode([padded]))
    assert (columns.stop_reason, columns.body_fault) == (StopReason.BAD_BODY, BodyFault.TIME)


@MODEST
@given(
    text=st.text("0123456789+-:.TtZz ", max_size=30).map(str.encode)
    | st.sampled_from([t[0] for t in TIME_TEXTS])
)
def test_c_and_python_read_times_alike(native, plain, text):
    record = {**one_of_each()[0], "begin_written": text, "text": text, "begin": None}
    del record["begin"]
    data = encode([record])
    assert_same(native.walk_log(data), plain.walk_log(data))


def test_the_smallest_records_need_more_rows_than_expected(kernels):
    end = {"kind": "CheckpointEnd", "time": (0, 0)}
    data = encode([{**end, "lsn": lsn} for lsn in range(1, 1501)])
    assert len(data) == 1500 * 50
    columns = kernels.walk_log(data)
    assert columns.stop_reason is StopReason.END
    assert columns.lsn.tolist() == list(range(1, 1501))


def test_readable_buffers_of_every_sort(kernels, tmp_path):
    data = encode(one_of_each())
    path = tmp_path / "wal-00000000.log"
    path.write_bytes(data)
    want = kernels.walk_log(data)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        for buffer in (bytearray(data), memoryview(data), np.frombuffer(data, np.uint8), mapped):
            assert_same(kernels.walk_log(buffer), want)
    assert len(kernels.walk_log(b"")) == 0


def test_rows_can_be_chosen_and_parts_joined(kernels):
    data = encode(one_of_each())
    whole = kernels.walk_log(data)
    cut = int(whole.offset[4])
    parts = [kernels.walk_log(data[:cut]), kernels.walk_log(data[cut:], base_offset=cut)]
    assert_same(join_columns(parts), whole)
    assert_same(join_columns([]), kernels.walk_log(b""))
    last_first = whole.take(np.argsort(whole.lsn)[::-1])
    assert last_first.lsn.tolist() == whole.lsn.tolist()[::-1]
    assert last_first.stop_offset == len(data)


def test_vectors_of_the_original(kernels, fixtures):
    vectors = json.loads((fixtures / "vectors.json").read_bytes())
    for vector in vectors["records"]:
        columns = kernels.walk_log(bytes.fromhex(vector["framed_hex"]))
        assert columns.stop_reason is StopReason.END, vector["what"]
        assert (columns.lsn[0], columns.crc[0]) == (vector["lsn"], vector["checksum"])
        assert (columns.seconds[0], columns.length[0]) == (vector["unix_seconds"], vector["body_len"])
    for vector in vectors["reader_accepts"]:
        columns = kernels.walk_log(frame(bytes.fromhex(vector["body_hex"])))
        if not vector["parsed"]:
            assert columns.stop_reason is StopReason.BAD_BODY, vector["what"]
        elif not vector["checksum_ok"]:
            assert columns.stop_reason is StopReason.BAD_CHECKSUM, vector["what"]
        else:
            assert columns.stop_reason is StopReason.END, vector["what"]


def assert_row_is(record, data, columns, row):
    """Row `row` is what the original's reader says of the record."""
    assert columns.kind[row] == KINDS.index(record["type"])
    assert columns.offset[row] == record["file_offset"]
    assert columns.length[row] == record["body_len"]
    assert columns.lsn[row] == record["lsn"]
    assert columns.crc[row] == record["checksum"]
    assert (columns.prev_lsn[row] if columns.has_prev[row] else None) == record["prev_lsn"]
    tx = str(UUID(bytes=columns.tx[row].tobytes())) if columns.has_tx[row] else None
    assert tx == record["tx_id"]
    assert time_text(int(columns.seconds[row]), int(columns.nanos[row])).decode() == record["timestamp"]
    if "begin_timestamp" in record:
        begin = time_text(int(columns.begin_seconds[row]), int(columns.begin_nanos[row]))
        assert begin.decode() == record["begin_timestamp"]
    for key, column in [("page_id", "page_id"), ("offset", "page_offset")]:
        assert getattr(columns, column)[row] == record.get(key, 0)
    for key in ("savepoint_lsn", "target_lsn", "undo_next_lsn"):
        assert key not in record or columns.link[row] == record[key]
    for key, column in [("before", "before"), ("after", "after"), ("redo", "after")]:
        if f"{key}_len" in record:
            found = image(data, getattr(columns, f"{column}_at")[row], getattr(columns, f"{column}_len")[row])
            assert len(found) == record[f"{key}_len"]
            assert f"{zlib.crc32(found):08x}" == record[f"{key}_crc32"]
    if "name" in record:
        assert image(data, columns.name_at[row], columns.name_len[row]).decode() == record["name"]
    listed = record.get("active_transactions", [])
    at = columns.list_at[row]
    assert columns.list_count[row] == len(listed)
    assert [str(UUID(bytes=data[at + 24 * i + 8 : at + 24 * i + 24])) for i in range(len(listed))] == listed


def test_every_segment_of_the_original(kernels, fixtures):
    checked = 0
    for path in sorted(fixtures.rglob("wal_records.json")):
        known = json.loads(path.read_bytes())
        for name, segment in known["segments"].items():
            data = (path.parent / "wal" / name).read_bytes()
            columns = kernels.walk_log(data)
            listed = [record for record in known["records"] if record["segment"] == name]
            good = list(itertools.takewhile(lambda record: record["checksum_ok"], listed))
            assert len(columns) == len(good), path
            for row, record in enumerate(good):
                assert_row_is(record, data, columns, row)
            checked += len(good)
            if len(good) < len(listed):
                assert columns.stop_reason is StopReason.BAD_CHECKSUM
                assert columns.stop_offset == listed[len(good)]["file_offset"]
            else:
                assert columns.stop_offset == segment["whole_records_end_at"]
                assert (columns.stop_reason is StopReason.END) == (columns.stop_offset == len(data))
    assert checked > 600


def test_record_kinds_are_those_on_disk():
    assert [kind.name.replace("_", "") for kind in RecordKind] == [name.upper() for name in KINDS]
    assert TX in encode(one_of_each())


@pytest.mark.torture
def test_c_and_python_agree_on_a_million_damaged_bytes(native, plain):
    rng = np.random.default_rng(20260101)
    data = np.frombuffer(encode(one_of_each() * 3), np.uint8)
    for _ in range(20_000):
        damaged = data[: rng.integers(0, len(data) + 1)].copy()
        hits = rng.integers(0, max(len(damaged), 1), rng.integers(0, 5))
        if len(damaged):
            damaged[hits] = rng.integers(0, 256, len(hits))
        assert_same(native.walk_log(damaged), plain.walk_log(damaged))
