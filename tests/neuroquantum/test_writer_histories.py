"""Random histories, with and without power cuts: the database is what its committed transactions made it."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.neuroquantum.histories import (
    History,
    differences,
    digest_of,
    header_differences,
    replay,
)
from tests.neuroquantum.log_reader import read_segments
from tests.neuroquantum.power_cut import PowerCut, PowerCutDisk

from pagewake.engines.neuroquantum.database import Database, Options
from pagewake.engines.neuroquantum.pages import PAGE_SIZE
from pagewake.engines.neuroquantum.transaction import Transaction
from pagewake.errors import DatabaseError

SMALL = Options(segment_size=3000, cache_bytes=16 * PAGE_SIZE)
BUSY = Options(segment_size=900, cache_bytes=1, checkpoint_after=25)
CROWDED = 24
"""Pages in the base: more than the smallest cache holds, so that dirty pages are evicted."""
MODEST = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


@contextmanager
def room() -> Iterator[Path]:
    directory = Path(tempfile.mkdtemp())
    try:
        yield directory / "db"
    finally:
        shutil.rmtree(directory)


def check(history: History) -> None:
    """The page file (flushed), the log and the truth say the same, now and at every earlier commit."""
    entries = [history.entries[lsn] for lsn in sorted(history.entries)]
    file = history.page_file.read_bytes()
    last = entries[-1].lsn
    assert differences(history.truth, file, last) == []
    assert header_differences(history.base, entries, file) == []
    assert replay(history.base, entries, last) == file
    for point in history.truth.points[-4:]:
        assert differences(history.truth, replay(history.base, entries, point.lsn), point.lsn) == []
        pages, free = history.truth.at(point.lsn)
        assert digest_of(pages, free) == point.digest


@MODEST
@given(
    chance=st.randoms(use_true_random=False),
    options=st.sampled_from([SMALL, BUSY]),
    base_pages=st.sampled_from([1, CROWDED]),
)
def test_a_history_without_accidents(chance: random.Random, options: Options, base_pages: int) -> None:
    with room() as directory:
        history = History(directory, chance, options, base_pages=base_pages)
        assert history.run(50)
        history.close()
        check(history)


@settings(MODEST, max_examples=60)
@given(
    chance=st.randoms(use_true_random=False),
    options=st.sampled_from([SMALL, BUSY]),
    cuts=st.lists(st.integers(1, 60), min_size=1, max_size=3),
)
def test_a_power_cut_at_any_step_leaves_what_was_committed(
    chance: random.Random, options: Options, cuts: list[int]
) -> None:
    with room() as directory:
        history = History(directory, chance, options, base_pages=CROWDED)
        for cut in cuts:
            history.disk.cut_at = history.disk.steps + cut
            if history.run(40):
                history.disk.cut_at = history.disk.steps + 1
                with pytest.raises((PowerCut, DatabaseError)):
                    history.database.checkpoint()
            history.recover(PowerCutDisk(chance))
            check(history)
        history.close()
        check(history)


@settings(MODEST, max_examples=40)
@given(
    chance=st.randoms(use_true_random=False),
    cut=st.integers(1, 60),
    again=st.lists(st.integers(1, 25), min_size=1, max_size=3),
)
def test_power_cuts_during_recovery_do_no_harm(chance: random.Random, cut: int, again: list[int]) -> None:
    with room() as directory:
        history = History(directory, chance, SMALL, base_pages=CROWDED)
        history.disk.cut_at = history.disk.steps + cut
        history.run(40)
        if not history.disk.dead:
            return
        for steps in again:
            try:
                history.recover(PowerCutDisk(chance, steps))
            except (PowerCut, DatabaseError):
                assert history.disk.dead
            else:  # it had opened, and the power goes while nothing happens
                check(history)
        history.recover(PowerCutDisk(chance))
        check(history)
        assert history.run(15)
        history.close()
        check(history)


@settings(MODEST, max_examples=20)
@given(chance=st.randoms(use_true_random=False), cut=st.integers(1, 25))
def test_an_interrupted_create_can_be_made_again_or_was_complete(chance: random.Random, cut: int) -> None:
    with room() as directory:
        disk = PowerCutDisk(chance, cut)
        try:
            Database.create(directory, disk=disk, pages=[bytes(4032)])
        except (PowerCut, DatabaseError):
            assert disk.dead
        disk.lose_unsynced()
        if list((directory / "data").glob("*.db")):
            database = Database.open(directory)
        else:
            database = Database.create(directory, pages=[bytes(4032)])
        with database, database.begin() as transaction:
            assert database.page_count == 2
            transaction.write(1, 0, b"here")


def test_every_single_step_of_one_history() -> None:
    """One history of all kinds of actions, cut at each of its steps in turn."""
    steps = 0
    while True:
        steps += 1
        with room() as directory:
            history = History(directory, random.Random(5), BUSY, base_pages=CROWDED)
            history.disk.cut_at = history.disk.steps + steps
            done = history.run(35)
            if not done:
                history.recover(PowerCutDisk(random.Random(steps)))
            else:
                history.disk.cut_at = None
                history.close()
            check(history)
            if done:
                break
    assert steps > 40


def one_big_transaction(directory: Path, disk: PowerCutDisk, cache_bytes: int) -> Transaction:
    """A transaction, under way, that has changed each of 30 pages of zeros."""
    database = Database.create(
        directory, pages=[bytes(4032 * 30)], options=Options(cache_bytes=cache_bytes), disk=disk
    )
    transaction = database.begin()
    for page in range(1, 31):
        transaction.write(page, 2000, b"x" * 1000)
    return transaction


def found_after(directory: Path) -> set[bytes]:
    with Database.open(directory) as database:
        return {database.read(page, 2000, 1000) for page in range(1, 31)}


@pytest.mark.parametrize("seed", range(12))
def test_no_page_reaches_the_file_before_its_log(seed: int, tmp_path: Path) -> None:
    disk = PowerCutDisk(random.Random(seed))
    one_big_transaction(tmp_path / "db", disk, cache_bytes=1)
    disk.lose_unsynced()
    assert found_after(tmp_path / "db") == {bytes(1000)}


@pytest.mark.parametrize("cut", range(1, 13))
def test_log_that_outlived_its_process_is_made_durable_before_it_is_replayed(
    cut: int, tmp_path: Path
) -> None:
    for seed in range(4):
        directory = tmp_path / str(seed)
        disk = PowerCutDisk(random.Random(seed))
        transaction = one_big_transaction(directory, disk, cache_bytes=1 << 20)
        disk.cut_at = disk.steps + 2  # the log's write goes through, its sync does not
        with pytest.raises(PowerCut):
            transaction.commit()
        disk.kill_process()
        disk.cut_at = disk.steps + cut
        try:
            Database.open(directory, options=Options(cache_bytes=1), disk=disk)
        except (PowerCut, DatabaseError):
            assert disk.dead
        disk.lose_unsynced()
        assert found_after(directory) in ({bytes(1000)}, {b"x" * 1000})


def test_segments_are_cut_where_the_format_says() -> None:
    with room() as directory:
        history = History(directory, random.Random(3), SMALL)
        history.run(150)
        history.close()
        segments = read_segments(history.wal)
        assert list(segments) == list(range(len(segments)))
        assert len(segments) > 3
        for number, entries in list(segments.items())[:-1]:
            size = (history.wal / f"wal-{number:08d}.log").stat().st_size
            assert SMALL.segment_size <= size < SMALL.segment_size + 4 + len(entries[-1].raw)


@pytest.mark.torture
@settings(MODEST, max_examples=1500)
@given(
    seed=st.integers(0, 2**32 - 1),
    options=st.sampled_from([SMALL, BUSY]),
    cuts=st.lists(st.integers(1, 200), min_size=1, max_size=4),
)
def test_long_histories_with_power_cuts(seed: int, options: Options, cuts: list[int]) -> None:
    chance = random.Random(seed)
    with room() as directory:
        history = History(directory, chance, options, base_pages=CROWDED)
        for cut in cuts:
            history.disk.cut_at = history.disk.steps + cut
            if not history.run(120):
                history.recover(PowerCutDisk(chance))
                check(history)
        history.disk.cut_at = None
        history.close()
        check(history)
