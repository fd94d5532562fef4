"""Files that are there whole, or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from pagewake.disk import Disk, write_durably
from pagewake.errors import DiskFull, RestoreError


def write_whole(data: bytes, destination: Path, disk: Disk) -> None:
    """Write a file that is there whole and durable, or not at all. Raises DiskFull, RestoreError."""
    unfinished = destination.with_name(f".{destination.name}.{os.getpid()}.pagewake")
    try:
        write_durably(destination, data, disk, unfinished=unfinished, mode=0o600)
    except OSError as error:
        kind = DiskFull if error.errno in (errno.ENOSPC, errno.EDQUOT) else RestoreError
        raise kind(f"cannot be written ({error.strerror})", object_name=str(destination)) from error
