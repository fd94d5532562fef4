"""The command line that does what the window is about to do: runnable as it is, and without a secret in it.

A repository or source that the settings know is named; any other is given by its place. Where the passphrase comes
from is the settings' or the environment's matter.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from pagewake.clock import iso_utc
from pagewake.desk.places import RepositoryPlace, SourcePlace
from pagewake.model import RestoreTarget, TargetKind


def backup_command(
    source: SourcePlace,
    repository: RepositoryPlace,
    type_: str = "auto",
    *,
    checkpoint: bool = False,
    bandwidth: str = "",
    tags: Sequence[str] = (),
) -> str:
    """`pagewake backup ...`."""
    parts = ["backup", source.name if source.configured else source.location, *repo_option(repository)]
    parts += [] if type_ == "auto" else ["--type", type_]
    parts += ["--checkpoint"] if checkpoint else []
    parts += [f"--tag={word}" for word in tags]
    parts += bandwidth_options(bandwidth)
    if not source.configured:
        parts += ["--source", source.name]
        parts += ["--connection", source.connection] if source.connection else []
    return command_line(parts)


def verify_command(
    repository: RepositoryPlace,
    backups: Sequence[str] = (),
    level: str = "data",
    *,
    scratch: Path | None = None,
    bandwidth: str = "",
) -> str:
    """`pagewake verify ...`."""
    parts = ["verify", *backups, *repo_option(repository), "--level", level]
    parts += ["--scratch", str(scratch)] if scratch is not None else []
    return command_line([*parts, *bandwidth_options(bandwidth)])


def copy_command(
    repository: RepositoryPlace,
    target: RepositoryPlace,
    backups: Sequence[str] = (),
    *,
    read_back: bool = False,
) -> str:
    """`pagewake repo copy ...`."""
    places = [place.name or place.location for place in (repository, target)]
    options = [
        *(part for one in backups for part in ("--backup", one)),
        *(["--read-back"] if read_back else []),
    ]
    return command_line(["repo", "copy", *places, *options])


def report_command(repository: RepositoryPlace, output: Path) -> str:
    """`pagewake report ...`."""
    return command_line(["report", *repo_option(repository), "--output", str(output)])


def prune_command(repository: RepositoryPlace, *, purge_trash: bool = False, dry_run: bool = False) -> str:
    """`pagewake prune ...`."""
    options = [*(["--purge-trash"] if purge_trash else []), *(["--dry-run"] if dry_run else [])]
    return command_line(["prune", *repo_option(repository), *options])


def undelete_command(repository: RepositoryPlace, backups: Sequence[str] = (), *, hold: bool = True) -> str:
    """`pagewake undelete ...` of some backups, or of everything."""
    which = [*backups, *([] if hold else ["--no-hold"])] if backups else ["--all"]
    return command_line(["undelete", *which, *repo_option(repository)])


def undo_command(repository: RepositoryPlace, runs: Sequence[str]) -> str:
    """`pagewake undelete --run ...`: takes back whole expiries."""
    return command_line(
        ["undelete", *(part for run in runs for part in ("--run", run)), *repo_option(repository)]
    )


def hold_command(repository: RepositoryPlace, backups: Sequence[str], reason: str = "") -> str:
    """`pagewake hold ...`."""
    return command_line(
        ["hold", *backups, *repo_option(repository), *(["--reason", reason] if reason else [])]
    )


def unhold_command(repository: RepositoryPlace, backups: Sequence[str]) -> str:
    """`pagewake unhold ...`."""
    return command_line(["unhold", *backups, *repo_option(repository)])


def tag_command(
    repository: RepositoryPlace, backups: Sequence[str], add: Sequence[str] = (), remove: Sequence[str] = ()
) -> str:
    """`pagewake tag ...`."""
    changes = [f"--add={word}" for word in add] + [f"--remove={word}" for word in remove]
    return command_line(["tag", *backups, *repo_option(repository), *changes])


def page_command(repository: RepositoryPlace, path: str, block: int, source: str = "") -> str:
    """`pagewake page ...`."""
    return command_line(
        ["page", path, str(block), *repo_option(repository), *(["--source", source] if source else [])]
    )


def heatmap_command(
    repository: RepositoryPlace,
    source: str,
    first: int | datetime | None = None,
    last: int | datetime | None = None,
    *,
    lsn: Callable[[int], str] = str,
) -> str:
    """`pagewake heatmap ...`; limits are LSNs, which `lsn` writes, or times."""
    parts = ["heatmap", *repo_option(repository), "--source", source]
    for option, limit in (("--from", first), ("--to", last)):
        if limit is not None:
            parts += [option, iso_utc(limit) if isinstance(limit, datetime) else lsn(limit)]
    return command_line(parts)


def compare_command(repository: RepositoryPlace, before: str, after: str) -> str:
    """`pagewake compare ...`."""
    return command_line(["compare", before, after, *repo_option(repository)])


def blocks_undo_command(
    repository: RepositoryPlace,
    saved: Path,
    *,
    source: str = "",
    in_place: Path | None = None,
    overwrite_changed: bool = False,
    dry_run: bool = False,
) -> str:
    """`pagewake restore --undo ...`, which takes back a page repair. It asks for the source's name."""
    parts = [
        "restore",
        *repo_option(repository),
        *(["--source", source] if source else []),
        "--undo",
        str(saved),
    ]
    parts += ["--in-place", str(in_place)] if in_place is not None else []
    parts += ["--overwrite-changed"] if overwrite_changed else []
    return command_line([*parts, *(["--dry-run"] if dry_run else [])])


def check_command(
    repository: RepositoryPlace, *, data: bool = False, repair: bool = False, dry_run: bool = False
) -> str:
    """`pagewake repo check ...`."""
    said = (("--data", data), ("--repair", repair), ("--dry-run", dry_run))
    where = repository.name or repository.location
    return command_line(["repo", "check", where, *(option for option, on in said if on)])


def blocks_command(
    repository: RepositoryPlace,
    source: str,
    blocks: Sequence[str],
    target: RestoreTarget,
    *,
    in_place: Path | None = None,
    to: Path | None = None,
    backup: str | None = None,
    scratch: Path | None = None,
    bandwidth: str = "",
    dry_run: bool = False,
    lsn: Callable[[int], str] = str,
) -> str:
    """`pagewake restore --blocks ...`; `blocks` are FILE:BLOCK texts. In place it asks for the source's name."""
    parts = ["restore", *repo_option(repository), "--source", source]
    parts += [word for text in blocks for word in ("--blocks", text)]
    parts += ["--in-place", str(in_place)] if in_place is not None else []
    parts += ["--to", str(to)] if to is not None else []
    parts += ["--backup", backup] if backup else []
    parts += target_options(target, lsn) if to is not None and target.kind is not TargetKind.LATEST else []
    parts += ["--scratch", str(scratch)] if scratch is not None else []
    return command_line([*parts, *bandwidth_options(bandwidth), *(["--dry-run"] if dry_run else [])])


def restore_command(
    repository: RepositoryPlace,
    source: str,
    target: RestoreTarget,
    directory: Path | None,
    *,
    backup: str | None = None,
    options: Sequence[str] = (),
    lsn: Callable[[int], str] = str,
) -> str:
    """`pagewake restore ...`; `options` are further ones, already as words.

    Without a directory and without `--drill` it is a dry run: it says what would be restored, and runs as it is.

    `request_options` writes those of a `RestoreRequest`, `lsn` an LSN as the engine's people do.
    """
    parts = [
        "restore",
        *repo_option(repository),
        *(["--to", str(directory)] if directory is not None else []),
    ]
    parts += ["--source", source, *(["--backup", backup] if backup else []), *target_options(target, lsn)]
    dry = directory is None and "--drill" not in options
    return command_line([*parts, *options, *(["--dry-run"] if dry else [])])


def continue_command(
    repository: RepositoryPlace,
    source: str,
    target: RestoreTarget,
    directory: Path,
    action: str = "",
    *,
    prove: bool = False,
) -> str:
    """`pagewake restore --continue ...`."""
    parts = ["restore", "--continue", *repo_option(repository), "--to", str(directory), "--source", source]
    parts += target_options(target)
    promoted = target.kind is TargetKind.LATEST
    parts += ["--action", action] if action and not promoted else []
    return command_line([*parts, *(["--prove"] if prove else [])])


def request_options(
    *, delta: bool = False, prove: bool = False, workers: int = 0, options: Mapping[str, str] | None = None
) -> list[str]:
    """How a restore is done, as options of `pagewake restore`; `options` are the engine's own."""
    words = [*(["--delta"] if delta else []), *(["--prove"] if prove else [])]
    words += ["--jobs", str(workers)] if workers else []
    for name, value in (options or {}).items():
        if name.startswith("tablespace:"):
            words += ["--tablespace-map", f"{name.removeprefix('tablespace:')}={value}"]
        elif name == "archive_mode":
            words += ["--keep-archiving"] if value == "keep" else []
        elif name == "configuration":
            words += ["--keep-configuration"] if value == "keep" else []
        else:
            words += [f"--{name}", value]
    return words


def bandwidth_options(bandwidth: str) -> list[str]:
    """A limit as an option, written as `parse_bandwidth` reads it; empty: as the settings say."""
    return ["--bandwidth", bandwidth] if bandwidth else []


def clean_up_command(directory: Path | None, scratch: Path | None = None) -> str:
    """`pagewake restore --clean-up ...`: of one directory, or of drills below `scratch`."""
    if directory is not None:
        return command_line(["restore", "--clean-up", "--to", str(directory)])
    where = ["--scratch", str(scratch)] if scratch is not None else []
    return command_line(["restore", "--clean-up", "--drill", *where])


def target_options(target: RestoreTarget, lsn: Callable[[int], str] = str) -> list[str]:
    """A restore target as options of `pagewake restore`."""
    match target.kind, target.value:
        case TargetKind.LATEST, _:
            words = ["--latest"]
        case TargetKind.IMMEDIATE, _:
            words = ["--immediate"]
        case TargetKind.TIME, datetime() as moment:
            words = ["--target-time", iso_utc(moment)]
        case TargetKind.LSN, int() as position:
            words = ["--target-lsn", lsn(position)]
        case kind, value:
            words = [f"--target-{kind.value}", str(value)]
    words += ["--exclusive"] if target.exclusive else []
    return words + (["--target-timeline", str(target.timeline)] if target.timeline is not None else [])


def repo_option(repository: RepositoryPlace) -> list[str]:
    """Which repository, as an option: by its name where the settings have one."""
    return ["--repo", repository.name or repository.location]


def command_line(parts: Sequence[str]) -> str:
    """A command of this program from its words, as a shell takes it."""
    return shlex.join(["pagewake", *parts])
