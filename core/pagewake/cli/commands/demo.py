"""`pagewake demo`: the whole story on a small database, compared with the truth at the end."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.running import run_job
from pagewake.cli.session import Session
from pagewake.cli.texts import fields, table
from pagewake.clock import iso_utc
from pagewake.desk.window import has_display, start_window, window_command
from pagewake.errors import DirectoryNotEmpty, UsageError
from pagewake.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagewake.demo.steps import DemoReport


@click.command(cls=Command)
@click.option(
    "--dir",
    "directory",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where [default: a new temporary one].",
)
@click.option(
    "--engine",
    type=click.Choice(["neuroquantum", "postgres"]),
    default="neuroquantum",
    show_default=True,
    help="Which kind of database.",
)
@click.option("--no-window", is_flag=True, help="Do not open the window on the result.")
@pass_session
def demo(session: Session, directory: Path | None, engine: str, no_window: bool) -> None:
    """Make a database, back it up while it changes, restore a moment of it, and compare it with the truth.

    Where there is a display the window opens on the result. The embedded engine needs nothing else. postgres
    runs a private server, found on this machine.
    """
    run_demo = _story(engine)
    made = directory is None
    place = Path(tempfile.mkdtemp(prefix="pagewake-demo-")) if directory is None else directory.absolute()
    if not made and place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise DirectoryNotEmpty("the demonstration needs a new or an empty directory", object_name=str(place))
    place.mkdir(parents=True, exist_ok=True)
    try:
        report = run_job(session, Job("demo"), lambda job: run_demo(place, job))
    except BaseException:
        if made:
            shutil.rmtree(place, ignore_errors=True)
        raise
    document = {
        "directory": str(report.directory),
        "database": str(report.database),
        "repository": str(report.repository),
        "restored": str(report.restored),
        "target": iso_utc(report.target),
        "target_lsn": report.target_lsn,
        "pages_compared": report.pages_compared,
        "rows_compared": report.rows_compared,
        "backups": list(report.backups),
        "steps": [
            {"what": step.what, "result": step.result, "seconds": round(step.seconds, 3)}
            for step in report.steps
        ],
    }
    session.answer(document, _text(report))
    if not (no_window or session.as_json) and has_display():
        _open_window(session, report.repository)


def _open_window(session: Session, repository: Path) -> None:
    """Show the result. That the window is not installed, or does not come up, is not the demo's failure."""
    try:
        command = window_command(["--", str(repository)])
    except UsageError as error:
        session.note(f"No window is opened: {error.what}. {error.advice}")
        return
    if start_window(command) is None:
        session.note(f"The window did not come up. Try: pagewake gui {repository}")


def _story(engine: str) -> Callable[[Path, Job], DemoReport]:
    """The demo of an engine. Raises UsageError where what it takes is not installed."""
    if engine == "neuroquantum":
        from pagewake.demo.run import run_demo

        return run_demo
    try:
        from pagewake.demo.postgres import run_postgres_demo
    except ImportError as error:
        if not (error.name or "").startswith("psycopg"):
            raise
        raise UsageError(
            "to talk to a PostgreSQL server, psycopg must be installed",
            advice="Install it with: pip install 'pagewake[postgres]'",
        ) from error
    return run_postgres_demo


def _text(report: DemoReport) -> str:
    steps = [(step.what, step.result, f"{step.seconds:.2f} s") for step in report.steps]
    return "\n".join(
        [
            table(("Step", "Result", "Time"), steps, right=(2,)),
            "",
            fields(
                (
                    ("Database", str(report.database)),
                    ("Repository", str(report.repository)),
                    ("Restored", str(report.restored)),
                )
            ),
            "",
            "Look around:",
            f"  pagewake list --repo {report.repository}",
            f"  pagewake restore --repo {report.repository} --to DIR \\",
            f"      --target-time {iso_utc(report.target)} --dry-run",
        ]
    )
