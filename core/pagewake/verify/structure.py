"""Whether everything that a backup names is there: tables, maps, chunks in packs of the right size, WAL."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from pagewake.blocks import runs_of
from pagewake.engines.base import Engine
from pagewake.errors import LogError, PagewakeError
from pagewake.jobs import Job
from pagewake.model import Backup, Finding, Severity, WalPosition
from pagewake.repository.file_table import FileRecord
from pagewake.repository.history import History, history_of
from pagewake.repository.layers import REGION_BLOCKS
from pagewake.repository.maps import RegionMap, resolve_refs
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow

RegionKey = tuple[bytes, ...]


class StructureCheck:
    """Checks backups one after the other; what backups share is looked at once."""

    def __init__(self, repository: Repository, engine_of: Callable[[str], Engine], job: Job) -> None:
        self._repository = repository
        self._engine_of = engine_of
        self._job = job
        self._regions: dict[RegionKey, tuple[RegionMap, np.ndarray]] = {}
        self._histories: dict[str, History] = {}
        self._load = repository.chunk_reader().read
        self.findings: list[Finding] = []
        self.chunks: set[bytes] = set()
        """Every chunk that the checked backups need: data, map layers and table pieces."""
        self.stretches: list[StretchRow] = []
        """The WAL that makes the checked backups consistent."""

    def check(self, backup: Backup) -> None:
        """Check one backup; damage becomes findings."""
        try:
            manifest = self._repository.manifest(backup.id)
            self.chunks.update(manifest.file_table)
            for record in self._repository.file_table(manifest):
                self._check_file(backup, record)
        except PagewakeError as error:
            self._report("backup-unreadable", backup.id, str(error), "Restore from another backup.")
        self._check_wal(backup)

    def _check_file(self, backup: Backup, record: FileRecord) -> None:
        blocks = -(-record.size // record.page_size)
        for number, layers in enumerate(record.regions):
            self._job.check()
            count = min(REGION_BLOCKS, blocks - number * REGION_BLOCKS)
            region, there = self._region(layers)
            lost = np.flatnonzero((region.chunk[:count] >= 0) & ~there[np.maximum(region.chunk[:count], 0)])
            for block, length in runs_of(lost + number * REGION_BLOCKS).tolist():
                self._report(
                    "blocks-missing",
                    f"{backup.id} {record.path} blocks {block} to {block + length - 1}",
                    "The chunks that hold these blocks are in no pack of the repository.",
                    "Take a full backup; restore these blocks from another backup.",
                )

    def _region(self, layers: object) -> tuple[RegionMap, np.ndarray]:
        key = tuple(ref.id for ref in layers)  # type: ignore[attr-defined]
        known = self._regions.get(key)
        if known is None:
            region = resolve_refs(layers, self._load)  # type: ignore[arg-type]
            there = self._repository.index.present(region.ids) if len(region.ids) else np.zeros(1, bool)
            self.chunks.update(key)
            self.chunks.update(bytes(chunk) for chunk in region.ids)
            known = self._regions[key] = (region, there)
        return known

    def _check_wal(self, backup: Backup) -> None:
        history = self._histories.get(backup.source)
        if history is None:
            wal = self._repository.wal
            history = self._histories[backup.source] = history_of(wal.rows(backup.source), wal.lost(backup.source))
        try:
            self.stretches += history.select(
                WalPosition(backup.timeline, backup.start_lsn), WalPosition(backup.stop_timeline, backup.stop_lsn)
            )
        except LogError as error:
            self._report(
                "wal-missing",
                f"{backup.id} {error.object_name}",
                f"The WAL that makes this backup consistent is not complete: {error.what}",
                "Restore from another backup.",
            )

    def _report(self, code: str, object_name: str, message: str, advice: str) -> None:
        self.findings.append(Finding(Severity.ERROR, code, object_name, message, advice))
