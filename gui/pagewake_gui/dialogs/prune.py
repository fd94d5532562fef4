"""Prune: what leaves the trash for good and what space comes back, shown before it is done.

What has been in the trash for its time goes with every prune. Emptying all of it takes a tick and a typed word.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from pagewake.desk.commands import prune_command
from pagewake.desk.places import RepositoryPlace
from pagewake.desk.work import prune
from pagewake.expire.prune import PruneReport
from pagewake.expire.purge import PurgePlan
from pagewake_gui.bridge import Call
from pagewake_gui.context import Context
from pagewake_gui.dialogs.task import TaskDialog
from pagewake_gui.views.retention_columns import hours
from pagewake_gui.widgets.basics import label, set_role
from pagewake_gui.widgets.choices import Tick
from pagewake_gui.widgets.facts import Facts
from pagewake_gui.widgets.typed_word import TypedWord
from pagewake_gui.words import told_error

WORD = "purge"


class PruneDialog(TaskDialog):
    """Asks for a dry run and shows it; `run` is called with whether the whole trash is to go."""

    def __init__(
        self,
        context: Context,
        place: RepositoryPlace,
        run: Callable[[bool], object],
        *,
        everything: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        title = self.tr("Empty the trash and free space")
        super().__init__(title, self.tr("Prune"), lambda: run(self.everything.isChecked()), parent)
        self._context, self._place = context, place
        self._call: Call | None = None
        self.report: PruneReport | None = None
        self._failed = False
        self.everything = Tick(self.tr("Empty the whole trash, also of what could still be brought back"))
        self.everything.setChecked(everything)
        self.everything.toggled.connect(self._ask)
        self.facts = Facts()
        self.rows = QPlainTextEdit()
        self.rows.setReadOnly(True)
        self.rows.setMinimumHeight(90)
        self.rows.setMaximumHeight(160)
        self.rows.setProperty("role", "code")  # what goes stands in columns
        self.rows.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.rows.setTabChangesFocus(True)
        self.rows.setAccessibleName(self.tr("What leaves the trash for good"))
        self.typed = TypedWord(WORD)
        self.typed.textChanged.connect(lambda _: self.refresh())
        self.form.addRow(
            label(
                self.tr(
                    "Backups that have been in the trash for their time are removed for good, and the space that no "
                    "backup needs is freed. Packs are condemned first and deleted by a later prune."
                ),
                wrap=True,
            )
        )
        self.form.addRow(self.everything)
        self.form.addRow(self.facts)
        self.form.addRow(self.rows)
        self.form.addRow(self.typed.title, self.typed)
        self.setMinimumWidth(760)
        self._ask()

    def show_report(self, report: PruneReport) -> None:
        """Show what would go."""
        self.report, formats = report, self._context.formats
        plans = [plan for plan in report.purged if not plan.postponed]
        backups = sum(len(plan.backups) for plan in plans)
        wal = sum(plan.wal_bytes for plan in plans)
        lost = sum((plan.restorable_lost.total_seconds() for plan in plans), 0.0)
        waits = [plan for plan in report.purged if plan.postponed]
        self.facts.show_facts(
            [
                (self.tr("Removed for good"), self._removed(backups, wal)),
                (
                    self.tr("Restorable time lost"),
                    hours(timedelta(seconds=lost), formats)
                    if lost
                    else (self.tr("none") if backups or wal else ""),
                ),
                (
                    self.tr("Stays for now"),
                    "; ".join(f"{plan.source}: {self._context.words(plan.postponed)}" for plan in waits),
                ),
                (
                    self.tr("In packs"),
                    self.tr("{0}, {1} of it needed").format(
                        formats.size(report.plan.total_bytes), formats.size(report.plan.live_bytes)
                    ),
                ),
                (
                    self.tr("Needed by the trash alone"),
                    formats.size(report.plan.trash_bytes) if report.plan.trash_bytes else "",
                ),
                (self.tr("Freed now"), formats.size(report.plan.bytes_freed)),
                (self.tr("Freed after a day, by another prune"), formats.size(report.plan.bytes_later)),
            ]
        )
        self.rows.setPlainText("\n".join(line for plan in plans for line in self._lines(plan)))
        self.rows.setVisible(bool(backups))
        self.refresh()

    def show_failure(self, error: Exception) -> None:
        """The dry run failed."""
        self._failed = True
        self.rows.setVisible(True)
        self.rows.setPlainText(told_error(error, self._context.formats))
        self.refresh()

    def reason(self) -> str:
        if self._failed:
            return self.tr("What would go is not known.")
        if self.report is None:
            return self.tr("What would go is not known yet.")
        plan = self.report.plan
        purged = any(not one.postponed for one in self.report.purged)
        if not (purged or plan.delete or plan.condemn or plan.copy_out or plan.spare or plan.leftovers):
            return self.tr("There is nothing to remove, and nothing to free.")
        if self._early and not self.typed.done:
            return self.tr("Type {0} to confirm: what leaves the trash cannot be brought back.").format(WORD)
        return ""

    def command(self) -> str:
        return prune_command(self._place, purge_trash=self.everything.isChecked())

    def refresh(self) -> None:
        self.form.setRowVisible(self.typed, self._early)
        set_role(self.start, "danger" if self._early else "primary")
        super().refresh()

    @property
    def _early(self) -> bool:
        """Whether something goes that could still be brought back."""
        return self.everything.isChecked() and self.report is not None and bool(self.report.purged)

    def _ask(self) -> None:
        self.report, self._failed = None, False
        self.facts.show_facts([(self.tr("Removed for good"), self.tr("looking ..."))])
        self.rows.setVisible(False)
        self.refresh()
        if self._call is not None:
            self._call.forget()
        looking = prune(purge_trash=self.everything.isChecked(), dry_run=True)
        self._call = self._context.workspace.query(
            "look at what would go", looking, self.show_report, self.show_failure, owner=self
        )

    def _removed(self, backups: int, wal: int) -> str:
        if not backups and not wal:
            return self.tr("nothing: no time in the trash is over")
        return self.tr("%n backup(s) and {0} of WAL", "", backups).format(self._context.formats.size(wal))

    def _lines(self, plan: PurgePlan) -> list[str]:
        formats, lines = self._context.formats, []
        for one in plan.backups:
            since = formats.moment(one.since, seconds=False)
            until = formats.moment(one.until, seconds=False)
            built = (
                self.tr("%n backup(s) built on it, and not in need of it", "", len(one.dependants))
                if one.dependants
                else ""
            )
            text = self.tr("{0}  expired {1}, in the trash until {2}").format(one.backup.id, since, until)
            lines.append(text)
            if built:
                lines.append(f"    {built}")
        return lines
