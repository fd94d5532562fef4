"""`pagewake backup`: take one backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.places import repo_option, source_argument
from pagewake.cli.repositories import bandwidth_option, chosen_bandwidth, repository_of, unlocked
from pagewake.cli.running import run_job
from pagewake.cli.session import Session
from pagewake.cli.texts import fields, finding_text, status_text
from pagewake.clock import now
from pagewake.desk.places import chosen_repository, resolve_source
from pagewake.engines.base_early import EarlySource
from pagewake.jobs import Job
from pagewake.model import BackupStatus
from pagewake.report.json_values import backup_value, finding_values
from pagewake.repository.backup_ids import backup_label, new_backup_id
from pagewake.repository.tags import checked_words
from pagewake.units import counted, duration_text, listed, size_text

if TYPE_CHECKING:
    from pagewake.model import Backup
    from pagewake.repository.repository import Repository

TYPES = ("auto", "full", "differential", "incremental")


@click.command(cls=Command)
@source_argument
@repo_option
@click.option(
    "--type", "type_", type=click.Choice(TYPES), default="auto", show_default=True, help="How much to read."
)
@click.option("--source", "name", metavar="NAME", help="The name of the source in the repository.")
@click.option("--connection", metavar="URI", help="How to reach a running server, without a password.")
@click.option("--jobs", type=click.IntRange(1, 64), default=2, show_default=True, help="Worker threads.")
@click.option(
    "--checkpoint", is_flag=True, help="Have the database flush first; the restore then replays less."
)
@click.option("--tag", "tags", metavar="WORD", multiple=True, help="Give it this tag. May be repeated.")
@bandwidth_option
@pass_session
def backup(
    session: Session,
    source: str,
    repo: str | None,
    type_: str,
    name: str | None,
    connection: str | None,
    jobs: int,
    checkpoint: bool,
    tags: tuple[str, ...],
    bandwidth: str | None,
) -> int:
    """Take a backup of SOURCE.

    auto takes an incremental where the log proves that it is complete, a full backup where it does not or
    where one is due, and says why. Exit status 1: there is a backup, and pages that failed their own check
    are in it.
    """
    settings, words = session.settings, checked_words(tags)
    place = resolve_source(source, settings, connection=connection, name=name)
    job, where = Job("backup"), chosen_repository(repo, settings, place)
    limit, opened_store = chosen_bandwidth(bandwidth, where), unlocked(session, where, job.token)
    engine, opened = place.open()
    try:
        id_ = new_backup_id(now)
        if isinstance(opened, EarlySource):
            # A server takes about as long to begin as what reads and stores pages takes to load.
            opened.begin_early(backup_label(id_), checkpoint=checkpoint)
        from pagewake.backup.plan import BackupPolicy
        from pagewake.backup.run import BackupRequest, run_backup

        repository = repository_of(opened_store, bandwidth=limit, token=job.token)
        known = settings.sources.get(source)
        full_every = known.schedule.full if known else None
        policy = BackupPolicy(full_every=full_every) if full_every else BackupPolicy()
        request = BackupRequest(place.name, type_, checkpoint, jobs, policy, id=id_)
        report = run_job(session, job, lambda job: run_backup(repository, engine, opened, request, job))
    finally:
        opened.close()
    made, stats, style = report.backup, report.stats, engine.lsn_style
    if made.parent is None and (also := _also_kept_as(repository, made)):
        session.note(
            f"Note: the repository keeps this database as {listed(also)} too. With --source {also[0]} its backups and "
            f"its WAL go on there; {made.source} is another source, which shares nothing but space."
        )
    if words:
        from pagewake.expire.tagging import tag_new

        tag_new(repository, made.id, words)
    text = "\n".join(
        [
            fields(
                (
                    ("Backup", f"{made.id} ({made.type.value}, {status_text(made.status)})"),
                    ("Why", report.reason),
                    (
                        "LSN",
                        f"{style.text(made.start_lsn)} to {style.text(made.stop_lsn)}, timeline {made.timeline}",
                    ),
                    ("Read", f"{counted(stats.pages_backed_up, 'page')}, {size_text(stats.bytes_read)}"),
                    ("Stored", f"{size_text(stats.bytes_written)} in the repository"),
                    ("Took", duration_text(stats.duration_ms / 1000)),
                    ("Tags", ", ".join(words)),
                )
            ),
            *(finding_text(finding) for finding in report.findings),
        ]
    )
    document = {
        "backup": backup_value(made, style, tags=words),
        "stats": {
            "pages_backed_up": stats.pages_backed_up,
            "wal_segments_backed_up": stats.wal_segments_backed_up,
            "files_backed_up": stats.files_backed_up,
            "bytes_read": stats.bytes_read,
            "bytes_written": stats.bytes_written,
            "duration_ms": stats.duration_ms,
            "throughput_mbps": stats.throughput_mbps,
        },
        "reason": report.reason,
        "findings": finding_values(report.findings),
    }
    session.answer(document, text)
    return 0 if made.status is BackupStatus.OK else 1


def _also_kept_as(repository: Repository, made: Backup) -> list[str]:
    """Other names under which the repository keeps the same database, where this is the first backup under its own."""
    if len(repository.backups(made.source)) > 1:
        return []
    same = [one for one in repository.backups() if one.system_identifier == made.system_identifier]
    return sorted({one.source for one in same} - {made.source})
