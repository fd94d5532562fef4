"""`pagewake wal status`: what of the log is archived, and what it reaches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.places import repo_option
from pagewake.cli.repositories import opened_repository
from pagewake.cli.session import Session
from pagewake.cli.texts import table
from pagewake.clock import local_text
from pagewake.desk.places import chosen_repository
from pagewake.desk.sources import engine_of, sources_of
from pagewake.errors import UsageError
from pagewake.insight.windows import Restorable, restorable, time_range
from pagewake.lsn import LsnStyle
from pagewake.report.json_values import gap_value, lsn_pair, time_value, window_value
from pagewake.repository.history import EXPIRED, NEVER_ARCHIVED, OBJECT_MISSING, History
from pagewake.repository.repository import Repository
from pagewake.units import size_text

_MAY_BE_CLOSED = frozenset({NEVER_ARCHIVED, OBJECT_MISSING})
_CLOSING = (
    "A gap closes when its log is archived after all, as long as the database or anybody else has it (pagewake wal "
    "push). Where it is gone, a full backup taken now begins a new restorable window."
)


@dataclass(frozen=True)
class _State:
    """One source's archived log and what it reaches."""

    source: str
    style: LsnStyle
    history: History
    reach: Restorable


@click.command(cls=Command, place_is_enough=True)
@repo_option
@click.option("--source", metavar="NAME", help="Only this source.")
@pass_session
def status(session: Session, repo: str | None, source: str | None) -> int:
    """Show archived ranges, gaps with their reasons, and restorable windows.

    Exit status 1: there are gaps, or backups that cannot be used.
    """
    repository = opened_repository(session, chosen_repository(repo, session.settings))
    known = sources_of(repository)
    if source is not None and source not in known:
        raise UsageError(f"the repository knows no source {source!r}", advice=f"It knows: {', '.join(known)}")
    states = [_state(repository, one) for one in known if source in (None, one)]
    document: dict[str, Any] = {
        "ranges": [value for state in states for value in _ranges(state)],
        "gaps": [
            {"source": state.source, **gap_value(gap, state.style)}
            for state in states
            for gap in state.reach.gaps
        ],
        "windows": [
            {"source": state.source, **window_value(window, state.style)}
            for state in states
            for window in state.reach.windows
        ],
        "unusable": [
            {"source": state.source, "backup": backup, "reason": reason}
            for state in states
            for backup, reason in state.reach.unusable.items()
        ],
    }
    text = "\n\n".join(_status_text(state) for state in states) or "The repository is empty."
    session.answer(document, text)
    unexpected = [gap for state in states for gap in state.reach.gaps if gap.reason != EXPIRED]
    return 1 if unexpected or document["unusable"] else 0


def _state(repository: Repository, source: str) -> _State:
    history = repository.history(source)
    style = engine_of(repository, source).lsn_style
    return _State(source, style, history, restorable(repository.backups(source), history))


def _ranges(state: _State) -> Iterable[dict[str, Any]]:
    for timeline in state.history.timelines.values():
        for run in timeline.runs:
            if run.first_lsn == run.end_lsn:  # a timeline's history, and none of its log
                continue
            times = time_range(run.rows)
            yield {
                "source": state.source,
                "timeline": timeline.number,
                **lsn_pair("from_lsn", run.first_lsn, state.style),
                **lsn_pair("to_lsn", run.end_lsn - 1, state.style),
                "from_time": time_value(times[0] if times else None),
                "to_time": time_value(times[1] if times else None),
                "stretches": len(run.rows),
                "bytes": sum(row.size for row in run.rows),
            }


def _status_text(state: _State) -> str:
    text, parts = state.style.text, [f"Source {state.source}"]
    ranges = [
        (str(one["timeline"]), one["from_lsn_text"], one["to_lsn_text"], size_text(one["bytes"]))
        for one in _ranges(state)
    ]
    if ranges:
        parts.append(table(("Archived: timeline", "From LSN", "To LSN", "Size"), ranges, right=(1, 2, 3)))
    else:
        parts.append("No WAL is archived.")
    windows = [
        (
            str(one.timeline),
            text(one.from_lsn),
            text(one.to_lsn),
            local_text(one.from_time)[:19] if one.from_time else "-",
            local_text(one.to_time)[:19] if one.to_time else "-",
        )
        for one in state.reach.windows
    ]
    if windows:
        headers = ("Restorable: timeline", "From LSN", "To LSN", "From", "To")
        parts.append(table(headers, windows, right=(1, 2)))
    else:
        parts.append("Nothing can be restored.")
    parts += [
        f"Gap on timeline {gap.timeline}: from LSN {text(gap.from_lsn)} to {text(gap.to_lsn)}: {gap.reason}"
        for gap in state.reach.gaps
    ]
    if any(gap.reason in _MAY_BE_CLOSED for gap in state.reach.gaps):
        parts.append(_CLOSING)
    parts += [f"Backup {backup} cannot be used: {reason}" for backup, reason in state.reach.unusable.items()]
    return "\n".join(parts)
