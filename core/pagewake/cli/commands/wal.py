"""`pagewake wal`: what of the log is archived, what it reaches, and what lies in a WAL file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.places import repo_option
from pagewake.cli.progress import finding_text
from pagewake.cli.repositories import opened_repository
from pagewake.cli.session import Session
from pagewake.cli.texts import fields, table
from pagewake.clock import local_text
from pagewake.desk.places import chosen_repository
from pagewake.desk.sources import engine_of, sources_of
from pagewake.engines import registry
from pagewake.engines.base import Engine, LogInspection, RecordLine
from pagewake.errors import UsageError
from pagewake.insight.windows import Restorable, restorable, time_range
from pagewake.lsn import LsnStyle, parse_lsn
from pagewake.model import Severity
from pagewake.report.json_values import (
    counts_value,
    finding_values,
    gap_value,
    lsn_pair,
    time_value,
    window_value,
)
from pagewake.repository.history import EXPIRED, History
from pagewake.repository.repository import Repository
from pagewake.units import count_text, size_text

_LOOKED_AT = 1000
"""So many entries of a directory are looked at to see whose WAL it holds."""


@dataclass(frozen=True)
class _State:
    """One source's archived log and what it reaches."""

    source: str
    style: LsnStyle
    history: History
    reach: Restorable


@click.command(cls=Command)
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
    history = repository.wal.history(source)
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
    parts += [f"Backup {backup} cannot be used: {reason}" for backup, reason in state.reach.unusable.items()]
    return "\n".join(parts)


@click.command(cls=Command)
@click.argument(
    "path", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@click.option("--engine", metavar="E", help="The engine that wrote it [default: the one that recognises it].")
@click.option("--since", metavar="LSN", help="Only records at or after this LSN.")
@click.option("--until", metavar="LSN", help="Only records before this LSN.")
@click.option("--stats", "what", flag_value="stats", help="Counts by type of record (the default).")
@click.option("--blocks", "what", flag_value="blocks", help="The blocks that were changed, and how often.")
@click.option("--records", "what", flag_value="records", help="Every record; with --json one object a line.")
@pass_session
def inspect(
    session: Session,
    path: tuple[Path, ...],
    engine: str | None,
    since: str | None,
    until: str | None,
    what: str | None,
) -> int:
    """Read WAL files, or directories of them, outside any repository.

    Exit status 1: the log is damaged before its end.
    """
    chosen = registry.engine(engine) if engine else engine_for(path)
    found = chosen.inspect(
        path, parse_lsn(since) if since is not None else None, parse_lsn(until) if until is not None else None
    )
    match what or "stats":
        case "records":
            _write_records(session, found, chosen.lsn_style)
        case "blocks":
            session.answer(*_blocks(found))
        case _:
            session.answer(_stats_document(found, chosen.lsn_style), _stats_text(found, chosen))
    return 1 if any(finding.severity is Severity.ERROR for finding in found.findings) else 0


def engine_for(paths: tuple[Path, ...]) -> Engine:
    """The engine that recognises the files, or the database around them."""
    engines = registry.engines()
    files = [path for path in paths if path.is_file()]
    files += [entry for path in paths if path.is_dir() for entry in islice(path.iterdir(), _LOOKED_AT)]
    found = {name for name, one in engines.items() if any(one.recognises_wal(path) for path in files)}
    if len(found) == 1:
        return engines[found.pop()]
    places = [place for path in paths for place in (path, path.parent, path.parent.parent)]
    found = {name for name, one in engines.items() for place in places if one.recognise(str(place))}
    if len(found) == 1:
        return engines[found.pop()]
    raise UsageError(
        "which engine wrote these files cannot be told",
        advice=f"Give --engine with one of: {', '.join(engines)}",
    )


def _stats_document(found: LogInspection, style: LsnStyle) -> dict[str, Any]:
    summary, end = found.summary, found.end
    last = max(summary.end_lsn - 1, summary.first_lsn) if summary.records else None
    last = last if found.last_lsn is None else found.last_lsn
    return {
        "records": summary.records,
        **lsn_pair("first_lsn", summary.first_lsn if summary.records else None, style),
        **lsn_pair("last_lsn", last, style),
        **lsn_pair("end_lsn", end.lsn, style),
        "end_reason": end.reason,
        "end_clean": end.clean,
        "bytes": found.bytes,
        "by_type": counts_value(summary.by_type),
        "bytes_by_type": counts_value(summary.bytes_by_type),
        "commits": summary.commits,
        "aborts": summary.aborts,
        "changed_blocks": summary.changed_blocks,
        "first_time": time_value(summary.first_time),
        "last_time": time_value(summary.last_time),
        "findings": finding_values(found.findings),
    }


def _stats_text(found: LogInspection, engine: Engine) -> str:
    summary, end, text = found.summary, found.end, engine.lsn_style.text
    rows = [
        ("Engine", engine.title),
        ("Records", f"{count_text(summary.records)} in {size_text(found.bytes)}"),
        ("Changed blocks", count_text(summary.changed_blocks)),
        ("Transactions", f"{count_text(summary.commits)} committed, {count_text(summary.aborts)} aborted"),
        ("Ends", (f"at LSN {text(end.lsn)}: " if end.lsn is not None else "") + end.reason),
    ]
    if summary.records:
        rows.insert(2, ("LSNs", f"{text(summary.first_lsn)} to {text(summary.end_lsn - 1)}"))
    if summary.first_time is not None and summary.last_time is not None:
        rows.append(("Times", f"{local_text(summary.first_time)} to {local_text(summary.last_time)}"))
    types = [
        (name, count_text(count), size_text(summary.bytes_by_type.get(name, 0)))
        for name, count in counts_value(summary.by_type).items()
    ]
    parts = [fields(rows)]
    if types:
        parts.append(table(("Type", "Records", "Size"), types, right=(1, 2)))
    parts += [finding_text(finding) for finding in found.findings]
    return "\n\n".join(parts)


def _blocks(found: LogInspection) -> tuple[dict[str, Any], str]:
    """The changed blocks, sorted by file and block number. Arrays become lists once, at the edge."""
    blocks = [
        [relation, block, count]
        for relation, changes in sorted(found.summary.relations.items())
        for block, count in zip(changes.blocks.tolist(), changes.counts.tolist(), strict=True)
    ]
    text = table(("File", "Block", "Changes"), [(f, str(b), str(c)) for f, b, c in blocks], right=(1, 2))
    return {"blocks": blocks}, text


def _write_records(session: Session, found: LogInspection, style: LsnStyle) -> None:
    for record in found.records():
        session.write_line(
            json.dumps(_record_value(record, style)) if session.as_json else _line(record, style)
        )


def _record_value(record: RecordLine, style: LsnStyle) -> dict[str, Any]:
    return {
        **lsn_pair("lsn", record.lsn, style),
        "timeline": record.timeline,
        "length": record.length,
        "type": record.type,
        "tx": record.tx,
        **lsn_pair("prev", record.prev, style),
        "blocks": [list(block) for block in record.blocks],
    }


def _line(record: RecordLine, style: LsnStyle) -> str:
    parts = [f"{style.text(record.lsn):>10}", f"{record.length:>7}", f"{record.type:<20}"]
    if record.tx is not None:
        parts.append(f"tx {record.tx}")
    if record.prev is not None:
        parts.append(f"prev {style.text(record.prev)}")
    parts += [f"{relation} {block}" for relation, block in record.blocks]
    return "  ".join(parts)
