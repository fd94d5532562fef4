"""What an incremental reads again because the repository has lost it.

A block that nobody changes is in no log: what its parent says of it is taken over, damaged or not. So where packs are
known to be damaged, gone or in quarantine, a backup looks which blocks of its parent lie in none that is sound, and
reads those again. It reads them by whole chunks, cut as a full backup cuts them: a chunk of which nothing has changed
then gets the id that it had, and every older backup that needs it is whole again, too.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pagewake.backup.mapping import FilePlan
from pagewake.backup.reading import Selection, chunk_blocks
from pagewake.engines.base import SourceFile
from pagewake.errors import ObjectMissing, RepositoryError
from pagewake.jobs import Job
from pagewake.repository.file_table import FileRecord
from pagewake.repository.layers import REGION_BLOCKS, ids_array
from pagewake.repository.maps import resolve_refs
from pagewake.repository.repository import Repository


def heal(repository: Repository, plans: list[FilePlan], job: Job) -> list[FilePlan]:
    """The plans, with what must be read again; costs one listing where nothing is known to be damaged."""
    if not repository.suspects.names() and not repository.index.missing_packs:
        return plans
    job.check()
    return [_healed(repository, plan) for plan in plans]


def _healed(repository: Repository, plan: FilePlan) -> FilePlan:
    if plan.blocks is None or plan.parent is None:
        return plan
    try:
        lost = lost_blocks(repository, plan.parent)
    except (RepositoryError, ObjectMissing):  # its map itself is lost, and with it all that it says
        return FilePlan(plan.file, None, None)
    chunk_bytes = repository.descriptor.chunk_bytes
    return replace(plan, blocks=with_chunks(plan.blocks, lost, plan.file, chunk_bytes))


def lost_blocks(repository: Repository, record: FileRecord) -> NDArray[np.int64]:
    """The blocks of a file (ascending) whose chunks are in no sound pack. Raises RepositoryError, ObjectMissing."""
    found = [np.empty(0, np.int64)]
    for number, layers in enumerate(record.regions):
        if repository.index.doubtful(ids_array([ref.id for ref in layers])).any():
            raise RepositoryError("the map of this file is damaged", object_name=record.path)
        region = resolve_refs(layers, repository.chunk_reader().read)
        doubtful = np.append(repository.index.doubtful(region.ids), False)
        blocks = np.flatnonzero(doubtful[region.chunk]) + number * REGION_BLOCKS
        found.append(blocks[blocks < record.blocks])
    return np.concatenate(found)


def with_chunks(blocks: Selection, lost: NDArray[np.int64], file: SourceFile, chunk_bytes: int) -> Selection:
    """A selection, and all blocks that a full backup would put into one chunk with a lost one."""
    step = chunk_blocks(file.page_size, chunk_bytes)
    starts = np.unique(lost[lost < blocks.fresh_from] // step) * step
    if not len(starts):
        return blocks
    ends = np.minimum(starts + step, file.blocks)
    named = blocks.named[~np.isin(blocks.named // step * step, starts)]
    runs = zip(starts.tolist(), (ends - starts).tolist(), strict=True)
    return Selection(named, max(blocks.fresh_from, int(ends[-1])), tuple(runs))
