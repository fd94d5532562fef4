"""A streaming standby of a server of the rig, copied through the backup functions: works on every version."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from tests.postgres.servers import Rig, Server, own

SKIPPED = shutil.ignore_patterns("postmaster.pid", "postmaster.opts", "pgsql_tmp*", "pg_internal.init*")


def base_backup(rig: Rig, primary: Server) -> Server:
    """A server, not started, on a plain copy of a running one with its backup label and no WAL.

    Tablespaces are copied to a place of the copy's own, as its `tablespace_map` then says.
    """
    old = primary.major < 15
    with primary.connect() as session:
        start = "pg_start_backup('copy', true, false)" if old else "pg_backup_start('copy', true)"
        session.execute(f"SELECT {start}")
        data = rig.directory("pg")
        copy = rig.adopt(primary.installation, data, tcp=primary.tcp)
        _copy(primary.data, data)
        shutil.rmtree(data / "pg_wal")
        for name in ("pg_wal", "pg_wal/archive_status"):
            (data / name).mkdir(mode=0o700)
        moved = {}
        for link in sorted((data / "pg_tblspc").iterdir()):
            if link.is_symlink():
                moved[link.name] = copy.tablespaces / link.name
                _copy(Path(os.readlink(link)), moved[link.name])
                link.unlink()
                link.symlink_to(moved[link.name])
        stop = "pg_stop_backup(false, false)" if old else "pg_backup_stop(false)"
        row = session.execute(f"SELECT labelfile FROM {stop}").fetchone()
    assert row is not None
    (data / "backup_label").write_text(row[0])
    if moved:
        (data / "tablespace_map").write_text("".join(f"{oid} {path}\n" for oid, path in moved.items()))
    own(data, recursive=True)
    own(copy.tablespaces, recursive=True)
    return copy


def standby(rig: Rig, primary: Server, slot: str = "standby") -> Server:
    """A running standby that follows `primary` through a replication slot; it has caught up when this returns."""
    primary.sql("SELECT pg_create_physical_replication_slot(%s, true)", slot)
    copy = base_backup(rig, primary)
    source = f"host={primary.socket_directory} port={primary.port} user=postgres application_name={slot}"
    copy.configure(primary_conninfo=source, primary_slot_name=slot, hot_standby="on")
    (copy.data / "standby.signal").touch()
    own(copy.data / "standby.signal")
    copy.start()
    wait_replayed(copy, primary)
    return copy


def wait_replayed(standby: Server, primary: Server, timeout: float = 60) -> None:
    """Until the standby has replayed all that the primary has written so far."""
    # An empty commit is flushed at once; where the next record will go may be past a page's header.
    primary.sql("SELECT txid_current()")
    goal = int(primary.value("SELECT pg_current_wal_flush_lsn() - '0/0'"))
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if int(standby.value("SELECT coalesce(pg_last_wal_replay_lsn() - '0/0', 0)")) >= goal:
            return
        time.sleep(0.05)
    raise TimeoutError(f"the standby did not catch up:\n{standby.log[-3000:]}")


def _copy(source: Path, target: Path) -> None:
    """Copy a directory that a server works in: files may vanish meanwhile."""

    def copy_file(one: str, other: str) -> str:
        try:
            return shutil.copy2(one, other)
        except FileNotFoundError:
            return other

    shutil.copytree(
        source, target, symlinks=True, ignore=SKIPPED, copy_function=copy_file, dirs_exist_ok=True
    )
