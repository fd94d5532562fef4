"""One text and everything that it may mean, on real logs of both engines; restore points and events of the log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.fake import ENGINE
from tests.insight.logs import RIGS, Rig
from tests.repository.rows import EPOCH, MODEST, at, backup, row
from tests.repository.test_wal_archive import WHO, piece

from pagewake.errors import UsageError
from pagewake.insight import marks as marks_module
from pagewake.insight.coverage import BandKind
from pagewake.insight.marks import RestorePoint
from pagewake.insight.search import Found, Hit, HitKind, find_transaction, search
from pagewake.insight.timeline import SourceTimeline, source_timeline, timeline_of
from pagewake.jobs import Job
from pagewake.model import TimelineSpan
from pagewake.repository.repository import Repository
from pagewake.stores.memory import MemoryStore

ZERO = EPOCH.timestamp()


@pytest.fixture(scope="module", params=RIGS)
def rig(request: pytest.FixtureRequest) -> Rig:
    made: Rig = RIGS[request.param](5)
    return made


def of_kind(found: Found, kind: HitKind) -> list[Hit]:
    return [hit for hit in found.hits if hit.kind is kind]


def places(found: Found, kind: HitKind) -> list[tuple[int | None, int | None]]:
    return [(hit.timeline, hit.lsn) for hit in of_kind(found, kind)]


def test_any_lsn_in_any_usual_form_is_found(rig: Rig) -> None:
    timeline = rig.timeline()
    one = rig.commits[1][3]
    forms = [str(one.lsn), hex(one.lsn), hex(one.lsn).upper().replace("X", "x"), f" {one.lsn} "]
    forms += [f"{one.lsn >> 32:X}/{one.lsn & 0xFFFFFFFF:X}", f"{one.lsn >> 32:x}/{one.lsn & 0xFFFFFFFF:08x}"]
    for text in forms:
        found = search(timeline, text)
        assert places(found, HitKind.LSN) == [(1, one.lsn)], text
        (hit,) = of_kind(found, HitKind.LSN)
        assert (hit.text, hit.exact) == (timeline.lsn_style.text(one.lsn), True)
        assert hit.band is not None and hit.band.kind is BandKind.UNREACHED, "no backup was ever taken"
        assert abs(hit.time - one.time.timestamp()) < 3600
    both = rig.commits[2][-1].lsn
    assert (2, both) in places(search(timeline, hex(both)), HitKind.LSN)
    (nowhere,) = of_kind(search(timeline, hex(1 << 60)), HitKind.LSN)
    assert (nowhere.lane, nowhere.timeline, nowhere.exact) == (None, None, False)


def test_wal_files_are_found_by_name(rig: Rig) -> None:
    timeline = rig.timeline()
    for index in (0, len(timeline.stretches) - 1):
        name, lane = timeline.stretches.names[index], timeline.lanes[int(timeline.stretches.lane[index])]
        expected = (lane.timeline, int(timeline.stretches.first_lsn[index]))
        for text in (name, name.lower(), f"/var/lib/pg_wal/{name}"):
            assert places(search(timeline, text), HitKind.WAL_FILE) == [expected]
    begins = search(timeline, timeline.stretches.names[0][:8])
    hits = of_kind(begins, HitKind.WAL_FILE)
    assert 1 < len(hits) <= 20 and not any(hit.exact for hit in hits)


def test_transactions_are_looked_for_in_the_newest_wal(rig: Rig) -> None:
    timeline, job = rig.timeline(), Job()
    for one in (rig.commits[1][0], rig.commits[1][-1], rig.commits[2][0], rig.commits[2][-1]):
        found = search(timeline, one.xid)
        assert found.transaction == one.xid
        (hit,) = find_transaction(rig.repository, rig.engine, timeline, one.xid, job)
        assert (hit.kind, hit.timeline, hit.lsn) == (HitKind.TRANSACTION, one.timeline, one.lsn)
    last = rig.commits[1][0].xid
    assert find_transaction(rig.repository, rig.engine, timeline, last, job, limit=1) == ()
    assert search(timeline, "not-an-id").transaction == ""
    with pytest.raises(UsageError):
        find_transaction(rig.repository, rig.engine, timeline, "not-an-id", job)


def small() -> SourceTimeline:
    rows = [row(1, 10, commits=(1, 9)), row(10, 20, commits=(11, 19)), row(25, 40, commits=(30, 39))]
    fork = row(15, 30, timeline=2, origin=TimelineSpan(1, 0, 15), commits=(17, 33))
    backups = [
        backup(3, 6, name="20300101T000007Z-aa11", finished=7),
        backup(30, 32, name="20300101T000034Z-bb22"),
    ]
    return timeline_of("shop", ENGINE, backups, [*rows, fork])


def test_times() -> None:
    timeline = small()
    found = search(timeline, "2030-01-01T00:00:05Z")
    assert places(found, HitKind.TIME) == [(1, 5)]
    (hit,) = of_kind(found, HitKind.TIME)
    assert hit.time == ZERO + 5 and hit.band is not None and hit.band.kind is BandKind.UNREACHED
    same = search(timeline, "2030-01-01 01:00:05", ZoneInfo("Europe/Berlin"))
    assert places(same, HitKind.TIME) == [(1, 5)]
    assert [place[0] for place in places(search(timeline, "2030-01-01 00:00:18Z"), HitKind.TIME)] == [1, 2]
    (gone,) = of_kind(search(timeline, "2031-01-01T00:00:00Z"), HitKind.TIME)
    assert (gone.lane, gone.lsn) == (None, None) and gone.time > ZERO
    twice = search(timeline, "2030-10-27 02:30:00", ZoneInfo("Europe/Berlin"))
    assert not twice.hits and "happened twice" in twice.problem
    assert "not a time" in search(timeline, "2030-99-99 00:00").problem


def test_backups_and_gaps() -> None:
    timeline = small()
    for text in ("20300101T000007Z-aa11", "20300101t000007z"):
        (hit,) = of_kind(search(timeline, text), HitKind.BACKUP)
        assert (hit.backup, hit.lsn, hit.exact) == ("20300101T000007Z-aa11", 6, len(text) == 21)
        assert hit.band is not None and hit.band.kind is BandKind.RESTORABLE
    assert len(of_kind(search(timeline, "2030"), HitKind.BACKUP)) == 2
    alone = timeline_of("shop", ENGINE, [backup(3, 7)], [row(1, 7, commits=(1, 6))])
    (end,) = of_kind(search(alone, "b1-3-7"), HitKind.BACKUP)
    assert end.band is not None and end.band.kind is BandKind.RESTORABLE, "where no WAL follows the backup"
    gap, fork = of_kind(search(timeline, "22"), HitKind.LSN)
    assert gap.band is not None and (gap.timeline, gap.band.kind) == (1, BandKind.GAP)
    assert fork.band is not None and (fork.timeline, fork.band.kind) == (2, BandKind.RESTORABLE)
    assert places(search(timeline, "1F"), HitKind.LSN) == [(1, 31)], "hexadecimal digits without a mark"
    assert not of_kind(search(timeline, "1F"), HitKind.LSN)[0].exact


@MODEST
@given(st.text(max_size=60) | st.text("0123456789abcdefx/:-TZ. +", max_size=40))
def test_no_text_is_too_strange(text: str) -> None:
    found = search(small(), text)
    assert isinstance(found.hits, tuple)


def archived(*pieces_: object) -> Repository:
    repository = Repository.create(MemoryStore(), now=lambda: at(1000))
    for one in pieces_:
        assert repository.wal.add("shop", one, WHO)  # type: ignore[arg-type]
    return repository


def test_restore_points_are_read_where_there_are_any_and_only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    repository = archived(piece(1, 10), piece(10, 20), piece(20, 30, timeline=2))
    read: list[str] = []
    original = repository.wal.summary

    def counted(stretch: object) -> object:
        read.append(getattr(stretch, "name", ""))
        return original(stretch)  # type: ignore[arg-type]

    monkeypatch.setattr(repository.wal, "summary", counted)
    first = source_timeline(repository, ENGINE, "shop")
    assert first.restore_points == (
        RestorePoint("before", 1, 0, 1, at(1)),
        RestorePoint("before", 1, 0, 10, at(10)),
        RestorePoint("before", 2, 1, 20, at(20)),
    )
    assert len(read) == 3
    assert repository.wal.add("shop", piece(30, 40, timeline=2), WHO)
    second = source_timeline(repository, ENGINE, "shop", before=first)
    assert [point.lsn for point in second.restore_points] == [1, 10, 20, 30]
    assert len(read) == 4, "what is known is not read again"
    hits = of_kind(search(second, "BEFORE"), HitKind.RESTORE_POINT)
    assert [hit.lsn for hit in hits] == [30, 20, 10, 1] and all(hit.exact for hit in hits)
    monkeypatch.setattr(marks_module, "MAX_READ", 1)
    few = source_timeline(repository, ENGINE, "shop")
    assert len(few.restore_points) == 1 and few.marks.omitted == 3


def test_a_summary_that_cannot_be_read_is_a_finding() -> None:
    repository = archived(piece(1, 10), piece(10, 20))
    repository.wal.catalogue.rows()
    damaged = repository.wal.rows("shop")[0]
    key = repository.wal.keys("shop", 1, damaged.name, damaged.digest).summary
    repository.store.delete(key)
    repository.store.put(key, b"nothing of the kind")
    found = source_timeline(repository, ENGINE, "shop")
    assert [point.lsn for point in found.restore_points] == [10]
    assert [finding.code for finding in found.findings] == ["summary-unreadable"]


def test_the_time_of_a_hit_is_utc(rig: Rig) -> None:
    moment = rig.commits[1][5].time.astimezone(UTC)
    text = moment.isoformat(" ")
    found = of_kind(search(rig.timeline(), text), HitKind.TIME)
    assert found and datetime.fromtimestamp(found[0].time, UTC) - moment < timedelta(milliseconds=1)
