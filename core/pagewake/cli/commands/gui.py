"""`pagewake gui`: the window of the same installation."""

from __future__ import annotations

import os
import subprocess

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.session import Session
from pagewake.desk.window import start_window, window_command


@click.command(cls=Command)
@click.argument("repo", metavar="[REPO]", required=False)
@click.option("--read-only", is_flag=True, help="Only look: nothing that writes can be done.")
@pass_session
def gui(session: Session, repo: str | None, read_only: bool) -> int:
    """Open the window, on REPO if it is given: a name from the settings, a directory, or a URL.

    A window that is open already is brought to the front and shows REPO. The command ends with the window; with
    --json it starts it and ends at once.
    """
    arguments = [*(["--read-only"] if read_only else [])]
    arguments += ["--config", session.config] if session.config else []
    command = window_command([*arguments, *(["--", repo] if repo is not None else [])])
    if session.as_json:
        process = start_window(command)
        session.answer({"process": process.pid if process else None}, "")
        return 0 if process else 3
    if os.name == "posix":
        os.execv(command[0], command)
    return subprocess.call(command)
