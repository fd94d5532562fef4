"""The agent at work: looks at repositories, begins what is due, waits for it, and says how it all stands.

One loop on one thread, which never waits for a store, a database or a child. In each repository one backup runs at a
time, and beside it one piece of maintenance and one job that only reads. After each job its repository is looked at
before anything else is begun in it: what to do next follows from what is there, not from what should be. When the
settings change it goes on by the new ones; jobs that run are not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from pagewake import __version__
from pagewake.agent import journaling, sayings
from pagewake.agent.agenda import Agenda, Planned, keys_of
from pagewake.agent.child import Child, Outcome
from pagewake.agent.clock_memory import ClockMemory, uptime
from pagewake.agent.commands import arguments
from pagewake.agent.log import Log
from pagewake.agent.measure import AgentFigures, all_samples
from pagewake.agent.memory import Key, Memory, Result
from pagewake.agent.receivers import Receivers
from pagewake.agent.settings_file import SettingsFile
from pagewake.agent.standing import coming, figures
from pagewake.agent.systemd import Notifier
from pagewake.agent.watches import Watches, sources_by_place
from pagewake.agent.web import Listening
from pagewake.clock import now as clock_now
from pagewake.config import Settings
from pagewake.desk.journal import Journal, JournalEntry
from pagewake.errors import LockHeld, PagewakeError
from pagewake.jobs import Job
from pagewake.metrics import Sample, exposition
from pagewake.schedule import EPOCH, LANES

TURN_S, IDLE_S = 0.1, 0.5
SAMPLES_EVERY_S = 5.0
SETTINGS_EVERY_S = 5.0
"""How often the settings file is looked at; a change counts when it was seen twice."""
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
        file: SettingsFile,
        watches: Watches,
        journal: Journal,
        memory: Memory,
        log: Log,
        *,
        notifier: Notifier | None = None,
        now: Callable[[], datetime] = clock_now,
    ) -> None:
        self.report = AgentReport()
        self.reload_asked = False
        """Set by anybody, also by a signal's handler: the settings are read at the next turn."""
        self.listening = Listening(self.page, self.health)
        self._settings = settings
        self._file = file
        self._watches = watches
        self._journal = journal
        self._memory = memory
        self.log = log
        self._notifier = notifier or Notifier({})
        self._now = now
        self._started = now()
        self._running: dict[Key, _Running] = {}
        self._receivers = Receivers(self._child, log)
        self._agenda = Agenda(settings.agent, memory)
        self._clock: ClockMemory | None = None
        self._samples: Sequence[Sample] = ()
        self._measured = self._settings_looked = -float("inf")
        self._turned = monotonic()
        self._lively = -float("inf")
        self._ended_jobs = 0
        self._forget()

    def errors(self) -> dict[str, PagewakeError]:
        """What keeps repositories from being looked at, by their names."""
        return self._watches.errors()

    @property
    def waiting(self) -> bool:
        """Whether, after its end, a thread still waits for a store that does not answer."""
        return self._watches.waiting

    def page(self) -> bytes:
        """The page of metrics as it was at the last turn."""
        return exposition(self._samples)

    def health(self) -> str:
        """What is wrong with the agent itself; empty where nothing is."""
        still = monotonic() - self._turned
        return f"the agent has stood still for {still:.0f} s" if still > STILL_S else ""

    def run(self, job: Job) -> AgentReport:
        """Work until the job is cancelled, which is the orderly end. Raises SettingsError: it cannot listen."""
        self._clock = ClockMemory(self._memory.beside("clock"), uptime if self._now is clock_now else None)
        try:
            self._listen(self._settings)
            self._receivers.change(self._watches)
            self.log.say("began", version=__version__, settings=str(self._settings.path))
            sayings.of_intent(self.log, self._watches.all, self._settings, None)
            self._notifier.say("READY=1")
            while not job.token.cancelled:
                self._heed_settings()
                self._heed_clock()
                self._turn()
                job.token.wait(TURN_S if self._busy else IDLE_S)
        finally:
            self._notifier.say("STOPPING=1")
            self._stop()
            self.listening.close()
            self.log.say("stopped", ok=self.report.ok, failed=self.report.failed)
        return self.report

    def run_once(self, job: Job) -> AgentReport:
        """Do what is due now, each task once, and end."""
        ran: set[Key] = set()
        try:
            while not job.token.cancelled:
                self._turn(ran)
                seen = all(watch.ready or watch.error is not None or watch.alone for watch in self._watches)
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

    def _heed_settings(self) -> None:
        """Go on by other settings where they changed; by those that there are where they cannot be understood."""
        looks = monotonic() - self._settings_looked >= SETTINGS_EVERY_S
        if looks:
            self._settings_looked = monotonic()
        if not self.reload_asked and not (looks and self._file.changed()):
            return
        self.reload_asked = False
        self._notifier.say("RELOADING=1", f"MONOTONIC_USEC={int(monotonic() * 1e6)}")
        try:
            found = self._file.load()
            sources_by_place(found)
            self._listen(found)
        except PagewakeError as error:
            self._file.refuse(error)
            sayings.of_refused(self.log, error, self._file.read)
        else:
            before, self._settings = self._settings, found
            self._watches.change(found)
            self._receivers.change(self._watches.all)
            self._agenda = Agenda(found.agent, self._memory)
            self.log.form = found.agent.log
            self._forget()
            self._file.accept()
            self.log.say("settings-read", settings=str(found.path))
            sayings.of_intent(self.log, self._watches.all, found, before)
        self._measured = -float("inf")
        self._notifier.say("READY=1")

    def _listen(self, settings: Settings) -> None:
        """Listen where the settings say. Raises SettingsError; then it listens where it did."""
        if (port := self.listening.move(settings.agent.listen)) is not None:
            self.log.say("listening", address=settings.agent.listen, port=port)

    def _heed_clock(self) -> None:
        """Remove nothing for a day after the clock leapt ahead."""
        if self._clock is None:
            return
        now = self._now()
        leapt = self._clock.look(now)
        until = self._agenda.removes_from = self._clock.waits_until(now)
        if leapt and until is not None:
            sayings.of_a_leap(self.log, self._clock.before, now, until)

    def _forget(self) -> None:
        """Forget what the settings no longer speak of."""
        keys = {key for watch in self._watches.all for key in keys_of(watch)}
        self._memory.keep_only(keys | set(self._running))

    @property
    def _busy(self) -> bool:
        return bool(self._running) or any(watch.looking for watch in self._watches)

    def _turn(self, ran: set[Key] | None = None) -> None:
        """One step of the loop. With `ran`, only tasks that are not in it are begun, and noted there."""
        news = False
        self._watches.turn()
        for watch in self._watches:
            if watch.turn():
                news = True
                sayings.of_repository(self.log, watch)
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
        mine = {(watch.name, name) for watch in self._watches for name in watch.at_work_for}
        news |= self._receivers.turn(mine.__contains__)
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
            other.plan.watch.name == one.watch.name and LANES[other.plan.due.task] == LANES[one.due.task]
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
            advice=outcome.advice or None,
        )

    def _stop(self) -> None:
        """Have everything cancel what it does, wait for it, and leave the repositories to others."""
        self._receivers.stop()
        for running in self._running.values():
            running.child.stop()
        while self._running or self._receivers.running:
            for running in list(self._running.values()):
                if (outcome := running.child.ended()) is not None:
                    self._ended(running, outcome)
                else:
                    _lose_patience(running.child)
            self._receivers.turn(lambda place: False)
            for child in self._receivers.running:
                _lose_patience(child)
            self._turned = monotonic()
            self._sign_of_life()
            Job().token.wait(0.02)
        self._watches.close()

    def _child(self, words: Sequence[str]) -> Child:
        return Child([*words, "--config", str(self._file.for_jobs().absolute())])

    def _measure(self, now: datetime) -> None:
        running = self._running
        found = [
            figures(watch, self._agenda, self._memory, running, self._receivers.figures, now)
            for watch in self._watches
        ]
        about = AgentFigures(
            self._started,
            len(self._settings.unknown),
            self._file.read,
            self._file.error is None,
            self._agenda.removes_from is not None,
        )
        self._samples = all_samples(found, about)
        self._measured = monotonic()
        at_work = ", ".join(
            f"{one.plan.due.task.value} of {one.entry.object_name}" for one in running.values()
        )
        self._notifier.say(f"STATUS={at_work or coming(self._watches, self._agenda, now)}")

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
