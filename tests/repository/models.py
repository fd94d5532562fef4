"""What block maps say, in plain dictionaries, and layers made from such."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np

from pagewake.repository.layers import ZERO, Layer, ids_array, layer_from_blocks

Model = dict[int, tuple[bytes, int] | None]
"""A block's chunk and page, None for zeros; blocks that nobody speaks of are not in it."""


def chunk_id(number: int) -> bytes:
    return hashlib.sha256(b"%d" % number).digest()


def pages_of(chunk: bytes, blocks: Iterable[int]) -> Model:
    """The blocks are the pages of a chunk, in ascending order."""
    return {block: (chunk, page) for page, block in enumerate(sorted(blocks))}


def layer_of(model: Model) -> Layer:
    """The layer that says what a dictionary says; the table of ids it starts from is as untidy as can be."""
    places = [(block, what or (b"", 0)) for block, what in sorted(model.items())]
    ids = [id or bytes(32) for _, (id, _) in places]
    return layer_from_blocks(
        ids_array(ids),
        np.array([block for block, _ in places], np.int64),
        np.array([number if id else ZERO for number, (_, (id, _)) in enumerate(places)], np.int64),
        np.array([page for _, (_, page) in places], np.int64),
    )


def gathered(ids: list[bytes], blocks: np.ndarray, pages: int = 64) -> Layer:
    """Blocks in ascending order, `pages` to a chunk: what one incremental reads of one region."""
    at = np.arange(len(blocks))
    return layer_from_blocks(ids_array(ids), blocks, at // pages, at % pages)


def model_of(layer: Layer) -> Model:
    model: Model = {}
    for start, count, chunk, page in zip(
        layer.start.tolist(), layer.count.tolist(), layer.chunk.tolist(), layer.page.tolist(), strict=True
    ):
        for k in range(count):
            assert start + k not in model
            model[start + k] = None if chunk == ZERO else (layer.ids[chunk].tobytes(), page + k)
    return model
