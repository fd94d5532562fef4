"""A spool: WAL fetched before it is asked for, in files beside the place where it will be wanted.

    SPOOL/<repository and source>/<name>.<size>.<BLAKE3 of the content>    a piece, whole
                                  <name>.part                              one that is on its way
                                  lock                                     held by who fetches

Nothing here is trusted: a file is read and compared with its name before it is given away, and what does not fit
is removed. Losing a spool loses time. What one repository's source put there, no other one is given.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from blake3 import blake3

from pagewake.archive.whole_files import write_whole
from pagewake.disk import REAL_DISK

try:
    import fcntl
except ImportError:  # Windows has no such locks, and no detached children that would need one
    fcntl = None  # type: ignore[assignment]

_FILE = re.compile(r"(?P<name>[0-9A-Z]{1,64})\.(?P<size>[0-9]{1,10})\.(?P<digest>[0-9a-f]{64})")
_PART = ".part"
_POLL_SECONDS = 0.005


class Spool:
    """The spool of one source of one repository, below a directory that may hold those of others."""

    def __init__(self, root: Path, repository_id: str, source: str) -> None:
        self.root = root
        token = blake3(f"{repository_id}\0{source}".encode()).hexdigest()[:24]
        self.directory = root / token

    def usable(self) -> bool:
        """Whether it is there and nobody else can write to it."""
        return self._own(self.root) and self._own(self.directory)

    def make(self) -> bool:
        """Make the directories; False where that is not possible."""
        try:
            self.root.mkdir(mode=0o700, exist_ok=True)
            self.directory.mkdir(mode=0o700, exist_ok=True)
        except OSError:
            return False
        return self.usable()

    def take(self, name: str, destination: Path) -> int | None:
        """Give a piece away: move it to `destination`, whole, and return its size; None where there is none.

        Raises DiskFull, RestoreError: it is there and could not be put to its destination.
        """
        if not self.usable():
            return None
        for path in self._files(name):
            data = self._proven(path)
            if data is None:
                continue
            try:
                path.chmod(0o600)
                os.replace(path, destination)
            except FileNotFoundError:  # somebody else was quicker
                continue
            except OSError:  # another file system, or no such directory: the usual way says what is wrong
                write_whole(data, destination, REAL_DISK)
                path.unlink(missing_ok=True)
            return len(data)
        return None

    def wait_for(self, name: str, seconds: float) -> None:
        """Wait for a piece that is on its way, while somebody fetches it."""
        deadline = time.monotonic() + seconds
        part = self.directory / (name + _PART)
        while part.exists() and not self._files(name) and time.monotonic() < deadline:
            with self.fetching() as mine:
                if mine:  # who fetched it is gone
                    return
            time.sleep(_POLL_SECONDS)

    def held(self) -> set[str]:
        """The names of the pieces that are here."""
        return {match["name"] for match in map(_FILE.fullmatch, self._names()) if match}

    def announce(self, names: set[str]) -> None:
        """Say which pieces are on their way; others that are here and not among these are removed."""
        for entry in self._names():
            match = _FILE.fullmatch(entry)
            name = match["name"] if match else entry.removesuffix(_PART)
            if entry != "lock" and name not in names:
                self._remove(entry)
        for name in names - self.held():
            (self.directory / (name + _PART)).touch(mode=0o600)

    def put(self, name: str, data: bytes) -> None:
        """Keep a piece. Raises OSError."""
        digest = blake3(data).hexdigest()
        part = self.directory / (name + _PART)
        # The directory may have been removed meanwhile, which is how a fetch is called off: it is not made again.
        part.write_bytes(data)
        part.rename(self.directory / f"{name}.{len(data)}.{digest}")

    def give_up(self) -> None:
        """Take back what `announce` said."""
        for entry in self._names():
            if entry.endswith(_PART):
                self._remove(entry)

    def clear(self) -> None:
        """Remove everything of this source; who fetches ends."""
        if self._own(self.root):
            shutil.rmtree(self.directory, ignore_errors=True)
            with suppress(OSError):
                self.root.rmdir()

    @contextmanager
    def fetching(self) -> Iterator[bool]:
        """Be the one who fetches while the block runs; False where somebody else is."""
        try:
            descriptor = os.open(self.directory / "lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        except OSError:
            yield False
            return
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
            else:
                yield True
        finally:
            os.close(descriptor)

    def _own(self, path: Path) -> bool:
        """Whether a directory is ours alone: whoever else could write there could slip in a log of their own."""
        try:
            status = path.lstat()
        except OSError:
            return False
        return (
            stat.S_ISDIR(status.st_mode)
            and status.st_uid == os.geteuid()
            and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        )

    def _names(self) -> list[str]:
        try:
            return os.listdir(self.directory)
        except OSError:
            return []

    def _files(self, name: str) -> list[Path]:
        matches = (_FILE.fullmatch(entry) for entry in self._names() if entry.startswith(name))
        return [self.directory / match[0] for match in matches if match and match["name"] == name]

    def _proven(self, path: Path) -> bytes | None:
        """The content of a file that is what its name says; another one is removed."""
        match = _FILE.fullmatch(path.name)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        if match and len(data) == int(match["size"]) and blake3(data).hexdigest() == match["digest"]:
            return data
        self._remove(path.name)
        return None

    def _remove(self, entry: str) -> None:
        with suppress(OSError):
            (self.directory / entry).unlink()
