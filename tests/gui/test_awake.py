"""The machine stays awake while a restore runs, by whatever the session manager's program does."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.slow import Slow
from tests.gui.test_job_control import restoring
from tests.gui.test_jobs_view import ended, spec

from pagewake_gui.awake import PROGRAM, KeepAwake
from pagewake_gui.main_window import MainWindow

SCRIPT = """#!/bin/sh
for word; do echo "$word"; done > {place}/words.begun
mv {place}/words.begun {place}/words
shift 4
"$@"
echo ended > {place}/ended
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for the session manager's program, which writes down what it is asked for."""
    with by_the_test():
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / PROGRAM).write_text(SCRIPT.format(place=tmp_path))
        (tmp_path / "bin" / PROGRAM).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    return tmp_path


def there(path: Path) -> bool:
    with by_the_test():
        return path.exists()


def test_a_restore_keeps_the_machine_awake_but_not_while_it_is_paused(
    qtbot: Any, window: MainWindow, program: Path, slow: Slow
) -> None:
    awake, jobs = KeepAwake(window.context, window), window.context.jobs
    entry = jobs.submit(restoring(slow, "Restore of shop"))
    qtbot.waitUntil(lambda: there(program / "words"), timeout=WAIT_MS)
    assert awake.holds
    with by_the_test():
        words = (program / "words").read_text().splitlines()
    assert words == ["--what=sleep:idle", "--who=Pagewake", "--why=Restore of shop", "--mode=block", "cat"]
    jobs.pause(entry.id)
    qtbot.waitUntil(lambda: there(program / "ended"), timeout=WAIT_MS)
    assert not awake.holds
    jobs.resume(entry.id)
    assert awake.holds
    slow.go.set()
    ended(qtbot, window)
    assert not awake.holds
    awake.close()


def test_where_there_is_no_such_program_nothing_is_done(
    qtbot: Any, window: MainWindow, slow: Slow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    awake, jobs = KeepAwake(window.context, window), window.context.jobs
    jobs.submit(spec(slow))
    qtbot.waitUntil(lambda: not awake.holds, timeout=WAIT_MS)
    jobs.submit(restoring(slow))
    assert not awake.holds, "it is not tried again"
    slow.go.set()
    ended(qtbot, window)
    awake.close()
