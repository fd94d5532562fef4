"""What a page repair is to begin with, as whoever points at pages says it; loads nothing of the repair itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pagewake.restore.block_plan import Wanted


@dataclass(frozen=True)
class Proposal:
    """What the window opens with: blocks of files, or ranges (first and last block) of relations to be looked up."""

    source: str
    wanted: Wanted | None = None
    relations: tuple[tuple[str, int, int], ...] = ()
    backup: str = ""
    """A backup whose findings name the pages."""
    database: str = ""
    """The directory of the database, where somebody knows it."""
