"""Single pages as files: what a page repair writes beside the database.

A directory with one file a page, exactly its bytes, and `blocks.json`, which says which page each is, the BLAKE3 of its
bytes, and of those that were put in its place. `dd` puts one back, too:
`dd if=PAGE of=FILE bs=SIZE seek=BLOCK conv=notrunc`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from blake3 import blake3

from pagewake.disk import Disk
from pagewake.errors import DirectoryNotEmpty

INDEX = "blocks.json"


@dataclass(frozen=True)
class PageImage:
    """The bytes of one block of one file."""

    file: str
    block: int
    content: bytes

    @property
    def name(self) -> str:
        """The name of its own file: `data_shop.db.17.page`."""
        return f"{self.file.replace('/', '_')}.{self.block}.page"

    @property
    def digest(self) -> str:
        """BLAKE3 of its bytes, in lower-case hex."""
        return blake3(self.content).hexdigest()


def write_images(
    directory: Path,
    images: Sequence[PageImage],
    about: Mapping[str, object],
    disk: Disk,
    replaced_by: Mapping[tuple[str, int], str] | None = None,
) -> Path:
    """Write pages and what is to be said about them into a new or empty directory, durably; returns the index.

    `replaced_by` are the digests of the pages that are to be put in their place, by file and block.
    Raises DirectoryNotEmpty, OSError.
    """
    if directory.is_symlink() or (
        directory.exists() and (not directory.is_dir() or any(directory.iterdir()))
    ):
        raise DirectoryNotEmpty("the pages need a new directory, or an empty one", object_name=str(directory))
    disk.make_directory(directory, 0o700)
    rows = [
        {
            "file": one.file,
            "block": one.block,
            "bytes": len(one.content),
            "page": one.name,
            "digest": one.digest,
            "replaced_by": (replaced_by or {}).get((one.file, one.block)),
        }
        for one in images
    ]
    for image in images:
        _write(directory / image.name, image.content, disk)
    index = directory / INDEX
    _write(index, json.dumps({**about, "blocks": rows}, indent=2).encode() + b"\n", disk)
    _give_to_owner_of(directory.parent, (directory, index, *(directory / image.name for image in images)))
    disk.sync_directory(directory)
    return index


def _give_to_owner_of(above: Path, paths: Sequence[Path]) -> None:
    """What root writes into somebody's database is theirs: a server refuses to copy what it cannot read."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    owner = above.stat()
    for path in paths:
        os.chown(path, owner.st_uid, owner.st_gid)


def _write(path: Path, content: bytes, disk: Disk) -> None:
    descriptor = disk.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        disk.write(descriptor, content)
        disk.sync(descriptor)
    finally:
        os.close(descriptor)
