"""`pagewake wal push`, `get` and `receive`: the log on its way into a repository and out of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.places import repo_option, source_argument
from pagewake.cli.repositories import opened_repository, repository_of, unlocked
from pagewake.cli.session import Session
from pagewake.desk.places import chosen_repository, resolve_source
from pagewake.desk.sources import engine_of, sources_of
from pagewake.errors import UsageError
from pagewake.units import counted

if TYPE_CHECKING:
    from pagewake.archive.push import PushedPiece, PushReport
    from pagewake.archive.receive import ReceiveReport
    from pagewake.engines.base import Engine
    from pagewake.lsn import LsnStyle
    from pagewake.repository.repository import Repository

COULD_NOT_TELL = 126
"""What a restore command answers where 1, "there is none", might be wrong. Servers stop at once at it."""
AHEAD = 16
JOBS = 4
PREFETCH = 8
SPOOL = ".pagewake-spool"
SEGMENT_NAME = re.compile(r"[0-9A-F]{24}")
"""Names whose followers follow from them: PostgreSQL's segments."""


@click.command(cls=Command, place_is_enough=True)
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@repo_option
@click.option("--source", "name", metavar="NAME", required=True, help="The source in the repository.")
@click.option("--engine", metavar="E", help="The engine that wrote it [default: the one that recognises it].")
@click.option(
    "--batch",
    metavar="N",
    type=click.IntRange(1, 1000),
    default=AHEAD,
    show_default=True,
    help="Where the server waits with more (PostgreSQL: archive_status), archive up to N files at once.",
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 64),
    help="How many of them at a time [default: as the store likes].",
)
@pass_session
def push(
    session: Session,
    path: Path,
    repo: str | None,
    name: str,
    engine: str | None,
    batch: int,
    jobs: int | None,
) -> None:
    """Archive one closed WAL segment: an archive command.

    Exit status 0 says that the segment is durable in the repository; pushing it again changes nothing. It says so
    of this one segment: the others of a batch are compared with the archive when they are pushed themselves.
    """
    from pagewake.archive.pushed import pushed_before
    from pagewake.config import checked_name
    from pagewake.repository.wal_keys import WalKeys

    checked_name(name)
    store, descriptor, sealer = unlocked(session, chosen_repository(repo, session.settings))
    if engine is None and pushed_before(WalKeys(store, sealer), name, path):
        session.answer(_nothing_new(name), f"{path.name}: already archived.")
        return
    from pagewake.archive.push import PushOptions, push_wal
    from pagewake.jobs import Job

    repository = repository_of((store, descriptor, sealer))
    chosen = _engine(repository, name, path, engine)
    workers = jobs or min(JOBS, repository.store.properties.parallel_requests)
    report = push_wal(repository, chosen, name, [path], Job("push"), PushOptions(batch - 1, workers))
    session.answer(_push_document(report, chosen.lsn_style), _push_text(report, path, chosen.lsn_style))


def _engine(repository: Repository, name: str, path: Path, wanted: str | None) -> Engine:
    """The engine that was asked for, that of the known source, or the one that recognises the place."""
    if wanted is not None:
        from pagewake.engines import registry

        return registry.engine(wanted)
    if name in sources_of(repository):
        return engine_of(repository, name)
    from pagewake.cli.commands.wal_inspect import engine_for

    return engine_for((path.absolute(),))


def _nothing_new(source: str) -> dict[str, Any]:
    return {
        "source": source,
        "system_identifier": None,
        "archived": [],
        "ahead": [],
        "bytes": 0,
        "findings": [],
    }


def _push_document(report: PushReport, style: LsnStyle) -> dict[str, Any]:
    from pagewake.report.json_values import finding_values

    return {
        "source": report.source,
        "system_identifier": report.system_identifier,
        "archived": [_piece_value(piece, style) for piece in report.pieces],
        "ahead": [_piece_value(piece, style) for piece in report.ahead],
        "bytes": report.bytes_added,
        "findings": finding_values(report.findings),
    }


def _piece_value(piece: PushedPiece, style: LsnStyle) -> dict[str, Any]:
    from pagewake.report.json_values import lsn_pair

    return {
        "name": piece.name,
        "timeline": piece.timeline,
        **lsn_pair("from_lsn", piece.first_lsn, style),
        **lsn_pair("to_lsn", max(piece.end_lsn - 1, piece.first_lsn), style),
        "bytes": piece.size,
    }


def _push_text(report: PushReport, path: Path, style: LsnStyle) -> str:
    from pagewake.cli.texts import finding_text

    lines = [] if report.pieces else [f"{path.name}: already archived."]
    lines += [_piece_text(piece, path.name, style) for piece in report.pieces]
    lines += [_piece_text(piece, f"ahead, {piece.name}", style) for piece in report.ahead]
    return "\n".join([*lines, *(finding_text(finding) for finding in report.findings)])


def _piece_text(piece: PushedPiece, title: str, style: LsnStyle) -> str:
    from pagewake.units import size_text

    if piece.end_lsn == piece.first_lsn:
        return f"{title}: timeline {piece.timeline} begins at LSN {style.text(piece.first_lsn)}"
    return (
        f"{title}: LSN {style.text(piece.first_lsn)} to {style.text(piece.end_lsn - 1)}, "
        f"timeline {piece.timeline}, {size_text(piece.size)}"
    )


@click.command(cls=Command, place_is_enough=True, failure_status=COULD_NOT_TELL)
@click.argument("name", metavar="NAME")
@click.argument("destination", metavar="DEST", type=click.Path(path_type=Path))
@repo_option
@click.option("--source", metavar="NAME", required=True, help="The source in the repository.")
@click.option(
    "--prefetch",
    metavar="N",
    type=click.IntRange(0, 256),
    default=PREFETCH,
    show_default=True,
    help="Fetch up to N of the segments that come next meanwhile (PostgreSQL), at most 256 MiB; 0 for none.",
)
@click.option(
    "--spool",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where to keep them until they are asked for [default: .pagewake-spool beside DEST].",
)
@pass_session
def get(
    session: Session,
    name: str,
    destination: Path,
    repo: str | None,
    source: str,
    prefetch: int,
    spool: Path | None,
) -> int:
    """Write the WAL archived under NAME to DEST: a restore command.

    Exit status: 0 it is there, whole and verified; 1 there is none of that name; 126 it could not be told
    (the repository does not answer, a wrong passphrase, damage): then the log must not be taken for ended.
    """
    from pagewake.cli.commands.wal_get import get_ahead, get_now

    place = chosen_repository(repo, session.settings)
    destination = destination.absolute()
    if prefetch and SEGMENT_NAME.fullmatch(name):
        root = (spool or destination.parent / SPOOL).absolute()
        found = get_ahead(session, place, source, name, destination, root, prefetch)
    else:
        found = get_now(session, place, source, name, destination) is not None
    if not found:
        session.note(f"{name} is not in the archive.")
    session.answer({"name": name, "found": found, "destination": str(destination) if found else None}, "")
    return 0 if found else 1


@click.command(cls=Command)
@source_argument
@repo_option
@click.option("--source", "name", metavar="NAME", help="The name of the source in the repository.")
@click.option("--connection", metavar="URI", help="How to reach a running server, without a password.")
@click.option(
    "--interval", metavar="SPAN", default="10s", show_default=True, help="How often to look for new WAL."
)
@click.option("--once", is_flag=True, help="Bring the archive up to date and end.")
@click.option(
    "--slot",
    metavar="SLOT",
    help="The replication slot in which a server keeps WAL for this receiver [default: pagewake_NAME].",
)
@pass_session
def receive(
    session: Session,
    source: str,
    repo: str | None,
    name: str | None,
    connection: str | None,
    interval: str,
    once: bool,
    slot: str | None,
) -> None:
    """Keep the archived log of SOURCE up to date until stopped (Ctrl-C, SIGTERM).

    A repository or a database that is away for a while is waited for. A PostgreSQL server streams its WAL, and keeps
    what is not archived yet in a replication slot, which is made where it is missing. A slot that is no longer
    received from fills the server's disk: drop it (SELECT pg_drop_replication_slot), or bound it with
    max_slot_wal_keep_size.
    """
    from pagewake.archive.receive import ReceiveOptions, receive_wal
    from pagewake.cli.running import run_job
    from pagewake.engines.base import SlotUser
    from pagewake.jobs import Job
    from pagewake.units import parse_duration

    seconds = parse_duration(interval).total_seconds()
    if seconds <= 0:
        raise UsageError("an interval of nothing never ends", object_name="--interval", advice="Give 10s.")
    settings = session.settings
    place = resolve_source(source, settings, connection=connection, name=name)
    repository = opened_repository(session, chosen_repository(repo, settings, place))
    engine, opened = place.open()
    options = ReceiveOptions(seconds, once, lsn_text=engine.lsn_style.text)
    if isinstance(opened, SlotUser):
        opened.use_slot(place.name, slot)
    elif slot is not None:
        raise UsageError(f"{engine.title} has no replication slots", object_name="--slot")
    try:
        report = run_job(
            session,
            Job("receive"),
            lambda job: receive_wal(repository, opened, place.name, job, options),
            stopping="Stopping",
            endless=True,
        )
    finally:
        opened.close()
    session.answer(_receive_document(report, engine.lsn_style), _receive_text(report, engine.lsn_style))


def _receive_document(report: ReceiveReport, style: LsnStyle) -> dict[str, Any]:
    from pagewake.report.json_values import finding_values, lsn_pair

    last = report.position
    return {
        "source": report.source,
        "stretches": report.stretches,
        "bytes": report.bytes_added,
        "timeline": last.timeline if last else None,
        **lsn_pair("to_lsn", last.lsn - 1 if last else None, style),
        "interruptions": report.interruptions,
        "findings": finding_values(report.findings),
    }


def _receive_text(report: ReceiveReport, style: LsnStyle) -> str:
    from pagewake.units import size_text

    if report.position is None:
        return f"{report.source}: the archive was up to date, nothing was added."
    times = f"; interrupted {counted(report.interruptions, 'time')}" if report.interruptions else ""
    return (
        f"{report.source}: {size_text(report.bytes_added)} in {counted(report.stretches, 'stretch', 'stretches')}, "
        f"up to LSN {style.text(report.position.lsn - 1)} of timeline {report.position.timeline}{times}."
    )
