"""Copy as command: what is copied is what the command line understands, and means the same."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pagewake.cli.targets import target_from
from pagewake.desk.commands import (
    backup_command,
    blocks_command,
    check_command,
    page_command,
    prune_command,
    restore_command,
    target_options,
    verify_command,
)
from pagewake.desk.places import RepositoryPlace, SourcePlace
from pagewake.model import RestoreTarget, TargetKind

REPO = RepositoryPlace("/srv/my backups")


def test_places_with_spaces_are_quoted_and_names_are_preferred() -> None:
    assert verify_command(REPO) == "pagewake verify --repo '/srv/my backups' --level data"
    assert prune_command(RepositoryPlace("/srv/x", "main")) == "pagewake prune --repo main"


def test_a_source_that_the_settings_know_is_named() -> None:
    known = SourcePlace("shop", "/srv/shop", configured=True)
    other = SourcePlace("shop", "/srv/shop", connection="postgresql://db/shop")
    assert backup_command(known, REPO, "full").startswith("pagewake backup shop --repo")
    assert shlex.split(backup_command(other, REPO)) == [
        *("pagewake", "backup", "/srv/shop", "--repo", "/srv/my backups"),
        *("--source", "shop", "--connection", "postgresql://db/shop"),
    ]


def test_a_check_and_a_page_repair_say_what_they_were_asked() -> None:
    assert check_command(REPO) == "pagewake repo check '/srv/my backups'"
    assert check_command(RepositoryPlace("/x", "main"), data=True, repair=True).endswith(
        "main --data --repair"
    )
    point = RestoreTarget(TargetKind.LSN, 77)
    blocks = ["a b.db:1,3-4", "c:5"]
    in_place = shlex.split(
        blocks_command(REPO, "shop", blocks, point, in_place=Path("/srv/shop"), backup="b1")
    )
    assert in_place[2:] == [
        *("--repo", "/srv/my backups", "--source", "shop", "--blocks", "a b.db:1,3-4", "--blocks", "c:5"),
        *("--in-place", "/srv/shop", "--backup", "b1"),
    ]
    files = shlex.split(
        blocks_command(REPO, "shop", ["c:5"], point, to=Path("/out"), scratch=Path("/s"), dry_run=True)
    )
    assert files[8:] == ["--to", "/out", "--target-lsn", "77", "--scratch", "/s", "--dry-run"]


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
    planned = shlex.split(restore_command(REPO, "shop", target, None))
    assert planned[-2:] == ["--latest", "--dry-run"], "nothing else can be run before a directory is named"
    drill = restore_command(REPO, "shop", target, None, options=["--drill"])
    assert "--dry-run" not in drill
    assert page_command(REPO, "base/1/2", 7, "shop").endswith("--source shop")
