"""The root of the command line: the commands by name, and what `pagewake` alone understands."""

from __future__ import annotations

import click

from pagewake import __version__
from pagewake.cli.framework import Group, LazyCommand, session_of

COMMANDS = {
    "repo": LazyCommand("pagewake.cli.commands.repo:repo", "Make a repository and look after it."),
    "source": LazyCommand("pagewake.cli.commands.source:source", "Name the databases to protect."),
    "backup": LazyCommand("pagewake.cli.commands.backup:backup", "Take a backup."),
    "list": LazyCommand("pagewake.cli.commands.listing:list_backups", "List the backups."),
    "show": LazyCommand("pagewake.cli.commands.listing:show", "Show what one backup holds."),
    "verify": LazyCommand("pagewake.cli.commands.verify:verify", "Prove what the repository holds."),
    "restore": LazyCommand("pagewake.cli.commands.restore:restore", "Get a database back, as of a moment."),
    "wal": LazyCommand("pagewake.cli.commands.wal_group:wal", "Archive the log and look at it."),
    "page": LazyCommand("pagewake.cli.commands.page:page", "Show every kept version of one page."),
    "heatmap": LazyCommand(
        "pagewake.cli.commands.heatmap:heatmap", "Show what the log changed, and how often."
    ),
    "compare": LazyCommand("pagewake.cli.commands.heatmap:compare", "Show what changed between two backups."),
    "evidence": LazyCommand(
        "pagewake.cli.commands.evidence:evidence", "Show what verifications and proven restores found."
    ),
    "report": LazyCommand("pagewake.cli.commands.report:report", "Write down what is kept and proven."),
    "expire": LazyCommand("pagewake.cli.commands.retention:expire", "Put what no rule keeps into the trash."),
    "undelete": LazyCommand("pagewake.cli.commands.trash:undelete", "Bring backups back from the trash."),
    "hold": LazyCommand("pagewake.cli.commands.trash:hold", "Keep backups whatever the rules say."),
    "unhold": LazyCommand("pagewake.cli.commands.trash:unhold", "Leave backups to the rules again."),
    "tag": LazyCommand("pagewake.cli.commands.tag:tag", "Give backups words to find them by."),
    "prune": LazyCommand(
        "pagewake.cli.commands.retention:prune", "Empty the trash of what is due, and free space."
    ),
    "agent": LazyCommand("pagewake.cli.commands.agent:agent", "Do all of it by schedule, as a service."),
    "demo": LazyCommand("pagewake.cli.commands.demo:demo", "See it all on a small database."),
    "gui": LazyCommand("pagewake.cli.commands.gui:gui", "Open the window."),
    "completion": LazyCommand("pagewake.cli.commands.completion:completion", "Print shell completion."),
}


def _version(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        session_of(context).answer({"version": __version__}, f"pagewake {__version__}")
        context.exit()


@click.command(
    cls=Group,
    lazy=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 done, 1 a check found something wrong, 2 wrong usage, 3 the operation failed.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Print the version.",
)
def app() -> None:
    """Back up databases page by page, driven by their WAL, and restore them to any moment."""
