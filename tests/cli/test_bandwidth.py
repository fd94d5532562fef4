"""`--bandwidth`: jobs keep it, the settings give one, and what is none is refused before anything is read."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.cli.conftest import Done

from pagewake.cli.repositories import chosen_bandwidth
from pagewake.config import RepositorySettings, parse_settings
from pagewake.config_edit import add_repository, change_repository
from pagewake.demo.ledger import Ledger
from pagewake.desk.places import resolve_repository
from pagewake.errors import SettingsError, UsageError
from pagewake.jobs import Job

Run = Callable[..., Done]
RATE = 64 << 10


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    made = Ledger(tmp_path / "shop", 40, seed=5)
    made.run(20, Job())
    made.close()
    return tmp_path / "shop"


def test_backup_verify_and_restore_keep_the_limit(pagewake: Run, ledger: Path, tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    assert pagewake("repo", "init", str(repository)).status == 0
    for command in (
        ("backup", str(ledger)),
        ("verify",),
        ("restore", "--to", str(tmp_path / "out")),
    ):
        began = time.monotonic()
        done = pagewake(*command, "--repo", str(repository), "--bandwidth", "64KiB")
        took = time.monotonic() - began
        stored = sum(path.stat().st_size for path in (repository / "packs").rglob("*") if path.is_file())
        assert done.status == 0, done.err
        assert took > stored / RATE - 0.3, command


def test_what_is_no_bandwidth_is_refused(pagewake: Run, ledger: Path, tmp_path: Path) -> None:
    pagewake("repo", "init", str(tmp_path / "repository"))
    done = pagewake(
        "backup", str(ledger), "--repo", str(tmp_path / "repository"), "--bandwidth", "fast", "--json"
    )
    assert done.status == 2
    assert done.document["error"]["advice"] == "Write it as 50MiB, 512k, or none."


def test_the_option_wins_over_the_settings(tmp_path: Path) -> None:
    text = b'[repositories.main]\nlocation = "/backup"\nbandwidth = "2MiB"\n'
    place = resolve_repository("main", parse_settings(text, tmp_path / "c.toml"))
    assert chosen_bandwidth(None, place) == 2 << 20
    assert chosen_bandwidth("none", place) is None
    assert chosen_bandwidth("1M", place) == 1 << 20


def test_the_settings_file_keeps_the_time_of_the_trash(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('# mine\n[repositories.main]\nlocation = "/backup"\nbandwidth = "1MiB"\n')
    for grace, said in ((timedelta(hours=36), 'trash = "1d12h"'), (timedelta(days=14), 'trash = "14d"')):
        known = change_repository(path, "main", bandwidth=1 << 20, trash=grace).repositories["main"]
        assert (known.trash, known.bandwidth) == (grace, 1 << 20)
        assert said in path.read_text() and "# mine" in path.read_text()
    change_repository(path, "main", bandwidth=1 << 20, trash=RepositorySettings.trash)
    assert "trash" not in path.read_text(), "the usual time goes without saying"
    before = path.read_bytes()
    with pytest.raises(UsageError, match="for some time"):
        change_repository(path, "main", bandwidth=None, trash=timedelta(0))
    with pytest.raises(UsageError, match="among the repositories"):
        change_repository(path, "other", bandwidth=None, trash=timedelta(1))
    assert path.read_bytes() == before


def test_the_settings_file_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('# mine\n[repositories.main]\nlocation = "/backup"\n')
    made = change_repository(path, "main", bandwidth=50 << 20, trash=timedelta(7))
    assert made.repositories["main"].bandwidth == 50 << 20
    assert 'bandwidth = "50MiB"' in path.read_text() and "# mine" in path.read_text()
    other = add_repository(path, RepositorySettings("other", "/else", None, 1 << 20))
    assert other.repositories["other"].bandwidth == 1 << 20
    assert (
        change_repository(path, "main", bandwidth=None, trash=timedelta(7)).repositories["main"].bandwidth
        is None
    )
    path.write_text('[repositories.main]\nlocation = "/backup"\nbandwidth = "much"\n')
    with pytest.raises(SettingsError, match="is not a bandwidth"):
        parse_settings(path.read_bytes(), path)
