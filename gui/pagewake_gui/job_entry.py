"""One job as the window knows it: what is to be done, how it stands, what it said, and how the journal keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from pagewake.clock import now as clock_now
from pagewake.desk.journal import JournalEntry, Standing
from pagewake.jobs import Job
from pagewake.jobs.events import FindingSeen, JobEvent, PhaseBegan, Said
from pagewake.jobs.job import Progress
from pagewake.model import Finding
from pagewake_gui.words import told_error

translate = QCoreApplication.translate
Log = list[tuple[datetime, str, str]]
"""(when, level, text)"""


@dataclass(frozen=True)
class JobSpec:
    """What is to be done. `work` runs on a thread; `command` is the same on the command line, without secrets.

    `kind` is stable: backup, verify, restore, drill, expire, prune, copy, index, create,
    clean-up, check, repair (of the repository), page-repair.
    `object_name` is what it is about.
    `writes` is the repository that it writes to, by location, or empty.
    """

    kind: str
    title: str
    object_name: str
    work: Callable[[Job], Any]
    command: str = ""
    repository: str = ""
    writes: str = ""


@dataclass(frozen=True)
class JobEntry:
    """One job as people see it. `progress` is there while it runs; `waits_for` while it waits."""

    id: str
    kind: str
    title: str
    object_name: str
    command: str
    repository: str
    standing: Standing
    created: datetime
    started: datetime | None = None
    finished: datetime | None = None
    waits_for: str = ""
    ahead: int = 0
    """How many jobs are before it in line."""
    progress: Progress | None = None
    stopping: bool = False
    pausing: bool = False
    """Somebody paused it; `progress.paused` says whether it stands still already."""
    no_pause: str = ""
    """Why it cannot be paused; empty if it can."""
    loose: bool = False
    """It was abandoned, and its thread has not ended yet."""
    error: Exception | None = None
    error_text: str = ""
    findings: tuple[Finding, ...] = ()
    log: tuple[tuple[datetime, str, str], ...] = ()
    """(when, level, text)"""
    result: Any = None
    seen: bool = True
    """False for a failure that nobody has looked at."""
    of_this_run: bool = True
    environment: str = ""
    """Where it runs and with what: versions, system, machine. Empty for jobs put down before that was kept."""

    @property
    def active(self) -> bool:
        """Whether it runs or waits."""
        return self.standing in (Standing.WAITING, Standing.RUNNING)

    @property
    def cut_short(self) -> bool:
        """Whether it ended before its work did, so that something of it may be left."""
        return self.standing in (
            Standing.CANCELLED,
            Standing.FAILED,
            Standing.INTERRUPTED,
            Standing.ABANDONED,
        )


def note(log: Log, event: JobEvent) -> None:
    """Keep what a job says. Called on its thread; appending to a list is one step."""
    match event:
        case PhaseBegan(phase=phase):
            log.append((clock_now(), "info", phase))
        case Said(text=text):
            log.append((clock_now(), "info", text))
        case FindingSeen(finding=finding):
            log.append((clock_now(), finding.severity.value, f"{finding.object_name}: {finding.message}"))


def abandoned_text() -> str:
    """Said where a job is abandoned."""
    return translate("JobWords", "Abandoned: it did not stop when it was asked to.")


def late_end_text(error: Exception | None) -> str:
    """Said where the thread of an abandoned job ended after all."""
    if error is None:
        return translate("JobWords", "Its thread ended after all: the work was done to its end.")
    return translate("JobWords", "Its thread ended after all: {0}").format(told_error(error))


def pause_text(*, on: bool) -> str:
    """Said where a job is paused or goes on."""
    return translate("JobWords", "paused") if on else translate("JobWords", "goes on")


def from_journal(entry: JournalEntry) -> JobEntry:
    """A job of an earlier run of the window."""
    log = []
    for line in entry.log:
        when, _, rest = line.partition(" ")
        level, _, text = rest.partition(" ")
        log.append((datetime.fromisoformat(when), level, text))
    return JobEntry(
        entry.id,
        entry.kind,
        entry.title,
        entry.object_name,
        entry.command,
        entry.repository,
        entry.standing,
        entry.created,
        entry.started,
        entry.finished,
        error_text=entry.error,
        log=tuple(log),
        of_this_run=False,
        environment=entry.environment,
    )


def to_journal(entry: JobEntry) -> JournalEntry:
    """How the journal keeps a job."""
    return JournalEntry(
        entry.id,
        entry.kind,
        entry.title,
        entry.object_name,
        entry.command,
        entry.repository,
        entry.standing,
        entry.created,
        entry.started,
        entry.finished,
        entry.error_text,
        tuple(f"{when.isoformat()} {level} {text}" for when, level, text in entry.log),
        environment=entry.environment,
    )
