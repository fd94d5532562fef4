"""The pass of a backup over the pages: what was decided is read, stored and laid on the files' maps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from time import monotonic

from pagewake.backup.mapping import FilePlan, TableBuilder
from pagewake.backup.reading import PageStorer, StoredPages, batches_of, by_region, tasks_of
from pagewake.engines.base import BackupSession
from pagewake.jobs import Aside, Job, WorkerPool
from pagewake.model import Finding
from pagewake.repository.bad_pages import bad_page_findings
from pagewake.repository.chunk_writer import ChunkWriter
from pagewake.repository.repository import Repository


class PagePass:
    """One pass; afterwards `pages` of relations and `bytes_read` are counted, and `findings` name bad pages."""

    def __init__(
        self, repository: Repository, session: BackupSession, writer: ChunkWriter, workers: int, job: Job
    ) -> None:
        self._repository = repository
        self._session = session
        self._writer = writer
        self._workers = workers
        self._job = job
        self.pages = 0
        self.bytes_read = 0
        self.findings: list[Finding] = []

    def run(self, plans: Sequence[FilePlan], log: ArchiveAside) -> TableBuilder:
        """Read what each file's plan names and lay it on the file's map; archive the log from time to time, aside.

        A long backup must not make its database keep all log that is written meanwhile.
        """
        load, writer = self._repository.chunk_reader().read, self._writer
        table = TableBuilder(plans, load=load, save=writer.add_metadata, save_pages=writer.add)
        chunk_bytes = self._repository.descriptor.chunk_bytes
        storer = PageStorer(self._session, writer, self._job, chunk_bytes)
        pool, aside, archived = WorkerPool(self._workers, name="backup"), Aside("log"), monotonic()
        if log.at_once:
            aside.begin(log.archive)
        try:
            with self._job.phase("read pages", sum(plan.bytes_to_read for plan in plans)):
                # Workers read several files at a time. The last one is read when all others have been.
                for part in (plans[:-1], plans[-1:]):
                    tasks = (task for plan in part for task in tasks_of(plan.file, plan.blocks, chunk_bytes))
                    batches = batches_of(tasks, chunk_bytes)
                    stored = chain.from_iterable(pool.map_ordered(storer.store_all, batches, self._job))
                    for file, region, group in by_region(self._noted(stored)):
                        table.lay_on(file, region, group)
                        if monotonic() - archived > log.every and not len(aside):
                            aside.wait()  # it has ended; raises what it could not do
                            aside.begin(log.archive)
                            archived = monotonic()
                aside.wait()
        finally:
            aside.close()
            storer.close()
        return table

    def _noted(self, results: Iterator[StoredPages]) -> Iterator[StoredPages]:
        """Count results on their way through, and turn bad pages into findings."""
        for result in results:
            self.bytes_read += result.bytes_read
            self.pages += result.pages_read if result.task.file.relation is not None else 0
            for finding in bad_page_findings(result.task.file.path, result.bad) if result.bad else ():
                self.findings.append(finding)
                self._job.warn(finding)
            yield result


@dataclass(frozen=True)
class ArchiveAside:
    """How the log is archived while pages are read: every so many seconds, and `at_once` where it has not been."""

    archive: Callable[[], None]
    every: float
    at_once: bool
