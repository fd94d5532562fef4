"""Ends what a killed test run leaves behind: its PostgreSQL servers and its directories.

One small process per test process listens at the end of a pipe. When the pipe closes, however that came about,
it kills the servers that were not stopped, each by its id and only if that process still runs on the directory
that it was started for, unmounts what was mounted, and removes the directories.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

_REMOVE = 0
"""IPC_RMID of shmctl."""


class Reaper:
    """The end of the pipe that a test process holds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-S", __file__], stdin=subprocess.PIPE, text=True, start_new_session=True
        )
        atexit.register(self.close)

    def _say(self, *words: object) -> None:
        with self._lock:
            pipe = self._process.stdin
            if pipe is not None and not pipe.closed:
                pipe.write("\t".join(map(str, words)) + "\n")
                pipe.flush()

    def server_started(self, pid: int, data: Path) -> None:
        """A postmaster runs on `data`."""
        self._say("server", pid, data)

    def server_stopped(self, pid: int) -> None:
        self._say("stopped", pid)

    def directory_made(self, path: Path) -> None:
        self._say("directory", path)

    def directory_removed(self, path: Path) -> None:
        self._say("removed", path)

    def mounted(self, path: Path) -> None:
        """A file system is, or is about to be, mounted on `path`."""
        self._say("mounted", path)

    def unmounted(self, path: Path) -> None:
        self._say("unmounted", path)

    def close(self) -> None:
        """Let it clean up, and wait for it."""
        with self._lock:
            if self._process.stdin is not None:
                self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=60)


def children(pid: int) -> list[int]:
    """The processes whose parent is `pid`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, IndexError, ValueError):
            if int(entry.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(entry.parent.name))
    return found


def _runs_on(pid: int, data: str) -> bool:
    try:
        return data.encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False


def kill_server(pid: int) -> None:
    """Kill a postmaster and its children, each by its id: what a power cut does to them.

    A power cut also ends shared memory, of which a system has a few thousand pieces in all.
    """
    family = [pid, *children(pid)]
    pieces = shared_memory(pid)
    for member in family:
        with suppress(ProcessLookupError):
            os.kill(member, signal.SIGKILL)
    for piece in pieces:
        if isinstance(piece, int):
            ctypes.CDLL(None).shmctl(piece, _REMOVE, None)  # it goes when the last process has let it go
        else:
            with suppress(OSError):
                piece.unlink()


def shared_memory(pid: int) -> list[int | Path]:
    """The shared memory of a postmaster: System V pieces by their id, POSIX ones by their file."""
    found: dict[int | Path, None] = {}
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            parts = line.split(maxsplit=5)
            name = parts[5] if len(parts) == 6 else ""
            if name.startswith("/SYSV"):
                found[int(parts[4])] = None
            elif name.startswith("/dev/shm/PostgreSQL."):
                found[Path(name)] = None
    return list(found)


def _listen() -> None:
    servers: dict[int, str] = {}
    directories: dict[str, None] = {}
    mounted: dict[str, None] = {}
    for line in sys.stdin:
        deed, *rest = line.rstrip("\n").split("\t")
        if deed == "server":
            servers[int(rest[0])] = rest[1]
        elif deed == "stopped":
            servers.pop(int(rest[0]), None)
        elif deed == "directory":
            directories[rest[0]] = None
        elif deed == "removed":
            directories.pop(rest[0], None)
        elif deed == "mounted":
            mounted[rest[0]] = None
        elif deed == "unmounted":
            mounted.pop(rest[0], None)
    for pid, data in servers.items():
        if _runs_on(pid, data):
            kill_server(pid)
    for path in mounted:  # it goes when the last dying process has let it go
        if os.path.ismount(path):
            subprocess.run(["umount", "--lazy", path], check=False)
    for _attempt in range(10):  # a dying backend may still write a file while its directory is removed
        directories = {path: None for path in directories if os.path.exists(path)}
        for path in directories:
            shutil.rmtree(path, ignore_errors=True)
        if not directories:
            break
        time.sleep(0.2)


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # it outlives the run that it cleans up after
    _listen()
