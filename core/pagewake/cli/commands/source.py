"""`pagewake source`: the databases to protect, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pagewake.cli.commands.retention import changed_policy, policy_options
from pagewake.cli.framework import Command, Group, pass_session
from pagewake.cli.places import repo_option, source_argument
from pagewake.cli.session import Session
from pagewake.cli.texts import fields, finding_text, gravest_last, table
from pagewake.config import Retention, Schedule, SourceSettings, checked_name, settings_path
from pagewake.desk.places import resolve_repository, resolve_source
from pagewake.errors import UsageError
from pagewake.model import Severity
from pagewake.report.json_values import finding_values, identity_value
from pagewake.units import counted, duration_code, parse_duration

if TYPE_CHECKING:
    from datetime import timedelta


@click.command(cls=Group)
def source() -> None:
    """Name the databases to protect.

    A source is an engine and where its database lives. Naming it in the settings gives it a repository, a
    schedule and a retention; every command takes a directory or a URI as well.
    """


@source.command(cls=Command)
@click.argument("name", metavar="NAME")
@click.argument("place", metavar="SOURCE")
@click.option("--connection", metavar="URI", help="How to reach a running server, without a password.")
@click.option("--engine", metavar="E", help="The engine [default: the one that recognises the place].")
@repo_option
@click.option("--full-every", metavar="SPAN", help="Time between full backups [default: 7d].")
@click.option("--incremental-every", metavar="SPAN", help="Time between incrementals [default: 1h].")
@click.option("--differential-every", metavar="SPAN", help="Time between differentials [default: never].")
@policy_options
@pass_session
def add(
    session: Session,
    name: str,
    place: str,
    connection: str | None,
    engine: str | None,
    repo: str | None,
    full_every: str | None,
    incremental_every: str | None,
    differential_every: str | None,
    **rules: Any,
) -> None:
    """Name a database in the settings.

    SOURCE is a directory (the engine is recognised) or a postgresql:// URI. SPAN is like 36h or 7d, or never.
    """
    from pagewake.config_edit import add_source
    from pagewake.engines import registry

    session.may_make_settings = True
    settings = session.settings
    checked_name(name)
    found = resolve_source(place, settings, connection=connection)
    if found.configured:
        raise UsageError(f"{place!r} already is the name of a source", advice="Give a directory or a URI.")
    if repo is not None:
        repository = resolve_repository(repo, settings)
        repo = repository.name or repository.location
    chosen = registry.engine(engine) if engine else registry.recognise(found.location)
    added = SourceSettings(
        name,
        found.location,
        chosen.name,
        connection,
        repo,
        Schedule(
            _span("--full-every", full_every, Schedule.full),
            _span("--differential-every", differential_every, Schedule.differential),
            _span("--incremental-every", incremental_every, Schedule.incremental),
        ),
        changed_policy(Retention(), rules),
    )
    path = settings_path(session.config)
    add_source(path, added)
    document = {"source": source_value(added), "settings": str(path)}
    session.answer(document, f"Added the source {name} ({chosen.title}, {found.location}) to {path}.")


def _span(option: str, text: str | None, default: timedelta | None) -> timedelta | None:
    if text is None:
        return default
    try:
        return None if text.strip().lower() == "never" else parse_duration(text)
    except UsageError as error:
        raise UsageError(error.what, object_name=option, advice=error.advice) from None


@source.command("list", cls=Command)
@pass_session
def list_sources(session: Session) -> None:
    """List the sources that the settings know."""
    settings = session.settings
    rows = [
        (one.name, one.engine or "?", one.repository or "-", _every(one.schedule), one.location)
        for one in settings.sources.values()
    ]
    if rows:
        text = table(("Name", "Engine", "Repository", "Schedule", "Location"), rows)
    else:
        text = f"No sources in {settings.path}. Add one with: pagewake source add NAME SOURCE"
    document = {
        "sources": [source_value(one) for one in settings.sources.values()],
        "settings": str(settings.path),
    }
    session.answer(document, text)


@source.command(cls=Command)
@source_argument
@click.option("--connection", metavar="URI", help="How to reach a running server, without a password.")
@click.option("--script", is_flag=True, help="Only print what an administrator runs once to set it up.")
@pass_session
def check(session: Session, source: str, connection: str | None, script: bool) -> int:
    """Check what a database needs before it can be backed up, with the fix for each."""
    place = resolve_source(source, session.settings, connection=connection)
    engine, opened = place.open()
    try:
        setup = opened.setup_script()
        if script:
            session.answer({"source": place.name, "setup_script": setup}, setup)
            return 0
        identity = opened.identity()
        findings = opened.check()
    finally:
        opened.close()
    ok = not any(finding.severity is Severity.ERROR for finding in findings)
    facts = fields(
        (
            ("Source", f"{place.name} ({place.location})"),
            ("Engine", f"{engine.title} {identity.engine_version}".strip()),
            ("System identifier", identity.system_identifier),
            ("Page size", f"{identity.page_size} bytes"),
        )
    )
    errors, warnings = (
        sum(one.severity is severity for one in findings) for severity in (Severity.ERROR, Severity.WARNING)
    )
    seen = " and ".join(
        counted(count, noun) for count, noun in ((errors, "error"), (warnings, "warning")) if count
    )
    verdict = f"{'Ready' if ok else 'Not ready'} to be backed up{f': see the {seen} above' if seen else ''}."
    text = "\n".join([facts, "", *map(finding_text, gravest_last(findings)), verdict])
    document = {
        "ok": ok,
        "source": place.name,
        "location": place.location,
        **identity_value(identity),
        "setup_script": setup,
        "findings": finding_values(findings),
    }
    session.answer(document, text)
    return 0 if ok else 1


def source_value(one: SourceSettings) -> dict[str, Any]:
    """A source of the settings for JSON."""
    return {
        "name": one.name,
        "location": one.location,
        "engine": one.engine,
        "connection": one.connection,
        "repository": one.repository,
        "schedule": {key: _code(value) for key, value in one.schedule.intervals.items()},
        "retention": {
            key: value if isinstance(value, int) else _code(value)
            for key, value in vars(one.retention).items()
        },
    }


def _code(span: timedelta | None) -> str | None:
    return None if span is None else duration_code(span)


def _every(schedule: Schedule) -> str:
    parts = [f"{kind} {duration_code(span)}" for kind, span in schedule.intervals.items() if span is not None]
    return ", ".join(parts) or "-"
