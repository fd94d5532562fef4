"""Who holds a lock: enough to name it to people, and to know when a process of this machine is gone."""

from __future__ import annotations

import getpass
import os
import platform
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_LONGEST_TEXT: Final = 100
_STARTED_FIELD: Final = 19
"""Place of the start time in /proc/PID/stat, counted after the name, which may hold anything."""


@dataclass(frozen=True)
class Owner:
    """A process. `machine` tells one running system and its process numbers from every other, if known."""

    host: str
    pid: int
    user: str
    machine: str = ""
    process_started: str = ""

    def is_gone(self) -> bool:
        """Whether the process ran on this very system and no longer does. False when it cannot be known."""
        if not self.machine or self.machine != this_machine() or not 0 < self.pid < 1 << 31:
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            pass  # it exists, as another user
        now = _process_started(self.pid)
        return bool(self.process_started and now) and now != self.process_started

    def describe(self) -> str:
        """`ana on db1 (process 4711)`."""
        return f"{printable(self.user)} on {printable(self.host)} (process {self.pid})"


def this_process() -> Owner:
    """The owner that this process is."""
    pid = os.getpid()
    return Owner(platform.node(), pid, _user(), this_machine(), _process_started(pid))


@cache
def this_machine() -> str:
    """The boot of the kernel and the numbering of processes: containers share the one, not the other."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot} {os.readlink('/proc/self/ns/pid')}"
    except (OSError, UnicodeError):
        return ""


def printable(text: str) -> str:
    """Text from an object that anybody may have written, safe to show on a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in text[:_LONGEST_TEXT])


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user, as in many containers
        return str(os.getuid())


def _process_started(pid: int) -> str:
    """When a process began, in the kernel's ticks; it tells a process from a later one of the same number."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        return status.rpartition(")")[2].split()[_STARTED_FIELD]
    except (OSError, IndexError):
        return ""
