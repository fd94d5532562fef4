"""Copy into another repository: where to, what of it, and what that would read, shown before it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit, QWidget

from pagewake.copying.planning import Choice
from pagewake.copying.report import CopyReport
from pagewake.desk.commands import copy_command
from pagewake.desk.copying import copy_to
from pagewake.desk.places import RepositoryPlace, resolve_repository
from pagewake_gui.bridge import Call
from pagewake_gui.context import Context
from pagewake_gui.dialogs.task import TaskDialog
from pagewake_gui.widgets.basics import label
from pagewake_gui.widgets.facts import Facts
from pagewake_gui.words import told_error

Run = Callable[[RepositoryPlace, Choice, bool], object]


class CopyDialog(TaskDialog):
    """Asks for a dry run and shows it; `run` is called with the other repository, what of this one goes there, and
    whether all of it is read back.

    `selected` are the ids of the backups that are selected.
    """

    def __init__(
        self,
        context: Context,
        place: RepositoryPlace,
        selected: Sequence[str],
        run: Run,
        parent: QWidget | None = None,
    ) -> None:
        title = self.tr("Copy into another repository")
        super().__init__(title, self.tr("Copy"), lambda: run(*self._asked()), parent)
        self._context, self._place, self._selected = context, place, tuple(selected)
        self._call: Call | None = None
        self._failed = False
        self.report: CopyReport | None = None
        self.target = QComboBox()
        self.target.setAccessibleName(self.tr("Copy to"))
        settings = context.workspace.settings
        for name in settings.repositories:
            other = resolve_repository(name, settings)
            if other.location != place.location:
                self.target.addItem(self.tr("{0}: {1}").format(name, other.location), other)
        self.what = QComboBox()
        self.what.setAccessibleName(self.tr("What"))
        if self._selected:
            self.what.addItem(
                self.tr("%n selected backup(s)", "", len(self._selected)), Choice((), self._selected)
            )
        self.what.addItem(self.tr("All backups and all WAL"), Choice())
        self.read_back = QCheckBox(self.tr("Read all of it back"))
        self.read_back.setToolTip(
            self.tr(
                "Everything is read from the other repository as well, also what was there before, and what is "
                "damaged there is copied again. It takes as long as a verification of its data."
            )
        )
        self.read_back.toggled.connect(lambda _: self.refresh())
        self.facts = Facts()
        self.rows = QPlainTextEdit()
        self.rows.setReadOnly(True)
        self.rows.setMinimumHeight(80)
        self.rows.setMaximumHeight(140)
        self.rows.setTabChangesFocus(True)
        self.rows.setAccessibleName(self.tr("What cannot be copied"))
        self.form.addRow(
            label(
                self.tr(
                    "Only what the other repository lacks is read. Everything is compared with its hash on the way, "
                    "and nothing that is there is changed, unless it is damaged."
                ),
                wrap=True,
            )
        )
        self.form.addRow(self.tr("Copy to"), self.target)
        self.form.addRow(self.tr("What"), self.what)
        self.form.addRow("", self.read_back)
        self.form.addRow(self.facts)
        self.form.addRow(self.rows)
        self.setMinimumWidth(720)
        self.target.currentIndexChanged.connect(lambda _: self._ask())
        self.what.currentIndexChanged.connect(lambda _: self._ask())
        self._ask()

    @property
    def choice(self) -> Choice:
        """What of this repository is copied."""
        found = self.what.currentData()
        assert isinstance(found, Choice)
        return found

    def show_report(self, report: CopyReport) -> None:
        """Show what would be copied."""
        self.report, formats = report, self._context.formats
        plans = report.plan.sources
        wal = sum(len(one.wal) for one in plans)
        self.facts.show_facts(
            [
                (self.tr("Backups"), formats.count(sum(len(one.to_copy) for one in plans))),
                (
                    self.tr("WAL"),
                    self.tr("%n stretch(es), {0}", "", wal).format(formats.size(report.plan.wal_bytes)),
                ),
                (self.tr("Pages and maps to read"), formats.size(report.plan.page_bytes)),
                (
                    self.tr("Encryption"),
                    "" if report.plan.same_ids else self.tr("everything is sealed anew with the other key"),
                ),
            ]
        )
        self.rows.setPlainText(
            "\n".join(f"{one.object_name}: {self._context.words(one.message)}" for one in report.findings)
        )
        self.rows.setVisible(bool(report.findings))
        self.refresh()
        self.adjustSize()

    def show_failure(self, error: Exception) -> None:
        """The other repository could not be looked at."""
        self._failed = True
        self.facts.show_facts([])
        self.rows.setVisible(True)
        self.rows.setPlainText(told_error(error, self._context.formats))
        self.refresh()

    def reason(self) -> str:
        if not self.target.count():
            return self.tr("The settings know no other repository. Create one first.")
        if self._failed:
            return self.tr("What would be copied is not known.")
        if self.report is None:
            return self.tr("What would be copied is not known yet.")
        plans = self.report.plan.sources
        if not self.read_back.isChecked() and not any(one.to_copy or one.wal or one.to_mark for one in plans):
            return self.tr("There is nothing to copy.")
        return ""

    def command(self) -> str:
        if not self.target.count():
            return ""
        target, choice, read_back = self._asked()
        return copy_command(self._place, target, choice.backups, read_back=read_back)

    def _asked(self) -> tuple[RepositoryPlace, Choice, bool]:
        return self._chosen(), self.choice, self.read_back.isChecked()

    def _chosen(self) -> RepositoryPlace:
        found = self.target.currentData()
        assert isinstance(found, RepositoryPlace)
        return found

    def _ask(self) -> None:
        self.report, self._failed = None, False
        self.rows.setVisible(False)
        if self._call is not None:
            self._call.forget()
        if self.target.count():
            self.facts.show_facts([(self.tr("Backups"), self.tr("looking ..."))])
            looking = copy_to(self._chosen(), self.choice, dry_run=True)
            self._call = self._context.workspace.query(
                "look at what would be copied", looking, self.show_report, self.show_failure, owner=self
            )
        self.refresh()
