"""Carrying out a repair, under an exclusive lock.

Nothing is deleted but what lies, compared, in the quarantine, and what never became an object.

A pack with damage is noted as suspect first, so that whatever happens next, nobody counts on it. Then its sound chunks
are stored in new packs, the pack is copied into the quarantine, leaves the index, and is removed from its place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from pagewake.checking.plan import Action, Step
from pagewake.errors import PagewakeError
from pagewake.jobs import Job
from pagewake.repository import file_table, index_objects, layers
from pagewake.repository.backup_ids import new_backup_id
from pagewake.repository.keeping import held
from pagewake.repository.layers import ids_array
from pagewake.repository.locks import Lock
from pagewake.repository.pack_reading import read_chunks
from pagewake.repository.packs import pack_name
from pagewake.repository.quarantine import Quarantine
from pagewake.repository.repository import Repository
from pagewake.stores.unfinished import sweep_unfinished

_METADATA = (file_table.MAGIC, layers.MAGIC)
"""What chunks of metadata begin with. They go to packs of their own; pages that begin so, too, are as safe there."""
_ON_PACKS = frozenset({Action.SAVE_PACK, Action.FORGET_PACK, Action.CORRECT_INDEX})
_LAST = frozenset({Action.WRITE_INDEX, Action.WRITE_CATALOGUE, Action.CLEAR_NOTE, Action.REMOVE_UNFINISHED})
_HELD_BECAUSE = "the record of what is held was damaged, and repair holds everything"


def carry_out(
    repository: Repository, steps: Sequence[Step], lock: Lock, job: Job, now: Callable[[], datetime]
) -> int:
    """Do the steps of a plan; returns the bytes of chunks that were saved. Raises StoreError, LockLost, Cancelled."""
    repair = _Repair(repository, lock, job, now)
    with job.phase("repair", len(steps), "steps"):
        repair.others([step for step in steps if step.action not in _ON_PACKS | _LAST])
        saved = repair.packs([step for step in steps if step.action in _ON_PACKS])
        repair.last(steps)
    return saved


class _Repair:
    def __init__(self, repository: Repository, lock: Lock, job: Job, now: Callable[[], datetime]) -> None:
        self._repository = repository
        self._quarantine = Quarantine(repository.store, repository.sealer)
        self._lock = lock
        self._job = job
        self._now = now

    def others(self, steps: Sequence[Step]) -> None:
        """What concerns neither packs nor what is written at the end."""
        for step in steps:
            self._check()
            if step.stretch is not None:
                self._stretch(step)
            else:
                self._quarantine.move(step.object_name, step.why, self._now())
            if step.action is Action.HOLD_ALL:
                self._hold_all(step.object_name)
            self._job.advance(1)

    def packs(self, steps: Sequence[Step]) -> int:
        """Save what is sound in damaged packs, and take packs out of the index; the bytes that were saved."""
        repository = self._repository
        repository.refresh()
        names = {name: step for step in steps if (name := pack_name(step.object_name)) is not None}
        if not names:
            return 0
        bad = [name for name, step in names.items() if step.action is Action.SAVE_PACK]
        repository.suspects.note(
            {name: step.why for name, step in names.items() if step.action is not Action.CORRECT_INDEX},
            self._now(),
        )
        saved = self._save(bad) if bad else 0
        for name in bad:
            self._check()
            self._quarantine.keep(names[name].object_name, names[name].why, self._now())
        gone = [name for name, step in names.items() if step.action is not Action.CORRECT_INDEX]
        self._check()
        repository.forget_packs(gone)
        # What the index is wrong about is read from the packs' own footers again.
        index_objects.consolidate(repository.store, repository.sealer, drop=set(names) - set(gone))
        repository.forget_index()
        self._job.advance(len(steps))
        return saved

    def last(self, steps: Sequence[Step]) -> None:
        """What only saves time: the index and the catalogue; and notes that have done their work."""
        repository = self._repository
        repository.refresh()
        actions = {step.action for step in steps}
        if actions & (_ON_PACKS | {Action.WRITE_INDEX}):
            self._check()
            writer = repository.chunk_writer(new_backup_id(self._now), self._job)
            writer.finish()  # writes an index object for the packs that have none
        if Action.WRITE_CATALOGUE in actions:
            for catalogue in (repository.catalogue, repository.wal.catalogue, repository.evidence.catalogue):
                catalogue.consolidate(always=True)
        cleared = [step for step in steps if step.action is Action.CLEAR_NOTE]
        repository.suspects.clear(step.object_name.rpartition("/")[2] for step in cleared)
        if Action.REMOVE_UNFINISHED in actions:
            self._check()
            sweep_unfinished(repository.store)
        self._job.advance(sum(step.action in _LAST for step in steps))

    def _save(self, names: Sequence[str]) -> int:
        """Store the chunks of suspect packs that can be read and lie nowhere else; the bytes stored."""
        repository = self._repository
        writer = repository.chunk_writer(new_backup_id(self._now), self._job)
        index = repository.index
        try:
            for name in names:
                self._check()
                entries = index.entries(name)
                chunks = read_chunks(repository.store, repository.sealer, name, entries, self._job)
                for id_, result in chunks:
                    if isinstance(result, PagewakeError) or not index.doubtful(ids_array([id_]))[0]:
                        continue
                    writer.add_metadata(result) if bytes(result[:4]) in _METADATA else writer.add(result)
            return writer.finish().raw_new
        except BaseException:
            writer.abort()
            raise

    def _stretch(self, step: Step) -> None:
        assert step.stretch is not None
        row, wal = step.stretch.row, self._repository.wal
        keys = wal.keys(row.source, row.timeline, row.name, row.digest)
        if step.stretch.made is None:
            self._quarantine.move(keys.wal, step.why, self._now())
        else:
            self._quarantine.keep(keys.summary, step.why, self._now())
            wal.replace_summary(row, step.stretch.made)

    def _hold_all(self, key: str) -> None:
        """Nobody knows any more what was held: hold everything of that source, and bring all of it back."""
        repository, token = self._repository, key.split("/")[1]
        repository.refresh()
        backups = repository.existing_backups()
        for source in sorted({one.source for one in backups}):
            if repository.sealer.name_token(source) == token:
                ids = [one.id for one in backups if one.source == source]
                hold = held(ids, self._now(), "pagewake repo check --repair", _HELD_BECAUSE)
                repository.keeping.change(source, hold, self._lock.check)
                return

    def _check(self) -> None:
        self._job.check()
        self._lock.check()
