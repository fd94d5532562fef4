"""Who has the database open, and how another process asks the owner for a checkpoint.

The owner holds an exclusive lock on the page file, bound to its open descriptor: it ends with the process,
is not lost when another part of the process opens and closes the same file, and is seen by every process.
Readers, such as a backup, take no lock.
"""

from __future__ import annotations

import fcntl
import os
import struct
from pathlib import Path

from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.neuroquantum.layout import DATA_DIRECTORY, WAL_DIRECTORY
from pagewake.engines.neuroquantum.pages import PAGE_SIZE
from pagewake.errors import SourceInUse, SourceNotRecognised

REQUEST_NAME = "checkpoint.request"

# struct flock on 64-bit Linux: type, whence, start, length, process id.
_FLOCK = struct.Struct("hhqqi4x")


def page_file_of(directory: Path) -> Path:
    """The one page file in the data directory of a database.

    Raises:
        SourceNotRecognised: there is none, or there are several.
    """
    found = sorted((directory / DATA_DIRECTORY).glob("*.db"))
    if len(found) != 1:
        raise SourceNotRecognised(f"{len(found)} page files in {DATA_DIRECTORY}/", object_name=str(directory))
    return found[0]


def lock_exclusively(descriptor: int, path: Path) -> None:
    """Take the owner's lock on an open page file; it is held until the descriptor is closed.

    Raises:
        SourceInUse: somebody else has the database open.
    """
    try:
        fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, _FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0))
    except (BlockingIOError, PermissionError):
        raise SourceInUse(
            "the database is open elsewhere",
            object_name=str(path),
            meaning="Only one program at a time can write it. Nothing was changed.",
            advice="Close the other program, or let it do this.",
        ) from None


def is_open_elsewhere(directory: Path) -> bool:
    """Whether some Database (of any process, this one included) has this database open. Takes no lock.

    Raises:
        SourceNotRecognised: there is no page file.
    """
    descriptor = os.open(page_file_of(directory), os.O_RDONLY | os.O_CLOEXEC)
    try:
        question = _FLOCK.pack(fcntl.F_RDLCK, os.SEEK_SET, 0, 0, 0)
        answer = fcntl.fcntl(descriptor, fcntl.F_OFD_GETLK, question)
    finally:
        os.close(descriptor)
    return bool(_FLOCK.unpack(answer)[0] != fcntl.F_UNLCK)


def request_checkpoint(directory: Path, disk: Disk = REAL_DISK) -> None:
    """Ask the owner for a flushed checkpoint.

    It looks at every commit and every tick, and takes the request away when it has made one. A request that
    stands already is left as it is. See `checkpoint_requested` for the answer.
    """
    descriptor = disk.open(directory / WAL_DIRECTORY / REQUEST_NAME, os.O_CREAT | os.O_WRONLY)
    os.close(descriptor)


def checkpoint_requested(directory: Path) -> bool:
    """Whether a request stands that the owner has not answered yet."""
    return (directory / WAL_DIRECTORY / REQUEST_NAME).exists()


def withdraw_request(directory: Path, disk: Disk = REAL_DISK) -> None:
    """Take a request back, where nobody came to answer it."""
    disk.remove(directory / WAL_DIRECTORY / REQUEST_NAME)


def page_count(descriptor: int) -> int:
    """Whole pages in an open page file; a partial last one does not count."""
    return os.fstat(descriptor).st_size // PAGE_SIZE
