"""Comparing two backups, whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pagewake.desk.sources import engine_named

if TYPE_CHECKING:
    from pagewake.insight.compare import Comparison
    from pagewake.jobs import Job
    from pagewake.repository.repository import Repository


def compare(repository: Repository, before: str, after: str, job: Job) -> Comparison:
    """What changed from backup `before` to backup `after`. Raises as `insight.compare.compare_backups`."""
    from pagewake.insight.compare import compare_backups

    engine = engine_named(repository.manifest(before).backup.engine)
    return compare_backups(repository, engine, before, after, job)
