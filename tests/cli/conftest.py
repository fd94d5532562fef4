"""Runs the command line: in this process for speed, as a process where streams and signals matter."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Done:
    """How a run ended and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """What went to standard error, in one line: where it was broken depends on the length of the paths in it."""
        return " ".join(self.err.split())

    @property
    def told(self) -> str:
        """What went to standard output, in one line."""
        return " ".join(self.out.split())

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PAGEWAKE_") and name != "PAGEWAKE_FIXTURES"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "home" / "state"))
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def pagewake() -> Callable[..., Done]:
    """Run `pagewake ARGUMENTS` in this process."""
    from pagewake.cli.entry import run

    def call(*arguments: str) -> Done:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = run(arguments)
        return Done(status, out.getvalue(), err.getvalue())

    return call


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a process of its own, which finds the packages of this tree."""
    path = os.pathsep.join(str(ROOT / room) for room in ("core", "gui", "resources"))
    return {**os.environ, "PYTHONPATH": path, "PYTHONWARNINGS": "error", **(extra or {})}


@pytest.fixture
def process() -> Callable[..., Done]:
    """Run `python -m pagewake ARGUMENTS` as a process of its own."""

    def call(*arguments: str, env: Mapping[str, str] | None = None, **options: Any) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "pagewake", *arguments],
            env=environment(env),
            text=True,
            timeout=60,
            check=False,
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, **options},
        )
        return Done(done.returncode, done.stdout or "", done.stderr or "")

    return call
