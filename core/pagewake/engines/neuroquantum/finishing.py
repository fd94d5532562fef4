"""From restored files to a database that goes on: its page file recovered, its log begun afresh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.base import (
    Destination,
    Keepable,
    OutsidePart,
    PausedAt,
    ReadFile,
    Recovered,
    RecoveryRequest,
)
from pagewake.engines.neuroquantum.feed import feed_of_request
from pagewake.engines.neuroquantum.finish import clear_log, read_label, write_fresh_log
from pagewake.engines.neuroquantum.layout import WAL_DIRECTORY, find_page_file
from pagewake.engines.neuroquantum.proof import prove_database
from pagewake.engines.neuroquantum.recovery import recover_page_file
from pagewake.errors import RecoveryFailed, RestoreError
from pagewake.jobs import Job
from pagewake.model import Finding


class NeuroQuantumRecovery:
    """Turns restored files into a database that goes on."""

    def __init__(self, disk: Disk = REAL_DISK) -> None:
        self._disk = disk

    @property
    def choices(self) -> Mapping[str, Sequence[str]]:
        """None: a database that was recovered is ready."""
        return {}

    def outside(self, read_file: ReadFile) -> Sequence[OutsidePart]:
        """None: everything lies in one directory."""
        return ()

    def keepable(self, destination: Destination) -> Keepable:
        """Nothing: a database has no configuration files."""
        return Keepable()

    def foretell(self, destination: Destination) -> Sequence[Finding]:
        """Nothing: a database has no configuration files."""
        return ()

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

    def paused_at(self, directory: Path) -> PausedAt:
        """Raise RestoreError: a restore is over when it is over."""
        raise RestoreError(
            "a restored database of this kind is ready at once, and never stands still in its recovery",
            object_name=str(directory),
            meaning="Nothing was changed.",
            advice="Restore again to the later point, into an empty directory or with --delta.",
        )

    def go_on(self, request: RecoveryRequest, job: Job) -> Recovered:
        """Raise RestoreError, as `paused_at` does."""
        self.paused_at(request.directory)
        raise AssertionError("it never stands still")
