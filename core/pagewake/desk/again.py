"""Doing again what a command of this program did: the journal keeps commands, and work is made of them."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from pagewake.desk.places import resolve_source
from pagewake.desk.work import Work, back_up, expire, prune, verify
from pagewake.errors import UsageError
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind
from pagewake.repository.repository import Repository
from pagewake.repository.tags import checked_words
from pagewake.units import parse_bandwidth

if TYPE_CHECKING:
    from pagewake.config import Settings

_FLAGS: Mapping[str, tuple[str, ...]] = {
    "backup": ("--checkpoint",),
    "restore": (
        "--latest", "--immediate", "--exclusive", "--delta", "--prove", "--check-first", "--keep-archiving",
        "--keep-configuration", "--drill", "--continue",
    ),
    "verify": (),
    "expire": ("--dry-run",),
    "prune": ("--dry-run",),
}  # fmt: skip
_VALUES: Mapping[str, tuple[str, ...]] = {
    "backup": ("--repo", "--type", "--source", "--connection", "--bandwidth"),
    "restore": (
        "--repo", "--to", "--source", "--backup", "--target-time", "--target-lsn", "--target-xid", "--target-name",
        "--target-timeline", "--action", "--jobs", "--scratch", "--bandwidth",
    ),
    "verify": ("--repo", "--level", "--scratch", "--bandwidth"),
    "expire": ("--repo", "--source"),
    "prune": ("--repo",),
}  # fmt: skip
"""What can be done again as it was; a command with anything else is left to people."""
_ARGUMENTS = {"backup": 1, "verify": None}


@dataclass(frozen=True)
class Asked:
    """A command that this package wrote, taken apart."""

    name: str
    arguments: tuple[str, ...]
    flags: frozenset[str]
    values: Mapping[str, str]
    tablespaces: tuple[str, ...] = field(default=())
    tags: tuple[str, ...] = field(default=())

    def value(self, option: str) -> str:
        """What was given with an option; empty where it was not."""
        return self.values.get(option, "")

    @property
    def to(self) -> str:
        """Where a restore goes."""
        return self.value("--to")

    @property
    def scratch(self) -> str:
        """Below which directory a drill or a verification works."""
        return self.value("--scratch")

    def bandwidth(self, usual: int | None) -> int | None:
        """The limit of the command, else the usual one. Raises UsageError."""
        said = self.value("--bandwidth")
        return parse_bandwidth(said) if said else usual


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ValueError(message)


def parsed(command: str) -> Asked | None:
    """A command taken apart; None for one that asks for more than can be repeated, or that is none of ours."""
    try:
        words = shlex.split(command)
    except ValueError:
        return None
    if len(words) < 2 or words[0] != "pagewake" or words[1] not in _VALUES:
        return None
    name = words[1]
    parser = _Parser(add_help=False, allow_abbrev=False)
    for flag in _FLAGS[name]:
        parser.add_argument(flag, action="store_true", dest=flag)
    for option in _VALUES[name]:
        parser.add_argument(option, dest=option)
    if name == "restore":
        parser.add_argument("--tablespace-map", action="append", dest="tablespaces", default=[])
    if name == "backup":
        parser.add_argument("--tag", action="append", dest="tags", default=[])
    parser.add_argument("arguments", nargs="*")
    try:
        found: dict[str, Any] = vars(parser.parse_args(words[2:]))
    except ValueError:
        return None
    arguments = tuple(found.pop("arguments"))
    tablespaces, tags = tuple(found.pop("tablespaces", ())), tuple(found.pop("tags", ()))
    if len(arguments) != _ARGUMENTS.get(name, 0) and _ARGUMENTS.get(name, 0) is not None:
        return None
    flags = frozenset(key for key, value in found.items() if value is True)
    values = {key: value for key, value in found.items() if isinstance(value, str)}
    return Asked(name, arguments, flags, values, tablespaces, tags)


def work_again(asked: Asked, settings: Settings, *, resume: bool = False) -> Work[Any]:
    """The work of a command. Raises UsageError, ValueError for values that mean nothing any more.

    A backup that was cut short finds what it had uploaded, and a removal goes on where it was. A restore that was
    (`resume`) keeps what it had written.
    """
    match asked.name:
        case "backup":
            place = resolve_source(
                asked.arguments[0],
                settings,
                connection=asked.values.get("--connection"),
                name=asked.values.get("--source"),
            )
            type_ = asked.value("--type") or "auto"
            flush = "--checkpoint" in asked.flags
            return back_up(place, settings, type_, checkpoint=flush, tags=checked_words(asked.tags))
        case "verify":
            scratch = Path(asked.scratch) if asked.scratch else None
            return verify(asked.arguments, asked.value("--level") or "data", scratch=scratch)
        case "expire":
            return expire(asked.value("--source"), settings, dry_run="--dry-run" in asked.flags)
        case "prune":
            return prune(dry_run="--dry-run" in asked.flags)
    return _restore_again(asked, resume=resume)


def _restore_again(asked: Asked, *, resume: bool) -> Work[Any]:
    from pagewake.desk import restoring
    from pagewake.restore.run import RestoreRequest
    from pagewake.restore.unfinished import unfinished_in

    target, options = target_of(asked), _options(asked)
    directory, workers = Path(asked.to), int(asked.value("--jobs") or 0)
    drill, scratch = "--drill" in asked.flags, Path(asked.scratch) if asked.scratch else None
    if not drill and not asked.to:
        raise UsageError("where to restore to is not said")

    if "--continue" in asked.flags:
        return restoring.go_on(
            asked.value("--source"), target, directory, options, prove="--prove" in asked.flags
        )

    def work(repository: Repository, job: Job) -> Any:
        backup = asked.value("--backup") or None
        source = asked.value("--source")
        prepared = restoring.prepare(source, target, backup)(repository, job)
        if drill:
            return restoring.drill(prepared.plan, scratch, options)(repository, job)
        unfinished = unfinished_in(directory, job) is not None
        if "--delta" in asked.flags and not unfinished and directory.is_dir() and any(directory.iterdir()):
            raise UsageError(
                "a database is in the directory now, and this restore would turn it into another",
                object_name=asked.to,
                advice="Restore with the wizard or the command line, where that is said and confirmed first.",
            )
        goes_on = resume and unfinished
        request = RestoreRequest(
            directory,
            delta="--delta" in asked.flags or goes_on,
            prove="--prove" in asked.flags,
            workers=workers,
            options=options,
        )
        check = "--check-first" in asked.flags
        return restoring.carry_out(prepared.plan, request, check_first=check)(repository, job)

    return work


def target_of(asked: Asked) -> RestoreTarget:
    """The target of a restore command. Raises UsageError, ValueError."""
    from pagewake.clock import parse_time
    from pagewake.lsn import parse_lsn

    exclusive = "--exclusive" in asked.flags
    timeline = int(asked.value("--target-timeline")) if asked.value("--target-timeline") else None
    for kind, read in ((TargetKind.TIME, parse_time), (TargetKind.LSN, parse_lsn)):
        if text := asked.value(f"--target-{kind.value}"):
            return RestoreTarget(kind, read(text), exclusive, timeline)
    for kind in (TargetKind.XID, TargetKind.NAME):
        if text := asked.value(f"--target-{kind.value}"):
            return RestoreTarget(kind, text, exclusive, timeline)
    if "--immediate" in asked.flags:
        return RestoreTarget(TargetKind.IMMEDIATE, timeline=timeline)
    return RestoreTarget(TargetKind.LATEST, timeline=timeline)


def _options(asked: Asked) -> dict[str, str]:
    """The engine's own options of a restore."""
    options = {"action": asked.value("--action")} if asked.value("--action") else {}
    if "--keep-archiving" in asked.flags:
        options["archive_mode"] = "keep"
    if "--keep-configuration" in asked.flags:
        options["configuration"] = "keep"
    for pair in asked.tablespaces:
        old, _, new = pair.partition("=")
        options[f"tablespace:{old}"] = new
    return options
