"""The dry run of a page repair: each page as it is now and where it would come from; then the name to type."""

from __future__ import annotations

from pagewake.desk.repairing import PlannedRepair, plan_repair, replay_end
from pagewake.restore.plan import describe_target
from pagewake_gui.context import Context
from pagewake_gui.models.columns import Column
from pagewake_gui.wizards.page_repair.columns import plan_columns
from pagewake_gui.wizards.page_repair.draft import Asked
from pagewake_gui.wizards.page_repair.dry_run import DryRunStep


class PlanStep(DryRunStep[PlannedRepair]):
    """The plan of a page repair. Nothing is written."""

    def __init__(self, context: Context) -> None:
        self.asked: Asked | None = None
        refused = self.tr("The repair is refused. Nothing was written.")
        super().__init__(context, refused, ("file", "block", "present"))

    def plan(self, asked: Asked) -> None:
        """Plan what is asked for, on a thread."""
        self.asked = asked
        self.ask("plan a page repair", plan_repair(asked.source, asked.request))

    def word(self) -> str:
        return self.asked.source if self.asked is not None and self.asked.in_place else ""

    def refusal(self) -> str:
        planned, asked = self.planned, self.asked
        if planned is not None and "beyond the end" in planned.plan.present:
            return self.tr("The file ends before one of these blocks: more than single pages is missing.")
        if asked is not None and asked.in_place and self.context.workspace.read_only:
            return self.tr("A repair in place archives the log, and the window was opened read-only.")
        return ""

    def next_text(self) -> str:
        asked = self.asked
        return self.tr("Repair the pages") if asked is None or asked.in_place else self.tr("Write the pages")

    def columns(self) -> list[Column]:
        if self.planned is None:
            return []
        return plan_columns(self.context, self.planned.plan, self.planned.engine.lsn_style)

    def show_plan(self, planned: PlannedRepair) -> None:
        plan, formats, words = planned.plan, self.context.formats, self.context.words
        damaged = sum(one.startswith("damaged") for one in plan.present)
        if not plan.present:
            self.state.show_state(
                "info", self.tr("Nothing was written. These pages would be written as files.")
            )
        elif damaged:
            text = self.tr("%n page(s) fail their own check now. Nothing was written.", "", damaged)
            self.state.show_state("warn", text)
        else:
            self.state.show_state(
                "info",
                self.tr(
                    "These pages pass their own check now: each is written only if the replay gives another one."
                ),
            )
        style, restore = planned.engine.lsn_style, plan.restore
        end = replay_end(plan)
        begin = style.text(restore.backup.start_lsn)
        log = (
            self.tr("LSN {0} to {1} of the archive, {2}").format(
                begin, style.text(end), formats.size(restore.wal_bytes)
            )
            if end is not None
            else self.tr("from LSN {0}, and nothing of it is archived").format(begin)
        )
        in_place = plan.request.in_place is not None
        passed = [(self.tr("Passed over: {0}").format(id), words(why)) for id, why in plan.choice.passed_over]
        self.facts.show_facts(
            [
                (
                    self.tr("Pages go"),
                    self.tr("in place, in {0}").format(plan.request.in_place)
                    if in_place
                    else self.tr("as files, into {0}").format(plan.request.pages_to),
                ),
                (
                    self.tr("Target"),
                    self.tr("the present: the last record of the log of the database")
                    if in_place
                    else words(describe_target(restore.target, style.text)),
                ),
                (
                    self.tr("Backup"),
                    self.tr("{0}: no version of these pages in it is damaged").format(restore.backup.id),
                ),
                *passed,
                (
                    self.tr("WAL"),
                    self.tr("{0}; then what the database still holds, which is archived first").format(log)
                    if in_place
                    else log,
                ),
                (
                    self.tr("Meanwhile"),
                    self.tr(
                        "the whole database, {0}, is restored to a scratch directory; {1} are read"
                    ).format(formats.size(restore.bytes), formats.size(restore.stored_bytes)),
                ),
                (
                    self.tr("Saved"),
                    self.tr(
                        "what is overwritten, in a directory pagewake-replaced-TIME in the database's own"
                    )
                    if in_place
                    else "",
                ),
            ]
        )
