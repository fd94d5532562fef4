"""What a copy would do, and why. Pure: two repositories' rows in, a plan out.

A copy only adds. What the other repository has already stays as it is there; what it has under the same name and with
other content is refused, and so is everything that would need it. What is in the trash of either repository is not
copied: one of them has let it go.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pagewake.model import Backup
from pagewake.repository.expired_wal import ExpiredSpans
from pagewake.repository.stretches import StretchRow

Place = tuple[int, str]
"""A stretch of WAL: its timeline and its name."""
Needs = Mapping[str, tuple[StretchRow, ...] | str]
"""By backup: the WAL that makes it consistent, or why that is not there."""


_TRASH = "it is in the trash: bring it back first"


class Act(StrEnum):
    """What is done with one backup."""

    COPY = "copy"
    THERE = "there"
    REFUSED = "refused"


@dataclass(frozen=True)
class Holdings:
    """What one repository has of one source. `lost` is WAL that has a row and is gone from the store."""

    backups: tuple[Backup, ...] = ()
    trash: tuple[Backup, ...] = ()
    rows: tuple[StretchRow, ...] = ()
    trashed_wal: frozenset[Place] = frozenset()
    lost: frozenset[Place] = frozenset()
    expired: ExpiredSpans = ()
    unreadable: frozenset[str] = frozenset()
    """Ids of backups whose manifests are there and cannot be read."""
    held: frozenset[str] = frozenset()
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def identifiers(self) -> frozenset[tuple[str, str]]:
        """Engines and system identifiers of the databases that it is of."""
        known = {(one.engine, one.system_identifier) for one in (*self.backups, *self.trash)}
        return frozenset(known | {(row.engine, row.system_identifier) for row in self.rows})


@dataclass(frozen=True)
class BackupStep:
    """What is done with one backup, and why. `bytes` are those of its chunks, as stored, that have to be read.

    `tags` and `hold` are what it has here and lacks there.
    """

    backup: Backup
    act: Act
    reason: str
    bytes: int = 0
    needs: tuple[StretchRow, ...] = ()
    tags: tuple[str, ...] = ()
    hold: bool = False


@dataclass(frozen=True)
class RefusedWal:
    """A stretch of WAL that cannot be copied, and why."""

    row: StretchRow
    reason: str


@dataclass(frozen=True)
class SourcePlan:
    """What is done of one source: its backups, parents first, and the WAL to copy in the order of history."""

    source: str
    backups: tuple[BackupStep, ...]
    wal: tuple[StretchRow, ...]
    present: tuple[StretchRow, ...]
    """What of the WAL that is asked for is there already."""
    wal_removed: int
    """Stretches that were removed there on purpose, and are not brought back."""
    wal_refused: tuple[RefusedWal, ...]

    @property
    def to_copy(self) -> tuple[BackupStep, ...]:
        """The backups that are copied."""
        return tuple(step for step in self.backups if step.act is Act.COPY)

    @property
    def to_mark(self) -> tuple[BackupStep, ...]:
        """The backups that are there and get tags or a hold that they have here."""
        return tuple(step for step in self.backups if step.act is Act.THERE and (step.tags or step.hold))

    @property
    def wal_there(self) -> int:
        """How many stretches are there already."""
        return len(self.present)

    @property
    def wal_bytes(self) -> int:
        """Length of the WAL to copy."""
        return sum(row.size for row in self.wal)


@dataclass(frozen=True)
class CopyPlan:
    """What is copied, source by source. `same_ids`: both repositories give equal content equal names.

    Where they do not (their keys differ), everything is sealed anew and the maps are written for the new names.
    """

    sources: tuple[SourcePlan, ...]
    same_ids: bool

    @property
    def steps(self) -> tuple[BackupStep, ...]:
        """The backups of all sources."""
        return tuple(step for one in self.sources for step in one.backups)

    @property
    def page_bytes(self) -> int:
        """What has to be read of pages and maps, as stored. A copy that was stopped has left less to do."""
        return sum(step.bytes for step in self.steps)

    @property
    def wal_bytes(self) -> int:
        """What has to be read of WAL."""
        return sum(one.wal_bytes for one in self.sources)


def plan_source(
    source: str,
    here: Holdings,
    there: Holdings,
    needs: Needs,
    chosen: Collection[str] | None = None,
) -> SourcePlan:
    """What is copied of one source from `here`; `chosen` are the ids of the only backups that are asked for."""
    wanted = [one for one in here.backups if chosen is None or one.id in chosen]
    gone = [BackupStep(one, Act.REFUSED, _TRASH) for one in here.trash if chosen and one.id in chosen]
    foreign = _foreign(here, there)
    if foreign:
        steps = tuple(BackupStep(one, Act.REFUSED, foreign) for one in in_order(wanted)) + tuple(gone)
        return SourcePlan(source, steps, (), (), 0, ())
    refused = {_place(one.row): one for one in _conflicts(here.rows, there.rows)}
    steps = (
        *(
            _marked(_step(one, there, needs.get(one.id, ()), refused), here, there)
            for one in in_order(wanted)
        ),
        *gone,
    )
    needed = {_place(row) for step in steps if step.act is Act.COPY for row in step.needs}
    branches = {timeline for timeline, _ in needed}
    offered = [
        row
        for row in here.rows
        if _place(row) not in here.lost
        and _place(row) not in here.trashed_wal
        and (chosen is None or _place(row) in needed or (_tells_history(row) and row.timeline in branches))
    ]
    present = {(*_place(row), row.digest) for row in there.rows if _place(row) not in there.lost}
    wal: list[StretchRow] = []
    known: list[StretchRow] = []
    removed = 0
    for row in offered:
        if (*_place(row), row.digest) in present:
            known.append(row)
        elif _place(row) in refused:
            continue
        elif _place(row) not in needed and _was_removed(row, there.expired):
            removed += 1
        else:
            wal.append(row)
    told = tuple(refused[_place(row)] for row in offered if _place(row) in refused)
    return SourcePlan(source, steps, tuple(wal), tuple(known), removed, told)


def wal_to_look_at(
    plan: SourcePlan, there: Iterable[StretchRow], *, read_back: bool
) -> tuple[StretchRow, ...]:
    """What is read back of the WAL that is `there` before it is counted on.

    That which the backups need that are copied; with `read_back` all that is asked for.
    """
    acts = {Act.COPY, Act.THERE} if read_back else {Act.COPY}
    asked = [row for step in plan.backups if step.act in acts for row in step.needs]
    present = {(*_place(row), row.digest) for row in there}
    chosen = {(*_place(row), row.digest): row for row in (*(plan.present if read_back else ()), *asked)}
    return tuple(row for place, row in chosen.items() if place in present)


def in_order(backups: Sequence[Backup]) -> list[Backup]:
    """Parents before what builds on them, else the oldest first, whatever a clock said."""
    known = {one.id: one for one in backups}
    done: dict[str, Backup] = {}
    for backup in sorted(backups, key=lambda one: (one.started, one.id)):
        line: list[Backup] = []
        at: Backup | None = backup
        while at is not None and at.id not in done and at not in line:
            line.append(at)
            at = known.get(at.parent) if at.parent else None
        done.update((one.id, one) for one in reversed(line))
    return list(done.values())


def same_backup(one: Backup, other: Backup) -> bool:
    """Whether two rows tell of the same backup. Holding it is each repository's own matter."""
    return replace(one, protected=False) == replace(other, protected=False)


def _step(
    backup: Backup, there: Holdings, needs: tuple[StretchRow, ...] | str, refused: Mapping[Place, RefusedWal]
) -> BackupStep:
    """What is done with one backup."""
    for kept, reason in ((there.backups, "it is there"), (there.trash, "it is in the trash there")):
        twin = next((one for one in kept if one.id == backup.id), None)
        if twin is not None and same_backup(twin, backup):
            return BackupStep(backup, Act.THERE, reason, needs=needs if isinstance(needs, tuple) else ())
        if twin is not None:
            return BackupStep(backup, Act.REFUSED, "another backup of this id is there, with other content")
    if backup.id in there.unreadable:
        return BackupStep(backup, Act.REFUSED, "a backup of this id is there and cannot be read")
    if isinstance(needs, str):
        return BackupStep(backup, Act.REFUSED, needs)
    bad = next((refused[_place(row)] for row in needs if _place(row) in refused), None)
    if bad is not None:
        return BackupStep(backup, Act.REFUSED, f"it needs the WAL {bad.row.name}: {bad.reason}")
    return BackupStep(backup, Act.COPY, "it is not there yet", needs=needs)


def _marked(step: BackupStep, here: Holdings, there: Holdings) -> BackupStep:
    """A step with the tags and the hold that its backup has here and lacks there."""
    if step.act is Act.REFUSED:
        return step
    id_ = step.backup.id
    known = there.tags.get(id_, ()) if step.act is Act.THERE else ()
    tags = tuple(word for word in here.tags.get(id_, ()) if word not in known)
    return replace(step, tags=tags, hold=id_ in here.held and (step.act is Act.COPY or id_ not in there.held))


def _foreign(here: Holdings, there: Holdings) -> str:
    """Why nothing of a source may be mixed with what goes by its name there; empty if it may."""
    if not here.identifiers or not there.identifiers or here.identifiers & there.identifiers:
        return ""
    return "what is there under this name is of another database"


def _conflicts(here: Iterable[StretchRow], there: Iterable[StretchRow]) -> list[RefusedWal]:
    """Stretches of one name, or of one range, and different content."""
    names: dict[Place, bytes] = {}
    ranges: dict[tuple[int, int, int], bytes] = {}
    for row in there:
        names[_place(row)] = row.digest
        if not _tells_history(row):
            ranges[row.timeline, row.first_lsn, row.end_lsn] = row.digest
    found = []
    for row in here:
        if names.get(_place(row), row.digest) != row.digest:
            found.append(RefusedWal(row, "other WAL is archived there under this name"))
        elif ranges.get((row.timeline, row.first_lsn, row.end_lsn), row.digest) != row.digest:
            found.append(RefusedWal(row, "other WAL of this range is archived there"))
    return found


def _was_removed(row: StretchRow, expired: ExpiredSpans) -> bool:
    return any(
        span.timeline == row.timeline and span.begin <= row.first_lsn and row.end_lsn <= (span.end or 0)
        for span in expired
    )


def _tells_history(row: StretchRow) -> bool:
    """Whether a stretch is a timeline's history: it holds no log."""
    return row.first_lsn == row.end_lsn


def _place(row: StretchRow) -> Place:
    return row.timeline, row.name
