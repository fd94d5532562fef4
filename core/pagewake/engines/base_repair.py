"""The protocol between the use-cases and an engine whose single pages can be repaired where they lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.base_wal import ReadSpan, WalSpan
from pagewake.jobs import Job
from pagewake.model import Identity, RecoveredTo, RestoreTarget, WalPosition

if TYPE_CHECKING:
    from pagewake.engines.base import PageVerdict, Source


class StoppedDatabase(Protocol):
    """A database that nobody uses, and nobody can begin to use until `close`."""

    @property
    def source(self) -> Source:
        """The same database as a source: whose its log is, and what the archive lacks of that."""

    @property
    def identity(self) -> Identity:
        """Whose the files are, as far as they say so themselves."""

    @property
    def complete(self) -> bool:
        """Whether it was closed in an orderly way: then the files hold all that its log says, and nothing else."""

    def newest(self, known: Sequence[WalSpan], read: ReadSpan) -> WalPosition:
        """The last record of its log, on the archive's timelines. Raises LogError."""

    def goal(self, newest: WalPosition) -> RestoreTarget:
        """The target at which a replay ends with that record."""

    def path_of(self, file: str) -> Path:
        """Where a file of the backups lies. Raises UsageError for one that holds no pages of this database."""

    def blocks_in(self, file: str) -> int:
        """Whole pages in a file. Raises as `path_of`."""

    def read(self, file: str, block: int) -> bytes:
        """A page as it is on the disk; shorter, or empty, beyond the end. Raises SourceUnreadable."""

    def check(self, file: str, blocks: NDArray[np.int64], pages: memoryview) -> PageVerdict:
        """Check pages by what they say of themselves; see `BackupSession.check`."""

    def differing(self, file: str, recovered: Path) -> NDArray[np.int64]:
        """The blocks whose content is another in the recovered file than here, by number."""

    def write(self, file: str, block: int, page: bytes) -> None:
        """Put a page in its place. Durable only after `sync`."""

    def sync(self) -> None:
        """Make what was written durable."""

    def close(self) -> None:
        """Let others use it again."""


@runtime_checkable
class RepairsPages(Protocol):
    """An engine that can put single pages back into a database that is not in use."""

    def page_options(self, *, in_place: bool) -> Mapping[str, str]:
        """How the scratch directory is to be restored from which pages are taken (`RestoreRequest.options`)."""

    def replay_pages(
        self, directory: Path, target: RestoreTarget, reached: RecoveredTo | None, job: Job, *, in_place: bool
    ) -> RecoveredTo:
        """See that all pages of a restored scratch directory are on disk as of the target; says where that is.

        `reached` is where the restore itself got to. Pages that go in place end exactly with the last record of a
        stopped database, whose `goal` the target is. Raises UsageError, RecoveryFailed.
        """

    def page_problems(self, directory: Path, pages: Iterable[tuple[str, int, bytes]]) -> Iterator[str]:
        """What is wrong with each of these pages (file, block, bytes) of a replayed scratch directory.

        Empty where one is sound, or was never written.
        """

    def stopped(self, directory: Path, page_file: str, disk: Disk = REAL_DISK) -> StoppedDatabase:
        """Take a database for oneself; `page_file` is its page file's path in the backups.

        Raises SourceInUse (it is open elsewhere), SourceNotRecognised, SourceUnreadable.
        """
