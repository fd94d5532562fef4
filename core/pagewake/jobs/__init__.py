"""Long operations: `Job` (progress, cancel, warnings), its events, and all the threads that work runs on."""

from __future__ import annotations

from pagewake.jobs.aside import Aside, beside
from pagewake.jobs.background import BackgroundRun
from pagewake.jobs.events import FindingSeen, JobEvent, JobFinished, Outcome, PhaseBegan, PhaseEnded, Said
from pagewake.jobs.job import CancelToken, Job, Progress
from pagewake.jobs.pool import WorkerPool

__all__ = [
    "Aside",
    "BackgroundRun",
    "CancelToken",
    "FindingSeen",
    "Job",
    "JobEvent",
    "JobFinished",
    "Outcome",
    "PhaseBegan",
    "PhaseEnded",
    "Progress",
    "Said",
    "WorkerPool",
    "beside",
]
