"""What the writer wrote, replayed over its base by the engine's recovery, is the truth page for page."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.neuroquantum.histories import History, differences
from tests.neuroquantum.logs import feed_of_log
from tests.neuroquantum.power_cut import PowerCutDisk

from pagewake.engines.neuroquantum.database import Database, Options
from pagewake.engines.neuroquantum.finish import write_fresh_log
from pagewake.engines.neuroquantum.log import read_log
from pagewake.engines.neuroquantum.pages import PAGE_SIZE
from pagewake.engines.neuroquantum.recovery import RecoveryResult, recover_page_file
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind, WalPosition

OPTIONS = Options(segment_size=5000, cache_bytes=16 * PAGE_SIZE)


@pytest.fixture(params=[1, 2, 3])
def history(tmp_path: Path, request: pytest.FixtureRequest) -> History:
    """A closed history that has gone through two power cuts."""
    chance = random.Random(request.param)
    history = History(tmp_path / "db", chance, OPTIONS, base_pages=20)
    for cut in (70, 45):
        history.disk.cut_at = history.disk.steps + cut
        if not history.run(120):
            history.recover(PowerCutDisk(chance))
    history.disk.cut_at = None
    history.run(40)
    history.close()
    return history


def recovered(history: History, file: Path, target: RestoreTarget) -> RecoveryResult:
    file.write_bytes(history.base)
    feed = feed_of_log(read_log(history.wal))
    origin = WalPosition(1, 1)
    return recover_page_file(
        file, feed, start=origin, redo=origin, consistent_from=origin, target=target, job=Job()
    )


def test_the_whole_log_makes_the_page_file(history: History, tmp_path: Path) -> None:
    file = tmp_path / "again.db"
    result = recovered(history, file, RestoreTarget(TargetKind.LATEST))
    assert result.findings == ()
    assert result.losers == ()
    assert file.read_bytes() == history.page_file.read_bytes()


def test_any_lsn_makes_the_truth_at_that_lsn(history: History, tmp_path: Path) -> None:
    file = tmp_path / "again.db"
    lsns = {point.lsn for point in history.truth.points} | set(range(3, max(history.entries), 17))
    for lsn in sorted(lsns):
        result = recovered(history, file, RestoreTarget(TargetKind.LSN, lsn))
        assert {finding.code for finding in result.findings} <= {"transactions-undone"}
        assert differences(history.truth, file.read_bytes(), lsn) == []


def test_a_database_recovered_to_an_earlier_moment_goes_on_from_there(
    history: History, tmp_path: Path
) -> None:
    point = history.truth.points[len(history.truth.points) // 2]
    home = tmp_path / "restored"
    (home / "data").mkdir(parents=True)
    result = recovered(history, home / "data" / "database.db", RestoreTarget(TargetKind.LSN, point.lsn))
    write_fresh_log(home, result.recovered)
    with Database.open(home) as database:
        assert database.restart.redone == 0
        assert database.last_lsn == point.lsn + 2
        assert database.free_pages == tuple(history.truth.at(point.lsn)[1])
        with database.begin() as transaction:
            page = transaction.allocate()
            transaction.write(page, 7, b"another way")
        last = database.last_lsn
    with Database.open(home) as database:
        assert database.last_lsn == last + 2
        assert database.read(page, 7, 11) == b"another way"


def test_every_checkpoint_is_a_flushed_one_to_the_reader(history: History) -> None:
    log = read_log(history.wal)
    assert log.findings == ()
    assert log.end.clean
    (epoch,) = log.epochs
    begins = [lsn for lsn, entry in history.entries.items() if entry.kind == "checkpoint_begin"]
    ends = {entry.prev for entry in history.entries.values() if entry.kind == "checkpoint_end"}
    assert log.flushed_checkpoints(epoch) == sorted(ends)
    assert ends <= set(begins)


def test_the_database_opens_again_and_goes_on(history: History) -> None:
    with Database.open(history.directory) as database, database.begin() as transaction:
        page = transaction.allocate()
        transaction.write(page, 7, b"and so on")
    with Database.open(history.directory) as database:
        assert database.restart.redone == 0
        assert database.read(page, 7, 9) == b"and so on"
