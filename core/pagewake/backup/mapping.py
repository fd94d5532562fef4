"""From what was stored to what is remembered: the file table of one backup, region by region.

A full backup lays new layers under every region. An incremental takes the parent's layers and pushes one layer with
what it read on top; regions it did not touch cost nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pagewake.backup.reading import StoredPages
from pagewake.engines.base import SourceFile
from pagewake.repository.file_table import FileRecord
from pagewake.repository.layers import REGION_BLOCKS, ZERO, Layer, ids_array, layer_from_blocks
from pagewake.repository.maps import LayerRef, Load, Save, push_layer

Regions = list[tuple[LayerRef, ...]]


def region_layer(region: int, results: Sequence[StoredPages]) -> Layer:
    """What one backup read of one region, as a layer. Results are in block order."""
    ids: list[bytes] = []
    blocks, chunk, page = [], [], []
    for result in results:
        blocks += [result.blocks, result.zeros]
        chunk += [result.chunk_of + len(ids), np.full(len(result.zeros), ZERO, np.int32)]
        page += [result.index, np.zeros(len(result.zeros), np.int32)]
        ids += result.chunks
    all_blocks = np.concatenate(blocks)
    order = np.argsort(all_blocks, kind="stable")
    return layer_from_blocks(
        ids_array(ids),
        all_blocks[order] - region * REGION_BLOCKS,
        np.concatenate(chunk)[order],
        np.concatenate(page)[order],
    )


def empty_regions(file: SourceFile) -> Regions:
    """The map of a file of which nothing is known: zeros."""
    return [() for _ in range(-(-file.blocks // REGION_BLOCKS))]


def inherited_regions(file: SourceFile, parent: FileRecord) -> Regions:
    """The parent's map of a file, cut or extended with zeros to the file's length now."""
    regions = empty_regions(file)
    for number, layers in enumerate(parent.regions[: len(regions)]):
        regions[number] = tuple(layers)
    return regions


def lay_on(regions: Regions, region: int, layer: Layer, load: Load, save: Save) -> None:
    """Push a layer on one region of a file's map."""
    regions[region] = push_layer(regions[region], layer, load, save)


def file_record(file: SourceFile, regions: Regions) -> FileRecord:
    """One row of the file table."""
    return FileRecord(
        path=file.path,
        size=file.size,
        page_size=file.page_size,
        mode=file.mode,
        relation=file.relation,
        first_block=file.first_block,
        regions=[list(layers) for layers in regions],
    )
