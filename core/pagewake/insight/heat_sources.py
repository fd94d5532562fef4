"""What a heat index is made from: the stretches of one line of history, and what backups say of relations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pagewake.engines.base import Engine
from pagewake.insight.heat_update import KnownRelations
from pagewake.jobs import Job
from pagewake.repository.history import cover, history_of
from pagewake.repository.manifest import Manifest
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow

_FORKS = ("_fsm", "_vm", "_init")


def lineage_rows(rows: Sequence[StretchRow]) -> list[StretchRow]:
    """Of all rows of a source those of its newest timeline and the ancestors of that, each position once.

    Raises LogAmbiguous.
    """
    history = history_of(rows)
    if not history.timelines:
        return []
    found: list[StretchRow] = []
    for span in history.lineage(max(history.timelines)):
        known = history.timelines.get(span.timeline)
        for run in known.runs if known else ():
            end = run.end_lsn if span.end is None else min(run.end_lsn, span.end)
            if run.first_lsn < end:
                found += cover(run, run.first_lsn, end)
    return found


def known_relations(repository: Repository, engine: Engine, source: str, job: Job) -> KnownRelations:
    """What the newest backup of a source says of its relations; little where there is none."""
    backups = repository.backups(source)
    if not backups:
        return KnownRelations()
    return known_relations_of(repository, engine, repository.manifest(backups[-1].id), job)


def known_relations_of(
    repository: Repository, engine: Engine, manifest: Manifest, job: Job
) -> KnownRelations:
    """What one backup says of its relations."""
    lengths: dict[str, tuple[int, int]] = {}
    for record in repository.file_table(manifest):
        job.check()
        if record.relation is not None:
            end = record.first_block + record.blocks
            lengths[record.relation] = (max(end, lengths.get(record.relation, (0, 0))[0]), record.page_size)
    said = engine.relation_names(repository.file_reader(manifest))
    names = {key: name for key in lengths if (name := _name(key, said))}
    return KnownRelations(
        manifest.backup.id,
        manifest.start.timeline,
        manifest.start.lsn,
        lengths,
        names,
        manifest.identity.page_size,
    )


def _name(key: str, said: Mapping[str, str]) -> str:
    """What people call a relation, or one of its forks."""
    if key in said:
        return said[key]
    for fork in _FORKS:
        base = key.removesuffix(fork)
        if base != key and base in said:
            return f"{said[base]} ({fork[1:]})"
    return ""
