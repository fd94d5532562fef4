"""What the engine PostgreSQL does with restored files: where they go, what is offered, how they are recovered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.base import (
    CONFIGURATION,
    FROM_BACKUP,
    KEEP,
    Destination,
    Keepable,
    OutsidePart,
    PausedAt,
    ReadFile,
    Recovered,
    RecoveryRequest,
)
from pagewake.engines.postgres.configuration_preview import configuration_findings, log_findings
from pagewake.engines.postgres.continuing import Continuation, paused_at
from pagewake.engines.postgres.occupancy import refuse_running
from pagewake.engines.postgres.own_configuration import own_configuration
from pagewake.engines.postgres.preparing import ClusterRecovery
from pagewake.engines.postgres.settings import ACTION, ACTIONS, ARCHIVING, chosen_action
from pagewake.engines.postgres.tablespaces import LINKS, locations_of, old_locations, places_of
from pagewake.errors import RestoreError, UsageError
from pagewake.jobs import Job
from pagewake.model import Finding


class PostgresRecovery:
    """The recovery of PostgreSQL clusters. `disk` is where files are changed through."""

    def __init__(self, disk: Disk = REAL_DISK) -> None:
        self._disk = disk

    @property
    def choices(self) -> Mapping[str, Sequence[str]]:
        """What the server does at the target, whether it archives afterwards, and whose configuration it has."""
        return {ACTION: ACTIONS, ARCHIVING: ("off", "keep"), CONFIGURATION: (FROM_BACKUP, KEEP)}

    def outside(self, read_file: ReadFile) -> Sequence[OutsidePart]:
        """The tablespaces of the backup, but for those in place."""
        named = old_locations(read_file)
        return [OutsidePart(str(oid), text, f"{LINKS}/{oid}") for oid, text in sorted(named.items())]

    def places(self, destination: Destination) -> Mapping[str, Path]:
        """Where the tablespaces go; see `Recovery.places`."""
        chosen_action(destination.options, destination.target, prove=destination.prove)
        refuse_running(destination.directory)
        if destination.keeps_configuration:
            kept = self.keepable(destination)
            if kept.problem:
                raise UsageError(kept.problem, object_name=str(destination.directory), advice=kept.advice)
        return places_of(destination, locations_of(destination))

    def keepable(self, destination: Destination) -> Keepable:
        """The directory's own configuration, in it or elsewhere."""
        return own_configuration(destination)

    def foretell(self, destination: Destination) -> Sequence[Finding]:
        """The configuration files that will be written or kept, what is changed in them, and where the log will lie."""
        try:
            return [*configuration_findings(destination), *log_findings(destination.directory)]
        except OSError as error:
            raise RestoreError(
                f"its configuration cannot be read: {error.strerror or error}",
                object_name=str(destination.directory),
            ) from error

    def recover(self, request: RecoveryRequest, job: Job) -> Recovered:
        """Make the directory ready for a server that recovers to the target; prove it if asked to."""
        return ClusterRecovery(request, self._disk, job).run()

    def paused_at(self, directory: Path) -> PausedAt:
        """Where a server stands that was stopped while it was paused; see `Recovery.paused_at`."""
        return paused_at(directory)

    def go_on(self, request: RecoveryRequest, job: Job) -> Recovered:
        """Make a paused server ready to go on to a later target."""
        return Continuation(request, self._disk, job).run()
