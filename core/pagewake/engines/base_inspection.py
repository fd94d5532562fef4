"""The protocol between the use-cases and an engine: pages and logs decoded for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pagewake.blocks import WalSummary
from pagewake.model import Finding


@dataclass(frozen=True)
class PageField:
    """One decoded field of a page header: where it is, what it holds, what that means."""

    name: str
    offset: int
    size: int
    value: str
    note: str = ""


@dataclass(frozen=True)
class PageDescription:
    """One page, decoded for people."""

    fields: tuple[PageField, ...]
    lsn: int | None
    checksum_ok: bool | None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class LogEnd:
    """Where and why reading a log stopped. `clean` says whether a healthy log may end like that."""

    lsn: int | None
    reason: str
    clean: bool


@dataclass(frozen=True)
class RecordLine:
    """One record of the log for people and scripts (`wal inspect --records`)."""

    lsn: int
    length: int
    type: str
    tx: str | None
    prev: int | None
    blocks: tuple[tuple[str, int], ...]
    timeline: int = 1


@dataclass(frozen=True)
class LogInspection:
    """What `wal inspect` found in some WAL files."""

    summary: WalSummary
    end: LogEnd
    bytes: int
    findings: tuple[Finding, ...]
    records: Callable[[], Iterator[RecordLine]]
    last_lsn: int | None = None
    """Where the last record begins, if that is not the LSN before the summary's end."""


@dataclass(frozen=True, eq=False)
class CommitColumns:
    """The transactions that a stretch of log commits, in log order, one row each.

    A record stands from `lsn` up to, but without, `end_lsn`. `time` is in microseconds since 1970 UTC, rounded down;
    it need not rise. `prepared` says that an earlier session had prepared it (two-phase commit). `transaction` gives
    the id of a row's transaction as people write it: only called for the rows that are shown. `removals` gives, by the
    LSNs of such records, the keys of the relations whose files a transaction removed: dropped, truncated, or written
    anew.
    """

    lsn: NDArray[np.uint64]
    end_lsn: NDArray[np.uint64]
    time: NDArray[np.int64]
    prepared: NDArray[np.bool_]
    transaction: Callable[[int], str]
    removals: Callable[[], Mapping[int, tuple[str, ...]]] = dict

    def __len__(self) -> int:
        return len(self.lsn)

    def removed(self, row: int) -> tuple[str, ...]:
        """What a row's transaction removed."""
        return self.removals().get(int(self.lsn[row]), ())

    def removing(self) -> NDArray[np.int64]:
        """The rows whose transactions removed anything, in log order."""
        return np.flatnonzero(np.isin(self.lsn, np.fromiter(self.removals(), np.uint64)))
