"""What backups need: the chunks that their manifests lead to, file tables and maps among them.

A region at a time, so that no number of backups and no size of a database needs more memory than one file
table of each source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pagewake.jobs import Job
from pagewake.model import Backup
from pagewake.repository.layers import Ids, ids_array
from pagewake.repository.maps import LayerRef, resolve_refs
from pagewake.repository.repository import Repository

_Regions = set[tuple[LayerRef, ...]]


def live_chunks(
    repository: Repository, backups: Iterable[Backup], job: Job, *, metadata: set[bytes] | None = None
) -> Iterator[Ids]:
    """The ids of everything that these backups need: arrays of shape (n, 32), in which ids may repeat.

    What a backup shares with the one of its source before it is looked at once; advances the job by one a
    backup, and adds the ids of file tables and layers to `metadata`. Raises BackupMissing, ObjectMissing,
    ObjectCorrupt and what the store raises.
    """
    seen_pieces: set[bytes] = set()
    seen_regions: dict[str, _Regions] = {}
    for backup in backups:
        table = repository.file_table(repository.manifest(backup.id))
        new = [piece for piece in table.pieces if piece not in seen_pieces]
        job.advance(1)
        if not new:
            continue
        seen_pieces.update(new)
        if metadata is not None:
            metadata.update(new)
        yield ids_array(new)
        before, regions = seen_regions.get(backup.source, set()), set()
        for record in table:
            for layers in record.regions:
                refs = tuple(layers)
                if refs and refs not in before and refs not in regions:
                    job.check()
                    if metadata is not None:
                        metadata.update(ref.id for ref in refs)
                    yield ids_array([ref.id for ref in refs])
                    yield resolve_refs(refs, repository.chunk_reader().read).ids
                regions.add(refs)
        seen_regions[backup.source] = regions
