"""The manifest: the one object that makes a backup exist. Written last, never replaced.

Stored as JSON in a sealed object under `backups/<backup id>`. Unknown keys are tolerated, so that a newer
version may add some; a higher `format` says that this version must not guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated

import msgspec

from pagewake import __version__
from pagewake.errors import ObjectCorrupt
from pagewake.lsn import LSN_MAX
from pagewake.model import Backup, Finding, Identity, Severity, TimelineSpan, WalPosition
from pagewake.repository.backup_ids import is_backup_id
from pagewake.repository.catalogue import Kind
from pagewake.repository.decoding import VersionedJson
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Buffer
from pagewake.units import counted

BACKUPS = "backups/"
FORMAT = 1
MAX_MANIFEST = 64 << 20
MAX_FINDINGS = 1000
MAX_FINDING_TEXT = 2000
MORE_FINDINGS = "more-findings"
"""The code of the finding that says that others were left out."""

ChunkId = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
Count = Annotated[int, msgspec.Meta(ge=0)]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one backup but its bytes.

    `history` is the history of the database up to the backup's stop, oldest span first. `file_table` names
    the chunks that hold the table of its files. `pages` counts pages by what was done with them.
    `clock_begin` and `clock_end` are the time on the machine that took the backup; the log's own times may
    come from another one.
    """

    format: Annotated[int, msgspec.Meta(ge=1)] = FORMAT
    pagewake_version: str = __version__
    backup: Backup
    identity: Identity
    start: WalPosition
    stop: WalPosition
    history: tuple[TimelineSpan, ...] = ()
    file_table: tuple[ChunkId, ...] = ()
    pages: dict[str, Count] = {}
    options: dict[str, str] = {}
    statistics: dict[str, int | float] = {}
    findings: tuple[Finding, ...] = ()
    clock_begin: datetime
    clock_end: datetime


_MANIFESTS = VersionedJson(Manifest, FORMAT, "the manifest")


def manifest_key(backup_id: str) -> str:
    """Where a backup's manifest lies. Raises ValueError for what cannot be a backup id."""
    if not is_backup_id(backup_id):
        raise ValueError(f"{backup_id!r} is not a backup id")
    return BACKUPS + backup_id


def seal_manifest(sealer: Sealer, manifest: Manifest) -> tuple[str, Buffer]:
    """Key and bytes of the object. Raises ValueError for a manifest that could not be read back."""
    manifest = msgspec.structs.replace(manifest, findings=bounded_findings(manifest.findings))
    fault = manifest_fault(manifest)
    if fault:
        raise ValueError(f"the manifest of {manifest.backup.id} cannot be written: {fault}")
    key = manifest_key(manifest.backup.id)
    return key, sealer.seal_object(key, msgspec.json.encode(manifest))


def open_manifest(sealer: Sealer, key: str, sealed: bytes) -> Manifest:
    """The manifest that was stored under `key`.

    Raises:
        ObjectCorrupt: the bytes were changed, are not a manifest, or say something impossible.
        RepositoryTooNew: a newer version of the format.
    """
    manifest = _MANIFESTS.decode(sealer.open_object(key, sealed, max_size=MAX_MANIFEST), key)
    fault = manifest_fault(manifest)
    if not fault and BACKUPS + manifest.backup.id != key:
        fault = f"it is the manifest of {manifest.backup.id}"
    if fault:
        raise ObjectCorrupt(f"the manifest is damaged: {fault}", object_name=key)
    return manifest


def manifest_fault(manifest: Manifest) -> str:
    """Why a manifest of the right types cannot be true, or an empty string."""
    backup, identity = manifest.backup, manifest.identity
    fault = backup_fault(backup)
    if fault:
        return fault
    if (backup.timeline, backup.start_lsn) != (manifest.start.timeline, manifest.start.lsn):
        return "it names two start positions"
    if (backup.stop_timeline, backup.stop_lsn) != (manifest.stop.timeline, manifest.stop.lsn):
        return "it names two stop positions"
    if (backup.engine, backup.system_identifier) != (identity.engine, identity.system_identifier):
        return "it names two databases"
    if not 0 < identity.page_size <= 1 << 24:
        return "its page size is impossible"
    if manifest.clock_begin.tzinfo is None or manifest.clock_end.tzinfo is None:
        return "a time has no zone"
    spans = manifest.history
    if any(not 0 <= span.begin <= LSN_MAX or not 0 <= (span.end or 0) <= LSN_MAX for span in spans):
        return "its history holds an impossible LSN"
    return ""


def backup_fault(backup: Backup) -> str:
    """Why a backup's row of the right types cannot be true, or an empty string."""
    if not is_backup_id(backup.id) or (backup.parent is not None and not is_backup_id(backup.parent)):
        return "a backup id is malformed"
    if not 0 < len(backup.source) <= 255:
        return "the name of its source is empty or too long"
    if not (0 <= backup.start_lsn <= LSN_MAX and 0 <= backup.stop_lsn <= LSN_MAX):
        return "an LSN is out of range"
    if (backup.timeline, backup.start_lsn) > (backup.stop_timeline, backup.stop_lsn) or backup.timeline < 0:
        return "it stops before it starts"
    if backup.started.tzinfo is None or backup.finished.tzinfo is None:
        return "a time has no zone"
    if min(backup.pages, backup.files, backup.logical_bytes, backup.bytes_read, backup.bytes_written) < 0:
        return "a count is negative"
    if backup.findings < 0 or backup.duration_ms < 0:
        return "a count is negative"
    return ""


def backup_kind(sealer: Sealer) -> Kind[Backup]:
    """Backups as the catalogue keeps them."""
    return Kind(
        name="backups",
        prefix=BACKUPS,
        rows=msgspec.msgpack.Decoder(list[Backup]),
        read=lambda key, sealed: open_manifest(sealer, key, sealed).backup,
        fault=_row_fault,
        order=lambda backup: (backup.started, backup.id),
        owns=lambda key: is_backup_id(key.removeprefix(BACKUPS)),
        max_object=MAX_MANIFEST,
    )


def _row_fault(key: str, backup: Backup) -> str:
    if key != BACKUPS + backup.id:
        return "this is the row of another backup"
    return backup_fault(backup)


def bounded_findings(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """At most MAX_FINDINGS findings of bounded text; one more says how many were left out."""
    kept = tuple(_bounded(findings[:MAX_FINDINGS]))
    left_out = len(findings) - MAX_FINDINGS
    if left_out <= 0:
        return kept
    more = Finding(
        Severity.WARNING,
        MORE_FINDINGS,
        "",
        f"{counted(left_out, 'more finding is', 'more findings are')} not kept in the manifest.",
    )
    return (*kept[:-1], more) if left_out == 1 and kept[-1].code == more.code else (*kept, more)


def _bounded(findings: Iterable[Finding]) -> Iterable[Finding]:
    for finding in findings:
        yield replace(
            finding,
            object_name=finding.object_name[:MAX_FINDING_TEXT],
            message=finding.message[:MAX_FINDING_TEXT],
            advice=finding.advice[:MAX_FINDING_TEXT],
        )
