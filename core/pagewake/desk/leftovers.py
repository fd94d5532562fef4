"""What a job that did not end left behind, for a face: directories half restored, uploads that no backup needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pagewake.desk.again import parsed
from pagewake.jobs import Job
from pagewake.repository.live_chunks import live_chunks
from pagewake.repository.repository import Repository
from pagewake.restore.unfinished import (
    Unfinished,
    remove_unfinished,
    unfinished_in,
    unfinished_scratch,
)

LEAVING = frozenset({"backup", "restore", "drill", "verify"})
"""The kinds of jobs that may leave something."""


@dataclass(frozen=True)
class Leftovers:
    """`directories` are half restored. `uploaded` bytes lie in `packs` that no backup needs: a next one may."""

    directories: tuple[Unfinished, ...] = ()
    packs: int = 0
    uploaded: int = 0

    @property
    def removable(self) -> tuple[Unfinished, ...]:
        """The directories that may go."""
        return tuple(one for one in self.directories if not one.keeps)


def look_for_unfinished(directory: Path | None, scratch: Path | None, job: Job) -> list[Unfinished]:
    """What was left in a directory, or by drills and verifications below `scratch`. Raises Cancelled."""
    if directory is None:
        return unfinished_scratch(scratch, job)
    found = unfinished_in(directory, job)
    return [found] if found is not None else []


def remove_all(left: Sequence[Unfinished], job: Job) -> None:
    """Remove what was left. Raises as `remove_unfinished`; what was removed before stays removed."""
    for one in left:
        remove_unfinished(one, job)


def left_in_directories(kind: str, command: str, job: Job) -> Leftovers:
    """What a job left on this machine's disks, as its command says where. Raises Cancelled."""
    asked = parsed(command)
    if asked is None or kind not in LEAVING - {"backup"}:
        return Leftovers()
    try:
        if kind == "restore":
            return Leftovers(tuple(look_for_unfinished(Path(asked.to), None, job)) if asked.to else ())
        scratch = Path(asked.scratch) if asked.scratch else None
        return Leftovers(tuple(look_for_unfinished(None, scratch, job)))
    except OSError:  # the place is no longer there, or not for us to look at
        return Leftovers()


def left_in_repository(repository: Repository, job: Job) -> Leftovers:
    """What backups that did not end have uploaded, and anything else that no backup needs. Raises StoreError.

    A backup that runs elsewhere needs its packs too, but nobody can tell them from these.
    """
    repository.refresh()
    # First what there is, then where it lies: a backup that ends in between would look as if it were not needed.
    backups = repository.existing_backups()
    index = repository.load_index(job)
    with job.phase("mark", len(backups), "backups"):
        _, chunks = index.marked(live_chunks(repository, backups, job)).usage()
    sizes = [pack.size for pack, used in zip(index.packs, chunks.tolist(), strict=True) if not used]
    return Leftovers((), len(sizes), sum(sizes))
