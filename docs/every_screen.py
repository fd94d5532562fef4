"""Takes every screen of the window, to be looked at: `./pw pictures --all DIR [--only WORD]`.

Pages, windows, wizards at each of their steps, dialogs, errors, and all of that with nothing in it: in two sizes, at
two scales, light and dark, in both languages. A window stands on a display of that size, so what does not fit there is
seen. Each combination is a process of its own: scale and display are chosen when Qt starts.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from pagewake.jobs import Job
    from pagewake_gui.context import Context
    from pagewake_gui.main_window import MainWindow

SIZES = ("1440x900", "1024x700")
SCALES = ("1", "2")
LANGUAGES = ("en", "de")
THEMES = ("light", "dark")
PATIENCE = 15.0
PASSPHRASE = "correct horse battery staple"
ENGINES = ("postgres", "neuroquantum")
DIALOGS = (
    "backup.take",
    "verify.run",
    "expire.run",
    "prune.run",
    "palette.open",
    "help.shortcuts",
    "help.about",
    "source.add",
    "repository.create",
)
LATEST = 5
"""The tab of the newest moment, in the target step."""
TYPED = ("incremental", "0/3000000", "nothing is called so")


def main(arguments: Sequence[str]) -> int:
    """Take all screens into a directory, one process for each combination."""
    parser = argparse.ArgumentParser(prog="pw pictures --all", description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--only", default="", metavar="WORD", help="only screens with this in their name")
    for name, all_ in (("size", SIZES), ("scale", SCALES), ("language", LANGUAGES), ("theme", THEMES)):
        parser.add_argument(f"--{name}", action="append", help=f"of {', '.join(all_)}; others can be named")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.here:
        return take(options)
    data = options.directory / "data"
    if not data.exists():
        from take_pictures import demos

        data.mkdir(parents=True)
        demos(data)
    status = 0
    for size, scale, language in itertools.product(
        options.size or SIZES, options.scale or SCALES, options.language or LANGUAGES
    ):
        command = [sys.executable, __file__, str(options.directory), "--here", "--only", options.only]
        for name, value in (("size", size), ("scale", scale), ("language", language)):
            command += [f"--{name}", value]
        for theme in options.theme or THEMES:
            command += ["--theme", theme]
        for part in options.part or ():
            command += ["--part", part]
        with tempfile.TemporaryDirectory(prefix="pagewake-screens-") as home:
            environment = surroundings(Path(home), size, scale)
            status = max(status, subprocess.run(command, env=environment, check=False).returncode)
    return status


def surroundings(home: Path, size: str, scale: str) -> dict[str, str]:
    """An environment with a home and a display of its own."""
    width, height = map(int, size.split("x"))
    factor = float(scale)
    display = {
        "name": "display",
        "x": 0,
        "y": 0,
        "width": int(width * factor),
        "height": int(height * factor),
        "logicalDpi": 96,
        "logicalBaseDpi": 96,
        "dpr": 1,
    }
    file = home / "display.json"
    file.write_text(json.dumps({"screens": [display]}), "utf-8")
    own = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "PAGEWAKE_CACHE", "PAGEWAKE_STATE")}
    return {
        **os.environ,
        **own,
        "QT_QPA_PLATFORM": f"offscreen:configfile={file}",
        "QT_SCALE_FACTOR": scale,
    }


def take(options: argparse.Namespace) -> int:
    """Take all screens of one combination, in this process."""
    from pagewake_gui.app import make_application
    from pagewake_gui.translation import Translation

    size, scale, language = options.size[0], options.scale[0], options.language[0]
    application = make_application()
    translation = Translation(application, language)
    home = Path(os.environ["HOME"])
    home.chmod(0o755)  # servers of PostgreSQL run as another user where we are root
    data = home / "data"
    shutil.copytree(options.directory / "data", data, symlinks=True)
    stage = Stage(
        application,
        data,
        home,
        options.directory,
        f"{language}-{size}@{scale}",
        options.theme,
        options.only,
    )
    for name in options.part or PARTS:
        PARTS[name](stage)
    translation.remove()
    sys.stdout.write(f"{stage.name}: {stage.taken} pictures\n")
    return 0


@dataclass
class Stage:
    """Where screens are set up and taken."""

    application: QApplication
    data: Path
    home: Path
    directory: Path
    name: str
    themes: Sequence[str]
    only: str
    taken: int = 0

    @property
    def size(self) -> tuple[int, int]:
        """Of the display, in logical pixels."""
        width, _, height = self.name.partition("-")[2].partition("@")[0].partition("x")
        return int(width), int(height)

    def settle(self, context: Context, seconds: float = 0.2) -> None:
        """Let what was begun end, and be painted; a job that goes on is not waited for."""
        begun = time.monotonic()
        while (past := time.monotonic() - begun) < seconds or (context.bridge.busy and past < PATIENCE):
            self.application.processEvents()
            if context.jobs.active and past >= seconds:
                return
            time.sleep(0.005)

    @contextmanager
    def window(self, repository: Path | None, settings: str = "") -> Iterator[MainWindow]:
        """A main window on a repository, or on none, that fills the display."""
        from pagewake.config import load_settings
        from pagewake.desk.places import RepositoryPlace
        from pagewake_gui.app import make_context, make_window, shut_down

        home = Path(tempfile.mkdtemp(dir=self.home))
        file = home / "config.toml"
        if settings:
            file.write_text(settings, "utf-8")
        context = make_context(load_settings(file, required=bool(settings)), state=home)
        window = make_window(self.application, context)
        window.resize(*self.size)
        window.show()
        context.appearance.change(zone="Europe/Berlin")
        if repository is not None:
            context.workspace.open(RepositoryPlace(str(repository)))
        self.settle(context)
        window.open_page("overview")
        try:
            yield window
        finally:
            window.leaving.sure = True
            window.close()
            shut_down(context)
            self.settle(context, 0.1)
            context.appearance.changed.disconnect()

    def take(self, context: Context, widget: QWidget, name: str) -> None:
        """A picture in each theme, with nothing blinking in it."""
        from pagewake_gui.theme import DARK, LIGHT

        if self.only and self.only not in name:
            return
        for theme in self.themes:
            context.appearance.change(theme=DARK if theme == "dark" else LIGHT)
            self.settle(context, 0.15)
            place = self.directory / f"{self.name}-{theme}"
            place.mkdir(exist_ok=True)
            widget.grab().save(str(place / f"{name}.png"))
            self.taken += 1
        context.appearance.change(theme=LIGHT)

    def opened(self, context: Context, begin: Callable[[], object]) -> list[QWidget]:
        """The windows that come up when something is begun."""
        before = set(self.application.topLevelWidgets())
        begin()
        self.settle(context, 0.4)
        return [one for one in self.application.topLevelWidgets() if one not in before and one.isVisible()]

    def wait(self, context: Context, done: Callable[[], bool], seconds: float = 30.0) -> None:
        """Wait until something is so."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not done():
            self.settle(context, 0.1)


def pages(stage: Stage, window: MainWindow, group: str) -> None:
    """All pages as they are."""
    from pagewake_gui.pages import PAGES

    for page in PAGES:
        window.open_page(page.name)
        stage.settle(window.context, 0.3)
        stage.take(window.context, window, f"{group}-{page.name}")


def nothing(stage: Stage) -> None:
    """The first start: no repository, nothing in the settings."""
    with stage.window(None) as window:
        pages(stage, window, "none")
        for name in ("repository.create", "source.add", "help.about"):
            for one in stage.opened(window.context, window.context.actions.get(name).trigger):
                stage.take(window.context, one, f"none-{name}")
                one.close()


def empty(stage: Stage) -> None:
    """A repository without a backup, and one that is encrypted and asks for its passphrase."""
    from pagewake.credentials import Secret
    from pagewake.desk.creating import NewRepository, create_repository
    from pagewake.jobs import Job

    plain, locked = stage.home / "plain", stage.home / "locked"
    settings = stage.home / "made.toml"
    create_repository(NewRepository(str(plain), "plain", "lz4", None, None, False), settings, Job("make"))
    create_repository(
        NewRepository(str(locked), "locked", "lz4", Secret(PASSPHRASE), None, False), settings, Job("make")
    )
    with stage.window(plain) as window:
        pages(stage, window, "empty")
    with stage.window(locked) as window:
        stage.take(window.context, window, "locked-main")
        for one in stage.opened(window.context, window.context.actions.get("passphrase.ask").trigger):
            stage.take(window.context, one, "locked-passphrase")
            one.close()
    with stage.window(stage.home / "not there") as window:
        stage.take(window.context, window, "failed-main")


SETTINGS = """\
[repositories.backups]
location = "{repository}"

[repositories.offsite]
location = "s3://shop-backups/main"

[sources.ledger]
location = "{database}"
repository = "backups"
schedule = {{ full = "7d", incremental = "1h" }}
retention = {{ keep-within = "7d", daily = 7, weekly = 4 }}
"""


def full(engine: str, takers: Sequence[Callable[[Stage, MainWindow, str], None]], stage: Stage) -> None:
    """The demo of an engine: pages with something selected, windows, dialogs, wizards."""
    repository = next((stage.data / engine).rglob("pagewake.json"), None)
    if repository is None:  # no server on this machine
        return
    database = repository.parent.with_name("database")
    settings = SETTINGS.format(repository=repository.parent, database=database)
    with stage.window(repository.parent, settings) as window:
        for take_part in takers:
            take_part(stage, window, engine)


def selected(stage: Stage, window: MainWindow, group: str) -> None:
    """Pages that show the details of the newest backup."""
    from take_pictures import select_newest

    for page in ("timeline", "lsn", "backups", "verification"):
        window.open_page(page)
        select_newest(window)
        stage.take(window.context, window, f"{group}-{page}-selected")


def heat_map(stage: Stage, window: MainWindow, group: str) -> None:
    """The heat map once it was built."""
    from take_pictures import build_heat_map

    window.open_page("heatmap")
    build_heat_map(window)
    stage.take(window.context, window, f"{group}-heatmap-built")


def dialogs(stage: Stage, window: MainWindow, group: str) -> None:
    """What opens by an action."""
    from PySide6.QtWidgets import QLineEdit

    context = window.context
    for name in DIALOGS:
        for one in stage.opened(context, context.actions.get(name).trigger):
            stage.take(context, one, f"{group}-dialog-{name}")
            if name == "palette.open":
                for number, text in enumerate(TYPED):
                    field_ = one.findChild(QLineEdit)
                    assert field_ is not None
                    field_.setText(text)
                    stage.take(context, one, f"{group}-dialog-{name}-{number}")
            one.close()


def beside(stage: Stage, window: MainWindow, group: str) -> None:
    """The page inspector, and two backups compared."""
    from take_pictures import select_newest

    context = window.context
    select_newest(window)
    snapshot = context.workspace.snapshot
    assert snapshot is not None
    backups = snapshot.sources[0].timeline.backups
    for one in stage.opened(context, context.actions.get("page.inspect").trigger):
        inspector: Any = one
        stage.take(context, one, f"{group}-inspector-empty")
        page = "postgres.public.account:0" if group == "postgres" else "pages:1"
        inspector.show_page(page)
        stage.settle(context, 1.0)
        stage.take(context, one, f"{group}-inspector")
        one.close()
    context.selection.change(window, backups=(backups[0].id, backups[-1].id))
    for one in stage.opened(context, context.actions.get("compare.open").trigger):
        stage.settle(context, 0.6)
        stage.take(context, one, f"{group}-compare")
        one.close()
    context.selection.clear()


def repairs(stage: Stage, window: MainWindow, group: str) -> None:
    """Damaged pages of the database repaired; then a damaged pack: checked, and repaired as far as that can be."""
    if group != "neuroquantum":
        return
    context, place = window.context, window.context.workspace.place
    assert place is not None
    repository = Path(place.location)
    database = repository.with_name("database")
    file = next((database / "data").glob("*.db"))
    name = f"data/{file.name}"
    with file.open("r+b") as pages:
        for block in (3, 5, 17):
            pages.seek(block * 4096 + 200)
            pages.write(b"\x5a" * 20)
    repair: Any = stage.opened(context, context.actions.get("page.repair").trigger)[0]
    stage.take(context, repair, f"{group}-page-repair-0-empty")
    repair.pages.database.setText(str(database))
    repair.pages.pages.setPlainText(f"{name}:3,5,17")
    stage.take(context, repair, f"{group}-page-repair-1-pages")
    repair.advance()
    stage.wait(context, lambda: repair.plan.planned is not None)
    stage.take(context, repair, f"{group}-page-repair-2-plan")
    repair.plan.typed.setText(repair.plan.asked.source)
    repair.advance()
    stage.wait(context, lambda: repair.step is repair.result)
    stage.take(context, repair, f"{group}-page-repair-3-result")
    repair.close()
    pack = max(
        (one for one in (repository / "packs").rglob("*") if one.is_file()),
        key=lambda one: one.stat().st_size,
    )
    pack.chmod(0o644)
    with pack.open("r+b") as held:
        held.seek(pack.stat().st_size // 3)
        held.write(b"\x5a" * 20)
    check: Any = stage.opened(context, context.actions.get("repository.check").trigger)[0]
    stage.take(context, check, f"{group}-check-1-scope")
    check.scope.data.setChecked(True)
    check.advance()
    stage.wait(context, lambda: check.step is check.found)
    stage.take(context, check, f"{group}-check-2-found")
    check.found.tabs.setCurrentIndex(1)
    stage.take(context, check, f"{group}-check-2-lost")
    check.advance()
    stage.take(context, check, f"{group}-check-3-plan")
    check.mend.typed.setText("repair")
    check.advance()
    stage.wait(context, lambda: check.step is check.result)
    stage.take(context, check, f"{group}-check-4-result")
    check.close()


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

        with job.phase("copy pages", 312 << 30):
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


def told(stage: Stage, window: MainWindow, group: str) -> None:
    """Notes, errors, a crash, and settings that were changed and not saved."""
    from pagewake.errors import StoreUnavailable
    from pagewake_gui.dialogs.crash import CrashDialog

    context = window.context
    window.open_page("overview")
    context.notices.fail(
        StoreUnavailable("the store does not answer", object_name="s3://shop-backups/main"),
        "Backing up shop failed",
    )
    stage.settle(context, 0.2)
    stage.take(context, window, f"{group}-notice-error")
    context.notices.offer(
        "2 backups were put into the trash. They are kept for 7 days.", "Undo", lambda: None
    )
    stage.settle(context, 0.2)
    stage.take(context, window, f"{group}-notice-undo")
    crash = CrashDialog(
        RuntimeError("index 3 is out of range"),
        "Traceback (most recent call last):\n" + "  File ...\n" * 12,
        "/home/dba/.local/state/pagewake/crashes/20261122.txt",
        2,
        window,
    )
    crash.show()
    stage.settle(context, 0.2)
    stage.take(context, crash, f"{group}-crash")
    crash.close()


def setup(stage: Stage) -> None:
    """The wizards for a repository and a source, each step, and what is asked before a recovery key is printed."""
    database = next((stage.data / "neuroquantum").rglob("database"))
    with stage.window(None) as window:
        context = window.context
        wizard: Any = window.commands.create_repository()
        wizard.place.location.setText("s3://shop-backups/main")
        stage.settle(context, 0.3)
        stage.take(context, wizard, "new-repository-1-s3")
        wizard.place.location.setText(str(stage.home / "vault"))
        stage.settle(context, 0.3)
        stage.take(context, wizard, "new-repository-1-place")
        wizard.advance_if_ready()
        stage.settle(context, 0.3)
        stage.take(context, wizard, "new-repository-2-encryption-empty")
        for one in (wizard.encryption.first, wizard.encryption.second):
            one.setText(PASSPHRASE)
        stage.settle(context, 0.3)
        stage.take(context, wizard, "new-repository-2-encryption")
        wizard.advance_if_ready()
        stage.settle(context, 0.3)
        stage.take(context, wizard, "new-repository-3-review")
        wizard.advance_if_ready()
        stage.wait(context, lambda: wizard.step is wizard.recovery)
        stage.settle(context, 0.5)
        stage.take(context, wizard, "new-repository-4-recovery")
        for one in stage.opened(context, wizard.recovery.print.click):
            stage.take(context, one, "new-repository-4-recovery-print")
            one.close()
        wizard.recovery.typed.setText(wizard.recovery.made.recovery_key.reveal()[-4:])
        stage.settle(context, 0.3)
        stage.take(context, wizard, "new-repository-4-recovery-typed")
        wizard.advance_if_ready()
        stage.settle(context, 0.5)
        other: Any = window.commands.add_source()
        for group, place in (("bad", "postgresql://backup@127.0.0.1:1/shop"), ("", str(database))):
            other.database.location.setText(place)
            stage.settle(context, 0.3)
            stage.take(context, other, f"new-source-1-database{group}")
            other.advance_if_ready()
            stage.settle(context, 0.6)
            stage.take(context, other, f"new-source-2-doctor{group}")
            if group:
                other.back()
        other.advance_if_ready()
        stage.settle(context, 0.4)
        stage.take(context, other, "new-source-3-policy")
        other.advance_if_ready()
        stage.wait(context, lambda: other.added is not None, 10)
        stage.settle(context, 0.4)
        stage.take(context, other, "new-source-4-done")
        other.close()
        window.open_page("settings")
        stage.take(context, window, "new-settings")


FULL: dict[str, Sequence[Callable[[Stage, MainWindow, str], None]]] = {
    "pages": (pages, selected, heat_map),
    "windows": (dialogs, beside, told),
    "restore": (restore, ended),
    "repair": (repairs,),
}
PARTS: dict[str, Callable[[Stage], None]] = {
    "nothing": nothing,
    "empty": empty,
    "setup": setup,
    **{
        f"{engine}-{name}": partial(full, engine, takers)
        for engine in ENGINES
        for name, takers in FULL.items()
    },
}

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    sys.exit(main(sys.argv[1:]))
