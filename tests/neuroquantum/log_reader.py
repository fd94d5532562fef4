"""A reader of the log, of the tests' own: it shares no code with the one that is tested."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

KINDS = [
    "begin",
    "update",
    "commit",
    "abort",
    "checkpoint_begin",
    "checkpoint_end",
    "clr",
    "savepoint",
    "rollback_to",
    "release",
]


@dataclass(frozen=True)
class Entry:
    """One record as it stands in a segment."""

    lsn: int
    prev: int | None
    tx: bytes | None
    kind: str
    time: str
    raw: bytes
    page: int = -1
    offset: int = 0
    before: bytes = b""
    after: bytes = b""
    link: int = 0
    active: tuple[bytes, ...] = ()


class _Bytes:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, count: int) -> bytes:
        assert 0 <= count <= len(self.data) - self.at, "the record ends too early"
        self.at += count
        return self.data[self.at - count : self.at]

    def u32(self) -> int:
        return int.from_bytes(self.take(4), "little")

    def u64(self) -> int:
        return int.from_bytes(self.take(8), "little")

    def counted(self) -> bytes:
        return self.take(self.u64())

    def option(self) -> bool:
        tag = self.take(1)[0]
        assert tag in (0, 1)
        return tag == 1

    def uuid(self) -> bytes:
        raw = self.counted()
        assert len(raw) == 16
        return raw


def decode(body: bytes) -> Entry:
    """One body, every rule of the format asserted."""
    field_ = _Bytes(body)
    lsn = field_.u64()
    prev = field_.u64() if field_.option() else None
    tx = field_.uuid() if field_.option() else None
    kind = KINDS[field_.u32()]
    values: dict[str, object] = {}
    if not kind.startswith("checkpoint"):
        assert field_.uuid() == tx
    if kind == "begin":
        datetime.fromisoformat(field_.counted().decode())
    elif kind == "update":
        values |= {"page": field_.u64(), "offset": field_.u64()}
        values |= {"before": field_.counted(), "after": field_.counted()}
    elif kind == "checkpoint_begin":
        values["active"] = tuple(field_.uuid() for _ in range(field_.u64()))
    elif kind == "clr":
        values |= {"link": field_.u64(), "page": field_.u64(), "after": field_.counted()}
    elif kind in ("savepoint", "rollback_to", "release"):
        field_.counted().decode()
        if kind != "release":
            values["link"] = field_.u64()
    covered = body[: field_.at]
    time = field_.counted().decode()
    seconds = int(datetime.fromisoformat(time[:19] + "+00:00").timestamp())
    assert field_.u32() == zlib.crc32(covered + struct.pack("<q", seconds))
    assert field_.at == len(body)
    return Entry(lsn, prev, tx, kind, time, body, **values)  # type: ignore[arg-type]


def read_segments(directory: Path) -> dict[int, list[Entry]]:
    """Every record of every segment of a healthy log, by segment number."""
    segments = {}
    for path in directory.iterdir():
        match = re.fullmatch(r"wal-(\d{8,})\.log", path.name)
        if match:
            segments[int(match[1])] = list(_entries(path.read_bytes()))
    return dict(sorted(segments.items()))


def _entries(data: bytes) -> Iterable[Entry]:
    at = 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "little")
        assert at + 4 + length <= len(data), "a torn record"
        yield decode(data[at + 4 : at + 4 + length])
        at += 4 + length


def read_log(directory: Path) -> list[Entry]:
    """All records in file order; asserts consecutive LSNs and whole chains of previous records."""
    entries = [entry for entries in read_segments(directory).values() for entry in entries]
    assert [entry.lsn for entry in entries] == list(range(entries[0].lsn, entries[0].lsn + len(entries)))
    newest: dict[bytes, int] = {}
    for entry in entries:
        if entry.kind == "checkpoint_end":
            assert entry.prev is not None
            assert entries[entry.prev - entries[0].lsn].kind == "checkpoint_begin"
        if entry.tx is None:
            continue
        if entry.kind == "begin":
            assert entry.prev is None
        elif entry.tx in newest or entries[0].lsn == 1:
            assert entry.prev == newest[entry.tx]
        newest[entry.tx] = entry.lsn
    return entries
