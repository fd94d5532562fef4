"""Databases that the original engine wrote, from backup to restore, through the use-cases."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.end_to_end.rig import SOURCE, Rig, to_lsn
from tests.neuroquantum.logs import LogMaker, fixtures, load, wrong_pages
from tests.neuroquantum.originals import Original, moment, state_of

from pagewake.archive.receive import ReceiveOptions, receive_wal
from pagewake.backup.run import BackupReport
from pagewake.engines.neuroquantum import ENGINE
from pagewake.engines.neuroquantum.layout import segment_name
from pagewake.errors import LogAmbiguous, TargetUnreachable
from pagewake.insight.windows import Restorable, restorable
from pagewake.jobs import Job
from pagewake.kernels import walk_log
from pagewake.model import BackupStatus, BackupType, RestoreTarget, Severity, TargetKind
from pagewake.repository.history import history_of
from pagewake.restore.run import RestoreReport

QUIRKS = (
    "abort_without_clr", "append_after_torn_prefix", "bad_checksum_in_the_middle", "checkpoint_begin_only",
    "checkpoint_without_flush", "group_commit_restarts", "old_segments_removed", "page_missing_from_file",
    "savepoint_without_clr",
)  # fmt: skip
DAMAGED = {"append_after_torn_prefix": 4, "bad_checksum_in_the_middle": 5}
"""The first LSN that the log of a quirk does not give."""


class Again:
    """Restores one after the other into a directory of their own."""

    def __init__(self, rig: Rig, room: Path) -> None:
        self.rig = rig
        self.room = room

    def __call__(self, target: RestoreTarget | None = None, **options: Any) -> RestoreReport:
        shutil.rmtree(self.room, ignore_errors=True)
        return self.rig.restore(self.room, target, **options)

    @property
    def file(self) -> Path:
        return self.room / "data" / "test.db"


def reach(rig: Rig) -> Restorable:
    repository = rig.repository
    return restorable(repository.backups(SOURCE), history_of(repository.wal.rows(SOURCE)))


def spans(rig: Rig) -> list[tuple[int, int, int]]:
    return [(window.timeline, window.from_lsn, window.to_lsn) for window in reach(rig).windows]


def codes(report: BackupReport) -> set[str]:
    return {finding.code for finding in report.findings}


def is_full_with_a_reason(report: BackupReport) -> bool:
    return report.backup.type is BackupType.FULL and "no incremental can be proven complete" in report.reason


# Fixtures: what the original itself wrote.


def copy_of(session: str, directory: Path, *, page_file: str = "data/test.db") -> Path:
    """A database of the fixtures, writable; returns where the fixture is."""
    place = fixtures() / session
    shutil.copytree(place / "wal", directory / "wal")
    (directory / "data").mkdir()
    shutil.copyfile(place / page_file, directory / "data" / "test.db")
    for path in directory.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return place


def cut_log(wal: Path, before: int) -> None:
    """Leave what the log held before LSN `before` was written: later frames stand at the ends of the files."""
    for path in sorted(wal.iterdir()):
        data = path.read_bytes()
        columns = walk_log(data)
        later = [int(at) for at, lsn in zip(columns.offset, columns.lsn, strict=True) if lsn >= before]
        if later == [0] or (later and later[0] == 0):
            path.unlink()
        elif later:
            path.write_bytes(data[: later[0]])


def put_log(place: Path, directory: Path) -> None:
    for path in (place / "wal").iterdir():
        shutil.copyfile(path, directory / "wal" / path.name)


@pytest.mark.parametrize("session", QUIRKS)
def test_quirks(session: str, tmp_path: Path) -> None:
    place = copy_of(f"quirks/{session}", tmp_path / "db")
    rig, expected = Rig(tmp_path / "db"), load(place / "expected_correct.json")["page_data"]
    first, second = rig.backup(), rig.backup()
    assert first.backup.type is BackupType.FULL
    assert is_full_with_a_reason(second)
    again = Again(rig, tmp_path / "again")
    for options in ({}, {"backup": first.backup.id}):
        report = again(**options)
        assert wrong_pages(again.file, expected) == []
        assert report.recovered_to.lsn == second.backup.stop_lsn - 1
    assert rig.verify().findings == ()
    if session in DAMAGED:
        lsn = DAMAGED[session]
        assert first.backup.status is BackupStatus.WARNINGS
        assert any(
            f"LSN {lsn - 1}" in f.object_name + f.message
            for f in first.findings
            if f.severity is Severity.ERROR
        )
        assert first.backup.stop_lsn == lsn
    else:
        assert first.backup.status is BackupStatus.OK


@pytest.mark.parametrize("session", ["small", "crash"])
def test_sessions(session: str, tmp_path: Path) -> None:
    place = copy_of(session, tmp_path / "db")
    rig = Rig(tmp_path / "db")
    report = rig.backup()
    assert ("wal-torn-tail" in codes(report)) == (session == "crash")
    assert report.backup.status is BackupStatus.OK
    again = Again(rig, tmp_path / "again")
    again(prove=True)
    assert wrong_pages(again.file, load(place / "oracle.json")["page_data"]) == []
    assert is_full_with_a_reason(rig.backup())
    with pytest.raises(TargetUnreachable):
        again(to_lsn(report.backup.stop_lsn - 2))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rig, Path]:
    """`small`, backed up when its log began and again at its end."""
    directory = tmp_path_factory.mktemp("small")
    place = copy_of("small", directory / "db", page_file="base_test.db")
    rig = Rig(directory / "db")
    records = load(place / "wal_records.json")["records"]
    times = {record["lsn"]: datetime.fromisoformat(record["timestamp"]) for record in records}
    cut_log(directory / "db" / "wal", 3)
    rig.backup(now=lambda: times[2])
    put_log(place, directory / "db")
    shutil.copyfile(place / "data" / "test.db", directory / "db" / "data" / "test.db")
    assert is_full_with_a_reason(rig.backup())
    return rig, place


def test_every_point_by_lsn_by_transaction_and_by_time(small: tuple[Rig, Path], tmp_path: Path) -> None:
    rig, place = small
    again = Again(rig, tmp_path / "again")
    commits = [r for r in load(place / "wal_records.json")["records"] if r["type"] == "Commit"]
    points = [point for point in load(place / "points.json") if "lsn" in point]
    assert len(points) >= 25
    for point in points:
        targets = [to_lsn(point["lsn"])]
        before = [record for record in commits if record["lsn"] <= point["lsn"]]
        if before:
            last = max(before, key=lambda record: record["lsn"])
            targets.append(RestoreTarget(TargetKind.XID, last["tx_id"]))
            targets.append(RestoreTarget(TargetKind.TIME, datetime.fromisoformat(last["timestamp"])))
        for target in targets:
            again(target)
            assert wrong_pages(again.file, point["page_data"]) == [], target


def test_old_segments_that_grow_between_two_backups_of_the_fixtures(tmp_path: Path) -> None:
    place = copy_of("quirks/group_commit_restarts", tmp_path / "db")
    starts = load(place / "expected_correct.json")["extra"]["lsn_counter_at_start"]
    rig = Rig(tmp_path / "db")
    stops = []
    for start in [*starts[1:], 10**9]:
        put_log(place, tmp_path / "db")
        cut_log(tmp_path / "db" / "wal", start)
        stops.append(rig.backup().backup.stop_lsn)
    assert stops[:2] == starts[1:]
    assert reach(rig).gaps == ()
    again = Again(rig, tmp_path / "again")
    again()
    assert wrong_pages(again.file, load(place / "expected_correct.json")["page_data"]) == []
    again(to_lsn(starts[2] - 1))


def test_every_tear_of_the_fixtures(tmp_path: Path) -> None:
    place = copy_of("crash", tmp_path / "db")
    tears = load(place / "tears.json")
    again = Again(Rig(tmp_path / "db"), tmp_path / "again")
    chosen = tears["tears"][:: max(1, len(tears["tears"]) // 6)]
    for tear in chosen:
        whole = (place / f"untorn-{tear['segment']}").read_bytes()
        (tmp_path / "db" / "wal" / tear["segment"]).write_bytes(whole[: tear["size"]])
        again.rig = Rig(tmp_path / "db")
        assert again.rig.backup().backup.status is BackupStatus.OK
        again()
        assert wrong_pages(again.file, tears["states"][tear["state"]]["page_data"]) == [], tear["what"]


# The same and more with databases made here.


@pytest.fixture
def original(tmp_path: Path) -> Original:
    return Original(tmp_path / "db", seed=7)


@pytest.fixture
def rig(original: Original) -> Rig:
    return Rig(original.directory)


@pytest.fixture
def again(rig: Rig, tmp_path: Path) -> Again:
    return Again(rig, tmp_path / "again")


def backed_up(rig: Rig, original: Original) -> BackupReport:
    original.write()
    return rig.backup(now=lambda: moment(original.maker.now_ns))


@pytest.mark.parametrize("seed", range(3))
def test_full_backups_with_the_reason_and_every_target(tmp_path: Path, seed: int) -> None:
    original = Original(tmp_path / "db", seed=seed)
    rig = Rig(original.directory)
    again = Again(rig, tmp_path / "again")
    original.work(5)
    first = backed_up(rig, original)
    original.work(12)
    original.transaction("open", flush=True)
    assert is_full_with_a_reason(backed_up(rig, original))
    with pytest.raises(TargetUnreachable):
        again(to_lsn(first.backup.stop_lsn - 2))
    for lsn in range(first.backup.stop_lsn - 1, original.maker.lsn, 3):
        again(to_lsn(lsn))
        assert state_of(again.room) == original.states[lsn], lsn
    later = [point for point in original.points if point.lsn >= first.backup.stop_lsn]
    for point in later[::3]:
        for target in (
            RestoreTarget(TargetKind.XID, point.tx.hex()),
            RestoreTarget(TargetKind.TIME, point.time),
        ):
            again(target)
            assert state_of(again.room) == point.state, target
    again(prove=True)
    assert state_of(again.room) == original.state


def test_old_segments_that_grow(original: Original, rig: Rig, again: Again) -> None:
    original.work(15)
    first = backed_up(rig, original)
    sizes = [len(frames) for frames in original.segments]
    original.group_commit_restart()
    original.work(8)
    second = backed_up(rig, original)
    assert [len(frames) for frames in original.segments[: len(sizes)]] > sizes
    assert (first.backup.status, second.backup.status) == (BackupStatus.OK, BackupStatus.OK)
    assert spans(rig) == [(1, first.backup.stop_lsn, original.maker.lsn - 1)]
    for lsn in range(first.backup.stop_lsn - 1, original.maker.lsn, 5):
        again(to_lsn(lsn))
        assert state_of(again.room) == original.states[lsn], lsn


@pytest.mark.parametrize("restart_at", [1, 12])
def test_lsns_that_repeat(original: Original, rig: Rig, again: Again, restart_at: int) -> None:
    """1: an empty last segment. Later: group commit hid the newest records from the counter."""
    original.work(2)
    first = backed_up(rig, original)
    original.work(8)
    backed_up(rig, original)
    before, end = dict(original.states), original.maker.lsn
    if restart_at > 1:
        restart_at = end - 3
    original.restart(restart_at)
    original.work(14)
    second = backed_up(rig, original)
    assert is_full_with_a_reason(second)
    assert second.backup.stop_timeline == 2
    again()
    assert state_of(again.room) == original.state
    twice = min(end, original.maker.lsn) - 2
    assert first.backup.stop_lsn <= twice < original.maker.lsn
    with pytest.raises(LogAmbiguous, match=r"timelines \[1, 2\]"):
        again(to_lsn(twice))
    again(to_lsn(twice, timeline=1))
    assert state_of(again.room) == before[twice]
    again(to_lsn(twice, timeline=2))
    assert state_of(again.room) == original.states[twice]
    assert [span[0] for span in spans(rig)] == [1, 2]


def test_a_torn_tail_that_is_cut_later(original: Original, rig: Rig, again: Again) -> None:
    original.work(6)
    path = original.directory / "wal" / segment_name(len(original.segments) - 1)
    with path.open("ab") as file:
        file.write(
            (LogMaker(lsn=original.maker.lsn, frames=[]).frames and b"") or b"\x90\x00\x00\x00half a record"
        )
    torn = rig.backup()
    assert "wal-torn-tail" in codes(torn)
    assert torn.backup.status is BackupStatus.OK
    again()
    assert state_of(again.room) == original.state
    original.crash()
    original.work(6)
    assert "wal-torn-tail" not in codes(backed_up(rig, original))
    for lsn in (torn.backup.stop_lsn - 1, torn.backup.stop_lsn + 5, original.maker.lsn - 1):
        again(to_lsn(lsn))
        assert state_of(again.room) == original.states[lsn], lsn
    assert len(spans(rig)) == 1


def test_old_segments_removed(original: Original, rig: Rig, again: Again) -> None:
    original.work(10)
    first = backed_up(rig, original)
    original.work(10)
    original.flush()
    backed_up(rig, original)
    for number in range(3):
        (original.directory / "wal" / segment_name(number)).unlink()
        original.segments[number] = []
    original.work(6)
    third = backed_up(rig, original)
    assert third.backup.system_identifier == first.backup.system_identifier
    assert third.backup.status is BackupStatus.OK
    for lsn in (first.backup.stop_lsn + 4, third.backup.stop_lsn - 1):
        again(to_lsn(lsn))
        assert state_of(again.room) == original.states[lsn], lsn
    again()
    assert state_of(again.room) == original.state
    assert len(spans(rig)) == 1


def damage(original: Original, lsn: int) -> None:
    """Spoil one record in its segment."""
    frame = original.maker.frames[lsn - 1]
    for frames in original.segments:
        if frame in frames:
            bad = bytearray(frame)
            bad[-1] ^= 1
            frames[frames.index(frame)] = bytes(bad)
    original.write()


def test_a_bad_checksum_in_the_middle(original: Original, rig: Rig, again: Again) -> None:
    original.work(12)
    lsn = original.maker.lsn // 2
    damage(original, lsn)
    report = rig.backup()
    assert report.backup.status is BackupStatus.WARNINGS
    assert report.backup.stop_lsn == lsn
    by_code = {finding.code: finding for finding in report.findings}
    assert by_code["wal-gap"].severity is Severity.ERROR
    assert f"LSN {lsn} is missing or unreadable" in by_code["wal-gap"].message
    assert f"LSNs {lsn} to {original.maker.lsn - 1}" in by_code["pages-beyond-log"].object_name
    result = again()
    assert result.recovered_to.lsn == lsn - 1
    assert is_full_with_a_reason(rig.backup())
    assert [(gap.from_lsn, gap.to_lsn) for gap in reach(rig).gaps] == [(lsn, lsn + 1)]


def test_a_record_that_is_damaged_after_it_was_archived_is_bridged(
    original: Original, rig: Rig, again: Again
) -> None:
    original.work(12)
    backed_up(rig, original)
    damage(original, original.maker.lsn // 2)
    original.work(5)
    report = backed_up(rig, original)
    assert {"wal-gap", "wal-damaged"} <= codes(report)
    assert "pages-beyond-log" not in codes(report)
    assert report.backup.stop_lsn == original.maker.lsn
    again()
    assert state_of(again.room) == original.state


@pytest.mark.parametrize("where", ["middle", "end"])
def test_a_restored_database_that_goes_on(
    original: Original, rig: Rig, again: Again, tmp_path: Path, where: str
) -> None:
    """A fork, or where the restore was to the very end, the same timeline."""
    original.work(4)
    backed_up(rig, original)
    original.work(8)
    backed_up(rig, original)
    point = original.points[-4] if where == "middle" else original.points[-1]
    if where == "end":
        original.maker.lsn = point.lsn + 1
    restored = tmp_path / "restored"
    rig.restore(restored, to_lsn(point.lsn) if where == "middle" else None)
    new = Original(tmp_path / "unused", seed=8)
    new.directory, new.file = restored, restored / "data" / "test.db"
    new.memory = [bytearray(page) for page in state_of(restored)]
    new.state = state_of(restored)
    begun = (restored / "wal" / segment_name(0)).read_bytes()
    columns = walk_log(begun)
    new.segments = [[begun]]
    new.maker = LogMaker(lsn=int(columns.lsn[-1]) + 1, now_ns=original.maker.now_ns + 10**9)
    new.work(6)
    rig.database = restored
    report = rig.backup(now=lambda: moment(new.maker.now_ns))
    assert report.backup.type is BackupType.FULL
    assert report.backup.system_identifier == rig.repository.backups(SOURCE)[0].system_identifier
    again()
    assert state_of(again.room) == new.state
    if where == "end":
        assert [span[0] for span in spans(rig)] == [1]
        return
    assert report.backup.stop_timeline == 2
    assert [span[0] for span in spans(rig)] == [1, 2]
    origin = history_of(rig.repository.wal.rows(SOURCE)).timelines[2].origin
    assert origin is not None
    assert (origin.timeline, origin.end) == (1, point.lsn + 1)
    last = original.maker.lsn - 1
    again(to_lsn(last, timeline=1))
    assert state_of(again.room) == original.state
    for lsn in list(new.states)[::7]:
        again(to_lsn(lsn, timeline=2))
        assert state_of(again.room) == new.states[lsn], lsn


def test_the_log_of_the_original_can_be_received(original: Original, rig: Rig, again: Again) -> None:
    original.work(4)
    first = backed_up(rig, original)
    for _ in range(4):
        original.work(4)
        if original.chance.random() < 0.5:
            original.group_commit_restart()
        source = ENGINE.open(str(original.directory))
        receive_wal(rig.repository, source, SOURCE, Job("receive"), ReceiveOptions(once=True))
        source.close()
    assert spans(rig) == [(1, first.backup.stop_lsn, original.maker.lsn - 1)]
    again()
    assert state_of(again.room) == original.state


def test_a_log_that_is_cut_holds_what_came_before(tmp_path: Path) -> None:
    """The helper that cuts logs leaves every record before the cut, and none after it."""
    one = Original(tmp_path / "db", seed=3)
    one.work(10)
    one.group_commit_restart()
    one.work(5)
    cut_log(one.directory / "wal", 20)
    lsns = sorted(
        int(lsn) for path in (one.directory / "wal").iterdir() for lsn in walk_log(path.read_bytes()).lsn
    )
    assert lsns == list(range(1, 20))
