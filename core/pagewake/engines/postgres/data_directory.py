"""Making restored files a data directory that a server accepts: what must be there, and what must not.

A backup holds no empty directories, none of the files that belong to a running server, and no links. What a server
wants and does not make itself is made here; what would lead it astray is taken away. `global/pg_control` stands
under another name until all else is in place: a server refuses to start without it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from pagewake.disk import Disk, write_durably
from pagewake.engines.postgres.captured_server import CAPTURED, CONFIGURATION
from pagewake.engines.postgres.tablespaces import LINKS, MAP_FILE, format_map
from pagewake.engines.postgres.versions import WalFormat

CONTROL = "global/pg_control"
HELD_CONTROL = "global/pg_control.pagewake"
KEPT_CONFIGURATION = "pagewake-config"
"""Where the configuration files that a backup captured are kept in the restored directory."""
SIGNAL = "recovery.signal"
LABEL = "backup_label"

EMPTIED = (
    "pg_dynshmem",
    "pg_notify",
    "pg_replslot",
    "pg_serial",
    "pg_snapshots",
    "pg_stat_tmp",
    "pg_subtrans",
    "pg_wal",
)
"""Directories whose content belongs to the running server that had it, or is made anew."""
_NEEDED = (
    "base",
    "global",
    "pg_commit_ts",
    "pg_logical",
    "pg_logical/mappings",
    "pg_logical/snapshots",
    "pg_multixact",
    "pg_multixact/members",
    "pg_multixact/offsets",
    "pg_stat",
    LINKS,
    "pg_twophase",
    "pg_xact",
    *EMPTIED,
    "pg_wal/archive_status",
)
_STALE_FILES = (
    "backup_label.old",
    "backup_manifest",
    "current_logfiles",
    "current_logfiles.tmp",
    "postgresql.auto.conf.tmp",
    "postmaster.opts",
    "postmaster.pid",
    "recovery.conf",
    "recovery.done",
    "standby.signal",
    "tablespace_map.old",
    SIGNAL,
)


def hold_control(directory: Path, disk: Disk) -> None:
    """Make sure that nobody starts a server before `release_control`."""
    disk.replace(directory / CONTROL, directory / HELD_CONTROL)
    disk.sync_directory(directory / "global")


def release_control(directory: Path, disk: Disk) -> None:
    """Let the directory be started: the last step."""
    disk.replace(directory / HELD_CONTROL, directory / CONTROL)
    disk.sync_directory(directory / "global")


def clear_stale(directory: Path, disk: Disk) -> None:
    """Remove what an earlier server left and the backup does not have."""
    for name in _STALE_FILES:
        disk.remove(directory / name)
    for name in EMPTIED:
        place = directory / name
        if place.is_symlink():
            disk.remove(place)
        elif place.is_dir():
            for root, names, files in os.walk(place, topdown=False):
                for entry in (Path(root) / one for one in (*files, *names)):
                    if entry.is_symlink() or not entry.is_dir():
                        disk.remove(entry)
                    else:
                        entry.rmdir()


def make_directories(directory: Path, wal_format: WalFormat, disk: Disk) -> None:
    """Make the directories that a server expects and that no file of the backup brought along."""
    summaries = ("pg_wal/summaries",) if wal_format.major >= 17 else ()
    for name in (*_NEEDED, *summaries):
        disk.make_directory(directory / name, 0o700)


def link_tablespaces(directory: Path, locations: Mapping[int, Path], disk: Disk) -> None:
    """Make the links of `pg_tblspc`, and the map from which a server makes them again when it begins to recover."""
    links = directory / LINKS
    for entry in list(links.iterdir()):
        if entry.is_symlink():
            disk.remove(entry)
        elif entry.is_dir() and not any(files for _, _, files in os.walk(entry)):
            shutil.rmtree(entry)  # left of a tablespace in place that the backup does not have
    for oid, location in sorted(locations.items()):
        os.symlink(location, links / str(oid))
    disk.sync_directory(links)
    if locations:
        write_file(directory / MAP_FILE, format_map(locations), disk)
    else:
        disk.remove(directory / MAP_FILE)


def linked_tablespaces(directory: Path) -> dict[int, Path]:
    """Where the links of `pg_tblspc` lead, by OID."""
    links = [entry for entry in (directory / LINKS).iterdir() if entry.is_symlink() and entry.name.isdigit()]
    return {int(entry.name): entry.readlink() for entry in links}


def remove_relations(
    directory: Path, paths: Iterable[str], locations: Mapping[int, Path], disk: Disk
) -> None:
    """Remove the files of relations whose main fork a server makes anew from the `_init` fork."""
    for path in paths:
        parts = path.split("/")
        place = directory.joinpath(*parts[:-1])
        if parts[0] == LINKS and int(parts[1]) in locations:
            place = locations[int(parts[1])].joinpath(*parts[2:-1])
        if not place.is_dir():
            continue
        wanted = re.compile(rf"{parts[-1]}(?:_fsm|_vm)?(?:\.\d+)?")
        for entry in list(place.iterdir()):
            if wanted.fullmatch(entry.name):
                disk.remove(entry)


def tablespaces_in_place(directory: Path) -> bool:
    """Whether there are tablespaces that are plain directories in `pg_tblspc`."""
    return any(entry.is_dir() and not entry.is_symlink() for entry in (directory / LINKS).iterdir())


def keep_captured(directory: Path, disk: Disk, *, used: bool = False) -> None:
    """Take what Pagewake added to the backup out of the directory; captured configuration stays beside the rest.

    `used`: what an earlier restore put there belongs to the configuration that is kept, and stays instead.
    """
    captured = directory / CAPTURED
    kept = directory / KEPT_CONFIGURATION
    if used:
        shutil.rmtree(captured, ignore_errors=True)
        disk.sync_directory(directory)
        return
    if kept.is_dir():
        shutil.rmtree(kept)
    if (directory / CONFIGURATION).is_dir():
        disk.replace(directory / CONFIGURATION, kept)
    if captured.is_dir():
        shutil.rmtree(captured)
    disk.sync_directory(directory)


def write_file(path: Path, content: bytes, disk: Disk, mode: int = 0o600) -> None:
    """Write a whole file durably, in place of what was there."""
    write_durably(path, content, disk, unfinished=path.with_name(f"{path.name}.pagewake"), mode=mode)


def set_modes(roots: tuple[Path, ...], *, group: bool) -> None:
    """Give directories the mode that servers demand: for the owner alone, or readable for the group as well.

    Files keep the modes that they had on their server, but for those that were made here.
    """
    directory_mode, file_mode = (0o750, 0o640) if group else (0o700, 0o600)
    for root in roots:
        for place, names, files in os.walk(root):
            for name in names:
                if not os.path.islink(os.path.join(place, name)):
                    os.chmod(os.path.join(place, name), directory_mode)
            for name in files if group else ():
                path = os.path.join(place, name)
                if not os.path.islink(path) and os.stat(path).st_mode & 0o777 == 0o600:
                    os.chmod(path, file_mode)
        os.chmod(root, directory_mode)
