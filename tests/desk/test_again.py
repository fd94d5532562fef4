"""Doing again what a command did, and what a job that was killed left behind."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pagewake.cli.entry import run
from pagewake.config import Retention, Settings
from pagewake.demo.ledger import Ledger
from pagewake.desk.again import Asked, parsed, target_of, work_again
from pagewake.desk.commands import (
    backup_command,
    clean_up_command,
    continue_command,
    prune_command,
    request_options,
    restore_command,
    target_options,
    verify_command,
)
from pagewake.desk.leftovers import left_in_directories, left_in_repository, remove_all
from pagewake.desk.opening import open_repository
from pagewake.desk.places import RepositoryPlace, SourcePlace
from pagewake.desk.setup_commands import expire_source_command
from pagewake.errors import RestoreError, UsageError
from pagewake.jobs import Job
from pagewake.lsn import LsnStyle
from pagewake.model import RestoreTarget, TargetKind
from pagewake.repository.repository import Repository
from pagewake.restore.marker import MARKER

LATEST = RestoreTarget(TargetKind.LATEST)


@pytest.fixture
def place(tmp_path: Path) -> RepositoryPlace:
    ledger = Ledger(tmp_path / "shop", 40, seed=3)
    ledger.run(10, Job())
    ledger.close()
    made = RepositoryPlace(str(tmp_path / "repository"))
    assert run(["repo", "init", made.location, "--quiet"]) == 0
    return made


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "config.toml")


def again(command: str, settings: Settings, repository: Repository, *, resume: bool = False) -> object:
    asked = parsed(command)
    assert asked is not None, command
    return work_again(asked, settings, resume=resume)(repository, Job("restore"))


def test_a_command_becomes_the_same_work_again(
    place: RepositoryPlace, settings: Settings, tmp_path: Path
) -> None:
    repository = open_repository(place, lambda: None)
    source = SourcePlace("shop", str(tmp_path / "shop"))
    for command in (
        backup_command(source, place, "full", checkpoint=True, bandwidth="1GiB", tags=("a b", "-c")),
        verify_command(place, level="structure"),
        expire_source_command(place, "shop", Retention(), Retention(), dry_run=True),
        prune_command(place, dry_run=True),
        restore_command(place, "shop", LATEST, tmp_path / "out", options=request_options(prove=True)),
        restore_command(place, "shop", LATEST, None, options=["--drill", "--scratch", str(tmp_path)]),
    ):
        again(command, settings, repository)
    (made,) = repository.backups()
    assert (made.source, repository.keeping.of("shop").tags[0].words) == ("shop", ("-c", "a b"))
    assert [one.level for one in repository.evidence.all()].count("drill") == 2
    assert any((tmp_path / "out").iterdir())
    for further in (
        continue_command(place, "shop", LATEST, tmp_path / "out", prove=True),
        continue_command(place, "shop", RestoreTarget(TargetKind.XID, "7"), tmp_path / "out", "pause"),
    ):
        with pytest.raises(RestoreError, match="never stands still"):  # this kind of database is no server
            again(further, settings, repository)
    repository.close()


@pytest.mark.parametrize(
    "target",
    [
        LATEST,
        RestoreTarget(TargetKind.IMMEDIATE, timeline=3),
        RestoreTarget(TargetKind.TIME, datetime(2026, 3, 1, 14, 3, 7, 250_000, UTC), exclusive=True),
        RestoreTarget(TargetKind.LSN, 0x16B374D848),
        RestoreTarget(TargetKind.XID, "4711", exclusive=True, timeline=2),
        RestoreTarget(TargetKind.NAME, "before the migration"),
    ],
)
def test_every_target_is_read_back(place: RepositoryPlace, target: RestoreTarget) -> None:
    options = request_options(
        delta=True,
        prove=True,
        workers=3,
        options={"action": "pause", "archive_mode": "keep", "configuration": "keep", "tablespace:/a b": "/c"},
    )
    asked = parsed(restore_command(place, "shop", target, Path("/to here"), backup="b1", options=options))
    assert asked is not None
    assert (target_of(asked), asked.to, asked.tablespaces) == (target, "/to here", ("/a b=/c",))
    assert {"--delta", "--prove", "--keep-archiving", "--keep-configuration"} <= asked.flags
    assert target_options(target) == target_options(target_of(asked))


@pytest.mark.parametrize(
    "command",
    [
        "",
        "pagewake",
        "rm -rf /",
        "pagewake expire --repo x --source s --keep-last 3",
        "pagewake prune --repo x --grace 1h",
        "pagewake restore --plan file",
        "pagewake backup a b",
        "pagewake restore --to 'open",
    ],
)
def test_other_commands_are_left_to_people(command: str) -> None:
    assert parsed(command) is None


def test_a_killed_restore_goes_on_with_what_it_had_written(
    place: RepositoryPlace, settings: Settings, tmp_path: Path
) -> None:
    repository, out = open_repository(place, lambda: None), tmp_path / "out"
    again(backup_command(SourcePlace("shop", str(tmp_path / "shop")), place), settings, repository)
    command = restore_command(place, "shop", LATEST, out)
    again(command, settings, repository)
    (out / MARKER).write_text('{"backup": "x", "places": []}')
    left = left_in_directories("restore", command, Job())
    assert [one.directory for one in left.removable] == [out]
    report = again(command, settings, repository, resume=True)
    assert report.written.bytes_kept > 0  # type: ignore[attr-defined]
    assert left_in_directories("restore", command, Job()).directories == ()
    with pytest.raises(UsageError, match="would turn it into another"):
        again(f"{command} --delta", settings, repository)
    repository.close()


def test_what_a_killed_drill_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / "pagewake-drill-x").mkdir()
    (tmp_path / "pagewake-drill-x" / MARKER).write_text("{}")
    command = f"pagewake restore --repo r --source s --latest --drill --scratch {tmp_path}"
    left = left_in_directories("drill", command, Job())
    assert len(left.removable) == 1
    remove_all(left.removable, Job())
    assert list(tmp_path.iterdir()) == []
    assert (
        left_in_directories("verify", "pagewake verify --repo r --scratch /not/there", Job()).directories
        == ()
    )


def test_what_a_killed_backup_uploaded_is_counted(
    place: RepositoryPlace, settings: Settings, tmp_path: Path
) -> None:
    repository = open_repository(place, lambda: None)
    again(backup_command(SourcePlace("shop", str(tmp_path / "shop")), place), settings, repository)
    assert left_in_repository(repository, Job()).packs == 0
    (manifest,) = repository.store.list("backups/")
    repository.store.delete(manifest.key)  # as if it had been killed before the manifest
    repository.close()
    repository = open_repository(place, lambda: None)
    left = left_in_repository(repository, Job())
    assert left.packs >= 1 and left.uploaded > 0
    repository.close()


def test_the_command_line_cleans_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / MARKER).write_text("{}")
    assert clean_up_command(out) == f"pagewake restore --clean-up --to {out}"
    assert run(["restore", "--clean-up", "--to", str(out), "--dry-run"]) == 0
    assert (out / MARKER).exists() and "Would go" in capsys.readouterr().out
    (out / MARKER).write_text('{"overwrites": true}')
    assert run(["restore", "--clean-up", "--to", str(out)]) == 1
    assert (out / MARKER).exists() and "was there before" in capsys.readouterr().out
    (out / MARKER).write_text("{}")
    assert run(["restore", "--clean-up", "--to", str(out), "--json"]) == 0
    assert '"removed": true' in capsys.readouterr().out and list(out.iterdir()) == []
    assert run(["restore", "--clean-up", "--drill", "--scratch", str(tmp_path)]) == 0
    assert run(["restore", "--clean-up"]) == 2


def test_the_bandwidth_of_a_command_wins() -> None:
    asked = parsed("pagewake verify --repo r --bandwidth 1MiB")
    assert isinstance(asked, Asked) and asked.bandwidth(7) == 1 << 20
    assert parsed("pagewake verify --repo r --bandwidth none").bandwidth(7) is None  # type: ignore[union-attr]
    assert parsed("pagewake verify --repo r").bandwidth(7) == 7  # type: ignore[union-attr]


def test_an_lsn_is_read_as_the_people_of_any_engine_write_it(tmp_path: Path) -> None:
    target = RestoreTarget(TargetKind.LSN, 0x2_0309_E350)
    place = RepositoryPlace(str(tmp_path))
    for style, text in ((LsnStyle.HALVES, "2/309E350"), (LsnStyle.DECIMAL, str(0x2_0309_E350))):
        command = restore_command(place, "shop", target, tmp_path / "out", lsn=style.text)
        assert f"--target-lsn {text} " in f"{command} "
        assert target_of(parsed(command)) == target
