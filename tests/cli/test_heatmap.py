"""`heatmap` and `compare` for people and for scripts."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from pagewake.cli.entry import run
from pagewake.demo.ledger import Ledger
from pagewake.jobs import Job

PNG = b"\x89PNG\r\n\x1a\n"


def said(*arguments: str, status: int = 0) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        got = run(arguments)
    assert got == status, out.getvalue() + err.getvalue()
    return out.getvalue(), err.getvalue()


def document(*arguments: str, status: int = 0) -> Any:
    return json.loads(said(*arguments, "--json", status=status)[0])


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, str, str]:
    """A repository, its database's directory, and the ids of a full backup and an incremental one."""
    place = tmp_path_factory.mktemp("heat")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(place / "config"))
        repository = str(place / "repository")
        said("repo", "init", repository)
        ledger = Ledger(place / "shop", 150, seed=4)
        ids = []
        for kind in ("full", "incremental"):
            ledger.run(25, Job())
            ledger.database.checkpoint()
            taken = document("backup", str(ledger.directory), "--repo", repository, "--type", kind)
            ids.append(taken["backup"]["id"])
        ledger.close()
    return repository, str(place / "shop"), ids[0], ids[1]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGEWAKE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_the_hottest_relations_have_the_longest_bars(repo: tuple[str, str, str, str], tmp_path: Path) -> None:
    text, _ = said("heatmap", "--repo", repo[0])
    assert "pages" in text and "#" * 24 in text
    whole = document("heatmap", "--repo", repo[0])
    logged = document("wal", "inspect", f"{repo[1]}/wal", "--blocks", "--until", str(whole["to_lsn"]))[
        "blocks"
    ]
    assert whole["changes"] == sum(count for _, _, count in logged)
    assert whole["changed_blocks"] == len(logged)
    assert whole["heat"][0]["share"] == 1 and whole["heat"][0]["name"] == "pages"
    assert (tmp_path / "cache" / "heat").is_dir()
    by_file = document("heatmap", "--repo", repo[0], "--by", "file")
    assert by_file["heat"][0]["path"] == "data/ledger.db" and by_file["changes"] <= whole["changes"]


def test_a_range_is_of_whole_stretches(repo: tuple[str, str, str, str]) -> None:
    whole = document("heatmap", "--repo", repo[0])
    first = document("heatmap", "--repo", repo[0], "--to", "1")
    rest = document("heatmap", "--repo", repo[0], "--from", str(first["to_lsn"]))
    assert first["from_lsn"] == whole["from_lsn"] and rest["to_lsn"] == whole["to_lsn"]
    assert first["changes"] + rest["changes"] == whole["changes"] and first["changes"] and rest["changes"]
    assert first["stretches"] + rest["stretches"] == whole["stretches"]
    nothing = document("heatmap", "--repo", repo[0], "--to", "1999-01-01T00:00:00Z")
    assert (nothing["stretches"], nothing["from_lsn"], nothing["changes"]) == (0, None, 0)
    assert "No WAL" in said("heatmap", "--repo", repo[0], "--to", "1999-01-01T00:00:00Z")[0]
    for wrong in ("yes", "2026-13-01", "-4"):
        error = document("heatmap", "--repo", repo[0], f"--from={wrong}", status=2)["error"]
        assert wrong in error["message"]


def test_the_picture_is_new_or_refused(repo: tuple[str, str, str, str], tmp_path: Path) -> None:
    picture = tmp_path / "heat.png"
    assert document("heatmap", "--repo", repo[0], "--png", str(picture))["png"] == str(picture)
    content = picture.read_bytes()
    assert content.startswith(PNG)
    assert (
        "already"
        in document("heatmap", "--repo", repo[0], "--png", str(picture), status=2)["error"]["message"]
    )
    assert picture.read_bytes() == content
    missing = tmp_path / "no" / "heat.png"
    assert document("heatmap", "--repo", repo[0], "--png", str(missing), status=3)["error"]["object"] == str(
        missing
    )


def test_a_damaged_index_is_made_again(repo: tuple[str, str, str, str], tmp_path: Path) -> None:
    whole = document("heatmap", "--repo", repo[0])
    for path in [path for path in (tmp_path / "cache").rglob("*") if path.is_file() and path.name != "lock"]:
        data = bytearray(path.read_bytes())
        for place in range(0, len(data), max(len(data) // 50, 1)):
            data[place] ^= 0xFF
        path.write_bytes(bytes(data))
    assert document("heatmap", "--repo", repo[0]) == whole


def test_a_cache_that_cannot_be_written_is_an_error(
    repo: tuple[str, str, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("PAGEWAKE_CACHE", str(tmp_path / "file"))
    error = document("heatmap", "--repo", repo[0], status=3)["error"]
    assert "PAGEWAKE_CACHE" in error["advice"] and str(tmp_path / "file") in error["object"]


def test_two_backups_are_compared(repo: tuple[str, str, str, str]) -> None:
    repository, _, full, incremental = repo
    found = document("compare", full, incremental, "--repo", repository)
    line = found["relations"][0]
    assert found["pages_changed"] == line["pages_changed"] > 0 and found["lsn_distance"] > 0
    assert line["state"] in ("grown", "changed")
    text, _ = said("compare", full, incremental, "--repo", repository)
    assert f"{line['pages_changed']:,}" in text and "pages" in text
    same, _ = said("compare", full, full, "--repo", repository)
    assert "All relations are the same" in same
    assert document("compare", full, "20000101T000000Z-abcdef", "--repo", repository, status=2)["error"]
