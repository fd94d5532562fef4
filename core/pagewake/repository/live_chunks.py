"""What backups need: the chunks that their manifests lead to, file tables and maps among them.

A region at a time, so that no number of backups and no size of a database needs more memory than one file
table of each source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pagewake.jobs import Job
from pagewake.model import Backup
from pagewake.repository.file_table import FileTable
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
    needs = Needs(repository, job, metadata)
    for backup in backups:
        table = repository.file_table(repository.manifest(backup.id))
        job.advance(1)
        yield from needs.of(backup.source, table)


class Needs:
    """What one backup after the other needs. What it shares with the one of its source before is given once."""

    def __init__(self, repository: Repository, job: Job, metadata: set[bytes] | None = None) -> None:
        self._repository = repository
        self._job = job
        self._metadata = metadata
        self._pieces: set[bytes] = set()
        self._regions: dict[str, _Regions] = {}

    def of(self, source: str, table: FileTable) -> Iterator[Ids]:
        """The ids of everything that a backup with this table needs; see `live_chunks`.

        Where it raises, the backup after it is looked at as if there had been none before.
        """
        new = [piece for piece in table.pieces if piece not in self._pieces]
        if not new:
            return
        self._note(new)
        yield ids_array(new)
        before, regions = self._regions.pop(source, set()), set()
        for record in table:
            for layers in record.regions:
                refs = tuple(layers)
                if refs and refs not in before and refs not in regions:
                    self._job.check()
                    self._note([ref.id for ref in refs])
                    yield ids_array([ref.id for ref in refs])
                    yield resolve_refs(refs, self._repository.chunk_reader().read).ids
                regions.add(refs)
        self._pieces.update(new)
        self._regions[source] = regions

    def _note(self, ids: Iterable[bytes]) -> None:
        if self._metadata is not None:
            self._metadata.update(ids)
