"""What a restore to a target would do, asked in the background: the plan, and the commits around it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from pagewake.desk.snapshot import SourceState
from pagewake.errors import Cancelled, PagewakeError
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind
from pagewake.repository.repository import Repository
from pagewake_gui.bridge import Call
from pagewake_gui.charts.spots import Spot, spot_of_target
from pagewake_gui.context import Context

if TYPE_CHECKING:
    from pagewake.insight.commits import CommitsNear
    from pagewake.insight.search import Hit
    from pagewake.restore.planning import RestorePlan

WAIT_MS = 200
COMMITS = 25


@dataclass(frozen=True)
class Answer:
    """What is known of a target so far. `plan` or `error`: what a restore would do, or why there can be none."""

    target: RestoreTarget | None = None
    spot: Spot | None = None
    commits: CommitsNear | None = None
    plan: RestorePlan | None = None
    error: Exception | None = None
    asking: bool = False


class TargetProbe(QObject):
    """Answers for the newest target only; `answered` comes with every part of the answer."""

    answered = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._calls: list[Call] = []
        self._state: SourceState | None = None
        self._backup: str | None = None
        self.answer = Answer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._ask)

    def look_at(
        self, state: SourceState | None, target: RestoreTarget | None, backup: str | None = None
    ) -> None:
        """Ask for another target; what was asked before is given up. Nothing is asked twice."""
        if target is None or target.kind is not TargetKind.IMMEDIATE:
            backup = None  # only there does it say which moment is meant
        if (state, target, backup) == (self._state, self.answer.target, self._backup):
            return
        self.stop()
        self._state, self._backup = state, backup
        known = self.answer.spot if target == self.answer.target else None
        spot = spot_of_target(state.timeline, target, backup, known) if state and target else None
        self._say(Answer(target, spot, asking=target is not None and state is not None))
        if state is not None and target is not None:
            self._timer.start()

    def stop(self) -> None:
        """Give up what is being asked."""
        self._timer.stop()
        for call in self._calls:
            call.forget()
        self._calls.clear()

    def _ask(self) -> None:
        state, target = self._state, self.answer.target
        if state is None or target is None:
            return
        backup = self._backup

        def planning(repository: Repository, job: Job) -> RestorePlan:
            from pagewake.restore.planning import plan_restore

            return plan_restore(repository, state.engine, state.name, target, job, backup=backup)

        self._query("plan a restore", planning, self._planned, self._not_planned)
        if target.kind is TargetKind.XID and self.answer.spot is None:

            def looking(repository: Repository, job: Job) -> tuple[Hit, ...]:
                from pagewake.insight.search import find_transaction

                return find_transaction(repository, state.engine, state.timeline, str(target.value), job)

            self._query("look for a transaction", looking, self._found, self._ignored)
        else:
            self._ask_commits()

    def _ask_commits(self) -> None:
        state, spot = self._state, self.answer.spot
        if state is None or spot is None or not state.timeline.lanes:
            return
        at: int | datetime
        if self.answer.target is not None and isinstance(self.answer.target.value, datetime):
            at = self.answer.target.value
        elif spot.lsn is not None:
            at = spot.lsn
        elif not math.isnan(spot.time):
            at = datetime.fromtimestamp(spot.time, UTC)
        else:
            return
        number = state.timeline.lanes[spot.lane].timeline

        def reading(repository: Repository, job: Job) -> CommitsNear:
            from pagewake.insight.commits import commits_around

            return commits_around(repository, state.engine, state.timeline, number, at, COMMITS, job)

        self._query(
            "look for commits", reading, lambda near: self._say(self._with(commits=near)), self._ignored
        )

    def _query(
        self,
        kind: str,
        work: Callable[[Repository, Job], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        if self._context.workspace.place is not None:
            self._calls.append(self._context.workspace.query(kind, work, done, failed, owner=self))

    def _planned(self, plan: RestorePlan) -> None:
        self._say(self._with(plan=plan, asking=False))

    def _not_planned(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, PagewakeError):
            raise error
        self._say(self._with(error=error, asking=False))

    def _found(self, hits: tuple[Any, ...]) -> None:
        if hits and hits[0].lane is not None:
            self._say(self._with(spot=Spot(hits[0].lane, hits[0].time, hits[0].lsn)))
            self._ask_commits()

    def _ignored(self, error: Exception) -> None:
        """The commits around a target are an extra: where its WAL is not there, the plan says so."""
        if not isinstance(error, PagewakeError):
            raise error

    def _with(self, **parts: Any) -> Answer:
        values = {name: getattr(self.answer, name) for name in Answer.__dataclass_fields__}
        return Answer(**{**values, **parts})

    def _say(self, answer: Answer) -> None:
        self.answer = answer
        self.answered.emit(answer)
