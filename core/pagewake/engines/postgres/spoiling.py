"""What must not happen while a backup is read: files that are copied unseen, and changed or gone afterwards.

`ALTER DATABASE ... SET TABLESPACE`, and a database that is made by copying another one's files, say in the log only
that a directory was copied. Replay copies it again, from what the backup has of it. Where the directory was removed
before the backup ended, nobody knows whether all of it had been read: what is copied from it may be incomplete. Where
something in it changed, what was read may be newer than the copy, or half-written: replay mends the original, but only
after it has copied. (PostgreSQL's manual warns of that in the caveats of continuous archiving.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pagewake.blocks import Meanwhile

COPIED = "copy-directory"
"""Kind of an event: the directory that it names was copied file by file."""
CHANGED = "change-after-copy"
"""Kind of an event: the same, and the stretch in which that stands changes something in it behind that."""
REMOVED = "remove-directory"
"""Kind of an event: the directory that it names was removed."""

_DIRECTORY = re.compile(r"(?:base|pg_tblspc/(\d+)/[^/]+)/(\d+)")
_DEFAULT_TABLESPACE = "1663"


def spoiled_by(log: Iterable[Meanwhile]) -> str:
    """Why a backup during which these stretches were written, in log order, cannot be relied on; empty if it can."""
    copied: dict[str, str] = {}
    for stretch in log:
        for directory, relations in copied.items():
            if any(key.startswith(relations) for key in stretch.relations):
                return _changed(directory)
        for event in stretch.events:
            if event.kind == COPIED:
                copied[event.text] = _relations_in(event.text)
            elif event.kind == CHANGED:
                return _changed(event.text)
            elif event.kind == REMOVED and event.text in copied:
                return (
                    f"the files of {event.text} were copied to another place and removed while the backup was read "
                    "(a database was moved to another tablespace, or copied and dropped)"
                )
    return ""


def _relations_in(directory: str) -> str:
    """How the keys of the relations in a database's directory begin."""
    named = _DIRECTORY.fullmatch(directory)
    return f"{named[1] or _DEFAULT_TABLESPACE}/{named[2]}/" if named else "/"


def _changed(directory: str) -> str:
    return (
        f"the files of {directory} were copied to make or to move a database and then changed while the backup was "
        "read, and a replay would copy what was changed later"
    )
