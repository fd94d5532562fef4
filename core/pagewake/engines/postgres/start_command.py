"""The command that starts a restored server, ready to be pasted into a shell."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

from pagewake.engines.postgres.accounts import Account
from pagewake.engines.postgres.installations import Installation

LOG_NAME = "pagewake-start.log"
_WAIT_SECONDS = 86400


def start_command(
    directory: Path, account: Account | None, installation: Installation | None, main: Path | None = None
) -> str:
    """`pg_ctl start` on a directory, as the user that it belongs to (None: as whoever pastes it).

    `main` is the configuration file to begin with, where that lies outside the directory.
    Beside the server's own log the directory gets what it says while it starts.
    """
    program = installation.program("pg_ctl") if installation is not None else None
    words = [str(program) if program is not None else "pg_ctl"]
    if installation is not None and installation.library_path:
        words = ["env", f"LD_LIBRARY_PATH={installation.library_path}", *words]
    words += ["-D", str(directory), "-l", str(directory / LOG_NAME), "-w", "-t", str(_WAIT_SECONDS)]
    words += ["-o", f"-c config_file={shlex.quote(str(main))}"] if main is not None else []
    words += ["start"]
    text = shlex.join(words)
    if account is None or os.geteuid() != 0:
        return text
    if shutil.which("runuser"):
        return f"runuser -u {shlex.quote(account.name)} -- {text}"
    return f"su -s /bin/sh {shlex.quote(account.name)} -c {shlex.quote(text)}"
