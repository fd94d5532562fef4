"""Pushing closed segments: idempotent, joined on, forked where that is proven, refused where it is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.end_to_end.rig import SOURCE, Rig, to_lsn
from tests.neuroquantum.logs import LogMaker, data_of, page_file, write_segments

from pagewake.archive.push import PushReport, SegmentArchive, push_wal
from pagewake.engines.base import timeline_of_name
from pagewake.engines.neuroquantum import ENGINE
from pagewake.engines.neuroquantum.database import Database, Options
from pagewake.engines.neuroquantum.layout import segment_name
from pagewake.errors import (
    LogAmbiguous,
    LogConflict,
    LogCorrupt,
    LogGap,
    SourceChanged,
    SourceNotRecognised,
    SourceUnreadable,
    UsageError,
)
from pagewake.insight.windows import restorable
from pagewake.jobs import Job
from pagewake.repository.history import history_of
from pagewake.repository.repository import Repository
from pagewake.stores.memory import MemoryStore

ID = b"0123456789abcdef"


def push(rig: Rig, number: int, wal: Path | None = None) -> PushReport:
    path = (wal or rig.database / "wal") / segment_name(number)
    return push_wal(rig.repository, ENGINE, SOURCE, [path], Job("push"))


def held(rig: Rig) -> list[tuple[int, int, int]]:
    return [(row.timeline, row.first_lsn, row.end_lsn) for row in rig.repository.wal.rows(SOURCE)]


def windows(rig: Rig) -> list[tuple[int, int, int]]:
    repository = rig.repository
    found = restorable(repository.backups(SOURCE), history_of(repository.wal.rows(SOURCE)))
    return [(window.timeline, window.from_lsn, window.to_lsn) for window in found.windows]


def maker_of(count: int, *, after: LogMaker | None = None, seed: int = 0) -> LogMaker:
    maker = LogMaker(lsn=after.lsn, now_ns=after.now_ns) if after else LogMaker()
    if after is None:
        maker.checkpoint()
    for number in range(count):
        maker.transaction(seed + number, 1, 0, bytes(3), b"abc")
    return maker


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    """A database of 62 records in segments of 20, 20 and 22."""
    frames = maker_of(20).frames
    page_file(tmp_path / "db" / "data" / "x.db", 2, identifier=ID)
    write_segments(tmp_path / "db" / "wal", [frames[:20], frames[20:40], frames[40:]])
    return Rig(tmp_path / "db")


def test_segments_in_order_make_one_history_and_pushing_again_changes_nothing(rig: Rig) -> None:
    for number in (0, 1, 2):
        assert len(push(rig, number).pieces) == 1
    before = sorted(info.key for info in rig.store.list())
    for number in (2, 0, 1):
        report = push(rig, number)
        assert (report.pieces, report.bytes_added, report.findings) == ((), 0, ())
    assert sorted(info.key for info in rig.store.list()) == before
    assert held(rig) == [(1, 1, 21), (1, 21, 41), (1, 41, 63)]
    assert all(timeline_of_name(row.name) == 1 for row in rig.repository.wal.rows(SOURCE))


def test_a_segment_out_of_order_leaves_a_gap_that_is_told_and_can_be_filled(rig: Rig) -> None:
    push(rig, 0)
    report = push(rig, 2)
    assert [finding.code for finding in report.findings] == ["wal-gap"]
    assert "LSN 21 to 40" in report.findings[0].object_name
    assert [gap.from_lsn for gap in history_of(rig.repository.wal.rows(SOURCE)).timelines[1].gaps] == [21]
    assert push(rig, 1).findings == ()
    assert held(rig) == [(1, 1, 21), (1, 21, 41), (1, 41, 63)]


def test_a_segment_before_the_archive_joins_on_where_it_touches(rig: Rig) -> None:
    (rig.database / "wal" / segment_name(0)).rename(rig.database / "aside")
    (rig.database / "wal" / segment_name(1)).rename(rig.database / "aside1")
    push(rig, 2)
    (rig.database / "aside").rename(rig.database / "wal" / segment_name(0))
    with pytest.raises(LogGap, match="begins later"):
        push(rig, 0)
    (rig.database / "aside1").rename(rig.database / "wal" / segment_name(1))
    push(rig, 1)
    push(rig, 0)
    assert held(rig) == [(1, 1, 21), (1, 21, 41), (1, 41, 63)]


def test_a_segment_that_grew_since_adds_only_what_is_new(rig: Rig) -> None:
    path = rig.database / "wal" / segment_name(0)
    whole = path.read_bytes()
    frames = maker_of(20).frames
    path.write_bytes(b"".join(frames[:7]))
    push(rig, 0)
    path.write_bytes(whole)
    report = push(rig, 0)
    assert [(piece.first_lsn, piece.end_lsn) for piece in report.pieces] == [(8, 21)]


def test_an_empty_segment_is_no_error(rig: Rig) -> None:
    write_segments(rig.database / "wal", [[]])
    assert push(rig, 0).pieces == ()


def test_other_wal_of_the_same_lsns_is_refused_and_nothing_is_stored(rig: Rig) -> None:
    push(rig, 0)
    before = sorted(info.key for info in rig.store.list())
    other = LogMaker(now_ns=5)
    for number in range(70, 77):
        other.transaction(number, 1, 0, bytes(3), b"xyz")
    write_segments(rig.database / "wal", [other.frames])
    with pytest.raises(LogConflict) as refused:
        push(rig, 0)
    assert refused.value.exit_status == 3
    assert "wal receive" in refused.value.advice
    assert sorted(info.key for info in rig.store.list()) == before


def test_a_tail_lost_in_a_crash_proves_a_fork_and_later_segments_follow_it(rig: Rig) -> None:
    for number in (0, 1, 2):
        push(rig, number)
    old = maker_of(20)
    maker = LogMaker(lsn=51, now_ns=old.now_ns)
    for number in range(200, 230):
        maker.transaction(number, 1, 0, bytes(3), b"xyz")
    write_segments(
        rig.database / "wal",
        [old.frames[:20], old.frames[20:40], old.frames[40:50] + maker.frames[:20], maker.frames[20:]],
    )
    report = push(rig, 2)
    assert [(p.timeline, p.first_lsn, p.end_lsn) for p in report.pieces] == [(2, 51, 71)]
    assert report.pieces[0].origin is not None
    assert (report.pieces[0].origin.timeline, report.pieces[0].origin.end) == (1, 51)
    for number in (0, 1, 2):
        (rig.database / "wal" / segment_name(number)).unlink()
    report = push(rig, 3)
    assert [(p.timeline, p.first_lsn, p.origin) for p in report.pieces] == [(2, 71, None)]


def test_a_hole_before_a_fork_is_filled_where_it_belongs(rig: Rig) -> None:
    maker = maker_of(20)
    frames = maker.frames
    push(rig, 0)
    push(rig, 2)
    fork = LogMaker(lsn=51, now_ns=maker.now_ns)
    for number in range(200, 210):
        fork.transaction(number, 1, 0, bytes(3), b"xyz")
    write_segments(rig.database / "wal", [frames[:20], frames[20:40], frames[40:50] + fork.frames[:20]])
    assert [piece.timeline for piece in push(rig, 2).pieces] == [2]
    report = push(rig, 1)
    assert [(piece.timeline, piece.first_lsn, piece.end_lsn) for piece in report.pieces] == [(1, 21, 41)]
    assert push(rig, 1).pieces == ()


def test_what_lies_before_a_fork_and_is_missing_is_not_said_to_be_archived(rig: Rig) -> None:
    maker = maker_of(20)
    frames = maker.frames
    wal = rig.database / "wal"
    (wal / segment_name(0)).unlink()
    (wal / segment_name(1)).rename(wal / "aside")
    push(rig, 2)
    fork = LogMaker(lsn=51, now_ns=maker.now_ns)
    for number in range(200, 210):
        fork.transaction(number, 1, 0, bytes(3), b"xyz")
    (wal / segment_name(2)).write_bytes(b"".join(frames[40:50] + fork.frames[:20]))
    push(rig, 2)
    (wal / segment_name(1)).write_bytes(b"".join([*frames[20:50], *fork.frames]))
    with pytest.raises(LogGap, match="lacks records from LSN 21 on"):
        push(rig, 1)


def test_a_segment_of_another_database_is_refused(rig: Rig, tmp_path: Path) -> None:
    push(rig, 0)
    page_file(rig.database / "data" / "x.db", 2, identifier=b"another database")
    with pytest.raises(SourceChanged, match="archived WAL"):
        push(rig, 1)


def test_a_segment_that_belongs_to_nobody_is_refused(rig: Rig, tmp_path: Path) -> None:
    shutil.copytree(rig.database / "wal", tmp_path / "wal")
    with pytest.raises(SourceNotRecognised):
        push(rig, 0, tmp_path / "wal")
    with pytest.raises(UsageError, match="name of a WAL segment"):
        push_wal(rig.repository, ENGINE, SOURCE, [rig.database / "wal" / "x"], Job())
    with pytest.raises(SourceUnreadable):
        push(rig, 9)


@pytest.mark.parametrize("cut", [1, 3, 30])
def test_a_torn_segment_is_refused_whole(rig: Rig, cut: int) -> None:
    path = rig.database / "wal" / segment_name(0)
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(LogCorrupt, match="still being written"):
        push(rig, 0)
    assert held(rig) == []


def test_frames_spread_over_segments_are_explained_and_not_guessed_over(rig: Rig) -> None:
    """The original's group commit: one record at the end of each old segment."""
    frames = maker_of(20).frames
    write_segments(rig.database / "wal", [frames[:20] + frames[40:41], frames[20:40], frames[41:]])
    with pytest.raises(LogGap, match="stand in other segments") as gap:
        push(rig, 0)
    assert "wal receive" in gap.value.advice
    repeated = LogMaker(now_ns=maker_of(20).now_ns + 10**12)
    repeated.transaction(99, 1, 0, bytes(3), b"xyz")
    write_segments(rig.database / "wal", [frames[:20] + repeated.frames])
    with pytest.raises(LogAmbiguous):
        push(rig, 0)
    assert held(rig) == []


def test_hostile_bytes_give_only_errors_of_our_own(rig: Rig) -> None:
    path = rig.database / "wal" / segment_name(0)
    whole = path.read_bytes()
    for at in range(0, len(whole), 37):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
        with pytest.raises((LogCorrupt, LogGap)):
            push(rig, 0)
    assert held(rig) == []


def run(database: Database, page: int, number: int) -> int:
    with database.begin() as transaction:
        transaction.write(page, 0, number.to_bytes(4, "big"))
    return database.last_lsn


def archived(store: MemoryStore, **options: int) -> Options:
    own = Repository.open(store)
    return Options(segment_size=3000, archive=SegmentArchive(own, ENGINE, SOURCE), **options)


def test_a_database_that_archives_and_removes_its_log_can_be_restored_to_every_moment(tmp_path: Path) -> None:
    store = MemoryStore()
    rig = Rig(tmp_path / "db", store)
    lsns: list[int] = []
    database = Database.create(tmp_path / "db", pages=[bytes(4032) * 5], options=archived(store))
    for number in range(60):
        lsns.append(run(database, 1 + number % 4, number))
        if number in (15, 40):
            database.checkpoint()
            rig.backup()
        if number % 9 == 8:
            database.checkpoint()
            database.remove_old_segments()
    database.close()
    assert database.archive_failure is None
    assert len(list((tmp_path / "db" / "wal").glob("wal-*"))) < 12
    history = history_of(rig.reopen().wal.rows(SOURCE))
    assert [len(timeline.runs) for timeline in history.timelines.values()] == [1]
    for number in (16, 27, 40, 41, 58):
        rig.restore(tmp_path / "again", to_lsn(lsns[number]))
        (file,) = (tmp_path / "again" / "data").glob("*.db")
        for page in range(1, 5):
            newest = max((n for n in range(number + 1) if 1 + n % 4 == page), default=0)
            assert data_of(file, page, 0, 4) == newest.to_bytes(4, "big"), (number, page)
        shutil.rmtree(tmp_path / "again")


def test_a_restored_database_archives_its_own_timeline(tmp_path: Path) -> None:
    """Both databases go on, both archive under one name, both histories stay restorable."""
    store = MemoryStore()
    rig = Rig(tmp_path / "db", store)
    old = Database.create(tmp_path / "db", pages=[bytes(4032) * 5], options=archived(store))
    rig.backup()
    lsns = [run(old, 1, number) for number in range(30)]
    old.checkpoint()
    old.remove_old_segments()
    rig.reopen()
    rig.restore(tmp_path / "new", to_lsn(lsns[10]))
    new = Database.open(tmp_path / "new", options=archived(store))
    for number in range(100, 160):
        run(new, 2, number)
        if number % 10 == 0:
            new.checkpoint()
            new.remove_old_segments()
    after = [run(old, 1, number) for number in range(30, 60)]
    new.close()
    old.close()
    assert (new.archive_failure, old.archive_failure) == (None, None)
    rig.reopen()
    history = history_of(rig.repository.wal.rows(SOURCE))
    assert {number: len(t.runs) for number, t in history.timelines.items()} == {1: 1, 2: 1}
    assert history.timelines[2].origin is not None
    assert history.timelines[2].origin.end == lsns[10] + 1
    assert [window[0] for window in windows(rig)] == [1, 2]
    report = rig.restore(tmp_path / "latest")
    (file,) = (tmp_path / "latest" / "data").glob("*.db")
    assert report.recovered_to.timeline == 2
    assert (data_of(file, 1, 0, 4), data_of(file, 2, 0, 4)) == (
        (10).to_bytes(4, "big"),
        (159).to_bytes(4, "big"),
    )
    rig.restore(tmp_path / "older", to_lsn(after[-1], timeline=1))
    (file,) = (tmp_path / "older" / "data").glob("*.db")
    assert (data_of(file, 1, 0, 4), data_of(file, 2, 0, 4)) == ((59).to_bytes(4, "big"), bytes(4))
