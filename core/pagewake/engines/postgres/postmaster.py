"""Who runs on a data directory: what its `postmaster.pid` says, and whether that is still true."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pagewake.errors import SourceUnreadable

PID_FILE = "postmaster.pid"


@dataclass(frozen=True)
class Postmaster:
    """The lines of `postmaster.pid` (`utils/pidfile.h`): where the server listens and how it is.

    `started` is in Unix seconds; `status` is `starting`, `stopping`, `ready` or `standby`, empty where it is not
    written yet.
    """

    pid: int
    started: int
    port: int
    socket_directory: str
    address: str
    status: str

    @property
    def host(self) -> str:
        """Where to connect to: the socket's directory, else the address; empty where it listens nowhere."""
        if self.socket_directory:
            return self.socket_directory
        return {"*": "localhost", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.address, self.address)


def read_postmaster(directory: Path) -> Postmaster | None:
    """What the file says; None where there is none. Raises SourceUnreadable."""
    path = directory / PID_FILE
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SourceUnreadable(
            f"cannot be read ({error.strerror})",
            object_name=str(path),
            advice="Run the command as the server's system user or as root.",
        ) from error
    lines += [""] * (8 - len(lines))
    try:
        # A standalone backend writes a negative process id, and neither port nor socket.
        pid, started, port = abs(int(lines[0])), int(lines[2] or 0), int(lines[3] or 0)
    except ValueError:
        raise SourceUnreadable(
            "does not say which server runs here",
            object_name=str(path),
            advice="Try again in a moment, or give --connection.",
        ) from None
    return Postmaster(pid, started, port, lines[4].strip(), lines[5].strip(), lines[7].strip())


def is_alive(pid: int) -> bool:
    """Whether a process of that id exists, whoever owns it."""
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it exists and is another user's
        return True
    return True


def running_postmaster(directory: Path) -> Postmaster | None:
    """The server that runs on a data directory, as far as this machine can tell. Raises SourceUnreadable."""
    found = read_postmaster(directory)
    return found if found is not None and is_alive(found.pid) else None
