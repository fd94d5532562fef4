"""Command lines that set things up: the same as the wizards and the settings page do, without a secret in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from pagewake.config import Retention, Schedule
from pagewake.credentials import PassphraseSource
from pagewake.desk.commands import command_line, repo_option
from pagewake.desk.places import RepositoryPlace
from pagewake.stores.s3.options import S3Options, option_name
from pagewake.units import duration_code


def init_command(
    location: str,
    *,
    name: str = "",
    codec: str = "lz4",
    encrypt: bool = False,
    keep: PassphraseSource | None = None,
    recovery: bool = False,
    options: S3Options | None = None,
) -> str:
    """`pagewake repo init ...`. The passphrase is asked for, or comes from the place that `keep` names."""
    parts = ["repo", "init", location]
    parts += ["--encrypt"] if encrypt else []
    parts += ["--passphrase-from", f"{keep.kind.value}:{keep.value}"] if encrypt and keep is not None else []
    parts += ["--recovery-key"] if encrypt and recovery else []
    parts += ["--codec", codec] if codec != "lz4" else []
    parts += ["--name", name] if name else []
    return command_line([*parts, *s3_options(options)])


def probe_command(location: str, options: S3Options | None = None) -> str:
    """`pagewake repo probe ...`."""
    return command_line(["repo", "probe", location, *s3_options(options)])


def s3_options(options: S3Options | None) -> list[str]:
    """How a bucket is reached, as options of the command line."""
    parts: list[str] = []
    for name, value in (options.said() if options is not None else {}).items():
        if name == "path_style":
            parts.append("--path-style" if value else "--virtual-style")
        else:
            parts += [option_name(name), str(value)]
    return parts


def source_add_command(
    name: str,
    location: str,
    *,
    connection: str | None = None,
    repository: str | None = None,
    schedule: Schedule | None = None,
    retention: Retention | None = None,
) -> str:
    """`pagewake source add ...`."""
    usual = Schedule()
    parts = ["source", "add", name, location]
    parts += ["--connection", connection] if connection else []
    parts += ["--repo", repository] if repository else []
    for key, every in (schedule or usual).intervals.items():
        if every != getattr(usual, key):
            parts += [f"--{key}-every", _span(every)]
    return command_line([*parts, *retention_options(retention or Retention(), Retention())])


def source_check_command(location: str, connection: str | None = None) -> str:
    """`pagewake source check ...`."""
    return command_line(["source", "check", location, *(["--connection", connection] if connection else [])])


def expire_source_command(
    repository: RepositoryPlace, source: str, policy: Retention, usual: Retention, *, dry_run: bool = False
) -> str:
    """`pagewake expire ...` of one source. Rules that differ from `usual`, the settings' own, are named."""
    parts = ["expire", *repo_option(repository), "--source", source]
    parts += retention_options(policy, usual)
    return command_line([*parts, *(["--dry-run"] if dry_run else [])])


def retention_options(policy: Retention, usual: Retention) -> list[str]:
    """The rules that differ from `usual`, as options."""
    parts: list[str] = []
    for key, value in vars(policy).items():
        if value != getattr(usual, key):
            text = str(value) if isinstance(value, int) else _span(value)
            parts += [f"--{key.replace('_', '-')}", text]
    return parts


def wal_records_command(repository: RepositoryPlace, source: str, names: Sequence[str]) -> str:
    """Commands that take archived WAL out of a repository and list its records; one line for each stretch."""
    lines = []
    for name in names:
        get = command_line(
            ["wal", "get", name, name, *repo_option(repository), "--source", source, "--prefetch", "0"]
        )
        lines.append(f"{get} && {command_line(['wal', 'inspect', name, '--records'])}")
    return "\n".join(lines)


def _span(span: timedelta | None) -> str:
    return "never" if span is None else duration_code(span)
