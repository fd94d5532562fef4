"""Summaries of stretches against a plain model: blocks, limits, joints between segments, hostile bytes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.postgres.log_model import MIB, Change, Model, changes, cut
from tests.postgres.wal_writer import Block, WalWriter, record_body, record_bytes

from pagewake.blocks import WalSummary, fold
from pagewake.engines.postgres.log import end_of_records
from pagewake.engines.postgres.segments import partial_name, segment_name
from pagewake.engines.postgres.summaries import summarise
from pagewake.engines.postgres.versions import FORMATS
from pagewake.errors import LogCorrupt, LogError
from pagewake.repository.summaries import decode_summary, encode_summary

magics = st.sampled_from([known.magic for known in FORMATS])


def name_at(lsn: int, timeline: int = 1) -> str:
    return segment_name(timeline, lsn // MIB, MIB)


def summary_of(data: bytes, lsn: int, before: bytes | None = None, timeline: int = 1) -> WalSummary:
    return summarise(data, lsn, lsn + len(data), timeline, name=name_at(lsn), before=before)


@settings(max_examples=60, deadline=None)
@given(magic=magics, log=st.lists(changes(), max_size=30))
def test_summaries_of_segments_and_their_fold(magic: int, log: list[Change]) -> None:
    wal = WalWriter(magic=magic, segment_size=MIB)
    placed = [(change, change.write(wal).end_lsn) for change in log]
    segments = cut(wal)
    whole = Model()
    for change, _ in placed:
        whole.add(change)
    summaries: list[WalSummary] = []
    before: bytes | None = None
    for number, data in enumerate(segments):
        first, end = (number + 1) * MIB, (number + 2) * MIB
        part = Model()
        for change, record_end in placed:
            if first < record_end <= end:
                part.add(change)
        summary = summary_of(data, first, before)
        part.check(dict(summary.relations))
        assert not summary.headless and not summary.breakers
        assert decode_summary(encode_summary(summary)) == summary
        summaries.append(summary)
        before = data
    folded = fold(summaries)
    assert not folded.breakers
    whole.check(dict(folded.relations), counts=False)


@settings(max_examples=30, deadline=None)
@given(magic=magics, log=st.lists(changes(), min_size=5, max_size=30))
def test_any_cut_into_segments_gives_one_fold(magic: int, log: list[Change]) -> None:
    folds = []
    for size in (MIB, 2 * MIB, 16 * MIB):
        wal = WalWriter(magic=magic, segment_size=size, start=16 * MIB)
        for change in log:
            change.write(wal)
        summaries, before = [], None
        for number, data in enumerate(cut(wal, size)):
            first = 16 * MIB + number * size
            name = segment_name(1, first // size, size)
            summaries.append(summarise(data, first, first + size, 1, name=name, before=before))
            before = data
        changed = fold(summaries)
        folds.append({key: (one.limit, one.blocks.tolist()) for key, one in changed.relations.items()})
        assert sum(summary.commits for summary in summaries) == sum(one.kind == "commit" for one in log)
    assert folds[0] == folds[1] == folds[2]


def crossing(magic: int = 0xD110) -> tuple[WalWriter, list[bytes]]:
    """Three segments; a record that names block 77 runs from the first into the second, 78 into the third."""
    wal = WalWriter(magic=magic, segment_size=MIB)
    for block in (77, 78):
        while wal.position % MIB < MIB - 100_000:
            wal.append(21, 0, main=bytes(90_000))
        wal.append(10, 0, main=bytes(200_000), blocks=[Block(16384, block)])
    return wal, cut(wal)


@pytest.mark.parametrize("magic", [known.magic for known in FORMATS])
def test_a_record_counts_where_it_ends_if_its_beginning_is_at_hand(magic: int) -> None:
    _, (first, second, third) = crossing(magic)
    assert not summary_of(first, MIB).relations
    joined = summary_of(second, 2 * MIB, first)
    assert joined.relations["1663/5/16384"].blocks.tolist() == [77] and not joined.headless
    alone = summary_of(second, 2 * MIB)
    assert alone.headless and not alone.relations and alone.records == joined.records - 1
    # Two segments in front are as good as one.
    last = summary_of(third, 3 * MIB, first + second)
    assert last == summary_of(third, 3 * MIB, second)
    assert last.relations["1663/5/16384"].blocks.tolist() == [78]


def test_a_record_longer_than_a_segment() -> None:
    wal = WalWriter(segment_size=MIB)
    wal.append(21, 0, main=bytes(MIB // 2))
    wal.append(10, 0, main=bytes(2 * MIB), blocks=[Block(16384, 9)])
    first, middle, last = cut(wal)
    inside = summary_of(middle, 2 * MIB, first)
    assert inside.records == 0 and not inside.headless and not inside.breakers
    assert not summary_of(middle, 2 * MIB).headless  # no record ends here: nothing is left out
    assert summary_of(last, 3 * MIB, middle).headless
    joined = summary_of(last, 3 * MIB, first + middle)
    assert joined.relations["1663/5/16384"].blocks.tolist() == [9] and not joined.headless


def test_what_does_not_lead_into_a_segment_is_a_breaker() -> None:
    _, (first, second, third) = crossing()
    other = WalWriter(segment_size=MIB)
    for _ in range(11):
        other.append(21, 0, main=bytes(90_000))
    for before in (cut(other)[0], crossing()[0].segments()[:MIB][:-8192] + bytes(8192)):
        summary = summary_of(second, 2 * MIB, before)
        (breaker,) = summary.breakers
        assert "0/200000 does not lead into it" in breaker
        assert summary.headless and summary.records == summary_of(second, 2 * MIB).records
    assert not summary_of(second, 2 * MIB, first).breakers
    foreign = crossing()[0]
    foreign.system_identifier += 1
    third_party = WalWriter(segment_size=MIB, system_identifier=9)
    third_party.append(21, 0, main=bytes(100))
    assert "another database" in summary_of(second, 2 * MIB, cut(third_party)[0]).breakers[0]
    # What ends elsewhere says nothing.
    assert summary_of(third, 3 * MIB, first) == summary_of(third, 3 * MIB)


def test_links_at_joints_without_a_record_across() -> None:
    wal = WalWriter(segment_size=MIB)
    wal.append(10, 0, main=bytes(10))
    wal.switch()
    wal.append(10, 0, main=bytes(10))
    right = cut(wal)
    wrong = WalWriter(segment_size=MIB)
    wrong.append(10, 0, main=bytes(11))
    wrong.append(10, 0, main=bytes(11))
    (before,) = cut(wrong)
    assert not summary_of(right[1], 2 * MIB, right[0]).breakers
    assert "does not link back" in summary_of(right[1], 2 * MIB, before).breakers[0]


def test_a_log_begun_anew_is_a_breaker() -> None:
    wal = WalWriter(segment_size=MIB, start=5 * MIB)
    wal.append(0, 0, main=bytes(88))
    (data,) = cut(wal)
    assert "pg_resetwal" in summary_of(data, 5 * MIB).breakers[0]
    wal = WalWriter(segment_size=MIB)  # where initdb begins, it is no breaker
    wal.append(0, 0, main=bytes(88))
    assert not summary_of(cut(wal)[0], MIB).breakers


def test_an_abandoned_record_does_not_count() -> None:
    wal = WalWriter(segment_size=MIB)
    wal.append(10, 0, main=bytes(10), blocks=[Block(16384, 1)])
    wal.fill_page(leave=64)
    lost = record_bytes(10, 0, wal.prev, record_body([Block(16384, 5)], bytes(9000), wal.magic))
    wal.abandon(lost)
    wal.append(10, 0, main=bytes(10), blocks=[Block(16384, 2)])
    summary = summary_of(cut(wal)[0], MIB)
    assert summary.relations["1663/5/16384"].blocks.tolist() == [1, 2]
    assert [event.kind for event in summary.events] == ["record-abandoned"]


@pytest.mark.parametrize("leave", range(0, 48, 8))
def test_a_switch_of_segments_that_runs_over_a_page(leave: int) -> None:
    """Behind it lies nothing, though its end leaves room on its page for another record."""
    wal = WalWriter(segment_size=MIB)
    while wal.position < MIB + MIB // 2:
        wal.fill_page()
    wal.fill_page(leave=leave)
    wal.switch()
    wal.append(10, 0, main=bytes(9), blocks=[Block(16384, 5)])
    first, second = cut(wal)[:2]
    summary = summary_of(second, 2 * MIB, first)
    assert not summary.breakers and not summary.headless
    assert summary.relations["1663/5/16384"].blocks.tolist() == [5]


def switch_across(leave: int) -> list[bytes]:
    """Three segments: a SWITCH record begins at the end of the first, and the second holds only its end."""
    wal = WalWriter(segment_size=MIB)
    while wal.position < 2 * MIB - 8192:
        wal.fill_page()
    wal.fill_page(leave=leave)
    wal.switch()
    wal.append(10, 0, main=bytes(9), blocks=[Block(16384, 5)])
    return cut(wal)


@pytest.mark.parametrize("leave", [8, 16])
def test_a_switch_that_runs_into_a_segment_fills_it(leave: int) -> None:
    first, second, third = switch_across(leave)
    assert not summary_of(second, 2 * MIB, first).headless
    alone = summary_of(second, 2 * MIB)
    assert (alone.records, alone.breakers) == (0, ())
    assert alone.headless, "what runs into it was not at hand"
    assert summary_of(third, 3 * MIB, second).relations["1663/5/16384"].blocks.tolist() == [5]
    for spoiled in (
        second[:80] + b"\1" + second[81:],  # something stands behind it
        second[: 40 + 24 - leave - 7] + b"\1" + second[40 + 24 - leave - 6 :],  # it is of another manager
        second[: MIB // 2],
    ):
        with pytest.raises(LogCorrupt):
            summary_of(spoiled, 2 * MIB)


def test_an_abandoned_record_at_the_end_of_a_segment() -> None:
    wal = WalWriter(segment_size=MIB)
    while wal.position < 2 * MIB - 8192:
        wal.fill_page()
    wal.fill_page(leave=64)
    wal.abandon(record_bytes(10, 0, wal.prev, record_body([Block(16384, 5)], bytes(9000), wal.magic)))
    first, second = cut(wal)
    for before in (None, first):
        summary = summary_of(second, 2 * MIB, before)
        assert not summary.breakers and not summary.relations
        assert summary.headless == (before is None), "nobody compared the link back to the record before"


# --- forks and incomplete segments


def test_a_stretch_that_begins_at_a_fork() -> None:
    parent = WalWriter(segment_size=MIB)
    parent.append(21, 0, main=bytes(MIB // 3))
    parent.append(10, 0, main=bytes(9), blocks=[Block(16384, 1)])
    fork, prev = parent.position, parent.prev
    child = WalWriter(segment_size=MIB, timeline=2, prev=prev)
    child.data += parent.data
    parent.append(10, 0, main=bytes(9), blocks=[Block(16384, 2)])
    child.append(10, 0, main=bytes(9), blocks=[Block(16384, 3)])
    parent.append(21, 0, main=bytes(MIB))
    child.append(21, 0, main=bytes(MIB))
    data, following = cut(child)
    name = name_at(MIB, 2)
    for before in (None, bytes(data[: fork - MIB])):
        summary = summarise(data, fork, 2 * MIB, 2, name=name, before=before)
        assert summary.relations["1663/5/16384"].blocks.tolist() == [3]
        assert not summary.breakers and not summary.headless and summary.first_lsn == fork
    assert not summarise(following, 2 * MIB, 3 * MIB, 2, name=name_at(2 * MIB, 2), before=data).breakers
    old = summarise(data[: fork - MIB], MIB, fork, 1, name=partial_name(name_at(MIB), fork - MIB))
    assert old.relations["1663/5/16384"].blocks.tolist() == [1] and old.records == 2
    # The parent's part is not of timeline 1 any more once the child has written.
    with pytest.raises(LogCorrupt, match="timeline 2"):
        summarise(data, MIB, 2 * MIB, 1, name=name_at(MIB))
    # A parent with other records before the fork.
    other = WalWriter(segment_size=MIB)
    for _ in range(10):
        other.append(21, 0, main=bytes(100))
    wrong = other.pages()[: fork - MIB].ljust(fork - MIB, b"\0")
    assert "links to" in summarise(data, fork, 2 * MIB, 2, name=name, before=wrong).breakers[0]


@settings(max_examples=40, deadline=None)
@given(magic=magics, log=st.lists(changes(), min_size=1, max_size=20), where=st.integers(0, 400_000))
def test_the_beginning_of_a_segment(magic: int, log: list[Change], where: int) -> None:
    """Bytes cut anywhere: the records up to there are found, and are what a piece of that length says."""
    wal = WalWriter(magic=magic, segment_size=MIB)
    ends = [MIB]
    model = Model()
    for change in log:
        if change.filler:
            wal.append(21, 0, main=bytes(change.filler))
            ends.append(wal.position)
            change = Change(change.relation, change.blocks, change.cuts, change.kind)
        ends.append(change.write(wal).end_lsn)
    held = wal.segments()[: min(where, MIB)]
    if len(held) < 40:
        return
    end = end_of_records(held, MIB)
    assert end == max(one for one in ends if one <= MIB + len(held))
    if end == MIB:
        return
    summary = summarise(held[: end - MIB], MIB, end, 1, name=partial_name(name_at(MIB), end - MIB))
    at = MIB
    wal = WalWriter(magic=magic, segment_size=MIB)
    for change in log:
        at = change.write(wal).end_lsn
        if at <= end:
            model.add(change)
    model.check(dict(summary.relations))
    with pytest.raises(LogCorrupt, match="end at"):
        summarise(held[: end - MIB].ljust(end - MIB + 8, b"\0"), MIB, end + 8, 1, name=name_at(MIB))


def test_a_record_that_runs_into_an_incomplete_segment() -> None:
    wal, (first, second, _) = crossing()
    (running,) = [len(second[:100_000])]
    assert end_of_records(second[:running], 2 * MIB) == 2 * MIB
    assert end_of_records(second[:running], 2 * MIB, first) == 2 * MIB
    assert wal.position > 3 * MIB
    whole = end_of_records(second, 2 * MIB)
    assert whole == end_of_records(second, 2 * MIB, first) > 2 * MIB + 200_000 - 100_000


def test_a_segment_must_be_whole() -> None:
    wal = WalWriter(segment_size=MIB)
    wal.append(10, 0, main=bytes(MIB // 2))
    data = wal.segments()
    with pytest.raises(LogCorrupt, match="end at 0/1") as caught:
        summary_of(data, MIB)
    assert caught.value.object_name == name_at(MIB)
    with pytest.raises(LogCorrupt, match="instead of"):
        summary_of(data, 2 * MIB)


# --- hostile bytes


@settings(max_examples=150, deadline=None)
@given(
    magic=magics,
    log=st.lists(changes(), min_size=3, max_size=12),
    hits=st.lists(st.tuples(st.integers(0, MIB - 1), st.integers(0, 255)), min_size=1, max_size=6),
    joined=st.booleans(),
)
def test_damaged_segments_end_in_a_clear_error(
    magic: int, log: list[Change], hits: list[tuple[int, int]], joined: bool
) -> None:
    wal = WalWriter(magic=magic, segment_size=MIB)
    for change in log:
        change.write(wal)
    used = wal.position - MIB
    data = bytearray(cut(wal)[0])
    for place, value in hits:
        data[place % used] = value
    try:
        summary_of(bytes(data), MIB, bytes(data) if joined else None)
        end_of_records(bytes(data), MIB)
    except LogError as error:
        assert error.what


@settings(max_examples=300, deadline=None)
@given(
    magic=magics,
    rmid=st.sampled_from([0, 1, 1, 1, 2, 4, 5, 8, 128]),
    info=st.integers(0, 255),
    main=st.binary(max_size=120),
)
def test_records_of_any_content_end_in_a_clear_error(magic: int, rmid: int, info: int, main: bytes) -> None:
    wal = WalWriter(magic=magic, segment_size=MIB)
    wal.append(rmid, info, main=main)
    (data,) = cut(wal)[:1]
    try:
        summary = summary_of(data, MIB)
    except LogError as error:
        assert name_at(MIB) in error.object_name
    else:
        assert decode_summary(encode_summary(summary)) == summary
