"""`pagewake undelete`, `hold` and `unhold`, and what a prune says of the trash that it empties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.places import repo_option
from pagewake.cli.repositories import opened_repository
from pagewake.cli.session import Session
from pagewake.cli.texts import table
from pagewake.clock import iso_utc, local_text
from pagewake.desk.places import chosen_repository
from pagewake.desk.sources import style_of
from pagewake.errors import UsageError
from pagewake.report.json_values import window_value
from pagewake.units import counted, duration_text, size_text

if TYPE_CHECKING:
    from pagewake.expire.prune import PruneReport
    from pagewake.expire.purge import PurgePlan
    from pagewake.expire.trash import Undeleted


@click.command(cls=Command)
@click.argument("backups", metavar="[BACKUP]...", nargs=-1)
@repo_option
@click.option("--run", "runs", metavar="RUN", multiple=True, help="Take back all of one expiry, by its name.")
@click.option("--all", "everything", is_flag=True, help="Bring back everything that is in the trash.")
@click.option(
    "--no-hold", is_flag=True, help="Leave the backups to the rules: the next expire may take them again."
)
@pass_session
def undelete(
    session: Session,
    backups: tuple[str, ...],
    repo: str | None,
    runs: tuple[str, ...],
    everything: bool,
    no_hold: bool,
) -> None:
    """Bring backups back from the trash, with the WAL that is still there.

    Backups that are named are held from then on, so that the rule that let them go does not take them again; unhold
    ends that. --run and --all put everything back as it was before, and hold nothing.
    """
    from pagewake.expire.trash import undelete as bring_back
    from pagewake.expire.trash import undo

    if sum(map(bool, (backups, runs, everything))) != 1:
        raise UsageError("what is to come back is not clear", advice="Name backups, or give --run, or --all.")
    repository = opened_repository(session, chosen_repository(repo, session.settings))
    if backups:
        back = bring_back(repository, backups, hold_too=not no_hold)
    else:
        back = undo(repository, None if everything else runs)
    session.answer(_back_value(back), _back_text(back))


@click.command(cls=Command)
@click.argument("backups", metavar="BACKUP...", nargs=-1, required=True)
@repo_option
@click.option("--reason", default="", metavar="TEXT", help="Why, for whoever looks at it later.")
@pass_session
def hold(session: Session, backups: tuple[str, ...], repo: str | None, reason: str) -> None:
    """Hold backups: no rule lets them go until unhold.

    A backup that is in the trash comes back.
    """
    from pagewake.expire.trash import hold as hold_them

    repository = opened_repository(session, chosen_repository(repo, session.settings))
    back = hold_them(repository, backups, reason)
    ids = sorted({*back.backups, *back.kept})
    text = [f"Held: {', '.join(ids)}."]
    if back.backups:
        text.append(f"Brought back from the trash: {', '.join(back.backups)}.")
    session.answer({"held": ids, "brought_back": list(back.backups)}, "\n".join(text))


@click.command(cls=Command)
@click.argument("backups", metavar="BACKUP...", nargs=-1, required=True)
@repo_option
@pass_session
def unhold(session: Session, backups: tuple[str, ...], repo: str | None) -> None:
    """Hold backups no longer: the next expire lets them go if no rule keeps them."""
    from pagewake.expire.trash import unhold as let_go

    repository = opened_repository(session, chosen_repository(repo, session.settings))
    ended = let_go(repository, backups)
    text = f"No longer held: {', '.join(ended)}." if ended else "None of these was held."
    session.answer({"released": list(ended)}, text)


def _back_text(back: Undeleted) -> str:
    lines = []
    if back.backups:
        lines.append(f"Brought back: {', '.join(back.backups)}.")
    if back.wal:
        lines.append(f"{counted(back.wal, 'stretch', 'stretches')} of WAL came back.")
    if back.kept:
        lines.append(f"Not in the trash: {', '.join(back.kept)}.")
    if back.held:
        lines.append("They are held: no expire takes them until pagewake unhold.")
    return "\n".join(lines) or "There is nothing of it in the trash."


def _back_value(back: Undeleted) -> dict[str, Any]:
    return {
        "brought_back": list(back.backups),
        "wal_stretches": back.wal,
        "held": sorted({*back.backups, *back.kept}) if back.held else [],
        "not_in_trash": list(back.kept),
    }


def purge_lines(report: PruneReport) -> list[str]:
    """What leaves the trash for good, in words."""
    lines = []
    for plan in report.purged:
        if plan.postponed:
            lines.append(f"The trash of {plan.source} stays as it is for now: {plan.postponed}.")
            continue
        verb = "Removed for good" if report.done else "Would remove for good"
        wal = f"{counted(len(plan.wal), 'stretch', 'stretches')} of WAL ({size_text(plan.wal_bytes)})"
        lines.append(f"{verb} of {plan.source}: {counted(len(plan.backups), 'backup')} and {wal}.")
        rows = [
            (
                one.backup.id,
                one.backup.type.value,
                local_text(one.backup.finished)[:16],
                local_text(one.since)[:16],
                f"in the trash until {local_text(one.until)[:16]}",
                f"{len(one.dependants)}",
            )
            for one in plan.backups
        ]
        if rows:
            head = ("Backup", "Type", "Finished (local)", "Expired", "Why", "Built on it")
            lines.append(table(head, rows, right=(5,)))
        lost = plan.restorable_lost
        what = duration_text(lost.total_seconds()) if lost else "none"
        lines.append(f"Restorable time that can then no longer be brought back: {what}.")
    if any(one.dependants for plan in report.purged for one in plan.backups):
        lines.append("Backups that were built on one of these do not need it.")
    return lines


def purge_value(plan: PurgePlan) -> dict[str, Any]:
    """What leaves the trash of one source for good."""
    style = style_of(plan.backups[-1].backup.engine if plan.backups else "")
    return {
        "source": plan.source,
        "backups": [
            {
                "id": one.backup.id,
                "since": iso_utc(one.since),
                "until": iso_utc(one.until),
                "dependants": list(one.dependants),
            }
            for one in plan.backups
        ],
        "wal_stretches": len(plan.wal),
        "wal_bytes": plan.wal_bytes,
        "windows_before": [window_value(window, style) for window in plan.before],
        "windows_after": [window_value(window, style) for window in plan.after],
        "restorable_seconds_lost": plan.restorable_lost.total_seconds(),
        "postponed": plan.postponed,
    }
