"""Whole backups of the fake database: what is read when, what is said, and what happens when it fails."""

from __future__ import annotations

from time import monotonic, sleep
from typing import Any

import numpy as np
import pytest
from tests.engines.fake import BAD, FakeSource, Model, trimmed
from tests.engines.fake_rig import FakeRig, scratch

from pagewake.archive.archiver import LogArchiver
from pagewake.backup.plan import BackupPolicy
from pagewake.errors import LogGap, PagewakeError, SourceChanged
from pagewake.model import BackupStatus, BackupType, RestoreTarget, TargetKind
from pagewake.repository.layers import REGION_BLOCKS
from pagewake.repository.repository import Repository


def world(pages: int = 20) -> FakeRig:
    rig = FakeRig()
    for block in range(pages):
        rig.model.write("1/10", block, block + 1)
    return rig


def test_an_incremental_reads_what_changed_and_the_small_files() -> None:
    rig = world()
    rig.backup()
    rig.model.write("1/10", 9, 77)
    rig.source.reads.clear()
    report = rig.backup()
    assert report.backup.type is BackupType.INCREMENTAL
    assert report.reason.startswith("the log proves that 1 of 20 blocks changed")
    assert rig.source.reads == [("base/1/10.1", [[1, 1]]), ("settings", [[0, 1]]), ("control", [[0, 1]])]
    assert report.backup.pages == 1


def test_the_last_file_is_read_when_all_others_have_been() -> None:
    rig = world(40)
    rig.backup(workers=4)
    assert [path for path, _ in rig.source.reads][-1] == "control"


def test_a_long_backup_archives_the_log_while_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a database must keep until the end of a backup may fill its disk."""
    monkeypatch.setattr("pagewake.backup.reading.TASKS_PER_BATCH", 1)
    rig = world(60)
    rig.archive_every = 0.0
    archived: list[int] = []

    def meanwhile(reads: int) -> None:
        rig.model.write("1/10", 0, reads)
        # Archiving goes on beside the reading: a read takes until it has, or so long that the next batch can begin it.
        end = monotonic() + 0.3
        while len(set(archived)) <= 2 and monotonic() < end:
            sleep(0.01)
            # As another process sees it: what is known to the backup's own repository is for its threads alone.
            there = Repository.open(rig.store).wal.rows("db")
            archived.append(max((row.end_lsn for row in there), default=0))

    rig.source.during = meanwhile
    assert rig.backup("full").backup.status is BackupStatus.OK
    assert len(set(archived)) > 2
    assert rig.restored() == rig.model.trimmed()


def test_what_archiving_beside_the_reading_cannot_do_fails_the_backup(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rig = world(60)
    archived = LogArchiver.archive_meanwhile

    def lost(*arguments: Any) -> None:
        raise LogGap("the log of the time of the backup is gone", object_name="db")

    monkeypatch.setattr(LogArchiver, "archive_meanwhile", lost)
    with pytest.raises(LogGap):
        rig.backup("full")
    assert not rig.repository.backups("db")
    monkeypatch.setattr(LogArchiver, "archive_meanwhile", archived)
    assert rig.backup("full").backup.status is BackupStatus.OK


def test_dropping_a_small_table_makes_no_full_backup_due() -> None:
    rig = world(60)
    rig.model.write("1/11", 0, 1)
    rig.backup("full")
    rig.model.drop("1/11")
    assert rig.backup(policy=BackupPolicy()).backup.type is BackupType.INCREMENTAL


def test_files_of_several_regions_shrink_and_grow() -> None:
    """A segment as long as PostgreSQL's (1 GiB of 8 KiB pages is one region), and one of two regions and more."""
    for segment in (REGION_BLOCKS, 3 * REGION_BLOCKS):
        rig = FakeRig(Model(segment=segment))
        length = 2 * REGION_BLOCKS + 5
        pages = np.zeros((length, 16), np.uint8)
        edges = [0, 7, REGION_BLOCKS - 1, REGION_BLOCKS, 2 * REGION_BLOCKS - 1, 2 * REGION_BLOCKS, length - 1]
        pages[edges] = 3
        rig.model.relations["1/10"] = bytearray(pages.tobytes())
        rig.model.nothing()
        first = rig.backup("full")
        truths = {first.backup.id: rig.model.trimmed()}
        rig.model.write("1/10", REGION_BLOCKS, 9)
        rig.model.truncate("1/10", REGION_BLOCKS + 1)
        rig.model.extend("1/10", REGION_BLOCKS)
        report = rig.backup("incremental")
        truths[report.backup.id] = rig.model.trimmed()
        rig.model.write("1/10", 2 * REGION_BLOCKS, 5)
        rig.model.write("1/10", 7, 5)
        report = rig.backup("incremental")
        assert report.backup.pages == 2 if segment > REGION_BLOCKS else report.backup.pages <= 3
        truths[report.backup.id] = rig.model.trimmed()
        report = rig.backup("differential")
        truths[report.backup.id] = rig.model.trimmed()
        for backup, truth in truths.items():
            assert rig.restored(backup=backup) == truth


def test_a_file_that_vanishes_while_it_is_read() -> None:
    rig = world(24)
    rig.source.during = lambda reads: rig.model.drop("1/10") if reads == 1 else None
    report = rig.backup("full")
    assert rig.restored(backup=report.backup.id) == {}
    rig.source.during = lambda reads: None
    rig.model.write("1/10", 30, 5)
    report = rig.backup("incremental")
    assert rig.restored(backup=report.backup.id) == trimmed(rig.model.relations)


@pytest.mark.parametrize(
    ("then", "expected"), [(b"", None), (b"port", b"port"), (b"port = 2\nmore", b"port = 2\n")]
)
def test_a_small_file_is_as_long_as_what_was_read_of_it(then: bytes, expected: bytes | None) -> None:
    """Zeros that were never in a file of a server's state keep it from starting."""
    rig = world(4)

    def meanwhile(reads: int) -> None:
        rig.model.settings = then

    rig.source.during = meanwhile
    rig.backup("full")
    with scratch() as place:
        rig.restore(place)
        found = place / "settings"
        assert (found.read_bytes() if found.exists() else None) == expected


def test_a_bad_page_marks_the_backup_and_every_later_one_that_has_it() -> None:
    rig = world()
    rig.model.damage("1/10", 5)
    first = rig.backup("full")
    assert first.backup.status is BackupStatus.WARNINGS
    assert [finding.object_name for finding in first.findings] == ["base/1/10 block 5"]
    rig.model.write("1/10", 1, 5)
    second = rig.backup("incremental")
    assert second.backup.status is BackupStatus.WARNINGS, (
        "no log mentions the page, and it is bad all the same"
    )
    assert [finding.object_name for finding in second.findings] == ["base/1/10 block 5"]
    rig.model.relations["1/10"][5 * 16] = 7  # mended on the disk, behind the log's back
    third = rig.backup("incremental")
    assert (third.backup.status, third.findings) == (BackupStatus.OK, ())
    assert rig.restored(backup=third.backup.id) == rig.model.trimmed()
    for block in range(2, 6):
        rig.model.damage("1/10", block)
    assert [finding.object_name for finding in rig.backup("full").findings] == ["base/1/10 blocks 2 to 5"]


def test_bad_pages_are_restored_as_they_were_read() -> None:
    rig = world()
    rig.model.damage("1/10", 5)
    rig.backup("full")
    assert rig.restored()["1/10"][5 * 16] == BAD


def test_a_demoted_request_says_so() -> None:
    rig = world()
    rig.backup("full")
    rig.model.breaker = "wal_level was minimal"
    rig.model.write("1/10", 1, 5)
    report = rig.backup("incremental")
    assert report.backup.type is BackupType.FULL
    assert [(one.code, one.object_name) for one in report.findings] == [("full-instead", "db")]
    assert "wal_level was minimal" in report.findings[0].message
    assert report.backup.status is BackupStatus.OK


def test_another_database_under_the_same_name_is_refused() -> None:
    rig = world()
    rig.backup("full")
    rig.source = FakeSource(rig.model, identifier="beef")
    with pytest.raises(SourceChanged, match="beef"):
        rig.backup("full")
    assert len(rig.repository.backups()) == 1


def test_a_failure_leaves_no_backup_and_gives_the_session_back() -> None:
    rig = world()

    def fail(reads: int) -> None:
        if reads == 2:
            raise PagewakeError("the cable was pulled")

    rig.source.during = fail
    with pytest.raises(PagewakeError, match="cable"):
        rig.backup("full")
    assert rig.source.aborted
    assert rig.repository.backups() == []
    rig.source.during = lambda reads: None
    rig.backup("full")
    assert rig.restored() == rig.model.trimmed()


def test_any_lsn_after_the_backup_can_be_the_target() -> None:
    rig = world()
    backup = rig.backup("full").backup
    truths = {}
    for block in range(6):
        rig.model.write("1/10", block, 100 + block)
        truths[rig.model.end - 1] = rig.model.trimmed()
    rig.backup("incremental")
    for lsn, truth in truths.items():
        assert rig.restored(RestoreTarget(TargetKind.LSN, lsn), backup=backup.id) == truth


def test_extra_files_and_modes_are_restored() -> None:
    rig = world()
    rig.model.settings = b"x" * 5000
    rig.backup("full")
    with scratch() as place:
        report = rig.restore(place)
        assert (place / "settings").read_bytes() == b"x" * 5000
        assert (place / "settings").stat().st_mode & 0o777 == 0o600
        assert report.written.files == 6
