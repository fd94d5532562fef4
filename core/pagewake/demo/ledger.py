"""The demo's database and its truth: a ledger of accounts, and an own record of every change that was
committed.

The truth is kept by the application alone. It knows what it committed and in what order, and nothing of
logs, pages headers, backups or recovery; so when a restored page equals it, that proves something.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pagewake.engines.neuroquantum.database import Database, Options
from pagewake.jobs import Job

DATA_SIZE = 4032
SEGMENT_SIZE = 256 * 1024

Change = tuple[int, int, bytes]
"""Page, offset in its data area, bytes."""


@dataclass(frozen=True)
class Commit:
    """One committed transaction: where it stands in the log, when, and what it changed."""

    lsn: int
    time: datetime
    changes: tuple[Change, ...]


class Ledger:
    """A live database under a steady load, with the truth beside it."""

    def __init__(self, directory: Path, pages: int, seed: int) -> None:
        self._random = random.Random(seed)
        self._base = [self._statement(page) for page in range(1, pages + 1)]
        self.directory = directory
        self.commits: list[Commit] = []
        self.aborted = 0
        self.database = Database.create(
            directory, name="ledger", pages=self._base, options=Options(segment_size=SEGMENT_SIZE)
        )

    @property
    def pages(self) -> int:
        """Number of data pages; they never get fewer."""
        return self.database.page_count - 1

    def run(self, transactions: int, job: Job) -> None:
        """Do business: mostly commits, some aborts, some savepoints rolled back, and the ledger grows a
        little.
        """
        for _ in range(transactions):
            job.check()
            self._transact()

    def truth(self, lsn: int) -> dict[int, bytes]:
        """Every page's data area as it was when everything committed up to `lsn` was there, and nothing
        else.
        """
        pages = {number: bytearray(content) for number, content in enumerate(self._base, start=1)}
        for commit in self.commits:
            if commit.lsn > lsn:
                break
            for page, offset, data in commit.changes:
                area = pages.setdefault(page, bytearray(DATA_SIZE))
                area[offset : offset + len(data)] = data
        return {page: bytes(area) for page, area in pages.items()}

    def close(self) -> None:
        """Close the database in good order."""
        self.database.close()

    def _transact(self) -> None:
        transaction = self.database.begin()
        changes: list[Change] = []
        if self._random.random() < 0.02:
            page = transaction.allocate()
            changes.append((page, 0, bytes(DATA_SIZE)))
            changes.append(self._write(transaction, page))
        for _ in range(self._random.randint(1, 4)):
            changes.append(self._write(transaction, self._busy_page()))
        if self._random.random() < 0.1:
            transaction.savepoint("before the correction")
            self._write(transaction, self._busy_page())
            transaction.rollback_to("before the correction")
        if self._random.random() < 0.05:
            transaction.abort()
            self.aborted += 1
            return
        lsn = transaction.commit()
        self.commits.append(Commit(lsn, datetime.now(UTC), tuple(changes)))

    def _write(self, transaction: object, page: int) -> Change:
        entry = f"{self._random.randrange(10**6):06d} {self._random.choice(_REASONS):<20}".encode()
        change = (page, self._random.randrange(0, DATA_SIZE - len(entry)), entry)
        transaction.write(*change)  # type: ignore[attr-defined]
        return change

    def _busy_page(self) -> int:
        """Most business is with few accounts, as everywhere."""
        pages = self.pages
        busy = self._random.random() < 0.8
        return self._random.randint(1, max(1, pages // 20) if busy else pages)

    def _statement(self, page: int) -> bytes:
        lines = [
            f"account {page:08d} line {line:03d} balance {self._random.randrange(10**9):>12}"
            for line in range(72)
        ]
        return "\n".join(lines).encode().ljust(DATA_SIZE, b".")[:DATA_SIZE]


_REASONS = (
    "salary",
    "rent",
    "groceries",
    "refund",
    "insurance",
    "standing order",
    "interest",
    "card payment",
)
