"""A screen that nobody sees, a person's hands before it, and the program: what the tests beside this are made of.

The program is a process of its own, and nothing of it is reached into. Keys and the mouse of the X server tell it what
to do; what it did is seen by its windows' titles, by pictures of the screen, and by what is in the repository and the
journal then.
"""

from __future__ import annotations

import os
import select
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[3]
NEEDED = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool"}
MISSING = [package for program, package in NEEDED.items() if shutil.which(program) is None]
WAIT = 60.0
SAME = 400
"""As many points of two pictures may differ, of a cursor that blinks or a time that passes."""

Picture = npt.NDArray[np.uint32]


def until(true: Callable[[], Any], what: str, seconds: float = WAIT) -> Any:
    """Wait for an answer that is true, and return it."""
    end = time.monotonic() + seconds
    while not (answer := true()):
        assert time.monotonic() < end, f"{what} never came"
        time.sleep(0.1)
    return answer


def differing(one: Picture, other: Picture) -> int:
    """In how many points two pictures differ."""
    return int(np.count_nonzero(one != other)) if one.shape == other.shape else one.size


@dataclass
class Screen:
    """An X server with a window manager. `memory` is its frame buffer, in the form of xwd (XWDFile.h)."""

    display: str
    memory: Path

    def do(self, *words: str, check: bool = True) -> str:
        """Have xdotool do something, and return what it says."""
        done = subprocess.run(
            ["xdotool", *words],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert done.returncode == 0 or not check, f"xdotool {' '.join(words)}: {done.stderr}"
        return done.stdout.strip()

    def picture(self) -> Picture:
        """What is on the screen now: height by width, 0xRRGGBB."""
        held = self.memory.read_bytes()
        head = struct.unpack(">25I", held[:100])
        size, width, height, order, pitch, colours = (head[n] for n in (0, 4, 5, 7, 12, 19))
        kind = ">u4" if order else "<u4"
        points = np.frombuffer(held, kind, height * pitch // 4, size + 12 * colours)
        return (points.reshape(height, pitch // 4)[:, :width] & 0xFFFFFF).astype(np.uint32)

    def settled(self, seconds: float = 0.6) -> Picture:
        """The picture once nothing moves any more."""
        seen = [self.picture()]

        def still() -> bool:
            time.sleep(seconds)
            seen.append(self.picture())
            return differing(seen.pop(0), seen[0]) < SAME

        until(still, "a screen that stands still")
        return seen[0]

    def save(self, path: Path) -> None:
        """Write a PNG for people."""
        points = np.ascontiguousarray(self.picture() | np.uint32(0xFF000000))
        height, width = points.shape
        QImage(points.data, width, height, width * 4, QImage.Format.Format_RGB32).save(str(path))

    def windows(self, title: str) -> list[str]:
        """The windows that can be seen whose title a regular expression finds."""
        return self.do("search", "--onlyvisible", "--name", title, check=False).split()

    def window(self, title: str) -> str:
        """Wait for that window and for it to have the keyboard."""
        until(lambda: self.windows(title), f"a window called {title}")

        def active() -> str:
            # Asked for anew each time: a window manager may have given a window up for another of the same title.
            now = self.do("getactivewindow", check=False)
            return now if now in self.windows(title) else ""

        return str(until(active, f"the keyboard for {title}"))

    def front(self, title: str) -> str:
        """Bring a window to the front."""
        found = str(until(lambda: self.windows(title), f"a window called {title}")[-1])
        self.do("windowactivate", "--sync", found)
        return self.window(title)

    def gone(self, title: str) -> None:
        """Wait until no window is called so."""
        until(lambda: not self.windows(title), f"the end of the window {title}")

    def place(self, window: str) -> tuple[int, int, int, int]:
        """Left, top, width and height of a window's inside. The mouse is at its left upper corner then."""
        self.do(
            "mousemove", "--window", window, "--sync", "0", "0"
        )  # where a window is, xdotool says wrongly
        said = self.do("getmouselocation", "--shell") + "\n" + self.do("getwindowgeometry", "--shell", window)
        found = [line.split("=") for line in said.splitlines()]
        left, top = (int(text) for name, text in found[:2])
        sizes = dict(found)
        return left, top, int(sizes["WIDTH"]), int(sizes["HEIGHT"])

    def turn(self, *keys: str) -> Picture:
        """Press keys that change what is shown, and wait until that has come and stands still."""
        before = self.picture()
        self.press(*keys)
        until(lambda: differing(before, self.picture()) > 10 * SAME, f"another picture after {keys}")
        return self.settled()

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, in whatever window has the keyboard."""
        for one in keys:
            self.do("key", "--clearmodifiers", one)
            time.sleep(0.15)

    def write(self, text: str) -> None:
        """Write in place of what the field with the keyboard holds."""
        self.press("ctrl+a")
        self.do("type", "--clearmodifiers", "--delay", "8", text)
        time.sleep(0.15)

    def click(self, left: int, top: int) -> None:
        """Move the mouse there and press its first button."""
        self.do("mousemove", "--sync", str(left), str(top), "click", "1")
        time.sleep(0.15)


@contextmanager
def screen(room: Path, width: int = 1600, height: int = 1000) -> Iterator[Screen]:
    """A screen on a display that is free, with openbox; both are gone afterwards, whatever happens."""
    room.mkdir(parents=True)
    size = f"{width}x{height}x24"
    read, write = os.pipe()
    processes = []
    try:
        with os.fdopen(read) as answer:
            words = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-fbdir", str(room)]
            processes.append(_start([*words, "-nolisten", "tcp"], {}, room / "xvfb", pass_fds=[write]))
            os.close(write)
            assert select.select([answer], [], [], WAIT)[0], "Xvfb never answered"
            display = f":{answer.readline().strip()}"
        assert display != ":", (room / "xvfb.err").read_text()
        made = Screen(display, room / "Xvfb_screen0")
        home = {"HOME": str(room), "XDG_CONFIG_HOME": str(room), "DISPLAY": display}
        processes.append(_start(["openbox"], home, room / "openbox"))
        # It says that it is there once it handles windows: activating one before that fails.
        until(lambda: made.do("get_num_desktops", check=False).isdigit(), "the window manager")
        yield made
    finally:
        for process in reversed(processes):
            end(process)


def _start(words: list[str], variables: Mapping[str, str], log: Path, **more: Any) -> subprocess.Popen[bytes]:
    with log.with_suffix(".out").open("wb") as out, log.with_suffix(".err").open("wb") as err:
        return subprocess.Popen(
            words, env={**os.environ, **variables}, stdin=subprocess.DEVNULL, stdout=out, stderr=err, **more
        )


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process, by force where it does not listen."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


class Home:
    """A home of one test's own, and the program started in it. All that was started is gone after `close`."""

    def __init__(self, room: Path, display: str, settings: str = "") -> None:
        self.room = room
        self.state = room / "state"
        self._settings = room / "settings.toml"
        self._processes: list[subprocess.Popen[bytes]] = []
        (room / "run").mkdir(parents=True)
        (room / "run").chmod(0o700)
        self._settings.write_text(settings)
        kept = {name: text for name, text in os.environ.items() if not _of_the_session(name)}
        self._variables = {
            **kept,
            "PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in ("core", "gui", "resources")),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(room),
            "XDG_RUNTIME_DIR": str(room / "run"),
            "XDG_CONFIG_HOME": str(room / "config"),
            "PAGEWAKE_STATE": str(self.state),
            "PAGEWAKE_CACHE": str(room / "cache"),
        }

    def start(self, *words: str, **variables: str) -> subprocess.Popen[bytes]:
        """Start the program."""
        command = [sys.executable, "-P", "-m", "pagewake_gui", "--config", str(self._settings), *words]
        # The file descriptors are the child's alone: what it says is read from the files.
        log = self.room / f"window{len(self._processes)}"
        with log.with_suffix(".out").open("wb") as out, log.with_suffix(".err").open("wb") as err:
            process = subprocess.Popen(
                command,
                env={**self._variables, **variables},
                cwd=self.room,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )
        self._processes.append(process)
        return process

    def said(self) -> str:
        """All that any start wrote."""
        return "".join(path.read_text() for path in sorted(self.room.glob("window*.*")))

    def close(self) -> None:
        """End what still runs."""
        for process in self._processes:
            if process.poll() is None:
                end(process)


def _of_the_session(name: str) -> bool:
    return name.startswith(("PAGEWAKE", "XDG", "QT_", "WAYLAND", "DBUS", "PYTEST", "LC_", "LANG", "AT_SPI"))
