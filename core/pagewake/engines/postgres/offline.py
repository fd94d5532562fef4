"""The data directory of a server that was shut down in order: a backup of files that nobody changes.

No backup label is made and none is needed: a server starts from such files as from its own. Replay begins at the
checkpoint that the shutdown ended with (of a standby: at its last restartpoint).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pagewake.engines.base import (
    BackupSession,
    BlockReader,
    PageVerdict,
    ReadSpan,
    SessionEnd,
    SourceFile,
    WalPiece,
    WalSpan,
)
from pagewake.engines.postgres.captured import server_description
from pagewake.engines.postgres.configuration import read_configuration
from pagewake.engines.postgres.control import (
    ClusterState,
    Control,
    WalLevel,
    page_format,
    parse_control,
)
from pagewake.engines.postgres.control_file import read_control, read_control_file, unreadable
from pagewake.engines.postgres.doctor_findings import info, warning
from pagewake.engines.postgres.file_rules import Listing
from pagewake.engines.postgres.local_files import LocalReader, list_local, tablespace_locations
from pagewake.engines.postgres.local_wal import LivePosition, new_local_wal
from pagewake.engines.postgres.log import end_of_records
from pagewake.engines.postgres.pages import check_files, check_pages
from pagewake.engines.postgres.placement import LogShape
from pagewake.engines.postgres.postmaster import running_postmaster
from pagewake.engines.postgres.roles import setup_script
from pagewake.engines.postgres.same_log import read_segment_file, require_same_log
from pagewake.engines.postgres.versions import BLOCK_SIZE, version_directory
from pagewake.errors import SourceChanged, SourceUnreadable
from pagewake.jobs import Job
from pagewake.model import Finding, Identity, WalPosition

_STATES = {
    ClusterState.STARTING_UP: "its server was starting",
    ClusterState.SHUTTING_DOWN: "its server was just shutting down",
    ClusterState.CRASH_RECOVERY: "its server was recovering from a crash",
    ClusterState.ARCHIVE_RECOVERY: "it is of a standby, or of a recovery, that did not stop in order",
    ClusterState.IN_PRODUCTION: "its server crashed, or the directory was copied while one ran",
}


class OfflineSource:
    """A `Source` without a server."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._compared = False
        self._control_bytes = read_control(lambda: read_control_file(root))
        self._control = parse_control(self._control_bytes)
        if not self._control.clean:
            raise SourceUnreadable(
                f"no server runs on this directory, and {_STATES[self._control.state]}: its files do not fit together",
                object_name=str(root),
                advice="Start the server (it repairs them from its log), then back it up while it runs.",
            )

    @property
    def location(self) -> str:
        """The data directory."""
        return str(self._root)

    def identity(self) -> Identity:
        """Who the database is, by its control file."""
        return Identity(
            engine="postgres",
            engine_version=str(self._control.format.major),
            system_identifier=str(self._control.system_identifier),
            page_size=BLOCK_SIZE,
            page_format=page_format(self._control),
        )

    def check(self) -> list[Finding]:
        """What there is to say about a directory at rest."""
        major = self._control.format.major
        findings = [
            info("version", self.location, f"PostgreSQL {major} is supported."),
            info(
                "offline", self.location, "The server was shut down in order; it can be backed up as it is."
            ),
        ]
        if self._control.checksums:
            findings.append(info("data-checksums", self.location, "Pages carry checksums."))
        else:
            findings.append(
                warning(
                    "data-checksums",
                    self.location,
                    "Pages carry no checksums, so damage on the disk goes into backups unnoticed.",
                    f"pg_checksums --enable -D {self.location}",
                )
            )
        return findings + _without_configuration(self._root)

    def setup_script(self) -> str:
        """The statements for when the server runs."""
        return setup_script(self._control.format.major, "postgres")

    def begin(self, label: str, *, checkpoint: bool, known: Sequence[WalSpan], job: Job) -> BackupSession:
        """Begin: nothing has to be told to anybody."""
        return OfflineSession(self._root, self._control, self._control_bytes, self._end(), job)

    def new_wal(self, known: Sequence[WalSpan], read: ReadSpan, job: Job) -> Iterator[WalPiece]:
        """What `pg_wal` holds, to the end of the log. Raises LogConflict where the archive has another one."""
        control = self._control
        position = LivePosition(
            control.timeline, self._end(), control.state == ClusterState.SHUT_DOWN_IN_RECOVERY
        )
        shape = LogShape(control.system_identifier, control.wal_segment_size)
        if not self._compared:
            self._compared = True
            require_same_log(
                WalPosition(control.timeline, control.redo),
                lambda: position.flushed,
                control.wal_segment_size,
                known,
                read,
                partial(read_segment_file, self._root / "pg_wal"),
            )
        yield from new_local_wal(
            self._root / "pg_wal", shape, position, known, read, job, needed_until=position.flushed
        )

    def follow(
        self, known: Callable[[], Sequence[WalSpan]], read: ReadSpan, interval: float, job: Job
    ) -> Iterator[WalPiece | None]:
        """What is there, and then nothing until a server runs. Raises SourceUnreadable when one does."""
        while True:
            yield from self.new_wal(known(), read, job)
            yield None
            job.token.wait(interval)
            job.check()
            if running_postmaster(self._root) is not None:
                raise SourceUnreadable("a server was started", object_name=self.location)

    def close(self) -> None:
        """Nothing is open."""

    def _end(self) -> int:
        """The LSN up to which the log goes: behind the checkpoint of the shutdown, or where a standby was."""
        control = self._control
        size = control.wal_segment_size
        shape = LogShape(control.system_identifier, size)
        segment = shape.holding(control.timeline, control.checkpoint)
        path = self._root / "pg_wal" / shape.name(segment)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise unreadable(str(path), error) from error
        return max(end_of_records(data, control.checkpoint), control.minimum_recovery_point)


class OfflineSession:
    """A `BackupSession` on files at rest. `stop` is the end of their log."""

    def __init__(self, root: Path, control: Control, control_bytes: bytes, stop: int, job: Job) -> None:
        self._root = root
        self._control = control
        self._control_bytes = control_bytes
        self._stop = stop
        self._job = job
        self._listing = Listing()

    @property
    def start(self) -> WalPosition:
        """The redo position in the control file."""
        return WalPosition(self._control.timeline, self._control.redo)

    @property
    def redo(self) -> WalPosition:
        """The same."""
        return self.start

    @property
    def incomplete_reason(self) -> str:
        """With too little in the log, tables are filled without it."""
        return "wal_level is minimal" if self._control.wal_level is WalLevel.MINIMAL else ""

    @property
    def findings(self) -> Sequence[Finding]:
        """What listing the files showed."""
        return [*self._listing.findings, *_without_configuration(self._root)]

    def files(self) -> Iterable[SourceFile]:
        """All files, the control file last."""
        own = version_directory(self._control.format)
        self._listing = list_local(self._root, self._control.segment_blocks, own, frozenset(), self._job)
        return self._listing.files

    def reader(self) -> BlockReader:
        """A reader with descriptors of its own."""
        return LocalReader(self._root)

    def check(self, file: SourceFile, blocks: NDArray[np.int64], pages: memoryview) -> PageVerdict:
        """Check pages: nothing changes, so all are judged, and none can be newer than the end of the log."""
        return check_pages(file, blocks, pages, self._control.checksums, 0, self._stop)

    def read_files(
        self, reader: BlockReader, files: Sequence[SourceFile], into: memoryview
    ) -> NDArray[np.bool_]:
        """See `FilesSession.read_files`."""
        if not isinstance(reader, LocalReader):
            return np.zeros(len(files), bool)
        whole = reader.read_files(files, into)
        return whole & check_files(files, into, self._control.checksums, 0, self._stop)

    def end(self, job: Job) -> SessionEnd:
        """Make sure that no server was started meanwhile. Raises SourceChanged."""
        started = running_postmaster(self._root) is not None
        if started or read_control_file(self._root) != self._control_bytes:
            raise SourceChanged(
                "a server was started on the directory while it was backed up",
                object_name=str(self._root),
                meaning="What was copied does not fit together and was not kept as a backup.",
                advice="Run the backup again; it is then one of the running server.",
            )
        described = server_description(
            version=str(self._control.format.major),
            version_number=self._control.format.major * 10000,
            system_identifier=self._control.system_identifier,
            in_recovery=self._control.state is ClusterState.SHUT_DOWN_IN_RECOVERY,
            root=self._root,
            settings=_zones(self._root),
            tablespaces=tablespace_locations(self._root),
        )
        return SessionEnd(WalPosition(self._control.timeline, self._stop), (described,))

    def abort(self) -> None:
        """Nothing was taken."""


def _zones(root: Path) -> dict[str, str]:
    """The zones that a stopped server's files name, under the names that a running one gives them."""
    try:
        values = read_configuration(root).values
    except OSError:  # not ours to read: it is only told
        return {}
    return {name: values[name.lower()] for name in ("log_timezone", "TimeZone") if name.lower() in values}


def _without_configuration(root: Path) -> list[Finding]:
    if (root / "postgresql.conf").exists():
        return []
    return [
        warning(
            "configuration-not-captured",
            str(root),
            "The configuration files lie outside the data directory; without a running server nothing says where.",
            "Keep a copy of them, or back the server up while it runs.",
        )
    ]
