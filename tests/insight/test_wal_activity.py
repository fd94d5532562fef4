"""WAL activity of the demo's log: nothing is lost in the buckets, and records add up to what summaries say."""

from __future__ import annotations

import msgspec
import pytest
from tests.insight.logs import SOURCE, postgres_rig

from pagewake.demo.run import run_demo
from pagewake.desk.sources import engine_of
from pagewake.insight.wal_activity import activity_of, stretch_records, wal_activity
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    directory = tmp_path_factory.mktemp("demo")
    run_demo(directory, Job("demo"))
    return Repository.open(LocalStore(directory / "repository"))


def test_buckets_hold_every_record_once(repository: Repository) -> None:
    rows = repository.wal.rows("ledger")
    for buckets in (1, 4, 1000):
        found = wal_activity(repository, rows, Job("look"), buckets=buckets)
        assert len(found) <= buckets
        assert found.record_counts.sum() == sum(row.records for row in rows) == sum(found.types.values())
        assert found.commits.sum() == sum(row.commits for row in rows)
        assert found.wal_bytes.sum() == sum(row.size for row in rows)
        assert int(found.first_lsn[0]) == rows[0].first_lsn
        assert int(found.end_lsn[-1]) == rows[-1].end_lsn
        assert found.checkpoints.sum() == 6
        assert found.managers[0] == "Update"


def test_wal_that_is_held_twice_counts_once() -> None:
    rig = postgres_rig()
    rows = [row for row in rig.repository.wal.rows(SOURCE) if row.timeline == 1]
    alone = wal_activity(rig.repository, rows, Job("look"))
    whole = rows[0]
    part = msgspec.structs.replace(
        whole, name=f"{whole.name}.part", end_lsn=whole.first_lsn + (whole.end_lsn - whole.first_lsn) // 2
    )
    found = wal_activity(rig.repository, [part, *rows], Job("look"))
    assert (found.record_counts.sum(), found.commits.sum()) == (
        alone.record_counts.sum(),
        alone.commits.sum(),
    )
    assert found.stretches == alone.stretches


def test_an_archive_without_wal_has_no_activity() -> None:
    assert len(activity_of([], [])) == 0


def test_records_of_a_stretch_are_as_many_as_its_summary_counts(repository: Repository) -> None:
    row = max(
        repository.wal.rows("ledger"), key=lambda row: row.records
    )  # where the log is cut is a matter of time
    lines, more = stretch_records(repository, engine_of(repository, "ledger"), row, Job("look"))
    assert len(lines) == row.records
    assert not more
    assert [line.lsn for line in lines] == sorted(line.lsn for line in lines)
    lines, more = stretch_records(repository, engine_of(repository, "ledger"), row, Job("look"), limit=10)
    assert (len(lines), more) == (10, True)
