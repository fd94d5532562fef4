"""Commands of the whole window: open and create repositories, add sources, the demo, the palette, help, passphrases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget

from pagewake.desk.journal import state_directory
from pagewake.desk.places import RepositoryPlace
from pagewake.desk.snapshot import RepositorySnapshot
from pagewake.jobs import Job
from pagewake_gui.context import Context
from pagewake_gui.job_center import JobSpec
from pagewake_gui.recents import note_opened
from pagewake_gui.workspace import State


class WindowCommands(QObject):
    """Registers the commands and keeps the windows that they open."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self.context = context
        self._window = window
        self._open_windows: dict[str, QWidget] = {}
        add = context.actions.add
        add(
            "repository.open",
            self.tr("Open a repository..."),
            self.open_repository,
            shortcut="Ctrl+O",
            hint=self.tr("Choose the directory of a repository."),
        )
        add(
            "repository.close",
            self.tr("Close the repository"),
            context.workspace.close,
            shortcut="Ctrl+W",
        )
        add(
            "repository.create",
            self.tr("Create a repository..."),
            self.create_repository,
            shortcut="Ctrl+N",
            hint=self.tr("Make a place for backups, encrypted if you like."),
            writes=True,
        )
        add(
            "repository.keys",
            self.tr("Passphrases and keys..."),
            self.show_keys,
            hint=self.tr(
                "Who can open the repository, a recovery key, and a new key for what is backed up next."
            ),
        )
        add(
            "source.add",
            self.tr("Add a source..."),
            self.add_source,
            hint=self.tr("Name a database, check what it needs, and say when it is backed up."),
            writes=True,
        )
        add(
            "demo.open",
            self.tr("Try the demo"),
            self.open_demo,
            hint=self.tr("Make a small database, back it up, restore it, and look at the result."),
        )
        add("passphrase.ask", self.tr("Enter the passphrase..."), self.ask_passphrase)
        add("palette.open", self.tr("Search everything"), self.open_palette, shortcut="Ctrl+K")
        add("help.shortcuts", self.tr("Keyboard shortcuts"), self.show_shortcuts, shortcut="F1")
        context.actions.get("help.shortcuts").setShortcuts([QKeySequence("F1"), QKeySequence("?")])
        add("help.about", self.tr("About Pagewake"), self.show_about)
        context.workspace.snapshot_changed.connect(_note)
        context.workspace.state_changed.connect(lambda _: self._allow())
        self._allow()

    def _allow(self) -> None:
        workspace = self.context.workspace
        closed = workspace.state is State.CLOSED
        self.context.actions.allow("repository.close", self.tr("No repository is open.") if closed else "")
        self.context.actions.allow("repository.keys", self.tr("No repository is open.") if closed else "")
        asks = workspace.place is not None and workspace.state is State.FAILED
        self.context.actions.allow(
            "passphrase.ask", "" if asks else self.tr("No repository waits for a passphrase.")
        )

    def open_repository(self) -> None:
        """Have the directory of a repository chosen, and open it."""
        dialog = QFileDialog(self._window, self.tr("Open a repository"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self.context.workspace.open(RepositoryPlace(str(path))))
        self._show("open", lambda: dialog)

    def create_repository(self) -> QWidget:
        """The wizard for a new repository."""
        from pagewake_gui.wizards.new_repository.window import NewRepositoryWindow

        return self._show("create", lambda: NewRepositoryWindow(self.context, self._window))

    def add_source(self) -> QWidget:
        """The wizard for a new source."""
        from pagewake_gui.wizards.new_source.window import NewSourceWindow

        return self._show("source", lambda: NewSourceWindow(self.context, self._window))

    def open_palette(self) -> QWidget:
        """The search for every command and every place in history."""
        from pagewake_gui.dialogs.palette import Palette

        return self._show("palette", lambda: Palette(self.context, self._window))

    def ask_passphrase(self) -> QWidget:
        """Ask for the passphrase of the repository that could not be opened."""
        from pagewake_gui.dialogs.passphrase import PassphraseDialog

        return self._show("passphrase", lambda: PassphraseDialog(self.context, self._window))

    def show_keys(self) -> QWidget:
        """Who can open the repository that is open."""
        from pagewake_gui.dialogs.keys import KeysDialog

        place = self.context.workspace.place
        assert place is not None  # the command is only allowed with one
        return self._show("keys", lambda: KeysDialog(self.context, place, self._window))

    def show_shortcuts(self) -> QWidget:
        """All keys."""
        from pagewake_gui.dialogs.shortcuts import ShortcutsDialog

        return self._show("shortcuts", lambda: ShortcutsDialog(self.context, self._window))

    def show_about(self) -> QWidget:
        """Versions, places and licences."""
        from pagewake_gui.dialogs.about import AboutDialog

        return self._show("about", lambda: AboutDialog(self.context, self._window))

    def open_demo(self, directory: Path | None = None) -> None:
        """Tell the demo's story as a job, and open its repository."""
        stamp = f"{datetime.now():%Y%m%d-%H%M%S}"
        place = directory or state_directory() / "demo" / stamp

        def work(job: Job) -> Path:
            from pagewake.demo.run import run_demo

            place.mkdir(parents=True, exist_ok=True)
            return run_demo(place, job).repository

        def done(repository: Path) -> None:
            if self.context.workspace.state in (State.CLOSED, State.FAILED):
                self.context.workspace.open(RepositoryPlace(str(repository)))
            else:
                self.context.notices.offer(
                    self.tr("The demo is ready."),
                    self.tr("Open it"),
                    lambda: self.context.workspace.open(RepositoryPlace(str(repository))),
                )

        self.context.jobs.submit(
            JobSpec(
                "demo",
                self.tr("Make the demo"),
                str(place),
                work,
                command=f"pagewake demo --no-window --dir {place}",
            ),
            done,
            lambda error: self.context.notices.fail(error, self.tr("Making the demo failed")),
        )

    def _forget(self, name: str, number: int, *_: object) -> None:
        if id(self._open_windows.get(name)) == number:
            del self._open_windows[name]

    def _show(self, name: str, make: Callable[[], QWidget]) -> QWidget:
        """Show a window, or bring forward the one that is open."""
        found = self._open_windows.get(name)
        if found is None or not found.isVisible():  # closed ones are gone at the next turn of the event loop
            found = make()
            found.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            found.destroyed.connect(partial(self._forget, name, id(found)))
            self._open_windows[name] = found
        found.show()
        found.raise_()
        found.activateWindow()
        return found


def _note(snapshot: RepositorySnapshot | None) -> None:
    if snapshot is not None:
        note_opened(snapshot)
