"""Every record that the original wrote is read, and encoded again to the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.neuroquantum.logs import fixtures, load

from pagewake.engines.neuroquantum.records import encode_frame, record_at, timestamp_ns, tx_text
from pagewake.kernels import StopReason, walk_log

SESSIONS = ["small", "crash", *(f"quirks/{name}" for name in (
    "abort_without_clr", "append_after_torn_prefix", "bad_checksum_in_the_middle", "checkpoint_begin_only",
    "checkpoint_without_flush", "group_commit_restarts", "old_segments_removed", "page_missing_from_file",
    "savepoint_without_clr",
))]  # fmt: skip


def test_no_fixture_is_left_out() -> None:
    root = fixtures()
    assert {f"quirks/{path.name}" for path in (root / "quirks").iterdir()} == set(SESSIONS[2:])


@pytest.mark.parametrize("session", SESSIONS)
def test_records_come_back_byte_for_byte(session: str) -> None:
    wal = fixtures() / session / "wal"
    listed = load(wal.parent / "wal_records.json")["records"]
    seen = 0
    for path in sorted(wal.iterdir()):
        data = path.read_bytes()
        columns = walk_log(data)
        theirs = [entry for entry in listed if entry["segment"] == path.name]
        for row in range(len(columns)):
            record, entry = record_at(columns, data, row), theirs[row]
            at, size = int(columns.offset[row]), int(columns.length[row])
            assert encode_frame(record) == data[at : at + 4 + size]
            assert (at, size) == (entry["file_offset"], entry["body_len"])
            assert (record.lsn, record.prev_lsn, record.type) == (
                entry["lsn"],
                entry["prev_lsn"],
                entry["type"],
            )
            assert (record.tx and tx_text(record.tx)) == entry["tx_id"]
            assert record.timestamp == entry["timestamp"]
            ns = int(columns.seconds[row]) * 10**9 + int(columns.nanos[row])
            assert timestamp_ns(record.timestamp) == ns
            seen += 1
        if columns.stop_reason is StopReason.BAD_CHECKSUM:
            assert theirs[len(columns)]["checksum_ok"] is False
            seen += len(theirs) - len(columns)
    assert seen == len(listed)


def test_vectors_come_back_byte_for_byte() -> None:
    vectors = load(fixtures() / "vectors.json")
    for vector in vectors["records"]:
        frame = bytes.fromhex(vector["framed_hex"])
        columns = walk_log(frame)
        assert len(columns) == 1, vector["what"]
        record = record_at(columns, frame, 0)
        assert encode_frame(record) == frame, vector["what"]
        assert record.timestamp == vector["timestamp_text"]
        assert columns.seconds[0] == vector["unix_seconds"]


def test_a_base_position_moves_the_columns_and_not_the_record() -> None:
    path: Path = fixtures() / "small" / "wal" / "wal-00000000.log"
    data = path.read_bytes()
    moved, plain = walk_log(data, base_offset=12345), walk_log(data)
    for row in range(len(plain)):
        assert record_at(moved, data, row, base=12345) == record_at(plain, data, row)
