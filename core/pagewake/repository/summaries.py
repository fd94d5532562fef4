"""Bytes of a WAL summary: small, columnar, and read without trust.

    b"PWS1" | MessagePack of `_Wire`

Block numbers and counts of all relations stand in one stream of variable-length integers (7 bits a byte,
the low ones first, the high bit set on all bytes but the last): per relation, the first block, then the
distances to the next ones; then, for all relations, the counts. Encoding and decoding run in numpy, not
once per block; decoding takes memory in proportion to the bytes it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
import numpy as np
from numpy.typing import NDArray

from pagewake.blocks import RelationChanges, WalEvent, WalSummary
from pagewake.errors import ObjectCorrupt, RepositoryTooNew
from pagewake.lsn import LSN_MAX
from pagewake.repository.decoding import UNDECODABLE
from pagewake.repository.stretches import Count, Instant, Timeline

MAGIC = b"PWS1"
"""The last of its bytes is the version, as a digit."""
MAX_SUMMARY = 64 << 20
_VARINT_BYTES = 5
_U32 = 0xFFFFFFFF

_Text = Annotated[str, msgspec.Meta(max_length=4096)]


class _Wire(msgspec.Struct, array_like=True):
    """A summary as MessagePack. New fields are only ever added at the end, with a default."""

    timeline: Timeline
    first_lsn: Count
    end_lsn: Count
    records: Count
    first_time: Instant | None
    last_time: Instant | None
    commits: Count
    aborts: Count
    first_commit_time: Instant | None
    last_commit_time: Instant | None
    by_type: dict[_Text, Count]
    bytes_by_type: dict[_Text, Count]
    restore_points: list[tuple[_Text, Count, Instant]]
    redo_points: list[Count]
    whole_directories: list[_Text]
    breakers: list[_Text]
    names: list[_Text]
    limits: list[Count | None]
    lengths: list[Count]
    blocks: bytes
    counts: bytes
    headless: bool = False
    events: list[tuple[Count, _Text, _Text]] = []


_WIRES = msgspec.msgpack.Decoder(_Wire)


def encode_summary(summary: WalSummary) -> bytes:
    """The summary as bytes. Relations are sorted by name, so equal summaries give equal bytes."""
    names = sorted(summary.relations)
    changes = [summary.relations[name] for name in names]
    wire = _Wire(
        timeline=summary.timeline,
        first_lsn=summary.first_lsn,
        end_lsn=summary.end_lsn,
        records=summary.records,
        first_time=summary.first_time,
        last_time=summary.last_time,
        commits=summary.commits,
        aborts=summary.aborts,
        first_commit_time=summary.first_commit_time,
        last_commit_time=summary.last_commit_time,
        by_type=dict(summary.by_type),
        bytes_by_type=dict(summary.bytes_by_type),
        restore_points=list(summary.restore_points),
        redo_points=list(summary.redo_points),
        whole_directories=sorted(summary.whole_directories),
        breakers=list(summary.breakers),
        names=names,
        limits=[change.limit for change in changes],
        lengths=[len(change.blocks) for change in changes],
        blocks=_encode_varints(_distances(changes)),
        counts=_encode_varints(_joined([change.counts for change in changes])),
        headless=summary.headless,
        events=[(event.lsn, event.kind, event.text) for event in summary.events],
    )
    return MAGIC + msgspec.msgpack.encode(wire)


def decode_summary(data: bytes | memoryview, *, object_name: str = "") -> WalSummary:
    """The summary that `encode_summary` wrote.

    Raises:
        ObjectCorrupt: the bytes are not a summary, or say something impossible.
        RepositoryTooNew: a newer version of the format.
    """
    view = memoryview(data)
    magic = bytes(view[: len(MAGIC)])
    if magic[:-1] != MAGIC[:-1] or not magic[-1:].isdigit():
        raise ObjectCorrupt("this is not a WAL summary", object_name=object_name)
    if magic != MAGIC:
        raise RepositoryTooNew(
            f"WAL summary of format {magic.decode()}; this version of Pagewake reads {MAGIC.decode()}",
            object_name=object_name,
        )
    try:
        wire = _WIRES.decode(view[len(MAGIC) :])
        return _summary(wire)
    except UNDECODABLE as error:
        raise ObjectCorrupt(f"the WAL summary is damaged ({error})", object_name=object_name) from None


def _summary(wire: _Wire) -> WalSummary:
    """Check a decoded summary and rebuild its arrays. Raises ValueError."""
    if not wire.first_lsn <= wire.end_lsn <= LSN_MAX:
        raise ValueError("its LSN range is impossible")
    if len(wire.names) != len(wire.lengths) or len(wire.names) != len(wire.limits):
        raise ValueError("its columns differ in length")
    if len(set(wire.names)) != len(wire.names):
        raise ValueError("it names a relation twice")
    return WalSummary(
        timeline=wire.timeline,
        first_lsn=wire.first_lsn,
        end_lsn=wire.end_lsn,
        records=wire.records,
        first_time=wire.first_time,
        last_time=wire.last_time,
        relations=_relations(wire),
        commits=wire.commits,
        aborts=wire.aborts,
        first_commit_time=wire.first_commit_time,
        last_commit_time=wire.last_commit_time,
        by_type=wire.by_type,
        bytes_by_type=wire.bytes_by_type,
        restore_points=tuple(wire.restore_points),
        redo_points=tuple(wire.redo_points),
        whole_directories=frozenset(wire.whole_directories),
        breakers=tuple(wire.breakers),
        headless=wire.headless,
        events=tuple(WalEvent(*event) for event in wire.events),
    )


def _relations(wire: _Wire) -> dict[str, RelationChanges]:
    total = sum(wire.lengths)
    if total > len(wire.blocks):  # every number takes a byte at least; checked before anything is allocated
        raise ValueError("it promises more blocks than it holds")
    distances = _decode_varints(wire.blocks, total)
    counts = _decode_varints(wire.counts, total)
    blocks = _blocks(distances, np.array(wire.lengths, np.int64))
    ends = np.cumsum(wire.lengths, dtype=np.int64).tolist()
    relations: dict[str, RelationChanges] = {}
    for name, limit, length, end in zip(wire.names, wire.limits, wire.lengths, ends, strict=True):
        relations[name] = RelationChanges(blocks[end - length : end], counts[end - length : end], limit)
    return relations


def _joined(columns: Sequence[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    return np.concatenate(columns) if columns else np.empty(0, np.uint32)


def _distances(changes: Sequence[RelationChanges]) -> NDArray[np.uint32]:
    """Per relation the first block, then the distance from each block to the next."""
    blocks = _joined([change.blocks for change in changes]).astype(np.int64)
    distances = np.diff(blocks, prepend=np.int64(0))
    firsts = _firsts(np.array([len(change.blocks) for change in changes], np.int64))
    distances[firsts] = blocks[firsts]
    return distances.astype(np.uint32)


def _blocks(distances: NDArray[np.uint32], lengths: NDArray[np.int64]) -> NDArray[np.uint32]:
    """The inverse of `_distances`.

    Raises ValueError unless every relation's blocks rise and fit in 32 bits.
    """
    firsts = _firsts(lengths)
    inner = np.ones(len(distances), bool)
    inner[firsts] = False
    if not distances[inner].all():
        raise ValueError("it names a block twice")
    sums = np.cumsum(distances, dtype=np.int64)
    before = np.zeros(len(firsts), np.int64)
    before[1:] = sums[firsts[1:] - 1]
    blocks = sums - np.repeat(before, lengths[lengths > 0])
    if len(blocks) and int(blocks.max()) > _U32:
        raise ValueError("a block number is out of range")
    return blocks.astype(np.uint32)


def _firsts(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Index of the first element of every part that is not empty."""
    lengths = lengths[lengths > 0]
    return (np.cumsum(lengths) - lengths).astype(np.int64)


def _encode_varints(values: NDArray[np.uint32]) -> bytes:
    wide = values.astype(np.uint64)
    sizes = np.ones(len(wide), np.int64)
    for place in range(1, _VARINT_BYTES):
        sizes += wide >= np.uint64(1 << 7 * place)
    starts = np.cumsum(sizes) - sizes
    stream = np.zeros(int(sizes.sum()), np.uint8)
    for place in range(_VARINT_BYTES):
        here = sizes > place
        digits = (wide[here] >> np.uint64(7 * place)).astype(np.uint8) & np.uint8(0x7F)
        more = (sizes[here] > place + 1).astype(np.uint8) << np.uint8(7)
        stream[starts[here] + place] = digits | more
    return stream.tobytes()


def _decode_varints(data: bytes, count: int) -> NDArray[np.uint32]:
    """Exactly `count` numbers of 32 bits. Raises ValueError for anything else."""
    stream = np.frombuffer(data, np.uint8)
    lasts = np.flatnonzero(stream < 0x80)
    if len(lasts) != count or (len(stream) and (not count or lasts[-1] != len(stream) - 1)):
        raise ValueError("a column is cut short or too long")
    starts = np.concatenate([np.zeros(min(count, 1), np.int64), lasts[:-1] + 1])
    sizes = lasts - starts + 1
    if count and int(sizes.max()) > _VARINT_BYTES:
        raise ValueError("a number is longer than 32 bits")
    values = np.zeros(count, np.uint64)
    for place in range(_VARINT_BYTES):
        here = np.flatnonzero(sizes > place)
        digits = (stream[starts[here] + place] & np.uint8(0x7F)).astype(np.uint64)
        values[here] |= digits << np.uint64(7 * place)
    if count and int(values.max()) > _U32:
        raise ValueError("a number is longer than 32 bits")
    return values.astype(np.uint32)
