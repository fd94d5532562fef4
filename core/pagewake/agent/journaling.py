"""The agent's jobs in the journal, where the window's page of jobs and `pagewake` find them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from pagewake.agent.child import Outcome
from pagewake.agent.memory import Result
from pagewake.desk.journal import Journal, JournalEntry, Standing
from pagewake.schedule import Task

TITLES = {
    Task.BACKUP: "Agent: back up {0}",
    Task.COPY: "Agent: copy {0}",
    Task.VERIFY: "Agent: verify {0}",
    Task.DRILL: "Agent: try a restore of {0}",
    Task.EXPIRE: "Agent: expire backups of {0}",
    Task.PRUNE: "Agent: prune {0}",
}
_STANDINGS = {
    Result.OK: Standing.DONE,
    Result.FINDINGS: Standing.DONE,
    Result.FAILED: Standing.FAILED,
    Result.HELD: Standing.CANCELLED,
    Result.CANCELLED: Standing.CANCELLED,
}
_LINES = 500


def begun(
    journal: Journal, task: Task, object_name: str, command: str, repository: str, at: datetime
) -> JournalEntry:
    """Put a job that begins on record."""
    entry = JournalEntry(
        journal.new_id(),
        task.value,
        TITLES[task].format(object_name),
        object_name,
        command,
        repository,
        Standing.RUNNING,
        at,
        at,
    )
    journal.record(entry)
    return entry


def ended(journal: Journal, entry: JournalEntry, result: Result, outcome: Outcome, at: datetime) -> None:
    """Put on record how a job ended."""
    stamp = at.isoformat()
    said = [" ".join((stamp, "info", line)) for line in outcome.said[-_LINES:]]
    findings = [" ".join((stamp, level, text)) for level, text in findings_of(outcome.answer)]
    journal.record(
        replace(
            entry,
            standing=_STANDINGS[result],
            finished=at,
            error=outcome.error if result in (Result.FAILED, Result.HELD) else "",
            log=(*said, *findings[:_LINES]),
        )
    )


def findings_of(answer: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """The findings in an answer of a command: their severity, and what they say."""
    found = answer.get("findings")
    for one in found if isinstance(found, list) else ():
        if isinstance(one, Mapping):
            severity = str(one.get("severity", "info"))
            level = severity if severity in ("error", "warning") else "info"
            yield level, f"{one.get('object', '')}: {one.get('message', '')}"
