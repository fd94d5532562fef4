"""The screens of a restore: every step, the run, what it came to, what goes on from there; and jobs after that."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stage import Stage

if TYPE_CHECKING:
    from pagewake.jobs import Job
    from pagewake_gui.context import Context
    from pagewake_gui.main_window import MainWindow

LATEST = 5
"""The tab of the newest moment, in the target step."""


def typed_moments(stage: Stage, context: Context, wizard: Any, group: str) -> None:
    """Moments that can be restored, and that cannot."""
    step = wizard.target_step
    fields = step.ways["time"].fields
    windows = wizard.draft.state.timeline.windows
    middle = windows[0].from_time + (windows[0].to_time - windows[0].from_time) / 2
    step.tabs.setCurrentWidget(step.ways["time"])
    for name, moment in (
        ("inside", middle),
        ("early", middle.replace(year=middle.year - 1)),
        ("twice", None),
    ):
        if moment is not None:
            fields.show_instant(moment)
            fields.edited.emit()
        else:
            fields.date.setText("2026-10-25")
            fields.time.setText("02:30:00")
            fields.time.textEdited.emit("02:30:00")
        stage.settle(context, 1.0)
        stage.take(context, wizard, f"{group}-restore-2-target-{name}")


class Slow:
    """Work that has come some way, and then waits to be told to end."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def __call__(self, job: Job) -> None:
        """Copy pages, and wait."""
        from pagewake.model import Finding, Severity

        with job.phase("write pages", 312 << 30):
            job.say("base/16384/16397")
            job.warn(
                Finding(
                    Severity.WARNING,
                    "checksum",
                    "base/16384/16397 block 12",
                    "the page fails its own checksum, as it did when it was backed up",
                    "Look at it with the page inspector.",
                )
            )
            for _ in range(40):
                job.advance(3 << 30)
                if self.go.wait(0.05):
                    return
            self.go.wait()


def go_on(stage: Stage, context: Context, directory: Path) -> None:
    """A paused server goes on to a later point: each way to name it."""
    from pagewake_gui.dialogs.go_on import GoOnDialog

    place = context.workspace.place
    assert place is not None
    dialog = GoOnDialog(place, "ledger", directory, "Europe/Berlin", lambda *chosen: None)
    dialog.show()
    for number, text in enumerate(("", "2026-11-22 14:03:07", "0/3000000", "7x", "month end")):
        dialog.kind.setCurrentIndex(number)
        dialog.value.setText(text)
        stage.settle(context, 0.2)
        stage.take(context, dialog, f"postgres-go-on-{number}")
    dialog.close()


def kept(stage: Stage, context: Context, wizard: Any, group: str) -> None:
    """A directory with a server's configuration of its own, that is kept."""
    used = Path(tempfile.mkdtemp(dir=stage.home))
    (used / "global").mkdir()
    (used / "global/pg_control").write_bytes(bytes(8192))
    version = next(stage.data.rglob("PG_VERSION"), None)
    if version is not None:
        (used / "PG_VERSION").write_bytes(version.read_bytes())
    for name, text in (
        ("postgresql.conf", "port = 5433\nrestore_command = 'x'\n"),
        ("pg_hba.conf", "local all all peer\n"),
    ):
        (used / name).write_text(text, "utf-8")
    step = wizard.destination_step
    step.directory.setText(str(used))
    step.directory.textEdited.emit(str(used))
    stage.settle(context, 0.6)
    stage.take(context, wizard, f"{group}-restore-4-destination-used")
    wizard.draft.choose(delta=True)
    wizard.draft.look()
    stage.settle(context, 0.6)
    step.configuration.keep.click()
    stage.settle(context, 0.6)
    stage.take(context, wizard, f"{group}-restore-4-destination-kept")
    step.configuration.write.click()
    wizard.draft.choose(delta=False)


def restore(stage: Stage, window: MainWindow, group: str) -> None:
    """The restore wizard: every step, the run in progress, and its result; the drill's first step."""
    from PySide6.QtWidgets import QPushButton

    from pagewake_gui.job_center import JobSpec

    context = window.context
    context.actions.get("restore.open").trigger()
    wizard: Any = window.restores.last
    stage.settle(context, 0.5)
    for number, step in enumerate(("source", "target", "plan", "destination", "options", "review"), 1):
        if step == "destination":
            stage.take(context, wizard, f"{group}-restore-{number}-{step}-empty")
            if group == "postgres":
                kept(stage, context, wizard, group)
            target = Path(tempfile.mkdtemp(dir=stage.home)) / "restored"
            target.parent.chmod(0o755)
            wizard.destination_step.directory.setText(str(target))
            wizard.destination_step.directory.textEdited.emit(str(target))
        stage.settle(context, 0.6)
        stage.wait(context, wizard.next.isEnabled, 10)
        stage.settle(context, 0.3)
        stage.take(context, wizard, f"{group}-restore-{number}-{step}")
        if step == "target":
            for at in range(wizard.target_step.tabs.count()):
                wizard.target_step.tabs.setCurrentIndex(at)
                stage.settle(context, 0.3)
                stage.take(context, wizard, f"{group}-restore-2-target-tab{at}")
            typed_moments(stage, context, wizard, group)
            wizard.target_step.tabs.setCurrentIndex(LATEST)
            stage.settle(context, 0.3)
        if step != "review":
            wizard.next.click()
    for one in wizard.review_step.findChildren(QPushButton):
        if one.objectName() == "dry" and one.isVisible():
            one.click()
            stage.settle(context, 0.5)
            stage.take(context, wizard, f"{group}-restore-6-review-dry")
    slow = Slow()
    entry = context.jobs.submit(JobSpec("restore", "Restore of shop into /srv/shop-restored", "shop", slow))
    wizard.run_step.watch(entry.id)
    wizard.go("run")
    stage.settle(context, 0.3)
    stage.settle(context, 4.0)
    stage.take(context, wizard, f"{group}-restore-7-run")
    window.open_page("jobs")
    stage.take(context, window, f"{group}-jobs-running")
    for one in stage.opened(context, window.leaving.may_close):
        stage.take(context, one, f"{group}-leaving")
        one.close()
    slow.go.set()
    stage.wait(context, lambda: not context.jobs.active)
    in_the_way = target / "left-behind"
    for name in ("failed", "result"):
        wizard.go("review")
        stage.wait(context, wizard.next.isEnabled, 10)
        if name == "failed":  # somebody writes there after the destination was looked at
            target.mkdir(exist_ok=True)
            in_the_way.write_text("in the way", "utf-8")
        wizard.next.click()
        stage.wait(context, lambda: wizard.step is wizard.result_step)
        stage.settle(context, 0.5)
        stage.take(context, wizard, f"{group}-restore-8-{name}")
        in_the_way.unlink(missing_ok=True)
    if group == "postgres":
        go_on(stage, context, target)
    wizard.close()
    stage.settle(context, 0.2)
    context.actions.get("restore.drill").trigger()
    drill: Any = window.restores.last
    for step in ("target", "plan", "destination", "options", "review", "run"):
        stage.wait(context, drill.next.isEnabled, 10)
        drill.next.click()
        stage.settle(context, 0.5)
        if step in ("destination", "options", "review"):
            stage.take(context, drill, f"{group}-drill-{step}")
    stage.wait(context, lambda: drill.step is drill.result_step)
    stage.settle(context, 0.5)
    stage.take(context, drill, f"{group}-drill-result")
    drill.close()


def ended(stage: Stage, window: MainWindow, group: str) -> None:
    """Pages after jobs: what they wrote down, and one that failed."""
    from pagewake.errors import DirectoryNotEmpty
    from pagewake_gui.job_center import JobSpec

    context = window.context

    def fail(job: Job) -> None:
        job.say("opened the repository")
        raise DirectoryNotEmpty("the directory is not empty", object_name="/srv/shop-restored")

    context.jobs.submit(
        JobSpec("restore", "Restore of shop into /srv/shop-restored", "shop", fail, "pagewake restore ...")
    )
    stage.wait(context, lambda: not context.jobs.active)
    for page in ("overview", "jobs", "verification"):
        window.open_page(page)
        stage.settle(context, 0.5)
        if page == "jobs":
            view: Any = window.view("jobs")
            view.rows.table.selectRow(0)
            stage.settle(context, 0.3)
        stage.take(context, window, f"{group}-{page}-after")
