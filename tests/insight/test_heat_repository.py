"""The heat map of a real repository, against the database's own log and against the pages that backups give back."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from pagewake.backup.run import BackupRequest, run_backup
from pagewake.demo.ledger import Ledger
from pagewake.engines.neuroquantum import ENGINE
from pagewake.errors import Cancelled, UsageError
from pagewake.insight.compare import compare_backups
from pagewake.insight.heat import HeatMap, layer_of
from pagewake.insight.heat_index import IndexUnusable
from pagewake.insight.heat_metrics import CHANGED, NEW, SAME, backup_layer
from pagewake.insight.heat_story import explain, touching
from pagewake.insight.heat_values import Metric
from pagewake.insight.page_history import byte_ranges, page_history, page_records
from pagewake.insight.pages import page_versions
from pagewake.jobs import Job
from pagewake.model import BackupType
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore

PAGES = 200
FILE = "data/ledger.db"


@dataclass
class World:
    """A repository with four backups of a ledger, and what its own log says."""

    repository: Repository
    directory: Path
    backups: list[str]
    changes: Counter[int]
    lsns: dict[int, list[int]]
    """By page, the LSNs of the records that changed it."""
    heat: HeatMap

    def contents(self, block: int) -> dict[str, bytes | None]:
        """The page as each backup gives it back."""
        found = page_versions(self.repository, ENGINE, "ledger", FILE, block, Job(), every=True)
        return {one.version.backup: one.content for one in found}

    def places(self, block: int) -> dict[str, tuple[str, str]]:
        """Where the repository keeps the page of each backup."""
        found = page_versions(self.repository, ENGINE, "ledger", FILE, block, Job(), every=True)
        return {one.version.backup: (one.version.state, one.version.chunk) for one in found}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    place = tmp_path_factory.mktemp("heat")
    ledger = Ledger(place / "database", PAGES, seed=9)
    repository = Repository.create(LocalStore(place / "repository"))
    backups = []
    for kind in ("full", "incremental", "incremental", "differential"):
        ledger.run(30, Job())
        ledger.database.checkpoint()
        source = ENGINE.open(str(ledger.directory))
        request = BackupRequest("ledger", BackupType(kind))
        backups.append(run_backup(repository, ENGINE, source, request, Job()).backup.id)
        source.close()
    ledger.close()
    changes: Counter[int] = Counter()
    lsns: dict[int, list[int]] = {}
    end = repository.wal.rows("ledger")[-1].end_lsn
    for line in ENGINE.inspect([ledger.directory / "wal"], None, end).records():
        for _, block in line.blocks:
            changes[block] += 1
            lsns.setdefault(block, []).append(line.lsn)
    heat = HeatMap(repository, ENGINE, "ledger", cache=place / "cache")
    heat.update(Job())
    yield World(repository, place, backups, changes, lsns, heat)
    heat.close()


def test_before_it_is_built_the_state_says_so(world: World, tmp_path: Path) -> None:
    heat = HeatMap(world.repository, ENGINE, "ledger", cache=tmp_path)
    state = heat.state()
    assert not state.fresh and state.missing == state.total > 2
    with pytest.raises(IndexUnusable):
        heat.row()
    heat.update(Job())
    assert heat.state().fresh and heat.state().missing == 0
    heat.close()


def test_every_block_has_the_count_of_the_log(world: World) -> None:
    row = world.heat.row()
    assert row.keys == ("pages",) and row.blocks[0] >= PAGES
    view = world.heat.layer().view(0, row.length - 1, 1 << 20)
    counts = world.heat.layer().values(view)
    assert {block: int(count) for block, count in enumerate(counts) if count} == dict(world.changes)
    columns = world.heat.relations()
    assert columns.changes.tolist() == [sum(world.changes.values())]
    assert columns.changed_blocks.tolist() == [len(world.changes)]
    assert columns.hottest(5).tolist() == [0] and columns.share[0] == 1
    last = world.heat.layer(Metric.LAST_CHANGED)
    stretches = world.heat.index.stretches
    for block, number in enumerate(last.values(last.view(0, row.length - 1, 1 << 20)).astype(int)):
        if number:
            stretch = stretches[number - 1]
            assert stretch["first_lsn"] <= max(world.lsns[block]) < stretch["end_lsn"]


def test_a_range_counts_the_stretches_that_hold_it(world: World) -> None:
    rows = world.heat.rows()
    middle = rows[1]
    job = Job()
    index = world.heat.range_index(middle.first_lsn, middle.end_lsn - 1, job)
    layer = layer_of(index, world.heat.row(), Metric.CHANGES)
    counts = layer.values(layer.view(0, layer.row.length - 1, 1 << 20))
    wanted = Counter(
        block
        for block, lsns in world.lsns.items()
        for lsn in lsns
        if middle.first_lsn <= lsn < middle.end_lsn
    )
    assert {block: int(count) for block, count in enumerate(counts) if count} == dict(wanted)
    assert world.heat.relations(middle.first_lsn, middle.end_lsn - 1).changes.tolist() == [
        sum(wanted.values())
    ]
    by_time = world.heat.rows_between(middle.first_time, middle.last_time)
    assert middle in by_time


def test_the_matrix_adds_up(world: World) -> None:
    matrix = world.heat.matrix(7)
    assert matrix.changes.shape == (1, 7) and int(matrix.changes.sum()) == sum(world.changes.values())
    assert len(matrix.times) == 8 and (np.diff(matrix.times) > 0).all()
    assert int(matrix.lsns[-1]) == world.heat.rows()[-1].end_lsn
    first = world.heat.rows()[0]
    part = world.heat.matrix(3, first=0, last=first.end_lsn - 1)
    assert int(part.changes.sum()) == sum(
        1 for lsns in world.lsns.values() for lsn in lsns if lsn < first.end_lsn
    )


def test_a_cell_explains_itself(world: World) -> None:
    block = max(world.changes, key=lambda one: world.changes[one])
    story = explain(world.heat, "pages", block, Job(), limit=1000)
    assert story.changes == world.changes[block] == sum(one.changes for one in story.stretches)
    assert not story.more and story.changed_blocks == 1
    for one in story.stretches:
        inside = [lsn for lsn in world.lsns[block] if one.first_lsn <= lsn < one.end_lsn]
        assert len(inside) == one.changes
    assert [one.first_lsn for one in story.stretches] == sorted(
        (one.first_lsn for one in story.stretches), reverse=True
    )
    places = world.places(block)
    different = [
        id
        for id, before in zip(world.backups[1:], world.backups, strict=False)
        if places[id] != places[before]
    ]
    assert [one.backup for one in story.versions] == [world.backups[0], *different]
    limited = explain(world.heat, "pages", block, Job(), limit=1, versions=False)
    assert len(limited.stretches) == 1 and limited.more == (len(story.stretches) > 1)
    never = next(block for block in range(PAGES) if block not in world.changes)
    quiet = explain(world.heat, "pages", never, Job())
    assert (quiet.changes, quiet.last_lsn, quiet.stretches, quiet.more) == (0, None, (), False)
    for bad in (-1, 10**6):
        with pytest.raises(UsageError):
            explain(world.heat, "pages", bad, Job())
    with pytest.raises(UsageError):
        explain(world.heat, "nothing", 0, Job())


def test_a_brush_is_linked_to_stretches_and_backups(world: World) -> None:
    block = min(world.changes)
    found = touching(world.heat, {"pages": [(block, block + 9)]}, Job(), limit=1000)
    wanted = {
        (row.first_lsn, row.end_lsn)
        for row in world.heat.rows()
        if any(
            row.first_lsn <= lsn < row.end_lsn
            for one in range(block, block + 10)
            for lsn in world.lsns.get(one, ())
        )
    }
    assert {(one.first_lsn, one.end_lsn) for one in found.stretches} == wanted
    held = [world.places(one) for one in range(block, block + 10)]
    changed = [
        id
        for number, id in enumerate(world.backups)
        if not number or any(one[id] != one[world.backups[number - 1]] for one in held)
    ]
    assert list(found.backups) == changed and len(changed) > 2


def test_versions_and_differences_are_those_of_the_pages(world: World) -> None:
    row = world.heat.row()
    versions = backup_layer(world.heat, Metric.VERSIONS, Job())
    between = backup_layer(
        world.heat, Metric.CHANGED_BETWEEN, Job(), between=(world.backups[0], world.backups[-1])
    )
    counted = versions.values(versions.view(0, row.length - 1, 1 << 20)).astype(int)
    states = between.values(between.view(0, row.length - 1, 1 << 20)).astype(int)
    for block in range(row.length):
        contents, places = world.contents(block), world.places(block)
        kept = [contents.get(id) for id in world.backups]
        there = [one for one in kept if one is not None]
        different = sum(1 for number, one in enumerate(there) if not number or one != there[number - 1])
        stored = [places[id] for id in world.backups if contents.get(id) is not None]
        anew = sum(1 for number, one in enumerate(stored) if not number or one != stored[number - 1])
        assert counted[block] == anew >= different, block
        a, b = kept[0], kept[-1]
        if b is None or a is None:
            assert states[block] == (0 if b is None else NEW), block
        else:
            assert states[block] == (SAME if stored[0] == stored[-1] else CHANGED), block
            assert a == b or states[block] == CHANGED, block
    assert {SAME, CHANGED} <= set(states.tolist()) and counted.max() > 2
    again = backup_layer(world.heat, Metric.VERSIONS, Job())
    assert (again.values(again.view(0, row.length - 1, 1 << 20)) == counted).all()
    state = backup_layer(world.heat, Metric.PAGE_STATE, Job())
    states = state.values(state.view(0, row.length - 1, 1 << 20))
    held = [world.contents(block).get(world.backups[-1]) is not None for block in range(row.length)]
    assert (states == np.array(held)).all()
    stored = backup_layer(world.heat, Metric.BYTES_STORED, Job())
    shares = stored.values(stored.view(0, row.length - 1, 1 << 20))
    assert 0 < shares.sum() < row.length * 4096
    job = Job()
    job.token.cancel()
    with pytest.raises(Cancelled):
        backup_layer(world.heat, Metric.CHANGED_BETWEEN, job, between=(world.backups[1], world.backups[2]))
    assert not list((world.heat.directory / "metrics").glob("*.new"))


def test_two_backups_differ_as_their_pages_do(world: World) -> None:
    a, b = world.backups[1], world.backups[3]
    found = compare_backups(world.repository, ENGINE, a, b, Job())
    blocks = {one.relation: one for one in found.relations}["pages"]
    contents = [world.contents(block) for block in range(blocks.blocks_after)]
    places = [world.places(block) for block in range(blocks.blocks_after)]
    both = [(one, place) for one, place in zip(contents, places, strict=True) if one[a] is not None]
    assert blocks.changed == sum(1 for _, place in both if place[a] != place[b])
    assert blocks.changed >= sum(1 for one, _ in both if one[a] != one[b]) > 0
    assert blocks.added == sum(1 for one in contents if one[a] is None)
    assert found.totals["pages_changed"] == blocks.changed and found.lsn_distance and found.lsn_distance > 0
    back = compare_backups(world.repository, ENGINE, b, a, Job())
    other = {one.relation: one for one in back.relations}["pages"]
    assert (other.changed, other.added, other.dropped) == (blocks.changed, 0, blocks.added)
    same = compare_backups(world.repository, ENGINE, a, a, Job())
    assert {one.state for one in (*same.relations, *same.files)} == {"same"}


def test_the_history_of_a_page_and_the_records_that_made_it(world: World) -> None:
    block = max(world.changes, key=lambda one: world.changes[one])
    history = page_history(world.repository, ENGINE, "ledger", FILE, block, Job())
    assert history.relation == "pages" and history.newest_sound == len(history.versions) - 1
    for before, after in zip(history.versions, history.versions[1:], strict=False):
        assert after.changed and after.description and after.description.checksum_ok
        one, other = before.kept.content, after.kept.content
        assert one is not None and other is not None
        rebuilt = bytearray(one)
        for first, end in after.changed:
            assert one[first:end] != other[first:end]
            rebuilt[first:end] = other[first:end]
        assert bytes(rebuilt) == other
    assert len(history.versions) > 2
    records = page_records(world.repository, ENGINE, "ledger", "pages", block, Job())
    assert [line.lsn for line in records.records] == sorted(world.lsns[block], reverse=True)
    assert not records.more and not records.unread
    few = page_records(world.repository, ENGINE, "ledger", "pages", block, Job(), stretches=1)
    assert few.more and set(few.records) < set(records.records)
    middle = sorted(world.lsns[block])[len(world.lsns[block]) // 2]
    part = page_records(world.repository, ENGINE, "ledger", "pages", block, Job(), after_lsn=middle)
    assert {line.lsn for line in part.records} == {lsn for lsn in world.lsns[block] if lsn > middle}


def test_wal_that_is_gone_is_named(world: World, tmp_path: Path) -> None:
    shutil.copytree(world.directory / "repository", tmp_path / "repository")
    for path in sorted((tmp_path / "repository" / "wal").rglob("*")):
        if path.is_file():
            path.unlink()
            break
    repository = Repository.open(LocalStore(tmp_path / "repository"))
    block = max(world.changes, key=lambda one: world.changes[one])
    records = page_records(repository, ENGINE, "ledger", "pages", block, Job())
    assert len(records.unread) == 1 and 0 < len(records.records) < len(world.lsns[block])
    repository.close()


def test_byte_ranges() -> None:
    assert byte_ranges(b"abcdef", b"abXdeY") == ((2, 3), (5, 6))
    assert byte_ranges(b"abc", b"abcd") == ((3, 4),)
    assert byte_ranges(b"abX", b"abcd") == ((2, 4),)
    assert byte_ranges(b"same", b"same") == ()
