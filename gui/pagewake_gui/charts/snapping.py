"""What the target line snaps to: commits, backups, named restore points. Pure, on arrays of places."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from pagewake_gui.charts.chain_data import ChainData
from pagewake_gui.charts.scales import Floats, TimeScale

SNAP_PX = 10.0


class SnapKind(StrEnum):
    """What the target line holds on to."""

    FREE = "free"
    COMMIT = "commit"
    BACKUP = "backup"
    RESTORE_POINT = "restore point"


@dataclass(frozen=True)
class Snap:
    """Where the line is, and what it holds on to: `index` counts backups or restore points of the timeline."""

    kind: SnapKind
    place: float
    lane: int
    index: int = -1


@dataclass(frozen=True, eq=False)
class Snaps:
    """All places to snap to, ascending within each kind; a restore point wins over a backup, that over a commit."""

    data: ChainData
    commits: Floats
    commit_lane: NDArray[np.int32]

    def at(self, place: float, lane: int, per_pixel: float) -> Snap:
        """What a line at a place of a lane holds on to; nothing where all is too far."""
        reach = per_pixel * SNAP_PX
        data = self.data
        lanes = data.timeline.backup_columns.lane
        for kind, places, own in (
            (SnapKind.RESTORE_POINT, data.points, data.point_lane),
            (SnapKind.BACKUP, data.place, lanes),
            (SnapKind.COMMIT, self.commits, self.commit_lane),
        ):
            if not len(places):
                continue
            away = np.where((own == lane) & ~np.isnan(places), np.abs(places - place), np.inf)
            nearest = int(np.argmin(away))
            if away[nearest] <= reach:
                return Snap(kind, float(places[nearest]), lane, nearest)
        return Snap(SnapKind.FREE, place, lane)


def snaps_of(data: ChainData) -> Snaps:
    """Backups, restore points, and of the commits the first and the last of every stretch of WAL."""
    stretches = data.timeline.stretches
    held = stretches.commits > 0
    if isinstance(data.scale, TimeScale):
        places = np.concatenate(
            [data.scale.places(stretches.first_commit[held]), data.scale.places(stretches.last_commit[held])]
        )
    else:
        places = np.empty(0)
    lanes = np.concatenate([stretches.lane[held], stretches.lane[held]])[: len(places)]
    return Snaps(data, places, lanes.astype(np.int32))


def with_commits(snaps: Snaps, places: Floats, lane: int) -> Snaps:
    """`snaps` and more commits of one lane, as they were read from the WAL."""
    return Snaps(
        snaps.data,
        np.concatenate([snaps.commits, places]),
        np.concatenate([snaps.commit_lane, np.full(len(places), lane, np.int32)]),
    )
