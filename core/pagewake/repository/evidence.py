"""What verifications found, kept in the repository: who looked at what, how deep, when, and what came of it.

One immutable object each, `evidence/<id>`, so that every face and every machine tells the same story of what was last
proven. Evidence helps people; nothing that restores reads it, and a repository without it is complete.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from pagewake import __version__
from pagewake.clock import now as clock_now
from pagewake.errors import ObjectCorrupt, StoreError
from pagewake.model import Finding, Severity
from pagewake.repository.backup_ids import is_backup_id, new_backup_id
from pagewake.repository.catalogue import Catalogue, Kind
from pagewake.repository.manifest import bounded_findings
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Store

EVIDENCE = "evidence/"
MAX_EVIDENCE = 4 << 20
KEPT = 5000
"""The oldest are removed beyond this."""

Text = Annotated[str, msgspec.Meta(max_length=4096)]


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One verification. `level` is structure, data, restore, or drill (a restore to a target that was proven).

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
                read=self._open,
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

    def adopt(self, record: Evidence, original: str) -> None:
        """Keep what was seen of the repository `original`, marked as that. Raises ObjectExists, StoreError."""
        marked = msgspec.structs.replace(record, original=record.original or original)
        key = EVIDENCE + marked.id
        self._store.put(key, self._sealer.seal_object(key, msgspec.json.encode(marked)))
        self.catalogue.add(key, marked)

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
    ) -> Evidence | None:
        """Put a verification on record. None where the store takes nothing: what was seen is no less true."""
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
        )
        key = EVIDENCE + record.id
        try:
            self._store.put(key, self._sealer.seal_object(key, msgspec.json.encode(record)))
            self.catalogue.add(key, record)
            self.catalogue.consolidate()
            for old in self.catalogue.rows()[:-KEPT]:
                self._store.delete(EVIDENCE + old.id)
                self.catalogue.drop(EVIDENCE + old.id)
        except StoreError:
            return None
        return record

    def _open(self, key: str, sealed: bytes) -> Evidence:
        payload = self._sealer.open_object(key, sealed, max_size=MAX_EVIDENCE)
        try:
            record = _DECODER.decode(payload)
        except (msgspec.DecodeError, ValueError, OverflowError, RecursionError) as error:
            raise ObjectCorrupt(f"the record cannot be understood ({error})", object_name=key) from None
        if EVIDENCE + record.id != key:
            raise ObjectCorrupt(f"it is the record of {record.id}", object_name=key)
        return record
