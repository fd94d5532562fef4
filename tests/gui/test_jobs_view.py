"""The page of jobs: what runs and waits, how it ended, its log, doing it again, and closing the window meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.slow import Slow

from pagewake.clock import now
from pagewake.desk.journal import Journal, JournalEntry, Standing
from pagewake.desk.surroundings import surroundings
from pagewake.errors import RestoreError
from pagewake.jobs import Job
from pagewake.model import Finding, Severity
from pagewake_gui import announcing
from pagewake_gui.job_center import JobSpec
from pagewake_gui.leaving import KEPT, Leaving
from pagewake_gui.main_window import MainWindow
from pagewake_gui.views.jobs import JobsView

LEFT = Qt.MouseButton.LeftButton


def spec(work: Any, title: str = "Back up shop", writes: str = "/r") -> JobSpec:
    return JobSpec("backup", title, "shop", work, "pagewake backup shop", "/r", writes)


def jobs_of(window: MainWindow) -> JobsView:
    window.open_page("jobs")
    view = window.view("jobs")
    assert isinstance(view, JobsView)
    return view


def column(view: JobsView, name: str) -> list[str]:
    number = [one.name for one in view.rows.model.columns].index(name)
    return [str(view.rows.model.index(row, number).data()) for row in range(view.rows.model.rowCount())]


def ended(qtbot: Any, window: MainWindow) -> None:
    qtbot.waitUntil(
        lambda: not window.context.jobs.active and not window.context.bridge.busy, timeout=WAIT_MS
    )


def test_running_waiting_and_stopping_are_told(qtbot: Any, window: MainWindow, slow: Slow) -> None:
    view = jobs_of(window)
    assert not view._empty.isHidden()
    first = window.context.jobs.submit(spec(slow, "First"))
    window.context.jobs.submit(spec(lambda job: None, "Second"))
    assert column(view, "state") == ["○ waiting", "◆ running"]
    assert column(view, "outcome")[0] == "number 2 in line, after: First"
    view.bring(first.id)
    qtbot.waitUntil(lambda: "read pages" in view.detail.progress.text(), timeout=WAIT_MS)
    assert view.detail.bar.maximum() > 0 and "4.0 GiB" in view.detail.progress.text()
    qtbot.mouseClick(view.detail.cancel, LEFT)
    assert column(view, "state")[1] == "◆ stopping"
    assert view.detail.cancel.text() == "Abandon..."
    ended(qtbot, window)
    assert column(view, "state") == ["● done", "○ cancelled"]


def test_progress_leaves_the_selection_and_the_order_alone(
    qtbot: Any, window: MainWindow, slow: Slow
) -> None:
    view = jobs_of(window)
    done = window.context.jobs.submit(spec(lambda job: None, "Short"))
    ended(qtbot, window)
    window.context.jobs.submit(spec(slow, "Long"))
    view.rows.table.selectRow(1)
    assert view.chosen == done.id
    with qtbot.waitSignal(window.context.jobs.ticked, timeout=WAIT_MS):
        pass
    assert view.chosen == done.id and len(view.rows.table.selected()) == 1
    slow.go.set()
    ended(qtbot, window)


def test_a_failure_is_pinned_marked_and_seen(qtbot: Any, window: MainWindow) -> None:
    def fail(job: Job) -> None:
        job.say("about to fail")
        job.warn(Finding(Severity.WARNING, "slow", "disk", "is slow"))
        raise RestoreError("the disk is gone", object_name="/srv/x")

    entry = window.context.jobs.submit(spec(fail))
    ended(qtbot, window)
    assert window._buttons["jobs"].text() == "Jobs ■ 1", "marked until somebody looks"
    view = jobs_of(window)
    view.bring(entry.id)
    assert window._buttons["jobs"].text() == "Jobs"
    assert view.detail.pinned.count() == 1
    assert column(view, "outcome")[0].startswith("/srv/x: the disk is gone")
    log = view.detail.log
    assert log.model.rowCount() == 3
    view.detail.level.setCurrentIndex(1)
    assert log.model.rowCount() == 2
    qtbot.keyClicks(log.filter, "slow")
    assert log.model.rowCount() == 1


def test_findings_are_no_success(qtbot: Any, window: MainWindow) -> None:
    window.context.jobs.submit(
        spec(lambda job: job.warn(Finding(Severity.ERROR, "x", "pack 1", "is damaged")))
    )
    ended(qtbot, window)
    assert column(jobs_of(window), "state") == ["■ done, with findings"]


def test_a_job_is_done_again_and_its_log_saved(qtbot: Any, window: MainWindow, tmp_path: Path) -> None:
    view = jobs_of(window)
    entry = window.context.jobs.submit(spec(lambda job: job.say("worked")))
    ended(qtbot, window)
    view.bring(entry.id)
    qtbot.mouseClick(view.detail.copy, LEFT)
    assert QGuiApplication.clipboard().text() == "pagewake backup shop"
    view.detail.save_log(tmp_path / "job.log")
    qtbot.mouseClick(view.detail.again, LEFT)
    ended(qtbot, window)
    assert column(view, "state") == ["● done", "● done"]
    with by_the_test():
        saved = (tmp_path / "job.log").read_text()
    assert "info worked" in saved and surroundings() in saved
    qtbot.mouseClick(view.clear, LEFT)
    ended(qtbot, window)
    assert view.rows.model.rowCount() == 0 and not view._empty.isHidden()


def test_where_a_job_ran_is_told_of_old_ones_too(qtbot: Any, window: MainWindow, tmp_path: Path) -> None:
    view = jobs_of(window)
    new = window.context.jobs.submit(spec(lambda job: None))
    ended(qtbot, window)
    view.bring(new.id)
    assert view.detail.environment.text() == f"Environment: {surroundings()}"
    earlier = past(window, qtbot, tmp_path / "home", environment="Pagewake 0.0, host db1")
    view.bring(earlier)
    assert view.detail.environment.text() == "Environment: Pagewake 0.0, host db1"


def test_the_desktop_is_told_of_what_nobody_saw_end(
    qtbot: Any, window: MainWindow, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A short job of a window that is looked at is told there only; a long or an unseen one on the desktop too."""
    told: list[str] = []
    window.context.notices.said.connect(told.append)
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
    window.context.jobs.submit(spec(lambda job: None, "Short"))
    ended(qtbot, window)
    assert told == ["Short · shop: done"] and window.announcer.announced == []
    with monkeypatch.context() as short:
        short.setattr(announcing, "LONG_S", 0.0)
        window.context.jobs.submit(spec(lambda job: None, "Long"))
        ended(qtbot, window)
    assert window.announcer.announced == ["Long · shop: done"]
    window.context.jobs.submit(spec(slow, "Unseen"))
    window.hide()
    slow.go.set()
    ended(qtbot, window)
    assert window.announcer.announced == ["Long · shop: done", "Unseen · shop: done"]
    cancelled = window.context.jobs.submit(spec(Slow(), "Cancelled"))
    window.context.jobs.cancel(cancelled.id)
    ended(qtbot, window)
    assert len(window.announcer.announced) == 2, "whoever cancelled it knows"


def past(window: MainWindow, qtbot: Any, home: Path, **changes: Any) -> str:
    """A job of an earlier run of the window, whose process is gone."""
    place = window.context.workspace.place
    entry = JournalEntry(
        "earlier",
        "verify",
        "Verify structure",
        "everything",
        f"pagewake verify --repo {place.location if place else '/r'} --level structure",
        place.location if place else "/r",
        Standing.RUNNING,
        now(),
        now(),
        **changes,
    )
    with by_the_test():
        Journal(home).record(entry)
    window.context.jobs.load()
    ended(qtbot, window)
    return entry.id


def test_what_was_interrupted_is_resumed_from_its_command(
    qtbot: Any, open_window: MainWindow, tmp_path: Path
) -> None:
    id = past(open_window, qtbot, tmp_path / "home")
    view = jobs_of(open_window)
    view.bring(id)
    assert column(view, "state") == ["▲ interrupted"]
    assert view.detail.again.text() == "Resume" and view.detail.again.isEnabled()
    qtbot.mouseClick(view.detail.again, LEFT)
    ended(qtbot, open_window)
    assert sorted(column(view, "state")) == ["▲ interrupted", "● done"]
    assert open_window.context.workspace.snapshot.evidence[-1].level == "structure"  # type: ignore[union-attr]


def test_an_expiry_is_shown_anew(qtbot: Any, open_window: MainWindow) -> None:
    place = open_window.context.workspace.place
    assert place is not None
    ran: list[int] = []
    entry = open_window.context.jobs.submit(
        JobSpec("expire", "Expire", "ledger", lambda job: ran.append(1), "pagewake expire", place.location)
    )
    ended(qtbot, open_window)
    view = jobs_of(open_window)
    view.bring(entry.id)
    qtbot.mouseClick(view.detail.again, LEFT)
    assert open_window.view("retention").isVisible()
    ended(qtbot, open_window)
    assert ran == [1], "nothing expired again by itself"


def test_a_job_of_another_repository_says_why_not(qtbot: Any, window: MainWindow, tmp_path: Path) -> None:
    id = past(window, qtbot, tmp_path / "home")
    view = jobs_of(window)
    view.bring(id)
    assert not view.detail.again.isEnabled()
    assert view.detail.why_not.text() == "Its repository is not open."


def test_the_model_holds(qtbot: Any, qtmodeltester: Any, window: MainWindow) -> None:
    view = jobs_of(window)
    window.context.jobs.submit(spec(lambda job: job.say("worked")))
    ended(qtbot, window)
    qtmodeltester.check(view.rows.model)
    qtmodeltester.check(view.detail.log.model)


# --- closing


def test_closing_with_a_job_asks_and_staying_is_the_default(
    qtbot: Any, window: MainWindow, slow: Slow
) -> None:
    window.context.jobs.submit(spec(slow))
    window.close()
    dialog = window.leaving.dialog
    assert window.isVisible() and dialog is not None
    assert not dialog.hide_window.isEnabled(), "there is no tray here"
    assert dialog.stay.isDefault()
    window.close()
    assert window.leaving.dialog is dialog, "asked once, not twice"
    qtbot.mouseClick(dialog.stay, LEFT)
    assert window.isVisible() and window.context.jobs.active
    slow.go.set()
    ended(qtbot, window)
    window.close()
    assert not window.isVisible()


def test_the_answer_is_kept(qtbot: Any, window: MainWindow, slow: Slow) -> None:
    window.context.jobs.submit(spec(slow))
    window.close()
    dialog = window.leaving.dialog
    assert dialog is not None
    dialog.remember.setChecked(True)
    qtbot.mouseClick(dialog.cancel_jobs, LEFT)
    assert not window.isVisible()
    assert QSettings().value(KEPT) == "cancel"
    window.leaving.sure = False
    window.show()
    window.close()
    assert not window.isVisible() and window.leaving.dialog is None


def test_with_a_tray_the_window_hides_and_comes_back(
    qtbot: Any, window: MainWindow, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.context.jobs.submit(spec(slow))
    with monkeypatch.context() as tray:
        tray.setattr(Leaving, "has_tray", lambda self: True)
        window.close()
    dialog = window.leaving.dialog
    assert dialog is not None and dialog.hide_window.isDefault()
    qtbot.mouseClick(dialog.hide_window, LEFT)
    assert not window.isVisible() and window.context.jobs.active, "the job goes on"
    slow.go.set()
    ended(qtbot, window)
    assert window.announcer.announced == ["Back up shop · shop: done"]
    window.leaving.show()
    assert window.isVisible()


def test_the_system_is_not_asked_back(qtbot: Any, window: MainWindow, slow: Slow) -> None:
    window.context.jobs.submit(spec(slow))
    window.leave()
    assert not window.isVisible() and window.leaving.dialog is None
