"""Runs of an index in files: the same answers, little memory, and no harm where there is no place for a file."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from pagewake.repository.chunk_table import Run, merge_runs
from pagewake.repository.index import ChunkIndex
from pagewake.repository.layers import ids_array
from pagewake.repository.packs import PackContents
from pagewake.repository.run_files import MOST_FILES, FiledRun, filed, filed_runs

COLUMNS = ("key", "rest", "pack", "offset", "stored", "raw")
LENGTH = 20_000


def some_run(seed: int, length: int = LENGTH) -> Run:
    chance = np.random.default_rng(seed)
    small = [chance.integers(0, 1 << 32, length, dtype=np.uint32) for _ in range(3)]
    return Run(
        np.sort(chance.integers(0, 1 << 63, length, dtype=np.uint64)),
        chance.integers(0, 1 << 63, (length, 3), dtype=np.uint64),
        chance.integers(0, 5, length, dtype=np.uint32),
        *small,
    )


def test_a_run_in_a_file_says_the_same() -> None:
    run, other = some_run(1), some_run(2)
    lies = filed(run)
    assert isinstance(lies, FiledRun) and lies.nbytes == run.nbytes // 6
    for name in COLUMNS:
        assert np.array_equal(getattr(run, name), getattr(lies, name))
    some = np.arange(0, LENGTH, 7)
    allowed = np.array([True, False, True, True, True])
    for each in (run, lies, lies):
        found = each.find(run.key[some], run.rest[some], allowed)
        assert np.array_equal(found, np.where(run.pack[some] == 1, -1, some))
        each.release()
    merged, again = merge_runs(run, other), merge_runs(lies, filed(other))
    assert all(np.array_equal(getattr(merged, name), getattr(again, name)) for name in COLUMNS)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is looked at as Linux has it")
def test_what_was_looked_up_does_not_stay_in_memory() -> None:
    run = some_run(3)
    lies = filed(run)
    assert isinstance(lies, FiledRun)
    address = np.frombuffer(lies.mapping, np.uint8).ctypes.data

    def resident() -> int:
        text = Path("/proc/self/smaps").read_text()
        (kib,) = re.findall(rf"^{address:x}-.*\n(?:\w+:.*\n)*?Rss: +(\d+) kB", text, re.MULTILINE)
        return int(kib) << 10

    assert lies.find(run.key, run.rest, np.ones(5, bool)).min() == 0
    assert resident() > 0
    lies.release()
    assert resident() == 0


def test_an_index_lets_go_of_what_it_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pagewake.repository.index.RUN_CHUNKS", 256)
    released: list[int] = []
    monkeypatch.setattr(FiledRun, "release", lambda self: released.append(len(self)))
    index = ChunkIndex(in_files=True)
    ids = ids_array([os.urandom(32) for _ in range(310)])
    lengths = np.full(310, 20, np.uint32)
    for name, part in (("a", slice(300)), ("b", slice(300, 310))):
        index.add_pack(PackContents(name * 32, "owner", 7000, 100, ids[part], lengths[part], lengths[part]))
    assert (index.lookup(ids[:300]).pack == 0).all() and released
    released.clear()
    assert all(index.holds(row.tobytes()) for row in ids[:300])
    assert len(released) == 4  # runs of 300 and of 10, of which one lies in a file


def test_without_a_place_for_files_runs_stay_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = some_run(4)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert filed(run) is run


def test_no_more_files_than_a_process_may_have_open() -> None:
    runs: list[Run] = [some_run(seed, 4) for seed in range(MOST_FILES + 20)]
    lie = filed_runs([*filed_runs(runs[:150], 4), *runs[150:]], 4)
    assert sum(isinstance(run, FiledRun) for run in lie) == MOST_FILES
    assert not any(isinstance(run, FiledRun) for run in filed_runs(runs, 5))
