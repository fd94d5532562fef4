"""The `backup_label` that a server hands out at the end of a backup: where replay begins, and on what timeline.

A restored server reads it instead of its control file (`access/transam/xlogbackup.c`). It is stored as it came;
here it is only read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pagewake.errors import SourceUnreadable
from pagewake.lsn import parse_lsn
from pagewake.model import WalPosition

LABEL_NAME = "backup_label"
TABLESPACE_MAP = "tablespace_map"

_START = re.compile(rb"START WAL LOCATION: ([0-9A-F]{1,8}/[0-9A-F]{1,8}) \(file ([0-9A-F]{24})\)\n")
_CHECKPOINT = re.compile(rb"^CHECKPOINT LOCATION: ([0-9A-F]{1,8}/[0-9A-F]{1,8})$", re.MULTILINE)
_FROM = re.compile(rb"^BACKUP FROM: (\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Label:
    """What recovery takes from a label. `standby` says that its server was replaying, not writing."""

    start: WalPosition
    checkpoint: int
    standby: bool


def parse_label(content: bytes) -> Label:
    """Read a label. Raises SourceUnreadable for what no server writes."""
    start, checkpoint, source = _START.match(content), _CHECKPOINT.search(content), _FROM.search(content)
    if start is None or checkpoint is None or source is None:
        raise SourceUnreadable("the server's backup label cannot be understood", object_name=LABEL_NAME)
    position = WalPosition(int(start[2][:8], 16), parse_lsn(start[1].decode()))
    return Label(position, parse_lsn(checkpoint[1].decode()), source[1] == b"standby")
