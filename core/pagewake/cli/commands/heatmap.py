"""`pagewake heatmap` and `pagewake compare`: what changed, by the log and by two backups."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.places import repo_option
from pagewake.cli.repositories import opened_repository
from pagewake.cli.running import run_job
from pagewake.cli.session import Session
from pagewake.cli.targets import moment_from
from pagewake.cli.texts import fields, table
from pagewake.clock import local_text
from pagewake.desk.places import chosen_repository
from pagewake.desk.sources import engine_of, only_source
from pagewake.errors import PagewakeError, UsageError
from pagewake.jobs import Job
from pagewake.report.heat_report import comparison_value, heat_value
from pagewake.repository.tags import tags_of
from pagewake.units import duration_text, size_text

if TYPE_CHECKING:
    from pagewake.insight.compare import Comparison
    from pagewake.insight.heat import HeatMap
    from pagewake.lsn import LsnStyle
    from pagewake.report.heat_report import Heat

_SHOWN = 20
_BAR = 24


@click.command(cls=Command)
@repo_option
@click.option("--source", metavar="NAME", help="The source, where the repository holds several.")
@click.option("--from", "first", metavar="LSN|TIME", help="Only WAL from here on, whole stretches of it.")
@click.option("--to", "last", metavar="LSN|TIME", help="Only WAL up to here.")
@click.option(
    "--by",
    type=click.Choice(["relation", "file"]),
    default="relation",
    show_default=True,
    help="What a line is about.",
)
@click.option("--png", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Draw it, too.")
@pass_session
def heatmap(
    session: Session,
    repo: str | None,
    source: str | None,
    first: str | None,
    last: str | None,
    by: str,
    png: Path | None,
) -> None:
    """Show which relations and blocks the log changed, and how often."""
    from pagewake.insight.heat import HeatMap
    from pagewake.report.heat_report import read_heat

    limits = moment_from(first, "--from"), moment_from(last, "--to")
    repository = opened_repository(session, chosen_repository(repo, session.settings))
    name = only_source(repository, source)
    engine = engine_of(repository, name)
    heat = HeatMap(repository, engine, name)
    try:
        found = run_job(
            session,
            Job("heat map"),
            lambda job: read_heat(heat, limits, job, by_file=by == "file", picture=png is not None),
        )
        if png is not None:
            _write_new(png, found.picture)
    except OSError as error:
        raise PagewakeError(
            f"it cannot be written: {error.strerror or error}",
            object_name=str(error.filename or heat.directory),
            meaning="Nothing is lost: the heat map is made from the repository.",
            advice="Free space, or name another directory for what is kept of it with PAGEWAKE_CACHE.",
        ) from None
    finally:
        heat.close()
    session.answer(
        heat_value(found, engine.lsn_style, by=by, png=png), _heat_text(found, heat, engine.lsn_style, png)
    )


@click.command(cls=Command)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@repo_option
@pass_session
def compare(session: Session, before: str, after: str, repo: str | None) -> None:
    """Compare two backups of one source: what changed from A to B."""
    from pagewake.insight.compare import compare_backups

    repository = opened_repository(session, chosen_repository(repo, session.settings))
    engine = engine_of(repository, repository.manifest(before).backup.source)
    found = run_job(
        session, Job("compare"), lambda job: compare_backups(repository, engine, before, after, job)
    )
    tags = tags_of([repository.keeping.of(found.before.source)])
    session.answer(comparison_value(found, engine.lsn_style, tags), _comparison_text(found))


def _write_new(path: Path, content: bytes) -> None:
    try:
        with path.open("xb") as out:
            out.write(content)
    except FileExistsError:
        raise UsageError("there is a file of that name already", object_name=str(path)) from None


def _heat_text(found: Heat, heat: HeatMap, style: LsnStyle, png: Path | None) -> str:
    if not found.stretches:
        return "No WAL of that range is archived: nothing is known to have changed."
    lines = [
        fields(
            (
                ("Source", heat.source),
                ("WAL", f"{style.text(found.first_lsn)} to {style.text(found.end_lsn)}"),
                ("Changed", f"{found.changed_blocks:,} of {found.blocks:,} blocks, {found.changes:,} times"),
            )
        )
    ]
    hottest = [line for line in found.lines if line.changes][:_SHOWN]
    most = max((line.changes for line in hottest), default=1)
    rows = [
        (
            f"{line.changes:,}",
            "#" * max(round(line.changes / most * _BAR), 1),
            f"{line.changed_blocks:,}",
            f"{line.blocks:,}",
            line.name,
        )
        for line in hottest
    ]
    if rows:
        lines += ["", table(("Changes", "", "Changed", "Blocks", "Name"), rows, right=(0, 2, 3))]
    left = sum(1 for line in found.lines if line.changes) - len(hottest)
    if left > 0:
        lines.append(f"... and {left:,} more that changed; all are in the output of --json.")
    if png is not None:
        lines += ["", f"The picture is in {png}."]
    return "\n".join(lines)


def _comparison_text(found: Comparison) -> str:
    totals = found.totals
    direction = "later" if found.time_distance.total_seconds() >= 0 else "earlier"
    seconds = abs(found.time_distance.total_seconds())
    lines = [
        fields(
            (
                ("A", f"{found.before.id} ({found.before.type.value}), {local_text(found.before.finished)}"),
                ("B", f"{found.after.id} ({found.after.type.value}), {duration_text(seconds)} {direction}"),
                (
                    "Pages changed",
                    f"{totals['pages_changed']:,}, {size_text(totals['bytes_changed'])} with new ones",
                ),
                ("Pages added", f"{totals['pages_added']:,}"),
                ("Pages dropped", f"{totals['pages_dropped']:,}"),
            )
        )
    ]
    rows = [
        (
            one.state,
            f"{one.changed:,}",
            f"{one.added:,}",
            f"{one.dropped:,}",
            f"{size_text(one.bytes_before)} to {size_text(one.bytes_after)}",
            one.name,
        )
        for one in sorted(
            found.relations, key=lambda one: (-(one.changed + one.added + one.dropped), one.name)
        )
        if one.state != "same"
    ]
    if rows:
        head = ("State", "Changed", "Added", "Dropped", "Size", "Relation")
        lines += ["", table(head, rows, right=(1, 2, 3))]
    else:
        lines += ["", "All relations are the same."]
    return "\n".join(lines)
