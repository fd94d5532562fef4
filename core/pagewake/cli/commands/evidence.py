"""`pagewake evidence`: what verifications, drills and proven restores found, check by check."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.places import repo_option
from pagewake.cli.repositories import opened_repository
from pagewake.cli.session import Session
from pagewake.cli.texts import fields, finding_text, table
from pagewake.clock import local_text
from pagewake.desk.places import chosen_repository
from pagewake.disk import replace_file
from pagewake.errors import OutputFailed, UsageError
from pagewake.model import CHECK_UNITS, CheckResult, CheckRow
from pagewake.report.json_values import check_values, evidence_value
from pagewake.units import counted, duration_text, size_text

if TYPE_CHECKING:
    from pagewake.repository.evidence import Evidence
    from pagewake.repository.repository import Repository

NEWEST = "latest"
SHOWN = 40
"""Rows that are printed for people; --json and --csv give all."""


@click.command(cls=Command, place_is_enough=True)
@click.argument("record", metavar="[RECORD]", required=False)
@repo_option
@click.option("--source", metavar="NAME", help="Only what is about this source.")
@click.option("--failed", is_flag=True, help="Only what found something wrong.")
@click.option(
    "--csv",
    "output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the checks of RECORD to a file, one line each.",
)
@pass_session
def evidence(
    session: Session,
    record: str | None,
    repo: str | None,
    source: str | None,
    failed: bool,
    output: Path | None,
) -> None:
    """List the verifications and proven restores on record, oldest first.

    With RECORD, an id of that list or `latest`: every check of it, with what it looked at and what came of it.
    """
    repository = opened_repository(session, chosen_repository(repo, session.settings))
    records = [
        one for one in repository.evidence.all() if source is None or _is_about(one, repository, source)
    ]
    if record is None:
        if output is not None:
            raise UsageError("which checks to write is not said", advice="Name a record, or say latest.")
        shown = [one for one in records if not failed or not one.ok]
        session.answer({"records": [evidence_value(one) for one in shown]}, _list_text(shown))
        return
    one = repository.evidence.whole(_chosen(records, record))
    rows = [row for row in one.rows if not failed or row.result is CheckResult.BAD]
    if output is not None:
        _write(output, rows)
    session.answer(
        {"record": evidence_value(one), "rows": check_values(rows)}, _record_text(one, rows, failed, output)
    )


def _is_about(record: Evidence, repository: Repository, source: str) -> bool:
    ids = {backup.id for backup in repository.existing_backups(source)}
    return record.whole or record.source == source or bool(ids.intersection(record.backups))


def _chosen(records: Sequence[Evidence], name: str) -> str:
    """The id of a record; `latest` is the newest proof, or the newest of all where none has single checks."""
    from pagewake.restore.repair_record import REPAIR_LEVEL

    if name == NEWEST and records:
        proofs = (one for one in reversed(records) if one.checked and one.level != REPAIR_LEVEL)
        return next(proofs, records[-1]).id
    if name not in {one.id for one in records}:
        raise UsageError(
            "there is no such record of a verification",
            object_name=name,
            advice="See them all: pagewake evidence --repo REPO",
        )
    return name


def _list_text(records: Sequence[Evidence]) -> str:
    if not records:
        return "Nothing is on record. Look with: pagewake verify --repo REPO"
    rows = [
        (
            one.id,
            local_text(one.started)[:16],
            one.level,
            "sound" if one.ok else "DAMAGE",
            _scope(one),
            f"{one.checked:,}" if one.checked else "-",
            f"{one.failed:,}" if one.checked else "-",
            duration_text(one.duration_ms / 1000),
        )
        for one in records
    ]
    return table(("Record", "Begun (local)", "Level", "Result", "Of", "Checks", "Failed", "Took"), rows)


def _scope(one: Evidence) -> str:
    if one.whole:
        return "everything"
    if len(one.backups) == 1:
        return one.backups[0]
    return counted(len(one.backups), "backup") if one.backups else one.source


def _record_text(one: Evidence, rows: Sequence[CheckRow], failed: bool, output: Path | None) -> str:
    looked = f"{counted(one.checked, 'check')}: {one.failed:,} failed, {one.skipped:,} could not be made"
    head = [
        ("Record", f"{one.id}, level {one.level}, {'sound' if one.ok else 'damage was found'}"),
        ("Of", ", ".join(one.backups) or one.source or "everything"),
        *([("Restored to", one.target)] if one.target else []),
        ("Begun", f"{local_text(one.started)}, in {duration_text(one.duration_ms / 1000)}"),
        *([("Compared", size_text(one.bytes_checked))] if one.bytes_checked else []),
        ("Checks", looked if one.checked else "this record has no single checks"),
        *([("Written", f"{counted(len(rows), 'row')} to {output}")] if output is not None else []),
    ]
    lines = [fields(tuple(head)), *map(finding_text, one.findings)]
    if rows:
        lines += [
            "",
            table(
                ("Check", "Object", "Result", "Looked at", "Took", "Message"), [*map(_cells, rows[:SHOWN])]
            ),
        ]
    if len(rows) > SHOWN:
        lines.append(f"{counted(len(rows) - SHOWN, 'more row')}: all of them with --json or --csv FILE.")
    if failed and not rows:
        lines.append("No check of it failed.")
    return "\n".join(lines)


def _cells(row: CheckRow) -> tuple[str, ...]:
    what = ": ".join(part for part in (row.database, row.object_name) if part) or row.backup or "-"
    unit = CHECK_UNITS.get(row.name)
    return (
        row.name,
        what,
        row.result.value,
        counted(row.count, unit) if unit else "-",
        f"{row.seconds:.3f} s",
        row.message,
    )


def _write(path: Path, rows: Sequence[CheckRow]) -> None:
    text = io.StringIO()
    columns = list(check_values([CheckRow("", "", CheckResult.GOOD)])[0])
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(check_values(rows))
    try:
        replace_file(path, text.getvalue().encode())
    except OSError as error:
        raise OutputFailed(
            f"the checks cannot be written: {error.strerror or error}", object_name=str(path)
        ) from None
