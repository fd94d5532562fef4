"""Prepared transactions across a backup: which of their state files a recovery may find.

A checkpoint writes what was prepared before it into one file a transaction, in `pg_twophase`; what is prepared later
is in the log only. A backup begins with a checkpoint and reads for a while. Where another checkpoint comes in between,
its files are read too, of transactions whose PREPARE record lies behind the backup's start: replay makes those anew.
A server should take such a file away when it begins to recover, because it is "from the future". Versions 17 and 18
look for it under a wrong name (`FFFFFFFF000002F4`), keep it, take its PREPARE record for one that was restored already
(a warning in the log), and the transaction is not there when recovery ends: without locks, its rows as good as rolled
back. The next restart brings it back from the file. A file that was read while it was written keeps a server of any
version from starting.

So a restored directory has the files of what was prepared before the backup's start, and no others. Format:
`access/transam/twophase.c`; a file's name is the transaction's number, 8 hexadecimal digits, since 17 with its epoch
16.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from pagewake.disk import Disk

STATES = "pg_twophase"
_NAME = re.compile(r"(?:[0-9A-F]{8})?([0-9A-F]{8})")


def state_files(directory: Path) -> dict[int, list[Path]]:
    """The state files of a data directory by transaction (32 bits, as in the log)."""
    found: dict[int, list[Path]] = {}
    place = directory / STATES
    for entry in sorted(place.iterdir()) if place.is_dir() else ():
        name = _NAME.fullmatch(entry.name)
        if name is not None and entry.is_file():
            found.setdefault(int(name[1], 16), []).append(entry)
    return found


def remove_replayed(
    states: Mapping[int, list[Path]], prepared: Mapping[int, int], stop: int, disk: Disk
) -> None:
    """Remove the files of transactions that replay prepares anew: `prepared` says at which LSN.

    Records from the backup's `stop` on are later than every file.
    """
    removed = {path for xid, lsn in prepared.items() if lsn < stop for path in states.get(xid, ())}
    for path in sorted(removed):
        disk.remove(path)
    for place in {path.parent for path in removed}:
        disk.sync_directory(place)
