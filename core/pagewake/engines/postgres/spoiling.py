"""What must not happen while a backup is read: files that are copied in unseen, and gone before they were read.

`ALTER DATABASE ... SET TABLESPACE`, and a database that is made by copying another one's files, say in the log only
that a directory was copied. Replay copies it again, from what the backup has of it. Where the directory was removed
before the backup ended, nobody knows whether all of it had been read: what is copied from it may be incomplete.
"""

from __future__ import annotations

from collections.abc import Iterable

from pagewake.blocks import WalEvent

COPIED = "copy-directory"
"""Kind of an event: the directory that it names was copied file by file."""
REMOVED = "remove-directory"
"""Kind of an event: the directory that it names was removed."""


def spoiled_by(events: Iterable[WalEvent]) -> str:
    """Why a backup during which these happened, in log order, cannot be relied on; empty where it can."""
    copied: set[str] = set()
    for event in events:
        if event.kind == COPIED:
            copied.add(event.text)
        elif event.kind == REMOVED and event.text in copied:
            return (
                f"the files of {event.text} were copied to another place and removed while the backup was read "
                "(a database was moved to another tablespace, or copied and dropped)"
            )
    return ""
