"""The protocol between the use-cases and a database engine.

Three things, each used without the others:

* an `Engine` knows the formats: how to recognise a database, read its WAL, check its pages, recover restored
  files;
* a `Source` is one live database: its identity, its prerequisites, the WAL that it still holds;
* a `BackupSession` is one capture of a source: from `begin` to `end` (or `abort`) it says which files there
  are and reads runs of blocks from them.

Written for a running PostgreSQL server of a terabyte, perhaps at the other end of a connection, and for an
embedded database in a directory. Hence: a session lists files only after its start position is known; files
may grow, shrink, vanish and appear while they are read; reading is by batches of runs, through one reader per
worker thread; and nothing here knows where the bytes go.

Everything of the protocol is imported from here; what belongs to WAL, to recovery, to inspection and to
beginning early is defined in the modules beside this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from pagewake.blocks import Meanwhile, WalSummary
from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.base_early import EarlySource as EarlySource
from pagewake.engines.base_wal import ReadSpan as ReadSpan
from pagewake.engines.base_wal import WalOffer as WalOffer
from pagewake.engines.base_wal import WalPiece as WalPiece
from pagewake.engines.base_wal import WalSpan as WalSpan
from pagewake.jobs import Job
from pagewake.lsn import LsnStyle
from pagewake.lsn import timeline_of_name as timeline_of_name
from pagewake.model import (
    Finding,
    Identity,
    RestoreTarget,
    TargetKind,
    WalPosition,
)

if TYPE_CHECKING:
    from pagewake.engines.base_inspection import CommitColumns as CommitColumns
    from pagewake.engines.base_inspection import LogEnd as LogEnd
    from pagewake.engines.base_inspection import LogInspection as LogInspection
    from pagewake.engines.base_inspection import PageDescription as PageDescription
    from pagewake.engines.base_inspection import PageField as PageField
    from pagewake.engines.base_inspection import RecordLine as RecordLine
    from pagewake.engines.base_recovery import CONFIGURATION as CONFIGURATION
    from pagewake.engines.base_recovery import FROM_BACKUP as FROM_BACKUP
    from pagewake.engines.base_recovery import KEEP as KEEP
    from pagewake.engines.base_recovery import Destination as Destination
    from pagewake.engines.base_recovery import Keepable as Keepable
    from pagewake.engines.base_recovery import OutsidePart as OutsidePart
    from pagewake.engines.base_recovery import PausedAt as PausedAt
    from pagewake.engines.base_recovery import ReadFile as ReadFile
    from pagewake.engines.base_recovery import Recovered as Recovered
    from pagewake.engines.base_recovery import Recovery as Recovery
    from pagewake.engines.base_recovery import RecoveryRequest as RecoveryRequest
    from pagewake.engines.base_recovery import WalFeed as WalFeed
    from pagewake.engines.base_repair import RepairsPages as RepairsPages
    from pagewake.engines.base_repair import StoppedDatabase as StoppedDatabase

_LATER = ("base_inspection", "base_recovery", "base_repair")
"""Most commands use none of them, and each command is a process that starts: loaded when something is asked for."""


def __getattr__(name: str) -> Any:
    for module in _LATER if not name.startswith("_") else ():
        found = vars(import_module(f"pagewake.engines.{module}"))
        if name in found:
            return found[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


Runs = NDArray[np.int64]
"""Runs of blocks of one file: shape (n, 2) of (first block, count), ascending, not touching."""
SAVED_PREFIX = "pagewake-replaced-"
"""How directories are called that hold the pages that a repair replaced: beside the files, and in no backup."""


@dataclass(frozen=True)
class SourceFile:
    """One file of a database, as listed after the session's start position was known.

    `path` is relative to the root of what a restore makes, with `/`. A paged file has a `relation` under
    which the log speaks of it and `first_block`, the number of its first block in that relation. A file
    without a relation is always read whole. `mode` is the permission bits to restore. `whole` says of a paged
    file that every backup reads all of it, because not all of its changes are in the log (its pages are checked
    all the same).
    """

    path: str
    size: int
    page_size: int
    relation: str | None = None
    first_block: int = 0
    mode: int = 0o600
    whole: bool = False

    @property
    def blocks(self) -> int:
        """Number of blocks, a partial last one counted."""
        return -(-self.size // self.page_size)


@dataclass(frozen=True)
class ExtraFile:
    """A small file that belongs to a backup and is not on the source's disk (a backup label, settings)."""

    path: str
    content: bytes
    mode: int = 0o600


@dataclass(frozen=True)
class PageVerdict:
    """What checking pages found: indexes of bad pages in the buffer, with a word for each why."""

    bad: NDArray[np.int64]
    reasons: tuple[str, ...]


class BlockReader(Protocol):
    """Reads blocks for one worker thread; holds that worker's descriptors or connection."""

    def read(self, file: SourceFile, runs: Runs, into: memoryview) -> int:
        """Read the runs back to back into `into` and return the number of bytes read.

        Stops early, without an error, where the file ends; a file that has vanished reads as empty.
        Raises SourceUnreadable.
        """

    def close(self) -> None:
        """Give back the descriptors or the connection."""


@dataclass(frozen=True)
class SessionEnd:
    """What a session knows once reading is over."""

    stop: WalPosition
    files: tuple[ExtraFile, ...] = ()
    findings: tuple[Finding, ...] = ()
    gone: tuple[str, ...] = ()
    """Paths that were listed and must not be restored: they were removed, and nothing makes up for them."""


class BackupSession(Protocol):
    """One capture in progress."""

    @property
    def start(self) -> WalPosition:
        """The oldest WAL that recovery needs: where replay begins, or where a transaction open then began."""

    @property
    def redo(self) -> WalPosition:
        """Where replay of changes begins; never before `start`.

        Every change before it is in the files that are read, and none of those is replayed: an incremental must
        hold each block that changed between its parent's start and here.
        """

    @property
    def incomplete_reason(self) -> str:
        """Why the log does not prove every page change, in one sentence for the user; empty where it does.

        Only from a backup for which it does can an incremental be complete.
        """

    @property
    def findings(self) -> Sequence[Finding]:
        """What begin saw that the user should know, and, once they were listed, what is to be said of the files."""

    def files(self) -> Iterable[SourceFile]:
        """Every file to back up, in the order in which they must be read (PostgreSQL: pg_control last)."""

    def reader(self) -> BlockReader:
        """A reader for one worker thread."""

    def check(self, file: SourceFile, blocks: NDArray[np.int64], pages: memoryview) -> PageVerdict:
        """Check pages just read: page i of the buffer is block `blocks[i]` of `file`. Releases the GIL.

        A page that cannot be judged yet (it may be torn, and replay repairs it) counts as good.
        """

    def end(self, job: Job) -> SessionEnd:
        """Finish the capture. All WAL up to `stop` is on the source when it returns."""

    def abort(self) -> None:
        """Give the capture up. Does nothing after `end`."""


@runtime_checkable
class FilesSession(Protocol):
    """A session that may read and check many small files at once: a call for each costs more than its bytes."""

    def read_files(
        self, reader: BlockReader, files: Sequence[SourceFile], into: memoryview
    ) -> NDArray[np.bool_]:
        """Read whole paged files back to back into `into`, each into `blocks` pages, and check their pages.

        Returns which of them are as listed, to the last page, with no bad page among them. What `into` holds of
        the others means nothing: they are to be read by themselves, as if this had not been tried.
        """


class Source(Protocol):
    """One live database."""

    @property
    def location(self) -> str:
        """The directory or the URI that was opened."""

    def identity(self) -> Identity:
        """Who this database is. Raises SourceUnreadable."""

    def check(self) -> list[Finding]:
        """Every prerequisite that is not met or deserves a word, each with the fix."""

    def begin(self, label: str, *, checkpoint: bool, known: Sequence[WalSpan], job: Job) -> BackupSession:
        """Begin a capture. `checkpoint` asks the database to flush first, which shortens the replay.

        `known` is what the archive holds for this database: it decides which timeline the capture is on.
        """

    def new_wal(self, known: Sequence[WalSpan], read: ReadSpan, job: Job) -> Iterator[WalPiece]:
        """The stretches that the source holds and the archive does not, in history order, proven to join on.

        Raises LogConflict or LogGap only when nothing usable can be said; an ordinary gap or fork is
        expressed in the pieces (a first LSN past the last end; a new timeline with its origin).
        """

    def follow(
        self, known: Callable[[], Sequence[WalSpan]], read: ReadSpan, interval: float, job: Job
    ) -> Iterator[WalPiece | None]:
        """As `new_wal`, without an end: new stretches as they come, and None when there are none for now.

        A stretch is durable in the archive once the next element is asked for, which is when a server may be
        told so. `known` gives what the archive holds at that moment. A source that has to look for new WAL
        does so every `interval` seconds. Raises Cancelled within a second, and SourceUnreadable where the
        source is away.
        """

    def setup_script(self) -> str:
        """What an administrator runs once so that this database can be backed up with the least privileges.

        Statements for the database's own shell, with comments; empty where nothing has to be set up.
        """

    def close(self) -> None:
        """Let the database go."""


@runtime_checkable
class SlotUser(Protocol):
    """A source whose server keeps WAL for a receiver, in a place that has a name (a replication slot)."""

    def use_slot(self, receiver: str, slot: str | None) -> None:
        """Have `follow` keep its place in `slot`; where none is named, in one named after the receiver.

        Raises UsageError for a name that no slot can have.
        """


class Engine(Protocol):
    """A kind of database: its formats and its rules. One stateless instance an engine."""

    @property
    def name(self) -> str:
        """`neuroquantum`, `postgres`: stable, used in JSON and settings."""

    @property
    def title(self) -> str:
        """How people call it."""

    @property
    def lsn_style(self) -> LsnStyle:
        """How its people write an LSN."""

    @property
    def targets(self) -> frozenset[TargetKind]:
        """The restore targets that this engine can reach."""

    @property
    def stops_at_later_commit(self) -> bool:
        """Whether recovery to a time only ends at a commit later than that time, and fails without one."""

    @property
    def records_past_target(self) -> int:
        """How many whole records past a target's LSN recovery may have to read to stop there."""

    def recognise(self, location: str) -> bool:
        """Whether `location` (a directory or URI) looks like a database of this engine; raises nothing."""

    def recognises_wal(self, path: Path) -> bool:
        """Whether a file has the name or the first bytes of this engine's WAL; raises nothing."""

    def open(self, location: str, *, connection: str | None = None) -> Source:
        """Open a source. Raises SourceNotRecognised, SourceUnreadable."""

    def wal_pieces(
        self, paths: Sequence[Path], known: Sequence[WalSpan], read: ReadSpan, job: Job
    ) -> WalOffer:
        """Closed WAL files, as a database hands them to its archive: what they hold that the archive does not.

        Placed in history as `Source.new_wal` places a whole log, but nothing is taken that does not prove
        where it belongs.

        Raises:
            UsageError: a path is not a WAL file of this engine.
            SourceNotRecognised: whose WAL it is cannot be told.
            SourceUnreadable: a file cannot be read.
            LogCorrupt, LogGap, LogAmbiguous: a file does not hold one whole, unbroken stretch.
            LogConflict: the archive holds other WAL of the same LSNs, and nothing proves a fork.
        """

    def waiting(self, path: Path, limit: int) -> Sequence[Path]:
        """WAL files that the database waits to hand over after `path`, oldest first, at most `limit`.

        None where it does not say so. Raises SourceUnreadable.
        """

    def following(self, name: str, size: int) -> Iterator[str]:
        """The names under which `wal get` is asked for after `name`, a stretch of `size` bytes, without an end.

        Nothing for a name whose followers do not follow from it.
        """

    def recovery(self, disk: Disk = REAL_DISK) -> Recovery:
        """What turns restored files into a database."""

    def summarise(
        self, data: bytes | memoryview, span: WalSpan, before: bytes | memoryview | None = None
    ) -> WalSummary:
        """Summarise archived WAL again, from its bytes (to rebuild or check a kept summary).

        `before` is the WAL of the stretch that ends where this one begins, if that is at hand: a record may begin
        there and end here. Without it the summary of a log whose records do so is `headless`.
        """

    def spoiled_by(self, log: Iterable[Meanwhile]) -> str:
        """Why a backup that was read while these stretches were written cannot be relied on; empty where it can."""

    def relation_names(self, read_file: ReadFile) -> Mapping[str, str]:
        """What people call the relations of one backup, by relation key, as far as the backup says so."""

    def time_zone(self, read_file: ReadFile) -> str | None:
        """The zone that the server of one backup kept its time in, as a name of the zone database.

        None where the backup does not say; empty for a database without a server, whose zone is its machine's.
        """

    def locate(
        self,
        data: bytes | memoryview,
        span: WalSpan,
        target: RestoreTarget,
        before: bytes | memoryview | None = None,
    ) -> int | None:
        """The LSN of the record that a target names, if it ends in this stretch.

        For a transaction its commit or abort, for a name the restore point; for an LSN, where the engine has
        `records_past_target`, the first record that begins there or behind it. `before` is as for
        `summarise`. Raises UsageError for what names nothing of the kind.
        """

    def commits(
        self, data: bytes | memoryview, span: WalSpan, before: bytes | memoryview | None = None
    ) -> CommitColumns:
        """The commits whose records end in this stretch; `before` is as for `summarise`. Raises LogCorrupt, LogGap."""

    def block_records(
        self,
        data: bytes | memoryview,
        span: WalSpan,
        relation: str,
        block: int,
        before: bytes | memoryview | None = None,
    ) -> Sequence[RecordLine]:
        """The records that end in this stretch and name a block, in log order; `before` is as for `summarise`.

        Raises LogCorrupt, LogGap.
        """

    def inspect(self, paths: Sequence[Path], since: int | None, until: int | None) -> LogInspection:
        """Read WAL files (or directories of them) outside any repository."""

    def describe_page(self, page: bytes, block: int) -> PageDescription:
        """Decode one page for people. Bad bytes give problems, never an exception."""
