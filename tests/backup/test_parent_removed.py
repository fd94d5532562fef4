"""A parent that goes while its child is made: the child does not rely on what nothing protects any more."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.end_to_end.rig import SOURCE, Rig
from tests.neuroquantum.histories import History

from pagewake.backup.run import ATTEMPTS, BackupRequest, run_backup
from pagewake.engines.neuroquantum import ENGINE
from pagewake.engines.neuroquantum.session import PageFileSession
from pagewake.jobs import Job
from pagewake.model import BackupType
from pagewake.repository.repository import Repository


@pytest.fixture
def world(tmp_path: Path) -> tuple[History, Rig]:
    history = History(tmp_path / "database", random.Random(5))
    rig = Rig(tmp_path / "database")
    history.run(20)
    history.database.checkpoint()
    for type_ in ("full", "incremental"):
        rig.backup(type_)
        history.run(10)
        history.database.checkpoint()
    history.database.flush_log()
    return history, rig


def at_the_end(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """Do something while the pages are read, before the capture ends."""
    before = PageFileSession.end

    def end(self: PageFileSession, job: Job) -> Any:
        act()
        return before(self, job)

    monkeypatch.setattr(PageFileSession, "end", end)


def test_the_backup_is_begun_again_on_another_parent(
    world: tuple[History, Rig], monkeypatch: pytest.MonkeyPatch
) -> None:
    history, rig = world
    full, newest = rig.repository.backups()

    def expire() -> None:
        Repository.open(rig.store).delete_backup(newest.id)

    at_the_end(monkeypatch, expire)
    source = ENGINE.open(str(rig.database))
    report = run_backup(rig.repository, ENGINE, source, BackupRequest(SOURCE, "incremental"), Job("backup"))
    source.close()
    assert report.backup.parent == full.id
    assert [backup.id for backup in rig.reopen().backups()] == [full.id, report.backup.id]
    assert rig.verify().ok
    history.close()


def test_it_ends_in_a_full_backup_when_every_parent_goes(
    world: tuple[History, Rig], monkeypatch: pytest.MonkeyPatch
) -> None:
    history, rig = world

    def expire() -> None:
        other = Repository.open(rig.store)
        if not other.backups():
            return
        other.delete_backup(other.backups()[-1].id)

    at_the_end(monkeypatch, expire)
    source = ENGINE.open(str(rig.database))
    assert ATTEMPTS == 3
    report = run_backup(rig.repository, ENGINE, source, BackupRequest(SOURCE, "incremental"), Job("backup"))
    source.close()
    assert report.backup.type is BackupType.FULL, "nothing was left to build on"
    assert rig.verify().ok
    history.close()
