"""`pagewake evidence`: every check of a proof, from the verification to the table of what failed."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Done
from tests.docs.test_json_page import compare

from pagewake.demo.ledger import Ledger
from pagewake.jobs import Job

Run = Callable[..., Done]
PAGE = 4096


@pytest.fixture
def repo(tmp_path: Path, pagewake: Run) -> str:
    """A repository with a sound backup, and one that holds two damaged pages."""
    repository, database = str(tmp_path / "repository"), tmp_path / "shop"
    assert pagewake("repo", "init", repository).status == 0
    ledger = Ledger(database, 40, seed=5)
    ledger.run(20, Job())
    ledger.close()
    assert pagewake("backup", str(database), "--repo", repository).status == 0
    (path,) = (database / "data").glob("*.db")
    content = bytearray(path.read_bytes())
    for block in (3, 5):
        content[block * PAGE + 200 : block * PAGE + 220] = b"\x5a" * 20
    path.write_bytes(content)
    assert pagewake("backup", str(database), "--repo", repository, "--type", "full").status == 1
    return repository


def test_what_a_proof_found_is_read_check_by_check(pagewake: Run, repo: str, tmp_path: Path) -> None:
    here = ("--repo", repo)
    assert "Nothing is on record" in pagewake("evidence", *here).told
    assert pagewake("restore", *here, "--backup", first(pagewake, repo), "--immediate", "--drill").status == 0
    verified = pagewake("verify", *here, "--level", "restore", "--json")
    assert verified.status == 1
    compare(verified.document, "verify")
    listed = pagewake("evidence", *here, "--json").document
    compare(listed, "evidence")
    drill, restored = listed["records"]
    assert (drill["level"], drill["ok"], drill["failed"]) == ("drill", True, 0)
    assert drill["checked"] == 4
    assert (restored["id"], restored["level"], restored["ok"]) == (
        verified.document["evidence"],
        "restore",
        False,
    )
    assert restored["failed"] == 3, "the pages as a whole, and the two that are damaged"
    shown = pagewake("evidence", *here, "latest", "--json").document
    compare(shown, "evidence RECORD")
    assert shown["record"] == restored and shown["rows"] == verified.document["rows"]
    failed = pagewake("evidence", *here, restored["id"], "--failed", "--json").document["rows"]
    assert [(one["name"], one["object"]) for one in failed][1:] == [("page", "page 3"), ("page", "page 5")]
    assert {one["backup"] for one in failed} == {restored["damaged"][0]}
    good = {one["name"]: one for one in shown["rows"] if one["backup"] not in restored["damaged"]}
    assert set(good) == {"restore", "pages", "free-list", "log"}
    assert min(good["pages"]["count"], good["restore"]["count"]) > 5 and good["pages"]["unit"] == "page"
    out = tmp_path / "checks.csv"
    text = pagewake("evidence", *here, restored["id"], "--csv", str(out)).told
    assert "3 failed" in text and "page 5" in text and str(out) in text
    with out.open(newline="") as file:
        written = list(csv.DictReader(file))
    assert len(written) == len(shown["rows"]) == restored["checked"]
    assert [row["object"] for row in written] == [one["object"] for one in shown["rows"]]
    assert restored["id"] in pagewake("evidence", *here, "--failed").out
    assert drill["id"] not in pagewake("evidence", *here, "--failed").out


def test_what_is_refused(pagewake: Run, repo: str, tmp_path: Path) -> None:
    here = ("evidence", "--repo", repo)
    assert pagewake(*here, "latest").status == 2
    assert pagewake(*here, "20200101T000000Z-abcdef").status == 2
    assert pagewake(*here, "--csv", str(tmp_path / "x.csv")).status == 2
    assert pagewake("verify", "--repo", repo).status == 0
    assert "no single checks" in pagewake(*here, "latest").told
    assert pagewake(*here, "latest", "--csv", str(tmp_path / "no" / "x.csv")).status == 3
    assert pagewake(*here, "--source", "other").out.count("everything") == 1


def test_a_copy_brings_the_checks_along(pagewake: Run, repo: str, tmp_path: Path) -> None:
    assert (
        pagewake(
            "restore", "--repo", repo, "--backup", first(pagewake, repo), "--immediate", "--drill"
        ).status
        == 0
    )
    from pagewake.repository.repository import Repository
    from pagewake.stores.local import LocalStore

    other = tmp_path / "other"
    pagewake("repo", "copy", repo, str(other), "--create")
    (record,) = Repository.open(LocalStore(other)).evidence.of_originals()
    assert record.checked == 4 and record.rows == ()
    assert len(Repository.open(LocalStore(other)).evidence.whole(record.id).rows) == 4


def test_a_restore_does_not_begin_with_damaged_pages_where_it_need_not(
    pagewake: Run, repo: str, tmp_path: Path
) -> None:
    """The newest backup holds pages that were bad in the database; an older one and the log lead to the same moment."""
    ids = [one["id"] for one in pagewake("list", "--repo", repo, "--json").document["backups"]]
    assert pagewake("list", "--repo", repo).out.splitlines()[2].endswith("damaged pages")
    planned = pagewake("restore", "--repo", repo, "--dry-run", "--json").document
    assert planned["backup"] == ids[0] and "without known damage" in planned["reason"]
    assert [one["backup"] for one in planned["passed_over"]] == [ids[1]]
    asked = pagewake("restore", "--repo", repo, "--dry-run", "--backup", ids[1], "--json").document
    assert asked["backup"] == ids[1], "who asks for it gets it"
    assert any(one["code"] == "page-checksum" for one in asked["cautions"])
    done = pagewake("restore", "--repo", repo, "--to", str(tmp_path / "out"), "--prove", "--json")
    assert done.status == 0 and done.document["proof"]["ok"]
    now = pagewake("restore", "--repo", repo, "--dry-run", "--immediate", "--json").document
    assert now["backup"] == ids[1], "its own moment is another one than that of an older backup"


def first(pagewake: Run, repo: str) -> str:
    return str(pagewake("list", "--repo", repo, "--json").document["backups"][0]["id"])
