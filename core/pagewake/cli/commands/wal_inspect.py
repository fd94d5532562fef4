"""`pagewake wal inspect`: what lies in WAL files. It needs no repository, and imports none."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.session import Session
from pagewake.cli.texts import fields, finding_text, table
from pagewake.clock import local_text
from pagewake.engines import registry
from pagewake.errors import UsageError
from pagewake.lsn import LsnStyle, parse_lsn
from pagewake.model import Severity
from pagewake.report.json_values import counts_value, finding_values, lsn_pair, time_value
from pagewake.units import count_text, size_text

if TYPE_CHECKING:
    from pagewake.engines.base import Engine, LogInspection, RecordLine

_LOOKED_AT = 1000
"""So many entries of a directory are looked at to see whose WAL it holds."""


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
