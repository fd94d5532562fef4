"""Which WAL was removed on purpose: one small object a source, written by expire before it removes any.

It tells such a hole from WAL that never came, and keeps a source that still holds its old log from archiving it
again. A repository without it, or with a damaged one, loses no more than these two comforts.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from pagewake.engines.base import WalPiece
from pagewake.errors import ObjectCorrupt, ObjectMissing
from pagewake.model import TimelineSpan
from pagewake.repository.decoding import UNDECODABLE
from pagewake.repository.sealing import Sealer
from pagewake.repository.stretches import Count, StretchRow, Timeline
from pagewake.stores.base import Store

PREFIX = "expired/"
MAX_OBJECT = 4 << 20
_SLACK = 1 << 12

ExpiredSpans = tuple[TimelineSpan, ...]
"""Ascending, apart from each other, each with an end."""


class _Object(msgspec.Struct):
    spans: list[tuple[Timeline, Count, Count]]


class ExpiredWal:
    """The removed WAL of the sources of one repository."""

    def __init__(self, store: Store, sealer: Sealer) -> None:
        self._store = store
        self._sealer = sealer

    def spans(self, source: str) -> ExpiredSpans:
        """What was removed of a source. Raises what the store raises when it does not answer."""
        key = self._key(source)
        try:
            sealed = self._store.read(key, 0, MAX_OBJECT + _SLACK)
            payload = self._sealer.open_object(key, sealed, max_size=MAX_OBJECT)
            spans = msgspec.json.decode(payload, type=_Object).spans
        except (ObjectMissing, ObjectCorrupt, *UNDECODABLE):
            return ()
        return merged(TimelineSpan(*span) for span in spans if span[1] < span[2])

    def add(self, source: str, rows: Iterable[StretchRow]) -> None:
        """Note that stretches are about to be removed. For the holder of the lock of an expiry only."""
        new = [TimelineSpan(row.timeline, row.first_lsn, row.end_lsn) for row in rows]
        if not new:
            return
        spans = merged([*self.spans(source), *new])
        key = self._key(source)
        payload = msgspec.json.encode(_Object([(one.timeline, one.begin, one.end or 0) for one in spans]))
        self._store.put(key, self._sealer.seal_object(key, payload), replace=True)

    def _key(self, source: str) -> str:
        return PREFIX + self._sealer.name_token(source)


def merged(spans: Iterable[TimelineSpan]) -> ExpiredSpans:
    """Spans with an end in ascending order, those that touch made one."""
    done: list[TimelineSpan] = []
    for span in sorted(spans, key=lambda one: (one.timeline, one.begin, one.end)):
        last = done[-1] if done else None
        if last is not None and last.timeline == span.timeline and (last.end or 0) >= span.begin:
            done[-1] = TimelineSpan(span.timeline, last.begin, max(last.end or 0, span.end or 0))
        else:
            done.append(span)
    return tuple(done)


def was_expired(piece: WalPiece, spans: ExpiredSpans) -> bool:
    """Whether all of a piece of WAL was removed before."""
    return any(
        span.timeline == piece.timeline and span.begin <= piece.first_lsn and piece.end_lsn <= (span.end or 0)
        for span in spans
    )
