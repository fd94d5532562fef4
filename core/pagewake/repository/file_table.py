"""The file table: every file of one backup, with the block map of each.

Records in the order of their paths, cut into pieces that are kept as chunks; the manifest holds the pieces'
ids. Where a piece ends depends on paths alone wherever it can, so that pieces in which nothing changed are
shared with the backup before. The record of a large file is cut into rows of `ROW_REGIONS` regions, so that
a change in one region of a terabyte does not write the map of the rest again.

A piece is the msgpack of a list of rows. Nothing that is read here is trusted: paths lead nowhere but below
the directory that is restored to, and sizes are bounded before anything is made of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec
from blake3 import blake3

from pagewake.errors import ObjectCorrupt
from pagewake.repository.layers import ID_BYTES, REGION_BLOCKS
from pagewake.repository.maps import MAX_LAYERS, LayerRef, Load, Save

ROW_REGIONS = 64
"""Regions in one row of the table."""
MAX_PIECE_BYTES = 512 << 10
_FULL_PIECE = 256 << 10
_PIECE_EVERY = 128
_MAX_PATH = 4096
_MAX_SIZE = 1 << 62
_MAX_PAGE_SIZE = 1 << 20


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


class _Row(msgspec.Struct, frozen=True, array_like=True):
    """Part `part` of a file: its regions from `part * ROW_REGIONS` on, and what is said of the file."""

    path: str
    part: int
    size: int
    page_size: int
    mode: int
    relation: str | None
    first_block: int
    regions: list[list[LayerRef]]

    @property
    def place(self) -> tuple[str, int]:
        return self.path, self.part


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[_Row])


class TablePiece(msgspec.Struct, frozen=True, array_like=True):
    """One piece of a file table: its chunk, and the path of its first row."""

    id: bytes
    first: str


def write_table(records: Iterable[FileRecord], save: Save) -> list[TablePiece]:
    """Keep the records, which come in the order of their paths; returns the pieces for the manifest.

    Raises ValueError for records that are out of order or that `FileTable` would refuse.
    """
    pieces: list[TablePiece] = []
    rows: list[bytes] = []
    first, size = "", 0

    def close() -> None:
        nonlocal size
        pieces.append(TablePiece(save(_joined(rows)), first))
        rows.clear()
        size = 0

    for row in _rows(records):
        encoded = _ENCODER.encode(row)
        alone = len(row.regions) > ROW_REGIONS // 2
        if rows and (alone or _begins_piece(row) or size + len(encoded) > _FULL_PIECE):
            close()
        first = first if rows else row.path
        rows.append(encoded)
        size += len(encoded)
        if alone:
            close()
    if rows:
        close()
    return pieces


class FileTable:
    """The file table of one backup, read piece by piece as it is asked for."""

    def __init__(self, pieces: Sequence[TablePiece], load: Load) -> None:
        """Raises ObjectCorrupt when the pieces are not in order."""
        if any(one.first > other.first for one, other in pairwise(pieces)):
            raise ObjectCorrupt("the pieces of the file table are not in order")
        self._pieces = pieces
        self._load = load

    def __iter__(self) -> Iterator[FileRecord]:
        """All records, in the order of their paths. Raises ObjectCorrupt, and whatever loading raises."""
        return self._records(0)

    def find(self, path: str) -> FileRecord | None:
        """The record of one file, or None. Raises ObjectCorrupt, and whatever loading raises."""
        at = bisect_left([piece.first for piece in self._pieces], path)
        # A piece that begins with a smaller path may hold it; those of a large file all begin with its own.
        for record in self._records(max(0, at - 1)):
            if record.path >= path:
                return record if record.path == path else None
        return None

    def piece_ids(self) -> list[bytes]:
        """The chunks that the table itself lies in."""
        return [piece.id for piece in self._pieces]

    def _records(self, first_piece: int) -> Iterator[FileRecord]:
        rows: list[_Row] = []
        last: tuple[str, int] | None = None
        for number in range(first_piece, len(self._pieces)):
            for row in read_piece(self._pieces[number], self._load):
                name = f"file table, {row.path!r}"
                if last is not None and row.place <= last:
                    raise ObjectCorrupt("the file table is not in order", object_name=name)
                if rows and row.part == 0:
                    yield _record(rows)
                    rows = []
                if row.part != len(rows) and (rows or number > first_piece or first_piece == 0):
                    raise ObjectCorrupt("a part of the file is missing", object_name=name)
                last = row.place
                if rows or row.part == 0:
                    rows.append(row)
        if rows:
            yield _record(rows)


def read_piece(piece: TablePiece, load: Load) -> list[_Row]:
    """The rows of one piece. Raises ObjectCorrupt, and whatever `load` raises."""
    name = f"file table, piece {piece.id.hex()[:16]}"
    raw = load(piece.id)
    if len(raw) > MAX_PIECE_BYTES:
        raise ObjectCorrupt("a piece of the file table is too large", object_name=name)
    try:
        rows = _DECODER.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ObjectCorrupt(f"this is not a piece of a file table: {error}", object_name=name) from None
    if not rows or rows[0].path != piece.first:
        raise ObjectCorrupt("the piece does not begin with the file that it should", object_name=name)
    for row in rows:
        problem = _problem(row)
        if problem:
            raise ObjectCorrupt(problem, object_name=f"{name}, {row.path[:200]!r}")
    return rows


def _rows(records: Iterable[FileRecord]) -> Iterator[_Row]:
    last = ""
    for record in records:
        if record.path <= last:
            raise ValueError(f"{record.path!r} comes after {last!r}")
        last = record.path
        regions = [list(layers) for layers in record.regions]
        for part in range(max(1, -(-len(regions) // ROW_REGIONS))):
            row = _Row(
                record.path,
                part,
                record.size,
                record.page_size,
                record.mode,
                record.relation,
                record.first_block,
                regions[part * ROW_REGIONS : (part + 1) * ROW_REGIONS],
            )
            problem = _problem(row)
            if problem:
                raise ValueError(f"{record.path!r}: {problem}")
            yield row


def _record(rows: Sequence[_Row]) -> FileRecord:
    """The file that rows, parts 0 and on, speak of. Raises ObjectCorrupt."""
    row, regions = rows[0], [layers for row in rows for layers in row.regions]
    record = FileRecord(row.path, row.size, row.page_size, row.mode, row.relation, row.first_block, regions)
    if any(_about(other) != _about(row) for other in rows) or len(regions) != -(
        -record.blocks // REGION_BLOCKS
    ):
        raise ObjectCorrupt("its parts do not belong together", object_name=f"file table, {row.path!r}")
    return record


def _about(row: _Row) -> tuple[object, ...]:
    return row.path, row.size, row.page_size, row.mode, row.relation, row.first_block


def _regions(row: _Row) -> int:
    """How many regions the whole file has."""
    blocks = -(-row.size // row.page_size)
    return -(-blocks // REGION_BLOCKS)


def _begins_piece(row: _Row) -> bool:
    """Whether a new piece begins with this row whatever stands before it."""
    if row.part:
        return False
    return int.from_bytes(blake3(row.path.encode()).digest()[:4], "little") % _PIECE_EVERY == 0


def _joined(rows: Sequence[bytes]) -> bytes:
    """The msgpack of a list of rows that are encoded already."""
    return b"".join((b"\xdd", len(rows).to_bytes(4, "big"), *rows))


def _problem(row: _Row) -> str:
    """Why a row cannot be used, or an empty text."""
    whole = 0 <= row.size <= _MAX_SIZE and 1 <= row.page_size <= _MAX_PAGE_SIZE
    if not whole or not 0 <= row.mode <= 0o7777 or not 0 <= row.first_block < 1 << 48:
        return "its size, page size, mode or first block is impossible"
    if row.relation is not None and len(row.relation) > _MAX_PATH:
        return "the name of its relation is too long"
    expected = min(max(0, _regions(row) - row.part * ROW_REGIONS), ROW_REGIONS)
    if row.part < 0 or len(row.regions) != expected or (row.part and not expected):
        return "its block map is not as long as the file"
    for layers in row.regions:
        if len(layers) > 2 * MAX_LAYERS:
            return "a region has too many layers"
        if any(len(ref.id) != ID_BYTES or not 0 < ref.extents <= REGION_BLOCKS for ref in layers):
            return "a layer of its block map is impossible"
    return path_problem(row.path)


def path_problem(path: str) -> str:
    """Why a path may not be restored to, or an empty text. Only relative paths that go down are allowed."""
    if not path or len(path.encode("utf-8", "surrogatepass")) > _MAX_PATH:
        return "its path is empty or too long"
    if path.startswith("/") or "\0" in path or "\\" in path or (len(path) > 1 and path[1] == ":"):
        return "its path is not a relative one"
    if any(
        part in ("", ".", "..") or len(part.encode("utf-8", "surrogatepass")) > 255
        for part in path.split("/")
    ):
        return "its path has a part that is empty, too long, or leads upwards"
    return ""
