"""Reading a control file in a directory whose server may be writing it at that moment.

Apart from what reads all other files: who only asks which server a directory belongs to reads no page of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from pagewake.engines.postgres.control import CONTROL_SIZE, parse_control
from pagewake.errors import PageCorrupt, SourceUnreadable

CONTROL_FILE = "global/pg_control"
CONTROL_ATTEMPTS = 10
_CONTROL_PAUSE = 0.05


def read_control_file(root: Path) -> bytes:
    """The bytes of the control file, as they are. Raises SourceUnreadable."""
    path = root / CONTROL_FILE
    try:
        with open(path, "rb") as file:
            return file.read(CONTROL_SIZE)
    except OSError as error:
        raise unreadable(str(path), error) from error


def read_control(read: Callable[[], bytes]) -> bytes:
    """The bytes of a control file that is whole: one that is being written is read again.

    Raises PageCorrupt when it stays damaged, SourceNotRecognised for an unknown version.
    """
    for _ in range(CONTROL_ATTEMPTS - 1):
        data = read()
        try:
            parse_control(data)
        except PageCorrupt:
            time.sleep(_CONTROL_PAUSE)
            continue
        return data
    data = read()
    parse_control(data)
    return data


def unreadable(path: str, error: OSError) -> SourceUnreadable:
    """The error for a file that the system does not let us read."""
    return SourceUnreadable(
        f"cannot be read ({error.strerror})",
        object_name=path,
        advice="Run the command as the server's system user or as root."
        if isinstance(error, PermissionError)
        else "Check the disk; the system's log may say more.",
    )
