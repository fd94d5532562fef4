"""One piece of work in a process of its own: this program, called as a person would call it.

What it uses goes back to the system when it ends, a crash is its own, and what it does can be done by hand with the
same words. Its output goes to files without names, so that nothing must be read while it runs; an answer that is too
large is no answer. A child that finds its agent gone cancels itself: see `cli.running`.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import IO, Any

from pagewake.agent.systemd import VARIABLES
from pagewake.routine import CHILD_OF

MAX_ANSWER = 64 << 20
MAX_SAID = 256 << 10


@dataclass(frozen=True)
class Outcome:
    """How a child ended: its exit status (negative: the signal that ended it), its answer, and what it said."""

    status: int
    answer: Mapping[str, Any]
    said: tuple[str, ...]
    seconds: float

    @property
    def code(self) -> str:
        """The code of its error; empty where there is none."""
        told = self.answer.get("error")
        return str(told.get("code", "")) if isinstance(told, Mapping) else ""

    @property
    def error(self) -> str:
        """What went wrong in one line; empty where nothing did."""
        if self.status in (0, 1):
            return ""
        told = self.answer.get("error")
        if isinstance(told, Mapping):
            parts = (str(told.get("object", "")), str(told.get("message", "")))
            return ": ".join(part for part in parts if part)
        if self.status < 0:
            return f"its process was ended by signal {-self.status}"
        return self.said[-1] if self.said else f"it ended with status {self.status}"

    @property
    def advice(self) -> str:
        """What to do about its error, where it says so."""
        told = self.answer.get("error")
        return str(told.get("advice") or "") if isinstance(told, Mapping) else ""


def program() -> list[str]:
    """This program, as a process is started."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "pagewake"]


class Child:
    """A running child. Used from one thread."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> None:
        """Start `pagewake ARGUMENTS --json`. Raises OSError."""
        self.command = shlex.join(["pagewake", *arguments])
        self._began = monotonic()
        self._asked: float | None = None
        self._heard = 0
        self._out: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # closed when the child has ended
        self._err: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            self._process = subprocess.Popen(
                [*program(), *arguments, "--json"],
                stdin=subprocess.DEVNULL,
                stdout=self._out,
                stderr=self._err,
                env={
                    **{name: value for name, value in environment.items() if name not in VARIABLES},
                    CHILD_OF: str(os.getpid()),
                },
                start_new_session=True,  # Ctrl-C in a terminal reaches it through the agent, once
            )
        except OSError:
            self._close()
            raise

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    @property
    def seconds(self) -> float:
        """How long it has run."""
        return monotonic() - self._began

    @property
    def stopping_for(self) -> float | None:
        """For how many seconds it has been asked to stop; None if it was not."""
        return None if self._asked is None else monotonic() - self._asked

    def ended(self) -> Outcome | None:
        """How it ended; None while it runs. To be asked until it did, and not again."""
        status = self._process.poll()
        if status is None:
            return None
        outcome = Outcome(status, self._answer(), self._said(), self.seconds)
        self._close()
        return outcome

    def heard(self) -> list[str]:
        """The lines that it has said since the last time, as far as they are whole."""
        file = self._err.fileno()
        if os.fstat(file).st_size <= self._heard:
            return []
        # Not with seek: the child writes where this file stands.
        data = os.pread(file, MAX_SAID, self._heard)
        whole = data[: data.rfind(b"\n") + 1] or (data if len(data) == MAX_SAID else b"")
        self._heard += len(whole)
        lines = whole.decode("utf-8", "backslashreplace").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def stop(self) -> None:
        """Ask it to cancel what it does, which it hears within a second."""
        if self._asked is None:
            self._asked = monotonic()
            self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once, with all that it started."""
        self._asked = self._asked if self._asked is not None else monotonic()
        self._send(signal.SIGKILL, group=True)

    def _send(self, number: signal.Signals, *, group: bool = False) -> None:
        if self._process.poll() is not None:
            return
        try:
            if group:
                os.killpg(self._process.pid, number)
            else:
                self._process.send_signal(number)
        except ProcessLookupError:
            return  # it ended meanwhile

    def _answer(self) -> Mapping[str, Any]:
        size = self._out.seek(0, os.SEEK_END)
        if not 0 < size <= MAX_ANSWER:
            return {}
        self._out.seek(0)
        try:
            found = json.loads(self._out.read())
        except (ValueError, RecursionError):  # it was ended in the middle of it
            return {}
        return found if isinstance(found, dict) else {}

    def _said(self) -> tuple[str, ...]:
        size = self._err.seek(0, os.SEEK_END)
        self._err.seek(max(size - MAX_SAID, 0))
        text = self._err.read().decode("utf-8", "backslashreplace")
        return tuple(line.strip() for line in text.splitlines() if line.strip())

    def _close(self) -> None:
        self._out.close()
        self._err.close()
