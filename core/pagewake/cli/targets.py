"""The options that name a moment: `--latest`, `--target-time` and their kin, as a RestoreTarget."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import click

from pagewake.errors import UsageError
from pagewake.model import RestoreTarget, TargetKind

Function = TypeVar("Function", bound=Callable[..., object])

_TIME = re.compile(r"\d{4}-\d{2}|today|yesterday", re.IGNORECASE)

_OPTIONS = (
    click.option("--latest", is_flag=True, help="To the newest archived moment (the default)."),
    click.option("--immediate", is_flag=True, help="To the moment when the backup became consistent."),
    click.option(
        "--target-time", metavar="T", help="To a time, 2026-03-01T14:30:00Z; without a zone it is local."
    ),
    click.option("--target-lsn", metavar="L", help="To an LSN: decimal, 0x hex, or X/X."),
    click.option("--target-xid", metavar="X", help="To the end of a transaction."),
    click.option("--target-name", metavar="N", help="To a named restore point."),
    click.option("--exclusive", is_flag=True, help="Stop just before the target instead of just after it."),
    click.option("--target-timeline", metavar="T", type=click.IntRange(min=1), help="Along this timeline."),
)


def target_options(function: Function) -> Function:
    """Give a command all options that `target_from` takes."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def target_from(
    *,
    latest: bool = False,
    immediate: bool = False,
    target_time: str | None = None,
    target_lsn: str | None = None,
    target_xid: str | None = None,
    target_name: str | None = None,
    exclusive: bool = False,
    target_timeline: int | None = None,
) -> RestoreTarget:
    """The target that the options name; none of them is the newest moment.

    Raises:
        UsageError: two of them contradict each other, or a value cannot be understood.
    """
    given = {
        "--latest": latest or None,
        "--immediate": immediate or None,
        "--target-time": target_time,
        "--target-lsn": target_lsn,
        "--target-xid": target_xid,
        "--target-name": target_name,
    }
    named = [name for name, value in given.items() if value is not None]
    if len(named) > 1:
        raise UsageError(f"{' and '.join(named)} contradict each other", advice="Give one target.")
    option = named[0] if named else "--latest"
    if exclusive and option in ("--latest", "--immediate"):
        raise UsageError(
            "--exclusive stops before a named moment, and none is named",
            advice="Give --target-time, --target-lsn, --target-xid or --target-name.",
        )
    return _target(option, str(given[option]), exclusive, target_timeline)


def _target(option: str, text: str, exclusive: bool, timeline: int | None) -> RestoreTarget:
    from pagewake.clock import parse_time
    from pagewake.lsn import parse_lsn

    match option:
        case "--latest":
            return RestoreTarget(TargetKind.LATEST, timeline=timeline)
        case "--immediate":
            return RestoreTarget(TargetKind.IMMEDIATE, timeline=timeline)
        case "--target-time":
            return RestoreTarget(TargetKind.TIME, parse_time(text), exclusive, timeline)
        case "--target-lsn":
            return RestoreTarget(TargetKind.LSN, parse_lsn(text), exclusive, timeline)
    if not text.strip() or "\0" in text:
        raise UsageError(f"{option} needs a value")
    kind = TargetKind.XID if option == "--target-xid" else TargetKind.NAME
    return RestoreTarget(kind, text.strip() if kind is TargetKind.XID else text, exclusive, timeline)


def moment_from(text: str | None, option: str) -> int | datetime | None:
    """The LSN or the time that an option like `--from` names. Raises UsageError."""
    from pagewake.clock import parse_time
    from pagewake.lsn import parse_lsn

    if text is None:
        return None
    if _TIME.match(text.strip()):
        return parse_time(text)
    try:
        return parse_lsn(text)
    except UsageError as error:
        raise UsageError(
            f"{option}: {text!r} is neither an LSN nor a time",
            advice=f"{error.advice} A time is 2026-03-01T14:30:00Z.",
        ) from None
