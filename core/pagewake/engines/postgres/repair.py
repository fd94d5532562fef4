"""Single pages of a stopped server: replayed by a private server to the very checkpoint that the shutdown ended with.

The restored copy recovers to the record of that checkpoint and shuts down there, which makes a restartpoint of it: all
its pages are on disk then, as of exactly the position that the stopped server's control file names. Its own control
file says so afterwards, and has to. No timeline is begun, so no page is newer than that position.

Free space maps and visibility maps are not repaired: replay makes them only nearly what they were, and a server makes
them anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.base import PageVerdict, ReadSpan, SourceFile, WalSpan
from pagewake.engines.postgres.accounts import Account, is_root, owner_for, owner_name, server_account
from pagewake.engines.postgres.control import ClusterState, parse_control
from pagewake.engines.postgres.control_file import CONTROL_FILE, read_control, read_control_file
from pagewake.engines.postgres.installations import Installation, find_installation, what_to_install
from pagewake.engines.postgres.occupancy import refuse_running
from pagewake.engines.postgres.offline import OfflineSource
from pagewake.engines.postgres.pages import check_pages
from pagewake.engines.postgres.scratch_server import ScratchServer, ServerSettings
from pagewake.engines.postgres.versions import BLOCK_SIZE
from pagewake.errors import RecoveryFailed, SourceChanged, SourceUnreadable, UsageError
from pagewake.jobs import Job
from pagewake.lsn import LsnStyle
from pagewake.model import Identity, RecoveredTo, RestoreTarget, TargetKind, WalPosition

_RELATION = re.compile(r"(?:global|base/\d+|pg_tblspc/\d+/[^/]+/\d+)/\d+(_[a-z]+)?(?:\.(\d+))?", re.ASCII)
_INSTEAD = {
    "_fsm": "A free space map is made anew: with the server stopped remove the file, start it, and run VACUUM.",
    "_vm": "A visibility map is made anew: SELECT pg_truncate_visibility_map('TABLE'), then VACUUM.",
}
_text = LsnStyle.HALVES.text


class StoppedCluster:
    """A `StoppedDatabase`: the data directory of a server that was shut down in order."""

    complete = False
    """Pages may differ in what is not logged: hints, the free space in them."""

    def __init__(self, directory: Path, disk: Disk = REAL_DISK) -> None:
        refuse_running(directory)
        self._directory = directory
        self._disk = disk
        self.source = OfflineSource(directory)
        self._control_bytes = read_control(lambda: read_control_file(directory))
        self._control = parse_control(self._control_bytes)
        if self._control.state is not ClusterState.SHUT_DOWN:
            raise SourceUnreadable(
                "this is a standby's directory: its pages are those of no checkpoint",
                object_name=str(directory),
                meaning="Nothing was written.",
                advice="Make the standby anew from its primary.",
            )
        _programs(self._control.format.major, directory)
        self._open: dict[str, int] = {}

    @property
    def identity(self) -> Identity:
        """By the control file."""
        return self.source.identity()

    def newest(self, known: Sequence[WalSpan], read: ReadSpan) -> WalPosition:
        """The record of the shutdown's checkpoint."""
        return WalPosition(self._control.timeline, self._control.checkpoint)

    def goal(self, newest: WalPosition) -> RestoreTarget:
        """Up to and with that record."""
        return RestoreTarget(TargetKind.LSN, newest.lsn, timeline=newest.timeline)

    def path_of(self, file: str) -> Path:
        """A file of a relation's main fork."""
        match = _RELATION.fullmatch(file)
        if match is None or match[1]:
            raise UsageError(
                "this is no file of a table's or an index's own pages",
                object_name=file,
                meaning="Nothing was written.",
                advice=_INSTEAD.get(
                    match[1] if match else "", "Restore the database: pagewake restore --to DIR"
                ),
            )
        return self._directory / file

    def blocks_in(self, file: str) -> int:
        """Whole pages in it."""
        return os.fstat(self._descriptor(file)).st_size // BLOCK_SIZE

    def read(self, file: str, block: int) -> bytes:
        """One page."""
        try:
            return os.pread(self._descriptor(file), BLOCK_SIZE, block * BLOCK_SIZE)
        except OSError as error:
            raise SourceUnreadable(
                f"block {block} cannot be read ({error.strerror})",
                object_name=file,
                meaning="The disk itself refuses it. Nothing was written.",
                advice="Restore the database onto another disk: pagewake restore --to DIR",
            ) from error

    def check(self, file: str, blocks: NDArray[np.int64], pages: memoryview) -> PageVerdict:
        """By header and checksum; no page can be newer than the end of the log."""
        match = _RELATION.fullmatch(file)
        first = int((match[2] if match else None) or 0) * self._control.segment_blocks
        described = SourceFile(file, len(pages), BLOCK_SIZE, file, first)
        newest = self._control.checkpoint
        return check_pages(described, blocks, pages, bool(self._control.checksums), 0, newest)

    def differing(self, file: str, recovered: Path) -> NDArray[np.int64]:
        """Nothing is said: `complete` is false."""
        return np.empty(0, np.int64)

    def write(self, file: str, block: int, page: bytes) -> None:
        """Put a page in its place, as long as no server was started."""
        refuse_running(self._directory)
        if read_control_file(self._directory) != self._control_bytes:
            raise SourceChanged(
                "a server was started on the directory meanwhile",
                object_name=str(self._directory),
                meaning="The pages that were not written yet stay as they are.",
                advice="Stop the server, and run the command again.",
            )
        self._disk.write_at(self._descriptor(file), page, block * BLOCK_SIZE)

    def sync(self) -> None:
        """Make what was written durable."""
        for descriptor in self._open.values():
            self._disk.sync(descriptor)

    def close(self) -> None:
        """Close the files."""
        while self._open:
            os.close(self._open.popitem()[1])

    def _descriptor(self, file: str) -> int:
        if file not in self._open:
            path = self.path_of(file)
            try:
                self._open[file] = self._disk.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
            except FileNotFoundError:
                raise UsageError(
                    "the database has no such file any more: the relation was dropped, or written anew",
                    object_name=file,
                    meaning="Nothing was written.",
                    advice="Look what the relation's file is now: SELECT pg_relation_filepath('TABLE')",
                ) from None
            except OSError as error:
                raise SourceUnreadable(f"cannot be opened ({error.strerror})", object_name=file) from error
        return self._open[file]


def options() -> Mapping[str, str]:
    """How the scratch directory is to be recovered: the server stops at the target, and begins no timeline."""
    return {"action": "shutdown"}


def replay(directory: Path, target: RestoreTarget, job: Job) -> RecoveredTo:
    """Have a private server replay restored files to a checkpoint's record, and end there.

    Raises UsageError where this machine lacks the programs, RecoveryFailed where it does not end exactly there.
    """
    control = parse_control(read_control_file(directory))
    installation, account = _programs(control.format.major, directory)
    settings = ServerSettings(True)
    private = ScratchServer(installation, directory, account, settings)
    with job.steady(), private as server, job.phase("replaying the log", None):
        server.start()
        server.wait_ended(job)
    after = parse_control(read_control_file(directory))
    wanted = WalPosition(target.timeline or after.timeline, int(str(target.value)))
    if (
        after.state is not ClusterState.SHUT_DOWN_IN_RECOVERY
        or WalPosition(after.timeline, after.checkpoint) != wanted
    ):
        raise RecoveryFailed(
            f"the private server ended with the checkpoint at {_text(after.checkpoint)} on timeline {after.timeline}, "
            f"and not with that at {_text(wanted.lsn)} on timeline {wanted.timeline}",
            object_name=CONTROL_FILE,
            meaning="Pages of another moment do not belong there. Nothing was written to the database.",
        )
    return RecoveredTo(wanted.timeline, wanted.lsn, None)


def _programs(major: int, directory: Path) -> tuple[Installation, Account | None]:
    """The server programs, and whom to run them as. Raises UsageError where this machine lacks them."""
    owner = owner_for(owner_name(directory.stat().st_uid)) if is_root() else None
    account = server_account(owner)
    installation = find_installation(major, account)
    if installation is None or (is_root() and account is None):
        raise UsageError(
            f"the server programs of PostgreSQL {major}, which replay the pages, were not found on this machine",
            meaning="Nothing was written.",
            advice=what_to_install(major),
        )
    return installation, account
