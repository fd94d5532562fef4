"""`pagewake expire` and `pagewake prune`: put what no rule keeps into the trash, empty that, and free the space."""

from __future__ import annotations

from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from pagewake.cli.commands.trash import purge_lines, purge_value
from pagewake.cli.framework import Command, pass_session
from pagewake.cli.places import repo_option, wait_option
from pagewake.cli.repositories import opened_repository
from pagewake.cli.running import run_job
from pagewake.cli.session import Session
from pagewake.cli.texts import table
from pagewake.clock import local_text
from pagewake.config import Retention
from pagewake.desk.places import chosen_repository, trash_grace
from pagewake.desk.sources import style_of
from pagewake.jobs import Job
from pagewake.report.json_values import time_value, window_value
from pagewake.units import counted, duration_text, parse_duration, size_text

if TYPE_CHECKING:
    from pagewake.expire.fates import PackUse
    from pagewake.expire.prune import PruneReport
    from pagewake.expire.run import ExpireReport

COUNTS = {
    "keep-last": "Keep the newest N backups.",
    "keep-full": "Keep the newest N full backups.",
    "daily": "Keep the newest backup of each of the last N days.",
    "weekly": "Keep the newest backup of each of the last N weeks.",
    "monthly": "Keep the newest backup of each of the last N months.",
    "yearly": "Keep the newest backup of each of the last N years.",
}
SPANS = {
    "keep-within": "Keep every backup younger than this: 7d, 36h, or never.",
    "window": "Keep every moment younger than this restorable: 7d, or never.",
}


def policy_options(function: Any) -> Any:
    """The options that change a retention policy."""
    for name, text in reversed(COUNTS.items()):
        function = click.option(f"--{name}", type=click.IntRange(0), metavar="N", help=text)(function)
    for name, text in reversed(SPANS.items()):
        function = click.option(f"--{name}", metavar="SPAN", help=text)(function)
    return function


@click.command(cls=Command)
@repo_option
@click.option("--source", "only", metavar="NAME", help="Only this source [default: all].")
@policy_options
@click.option("--grace", metavar="SPAN", help="For how long it can be brought back [default: 7d].")
@click.option(
    "--dry-run", is_flag=True, help="Only say what would go, and the restorable time that would be lost."
)
@wait_option("0")
@pass_session
def expire(
    session: Session,
    repo: str | None,
    only: str | None,
    grace: str | None,
    dry_run: bool,
    wait: timedelta,
    **rules: Any,
) -> None:
    """Put backups and WAL that no retention rule keeps into the trash.

    A backup stays when any rule keeps it, or when it is held, and what a kept backup or the promised window needs
    stays with it. Rules come from the source's settings, and the options here win over them. What is in the trash
    comes back with undelete; a prune removes it when its time there is over.
    """
    from pagewake.expire.run import run_expire

    place = chosen_repository(repo, session.settings)
    repository = opened_repository(session, place)
    span = trash_grace(place, session.settings) if grace is None else parse_duration(grace)
    sources = [only] if only else sorted({backup.source for backup in repository.backups()})
    reports = []
    for source in sources:
        known = session.settings.sources.get(source)
        policy = changed_policy(known.retention if known else Retention(), rules)
        work = partial(run_expire, repository, source, policy, grace=span, dry_run=dry_run, wait=wait)
        reports.append(run_job(session, Job("expire"), work))
    document = {"dry_run": dry_run, "sources": [_expire_value(report) for report in reports]}
    session.answer(document, "\n\n".join(map(_expire_text, reports)) or "There are no backups.")


def changed_policy(policy: Retention, rules: dict[str, Any]) -> Retention:
    """The policy with the options of the command line."""
    spans = {name.replace("-", "_") for name in SPANS}
    changes: dict[str, Any] = {}
    for name in (field.name for field in fields_of(policy)):
        value = rules.get(name)
        if value is None:
            continue
        if name in spans:
            value = None if value.strip().lower() == "never" else parse_duration(value)
        changes[name] = value
    return replace(policy, **changes)


def _expire_text(report: ExpireReport) -> str:
    plan, verb = report.plan, "Put" if report.done else "Would put"
    rows = [
        (
            "keep" if decision.keep else ("trash" if report.done else "go"),
            decision.backup.id,
            decision.backup.type.value,
            local_text(decision.backup.finished)[:16],
            "; ".join(decision.reasons) or "no rule keeps it",
        )
        for decision in plan.decisions
    ]
    lost = report.restorable_lost
    return "\n".join(
        [
            f"Source {report.source}",
            table(("", "Backup", "Type", "Finished (local)", "Why"), rows),
            (
                f"{verb} {len(plan.expired)} of {counted(len(plan.decisions), 'backup')} "
                f"and {counted(len(plan.wal), 'stretch', 'stretches')} of WAL ({size_text(plan.wal_bytes)}) "
                "into the trash."
            ),
            f"Restorable time lost: {duration_text(lost.total_seconds()) if lost else 'none'}.",
            *_way_back(report),
        ]
    )


def _way_back(report: ExpireReport) -> list[str]:
    if report.until is None or not (report.plan.expired or report.plan.wal):
        return []
    until = local_text(report.until)[:16]
    return [f"Until {until} this takes it back: pagewake undelete --run {report.run} --repo REPO"]


def _expire_value(report: ExpireReport) -> dict[str, Any]:
    plan = report.plan
    style = style_of(plan.decisions[-1].backup.engine if plan.decisions else "")
    return {
        "source": report.source,
        "run": report.run or None,
        "until": time_value(report.until),
        "backups": [
            {"id": one.backup.id, "keep": one.keep, "reasons": list(one.reasons)} for one in plan.decisions
        ],
        "expired": [backup.id for backup in plan.expired],
        "wal_stretches": len(plan.wal),
        "wal_bytes": plan.wal_bytes,
        "windows_before": [window_value(window, style) for window in plan.before],
        "windows_after": [window_value(window, style) for window in plan.after],
        "restorable_seconds_lost": report.restorable_lost.total_seconds(),
    }


@click.command(cls=Command)
@repo_option
@click.option(
    "--grace", metavar="SPAN", help="Time between condemning a pack and deleting it [default: 24h]."
)
@click.option("--purge-trash", is_flag=True, help="Remove all that is in the trash now, whatever its time.")
@click.option("--dry-run", is_flag=True, help="Only say what would be removed and freed.")
@wait_option("0")
@pass_session
def prune(
    session: Session, repo: str | None, grace: str | None, purge_trash: bool, dry_run: bool, wait: timedelta
) -> None:
    """Remove what has been in the trash for its time, and free the space of pages that no backup needs.

    What is removed from the trash cannot be brought back; what is in it still keeps all that it needs.
    Safe beside running backups: packs are condemned first and deleted by a later prune, when the grace
    period is over and everything that was running has ended.
    """
    from pagewake.expire.prune import DEFAULT_GRACE, run_prune

    repository = opened_repository(session, chosen_repository(repo, session.settings))
    span: timedelta = DEFAULT_GRACE if grace is None else parse_duration(grace)
    report = run_job(
        session,
        Job("prune"),
        lambda job: run_prune(
            repository, job, grace=span, purge_trash=purge_trash, dry_run=dry_run, wait=wait
        ),
    )
    session.answer(_prune_value(report), _prune_text(report))


def _prune_text(report: PruneReport) -> str:
    plan = report.plan
    done = "Deleted" if report.done else "Would delete"
    lines = [
        *purge_lines(report),
        f"{size_text(plan.total_bytes)} in packs, {size_text(plan.live_bytes)} of it needed.",
        f"{done} {counted(len(plan.delete), 'pack')}, {size_text(plan.bytes_freed)}.",
    ]
    if plan.trash_bytes:
        lines.append(f"Only backups in the trash need {size_text(plan.trash_bytes)} of it.")
    if report.leftovers:
        size = size_text(sum(one.size for one in report.leftovers))
        lines.append(
            f"{done} {counted(len(report.leftovers), 'WAL object')} that belong to no stretch, {size}."
        )
    if report.unfinished:
        lines.append(f"{done} {counted(report.unfinished, 'object')} that were begun and never finished.")
    later = len(plan.condemn) + len(plan.copy_out) + len(plan.waiting)
    if later:
        lines.append(
            f"{size_text(plan.bytes_later)} more in {counted(later, 'pack')} "
            "will be freed by a prune after the grace period."
        )
    return "\n".join(lines)


def _prune_value(report: PruneReport) -> dict[str, Any]:
    plan = report.plan

    def names(packs: tuple[PackUse, ...]) -> list[str]:
        return [pack.name for pack in packs]

    return {
        "dry_run": not report.done,
        "purged": [purge_value(one) for one in report.purged],
        "trash_bytes": plan.trash_bytes,
        "deleted": names(plan.delete),
        "condemned": names(plan.condemn),
        "copied_out": names(plan.copy_out),
        "spared": names(plan.spare),
        "waiting": names(plan.waiting),
        "bytes_freed": plan.bytes_freed,
        "bytes_later": plan.bytes_later,
        "bytes_copied": report.bytes_copied,
        "leftover_wal": len(report.leftovers),
        "leftover_wal_bytes": sum(one.size for one in report.leftovers),
        "unfinished_objects": report.unfinished,
        "total_bytes": plan.total_bytes,
        "live_bytes": plan.live_bytes,
    }
