"""What the chunks of one repository are called in another: their ids, pairs of them, and maps with new ids.

A chunk's id is the hash of its content, keyed with a key of the repository's own where it is encrypted. Between two
repositories with the same key (or none) ids are equal. Between others, nobody can tell the one from the other without
the content, so pairs of ids come from two places only: a chunk that has just been copied, and the maps of a backup
that both repositories have, which say of the same page what it is called in each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pagewake.repository.layers import ID_BYTES, NO_IDS, Ids, Layer
from pagewake.repository.maps import resolve
from pagewake.repository.sealing import Sealer

_PROBE = b"what is equal here"
_NOWHERE = b"pagewake: a chunk that was not copied, since no backup reads it: "


def same_ids(one: Sealer, other: Sealer) -> bool:
    """Whether two repositories give equal content equal ids."""
    return one.chunk_id(_PROBE) == other.chunk_id(_PROBE)


def _words(ids: Ids) -> NDArray[np.void]:
    """Ids as values that are sorted and sought as a whole."""
    return np.ascontiguousarray(ids).view(f"V{ID_BYTES}").ravel()


class Pairs:
    """What some chunks are called in both repositories: 64 bytes a chunk."""

    def __init__(self, here: Ids, there: Ids) -> None:
        order = np.argsort(_words(here), kind="stable")
        self._here = np.ascontiguousarray(here[order])
        self._there = there[order]

    def __len__(self) -> int:
        return len(self._here)

    @property
    def columns(self) -> tuple[Ids, Ids]:
        """The ids of here and of there, side by side."""
        return self._here, self._there

    def find(self, ids: Ids) -> tuple[Ids, NDArray[np.bool_]]:
        """For each id of here the one of there, and whether it is known; zeros stand for one that is not."""
        found = np.zeros((len(ids), ID_BYTES), np.uint8)
        if not len(self) or not len(ids):
            return found, np.zeros(len(ids), bool)
        sought, sorted_ = _words(ids), _words(self._here)
        at = np.minimum(np.searchsorted(sorted_, sought), len(self) - 1)
        known: NDArray[np.bool_] = (self._here[at] == ids).all(axis=1)
        found[known] = self._there[at[known]]
        return found, known


NO_PAIRS = Pairs(NO_IDS, NO_IDS)


def pairs_of_layers(here: Sequence[Layer], there: Sequence[Layer]) -> Pairs:
    """The pairs that the layers of one region of one backup tell, here and there.

    Layers that were brought over say the same of every block, so ids stand in the same places, also those that nobody
    reads any more. Where layers were laid otherwise, what they say together may still be the same: then its ids, which
    are numbered in the order of their first use, tell. Else there are none.
    """
    if len(here) == len(there) and all(map(_alike, here, there)):
        return joined([(mine.ids, theirs.ids) for mine, theirs in zip(here, there, strict=True)])
    mine, theirs = resolve(here), resolve(there)
    same = np.array_equal(mine.chunk, theirs.chunk) and np.array_equal(mine.page, theirs.page)
    return Pairs(mine.ids, theirs.ids) if same and len(mine.ids) == len(theirs.ids) else NO_PAIRS


def _alike(one: Layer, other: Layer) -> bool:
    columns = ("start", "count", "chunk", "page")
    return len(one.ids) == len(other.ids) and all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in columns
    )


def joined(pairs: Sequence[tuple[Ids, Ids]]) -> Pairs:
    """Pairs from several places; where they differ, the first one holds."""
    if not pairs:
        return NO_PAIRS
    return Pairs(np.concatenate([here for here, _ in pairs]), np.concatenate([there for _, there in pairs]))


def renamed(layer: Layer, pairs: Pairs, id_of: Callable[[bytes], bytes]) -> Layer:
    """A layer with the ids of there.

    A layer may name chunks of which later layers cover every page; nobody reads them, and a prune may have removed
    them long ago. One that is not known gets an id that no chunk has, made by `id_of` (the hash of there).
    """
    ids, known = pairs.find(layer.ids)
    for at in np.flatnonzero(~known).tolist():
        ids[at] = np.frombuffer(id_of(_NOWHERE + layer.ids[at].tobytes()), np.uint8)
    return replace(layer, ids=ids)


def distinct_ids(ids: Ids) -> Ids:
    """Each of some ids once."""
    return np.unique(_words(ids)).view(np.uint8).reshape(-1, ID_BYTES) if len(ids) else ids


def among(ids: Ids, known: Ids) -> NDArray[np.bool_]:
    """Whether each of some ids is one of the known ones."""
    if not len(ids) or not len(known):
        return np.zeros(len(ids), bool)
    ordered = distinct_ids(known)
    at = np.minimum(np.searchsorted(_words(ordered), _words(ids)), len(ordered) - 1)
    found: NDArray[np.bool_] = (ordered[at] == ids).all(axis=1)
    return found
