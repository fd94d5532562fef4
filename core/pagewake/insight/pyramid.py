"""A pyramid: one number for each block of a row of a hundred million, at every coarseness, in one sparse file.

Level 0 has a value a block. A cell of level n + 1 stands for four cells of level n and keeps their maximum and,
where asked for, their sum. Values of 0 mean "nothing" and cost no room on disk.

File, integers little-endian, every section from a multiple of 4096 on:

    header: magic "PWHP", version u32, cells u64, value bytes u8, sums u8, state u16, step u32,
            BLAKE3 of the tables (16 bytes), BLAKE3 of all before (16 bytes)
    tables: for each chunk of each array the first 8 bytes of its BLAKE3 (0: all zeros, never written),
            then for each level a histogram of its maxima: how many cells have a value of bin b, u64 each
    arrays: maxima of the levels, the coarsest first, then sums from level 1 on, the coarsest first

Bins are those of `pyramid_arithmetic`; `step` is 0 where values have 16 bits.

A chunk is 65,536 cells. Its digest is compared when it is first read, so opening takes the same time for a
terabyte as for nothing. Reading is through a memory map; writing never is, so that a full disk is an error
and not a dead process. `state` is 1 while arrays and tables may disagree: such a file is not opened.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

import numpy as np
from blake3 import blake3
from numpy.typing import NDArray

from pagewake.insight.pyramid_arithmetic import Bins, step_for, sums_of_four, tops_of_four

CHUNK = 1 << 16
"""Cells of one array that share a digest."""
MAX_CELLS = 1 << 40
_MAGIC = b"PWHP"
_VERSION = 1
_HEADER = struct.Struct("<4sIQBBHI16s")
_PAGE = 4096
_DIGEST = 16
_TOP = 4
_WIDE_SUMS = 8
"""Sums of at most this level fit 32 bits where values have 16."""
_KINDS: dict[int, np.dtype[Any]] = {2: np.dtype("<u2"), 4: np.dtype("<u4")}

Values = NDArray[Any]
Positions = NDArray[np.int64]


class PyramidUnusable(ValueError):
    """The file is not a whole pyramid of this version: it must be made again."""


def _align(size: int, unit: int = _PAGE) -> int:
    return -(-size // unit) * unit


class _Array:
    """One array of the file: where it lies, and where its digests do."""

    def __init__(self, kind: np.dtype[Any], cells: int, at: int, first_digest: int) -> None:
        self.kind = kind
        self.cells = cells
        self.at = at
        self.first_digest = first_digest
        self.chunks = -(-cells // CHUNK)


class Pyramid:
    """An open pyramid. For one thread; another process or object may read the file while none writes it."""

    def __init__(
        self, path: Path, descriptor: int, cells: int, width: int, sums: bool, step: int, *, writable: bool
    ) -> None:
        self.path = path
        self.cells = cells
        self.bins = Bins(step)
        self.sums = sums
        self.kind = _KINDS[width]
        self._descriptor = descriptor
        self._writable = writable
        lengths = [max(_align(cells, 4), 4)]
        while lengths[-1] > _TOP:
            lengths.append(_align(lengths[-1] // 4, 4))
        self.levels = len(lengths)
        plan: list[tuple[np.dtype[Any], int]] = [
            (self.kind, lengths[level]) for level in reversed(range(self.levels))
        ]
        if sums:
            plan += [(_sum_kind(level), lengths[level]) for level in reversed(range(1, self.levels))]
        digests = sum(-(-length // CHUNK) for _, length in plan)
        self._digests = np.zeros(digests, "<u8")
        self.histograms = np.zeros((self.levels, self.bins.count), "<u8")
        """How many cells of a level have a maximum of a bin; those without one are not counted."""
        at = _PAGE + _align(self._digests.nbytes + self.histograms.nbytes)
        arrays: list[_Array] = []
        first = 0
        for kind, length in plan:
            arrays.append(_Array(kind, length, at, first))
            at += _align(length * kind.itemsize)
            first += arrays[-1].chunks
        self.size = at
        self._maxima = arrays[: self.levels][::-1]
        self._sums = arrays[self.levels :][::-1]
        self._seen = np.zeros(digests, bool)
        self._map: NDArray[np.uint8] | None = None
        self._dirty = False

    @classmethod
    def create(cls, path: Path, cells: int, *, width: int, sums: bool, limit: int = 0) -> Self:
        """A new pyramid of `cells` zeros of `width` bytes, 2 or 4; with 4, it takes values up to `limit` or more.

        Raises OSError, FileExistsError among them.
        """
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        step = 0 if width == 2 else step_for(limit)
        made = cls(path, descriptor, cells, width, sums, step, writable=True)
        os.ftruncate(descriptor, made.size)
        made._dirty = True
        made.commit()
        return made

    @classmethod
    def open(cls, path: Path, *, writable: bool = False) -> Self:
        """Open a file that `create` made. Reads the header and the tables.

        Raises PyramidUnusable: it is damaged, of another version, or its writer stopped in the middle.
        """
        try:
            descriptor = os.open(path, (os.O_RDWR if writable else os.O_RDONLY) | os.O_CLOEXEC)
        except OSError as error:
            raise PyramidUnusable(f"{path.name} cannot be opened: {error.strerror}") from None
        try:
            return cls._opened(path, descriptor, writable)
        except BaseException:
            os.close(descriptor)
            raise

    @classmethod
    def _opened(cls, path: Path, descriptor: int, writable: bool) -> Self:
        head = os.pread(descriptor, _HEADER.size + _DIGEST, 0)
        if len(head) < _HEADER.size + _DIGEST or _digest(head[: _HEADER.size]) != head[_HEADER.size :]:
            raise PyramidUnusable(f"the header of {path.name} is damaged")
        magic, version, cells, width, sums, state, step, tables = _HEADER.unpack_from(head)
        if magic != _MAGIC or version != _VERSION or width not in _KINDS or (width == 4) != (step > 0):
            raise PyramidUnusable(f"{path.name} is of another version")
        if state or cells > MAX_CELLS:
            raise PyramidUnusable(f"the writer of {path.name} stopped in the middle")
        size = os.fstat(descriptor).st_size
        if cells * width > size:  # before anything is allocated for so many cells
            raise PyramidUnusable(f"{path.name} is cut short")
        made = cls(path, descriptor, cells, width, bool(sums), step, writable=writable)
        if size != made.size:
            raise PyramidUnusable(f"{path.name} is cut short")
        wanted = made._digests.nbytes + made.histograms.nbytes
        data = os.pread(descriptor, wanted, _PAGE)
        if len(data) != wanted or _digest(data) != tables:
            raise PyramidUnusable(f"the tables of {path.name} are damaged")
        made._digests = np.frombuffer(data, "<u8", len(made._digests)).copy()
        rest = np.frombuffer(data, "<u8", made.histograms.size, made._digests.nbytes)
        made.histograms = rest.reshape(made.histograms.shape).copy()
        made._map = np.memmap(path, np.uint8, "r", shape=(made.size,))
        return made

    def level_cells(self, level: int) -> int:
        """How many cells a level has, padding counted."""
        return self._maxima[level].cells

    def maxima(self, level: int, first: int, count: int) -> Values:
        """Maxima of `count` cells of a level from `first` on, as far as there are; not to be written to.

        Raises PyramidUnusable.
        """
        return self._view(self._maxima[level], first, count)

    def totals(self, level: int, first: int, count: int) -> Values:
        """Sums of the blocks of cells; of level 0 the values. Raises PyramidUnusable."""
        return self._view(self._sums[level - 1] if level else self._maxima[0], first, count)

    def get(self, positions: Positions) -> Values:
        """The values of level 0 at ascending positions. Raises PyramidUnusable."""
        found = np.zeros(len(positions), self.kind)
        for number, low, high in _by_chunk(positions):
            chunk = self._chunk(self._maxima[0], number)
            found[low:high] = chunk[positions[low:high] - number * CHUNK]
        return found

    def nonzero(self, first: int, end: int) -> Positions:
        """Positions from `first` up to `end` whose value is not 0; what was never written is not looked at."""
        found = []
        for number in range(first // CHUNK, -(-end // CHUNK)):
            if not self._digests[self._maxima[0].first_digest + number]:
                continue
            begin = number * CHUNK
            chunk = self._chunk(self._maxima[0], number)
            low, high = max(first - begin, 0), min(end - begin, len(chunk))
            found.append(np.flatnonzero(chunk[low:high]) + (begin + low))
        return np.concatenate(found) if found else np.empty(0, np.int64)

    def update(self, positions: Positions, values: Values) -> None:
        """Set the values at ascending, different positions, and whatever follows from them above.

        Takes effect in the file at once; `commit` makes it whole again. Raises OSError, PyramidUnusable.
        """
        self._begin()
        totals: Values = values
        for level in range(self.levels):
            if not len(positions):
                return
            parents: list[tuple[Positions, Values, Values]] = []
            for number, low, high in _by_chunk(positions):
                here = positions[low:high] - number * CHUNK
                chunk = self._chunk(self._maxima[level], number)
                self._recount(level, chunk[here], values[low:high])
                chunk[here] = values[low:high]
                self._keep(self._maxima[level], number, chunk)
                sums = chunk
                if self.sums and level:
                    sums = self._chunk(self._sums[level - 1], number)
                    sums[here] = totals[low:high]
                    self._keep(self._sums[level - 1], number, sums)
                above = here >> 2
                above = above[np.flatnonzero(np.diff(above, prepend=-1))]
                tops = tops_of_four(chunk.reshape(-1, 4)[above])
                added = sums_of_four(sums.reshape(-1, 4)[above]) if self.sums else tops
                parents.append((above + number * (CHUNK // 4), tops, added))
            positions = np.concatenate([part[0] for part in parents])
            values = np.concatenate([part[1] for part in parents])
            totals = np.concatenate([part[2] for part in parents])

    def fill(self, chunk_at: Callable[[int], Values | None], check: Callable[[], None]) -> None:
        """Write the whole pyramid, which was just created: `chunk_at(n)` gives level 0's chunk n, None for zeros.

        `check` is called for each chunk and may raise. Raises OSError.
        """
        self._begin()
        base = self._maxima[0]
        for number in range(base.chunks):
            check()
            given = chunk_at(number)
            if given is not None and given.any():
                length = min(CHUNK, base.cells - number * CHUNK)
                chunk = np.zeros(length, self.kind)
                chunk[: len(given)] = given[:length]
                self._recount(0, None, chunk)
                self._keep(base, number, chunk)
        self.raise_levels(check)

    def put(self, first: int, values: Values) -> None:
        """Set values of level 0 from position `first` on, where they were 0; `raise_levels` must follow.

        Raises OSError, PyramidUnusable.
        """
        self._begin()
        base, end = self._maxima[0], first + len(values)
        for number in range(first // CHUNK, -(-end // CHUNK)):
            begin = number * CHUNK
            low, high = max(first, begin), min(end, begin + CHUNK)
            given = values[low - first : high - first]
            if given.any():
                chunk = self._chunk(base, number)
                chunk[low - begin : high - begin] = given
                self._recount(0, None, given)
                self._keep(base, number, chunk)

    def raise_levels(self, check: Callable[[], None]) -> None:
        """Make the levels above a level 0 that was `put` together. Raises OSError, and what `check` raises."""
        for level in range(1, self.levels):
            self._fill_level(level, check)

    def _fill_level(self, level: int, check: Callable[[], None]) -> None:
        upper, lower = self._maxima[level], self._maxima[level - 1]
        below = self._sums[level - 2] if level > 1 and self.sums else lower
        for number in range(upper.chunks):
            check()
            children = [child for child in range(4 * number, 4 * number + 4) if child < lower.chunks]
            if not any(self._digests[lower.first_digest + child] for child in children):
                continue
            length = min(CHUNK, upper.cells - number * CHUNK)
            tops = np.zeros(length, self.kind)
            sums = np.zeros(length, _sum_kind(level))
            for child in children:
                at = (child - 4 * number) * (CHUNK // 4)
                part = self._chunk(lower, child).reshape(-1, 4)
                tops[at : at + len(part)] = tops_of_four(part)
                if self.sums:
                    sums[at : at + len(part)] = sums_of_four(self._chunk(below, child).reshape(-1, 4))
            self._recount(level, None, tops)
            self._keep(upper, number, tops)
            if self.sums:
                self._keep(self._sums[level - 1], number, sums)

    def commit(self) -> None:
        """Write the tables: the file is whole again. Raises OSError."""
        if not self._dirty:
            return
        tables = self._digests.tobytes() + self.histograms.tobytes()
        _write(self._descriptor, tables, _PAGE)
        self._write_header(0, _digest(tables))
        self._dirty = False

    def close(self) -> None:
        """Let the file go. What was opened for reading can still be viewed, also where the file is removed."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _begin(self) -> None:
        if not self._writable:
            raise ValueError(f"{self.path.name} was opened for reading")
        if not self._dirty:
            self._write_header(1, bytes(_DIGEST))
            self._dirty = True

    def _write_header(self, state: int, tables: bytes) -> None:
        width = self.kind.itemsize
        head = _HEADER.pack(_MAGIC, _VERSION, self.cells, width, self.sums, state, self.bins.step, tables)
        _write(self._descriptor, head + _digest(head), 0)

    def _recount(self, level: int, old: Values | None, new: Values) -> None:
        counts = self.histograms[level]
        if len(new) and int(new.max()) > self.bins.limit:
            raise ValueError(f"a value is above {self.bins.limit}")
        counts += np.bincount(self.bins.of(new), minlength=self.bins.count).astype(np.uint64)
        if old is not None:
            counts -= np.bincount(self.bins.of(old), minlength=self.bins.count).astype(np.uint64)
        counts[0] = 0

    def _chunk(self, array: _Array, number: int) -> Values:
        """A copy of one chunk. Raises PyramidUnusable."""
        length = min(CHUNK, array.cells - number * CHUNK)
        place = array.first_digest + number
        if not self._digests[place]:
            return np.zeros(length, array.kind)
        size = length * array.kind.itemsize
        data = os.pread(self._descriptor, size, array.at + number * CHUNK * array.kind.itemsize)
        if len(data) != size or _short_digest(data) != int(self._digests[place]):
            raise PyramidUnusable(f"{self.path.name} is damaged")
        return np.frombuffer(data, array.kind).copy()

    def _keep(self, array: _Array, number: int, chunk: Values) -> None:
        data = chunk.tobytes()
        _write(self._descriptor, data, array.at + number * CHUNK * array.kind.itemsize)
        self._digests[array.first_digest + number] = _short_digest(data)

    def _view(self, array: _Array, first: int, count: int) -> Values:
        end = min(first + count, array.cells)
        if self._map is None:
            self._map = np.memmap(self.path, np.uint8, "r", shape=(self.size,))
        whole = self._map[array.at : array.at + array.cells * array.kind.itemsize].view(array.kind)
        for number in range(first // CHUNK, -(-end // CHUNK)):
            place = array.first_digest + number
            if not self._seen[place] or self._dirty:
                chunk = whole[number * CHUNK : (number + 1) * CHUNK]
                known = int(self._digests[place])
                if (_short_digest(chunk.tobytes()) != known) if known else bool(chunk.any()):
                    raise PyramidUnusable(f"{self.path.name} is damaged")
                self._seen[place] = True
        return whole[first:end]


def _by_chunk(positions: Positions) -> Iterator[tuple[int, int, int]]:
    """Ascending positions by chunk: its number, and from where to where they are in it."""
    if not len(positions):
        return
    numbers = positions // CHUNK
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    ends = np.append(starts[1:], len(positions))
    yield from zip(numbers[starts].tolist(), starts.tolist(), ends.tolist(), strict=True)


def _sum_kind(level: int) -> np.dtype[Any]:
    return np.dtype("<u4") if level <= _WIDE_SUMS else np.dtype("<u8")


def _digest(data: bytes) -> bytes:
    return blake3(data).digest(_DIGEST)


def _short_digest(data: bytes) -> int:
    """Never 0, which says that a chunk was never written."""
    return int.from_bytes(blake3(data).digest(8), "little") or 1


def _write(descriptor: int, data: bytes, at: int) -> None:
    view = memoryview(data)
    while len(view):
        written = os.pwrite(descriptor, view, at)
        view, at = view[written:], at + written
