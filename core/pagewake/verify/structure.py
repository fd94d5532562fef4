"""Whether everything that a backup names is there: tables, maps, chunks in packs of the right size, WAL."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pagewake.blocks import runs_of
from pagewake.errors import Cancelled, LogError, PagewakeError, StoreUnavailable
from pagewake.jobs import Job
from pagewake.model import Backup, Finding, Severity, WalPosition
from pagewake.repository.file_table import FileRecord
from pagewake.repository.history import History
from pagewake.repository.layers import REGION_BLOCKS
from pagewake.repository.maps import LayerRef, resolve_refs
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow
from pagewake.units import run_text

Lost = dict[tuple[bytes, ...], NDArray[np.int64]]
"""For the layers of a region the blocks whose chunks are nowhere."""


class StructureCheck:
    """Checks backups one after the other; what a backup shares with the one of its source before it is looked
    at once.
    """

    def __init__(self, repository: Repository, job: Job) -> None:
        self._repository = repository
        self._job = job
        self._load = repository.chunk_reader().read
        self._lost: dict[str, Lost] = {}
        self._histories: dict[str, History] = {}
        self.findings: list[Finding] = []
        self.readable: list[Backup] = []
        """The backups whose tables and maps can be read, so that it is known what they need."""
        self.stretches: list[StretchRow] = []
        """The WAL that makes the checked backups consistent."""
        self.damaged: set[str] = set()
        """The backups that something was reported of."""

    def check(self, backup: Backup) -> None:
        """Check one backup; damage becomes findings."""
        try:
            table = self._repository.file_table(self._repository.manifest(backup.id))
            before, lost = self._lost.get(backup.source, {}), Lost()
            for record in table:
                self._check_file(backup, record, before, lost)
            self._lost[backup.source] = lost
            self.readable.append(backup)
        except (Cancelled, StoreUnavailable):
            raise
        except PagewakeError as error:
            self._report(
                backup, "backup-unreadable", backup.id, error.account, "Restore from another backup."
            )
        self._check_wal(backup)

    def _check_file(self, backup: Backup, record: FileRecord, before: Lost, found: Lost) -> None:
        for number, layers in enumerate(record.regions):
            self._job.check()
            key = tuple(ref.id for ref in layers)
            known = found.get(key, before.get(key))
            first = number * REGION_BLOCKS
            lost = found[key] = self._lost_blocks(layers) if known is None else known
            lost = lost[lost < record.blocks - first] + first
            for block, length in runs_of(lost).tolist():
                self._report(
                    backup,
                    "blocks-missing",
                    f"{backup.id} {record.path} {run_text('block', block, length)}",
                    "The chunks that hold these blocks are in no pack of the repository.",
                    "Take a full backup; restore these blocks from another backup.",
                )

    def _lost_blocks(self, layers: Sequence[LayerRef]) -> NDArray[np.int64]:
        """The blocks of a region whose chunks are nowhere; an empty array where all is well."""
        region = resolve_refs(layers, self._load)
        there = np.append(self._repository.index.present(region.ids), True)
        return np.flatnonzero(~there[region.chunk])

    def _check_wal(self, backup: Backup) -> None:
        history = self._histories.get(backup.source)
        if history is None:
            history = self._histories[backup.source] = self._repository.wal.history(backup.source)
        try:
            rows = history.select(
                WalPosition(backup.timeline, backup.start_lsn),
                WalPosition(backup.stop_timeline, backup.stop_lsn),
            )
            self.stretches += rows
        except LogError as error:
            self._report(
                backup,
                "wal-missing",
                f"{backup.id} {error.object_name}",
                f"The WAL that makes this backup consistent is not complete: {error.what}",
                "Restore from another backup.",
            )

    def _report(self, backup: Backup, code: str, object_name: str, message: str, advice: str) -> None:
        self.damaged.add(backup.id)
        self.findings.append(Finding(Severity.ERROR, code, object_name, message, advice))
