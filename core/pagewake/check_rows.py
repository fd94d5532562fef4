"""Collecting the rows of a proof within bounds, whatever the number of relations.

Every failure is listed up to a bound, and so are the first of the checks that passed (engines look at the largest
objects first). What is beyond is summed up, one row for each check of each database, which says how many it stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pagewake.model import CheckResult, CheckRow
from pagewake.units import counted

MOST_LISTED = 1000
"""Rows of each result that are listed one by one."""
MOST_SUMS = 500
"""Sums of each result; beyond that databases, and then backups, are no longer told apart."""
_MOST_NAME, _MOST_MESSAGE = 300, 1000
_ORDER = (CheckResult.BAD, CheckResult.SKIPPED, CheckResult.GOOD)
_TOGETHER = {
    CheckResult.GOOD: "{0} that passed: not listed one by one",
    CheckResult.BAD: "{0} that failed: not listed one by one",
    CheckResult.SKIPPED: "{0} that could not be checked: not listed one by one",
}
_Key = tuple[str, str, str]


@dataclass
class _Sum:
    objects: int = 0
    count: int = 0
    seconds: float = 0.0


class RowBook:
    """Takes rows one by one, and keeps a bounded number of them."""

    def __init__(self, most: int = MOST_LISTED) -> None:
        self._most = most
        self._listed: dict[CheckResult, list[CheckRow]] = {result: [] for result in _ORDER}
        self._sums: dict[CheckResult, dict[_Key, _Sum]] = {result: {} for result in _ORDER}

    def add(self, row: CheckRow) -> None:
        """Keep a row, or count it."""
        listed = self._listed[row.result]
        if row.objects == 1 and len(listed) < self._most:
            listed.append(_bounded(row))
            return
        sums = self._sums[row.result]
        key = next(key for key in _keys(row) if key in sums or len(sums) < MOST_SUMS or not any(key[:2]))
        one = sums.setdefault(key, _Sum())
        one.objects += row.objects
        one.count += row.count
        one.seconds += row.seconds

    def rows(self) -> tuple[CheckRow, ...]:
        """What was kept: failures, what was skipped, what passed; behind each its sums."""
        found: list[CheckRow] = []
        for result in _ORDER:
            found += self._listed[result]
            found += [
                CheckRow(
                    name,
                    "",
                    result,
                    one.count,
                    round(one.seconds, 6),
                    _TOGETHER[result].format(counted(one.objects, "object")),
                    database,
                    one.objects,
                    backup,
                )
                for (backup, database, name), one in sorted(self._sums[result].items())
            ]
        return tuple(found)


def bounded_rows(rows: Iterable[CheckRow], most: int = MOST_LISTED) -> tuple[CheckRow, ...]:
    """At most `most` rows of each result one by one, the others summed up."""
    book = RowBook(most)
    for row in rows:
        book.add(row)
    return book.rows()


def objects_with(rows: Sequence[CheckRow], result: CheckResult) -> int:
    """How many checks came to this result, also those that are summed up."""
    return sum(row.objects for row in rows if row.result is result)


def _keys(row: CheckRow) -> tuple[_Key, ...]:
    """As what a row is counted, the most exact first."""
    return (row.backup, row.database, row.name), (row.backup, "", row.name), ("", "", row.name)


def _bounded(row: CheckRow) -> CheckRow:
    seconds = round(row.seconds, 6)
    if (
        len(row.object_name) <= _MOST_NAME
        and len(row.database) <= _MOST_NAME
        and len(row.message) <= _MOST_MESSAGE
    ):
        return row if seconds == row.seconds else replace(row, seconds=seconds)
    return replace(
        row,
        object_name=row.object_name[:_MOST_NAME],
        database=row.database[:_MOST_NAME],
        message=row.message[:_MOST_MESSAGE],
        seconds=seconds,
    )
