"""The WAL archive: stretches of log, each with its summary, kept once and never changed.

A stretch is two objects:

* `wal/<source>/<timeline>/<name>`: the raw WAL, sealed;
* `summaries/<source>/<timeline>/<name>.<digest>`: its row and its summary. This one makes the stretch exist.

In an encrypted repository every part is a token that tells nothing. The first key follows from the name
alone, so looking a segment up needs no listing, and two different segments of one name cannot both be
stored; the second one follows from name and content, so what lies under it is always the same and may be
kept in the catalogue.

Order of writing: WAL, then summary. Stopped in between, the WAL is there and does not count; adding it
again completes it. Order of removing: summary, then WAL. Stopped in between, the WAL is there and does not
count, and `leftovers` finds it, also for prune to remove. At no moment is there a row without its WAL.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import msgspec
from blake3 import blake3

from pagewake.blocks import WalSummary
from pagewake.clock import now as clock_now
from pagewake.engines.base import WalPiece, WalSpan
from pagewake.engines.registry import lsn_style
from pagewake.errors import LogConflict, LogGap, ObjectCorrupt, ObjectExists, ObjectMissing
from pagewake.model import Finding, Identity, TimelineSpan
from pagewake.repository.catalogue import Catalogue, Kind
from pagewake.repository.decoding import UNDECODABLE, refuse_newer
from pagewake.repository.expired_wal import ExpiredWal, merged
from pagewake.repository.history import History, Lost, history_of, history_order
from pagewake.repository.locks import Locks, uptime_seconds
from pagewake.repository.sealing import Sealer
from pagewake.repository.stretches import StretchRow, row_fault, row_of_piece
from pagewake.repository.summaries import MAX_SUMMARY, decode_summary, encode_summary
from pagewake.repository.wal_keys import SUMMARIES, WAL, StretchKeys, WalKeys
from pagewake.repository.wal_leftovers import LEASE_SECONDS, WalLeftovers
from pagewake.stores.base import Buffer, Store

MAX_WAL = 2 << 30
MAX_RECORD = MAX_SUMMARY + (1 << 16)
_SLACK = 1 << 12
"""More than sealing ever adds to what cannot be compressed."""
_FORMAT = 1
_Parts = tuple[int, msgspec.Raw, bytes]
# Made once, and not by several threads at a time: see decoding.py.
_PARTS = msgspec.msgpack.Decoder(_Parts)
_ROWS = msgspec.msgpack.Decoder(StretchRow)


@dataclass(frozen=True)
class SealedWal:
    """A stretch of WAL on its way: where it goes, and what goes there; nothing where there is some already.

    `held`: that was seen to be the same.
    """

    key: str
    name: str
    digest: bytes
    content: Buffer | None
    held: bool = False


class WalArchive:
    """The archived WAL of all sources of one repository. For one thread, except where a method says otherwise."""

    def __init__(self, store: Store, sealer: Sealer, *, clock: Callable[[], datetime] = clock_now) -> None:
        self._store = store
        self._sealer = sealer
        self._clock = clock
        self._keys = WalKeys(store, sealer)
        self._counting = threading.Lock()
        self.stored_bytes = 0
        """What this object has added to the store."""
        self.catalogue: Catalogue[StretchRow] = Catalogue(store, sealer, self._kind())
        self.expired = ExpiredWal(store, sealer)
        self.leftovers = WalLeftovers(store, self._keys, self.catalogue, Locks(store, sealer, clock=clock))
        self._stored_at: dict[str, float] = {}

    def sources(self) -> list[str]:
        """The names of all sources of which WAL is archived."""
        return sorted({row.source for row in self.catalogue.rows()})

    def rows(self, source: str) -> list[StretchRow]:
        """The rows of one source in the order of history."""
        return history_order(row for row in self.catalogue.rows() if row.source == source)

    def history(self, source: str, *, without: Collection[tuple[int, str]] = ()) -> History:
        """What of the history of one source can be replayed; lists its WAL to see what is gone.

        `without` are stretches, by timeline and name, to be taken for removed. Raises LogAmbiguous.
        """
        rows = self.rows(source)
        gone = [row for row in rows if (row.timeline, row.name) in without]
        left = [row for row in rows if (row.timeline, row.name) not in without]
        spans = [TimelineSpan(row.timeline, row.first_lsn, row.end_lsn) for row in gone]
        return history_of(left, self.lost(source), merged([*self.expired.spans(source), *spans]))

    def add(self, source: str, piece: WalPiece, identity: Identity) -> bool:
        """Archive one stretch; returns False when it is there already.

        A crash in the middle is mended by adding it again, and so is WAL that the store lost. Raises
        LogConflict: other WAL is stored under this name; it is left as it is.
        """
        return self.record(source, piece, self.upload(source, piece), identity)

    def upload(self, source: str, piece: WalPiece) -> bytes:
        """The first half of `add`, for any thread: make the WAL durable, without a row yet; its digest.

        Raises LogConflict.
        """
        sealed = self.seal(source, piece)
        self.put_sealed(sealed)
        return sealed.digest

    def seal(self, source: str, piece: WalPiece) -> SealedWal:
        """What `put_sealed` stores of a piece, for any thread: the piece's own bytes are not needed any more then."""
        digest = blake3(piece.data).digest()
        key = self._keys.wal_key(source, piece.timeline, piece.name)
        there = self._keys.exists(key)
        held = there and self.holds(source, piece.timeline, piece.name, digest)
        return SealedWal(key, piece.name, digest, None if there else self._sealed(key, piece.data), held)

    def put_sealed(self, sealed: SealedWal) -> None:
        """Make sealed WAL durable, without a row yet; for any thread. Raises LogConflict."""
        if sealed.content is not None:
            began = uptime_seconds()
            try:
                self._put(sealed.key, sealed.content)
            except ObjectExists:  # another process was quicker
                pass
            else:
                with self._counting:
                    self._stored_at[sealed.key] = began
                return
        if not sealed.held and blake3(self._open_wal(sealed.key)).digest() != sealed.digest:
            raise LogConflict(
                f"other WAL is already archived under the name {sealed.name}", object_name=sealed.key
            )

    def row_of(self, source: str, piece: WalPiece, digest: bytes, identity: Identity) -> StretchRow:
        """The row under which a piece is recorded. Raises ValueError: it cannot be."""
        row = row_of_piece(source, piece, digest, identity, self._clock().astimezone(UTC))
        fault = _fault(row)
        if fault:
            raise ValueError(f"the stretch {piece.name} cannot be archived: {fault}")
        return row

    def record(self, source: str, piece: WalPiece, digest: bytes, identity: Identity) -> bool:
        """The second half of `add`: have WAL that was uploaded exist, unless it does already."""
        row = self.row_of(source, piece, digest, identity)
        return self.record_row(row, piece.summary, lambda: piece.data)

    def record_row(self, row: StretchRow, summary: WalSummary, data: Callable[[], Buffer]) -> bool:
        """As `record`, for a row that was made before; `data` gives the WAL again, should it be needed."""
        keys = self.keys(row.source, row.timeline, row.name, row.digest)
        if self._keys.exists(keys.summary):
            self.catalogue.expire()  # another process may have archived it since the catalogue was read
            return False
        stored = self._stored_at.pop(keys.wal, None)
        if stored is not None and uptime_seconds() - stored < LEASE_SECONDS:
            added = self._store_row(row, summary)
            if uptime_seconds() - stored < LEASE_SECONDS:
                return added
        else:
            added = None
        with self.leftovers.adopting():  # nobody knows how long that WAL has been there: prune may be at it
            there = self._keys.exists(keys.wal)
            content = None if there else self._sealed(keys.wal, data())
            self.put_sealed(SealedWal(keys.wal, row.name, row.digest, content))
            return self._store_row(row, summary) if added is None else added

    def _store_row(self, row: StretchRow, summary: WalSummary) -> bool:
        """Have WAL that is there exist; returns False where somebody was quicker."""
        key = self.keys(row.source, row.timeline, row.name, row.digest).summary
        payload = msgspec.msgpack.encode((_FORMAT, row, encode_summary(summary)))
        try:
            self._put(key, self._sealer.seal_object(key, payload))
        except ObjectExists:  # another process archived the same stretch at the same time
            self.catalogue.expire()
            return False
        self.catalogue.add(key, row)
        return True

    def holds(self, source: str, timeline: int, name: str, digest: bytes) -> bool:
        """Whether WAL of this name and this BLAKE3 is archived and still there; asks the store. Any thread."""
        return self._keys.holds(source, timeline, name, digest)

    def get(self, source: str, timeline: int, name: str) -> bytes:
        """The WAL of one stretch by name, without listing anything. Raises ObjectMissing, ObjectCorrupt."""
        return self._open_wal(self._keys.wal_key(source, timeline, name))

    def read(self, row: StretchRow) -> bytes:
        """The WAL of a row, compared with the row's digest.

        Raises:
            LogGap: the row is there and its WAL is not.
            ObjectCorrupt: the bytes are not those that were archived.
        """
        return self._read(row.source, row.span)

    def reader(self, source: str) -> Callable[[WalSpan], bytes]:
        """How an engine reads spans of one source."""
        return partial(self._read, source)

    def summary(self, row: StretchRow) -> WalSummary:
        """The summary of a row. Raises ObjectMissing, ObjectCorrupt."""
        key = self.keys(row.source, row.timeline, row.name, row.digest).summary
        stored, encoded = self._open_record(key, self._store.read(key, 0, MAX_RECORD + _SLACK))
        if stored.digest != row.digest:
            raise ObjectCorrupt("this is the summary of other WAL", object_name=key)
        return decode_summary(encoded, object_name=key)

    def replace_summary(self, row: StretchRow, summary: WalSummary) -> None:
        """Put the right summary in the place of a damaged one, in one step. For whoever repairs."""
        key = self.keys(row.source, row.timeline, row.name, row.digest).summary
        payload = msgspec.msgpack.encode((_FORMAT, row, encode_summary(summary)))
        self._store.put(key, self._sealer.seal_object(key, payload), replace=True)
        self.catalogue.add(key, row)

    def mend(self, source: str, piece: WalPiece) -> bytes:
        """Put the right WAL where it is damaged or gone, in one step, as `upload` does; for any thread; its digest.

        Raises LogConflict: other WAL lies there, and can be read; it is left as it is.
        """
        digest = blake3(piece.data).digest()
        key = self._keys.wal_key(source, piece.timeline, piece.name)
        try:
            there = self._open_wal(key)
        except (ObjectCorrupt, ObjectMissing):
            self._put(key, self._sealed(key, piece.data), replace=True)
        else:
            if blake3(there).digest() != digest:
                raise LogConflict(
                    f"other WAL is already archived under the name {piece.name}", object_name=key
                )
        return digest

    def remove(self, row: StretchRow) -> None:
        """Remove a stretch; what is already gone is no error."""
        keys = self.keys(row.source, row.timeline, row.name, row.digest)
        self._store.delete(keys.summary)
        self.catalogue.drop(keys.summary)
        self._store.delete(keys.wal)

    def lost(self, source: str) -> Lost:
        """Rows whose WAL is not in the store, for `history_of`. Lists the source's WAL."""
        there = self.stored(source)
        places = ((row.timeline, row.name) for row in self.rows(source))
        return frozenset(place for place in places if place not in there)

    def stored(self, source: str) -> dict[tuple[int, str], int]:
        """How many bytes the WAL of each row takes in the store, by timeline and name; those it has lost are not there.

        Lists the source's WAL.
        """
        sizes = {info.key: info.size for info in self._store.list(self._keys.source_prefix(WAL, source))}
        keys = {
            (row.timeline, row.name): self._keys.wal_key(source, row.timeline, row.name)
            for row in self.rows(source)
        }
        return {place: sizes[key] for place, key in keys.items() if key in sizes}

    @property
    def findings(self) -> list[Finding]:
        """What of the archive's records could not be read."""
        return self.catalogue.findings

    def keys(self, source: str, timeline: int, name: str, digest: bytes) -> StretchKeys:
        """Where the objects of a stretch lie."""
        return self._keys.keys(source, timeline, name, digest)

    def _read(self, source: str, span: WalSpan) -> bytes:
        key = self._keys.wal_key(source, span.timeline, span.name)
        try:
            data = self._open_wal(key)
        except ObjectMissing as error:
            text = lsn_style(next((row.engine for row in self.rows(source)), "")).text
            raise LogGap(
                f"the archived WAL {span.name} is missing from the store",
                object_name=f"LSN {text(span.first_lsn)} to {text(span.end_lsn)} on timeline {span.timeline}",
            ) from error
        if len(data) != span.size or blake3(data).digest() != span.digest:
            raise ObjectCorrupt(f"this is not the WAL that was archived as {span.name}", object_name=key)
        return data

    def _sealed(self, key: str, data: Buffer) -> Buffer:
        if len(memoryview(data).cast("B")) > MAX_WAL:
            raise ValueError(f"a stretch of WAL has at most {MAX_WAL} bytes")
        return self._sealer.seal_object(key, data)

    def _put(self, key: str, sealed: Buffer, *, replace: bool = False) -> None:
        self._store.put(key, sealed, replace=replace)
        with self._counting:
            self.stored_bytes += len(sealed)

    def _open_wal(self, key: str) -> bytes:
        return self._sealer.open_object(key, self._store.read(key, 0, MAX_WAL + _SLACK), max_size=MAX_WAL)

    def _open_record(self, key: str, sealed: bytes) -> tuple[StretchRow, bytes]:
        """Row and encoded summary of a sealed summary object."""
        payload = self._sealer.open_object(key, sealed, max_size=MAX_RECORD)
        try:
            version, packed, summary = _PARTS.decode(payload)
            refuse_newer(version, _FORMAT, "the record of this WAL", key)
            row = _ROWS.decode(packed)
        except UNDECODABLE as error:
            raise ObjectCorrupt(f"the record of this WAL is damaged ({error})", object_name=key) from None
        fault = _fault(row)
        if not fault and self.keys(row.source, row.timeline, row.name, row.digest).summary != key:
            fault = "it belongs under another key"
        if fault:
            raise ObjectCorrupt(f"the record of this WAL is damaged: {fault}", object_name=key)
        return row, summary

    def _kind(self) -> Kind[StretchRow]:
        return Kind(
            name="wal",
            prefix=SUMMARIES,
            rows=msgspec.msgpack.Decoder(list[StretchRow]),
            read=lambda key, sealed: self._open_record(key, sealed)[0],
            fault=lambda _, row: row_fault(row),
            order=lambda row: (row.source, row.timeline, row.first_lsn, row.end_lsn, row.name),
            owns=lambda key: key.count("/") == 3,
            max_object=MAX_RECORD + _SLACK,
        )


def _fault(row: StretchRow) -> str:
    if not 0 < len(row.name) <= 255 or not 0 < len(row.source) <= 255:
        return "a name is empty or too long"
    return row_fault(row)
