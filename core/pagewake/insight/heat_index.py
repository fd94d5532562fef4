"""The heat index of one source, as it is kept: what every block of the row went through, ready to be drawn.

A directory below the user's cache, safe to delete at any time:

    index               magic "PWHI1", 16 bytes of BLAKE3, MessagePack of `_Wire`: relations, stretches, totals
    <generation>.changes, <generation>.last     pyramids: how often each block changed; in which stretch last
    <generation>.entries                        for each stretch and relation: blocks and changes, 16 bytes
    <generation>.undo                           what takes the last stretch back

Nothing here is trusted: what is damaged, foreign or of another version is made again from the repository.
Files of a generation are never changed once `index` names it; an update works on a copy of them (see
`heat_update`), so that a window that draws from them is not disturbed.

Counts are those of a fold over the stretches of WAL in their order (`pagewake.blocks`): where a relation is cut
off, what is known of the blocks behind the cut is forgotten.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

import msgspec
import numpy as np
from blake3 import blake3
from numpy.typing import NDArray

from pagewake.disk import replace_file
from pagewake.insight.heat_values import HeatRow
from pagewake.insight.pyramid import Pyramid, PyramidUnusable

INDEX = "index"
WORK = "work"
"""The header of an update that is not finished."""
MAX_COUNT = 0xFFFF
"""Counts of changes end here."""
_MAGIC = b"PWHI1"
_DIGEST = 16
_ENTRY_CHUNK = 1 << 16

STRETCH = np.dtype(
    [
        ("timeline", "<u4"),
        ("first_lsn", "<u8"),
        ("end_lsn", "<u8"),
        ("digest", "<u8"),
        ("first_time", "<f8"),
        ("last_time", "<f8"),
    ]
)
"""A stretch that was counted. `digest` is the first 8 bytes of its BLAKE3, times are seconds or nan."""
RELATION = np.dtype(
    [
        ("page_size", "<i8"),
        ("first", "<i8"),
        ("room", "<i8"),
        ("reach", "<i8"),
        ("table", "<i8"),
        ("listed", "?"),
        ("dropped", "?"),
        ("active", "<u4"),
        ("last", "<u4"),
        ("changed", "<i8"),
        ("changes", "<i8"),
    ]
)
"""A relation: `room` row blocks from `first` on are its own; `reach` is past its last counted block, `table` its
length in the newest backup, where it is `listed`; `active` and `last` are the numbers, from 1, of the last
stretches that changed blocks of it or did anything to it, `dropped` whether that cut it off whole."""
ENTRY = np.dtype([("stretch", "<u4"), ("relation", "<u4"), ("blocks", "<u4"), ("changes", "<u4")])

Rows = NDArray[Any]


class IndexUnusable(ValueError):
    """What is kept is not a whole index of this source and version: it must be made again."""


class _Wire(msgspec.Struct, array_like=True):
    """The header. Columns are raw bytes of the dtypes above."""

    repository: str
    source: str
    generation: str
    backup: str
    settled: int
    stretches: bytes
    keys: list[str]
    names: list[str]
    relations: bytes
    entries: int
    entry_digests: bytes
    undo: bool


_WIRES = msgspec.msgpack.Decoder(_Wire)


class HeatIndex:
    """An index, open. For one thread. Changed by `heat_update` alone."""

    def __init__(self, directory: Path, repository: str, source: str, generation: str) -> None:
        self.directory = directory
        self.repository = repository
        self.source = source
        self.generation = generation
        self.backup = ""
        """The backup whose file table gave the lengths; empty for none."""
        self.settled = 0
        """How many stretches lie wholly before that backup's start."""
        self.stretches: Rows = np.empty(0, STRETCH)
        self.keys: list[str] = []
        self.names: list[str] = []
        self.relations: Rows = np.empty(0, RELATION)
        self.entry_count = 0
        self.entry_digests: list[int] = []
        self.undo = False
        self.changes: Pyramid
        self.last: Pyramid
        self._row: HeatRow | None = None

    @classmethod
    def open(
        cls, directory: Path, repository: str, source: str, *, header: str = INDEX, writable: bool = False
    ) -> Self:
        """Open the index of a source. Reads the header and the tables of the pyramids.

        Raises IndexUnusable: there is none, or none that can be used.
        """
        wire = _read_header(directory / header)
        if (wire.repository, wire.source) != (repository, source):
            raise IndexUnusable("it belongs to another repository or source")
        made = cls(directory, repository, source, wire.generation)
        made.backup, made.settled = wire.backup, wire.settled
        made.keys, made.names = wire.keys, wire.names
        made.entry_count, made.undo = wire.entries, wire.undo
        try:
            made.stretches = np.frombuffer(wire.stretches, STRETCH).copy()
            made.relations = np.frombuffer(wire.relations, RELATION).copy()
            made.entry_digests = np.frombuffer(wire.entry_digests, "<u8").tolist()
            if not len(made.keys) == len(made.names) == len(made.relations):
                raise ValueError("its columns differ in length")
            made.changes = Pyramid.open(made.file("changes"), writable=writable)
            made.last = Pyramid.open(made.file("last"), writable=writable)
        except (ValueError, PyramidUnusable) as error:
            raise IndexUnusable(str(error)) from None
        if made.changes.cells != made.last.cells or made.last.bins.limit < len(made.stretches):
            raise IndexUnusable("its pyramids do not fit each other")
        return made

    def save(self, header: str) -> None:
        """Write the header; the files that it names are whole before. Raises OSError."""
        self.changes.commit()
        self.last.commit()
        wire = _Wire(
            self.repository,
            self.source,
            self.generation,
            self.backup,
            self.settled,
            self.stretches.tobytes(),
            self.keys,
            self.names,
            self.relations[: len(self.keys)].tobytes(),
            self.entry_count,
            np.array(self.entry_digests, "<u8").tobytes(),
            self.undo,
        )
        write_whole(self.directory / header, msgspec.msgpack.encode(wire))

    def file(self, kind: str) -> Path:
        """Where a file of this generation lies."""
        return self.directory / f"{self.generation}.{kind}"

    def row(self) -> HeatRow:
        """Where each relation lies in the row, in the order of the row; those without blocks are left out."""
        if self._row is None:
            blocks, present = self.blocks(), self.present()
            rows = self.relations[: len(self.keys)]
            order = np.argsort(rows["first"], kind="stable")
            order = order[(blocks[order] > 0) & (rows["room"][order] > 0)]
            room = self.relations["room"][order]
            self._row = HeatRow(
                tuple(self.keys[number] for number in order.tolist()),
                tuple(self.names[number] for number in order.tolist()),
                self.relations["first"][order],
                np.minimum(blocks[order], room),
                self.relations["page_size"][order],
                present[order],
            )
        return self._row

    def present(self) -> NDArray[np.bool_]:
        """Whether each relation, by number, is in the database as far as backup and WAL after it tell."""
        rows = self.relations[: len(self.keys)]
        later = rows["last"] > self.settled
        found: NDArray[np.bool_] = np.where(later, ~rows["dropped"], rows["listed"])
        return found

    def blocks(self) -> NDArray[np.int64]:
        """The length of each relation, by number."""
        rows = self.relations[: len(self.keys)]
        length = np.where(self.present(), rows["table"], 0)
        longest: NDArray[np.int64] = np.maximum(length, rows["reach"])
        return longest

    def add_relation(self, key: str) -> int:
        """Make a relation known, and return its number."""
        number = len(self.keys)
        self.keys.append(key)
        self.names.append(key)
        if number >= len(self.relations):
            more = np.zeros(max(64, number), RELATION)
            self.relations = np.concatenate([self.relations, more])
        return number

    def forget_row(self) -> None:
        """Call after relations changed."""
        self._row = None

    def entries(self) -> Rows:
        """What each stretch did to each relation (`ENTRY`), ascending by stretch. Raises IndexUnusable."""
        try:
            data = self.file("entries").read_bytes() if self.entry_count else b""
        except OSError as error:
            raise IndexUnusable(f"its entries cannot be read: {error.strerror}") from None
        data = data[: self.entry_count * ENTRY.itemsize]
        if len(data) != self.entry_count * ENTRY.itemsize or entry_digests(data) != self.entry_digests:
            raise IndexUnusable("its entries are damaged")
        return np.frombuffer(data, ENTRY)

    def reopened(self) -> Self:
        """The same values on the files of the generation that is set now, open for writing.

        Raises IndexUnusable.
        """
        try:
            self.changes = Pyramid.open(self.file("changes"), writable=True)
            self.last = Pyramid.open(self.file("last"), writable=True)
        except PyramidUnusable as error:
            raise IndexUnusable(str(error)) from None
        self.forget_row()
        return self

    def close(self) -> None:
        """Let the files go."""
        for pyramid in ("changes", "last"):
            if hasattr(self, pyramid):
                getattr(self, pyramid).close()


def entry_digests(data: bytes) -> list[int]:
    """The digests of encoded entries, one for each 65,536 of them."""
    step = _ENTRY_CHUNK * ENTRY.itemsize
    return [
        int.from_bytes(blake3(data[at : at + step]).digest(8), "little") for at in range(0, len(data), step)
    ]


def write_whole(path: Path, payload: bytes) -> None:
    """Replace a small file by magic, digest and payload, at once or not at all. Raises OSError."""
    replace_file(path, _MAGIC + blake3(payload).digest(_DIGEST) + payload, mode=0o600)


def read_whole(path: Path) -> bytes:
    """What `write_whole` wrote. Raises IndexUnusable."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise IndexUnusable(f"there is none ({error.strerror})") from None
    head = len(_MAGIC) + _DIGEST
    if data[: len(_MAGIC)] != _MAGIC or blake3(data[head:]).digest(_DIGEST) != data[len(_MAGIC) : head]:
        raise IndexUnusable(f"{path.name} is damaged or of another version")
    return data[head:]


def _read_header(path: Path) -> _Wire:
    try:
        return _WIRES.decode(read_whole(path))
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise IndexUnusable(str(error)) from None
