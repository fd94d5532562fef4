"""The agent at work: looks at repositories, begins what is due, waits for it, and says how it all stands.

One loop on one thread, which never waits for a store, a database or a child. In each repository one backup runs at a
time, and beside it one piece of maintenance and one job that only reads. After each job its repository is looked at
before anything else is begun in it: what to do next follows from what is there, not from what should be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from pagewake import __version__
from pagewake.agent import journaling
from pagewake.agent.agenda import Agenda, Planned, keys_of
from pagewake.agent.child import Child, Outcome
from pagewake.agent.commands import arguments, receiver_arguments
from pagewake.agent.log import Log
from pagewake.agent.measure import (
    RepositoryFigures,
    SourceFigures,
    TaskFigures,
    all_samples,
)
from pagewake.agent.memory import Key, Memory, Result
from pagewake.agent.receivers import Receiver
from pagewake.agent.systemd import Notifier
from pagewake.agent.watch import WHOLE, Watch
from pagewake.clock import iso_utc
from pagewake.clock import now as clock_now
from pagewake.config import Settings, SourceSettings
from pagewake.desk.journal import Journal, JournalEntry
from pagewake.errors import LockHeld, PagewakeError
from pagewake.jobs import Job
from pagewake.metrics import Sample, exposition
from pagewake.schedule import EPOCH, LANES, Task

TURN_S, IDLE_S = 0.1, 0.5
SAMPLES_EVERY_S = 5.0
GRACE_S = 10.0
"""For how long a child that was asked to stop may take."""
STILL_S = 30.0
TIDY_EVERY = 50


@dataclass
class _Running:
    plan: Planned
    child: Child
    entry: JournalEntry
    began: datetime


@dataclass
class AgentReport:
    """How the jobs of one run of the agent ended."""

    ok: int = 0
    findings: int = 0
    failed: int = 0
    held: int = 0
    cancelled: int = 0


class Agent:
    """The agent of one settings file. `page` and `health` may be called from any thread, all else from one."""

    def __init__(
        self,
        settings: Settings,
        watches: Sequence[Watch],
        journal: Journal,
        memory: Memory,
        log: Log,
        *,
        notifier: Notifier | None = None,
        now: Callable[[], datetime] = clock_now,
    ) -> None:
        self.report = AgentReport()
        self._settings = settings
        self._watches = tuple(watches)
        self._journal = journal
        self._memory = memory
        self.log = log
        self._notifier = notifier or Notifier({})
        self._now = now
        self._started = now()
        self._running: dict[Key, _Running] = {}
        self._receivers: dict[tuple[str, str], Receiver] = {}
        self._agenda = Agenda(settings.agent, memory)
        self._said: dict[str, str] = {}
        self._samples: Sequence[Sample] = ()
        self._measured = -float("inf")
        self._turned = monotonic()
        self._lively = -float("inf")
        self._ended_jobs = 0
        memory.keep_only({key for watch in self._watches for key in keys_of(watch)})

    def errors(self) -> dict[str, PagewakeError]:
        """What keeps repositories from being looked at, by their names."""
        return {watch.name: watch.error for watch in self._watches if watch.error is not None}

    @property
    def waiting(self) -> bool:
        """Whether, after its end, a thread still waits for a store that does not answer."""
        return any(watch.waiting for watch in self._watches)

    def page(self) -> bytes:
        """The page of metrics as it was at the last turn."""
        return exposition(self._samples)

    def health(self) -> str:
        """What is wrong with the agent itself; empty where nothing is."""
        still = monotonic() - self._turned
        return f"the agent has stood still for {still:.0f} s" if still > STILL_S else ""

    def run(self, job: Job) -> AgentReport:
        """Work until the job is cancelled, which is the orderly end."""
        self._receivers = {
            (watch.name, source.name): self._receiver(watch, source)
            for watch in self._watches
            for source in watch.sources
            if source.stream
        }
        count = sum(len(watch.sources) for watch in self._watches)
        self.log.say("began", version=__version__, settings=str(self._settings.path), sources=count)
        self._notifier.say("READY=1")
        try:
            while not job.token.cancelled:
                self._turn()
                job.token.wait(TURN_S if self._busy else IDLE_S)
        finally:
            self._notifier.say("STOPPING=1")
            self._stop()
            self.log.say("stopped", ok=self.report.ok, failed=self.report.failed)
        return self.report

    def run_once(self, job: Job) -> AgentReport:
        """Do what is due now, each task once, and end."""
        ran: set[Key] = set()
        try:
            while not job.token.cancelled:
                self._turn(ran)
                seen = all(watch.ready or watch.error is not None for watch in self._watches)
                if seen and not self._running and not self._due(self._now(), ran):
                    break
                job.token.wait(TURN_S)
            job.check()
        finally:
            self._stop()
        return self.report

    def plan(self, job: Job) -> list[Planned]:
        """What is to be done next, of each task of each source one, the first first. Nothing is begun."""
        try:
            while not all(watch.snapshot is not None or watch.error is not None for watch in self._watches):
                job.check()
                for watch in self._watches:
                    watch.turn()
                job.token.wait(TURN_S)
        finally:
            self._stop()
        now = self._now()
        found = [one for watch in self._watches for one in self._agenda.of(watch, now)]
        return sorted(found, key=lambda one: (max(one.due.at, now), one.key))

    @property
    def _busy(self) -> bool:
        return bool(self._running) or any(watch.looking for watch in self._watches)

    def _turn(self, ran: set[Key] | None = None) -> None:
        """One step of the loop. With `ran`, only tasks that are not in it are begun, and noted there."""
        news = False
        for watch in self._watches:
            if watch.turn():
                news = True
                self._say_state(watch)
        for running in list(self._running.values()):
            outcome = running.child.ended()
            if outcome is not None:
                news = True
                self._ended(running, outcome)
        now = self._now()
        for one in self._due(now, ran):
            if self._is_free(one):
                news = True
                self._begin(one, now)
                if ran is not None:
                    ran.add(one.key)
        for (name, source), receiver in self._receivers.items():
            watch = next(watch for watch in self._watches if watch.name == name)
            news |= receiver.turn(wanted=watch.mine(source))
        if news or monotonic() - self._measured > SAMPLES_EVERY_S:
            self._measure(now)
        self._sign_of_life()

    def _due(self, now: datetime, ran: set[Key] | None) -> list[Planned]:
        """What is to be begun now, as far as this agent is the one to do it: first what waits longest.

        So no task of one source can keep another one out, however much too short its interval is.
        """
        found = [
            one
            for watch in self._watches
            if watch.ready
            for one in self._agenda.of(watch, now)
            if one.due.is_due(now)
            and one.key not in self._running
            and (ran is None or one.key not in ran)
            and watch.mine(one.scope)
        ]
        return sorted(found, key=lambda one: one.due.grid)

    def _is_free(self, one: Planned) -> bool:
        """Whether no other job is in the way."""
        return not any(
            other.plan.watch is one.watch and LANES[other.plan.due.task] == LANES[one.due.task]
            for other in self._running.values()
        )

    def _begin(self, one: Planned, now: datetime) -> None:
        state = one.watch.state(one.scope)
        backups = state.timeline.kept if state is not None else ()
        words = arguments(one.due, one.watch.name, one.source, backups)
        task, source, repository = one.due.task.value, one.scope or None, one.watch.name
        try:
            child = self._child(words)
        except OSError as error:
            self.log.say("job-not-started", level="error", task=task, source=source, error=str(error))
            record = self._memory.of(one.key).after(Result.FAILED, now, now, 0.0)
            self._memory.note(one.key, record)
            self.report.failed += 1
            return
        about = one.scope or one.watch.name
        entry = journaling.begun(
            self._journal, one.due.task, about, child.command, one.watch.place.location, now
        )
        self._running[one.key] = _Running(one, child, entry, now)
        late = round((now - one.due.grid).total_seconds()) if one.due.grid > EPOCH else 0
        self.log.say(
            "job-began",
            task=task,
            source=source,
            repository=repository,
            type=one.due.type or None,
            late_s=late if late > 1 else None,
            pid=child.pid,
            why=one.due.reason,
        )

    def _ended(self, running: _Running, outcome: Outcome) -> None:
        plan, now = running.plan, self._now()
        result = _result_of(outcome, stopped=running.child.stopping_for is not None)
        del self._running[plan.key]
        journaling.ended(self._journal, running.entry, result, outcome, now)
        record = self._memory.of(plan.key).after(result, running.began, now, outcome.seconds)
        self._memory.note(plan.key, record)
        self._ended_jobs += 1
        if self._ended_jobs % TIDY_EVERY == 0:
            self._journal.entries()  # which removes the oldest: nobody else may ever read it
        setattr(self.report, result.value, getattr(self.report, result.value) + 1)
        plan.watch.changed()
        levels = {Result.FAILED: "error", Result.FINDINGS: "warning", Result.HELD: "warning"}
        self.log.say(
            "job-ended",
            level=levels.get(result, "info"),
            task=plan.due.task.value,
            source=plan.scope or None,
            repository=plan.watch.name,
            result=result.value,
            seconds=round(outcome.seconds, 1),
            status=outcome.status if result is not Result.OK else None,
            failures=record.failures or None,
            error=outcome.error or None,
        )

    def _stop(self) -> None:
        """Have everything cancel what it does, wait for it, and leave the repositories to others."""
        receivers = [one.child for one in self._receivers.values() if one.child is not None]
        for child in (*receivers, *(running.child for running in self._running.values())):
            child.stop()
        while self._running or any(one.child for one in self._receivers.values()):
            for running in list(self._running.values()):
                if (outcome := running.child.ended()) is not None:
                    self._ended(running, outcome)
                else:
                    _lose_patience(running.child)
            for receiver in self._receivers.values():
                receiver.turn(wanted=False)
                if receiver.child is not None:
                    _lose_patience(receiver.child)
            self._turned = monotonic()
            self._sign_of_life()
            Job().token.wait(0.02)
        for watch in self._watches:
            watch.close()

    def _child(self, words: Sequence[str]) -> Child:
        config = self._settings.path
        return Child([*words, "--config", str(config.absolute())])

    def _receiver(self, watch: Watch, source: SourceSettings) -> Receiver:
        words = receiver_arguments(source, watch.name)
        return Receiver(watch.name, source.name, lambda: self._child(words), self.log)

    def _say_state(self, watch: Watch) -> None:
        """Say what is new of a repository: that it cannot be reached, that it can again, who else is its agent."""
        if watch.error is not None:
            self._say_once(watch, "", "repository-unreachable", "warning", watch.error.what)
            return
        self._say_once(watch, "", "repository-read", "info", "")
        for scope in (WHOLE, *(source.name for source in watch.sources)):
            other = watch.busy.get(scope, "")
            event, level = ("standby", "warning") if other else ("at-work", "info")
            self._say_once(watch, scope or "(repository)", event, level, other)

    def _say_once(self, watch: Watch, scope: str, event: str, level: str, why: str) -> None:
        key = f"{watch.name}\0{scope}"
        if self._said.get(key) != event:
            self._said[key] = event
            self.log.say(event, level=level, repository=watch.name, source=scope or None, why=why or None)

    def _measure(self, now: datetime) -> None:
        figures = [self._figures(watch, now) for watch in self._watches]
        self._samples = all_samples(figures, self._started, len(self._settings.unknown))
        self._measured = monotonic()
        self._notifier.say(f"STATUS={self._status(now)}")

    def _status(self, now: datetime) -> str:
        if self._running:
            return ", ".join(
                f"{one.plan.due.task.value} of {one.entry.object_name}" for one in self._running.values()
            )
        coming = [one for watch in self._watches for one in self._agenda.of(watch, now)]
        first = min(coming, key=lambda one: one.due.at, default=None)
        if first is None:
            return "nothing to do"
        about = first.scope or first.watch.name
        return f"next: {first.due.task.value} of {about} at {iso_utc(first.due.at.replace(microsecond=0))}"

    def _figures(self, watch: Watch, now: datetime) -> RepositoryFigures:
        planned = {one.key: one.due.at for one in self._agenda.of(watch, now)}

        def tasks(scope: str, wanted: Sequence[Task]) -> list[TaskFigures]:
            keys = [(watch.name, scope, task) for task in wanted]
            return [
                TaskFigures(key[2], planned.get(key), key in self._running, self._memory.of(key))
                for key in keys
            ]

        sources = [
            SourceFigures(
                source.name,
                source.name in watch.busy,
                watch.state(source.name),
                tasks(source.name, [task for task in Task if task is not Task.PRUNE]),
                receiver.figures if (receiver := self._receivers.get((watch.name, source.name))) else None,
            )
            for source in watch.sources
        ]
        sources.append(SourceFigures(WHOLE, WHOLE in watch.busy, None, tasks(WHOLE, [Task.PRUNE])))
        read = watch.snapshot.taken if watch.snapshot is not None else None
        up = watch.error is None and watch.snapshot is not None
        return RepositoryFigures(watch.name, up, read, watch.size, sources)

    def _sign_of_life(self) -> None:
        self._turned = monotonic()
        every = self._notifier.watchdog
        if every is not None and self._turned - self._lively >= every:
            self._lively = self._turned
            self._notifier.say("WATCHDOG=1")


def _result_of(outcome: Outcome, *, stopped: bool) -> Result:
    if outcome.status == 0:
        return Result.OK
    if outcome.status == 1:
        return Result.FINDINGS
    if stopped:
        return Result.CANCELLED
    return Result.HELD if outcome.code == LockHeld.code else Result.FAILED


def _lose_patience(child: Child) -> None:
    if (child.stopping_for or 0.0) > GRACE_S:
        child.kill()
