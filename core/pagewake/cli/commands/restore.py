"""`pagewake restore`: get a database back, as of a moment; or try it in a drill."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pagewake.cli.commands.restore_blocks import or_blocks
from pagewake.cli.commands.restore_cleanup import clean_up
from pagewake.cli.commands.restore_continue import go_on
from pagewake.cli.framework import Command, pass_session
from pagewake.cli.places import repo_option
from pagewake.cli.repositories import bandwidth_option, chosen_bandwidth, opened_repository
from pagewake.cli.restore_texts import drill_text, plan_line, plan_text, report_text
from pagewake.cli.running import run_job
from pagewake.cli.session import Session
from pagewake.cli.targets import target_from, target_options
from pagewake.cli.texts import finding_text
from pagewake.desk.places import chosen_repository
from pagewake.desk.sources import only_source
from pagewake.errors import UsageError
from pagewake.jobs import CancelToken, Job
from pagewake.model import Severity

if TYPE_CHECKING:
    from pagewake.desk.restoring import PreparedRestore
    from pagewake.repository.repository import Repository
    from pagewake.restore.destination import DestinationReport
    from pagewake.restore.plan_file import SavedPlan
    from pagewake.restore.run import RestoreRequest


@click.command(cls=Command, place_is_enough=True)
@repo_option
@click.option(
    "--to",
    "directory",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The directory to restore into; it must be empty, or there must be --delta. A dry run needs none.",
)
@click.option("--source", metavar="NAME", help="The source, where the repository holds several.")
@click.option(
    "--backup", metavar="ID", help="Begin with this backup [default: the newest that can reach the target]."
)
@target_options
@click.option(
    "--action", type=click.Choice(["pause", "promote", "shutdown"]), help="What a server does at the target."
)
@click.option(
    "--keep-archiving", is_flag=True, help="Let a restored server archive; it does not unless told to."
)
@click.option(
    "--keep-configuration",
    is_flag=True,
    help="Leave the configuration that DIR has, in it or elsewhere, instead of writing the backup's.",
)
@click.option("--tablespace-map", "tablespaces", multiple=True, metavar="OLD=NEW", help="Move a tablespace.")
@click.option(
    "--delta", is_flag=True, help="Turn what is in DIR into the restored state, rewriting what differs."
)
@click.option("--check-first", is_flag=True, help="Read all that is needed before anything is written.")
@click.option("--jobs", "workers", type=click.IntRange(1, 64), metavar="N", help="Threads that write files.")
@bandwidth_option
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--prove", is_flag=True, help="Check the restored database afterwards.")
@click.option("--drill", is_flag=True, help="Restore into a scratch directory, prove it, and throw it away.")
@click.option(
    "--scratch",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where a drill makes its directory [default: the system's temporary directory].",
)
@click.option(
    "--save-plan",
    "save_to",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Save the plan; restore nothing.",
)
@click.option(
    "--plan", "plan_file", type=click.Path(path_type=Path), metavar="FILE", help="Carry out a saved plan."
)
@click.option(
    "--continue",
    "further",
    is_flag=True,
    help="Have the server in DIR, which a restore left paused at its target and which was stopped since, go on to a "
    "later one.",
)
@click.option(
    "--clean-up",
    "tidy",
    is_flag=True,
    help="Restore nothing: remove what a restore into DIR left that did not end, or with --drill what drills and "
    "verifications left.",
)
@pass_session
@or_blocks
def restore(
    session: Session,
    repo: str | None,
    directory: Path | None,
    source: str | None,
    backup: str | None,
    action: str | None,
    keep_archiving: bool,
    keep_configuration: bool,
    tablespaces: tuple[str, ...],
    delta: bool,
    check_first: bool,
    workers: int | None,
    bandwidth: str | None,
    dry_run: bool,
    prove: bool,
    drill: bool,
    scratch: Path | None,
    save_to: Path | None,
    plan_file: Path | None,
    further: bool,
    tidy: bool,
    **target: Any,
) -> int:
    """Restore a database into DIR, to the newest moment or to a target."""
    from pagewake.desk import restoring
    from pagewake.restore.plan_file import read_plan
    from pagewake.restore.run import RestoreRequest

    if tidy:
        if (directory is None) != drill or (scratch is not None and not drill):
            raise UsageError(
                "what to clean up is not said", advice="Give --to DIR, or --drill with --scratch DIR."
            )
        return clean_up(session, directory, scratch, dry_run=dry_run)
    other = delta or drill or plan_file or save_to or backup or tablespaces or keep_configuration
    if further and (directory is None or other):
        raise UsageError(
            "--continue takes a directory and a target, and other options ask for a restore",
            advice="Give --to DIR and the later target, and perhaps --action or --prove.",
        )
    saved: SavedPlan | None = None
    if plan_file is not None:
        if any(target.values()) or backup is not None or source is not None:
            raise UsageError("--plan says what is restored, and other options do too")
        saved = read_plan(plan_file)
        drill = drill or saved.drill
        directory = directory or (Path(saved.directory) if saved.directory else None)
    planned = dry_run or save_to is not None
    _require_place(
        directory,
        scratch,
        drill=drill,
        delta=delta,
        prove=prove,
        keep_configuration=keep_configuration,
        planned=planned,
    )
    wanted = target_from(**target) if saved is None else saved.target
    options = _options(action, tablespaces, keep_archiving, keep_configuration)
    request = RestoreRequest(
        (directory or Path()).absolute(), delta=delta, prove=prove, options=options, workers=workers or 0
    )
    if saved is not None:
        request = _joined(saved, request)
    token, where = CancelToken(), chosen_repository(repo, session.settings)
    rate = chosen_bandwidth(bandwidth, where)
    repository = opened_repository(session, where, bandwidth=rate, token=token)
    if saved is not None:
        plan_is = saved
        prepared = run_job(
            session,
            Job("restore", token=token),
            lambda job: restoring.reopen(plan_is)(repository, job)[1],
        )
    else:
        if backup is not None:
            backup = repository.manifest(backup).backup.id
        name = only_source(repository, source, backup=backup)
        if further and directory is not None:
            return go_on(
                session, repository, name, wanted, directory, options, token, prove=prove, dry_run=dry_run
            )
        prepared = run_job(
            session,
            Job("restore", token=token),
            lambda job: restoring.prepare(name, wanted, backup)(repository, job),
        )
    prepared = replace(prepared, estimate=prepared.estimate.within(rate, prepared.plan))
    goes_to = None if drill or directory is None else request.directory
    if save_to is not None:
        _save(session, repository, prepared, request if goes_to or drill else None, save_to, drill=drill)
        dry_run = True
    if dry_run:
        return _dry_run(session, repository, prepared, request if goes_to else None)
    if drill:
        return _drill(session, repository, prepared, scratch, request, Job("drill", token=token))
    job = Job("restore", token=token)
    return _restore(session, repository, prepared, request, job, check_first=check_first)


def _require_place(
    directory: Path | None,
    scratch: Path | None,
    *,
    drill: bool,
    delta: bool,
    prove: bool,
    keep_configuration: bool,
    planned: bool,
) -> None:
    """Where it goes must be said, and only once; what is only `planned` goes nowhere."""
    if drill and (directory is not None or delta):
        raise UsageError("a drill goes into a scratch directory, and --to or --delta name another")
    if scratch is not None and not drill:
        raise UsageError("--scratch is where a drill goes, and there is no --drill")
    if directory is None and not drill and not planned:
        raise UsageError("where to restore to is not said", advice="Give --to DIR, or --drill to try it.")
    if drill and keep_configuration:
        raise UsageError(
            "a drill goes into a scratch directory, which has no configuration of its own to keep"
        )
    if drill and prove:
        raise UsageError("a drill is always proven", advice="Leave out --prove.")


def _joined(saved: SavedPlan, request: RestoreRequest) -> RestoreRequest:
    """How a saved plan says that it is done, and what is asked for besides."""
    then = saved.request
    return replace(
        then,
        directory=request.directory,
        delta=then.delta or request.delta,
        prove=then.prove or request.prove,
        workers=request.workers or then.workers,
        options={**then.options, **request.options},
    )


def _save(
    session: Session,
    repository: Repository,
    prepared: PreparedRestore,
    request: RestoreRequest | None,
    path: Path,
    *,
    drill: bool,
) -> None:
    from pagewake.desk import restoring

    try:
        restoring.save(prepared.plan, request, path, drill=drill)(repository, Job("save the plan"))
    except OSError as error:
        raise UsageError(f"cannot be written ({error.strerror})", object_name=str(path)) from error
    session.note(f"The plan is in {path}: pagewake restore --plan {path} carries it out.")


def _dry_run(
    session: Session, repository: Repository, prepared: PreparedRestore, request: RestoreRequest | None
) -> int:
    from pagewake.desk import restoring
    from pagewake.desk.restore_document import restore_document

    place: DestinationReport | None = None
    if request is not None:
        look = restoring.look_at(prepared.plan, request, session.settings)
        place = run_job(session, Job("restore"), lambda job: look(repository, job))
    directory = request.directory if request else None
    session.answer(restore_document(prepared, directory, destination=place), plan_text(prepared, place))
    return 0


def _restore(
    session: Session,
    repository: Repository,
    prepared: PreparedRestore,
    request: RestoreRequest,
    job: Job,
    *,
    check_first: bool,
) -> int:
    from pagewake.desk import restoring
    from pagewake.desk.restore_document import restore_document

    session.note(plan_line(prepared.plan, request.directory))
    for caution in prepared.cautions:
        if caution.severity is Severity.ERROR and not session.quiet:
            session.tell(finding_text(caution))
    work = restoring.carry_out(prepared.plan, request, check_first=check_first)
    report = run_job(session, job, lambda job: work(repository, job))
    session.answer(
        restore_document(prepared, request.directory, report=report),
        report_text(report, prepared.engine.lsn_style),
    )
    damaged = any(finding.severity is Severity.ERROR for finding in report.findings)
    return 1 if damaged or (report.proof is not None and not report.proof.ok) else 0


def _drill(
    session: Session,
    repository: Repository,
    prepared: PreparedRestore,
    scratch: Path | None,
    request: RestoreRequest,
    job: Job,
) -> int:
    from pagewake.desk import restoring
    from pagewake.desk.restore_document import restore_document

    session.note(plan_line(prepared.plan, scratch or Path("a scratch directory")))
    work = restoring.drill(prepared.plan, scratch, request.options)
    report = run_job(session, job, lambda job: work(repository, job))
    session.answer(
        restore_document(prepared, report.directory, drill=report),
        drill_text(report, prepared.engine.lsn_style),
    )
    return 0 if report.ok else 1


def _options(
    action: str | None, tablespaces: tuple[str, ...], keep_archiving: bool, keep_configuration: bool
) -> dict[str, str]:
    options = {} if action is None else {"action": action}
    if keep_archiving:
        options["archive_mode"] = "keep"
    if keep_configuration:
        options["configuration"] = "keep"
    for pair in tablespaces:
        old, equals, new = pair.partition("=")
        if not (equals and old and new):
            raise UsageError(f"{pair!r} is not OLD=NEW", object_name="--tablespace-map")
        options[f"tablespace:{old}"] = new
    return options
