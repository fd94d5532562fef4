"""`./pw bench postgres` itself: its parts on real servers with tiny data, and its arithmetic."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest
from tests.bench import postgres
from tests.bench.postgresql.measuring import Comparison, Contestant, Figure, Outcome, Sample, interleaved
from tests.bench.postgresql.place import PROGRAMS
from tests.bench.postgresql.table import lines_of, missed, text_of
from tests.postgres.installations import all_installations


def has(major: int) -> bool:
    return any(one.major == major and one.tools >= PROGRAMS for one in all_installations())


@pytest.mark.torture
@pytest.mark.timeout(300)
@pytest.mark.skipif(not has(15), reason="no PostgreSQL 15 with its programs")
def test_the_quick_bench_runs_kernels_and_finds_what_pg_waldump_finds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cache = Path(mkdtemp(prefix="pgw-bench-", dir="/tmp"))
    try:
        cache.chmod(0o755)
        rows = ["change-list", "page-checks", "coverage"]
        assert postgres.main(["--quick", "--cache", str(cache), "--rows", *rows]) == 0
    finally:
        rmtree(cache)
    said = capsys.readouterr().out
    assert "the same as pg_waldump names" in said
    assert " 0 not named" in said
    for row in ("change list B", "page checks, 1 thread", "page checks, 2 threads"):
        assert any(line.startswith(row) for line in said.splitlines()), said


@pytest.mark.torture
@pytest.mark.timeout(900)
@pytest.mark.skipif(not has(15) or not has(18), reason="no PostgreSQL 15 and 18 with their programs")
def test_the_quick_bench_runs_every_row(capsys: pytest.CaptureFixture[str]) -> None:
    cache = Path(mkdtemp(prefix="pgw-bench-", dir="/tmp"))
    try:
        cache.chmod(0o755)
        assert postgres.main(["--quick", "--cache", str(cache)]) == 0
    finally:
        rmtree(cache)
    said = capsys.readouterr().out
    assert "WAL scan A, 2 threads" in said
    assert "restore of a chain" in said
    assert "start to WAL parsed" in said


def test_ratios_are_of_the_same_round_and_by_size() -> None:
    samples = {
        "ours": [Sample(1.0, 2.0, 0.0, 100), Sample(2.0, 2.0, 0.0, 100), Sample(1.0, 1.0, 0.0, 100)],
        "peer": [Sample(1.0, 2.0, 0.0, 50), Sample(6.0, 1.0, 0.0, 100), Sample(3.0, 4.0, 0.0, 100)],
    }
    wall = Comparison("row", "ours", "peer", "wall", 2.5, 4.0, samples)
    assert wall.ratios == [2.0, 3.0, 3.0]
    size = Comparison("size", "ours", "peer", "size", 20, 40, samples)
    assert size.ratios == [0.5, 1.0, 1.0]
    outcome = Outcome([wall, size, Figure("start", 0.4, " s", 0.3, 0.2, at_most=True)])
    assert missed([outcome]) == ["size", "start"]
    table = lines_of([outcome])
    assert table[1][0] == "row"
    assert table[1][8:13] == ("3.00x", "2.00-3.00", "2.5x", "4x", "floor")
    assert len(text_of(table).splitlines()) == 4


def test_every_contestant_runs_once_a_round_in_turns() -> None:
    order: list[str] = []

    def contestant(name: str) -> Contestant:
        def run() -> Sample:
            order.append(name)
            return Sample()

        return Contestant(name, run, prepare=lambda number: order.append(f"{name}{number}"))

    found = interleaved([contestant("a"), contestant("b")], 3)
    assert order == ["a0", "a", "b0", "b", "b1", "b", "a1", "a", "a2", "a", "b2", "b"]
    assert {name: len(samples) for name, samples in found.items()} == {"a": 3, "b": 3}
