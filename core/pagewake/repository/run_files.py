"""Long runs of an index in files: of each entry only the key stays in memory, the rest is read when it is asked for.

Two indexes of a terabyte, as a copy needs them, take 200 MB in memory. In files without a name, below the directory
for temporary files, 40 of the 48 bytes of each entry are the kernel's to keep or to drop, and a lookup leaves none of
them in this process. The entries tell no more than the ids of chunks: keyed hashes, where the repository is encrypted.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pagewake.repository.chunk_table import Run

# What makes files is loaded with the first of them: every archive command loads this module, and makes none.
if TYPE_CHECKING:
    import mmap

_ROW = np.dtype([("rest", "<u8", 3), ("pack", "<u4"), ("offset", "<u4"), ("stored", "<u4"), ("raw", "<u4")])
_AT_ONCE = 1 << 14
"""So many entries are laid out as rows at a time."""
MOST_FILES = 200
"""Each takes a file descriptor. What would need more, some twenty terabytes, stays in memory."""

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
        import mmap

        if hasattr(mmap, "MADV_DONTNEED"):
            self.mapping.madvise(mmap.MADV_DONTNEED)


def filed_runs(runs: Sequence[Run], least: int) -> list[Run]:
    """The same runs, those of at least so many entries in files."""
    room = MOST_FILES - sum(isinstance(run, FiledRun) for run in runs)
    found = []
    for run in runs:
        wanted = len(run) >= least and not isinstance(run, FiledRun) and room > 0
        room -= wanted
        found.append(filed(run) if wanted else run)
    return found


def filed(run: Run) -> Run:
    """The same run with all but its keys in a file; the run itself where there is no room for one, or no place."""
    if not len(run):
        return run
    import mmap
    import tempfile

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
