"""`pagewake wal commits`: find the moment to restore to."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.places import repo_option
from pagewake.cli.repositories import opened_repository
from pagewake.cli.running import run_job
from pagewake.cli.session import Session
from pagewake.cli.targets import moment_from
from pagewake.cli.texts import table
from pagewake.clock import iso_utc, local_text
from pagewake.desk.places import chosen_repository
from pagewake.desk.sources import engine_of, only_source
from pagewake.jobs import Job
from pagewake.report.json_values import lsn_pair
from pagewake.units import listed

if TYPE_CHECKING:
    from pagewake.desk.commits import CommitsFound
    from pagewake.insight.commits import Commit
    from pagewake.lsn import LsnStyle

_NAMES = 3
"""So many relations that a commit removed are named in the text; all are in the JSON."""


@click.command(cls=Command, place_is_enough=True)
@repo_option
@click.option("--source", metavar="NAME", help="The source, where the repository holds several.")
@click.option("--at", "moment", metavar="LSN|TIME", help="Around this moment [default: the newest ones].")
@click.option(
    "--removing",
    is_flag=True,
    help="Only the last ones up to there that removed files of tables: dropped, truncated, or written anew.",
)
@click.option(
    "--count",
    type=click.IntRange(1, 1000),
    default=5,
    show_default=True,
    metavar="N",
    help="How many on each side.",
)
@click.option(
    "--timeline", type=click.IntRange(min=1), metavar="T", help="Along this timeline [default: the newest]."
)
@pass_session
def commits(
    session: Session,
    repo: str | None,
    source: str | None,
    moment: str | None,
    removing: bool,
    count: int,
    timeline: int | None,
) -> None:
    """Show the commits around a moment in the archived log, to find the one to restore to.

    To get back what a commit removed, restore to just before it: --target-xid and --exclusive.
    """
    from pagewake.desk.commits import find_commits

    at = moment_from(moment, "--at")
    repository = opened_repository(session, chosen_repository(repo, session.settings))
    name = only_source(repository, source)
    engine = engine_of(repository, name)
    found = run_job(
        session,
        Job("look for commits"),
        lambda job: find_commits(
            repository, engine, name, at, count, job, timeline=timeline, removing=removing
        ),
    )
    style, near = engine.lsn_style, found.near
    document = {
        "source": name,
        "timeline": found.timeline,
        "before": [_value(one, found, style) for one in near.before],
        "at": [_value(one, found, style) for one in near.exact],
        "after": [_value(one, found, style) for one in near.after],
        "complete_before": near.complete_before,
        "complete_after": near.complete_after,
    }
    session.answer(document, _text(found, name, style, at, removing=removing))


def _value(one: Commit, found: CommitsFound, style: LsnStyle) -> dict[str, Any]:
    return {
        "timeline": one.timeline,
        **lsn_pair("lsn", one.lsn, style),
        "time": iso_utc(one.time),
        "transaction": one.xid,
        "kind": one.kind,
        "removed": list(found.removed(one)),
    }


def _text(
    found: CommitsFound, source: str, style: LsnStyle, at: int | datetime | None, *, removing: bool
) -> str:
    near = found.near
    shown = [*near.before, *near.exact, *near.after]
    if not shown:
        return "No commit that removed anything is in the archived log." if removing else "No commits there."
    places = [""] * len(near.before) + ["at it"] * len(near.exact) + ["after it"] * len(near.after)
    columns = ["Committed", "LSN", "Transaction"]
    rows = [[local_text(one.time), style.text(one.lsn), one.xid] for one in shown]
    if at is not None and not removing:
        columns.insert(0, "")
        rows = [[place or "before it", *row] for place, row in zip(places, rows, strict=True)]
    if any(one.removed for one in shown):
        columns.append("Removed")
        for row, one in zip(rows, shown, strict=True):
            row.append(listed(found.of_interest(one), _NAMES))
    last = next((one for one in reversed(shown) if one.removed), None)
    lines = [table(columns, rows)]
    if last is not None:
        lines.append(
            "To just before the last one that removed something: "
            f"pagewake restore --source {source} --to DIR --target-xid {last.xid} --exclusive --dry-run"
        )
    return "\n".join(lines)
