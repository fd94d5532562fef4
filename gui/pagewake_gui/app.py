"""The start of the window: arguments, the screen, the parts and how they are joined, and an orderly end."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pagewake import __version__
from pagewake.errors import PagewakeError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from pagewake.config import Settings
    from pagewake_gui.context import Context
    from pagewake_gui.crash import CrashHandler
    from pagewake_gui.main_window import MainWindow
    from pagewake_gui.single_instance import Request

APPLICATION_ID = "io.github.pagewake.Pagewake"
COLLECT = (50_000, 20, 20)
"""When Python looks for circles of garbage. At its usual 700 new objects that takes a twelfth of the start: modules and
the rows of a repository are many objects, and none of them is garbage."""
EXIT_USAGE = 2
EXIT_FAILED = 3

NO_SCREEN = """\
pagewake-gui: there is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set.
  Nothing was opened or changed.
  Start it from a desktop session, with `ssh -X`, or use the command line: pagewake --help
"""
NO_QT = """\
pagewake-gui: the window needs a package that cannot be loaded: {reason}
  Install it with: pip install 'pagewake[gui]'
  and, on Debian and Ubuntu: apt-get install libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the window and return the exit status."""
    options = _parser().parse_args(arguments)
    if not _has_screen():
        sys.stderr.write(NO_SCREEN)
        return EXIT_USAGE
    gc.set_threshold(*COLLECT)
    load_core()
    try:
        from PySide6 import QtWidgets  # noqa: F401
    except ImportError as error:
        sys.stderr.write(NO_QT.format(reason=error))
        return EXIT_FAILED
    from pagewake.config import load_settings, settings_path

    try:
        settings = load_settings(settings_path(options.config), required=options.config is not None)
    except PagewakeError as error:
        sys.stderr.write(f"pagewake-gui: {error}\n")
        return error.exit_status
    try:
        return run(settings, options.repo, read_only=options.read_only, action=options.action)
    except PagewakeError as error:
        sys.stderr.write(f"pagewake-gui: {error}\n")
        return error.exit_status


def load_core() -> None:
    """Load what reads a repository before anything of Qt: PySide reads the source text of each module after it."""
    import_module("pagewake.desk.snapshot")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pagewake-gui", description="The window of Pagewake.")
    parser.add_argument(
        "repo", metavar="REPO", nargs="?", help="a name from the settings, a directory, or a URL"
    )
    parser.add_argument("--read-only", action="store_true", help="only look: nothing that writes can be done")
    parser.add_argument(
        "--action",
        metavar="NAME",
        default="",
        help="what to begin with, such as repository.open or go.timeline",
    )
    parser.add_argument("--config", metavar="FILE", help="the settings file")
    parser.add_argument("--version", action="version", version=f"pagewake {__version__}")
    return parser


def _has_screen() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def make_application() -> QApplication:
    """The one application object, named as the desktop knows it."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    QGuiApplication.setDesktopFileName(APPLICATION_ID)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("pagewake")
    application.setApplicationDisplayName("Pagewake")
    application.setApplicationVersion(__version__)
    application.setOrganizationName("pagewake")
    application.setStyle("Fusion")
    return application


def make_context(settings: Settings, *, state: Path | None = None, read_only: bool = False) -> Context:
    """The parts of a window, joined. `state` is where the journal of jobs is kept."""
    from pagewake.desk.journal import Journal, state_directory
    from pagewake_gui.actions import Actions
    from pagewake_gui.bridge import Bridge
    from pagewake_gui.context import Appearance, Context, Look, Navigator, Notices
    from pagewake_gui.job_center import JobCenter
    from pagewake_gui.selection import SelectionHub
    from pagewake_gui.workspace import Workspace

    bridge = Bridge()
    workspace = Workspace(bridge, settings)
    workspace.read_only = read_only
    actions = Actions()
    actions.set_read_only(read_only)
    return Context(
        Appearance(Look()),
        bridge,
        workspace,
        JobCenter(bridge, Journal(state or state_directory())),
        SelectionHub(),
        actions,
        Navigator(),
        Notices(),
    )


def run(settings: Settings, repo: str | None, *, read_only: bool, action: str = "") -> int:
    """Show the window, or have the one that is open show `repo`, and end in order. Raises UsageError.

    `action` is the name of one of the window's actions, to be run at the start.
    """
    from PySide6.QtCore import QTimer

    from pagewake.desk.places import resolve_repository
    from pagewake_gui.awake import KeepAwake
    from pagewake_gui.single_instance import Request, SingleInstance, hand_over, instance_address
    from pagewake_gui.translation import Translation
    from pagewake_gui.window_state import resize_on_screen

    place = resolve_repository(repo, settings) if repo is not None else None
    read_only = read_only or settings.window.read_only
    application = make_application()
    address = instance_address(settings.path, read_only=read_only)
    wanted = (place.name or place.location) if place is not None else None
    request = Request(wanted, action, os.environ.get("XDG_ACTIVATION_TOKEN", ""))
    if hand_over(address, request):
        return 0
    translation = Translation(application, settings.window.language)
    context = make_context(settings, read_only=read_only)
    window = make_window(application, context)
    resize_on_screen(window, window.width(), window.height())
    crashes = _handle_crashes(context, window)
    awake = KeepAwake(context)
    instance = SingleInstance(address)
    instance.asked.connect(lambda request: _asked(window, request))
    instance.listen()
    window.show()
    context.jobs.load()
    if place is not None:
        context.workspace.open(place)
    QTimer.singleShot(0, lambda: _act(window, action))
    with _quit_on_signals(window):
        status = application.exec()
    instance.close()
    awake.close()
    all_ended = shut_down(context)
    crashes.close()
    translation.remove()
    if not all_ended:
        leave_at_once(status)
    return status


def make_window(application: QApplication, context: Context) -> MainWindow:
    """The main window, dressed and as it was left; not shown yet."""
    from pagewake_gui.dressing import dress, use_window_settings
    from pagewake_gui.icons import icon
    from pagewake_gui.main_window import MainWindow
    from pagewake_gui.window_state import last_page

    application.setWindowIcon(icon("pagewake", "#1f4e8c"))
    dress(application, context.appearance)
    use_window_settings(context.appearance, context.workspace.settings.window)
    window = MainWindow(context, last_page())
    window.restore_state()
    return window


def _handle_crashes(context: Context, window: MainWindow) -> CrashHandler:
    from pagewake_gui.crash import CrashHandler
    from pagewake_gui.dialogs.crash import CrashDialog

    def show(error: BaseException, details: str, file: str) -> None:
        CrashDialog(error, details, file, len(context.jobs.active), window).show()

    handler = CrashHandler(context.bridge, show)
    handler.watch_faults()
    return handler


def _act(window: MainWindow, name: str) -> None:
    """Run an action that was named on a command line; one that there is not, or may not be used now, does nothing."""
    for action in window.context.actions:
        if action.objectName() == name:
            action.trigger()


def _asked(window: MainWindow, request: Request) -> None:
    """Another start of the program came: show what it was asked for."""
    from pagewake.desk.places import resolve_repository

    workspace = window.context.workspace
    window.bring_forward(request.token)
    if request.repo is not None:
        try:
            place = resolve_repository(request.repo, workspace.settings)
        except PagewakeError as error:
            window.context.notices.fail(error)
            return
        if workspace.place is None or workspace.place.location != place.location:
            workspace.open(place)
    _act(window, request.action)


def shut_down(context: Context) -> bool:
    """End in order, with the window alive: no timer starts anything new, jobs are asked to stop and waited for.

    Answers that are still on their way are delivered meanwhile. Returns False where threads are left that do not
    hear: see `Bridge.shut_down`.
    """
    context.workspace.close()
    context.jobs.shut_down()
    return context.bridge.shut_down()


def leave_at_once(status: int) -> NoReturn:
    """End the program without waiting for threads that do not hear.

    Everything durable is done in steps that may be cut: the repository is valid, the locks of a process that is gone
    count for nothing, and only a restore's directory keeps its marker.
    """
    from PySide6.QtCore import QSettings

    QSettings().sync()
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.flush()
    os._exit(status)


class _quit_on_signals:  # noqa: N801  # reads as a statement
    """While the block runs, SIGINT and SIGTERM close the window. Python hears them at the next tick of a timer."""

    def __init__(self, window: MainWindow) -> None:
        from PySide6.QtCore import QTimer

        self._window = window
        self._timer = QTimer()
        self._timer.timeout.connect(lambda: None)

    def __enter__(self) -> None:
        self._before = {
            number: signal.signal(number, lambda *_: self._window.leave())
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        self._timer.start(200)

    def __exit__(self, *_: object) -> None:
        self._timer.stop()
        for number, handler in self._before.items():
            signal.signal(number, handler)


if __name__ == "__main__":
    sys.exit(main())
