"""What verifications found, kept in the repository: who looked at what, how deep, when, and what came of it.

One immutable object each, `evidence/<id>`, so that every face and every machine tells the same story of what was last
proven. Evidence helps people; nothing that restores reads it, and a repository without it is complete.

A record holds the rows of its proofs, one for each thing that was checked. They are many, so that the catalogue knows
records without them: `EvidenceBook.whole` reads one with its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from pagewake import __version__
from pagewake.check_rows import MOST_LISTED, bounded_rows, objects_with
from pagewake.clock import now as clock_now
from pagewake.errors import ObjectCorrupt, StoreError
from pagewake.model import CheckResult, CheckRow, Finding, Severity
from pagewake.repository.backup_ids import is_backup_id, new_backup_id
from pagewake.repository.catalogue import Catalogue, Kind
from pagewake.repository.decoding import UNDECODABLE
from pagewake.repository.manifest import bounded_findings
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Store

EVIDENCE = "evidence/"
MAX_EVIDENCE = 4 << 20
KEPT = 5000
"""The oldest are removed beyond this."""

_MOST_WRITTEN = MAX_EVIDENCE - (64 << 10)
"""Sealing adds a little."""
_MOST_COUNT = 2**63 - 1

Text = Annotated[str, msgspec.Meta(max_length=4096)]


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One verification. `level` is structure, data, restore, or drill (a restore to a target that was proven);
    or repair, for pages of a database that were replaced: that speaks of no backup.

    `backups` are those that were looked at; `source` is empty where it was not one source alone. `whole` says that
    everything in the repository was looked at. `checks` are what a proof looked at, in words. `damaged` are the backups
    that were found damaged, also such as were not asked for; None where whoever wrote the record did not say.
    """

    id: Text
    level: Text
    ok: bool
    backups: tuple[Text, ...]
    started: datetime
    duration_ms: Annotated[int, msgspec.Meta(ge=0)]
    source: Text = ""
    whole: bool = False
    bytes_checked: Annotated[int, msgspec.Meta(ge=0)] = 0
    checks: tuple[Text, ...] = ()
    findings: tuple[Finding, ...] = ()
    damaged: tuple[Text, ...] | None = None
    target: Text = ""
    pagewake_version: Text = __version__
    original: Text = ""
    """The id of the repository that was looked at, where it is not this one: what is here was copied from there."""
    rows: tuple[CheckRow, ...] = ()
    """What each check of a proof came to, within bounds. Empty in the catalogue."""
    checked: Annotated[int, msgspec.Meta(ge=0)] = 0
    """How many checks the rows stand for."""
    failed: Annotated[int, msgspec.Meta(ge=0)] = 0
    """How many of these found something wrong."""
    skipped: Annotated[int, msgspec.Meta(ge=0)] = 0
    """How many of these could not be made."""

    @property
    def when(self) -> datetime:
        """When it was begun."""
        return self.started

    @property
    def errors(self) -> int:
        """How many findings say that something cannot be restored."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


_DECODER = msgspec.json.Decoder(Evidence)


class EvidenceBook:
    """All evidence of a repository."""

    def __init__(self, store: Store, sealer: Sealer, *, clock: Callable[[], datetime] = clock_now) -> None:
        self._store = store
        self._sealer = sealer
        self._clock = clock
        self.catalogue: Catalogue[Evidence] = Catalogue(
            store,
            sealer,
            Kind(
                name="evidence",
                prefix=EVIDENCE,
                rows=msgspec.msgpack.Decoder(list[Evidence]),
                read=lambda key, sealed: _without_rows(self._open(key, sealed)),
                fault=lambda key, row: (
                    "" if key == EVIDENCE + row.id else "this is the row of another record"
                ),
                order=lambda row: (row.started, row.id),
                owns=lambda key: is_backup_id(key.removeprefix(EVIDENCE)),
                max_object=MAX_EVIDENCE,
            ),
        )

    def all(self) -> list[Evidence]:
        """What was seen of this repository, oldest first. Raises StoreError."""
        return [one for one in self.catalogue.rows() if not one.original]

    def of_originals(self) -> list[Evidence]:
        """What was seen of the repositories that backups were copied from, oldest first: it proves nothing of what is
        here. Raises StoreError.
        """
        return [one for one in self.catalogue.rows() if one.original]

    def whole(self, id_: str) -> Evidence:
        """One record with its rows. Raises ObjectMissing, ObjectCorrupt, StoreError."""
        key = EVIDENCE + id_
        return self._open(key, self._store.read(key, 0, MAX_EVIDENCE + 1))

    def adopt(self, record: Evidence, original: str) -> None:
        """Keep what was seen of the repository `original`, marked as that. Raises ObjectExists, StoreError."""
        marked = msgspec.structs.replace(record, original=record.original or original)
        key = EVIDENCE + marked.id
        marked, payload = _fitting(marked)
        self._store.put(key, self._sealer.seal_object(key, payload))
        self.catalogue.add(key, _without_rows(marked))

    def add(
        self,
        level: str,
        ok: bool,
        backups: Sequence[str],
        started: datetime,
        duration_ms: int,
        *,
        source: str = "",
        whole: bool = False,
        bytes_checked: int = 0,
        checks: Sequence[str] = (),
        findings: Sequence[Finding] = (),
        damaged: Sequence[str] | None = None,
        target: str = "",
        rows: Sequence[CheckRow] = (),
    ) -> Evidence | None:
        """Put a verification on record; returns it without its rows.

        None where the store takes nothing: what was seen is no less true.
        """
        kept = bounded_rows(rows)
        record = Evidence(
            id=new_backup_id(self._clock),
            level=level,
            ok=ok,
            backups=tuple(backups),
            started=started,
            duration_ms=duration_ms,
            source=source,
            whole=whole,
            bytes_checked=bytes_checked,
            checks=tuple(check[:4096] for check in checks),
            findings=bounded_findings(findings),
            damaged=None if damaged is None else tuple(damaged),
            target=target[:4096],
            rows=kept,
            checked=sum(row.objects for row in kept),
            failed=objects_with(kept, CheckResult.BAD),
            skipped=objects_with(kept, CheckResult.SKIPPED),
        )
        record, payload = _fitting(record)
        key = EVIDENCE + record.id
        try:
            self._store.put(key, self._sealer.seal_object(key, payload))
            self.catalogue.add(key, _without_rows(record))
            self.catalogue.consolidate()
            for old in self.catalogue.rows()[:-KEPT]:
                self._store.delete(EVIDENCE + old.id)
                self.catalogue.drop(EVIDENCE + old.id)
        except StoreError:
            return None
        return _without_rows(record)

    def _open(self, key: str, sealed: bytes) -> Evidence:
        payload = self._sealer.open_object(key, sealed, max_size=MAX_EVIDENCE)
        try:
            record = _DECODER.decode(payload)
        except UNDECODABLE as error:
            raise ObjectCorrupt(f"the record cannot be understood ({error})", object_name=key) from None
        if EVIDENCE + record.id != key:
            raise ObjectCorrupt(f"it is the record of {record.id}", object_name=key)
        for row in record.rows:
            if not (0 <= row.count <= _MOST_COUNT and 1 <= row.objects <= _MOST_COUNT and row.seconds >= 0):
                raise ObjectCorrupt("a row counts what cannot be", object_name=key)
        return record


def _without_rows(record: Evidence) -> Evidence:
    return msgspec.structs.replace(record, rows=()) if record.rows else record


def _fitting(record: Evidence) -> tuple[Evidence, bytes]:
    """A record as JSON that readers accept: long names may take six bytes for each character."""
    payload, most = msgspec.json.encode(record), MOST_LISTED
    while len(payload) > _MOST_WRITTEN and most:
        most //= 2
        findings = record.findings[:most]
        record = msgspec.structs.replace(record, rows=bounded_rows(record.rows, most), findings=findings)
        payload = msgspec.json.encode(record)
    return record, payload
