"""From which backups' packs the blocks of a file table come, and how much of them has to be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from pagewake.jobs import Job
from pagewake.repository.file_table import FileTable
from pagewake.repository.layers import NO_IDS, REGION_BLOCKS, Ids
from pagewake.repository.maps import LayerRef, Load, load_layer, resolve_refs
from pagewake.repository.repository import Repository

REGIONS_AT_ONCE = 128
"""Of how many regions the maps are read in one go: at most some 16 MiB."""


def origins_of(repository: Repository, table: FileTable, job: Job) -> dict[str, int]:
    """For each backup that stored blocks of a table: how many. Many regions at a time, no Python once per block."""
    return reading_of(repository, table, job)[0]


def reading_of(repository: Repository, table: FileTable, job: Job) -> tuple[dict[str, int], int]:
    """As `origins_of`, and how many bytes of packs have to be read for a table.

    A chunk that several regions use is read for each of them, and counts so.
    """
    stored = 0
    reader, index = repository.chunk_reader(), repository.index
    origins: Counter[str] = Counter()
    regions = (
        (layers, min(REGION_BLOCKS, record.blocks - number * REGION_BLOCKS))
        for record in table
        for number, layers in enumerate(record.regions)
    )
    while group := list(islice(regions, REGIONS_AT_ONCE)):
        refs = [ref.id for layers, _ in group for ref in layers]
        # A layer that is damaged is read again, alone, and then said to be.
        found = dict(reader.read_many(refs, job, on_error=lambda chunk, error: None))

        def load(chunk: bytes, found: Mapping[bytes, bytes] = found) -> bytes:
            return found[chunk] if chunk in found else reader.read(chunk)

        uses = [_uses_of(layers, count, load) for layers, count in group]
        ids, counts = (np.concatenate(columns) for columns in zip(*uses, strict=True))
        origins["zeros"] += sum(count for _, count in group) - int(counts.sum())
        places = index.lookup(ids)
        stored += int(places.stored[(counts > 0) & (places.pack >= 0)].sum(dtype=np.int64))
        for owner, share in index.shares_at(places, counts).items():
            origins[owner or "missing"] += share
    return {owner: used for owner, used in origins.items() if used}, stored


def _uses_of(layers: Sequence[LayerRef], count: int, load: Load) -> tuple[Ids, NDArray[np.int64]]:
    """The chunks of a region's first `count` blocks, and how many of those each holds."""
    if not layers:
        return NO_IDS, np.empty(0, np.int64)
    if len(layers) == 1:
        layer = load_layer(layers[0], load)
        if layer.end <= count:  # nothing of it lies past the file's end
            there = layer.chunk >= 0
            used = np.bincount(layer.chunk[there], weights=layer.count[there], minlength=len(layer.ids))
            return layer.ids, used.astype(np.int64)
    region = resolve_refs(layers, load)
    chunk = region.chunk[:count]
    return region.ids, np.bincount(chunk[chunk >= 0], minlength=len(region.ids)).astype(np.int64)
