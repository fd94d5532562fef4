"""A row of the WAL archive: what windows, gaps and plans need to know of one stretch, without its summary.

Rows are small, immutable and complete: the catalogue keeps a hundred thousand of them in one object and
decodes them in a fraction of a second, so everything that is asked of *all* stretches is answered from
rows.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from pagewake.blocks import WalSummary
from pagewake.engines.base import WalPiece, WalSpan
from pagewake.lsn import LSN_MAX
from pagewake.model import Identity, TimelineSpan, WalPosition

TIMELINE_MAX = 2**32 - 1
DIGEST_SIZE = 32
MAX_NAME = 255

Count = Annotated[int, msgspec.Meta(ge=0)]
Timeline = Annotated[int, msgspec.Meta(ge=0, le=TIMELINE_MAX)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_NAME)]
Instant = Annotated[datetime, msgspec.Meta(tz=True)]
Digest = Annotated[bytes, msgspec.Meta(min_length=DIGEST_SIZE, max_length=DIGEST_SIZE)]


class StretchRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One archived stretch of WAL: positions `first_lsn` up to, but without, `end_lsn` of `timeline`.

    `digest` is BLAKE3 of the raw WAL, `size` its length. `origin`, on the first stretch of a timeline that
    does not begin history, is the span of the timeline before it, ending where this one forks. Times are
    those of the log's records. New fields are only ever added at the end, with a default.
    """

    source: Name
    name: Name
    timeline: Timeline
    first_lsn: Count
    end_lsn: Count
    size: Count
    digest: Digest
    origin: TimelineSpan | None
    archived: Instant
    engine: Name
    system_identifier: Annotated[str, msgspec.Meta(max_length=MAX_NAME)]
    records: Count = 0
    commits: Count = 0
    changed_blocks: Count = 0
    restore_points: Count = 0
    first_time: Instant | None = None
    last_time: Instant | None = None
    first_commit_time: Instant | None = None
    last_commit_time: Instant | None = None
    incomplete_from: Count | None = None
    """Where in it the log begins to lack changes, so that no replay goes further; None where it says nothing of it."""

    @property
    def begin(self) -> WalPosition:
        """Where the stretch begins."""
        return WalPosition(self.timeline, self.first_lsn)

    @property
    def span(self) -> WalSpan:
        """The row as engines see it."""
        return WalSpan(
            self.name, self.timeline, self.first_lsn, self.end_lsn, self.size, self.digest, self.origin
        )


def row_of_piece(
    source: str, piece: WalPiece, digest: bytes, identity: Identity, archived: datetime
) -> StretchRow:
    """The row under which a new piece of WAL is archived."""
    summary: WalSummary = piece.summary
    return StretchRow(
        source=source,
        name=piece.name,
        timeline=piece.timeline,
        first_lsn=piece.first_lsn,
        end_lsn=piece.end_lsn,
        size=len(memoryview(piece.data).cast("B")),
        digest=digest,
        origin=piece.origin,
        archived=archived,
        engine=identity.engine,
        system_identifier=identity.system_identifier,
        records=summary.records,
        commits=summary.commits,
        changed_blocks=summary.changed_blocks,
        restore_points=len(summary.restore_points),
        first_time=summary.first_time,
        last_time=summary.last_time,
        first_commit_time=summary.first_commit_time,
        last_commit_time=summary.last_commit_time,
        incomplete_from=summary.incomplete_from,
    )


def row_fault(row: StretchRow) -> str:
    """Why a decoded row cannot be true, or an empty string. Types and lengths were checked by decoding."""
    if not row.first_lsn <= row.end_lsn <= LSN_MAX:
        return "its LSN range is impossible"
    origin = row.origin
    if origin is None:
        return ""
    if not 0 <= origin.timeline < row.timeline:
        return "its timeline does not come after the one it forks from"
    if origin.end is None or not 0 <= origin.begin <= origin.end <= LSN_MAX:
        return "the span before it is impossible"
    return ""
