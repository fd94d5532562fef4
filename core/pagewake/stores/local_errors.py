"""What the operating system says of a file, as the errors of a store."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pagewake.errors import (
    ObjectMissing,
    ObjectUnreadable,
    StoreDenied,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreUnavailable,
)

_MEANINGS: Final[dict[int, tuple[type[StoreError], str]]] = {
    errno.ENOSPC: (StoreFull, "the file system has no room left"),
    errno.EDQUOT: (StoreFull, "the disk quota is used up"),
    errno.EACCES: (StoreDenied, "the operating system denies access"),
    errno.EPERM: (StoreDenied, "the operating system does not permit this"),
    errno.EROFS: (StoreReadOnly, "the file system is mounted read-only"),
    errno.ESTALE: (StoreUnavailable, "the network file system lost the file"),
    errno.ETIMEDOUT: (StoreUnavailable, "the network file system does not answer"),
    errno.EHOSTDOWN: (StoreUnavailable, "the server of the network file system is down"),
    errno.ENOTCONN: (StoreUnavailable, "the file system is not connected"),
    errno.EIO: (StoreError, "the device reports an input/output error"),
    errno.ELOOP: (StoreError, "it is a symbolic link, and links are not followed"),
}
_READING: Final[dict[int, tuple[type[StoreError], str]]] = {
    **_MEANINGS,
    errno.EIO: (ObjectUnreadable, "the device reports an input/output error"),
}


_OF_THE_PLACE: Final = (StoreFull, StoreDenied, StoreReadOnly, StoreUnavailable)
"""These are about the disk or the directory more than about one object: they name the file, and so the disk."""


def _user() -> str:
    """Who is denied: often another than people think (sudo, cron, a service)."""
    try:
        import pwd

        return pwd.getpwuid(os.geteuid()).pw_name
    except (ImportError, KeyError, AttributeError):
        return "this user"


@contextmanager
def explained(key: str, directory: Path, *, writing: bool = False) -> Iterator[None]:
    """Turn an OSError about the object `key` of the store in `directory` into the StoreError that says the same."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR) and not writing:
            raise ObjectMissing("there is no such object", object_name=key) from error
        kind, what = (_MEANINGS if writing else _READING).get(
            error.errno or 0, (StoreError, error.strerror or str(error))
        )
        if issubclass(kind, StoreDenied):
            what = f"{what} to {_user()}"
        name = str(directory / key) if issubclass(kind, _OF_THE_PLACE) else key
        raise kind(what, object_name=name) from error
