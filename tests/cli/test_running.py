"""Running a job: progress on both kinds of standard error, and a cancel that is heard."""

from __future__ import annotations

import io
import os
import pty
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.patience import LONG, Stopwatch, within

from pagewake.cli.progress import (
    BAR_WIDTH,
    LINE_EVERY_S,
    SAME_LINE_EVERY_S,
    Bar,
    Lines,
    figures_text,
    finding_text,
    progress_text,
)
from pagewake.cli.running import run_job
from pagewake.cli.session import Session
from pagewake.errors import BackupError, Cancelled
from pagewake.jobs import Job, Progress
from pagewake.model import Finding, Severity

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(autouse=True)
def _no_thread_left_behind() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before


def session(**options: bool) -> Session:
    made = Session(out=io.StringIO(), err=io.StringIO())
    for name, value in options.items():
        setattr(made, name, value)
    return made


def said(one: Session) -> str:
    assert isinstance(one.err, io.StringIO)
    return one.err.getvalue()


def work(job: Job) -> str:
    with job.phase("read pages", total=2**20):
        job.advance(2**19)
        job.warn(Finding(Severity.WARNING, "page-checksum", "pages.db block 7", "it is bad", "Look at it."))
        time.sleep(0.06)
        job.advance(2**19)
    with job.phase("commit"):
        pass
    return "done"


def test_elsewhere_long_phases_end_with_a_line_and_findings_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pagewake.cli.progress.SHORT_PHASE_S", 0.05)
    one = session()
    # A clock that goes on with the bytes read alone: on a busy machine "commit" would take long as well.
    read = [0.0]
    job = Job("backup", clock=lambda: read[0])

    def advances(amount: int) -> None:
        read[0] += 0.03
        advance(amount)

    advance = job.advance
    monkeypatch.setattr(job, "advance", advances)
    assert run_job(one, job, work) == "done"
    lines = said(one).splitlines()
    assert lines[0] == "Warning: pages.db block 7: it is bad"
    assert lines[1] == "  Look at it."
    assert re.fullmatch(r"read pages: 1\.0 MiB in \d+ ms \(.*/s\)", lines[2])
    assert len(lines) == 3


@pytest.mark.parametrize("option", ["quiet", "as_json"])
def test_nothing_is_shown_where_nobody_looks(option: str) -> None:
    one = session(**{option: True})
    run_job(one, Job("backup"), work)
    assert said(one) == ""


def test_the_error_of_the_work_is_raised() -> None:
    def fails(job: Job) -> None:
        raise BackupError("no")

    with pytest.raises(BackupError):
        run_job(session(), Job("backup"), fails)


def test_a_standard_error_that_is_gone_does_not_stop_the_work() -> None:
    one = session()
    one.err.close()
    assert run_job(one, Job("backup"), work) == "done"


def test_signals_are_as_they_were_afterwards() -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    run_job(session(), Job(), work)
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)] == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_cancels_within_a_second(number: signal.Signals, capfd: pytest.CaptureFixture[str]) -> None:
    sent: list[Stopwatch] = []

    def waits(job: Job) -> None:
        sent.append(Stopwatch())
        os.kill(os.getpid(), number)
        while True:
            job.check()
            job.token.wait(0.3)

    with pytest.raises(Cancelled, match="backup was cancelled"):
        run_job(session(), Job("backup"), waits)
    assert sent[0].seconds < 1
    assert "press Ctrl-C again" in capfd.readouterr().err


PROGRAM = """
import sys, time
from pagewake.cli.entry import run
from pagewake.cli import app, framework, running
from pagewake.jobs import Job
import click

@click.command(cls=framework.Command)
@framework.pass_session
def spin(session):
    def work(job):
        with job.phase("spin", total=1000, unit="turns"):
            print("works", flush=True)
            while True:
                if HEARS:
                    job.advance(1)
                time.sleep(0.02)
    running.run_job(session, Job("spinning"), work)

app.app.add_command(spin, "spin")
HEARS = sys.argv[1] == "hears"
sys.exit(run(["spin", *sys.argv[2:]]))
"""


def spin(*arguments: str, **options: object) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(ROOT / "core"), *sys.path])
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        env={**os.environ, "PYTHONPATH": path, "TERM": "xterm"},
        text=True,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},  # type: ignore[call-overload]
    )


def until_it_works(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None and process.stdout.readline() == "works\n"


def test_ctrl_c_ends_a_real_process_with_a_sentence() -> None:
    process = spin("hears", "--json")
    until_it_works(process)
    with within(1):
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=LONG)
    assert process.returncode == 3
    assert '"code": "PW-901"' in out
    assert "Nothing half-made was left behind" in err
    assert "Traceback" not in err


def test_a_second_ctrl_c_leaves_at_once() -> None:
    process = spin("deaf")
    until_it_works(process)
    process.send_signal(signal.SIGTERM)
    assert process.stderr is not None
    while "again to leave at once" not in process.stderr.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=LONG)
    assert process.returncode == 3
    assert "Left at once" in err


def test_a_terminal_gets_a_bar_and_its_cursor_back() -> None:
    main, terminal = pty.openpty()
    process = spin("hears", stderr=terminal)
    os.close(terminal)
    turns, shown = re.compile(rb"\d+ turns of 1,000 turns, \d+ %"), b""
    asked = False
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
        if not asked and turns.search(shown):
            process.send_signal(signal.SIGINT)
            asked = True
    os.close(main)
    process.communicate(timeout=LONG)
    text = shown.decode()
    assert asked
    assert "spin" in text
    assert "━" in text
    assert text.rindex("\x1b[?25h") > text.rindex("\x1b[?25l")
    assert "Error PW-901:" in text


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_log_gets_a_line_every_five_seconds() -> None:
    clock, one = Clock(), session()
    lines = Lines(one, clock)
    for _ in range(600):
        clock.now += 0.1
        lines.show(Progress("read pages", int(clock.now), None, "bytes"))
    assert len(said(one).splitlines()) == pytest.approx(60 / LINE_EVERY_S, abs=1)


def test_what_stands_still_does_not_fill_a_log() -> None:
    clock, one = Clock(), session()
    lines = Lines(one, clock)
    for _ in range(1800):
        clock.now += 0.1
        lines.show(Progress("begin", 0, None, "bytes"))
    assert len(said(one).splitlines()) == pytest.approx(180 / SAME_LINE_EVERY_S, abs=1)
    lines.show(Progress("read pages", 1, None, "bytes"))
    clock.now += LINE_EVERY_S
    lines.show(Progress("read pages", 1, None, "bytes"))
    assert said(one).splitlines()[-1].startswith("read pages"), (
        "what moves is not held back by what stood still"
    )


@pytest.mark.parametrize(
    ("progress", "text"),
    [
        (Progress("a", 0, None, "bytes"), ""),
        (Progress("a", 2**30, None, "bytes", rate=2**20), "1.0 GiB, 1.0 MiB/s"),
        (Progress("a", 512, 1024, "bytes"), "512 B of 1.0 KiB, 50 %"),
        (Progress("a", 999, 1000, "files"), "999 files of 1,000 files, 99 %"),
        (
            Progress("a", 512, 1024, "bytes", rate=10.0, time_left=(40.0, 60.0)),
            "512 B of 1.0 KiB, 50 %, 10 B/s, 40 to 60 s left",
        ),
        (
            Progress("a", 512, 1024, "bytes", rate=10.0, time_left=(40.0, 60.0), paused=True),
            "paused, 512 B of 1.0 KiB, 50 %",
        ),
    ],
)
def test_figures(progress: Progress, text: str) -> None:
    assert figures_text(progress) == text
    assert progress_text(progress) == (f"a: {text}" if text else "a")


def test_the_bar_fits_80_columns() -> None:
    one = session()
    bar = Bar(one)
    longest = Progress(
        "read pages", 10**12, 2 * 10**12, "bytes", rate=123456789.0, time_left=(7200.0, 14400.0)
    )
    bar.show(longest)
    bar.close()
    assert len(f"read pages {'━' * BAR_WIDTH} {figures_text(longest)}") <= 80


def test_findings_are_sentences() -> None:
    finding = Finding(Severity.ERROR, "code", "obj", "It is bad.", "Mend it.")
    assert finding_text(finding) == "Error: obj: It is bad.\n  Mend it."


def test_a_job_in_another_thread_is_cancelled_by_its_token() -> None:
    job = Job("backup")
    ended: list[BaseException] = []

    def waits(job: Job) -> None:
        while True:
            job.check()
            job.token.wait(0.1)

    def run() -> None:
        try:
            run_job(session(), job, waits)
        except Cancelled as error:
            ended.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    job.token.cancel()
    thread.join(LONG)
    assert len(ended) == 1


def test_a_signal_pauses_a_restore_and_has_it_go_on() -> None:
    one, seen = session(), []

    def work(job: Job) -> None:
        with job.phase("write pages", unit="turns"):
            for wanted in (True, False):
                os.kill(os.getpid(), signal.SIGUSR1)
                while job.paused != wanted:
                    time.sleep(0.01)
                seen.append(job.paused)

    run_job(one, Job("restore"), work)
    assert seen == [True, False]
    assert "Paused; the same signal has it go on" in said(one) and "Goes on." in said(one)


def test_a_backup_says_why_it_is_not_paused() -> None:
    one = session()

    def work(job: Job) -> None:
        os.kill(os.getpid(), signal.SIGUSR1)
        while "Not paused" not in said(one):
            time.sleep(0.01)

    run_job(one, Job("backup"), work)
    assert "keeps all the log" in said(one)
