"""What a job that was cut short has left behind, looked up on a thread, and a way to clean it up."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pagewake.desk.commands import clean_up_command
from pagewake.desk.leftovers import LEAVING, Leftovers, left_in_directories, left_in_repository, remove_all
from pagewake.errors import Cancelled
from pagewake.jobs import Job
from pagewake_gui.bridge import Call
from pagewake_gui.context import Context
from pagewake_gui.dialogs.confirm import ConfirmDialog
from pagewake_gui.job_center import JobEntry, JobSpec
from pagewake_gui.widgets.basics import button, clear, label, row
from pagewake_gui.words import told_error
from pagewake_gui.workspace import State


class LeftBehind(QFrame):
    """Hidden where nothing was left. `show_entry` is cheap: it looks once for each end of a job."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._about: tuple[object, ...] = ()
        self._entry: JobEntry | None = None
        self._call: Call | None = None
        self.left = Leftovers()
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        self.clean = button(self.tr("Clean up..."), self._ask)
        self.dialog: ConfirmDialog | None = None
        inner = row()
        inner.addLayout(self.lines, 1)
        inner.addWidget(self.clean, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(inner)
        self.hide()

    def show_entry(self, entry: JobEntry | None) -> None:
        """Show what this job left, if it was cut short; of a backup, only where its repository is open."""
        workspace = self._context.workspace
        place = workspace.place if workspace.state is State.OPEN else None
        mine = entry is not None and place is not None and place.location == entry.repository
        about = (entry.id, entry.standing, entry.loose, mine) if entry is not None else ()
        if about == self._about:
            return
        self._about, self._entry = about, entry
        if self._call is not None:
            self._call.forget()
            self._call = None
        self._take(Leftovers())
        if entry is None or not entry.cut_short or entry.kind not in LEAVING:
            return
        kind, command = entry.kind, entry.command
        if kind != "backup":
            self._call = self._context.bridge.call(
                "look for what was left",
                lambda job: left_in_directories(kind, command, job),
                self._take,
                self._not_found,
                owner=self,
            )
        elif mine:
            self._call = workspace.query(
                "look for what was uploaded", left_in_repository, self._take, self._not_found, owner=self
            )

    def look_again(self) -> None:
        """Look once more, after something was removed."""
        entry, self._about = self._entry, ()
        self.show_entry(entry)

    def _take(self, left: Leftovers) -> None:
        self._call, self.left = None, left
        clear(self.lines)
        formats = self._context.formats
        for one in left.directories:
            what = self.tr("%n file(s)", "", one.files)
            text = self.tr("Left behind, half restored: {0} ({1}, {2})").format(
                one.directory, what, formats.size(one.size)
            )
            self.lines.addWidget(label(f"▲ {text}", "warn", wrap=True, selectable=True))
            why = self._why_it_stays(one.busy, overwrites=one.overwrites)
            self.lines.addWidget(label(why, "muted", wrap=True))
        if left.packs:
            packs = self.tr("%n pack(s)", "", left.packs)
            text = self.tr("Uploaded, and part of no backup: {0}, {1}").format(
                packs, formats.size(left.uploaded)
            )
            self.lines.addWidget(label(f"○ {text}", wrap=True))
            self.lines.addWidget(
                label(
                    self.tr(
                        "The next backup takes over what it can use. A prune frees the rest once it is a day old: "
                        "until then it may belong to a backup that runs elsewhere."
                    ),
                    "muted",
                    wrap=True,
                )
            )
        self.clean.setVisible(bool(left.removable) or left.packs > 0)
        self.setVisible(bool(left.directories) or left.packs > 0)

    def _why_it_stays(self, busy: bool, *, overwrites: bool) -> str:
        if busy:
            return self.tr("A restore is writing into it right now.")
        if overwrites:
            return self.tr(
                "A database was there before, and what is there now is neither that one nor another: only a restore "
                "into it ends that. Resume this one, or restore again."
            )
        return self.tr(
            "It is marked as incomplete. Resume keeps what is written already; cleaning up deletes it."
        )

    def _not_found(self, error: Exception) -> None:
        self._call = None
        if not isinstance(error, Cancelled):
            self.lines.addWidget(
                label(
                    self.tr("What it left could not be looked at: {0}").format(told_error(error)),
                    "muted",
                    wrap=True,
                )
            )
            self.clean.hide()
            self.show()

    def _ask(self) -> None:
        going = self.left.removable
        if not going:
            self._context.actions.get("prune.run").trigger()
            return
        lines = [
            self.tr("{0}: {1}").format(one.directory, self._context.formats.size(one.size)) for one in going
        ]
        lines += [
            self.tr("and what belongs to it in {0}").format(place) for one in going for place in one.places
        ]
        lines.append(self.tr("Only what a restore wrote that did not end is deleted. No backup is touched."))
        word = self.tr("delete") if self._context.workspace.settings.window.confirm_deletion else ""
        self.dialog = ConfirmDialog(
            self.tr("Clean up what the job left"),
            lines,
            word,
            self.tr("Clean up"),
            self._clean_up,
            self.window(),
        )
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.open()

    def _clean_up(self) -> None:
        going, entry = self.left.removable, self._entry
        if entry is None:
            return

        def work(job: Job) -> None:
            remove_all(going, job)

        self._context.jobs.submit(
            JobSpec(
                "clean-up",
                self.tr("Clean up after: {0}").format(entry.title),
                str(going[0].directory),
                work,
                self._command(going[0].directory, scratch=going[0].scratch),
                entry.repository,
            ),
            lambda _: self.look_again(),
            lambda _: self.look_again(),
        )

    @staticmethod
    def _command(directory: Path, *, scratch: bool) -> str:
        return clean_up_command(None, directory.parent) if scratch else clean_up_command(directory)
