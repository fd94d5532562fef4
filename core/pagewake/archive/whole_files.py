"""Files that are there whole, or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from pagewake.disk import Disk
from pagewake.errors import DiskFull, RestoreError


def write_whole(data: bytes, destination: Path, disk: Disk) -> None:
    """Write a file that is there whole and durable, or not at all. Raises DiskFull, RestoreError."""
    unfinished = destination.with_name(f".{destination.name}.{os.getpid()}.pagewake")
    try:
        descriptor = disk.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        try:
            disk.write(descriptor, data)
            disk.sync(descriptor)
        finally:
            os.close(descriptor)
        disk.replace(unfinished, destination)
        disk.sync_directory(destination.parent)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        kind = DiskFull if error.errno in (errno.ENOSPC, errno.EDQUOT) else RestoreError
        raise kind(f"cannot be written ({error.strerror})", object_name=str(destination)) from error
