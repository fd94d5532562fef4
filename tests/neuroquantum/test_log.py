"""The usable log: its order, its end, and what damage, gaps, repeats and restarted counters do to it."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.neuroquantum.logs import LogMaker, fixtures, load, write_segments

from pagewake.engines.neuroquantum import segments as segments_module
from pagewake.engines.neuroquantum.layout import segment_name
from pagewake.engines.neuroquantum.log import UsableLog, read_log
from pagewake.engines.neuroquantum.records import record_at
from pagewake.engines.neuroquantum.segments import list_segments
from pagewake.errors import LogAmbiguous
from pagewake.kernels import walk_log

MODEST = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def twenty() -> LogMaker:
    """60 records of twenty transactions."""
    maker = LogMaker()
    for number in range(20):
        maker.transaction(number, 1, number * 10, bytes(10), b"x" * 10)
    return maker


def thirds(maker: LogMaker) -> list[list[bytes]]:
    return [maker.frames[:20], maker.frames[20:40], maker.frames[40:]]


def ranges(log: UsableLog) -> list[tuple[int, int]]:
    return [(epoch.first_lsn, epoch.end_lsn) for epoch in log.epochs]


def messages(log: UsableLog, code: str) -> list[str]:
    return [finding.message for finding in log.findings if finding.code == code]


def test_segments_come_in_the_order_of_their_numbers_and_other_names_do_not_count(tmp_path: Path) -> None:
    for name in (
        "wal-00000002.log", "wal-100000000.log", "wal-99999999.log", "wal-2.log", "wal-000000003.log",
        "wal-00000004.log.tmp", "checkpoint.request", "wal-0000000a.log",
    ):  # fmt: skip
        (tmp_path / name).touch()
    assert [segment.number for segment in list_segments(tmp_path)] == [2, 99999999, 100000000]


def test_a_whole_log(tmp_path: Path) -> None:
    log = read_log(write_segments(tmp_path, [*thirds(twenty()), []]))
    assert ranges(log) == [(1, 61)]
    assert log.end.clean
    assert log.end.lsn == 61
    assert log.findings == ()
    assert log.tail is None


def test_an_empty_log(tmp_path: Path) -> None:
    log = read_log(write_segments(tmp_path, [[]]))
    assert ranges(log) == []
    assert log.current is None
    assert log.end.clean


def test_a_torn_last_record_is_a_clean_end(tmp_path: Path) -> None:
    maker = twenty()
    whole = thirds(maker)
    for kept in range(1, len(maker.frames[-1])):
        torn = [whole[0], whole[1], [*whole[2][:-1], whole[2][-1][:kept]]]
        log = read_log(write_segments(tmp_path, torn))
        assert ranges(log) == [(1, 60)]
        assert log.end.clean
        assert ["behind LSN 59" in text for text in messages(log, "wal-torn-tail")] == [True]


def test_a_torn_record_in_an_earlier_segment_is_damage(tmp_path: Path) -> None:
    first, second, third = thirds(twenty())
    log = read_log(write_segments(tmp_path, [first, [*second[:-1], second[-1][:50]], third]))
    assert ranges(log) == [(1, 40)]
    assert not log.end.clean
    assert "LSN 40" in log.end.reason
    assert "LSN 40 is missing or unreadable" in messages(log, "wal-gap")[0]
    assert "LSNs 41 to 60" in messages(log, "wal-gap")[0]
    assert "behind LSN 39; 50 bytes are not read" in messages(log, "wal-damaged")[0]
    assert log.tail is not None
    assert (log.tail.first_lsn, log.tail.end_lsn) == (41, 61)


def test_a_missing_segment(tmp_path: Path) -> None:
    write_segments(tmp_path, thirds(twenty()))
    (tmp_path / segment_name(1)).unlink()
    log = read_log(tmp_path)
    assert ranges(log) == [(1, 21)]
    assert not log.end.clean
    assert "LSNs 21 to 40 are missing" in log.end.reason
    assert "LSNs 21 to 40 are missing" in messages(log, "wal-gap")[0]


def test_a_missing_number_without_missing_records_is_fine(tmp_path: Path) -> None:
    first, second, third = thirds(twenty())
    write_segments(tmp_path, [first, [], second, [], third])
    (tmp_path / segment_name(1)).unlink()
    log = read_log(tmp_path)
    assert ranges(log) == [(1, 61)]
    assert log.end.clean


def test_a_log_that_starts_late(tmp_path: Path) -> None:
    write_segments(tmp_path, thirds(twenty()))
    (tmp_path / segment_name(0)).unlink()
    log = read_log(tmp_path)
    assert ranges(log) == [(21, 61)]
    assert log.end.clean
    assert "starts at LSN 21" in messages(log, "wal-starts-late")[0]


def test_a_duplicated_segment(tmp_path: Path) -> None:
    first, second, third = thirds(twenty())
    log = read_log(write_segments(tmp_path, [first, second, second, third]))
    assert ranges(log) == [(1, 61)]
    assert log.end.clean
    assert "20 records" in messages(log, "wal-duplicated")[0]
    assert "LSNs 21 to 40" in messages(log, "wal-duplicated")[0]


def test_segments_in_the_wrong_order(tmp_path: Path) -> None:
    first, second, third = thirds(twenty())
    log = read_log(write_segments(tmp_path, [third, second, first]))
    plain = read_log(write_segments(tmp_path / "plain", [first, second, third]))
    assert ranges(log) == [(1, 61)]
    assert log.frames(log.epochs[0], 1, 61) == plain.frames(plain.epochs[0], 1, 61)
    assert "LSNs 1 to 21" in messages(log, "wal-out-of-order")[0]


@pytest.mark.parametrize("at", [4, 12, 30, 40, 60, -1])
def test_a_flipped_byte_in_the_middle(tmp_path: Path, at: int) -> None:
    first, second, third = thirds(twenty())
    bad = bytearray(second[7])
    bad[at] ^= 0x20
    log = read_log(write_segments(tmp_path, [first, [*second[:7], bytes(bad), *second[8:]], third]))
    assert ranges(log) == [(1, 28)]
    assert not log.end.clean
    assert "LSN 28" in log.end.reason
    assert segment_name(1) in log.end.reason
    assert str(sum(map(len, second[:7]))) in log.end.reason
    assert "LSNs 29 to 60" in messages(log, "wal-gap")[0]


def test_an_absurd_length_hides_the_rest_of_its_segment_only(tmp_path: Path) -> None:
    first, second, third = thirds(twenty())
    rest = sum(map(len, second[3:]))
    bad = b"\xff\xff\xff\xff" + second[3][4:]
    log = read_log(write_segments(tmp_path, [first, [*second[:3], bad, *second[4:]], third]))
    assert ranges(log) == [(1, 24)]
    assert f"{rest:,} bytes are not read" in messages(log, "wal-damaged")[0]
    assert log.tail is not None
    assert log.tail.first_lsn == 41


def test_stray_bytes_before_a_later_session(tmp_path: Path) -> None:
    maker = twenty()
    before, behind = maker.frames[:30], maker.frames[30:]
    for stray in (b"\x50", b"\x50\x01", b"\x50\x01\x00"):
        log = read_log(write_segments(tmp_path, [[*before, stray, *behind]]))
        assert ranges(log) == [(1, 31)]
        assert not log.end.clean
        unread = len(stray) + sum(map(len, behind))
        assert ("1 stray byte stands" if len(stray) == 1 else f"{len(stray)} stray bytes stand") in messages(
            log, "wal-damaged"
        )[0]
        assert f"{unread:,} bytes are not read" in messages(log, "wal-damaged")[0]


def test_windows_smaller_than_segments_and_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maker = twenty()
    whole = read_log(write_segments(tmp_path, thirds(maker)))
    for window in (7, 64, 150, 1000):
        monkeypatch.setattr(segments_module, "WINDOW_BYTES", window)
        log = read_log(tmp_path)
        assert ranges(log) == ranges(whole)
        assert log.frames(log.epochs[0], 1, 61) == b"".join(maker.frames)
        assert log.end == whole.end


def test_counter_restarted_at_1(tmp_path: Path) -> None:
    first = twenty()
    second = LogMaker(now_ns=first.now_ns)
    second.pause(3)
    for number in range(100, 108):
        second.transaction(number, 1, 0, bytes(4), b"abcd")
    log = read_log(write_segments(tmp_path, [first.frames, second.frames]))
    assert ranges(log) == [(1, 61), (1, 25)]
    assert log.frames(log.epochs[0], 1, 61) == b"".join(first.frames)
    assert log.frames(log.epochs[1], 1, 25) == b"".join(second.frames)
    assert "LSNs 1 to 24 occur more than once" in messages(log, "lsn-restarted")[0]
    assert log.end.clean


def test_group_commit_sessions_over_one_another(tmp_path: Path) -> None:
    """A short session's records stand in an old segment, so the next one takes their LSNs again."""
    first = twenty()
    second = LogMaker(lsn=61, now_ns=first.now_ns)
    second.pause(1)
    second.transaction(50, 1, 0, bytes(2), b"aa")
    third = LogMaker(lsn=61, now_ns=second.now_ns)
    third.pause(1)
    for number in range(60, 70):
        third.transaction(number, 1, 0, b"aa", b"aa")
    parts = thirds(first)
    segments = [
        [*parts[0], *second.frames, third.frames[0]],
        [*parts[1], *third.frames[1:4]],
        [*parts[2], *third.frames[4:]],
    ]
    log = read_log(write_segments(tmp_path, segments))
    assert ranges(log) == [(1, 64), (61, 91)]
    assert log.frames(log.epochs[0], 61, 64) == b"".join(second.frames)
    assert log.frames(log.epochs[1], 61, 91) == b"".join(third.frames)


def test_a_last_epoch_with_a_hole_keeps_what_is_before_it(tmp_path: Path) -> None:
    first = twenty()
    second = LogMaker(now_ns=first.now_ns)
    second.pause(3)
    for number in range(100, 130):
        second.transaction(number, 1, 0, bytes(4), b"abcd")
    del second.frames[70]
    log = read_log(write_segments(tmp_path, [first.frames, second.frames]))
    assert ranges(log) == [(1, 61), (1, 71)]
    assert not log.end.clean


def test_doubled_lsns_that_time_cannot_tell_apart_stop_the_log(tmp_path: Path) -> None:
    first = twenty()
    second = LogMaker(lsn=31)
    second.now_ns += 500
    for number in range(100, 120):
        second.transaction(number, 1, 0, bytes(4), b"abcd")
    log = read_log(write_segments(tmp_path, [first.frames, second.frames]))
    assert ranges(log) == [(1, 31)]
    assert not log.end.clean
    error = log.ambiguity()
    assert isinstance(error, LogAmbiguous)
    assert "LSNs 31 to 60" in str(error)


def test_a_transaction_on_both_sides_of_a_restart_disproves_it(tmp_path: Path) -> None:
    first = twenty()
    second = LogMaker(lsn=31, now_ns=first.now_ns, last={**first.last})
    second.pause(3)
    for number in range(15, 30):
        second.transaction(number, 1, 0, bytes(4), b"abcd")
    log = read_log(write_segments(tmp_path, [first.frames, second.frames]))
    assert ranges(log) == [(1, 31)]
    assert log.ambiguity() is not None


@MODEST
@given(
    seed=st.integers(0, 2**32),
    lengths=st.lists(st.integers(1, 12), min_size=1, max_size=6),
    cut=st.floats(0, 1),
)
def test_restarts_anywhere_are_told_apart(
    tmp_path_factory: pytest.TempPathFactory, seed: int, lengths: list[int], cut: float
) -> None:
    """Sessions that begin at or before the LSN where the last one ended, shuffled over the segments."""
    chance = random.Random(seed)
    sessions: list[LogMaker] = []
    for number, length in enumerate(lengths):
        before = sessions[-1] if sessions else LogMaker()
        maker = LogMaker(lsn=chance.randint(1, before.lsn), now_ns=before.now_ns)
        maker.pause(1)
        for transaction in range(length):
            maker.transaction(number * 100 + transaction, 1, 0, bytes(2), b"zz")
        sessions.append(maker)
    frames = [frame for maker in sessions for frame in maker.frames]
    places = sorted(chance.randint(0, len(frames)) for _ in range(2))
    parts = [frames[: places[0]], frames[places[0] : places[1]], frames[places[1] :]]
    chance.shuffle(parts)
    log = read_log(write_segments(tmp_path_factory.mktemp("wal"), parts))
    expected: list[bytes] = []
    for maker in sessions:  # sessions that go on at the very next LSN are one epoch with the last
        start = int.from_bytes(maker.frames[0][4:12], "little")
        if expected and start == int.from_bytes(expected[-1][-1][4:12], "little") + 1:
            expected[-1] = [*expected[-1], *maker.frames]  # type: ignore[assignment]
        else:
            expected.append(list(maker.frames))  # type: ignore[arg-type]
    found = [log.frames(epoch, epoch.first_lsn, epoch.end_lsn) for epoch in log.epochs]
    assert found == [b"".join(part) for part in expected]  # type: ignore[arg-type]


@MODEST
@given(st.binary(max_size=300), st.integers(0, 9000), st.integers(0, 59))
def test_hostile_bytes_never_make_more_of_the_log(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, at: int, keep: int
) -> None:
    """Whatever overwrites a segment: records come back as they were written, or not at all."""
    maker = twenty()
    data = bytearray(b"".join(maker.frames[keep:]))
    data[at : at + len(junk)] = junk
    log = read_log(write_segments(tmp_path_factory.mktemp("wal"), [maker.frames[:keep], [bytes(data)]]))
    for epoch in [*log.epochs, *([log.tail] if log.tail else [])]:
        for lsn in range(epoch.first_lsn, epoch.end_lsn):
            assert what_is_covered(log.frames(epoch, lsn, lsn + 1)) == what_is_covered(maker.frames[lsn - 1])


def what_is_covered(frame: bytes) -> tuple[object, int]:
    """A record without what its checksum does not cover: the frame's length, the fraction of its time."""
    columns = walk_log(frame)
    record = record_at(columns, frame, 0)
    return replace(record, timestamp=""), int(columns.seconds[0])


def test_a_segment_of_nothing_but_bad_frames_is_given_up(tmp_path: Path) -> None:
    maker = twenty()
    write_segments(tmp_path, [[*maker.frames, bytes(400_000)]])
    log = read_log(tmp_path)
    assert ranges(log) == [(1, 61)]
    assert not log.end.clean
    assert len(log.findings) <= 200


def test_columns_agree_with_the_fixtures_listing() -> None:
    for session in ("small", "quirks/group_commit_restarts"):
        place = fixtures() / session
        log = read_log(place / "wal")
        listed = load(place / "wal_records.json")["records"]
        assert log.index.lsn.tolist() == [entry["lsn"] for entry in listed]
        assert log.index.offset.tolist() == [entry["file_offset"] for entry in listed]
        assert np.array_equal(log.index.crc, [entry["checksum"] for entry in listed])
