"""Repair pages: which and where to, a dry run, the job, each page before and after."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from pagewake.desk.places import RepositoryPlace
from pagewake.desk.repairing import blocks_of_relations, damaged_blocks, repair_pages
from pagewake.desk.snapshot import RepositorySnapshot
from pagewake.restore.blocks import BlocksReport
from pagewake.units import parse_bandwidth
from pagewake_gui.context import Context
from pagewake_gui.job_center import JobEntry, JobSpec
from pagewake_gui.widgets.basics import set_role
from pagewake_gui.window_state import resize_on_screen
from pagewake_gui.wizards.frame import WizardWindow
from pagewake_gui.wizards.job_step import JobStep
from pagewake_gui.wizards.page_repair.pages_step import PagesStep
from pagewake_gui.wizards.page_repair.plan_step import PlanStep
from pagewake_gui.wizards.page_repair.proposal import Proposal
from pagewake_gui.wizards.page_repair.result_step import RepairedStep


class PageRepairWindow(WizardWindow):
    """Pages of a source in the repository that is open, at `place`."""

    def __init__(
        self, context: Context, place: RepositoryPlace, proposal: Proposal, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, self.tr("Repair pages"), parent)
        self.setObjectName("window.page_repair")
        resize_on_screen(self, 1120, 740)
        self.place = place
        self.cancel_button.setText(self.tr("Close"))
        self.pages, self.plan = PagesStep(context), PlanStep(context)
        self.running = JobStep(context, "running", self.tr("The repair"), "", self._done, self.repair)
        self.result = RepairedStep(context)
        snapshot = context.workspace.snapshot
        if snapshot is not None:
            self.pages.show_sources(snapshot, proposal.source)
        context.workspace.snapshot_changed.connect(self._snapshot_changed)
        self.add_steps([self.pages, self.plan, self.running, self.result])
        self.propose(proposal)

    def propose(self, proposal: Proposal) -> None:
        """Fill in what somebody pointed at."""
        at = self.pages.source.findText(proposal.source)
        if at >= 0:
            self.pages.source.setCurrentIndex(at)
        if proposal.database:
            self.pages.database.setText(proposal.database)
        if proposal.wanted:
            self.pages.add_pages(proposal.wanted)
        asking = []
        if proposal.relations:
            asking.append(blocks_of_relations(proposal.source, proposal.relations))
        if proposal.backup:
            asking.append(damaged_blocks(proposal.backup))
        for question in asking:
            self.context.workspace.query(
                "find the pages", question, self.pages.add_pages, self.pages.show_error, owner=self.pages
            )

    def command(self) -> str:
        if not self.steps or self.pages.problem() or self.pages.state is None:
            return ""
        style = self.pages.state.engine.lsn_style
        return self.pages.asked.command(self.place, style, dry_run=self.step is self.pages)

    def advance(self) -> None:
        if self.step is self.pages:
            self.plan.plan(self.pages.asked)
            super().advance()
        elif self.step is self.plan:
            self.repair()
        else:
            super().advance()

    def repair(self) -> None:
        """Begin to repair as planned."""
        planned, asked = self.plan.planned, self.plan.asked
        assert planned is not None
        assert asked is not None
        workspace, place = self.context.workspace, self.place
        bandwidth = parse_bandwidth(asked.bandwidth) if asked.bandwidth else place.bandwidth
        spec = JobSpec(
            "page-repair",
            self.tr("Repair %n page(s)", "", asked.blocks),
            asked.source,
            workspace.with_repository(repair_pages(planned), bandwidth=bandwidth),
            asked.command(place, planned.engine.lsn_style),
            place.location,
            writes=place.location if asked.in_place else "",
        )
        entry = self.context.jobs.submit(spec, lambda _: workspace.refresh(), lambda _: workspace.refresh())
        self.running.begin(
            entry,
            self.tr(
                "Cancelled before the pages are written, the database is as it was. Once they are, what was there is "
                "saved: run the same again."
            ),
        )
        self.show_step(self.steps.index(self.running))

    def can_go_back(self) -> bool:
        if self.step is self.running:
            return not self.running.running
        return self.step is self.plan

    def back(self) -> None:
        if self.step is self.running:  # what is there may be another now
            asked = self.plan.asked
            if asked is not None:
                self.plan.plan(asked)
            self.show_step(self.steps.index(self.plan))
        elif self.step is self.plan:
            self.plan.forget()
            self.show_step(self.steps.index(self.pages))

    def look(self) -> None:
        super().look()
        writes = self.step is self.plan and self.plan.asked is not None and self.plan.asked.in_place
        set_role(self.next_button, "danger" if writes else "primary")
        self.cancel_button.setVisible(self.step is not self.result)  # the button that goes on closes it

    def closeEvent(self, event: QCloseEvent) -> None:
        self.plan.forget()
        super().closeEvent(event)

    def _done(self, entry: JobEntry) -> None:
        report, planned = entry.result, self.plan.planned
        assert isinstance(report, BlocksReport)
        assert planned is not None
        self.result.show_report(planned, report)
        self.show_step(self.steps.index(self.result))

    def _snapshot_changed(self, snapshot: RepositorySnapshot | None) -> None:
        if snapshot is None:
            self.close()
        else:
            self.pages.show_sources(snapshot, "")
