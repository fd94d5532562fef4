"""Long operations: `Job` (progress, cancel, warnings), its events, and the only place that starts threads."""

from __future__ import annotations

from pagewake.jobs.job import CancelToken, Job, Progress
from pagewake.jobs.pool import WorkerPool

__all__ = ["CancelToken", "Job", "Progress", "WorkerPool"]
