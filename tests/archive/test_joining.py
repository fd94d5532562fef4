"""Records that run from one stretch into the next: never forgotten, whatever order the WAL arrived in."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
from tests.repository.rows import row

from pagewake.archive.joining import JoinedSummaries
from pagewake.blocks import RelationChanges, WalSummary, fold

ROWS = [row(1, 10), row(10, 20), row(20, 30)]


def changes(*blocks: int) -> RelationChanges:
    return RelationChanges(np.array(blocks, np.uint32), np.ones(len(blocks), np.uint32))


class Archive:
    """Kept summaries: each names the block of its number; some do not know what runs into them."""

    def __init__(self, headless: set[int]) -> None:
        self.headless = headless
        self.read_names: list[str] = []

    def summary(self, entry: Any) -> WalSummary:
        number = ROWS.index(entry)
        known = {"pages": changes(number)}
        return WalSummary(
            1, entry.first_lsn, entry.end_lsn, relations=known, headless=number in self.headless
        )

    def read(self, entry: Any) -> bytes:
        self.read_names.append(entry.name)
        return f"{entry.first_lsn}".encode()


def summarise(data: bytes, span: Any, before: bytes | None = None) -> WalSummary:
    assert before is not None
    number = [entry.name for entry in ROWS].index(span.name)
    # What runs in from the stretch before changed block 100 + number.
    return WalSummary(1, span.first_lsn, span.end_lsn, relations={"pages": changes(number, 100 + number)})


def folded(headless: set[int]) -> tuple[Any, Archive]:
    archive: Any = Archive(headless)
    engine: Any = SimpleNamespace(summarise=summarise)
    joined = JoinedSummaries(archive, engine)
    return fold(joined(entry) for entry in ROWS), archive


def test_a_stretch_that_came_before_its_predecessor_is_summarised_again() -> None:
    found, archive = folded({1})
    assert found.relations["pages"].blocks.tolist() == [0, 1, 2, 101]
    assert found.breakers == ()
    assert archive.read_names == [ROWS[1].name, ROWS[0].name]


def test_what_runs_into_the_first_stretch_lies_before_the_window() -> None:
    found, archive = folded({0})
    assert found.relations["pages"].blocks.tolist() == [0, 1, 2]
    assert (found.breakers, archive.read_names) == ((), [])


def test_a_record_that_nobody_saw_whole_is_a_breaker() -> None:
    summaries = [Archive(set()).summary(entry) for entry in ROWS]
    assert fold(summaries).breakers == ()
    found = fold([summaries[0], replace(summaries[1], headless=True), summaries[2]])
    assert "could not be read whole" in found.breakers[0]
