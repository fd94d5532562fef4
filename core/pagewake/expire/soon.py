"""Which backups expiry will let go of soon, for views that mark them. Pure.

Only age is looked ahead at: a backup that the rules keep now and would not keep a day later lets itself be foreseen;
what backups to come will push out of "the last seven" does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from pagewake.config import Retention
from pagewake.expire.plan import keeps_everything, reasons_to_keep, window_openers
from pagewake.model import Backup, Window
from pagewake.repository.history import History

SOON = timedelta(days=1)


class Expiry(IntEnum):
    """When a backup goes, as a number in a column."""

    STAYS = 0
    SOON = 1
    """The rules keep it now, but no more in a day."""
    DUE = 2
    """No rule keeps it: the next expiry lets it go."""


def expiries(
    backups: Sequence[Backup],
    policy: Retention,
    now: datetime,
    *,
    windows: Sequence[Window],
    history: History,
    unusable: Mapping[str, str],
    ahead: timedelta = SOON,
) -> NDArray[np.uint8]:
    """An `Expiry` for each backup of a source, oldest first. The other arguments as for `plan_backups`."""
    found = np.zeros(len(backups), np.uint8)
    if keeps_everything(policy):
        return found
    usable = [backup for backup in backups if backup.id not in unusable]
    for moment, code in ((now + ahead, Expiry.SOON), (now, Expiry.DUE)):
        openers: list[str] = []
        if policy.window is not None:
            openers = window_openers(usable, windows, moment - policy.window, history)
        reasons = reasons_to_keep(backups, policy, moment, openers=openers, unusable=unusable)
        found[[not reasons[backup.id] for backup in backups]] = code
    return found
