"""Single pages of a stopped server: replayed to the very checkpoint that the shutdown ended with (see `replay`).

The restored copy recovers to the record of that checkpoint and shuts down there, which makes a restartpoint of it: all
its pages are on disk then, as of exactly the position that the stopped server's control file names. Its own control
file says so afterwards, and has to. No timeline is begun, so no page is newer than that position.

Free space maps and visibility maps are not repaired: replay makes them only nearly what they were, and a server makes
them anew.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.base import PageVerdict, ReadSpan, WalSpan
from pagewake.engines.postgres.control import ClusterState, parse_control
from pagewake.engines.postgres.control_file import read_control, read_control_file
from pagewake.engines.postgres.occupancy import refuse_running
from pagewake.engines.postgres.offline import OfflineSource
from pagewake.engines.postgres.replay import RELATION, check_blocks, server_programs
from pagewake.engines.postgres.versions import BLOCK_SIZE
from pagewake.errors import SourceChanged, SourceUnreadable, UsageError
from pagewake.lsn import LsnStyle
from pagewake.model import Identity, RestoreTarget, TargetKind, WalPosition

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
        server_programs(self._control.format.major, directory)
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
        match = RELATION.fullmatch(file)
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
        return check_blocks(self._control, file, blocks, pages, self._control.checkpoint)

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
