"""Filling a restore plan from a repository: what can be reached, where the target lies, what would be read.

Reads only; what it returns is shown by a dry run and by the wizard, and carried out by `run`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from pagewake.engines.base import Engine
from pagewake.errors import BackupMissing, LogAmbiguous, LogError, LogGap, TargetUnreachable, UsageError
from pagewake.insight.windows import earliest_time
from pagewake.jobs import Job
from pagewake.model import Backup, RestoreTarget, TargetKind, TimelineSpan, WalPosition
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow
from pagewake.restore import choosing
from pagewake.restore.origins import reading_of
from pagewake.restore.plan import Choice, Reach, chain_of, choose_backup, require_complete

LOCATED = (TargetKind.LSN, TargetKind.XID, TargetKind.NAME)


@dataclass(frozen=True)
class RestorePlan:
    """Everything a restore will do, decided before a byte is written."""

    source: str
    backup: Backup
    chain: tuple[str, ...]
    target: RestoreTarget
    position: WalPosition | None
    """Where the target's record lies, for targets that name one."""
    history: tuple[TimelineSpan, ...]
    wal: tuple[StretchRow, ...]
    reason: str
    passed_over: tuple[tuple[str, str], ...]
    files: int
    pages: int
    bytes: int
    origins: Mapping[str, int]
    """Blocks by the backup that stored them; zero blocks under `zeros`, and blocks not found under
    `missing`.
    """
    stored_bytes: int = 0
    """What has to be read from the store for the pages, as it lies there: compressed, and zeros not at all."""

    @property
    def wal_bytes(self) -> int:
        """The size of the WAL that is replayed, as it was written."""
        return sum(row.size for row in self.wal)

    @property
    def missing_blocks(self) -> int:
        """Blocks whose chunks are nowhere in the repository: they cannot be given back."""
        return self.origins.get("missing", 0)


@dataclass(frozen=True)
class Alternative:
    """Another backup for the same target, what it would cost, where its log ends; `problem` says why it cannot."""

    backup: Backup
    bytes: int
    wal_bytes: int
    stretches: int
    problem: str = ""
    end_lsn: int = 0


def plan_restore(
    repository: Repository,
    engine: Engine,
    source: str,
    target: RestoreTarget,
    job: Job,
    *,
    backup: str | None = None,
) -> RestorePlan:
    """Decide how to restore `source` to `target`.

    Instead of a damaged backup an older one is taken that reaches the same moment. What is in the trash is not used,
    unless `backup` names one that is: then its WAL there is used as well. Nothing is written anywhere.
    Raises TargetUnreachable, BackupMissing, LogAmbiguous, UsageError.
    """
    if target.kind not in engine.targets:
        raise UsageError(f"{engine.title} cannot be restored to a {target.kind.value} target")
    # First what there is, then where it lies: a backup that ends in between has chunks that an index knew not of.
    repository.existing_backups()
    repository.load_index(job)
    keeping = repository.keeping.of(source)
    trash = backup is not None and keeping.trashed(backup) is not None
    planner = _Planner(repository, engine, source, target, job, trash=trash)
    try:
        choice = planner.choose(backup)
        for other in () if backup else planner.sounder(choice):
            with suppress(TargetUnreachable, LogError):
                return planner.plan(other)
        return planner.plan(choice)
    except (TargetUnreachable, LogGap) as error:
        if trash or not (keeping.trash or keeping.wal):
            raise
        rescue = _in_the_trash(_Planner(repository, engine, source, target, job, trash=True), backup)
        if rescue is None:
            raise
        how = choosing.rescue_text(rescue, keeping)
        raise type(error)(
            error.what, object_name=error.object_name, meaning=error.meaning, advice=how
        ) from error


def _in_the_trash(planner: _Planner, backup: str | None) -> Backup | None:
    """The backup with which the target could be reached if nothing were in the trash."""
    with suppress(TargetUnreachable, LogError, BackupMissing):
        return planner.plan(planner.choose(backup)).backup
    return None


def alternatives_to(
    repository: Repository, engine: Engine, plan: RestorePlan, job: Job, *, limit: int = 12
) -> tuple[Alternative, ...]:
    """The other backups of a plan's source, the newest first, `limit` at most: what each would cost, or what it lacks.

    Reads no page. Raises StoreError, LogError for a history that cannot be read, Cancelled.
    """
    trash = repository.keeping.of(plan.source).trashed(plan.backup.id) is not None
    planner = _Planner(repository, engine, plan.source, plan.target, job, trash=trash)
    return tuple(
        choosing.as_far(one, plan, engine.lsn_style.text)
        for one in planner.alternatives(plan.backup.id, limit)
    )


class _Planner:
    """One planning: the source's backups and history, and the target looked for in them."""

    def __init__(
        self,
        repository: Repository,
        engine: Engine,
        source: str,
        target: RestoreTarget,
        job: Job,
        *,
        trash: bool = False,
    ) -> None:
        self._repository = repository
        self._engine = engine
        self._source = source
        self._target = target
        self._job = job
        self._backups = repository.existing_backups(source) if trash else repository.backups(source)
        self._history = repository.wal.history(source) if trash else repository.history(source)
        self._looked_at: dict[tuple[int, str], int | None] = {}
        self._last_read: tuple[StretchRow, bytes] | None = None

    def choose(self, wanted: str | None) -> Choice:
        """Choose the backup to begin with."""
        candidates: Sequence[Backup] = self._backups
        if wanted is not None:
            candidates = [backup for backup in candidates if backup.id == wanted]
        if not candidates:
            raise BackupMissing(
                "there is no such backup of this source" if wanted else "there is no backup of this source",
                object_name=wanted or self._source,
            )
        try:
            return self._choose(candidates, insisted=wanted is not None)
        except TargetUnreachable as error:
            others = self._timelines_with_it(candidates)
            if not others:
                raise
            named = " or ".join(map(str, others))
            raise TargetUnreachable(
                error.what,
                object_name=error.object_name,
                meaning=f"It lies on timeline {named}, which the newest one left before that. Nothing was written.",
                advice=f"Restore along that timeline: --target-timeline {others[-1]}",
            ) from None

    def sounder(self, choice: Choice) -> Iterator[Choice]:
        """The choice among backups without known damage, where the one that was chosen holds some."""
        unsound = choosing.known_damage(self._repository, self._backups)
        sound = [one for one in self._backups if one.id not in unsound]
        with suppress(TargetUnreachable, LogError):
            other = self._choose(sound if choice.reach.backup.id in unsound else (), insisted=False)
            if choosing.same_moment(self._target, choice.reach, other.reach):
                yield choosing.passing_over(other, self._backups, unsound)

    def _choose(self, candidates: Sequence[Backup], *, insisted: bool) -> Choice:
        return choose_backup(
            self._target,
            self._reaches(candidates),
            insisted=insisted,
            position_of=self._locate,
            text=self._engine.lsn_style.text,
            later_commit=self._engine.stops_at_later_commit,
        )

    def _timelines_with_it(self, candidates: Sequence[Backup]) -> list[int]:
        """The timelines that lead to what a name or a transaction stands for, where no timeline was asked for."""
        target = self._target
        if target.timeline is not None or target.kind not in (TargetKind.NAME, TargetKind.XID):
            return []
        found = []
        try:
            for number in self._history.timelines:
                self._target = replace(target, timeline=number)
                with suppress(TargetUnreachable, LogError):
                    self._choose(candidates, insisted=False)
                    found.append(number)
        finally:
            self._target = target
        return found

    def alternatives(self, chosen: str, limit: int) -> tuple[Alternative, ...]:
        """What other backups would cost."""
        found = []
        for backup in [one for one in self._backups if one.id != chosen][: -limit - 1 : -1]:
            try:
                wal = self._wal(self.choose(backup.id).reach)
                size = sum(row.size for row in wal)
                end = wal[-1].end_lsn if wal else 0
                found.append(Alternative(backup, backup.logical_bytes, size, len(wal), end_lsn=end))
            except (TargetUnreachable, LogError) as error:
                found.append(Alternative(backup, backup.logical_bytes, 0, 0, error.what))
        return tuple(found)

    def _wal(self, reach: Reach) -> tuple[StretchRow, ...]:
        """The stretches that recovery from a backup would read."""
        position = self._locate(reach) if self._target.kind in LOCATED else None
        return self._history.select(_start(reach.backup), self._end(reach, position, _stop(reach.backup)))

    def plan(self, choice: Choice) -> RestorePlan:
        """Everything else, once the backup is chosen."""
        backup = choice.reach.backup
        start, stop = _start(backup), _stop(backup)
        position = self._locate(choice.reach) if self._target.kind in LOCATED else None
        if position is not None and self._target.kind is TargetKind.LSN:
            self._require_record(position, choice.reach)
        end = self._end(choice.reach, position, stop)
        wal = self._history.select(start, end)
        require_complete(wal, self._target, start, stop, position, self._engine.lsn_style.text)
        table = self._repository.file_table(self._repository.manifest(backup.id))
        pages = sum(record.blocks for record in table)
        origins, stored = reading_of(self._repository, table, self._job)
        return RestorePlan(
            source=self._source,
            backup=backup,
            chain=chain_of(backup, self._backups),
            target=self._target,
            position=position,
            history=self._history.path(start, end),
            wal=wal,
            reason=choice.reason,
            passed_over=choice.passed_over,
            files=backup.files,
            pages=pages,
            bytes=sum(record.size for record in table),
            origins=origins,
            stored_bytes=stored,
        )

    def _require_record(self, position: WalPosition, reach: Reach) -> None:
        """Raise TargetUnreachable where recovery stops only at a record behind an LSN, and none begins there.

        Of two records that end in a stretch one begins in it, so that mostly nothing has to be read for this.
        """
        if not self._engine.records_past_target:
            return
        position = max(position, _start(reach.backup))
        rows = self._history.select(position, reach.end) if position < reach.end else ()
        if any(row.records > 1 for row in rows[1:]):
            return
        for row, before in zip(rows, (None, *rows), strict=False):
            if self._located(row, before) is not None:
                return
        text = self._engine.lsn_style.text
        raise TargetUnreachable(
            f"no record of the archived WAL, which ends at LSN {text(reach.end.lsn)}, begins at LSN "
            f"{text(position.lsn)} or behind it, and recovery stops at a record only",
            advice="Restore to the latest moment, or to an earlier target.",
        )

    def _end(self, reach: Reach, position: WalPosition | None, stop: WalPosition) -> WalPosition:
        """The first position that the recovery does not need."""
        if self._target.kind is TargetKind.IMMEDIATE:
            return stop
        if position is not None:
            past = max(stop, WalPosition(position.timeline, position.lsn + 1))
            return self._past(past, reach.end)
        if self._target.kind is TargetKind.TIME and self._engine.stops_at_later_commit:
            return self._stop_of_time(stop, reach.end)
        return reach.end

    def _past(self, position: WalPosition, end: WalPosition) -> WalPosition:
        """A position so far behind another that the records that recovery may have to read lie before it."""
        records = self._engine.records_past_target
        if not records or position >= end:
            return position
        for number, row in enumerate(self._history.select(position, end)):
            records -= row.records if number else 0
            if records <= 0:
                return min(end, WalPosition(row.timeline, row.end_lsn))
        return end

    def _stop_of_time(self, stop: WalPosition, end: WalPosition) -> WalPosition:
        """The end of the first stretch with a commit later than the target time: recovery stops in it."""
        moment = self._target.value
        assert isinstance(moment, datetime)
        for row in self._history.select(stop, end) if stop < end else ():
            if row.last_time is not None and row.last_time > moment:
                return min(end, WalPosition(row.timeline, row.end_lsn))
        return end

    def _reaches(self, candidates: Sequence[Backup]) -> Iterator[Reach]:
        for backup in reversed(candidates):
            self._job.check()
            yield self._reach(backup)

    def _reach(self, backup: Backup) -> Reach:
        start, stop = _start(backup), _stop(backup)
        try:
            self._history.select(start, stop)
            end = max(stop, self._history.reach(stop, self._target.timeline))
            rows = self._history.select(start, end)
        except LogError as error:
            what = f"{error.object_name}: {error.what}" if error.object_name else error.what
            return Reach(backup, stop, backup.finished, None, what)
        times = [row.last_time for row in rows if row.last_time is not None]
        return Reach(backup, end, earliest_time(backup, self._history), max(times, default=None))

    def _locate(self, reach: Reach) -> WalPosition | None:
        """Where the target's record lies on the history that one backup can be replayed along."""
        if self._target.kind is TargetKind.LSN:
            return self._locate_lsn(reach)
        start, before = _start(reach.backup), None
        ends = {span.timeline: span.end for span in self._history.path(start, reach.end)}
        for row in self._history.select(start, reach.end):
            lsn, end = self._located(row, before), ends.get(row.timeline)
            # A stretch may go on behind a fork, on the line that was left: a record there is never replayed.
            if lsn is not None and (end is None or lsn < end):
                return WalPosition(row.timeline, lsn)
            before = row
        return None

    def _located(self, row: StretchRow, before: StretchRow | None) -> int | None:
        """The target's record in one stretch, which is looked at once, however many backups lead to it."""
        key = (row.timeline, row.name)
        if self._target.kind is TargetKind.NAME and not row.restore_points:
            return None
        if key not in self._looked_at:
            self._job.check()
            data = self._repository.wal.read(row)
            front = None if before is None else self._read(before)
            self._looked_at[key] = self._engine.locate(data, row.span, self._target, front)
            self._last_read = (row, data)
        return self._looked_at[key]

    def _read(self, row: StretchRow) -> bytes:
        """The WAL of a stretch, which often is the one that was read last."""
        last, data = self._last_read or (None, b"")
        return data if last is row else self._repository.wal.read(row)

    def _locate_lsn(self, reach: Reach) -> WalPosition:
        """The timeline that an LSN is on, on the way to the timeline that is asked for, or the newest."""
        lsn, wanted = self._target.value, self._target.timeline
        assert isinstance(lsn, int)
        goal = self._history.newest(_stop(reach.backup)) if wanted is None else wanted
        known = self._history.timelines.get(goal)
        if known is None:
            return WalPosition(goal, lsn)
        spans = self._history.lineage(goal)
        if wanted is not None and lsn >= spans[-1].begin:  # on that timeline, whether it is archived or not
            return WalPosition(wanted, lsn)
        archived = max((run.end_lsn for run in known.runs), default=known.begin)
        found = [
            span.timeline
            for span in spans
            if span.begin <= lsn < (archived if span.end is None else span.end)
        ]
        if len(found) > 1 and wanted not in found:
            raise LogAmbiguous(
                f"LSN {self._engine.lsn_style.text(lsn)} exists on the timelines {found} of this history",
                object_name=self._source,
            )
        if found:
            return WalPosition(goal if wanted in found else found[0], lsn)
        return WalPosition(goal if lsn >= spans[-1].begin else spans[0].timeline, lsn)


def _start(backup: Backup) -> WalPosition:
    return WalPosition(backup.timeline, backup.start_lsn)


def _stop(backup: Backup) -> WalPosition:
    return WalPosition(backup.stop_timeline, backup.stop_lsn)
