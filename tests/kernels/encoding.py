"""A small encoder of NeuroQuantumDB records, from the format alone: it shares no code with the kernels."""

import struct
import zlib
from datetime import UTC, datetime, timedelta

KINDS = [
    "Begin",
    "Update",
    "Commit",
    "Abort",
    "CheckpointBegin",
    "CheckpointEnd",
    "CLR",
    "Savepoint",
    "RollbackToSavepoint",
    "ReleaseSavepoint",
]


def u64(value):
    return struct.pack("<Q", value)


def counted(data):
    return u64(len(data)) + data


def option(data):
    return b"\0" if data is None else b"\1" + data


def time_text(seconds, nanos=0):
    """The text that the database writes; years 1 to 9999. A leap second has 10**9 more nanoseconds."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    leap, fraction = divmod(nanos, 10**9)
    text = f"{moment.year:04}" + moment.strftime("-%m-%dT%H:%M:") + f"{moment.second + leap:02}"
    for digits in (0, 3, 6, 9):
        if fraction % 10 ** (9 - digits) == 0:
            break
    if digits:
        text += "." + f"{fraction:09}"[:digits]
    return text.encode() + b"Z"


def variant(record):
    kind, tx = record["kind"], record.get("own_tx", bytes(16))
    head = b"" if kind in ("CheckpointBegin", "CheckpointEnd") else counted(tx)
    if kind == "Begin":
        return head
    if kind == "Update":
        place = u64(record["page_id"]) + u64(record["page_offset"])
        return head + place + counted(record["before"]) + counted(record["after"])
    if kind == "CheckpointBegin":
        return u64(len(record["transactions"])) + b"".join(counted(tx) for tx in record["transactions"])
    if kind == "CLR":
        return head + u64(record["link"]) + u64(record["page_id"]) + counted(record["after"])
    if kind in ("Savepoint", "RollbackToSavepoint"):
        return head + counted(record["name"].encode()) + u64(record["link"])
    if kind == "ReleaseSavepoint":
        return head + counted(record["name"].encode())
    return head


def body(record):
    """The body of a record: lsn, kind, prev_lsn, tx, time (seconds, nanos) and what the kind needs.

    `text` and `begin_text` replace the texts of the times, not what the checksum is computed over.
    """
    prev, tx = record.get("prev_lsn"), record.get("tx")
    head = u64(record["lsn"])
    head += option(None if prev is None else u64(prev)) + option(None if tx is None else counted(tx))
    head += struct.pack("<I", KINDS.index(record["kind"])) + variant(record)
    covered = head
    if record["kind"] == "Begin":
        written = time_text(*record["begin"]) if "begin" in record else record["begin_written"]
        covered += counted(written)
        head += counted(record.get("begin_text", written))
    seconds = record["time"][0]
    text = record["text"] if "text" in record else time_text(*record["time"])
    checksum = zlib.crc32(covered + struct.pack("<q", seconds))
    return head + counted(text) + struct.pack("<I", checksum)


def frame(data):
    return struct.pack("<I", len(data)) + data


def encode(records):
    return b"".join(frame(body(record)) for record in records)


TX = bytes.fromhex("00112233445546778899aabbccddeeff")


def one_of_each():
    """One record of every kind, with a chain, two savepoints and a name that is not ASCII."""
    common = {"tx": TX, "own_tx": TX, "time": (1_700_000_000, 123_456_789)}
    page = {"page_id": 3, "page_offset": 17}
    extra = [
        {"kind": "Begin", "begin": (1_700_000_000, 123_000_000)},
        {"kind": "Update", **page, "before": b"old", "after": b"brand new"},
        {"kind": "Savepoint", "name": "Zwischenstand é", "link": 3},
        {"kind": "CLR", "page_id": 3, "after": b"old", "link": 1},
        {"kind": "RollbackToSavepoint", "name": "Zwischenstand é", "link": 3},
        {"kind": "ReleaseSavepoint", "name": ""},
        {"kind": "Commit"},
        {"kind": "Abort"},
        {"kind": "CheckpointBegin", "transactions": [TX, bytes(range(16))], "tx": None},
        {"kind": "CheckpointEnd", "tx": None, "time": (0, 0)},
    ]
    return [
        {**common, "lsn": lsn, "prev_lsn": lsn - 1 if lsn > 1 and record.get("tx", TX) else None, **record}
        for lsn, record in enumerate(extra, 1)
    ]


def page(number, data=b"", page_type=1, free_space=4032):
    """A page of 4096 bytes with its checksum."""
    area = data.ljust(4032, b"\0")
    header = struct.pack("<IB3xQQIHH", 0xDEADBEEF, page_type, number, 0, zlib.crc32(area), free_space, 0)
    return header + b"\xff" * 16 + bytes(16) + area
