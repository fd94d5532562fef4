"""The protocol between the use-cases and an engine: what becomes of restored files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pagewake.engines.base_wal import ReadSpan, WalSpan
from pagewake.jobs import Job
from pagewake.model import (
    Finding,
    Identity,
    Proof,
    RecoveredTo,
    RestoreTarget,
    TargetKind,
    TimelineSpan,
    WalPosition,
)


@dataclass(frozen=True)
class WalFeed:
    """The WAL that a recovery may use: spans in history order, and how to read each.

    `origins` are the spans of no length that say where timelines came from, of all that the archive knows: a server
    that begins a new timeline must not take the number of one of them.
    """

    spans: Sequence[WalSpan]
    read: ReadSpan
    origins: Sequence[WalSpan] = ()


CONFIGURATION = "configuration"
"""The option that says whose configuration a restored database gets: the backup's, or that of its directory."""
FROM_BACKUP, KEEP = "backup", "keep"

ReadFile = Callable[[str], bytes | None]
"""Reads one small file of a backup by its path; None where the backup has no such file."""


@dataclass(frozen=True)
class Destination:
    """Where a restore is to go, before a byte is written.

    `read_file` reads files of the backup, `options` are the user's for this engine. A `scratch` directory is
    thrown away afterwards. `prove` and `target` are those of the recovery that will follow. `begun` are the places
    that a restore into this directory which did not finish has already written to. With `delta` what is in the
    directory is turned into the restored state; `left` are then the files in it that a restore which did not finish
    was to leave as they are, None where none has begun.
    """

    directory: Path
    read_file: ReadFile
    options: Mapping[str, str] = field(default_factory=dict)
    scratch: bool = False
    prove: bool = False
    target: RestoreTarget = field(default_factory=lambda: RestoreTarget(TargetKind.LATEST))
    begun: frozenset[Path] = frozenset()
    delta: bool = False
    left: frozenset[str] | None = None

    @property
    def keeps_configuration(self) -> bool:
        """Whether the configuration that the directory has is to stay."""
        return self.options.get(CONFIGURATION) == KEEP


@dataclass(frozen=True)
class Keepable:
    """Configuration that belongs to a directory before a restore into it, and that can stay as it is.

    `inside` are files in the directory, by their paths in it, which a restore would write over or delete; `outside`
    are those elsewhere, which no restore touches. `main` is the one that the database begins to read, where that is
    elsewhere. `problem` says why what is there must not stay; empty where it can, and where there is nothing.
    """

    inside: tuple[str, ...] = ()
    outside: tuple[Path, ...] = ()
    main: Path | None = None
    problem: str = ""
    advice: str = ""

    def __bool__(self) -> bool:
        return bool(self.inside or self.outside)


@dataclass(frozen=True)
class RecoveryRequest:
    """Everything that a recovery needs to turn copied pages into a database at one moment.

    `prove` asks for a look at the database as it then is; `scratch` says that the directory is thrown away
    afterwards, so that nothing in it has to be spared. `kept` is the configuration that was left as it was.
    """

    directory: Path
    identity: Identity
    start: WalPosition
    stop: WalPosition
    history: tuple[TimelineSpan, ...]
    target: RestoreTarget
    wal: WalFeed
    options: Mapping[str, str] = field(default_factory=dict)
    prove: bool = False
    scratch: bool = False
    kept: Keepable | None = None


@dataclass(frozen=True)
class Recovered:
    """What became of restored files.

    `reached` is None where the database recovers by itself when it is next started (`next_step` says how);
    `proof` is there where one was asked for.
    """

    reached: RecoveredTo | None
    findings: tuple[Finding, ...] = ()
    proof: Proof | None = None
    next_step: str = ""


@dataclass(frozen=True)
class OutsidePart:
    """A subtree of a backup that does not have to lie below the directory: a tablespace.

    `name` is what an option `tablespace:NAME` moves it by, `location` where it was, `subtree` its path in the backup.
    """

    name: str
    location: str
    subtree: str


@dataclass(frozen=True)
class PausedAt:
    """A restored database that stands still in its recovery and can go on. `redo` is where its log is read from,
    `reached` the point that its files are at, `begun` where the backup began that it was restored from (None where it
    does not say).
    """

    system_identifier: str
    redo: WalPosition
    reached: WalPosition
    begun: WalPosition | None = None


class Recovery(Protocol):
    """What an engine does with restored files."""

    @property
    def choices(self) -> Mapping[str, Sequence[str]]:
        """The options in which a user has a choice, with the values of each (`action`, `configuration`)."""

    def outside(self, read_file: ReadFile) -> Sequence[OutsidePart]:
        """The parts of a backup that may go elsewhere. Raises RestoreError for a map that cannot be read."""

    def places(self, destination: Destination) -> Mapping[str, Path]:
        """Which subtrees of the backup do not lie below the directory, and where they go (tablespaces).

        Keys are directories of the backup, values absolute paths. Raises, before anything is written, what makes
        a restore to there impossible: SourceInUse (a server runs on the directory), UsageError,
        DirectoryNotEmpty.
        """

    def keepable(self, destination: Destination) -> Keepable:
        """The configuration that the directory has, which the option `configuration` may leave; nothing is written."""

    def foretell(self, destination: Destination) -> Sequence[Finding]:
        """What a restore to there will write besides the backup's files, told before; nothing is written."""

    def recover(self, request: RecoveryRequest, job: Job) -> Recovered:
        """Bring the files in the directory to the target, or make them ready for it; prove them if asked to.

        Raises TargetUnreachable when the WAL ends before the target, RecoveryFailed, LogCorrupt, LogGap.
        """

    def paused_at(self, directory: Path) -> PausedAt:
        """Where a restored database in a directory stands in its recovery. Raises RestoreError for any other."""

    def go_on(self, request: RecoveryRequest, job: Job) -> Recovered:
        """Have a database that is paused at `request.stop` go on to a later target.

        The log is read from `request.start` on. Raises what `recover` raises, and TargetUnreachable for a target
        that was passed.
        """
