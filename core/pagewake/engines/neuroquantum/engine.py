"""NeuroQuantumDB behind the engine protocol."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from uuid import UUID

import numpy as np

from pagewake.blocks import WalSummary
from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.base import (
    Destination,
    LogInspection,
    PageDescription,
    ReadFile,
    ReadSpan,
    Recovered,
    RecoveryRequest,
    WalOffer,
    WalSpan,
)
from pagewake.engines.neuroquantum import inspection
from pagewake.engines.neuroquantum.feed import feed_of_request
from pagewake.engines.neuroquantum.finish import clear_log, read_label, write_fresh_log
from pagewake.engines.neuroquantum.handover import offer_of_segments
from pagewake.engines.neuroquantum.identity import ENGINE_NAME
from pagewake.engines.neuroquantum.layout import (
    WAL_DIRECTORY,
    find_layout,
    find_page_file,
    segment_number,
)
from pagewake.engines.neuroquantum.proof import prove_database
from pagewake.engines.neuroquantum.recovery import recover_page_file
from pagewake.engines.neuroquantum.source import NeuroQuantumSource
from pagewake.engines.neuroquantum.stretches import read_stretch, summarise
from pagewake.errors import PagewakeError, RecoveryFailed, UsageError
from pagewake.jobs import Job
from pagewake.kernels import RecordKind
from pagewake.lsn import LsnStyle
from pagewake.model import RestoreTarget, TargetKind


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
        return NeuroQuantumSource(find_layout(Path(os.path.abspath(location))))

    def wal_pieces(
        self, paths: Sequence[Path], known: Sequence[WalSpan], read: ReadSpan, job: Job
    ) -> WalOffer:
        """What closed segments hold that the archive lacks; see `Engine.wal_pieces`."""
        return offer_of_segments(paths, known, read, job)

    def waiting(self, path: Path, limit: int) -> Sequence[Path]:
        """None: this database does not keep count of what is archived."""
        return ()

    def following(self, name: str, size: int) -> Iterator[str]:
        """None: a stretch's name says where it ends, and the next one's does too."""
        return iter(())

    def recovery(self, disk: Disk = REAL_DISK) -> NeuroQuantumRecovery:
        """The recovery of this engine."""
        return NeuroQuantumRecovery(disk)

    def summarise(
        self, data: bytes | memoryview, span: WalSpan, before: bytes | memoryview | None = None
    ) -> WalSummary:
        """Summarise an archived stretch again; its records do not cross stretches. Raises LogCorrupt, LogGap."""
        return summarise(read_stretch(data, span.first_lsn, span.end_lsn, name=span.name), span.timeline)

    def locate(
        self,
        data: bytes | memoryview,
        span: WalSpan,
        target: RestoreTarget,
        before: bytes | memoryview | None = None,
    ) -> int | None:
        """The LSN of a transaction's Commit record, if it is in this stretch. Raises LogCorrupt, LogGap."""
        if target.kind is not TargetKind.XID:
            return None
        try:
            wanted = UUID(str(target.value)).bytes
        except ValueError:
            raise UsageError(f"{target.value!r} is not a transaction id", advice="It is a UUID.") from None
        columns = read_stretch(data, span.first_lsn, span.end_lsn, name=span.name)
        commits = np.flatnonzero(columns.kind == RecordKind.COMMIT)
        found = commits[(columns.tx[commits] == np.frombuffer(wanted, np.uint8)).all(axis=1)]
        return int(columns.lsn[found[0]]) if len(found) else None

    def relation_names(self, read_file: ReadFile) -> Mapping[str, str]:
        """None: the one page file needs no other name."""
        return {}

    def inspect(self, paths: Sequence[Path], since: int | None, until: int | None) -> LogInspection:
        """Read WAL files outside any repository."""
        return inspection.inspect_log(paths, since, until)

    def describe_page(self, page: bytes, block: int) -> PageDescription:
        """Decode one page for people."""
        return inspection.describe_page(page, block)


class NeuroQuantumRecovery:
    """Turns restored files into a database that goes on."""

    def __init__(self, disk: Disk = REAL_DISK) -> None:
        self._disk = disk

    def places(self, destination: Destination) -> Mapping[str, Path]:
        """None: everything lies in one directory."""
        return {}

    def recover(self, request: RecoveryRequest, job: Job) -> Recovered:
        """See `Recovery.recover`. Interrupted, it can be run again on the same files."""
        page_file = find_page_file(request.directory)
        label = read_label(request.directory)
        if label is not None and label.start != request.start:
            raise RecoveryFailed(
                f"replay begins at LSN {label.start.lsn} of timeline {label.start.timeline} for these files, "
                f"and at LSN {request.start.lsn} of timeline {request.start.timeline} for the backup",
                object_name=str(request.directory),
                advice="Restore into an empty directory.",
            )
        clear_log(request.directory, self._disk)
        result = recover_page_file(
            page_file,
            feed_of_request(request.wal, request.history, request.start),
            start=request.start,
            redo=request.start if label is None else label.redo,
            consistent_from=request.stop,
            target=request.target,
            job=job,
            disk=self._disk,
        )
        identifier = request.identity.system_identifier if request.identity.derived else None
        write_fresh_log(request.directory, result.recovered, self._disk, identifier=identifier)
        proof = None
        if request.prove:
            proof = prove_database(page_file, request.directory / WAL_DIRECTORY, result.recovered, job)
        return Recovered(result.recovered, tuple(result.findings), proof)


ENGINE = NeuroQuantumEngine()
