"""Repair pages: which and where to, a dry run, the job, each page before and after."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pagewake.desk.places import RepositoryPlace
from pagewake.desk.repairing import blocks_of_relations, damaged_blocks, repair_pages
from pagewake.desk.snapshot import RepositorySnapshot
from pagewake.units import parse_bandwidth
from pagewake_gui.context import Context
from pagewake_gui.wizards.job_window import RepositoryJob
from pagewake_gui.wizards.page_repair.page_window import PageWindow
from pagewake_gui.wizards.page_repair.pages_step import PagesStep
from pagewake_gui.wizards.page_repair.plan_step import PlanStep
from pagewake_gui.wizards.page_repair.proposal import Proposal
from pagewake_gui.wizards.page_repair.result_step import RepairedStep


class PageRepairWindow(PageWindow):
    """Pages of a source in the repository that is open, at `place`."""

    def __init__(
        self, context: Context, place: RepositoryPlace, proposal: Proposal, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, place, self.tr("Repair pages"), "page_repair", parent)
        self.pages, self.plan, self.result = PagesStep(context), PlanStep(context), RepairedStep(context)
        snapshot = context.workspace.snapshot
        if snapshot is not None:
            self.pages.show_sources(snapshot, proposal.source)
        self.arrange(self.pages, self.plan, self.tr("The repair"), self.result)
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

    def make_plan(self) -> None:
        self.plan.plan(self.pages.asked)

    def carry_out(self) -> None:
        planned, asked = self.plan.planned, self.plan.asked
        assert planned is not None
        assert asked is not None
        repair = RepositoryJob(
            "page-repair",
            self.tr("Repair %n page(s)", "", asked.blocks),
            asked.source,
            repair_pages(planned),
            asked.command(self.place, planned.engine.lsn_style),
            writes=asked.in_place,
            bandwidth=parse_bandwidth(asked.bandwidth) if asked.bandwidth else self.place.bandwidth,
        )
        hint = self.tr(
            "Cancelled before the pages are written, the database is as it was. Once they are, what was there is "
            "saved: run the same again."
        )
        self.begin(self.running, repair, hint)

    def is_dangerous(self) -> bool:
        return self.step is self.plan and self.plan.asked is not None and self.plan.asked.in_place

    def snapshot_changed(self, snapshot: RepositorySnapshot | None) -> None:
        super().snapshot_changed(snapshot)
        if snapshot is not None:
            self.pages.show_sources(snapshot, "")
