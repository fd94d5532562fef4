"""The plain walker of NeuroQuantumDB logs: what the native one must equal, and its stand-in."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from pagewake.kernels.columns import (
    MAX_BODY_BYTES,
    MIN_BODY_BYTES,
    BodyFault,
    LogColumns,
    RecordKind,
    StopReason,
    new_columns,
)

_TIME = re.compile(
    rb"([+-][0-9]{4,6}|[0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2})"
    rb"(?:\.([0-9]+))?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))"
)
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_DAYS_IN_400_YEARS = 146097
_SECOND = 10**9
_MIN_YEAR, _MAX_YEAR = -262143, 262142  # what the original's calendar can hold


class _Fault(Exception):
    def __init__(self, kind: BodyFault) -> None:
        super().__init__(kind.name)
        self.kind = kind


@dataclass
class _Cursor:
    """Reads the fields of one body; no read goes past `end`."""

    data: memoryview
    at: int
    end: int

    def take(self, count: int) -> int:
        if count > self.end - self.at:
            raise _Fault(BodyFault.SHORT)
        start = self.at
        self.at += count
        return start

    def u8(self) -> int:
        return self.data[self.take(1)]

    def u32(self) -> int:
        return int.from_bytes(self.data[self.take(4) : self.at], "little")

    def u64(self) -> int:
        return int.from_bytes(self.data[self.take(8) : self.at], "little")

    def counted(self) -> tuple[int, int]:
        """Position and length of bytes that stand behind their u64 count."""
        count = self.u64()
        return self.take(count), count

    def present(self) -> bool:
        tag = self.u8()
        if tag > 1:
            raise _Fault(BodyFault.OPTION_TAG)
        return tag == 1

    def uuid(self) -> bytes:
        if self.u64() != 16:
            raise _Fault(BodyFault.UUID_LENGTH)
        return bytes(self.data[self.take(16) : self.at])

    def name(self) -> tuple[int, int]:
        at, length = self.counted()
        try:
            bytes(self.data[at : at + length]).decode("utf-8")
        except UnicodeDecodeError:
            raise _Fault(BodyFault.TEXT) from None
        return at, length

    def time(self) -> tuple[int, int]:
        at, length = self.counted()
        return _parse_time(bytes(self.data[at : at + length]))


def _parse_time(text: bytes) -> tuple[int, int]:
    """Unix seconds, rounded down, and nanoseconds (10**9 more in a leap second)."""
    match = _TIME.fullmatch(text)
    if match is None:
        raise _Fault(BodyFault.TIME)
    year, month, day, hour, minute, second = (int(match[i]) for i in range(1, 7))
    offset = 0
    if match[8]:
        offset_hours, offset_minutes = int(match[9]), int(match[10])
        if offset_hours > 23 or offset_minutes > 59:
            raise _Fault(BodyFault.TIME)
        offset = (offset_hours * 3600 + offset_minutes * 60) * (-1 if match[8] == b"-" else 1)
    if hour > 23 or minute > 59 or second > 60 or not _MIN_YEAR <= year <= _MAX_YEAR:
        raise _Fault(BodyFault.TIME)
    cycles = (year - 1) // 400
    try:
        days = date(year - 400 * cycles, month, day).toordinal() - _EPOCH_ORDINAL
    except ValueError:
        raise _Fault(BodyFault.TIME) from None
    days += cycles * _DAYS_IN_400_YEARS
    nanos = int((match[7] or b"")[:9].ljust(9, b"0"))
    if second == 60:
        second, nanos = 59, nanos + _SECOND
    return days * 86400 + hour * 3600 + minute * 60 + second - offset, nanos


def _time_text(seconds: int, nanos: int) -> bytes:
    """The text that the database writes for a time."""
    days, rest = divmod(seconds, 86400)
    cycles, day_in_cycle = divmod(days + _EPOCH_ORDINAL - 1, _DAYS_IN_400_YEARS)
    day = date.fromordinal(day_in_cycle + 1)
    year = day.year + 400 * cycles
    leap, fraction = divmod(nanos, _SECOND)
    hour, minute, second = rest // 3600, rest // 60 % 60, rest % 60 + leap
    year_text = f"{year:04}" if 0 <= year <= 9999 else f"{year:+05}"
    text = f"{year_text}-{day.month:02}-{day.day:02}T{hour:02}:{minute:02}:{second:02}"
    if fraction:
        digits = f"{fraction:09}"
        while digits.endswith("000"):
            digits = digits[:-3]
        text += "." + digits
    return text.encode() + b"Z"


def _decode_body(data: memoryview, at: int, end: int) -> tuple[dict[str, Any], int]:
    """The columns of one record and the checksum that its values should have."""
    body = _Cursor(data, at, end)
    row: dict[str, Any] = {"before_at": -1, "after_at": -1, "name_at": -1, "list_at": -1}
    row["lsn"] = body.u64()
    row["has_prev"] = body.present()
    if row["has_prev"]:
        row["prev_lsn"] = body.u64()
    row["has_tx"] = body.present()
    if row["has_tx"]:
        row["tx"] = np.frombuffer(body.uuid(), np.uint8)
    kind = row["kind"] = body.u32()
    if kind > max(RecordKind):
        raise _Fault(BodyFault.KIND)
    covered = _decode_variant(body, RecordKind(kind), row, at)
    row["seconds"], row["nanos"] = body.time()
    row["crc"] = body.u32()
    return row, zlib.crc32(row["seconds"].to_bytes(8, "little", signed=True), zlib.crc32(covered))


def _decode_variant(body: _Cursor, kind: RecordKind, row: dict[str, Any], at: int) -> bytes:
    """Decode the fields of the record's type; returns the covered bytes from the body's start to here."""
    if kind not in (RecordKind.CHECKPOINT_BEGIN, RecordKind.CHECKPOINT_END):
        body.uuid()
    if kind == RecordKind.BEGIN:
        text_at = body.at
        row["begin_seconds"], row["begin_nanos"] = body.time()
        # Covered in the text that the database would write, whichever text stands here.
        text = _time_text(row["begin_seconds"], row["begin_nanos"])
        return bytes(body.data[at:text_at]) + struct.pack("<Q", len(text)) + text
    if kind == RecordKind.UPDATE:
        row["page_id"], row["page_offset"] = body.u64(), body.u64()
        row["before_at"], row["before_len"] = body.counted()
        row["after_at"], row["after_len"] = body.counted()
    elif kind == RecordKind.CHECKPOINT_BEGIN:
        row["list_count"] = body.u64()
        row["list_at"] = body.at
        for _ in range(row["list_count"]):
            body.uuid()
    elif kind == RecordKind.CLR:
        row["link"], row["page_id"] = body.u64(), body.u64()
        row["after_at"], row["after_len"] = body.counted()
    elif kind in (RecordKind.SAVEPOINT, RecordKind.ROLLBACK_TO_SAVEPOINT, RecordKind.RELEASE_SAVEPOINT):
        row["name_at"], row["name_len"] = body.name()
        if kind != RecordKind.RELEASE_SAVEPOINT:
            row["link"] = body.u64()
    return bytes(body.data[at : body.at])


def _next_frame(data: memoryview, at: int) -> tuple[int, StopReason | None]:
    """The length of the body at `at`, and why there is none if there is none."""
    left = len(data) - at
    if left < 4:
        return 0, StopReason.TORN_LENGTH if left else StopReason.END
    length = int.from_bytes(data[at : at + 4], "little")
    if length > MAX_BODY_BYTES:
        return 0, StopReason.BAD_LENGTH
    if length > left - 4:
        return 0, StopReason.TORN_BODY
    return length, None


def walk_log(data: memoryview, base_offset: int) -> LogColumns:
    """See `Kernels.walk_log`."""
    rows: list[dict[str, Any]] = []
    at, fault = 0, BodyFault.NONE
    while True:
        length, stop = _next_frame(data, at)
        if stop is not None:
            break
        try:
            if length < MIN_BODY_BYTES:
                raise _Fault(BodyFault.SHORT)
            row, crc = _decode_body(data, at + 4, at + 4 + length)
        except _Fault as found:
            stop, fault = StopReason.BAD_BODY, found.kind
            break
        if crc != row["crc"]:
            stop = StopReason.BAD_CHECKSUM
            break
        row["offset"], row["length"] = at, length
        rows.append(row)
        at += 4 + length
    columns = new_columns(len(rows))
    for column in columns.values():
        column.fill(0)
    for index, row in enumerate(rows):
        for name, value in row.items():
            columns[name][index] = value
    for name in ("offset", "before_at", "after_at", "name_at", "list_at"):
        columns[name][columns[name] >= 0] += base_offset
    return LogColumns(**columns, stop_offset=at + base_offset, stop_reason=stop, body_fault=fault)
