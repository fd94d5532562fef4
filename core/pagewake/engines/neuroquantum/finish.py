"""Turning a recovered page file into a database that goes on: a fresh log from where the old one ended.

The new `wal/` has one segment with a flushed checkpoint at the next two LSNs. So LSNs never go back, and
neither this engine nor the original replays old WAL over the restored pages. A small file beside the segment,
which both engines ignore, says which history the database comes from: the archive needs it to see a fork
where the restore was not to the end.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path

from pagewake.disk import REAL_DISK, Disk, write_durably
from pagewake.engines.neuroquantum.layout import WAL_DIRECTORY, segment_name
from pagewake.engines.neuroquantum.records import (
    CheckpointBegin,
    CheckpointEnd,
    Record,
    encode_frame,
    timestamp_text,
)
from pagewake.engines.neuroquantum.segments import list_segments
from pagewake.errors import RecoveryFailed
from pagewake.model import RecoveredTo, WalPosition

ORIGIN_NAME = "origin.json"
LABEL_NAME = "backup_label.json"
_LONGEST_IDENTIFIER = 100


@dataclass(frozen=True)
class BackupLabel:
    """What a backup says beside its pages: the log is needed from `start`, to be written from `redo` on.

    They differ when transactions were open at the checkpoint: their earlier records tell how to undo them,
    and are not to be written again.
    """

    start: WalPosition
    redo: WalPosition

    def encode(self) -> bytes:
        """As the file in the backup."""
        document = {
            name: {"timeline": position.timeline, "lsn": position.lsn}
            for name, position in (("start", self.start), ("redo", self.redo))
        }
        return json.dumps(document, indent=2, sort_keys=True).encode() + b"\n"

    @classmethod
    def decode(cls, content: bytes) -> BackupLabel:
        """Raises RecoveryFailed for what is not a label."""
        try:
            document = json.loads(content)
            return cls(_position(document["start"]), _position(document["redo"]))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise RecoveryFailed("is not a backup label", object_name=LABEL_NAME) from error


def read_label(directory: Path) -> BackupLabel | None:
    """The label among restored files, if there is one. Raises RecoveryFailed."""
    path = directory / LABEL_NAME
    if not path.exists():
        return None
    try:
        with path.open("rb") as file:
            return BackupLabel.decode(file.read(1 << 16))
    except OSError as error:
        raise RecoveryFailed(f"cannot be read ({error.strerror})", object_name=str(path)) from error


def read_origin(wal: Path) -> WalPosition | None:
    """Where the log in this directory branched off, as `write_fresh_log` noted it; None when it did not."""
    try:
        with (wal / ORIGIN_NAME).open("rb") as file:
            return _position(json.loads(file.read(1 << 16)))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None  # without the note a fork is still seen; only its parent is not named


def noted_identifier(wal: Path) -> str | None:
    """The identifier that the database had before it was restored, if `write_fresh_log` noted one."""
    try:
        with (wal / ORIGIN_NAME).open("rb") as file:
            noted = json.loads(file.read(1 << 16))["identifier"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return noted if isinstance(noted, str) and 0 < len(noted) <= _LONGEST_IDENTIFIER else None


def clear_log(directory: Path, disk: Disk = REAL_DISK) -> None:
    """Remove what segments lie in a restored directory's `wal/`, so that nothing replays them."""
    wal = directory / WAL_DIRECTORY
    if not wal.is_dir():
        return
    for segment in list_segments(wal):
        disk.remove(segment.path)
    disk.remove(wal / ORIGIN_NAME)
    disk.sync_directory(wal)


def write_fresh_log(
    directory: Path,
    recovered: RecoveredTo,
    disk: Disk = REAL_DISK,
    *,
    identifier: str | None = None,
    now_ns: int | None = None,
) -> Path:
    """Write the new log of a recovered database, and take its backup label away; returns the segment.

    `identifier` is noted for a database that bears none itself: its new log gives it another.

    Raises:
        RecoveryFailed: the disk refuses.
    """
    time_text = timestamp_text(time.time_ns() if now_ns is None else now_ns)
    begin = recovered.lsn + 1
    frames = encode_frame(Record(begin, None, None, time_text, CheckpointBegin(())))
    frames += encode_frame(Record(begin + 1, begin, None, time_text, CheckpointEnd()))
    note: dict[str, int | str] = {"timeline": recovered.timeline, "lsn": begin}
    if identifier is not None:
        note["identifier"] = identifier
    origin = json.dumps(note).encode() + b"\n"
    wal = directory / WAL_DIRECTORY
    try:
        disk.make_directory(wal)
        _write(wal / ORIGIN_NAME, origin, disk)
        segment = wal / segment_name(0)
        _write(segment, frames, disk)
        disk.remove(directory / LABEL_NAME)
        disk.sync_directory(directory)
    except OSError as error:
        raise RecoveryFailed(f"the new log cannot be written ({error})", object_name=str(wal)) from error
    return segment


def _write(path: Path, content: bytes, disk: Disk) -> None:
    write_durably(path, content, disk, unfinished=path.with_name(path.name + ".new"))


def _position(value: object) -> WalPosition:
    if not isinstance(value, dict):
        raise TypeError("a position is an object")
    timeline, lsn = value["timeline"], value["lsn"]
    if not (isinstance(timeline, int) and isinstance(lsn, int) and 0 <= lsn < 2**64 and 0 < timeline < 2**32):
        raise ValueError("a position is a timeline and an LSN")
    return WalPosition(timeline, lsn)
