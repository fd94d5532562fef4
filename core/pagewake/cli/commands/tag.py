"""`pagewake tag`: words to find backups by."""

from __future__ import annotations

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.places import repo_option
from pagewake.cli.repositories import opened_repository
from pagewake.cli.session import Session
from pagewake.cli.texts import table
from pagewake.desk.places import chosen_repository
from pagewake.report.json_values import backup_tags_value


@click.command(cls=Command)
@click.argument("backups", metavar="BACKUP...", nargs=-1, required=True)
@repo_option
@click.option("--add", metavar="WORD", multiple=True, help="Give the backups this tag. May be repeated.")
@click.option("--remove", metavar="WORD", multiple=True, help="Take this tag from them. May be repeated.")
@pass_session
def tag(
    session: Session,
    backups: tuple[str, ...],
    repo: str | None,
    add: tuple[str, ...],
    remove: tuple[str, ...],
) -> None:
    """Give backups tags, or take them away; without an option, show them.

    A tag has 1 to 64 characters and no comma. It changes nothing of what any rule keeps, stays with its backup in
    the trash, and goes when a prune removes that.
    """
    from pagewake.expire.tagging import tag as tag_them

    repository = opened_repository(session, chosen_repository(repo, session.settings))
    found = tag_them(repository, backups, add, remove)
    rows = [(one, ", ".join(words) or "none") for one, words in found.items()]
    session.answer(backup_tags_value(found), table(("Backup", "Tags"), rows))
