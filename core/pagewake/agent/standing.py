"""How everything stands: what /metrics and systemd are told, from what the parts of an agent know."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime

from pagewake.agent.agenda import Agenda
from pagewake.agent.measure import ReceiverFigures, RepositoryFigures, SourceFigures, TaskFigures
from pagewake.agent.memory import Key, Memory
from pagewake.agent.watch import WHOLE, Watch
from pagewake.clock import iso_utc
from pagewake.schedule import Task


def figures(
    watch: Watch,
    agenda: Agenda,
    memory: Memory,
    running: Collection[Key],
    receiver: Callable[[str, str], ReceiverFigures | None],
    now: datetime,
) -> RepositoryFigures:
    """What is known of one repository and its sources."""
    planned = {one.key: one.due.at for one in agenda.of(watch, now)}

    def tasks(scope: str, wanted: Sequence[Task]) -> list[TaskFigures]:
        keys = [(watch.name, scope, task) for task in wanted]
        return [TaskFigures(key[2], planned.get(key), key in running, memory.of(key)) for key in keys]

    sources = [
        SourceFigures(
            source.name,
            source.name in watch.busy,
            watch.state(source.name),
            tasks(source.name, [task for task in Task if task is not Task.PRUNE]),
            receiver(watch.name, source.name),
        )
        for source in watch.sources
    ]
    sources.append(SourceFigures(WHOLE, WHOLE in watch.busy, None, tasks(WHOLE, [Task.PRUNE])))
    read = watch.snapshot.taken if watch.snapshot is not None else None
    up = watch.error is None and watch.snapshot is not None
    return RepositoryFigures(watch.name, up, read, watch.size, sources)


def coming(watches: Iterable[Watch], agenda: Agenda, now: datetime) -> str:
    """What is to be done next, in one line."""
    planned = [one for watch in watches for one in agenda.of(watch, now)]
    first = min(planned, key=lambda one: one.due.at, default=None)
    if first is None:
        return "nothing to do"
    about = first.scope or first.watch.name
    return f"next: {first.due.task.value} of {about} at {iso_utc(first.due.at.replace(microsecond=0))}"
