"""A page repair is taken back: the file is what it was before, byte for byte, or nothing is written."""

from __future__ import annotations

import json
import os
import random
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from tests.end_to_end.rig import SOURCE
from tests.faults import Died, DiskFault, FaultyDisk, count_steps
from tests.neuroquantum.histories import PAGE
from tests.restore.test_blocks import FILE, Shop

from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.neuroquantum import ENGINE
from pagewake.errors import RestoreError, SourceChanged, SourceInUse, UsageError
from pagewake.jobs import Job, JobEvent, Said
from pagewake.restore.block_files import INDEX
from pagewake.restore.saved_pages import read_saved
from pagewake.restore.undo import PageState, UndoPlan, UndoReport, plan_undo, run_undo


class Repaired(Shop):
    """A database with two pages that were damaged and repaired."""

    def __init__(self, root: Path, *blocks: int) -> None:
        super().__init__(root, seed=7)
        self.wanted = blocks or (2, 5)
        for block in self.wanted:
            self.damage(block)
        self.damaged = self.page_file(self.here)
        report = self.repair(*self.wanted)
        assert report.saved is not None
        self.report, self.saved = report, report.saved
        assert self.page_file(self.here) == self.truth

    def plan_undo(self, saved: Path | None = None, directory: Path | None = None) -> UndoPlan:
        return plan_undo(
            self.rig.repository, ENGINE, SOURCE, saved or self.saved, directory, Job("page repair")
        )

    def undo(
        self, saved: Path | None = None, *, overwrite: bool = False, disk: Disk = REAL_DISK
    ) -> UndoReport:
        plan = self.plan_undo(saved)
        return run_undo(
            self.rig.repository, ENGINE, plan, Job("page repair"), overwrite_changed=overwrite, disk=disk
        )


@pytest.fixture
def shop(tmp_path: Path) -> Repaired:
    return Repaired(tmp_path)


def states(plan: UndoPlan) -> list[PageState]:
    return [one.state for one in plan.blocks]


def test_an_undo_gives_back_what_was_there_and_can_be_taken_back(shop: Repaired) -> None:
    plan = shop.plan_undo()
    assert states(plan) == [PageState.REPAIRED] * 2 and not plan.changed and len(plan.to_write) == 2
    assert [(one.present, one.saved[:8]) for one in plan.blocks] == [("sound", "damaged:")] * 2
    assert shop.page_file(shop.here) == shop.truth, "a plan writes nothing"
    report = shop.undo()
    assert shop.page_file(shop.here) == shop.damaged
    assert report.saved is not None and report.saved != shop.saved
    assert states(shop.plan_undo()) == [PageState.BEFORE] * 2
    again = shop.undo()
    assert again.written == () and again.saved is None and again.evidence is None
    redo = shop.undo(report.saved)
    assert shop.page_file(shop.here) == shop.truth and len(redo.written) == 2


def test_it_is_on_record_and_told(shop: Repaired) -> None:
    told: list[str] = []

    def hear(event: JobEvent) -> None:
        if isinstance(event, Said):
            told.append(event.text)

    job = Job("page repair")
    job.subscribe(hear)
    run_undo(shop.rig.repository, ENGINE, shop.plan_undo(), job)
    repaired, undone = [one for one in shop.rig.reopen().evidence.all() if one.level == "repair"]
    assert shop.report.evidence == repaired
    for record, name in ((repaired, "page-replaced"), (undone, "page-put-back")):
        assert (record.ok, record.backups, record.source) == (True, (), SOURCE)
        assert record.target == str(shop.here) and record.checked == 2
        rows = shop.rig.repository.evidence.whole(record.id).rows
        assert [(row.name, row.object_name) for row in rows] == [
            (name, f"{FILE} block {block}") for block in shop.wanted
        ]
        assert all("pagewake-replaced-" in row.message for row in rows)
    row = shop.rig.repository.evidence.whole(repaired.id).rows[0]
    assert "it was damaged:" in row.message and str(shop.saved) in row.message
    assert shop.report.plan.restore.backup.id in " ".join(repaired.checks)
    assert any("2 pages replaced" in one for one in told) and any("pagewake-replaced-" in one for one in told)


def test_a_page_that_was_changed_since_is_left_alone(shop: Repaired) -> None:
    shop.damage(shop.wanted[1], "noise")
    before = shop.page_file(shop.here)
    assert states(shop.plan_undo()) == [PageState.REPAIRED, PageState.CHANGED]
    with pytest.raises(RestoreError, match="1 of 2 pages are not what the repair wrote"):
        shop.undo()
    assert shop.page_file(shop.here) == before
    report = shop.undo(overwrite=True)
    assert shop.page_file(shop.here) == shop.damaged
    assert report.saved is not None
    shop.undo(report.saved)
    assert shop.page_file(shop.here) == before, "also what was changed is saved"


def test_it_looks_again_before_it_writes(shop: Repaired) -> None:
    plan = shop.plan_undo()
    shop.damage(shop.wanted[0], "zeros")
    before = shop.page_file(shop.here)
    with pytest.raises(RestoreError, match="changed since"):
        run_undo(shop.rig.repository, ENGINE, plan, Job())
    assert shop.page_file(shop.here) == before


def test_a_crash_at_any_step_leaves_every_page_somewhere(tmp_path: Path) -> None:
    shop = Repaired(tmp_path)
    start = tmp_path / "start"
    shutil.copytree(shop.here, start)

    def work(disk: Disk) -> None:
        shutil.rmtree(shop.here)
        shutil.copytree(start, shop.here)
        shop.undo(disk=disk)

    steps = count_steps(work)
    assert steps > 10
    for step in range(steps):
        disk = FaultyDisk(DiskFault(step), stash=tmp_path / f"stash{step}")
        with suppress(Died):
            work(disk)
        disk.lose_unsynced(random.Random(step))
        now = shop.page_file(shop.here)
        saved = {path.name: path.read_bytes() for path in shop.here.glob("pagewake-replaced-*/*.page")}
        assert len(now) == len(shop.truth)
        for block in range(len(now) // PAGE):
            page = slice(block * PAGE, (block + 1) * PAGE)
            kept = saved.get(f"data_database.db.{block}.page")
            assert now[page] == shop.truth[page] or (block in shop.wanted and kept is not None), step
        shop.undo(overwrite=True)
        assert shop.page_file(shop.here) == shop.damaged, step


def test_an_open_database_and_another_one_are_refused(shop: Repaired, tmp_path: Path) -> None:
    from pagewake.engines.neuroquantum.database import Database

    opened = Database.open(shop.here)
    with pytest.raises(SourceInUse):
        shop.plan_undo()
    opened.close()
    (tmp_path / "other").mkdir()
    other = Shop(tmp_path / "other", seed=8)
    with pytest.raises(SourceChanged):
        shop.plan_undo(directory=other.here)
    moved = tmp_path / "moved"
    shop.saved.rename(moved)
    plan = shop.plan_undo(moved, shop.here)
    assert states(plan) == [PageState.REPAIRED] * 2
    assert len(run_undo(shop.rig.repository, ENGINE, plan, Job()).written) == 2
    assert shop.page_file(shop.here) == shop.damaged


def test_saved_pages_that_are_damaged_are_not_put_back(shop: Repaired) -> None:
    page = sorted(shop.saved.glob("*.page"))[0]
    content = page.read_bytes()
    for wrong in (content[:-1], content + b"x", bytes(PAGE), None):
        page.unlink()
        if wrong is None:
            page.symlink_to("/dev/zero")
        else:
            page.write_bytes(wrong)
        with pytest.raises(RestoreError):
            shop.plan_undo()
    page.unlink()
    with pytest.raises(RestoreError):
        shop.plan_undo()
    assert shop.page_file(shop.here) == shop.truth


def test_an_index_that_nobody_wrote_is_refused(shop: Repaired, tmp_path: Path) -> None:
    path = shop.saved / INDEX
    good = json.loads(path.read_text())
    first = good["blocks"][0]
    wrong: list[object] = [
        [],
        {**good, "blocks": []},
        {**good, "page_size": 1 << 40},
        {**good, "blocks": [first, first]},
        {**good, "blocks": [{**first, "page": "../../etc/passwd"}]},
        {**good, "blocks": [{**first, "block": -1}]},
        {**good, "blocks": [{**first, "file": "other.db", "page": f"other.db.{first['block']}.page"}]},
        {**good, "source": "other"},
        {**good, "what": "the pages as they were at the target"},
    ]
    for one in wrong:
        path.write_text(json.dumps(one))
        with pytest.raises((RestoreError, UsageError)):
            shop.plan_undo()
    for text in (b"", b"\xff", b"[" * 100_000):
        path.write_bytes(text)
        with pytest.raises(RestoreError):
            read_saved(shop.saved)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(UsageError):
        read_saved(shop.saved)
    with pytest.raises(UsageError):
        read_saved(tmp_path)
    assert shop.page_file(shop.here) == shop.truth


def test_what_an_older_version_saved_needs_a_word_more(shop: Repaired) -> None:
    path = shop.saved / INDEX
    index = json.loads(path.read_text())
    for key in ("system_identifier", "engine"):
        del index[key]
    for row in index["blocks"]:
        del row["digest"], row["replaced_by"]
    path.write_text(json.dumps(index))
    assert states(shop.plan_undo()) == [PageState.UNKNOWN] * 2
    with pytest.raises(RestoreError, match="not known"):
        shop.undo()
    shop.undo(overwrite=True)
    assert shop.page_file(shop.here) == shop.damaged


def test_a_file_that_is_shorter_now_has_no_place_for_its_page(shop: Repaired) -> None:
    with (shop.here / FILE).open("r+b") as file:
        file.truncate(shop.wanted[1] * PAGE)
    assert states(shop.plan_undo())[1] is PageState.BEYOND
    with pytest.raises(RestoreError, match="ends before"):
        shop.undo(overwrite=True)
    assert len(shop.page_file(shop.here)) == shop.wanted[1] * PAGE
