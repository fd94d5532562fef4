"""Summaries of stretches that join on: a record that runs from one into the next is in neither alone.

WAL can arrive out of order (several senders, a segment that was missing for a while). A stretch that was
archived before the one in front of it has a `headless` summary. Once both are there it is summarised again,
with what lies in front of it at hand.
"""

from __future__ import annotations

from pagewake.blocks import WalSummary
from pagewake.engines.base import Engine
from pagewake.repository.stretches import StretchRow
from pagewake.repository.wal_archive import WalArchive


class JoinedSummaries:
    """Gives the summaries of consecutive stretches, asked for in replay order; only the first may be headless."""

    def __init__(self, archive: WalArchive, engine: Engine) -> None:
        self._archive = archive
        self._engine = engine
        self._before: StretchRow | None = None

    def __call__(self, row: StretchRow) -> WalSummary:
        """The summary of the next stretch. Raises ObjectMissing, ObjectCorrupt, LogGap, LogCorrupt."""
        summary, before = self._archive.summary(row), self._before
        if summary.headless and before is not None:
            summary = self._engine.summarise(self._archive.read(row), row.span, self._archive.read(before))
        self._before = row
        return summary
