"""The window on a desktop: under Xvfb with a window manager, driven through the X server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

NEEDED = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool"}
MISSING = [package for program, package in NEEDED.items() if shutil.which(program) is None]
STORY = Path(__file__).with_name("story.py")
ROOT = Path(__file__).resolve().parents[3]

pytestmark = [
    pytest.mark.torture,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed (Debian): {' '.join(MISSING)}"),
]


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    """A screen of 1440 by 900 that nobody sees, with a window manager."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        name = f":{answer.readline().strip()}"
    manager = subprocess.Popen(
        ["openbox"],
        env={**os.environ, "DISPLAY": name, "HOME": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(1)
    assert server.poll() is None and manager.poll() is None
    yield name
    for process in (manager, server):
        process.terminate()
        process.wait(20)


@pytest.mark.timeout(600)
def test_the_story_of_a_day(display: str) -> None:
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", str(STORY)],
        cwd=ROOT,
        env={**variables, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": ""},
        capture_output=True,
        text=True,
        timeout=580,
        check=False,
    )
    assert done.returncode == 0 and "1 passed" in done.stdout, done.stdout[-6000:] + done.stderr[-2000:]
