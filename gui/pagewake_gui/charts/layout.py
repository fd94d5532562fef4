"""Where the parts of a lane lie, in pixels of a chart; and what lies under a point of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

TOP = 24.0
"""Above all lanes: where the target says what it is."""
LEAST_HEIGHT, MOST_HEIGHT = 118.0, 300.0
TITLE = 20.0
BAND = 12.0
FOOT = 8.0


@dataclass(frozen=True)
class LaneBox:
    """One lane on the screen. `glyphs` is the line on which backups stand."""

    index: int
    top: float
    height: float

    @property
    def bottom(self) -> float:
        """Where the lane ends."""
        return self.top + self.height

    @property
    def strip(self) -> float:
        """How high the strip is that shows commits or segments of WAL."""
        return min(max(self.height * 0.28, 26.0), 110.0)

    @property
    def strip_top(self) -> float:
        """Where the strip begins."""
        return self.bottom - FOOT - self.strip

    @property
    def band_top(self) -> float:
        """Where the coverage band begins."""
        return self.strip_top - 6.0 - BAND

    @property
    def flags(self) -> float:
        """The upper end of the flags of restore points."""
        return self.top + TITLE + 2.0

    @property
    def glyphs(self) -> float:
        """The line of the backups."""
        return self.band_top - 18.0


def lane_boxes(lanes: int, height: float, scrolled: float) -> list[LaneBox]:
    """The boxes of all lanes: as high as there is room, and scrolled up by so many pixels."""
    each = lane_height(lanes, height)
    return [LaneBox(number, TOP + number * each - scrolled, each) for number in range(lanes)]


def lane_height(lanes: int, height: float) -> float:
    """How high every lane is."""
    return min(max((height - TOP) / max(lanes, 1), LEAST_HEIGHT), MOST_HEIGHT)


class ThingKind(StrEnum):
    """What can be under the mouse."""

    NOTHING = "nothing"
    BACKUP = "backup"
    CLUSTER = "cluster"
    RESTORE_POINT = "restore point"
    BAND = "band"
    STRETCH = "stretch"
    COMMITS = "commits"
    FORK = "fork"
    JOB = "job"
    TARGET = "target"


@dataclass(frozen=True)
class Thing:
    """What is at a point. `rows` are rows of the columns of its kind; `low` and `high` how far it reaches."""

    kind: ThingKind
    lane: int = -1
    place: float = 0.0
    rows: tuple[int, ...] = ()
    low: float = 0.0
    high: float = 0.0
    amount: float = 0.0


NOTHING = Thing(ThingKind.NOTHING)
