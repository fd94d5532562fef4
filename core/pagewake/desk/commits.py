"""Commits for people who look for the moment to restore to: around a moment, or those that removed tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pagewake.engines.base import Engine
from pagewake.errors import UsageError
from pagewake.insight.commits import Commit, CommitsNear, commits_around, removals_before
from pagewake.insight.timeline import SourceTimeline, source_timeline
from pagewake.jobs import Job
from pagewake.lsn import LSN_MAX
from pagewake.model import Backup
from pagewake.repository.repository import Repository


@dataclass(frozen=True)
class CommitsFound:
    """Commits of one timeline. `names` says of the keys in a commit's `removed` what people call them."""

    timeline: int
    near: CommitsNear
    names: Mapping[tuple[int, str], str]

    def removed(self, commit: Commit) -> tuple[str, ...]:
        """The names of what a commit removed, by number where no backup knows the name."""
        return tuple(self.names.get((commit.lsn, key), key) for key in commit.removed)

    def of_interest(self, commit: Commit) -> list[str]:
        """Those that people look for, with names first; what PostgreSQL keeps for them in pg_toast is no news."""
        names = self.removed(commit)
        own = [name for name in names if ".pg_toast." not in name]
        return sorted(own or names, key=lambda name: (name[:1].isdigit(), name))


def find_commits(
    repository: Repository,
    engine: Engine,
    source: str,
    at: int | datetime | None,
    count: int,
    job: Job,
    *,
    timeline: int | None = None,
    removing: bool = False,
) -> CommitsFound:
    """Up to `count` commits on each side of an LSN or a time; None is behind the newest one.

    With `removing` only the last ones up to there that removed files of relations, however far back they lie.
    Raises UsageError for a timeline that the repository does not know, StoreError, LogError, ObjectCorrupt, Cancelled.
    """
    known = source_timeline(repository, engine, source, job=job)
    number = _timeline(known, timeline)
    place = LSN_MAX if at is None else at
    if removing:
        near = CommitsNear(removals_before(repository, engine, known, number, place, count, job), (), ())
    else:
        near = commits_around(repository, engine, known, number, place, count, job)
    return named(repository, engine, source, number, near, job)


def named(
    repository: Repository, engine: Engine, source: str, timeline: int, near: CommitsNear, job: Job
) -> CommitsFound:
    """Commits with the names of what they removed. Raises StoreError, ObjectCorrupt, Cancelled."""
    found = (*near.before, *near.exact, *near.after)
    return CommitsFound(timeline, near, _names(repository, engine, source, found, job))


def _timeline(known: SourceTimeline, wanted: int | None) -> int:
    """The timeline that is meant: the one that was asked for, or the newest."""
    numbers = [lane.timeline for lane in known.lanes]
    if wanted is not None and wanted not in numbers:
        raise UsageError(
            f"nothing of timeline {wanted} is kept",
            advice=f"There are: {', '.join(map(str, sorted(numbers)))}.",
        )
    return max(numbers, default=1) if wanted is None else wanted


def _names(
    repository: Repository, engine: Engine, source: str, commits: Sequence[Commit], job: Job
) -> dict[tuple[int, str], str]:
    """The names of removed relations, from the newest backup before each commit: later ones do not know them."""
    backups = repository.existing_backups(source)
    read: dict[str, Mapping[str, str]] = {}
    names: dict[tuple[int, str], str] = {}
    for commit in commits:
        backup = _before(backups, commit) if commit.removed else None
        if backup is None:
            continue
        job.check()
        if backup.id not in read:
            manifest = repository.manifest(backup.id)
            read[backup.id] = engine.relation_names(repository.file_reader(manifest))
        known = read[backup.id]
        names |= {(commit.lsn, key): known[key] for key in commit.removed if key in known}
    return names


def _before(backups: Sequence[Backup], commit: Commit) -> Backup | None:
    earlier = [one for one in backups if one.finished <= commit.time]
    return earlier[-1] if earlier else None
