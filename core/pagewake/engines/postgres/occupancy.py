"""Whether a server runs on a data directory, asked before anything is written into it.

A directory's `postmaster.pid` says who runs on it, if that process is still there. A server in a container has
another number there than here, and one that is another user's cannot be asked: so processes are also known by what
they stand on (a server's working directory is its data directory), and by the socket they listen on. In doubt a
server runs.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path

from pagewake.errors import SourceInUse

_PROGRAMS = ("postgres", "postmaster")
_MAX_LOCK = 4096


def refuse_running(directory: Path) -> None:
    """Raise SourceInUse where a server runs, or may run, on a directory."""
    found = running_server(directory)
    if found:
        raise SourceInUse(
            f"a PostgreSQL server runs here ({found})",
            object_name=str(directory),
            meaning="Nothing was written.",
            advice="Stop the server, or restore into another directory.",
        )


def running_server(directory: Path) -> str:
    """How the server on a directory is known; empty where none runs."""
    pid = _process_on(directory)
    if pid is not None:
        return f"process {pid}"
    lines = _lock_lines(directory / "postmaster.pid")
    if not lines:
        return ""
    with suppress(ValueError):
        pid = abs(int(lines[0]))
        if pid > 0 and pid not in (os.getpid(), os.getppid()) and _may_be_server(pid):
            return f"process {pid}"
    if len(lines) >= 5 and lines[4]:
        path = Path(lines[4]) / f".s.PGSQL.{lines[3]}"
        lock = _lock_lines(path.with_name(f"{path.name}.lock"))
        if lock[:2] == lines[:2] and _listens(path):
            return f"it listens on {path}"
    return ""


def _process_on(directory: Path) -> int | None:
    """A server whose working directory this is, also one in a container."""
    try:
        wanted = directory.stat()
    except OSError:
        return None
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError):
            if (entry / "comm").read_text().strip() not in _PROGRAMS:
                continue
            there = (entry / "cwd").stat()
            if (there.st_dev, there.st_ino) == (wanted.st_dev, wanted.st_ino):
                return int(entry.name)
    return None


def _may_be_server(pid: int) -> bool:
    """Whether a process of that number exists and is not known to be something else."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it exists and is another user's
        pass
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip() in _PROGRAMS
    except FileNotFoundError:
        return not Path("/proc/self").exists()  # without /proc nothing more is known
    except OSError:
        return True


def _lock_lines(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            return [line.strip() for line in file.read(_MAX_LOCK).decode("utf-8", "replace").splitlines()]
    except OSError:
        return []


def _listens(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(path))
        except PermissionError:
            return True
        except OSError:
            return False
    return True
