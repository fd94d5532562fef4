"""A source from its log to a restored database: captures under load, incrementals, forks, gaps."""

from __future__ import annotations

import os
import random
import shutil
import threading
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.neuroquantum.archives import Archive, back_up, restore
from tests.neuroquantum.histories import History, differences
from tests.neuroquantum.logs import LogMaker, data_of, fixtures, load, page_file, write_segments, wrong_pages

from pagewake.engines.neuroquantum import ENGINE, checkpoint_request
from pagewake.engines.neuroquantum.database import Database, Options
from pagewake.engines.neuroquantum.finish import BackupLabel
from pagewake.engines.neuroquantum.layout import segment_name
from pagewake.engines.neuroquantum.pages import PAGE_SIZE
from pagewake.engines.neuroquantum.session import check_pages
from pagewake.errors import (
    DatabaseError,
    LogAmbiguous,
    LogGap,
    RecoveryFailed,
    SourceInUse,
    SourceNotRecognised,
    TargetUnreachable,
)
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind, WalPosition

MODEST = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
SMALL = Options(segment_size=3000, cache_bytes=16 * PAGE_SIZE)
BUSY = Options(segment_size=900, cache_bytes=1, checkpoint_after=25)


def write(database: Database, page: int, offset: int, data: bytes) -> int:
    with database.begin() as transaction:
        transaction.write(page, offset, data)
    assert transaction.commit_lsn is not None
    return transaction.commit_lsn


@MODEST
@given(chance=st.randoms(use_true_random=False), options=st.sampled_from([SMALL, BUSY]))
def test_every_commit_after_a_backup_can_be_restored(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random, options: Options
) -> None:
    """A full backup and an incremental, both taken in mid-history, restored to commits behind them."""
    room = tmp_path_factory.mktemp("history")
    history = History(room / "db", chance, options)
    source, archive = ENGINE.open(str(room / "db")), Archive()
    history.run(25)
    full = back_up(source, archive, meanwhile=lambda: history.run(8))
    history.run(15)
    if chance.random() < 0.5:
        history.crash()
        history.run(5)
    partial = back_up(source, archive, parent=full, meanwhile=lambda: history.run(8))
    history.run(10)
    history.close()
    archive.take(source)
    for number, backup in enumerate((full, partial)):
        points = [point for point in history.truth.points if point.lsn >= backup.stop.lsn]
        for point in [*chance.sample(points, min(3, len(points))), *points[-1:]]:
            place = room / f"restored{number}-{point.lsn}"
            if place.exists():
                continue
            file, recovered, _ = restore(backup, archive, place, RestoreTarget(TargetKind.LSN, point.lsn))
            assert recovered.lsn == point.lsn
            assert differences(history.truth, file.read_bytes(), point.lsn) == []
        file, recovered, _ = restore(backup, archive, room / f"latest{number}")
        assert differences(history.truth, file.read_bytes(), recovered.lsn) == []


def test_a_restored_database_goes_on_and_forks(tmp_path: Path) -> None:
    live = tmp_path / "live"
    database = Database.create(live, pages=[bytes(4032) * 2])
    source, archive = ENGINE.open(str(live)), Archive()
    write(database, 1, 0, b"one")
    backup = back_up(source, archive)
    chosen = write(database, 1, 0, b"two")
    write(database, 1, 0, b"three")
    database.close()
    archive.take(source)
    file, recovered, _ = restore(backup, archive, tmp_path / "again", RestoreTarget(TargetKind.LSN, chosen))
    assert data_of(file, 1, 0, 3) == b"two"
    with Database.open(tmp_path / "again") as second:
        assert second.restart.redone == 0
        assert second.last_lsn == recovered.lsn + 2
        write(second, 1, 0, b"other")
    fork = ENGINE.open(str(tmp_path / "again"))
    assert fork.identity() == source.identity()
    new = archive.take(fork)
    assert {piece.timeline for piece in new} == {2}
    assert new[0].origin is not None
    assert (new[0].origin.timeline, new[0].origin.end, new[0].first_lsn) == (1, chosen + 1, chosen + 1)
    on_fork = back_up(fork, archive)
    assert on_fork.start.timeline == on_fork.stop.timeline == 2
    assert archive.take(fork) == []
    assert archive.take(source) == []
    old_to_new, recovered, _ = restore(backup, archive, tmp_path / "through", timeline=2)
    assert recovered.timeline == 2
    assert data_of(old_to_new, 1, 0, 5) == b"other"
    old_to_old, recovered, _ = restore(backup, archive, tmp_path / "old", timeline=1)
    assert recovered.timeline == 1
    assert data_of(old_to_old, 1, 0, 5) == b"three"
    # The old line goes on too: each keeps its own.
    with Database.open(live) as database:
        write(database, 1, 0, b"four!")
    assert {piece.timeline for piece in archive.take(source)} == {1}
    with Database.open(tmp_path / "again") as second:
        write(second, 1, 0, b"fifth")
    assert {piece.timeline for piece in archive.take(fork)} == {2}
    assert back_up(source, archive).stop.timeline == 1


def test_a_restore_to_the_end_goes_on_on_its_timeline(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "live", pages=[bytes(4032)])
    source, archive = ENGINE.open(str(tmp_path / "live")), Archive()
    write(database, 1, 0, b"one")
    doomed = database.begin()
    doomed.write(1, 8, b"lost")
    database.flush_log()
    backup = back_up(source, archive)
    assert backup.start.lsn < backup.stop.lsn
    file, recovered, findings = restore(backup, archive, tmp_path / "again")
    assert [finding.code for finding in findings] == ["transactions-undone"]
    assert data_of(file, 1, 0, 12) == b"one" + bytes(9)
    with Database.open(tmp_path / "again") as second:
        write(second, 1, 8, b"kept")
    new = archive.take(ENGINE.open(str(tmp_path / "again")))
    assert [(piece.timeline, piece.first_lsn) for piece in new] == [(1, recovered.lsn + 1)]
    file, _, _ = restore(backup, archive, tmp_path / "third")
    assert data_of(file, 1, 0, 12) == b"one" + bytes(5) + b"kept"
    database.close()


def test_a_log_tail_lost_in_a_crash_is_a_fork(tmp_path: Path) -> None:
    maker = LogMaker()
    maker.checkpoint()
    for number in range(30):
        maker.transaction(number, 1, 0, bytes(3), b"abc")
    page_file(tmp_path / "data" / "x.db", 2, identifier=b"0123456789abcdef")
    wal = write_segments(tmp_path / "wal", [maker.frames[:50], maker.frames[50:]])
    source, archive = ENGINE.open(str(tmp_path)), Archive()
    archive.take(source)
    short = LogMaker(lsn=71, now_ns=maker.now_ns)
    short.transaction(99, 1, 0, bytes(3), b"xyz")
    write_segments(wal, [maker.frames[:50], [*maker.frames[50:70], *short.frames]])
    new = archive.take(source)
    assert [(piece.timeline, piece.first_lsn, piece.end_lsn) for piece in new] == [(2, 71, 74)]
    assert new[0].origin is not None
    assert (new[0].origin.timeline, new[0].origin.end) == (1, 71)
    session = source.begin("", checkpoint=False, known=archive.spans, job=Job())
    assert session.start == WalPosition(1, 1)
    assert session.end(Job()).stop == WalPosition(2, 74)


def test_trimmed_logs_join_on_or_leave_a_gap(tmp_path: Path) -> None:
    maker = LogMaker()
    maker.checkpoint()
    for number in range(40):
        maker.transaction(number, 1, 0, bytes(3), b"abc")
    page_file(tmp_path / "data" / "x.db", 2, identifier=b"0123456789abcdef")
    parts = [maker.frames[at : at + 20] for at in range(0, 120, 20)]
    wal = write_segments(tmp_path / "wal", parts[:2])
    source, archive = ENGINE.open(str(tmp_path)), Archive()
    assert [(p.first_lsn, p.end_lsn) for p in archive.take(source)] == [(1, 41)]
    write_segments(wal, parts[:4])
    (wal / segment_name(0)).unlink()
    assert [(p.timeline, p.first_lsn, p.end_lsn) for p in archive.take(source)] == [(1, 41, 81)]
    write_segments(wal, [b[:0] for b in parts[:5]] + [parts[5]])
    assert [(p.timeline, p.first_lsn, p.end_lsn) for p in archive.take(source)] == [(1, 101, 121)]


def test_a_hole_in_the_live_log(tmp_path: Path) -> None:
    maker = LogMaker()
    maker.checkpoint()
    for number in range(20):
        maker.transaction(number, 1, 0, bytes(3), b"abc")
    page_file(tmp_path / "data" / "x.db", 2, identifier=b"0123456789abcdef")
    write_segments(tmp_path / "wal", [maker.frames[:20], maker.frames[30:]])
    source, archive = ENGINE.open(str(tmp_path)), Archive()
    assert [(p.timeline, p.first_lsn, p.end_lsn) for p in archive.take(source)] == [(1, 1, 21), (1, 31, 63)]
    with pytest.raises(LogGap, match="LSN 31"):
        source.begin("", checkpoint=False, known=archive.spans, job=Job())
    maker.checkpoint()
    write_segments(tmp_path / "wal", [maker.frames[:20], maker.frames[30:]])
    archive.take(source)
    session = source.begin("", checkpoint=False, known=archive.spans, job=Job())
    assert session.start == WalPosition(1, 63)
    assert not session.incomplete_reason


def test_restarted_counters_are_timelines_of_the_archive(tmp_path: Path) -> None:
    first = LogMaker()
    first.transaction(1, 1, 0, bytes(1), b"a")
    second = LogMaker(now_ns=first.now_ns)
    second.pause(2)
    second.transaction(2, 1, 0, b"a", b"b")
    page_file(tmp_path / "data" / "x.db", 2)
    wal = write_segments(tmp_path / "wal", [first.frames])
    source, archive = ENGINE.open(str(tmp_path)), Archive()
    archive.take(source)
    write_segments(wal, [first.frames, second.frames])
    new = archive.take(source)
    assert [(p.timeline, p.first_lsn, p.end_lsn) for p in new] == [(2, 1, 4)]
    assert new[0].origin is not None
    assert (new[0].origin.timeline, new[0].origin.begin, new[0].origin.end) == (1, 1, 4)
    second.transaction(3, 1, 1, bytes(1), b"c")
    write_segments(wal, [first.frames, second.frames])
    assert [(p.timeline, p.first_lsn, p.end_lsn) for p in archive.take(source)] == [(2, 4, 7)]
    backup = back_up(source, archive)
    assert not backup.complete
    assert (backup.start, backup.stop) == (WalPosition(1, 1), WalPosition(2, 7))
    file, recovered, _ = restore(backup, archive, tmp_path / "again")
    assert data_of(file, 1, 0, 2) == b"bc"
    assert (recovered.timeline, recovered.lsn) == (2, 6)


def test_an_ambiguous_log_is_refused(tmp_path: Path) -> None:
    first, second = LogMaker(), LogMaker()
    for number in range(10):
        first.transaction(number, 1, 0, bytes(1), b"a")
        second.transaction(50 + number, 1, 0, bytes(1), b"a")
    page_file(tmp_path / "data" / "x.db", 2)
    write_segments(tmp_path / "wal", [first.frames, second.frames])
    with pytest.raises(LogAmbiguous):
        ENGINE.open(str(tmp_path)).begin("", checkpoint=False, known=[], job=Job())


def test_a_database_of_the_original(tmp_path: Path) -> None:
    place = fixtures() / "crash"
    shutil.copytree(place / "data", tmp_path / "live" / "data")
    shutil.copytree(place / "wal", tmp_path / "live" / "wal")
    source, archive = ENGINE.open(str(tmp_path / "live")), Archive()
    assert source.identity().system_identifier.startswith("log-")
    assert [f.code for f in source.check()] == ["wal-torn-tail", "no-flushed-checkpoint"]
    backup = back_up(source, archive)
    assert not backup.complete
    assert "no flushed checkpoint" in backup.reason
    assert (backup.start, backup.stop) == (WalPosition(1, 1), WalPosition(1, 265))
    assert backup.path == "data/test.db"
    file, _, _ = restore(backup, archive, tmp_path / "again")
    assert wrong_pages(file, load(place / "oracle.json")["page_data"]) == []
    with pytest.raises(TargetUnreachable):
        restore(backup, archive, tmp_path / "early", RestoreTarget(TargetKind.LSN, 100))
    with pytest.raises(DatabaseError):
        source.begin("", checkpoint=True, known=[], job=Job())


def test_where_databases_are_found(tmp_path: Path) -> None:
    database = tmp_path / "db"
    page_file(database / "data" / "test.db", 1)
    assert not ENGINE.recognise(str(database))
    (database / "wal").mkdir()
    places = [database, database / "data", database / "data" / "test.db"]
    assert all(ENGINE.recognise(str(place)) for place in places)
    assert len({ENGINE.open(str(place)).location for place in places}) == 1
    flat = tmp_path / "flat"
    page_file(flat / "demo.db", 1)
    (flat / "wal").mkdir()
    (flat / "notes.txt").write_text("not pages" * 1000)
    assert ENGINE.recognise(str(flat))
    page_file(flat / "second.db", 1)
    with pytest.raises(SourceNotRecognised, match="more than one"):
        ENGINE.open(str(flat))
    for wrong in (str(tmp_path), str(tmp_path / "nowhere"), "postgresql://host/db", "\0"):
        assert not ENGINE.recognise(wrong)


def test_a_checkpoint_by_opening_the_database(tmp_path: Path) -> None:
    with Database.create(tmp_path / "db", pages=[bytes(4032)]) as database:
        write(database, 1, 0, b"one")
    source, archive = ENGINE.open(str(tmp_path / "db")), Archive()
    backup = back_up(source, archive, checkpoint=True)
    assert backup.complete
    assert backup.stop.lsn - backup.start.lsn <= 2
    assert not (tmp_path / "db" / "wal" / "checkpoint.request").exists()


def test_a_checkpoint_by_its_owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Database.create(tmp_path / "db", pages=[bytes(4032)]) as database:
        source = ENGINE.open(str(tmp_path / "db"))
        write(database, 1, 0, b"one")
        before = database.redo_lsn
        stop = threading.Event()

        def tick() -> None:
            while not stop.wait(0.02):
                database.tick()

        ticker = threading.Thread(target=tick)
        ticker.start()
        try:
            session = source.begin("", checkpoint=True, known=[], job=Job())
        finally:
            stop.set()
            ticker.join()
        assert session.start.lsn > before
        monkeypatch.setattr(checkpoint_request, "WAIT_SECONDS", 0.2)
        with pytest.raises(SourceInUse, match="no checkpoint"):
            source.begin("", checkpoint=True, known=[], job=Job())
        assert not (tmp_path / "db" / "wal" / "checkpoint.request").exists()


def test_transactions_open_at_the_checkpoint_lower_the_start(tmp_path: Path) -> None:
    with Database.create(tmp_path / "db", pages=[bytes(4032)]) as database:
        source, archive = ENGINE.open(str(tmp_path / "db")), Archive()
        open_one = database.begin()
        open_one.write(1, 0, b"open")
        for number in range(5):
            write(database, 1, 100 + number, b"x")
        checkpoint = database.checkpoint()
        write(database, 1, 200, b"y")
        backup = back_up(source, archive)
        assert backup.start.lsn < checkpoint
        assert f'"lsn": {checkpoint}'.encode() in backup.label
        file, _, _ = restore(backup, archive, tmp_path / "again")
        assert data_of(file, 1, 0, 4) == bytes(4)
        assert data_of(file, 1, 100, 5) == b"xxxxx"
        assert data_of(file, 1, 200, 1) == b"y"
        open_one.abort()


def test_a_restore_over_a_foreign_label_is_refused(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "db", pages=[bytes(4032)])
    source, archive = ENGINE.open(str(tmp_path / "db")), Archive()
    backup = back_up(source, archive)
    database.close()
    other = BackupLabel(WalPosition(1, 99), WalPosition(1, 99)).encode()
    for number, label in enumerate((b"{}", b"\xff\xfe", other)):
        backup.label = label
        with pytest.raises(RecoveryFailed):
            restore(backup, archive, tmp_path / f"again{number}")


def test_a_recovery_that_stopped_can_be_run_again(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "db", pages=[bytes(4032)])
    source, archive = ENGINE.open(str(tmp_path / "db")), Archive()
    backup = back_up(source, archive)
    write(database, 1, 0, b"later")
    database.close()
    archive.take(source)
    file, _, _ = restore(backup, archive, tmp_path / "again")
    done = file.read_bytes()
    # As after a crash before the new log was written: pages replayed, label still there.
    shutil.rmtree(tmp_path / "again" / "wal")
    backup.pages = done
    shutil.move(tmp_path / "again", tmp_path / "gone")
    again, _, _ = restore(backup, archive, tmp_path / "again")
    assert again.read_bytes() == done


def test_pages_are_checked_wherever_they_are(tmp_path: Path) -> None:
    file = page_file(tmp_path / "x.db", 9)
    data = bytearray(file.read_bytes())
    data[3 * PAGE_SIZE + 100] ^= 1
    data[5 * PAGE_SIZE : 6 * PAGE_SIZE] = data[6 * PAGE_SIZE : 7 * PAGE_SIZE]
    data[7 * PAGE_SIZE : 8 * PAGE_SIZE] = bytes(PAGE_SIZE)
    blocks = np.array([1, 3, 5, 6, 7, 9])
    pages = b"".join(data[block * PAGE_SIZE :][:PAGE_SIZE] for block in blocks.tolist())
    verdict = check_pages(memoryview(pages), blocks)
    assert verdict.bad.tolist() == [1, 2]
    assert "checksum" in verdict.reasons[0]
    assert "number of another page" in verdict.reasons[1]
    assert not len(check_pages(memoryview(b""), blocks[:0]).bad)
    assert check_pages(memoryview(data), np.arange(len(data) // 4096)).bad.tolist() == [3, 5]


def test_nothing_is_left_open(tmp_path: Path) -> None:
    with Database.create(tmp_path / "db", pages=[bytes(4032)]) as database:
        write(database, 1, 0, b"one")
    source, archive = ENGINE.open(str(tmp_path / "db")), Archive()
    backup = back_up(source, archive, checkpoint=True)
    restore(backup, archive, tmp_path / "again")
    source.close()
    assert [name for name in open_files() if name.startswith(str(tmp_path))] == []


def open_files() -> list[str]:
    """What this process has open; what other tests left may be closed at any moment."""
    names = []
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):
            names.append(os.readlink(descriptor))
    return names
