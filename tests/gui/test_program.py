"""The program itself: started, asked a second time, told to end; on the offscreen platform, as processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.patience import LONG, until

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def surroundings(tmp_path: Path) -> Iterator[dict[str, str]]:
    # Not below tmp_path: the name of a socket has little more than a hundred characters.
    runtime = Path(tempfile.mkdtemp(prefix="pgw-run-", dir="/tmp"))
    yield {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PAGEWAKE", "XDG"))},
        "PYTHONPATH": os.pathsep.join(str(ROOT / room) for room in ("core", "gui", "resources")),
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "HOME": str(tmp_path),
    }
    shutil.rmtree(runtime)


def start(surroundings: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "pagewake_gui", *arguments],
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def answered(address: Path) -> None:
    """Wait until the window reads what it is sent: a start waits two seconds for one that is still being built."""
    with socket.socket(socket.AF_UNIX) as peer:
        peer.settimeout(LONG)
        peer.connect(str(address))
        peer.sendall(json.dumps({"open": None, "action": "", "token": ""}).encode() + b"\n")
        assert peer.recv(100)


@pytest.fixture
def running(surroundings: dict[str, str], demo_directory: Path) -> Iterator[subprocess.Popen[str]]:
    """A window on the demo's repository, listening for further starts."""
    process = start(surroundings, str(demo_directory / "repository" / "pagewake.json"))
    room = Path(surroundings["XDG_RUNTIME_DIR"])
    try:
        until(lambda: process.poll() is not None or list(room.glob("pagewake-*[!k]")))
        assert process.poll() is None, process.communicate()
        (address,) = room.glob("pagewake-*[!k]")
        answered(address)
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def test_a_window_is_asked_a_second_time_and_ends_when_it_is_told(
    running: subprocess.Popen[str], surroundings: dict[str, str], demo_directory: Path
) -> None:
    second = start(surroundings, "--action", "go.backups", str(demo_directory / "repository"))
    second.communicate(timeout=LONG)
    assert second.returncode == 0
    assert running.poll() is None
    running.send_signal(signal.SIGTERM)
    out, err = running.communicate(timeout=LONG)
    assert (running.returncode, out) == (0, "")
    assert "Traceback" not in err and "Destroyed while thread" not in err
    assert list(Path(surroundings["XDG_RUNTIME_DIR"]).glob("pagewake-*[!k]")) == []


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [(["--config", "nowhere.toml"], 2, "no such settings file"), ([""], 2, "the text is empty")],
)
def test_what_cannot_be_opened_is_said_and_nothing_is_shown(
    surroundings: dict[str, str], arguments: list[str], status: int, said: str
) -> None:
    process = start(surroundings, *arguments)
    _, err = process.communicate(timeout=LONG)
    assert (process.returncode, said in err, "Traceback" in err) == (status, True, False)
