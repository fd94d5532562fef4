"""Two backups of one source beside each other: what changed from A to B, by relation.

Read from the block maps alone, one region at a time: a region whose layers are the same costs nothing. A page
counts as changed when it was stored anew: none that differs is missed, and a few hold the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from pagewake.engines.base import Engine
from pagewake.errors import UsageError
from pagewake.insight.heat_maps import MarkReader, differences, regions_of, side_by_side
from pagewake.insight.heat_sources import known_relations_of
from pagewake.jobs import Job
from pagewake.model import Backup
from pagewake.repository.file_table import FileRecord
from pagewake.repository.repository import Repository


@dataclass
class RelationDifference:
    """One relation, or one file that has none, from A to B. Blocks are counted, sizes are bytes.

    `state` is one of `added`, `dropped`, `grown`, `shrunk`, `changed`, `same`.
    """

    relation: str
    name: str
    page_size: int
    blocks_before: int = 0
    blocks_after: int = 0
    bytes_before: int = 0
    bytes_after: int = 0
    changed: int = 0
    added: int = 0
    dropped: int = 0
    in_before: bool = False
    in_after: bool = False

    @property
    def state(self) -> str:
        """What became of it, in a word."""
        if not self.in_before:
            return "added"
        if not self.in_after:
            return "dropped"
        if self.bytes_after != self.bytes_before:
            return "grown" if self.bytes_after > self.bytes_before else "shrunk"
        return "changed" if self.changed else "same"


@dataclass(frozen=True)
class Comparison:
    """Backup A (`before`) and backup B (`after`) of one source.

    `relations` are those of which the log speaks, `files` the others, both by name; those that are the same
    are in them too. `lsn_distance` is None across timelines; both distances are negative where B is older.
    """

    before: Backup
    after: Backup
    lsn_distance: int | None
    time_distance: timedelta
    relations: tuple[RelationDifference, ...]
    files: tuple[RelationDifference, ...]
    totals: dict[str, int] = field(default_factory=dict)
    """`pages_changed`, `pages_added`, `pages_dropped`, `bytes_changed`, and by state the number of relations."""


def compare_backups(repository: Repository, engine: Engine, before: str, after: str, job: Job) -> Comparison:
    """Compare two backups by their ids, or the beginnings of them.

    Raises BackupMissing, UsageError (two sources), ObjectCorrupt, Cancelled, and what the store raises.
    """
    old, new = repository.manifest(before), repository.manifest(after)
    if old.backup.source != new.backup.source or old.identity.page_size != new.identity.page_size:
        raise UsageError(
            f"they are of {old.backup.source!r} and {new.backup.source!r}",
            object_name=f"{old.backup.id} and {new.backup.id}",
            advice="Compare two backups of one source: pagewake list --repo REPO --source NAME",
        )
    names = dict(known_relations_of(repository, engine, old, job).names)
    names |= known_relations_of(repository, engine, new, job).names
    relations: dict[str, RelationDifference] = {}
    files: dict[str, RelationDifference] = {}
    reader = MarkReader(repository)
    with job.phase("comparing block maps", max(old.backup.files, new.backup.files), "files"):
        for path, (one, other) in side_by_side(repository, (old.backup, new.backup), job):
            known = other or one
            assert known is not None
            key = known.relation
            table, name = (files, path) if key is None else (relations, key)
            found = table.setdefault(name, RelationDifference(name, names.get(name, name), known.page_size))
            _add(found, one, other)
            if key is None:
                found.changed += _file_changed(one, other)
            for history in regions_of([one, other]):
                changed, added, dropped = differences(history, reader)
                found.changed += len(changed)
                found.added += len(added)
                found.dropped += len(dropped)
            job.advance(1)
    same_line = old.backup.stop_timeline == new.backup.stop_timeline
    return Comparison(
        old.backup,
        new.backup,
        new.backup.stop_lsn - old.backup.stop_lsn if same_line else None,
        new.backup.finished - old.backup.finished,
        _by_name(relations),
        _by_name(files),
        _totals(relations),
    )


def _add(found: RelationDifference, one: FileRecord | None, other: FileRecord | None) -> None:
    if one is not None:
        found.blocks_before += one.blocks
        found.bytes_before += one.size
        found.in_before = True
    if other is not None:
        found.blocks_after += other.blocks
        found.bytes_after += other.size
        found.in_after = True


def _file_changed(one: FileRecord | None, other: FileRecord | None) -> int:
    """1 for a file whose content differs as far as its maps tell (the same bytes may lie in other layers)."""
    if one is None or other is None:
        return 0
    return int((one.size, list(map(list, one.regions))) != (other.size, list(map(list, other.regions))))


def _by_name(found: dict[str, RelationDifference]) -> tuple[RelationDifference, ...]:
    return tuple(sorted(found.values(), key=lambda one: (one.name, one.relation)))


def _totals(relations: dict[str, RelationDifference]) -> dict[str, int]:
    found = list(relations.values())
    totals = {
        "pages_changed": sum(one.changed for one in found),
        "pages_added": sum(one.added for one in found),
        "pages_dropped": sum(one.dropped for one in found),
        "bytes_changed": sum((one.changed + one.added) * one.page_size for one in found),
    }
    for state in ("added", "dropped", "grown", "shrunk", "changed", "same"):
        totals[f"relations_{state}"] = sum(one.state == state for one in found)
    return totals
