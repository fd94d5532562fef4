"""Proofs in the integrity report: counts, failures and every check, from the newest record of each backup."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pagewake.cli.entry import run
from pagewake.config import Settings
from pagewake.demo.ledger import Ledger
from pagewake.desk.opening import open_repository
from pagewake.desk.places import RepositoryPlace
from pagewake.desk.proofs import MOST_PROOFS, proofs_to_report, read_rows
from pagewake.desk.reporting import write_report
from pagewake.desk.snapshot import take_snapshot
from pagewake.jobs import Job
from pagewake.model import CheckResult, CheckRow
from pagewake.report.html import integrity_html
from pagewake.report.proofs import CHECK_WORDS, MOST_ROWS, proof_values
from pagewake.repository.evidence import EVIDENCE, Evidence
from pagewake.repository.repository import Repository
from pagewake.stores.memory import MemoryStore

WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)


def record(
    id_: str, level: str, minute: int, *backups: str, checked: int = 1, source: str = "shop"
) -> Evidence:
    when = WHEN + timedelta(minutes=minute)
    return Evidence(
        id=id_,
        level=level,
        ok=True,
        backups=backups,
        started=when,
        duration_ms=1,
        checked=checked,
        source=source,
    )


def test_the_newest_of_each_backup_and_level_is_told() -> None:
    records = [
        record("old", "restore", 0, "a", "b"),
        record("of b", "restore", 1, "b"),
        record("of a", "restore", 2, "a"),
        record("drill", "drill", 3, "a"),
        record("lost backup", "drill", 4),
        record("lost backup, older", "drill", 2),
        record("repair", "repair", 5),
        record("data", "data", 6, "a"),
        record("without rows", "drill", 7, "a", checked=0),
    ]
    assert [one.id for one in proofs_to_report(records)] == ["lost backup", "drill", "of a", "of b"]
    many = [record(f"{number}", "drill", number, f"b{number}") for number in range(50)]
    assert [one.id for one in proofs_to_report(many)] == [
        str(number) for number in range(49, 49 - MOST_PROOFS, -1)
    ]


def test_a_huge_proof_is_told_within_bounds() -> None:
    repository = Repository.create(MemoryStore())
    rows = [
        CheckRow(
            "table-rows",
            f"public.<t{number}>",
            CheckResult.BAD if number % 1000 == 0 else CheckResult.GOOD,
            10,
            0.001,
            database=f"db{number % 2}",
        )
        for number in range(20_000)
    ]
    made = repository.evidence.add("drill", False, ["b"], WHEN, 9, source="shop", rows=rows)
    assert made is not None
    missing = record("20260301T120000Z-aaaaaa", "drill", 0, "c")
    whole = read_rows(repository, [made, missing], Job())
    assert whole[1] is missing
    told, empty = proof_values(whole)
    assert empty["rows"] == [] and empty["counts"] == []
    assert told["counts"] == [
        {
            "name": "table-rows",
            "objects": 20_000,
            "failed": 20,
            "skipped": 0,
            "count": 200_000,
            "unit": "row",
            "seconds": 20.0,
        }
    ]
    assert [row["result"] for row in told["rows"][:21]] == ["bad"] * 20 + ["good"]
    assert len(told["rows"]) < MOST_ROWS and sum(row["objects"] for row in told["rows"]) == 20_000


def test_every_check_has_words() -> None:
    from pagewake.model import CHECK_UNITS

    assert set(CHECK_UNITS) <= set(CHECK_WORDS)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> RepositoryPlace:
    """A repository with a damaged page in its only backup, which was verified down to a restore."""
    root = tmp_path_factory.mktemp("proven")
    repository = root / "repository"
    ledger = Ledger(root / "shop", 30, seed=4)
    ledger.run(20, Job())
    ledger.close()
    (path,) = (root / "shop" / "data").glob("*.db")
    content = bytearray(path.read_bytes())
    content[3 * 4096 + 200] ^= 0x5A
    path.write_bytes(content)
    assert run(["repo", "init", str(repository), "--quiet"]) == 0
    assert run(["backup", str(root / "shop"), "--repo", str(repository), "--quiet"]) == 1
    assert run(["verify", "--repo", str(repository), "--level", "restore", "--quiet"]) == 1
    return RepositoryPlace(str(repository))


def test_what_failed_stands_in_the_report_and_its_appendix(place: RepositoryPlace, tmp_path: Path) -> None:
    with_rows, without = tmp_path / "report.json", tmp_path / "less.json"
    repository = open_repository(place, lambda: None)
    snapshot = take_snapshot(repository, place, Settings(Path("none.toml")), Job())
    write_report(snapshot, with_rows, Job(), repository=repository)
    write_report(snapshot, without, Job())
    assert json.loads(without.read_text())["proofs"] == []
    document = json.loads(with_rows.read_text())
    (proof,) = document["proofs"]
    assert proof["record"]["id"] == snapshot.evidence[-1].id and proof["record"]["failed"] == 2
    assert {one["name"]: one["failed"] for one in proof["counts"]}["pages"] == 1
    page = integrity_html(document)
    assert page.count("page 3") == 3, "among the findings, among what failed and in the appendix"
    assert page.index("What failed") < page.index("Appendix")
    assert "checksums and numbers of all pages" in page and "free list" in page
    for path in (Path(place.location) / EVIDENCE).iterdir():
        path.write_bytes(b"spoiled")
    again = write_report(snapshot, tmp_path / "again.html", Job(), repository=repository)
    assert again["proofs"][0]["rows"] == [], "a record that is lost is no reason to tell nothing"
    repository.close()
