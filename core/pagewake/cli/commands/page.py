"""`pagewake page`: every kept version of one page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.places import repo_option
from pagewake.cli.repositories import opened_repository
from pagewake.cli.session import Session
from pagewake.cli.texts import table
from pagewake.clock import local_text
from pagewake.desk.places import chosen_repository
from pagewake.desk.sources import engine_of, only_source
from pagewake.errors import RestoreIncomplete, UsageError
from pagewake.jobs import Job
from pagewake.report.json_values import page_version_value

if TYPE_CHECKING:
    from pagewake.insight.pages import KeptPage
    from pagewake.lsn import LsnStyle


@click.command(cls=Command, place_is_enough=True)
@click.argument("file", metavar="FILE")
@click.argument("block", type=click.IntRange(0), metavar="BLOCK")
@repo_option
@click.option("--source", metavar="NAME", help="The source, where the repository holds several.")
@click.option("--all", "every", is_flag=True, help="Also the backups in which the page did not change.")
@click.option(
    "--backup", metavar="ID", help="Which version --extract writes [default: the newest sound one]."
)
@click.option(
    "--extract", type=click.Path(dir_okay=False, path_type=Path), metavar="OUT", help="Write one to a file."
)
@pass_session
def page(
    session: Session,
    file: str,
    block: int,
    repo: str | None,
    source: str | None,
    every: bool,
    backup: str | None,
    extract: Path | None,
) -> None:
    """Show every kept version of block BLOCK of FILE (as `show` names it), oldest first."""
    from pagewake.insight.pages import page_versions

    repository = opened_repository(session, chosen_repository(repo, session.settings))
    name = only_source(repository, source)
    engine = engine_of(repository, name)
    wanted = repository.manifest(backup).backup.id if backup else None
    versions = list(
        page_versions(repository, engine, name, file, block, Job("page"), every=every or wanted is not None)
    )
    style = engine.lsn_style
    document: dict[str, Any] = {
        "file": file,
        "block": block,
        "versions": [{**page_version_value(one.version, style), "problem": one.problem} for one in versions],
    }
    text = table(("Backup", "Taken", "State", "Page LSN", "Checksum"), [_row(one, style) for one in versions])
    if extract is not None:
        chosen = _chosen(versions, wanted)
        assert chosen.content is not None
        try:
            with extract.open("xb") as out:
                out.write(chosen.content)
        except FileExistsError:
            raise UsageError("there is a file of that name already", object_name=str(extract)) from None
        document["extracted"] = {"backup": chosen.version.backup, "file": str(extract)}
        text += f"\nWrote the version of backup {chosen.version.backup} to {extract}."
    session.answer(document, text)


def _row(kept: KeptPage, style: LsnStyle) -> tuple[str, ...]:
    version = kept.version
    lsn = "-" if version.page_lsn is None else style.text(version.page_lsn)
    verdict = {None: "-", True: "right", False: "WRONG"}[version.checksum_ok]
    state = f"{version.state}: {kept.problem}" if kept.problem else version.state
    return version.backup, local_text(version.taken), state, lsn, verdict


def _chosen(versions: list[KeptPage], wanted: str | None) -> KeptPage:
    """The version to write: that of a backup, or the newest whose checksum is not wrong."""
    usable = [
        one
        for one in versions
        if one.content is not None and one.version.backup == (wanted or one.version.backup)
    ]
    sound = usable if wanted else [one for one in usable if one.version.checksum_ok is not False]
    if not sound:
        raise RestoreIncomplete(
            "no version of this page can be written", advice="Look at the list without --extract to see why."
        )
    return sound[-1]
