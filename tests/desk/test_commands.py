"""Copy as command: what is copied is what the command line understands, and means the same."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pagewake.cli.entry import run
from pagewake.cli.targets import target_from
from pagewake.config import Settings
from pagewake.demo.ledger import Ledger
from pagewake.desk.commands import (
    backup_command,
    expire_command,
    page_command,
    prune_command,
    restore_command,
    target_options,
    verify_command,
)
from pagewake.desk.opening import open_repository
from pagewake.desk.places import RepositoryPlace, SourcePlace
from pagewake.desk.work import work_again
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind

REPO = RepositoryPlace("/srv/my backups")


def test_places_with_spaces_are_quoted_and_names_are_preferred() -> None:
    assert verify_command(REPO) == "pagewake verify --repo '/srv/my backups' --level data"
    assert expire_command(RepositoryPlace("/srv/x", "main"), dry_run=True) == (
        "pagewake expire --repo main --dry-run"
    )
    assert prune_command(RepositoryPlace("/srv/x", "main")) == "pagewake prune --repo main"


def test_a_source_that_the_settings_know_is_named() -> None:
    known = SourcePlace("shop", "/srv/shop", configured=True)
    other = SourcePlace("shop", "/srv/shop", connection="postgresql://db/shop")
    assert backup_command(known, REPO, "full").startswith("pagewake backup shop --repo")
    assert shlex.split(backup_command(other, REPO)) == [
        *("pagewake", "backup", "/srv/shop", "--repo", "/srv/my backups"),
        *("--source", "shop", "--connection", "postgresql://db/shop"),
    ]


@pytest.mark.parametrize(
    "target",
    [
        RestoreTarget(TargetKind.LATEST),
        RestoreTarget(TargetKind.IMMEDIATE),
        RestoreTarget(TargetKind.TIME, datetime(2026, 3, 29, 0, 30, 15, 123456, tzinfo=UTC), exclusive=True),
        RestoreTarget(TargetKind.LSN, 2**63 + 5, timeline=3),
        RestoreTarget(TargetKind.XID, "747"),
        RestoreTarget(TargetKind.NAME, "before the month's end"),
    ],
)
def test_a_target_survives_the_command_line(target: RestoreTarget) -> None:
    import click
    from click.testing import CliRunner

    from pagewake.cli.targets import target_options as options

    heard: list[RestoreTarget] = []

    @click.command()
    @options
    def restore(**given: Any) -> None:
        heard.append(target_from(**given))

    done = CliRunner().invoke(restore, target_options(target))
    assert done.exit_code == 0, done.output
    assert heard == [target]


def test_restoring() -> None:
    target = RestoreTarget(TargetKind.LATEST)
    assert shlex.split(restore_command(REPO, "shop", target, Path("/srv/new"), options=["--prove"])) == [
        *("pagewake", "restore", "--repo", "/srv/my backups", "--to", "/srv/new"),
        *("--source", "shop", "--latest", "--prove"),
    ]
    assert page_command(REPO, "base/1/2", 7, "shop").endswith("--source shop")


def test_a_command_becomes_the_same_work_again(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "config.toml")
    ledger = Ledger(tmp_path / "shop", 20, seed=3)
    ledger.run(10, Job())
    ledger.close()
    place = RepositoryPlace(str(tmp_path / "repository"))
    assert run(["repo", "init", place.location, "--quiet"]) == 0
    source = SourcePlace("shop", str(tmp_path / "shop"))
    repository = open_repository(place, lambda: None)
    for command in (
        backup_command(source, place, "full", checkpoint=True),
        verify_command(place, level="structure"),
        expire_command(place, "shop", dry_run=True),
        prune_command(place, dry_run=True),
    ):
        again = work_again(command, settings)
        assert again is not None, command
        again(repository, Job())
    assert [backup.source for backup in repository.backups()] == ["shop"]
    (record,) = repository.evidence.all()
    assert (record.level, record.ok) == ("structure", True)
    repository.close()


def test_other_commands_are_not_done_again_by_themselves(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "config.toml")
    assert work_again("pagewake restore --repo x --to y --latest", settings) is None
    assert work_again("", settings) is None
    assert work_again("pagewake expire --repo x --source s --keep-last 3", settings) is None, (
        "other rules than those of the settings would remove other backups"
    )
    assert work_again("pagewake prune --repo x --grace 1h", settings) is None
