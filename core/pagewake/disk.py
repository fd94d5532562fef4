"""Durable changes to a file system, each one a named step.

Everything in the core that must survive a crash (the local store, a restore, the embedded database) changes
the disk through one `Disk`, so that a test can stop the process, or fail the call, at the k-th step and look
at what is left. Reads need no seam: they leave nothing behind.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SYNC_FILE_RANGE_WRITE = 2
"""Linux: begin to write what is not being written yet, and wait for nothing of it."""


class Disk:
    """The real file system. A test subclasses it and counts; production code never does."""

    def make_directory(self, path: Path, mode: int = 0o777) -> None:
        """Create one directory and make its name durable in its parent; an existing one is left alone."""
        try:
            os.mkdir(path, mode)
        except FileExistsError:
            return
        self.sync_directory(path.parent)

    def open(self, path: Path, flags: int, mode: int = 0o666) -> int:
        """Open or create a file and return its descriptor."""
        return os.open(path, flags | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0), mode)

    def write(self, descriptor: int, data: bytes | memoryview) -> None:
        """Write all of `data` at the descriptor's position."""
        view = memoryview(data).cast("B")
        while view:
            view = view[os.write(descriptor, view) :]

    def write_at(self, descriptor: int, data: bytes | memoryview, offset: int) -> None:
        """Write all of `data` at `offset`."""
        view = memoryview(data).cast("B")
        while view:
            done = os.pwrite(descriptor, view, offset)
            view, offset = view[done:], offset + done

    def write_pages(
        self,
        descriptor: int,
        pages: bytes | memoryview,
        blocks: NDArray[np.int64],
        page_size: int,
        file_size: int,
    ) -> None:
        """Write page i of `pages` as block `blocks[i]` (ascending), nothing past `file_size`."""
        from pagewake import kernels  # they load numpy, which most of what writes files does without

        kernels.write_pages(descriptor, pages, blocks, page_size, file_size=file_size)

    def allocate(self, descriptor: int, size: int, offset: int = 0) -> None:
        """Reserve room for `size` bytes from `offset` on where the file system can.

        A shorter file is extended to there, a longer one is left as it is. Threads that do so for one file at
        the same time give it its length first.
        """
        if size and hasattr(os, "posix_fallocate"):
            os.posix_fallocate(descriptor, offset, size)
        elif os.fstat(descriptor).st_size < offset + size:
            os.ftruncate(descriptor, offset + size)

    def begin_sync(self, descriptor: int, offset: int, size: int) -> None:
        """Have the system begin to write these bytes of a file to the disk, where it can be asked to.

        Only advice: what is durable is what `sync` was called for, and errors are told there.
        """
        call = _sync_file_range()
        if call is not None and size > 0:
            call(descriptor, offset, size, _SYNC_FILE_RANGE_WRITE)

    def truncate(self, descriptor: int, size: int) -> None:
        """Set a file's length."""
        os.ftruncate(descriptor, size)

    def sync(self, descriptor: int) -> None:
        """Make a file's content and length durable."""
        os.fsync(descriptor)

    def link_new(self, source: Path, target: Path) -> None:
        """Give `source` the name `target` and drop its old name. Raises FileExistsError, never replaces.

        A network file system may answer that it failed after it has done it, because its first answer was lost and it
        was asked again: so what is there is looked at before it is believed.
        """
        mine = os.stat(source)
        try:
            os.link(source, target)
        except FileExistsError:
            if not _is_same(target, mine):
                raise
        except OSError:  # file systems without hard links: still never replaces what is there
            if not os.path.lexists(target):
                self.replace(source, target)
                return
            if not _is_same(target, mine):
                raise FileExistsError(str(target)) from None
        source.unlink(missing_ok=True)

    def replace(self, source: Path, target: Path) -> None:
        """Rename, replacing what is there, in one step; see `link_new` for answers that are not to be believed."""
        mine = os.stat(source)
        try:
            os.replace(source, target)
        except FileNotFoundError:
            if not _is_same(target, mine):
                raise

    def remove(self, path: Path) -> None:
        """Delete a file; one that is not there is already deleted."""
        path.unlink(missing_ok=True)

    def sync_directory(self, path: Path) -> None:
        """Make the names in a directory durable."""
        if sys.platform == "win32":
            return
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_durably(
    path: Path, content: bytes | memoryview, disk: Disk, *, unfinished: Path, mode: int | None = None
) -> None:
    """Write a whole file in place of what was there; durable when it returns, and until then what it was.

    `unfinished` is its name, in the same directory, until it is whole; one that a crash left is written over. `mode`:
    exactly these bits, whatever the umask. Raises OSError, and removes what it has begun.
    """
    try:
        descriptor = disk.open(
            unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666 if mode is None else mode
        )
        try:
            if mode is not None and hasattr(os, "fchmod"):  # Windows has no such bits
                os.fchmod(descriptor, mode)
            disk.write(descriptor, content)
            disk.sync(descriptor)
        finally:
            os.close(descriptor)
        disk.replace(unfinished, path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    disk.sync_directory(path.parent)


def replace_file(path: Path, content: bytes, *, mode: int = 0o666) -> None:
    """Replace a small file in one step: readers see what was there, or all of what is new. Raises OSError.

    For what may be lost with the machine's power, such as memories and exports: nothing is waited for.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode), "wb") as file:
            file.write(content)
        os.replace(fresh, path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _is_same(path: Path, status: os.stat_result) -> bool:
    """Whether what lies there is the very file that `status` is of."""
    try:
        return os.path.samestat(os.lstat(path), status)
    except OSError:
        return False


@cache
def _sync_file_range() -> Callable[[int, int, int, int], int] | None:
    """Linux's call, which Python does not have; None elsewhere."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    try:
        function = ctypes.CDLL(None).sync_file_range
    except (OSError, AttributeError):
        return None
    function.argtypes = (ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint)
    function.restype = ctypes.c_int
    return cast("Callable[[int, int, int, int], int]", function)


REAL_DISK = Disk()
