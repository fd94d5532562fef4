"""What an agent is to do in each repository, and in which order: the schedule, applied to what is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from pagewake.agent.memory import Key, Memory
from pagewake.agent.watch import WHOLE, Watch, past_of
from pagewake.config import SourceSettings
from pagewake.desk.snapshot import RepositorySnapshot
from pagewake.routine import AgentSettings
from pagewake.schedule import Due, Past, Task, next_of, next_tasks

_ORDER = list(Task)
_REMOVING = frozenset({Task.EXPIRE, Task.PRUNE})


@dataclass(frozen=True)
class Planned:
    """One task that is to be done in a repository; `source` is None where it is about all of it."""

    watch: Watch
    source: SourceSettings | None
    due: Due

    @property
    def scope(self) -> str:
        """The source's name, or nothing."""
        return self.source.name if self.source is not None else WHOLE

    @property
    def key(self) -> Key:
        """What it is remembered by."""
        return self.watch.name, self.scope, self.due.task


class Agenda:
    """The agenda of one agent. Used from one thread."""

    def __init__(self, agent: AgentSettings, memory: Memory) -> None:
        self._agent = agent
        self._memory = memory
        self._past: dict[tuple[str, str], tuple[RepositorySnapshot, Past]] = {}
        self.removes_from: datetime | None = None
        """Nothing is expired or pruned before; None where nothing is in the way of it."""

    def of(self, watch: Watch, now: datetime) -> list[Planned]:
        """Of each source of a repository each task once, in the order in which they are to be begun."""
        if watch.snapshot is None:
            return []
        found = list[Planned]()
        for source in watch.sources:
            past = self._past_of(watch, source, watch.snapshot)
            found += [Planned(watch, source, due) for due in next_tasks(source, past, self._agent, now)]
        if watch.snapshot.sources and any(source.retention_given for source in watch.sources):
            due = next_of(Task.PRUNE, watch.name, self._agent.prune, self._prunes(watch), self._agent, now)
            found += [Planned(watch, None, due)] if due is not None else []
        found = [self._held_back(one) for one in found]
        return sorted(found, key=lambda one: (max(one.due.at, now), _ORDER.index(one.due.task)))

    def _held_back(self, one: Planned) -> Planned:
        begin = self.removes_from
        if begin is None or one.due.task not in _REMOVING or one.due.at >= begin:
            return one
        reason = f"{one.due.reason}; the clock leapt ahead, and nothing is removed for a day"
        return replace(one, due=replace(one.due, at=begin, reason=reason))

    def _prunes(self, watch: Watch) -> Past:
        record = self._memory.of((watch.name, WHOLE, Task.PRUNE))
        return Past(
            done={Task.PRUNE: (record.done,) if record.done else ()},
            attempts={Task.PRUNE: record.attempt} if record.attempt else {},
        )

    def _past_of(self, watch: Watch, source: SourceSettings, snapshot: RepositorySnapshot) -> Past:
        """What the repository remembers of a source, and the agent beside it."""
        at = (watch.name, source.name)
        known = self._past.get(at)
        if known is None or known[0] is not snapshot:
            known = snapshot, past_of(snapshot.source(source.name), source.verify, snapshot)
            self._past[at] = known
        done, attempts = dict(known[1].done), {}
        for task in Task:
            record = self._memory.of((*at, task))
            if record.done is not None and task is not Task.BACKUP:
                done[task] = (*done.get(task, ()), record.done)
            if record.attempt is not None:
                attempts[task] = record.attempt
        return replace(known[1], done=done, attempts=attempts)


def keys_of(watch: Watch) -> Iterator[Key]:
    """Everything that may be remembered of a repository."""
    for scope in (WHOLE, *(source.name for source in watch.sources)):
        for task in Task:
            yield watch.name, scope, task
