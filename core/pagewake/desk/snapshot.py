"""All that a face shows of one repository, read in one go: a value that no view has to ask a store for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pagewake.clock import now as clock_now
from pagewake.desk.places import RepositoryPlace
from pagewake.desk.sources import engine_of, sources_of
from pagewake.insight.overview import SourceOverview, overview
from pagewake.insight.timeline import SourceTimeline, source_timeline
from pagewake.jobs import Job
from pagewake.model import Finding

if TYPE_CHECKING:
    from pagewake.config import Settings, SourceSettings
    from pagewake.engines.base import Engine
    from pagewake.repository.evidence import Evidence
    from pagewake.repository.repository import Repository


@dataclass(frozen=True, eq=False)
class SourceState:
    """One source as it is now. `settings` are there where the settings file knows a source of that name.

    `expiries` says of each backup of the timeline when it goes (an `Expiry`); empty where nobody has asked.
    """

    name: str
    engine: Engine
    timeline: SourceTimeline
    overview: SourceOverview
    settings: SourceSettings | None = None
    expiries: NDArray[np.uint8] = field(default_factory=lambda: np.empty(0, np.uint8))


@dataclass(frozen=True, eq=False)
class RepositorySnapshot:
    """One repository as it was at `taken`. `evidence` are all verifications on record, oldest first."""

    place: RepositoryPlace
    id: str
    encrypted: bool
    read_only: bool
    taken: datetime
    sources: tuple[SourceState, ...]
    evidence: tuple[Evidence, ...] = ()
    findings: tuple[Finding, ...] = ()

    def source(self, name: str) -> SourceState | None:
        """The source of that name."""
        return next((state for state in self.sources if state.name == name), None)


def expiries_of(
    timeline: SourceTimeline, settings: SourceSettings | None, now: datetime
) -> NDArray[np.uint8]:
    """Of each backup when the rules of its source (or the usual ones) let it go."""
    from pagewake.config import Retention
    from pagewake.expire.soon import expiries

    found = np.zeros(len(timeline.backups), np.uint8)  # what is in the trash has gone already
    found[[backup.id not in timeline.trash for backup in timeline.backups]] = expiries(
        timeline.kept,
        settings.retention if settings is not None else Retention(),
        now,
        windows=timeline.windows,
        history=timeline.history,
        unusable=timeline.unusable,
    )
    return found


def take_snapshot(
    repository: Repository,
    place: RepositoryPlace,
    settings: Settings,
    job: Job,
    *,
    read_only: bool = False,
    at: datetime | None = None,
) -> RepositorySnapshot:
    """Read everything that changes while others work on the repository. Raises StoreError."""
    taken = at or clock_now()
    evidence = repository.evidence.all()
    states = []
    for name in sources_of(repository):
        job.check()
        known = settings.sources.get(name)
        mine = [record for record in evidence if record.source in ("", name)]
        engine = engine_of(repository, name)
        timeline = source_timeline(repository, engine, name, mine, job)
        seen = overview(timeline, known, mine, taken)
        states.append(SourceState(name, engine, timeline, seen, known, expiries_of(timeline, known, taken)))
    return RepositorySnapshot(
        place,
        repository.descriptor.id,
        repository.sealer.encrypted,
        read_only,
        taken,
        tuple(states),
        tuple(evidence),
        tuple(repository.catalogue.findings + repository.keeping.findings + repository.wal.findings),
    )
