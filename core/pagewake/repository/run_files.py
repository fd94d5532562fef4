"""Long runs of an index in files: of each entry only the key stays in memory, the rest is read when it is asked for.

Two indexes of a terabyte, as a copy needs them, take 200 MB in memory. In files without a name, below the directory
for temporary files, 40 of the 48 bytes of each entry are the kernel's to keep or to drop, and a lookup leaves none of
them in this process. The entries tell no more than the ids of chunks: keyed hashes, where the repository is encrypted.
"""

from __future__ import annotations

import logging
import mmap
import tempfile
from dataclasses import dataclass

import numpy as np

from pagewake.repository.chunk_table import Run

_ROW = np.dtype([("rest", "<u8", 3), ("pack", "<u4"), ("offset", "<u4"), ("stored", "<u4"), ("raw", "<u4")])
_AT_ONCE = 1 << 14
"""So many entries are laid out as rows at a time."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class FiledRun(Run):
    """A run of which only `key` is in memory; the other columns are views of a file."""

    mapping: mmap.mmap

    @property
    def nbytes(self) -> int:
        """Memory that the run takes."""
        return self.key.nbytes

    def release(self) -> None:
        """Let go of what lookups have brought into memory; it stays in the file."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self.mapping.madvise(mmap.MADV_DONTNEED)


def filed(run: Run) -> Run:
    """The same run with all but its keys in a file; the run itself where there is no room for one, or no place."""
    if isinstance(run, FiledRun) or not len(run):
        return run
    try:
        with tempfile.TemporaryFile(prefix="pagewake-index-") as file:
            for low in range(0, len(run), _AT_ONCE):
                part = slice(low, low + _AT_ONCE)
                rows = np.empty(len(run.key[part]), _ROW)
                for name in _ROW.names or ():
                    rows[name] = getattr(run, name)[part]
                file.write(rows.tobytes())
            file.flush()
            mapping = mmap.mmap(file.fileno(), len(run) * _ROW.itemsize, access=mmap.ACCESS_READ)
    except OSError as error:
        _log.info("an index is kept in memory, since no file could be made for it: %s", error)
        return run
    rows = np.frombuffer(mapping, _ROW)
    columns = {name: rows[name] for name in _ROW.names or ()}
    return FiledRun(run.key, **columns, mapping=mapping)
