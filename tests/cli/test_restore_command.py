"""`pagewake restore` beside the restore itself: drills, saved plans, and options that contradict each other."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Done

from pagewake.demo.ledger import Ledger
from pagewake.jobs import Job

Run = Callable[..., Done]


@pytest.fixture
def repo(tmp_path: Path, pagewake: Run) -> str:
    repository, database = str(tmp_path / "repository"), tmp_path / "shop"
    assert pagewake("repo", "init", repository).status == 0
    ledger = Ledger(database, 40, seed=5)
    ledger.run(20, Job())
    assert pagewake("backup", str(database), "--repo", repository).status == 0
    ledger.close()
    return repository


def test_a_drill_leaves_evidence_and_nothing_else(pagewake: Run, repo: str, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    done = pagewake("restore", "--repo", repo, "--drill", "--scratch", str(scratch), "--json")
    assert done.status == 0 and done.document["drill"] and done.document["proof"]["ok"]
    assert done.document["evidence"] and list(scratch.iterdir()) == []
    again = pagewake("restore", "--repo", repo, "--dry-run", "--to", str(tmp_path / "out"), "--json")
    assert again.document["estimate"]["basis"] in (
        "drills",
        "assumed",
    )  # on a quick machine too short to measure
    assert again.document["cautions"] == []
    assert "succeeded" in pagewake("restore", "--repo", repo, "--drill").out


def test_a_dry_run_says_what_stands_in_the_way(pagewake: Run, repo: str, tmp_path: Path) -> None:
    inside = Path(repo) / "restored"
    done = pagewake("restore", "--repo", repo, "--dry-run", "--to", str(inside), "--json")
    assert done.status == 0 and not done.document["destination"]["ok"]
    assert [one["code"] for one in done.document["destination"]["findings"]] == ["in-the-way"]
    assert [one["code"] for one in done.document["cautions"]] == ["unverified"]
    assert not inside.exists()


def test_a_dry_run_needs_no_directory(pagewake: Run, repo: str) -> None:
    done = pagewake("restore", "--repo", repo, "--dry-run", "--json")
    assert done.status == 0
    assert done.document["directory"] == "" and done.document["backup"] and done.document["pages"] > 0
    assert pagewake("restore", "--repo", repo).status == 2


def test_a_saved_plan_is_carried_out(pagewake: Run, repo: str, tmp_path: Path) -> None:
    plan, out = str(tmp_path / "plan.json"), tmp_path / "out"
    saved = pagewake("restore", "--repo", repo, "--to", str(out), "--prove", "--save-plan", plan)
    assert saved.status == 0 and not out.exists()
    done = pagewake("restore", "--repo", repo, "--plan", plan, "--json")
    assert done.status == 0 and done.document["directory"] == str(out) and done.document["proof"]["ok"]
    content = json.loads(Path(plan).read_text())
    Path(plan).write_text(json.dumps({**content, "wal_digest": "0" * 64}))
    refused = pagewake("restore", "--repo", repo, "--plan", plan, "--to", str(tmp_path / "other"), "--json")
    assert refused.status == 2 and refused.document["error"]["code"] == "PW-806"
    assert not (tmp_path / "other").exists()


def test_what_is_read_first_is_right_or_nothing_is_written(pagewake: Run, repo: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert pagewake("restore", "--repo", repo, "--to", str(out)).status == 0
    delta = ("restore", "--repo", repo, "--to", str(out), "--delta", "--check-first", "--json")
    assert pagewake(*delta).status == 0
    before = (out / "data" / "ledger.db").read_bytes()
    pack = max((Path(repo) / "packs").rglob("*"), key=lambda path: path.stat().st_size * path.is_file())
    content = bytearray(pack.read_bytes())
    content[len(content) // 3] ^= 1
    pack.write_bytes(content)
    refused = pagewake(*delta)
    assert refused.status == 3 and "Nothing was written" in refused.document["error"]["meaning"]
    assert (out / "data" / "ledger.db").read_bytes() == before


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--drill", "--to", "x"),
        ("--drill", "--prove"),
        ("--drill", "--delta"),
        ("--to", "x", "--scratch", "y"),
        ("--plan", "nowhere", "--latest", "--to", "x"),
        ("--plan", "nowhere", "--to", "x"),
    ],
)
def test_options_that_contradict_each_other_are_refused(
    pagewake: Run, tmp_path: Path, options: tuple[str, ...]
) -> None:
    assert pagewake("restore", "--repo", str(tmp_path / "repo"), *options).status == 2


def damage(repository: str, place: float) -> None:
    """Flip one bit of the largest pack, at a fraction of its length."""
    pack = max((Path(repository) / "packs").rglob("*"), key=lambda path: path.stat().st_size * path.is_file())
    content = bytearray(pack.read_bytes())
    content[int(len(content) * place)] ^= 1
    pack.chmod(0o600)
    pack.write_bytes(content)


def test_a_restore_that_is_not_whole_does_not_look_like_one_that_is(pagewake: Run, tmp_path: Path) -> None:
    """At three in the morning the first line and the last one are read, and the command between them is run."""
    repo, database = str(tmp_path / "repository"), tmp_path / "shop"
    assert pagewake("repo", "init", repo).status == 0
    ledger = Ledger(database, 400, seed=5)
    assert pagewake("backup", str(database), "--repo", repo).status == 0
    ledger.close()
    damage(repo, 0.6)
    assert pagewake("verify", "--repo", repo).status == 1
    planned = pagewake("restore", "--repo", repo, "--dry-run")
    assert "No other good backup reaches this moment" in " ".join(planned.out.split())
    done = pagewake("restore", "--repo", repo, "--to", str(tmp_path / "out"))
    assert done.status == 1 and "BUT NOT WELL" in done.out.splitlines()[0]
    text = " ".join(done.out.split())
    assert "These blocks could not be given back and are zeros" in text
    assert "found it damaged" in " ".join(done.err.split()), "what was known before is said before"
    assert done.out.rindex("Error: ") > max(done.out.rfind("Info: "), done.out.rfind("Warning: "))
    assert "Run pagewake verify" not in done.out


def test_a_recovery_that_lacks_its_first_page_says_that(pagewake: Run, repo: str, tmp_path: Path) -> None:
    """And not that here is no database: the page that tells so is the one that was lost."""
    damage(repo, 0.3)
    done = pagewake("restore", "--repo", repo, "--to", str(tmp_path / "out"), "--json")
    assert done.status == 3 and done.document["error"]["code"] == "PW-804"
    assert "could not be given back" in done.document["error"]["message"]
    assert not any((tmp_path / "out").glob("*"))


@pytest.mark.parametrize("inside", ["", "restored", "packs/restored", ".."])
def test_a_repository_is_never_restored_into_or_over(
    pagewake: Run, repo: str, tmp_path: Path, inside: str
) -> None:
    before = sorted(path for path in Path(repo).rglob("*") if "locks" not in path.parts)
    done = pagewake("restore", "--repo", repo, "--to", str(Path(repo) / inside), "--json")
    assert done.status == 2 and done.document["error"]["code"] == "PW-802"
    assert "the repository that is restored from" in done.document["error"]["message"]
    assert sorted(path for path in Path(repo).rglob("*") if "locks" not in path.parts) == before
