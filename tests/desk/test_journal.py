"""The journal of jobs: what was begun and never ended is told as interrupted; damage never stops anybody."""

from __future__ import annotations

import os
import platform
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from pagewake import __version__
from pagewake.desk.journal import KEPT, Journal, JournalEntry, Standing, state_directory
from pagewake.desk.surroundings import surroundings

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def entry(journal: Journal, standing: Standing = Standing.DONE, minutes: int = 0) -> JournalEntry:
    return JournalEntry(
        journal.new_id(), "backup", "Backup", "shop", "", "", standing, NOW + timedelta(minutes=minutes)
    )


def test_what_is_recorded_is_read_back_and_the_newest_word_counts(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    first = entry(journal, Standing.RUNNING)
    journal.record(first)
    journal.record(replace(first, standing=Standing.FAILED, error="it broke", log=("a b c",)))
    found = Journal(tmp_path).entries()
    assert [(one.standing, one.error, one.log) for one in found] == [
        (Standing.FAILED, "it broke", ("a b c",))
    ]


def test_where_a_job_ran_is_kept_and_never_written_over(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    first = entry(journal)
    journal.record(first)
    told = journal.entries()[0].environment
    assert told == surroundings()
    for part in (__version__, platform.python_version(), platform.node()):
        assert part in told
    journal.record(replace(first, environment="Pagewake 0.0, elsewhere"))
    assert journal.entries()[0].environment == "Pagewake 0.0, elsewhere"


def test_a_job_whose_process_is_gone_was_interrupted(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    left = entry(journal, Standing.RUNNING)
    journal.record(left)
    path = tmp_path / "jobs" / f"{left.id}.json"
    path.write_bytes(msgspec.json.encode(replace(left, process=2**22 + 1)))
    assert Journal(tmp_path).entries()[0].standing is Standing.INTERRUPTED
    path.write_bytes(msgspec.json.encode(replace(left, process=os.getppid())))
    assert Journal(tmp_path).entries()[0].standing is Standing.RUNNING


def test_damage_is_passed_over(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.record(entry(journal))
    (tmp_path / "jobs" / "bad.json").write_bytes(b"{not json")
    (tmp_path / "jobs" / "empty.json").touch()
    assert len(journal.entries()) == 1


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for minute in range(KEPT + 3):
        journal.record(entry(journal, minutes=minute))
    assert len(journal.entries()) == KEPT
    assert len(list((tmp_path / "jobs").iterdir())) == KEPT


def test_a_directory_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "jobs").write_text("in the way")
    journal = Journal(tmp_path)
    journal.record(entry(journal))
    assert journal.entries() == []
    journal.clear()


def test_clearing_keeps_what_is_named(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    one, other = entry(journal), entry(journal)
    journal.record(one)
    journal.record(other)
    journal.clear(keep={one.id})
    assert [left.id for left in journal.entries()] == [one.id]


def test_where_it_lies() -> None:
    assert state_directory({"PAGEWAKE_STATE": "/elsewhere"}) == Path("/elsewhere")
