"""A restore plan on disk: saved, looked at by somebody else, and carried out later as it was reviewed.

The file names what the plan relies on: the repository, the backup, and a digest of every stretch of WAL. Opened again,
the restore is planned anew from the same backup, and refused where that no longer comes to the same. WAL that was
archived since then is left out: what runs is what was reviewed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec
from blake3 import blake3

from pagewake import __version__
from pagewake.clock import now as clock_now
from pagewake.engines.base import Engine
from pagewake.errors import BackupMissing, LogError, PlanOutdated, TargetUnreachable, UsageError
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind, TimelineSpan
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow
from pagewake.restore.planning import RestorePlan, plan_restore
from pagewake.restore.run import RestoreRequest

MAX_FILE = 16 << 20
_FORMAT: Literal["pagewake-restore-plan"] = "pagewake-restore-plan"


class SavedPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What the file holds. `directory` is empty for a drill; `wal_digest` is over the first `wal_count` stretches."""

    format: Literal["pagewake-restore-plan"] = _FORMAT
    version: Literal[1] = 1
    made: datetime
    pagewake_version: str = __version__
    repository: str
    source: str
    backup: str
    target_kind: TargetKind
    target_value: str | None = None
    exclusive: bool = False
    target_timeline: int | None = None
    history: tuple[TimelineSpan, ...] = ()
    wal_count: int
    wal_digest: str
    bytes: int
    reason: str = ""
    directory: str = ""
    delta: bool = False
    prove: bool = False
    drill: bool = False
    workers: int = 0
    options: dict[str, str] = {}

    @property
    def target(self) -> RestoreTarget:
        """The target. Raises UsageError for a value that is none."""
        value: datetime | int | str | None = self.target_value
        try:
            if self.target_kind is TargetKind.TIME:
                value = datetime.fromisoformat(str(self.target_value))
                if value.tzinfo is None:
                    raise ValueError("a time without a zone")
            elif self.target_kind is TargetKind.LSN:
                value = int(str(self.target_value))
        except ValueError as error:
            raise UsageError(f"the target of the plan cannot be understood: {error}") from None
        return RestoreTarget(self.target_kind, value, self.exclusive, self.target_timeline)

    @property
    def request(self) -> RestoreRequest:
        """Where to, and how."""
        return RestoreRequest(
            Path(self.directory), self.delta, self.workers, self.prove, options=dict(self.options)
        )


@dataclass(frozen=True)
class ReopenedPlan:
    """A saved plan that still holds."""

    saved: SavedPlan
    plan: RestorePlan
    later: tuple[StretchRow, ...] = field(default=())
    """WAL that was archived since then, and is left out."""


_DECODER = msgspec.json.Decoder(SavedPlan)


def saved_plan(
    repository: Repository, plan: RestorePlan, request: RestoreRequest | None, *, drill: bool = False
) -> SavedPlan:
    """A plan as it is saved; without a request it is a plan alone."""
    value = plan.target.value
    return SavedPlan(
        made=clock_now(),
        repository=repository.descriptor.id,
        source=plan.source,
        backup=plan.backup.id,
        target_kind=plan.target.kind,
        target_value=value.isoformat()
        if isinstance(value, datetime)
        else None
        if value is None
        else str(value),
        exclusive=plan.target.exclusive,
        target_timeline=plan.target.timeline,
        history=plan.history,
        wal_count=len(plan.wal),
        wal_digest=_digest(plan.wal),
        bytes=plan.bytes,
        reason=plan.reason,
        directory=str(request.directory) if request is not None and not drill else "",
        delta=request.delta if request is not None else False,
        prove=request.prove if request is not None else False,
        drill=drill,
        workers=request.workers if request is not None else 0,
        options=dict(request.options) if request is not None else {},
    )


def plan_text(saved: SavedPlan) -> str:
    """The content of the file: JSON, to be read by people too."""
    return msgspec.json.format(msgspec.json.encode(saved), indent=2).decode() + "\n"


def read_plan(path: Path) -> SavedPlan:
    """Read a file. Raises UsageError for one that is not there or is no plan."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE + 1)
        if len(content) > MAX_FILE:
            raise UsageError("this is too large for a restore plan", object_name=str(path))
        return _DECODER.decode(content)
    except OSError as error:
        raise UsageError(f"cannot be read ({error.strerror})", object_name=str(path)) from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise UsageError(f"this is not a restore plan ({error})", object_name=str(path)) from None


def reopen_plan(repository: Repository, engine: Engine, saved: SavedPlan, job: Job) -> ReopenedPlan:
    """The plan of a file, if it still holds in this repository. Raises PlanOutdated, and as `plan_restore`."""
    if repository.descriptor.id != saved.repository:
        raise PlanOutdated(
            f"the plan is for the repository {saved.repository}, and this one is {repository.descriptor.id}",
            object_name=repository.location,
        )
    try:
        fresh = plan_restore(repository, engine, saved.source, saved.target, job, backup=saved.backup)
    except (TargetUnreachable, BackupMissing, LogError) as error:
        raise PlanOutdated(
            f"the repository changed since {saved.made.isoformat(' ', 'seconds')}: {error.what}",
            object_name=error.object_name or saved.backup,
        ) from error
    count = saved.wal_count
    if fresh.bytes != saved.bytes or _digest(fresh.wal[:count]) != saved.wal_digest:
        raise PlanOutdated(
            "the WAL that the plan would replay is not the WAL that is archived now", object_name=saved.backup
        )
    if not _leads_the_same_way(saved.history, fresh.history):
        raise PlanOutdated("the timelines lead another way now", object_name=saved.source)
    plan = replace(
        fresh,
        wal=fresh.wal[:count],
        history=saved.history,
        reason=saved.reason or fresh.reason,
        passed_over=(),
    )
    return ReopenedPlan(saved, plan, fresh.wal[count:])


def _leads_the_same_way(saved: Sequence[TimelineSpan], fresh: Sequence[TimelineSpan]) -> bool:
    """Whether a saved path is the beginning of a fresh one; its last span may go on."""
    if len(saved) > len(fresh):
        return False
    for place, (one, other) in enumerate(zip(saved, fresh, strict=False)):
        last = place == len(saved) - 1
        if (one.timeline, one.begin) != (other.timeline, other.begin):
            return False
        goes_on = one.end is not None and (other.end is None or other.end >= one.end)
        if one.end != other.end and not (last and goes_on):
            return False
    return True


def _digest(rows: Sequence[StretchRow]) -> str:
    hasher = blake3()
    for row in rows:
        hasher.update(f"{row.timeline} {row.name} {row.first_lsn} {row.end_lsn} ".encode() + row.digest)
    return hasher.hexdigest()
