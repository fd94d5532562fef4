"""Backups by checks: which record decides each cell, and that a cell never says more than the record does."""

from __future__ import annotations

from datetime import timedelta

from tests.engines.fake import ENGINE
from tests.insight.test_timeline import Seen
from tests.repository.rows import at, backup, row

from pagewake.insight.matrix import Check, Result, Row, matrix, not_read_since
from pagewake.insight.timeline import timeline_of
from pagewake.model import Finding, Severity

BACKUPS = [backup(3, 6, name="a"), backup(8, 9, name="b")]
NOW = at(100)
G, B, N = Result.GOOD, Result.BAD, Result.NEVER


def rows(*evidence: Seen, end: int = 20) -> dict[str, Row]:
    timeline = timeline_of("shop", ENGINE, BACKUPS, [row(1, end, commits=(1, end - 1))], evidence=evidence)
    return matrix(timeline, evidence, NOW)


def results(cells: Row) -> list[Result]:
    return [
        cells[check].result for check in (Check.STRUCTURE, Check.DATA, Check.WAL, Check.RESTORE, Check.DRILL)
    ]


def error(code: str, name: str = "a x") -> Finding:
    return Finding(Severity.ERROR, code, name, "wrong")


def test_each_level_fills_what_it_includes() -> None:
    both = ("a", "b")
    assert results(rows()["a"]) == [N, N, G, N, N], "the archive itself tells of the WAL"
    assert results(rows(Seen(at(1), "structure", True, both))["a"]) == [G, N, G, N, N]
    assert results(rows(Seen(at(1), "data", True, ("a",)))["a"]) == [G, G, G, N, N]
    assert results(rows(Seen(at(1), "data", True, ("a",)))["b"]) == [N, N, G, N, N]
    assert results(rows(Seen(at(1), "restore", True, both))["b"]) == [G, G, G, G, N]
    assert results(rows(Seen(at(1), "drill", True, ("b",)))["b"]) == [N, N, G, N, G]
    assert results(rows(Seen(at(1), "unheard of", True, both))["a"]) == [N, N, G, N, N]


def test_a_finding_stands_where_it_belongs() -> None:
    def after(*findings: Finding, level: str = "restore") -> list[Result]:
        return results(rows(Seen(at(1), level, False, ("a",), findings, damaged=("a",)))["a"])

    assert after(error("chunk-damaged")) == [G, B, G, N, N], "a restore of what is damaged proves nothing"
    assert after(error("blocks-missing")) == [B, G, G, N, N]
    assert after(error("wal-damaged")) == [G, G, B, N, N]
    assert after(error("restore-failed")) == [G, G, G, B, N]
    assert after(error("unheard-of"), level="data") == [G, B, G, N, N]
    assert after(level="data") == [G, B, G, N, N], "damaged, and the findings were not kept"


def test_the_newest_record_decides_and_is_the_one_shown() -> None:
    old = Seen(at(1), "data", False, ("a", "b"), (error("chunk-damaged"),), damaged=("a",))
    new = Seen(at(5), "data", True, ("a",))
    cell = rows(new, old)["a"][Check.DATA]
    assert (cell.result, cell.when, cell.record) == (G, at(5), new)
    assert rows(old)["b"][Check.DATA].record is old
    assert rows(old)["a"][Check.DATA].findings == old.findings


def test_damage_is_told_of_a_backup_that_nobody_asked_for() -> None:
    found = rows(Seen(at(1), "data", False, ("a",), (error("chunk-damaged", "chunk 1"),), damaged=("b",)))
    assert results(found["a"]) == [G, G, G, N, N]
    assert results(found["b"]) == [N, B, G, N, N], "and nothing good is said of it"


def test_wal_that_is_gone_now_wins_over_what_was_seen() -> None:
    found = rows(Seen(at(1), "data", True, ("a", "b")), end=8)
    cell = found["b"][Check.WAL]
    assert (cell.result, cell.when) == (B, NOW)
    assert cell.note
    assert found["a"][Check.WAL].result is G


def test_the_age_of_what_was_proven() -> None:
    row_ = rows(Seen(at(1), "data", True, ("a",)))["a"]
    assert not not_read_since(row_, at(1) + timedelta(days=30), timedelta(days=30))
    assert not_read_since(row_, at(1) + timedelta(days=31), timedelta(days=30))
    assert not_read_since(rows(Seen(at(99), "structure", True, ("a",)))["a"], NOW, timedelta(days=30))
