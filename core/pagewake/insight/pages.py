"""Every kept version of one page, newest last, and the bytes of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pagewake.engines.base import Engine
from pagewake.errors import PagewakeError, UsageError
from pagewake.jobs import Job
from pagewake.model import Backup, PageVersion
from pagewake.repository.file_table import FileRecord
from pagewake.repository.layers import REGION_BLOCKS
from pagewake.repository.maps import resolve_refs
from pagewake.repository.repository import Repository


@dataclass(frozen=True)
class KeptPage:
    """One version with its bytes; None where the page lies beyond the end or could not be read."""

    version: PageVersion
    content: bytes | None
    problem: str = ""


def page_versions(
    repository: Repository,
    engine: Engine,
    source: str,
    path: str,
    block: int,
    job: Job,
    *,
    every: bool = False,
) -> Iterator[KeptPage]:
    """The versions of one page in the order of the backups; with `every`, also where nothing changed.

    Raises UsageError: no backup of the source has such a file.
    """
    if block < 0:
        raise UsageError(f"{block} is not a block number")
    seen_file = False
    before: tuple[str, str] | None = None
    for backup in repository.backups(source):
        job.check()
        record = repository.file_table(repository.manifest(backup.id)).get(path)
        if record is None:
            continue
        seen_file = True
        kept = kept_page(repository, engine, backup, record, block)
        same = (kept.version.state, kept.version.chunk) == before
        before = (kept.version.state, kept.version.chunk)
        if every or not same:
            yield kept
    if not seen_file:
        raise UsageError(
            "no backup of this source has such a file",
            object_name=path,
            advice="The files of a backup are listed by: pagewake show BACKUP --repo REPO",
        )


def kept_page(
    repository: Repository, engine: Engine, backup: Backup, record: FileRecord, block: int
) -> KeptPage:
    """The version of one page that a backup holds, `record` being its file there. Bad bytes are its `problem`."""

    def version(state: str, chunk: str = "", lsn: int | None = None, ok: bool | None = None) -> PageVersion:
        return PageVersion(backup.id, backup.finished, lsn, ok, state, chunk)

    if block >= record.blocks:
        return KeptPage(version("beyond the end"), None)
    reader = repository.chunk_reader()
    region = resolve_refs(record.regions[block // REGION_BLOCKS], reader.read)
    uses = list(region.by_chunk(block % REGION_BLOCKS, 1))
    if not uses:
        return KeptPage(version("zeros"), bytes(record.page_size))
    place = f"{uses[0].id.hex()}:{int(uses[0].pages[0])}"
    try:
        page = uses[0].gather(reader.read(uses[0].id), record.page_size).tobytes()
    except PagewakeError as error:
        return KeptPage(version("stored", place, ok=False), None, str(error))
    if record.relation is None:  # a file that has blocks for the backup, and none for its database
        return KeptPage(version("stored", place), page)
    described = engine.describe_page(page, block + record.first_block)
    return KeptPage(version("stored", place, described.lsn, described.checksum_ok), page)
