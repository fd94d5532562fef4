"""Where a NeuroQuantumDB database keeps its page file and its WAL segments, and how segments are named.

A database is one file of pages, in a directory or in its `data/`, and a directory `wal/` of segments beside
either. Callers of the original engine choose the paths freely; this is the layout that its own tests and
defaults make, and the one that a restore writes: `data/<page file>` and `wal/`.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pagewake.engines.neuroquantum.pages import MAGIC, PAGE_SIZE
from pagewake.errors import SourceNotRecognised, SourceUnreadable

ENGINE_NAME = "neuroquantum"
DATA_DIRECTORY = "data"
WAL_DIRECTORY = "wal"
RELATION = "pages"
"""The key under which block sets speak of the page file."""

_SEGMENT_NAME = re.compile(r"wal-(\d{8,20})\.log", re.ASCII)
_MAGIC_BYTES = MAGIC.to_bytes(4, "little")


@dataclass(frozen=True)
class Layout:
    """One database on disk. `wal` need not exist yet."""

    page_file: Path
    wal: Path

    @property
    def restored_path(self) -> str:
        """Where a restore puts the page file, relative to its directory."""
        return f"{DATA_DIRECTORY}/{self.page_file.name}"


def segment_name(number: int) -> str:
    """`wal-00000007.log`."""
    return f"wal-{number:08d}.log"


def segment_number(name: str) -> int | None:
    """The number in a segment's name; None for every other name."""
    match = _SEGMENT_NAME.fullmatch(name)
    if match is None or segment_name(int(match[1])) != name:
        return None
    return int(match[1])


def find_layout(location: Path) -> Layout:
    """Find the page file and the WAL directory at `location` (a directory, or the page file itself).

    Raises:
        SourceNotRecognised: there is no page file, or more than one, or no WAL directory.
        SourceUnreadable: the directory cannot be listed.
    """
    try:
        candidates = _page_files(location)
    except OSError as error:
        raise SourceUnreadable(f"cannot be read ({error.strerror})", object_name=str(location)) from error
    if not candidates:
        raise SourceNotRecognised("holds no NeuroQuantumDB page file", object_name=str(location))
    if len(candidates) > 1:
        names = ", ".join(path.name for path in candidates)
        raise SourceNotRecognised(
            f"holds more than one NeuroQuantumDB page file ({names})",
            object_name=str(location),
            advice="Give the page file itself.",
        )
    page_file = candidates[0]
    for wal in _wal_candidates(page_file):
        if wal.is_dir():
            return Layout(page_file, wal)
    raise SourceNotRecognised(
        f"holds the page file {page_file.name} and no wal/ directory", object_name=str(location)
    )


def find_page_file(directory: Path) -> Path:
    """The page file of a restored directory, whether or not it has WAL. Raises as `find_layout`."""
    candidates = _page_files(directory)
    if len(candidates) != 1:
        raise SourceNotRecognised(
            f"holds {len(candidates)} NeuroQuantumDB page files; one was expected", object_name=str(directory)
        )
    return candidates[0]


def _page_files(location: Path) -> list[Path]:
    if location.is_file():
        return [location] if _is_page_file(location) else []
    found = [path for path in _plain_files(location) if _is_page_file(path)]
    if not found and (location / DATA_DIRECTORY).is_dir():
        found = [path for path in _plain_files(location / DATA_DIRECTORY) if _is_page_file(path)]
    return found


def _plain_files(directory: Path) -> Iterator[Path]:
    for path in sorted(directory.iterdir()):
        if stat.S_ISREG(path.stat(follow_symlinks=True).st_mode) if path.exists() else False:
            yield path


def _is_page_file(path: Path) -> bool:
    if path.stat().st_size < PAGE_SIZE:
        return False
    with path.open("rb") as file:
        head = file.read(16)
    # Page 0: the magic number, the type "free list", and its own number.
    return head[:4] == _MAGIC_BYTES and head[4] == 0 and not any(head[8:16])


def _wal_candidates(page_file: Path) -> Iterator[Path]:
    yield page_file.parent / WAL_DIRECTORY
    if page_file.parent.name == DATA_DIRECTORY:
        yield page_file.parent.parent / WAL_DIRECTORY
