"""Stretches and their summaries, what `wal inspect` says, and pages decoded for people."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.neuroquantum.logs import LogMaker, fixtures, load, write_segments

from pagewake.engines.base import WalSpan
from pagewake.engines.neuroquantum import ENGINE, pages
from pagewake.engines.neuroquantum import log as log_module
from pagewake.engines.neuroquantum.log import read_log
from pagewake.engines.neuroquantum.stretches import (
    clip,
    ns_from_time,
    read_stretch,
    stretch_digest,
    stretch_name,
    summarise,
    time_from_ns,
)
from pagewake.errors import LogFormatUnknown, LogGap
from pagewake.kernels import walk_log

CHANGES = ("Update", "CLR")


@pytest.mark.parametrize(
    "session", ["small", "crash", "quirks/group_commit_restarts", "quirks/old_segments_removed"]
)
@pytest.mark.parametrize("limits", [(None, None), (95, 120), (100, 101), (1, 10**18), (300, 400)])
def test_summaries_say_what_the_listing_says(session: str, limits: tuple[int | None, int | None]) -> None:
    place = fixtures() / session
    since, until = limits
    listed = [
        entry
        for entry in load(place / "wal_records.json")["records"]
        if (since is None or entry["lsn"] >= since) and (until is None or entry["lsn"] < until)
    ]
    found = ENGINE.inspect([place / "wal"], since, until)
    summary = found.summary
    types = Counter(entry["type"] for entry in listed)
    assert summary.records == len(listed)
    assert dict(summary.by_type) == dict(types)
    assert sum(summary.bytes_by_type.values()) == sum(entry["body_len"] + 4 for entry in listed)
    assert (summary.commits, summary.aborts) == (types["Commit"], types["Abort"])
    touched = Counter(entry["page_id"] for entry in listed if entry["type"] in CHANGES)
    changes = summary.relations.get("pages")
    blocks = (
        {} if changes is None else dict(zip(changes.blocks.tolist(), changes.counts.tolist(), strict=True))
    )
    assert blocks == dict(touched)
    if listed:
        assert (summary.first_lsn, summary.end_lsn) == (
            min(entry["lsn"] for entry in listed),
            max(entry["lsn"] for entry in listed) + 1,
        )
    lines = list(found.records())
    assert [line.lsn for line in lines] == sorted(entry["lsn"] for entry in listed)
    by_lsn = {entry["lsn"]: entry for entry in listed}
    for line in lines:
        entry = by_lsn[line.lsn]
        assert (line.length, line.type, line.tx, line.prev) == (
            entry["body_len"], entry["type"], entry["tx_id"], entry["prev_lsn"],
        )  # fmt: skip
        assert line.blocks == ((("pages", entry["page_id"]),) if entry["type"] in CHANGES else ())


def test_an_inspection_says_where_the_log_ends() -> None:
    root = fixtures()
    torn = ENGINE.inspect([root / "crash" / "wal"], None, None)
    assert (torn.end.lsn, torn.end.clean) == (265, True)
    assert torn.bytes == sum(path.stat().st_size for path in (root / "crash" / "wal").iterdir())
    bad = ENGINE.inspect([root / "quirks" / "bad_checksum_in_the_middle"], None, None)
    assert (bad.end.lsn, bad.end.clean) == (5, False)
    one = ENGINE.inspect([root / "small" / "wal" / "wal-00000003.log"], None, None)
    listed = load(root / "small" / "wal_records.json")["records"]
    assert one.summary.records == sum(entry["segment"] == "wal-00000003.log" for entry in listed)
    assert one.end.clean


@pytest.mark.parametrize("session", ["small", "crash", "quirks/group_commit_restarts"])
def test_commits_of_stretches_are_those_of_the_listing(session: str) -> None:
    place = fixtures() / session
    listed = [entry for entry in load(place / "wal_records.json")["records"] if entry["type"] == "Commit"]
    log = read_log(place / "wal")
    found: list[tuple[int, str]] = []
    for epoch in log.epochs:
        for first, end in log.stretches(epoch, epoch.first_lsn, epoch.end_lsn):
            data = log.frames(epoch, first, end)
            span = WalSpan(stretch_name(1, first, end), 1, first, end, len(data), b"")
            columns = ENGINE.commits(data, span)
            assert (columns.end_lsn - columns.lsn == 1).all() and not columns.prepared.any()
            found += [(lsn, columns.transaction(row)) for row, lsn in enumerate(columns.lsn.tolist())]
    assert found == sorted((entry["lsn"], entry["tx_id"]) for entry in listed)


def test_what_is_no_wal_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing of the kind")
    for path in (tmp_path / "notes.txt", tmp_path / "absent"):
        with pytest.raises(LogFormatUnknown):
            ENGINE.inspect([path], None, None)
    maker = LogMaker()
    maker.transaction(1, 1, 0, b"", b"x")
    (tmp_path / "stretch").write_bytes(b"".join(maker.frames))
    assert ENGINE.inspect([tmp_path / "stretch"], None, None).summary.records == 3


def test_stretches_cover_the_log_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maker = LogMaker()
    for number in range(40):
        maker.transaction(number, number % 7, 0, bytes(number), b"x" * 3 * number)
    log = read_log(write_segments(tmp_path, [maker.frames[:50], maker.frames[50:]]))
    (epoch,) = log.epochs
    whole = b"".join(maker.frames)
    for size in (1, 300, 1000, 10**6):
        monkeypatch.setattr(log_module, "STRETCH_BYTES", size)
        for first, end in ((1, 121), (17, 90), (1, 2), (90, 17), (0, 500), (121, 130)):
            ranges = list(log.stretches(epoch, first, end))
            parts = [log.frames(epoch, *piece) for piece in ranges]
            assert b"".join(parts) == b"".join(maker.frames[max(first, 1) - 1 : max(end, 1) - 1])
            assert all(len(part) <= max(size, 400) for part in parts)
            for piece, part in zip(ranges, parts, strict=True):
                assert len(read_stretch(part, *piece)) == piece[1] - piece[0]
    assert log.frames(epoch, 1, 121) == whole


def test_redo_points_are_flushed_checkpoints_only() -> None:
    maker = LogMaker()
    maker.transaction(1, 1, 0, b"", b"x")
    maker.checkpoint(flushed=False)
    point = maker.checkpoint()
    summary = summarise(walk_log(b"".join(maker.frames)), 3)
    assert summary.timeline == 3
    assert summary.redo_points == (point,)
    assert summary.first_commit_time == summary.last_commit_time
    assert summary.first_time is not None
    assert summary.last_time is not None
    assert summary.first_time < summary.last_time


def test_limits_of_lsns() -> None:
    maker = LogMaker()
    maker.transaction(1, 1, 0, b"", b"x")
    columns = walk_log(b"".join(maker.frames))
    assert clip(columns, 2, 3).lsn.tolist() == [2]
    assert clip(columns, -5, 2**80).lsn.tolist() == [1, 2, 3]
    assert clip(columns, 2**80, None).lsn.tolist() == []


def test_names_sort_in_history_order() -> None:
    names = [stretch_name(1, 9, 10), stretch_name(1, 10, 200), stretch_name(2, 3, 4), stretch_name(10, 1, 2)]
    assert names == sorted(names)
    assert len(stretch_digest(b"")) == 32


def test_a_stretch_names_what_is_missing() -> None:
    maker = LogMaker()
    maker.transaction(1, 1, 0, b"", b"x")
    maker.transaction(2, 1, 0, b"", b"x")
    holed = b"".join(maker.frames[:2] + maker.frames[4:])
    with pytest.raises(LogGap, match="LSN 2 is followed by LSN 5"):
        read_stretch(holed, None, None)


@settings(max_examples=50)
@given(st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)))
def test_times_come_back(moment: datetime) -> None:
    aware = moment.replace(tzinfo=UTC)
    assert time_from_ns(ns_from_time(aware)) == aware


def test_absurd_times_are_held_to_the_calendar() -> None:
    assert time_from_ns(2**63 - 1).year == 2262
    assert time_from_ns(10**30).year == 9999
    assert time_from_ns(-(10**30)).year == 1


def test_a_page_is_decoded_for_people() -> None:
    page = pages.new_page(7, pages.TYPE_LEAF)
    pages.write_data(page, 0, b"hello")
    pages.seal(page)
    good = ENGINE.describe_page(bytes(page), 7)
    assert good.problems == ()
    assert good.checksum_ok is True
    assert good.lsn == 0
    fields = {field.name: field for field in good.fields}
    assert fields["page id"].value == "7"
    assert fields["type"].note == "B+ leaf"
    assert fields["next page"].value == "none"
    page[100] ^= 1
    page[4] = 77
    bad = ENGINE.describe_page(bytes(page), 8)
    assert bad.checksum_ok is False
    assert len(bad.problems) == 3
    assert ENGINE.describe_page(bytes(4096), 8).problems[0].startswith("the page is all zeros")
    assert ENGINE.describe_page(b"short", 0).problems


def test_every_fixture_page_is_sound() -> None:
    data = (fixtures() / "small" / "data" / "test.db").read_bytes()
    for block in range(len(data) // 4096):
        found = ENGINE.describe_page(data[block * 4096 : (block + 1) * 4096], block)
        assert found.problems == ()
    assert ENGINE.describe_page(data[:4096], 0).fields[-1].name == "free list"


@settings(max_examples=80)
@given(st.binary(min_size=0, max_size=120), st.integers(0, 4096), st.integers(0, 2**64 - 1))
def test_hostile_pages_are_described(junk: bytes, at: int, block: int) -> None:
    page = pages.new_page(0, pages.TYPE_FREE_LIST)
    pages.encode_free_list(page, [1, 2])
    page[at : at + len(junk)] = junk
    assert ENGINE.describe_page(bytes(page), block).fields
