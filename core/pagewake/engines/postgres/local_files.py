"""Files of a data directory on this machine: listed with one `scandir` a directory, read beside the server."""

from __future__ import annotations

import os
import stat
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pagewake import kernels
from pagewake.engines.base import Runs, SourceFile
from pagewake.engines.postgres.control_file import (
    CONTROL_FILE,
    read_control,
    read_control_file,
    unreadable,
)
from pagewake.engines.postgres.file_rules import (
    DEFAULT_TABLESPACE,
    GLOBAL_TABLESPACE,
    OWN_DIRECTORIES,
    TABLESPACES,
    Entry,
    Listing,
    add_database,
    control_file,
    is_oid,
    is_text,
    left_out,
    left_out_at_top,
    odd_name,
    plain_file,
    unlogged_relations,
)
from pagewake.errors import SourceUnreadable
from pagewake.jobs import Job
from pagewake.model import Finding, Severity

AHEAD_BYTES = 16 << 20
"""So far ahead the system is told to read, where the disk is what a reader waits for."""
SLOW_BYTES = 1_500_000_000
"""Fewer bytes a second than this do not come from memory."""
OPEN_FILES = 8
"""Descriptors that one reader keeps: tasks of one file follow each other."""
_GONE = (FileNotFoundError, NotADirectoryError)
_FOLLOWED = "is a link; what it points to is backed up, and restored without the link"


def list_local(
    root: Path, segment_blocks: int, version_directory: str, skipped: frozenset[str], job: Job
) -> Listing:
    """Everything of a data directory that belongs to a backup, the control file last.

    `version_directory` is the server's own below a tablespace (`PG_15_202209061`), `skipped` names directories
    below the root that are left out. Raises SourceUnreadable, Cancelled.
    """
    return _Lister(root, segment_blocks, version_directory, skipped, job).run()


class _Lister:
    """One walk over a data directory."""

    def __init__(
        self, root: Path, segment_blocks: int, version_directory: str, skipped: frozenset[str], job: Job
    ) -> None:
        self._root = str(root)
        self._blocks = segment_blocks
        self._version_directory = version_directory
        self._skipped = skipped
        self._job = job
        self._listing = Listing()
        self._tablespaces: set[str] = set()

    def run(self) -> Listing:
        links = self._tablespace_links()
        below = os.path.realpath(self._root) + os.sep
        self._tablespaces = {place for _, place in links if place.startswith(below)}
        control_mode = 0o600
        for entry in self._entries(""):
            name = entry.name
            if name == TABLESPACES or left_out_at_top(name, self._root, self._listing.findings):
                continue
            if name == "global":
                control_mode = self._mode(entry.path + "/pg_control")
                self._database("global", GLOBAL_TABLESPACE, 0)
            elif name == "base":
                self._databases("base", DEFAULT_TABLESPACE)
            else:
                self._other(name, entry)
        for name, _ in links:
            directory = f"{TABLESPACES}/{name}/{self._version_directory}"
            self._databases(directory, int(name))
        self._listing.files.append(control_file(control_mode))
        return self._listing

    def _tablespace_links(self) -> list[tuple[str, str]]:
        """The tablespaces, by number, and where they really are."""
        found = []
        for entry in self._entries(TABLESPACES):
            if left_out(entry.name):
                continue
            if is_oid(entry.name) and (entry.is_symlink() or entry.is_dir(follow_symlinks=False)):
                found.append((entry.name, os.path.realpath(entry.path)))
            else:
                self._report(f"{TABLESPACES}/{entry.name}", "is no tablespace and is not part of the backup")
        return sorted(found, key=lambda one: int(one[0]))

    def _databases(self, directory: str, tablespace: int) -> None:
        """All databases below one directory of a tablespace."""
        entries = self._entries(directory)
        for entry in sorted((one for one in entries if is_oid(one.name)), key=lambda one: int(one.name)):
            path = f"{directory}/{entry.name}"
            if entry.is_symlink():
                self._report(path, _FOLLOWED)
            self._database(path, tablespace, int(entry.name))
        for entry in entries:
            if not is_oid(entry.name) and not left_out(entry.name):
                self._other(f"{directory}/{entry.name}", entry)

    def _database(self, directory: str, tablespace: int, database: int) -> None:
        """The files of one database. Directories in it (PostgreSQL makes none) are read like any other."""
        self._job.check()
        entries = self._entries(directory)
        files, others = [], []
        for entry in entries:
            if entry.is_file():
                status = self._status(entry)
                if status is not None:
                    if entry.is_symlink():
                        self._report(f"{directory}/{entry.name}", _FOLLOWED)
                    files.append(Entry(entry.name, status.st_size, stat.S_IMODE(status.st_mode)))
            elif not left_out(entry.name):
                others.append(entry)
        unlogged = unlogged_relations(one.name for one in files)
        # A relation whose init fork was made while the directory was read.
        unlogged |= unlogged_relations(self._names(directory))
        add_database(self._listing, directory, tablespace, database, files, unlogged, self._blocks)
        for entry in others:
            self._other(f"{directory}/{entry.name}", entry)

    def _other(self, path: str, entry: os.DirEntry[str]) -> None:
        """Everything that is no database: read whole."""
        if path in self._skipped:
            return
        if entry.is_symlink():
            if path not in OWN_DIRECTORIES:
                self._report(path, "is a link and is not part of the backup")
                return
            self._report(path, _FOLLOWED)
        try:
            if entry.is_dir():
                if not self._tablespaces or os.path.realpath(entry.path) not in self._tablespaces:
                    self._directory(path)
            elif entry.is_file():
                status = self._status(entry)
                if status is not None:
                    mode = stat.S_IMODE(status.st_mode)
                    self._listing.files.append(plain_file(path, status.st_size, mode))
            elif os.path.lexists(entry.path):
                self._report(path, "is neither a file nor a directory and is not part of the backup")
        except OSError as error:
            raise self._unreadable(entry.path, error) from error

    def _directory(self, path: str) -> None:
        self._job.check()
        for entry in self._entries(path):
            if not left_out(entry.name):
                self._other(f"{path}/{entry.name}", entry)

    def _entries(self, path: str) -> list[os.DirEntry[str]]:
        """The entries of a directory, sorted by name; none where it has vanished."""
        try:
            with os.scandir(os.path.join(self._root, path)) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except _GONE:
            return []
        except OSError as error:
            raise self._unreadable(os.path.join(self._root, path), error) from error
        odd = [entry.name for entry in entries if not is_text(entry.name)]
        if odd:
            self._listing.findings += [odd_name(os.path.join(path, name)) for name in odd]
            entries = [entry for entry in entries if is_text(entry.name)]
        return entries

    def _names(self, path: str) -> list[str]:
        try:
            return os.listdir(os.path.join(self._root, path))
        except _GONE:
            return []
        except OSError as error:
            raise self._unreadable(os.path.join(self._root, path), error) from error

    def _status(self, entry: os.DirEntry[str]) -> os.stat_result | None:
        try:
            return entry.stat()
        except _GONE:
            return None
        except OSError as error:
            raise self._unreadable(entry.path, error) from error

    def _mode(self, path: str) -> int:
        try:
            return stat.S_IMODE(os.stat(path).st_mode)
        except OSError as error:
            raise self._unreadable(path, error) from error

    def _report(self, path: str, what: str) -> None:
        self._listing.findings.append(
            Finding(
                Severity.WARNING,
                "link-in-data-directory",
                path,
                f"{path} {what}.",
                "PostgreSQL makes links only in pg_tblspc and for pg_wal; use a tablespace instead.",
            )
        )

    @staticmethod
    def _unreadable(path: str, error: OSError) -> SourceUnreadable:
        return unreadable(path, error)


class LocalReader:
    """Reads runs of blocks of files below one directory; for one thread."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._directory = -1
        self._waits = False
        self._open: OrderedDict[str, int] = OrderedDict()

    def read(self, file: SourceFile, runs: Runs, into: memoryview) -> int:
        """See `BlockReader.read`."""
        if file.path == CONTROL_FILE:
            return copy_control(read_control(lambda: read_control_file(Path(self._root))), into)
        try:
            descriptor = self._descriptor(file.path)
            if descriptor is None:
                return 0
            if self._waits:
                _read_ahead(descriptor, runs, file.page_size)
            begun = time.perf_counter()
            got = kernels.read_pages(descriptor, runs, file.page_size, into)
            self._waits = got < (time.perf_counter() - begun) * SLOW_BYTES
            return got
        except OSError as error:
            raise unreadable(os.path.join(self._root, file.path), error) from error

    def read_files(self, files: Sequence[SourceFile], into: memoryview) -> NDArray[np.bool_]:
        """Read small files back to back, each into as many pages as it has; which of them were there in full."""
        sizes = np.array([file.blocks * file.page_size for file in files], np.int64)
        try:
            if self._directory < 0:
                self._directory = os.open(self._root, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        except OSError as error:
            raise unreadable(self._root, error) from error
        got = kernels.read_files(self._directory, [file.path for file in files], sizes, into)
        return np.equal(got, sizes)

    def close(self) -> None:
        """Let go of all files."""
        if self._directory >= 0:
            os.close(self._directory)
            self._directory = -1
        for descriptor in self._open.values():
            os.close(descriptor)
        self._open.clear()

    def _descriptor(self, path: str) -> int | None:
        """An open descriptor of a file, None where it has vanished."""
        found = self._open.get(path)
        if found is not None:
            self._open.move_to_end(path)
            return found
        try:
            descriptor = os.open(os.path.join(self._root, path), os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        except _GONE:
            return None
        while len(self._open) >= OPEN_FILES:
            _, oldest = self._open.popitem(last=False)
            os.close(oldest)
        self._open[path] = descriptor
        return descriptor


def _read_ahead(descriptor: int, runs: Runs, page_size: int) -> None:
    """Have the system read what a reader of the file will want soon, where it can be told."""
    if len(runs) == 1 and hasattr(os, "posix_fadvise"):
        first, count = runs[0].tolist()
        place = first * page_size + AHEAD_BYTES
        os.posix_fadvise(descriptor, place, count * page_size, os.POSIX_FADV_WILLNEED)


def copy_control(data: bytes, into: memoryview) -> int:
    """Put a control file into a buffer made for one."""
    into[: len(data)] = data
    return len(data)


def database_directories(root: Path, version_directory: str) -> Iterator[str]:
    """The directories that databases have now, relative to the root (for a second look at their names)."""
    places = ["base"]
    for name in _names_of(root / TABLESPACES):
        places.append(f"{TABLESPACES}/{name}/{version_directory}")
    for place in places:
        for name in _names_of(root / place):
            if is_oid(name):
                yield f"{place}/{name}"


def late_unlogged(root: Path, version_directory: str) -> set[str]:
    """Paths, without segment, of the main forks of all relations that are unlogged now."""
    found = set()
    for directory in database_directories(root, version_directory):
        for relation in unlogged_relations(_names_of(root / directory)):
            found.add(f"{directory}/{relation}")
    return found


def tablespace_locations(root: Path) -> dict[int, str]:
    """Where each tablespace lies, by number: the target of its link, or a path below the root without one."""
    found = {}
    for name in sorted(_names_of(root / TABLESPACES)):
        if is_oid(name):
            path = root / TABLESPACES / name
            found[int(name)] = os.readlink(path) if path.is_symlink() else f"{TABLESPACES}/{name}"
    return found


def _names_of(path: Path) -> list[str]:
    try:
        return os.listdir(path)
    except _GONE:
        return []
    except OSError as error:
        raise unreadable(str(path), error) from error
