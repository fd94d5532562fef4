"""The heat index against a model of dictionaries: whatever the stretches, in whatever steps they are counted."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.insight.heat_model import Archive, Touch, check_levels, check_totals, told, truth

from pagewake.errors import Cancelled, ObjectMissing
from pagewake.insight.heat_index import HeatIndex, IndexUnusable
from pagewake.insight.heat_sources import lineage_rows
from pagewake.insight.heat_update import KnownRelations, build_fixed, update_index
from pagewake.insight.pyramid import PyramidUnusable
from pagewake.jobs import Job
from pagewake.model import TimelineSpan

BLOCKS = st.dictionaries(st.integers(0, 700), st.integers(1, 40_000), max_size=6)
LIMITS = st.none() | st.integers(0, 700)


def _consistent(counts: dict[int, int], limit: int | None) -> tuple[dict[int, int], int | None]:
    return counts, limit


TOUCHES = st.dictionaries(
    st.sampled_from(["pages", "1663/5/1", "1663/5/2", "1663/5/2_fsm"]),
    st.builds(_consistent, BLOCKS, LIMITS),
    max_size=3,
)
LENGTHS = st.dictionaries(
    st.sampled_from(["pages", "1663/5/1", "1663/5/9"]), st.tuples(st.integers(0, 900), st.just(8192))
)


def bring(
    directory: Path, archive: Archive, known: KnownRelations | None = None, upto: int | None = None
) -> HeatIndex:
    return update_index(
        directory,
        "repository",
        "shop",
        archive.rows[:upto],
        archive.summary,
        known or KnownRelations(),
        Job(),
    )


@settings(max_examples=40, deadline=None)
@given(
    st.lists(TOUCHES, max_size=12),
    st.lists(st.integers(0, 12), max_size=4),
    st.lists(LENGTHS, min_size=1, max_size=3),
)
def test_in_whatever_steps_it_is_brought_up_it_says_the_same(
    touches: list[Touch], cuts: list[int], lengths: list[dict[str, tuple[int, int]]]
) -> None:
    archive = Archive()
    for touch in touches:
        archive.add(touch)
    expected = truth(touches)
    with tempfile.TemporaryDirectory() as place:
        for step, cut in enumerate(sorted(cuts)):
            known = KnownRelations(f"b{step}", 1, 100 + 10 * cut, lengths[step % len(lengths)])
            bring(Path(place), archive, known, cut).close()
        known = KnownRelations("last", 1, 130, lengths[-1])
        index = bring(Path(place), archive, known)
        assert told(index) == expected
        check_levels(index)
        check_totals(index, expected)
        with tempfile.TemporaryDirectory() as other:
            once = bring(Path(other), archive, known)
            assert once.row().keys == index.row().keys
            assert once.row().blocks.tolist() == index.row().blocks.tolist()
            assert once.row().present.tolist() == index.row().present.tolist()
            assert told(once) == expected
            once.close()
        for key, (blocks, _) in lengths[-1].items():
            number = index.row().index_of(key)
            cut_off = any(touch.get(key, ({}, None))[1] == 0 for touch in touches)
            assert cut_off or not blocks or (number is not None and index.row().blocks[number] >= blocks)
        index.close()


@settings(max_examples=25, deadline=None)
@given(st.lists(TOUCHES, min_size=2, max_size=8), TOUCHES, st.integers(1, 7))
def test_the_last_stretch_archived_again_is_counted_once(
    touches: list[Touch], longer: Touch, keep: int
) -> None:
    archive = Archive()
    for touch in touches:
        archive.add(touch)
    with tempfile.TemporaryDirectory() as place:
        bring(Path(place), archive).close()
        begin = archive.rows.pop().first_lsn
        touches = [*archive.touches[:-1], longer]
        archive.touches.pop()
        archive.reads = 0
        archive.put(longer, begin, begin + 15)
        archive.add({"pages": ({keep: 1}, None)})
        index = bring(Path(place), archive)
        assert archive.reads == 2
        assert told(index) == truth(archive.touches)
        check_levels(index)
        check_totals(index, truth(archive.touches))
        index.close()


@settings(max_examples=40, deadline=None)
@given(st.lists(TOUCHES, min_size=1, max_size=8), st.integers(0, 7), st.integers(0, 7))
def test_a_range_counts_its_stretches_on_the_same_row(touches: list[Touch], one: int, other: int) -> None:
    archive = Archive()
    for touch in touches:
        archive.add(touch)
    low, high = min(one, other), max(one, other)
    with tempfile.TemporaryDirectory() as place:
        index = bring(Path(place) / "all", archive)
        part = build_fixed(index, Path(place) / "part", archive.rows[low:high], archive.summary, Job())
        expected = truth(touches[low:high])
        row = index.row()
        for key, first, blocks in zip(row.keys, row.first.tolist(), row.blocks.tolist(), strict=True):
            counts = part.changes.maxima(0, first, blocks).tolist()
            wanted = expected.get(key, {})
            assert counts == [wanted.get(block, (0, 0))[0] for block in range(blocks)]
        index.close()
        part.close()


def test_expired_stretches_stay_counted(tmp_path: Path) -> None:
    archive = Archive()
    for number in range(6):
        archive.add({"pages": ({number: 1, 50: 1}, None)})
    bring(tmp_path, archive, upto=4).close()
    everything = list(archive.touches)
    kept = Archive(archive.rows[3:], archive.touches[3:])
    index = bring(tmp_path, kept)
    assert told(index) == truth(everything)
    assert kept.reads == 2
    gone = Archive()
    gone.put({"pages": ({9: 2}, None)}, kept.rows[-1].end_lsn + 50, kept.rows[-1].end_lsn + 60)
    index.close()
    index = bring(tmp_path, gone)
    assert told(index) == truth([*everything, *gone.touches])
    index.close()


def test_another_history_is_counted_afresh(tmp_path: Path) -> None:
    archive = Archive()
    for number in range(6):
        archive.add({"pages": ({number: 1}, None)})
    bring(tmp_path, archive).close()
    other = Archive(archive.rows[:3], archive.touches[:3])
    for number in range(4):
        other.add({"other": ({number: 7}, None)}, length=7)
    index = bring(tmp_path, other)
    assert told(index) == truth(other.touches)
    index.close()


def test_nothing_new_reads_nothing(tmp_path: Path) -> None:
    archive = Archive()
    archive.add({"pages": ({1: 1}, None)})
    bring(tmp_path, archive).close()
    archive.reads = 0
    bring(tmp_path, archive).close()
    assert archive.reads == 0


def test_a_cancelled_update_leaves_the_index_and_goes_on_later(tmp_path: Path) -> None:
    archive = Archive()
    for number in range(40):
        archive.add({"pages": ({number * 10: 1, 3: 2}, None)})
    bring(tmp_path, archive, upto=5).close()
    job = Job()

    def read(row: object) -> object:
        if archive.reads == 20:
            job.token.cancel()
        return archive.summary(row)  # type: ignore[arg-type]

    archive.reads = 0
    with pytest.raises(Cancelled):
        update_index(tmp_path, "repository", "shop", archive.rows, read, KnownRelations(), job)  # type: ignore[arg-type]
    assert archive.reads <= 22
    index = HeatIndex.open(tmp_path, "repository", "shop")
    assert told(index) == truth(archive.touches[:5])
    index.close()
    index = bring(tmp_path, archive)
    assert told(index) == truth(archive.touches)
    check_levels(index)
    left = {path.name.partition(".")[0] for path in tmp_path.iterdir()}
    assert left == {"index", "lock", index.generation}
    index.close()


def test_a_summary_that_is_gone_is_told_and_left_out(tmp_path: Path) -> None:
    archive = Archive()
    for number in range(3):
        archive.add({"pages": ({number: 1}, None)})
    missing = archive.rows[1]

    def read(row: object) -> object:
        if row is missing:
            raise ObjectMissing("there is no such object", object_name="summaries/1")
        return archive.summary(row)  # type: ignore[arg-type]

    job = Job()
    index = update_index(tmp_path, "repository", "shop", archive.rows, read, KnownRelations(), job)  # type: ignore[arg-type]
    assert [finding.code for finding in job.findings] == ["summary-unreadable"]
    assert told(index) == {"pages": {0: (1, 1), 2: (1, 3)}}
    index.close()


def look_at_all(directory: Path) -> None:
    index = HeatIndex.open(directory, "repository", "shop")
    try:
        told(index)
        check_levels(index)
        index.entries()
    finally:
        index.close()


@pytest.mark.parametrize("kind", ["index", "changes", "last", "entries"])
def test_damage_is_seen_and_mended(tmp_path: Path, kind: str) -> None:
    archive = Archive()
    for number in range(20):
        archive.add({"pages": ({number * 30: number + 1}, None)})
    index = bring(tmp_path, archive)
    path = tmp_path / "index" if kind == "index" else index.file(kind)
    index.close()
    whole = path.read_bytes()
    spots = [place for place in range(len(whole)) if whole[place]]
    for place in [*spots[:40], *spots[:: max(len(spots) // 60, 1)]]:
        damaged = bytearray(whole)
        damaged[place] ^= 0x55
        path.write_bytes(bytes(damaged))
        with pytest.raises((IndexUnusable, PyramidUnusable)):
            look_at_all(tmp_path)
    for size in (0, 10, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:size])
        with pytest.raises(IndexUnusable):
            look_at_all(tmp_path)
    path.write_bytes(bytes(damaged))
    index = bring(tmp_path, archive) if kind == "index" else None
    if index is not None:
        assert told(index) == truth(archive.touches)
        index.close()


def test_an_index_of_another_source_is_not_taken(tmp_path: Path) -> None:
    archive = Archive()
    archive.add({"pages": ({1: 1}, None)})
    bring(tmp_path, archive).close()
    with pytest.raises(IndexUnusable):
        HeatIndex.open(tmp_path, "repository", "other")
    with pytest.raises(IndexUnusable):
        HeatIndex.open(tmp_path, "another", "shop")


def test_the_newest_line_of_history_is_counted() -> None:
    archive = Archive()
    for _ in range(4):
        archive.add({})
    one, two, three, four = archive.rows
    fork = msgspec.structs.replace(four, timeline=2, name="00000002-fork", first_lsn=120, end_lsn=150)
    fork = msgspec.structs.replace(fork, origin=TimelineSpan(1, 100, 120))
    assert lineage_rows([one, two, three, four]) == [one, two, three, four]
    assert lineage_rows([four, fork, three, two, one]) == [one, two, fork]
    part = msgspec.structs.replace(two, name="part", end_lsn=two.end_lsn - 4, digest=bytes(32))
    assert lineage_rows([one, part, two, three]) == [one, two, three]
    assert lineage_rows([one, three]) == [one, three]
    assert lineage_rows([]) == []
