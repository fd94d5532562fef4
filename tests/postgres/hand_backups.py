"""Backups made by hand, as the recovery takes them: a copy of a data directory, and what the archive holds of its WAL.

Nothing of Pagewake's own backup is used, so that a recovery is proven by itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.postgres.installations import Installation, account
from tests.postgres.servers import Server

from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.base import Destination, Recovered, RecoveryRequest, WalFeed, WalSpan
from pagewake.engines.postgres.control import parse_control
from pagewake.engines.postgres.installations import VARIABLE
from pagewake.engines.postgres.recovery import PostgresRecovery
from pagewake.engines.postgres.segments import is_history_name, is_segment_name, partial_name, segment_name
from pagewake.engines.postgres.timelines import parse_history
from pagewake.jobs import Job
from pagewake.lsn import parse_lsn
from pagewake.model import Identity, RestoreTarget, TimelineSpan, WalPosition

SEGMENT = 16 << 20
NEVER = ("pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp",
         "pg_subtrans", "postmaster.pid", "postmaster.opts", "pg_tblspc")  # fmt: skip


@dataclass
class HandBackup:
    """A backup as files below a directory, tablespaces as plain directories in `pg_tblspc`."""

    files: Path
    start: WalPosition
    stop: WalPosition
    identity: Identity

    def read(self, name: str) -> bytes | None:
        path = self.files / name
        return path.read_bytes() if path.is_file() else None


@dataclass
class HandArchive:
    """WAL as an archive holds it: `pieces` by name, with the span of each."""

    pieces: dict[str, tuple[WalSpan, bytes]] = field(default_factory=dict)

    def add(self, name: str, timeline: int, first: int, end: int, data: bytes) -> None:
        span = WalSpan(name, timeline, first, end, len(data), hashlib.sha256(data).digest())
        self.pieces[name] = span, data

    def add_directory(self, directory: Path) -> None:
        """Every segment and history file that a server has archived into a directory."""
        for path in sorted(directory.iterdir()):
            if is_segment_name(path.name):
                timeline, high, low = (int(path.name[at : at + 8], 16) for at in (0, 8, 16))
                first = (high * 256 + low) * SEGMENT
                self.add(path.name, timeline, first, first + SEGMENT, path.read_bytes())
            elif is_history_name(path.name):
                timeline, data = int(path.name[:8], 16), path.read_bytes()
                fork = parse_history(data, timeline)[-1].end or 0
                self.add(path.name, timeline, fork, fork, data)

    def add_partial(self, pg_wal: Path, timeline: int, end: int) -> None:
        """The beginning of the segment that a server is writing."""
        name = segment_name(timeline, end // SEGMENT, SEGMENT)
        used = end % SEGMENT
        data = (pg_wal / name).read_bytes()[:used]
        self.add(partial_name(name, used), timeline, end - used, end, data)

    def feed(self, start: int, timelines: Sequence[int] = (1,)) -> WalFeed:
        """What a plan would choose: the pieces of these timelines from `start` on, and all origins."""
        spans = [span for span, _ in self.pieces.values()]
        chosen = [
            span
            for span in sorted(spans, key=lambda one: (one.timeline, one.first_lsn))
            if span.timeline in timelines and span.end_lsn > start and span.first_lsn < span.end_lsn
        ]
        origins = [span for span in spans if span.first_lsn == span.end_lsn]
        return WalFeed(chosen, lambda span: self.pieces[span.name][1], origins)


def take_backup(
    server: Server,
    into: Path,
    *,
    config_elsewhere: bool = False,
    after_start: Callable[[], object] = lambda: None,
) -> HandBackup:
    """Copy the data directory of a running server between the start and the stop of a backup."""
    old = server.major < 15
    with server.connect() as session:
        query = (
            "SELECT pg_start_backup('hand', true, false)" if old else "SELECT pg_backup_start('hand', true)"
        )
        row = session.execute(query).fetchone()
        assert row is not None
        start = parse_lsn(row[0])
        after_start()
        _copy(server, into)
        query = "SELECT * FROM pg_stop_backup(false, false)" if old else "SELECT * FROM pg_backup_stop(false)"
        row = session.execute(query).fetchone()
        assert row is not None
        stop, label, spaces = parse_lsn(row[0]), row[1], row[2]
    (into / "backup_label").write_text(label)
    if spaces:
        (into / "tablespace_map").write_text(spaces if spaces.endswith("\n") else f"{spaces}\n")
    control = parse_control((into / "global/pg_control").read_bytes())
    _describe(server, into, config_elsewhere)
    identity = Identity("postgres", server.installation.version, str(control.system_identifier), 8192)
    timeline = control.timeline
    return HandBackup(into, WalPosition(timeline, start), WalPosition(timeline, stop), identity)


def _copy(server: Server, into: Path) -> None:
    for entry in server.data.iterdir():
        if entry.name not in NEVER:
            subprocess.run(["cp", "-a", "--reflink=auto", str(entry), str(into)], check=False)
    for link in (server.data / "pg_tblspc").iterdir():
        target = into / "pg_tblspc" / link.name
        target.parent.mkdir(exist_ok=True)
        shutil.copytree(link.resolve() if link.is_symlink() else link, target)
    shutil.copy2(server.data / "global/pg_control", into / "global/pg_control")  # last


def _describe(server: Server, into: Path, config_elsewhere: bool) -> None:
    captured = into / "pagewake"
    captured.mkdir()
    spaces = server.sql("SELECT oid, pg_tablespace_location(oid) FROM pg_tablespace WHERE oid > 16383")
    files = []
    if config_elsewhere:
        (captured / "config").mkdir()
        for name, setting in (("postgresql.conf", "config_file"), ("pg_hba.conf", "hba_file")):
            os.replace(into / name, captured / "config" / name)
            files.append(
                {
                    "setting": setting,
                    "path": f"/etc/postgresql/x/main/{name}",
                    "file": f"pagewake/config/{name}",
                }
            )
    document = {
        "version": server.installation.version,
        "owner": {"name": account().name, "uid": account().uid, "gid": account().gid},
        "directory_mode": os.stat(server.data).st_mode & 0o777,
        "tablespaces": {str(oid): location for oid, location in spaces},
        "configuration": files,
        "remove_before_start": [],
    }
    (captured / "server.json").write_text(json.dumps(document))
    for name in ("backup_label", "tablespace_map", "pagewake/server.json"):
        if (into / name).is_file():
            (into / name).chmod(0o600)


@dataclass
class HandRestore:
    """One restore of a hand-made backup; `run` does what the restore of files and the recovery do."""

    backup: HandBackup
    feed: WalFeed
    history: tuple[TimelineSpan, ...]
    directory: Path
    target: RestoreTarget
    options: dict[str, str] = field(default_factory=dict)
    prove: bool = False
    scratch: bool = False
    disk: Disk = REAL_DISK

    def run(self, job: Job | None = None) -> Recovered:
        recovery = PostgresRecovery(self.disk)
        places = recovery.places(
            Destination(self.directory, self.backup.read, self.options, self.scratch, self.prove, self.target)
        )
        copy_backup(self.backup, self.directory, places)
        return recovery.recover(self.request(), job or Job("restore"))

    def request(self) -> RecoveryRequest:
        return RecoveryRequest(
            self.directory,
            self.backup.identity,
            self.backup.start,
            self.backup.stop,
            self.history,
            self.target,
            self.feed,
            self.options,
            self.prove,
            self.scratch,
        )


@contextmanager
def named_programs(installation: Installation) -> Iterator[None]:
    """Have restores use the very programs that the server was run with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(installation.bindir))
        yield


def copy_backup(backup: HandBackup, directory: Path, places: dict[str, Path] | object) -> None:
    """Every file of a backup to where it goes, as root: directories 0700, empty ones not made."""
    assert isinstance(places, dict)
    for root, _, names in os.walk(backup.files):
        for name in names:
            path = (Path(root) / name).relative_to(backup.files).as_posix()
            place = directory / path
            for tree, other in places.items():
                if path.startswith(f"{tree}/"):
                    place = other / path[len(tree) + 1 :]
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copyfile(backup.files / path, place)
            place.chmod((backup.files / path).stat().st_mode & 0o777)
    for place in places.values():
        place.mkdir(parents=True, exist_ok=True)
