"""`pagewake gui` and the window that `pagewake demo` opens: another process of the same installation."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import environment
from tests.patience import LONG

from pagewake.desk import window
from pagewake.desk.window import has_display, start_window, window_command
from pagewake.errors import UsageError

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "xcb"}, True),
    ],
)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays are named so on Linux alone")
def test_a_display_is_recognised(environment: dict[str, str], expected: bool) -> None:
    assert has_display(environment) is expected


def test_what_is_not_installed_is_named_with_the_way_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window, "find_spec", lambda name: None if name == "PySide6" else object())
    with pytest.raises(UsageError, match="PySide6") as caught:
        window_command()
    assert "pip install 'pagewake[gui]'" in caught.value.advice


def test_a_window_that_fails_at_once_is_noticed_and_one_that_stays_is_not_waited_for() -> None:
    assert start_window([sys.executable, "-c", "raise SystemExit(3)"], patience=LONG) is None
    process = start_window([sys.executable, "-c", "import time; time.sleep(60)"], patience=0.05)
    assert process is not None
    process.kill()
    process.wait()
    assert process.pid != os.getpid()


def test_the_window_gets_the_words_that_the_command_got(
    process: Run, pagewake: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("PySide6", reason="the window's packages are not installed")
    # Without a screen the window says so and ends with status 2: proof that it is the window that was started.
    quiet = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    done = process("gui", "--read-only", str(tmp_path), env=quiet)
    assert done.status == 2
    assert "there is no screen" in done.said
    for name, value in environment(quiet).items():
        monkeypatch.setenv(name, value)
    # However long it takes to begin: here the command waits for it to fail.
    command = importlib.import_module("pagewake.cli.commands.gui")
    monkeypatch.setattr(command, "start_window", partial(start_window, patience=LONG))
    as_json = pagewake("gui", "--json")
    assert (as_json.status, as_json.document) == (3, {"process": None})


def test_a_place_that_looks_like_an_option_is_still_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda program, command: started.append(command))
    monkeypatch.setattr("subprocess.call", lambda command: 0)
    from pagewake.cli.entry import run

    assert run(["gui", "--config", "c.toml", "--", "--odd"]) == 0
    assert started[0][-4:] == ["--config", "c.toml", "--", "--odd"]
