"""Looking at a database before it is a source: which engine it is, who it is, and what a backup of it lacks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pagewake.desk.places import SourcePlace
from pagewake.jobs import Job
from pagewake.model import Finding, Identity, Severity


@dataclass(frozen=True)
class Examined:
    """What a database is, and what was found. `setup_script` is what its administrator runs once, if anything."""

    place: SourcePlace
    engine: str
    engine_title: str
    identity: Identity
    findings: tuple[Finding, ...]
    setup_script: str

    @property
    def ready(self) -> bool:
        """Whether a backup can be made: nothing that was found prevents it."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)


def examine(place: SourcePlace) -> Callable[[Job], Examined]:
    """Look at a database, as `pagewake source check` does. Raises SourceError."""

    def work(job: Job) -> Examined:
        engine, opened = place.open()
        try:
            job.check()
            script = opened.setup_script()
            identity = opened.identity()
            job.check()
            findings = tuple(opened.check())
        finally:
            opened.close()
        return Examined(place, engine.name, engine.title, identity, findings, script)

    return work
