"""`wal inspect` of PostgreSQL files: ranges, gaps, damage, timelines, recycled and incomplete segments."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.postgres.wal_writer import Block, Placed, WalWriter

from pagewake.engines.base import LogInspection
from pagewake.engines.postgres.inspection import inspect_log
from pagewake.engines.postgres.segments import history_name, segment_name
from pagewake.errors import LogConflict, LogCorrupt, LogFormatUnknown, PagewakeError, SourceUnreadable

MIB = 1 << 20


def some_log(records: int = 150, seed: int = 1, **shape: int) -> tuple[WalWriter, list[Placed]]:
    """Records of all sizes over a few segments."""
    rng = random.Random(seed)
    wal = WalWriter(segment_size=MIB, **shape)
    placed = []
    for number in range(records):
        size = rng.choice([10, 100, 3000, 9000, 70_000])
        placed.append(wal.append(10, 0, main=bytes(size), blocks=[Block(16384, number)], xid=number))
    return wal, placed


def name_at(lsn: int, timeline: int = 1) -> str:
    return segment_name(timeline, lsn // MIB, MIB)


def write(directory: Path, wal: WalWriter, timeline: int | None = None) -> list[Path]:
    data, paths = wal.segments(), []
    for at in range(0, len(data), MIB):
        path = directory / name_at(wal.start + at, timeline or wal.timeline)
        path.write_bytes(data[at : at + MIB])
        paths.append(path)
    return paths


def lsns(found: LogInspection) -> list[int]:
    lines = [line.lsn for line in found.records()]
    assert len(lines) == found.summary.records
    assert found.last_lsn == (lines[-1] if lines else None)
    return lines


def test_a_directory_a_data_directory_and_files_are_one_log(tmp_path: Path) -> None:
    wal, placed = some_log()
    (tmp_path / "pg_wal/archive_status").mkdir(parents=True)
    (tmp_path / "pg_wal/xlogtemp.77").write_bytes(b"x")
    paths = write(tmp_path / "pg_wal", wal)
    assert len(paths) > 2
    for given_paths in ([tmp_path], [tmp_path / "pg_wal"], paths, paths[::-1]):
        found = inspect_log(given_paths, None, None)
        assert lsns(found) == [one.lsn for one in placed]
        assert found.end.clean and found.end.lsn == placed[-1].end_lsn and not found.findings
        assert found.summary.first_lsn == placed[0].lsn and found.summary.end_lsn == placed[-1].end_lsn
        assert found.bytes == len(paths) * MIB
    line = next(iter(inspect_log(paths, None, None).records()))
    assert (line.type, line.tx, line.prev, line.blocks) == ("Heap/INSERT", None, 0, (("1663/5/16384", 0),))
    assert sum(found.summary.bytes_by_type.values()) == sum(line.length for line in found.records())


@settings(max_examples=60, deadline=None)
@given(low=st.integers(0, 5 * MIB), high=st.integers(0, 5 * MIB), data=st.data())
def test_ranges(tmp_path_factory: pytest.TempPathFactory, low: int, high: int, data: st.DataObject) -> None:
    directory = tmp_path_factory.mktemp("wal")
    wal, placed = some_log()
    write(directory, wal)
    starts = [one.lsn for one in placed]
    since = data.draw(st.sampled_from([None, low, *starts]))
    until = data.draw(st.sampled_from([None, high, *starts]))
    found = inspect_log([directory], since, until)
    expected = [lsn for lsn in starts if lsn >= (since or 0) and (until is None or lsn < until)]
    assert lsns(found) == expected and found.end.clean and not found.findings
    blocks = [block for changes in found.summary.relations.values() for block in changes.blocks.tolist()]
    assert sorted(blocks) == [starts.index(lsn) for lsn in expected]


def test_recycled_segments_are_no_part_of_the_log(tmp_path: Path) -> None:
    wal, placed = some_log()
    paths = write(tmp_path, wal)
    following = wal.start + len(paths) * MIB
    (tmp_path / name_at(following)).write_bytes(paths[0].read_bytes())
    (tmp_path / name_at(following + MIB)).write_bytes(bytes(MIB))
    found = inspect_log([tmp_path], None, None)
    assert lsns(found) == [one.lsn for one in placed] and found.end.clean and not found.findings
    with pytest.raises(LogConflict, match="another segment"):
        inspect_log([tmp_path / name_at(following)], None, None)
    with pytest.raises(LogCorrupt, match="0000"):
        inspect_log([tmp_path / name_at(following + MIB)], None, None)


def test_old_pages_behind_the_end_of_a_recycled_segment(tmp_path: Path) -> None:
    old, _ = some_log(records=400)
    wal, placed = some_log(start=9 * MIB, prev=8 * MIB)
    last = len(wal.data) // MIB * MIB
    tail = bytearray(old.segments()[:MIB])
    used = len(wal.pages()) - last
    tail[:used] = wal.pages()[last:]
    for at in range(0, last, MIB):
        (tmp_path / name_at(wal.start + at)).write_bytes(wal.data[at : at + MIB])
    (tmp_path / name_at(wal.start + last)).write_bytes(tail)
    found = inspect_log([tmp_path], None, None)
    assert lsns(found) == [one.lsn for one in placed] and found.end.clean and not found.findings


def test_damage_is_told_from_the_end(tmp_path: Path) -> None:
    wal, placed = some_log()
    paths = write(tmp_path, wal)
    hit = next(one for one in placed if one.lsn > wal.start + MIB + 300_000)
    path = paths[(hit.lsn - wal.start) // MIB]
    data = bytearray(path.read_bytes())
    data[hit.lsn % MIB + 20] ^= 1
    path.write_bytes(data)
    found = inspect_log([tmp_path], None, None)
    assert lsns(found) == [one.lsn for one in placed if one.lsn < hit.lsn]
    (finding,) = found.findings
    assert finding.code == "wal-damaged" and path.name in finding.object_name
    assert not found.end.clean and found.end.lsn == hit.lsn and f"{hit.lsn:X}" in found.end.reason
    # The same in the last segment, where good pages follow.
    found = inspect_log([path], None, None)
    assert [one.code for one in found.findings] == ["wal-damaged"]
    # Past it, or before it, all is well.
    following = next(one.lsn for one in placed if one.lsn >= hit.end_lsn)
    assert not inspect_log([tmp_path], following, None).findings
    assert not inspect_log([tmp_path], None, hit.lsn).findings


def test_a_missing_segment_is_a_gap(tmp_path: Path) -> None:
    wal, placed = some_log()
    paths = write(tmp_path, wal)
    paths[1].unlink()
    found = inspect_log([tmp_path], None, None)
    (finding,) = found.findings
    assert (finding.code, finding.object_name) == ("wal-gap", paths[1].name) and "missing" in finding.message
    wanted = [one.lsn for one in placed if one.end_lsn <= 2 * MIB or one.lsn >= 3 * MIB]
    assert lsns(found) == wanted
    # Its first page is gone: it is there, and no WAL of its name.
    paths[1].write_bytes(bytes(MIB))
    (finding,) = inspect_log([tmp_path], None, None).findings
    assert (finding.code, finding.object_name) == (
        "wal-gap",
        paths[1].name,
    ) and "holds no WAL" in finding.message
    paths[1].write_bytes(wal.segments()[MIB : 2 * MIB - 8192])
    (finding,) = inspect_log([tmp_path], None, None).findings
    assert (finding.code, finding.object_name) == (
        "wal-gap",
        paths[1].name,
    ) and "cut short" in finding.message


def test_incomplete_segments(tmp_path: Path) -> None:
    wal, placed = some_log()
    paths = write(tmp_path, wal)
    last = paths[-1]
    used = placed[-1].end_lsn % MIB
    whole = last.read_bytes()
    last.unlink()
    for name, data in (
        (f"{last.name}.partial", whole),
        (f"{last.name}.{used:08X}.partial", whole[:used]),
        (f"{last.name}.{used:08X}.partial", whole),
        ("copied-by-hand", whole[: used + 100]),
    ):
        (tmp_path / name).write_bytes(data)
        found = inspect_log([*paths[:-1], tmp_path / name], None, None)
        assert lsns(found) == [one.lsn for one in placed] and found.end.clean
        (tmp_path / name).unlink()
    # Of several the longest, and the segment itself before all.
    less = next(one.end_lsn for one in placed if one.end_lsn > placed[-1].end_lsn - used)
    (tmp_path / f"{last.name}.{less % MIB:08X}.partial").write_bytes(whole[: less % MIB])
    assert lsns(inspect_log([tmp_path], None, None))[-1] < placed[-1].lsn
    last.write_bytes(whole)
    assert lsns(inspect_log([tmp_path], None, None)) == [one.lsn for one in placed]


def forked() -> tuple[WalWriter, WalWriter, list[Placed], list[Placed], int]:
    parent, before = some_log()
    fork = parent.position
    child = WalWriter(segment_size=MIB, timeline=2, prev=parent.prev)
    child.data += parent.data
    after = [child.append(10, 0, main=bytes(5000), blocks=[Block(1, 1)]) for _ in range(300)]
    parent.append(10, 0, main=bytes(100), blocks=[Block(2, 2)])
    return parent, child, before, after, fork


def test_a_child_goes_on_in_its_own_segments(tmp_path: Path) -> None:
    parent, child, before, after, fork = forked()
    at = (fork - MIB) // MIB * MIB
    olds = write(tmp_path, parent)
    for path in write(tmp_path, child, 2):
        if path.name < name_at(fork, 2):
            path.unlink()
    (tmp_path / history_name(2)).write_bytes(f"1\t0/{fork:X}\tx\n".encode())
    # Both histories are there: what is common counts once.
    found = inspect_log([tmp_path], None, None)
    assert sorted(lsns(found)) == sorted([one.lsn for one in (*before, *after)] + [fork])
    assert {line.timeline for line in found.records() if line.lsn > fork} == {2}
    # The parent's last segment is gone: the child's holds what was in it.
    olds[-1].unlink()
    assert at and lsns(inspect_log([tmp_path], None, None)) == [one.lsn for one in (*before, *after)]
    (tmp_path / history_name(2)).write_bytes(b"nonsense")
    (finding,) = inspect_log([tmp_path], None, None).findings
    assert finding.code == "timeline-history-damaged"


def test_files_of_two_databases_are_refused(tmp_path: Path) -> None:
    write(tmp_path, some_log()[0])
    other = WalWriter(segment_size=MIB, start=40 * MIB, system_identifier=5)
    other.append(10, 0, main=bytes(10))
    write(tmp_path, other)
    with pytest.raises(LogConflict, match="more than one database"):
        inspect_log([tmp_path], None, None)


def test_what_is_no_wal(tmp_path: Path) -> None:
    (tmp_path / "notes").write_bytes(b"text" * 100)
    (tmp_path / name_at(MIB)).write_bytes(struct.pack("<H", 0xD120) + bytes(MIB - 2))
    with pytest.raises(LogFormatUnknown, match="holds none"):
        inspect_log([tmp_path], None, None)
    with pytest.raises(LogFormatUnknown, match="D120"):
        inspect_log([tmp_path / name_at(MIB)], None, None)
    with pytest.raises(LogCorrupt):
        inspect_log([tmp_path / "notes"], None, None)
    with pytest.raises(SourceUnreadable):
        inspect_log([tmp_path / "missing"], None, None)


@settings(max_examples=60, deadline=None)
@given(
    hits=st.lists(st.tuples(st.integers(0, 4 * MIB), st.integers(0, 255)), min_size=1, max_size=8),
    cut=st.integers(0, MIB),
)
def test_hostile_files_end_in_a_clear_error(
    tmp_path_factory: pytest.TempPathFactory, hits: list[tuple[int, int]], cut: int
) -> None:
    directory = tmp_path_factory.mktemp("wal")
    wal, _ = some_log(60)
    for place, value in hits:
        wal.data[place % len(wal.data)] = value
    paths = write(directory, wal)
    paths[-1].write_bytes(paths[-1].read_bytes()[:cut])
    for given_paths in ([directory], paths):
        try:
            found = inspect_log(given_paths, None, None)
            assert len(list(found.records())) == found.summary.records
        except PagewakeError as error:
            assert error.what


@pytest.mark.parametrize("size", [1 << 20, 64 << 20, 1 << 30])
def test_segments_of_any_size(tmp_path: Path, size: int) -> None:
    wal = WalWriter(segment_size=size, start=3 << 30)
    placed = [wal.append(10, 0, main=bytes(3000), blocks=[Block(1, number)]) for number in range(600)]
    for at in range(0, len(wal.data), size):
        with (tmp_path / segment_name(1, (wal.start + at) // size, size)).open("wb") as file:
            file.write(wal.data[at : at + size])
            file.truncate(size)
    found = inspect_log([tmp_path], None, None)
    assert lsns(found) == [one.lsn for one in placed] and found.end.clean and not found.findings
