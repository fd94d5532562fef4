"""NeuroQuantumDB behind the engine protocol. Every part is imported when it is first needed: every command that looks
at a location asks each engine whether it is its own, and an archive command starts a process for each segment.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.neuroquantum.layout import ENGINE_NAME, find_layout, segment_number
from pagewake.errors import PagewakeError, RecoveryFailed
from pagewake.lsn import LsnStyle
from pagewake.model import RecoveredTo, RestoreTarget, TargetKind

if TYPE_CHECKING:
    from pagewake.blocks import Meanwhile, WalSummary
    from pagewake.engines.base import (
        CommitColumns,
        LogInspection,
        PageDescription,
        ReadFile,
        ReadSpan,
        RecordLine,
        WalOffer,
        WalSpan,
    )
    from pagewake.engines.neuroquantum.finishing import NeuroQuantumRecovery
    from pagewake.engines.neuroquantum.repair import StoppedPageFile
    from pagewake.engines.neuroquantum.source import NeuroQuantumSource
    from pagewake.jobs import Job


class NeuroQuantumEngine:
    """The formats and rules of NeuroQuantumDB. Stateless."""

    name = ENGINE_NAME
    title = "NeuroQuantumDB"
    lsn_style = LsnStyle.DECIMAL
    stops_at_later_commit = False
    records_past_target = 0
    targets = frozenset(
        {TargetKind.LATEST, TargetKind.IMMEDIATE, TargetKind.TIME, TargetKind.LSN, TargetKind.XID}
    )

    def recognise(self, location: str) -> bool:
        """Whether a page file and a WAL directory lie there."""
        try:
            find_layout(Path(location))
        except (PagewakeError, OSError, ValueError):
            return False
        return True

    def recognises_wal(self, path: Path) -> bool:
        """Whether a file is named like a segment."""
        return segment_number(path.name) is not None

    def open(self, location: str, *, connection: str | None = None) -> NeuroQuantumSource:
        """Open a source; there is no server, so `connection` is not used."""
        from pagewake.engines.neuroquantum.source import NeuroQuantumSource

        return NeuroQuantumSource(find_layout(Path(os.path.abspath(location))))

    def wal_pieces(
        self, paths: Sequence[Path], known: Sequence[WalSpan], read: ReadSpan, job: Job
    ) -> WalOffer:
        """What closed segments hold that the archive lacks; see `Engine.wal_pieces`."""
        from pagewake.engines.neuroquantum.handover import offer_of_segments

        return offer_of_segments(paths, known, read, job)

    def waiting(self, path: Path, limit: int) -> Sequence[Path]:
        """None: this database does not keep count of what is archived."""
        return ()

    def following(self, name: str, size: int) -> Iterator[str]:
        """None: a stretch's name says where it ends, and the next one's does too."""
        return iter(())

    def recovery(self, disk: Disk = REAL_DISK) -> NeuroQuantumRecovery:
        """The recovery of this engine."""
        from pagewake.engines.neuroquantum.finishing import NeuroQuantumRecovery

        return NeuroQuantumRecovery(disk)

    def page_options(self, *, in_place: bool) -> Mapping[str, str]:
        """None: a restored page file is at the target."""
        return {}

    def replay_pages(
        self, directory: Path, target: RestoreTarget, reached: RecoveredTo | None, job: Job, *, in_place: bool
    ) -> RecoveredTo:
        """The restore has replayed them. Raises RecoveryFailed where it did not."""
        if reached is None:
            raise RecoveryFailed("the restored pages were not replayed", object_name=str(directory))
        return reached

    def page_problems(self, directory: Path, pages: Iterable[tuple[str, int, bytes]]) -> Iterator[str]:
        """What their headers and checksums say; see `RepairsPages`."""
        for _, block, page in pages:
            described = self.describe_page(page, block)
            wrong = described.checksum_ok is False or bool(described.problems)
            yield ("; ".join(described.problems) or "its checksum is wrong") if wrong and any(page) else ""

    def stopped(self, directory: Path, page_file: str, disk: Disk = REAL_DISK) -> StoppedPageFile:
        """A closed database, to put pages back into it; see `RepairsPages`."""
        from pagewake.engines.neuroquantum.repair import StoppedPageFile

        return StoppedPageFile(Path(os.path.abspath(directory)), page_file, disk)

    def summarise(
        self, data: bytes | memoryview, span: WalSpan, before: bytes | memoryview | None = None
    ) -> WalSummary:
        """Summarise an archived stretch again; its records do not cross stretches. Raises LogCorrupt, LogGap."""
        from pagewake.engines.neuroquantum.stretches import read_stretch, summarise

        return summarise(read_stretch(data, span.first_lsn, span.end_lsn, name=span.name), span.timeline)

    def locate(
        self,
        data: bytes | memoryview,
        span: WalSpan,
        target: RestoreTarget,
        before: bytes | memoryview | None = None,
    ) -> int | None:
        """The LSN of a transaction's Commit record, if it is in this stretch. Raises LogCorrupt, LogGap."""
        from pagewake.engines.neuroquantum.stretches import locate_commit

        if target.kind is not TargetKind.XID:
            return None
        return locate_commit(data, span, str(target.value))

    def commits(
        self, data: bytes | memoryview, span: WalSpan, before: bytes | memoryview | None = None
    ) -> CommitColumns:
        """The Commit records of this stretch. Raises LogCorrupt, LogGap."""
        from pagewake.engines.neuroquantum.stretches import commits

        return commits(data, span)

    def spoiled_by(self, log: Iterable[Meanwhile]) -> str:
        """Nothing spoils a backup: its log says all that happens."""
        return ""

    def relation_names(self, read_file: ReadFile) -> Mapping[str, str]:
        """None: the one page file needs no other name."""
        return {}

    def time_zone(self, read_file: ReadFile) -> str:
        """Its machine's: there is no server."""
        return ""

    def block_records(
        self,
        data: bytes | memoryview,
        span: WalSpan,
        relation: str,
        block: int,
        before: bytes | memoryview | None = None,
    ) -> Sequence[RecordLine]:
        """The records of this stretch that name a block. Raises LogCorrupt, LogGap."""
        from pagewake.engines.neuroquantum import inspection

        return inspection.block_records(data, span, relation, block)

    def inspect(self, paths: Sequence[Path], since: int | None, until: int | None) -> LogInspection:
        """Read WAL files outside any repository."""
        from pagewake.engines.neuroquantum import inspection

        return inspection.inspect_log(paths, since, until)

    def describe_page(self, page: bytes, block: int) -> PageDescription:
        """Decode one page for people."""
        from pagewake.engines.neuroquantum import inspection

        return inspection.describe_page(page, block)


ENGINE = NeuroQuantumEngine()
