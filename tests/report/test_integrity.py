"""The integrity report: one document in three forms, with the hash of its content, and all in it escaped."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pagewake.cli.entry import run
from pagewake.config import Settings
from pagewake.demo.ledger import Ledger
from pagewake.desk.opening import open_repository
from pagewake.desk.places import RepositoryPlace
from pagewake.desk.reporting import integrity_of, write_report
from pagewake.desk.snapshot import RepositorySnapshot, take_snapshot
from pagewake.errors import Cancelled, OutputFailed, UsageError
from pagewake.jobs import Job
from pagewake.report.html import integrity_html


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> RepositoryPlace:
    """A repository with two backups, of which one is damaged since it was last verified."""
    root = tmp_path_factory.mktemp("reported")
    repository = root / "repository <b>"
    ledger = Ledger(root / "shop", 30, seed=4)
    assert run(["repo", "init", str(repository), "--quiet"]) == 0
    for type_ in ("full", "incremental"):
        ledger.run(20, Job())
        words = ["backup", str(root / "shop"), "--repo", str(repository), "--type", type_, "--quiet"]
        assert run(words) == 0
    ledger.close()
    assert run(["verify", "--repo", str(repository), "--level", "structure", "--quiet"]) == 0
    assert run(["verify", "--repo", str(repository), "--quiet"]) == 0
    newest = max(
        (repository / "packs").rglob("*"), key=lambda path: (path.is_file(), path.stat().st_mtime_ns)
    )
    content = bytearray(newest.read_bytes())
    content[len(content) // 3] ^= 0xFF
    newest.write_bytes(bytes(content))
    assert run(["verify", "--repo", str(repository), "--quiet"]) == 1
    return RepositoryPlace(str(repository))


@pytest.fixture(scope="module")
def snapshot(place: RepositoryPlace, tmp_path_factory: pytest.TempPathFactory) -> RepositorySnapshot:
    repository = open_repository(place, lambda: None)
    try:
        return take_snapshot(repository, place, Settings(Path("none.toml")), Job())
    finally:
        repository.close()


def test_what_was_found_stands_with_the_backup_that_it_is_of(snapshot: RepositorySnapshot) -> None:
    (source,) = integrity_of(snapshot)["sources"]
    damaged = [one for one in source["backups"] if one["checks"]["data"]["result"] == "bad"]
    assert damaged
    for backup in damaged:
        data = backup["checks"]["data"]
        assert [one["code"] for one in data["findings"]] and data["evidence"] and data["when"]
        assert backup["state"] == "damaged"
    for backup in source["backups"]:
        assert backup["checks"]["wal"]["result"] == "good"
        assert backup["checks"]["restore"] == {
            "result": "never",
            "when": None,
            "evidence": None,
            "note": "",
            "findings": [],
        }


def test_the_hash_is_that_of_the_content(snapshot: RepositorySnapshot, tmp_path: Path) -> None:
    write_report(snapshot, tmp_path / "report.json", Job())
    document = json.loads((tmp_path / "report.json").read_text())
    claimed = document.pop("content_sha256")
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert claimed == hashlib.sha256(text.encode()).hexdigest()
    assert document["repository"]["id"] == snapshot.id


def test_the_page_stands_for_itself_and_escapes_what_it_shows(snapshot: RepositorySnapshot) -> None:
    document = integrity_of(snapshot, zone="Europe/Berlin")
    page = integrity_html(document)
    assert not re.search(r"<script|<link|<img|src=|url\(|https?:", page)
    assert "repository &lt;b&gt;" in page and "repository <b>" not in page
    assert document["content_sha256"] in page
    assert "■ bad" in page
    assert re.search(r"\d\d:\d\d:\d\d \+0[12]:00", page), "times are written in the zone, with the offset"
    for backup in document["sources"][0]["backups"]:
        assert backup["backup"]["id"] in page


def test_a_pdf_is_written_where_something_writes_one(place: RepositoryPlace, tmp_path: Path) -> None:
    pytest.importorskip("PySide6.QtGui", reason="the window's packages write it")
    path = tmp_path / "report.pdf"
    words = ["report", "--repo", place.location, "--output", str(path), "--quiet"]
    # A process of its own, as people run it: the application of Qt that it makes stays until a process ends.
    done = subprocess.run([sys.executable, "-m", "pagewake", *words], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert path.read_bytes().startswith(b"%PDF-")
    assert path.stat().st_size > 5_000
    assert [one.name for one in tmp_path.iterdir()] == ["report.pdf"]


def test_what_cannot_be_written_is_said_before_anything_is_read(
    snapshot: RepositorySnapshot, tmp_path: Path, capsys: Any
) -> None:
    assert run(["report", "--repo", str(tmp_path / "nowhere"), "--output", "report.txt"]) == 2
    assert "ends in .html, .json, .pdf" in capsys.readouterr().err
    with pytest.raises(UsageError):
        write_report(snapshot, tmp_path / "report", Job())
    with pytest.raises(OutputFailed, match="No such file"):
        write_report(snapshot, tmp_path / "away" / "report.html", Job())


def test_a_cancelled_report_leaves_nothing(snapshot: RepositorySnapshot, tmp_path: Path) -> None:
    job = Job("report")
    job.token.cancel()
    with pytest.raises(Cancelled):
        write_report(snapshot, tmp_path / "report.html", job)
    assert not list(tmp_path.iterdir())
