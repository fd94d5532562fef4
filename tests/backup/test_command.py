"""`pagewake backup`: what its exit status says."""

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


def invoked(*arguments: str) -> tuple[int, Any]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = run([*arguments, "--json"])
    return status, json.loads(out.getvalue())


def test_a_backup_with_bad_pages_exists_and_exits_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    repository = str(tmp_path / "repository")
    ledger = Ledger(tmp_path / "shop", 100, seed=3)
    ledger.run(20, Job())
    ledger.close()
    invoked("repo", "init", repository)
    status, document = invoked("backup", str(ledger.directory), "--repo", repository)
    assert (status, document["backup"]["status"]) == (0, "ok")
    (page_file,) = (ledger.directory / "data").glob("*.db")
    with page_file.open("r+b") as file:
        file.seek(3 * 4096 + 1000)
        file.write(b"\xff\x00\xff")
    status, document = invoked("backup", str(ledger.directory), "--repo", repository, "--type", "full")
    assert (status, document["backup"]["status"]) == (1, "warnings")
    assert [(one["code"], one["object"]) for one in document["findings"]] == [
        ("page-checksum", f"data/{page_file.name} block 3")
    ]
    status, listed = invoked("list", "--repo", repository)
    assert status == 0
    assert [backup["status"] for backup in listed["backups"]] == ["ok", "warnings"]
