"""The file table: every file of one backup, with the block map of each.

Records in the order of their paths, cut into pieces that are kept as chunks; the manifest holds the pieces'
ids. Where a piece ends depends on paths alone wherever it can, so that pieces in which nothing changed are
shared with the backup before. The record of a large file is cut into rows of `ROW_REGIONS` regions, so that
a change in one region of a terabyte does not write the map of the rest again.

A piece is the magic "PWT1" and the msgpack of a list of rows. Nothing that is read here is trusted: paths
lead nowhere but below the directory that is restored to, and sizes are bounded before anything is made of
them.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from operator import attrgetter

import msgspec
from blake3 import blake3

from pagewake.errors import BackupError, ObjectCorrupt
from pagewake.repository.layers import ID_BYTES, REGION_BLOCKS
from pagewake.repository.maps import MAX_LAYERS, LayerRef, Load, Save

ROW_REGIONS = 64
"""Regions in one row of the table."""
MAX_PIECE_BYTES = 512 << 10
_FULL_PIECE = 256 << 10
MAGIC = b"PWT1"
_REGIONS_AT = 2
"""The place of the regions in a row."""
_PIECE_EVERY = 128
_CACHED_PIECES = 8
_MAX_PATH = 4096
_MAX_SIZE = 1 << 62
_MAX_PAGE_SIZE = 1 << 20
_SOUND_PATH = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,254}(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,254})*")
_BY_PATH = attrgetter("path")


class FileRecord(msgspec.Struct, frozen=True):
    """One file of a backup.

    `path` is relative to what a restore makes, with `/`. Region i of the file's blocks has the layers
    `regions[i]`, oldest first; the last block counts as padded with zeros, and `size` trims it. A file of
    which the log speaks has a `relation` and the number `first_block` of its first block there. `mode` is
    the permission bits.
    """

    path: str
    size: int
    page_size: int
    mode: int
    relation: str | None
    first_block: int
    regions: Sequence[Sequence[LayerRef]]

    @property
    def blocks(self) -> int:
        """Number of blocks, a partial last one counted."""
        return -(-self.size // self.page_size)


_Place = tuple[str, int]


class _Row(msgspec.Struct, frozen=True, array_like=True):
    """Part `part` of a file: its regions from `part * ROW_REGIONS` on.

    Only part 0 says more of the file: a file that grows changes its first row and its last.
    """

    path: str
    part: int
    regions: list[list[LayerRef]]
    size: int = 0
    page_size: int = 1
    mode: int = 0
    relation: str | None = None
    first_block: int = 0

    @property
    def place(self) -> _Place:
        return self.path, self.part


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[_Row])


def write_file_table(records: Iterable[FileRecord], save: Save) -> list[bytes]:
    """Keep the records, given in any order, and return the ids of the table's pieces for the manifest.

    Raises BackupError or ObjectCorrupt for records that could not be read back.
    """
    pieces: list[bytes] = []
    rows: list[bytes] = []
    size = 0
    for row in _rows(sorted(records, key=lambda record: record.path)):
        encoded = _ENCODER.encode(row)
        alone = len(row.regions) > ROW_REGIONS // 2
        full = size + len(encoded) > _FULL_PIECE
        if rows and (alone or full or _begins_piece(row)):
            pieces.append(save(_joined(rows)))
            rows, size = [], 0
        rows.append(encoded)
        size += len(encoded)
        if alone:
            pieces.append(save(_joined(rows)))
            rows, size = [], 0
    if rows:
        pieces.append(save(_joined(rows)))
    return pieces


def rows_of_piece(id: bytes, load: Load) -> list[tuple[str, int, list[list[LayerRef]]]]:
    """Each row of one piece: its path, the number of its first region, and the layers of its regions.

    Raises ObjectCorrupt, and whatever `load` raises.
    """
    return [(row.path, row.part * ROW_REGIONS, row.regions) for row in _read_piece(id, load)]


def piece_with_layers(id: bytes, raw: bytes, regions: Sequence[Sequence[Sequence[LayerRef]]]) -> bytes:
    """A piece that was read before, with other layers in each of its rows; what else it says is kept as it is,
    also what a newer version has added. Raises ObjectCorrupt: that cannot be read.
    """
    try:
        rows = msgspec.msgpack.decode(memoryview(raw)[len(MAGIC) :])
        for row, layers in zip(rows, regions, strict=True):
            row[_REGIONS_AT] = layers
        return _joined([_ENCODER.encode(row) for row in rows])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, TypeError) as error:
        raise ObjectCorrupt(
            f"a piece of the file table holds what cannot be read: {error}",
            object_name=f"chunk {id.hex()[:16]}",
        ) from None


class FileTable:
    """The file table of one backup, read piece by piece as it is asked for. For one thread at a time."""

    def __init__(self, pieces: Sequence[bytes], load: Load) -> None:
        self.pieces = tuple(pieces)
        """The ids of the chunks that the table itself lies in."""
        self._load = load
        self._firsts: dict[int, _Place] = {}
        self._cached: dict[int, list[_Row]] = {}

    def __iter__(self) -> Iterator[FileRecord]:
        """All records, in the order of their paths. Raises ObjectCorrupt, and whatever loading raises."""
        return _records(row for number in range(len(self.pieces)) for row in self._rows(number))

    def get(self, path: str) -> FileRecord | None:
        """The record of one file, or None. Raises ObjectCorrupt, and whatever loading raises."""
        first = max(0, bisect_right(range(len(self.pieces)), (path, 0), key=self._first) - 1)
        found = takewhile(lambda row: row.path == path, self._rows_from(first, path))
        return next(_records(found), None)

    def _rows_from(self, first: int, path: str) -> Iterator[_Row]:
        """The rows of a path and those behind it; piece `first` is the last that can hold its first row."""
        for number in range(first, len(self.pieces)):
            rows = self._rows(number)
            yield from islice(rows, bisect_left(rows, path, key=_BY_PATH), None)

    def _first(self, number: int) -> _Place:
        """The place of a piece's first row."""
        if number not in self._firsts:
            self._rows(number)
        return self._firsts[number]

    def _rows(self, number: int) -> list[_Row]:
        """The rows of a piece, one of the last few that were read or read now."""
        rows = self._cached.pop(number, None)
        if rows is None:
            rows = _read_piece(self.pieces[number], self._load)
            self._firsts[number] = rows[0].place
        self._cached[number] = rows
        if len(self._cached) > _CACHED_PIECES:
            del self._cached[next(iter(self._cached))]
        return rows


def _records(rows: Iterable[_Row]) -> Iterator[FileRecord]:
    """Put files together from their rows. Raises ObjectCorrupt where those are not in order."""
    parts: list[_Row] = []
    for row in rows:
        if parts and row.path > parts[-1].path and not row.part:
            yield _record(parts)
            parts = []
        if row.part != len(parts) or (parts and row.path != parts[0].path):
            raise ObjectCorrupt("the file table is not in order", object_name=f"file table, {row.path!r}")
        parts.append(row)
    if parts:
        yield _record(parts)


def _read_piece(id: bytes, load: Load) -> list[_Row]:
    """The rows of one piece. Raises ObjectCorrupt, and whatever `load` raises."""
    name = f"file table, piece {id.hex()[:16]}"
    raw = load(id)
    if len(raw) > MAX_PIECE_BYTES:
        raise ObjectCorrupt("a piece of the file table is too large", object_name=name)
    if raw[: len(MAGIC)] != MAGIC:
        raise ObjectCorrupt("this does not begin as a piece of a file table", object_name=name)
    try:
        rows = _DECODER.decode(memoryview(raw)[len(MAGIC) :])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ObjectCorrupt(f"this is not a piece of a file table: {error}", object_name=name) from None
    if not rows:
        raise ObjectCorrupt("a piece of the file table is empty", object_name=name)
    for row in rows:
        problem = _problem(row)
        if problem:
            raise ObjectCorrupt(problem, object_name=f"{name}, {row.path[:200]!r}")
    return rows


def _rows(records: Iterable[FileRecord]) -> Iterator[_Row]:
    last = ""
    for record in records:
        problem = path_problem(record.path) or ("it is there twice" if record.path == last else "")
        if problem:
            raise BackupError(
                f"this file cannot be backed up: {problem}", object_name=repr(record.path[:200])
            )
        last = record.path
        regions = [list(layers) for layers in record.regions]
        about = (record.size, record.page_size, record.mode, record.relation, record.first_block)
        rows = [_Row(record.path, 0, regions[:ROW_REGIONS], *about)]
        for first in range(ROW_REGIONS, len(regions), ROW_REGIONS):
            rows.append(_Row(record.path, len(rows), regions[first : first + ROW_REGIONS]))
        fault = next(filter(None, map(_problem, rows)), "")
        if fault:
            raise _unusable(rows[0], fault)
        _record(rows)
        yield from rows


def _record(rows: Sequence[_Row]) -> FileRecord:
    """The file that rows without a problem of their own, parts 0 and on, speak of. Raises ObjectCorrupt."""
    row = rows[0]
    regions = row.regions if len(rows) == 1 else [layers for row in rows for layers in row.regions]
    if not _is_mapped(row.size, row.page_size, len(regions)):
        raise _unusable(row, "its block map is not as long as the file")
    if any(len(other.regions) != ROW_REGIONS for other in rows[:-1]):
        raise _unusable(row, "a part of its block map is missing")
    return FileRecord(row.path, row.size, row.page_size, row.mode, row.relation, row.first_block, regions)


def _unusable(row: _Row, problem: str) -> ObjectCorrupt:
    return ObjectCorrupt(problem, object_name=f"file table, {row.path[:200]!r}")


def _is_mapped(size: int, page_size: int, regions: int) -> bool:
    """Whether a file of that size has that many regions."""
    blocks = -(-size // page_size)
    return regions == -(-blocks // REGION_BLOCKS)


def _begins_piece(row: _Row) -> bool:
    """Whether a new piece begins with this row whatever stands before it."""
    if row.part:
        return False
    return int.from_bytes(blake3(row.path.encode()).digest()[:4], "little") % _PIECE_EVERY == 0


def _joined(rows: Sequence[bytes]) -> bytes:
    """A piece of rows that are encoded already."""
    return b"".join((MAGIC, b"\xdd", len(rows).to_bytes(4, "big"), *rows))


def _problem(row: _Row) -> str:
    """Why a row cannot be used, or an empty text."""
    if not 0 <= row.size <= _MAX_SIZE or not 1 <= row.page_size <= _MAX_PAGE_SIZE:
        return "its size or page size is impossible"
    if not 0 <= row.mode <= 0o7777 or not 0 <= row.first_block < 1 << 48:
        return "its mode or first block is impossible"
    if row.relation is not None and len(row.relation) > _MAX_PATH:
        return "the name of its relation is too long"
    if len(row.regions) > ROW_REGIONS or (row.part and not row.regions):
        return "a part of its block map is too long or empty"
    for layers in row.regions:
        if len(layers) > 2 * MAX_LAYERS:
            return "a region has too many layers"
        for ref in layers:
            if len(ref.id) != ID_BYTES or not 0 < ref.extents <= REGION_BLOCKS:
                return "a layer of its block map is impossible"
    return path_problem(row.path)


def path_problem(path: str) -> str:
    """Why a path may not be restored to, or an empty text. Only relative paths that go down are allowed."""
    if len(path) <= _MAX_PATH and _SOUND_PATH.fullmatch(path):  # nearly all are of this kind
        return ""
    try:
        parts = path.encode().split(b"/")
    except UnicodeEncodeError:
        return "its path is not valid UTF-8"
    if not path or len(path) > _MAX_PATH:
        return "its path is empty or too long"
    if "\0" in path or (os.name == "nt" and ("\\" in path or ":" in path)):
        return "its path is not a relative one"
    if any(part in (b"", b".", b"..") or len(part) > 255 for part in parts):
        return "its path has a part that is empty, too long, or leads upwards"
    return ""
