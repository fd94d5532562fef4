"""The demo of the embedded engine, on storage of any speed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagewake.demo import run
from pagewake.jobs import Job


def test_a_load_that_is_over_before_its_backup_asks_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where files are in memory: the program that has the database open still answers the backup."""
    monkeypatch.setattr(run, "LOAD", 3)
    report = run.run_demo(tmp_path, Job("demo"))
    assert len(report.backups) == len(run.BACKUPS)
    assert report.pages_compared >= run.PAGES
