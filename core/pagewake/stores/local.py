"""A store in a directory: one file an object, made whole and durable before it gets its name.

A writer streams into `.tmp/` (no key can name it: parts of keys do not begin with a dot), makes the content
durable, gives it its name without ever replacing another object, and makes the name durable. What a dead
process leaves there is removed by `sweep`. Symbolic links inside the directory are not followed.

Files are private to their owner; where the directory itself is open to its group, they are too.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from pagewake.disk import REAL_DISK, Disk
from pagewake.errors import ObjectExists, ObjectMissing, StoreError, UsageError
from pagewake.stores.base import (
    MAX_KEY_LENGTH,
    Buffer,
    ObjectInfo,
    ObjectWriter,
    StoreProperties,
    Unfinished,
    check_key,
    check_prefix,
)
from pagewake.stores.local_errors import explained
from pagewake.stores.local_leftovers import GRACE, sweep_in, unfinished_in
from pagewake.stores.local_place import SamePlace

_TEMPORARY: Final = ".tmp"
_NAME: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*/?")
_SYNC_BYTES: Final = 4 << 20
"""The disk is told to begin with every so many bytes: what a commit then waits for is the rest."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LARGEST_READ: Final = 1 << 30


def open_local(location: str | Path) -> LocalStore:
    """The store in the directory that a path or a `file://` URL names.

    Raises:
        UsageError: the URL names another machine, or the text is no path.
    """
    text = str(location)
    if text[:5].lower() == "file:":
        url = urlsplit(text)
        if url.netloc not in ("", "localhost") or url.path[:1] != "/" or url.query or url.fragment:
            raise UsageError(
                "this does not name a directory of this machine",
                object_name=text,
                advice="Write it as file:///path/to/directory, or as a plain path.",
            )
        text = unquote(url.path)
    if not text or "\0" in text:
        raise UsageError("this is not the path of a directory", object_name=repr(text))
    return LocalStore(Path(text).expanduser())


class LocalStore:
    """Objects as files below a directory, which the first object creates if need be. Implements `Store`."""

    def __init__(self, directory: Path, disk: Disk = REAL_DISK) -> None:
        self.directory: Final = Path(os.path.abspath(directory))
        self.disk: Final = disk
        self.temporary: Final = self.directory / _TEMPORARY
        self._known: set[Path] = set()
        self._place = SamePlace(self.directory)
        self._durable: set[Path] = set()
        self._writing: set[Path] = set()
        self._swept = False
        self._lock = threading.Lock()

    @property
    def location(self) -> str:
        """The directory's absolute path."""
        return str(self.directory)

    @property
    def properties(self) -> StoreProperties:
        """What a local file system promises."""
        return StoreProperties(
            conditional_create=True, parallel_requests=4, coalesce_gap=128 << 10, part_size=1 << 20
        )

    def create(self, key: str) -> LocalWriter:
        """Begin a new object, to be streamed."""
        if not self._swept:  # once a process; what another user's process left may not be ours to remove
            self._swept = True
            with suppress(StoreError):
                self.sweep()
        return LocalWriter(self, check_key(key))

    def put(self, key: str, data: Buffer, *, replace: bool = False) -> None:
        """Create a small object in one call. Raises ObjectExists unless `replace`."""
        with LocalWriter(self, check_key(key)) as writer:
            writer.write(data)
            writer.commit(replace=replace)

    def read(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        """Return exactly the bytes asked for, fewer only at the object's end. Raises ObjectMissing."""
        if offset < 0 or (length is not None and length < 0):
            raise StoreError(f"bytes {offset} + {length} cannot be read", object_name=key)
        with self._opened(key) as (descriptor, size), explained(key, self.directory):
            end = size if length is None else min(size, offset + length)
            parts = []
            while offset < end:
                part = os.pread(descriptor, min(end - offset, _LARGEST_READ), offset)
                if not part:
                    break
                parts.append(part)
                offset += len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def size(self, key: str) -> int:
        """Length of an object. Raises ObjectMissing."""
        with self._opened(key) as (_descriptor, size):
            return size

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """All objects whose key begins with `prefix`, in the order of their keys.

        Files that vanish meanwhile are left out, and so is what is no object: links, devices, foreign names.
        """
        for key, entry in self._entries(prefix):
            try:
                status = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            if stat.S_ISREG(status.st_mode):
                yield ObjectInfo(key, status.st_size, _instant(status.st_mtime))

    def keys(self, prefix: str = "") -> Iterator[str]:
        """The keys of `list`, in a fourth of its time: no file is asked for its size. Implements `NamingStore`."""
        return (key for key, entry in self._entries(prefix) if entry.is_file(follow_symlinks=False))

    def delete(self, key: str) -> None:
        """Remove an object durably; one that is not there is already removed."""
        path = self.path(key)
        with explained(key, self.directory):
            self._refuse_links(key.rpartition("/")[0])
            try:
                if stat.S_ISDIR(os.lstat(path).st_mode):
                    return
            except (FileNotFoundError, NotADirectoryError):
                return
            self.disk.remove(path)
            self.disk.sync_directory(path.parent)

    def close(self) -> None:
        """Nothing is held open between calls."""

    def path(self, key: str) -> Path:
        """Where an object of that key lies."""
        return self.directory.joinpath(*check_key(key).split("/"))

    def free_bytes(self) -> int | None:
        """Room on the file system for this user; None where it does not say."""
        import shutil  # takes a while to load, and every archive command loads this module

        try:
            return shutil.disk_usage(self.directory).free
        except OSError:
            return None

    @property
    def unfinished_grace(self) -> timedelta:
        """A file that nobody has written to for so long is left behind."""
        return GRACE

    def unfinished(self) -> Iterator[Unfinished]:
        """Files that are being written, or were left by dead processes; not this object's own. Raises StoreError."""
        return unfinished_in(self.temporary, self._writing)

    def sweep(self, older_than: timedelta | None = None) -> int:
        """Remove what writers of dead processes left behind and return how many files that was.

        A file that nobody has written to for `older_than` (else a day) is left behind; this object's own are not.
        Raises StoreError.
        """

        def file_time() -> float:
            with LocalWriter(self, "clock") as writer:
                return writer.begun_at()

        grace = GRACE if older_than is None else older_than
        return sweep_in(self.temporary, self._writing, grace, self.disk, file_time)

    def make_directory(self, path: Path) -> None:
        """Make a directory of the store, and those above it, durably. Raises OSError or StoreError."""
        if path in self._known:
            return
        is_root = path == self.directory
        if not is_root and self.directory in path.parents:
            self.make_directory(path.parent)
        try:
            status = os.stat(path) if is_root else os.lstat(path)
        except FileNotFoundError:
            self._make_missing(path)
        else:
            if not stat.S_ISDIR(status.st_mode):
                raise StoreError("something that is not a directory is in the way", object_name=str(path))
            if not is_root and path not in self._durable:
                self._sync_names(path.parent)
        self._known.add(path)

    def _sync_names(self, parent: Path) -> None:
        """Make the names of all directories in one durable: whoever made them may have died before that."""
        with os.scandir(parent) as entries:
            there = [parent / entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
        self.disk.sync_directory(parent)
        self._durable.update(there)

    def _make_missing(self, path: Path) -> None:
        missing = [path]
        while not missing[-1].parent.exists():
            missing.append(missing[-1].parent)
        for directory in reversed(missing):
            self.disk.make_directory(directory, self.mode(0o700))

    def mode(self, owner: int) -> int:
        """Permissions of a new file or directory: the owner's, and the group's as far as the store's are."""
        try:
            shared = stat.S_IMODE(os.stat(self.directory).st_mode) & 0o070
        except FileNotFoundError:
            shared = 0
        return owner | (shared & (owner >> 3))

    def begin(self) -> tuple[Path, int]:
        """A new temporary file, opened for writing, and its descriptor. Raises OSError or StoreError."""
        self._place.require()
        self.make_directory(self.temporary)
        path = self.temporary / f"{os.getpid()}-{os.urandom(12).hex()}"
        descriptor = self.disk.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, self.mode(0o600))
        with self._lock:
            self._writing.add(path)
        return path, descriptor

    def end(self, path: Path) -> None:
        """A temporary file is no longer being written."""
        with self._lock:
            self._writing.discard(path)

    @contextmanager
    def _opened(self, key: str) -> Iterator[tuple[int, int]]:
        """Descriptor and size of an object, opened part by part so that no link is followed."""
        parts = check_key(key).split("/")
        directory_flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
        descriptor = -1
        try:
            with explained(key, self.directory):
                try:
                    descriptor = os.open(self.directory, directory_flags)
                    for index, part in enumerate(parts):
                        last = index == len(parts) - 1  # O_NONBLOCK: a pipe must not make a reader wait
                        flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC if last else directory_flags
                        deeper = os.open(part, flags | os.O_NOFOLLOW, dir_fd=descriptor)
                        os.close(descriptor)
                        descriptor = deeper
                except (FileNotFoundError, NotADirectoryError):
                    self._refuse_links(key.rpartition("/")[0])
                    raise ObjectMissing("there is no such object", object_name=key) from None
                status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise ObjectMissing("something that is not a file has its name", object_name=key)
            self._place.note(key)
            yield descriptor, status.st_size
        finally:
            if descriptor >= 0:
                os.close(descriptor)

    def _refuse_links(self, folder: str) -> None:
        """Raise OSError (ELOOP) if a directory on the way to `folder`, or itself, is a symbolic link."""
        path = self.directory
        for part in folder.split("/") if folder else ():
            path = path / part
            if path.is_symlink():
                raise OSError(errno.ELOOP, "symbolic link", str(path))

    def _entries(self, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """What may be an object whose key begins with `prefix`, by its key, in the order of keys."""
        folder = check_prefix(prefix).rpartition("/")[0]
        with explained(prefix, self.directory):
            self._refuse_links(folder)
        yield from self._entries_in(folder + "/" if folder else "", prefix)

    def _entries_in(self, folder: str, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """What lies in `folder` (empty, or a path ending in a slash) and deeper."""
        try:
            with explained(folder, self.directory), os.scandir(self.directory / folder) as scan:
                entries = sorted(
                    ((entry.name + "/" * entry.is_dir(follow_symlinks=False), entry) for entry in scan),
                    key=itemgetter(0),
                )
        except ObjectMissing:
            return
        for name, entry in entries:
            key = folder + name
            if _NAME.fullmatch(name) is None or len(key) > MAX_KEY_LENGTH:
                continue
            if name[-1] == "/":
                if key.startswith(prefix) or prefix.startswith(key):
                    yield from self._entries_in(key, prefix)
            elif key.startswith(prefix):
                yield key, entry


class LocalWriter(ObjectWriter):
    """A new object being streamed into a temporary file; for one thread."""

    def __init__(self, store: LocalStore, key: str) -> None:
        self._store = store
        self._disk = store.disk
        self._key = key
        self._failed = self._committed = False
        self._begun = self._unsynced = 0
        with explained(key, store.directory, writing=True):
            self._path, self._descriptor = store.begin()

    def write(self, data: Buffer) -> None:
        """Append bytes. Buffers may be reused by the caller after the call."""
        self._check_open()
        view = memoryview(data)
        if not view.nbytes:
            return
        self._failed = True
        with explained(self._key, self._store.directory, writing=True):
            self._disk.write(self._descriptor, view)
            self._unsynced += view.nbytes
            if self._unsynced >= _SYNC_BYTES:
                self._disk.begin_sync(self._descriptor, self._begun, self._unsynced)
                self._begun, self._unsynced = self._begun + self._unsynced, 0
        self._failed = False

    def commit(self, *, replace: bool = False) -> None:
        """Make the object visible and durable. Raises ObjectExists unless `replace`."""
        self._check_open()
        self._failed = True  # a commit that fails half-way is not tried again: a second fsync may lie
        target = self._store.path(self._key)
        with explained(self._key, self._store.directory, writing=True):
            self._store.make_directory(target.parent)
            self._disk.sync(self._descriptor)
            self._close()
            if replace:
                self._disk.replace(self._path, target)
            else:
                self._link(target)
            self._disk.sync_directory(target.parent)
        self._committed = True
        self._store.end(self._path)

    def abort(self) -> None:
        """Discard what was written. Does nothing after a commit."""
        if self._committed:
            return
        self._close()
        with suppress(OSError):  # what cannot be removed now is removed by sweep
            self._disk.remove(self._path)
        self._store.end(self._path)

    def begun_at(self) -> float:
        """The time that the file system gave the new file."""
        self._check_open()
        return os.fstat(self._descriptor).st_mtime

    def _link(self, target: Path) -> None:
        try:
            self._disk.link_new(self._path, target)
        except FileExistsError:
            if target.is_dir():
                raise StoreError("a directory has the name of this object", object_name=self._key) from None
            raise ObjectExists("an object of this name is already there", object_name=self._key) from None

    def _check_open(self) -> None:
        if self._descriptor < 0 or self._failed:
            raise StoreError("this object can no longer be written", object_name=self._key)

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)


def _instant(seconds: float) -> datetime:
    """A file's time; one that no calendar has is as old as can be."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return _EPOCH
