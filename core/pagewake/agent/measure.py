"""What the agent shows on /metrics, from what it knows. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pagewake import __version__, metrics
from pagewake.agent.memory import Record
from pagewake.agent.watch import Size
from pagewake.desk.snapshot import SourceState
from pagewake.insight.verdict import Verdict
from pagewake.metrics import Sample, sample, seconds_of
from pagewake.model import Backup, BackupType
from pagewake.schedule import Task

_VERDICTS = (Verdict.HEALTHY, Verdict.ATTENTION, Verdict.AT_RISK, Verdict.NO_BACKUP)


@dataclass(frozen=True)
class TaskFigures:
    """One task: when it comes next (None: not wanted), whether it runs, and what is remembered of it."""

    task: Task
    next: datetime | None
    running: bool
    record: Record


@dataclass(frozen=True)
class ReceiverFigures:
    """A receiver of WAL."""

    up: bool
    starts: int


@dataclass(frozen=True)
class SourceFigures:
    """One source of the settings; `name` is empty for what is about the whole repository."""

    name: str
    standby: bool
    state: SourceState | None
    tasks: Sequence[TaskFigures]
    receiver: ReceiverFigures | None = None


@dataclass(frozen=True)
class AgentFigures:
    """The agent itself: since when it runs, and by which settings."""

    started: datetime
    unknown_keys: int
    settings_read: datetime
    settings_good: bool
    removal_waits: bool


@dataclass(frozen=True)
class RepositoryFigures:
    """One repository of the settings."""

    name: str
    up: bool
    read: datetime | None
    size: Size | None
    sources: Sequence[SourceFigures]


def all_samples(repositories: Iterable[RepositoryFigures], agent: AgentFigures) -> list[Sample]:
    """Everything on the page."""
    found = [
        Sample(metrics.BUILD, 1.0, (__version__,)),
        Sample(metrics.STARTED, agent.started.timestamp()),
        Sample(metrics.UNKNOWN_KEYS, float(agent.unknown_keys)),
        Sample(metrics.SETTINGS_READ, agent.settings_read.timestamp()),
        Sample(metrics.SETTINGS_GOOD, float(agent.settings_good)),
        Sample(metrics.REMOVAL_WAITS, float(agent.removal_waits)),
    ]
    for one in repositories:
        found += _of_repository(one)
        for source in one.sources:
            found += _of_work(one.name, source)
            if source.state is not None:
                found += _of_source(one.name, source.state)
    return found


def _of_repository(one: RepositoryFigures) -> list[Sample]:
    size = one.size
    return [
        *sample(metrics.REPOSITORY_UP, one.up, one.name),
        *sample(metrics.REPOSITORY_READ, seconds_of(one.read), one.name),
        *sample(metrics.REPOSITORY_BYTES, size.bytes if size else None, one.name),
        *sample(metrics.REPOSITORY_OBJECTS, size.objects if size else None, one.name),
    ]


def _of_work(repository: str, source: SourceFigures) -> list[Sample]:
    at = (repository, source.name)
    found = sample(metrics.STANDBY, source.standby, *at)
    for one in source.tasks:
        record, labels = one.record, (*at, one.task.value)
        found += [
            *sample(metrics.NEXT, seconds_of(one.next), *labels),
            *sample(metrics.RUNNING, one.running, *labels),
            *sample(metrics.IN_A_ROW, record.failures, *labels),
            *sample(metrics.SUCCESS, seconds_of(record.success), *labels),
            *sample(metrics.FAILURE, seconds_of(record.failure), *labels),
            *sample(metrics.SECONDS, record.seconds if record.tried else None, *labels),
        ]
        for result, count in record.counts.items():
            found += sample(metrics.JOBS, count, *labels, result)
    if source.receiver is not None:
        found += sample(metrics.RECEIVER_UP, source.receiver.up, *at)
        found += sample(metrics.RECEIVER_STARTS, source.receiver.starts, *at)
    return found


def _of_source(repository: str, state: SourceState) -> list[Sample]:
    at, seen = (repository, state.name), state.overview
    archived = state.timeline.stretches.archived
    proof, verified = seen.last_proof, seen.last_verification
    found = [
        *sample(metrics.BACKUPS_UNUSABLE, seen.unusable, *at),
        *sample(metrics.BACKUPS_DAMAGED, seen.damaged, *at),
        *sample(metrics.BACKUPS_TRASH, seen.trash, *at),
        *sample(metrics.PROTECTED, seconds_of(seen.protected_until), *at),
        *sample(metrics.PROMISED, seen.promised.total_seconds() if seen.promised else None, *at),
        *sample(metrics.WINDOW_FROM, seconds_of(seen.oldest.time if seen.oldest else None), *at),
        *sample(metrics.WINDOW_TO, seconds_of(seen.newest.time if seen.newest else None), *at),
        *sample(metrics.GAPS, seen.gaps.number, *at),
        *sample(metrics.GAPS_OPEN, seen.gaps.open, *at),
        *sample(metrics.WAL_ARCHIVED, float(archived.max()) if len(archived) else None, *at),
        *sample(metrics.STORED, seen.stored_bytes, *at),
        *sample(metrics.WAL_BYTES, seen.wal_bytes, *at),
        *sample(metrics.LOGICAL, seen.logical_bytes, *at),
        *sample(metrics.PROVEN, seconds_of(proof.when if proof else None), *at),
        *sample(metrics.VERIFIED, seconds_of(verified.when if verified else None), *at),
        *sample(metrics.VERDICT, _VERDICTS.index(seen.verdict), *at),
    ]
    for type_ in BackupType:
        found += sample(metrics.BACKUPS, seen.by_type.get(type_, 0), *at, type_.value)
        newest = next((one for one in reversed(state.timeline.kept) if one.type is type_), None)
        if newest is not None:
            found += _of_backup(newest, (*at, type_.value))
    return found


def _of_backup(backup: Backup, labels: tuple[str, ...]) -> list[Sample]:
    took = (backup.finished - backup.started).total_seconds()
    return [
        *sample(metrics.BACKUP_TIME, backup.started.timestamp(), *labels),
        *sample(metrics.BACKUP_SECONDS, took, *labels),
        *sample(metrics.BACKUP_READ, backup.bytes_read, *labels),
        *sample(metrics.BACKUP_WRITTEN, backup.bytes_written, *labels),
    ]
