"""Real WAL of two timelines in the archive: pushed, its holes, its windows, and what is refused."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.postgres.archiving import SOURCE, Archive, churn, complete_segments
from tests.postgres.installations import Installation
from tests.postgres.servers import Rig
from tests.postgres.standby import standby, wait_replayed
from tests.postgres.test_summaries import switch_across
from tests.repository.rows import backup

from pagewake.archive.joining import JoinedSummaries
from pagewake.blocks import fold
from pagewake.engines.postgres import ENGINE
from pagewake.engines.postgres.segments import is_segment_name, read_header, segment_name
from pagewake.errors import (
    LogConflict,
    LogCorrupt,
    LogFormatUnknown,
    LogGap,
    SourceChanged,
    SourceNotRecognised,
    SourceUnreadable,
    UsageError,
)
from pagewake.insight.windows import restorable
from pagewake.repository.history import BEGAN_LATER, NEVER_ARCHIVED, OBJECT_MISSING
from pagewake.stores.local import LocalStore

SETTINGS = {"archive_mode": "on", "archive_command": "/bin/false", "wal_keep_size": "1GB"}
SIZE = 1 << 20


@dataclass
class Pair:
    """What two servers left: the log of the first, and that of the one that was promoted beside it."""

    first: Path
    promoted: Path
    fork: int

    def names(self, wal: Path, timeline: int) -> list[str]:
        return sorted(
            path.name
            for path in wal.iterdir()
            if is_segment_name(path.name) and path.name.startswith(f"{timeline:08X}")
        )


_made: dict[Installation, Pair] = {}


@pytest.fixture
def pair(rig: Rig, _templates: Rig, installation: Installation) -> Pair:
    """A server, and a standby that was promoted while the first one went on: two histories after the fork."""
    if installation not in _made:
        _made[installation] = _two_histories(rig, _templates, installation)
    made = _made[installation]
    copies = [rig.directory("log"), rig.directory("log")]
    for room, copy in zip((made.first, made.promoted), copies, strict=True):
        shutil.copytree(room, copy, dirs_exist_ok=True)
    return Pair(copies[0], copies[1], made.fork)


def _two_histories(rig: Rig, keep: Rig, installation: Installation) -> Pair:
    first = rig.server(installation, segment_mib=1, settings=SETTINGS)
    second = standby(rig, first)
    churn(first, 3)
    while first.lsn() % SIZE < SIZE // 4:  # so that pages of the parent lie before the fork in its segment
        churn(first, 0.1)
    wait_replayed(second, first)
    second.promote()
    churn(first, 2)
    churn(second, 2)
    kept = []
    for server in (first, second):
        whole = complete_segments(server)
        server.stop()
        room = keep.directory("log")
        for path in [*whole, *server.wal.glob("*.history"), *server.wal.glob("*.partial")]:
            shutil.copy(path, room)
        kept.append(room)
    high, low = (kept[1] / "00000002.history").read_text().split()[1].split("/")
    return Pair(kept[0], kept[1], int(high, 16) << 32 | int(low, 16))


def push_all(archive: Archive, wal: Path, timeline: int) -> None:
    for path in sorted(wal.iterdir(), key=lambda path: (not path.name.endswith(".history"), path.name)):
        if path.name.startswith(f"{timeline:08X}"):
            archive.push(path)


def test_the_segments_of_two_timelines_make_one_history(pair: Pair) -> None:
    archive = Archive()
    push_all(archive, pair.promoted, 2)
    fork_segment = f"{pair.fork // SIZE:08X}"
    timelines = archive.history.timelines
    assert timelines[2].begin == pair.fork
    assert timelines[2].origin is not None
    assert (timelines[2].origin.timeline, timelines[2].origin.end) == (1, pair.fork)
    assert archive.end(1) == pair.fork, "what is before the fork in the first segment is the parent's"
    (part,) = [name for name in archive.names if name.endswith(".partial")]
    assert part == f"0000000100000000{fork_segment}.{pair.fork % SIZE:08X}.partial"
    child = archive.data(f"0000000200000000{fork_segment}")
    assert archive.data(part) == child[: pair.fork % SIZE]
    assert child == (pair.promoted / f"0000000200000000{fork_segment}").read_bytes(), "the file as it was"
    push_all(archive, pair.promoted, 1)
    push_all(archive, pair.first, 1)
    history = archive.history
    assert not any(timeline.gaps for timeline in history.timelines.values())
    assert history.lineage(2)[0].end == pair.fork
    assert archive.same_as(pair.first) >= 5
    assert archive.same_as(pair.promoted) >= 2
    joined = JoinedSummaries(archive.repository.wal, ENGINE)
    whole = [row for row in archive.rows if row.timeline == 1 and is_segment_name(row.name)]
    summaries = [joined(row) for row in whole]
    assert not any(summary.headless for summary in summaries[1:]), "what was missing in front is there by now"
    assert not any(summary.breakers for summary in summaries)


def test_pushing_in_any_order_gives_the_same_rows(pair: Pair) -> None:
    one, other = Archive(), Archive()
    push_all(one, pair.promoted, 1)
    push_all(one, pair.promoted, 2)
    other.push(pair.promoted / "00000002.history")
    for name in reversed(pair.names(pair.promoted, 2) + pair.names(pair.promoted, 1)):
        other.push(pair.promoted / name)
    for path in pair.promoted.glob("*.partial"):
        other.push(path)
    plain = [(row.name, row.first_lsn, row.end_lsn, row.digest) for row in one.rows]
    assert [(row.name, row.first_lsn, row.end_lsn, row.digest) for row in other.rows] == plain
    before = sorted(info.key for info in other.store.list())
    push_all(other, pair.promoted, 2)
    push_all(other, pair.promoted, 1)
    assert sorted(info.key for info in other.store.list()) == before, "again changes nothing"


def test_two_timelines_of_one_number_are_refused(pair: Pair, rig: Rig) -> None:
    archive = Archive()
    push_all(archive, pair.promoted, 1)
    push_all(archive, pair.promoted, 2)
    before = sorted(info.key for info in archive.store.list())
    # A second server promoted from the same one, elsewhere: its timeline is 2 as well.
    other = rig.directory("split")
    shutil.copytree(pair.promoted, other, dirs_exist_ok=True)
    history = other / "00000002.history"
    history.write_bytes(history.read_bytes().replace(b"no recovery", b"another recovery"))
    for name in ["00000002.history", *pair.names(other, 2)]:
        with pytest.raises(LogConflict, match="timeline 2"):
            archive.push(other / name)
    # Segments of a number that is archived, with other bytes.
    number = pair.names(pair.promoted, 1)[-1]
    forged = other / number
    content = bytearray(forged.read_bytes())
    tail = content.rstrip(b"\0")
    content[len(tail) - 1] ^= 1
    forged.write_bytes(content)
    with pytest.raises((LogConflict, LogCorrupt)):
        archive.push(forged)
    assert sorted(info.key for info in archive.store.list()) == before


def test_a_child_of_another_parent_is_refused(pair: Pair) -> None:
    """The archived parent and what the child says of it differ before the fork."""
    archive = Archive()
    name = f"0000000100000000{pair.fork // SIZE:08X}"
    archive.push(pair.first / name)
    child = pair.promoted / f"0000000200000000{pair.fork // SIZE:08X}"
    content = bytearray(child.read_bytes())
    content[8200] ^= 1
    child.write_bytes(content)
    with pytest.raises(LogConflict, match="differ before the fork"):
        archive.push(child)
    assert set(archive.names) <= {name, "00000002.history"}


def test_a_segment_of_a_timeline_without_its_history_is_refused_where_it_must_be_placed(pair: Pair) -> None:
    archive = Archive()
    archive.push(pair.promoted / pair.names(pair.promoted, 1)[0])
    (pair.promoted / "00000002.history").unlink()
    with pytest.raises(LogGap, match="history of timeline 2"):
        archive.push(pair.promoted / pair.names(pair.promoted, 2)[-1])
    fresh = Archive()
    with pytest.raises(LogGap, match="history of timeline 2"):
        fresh.push(pair.promoted / pair.names(pair.promoted, 2)[0])  # it begins with the parent's pages
    fresh.push(pair.promoted / pair.names(pair.promoted, 2)[-1])
    assert [row.timeline for row in fresh.rows] == [2], "an archive that begins there needs none"


def test_holes_have_reasons_and_windows_end_at_them(pair: Pair) -> None:
    archive = Archive()
    push_all(archive, pair.promoted, 2)
    push_all(archive, pair.first, 1)
    rows = {row.name: row for row in archive.rows}
    names = pair.names(pair.first, 1)
    lost, middle = rows[names[0]], rows[names[2]]
    one = backup(lost.first_lsn + 8, lost.end_lsn - 8)
    everything = restorable([one], archive.history)
    assert [(window.timeline, window.from_lsn) for window in everything.windows] == [
        (1, one.stop_lsn), (2, pair.fork),
    ]  # fmt: skip
    assert everything.windows[0].to_lsn == archive.end(1) - 1
    assert everything.windows[1].to_lsn == archive.end(2) - 1
    assert everything.gaps == ()
    archive.repository.wal.remove(middle)
    holed = restorable([one], archive.history)
    assert [(gap.timeline, gap.from_lsn, gap.to_lsn, gap.reason) for gap in holed.gaps] == [
        (1, middle.first_lsn, middle.end_lsn, NEVER_ARCHIVED)
    ]
    assert [(window.timeline, window.to_lsn) for window in holed.windows] == [(1, middle.first_lsn - 1)]
    second = rows[names[1]]
    archive.store.delete(archive.repository.wal.keys(SOURCE, 1, second.name, second.digest).wal)
    missing = restorable([one], archive.repository.wal.history(SOURCE))
    assert {gap.reason for gap in missing.gaps} == {NEVER_ARCHIVED, OBJECT_MISSING}


def test_an_archive_that_begins_on_a_later_timeline_has_no_hole(pair: Pair) -> None:
    archive = Archive()
    last = pair.names(pair.promoted, 2)[-1]
    archive.push(pair.promoted / last)
    assert archive.names == ["00000002.history", last]
    history = archive.history
    assert history.timelines[2].gaps == ()
    assert history.timelines[2].begin == pair.fork
    row = archive.rows[-1]
    good = backup(row.first_lsn, row.first_lsn + 100, timeline=2)
    early = backup(pair.fork - 1000, pair.fork - 10, name="early")
    found = restorable([good, early], history)
    assert [window.from_lsn for window in found.windows] == [good.stop_lsn]
    assert list(found.unusable) == ["early"]
    assert {gap.reason for gap in found.gaps} <= {NEVER_ARCHIVED, BEGAN_LATER}
    assert [(gap.timeline, gap.from_lsn, gap.to_lsn) for gap in found.gaps] == [
        (1, early.start_lsn, early.stop_lsn)
    ]


@pytest.mark.parametrize(
    ("case", "error"),
    [
        ("short", LogCorrupt),
        ("long", LogCorrupt),
        ("empty", LogCorrupt),
        ("other name", LogCorrupt),
        ("other size", LogCorrupt),
        ("unknown magic", LogFormatUnknown),
        ("no WAL", LogCorrupt),
        ("damaged", LogCorrupt),
        ("other database", SourceChanged),
        ("no name", UsageError),
        ("gone", SourceUnreadable),
    ],
)
def test_what_is_no_segment_of_this_database_is_refused(
    rig: Rig, pair: Pair, case: str, error: type[Exception]
) -> None:
    archive = Archive()
    first, second, third = pair.names(pair.first, 1)[:3]
    archive.push(pair.first / first)
    path = pair.first / second
    content = bytearray(path.read_bytes())
    match case:
        case "short":
            del content[-8192:]
        case "long":
            content += bytes(8192)
        case "empty":
            content.clear()
        case "other name":
            content = bytearray((pair.first / third).read_bytes())
        case "other size":
            content[32:36] = (2 << 20).to_bytes(4, "little")
        case "unknown magic":
            content[0:2] = (0xD120).to_bytes(2, "little")
        case "no WAL":
            content[:] = bytes(len(content))
        case "damaged":
            middle = len(content.rstrip(b"\0")) // 2
            content[middle : middle + 64] = bytes(byte ^ 0x40 for byte in content[middle : middle + 64])
        case "other database":
            content[24:32] = (4711).to_bytes(8, "little")
        case "no name":
            path = path.rename(path.with_name("segment"))
    path.write_bytes(content)
    if case == "gone":
        path.unlink()
    with pytest.raises(error) as caught:
        archive.push(path)
    assert archive.names == [first]
    assert str(caught.value)


def test_a_servers_partial_is_cut_where_its_records_end(pair: Pair) -> None:
    (partial,) = pair.promoted.glob("*.partial")
    archive = Archive()
    assert len(partial.read_bytes()) == SIZE
    archive.push(partial)
    (row,) = [row for row in archive.rows if row.name.endswith(".partial")]
    assert row.end_lsn == pair.fork
    assert archive.data(row.name) == partial.read_bytes()[: pair.fork % SIZE]


@pytest.mark.parametrize("leave", [8, 16])
def test_a_segment_that_only_ends_a_switch_is_archived_whatever_is_at_hand(
    tmp_path: Path, leave: int
) -> None:
    """An archive command must never refuse a good segment: the server would keep its log until the disk is full."""
    paths = []
    for number, data in enumerate(switch_across(leave), start=1):
        paths.append(tmp_path / segment_name(1, number, SIZE))
        paths[-1].write_bytes(data)
    for order in ([1], [1, 2], [2, 1, 0], [0, 1, 2]):
        archive = Archive()
        for number in order:  # one directory each, so that none lies beside another
            alone = tmp_path / f"{''.join(map(str, order))}-{number}"
            alone.mkdir()
            archive.push(Path(shutil.copy(paths[number], alone)))
        assert archive.names == sorted(paths[number].name for number in order)
        if len(order) == 3:
            joined = JoinedSummaries(archive.repository.wal, ENGINE)
            assert fold([joined(row) for row in archive.rows]).breakers == ()


def test_a_history_alone_finds_its_database(pair: Pair, rig: Rig) -> None:
    archive = Archive()
    report = archive.push(pair.promoted / "00000002.history")
    header = read_header((pair.promoted / pair.names(pair.promoted, 2)[0]).read_bytes()[:40])
    assert report.system_identifier == str(header.system_identifier)
    assert archive.names == ["00000002.history"]
    lonely = rig.directory("lonely")
    shutil.copy(pair.promoted / "00000002.history", lonely)
    with pytest.raises(SourceNotRecognised):
        archive.push(lonely / "00000002.history")
    archive.push(pair.first / pair.names(pair.first, 1)[0])
    assert archive.push(lonely / "00000002.history").pieces == (), "the archived segment says whose it is"


def test_wal_status_prints_lsns_as_people_of_postgresql_do(
    pair: Pair, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from pagewake.cli.entry import run

    archive = Archive(LocalStore(tmp_path / "repository"))
    push_all(archive, pair.promoted, 2)
    assert run(["wal", "status", "--repo", str(tmp_path / "repository")]) == 0
    text = capsys.readouterr().out
    assert f"0/{pair.fork:X}" in text
    run(["wal", "status", "--repo", str(tmp_path / "repository"), "--json"])
    ranges = json.loads(capsys.readouterr().out)["ranges"]
    assert [one["timeline"] for one in ranges] == [1, 2]
    assert ranges[1]["from_lsn_text"] == f"0/{pair.fork:X}"
