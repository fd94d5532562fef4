"""Recovery: targets, undo in its place, restarts, the marks of our own writer, damage."""

from __future__ import annotations

import random
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.neuroquantum.logs import (
    START_NS,
    LogMaker,
    bad_checksums,
    data_of,
    feed_of_log,
    page_file,
    recover,
    tx,
    write_segments,
)

from pagewake.disk import Disk
from pagewake.engines.base import WalFeed, WalSpan
from pagewake.engines.neuroquantum import feed as feed_module
from pagewake.engines.neuroquantum import log as log_module
from pagewake.engines.neuroquantum import pages
from pagewake.engines.neuroquantum.feed import feed_of_request
from pagewake.engines.neuroquantum.log import read_log
from pagewake.engines.neuroquantum.recovery import recover_page_file
from pagewake.errors import (
    LogAmbiguous,
    LogCorrupt,
    LogGap,
    PagewakeError,
    RecoveryFailed,
    TargetUnreachable,
)
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind, TimelineSpan, WalPosition

EMPTY, A, B, C = bytes(4), b"AAAA", b"BBBB", b"CCCC"


def at_lsn(lsn: int, *, exclusive: bool = False, timeline: int | None = None) -> RestoreTarget:
    return RestoreTarget(TargetKind.LSN, lsn, exclusive, timeline)


def at_time(ns: int, *, exclusive: bool = False) -> RestoreTarget:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=ns // 1000)
    return RestoreTarget(TargetKind.TIME, moment, exclusive)


def of_transaction(number: int, *, exclusive: bool = False) -> RestoreTarget:
    return RestoreTarget(TargetKind.XID, str(uuid.UUID(bytes=tx(number))), exclusive)


@pytest.fixture
def three(tmp_path: Path) -> tuple[Path, Path]:
    """Transactions 1, 2, 3 commit A, B, C at LSNs 3, 6, 9, a second apart."""
    maker = LogMaker()
    for number, (before, after) in enumerate([(EMPTY, A), (A, B), (B, C)], 1):
        maker.transaction(number, 1, 100, before, after)
        maker.pause(1)
    return page_file(tmp_path / "data" / "x.db", 2), write_segments(tmp_path / "wal", [maker.frames])


@pytest.mark.parametrize(
    ("target", "lsn", "content"),
    [
        (RestoreTarget(TargetKind.LATEST), 9, C),
        (RestoreTarget(TargetKind.IMMEDIATE), 0, EMPTY),
        (at_lsn(6), 6, B),
        (at_lsn(6, exclusive=True), 5, A),
        (at_lsn(5), 5, A),
        (of_transaction(2), 6, B),
        (of_transaction(2, exclusive=True), 5, A),
        (at_time(START_NS + 10**9 + 5000), 6 + 2, B),
        (at_time(START_NS + 10**9 + 5000, exclusive=True), 5, A),
        (at_time(START_NS + 10**9 + 4999), 5, A),
        (at_time(START_NS - 10**9), 2, EMPTY),
    ],
)
def test_targets(three: tuple[Path, Path], target: RestoreTarget, lsn: int, content: bytes) -> None:
    file, wal = three
    result = recover(file, wal, target)
    assert data_of(file, 1, 100, 4) == content
    assert result.recovered.lsn == lsn
    assert result.recovered.timeline == 1
    commits = {EMPTY: None, A: 2000, B: 10**9 + 5000, C: 2 * 10**9 + 8000}[content]
    expected = None if commits is None else START_NS + commits
    assert result.recovered.time == (None if expected is None else at_time(expected).value)
    assert bad_checksums(file) == []


@pytest.mark.parametrize(
    "target",
    [
        at_lsn(10),
        at_time(START_NS + 10**12),
        of_transaction(77),
        RestoreTarget(TargetKind.XID, "no such thing"),
        RestoreTarget(TargetKind.TIME, "yesterday"),
        RestoreTarget(TargetKind.NAME, "before-upgrade"),
        at_lsn(3, timeline=4),
    ],
)
def test_targets_that_cannot_be_reached_leave_the_file_alone(
    three: tuple[Path, Path], target: RestoreTarget
) -> None:
    file, wal = three
    before = file.read_bytes()
    with pytest.raises(TargetUnreachable):
        recover(file, wal, target)
    assert file.read_bytes() == before


def test_targets_before_the_copy_is_consistent(three: tuple[Path, Path]) -> None:
    file, wal = three
    for target in (at_lsn(5), at_time(START_NS + 10**9 + 4999), of_transaction(1)):
        with pytest.raises(TargetUnreachable, match="LSN 7"):
            recover(file, wal, target, stop=WalPosition(1, 7))
    recover(file, wal, RestoreTarget(TargetKind.IMMEDIATE), stop=WalPosition(1, 7))
    assert data_of(file, 1, 100, 4) == B
    with pytest.raises(RecoveryFailed, match="LSN 11"):
        recover(file, wal, stop=WalPosition(1, 11))


def test_an_aborted_transaction_is_no_target(tmp_path: Path) -> None:
    maker = LogMaker()
    maker.begin(1)
    maker.update(1, 1, 0, EMPTY, A)
    maker.abort(1)
    wal = write_segments(tmp_path / "wal", [maker.frames])
    with pytest.raises(TargetUnreachable, match="aborted at LSN 3"):
        recover(page_file(tmp_path / "x.db", 1), wal, of_transaction(1))


def test_a_time_target_stops_before_the_first_later_commit_in_log_order(tmp_path: Path) -> None:
    """A commit behind it with an earlier clock is left out: it may build on what was left out."""
    maker = LogMaker()
    maker.transaction(1, 1, 0, EMPTY, A)
    maker.pause(2)
    maker.transaction(2, 1, 0, A, B)
    maker.pause(-1.5)
    maker.transaction(3, 1, 0, B, C)
    file = page_file(tmp_path / "x.db", 1)
    recover(file, write_segments(tmp_path / "wal", [maker.frames]), at_time(START_NS + 10**9))
    assert data_of(file, 1, 0, 4) == A


def test_undo_stands_where_the_abort_stands(tmp_path: Path) -> None:
    maker = LogMaker()
    maker.begin(1)
    maker.update(1, 1, 0, EMPTY, A)
    maker.update(1, 1, 0, A, B)
    maker.abort(1)
    maker.transaction(2, 1, 0, EMPTY, B)
    file = page_file(tmp_path / "x.db", 1)
    result = recover(file, write_segments(tmp_path / "wal", [maker.frames]))
    assert data_of(file, 1, 0, 4) == B
    assert result.losers == ()
    assert result.findings == ()


def test_clrs_cancel_and_the_rest_is_undone_at_the_abort(tmp_path: Path) -> None:
    maker = LogMaker()
    begin = maker.begin(1)
    first = maker.update(1, 1, 0, EMPTY, A)
    maker.update(1, 1, 8, EMPTY, B)
    maker.clr(1, first, 1, A + bytes(4) + EMPTY)
    maker.clr(1, begin, 1, EMPTY)
    maker.transaction(2, 1, 0, EMPTY, C)
    maker.abort(1)
    file = page_file(tmp_path / "x.db", 1)
    recover(file, write_segments(tmp_path / "wal", [maker.frames]))
    assert data_of(file, 1, 0, 12) == C + bytes(8)


def test_rolling_back_to_a_savepoint_twice(tmp_path: Path) -> None:
    maker = LogMaker()
    maker.begin(1)
    maker.update(1, 1, 0, EMPTY, A)
    point = maker.savepoint(1, "here")
    maker.update(1, 1, 0, A, B)
    maker.rollback(1, "here", point)
    maker.update(1, 1, 0, A, C)
    maker.rollback(1, "here", point)
    maker.commit(1)
    file = page_file(tmp_path / "x.db", 1)
    recover(file, write_segments(tmp_path / "wal", [maker.frames]))
    assert data_of(file, 1, 0, 4) == A


def test_losers_are_taken_back_together_newest_first(tmp_path: Path) -> None:
    maker = LogMaker()
    maker.begin(1)
    maker.begin(2)
    maker.update(1, 1, 0, EMPTY, A)
    maker.update(2, 1, 0, A, B)
    maker.update(1, 1, 0, B, C)
    file = page_file(tmp_path / "x.db", 1)
    result = recover(file, write_segments(tmp_path / "wal", [maker.frames]))
    assert data_of(file, 1, 0, 4) == EMPTY
    assert len(result.losers) == 2
    assert [finding.code for finding in result.findings] == ["transactions-undone"]


def loser_undone_twice() -> LogMaker:
    """A loser of a crash is undone by recovery, unlogged; the same bytes are committed later."""
    maker = LogMaker()
    maker.transaction(1, 1, 0, EMPTY, A)
    maker.begin(2)
    maker.update(2, 1, 0, A, B)
    maker.pause(5)
    maker.transaction(3, 1, 0, A, C)
    return maker


@pytest.mark.parametrize("fuzzy", [False, True])
def test_a_restart_is_found_by_its_before_image(tmp_path: Path, fuzzy: bool) -> None:
    maker = loser_undone_twice()
    wal = write_segments(tmp_path / "wal", [maker.frames])
    file = page_file(tmp_path / "x.db", 1)
    stop = WalPosition(1, maker.lsn) if fuzzy else None
    result = recover(file, wal, stop=stop)
    assert data_of(file, 1, 0, 4) == C
    assert [finding.code for finding in result.findings] == ["transactions-undone", "restart-detected"]
    assert "LSN 7" in result.findings[1].message


def test_an_unlogged_change_is_reported_on_a_true_base_only(tmp_path: Path) -> None:
    maker = LogMaker()
    maker.transaction(1, 1, 0, EMPTY, A)
    maker.transaction(2, 1, 0, B, C)
    wal = write_segments(tmp_path / "wal", [maker.frames])
    result = recover(page_file(tmp_path / "x.db", 1), wal)
    assert [finding.code for finding in result.findings] == ["unlogged-change"]
    assert "LSNs 5 to 5" in result.findings[0].message
    fuzzy = recover(page_file(tmp_path / "y.db", 1), wal, stop=WalPosition(1, 7))
    assert fuzzy.findings == ()


def test_dead_transactions_end_at_a_flushed_checkpoint(tmp_path: Path) -> None:
    """Nobody wrote their bytes again with a before image that tells; the checkpoint's list does."""
    maker = LogMaker()
    maker.begin(1)
    maker.update(1, 1, 0, EMPTY, A)
    maker.begin(2)
    maker.update(2, 1, 8, EMPTY, B)
    maker.checkpoint([2])
    maker.transaction(3, 1, 0, b"", C)
    file = page_file(tmp_path / "x.db", 1)
    wal = write_segments(tmp_path / "wal", [maker.frames])
    recover(file, wal)
    assert data_of(file, 1, 0, 12) == C + bytes(8)


def test_a_checkpoint_of_the_original_ends_nobody(tmp_path: Path) -> None:
    maker = LogMaker()
    maker.begin(1)
    maker.update(1, 1, 0, EMPTY, A)
    maker.checkpoint(flushed=False)
    maker.transaction(3, 1, 0, A, C)
    file = page_file(tmp_path / "x.db", 1)
    recover(file, write_segments(tmp_path / "wal", [maker.frames]))
    assert data_of(file, 1, 0, 4) == EMPTY


def test_records_before_redo_are_undone_and_not_written(tmp_path: Path) -> None:
    """The page file has everything before the checkpoint, also what an open transaction did."""
    maker = LogMaker()
    maker.begin(1)
    maker.update(1, 1, 0, EMPTY, A)
    maker.transaction(2, 1, 8, EMPTY, B)
    redo = maker.checkpoint([1])
    maker.transaction(3, 1, 16, EMPTY, C)
    file = page_file(tmp_path / "x.db", 1)
    with file.open("r+b") as opened:
        opened.seek(4096 + 64)
        opened.write(A + bytes(4) + b"bbbb")  # newer bytes than the log's start, as the checkpoint left them
    recover(file, write_segments(tmp_path / "wal", [maker.frames]), redo=WalPosition(1, redo))
    assert data_of(file, 1, 0, 20) == EMPTY + bytes(4) + b"bbbb" + bytes(4) + C


@pytest.mark.parametrize("identifier", [b"", b"0123456789abcdef"])
def test_page_lsns_are_stamped_only_where_our_pager_made_the_file(tmp_path: Path, identifier: bytes) -> None:
    maker = LogMaker()
    maker.transaction(1, 1, 0, EMPTY, A)
    maker.transaction(2, 2, 0, EMPTY, A)
    maker.begin(3)
    maker.update(3, 3, 0, EMPTY, B)
    file = page_file(tmp_path / "x.db", 3, identifier=identifier)
    recover(file, write_segments(tmp_path / "wal", [maker.frames]))
    data = file.read_bytes()
    lsns = [pages.read_header(data[n * 4096 :][:4096]).lsn for n in range(4)]
    assert lsns == ([0, 2, 5, 8] if identifier else [0, 0, 0, 0])


def test_pages_past_the_end_are_made(tmp_path: Path) -> None:
    maker = LogMaker()
    maker.begin(1)
    maker.update(1, 5, 0, b"", b"")
    maker.update(1, 7, 10, EMPTY, A)
    maker.commit(1)
    file = page_file(tmp_path / "x.db", 1)
    recover(file, write_segments(tmp_path / "wal", [maker.frames]))
    data = file.read_bytes()
    assert len(data) == 8 * 4096
    assert pages.read_header(data[5 * 4096 :][:4096]).page == 5
    assert pages.read_header(data[7 * 4096 :][:4096]).free_space == 4032 - 14
    assert not any(data[6 * 4096 : 7 * 4096])
    assert bad_checksums(file) == []


def test_absurd_records_are_refused(tmp_path: Path) -> None:
    for page, offset in ((1 << 40, 0), ((1 << 20) + 2, 0), (1, 4030), (1, 1 << 63)):
        maker = LogMaker()
        maker.transaction(1, page, offset, EMPTY, A)
        wal = write_segments(tmp_path / f"wal{offset}-{page}", [maker.frames])
        with pytest.raises(LogCorrupt):
            recover(page_file(tmp_path / "x.db", 1), wal)


def test_small_stretches_and_a_small_cache_change_nothing(
    three: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Undo reads before images from stretches that were dropped long ago."""
    maker = LogMaker()
    maker.begin(1)
    for at in range(0, 2000, 10):
        maker.update(1, 1, at, bytes(4), b"%04d" % at)
    maker.transaction(2, 2, 0, EMPTY, A)
    wal = write_segments(tmp_path / "long", [maker.frames])
    monkeypatch.setattr(log_module, "STRETCH_BYTES", 700)
    monkeypatch.setattr(feed_module, "CACHE_BYTES", 1500)
    file = page_file(tmp_path / "x.db", 2)
    result = recover(file, wal)
    assert not any(data_of(file, 1))
    assert data_of(file, 2, 0, 4) == A
    assert len(result.losers) == 1


def test_history_through_two_timelines(tmp_path: Path) -> None:
    first = LogMaker()
    first.transaction(1, 1, 0, EMPTY, A)
    first.begin(2)
    first.update(2, 1, 8, EMPTY, B)
    second = LogMaker(now_ns=first.now_ns)
    second.pause(2)
    second.transaction(3, 1, 0, A, C)
    wal = write_segments(tmp_path / "wal", [first.frames, second.frames])
    file = page_file(tmp_path / "x.db", 1)
    result = recover(file, wal)
    assert (result.recovered.timeline, result.recovered.lsn) == (2, 3)
    assert data_of(file, 1, 0, 12) == C + bytes(8)
    with pytest.raises(LogAmbiguous, match="timelines 1, 2"):
        recover(page_file(tmp_path / "y.db", 1), wal, at_lsn(3))
    for timeline, content in ((1, A), (2, C)):
        file = page_file(tmp_path / f"z{timeline}.db", 1)
        recover(file, wal, at_lsn(3, timeline=timeline))
        assert data_of(file, 1, 0, 4) == content


def test_a_hole_in_the_feed(tmp_path: Path, three: tuple[Path, Path]) -> None:
    file, wal = three
    log = read_log(wal)
    parts = [(1, 4), (6, 10)]
    spans = [WalSpan(f"{a}", 1, a, b, 0, b"") for a, b in parts]
    feed = WalFeed(spans, lambda span: log.frames(log.epochs[0], span.first_lsn, span.end_lsn))
    start = WalPosition(1, 1)
    whole = feed_of_request(feed, [TimelineSpan(1, 1, None)], start)

    def run(target: RestoreTarget) -> None:
        recover_page_file(
            file, whole, start=start, redo=start, consistent_from=start, target=target, job=Job()
        )

    for target in (RestoreTarget(TargetKind.LATEST), at_lsn(7), of_transaction(2)):
        with pytest.raises(LogGap, match="LSNs 4 to 5"):
            run(target)
    run(at_lsn(3))
    assert data_of(file, 1, 100, 4) == A


def test_a_stretch_that_is_not_what_it_says(three: tuple[Path, Path]) -> None:
    file, wal = three
    log = read_log(wal)
    whole = log.frames(log.epochs[0], 1, 10)
    start = WalPosition(1, 1)
    for data, error in (
        (whole[:-3], LogCorrupt),
        (whole[:20] + b"\xff" + whole[21:], LogCorrupt),
        (b"", LogGap),
        (log.frames(log.epochs[0], 2, 10), LogGap),
        (whole + whole, LogGap),
    ):
        span = WalSpan("stretch", 1, 1, 10, len(data), b"")
        feed = feed_of_request(WalFeed([span], lambda _, data=data: data), [TimelineSpan(1, 1, None)], start)
        with pytest.raises(error, match="stretch"):
            recover_page_file(
                file, feed, start=start, redo=start, consistent_from=start,
                target=RestoreTarget(TargetKind.LATEST), job=Job(),
            )  # fmt: skip


def test_a_full_disk_is_reported(three: tuple[Path, Path]) -> None:
    class FullDisk(Disk):
        def sync(self, descriptor: int) -> None:
            raise OSError(28, "No space left on device")

    file, wal = three
    feed = feed_of_log(read_log(wal))
    start = WalPosition(1, 1)
    with pytest.raises(RecoveryFailed, match="No space left"):
        recover_page_file(
            file, feed, start=start, redo=start, consistent_from=start,
            target=RestoreTarget(TargetKind.LATEST), job=Job(), disk=FullDisk(),
        )  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.integers(0, 3000), st.binary(min_size=1, max_size=40))
def test_hostile_logs_end_in_an_error_of_ours_or_a_state(
    tmp_path_factory: pytest.TempPathFactory, seed: int, at: int, junk: bytes
) -> None:
    """Records with whole checksums and mad contents, and bytes overwritten."""
    room = tmp_path_factory.mktemp("hostile")
    chance = random.Random(seed)
    maker = LogMaker()
    for _ in range(chance.randint(1, 12)):
        who = chance.randint(1, 3)
        page, offset = chance.choice([0, 1, 2, 9]), chance.choice([0, 5, 4000, 4032, 2**40])
        match chance.randrange(7):
            case 0:
                maker.begin(who)
            case 1:
                images = bytes(chance.randint(0, 40)), b"x" * chance.randint(0, 40)
                maker.update(who, page, offset, *images)
            case 2:
                maker.clr(who, chance.choice([0, 3, 2**63]), page, bytes(chance.randint(0, 5000)))
            case 3:
                maker.rollback(who, "s", chance.choice([0, 2, 2**64 - 1]))
            case 4:
                maker.abort(who)
            case 5:
                maker.commit(who)
            case 6:
                maker.checkpoint([1, 2][: chance.randint(0, 2)])
    data = bytearray(b"".join(maker.frames))
    if chance.random() < 0.5:
        data[at : at + len(junk)] = junk
    wal = write_segments(room / "wal", [[bytes(data)]])
    file = page_file(room / "x.db", 2)
    try:
        if read_log(wal).epochs:
            recover(file, wal)
    except PagewakeError:
        return
    assert bad_checksums(file) == []
