"""Where the sorted runs of an index have chunks: of several copies one, by what is known of their packs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pagewake.repository.chunk_table import Places, Run, join_ids, split_ids
from pagewake.repository.layers import Ids, ids_array

CONDEMNED, MISSING, SUSPECT, GONE = 1, 2, 4, 8
"""What is known of a pack: a prune is to remove it; it is not there, or of another size; it is damaged; it is gone."""
MANY: Final = 64
"""After a lookup of more ids, or after so many lookups of one that was found, runs in files are let go of."""


class Marks:
    """Some chunks of an index, of several copies one: a bit an entry, whatever the number of chunks marked."""

    def __init__(self, runs: Sequence[Run], flags: NDArray[np.uint8], packs: int) -> None:
        self._runs = runs
        self._flags = flags
        self._packs = packs
        self._marked = [np.zeros(len(run), bool) for run in runs]

    def add(self, live: Iterable[Ids]) -> None:
        """Mark the chunks of these ids, of several copies the one that `lookup` gives."""
        for ids in live:
            numbers, places = locate_best(ids, self._runs, self._flags)
            for number, marked in enumerate(self._marked):
                marked[places[numbers == number]] = True

    def usage(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """For each pack, by number: how many bytes and how many chunks of it are marked."""
        stored, chunks = np.zeros(self._packs, np.int64), np.zeros(self._packs, np.int64)
        for run, marked in zip(self._runs, self._marked, strict=True):
            np.add.at(stored, run.pack[marked], run.stored[marked].astype(np.int64))
            np.add.at(chunks, run.pack[marked], 1)
            run.release()
        return stored, chunks

    def ids_in(self, packs: NDArray[np.integer]) -> Ids:
        """The ids of the marked chunks in packs of these numbers: shape (n, 32)."""
        chosen = np.zeros(self._packs, bool)
        chosen[packs] = True
        found = []
        for run, marked in zip(self._runs, self._marked, strict=True):
            here = np.flatnonzero(marked & chosen[run.pack])
            found.append(join_ids(run.key[here], run.rest[here]))
        return np.concatenate(found) if found else ids_array([])


def locate_best(ids: Ids, runs: Sequence[Run], flags: NDArray[np.uint8]) -> tuple[Places, Places]:
    """As `locate`: among copies first in packs without a flag, then in sound ones, in those that are there, in any."""
    numbers, places = locate(ids, runs, flags == 0)
    worse_ones = (flags & (MISSING | SUSPECT) == 0, flags & MISSING == 0, np.ones(len(flags), bool))
    for worse in worse_ones if np.any(flags) else ():
        lost = np.flatnonzero(numbers < 0)
        numbers[lost], places[lost] = locate(ids[lost], runs, worse)
    return numbers, places


def locate(ids: Ids, runs: Sequence[Run], allowed: NDArray[np.bool_]) -> tuple[Places, Places]:
    """For each id the number of the run that has it (or -1), and the place in it."""
    key, rest = split_ids(ids)
    numbers, places = np.full(len(ids), -1, np.int64), np.zeros(len(ids), np.int64)
    for number, run in enumerate(runs):
        open_ids = np.flatnonzero(numbers < 0)
        at = run.find(key[open_ids], rest[open_ids], allowed)
        hit = at >= 0
        numbers[open_ids[hit]], places[open_ids[hit]] = number, at[hit]
        if len(ids) > MANY:
            run.release()
    return numbers, places
