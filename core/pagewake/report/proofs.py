"""Proofs on record in an integrity report: what was looked at, what failed, and every check within bounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pagewake.check_rows import bounded_rows
from pagewake.model import CHECK_UNITS, CheckResult, CheckRow
from pagewake.report.json_values import check_values, evidence_value
from pagewake.repository.evidence import Evidence

MOST_ROWS = 2000
"""Rows of all proofs together that passed, and likewise rows that failed; a report is for reading."""
_FEWEST = 50

CHECK_WORDS = {
    "restore": "restored",
    "continuation": "went on",
    "recovery": "recovered by a server",
    "database": "looked through",
    "table-rows": "every row read",
    "sequence": "value read",
    "btree-index": "index compared with the table",
    "gin-index": "GIN index",
    "table-structure": "structure of the table",
    "visibility-map": "visibility map compared with the table",
    "module": "contrib module",
    "page-checksums": "checksums of all pages",
    "pages": "checksums and numbers of all pages",
    "page": "page",
    "free-list": "free list",
    "log": "the log goes on",
    "page-replaced": "page replaced",
    "page-put-back": "page put back",
}
"""What a check did, in words, by its name."""

Json = dict[str, Any]


def proof_values(records: Sequence[Evidence]) -> list[Json]:
    """These records, in their order, each with its counts by check and its rows (those that failed come first)."""
    most = max(_FEWEST, MOST_ROWS // max(1, len(records)))
    return [
        {
            "record": evidence_value(record),
            "counts": _counts(record.rows),
            "rows": check_values(bounded_rows(record.rows, most)),
        }
        for record in records
    ]


def _counts(rows: Sequence[CheckRow]) -> list[Json]:
    """By the name of the check, in the order of the rows that passed."""
    found: dict[str, Json] = {}
    for row in sorted(rows, key=lambda row: row.result is not CheckResult.GOOD):
        one = found.setdefault(
            row.name,
            {
                "name": row.name,
                "objects": 0,
                "failed": 0,
                "skipped": 0,
                "count": 0,
                "unit": CHECK_UNITS.get(row.name),
                "seconds": 0.0,
            },
        )
        one["objects"] += row.objects
        one["failed"] += row.objects if row.result is CheckResult.BAD else 0
        one["skipped"] += row.objects if row.result is CheckResult.SKIPPED else 0
        one["count"] += row.count
        one["seconds"] = round(one["seconds"] + row.seconds, 6)
    return list(found.values())
