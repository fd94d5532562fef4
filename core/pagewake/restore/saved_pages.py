"""Reading back what a page repair saved: which pages were overwritten, with what, and their old bytes.

The directory lies in somebody's database: whatever is in it is read within bounds, and believed only where the
digests say so.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec

from pagewake.errors import RestoreError, UsageError
from pagewake.restore.block_files import INDEX, PageImage
from pagewake.restore.block_plan import MOST_BLOCKS

_LONGEST_INDEX = 16 << 20
_LARGEST_PAGE = 1 << 20
_Text = Annotated[str, msgspec.Meta(max_length=4096)]
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=4096)]


class _Row(msgspec.Struct, frozen=True):
    file: _Name
    block: Annotated[int, msgspec.Meta(ge=0, lt=2**40)]
    page: _Name
    digest: _Text = ""
    replaced_by: _Text | None = None


class _Index(msgspec.Struct, frozen=True):
    what: _Text
    source: _Text
    page_size: Annotated[int, msgspec.Meta(ge=1, le=_LARGEST_PAGE)]
    blocks: Annotated[tuple[_Row, ...], msgspec.Meta(min_length=1, max_length=MOST_BLOCKS)]
    written: _Text = ""
    engine: _Text = ""
    system_identifier: _Text = ""


_DECODER = msgspec.json.Decoder(_Index)


@dataclass(frozen=True)
class SavedPage:
    """One page that was overwritten: the digest of its old bytes, and of those that were put in its place (empty where
    an older version wrote it, which did not say).
    """

    file: str
    block: int
    name: str
    digest: str
    replaced_by: str


@dataclass(frozen=True)
class SavedPages:
    """What one repair overwrote. `written` says when."""

    directory: Path
    source: str
    system_identifier: str
    page_size: int
    written: str
    pages: tuple[SavedPage, ...]

    def image(self, page: SavedPage) -> PageImage:
        """The old bytes. Raises RestoreError where they are not those that were saved."""
        path = self.directory / page.name
        content = _content(path, self.page_size)
        found = PageImage(page.file, page.block, content)
        if len(content) != self.page_size or (page.digest and found.digest != page.digest):
            raise RestoreError(
                "the saved page is damaged: these are not the bytes that were there before the repair",
                object_name=str(path),
                meaning="Nothing was written to the database.",
            )
        return found


def read_saved(directory: Path) -> SavedPages:
    """What lies in a directory that a page repair wrote.

    Raises UsageError where it is none, or holds pages that replaced nothing; RestoreError where it is damaged.
    """
    path = directory / INDEX
    if not path.is_file():
        raise UsageError(
            f"no page repair saved anything here: there is no {INDEX}",
            object_name=str(directory),
            advice="Name the directory that the repair told: pagewake-replaced-TIME in the database's directory.",
        )
    try:
        index = _DECODER.decode(_content(path, _LONGEST_INDEX))
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise _damaged(path, str(error)) from None
    if "before" not in index.what:
        raise UsageError(
            "these pages are of a target, and replaced nothing",
            object_name=str(directory),
            advice="There is nothing to take back: the database was not written to.",
        )
    pages = tuple(
        SavedPage(row.file, row.block, row.page, row.digest, row.replaced_by or "") for row in index.blocks
    )
    for page in pages:
        if page.name != PageImage(page.file, page.block, b"").name:
            raise _damaged(path, f"{page.name!r} is no page's name")
    if len({(page.file, page.block) for page in pages}) < len(pages):
        raise _damaged(path, "a page is named twice")
    return SavedPages(directory, index.source, index.system_identifier, index.page_size, index.written, pages)


def _content(path: Path, most: int) -> bytes:
    """A file's bytes; of a longer one only so many that it shows. No link is followed: root reads what it leads to."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with open(descriptor, "rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise RestoreError(
            f"cannot be read ({error.strerror})",
            object_name=str(path),
            meaning="Nothing was written to the database.",
        ) from error


def _damaged(path: Path, why: str) -> RestoreError:
    return RestoreError(
        f"what the repair wrote down cannot be understood ({why})",
        object_name=str(path),
        meaning="Nothing was written to the database.",
        advice="The pages beside it can still be put back with dd, one by one.",
    )
