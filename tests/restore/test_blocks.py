"""Page repair in place: after it the database is the truth, page for page, whatever the history and the damage."""

from __future__ import annotations

import os
import random
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.end_to_end.rig import SOURCE, Rig
from tests.engines.fake import ENGINE as FAKE
from tests.faults import Died, DiskFault, FaultyDisk, count_steps
from tests.neuroquantum.histories import HEADER, PAGE, History

from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.neuroquantum import ENGINE
from pagewake.engines.neuroquantum.database import Database
from pagewake.errors import (
    PagewakeError,
    RestoreError,
    RestoreIncomplete,
    SourceChanged,
    SourceInUse,
    UsageError,
)
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind
from pagewake.restore.block_files import INDEX
from pagewake.restore.block_planning import BlocksPlan, BlocksRequest, plan_blocks
from pagewake.restore.blocks import BlocksReport, run_blocks

FILE = "data/database.db"
LATEST = RestoreTarget(TargetKind.LATEST)
EXAMPLES = int(os.environ.get("PAGEWAKE_EXAMPLES", "12"))


class Shop:
    """A database with a history and backups of it, and a copy that is damaged."""

    def __init__(self, root: Path, seed: int, *, closed: bool = True, later: int = 30) -> None:
        self.root, self.chance = root, random.Random(seed)
        self.history = History(root / "database", self.chance)
        self.rig = Rig(root / "database")
        for type_ in ("full", "incremental"):
            self.history.run(self.chance.randint(5, 40))
            self.history.database.flush_log()
            self.rig.backup(type_)
        self.history.run(later)
        if closed:
            self.history.close()
            self.history.database.close()
        else:
            self.history.database.flush_log()
        self.here = root / "damaged"
        shutil.copytree(root / "database", self.here)
        self.truth = (
            self.reopened(root / "database", root / "truth")
            if not closed
            else self.page_file(root / "database")
        )
        if not closed:
            self.history.close()
            self.history.database.close()

    @staticmethod
    def page_file(directory: Path) -> bytes:
        return (directory / FILE).read_bytes()

    def reopened(self, directory: Path, copy: Path) -> bytes:
        """What the database is once it was opened, recovered and closed."""
        shutil.copytree(directory, copy)
        Database.open(copy).close()
        return self.page_file(copy)

    @property
    def blocks(self) -> int:
        return len(self.page_file(self.here)) // PAGE

    def damage(self, block: int, how: str = "bytes") -> None:
        path = self.here / FILE
        content = bytearray(path.read_bytes())
        at = block * PAGE
        if how == "bytes":
            for place in self.chance.sample(range(HEADER, PAGE), 5):
                content[at + place] ^= self.chance.randint(1, 255)
        elif how == "zeros":
            content[at : at + PAGE] = bytes(PAGE)
        elif how == "noise":
            content[at : at + PAGE] = self.chance.randbytes(PAGE)
        else:
            other = (block + 1) % (len(content) // PAGE)
            content[at : at + PAGE] = content[other * PAGE : (other + 1) * PAGE]
        path.write_bytes(content)

    def request(self, *blocks: int, **more: object) -> BlocksRequest:
        given = {"in_place": self.here, **more}
        return BlocksRequest({FILE: tuple(sorted(blocks))}, **{"target": LATEST, **given})  # type: ignore[arg-type]

    def plan(self, request: BlocksRequest) -> BlocksPlan:
        return plan_blocks(self.rig.repository, ENGINE, SOURCE, request, Job("plan"))

    def repair(self, *blocks: int, disk: Disk = REAL_DISK, **more: object) -> BlocksReport:
        plan = self.plan(self.request(*blocks, **more))
        return run_blocks(self.rig.repository, ENGINE, plan, Job("repair"), disk=disk)


def data_areas(content: bytes) -> list[bytes]:
    return [content[at + HEADER : at + PAGE] for at in range(0, len(content), PAGE)]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 2**32),
    closed=st.booleans(),
    picks=st.lists(
        st.tuples(st.integers(0, 10_000), st.sampled_from(["bytes", "zeros", "noise", "other"])),
        min_size=1,
        max_size=5,
    ),
)
def test_any_damage_is_repaired(
    tmp_path_factory: pytest.TempPathFactory, seed: int, closed: bool, picks: list[tuple[int, str]]
) -> None:
    root = tmp_path_factory.mktemp("blocks")
    shop = Shop(root, seed, closed=closed)
    damaged = {pick % shop.blocks: how for pick, how in picks}
    for block, how in damaged.items():
        shop.damage(block, how)
    report = shop.repair(*damaged)
    if closed:
        assert data_areas(shop.page_file(shop.here)) == data_areas(shop.truth)
        assert any("same as after the replay" in check for check in report.checks)
    Database.open(shop.here).close()
    assert data_areas(shop.page_file(shop.here)) == data_areas(shop.truth)
    shutil.rmtree(root, ignore_errors=True)


def test_what_was_there_is_kept(tmp_path: Path) -> None:
    shop = Shop(tmp_path, 5)
    shop.damage(1)
    bad = shop.page_file(shop.here)[PAGE : 2 * PAGE]
    report = shop.repair(1, 2)
    assert [image.block for image in report.written] == [1]
    assert report.saved is not None and (report.saved / "data_database.db.1.page").read_bytes() == bad
    assert (report.saved / INDEX).is_file()
    assert shop.repair(1, 2).written == ()


def test_a_plan_says_what_is_damaged_and_writes_nothing(tmp_path: Path) -> None:
    shop = Shop(tmp_path, 6)
    shop.damage(1)
    before, rows = shop.page_file(shop.here), len(shop.rig.repository.wal.rows(SOURCE))
    plan = shop.plan(shop.request(1, 2, 10_000))
    assert plan.present[0].startswith("damaged: ") and plan.present[1:] == ("sound", "beyond the end")
    assert [(one.block, one.problem) for one in plan.choice.versions[:2]] == [(1, ""), (2, "")]
    assert shop.page_file(shop.here) == before
    assert len(shop.rig.repository.wal.rows(SOURCE)) == rows
    assert sorted(path.name for path in shop.here.iterdir()) == ["data", "wal"]


def test_a_lost_write_is_repaired(tmp_path: Path) -> None:
    """The page has a right checksum and is an old one: only the replay shows it."""
    shop = Shop(tmp_path, 7)
    old = Rig.restore(
        shop.rig,
        tmp_path / "old",
        RestoreTarget(TargetKind.IMMEDIATE),
        backup=shop.rig.repository.backups()[0].id,
    )
    before = shop.page_file(old.directory)
    block = next(
        b for b in range(1, 4) if before[b * PAGE : (b + 1) * PAGE] != shop.truth[b * PAGE : (b + 1) * PAGE]
    )
    content = bytearray(shop.truth)
    content[block * PAGE : (block + 1) * PAGE] = before[block * PAGE : (block + 1) * PAGE]
    (shop.here / FILE).write_bytes(content)
    assert shop.plan(shop.request(block)).present == ("sound",)
    other = 1 if block != 1 else 2
    with pytest.raises(RestoreError, match="1 page that nobody asked to repair"):
        shop.repair(other)
    assert len(shop.repair(block).written) == 1
    assert shop.page_file(shop.here) == shop.truth


def test_a_backup_with_the_damage_in_it_is_passed_over(tmp_path: Path) -> None:
    shop = Shop(tmp_path, 8)
    shop.damage(2)
    shop.rig.database = shop.here
    spoilt = shop.rig.backup("full").backup
    plan = shop.plan(shop.request(2))
    assert plan.choice.backup != spoilt.id and plan.choice.passed_over[0][0] == spoilt.id
    with pytest.raises(RestoreIncomplete, match="sound version"):
        shop.plan(shop.request(2, backup=spoilt.id))
    shop.repair(2)
    assert data_areas(shop.page_file(shop.here)) == data_areas(shop.truth)


def test_pages_as_files_of_any_moment(tmp_path: Path) -> None:
    shop = Shop(tmp_path, 9)
    first = shop.rig.repository.backups()[0]
    immediate = RestoreTarget(TargetKind.IMMEDIATE)
    whole = shop.rig.restore(tmp_path / "whole", immediate, backup=first.id)
    out = tmp_path / "pages"
    report = shop.repair(0, 2, in_place=None, pages_to=out, target=immediate, backup=first.id)
    expected = shop.page_file(whole.directory)
    for block in (0, 2):
        assert (out / f"data_database.db.{block}.page").read_bytes() == expected[
            block * PAGE : (block + 1) * PAGE
        ]
    assert report.saved is None and shop.page_file(shop.here) == shop.truth
    with pytest.raises(PagewakeError, match="new directory"):
        shop.repair(0, in_place=None, pages_to=out)


@pytest.mark.parametrize("when", ["plan", "run"])
def test_a_database_in_use_is_refused(tmp_path: Path, when: str) -> None:
    shop = Shop(tmp_path, 10)
    plan = shop.plan(shop.request(1))

    def ask() -> BlocksPlan:
        return shop.plan(shop.request(1))

    with Database.open(shop.here):
        before = shop.page_file(shop.here)
        with pytest.raises(SourceInUse):
            ask() if when == "plan" else run_blocks(shop.rig.repository, ENGINE, plan, Job("repair"))
        assert shop.page_file(shop.here) == before


def test_a_database_that_was_restored_to_an_earlier_moment(tmp_path: Path) -> None:
    """Its log is a fork: the present is the end of its own timeline, not of the one that it left."""
    shop = Shop(tmp_path, 14)
    backup = shop.rig.repository.backups()[0]
    shutil.rmtree(shop.here)
    shop.rig.restore(shop.here, RestoreTarget(TargetKind.IMMEDIATE), backup=backup.id)
    with Database.open(shop.here) as database:
        transaction = database.begin()
        transaction.write(1, 0, b"another history")
        transaction.commit()
    shop.truth = shop.page_file(shop.here)
    shop.damage(1)
    shop.damage(2)
    report = shop.repair(1, 2)
    # What an open transaction had written was taken back by the restore, and is by the replay at the next checkpoint:
    # the LSN in such a page tells which of them did it.
    assert data_areas(shop.page_file(shop.here)) == data_areas(shop.truth)
    assert report.recovered_to is not None and report.recovered_to.timeline == 2


def test_an_engine_that_cannot_is_refused(tmp_path: Path) -> None:
    shop = Shop(tmp_path, 15)
    request = shop.request(1, in_place=None, pages_to=tmp_path / "pages")
    with pytest.raises(UsageError, match="single pages"):
        plan_blocks(shop.rig.repository, FAKE, SOURCE, request, Job("plan"))
    with pytest.raises(UsageError, match="not a file of pages"):
        ENGINE.stopped(shop.here, "data/other.db")


def test_refusals(tmp_path: Path) -> None:
    shop = Shop(tmp_path, 11)
    shop.damage(1)
    before = shop.page_file(shop.here)
    other = tmp_path / "other"
    Database.create(other, pages=[b"x" * (PAGE - HEADER)] * 4).close()
    with pytest.raises(SourceChanged):
        shop.plan(shop.request(1, in_place=other))
    with pytest.raises(UsageError, match="another moment"):
        shop.plan(shop.request(1, target=RestoreTarget(TargetKind.IMMEDIATE)))
    with pytest.raises(UsageError, match="ends before"):
        shop.repair(10_000)
    with pytest.raises(UsageError, match="no blocks"):
        shop.plan(BlocksRequest({"backup_label.json": (0,)}, LATEST, pages_to=tmp_path / "x"))
    with pytest.raises(UsageError, match="such a file"):
        shop.plan(BlocksRequest({"data/none.db": (0,)}, LATEST, pages_to=tmp_path / "x"))
    assert shop.page_file(shop.here) == before
    assert sorted(path.name for path in shop.here.iterdir()) == ["data", "wal"]


def test_a_hole_in_the_log_is_refused(tmp_path: Path) -> None:
    """What the archive lacks and the database has removed cannot be replayed."""
    shop = Shop(tmp_path, 12, later=120)
    shop.damage(1)
    before = shop.page_file(shop.here)
    segments = sorted((shop.here / "wal").glob("wal-*.log"))
    last = max(row.end_lsn for row in shop.rig.repository.wal.rows(SOURCE))
    assert len(segments) > 3
    for segment in segments[:-1]:
        segment.unlink()
    with pytest.raises(PagewakeError) as caught:
        shop.repair(1)
    assert not isinstance(caught.value, SourceInUse) and last > 0
    assert shop.page_file(shop.here) == before


def test_a_crash_at_every_step_leaves_the_old_page_somewhere(tmp_path: Path) -> None:
    shop = Shop(tmp_path, 13)
    shop.damage(1)
    shop.damage(3)
    bad = shop.page_file(shop.here)
    start = tmp_path / "start"
    shutil.copytree(shop.here, start)

    def work(disk: Disk) -> None:
        shutil.rmtree(shop.here)
        shutil.copytree(start, shop.here)
        shop.repair(1, 3, disk=disk)

    for step in range(count_steps(work)):
        disk = FaultyDisk(DiskFault(step), stash=tmp_path / f"stash{step}")
        with suppress(Died):
            work(disk)
        disk.lose_unsynced(random.Random(step))
        now = shop.page_file(shop.here)
        saved = {path.name: path.read_bytes() for path in shop.here.glob("pagewake-replaced-*/*.page")}
        for block in (1, 3):
            page = now[block * PAGE : (block + 1) * PAGE]
            was = bad[block * PAGE : (block + 1) * PAGE]
            assert page == was or saved.get(f"data_database.db.{block}.page") == was, step
        shop.repair(1, 3)
        assert data_areas(shop.page_file(shop.here)) == data_areas(shop.truth), step
