"""`pagewake repo copy`: what one repository has, in another one too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pagewake.allocator import FEWEST_KEPT, LARGEST_KEPT
from pagewake.cli.framework import Command, pass_session
from pagewake.cli.places import new_passphrase, passphrase_for, passphrase_source, repo_argument
from pagewake.cli.repositories import bandwidth_option, chosen_bandwidth, opened_repository
from pagewake.cli.running import run_job
from pagewake.cli.session import Session
from pagewake.cli.texts import finding_text, table
from pagewake.config import settings_path
from pagewake.desk.copying import open_target
from pagewake.desk.creating import kept_passphrase
from pagewake.desk.places import resolve_repository
from pagewake.errors import RepositoryMissing, UsageError, WrongPassphrase
from pagewake.jobs import Job
from pagewake.report.json_values import finding_values
from pagewake.stores.base import BoundedStore
from pagewake.stores.protecting import innermost
from pagewake.units import counted, duration_text, size_text

if TYPE_CHECKING:
    from pagewake.copying.plan import SourcePlan
    from pagewake.copying.report import Arrived, CopyReport
    from pagewake.credentials import Secret
    from pagewake.repository.repository import Repository


@click.command(cls=Command)
@repo_argument("origin", "FROM")
@repo_argument("target", "TO")
@click.option("--source", "sources", metavar="NAME", multiple=True, help="Only this source; repeatable.")
@click.option(
    "--backup",
    "backups",
    metavar="ID",
    multiple=True,
    help="Only this backup, and the WAL that makes it consistent; repeatable.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be copied, why, and how much.")
@click.option("--create", is_flag=True, help="Make the repository TO if it is not there.")
@click.option("--encrypt", is_flag=True, help="With --create: encrypt everything in it with a passphrase.")
@click.option(
    "--passphrase-from",
    "place_of_it",
    metavar="KIND:PLACE",
    help="Where the passphrase of TO is found: file:PATH, command:LINE, env:NAME or keyring:NAME.",
)
@click.option(
    "--read-back",
    is_flag=True,
    help="Read all of it back from TO, also what was there before, and copy again what is damaged there.",
)
@click.option("--jobs", type=click.IntRange(1, 64), default=4, show_default=True, help="Threads.")
@bandwidth_option
@pass_session
def copy(
    session: Session,
    origin: str,
    target: str,
    sources: tuple[str, ...],
    backups: tuple[str, ...],
    dry_run: bool,
    create: bool,
    encrypt: bool,
    place_of_it: str | None,
    read_back: bool,
    jobs: int,
    bandwidth: str | None,
) -> int:
    """Copy backups and WAL from one repository into another.

    Only what TO lacks is read; every chunk and every stretch of WAL is compared with its hash on the way, and sealed
    anew where the keys differ. Nothing in TO is deleted, or changed but what is damaged. Tags and holds are brought
    along, also to backups that are there. A copy that was stopped goes on where it was. Exit status 1 if something
    could not be copied: it is named, and all else is.

    Passphrases come from where they always do; where PAGEWAKE_PASSPHRASE is that of FROM, --passphrase-from names
    where that of TO is.
    """
    from pagewake.copying.planning import Choice
    from pagewake.copying.run import run_copy

    if encrypt and not create:
        raise UsageError("--encrypt says how a new repository is made", advice="Add --create.")
    job = Job("copy")
    places = [resolve_repository(text, session.settings) for text in (origin, target)]
    keep = passphrase_source(place_of_it, "--passphrase-from") if place_of_it is not None else None

    def passphrase() -> Secret | None:
        found = kept_passphrase(keep) if keep is not None else passphrase_for(session, places[1])
        return found or (new_passphrase(session, places[1]) if encrypt else None)

    here = opened_repository(
        session, places[0], bandwidth=chosen_bandwidth(bandwidth, places[0]), token=job.token
    )
    there, created = _target(
        lambda: open_target(
            places[1],
            passphrase,
            settings_path(session.config),
            create=create,
            encrypt=encrypt,
            codec=here.descriptor.codec,
            keep=keep,
            dry_run=dry_run,
            bandwidth=chosen_bandwidth(bandwidth, places[1]),
            token=job.token,
        ),
        named=keep is not None,
    )
    choice = Choice(sources, backups)
    try:
        report = run_job(
            session,
            job,
            lambda job: run_copy(
                here, there, choice, job, workers=jobs, dry_run=dry_run, read_back=read_back
            ),
            largest_kept=LARGEST_KEPT if _are_directories(here, there) else FEWEST_KEPT,
        )
    finally:
        here.close()
        there.close()
    document = {
        "from": {"id": here.descriptor.id, "location": places[0].location},
        "to": {
            "id": None if created and dry_run else there.descriptor.id,
            "location": places[1].location,
            "created": created,
        },
        **_value(report),
    }
    session.answer(document, _text(report, places[1].location, created=created))
    return 0 if report.ok else 1


def _are_directories(*repositories: Repository) -> bool:
    """Whether none of them needs a client, and its memory."""
    return all(isinstance(innermost(one.store), BoundedStore) for one in repositories)


def _target(opening: Any, *, named: bool) -> tuple[Repository, bool]:
    """What is copied into; `named`: it was said where its passphrase is."""
    try:
        opened: tuple[Repository, bool] = opening()
    except RepositoryMissing as error:
        raise RepositoryMissing(
            error.what,
            object_name=error.object_name,
            meaning=error.meaning,
            advice="Add --create to make it, or make it first with: pagewake repo init REPO",
        ) from None
    except WrongPassphrase as error:
        if named:
            raise
        raise WrongPassphrase(
            error.what,
            object_name=error.object_name,
            meaning="This is the passphrase of TO. Nothing was read or changed.",
            advice="Where it is not that of FROM, say where it is with --passphrase-from.",
        ) from None
    return opened


def _value(report: CopyReport) -> dict[str, Any]:
    return {
        "ok": report.ok,
        "dry_run": not report.done,
        "sealed_anew": not report.plan.same_ids,
        "sources": [_source_value(one) for one in report.plan.sources],
        "bytes_to_read": report.plan.page_bytes + report.plan.wal_bytes,
        "copied": list(report.copied),
        "refused": list(report.refused),
        "wal_copied": report.wal_copied,
        "chunks_copied": report.chunks,
        "bytes_read": report.bytes_read,
        "bytes_written": report.bytes_written,
        "followed": list(report.followed),
        "arrival": _arrival_value(report.arrived),
        "findings": finding_values(report.findings),
        "duration_ms": report.duration_ms,
    }


def _arrival_value(arrived: Arrived) -> dict[str, Any]:
    return {
        "read_back": arrived.read_back,
        "packs_by_footer": arrived.packs_by_footer,
        "packs_read": arrived.packs_read,
        "wal_read": arrived.wal_read,
        "bytes_read": arrived.bytes_read,
        "damaged": list(arrived.damaged),
        "mended": list(arrived.mended),
    }


def _source_value(plan: SourcePlan) -> dict[str, Any]:
    return {
        "source": plan.source,
        "backups": [
            {
                "id": step.backup.id,
                "action": step.act.value,
                "reason": step.reason,
                "bytes": step.bytes,
                "tags": list(step.tags),
                "hold": step.hold,
            }
            for step in plan.backups
        ],
        "wal_to_copy": len(plan.wal),
        "wal_bytes": plan.wal_bytes,
        "wal_there": plan.wal_there,
        "wal_removed": plan.wal_removed,
        "wal_refused": [one.row.name for one in plan.wal_refused],
    }


def _text(report: CopyReport, location: str, *, created: bool) -> str:
    lines: list[str] = []
    if created:
        lines.append(f"{'Made' if report.done else 'Would make'} the repository {location}.")
    if not report.done:
        lines += [_plan_text(one) for one in report.plan.sources]
    lines += map(finding_text, report.findings)
    backups, size = len(report.copied), size_text(report.bytes_written)
    if report.done:
        stretches = counted(report.wal_copied, "stretch", "stretches")
        done = f"Copied {counted(backups, 'backup')} and {stretches} of WAL"
        if not backups and not report.wal_copied and not report.followed and report.ok:
            lines.append("Everything is there already.")
        else:
            lines.append(f"{done} in {duration_text(report.duration_ms / 1000)}; {size} stored.")
        if report.followed:
            lines.append(f"Brought tags or holds to {counted(len(report.followed), 'backup')} there.")
        lines += _arrival_text(report.arrived)
    else:
        lines.append(
            f"Would read {size_text(report.plan.page_bytes)} of pages and maps, "
            f"and {size_text(report.plan.wal_bytes)} of WAL."
        )
    if not report.ok:
        lines.append("Something could not be copied: see above.")
    return "\n".join(lines)


def _arrival_text(arrived: Arrived) -> list[str]:
    """What was looked at in the other repository."""
    looked = []
    if arrived.packs_by_footer:
        looked.append(f"{counted(arrived.packs_by_footer, 'pack')} by their footers")
    if arrived.packs_read:
        looked.append(f"{counted(arrived.packs_read, 'pack')} from end to end")
    if arrived.wal_read:
        looked.append(f"{counted(arrived.wal_read, 'stretch', 'stretches')} of WAL")
    return (
        [f"Looked at there: {', '.join(looked)}; {size_text(arrived.bytes_read)} read back."]
        if looked
        else []
    )


def _plan_text(plan: SourcePlan) -> str:
    rows = [
        (step.act.value, step.backup.id, step.backup.type.value, size_text(step.bytes), step.reason)
        for step in plan.backups
    ]
    parts = [f"Source {plan.source}"]
    marked = len(plan.to_mark)
    if rows:
        parts.append(table(("", "Backup", "Type", "To read", "Why"), rows))
    stretches = counted(len(plan.wal), "stretch", "stretches")
    removed = f", {plan.wal_removed} were removed there on purpose" if plan.wal_removed else ""
    parts.append(
        f"WAL: {stretches} to copy ({size_text(plan.wal_bytes)}), {plan.wal_there} are there{removed}."
    )
    if marked:
        parts.append(f"Tags or holds to bring to {counted(marked, 'backup')} there.")
    return "\n".join(parts)
