"""Jobs of the window: one writer a repository, a cancel that is heard, one end each, a journal that stays."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget
from shiboken6 import delete
from tests.gui.conftest import WAIT_MS
from tests.patience import LONG

from pagewake.desk.journal import Journal, Standing
from pagewake.errors import RestoreError
from pagewake.jobs import Job
from pagewake_gui.context import Context
from pagewake_gui.job_center import JobSpec


def spec(work: Any, *, writes: str = "", title: str = "work") -> JobSpec:
    return JobSpec("backup", title, "shop", work, command="pagewake backup shop", writes=writes)


def test_a_result_comes_back_on_the_windows_thread(qtbot, context: Context) -> None:  # type: ignore[no-untyped-def]
    answers: list[Any] = []
    entry = context.jobs.submit(
        spec(lambda job: threading.current_thread().name), lambda result: answers.append(result)
    )
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT_MS)
    assert answers[0].startswith("pagewake-")
    found = context.jobs.entry(entry.id)
    assert found is not None
    assert found.standing is Standing.DONE
    assert found.seen


def test_a_failure_is_kept_until_it_was_looked_at(qtbot, context: Context) -> None:  # type: ignore[no-untyped-def]
    def fail(job: Job) -> None:
        job.say("about to fail")
        raise RestoreError("the disk is gone", object_name="/srv")

    entry = context.jobs.submit(spec(fail))
    qtbot.waitUntil(lambda: not context.jobs.active, timeout=WAIT_MS)
    found = context.jobs.entry(entry.id)
    assert found is not None
    assert found.standing is Standing.FAILED
    assert "the disk is gone" in found.error_text
    assert next(text for _, _, text in found.log) == "about to fail"
    assert not found.seen
    context.jobs.look_at(entry.id)
    assert context.jobs.entry(entry.id).seen  # type: ignore[union-attr]


def test_one_writer_a_repository_the_next_one_says_for_whom_it_waits(qtbot, context: Context) -> None:  # type: ignore[no-untyped-def]
    go, order = threading.Event(), []

    def wait(job: Job) -> None:
        order.append("first")
        go.wait(10 * LONG)

    context.jobs.submit(spec(wait, writes="/r", title="First"))
    second = context.jobs.submit(spec(lambda job: order.append("second"), writes="/r", title="Second"))
    other = context.jobs.submit(spec(lambda job: order.append("other"), writes="/other"))
    qtbot.waitUntil(lambda: context.jobs.entry(other.id).standing is Standing.DONE, timeout=WAIT_MS)  # type: ignore[union-attr]
    waiting = context.jobs.entry(second.id)
    assert waiting is not None
    assert (waiting.standing, waiting.waits_for) == (Standing.WAITING, "First")
    go.set()
    qtbot.waitUntil(lambda: not context.jobs.active, timeout=WAIT_MS)
    assert order == ["first", "other", "second"]


def test_cancel_is_heard_and_never_called_success(qtbot, context: Context) -> None:  # type: ignore[no-untyped-def]
    def work(job: Job) -> None:
        while True:
            job.token.wait(0.01)
            job.check()

    done: list[Any] = []
    entry = context.jobs.submit(spec(work), done.append)
    context.jobs.cancel(entry.id)
    assert context.jobs.entry(entry.id).stopping  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: not context.jobs.active, timeout=WAIT_MS)
    assert context.jobs.entry(entry.id).standing is Standing.CANCELLED  # type: ignore[union-attr]
    assert not done
    again = context.jobs.retry(entry.id)
    assert again is not None
    context.jobs.cancel(again.id)
    qtbot.waitUntil(lambda: not context.jobs.active, timeout=WAIT_MS)


def test_a_job_that_waits_is_over_at_once_when_cancelled(qtbot, context: Context) -> None:  # type: ignore[no-untyped-def]
    go = threading.Event()
    context.jobs.submit(spec(lambda job: go.wait(10 * LONG), writes="/r"))
    second = context.jobs.submit(spec(lambda job: None, writes="/r"))
    context.jobs.cancel(second.id)
    assert context.jobs.entry(second.id).standing is Standing.CANCELLED  # type: ignore[union-attr]
    go.set()
    qtbot.waitUntil(lambda: not context.jobs.active, timeout=WAIT_MS)


def test_the_journal_tells_the_next_window_what_was(qtbot, context: Context, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    entry = context.jobs.submit(spec(lambda job: job.say("half way")))
    qtbot.waitUntil(lambda: not context.jobs.active and not context.bridge.busy, timeout=WAIT_MS)
    found = Journal(tmp_path / "home").entries()
    assert [(one.id, one.standing, one.command) for one in found] == [
        (entry.id, Standing.DONE, "pagewake backup shop")
    ]
    assert "half way" in found[0].log[-1]


def test_who_is_gone_is_not_called_when_a_job_ends(qtbot, context: Context) -> None:  # type: ignore[no-untyped-def]
    class Asker(QWidget):
        def hear(self, result: Any) -> None:
            self.setWindowTitle(str(result))

    asker = Asker()
    entry = context.jobs.submit(spec(lambda job: "done"), asker.hear)
    delete(asker)
    qtbot.waitUntil(lambda: not context.jobs.active, timeout=WAIT_MS)
    assert context.jobs.entry(entry.id).standing is Standing.DONE  # type: ignore[union-attr]
