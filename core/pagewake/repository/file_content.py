"""The content of one small file of a backup: a label, a map, settings. Large files are restored, not read."""

from __future__ import annotations

from pagewake.errors import ObjectCorrupt
from pagewake.repository.file_table import FileRecord
from pagewake.repository.layers import REGION_BLOCKS
from pagewake.repository.maps import Load, resolve_refs

MAX_CONTENT = 64 << 20


def read_file(record: FileRecord, load: Load) -> bytes:
    """All bytes of a file. Raises ObjectCorrupt (damaged, or larger than MAX_CONTENT) and whatever `load` raises."""
    if record.size > MAX_CONTENT:
        raise ObjectCorrupt(f"a file of {record.size} bytes is no small one", object_name=record.path)
    content = bytearray(record.blocks * record.page_size)
    for number, layers in enumerate(record.regions):
        first = number * REGION_BLOCKS
        for use in resolve_refs(layers, load).by_chunk(0, min(REGION_BLOCKS, record.blocks - first)):
            pages = use.gather(load(use.id), record.page_size)
            for block, page in zip((use.blocks + first).tolist(), pages, strict=True):
                content[block * record.page_size : (block + 1) * record.page_size] = page.tobytes()
    return bytes(content[: record.size])
