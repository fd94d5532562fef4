"""Jobs in the hand of somebody: paused, held to a bandwidth, stopped twice, left behind, and gone on with."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.slow import Slow
from tests.gui.test_jobs_view import column, ended, jobs_of, past, spec
from tests.patience import LONG, within

from pagewake.cli.progress import figures_text
from pagewake.clock import now
from pagewake.config import load_settings
from pagewake.desk.journal import Journal, JournalEntry, Standing
from pagewake.jobs import Job, Progress
from pagewake.restore.marker import MARKER
from pagewake_gui.bridge import Bridge
from pagewake_gui.context import Context
from pagewake_gui.dialogs.abandon import AbandonDialog
from pagewake_gui.dialogs.backup import BackupDialog
from pagewake_gui.dialogs.confirm import ConfirmDialog
from pagewake_gui.job_center import JobEntry, JobSpec
from pagewake_gui.main_window import MainWindow
from pagewake_gui.widgets.bandwidth_field import LIMIT, NONE, BandwidthField
from pagewake_gui.widgets.job_strip import progress_text

LEFT = Qt.MouseButton.LeftButton


class Deaf:
    """Work that does not hear that it is to stop, as with a store that hangs."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def __call__(self, job: Job) -> str:
        with job.phase("read packs", 1 << 30):
            self.go.wait(10 * LONG)
        return "too late"


@pytest.fixture
def deaf() -> Iterator[Deaf]:
    work = Deaf()
    yield work
    work.go.set()


def restoring(work: Any, title: str = "Restore of shop") -> JobSpec:
    return JobSpec(
        "restore", title, "shop", work, "pagewake restore --repo /r --source shop --to /x --latest", "/r"
    )


def texts(widget: Any) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


# --- pause


def test_a_restore_is_paused_and_goes_on(qtbot: Any, window: MainWindow, slow: Slow) -> None:
    view = jobs_of(window)
    entry = window.context.jobs.submit(restoring(slow))
    qtbot.waitUntil(lambda: "read pages" in view.detail.progress.text(), timeout=WAIT_MS)
    qtbot.mouseClick(view.detail.pause, LEFT)
    assert column(view, "state") == ["○ paused"]
    qtbot.waitUntil(lambda: "paused" in view.detail.progress.text(), timeout=WAIT_MS)
    assert "/s" not in view.detail.progress.text() and "left" not in view.detail.progress.text()

    def done_after_a_tick() -> float:
        with qtbot.waitSignal(window.context.jobs.ticked, timeout=WAIT_MS):
            pass
        now_done: float = window.context.jobs.entry(entry.id).progress.done  # type: ignore[union-attr]
        return now_done

    # Its thread hears of the pause at its next step, on a busy machine only after some ticks.
    qtbot.waitUntil(lambda: done_after_a_tick() == done_after_a_tick(), timeout=WAIT_MS)
    before = done_after_a_tick()
    qtbot.wait(150)
    assert done_after_a_tick() == before
    assert view.detail.pause.text() == "Go on"
    qtbot.mouseClick(view.detail.pause, LEFT)
    assert column(view, "state") == ["◆ running"]
    slow.go.set()
    ended(qtbot, window)
    assert column(view, "state") == ["● done"]
    assert [text for _, _, text in window.context.jobs.entry(entry.id).log] == [  # type: ignore[union-attr]
        "read pages",
        "paused",
        "goes on",
    ]


def test_a_paused_job_is_cancelled_at_once(qtbot: Any, window: MainWindow, slow: Slow) -> None:
    entry = window.context.jobs.submit(restoring(slow))
    window.context.jobs.pause(entry.id)
    window.context.jobs.cancel(entry.id)
    with within(1.5):
        qtbot.waitUntil(lambda: not window.context.jobs.active, timeout=WAIT_MS)
    assert window.context.jobs.entry(entry.id).standing is Standing.CANCELLED  # type: ignore[union-attr]


def test_a_backup_says_why_it_cannot_be_paused(qtbot: Any, window: MainWindow, slow: Slow) -> None:
    view = jobs_of(window)
    entry = window.context.jobs.submit(spec(slow))
    assert not view.detail.pause.isEnabled()
    assert "keeps all the log" in view.detail.why_not.text() and not view.detail.why_not.isHidden()
    window.context.jobs.pause(entry.id)
    assert not window.context.jobs.entry(entry.id).pausing  # type: ignore[union-attr]
    slow.go.set()
    ended(qtbot, window)
    assert "keeps all the log" not in view.detail.why_not.text()


# --- in line


def test_each_in_line_says_its_place(qtbot: Any, window: MainWindow, slow: Slow) -> None:
    for title in ("First", "Second", "Third"):
        window.context.jobs.submit(spec(slow if title == "First" else lambda job: None, title))
    view = jobs_of(window)
    assert column(view, "outcome")[:2] == ["number 3 in line, after: First", "number 2 in line, after: First"]
    second = window.context.jobs.entries()[1]
    window.context.jobs.cancel(second.id)
    assert column(view, "outcome")[0] == "number 2 in line, after: First"
    slow.go.set()
    ended(qtbot, window)


# --- the words


@pytest.mark.parametrize(
    "progress",
    [
        Progress("read pages", 1 << 30, None, "bytes", rate=2**20),
        Progress("read pages", 1 << 30, 4 << 30, "bytes", rate=2**20, time_left=(40.0, 60.0)),
        Progress("check", 7, 20, "backups"),
        Progress("write pages", 1 << 30, 4 << 30, "bytes", rate=2**20, time_left=(40.0, 60.0), paused=True),
    ],
)
def test_the_window_says_what_the_command_line_says(context: Context, progress: Progress) -> None:
    entry = JobEntry("1", "restore", "Restore", "shop", "", "", Standing.RUNNING, now(), progress=progress)
    words = progress_text(entry).split(" · ")
    assert words[0] == progress.phase
    assert words[1:] == figures_text(progress).split(", ")
    if progress.total is None:
        assert not any("%" in word or "left" in word for word in words), (
            "an end that is not known is not made up"
        )


# --- a second press


def test_a_second_press_offers_to_abandon(qtbot: Any, window: MainWindow, deaf: Deaf) -> None:
    done: list[Any] = []
    failed: list[Any] = []
    view = jobs_of(window)
    entry = window.context.jobs.submit(restoring(deaf), done.append, failed.append)
    qtbot.mouseClick(view.detail.cancel, LEFT)
    assert not window.findChildren(AbandonDialog), "the first press only asks it to stop"
    qtbot.mouseClick(view.detail.cancel, LEFT)
    (dialog,) = window.findChildren(AbandonDialog)
    assert dialog.wait.isDefault(), "nothing is abandoned by Return"
    qtbot.mouseClick(dialog.abandon, LEFT)
    qtbot.waitUntil(lambda: not window.context.jobs.active, timeout=WAIT_MS)
    assert column(view, "state") == ["▲ abandoned"]
    assert not view.detail.again.isEnabled() and "has not ended yet" in view.detail.why_not.text()
    assert window._buttons["jobs"].text().startswith("Jobs"), "and it can be looked at"
    assert len(failed) == 1
    deaf.go.set()
    qtbot.waitUntil(lambda: not window.context.jobs.entry(entry.id).loose, timeout=WAIT_MS)  # type: ignore[union-attr]
    assert column(view, "state") == ["▲ abandoned"], "its work was done in the end, and it is no success"
    assert "work was done to its end" in window.context.jobs.entry(entry.id).log[-1][2]  # type: ignore[union-attr]
    assert not done
    ended(qtbot, window)
    with by_the_test():
        (kept,) = Journal(window.context.workspace.settings.path.parent).entries()
    assert kept.standing is Standing.ABANDONED


def test_the_offer_goes_away_when_the_job_stops_after_all(qtbot: Any, window: MainWindow, deaf: Deaf) -> None:
    entry = window.context.jobs.submit(restoring(deaf))
    for _ in range(2):
        qtbot.mouseClick(window._strip._cancel, LEFT)
    (dialog,) = window.findChildren(AbandonDialog)
    qtbot.mouseClick(window._strip._cancel, LEFT)
    assert window.findChildren(AbandonDialog) == [dialog], "asked once, not twice"
    deaf.go.set()
    ended(qtbot, window)
    qtbot.waitUntil(lambda: not window.findChildren(AbandonDialog), timeout=WAIT_MS)
    assert window.context.jobs.entry(entry.id).standing is Standing.DONE  # type: ignore[union-attr]


def test_the_end_waits_only_so_long_for_who_does_not_hear(qtbot: Any, deaf: Deaf) -> None:
    bridge = Bridge()
    answers: list[Any] = []
    call = bridge.call("deaf", deaf, answers.append)
    assert not bridge.shut_down(0.2)
    deaf.go.set()
    assert call.run is not None
    call.run.wait_for_thread()
    qtbot.waitUntil(lambda: not bridge.busy, timeout=WAIT_MS)
    assert not answers


DEAF_PROGRAM = """
import time
from PySide6.QtCore import QCoreApplication
from pagewake_gui.app import leave_at_once
from pagewake_gui.bridge import Bridge

application = QCoreApplication([])
bridge = Bridge()
bridge.call("deaf", lambda job: time.sleep(600), print)
print(bridge.shut_down(0.2), flush=True)
leave_at_once(7)
"""


def test_the_program_ends_although_a_thread_does_not(tmp_path: Path) -> None:
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", DEAF_PROGRAM],
        capture_output=True,
        text=True,
        timeout=LONG,
        env=variables,
        check=False,
    )
    assert (done.returncode, done.stdout) == (7, "False\n"), done.stderr


# --- what was left


def killed(window: MainWindow, qtbot: Any, home: Path, kind: str, command: str) -> str:
    place = window.context.workspace.place
    entry = JournalEntry(
        "earlier", kind, "Restore of ledger", "ledger", command, place.location if place else "/r",
        Standing.RUNNING, now(), now(),
    )  # fmt: skip
    with by_the_test():
        Journal(home).record(entry)
    window.context.jobs.load()
    ended(qtbot, window)
    return entry.id


@pytest.fixture
def half(tmp_path: Path) -> Path:
    with by_the_test():
        (tmp_path / "out" / "data").mkdir(parents=True)
        (tmp_path / "out" / "data" / "ledger.db").write_bytes(bytes(8192))
        (tmp_path / "out" / MARKER).write_text('{"backup": "x", "places": []}')
    return tmp_path / "out"


def command_of(window: MainWindow, to: Path) -> str:
    place = window.context.workspace.place
    assert place is not None
    return f"pagewake restore --repo {place.location} --to {to} --source ledger --latest --prove"


def test_a_killed_restore_shows_what_it_left_and_is_resumed(
    qtbot: Any, open_window: MainWindow, tmp_path: Path, half: Path
) -> None:
    id = killed(open_window, qtbot, tmp_path / "home", "restore", command_of(open_window, half))
    view = jobs_of(open_window)
    view.bring(id)
    qtbot.waitUntil(lambda: "half restored" in texts(view.detail.left), timeout=WAIT_MS)
    assert str(half) in texts(view.detail.left) and view.detail.left.clean.isVisible()
    assert view.detail.again.text() == "Resume"
    qtbot.mouseClick(view.detail.again, LEFT)
    ended(qtbot, open_window)
    newest = open_window.context.jobs.entries()[0]
    assert (newest.kind, newest.standing) == ("restore", Standing.DONE)
    assert newest.result.proof.ok
    with by_the_test():
        assert not (half / MARKER).exists()
    view.bring(id)
    qtbot.waitUntil(lambda: not open_window.context.bridge.busy, timeout=WAIT_MS)
    view.detail.left.look_again()
    ended(qtbot, open_window)
    assert view.detail.left.isHidden()


def test_what_a_killed_restore_left_is_cleaned_up(
    qtbot: Any, open_window: MainWindow, tmp_path: Path, half: Path
) -> None:
    id = killed(open_window, qtbot, tmp_path / "home", "restore", command_of(open_window, half))
    view = jobs_of(open_window)
    view.bring(id)
    qtbot.waitUntil(lambda: view.detail.left.clean.isVisible(), timeout=WAIT_MS)
    qtbot.mouseClick(view.detail.left.clean, LEFT)
    dialog = view.detail.left.dialog
    assert isinstance(dialog, ConfirmDialog) and not dialog.button.isEnabled()
    assert str(half) in texts(dialog)
    qtbot.keyClicks(dialog.field, "delete")
    qtbot.mouseClick(dialog.button, LEFT)
    ended(qtbot, open_window)
    newest = open_window.context.jobs.entries()[0]
    assert (newest.kind, newest.standing) == ("clean-up", Standing.DONE)
    assert newest.command == f"pagewake restore --clean-up --to {half}"
    with by_the_test():
        assert list(half.iterdir()) == []
    view.bring(id)
    ended(qtbot, open_window)
    assert view.detail.left.isHidden()


def test_a_database_that_was_overwritten_can_only_be_resumed(
    qtbot: Any, open_window: MainWindow, tmp_path: Path, half: Path
) -> None:
    with by_the_test():
        (half / MARKER).write_text('{"overwrites": true}')
    view = jobs_of(open_window)
    view.bring(killed(open_window, qtbot, tmp_path / "home", "restore", command_of(open_window, half)))
    qtbot.waitUntil(lambda: "only a restore" in texts(view.detail.left), timeout=WAIT_MS)
    assert not view.detail.left.clean.isVisible() and view.detail.again.isEnabled()


def test_a_killed_backup_says_what_it_uploaded(
    qtbot: Any, open_window: MainWindow, tmp_path: Path, repository_directory: Path
) -> None:
    with by_the_test():
        for manifest in (repository_directory / "backups").iterdir():
            manifest.unlink()
    id = killed(open_window, qtbot, tmp_path / "home", "backup", "pagewake backup /not/there --repo x")
    view = jobs_of(open_window)
    view.bring(id)
    qtbot.waitUntil(lambda: "part of no backup" in texts(view.detail.left), timeout=WAIT_MS)
    assert view.detail.left.clean.isVisible()
    ended(qtbot, open_window)


def test_a_verification_leaves_nothing_to_show(
    qtbot: Any, open_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Where scratch directories are looked for: other programs' may lie in the system's own.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    view = jobs_of(open_window)
    view.bring(past(open_window, qtbot, tmp_path / "home"))
    ended(qtbot, open_window)
    assert view.detail.left.isHidden()


# --- bandwidth


def test_the_field_gives_what_the_command_line_takes(qtbot: Any, window: MainWindow) -> None:
    field = BandwidthField(4 << 20, window)
    assert (field.text, field.rate, field.problem) == ("", 4 << 20, "")
    field.kind.setCurrentIndex(field.kind.findData(NONE))
    assert (field.text, field.rate) == ("none", None)
    field.kind.setCurrentIndex(field.kind.findData(LIMIT))
    assert (field.text, field.rate) == ("50MiB", 50 << 20)
    field.limit.setText("fast")
    assert "is not a bandwidth" in field.problem and field.rate is None
    field.choose("none")
    assert (field.text, field.problem) == ("none", "")
    assert BandwidthField(None, window).kind.findData(NONE) < 0, "there is nothing to lift"


def test_the_settings_keep_a_limit_and_the_dialogs_know_it(
    qtbot: Any, open_window: MainWindow, repository_directory: Path
) -> None:
    workspace = open_window.context.workspace
    with by_the_test():
        workspace.settings.path.parent.mkdir(parents=True, exist_ok=True)
        workspace.settings.path.write_text(f'[repositories.main]\nlocation = "{repository_directory}"\n')
        workspace.use_settings(load_settings(workspace.settings.path))
    workspace.place = workspace.place.__class__(str(repository_directory), "main")  # type: ignore[union-attr]
    open_window.open_page("settings")
    view: Any = open_window.view("settings")
    view._toggle_limit("main")
    from pagewake_gui.widgets.limit_card import LimitCard

    (card,) = view.findChildren(LimitCard)
    card.field.setText("much")
    assert not card.save.isEnabled() and "is not a bandwidth" in card.problem.text()
    card.field.setText("3MiB")
    for text, said in (("soon", "is not a duration"), ("0h", "for some time"), ("", "is not a duration")):
        card.trash.setText(text)
        assert not card.save.isEnabled() and said in card.problem.text()
    card.trash.setText("14d")
    with qtbot.waitSignal(workspace.settings_changed, timeout=WAIT_MS):
        qtbot.mouseClick(card.save, LEFT)
    with by_the_test():
        written = workspace.settings.path.read_text()
    assert 'bandwidth = "3MiB"' in written and 'trash = "14d"' in written
    qtbot.waitUntil(lambda: "at most 3.0 MiB/s · the trash keeps 14 d" in texts(view), timeout=WAIT_MS)
    open_window.context.actions.get("backup.take").trigger()
    dialog = open_window.work.dialog
    assert isinstance(dialog, BackupDialog) and dialog.bandwidth.usual == 3 << 20
    dialog.bandwidth.kind.setCurrentIndex(dialog.bandwidth.kind.findData(LIMIT))
    dialog.location.setText("/srv/ledger")
    assert "--bandwidth 50MiB" in dialog.command()
    dialog.bandwidth.limit.setText("x")
    assert not dialog.start.isEnabled() and "is not a bandwidth" in dialog.why_not.text()
    dialog.reject()
