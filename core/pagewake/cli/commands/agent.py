"""`pagewake agent`: do what the settings want done again and again, for as long as it runs."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.running import run_job
from pagewake.cli.session import Session, is_terminal
from pagewake.cli.texts import table
from pagewake.clock import local_text
from pagewake.clock import now as clock_now
from pagewake.errors import PagewakeError, UsageError
from pagewake.jobs import Job
from pagewake.report.json_values import time_value

if TYPE_CHECKING:
    from pagewake.agent.agenda import Planned
    from pagewake.agent.service import AgentReport

FILES = {
    "unit": "pagewake-agent.service",
    "dashboard": "grafana-dashboard.json",
    "alerts": "prometheus-alerts.yml",
}


@click.command(cls=Command)
@click.option("--once", is_flag=True, help="Do what is due now, each task once, and end.")
@click.option("--check", is_flag=True, help="Only say what would be done next, and when; change nothing.")
@click.option("--print-unit", "shown", flag_value="unit", help="Print a unit for systemd.")
@click.option("--print-dashboard", "shown", flag_value="dashboard", help="Print a dashboard for Grafana.")
@click.option("--print-alerts", "shown", flag_value="alerts", help="Print alert rules for Prometheus.")
@pass_session
def agent(session: Session, once: bool, check: bool, shown: str | None) -> int:
    """Take backups, verify, try restores, expire and prune as the settings say, until stopped (Ctrl-C, SIGTERM).

    Keeps the receivers of WAL running that sources ask for, and shows on /metrics how everything stands. What it does
    is in the journal of jobs, where the window shows it. One agent at a time works for a source: another stands by.
    Settings that change are read again, at once on SIGHUP. It expires only sources whose settings say a retention.
    """
    if sum((once, check, shown is not None)) > 1:
        raise UsageError("--once, --check and --print contradict each other", advice="Give one of them.")
    if shown is not None:
        return _print(session, shown)
    if check:
        return _check(session)
    return _work(session, once=once)


def _print(session: Session, name: str) -> int:
    from importlib.resources import files

    file = FILES[name]
    text = files("pagewake_resources").joinpath("agent", file).read_text("utf-8")
    if name == "unit":
        text = text.replace("/usr/bin/pagewake", _program())
    session.answer({"file": file, "text": text}, text)
    return 0


def _program() -> str:
    """Where this program is installed."""
    from pathlib import Path
    from shutil import which

    beside = Path(sys.executable).with_name("pagewake")
    return str(beside) if beside.is_file() else which("pagewake") or "/usr/bin/pagewake"


def _check(session: Session) -> int:
    from pagewake.agent.setup import make_agent

    made = make_agent(session.settings, session.tell, acting=False)
    planned = run_job(session, Job("agent"), made.plan)
    errors = made.errors()
    now = clock_now()
    rows = [
        (
            "now" if one.due.is_due(now) else local_text(one.due.at)[:19],
            one.due.task.value,
            one.due.type,
            one.scope or "-",
            one.watch.name,
            one.due.reason,
        )
        for one in planned
    ]
    lines = [f"{name}: {error}" for name, error in errors.items()]
    lines += [
        f"{one.name} never expires: the settings give it no retention."
        for one in session.settings.sources.values()
        if not one.retention_given and session.settings.agent.expire is not None
    ]
    text = table(("When (local)", "Task", "Type", "Source", "Repository", "Why"), rows)
    session.answer(
        {
            "plan": [_planned_value(one, now=one.due.is_due(now)) for one in planned],
            "unreachable": [_error_value(name, error) for name, error in errors.items()],
        },
        "\n".join([text if rows else "There is nothing to do.", *lines]),
    )
    return 1 if errors else 0


def _planned_value(one: Planned, *, now: bool) -> dict[str, Any]:
    return {
        "at": time_value(one.due.at),
        "due": now,
        "task": one.due.task.value,
        "type": one.due.type or None,
        "source": one.scope or None,
        "repository": one.watch.name,
        "reason": one.due.reason,
    }


def _error_value(name: str, error: PagewakeError) -> dict[str, str]:
    return {"repository": name, "code": error.code, "message": error.what}


def _work(session: Session, *, once: bool) -> int:
    from pagewake.agent.setup import make_agent
    from pagewake.agent.systemd import Notifier

    made = make_agent(session.settings, session.tell, notifier=None if once else Notifier())

    def read_settings() -> None:
        made.reload_asked = True

    work = made.run_once if once else made.run
    # A terminal that is closed sends the same signal, and means the end.
    heeded = None if once or is_terminal(sys.stdin) else read_settings
    stopping = "Stopping" if is_terminal(session.err) else ""  # a line that is no line of the log
    report = run_job(session, Job("agent"), work, stopping=stopping, on_hangup=heeded)
    errors = made.errors()
    session.answer(_report_value(report, errors), _report_text(report, errors))
    status = 0
    if once:
        status = 3 if report.failed or errors else 1 if report.findings else 0
    if made.waiting:
        # A request to a store that is silent cannot be cut short, and nothing depends on it any more.
        session.flush_answer()
        os._exit(status)
    return status


def _report_value(report: AgentReport, errors: dict[str, PagewakeError]) -> dict[str, Any]:
    return {
        "ok": report.ok,
        "findings": report.findings,
        "failed": report.failed,
        "held": report.held,
        "cancelled": report.cancelled,
        "unreachable": [_error_value(name, error) for name, error in errors.items()],
    }


def _report_text(report: AgentReport, errors: dict[str, PagewakeError]) -> str:
    jobs = f"{report.ok} ok, {report.findings} with findings, {report.failed} failed, {report.cancelled} cancelled"
    return "\n".join([f"Jobs: {jobs}.", *(f"{name}: {error}" for name, error in errors.items())])
