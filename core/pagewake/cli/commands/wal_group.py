"""`pagewake wal`: the group alone. An archive command is a process for each segment: it must load little."""

from __future__ import annotations

import click

from pagewake.cli.framework import Group, LazyCommand

_ARCHIVE = "pagewake.cli.commands.wal_archive"


@click.command(
    cls=Group,
    lazy={
        "push": LazyCommand(f"{_ARCHIVE}:push", "Archive one closed WAL segment."),
        "get": LazyCommand(f"{_ARCHIVE}:get", "Write archived WAL to a file."),
        "receive": LazyCommand(f"{_ARCHIVE}:receive", "Keep the archived log up to date."),
        "status": LazyCommand(
            "pagewake.cli.commands.wal_status:status",
            "Show archived ranges, gaps with their reasons, and restorable windows.",
        ),
        "commits": LazyCommand("pagewake.cli.commands.wal_commits:commits", "Find the commit to restore to."),
        "inspect": LazyCommand(
            "pagewake.cli.commands.wal_inspect:inspect", "Read WAL files outside any repository."
        ),
    },
)
def wal() -> None:
    """Archive the log, and look at it: what is archived, what it reaches."""
