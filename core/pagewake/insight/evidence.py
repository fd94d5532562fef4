"""What the questions of this room need to know of a verification on record, whoever keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import IntEnum
from typing import Protocol

from pagewake.model import Finding, Severity
from pagewake.repository.manifest import BACKUPS


class Evidence(Protocol):
    """One verification that was carried out."""

    @property
    def when(self) -> datetime:
        """When it was over."""

    @property
    def level(self) -> str:
        """How deep it looked: `structure`, `data`, `restore`, or `drill` for a restore to a target."""

    @property
    def ok(self) -> bool:
        """Whether everything that it looked at can be restored."""

    @property
    def backups(self) -> Sequence[str]:
        """The ids of the backups that it looked at."""

    @property
    def source(self) -> str:
        """The source that all of them are of; empty where it was not one alone."""

    @property
    def findings(self) -> Sequence[Finding]:
        """What it saw."""

    @property
    def damaged(self) -> Sequence[str] | None:
        """The backups that it found damaged; None where the record does not say."""


class Depth(IntEnum):
    """How deep a verification looked; each includes the ones before it."""

    NONE = 0
    STRUCTURE = 1
    DATA = 2
    RESTORE = 3


def depth_of(record: Evidence) -> Depth:
    """The depth of a verification. One of a level that this version does not know proves nothing."""
    return _DEPTHS.get(str(record.level), Depth.NONE)


_WORDS = re.compile(r"[^A-Za-z0-9_.-]+")
_DEPTHS = {"structure": Depth.STRUCTURE, "data": Depth.DATA, "restore": Depth.RESTORE, "drill": Depth.RESTORE}


class Standing(IntEnum):
    """What verifications say of one backup."""

    UNKNOWN = 0
    GOOD = 1
    """Its content was read, or it was restored, and was right; nothing deeper failed since."""
    BAD = 2
    """A verification found something wrong, and none that looks as deep was good since."""


def standings(evidence: Iterable[Evidence]) -> dict[str, tuple[Standing, Depth, datetime]]:
    """By backup: its standing, the depth of the deepest verification that decides it, and when that was.

    A verification that failed speaks against the backups that it found damaged. A record that does not say which
    ones speaks against those that its errors name, or, where one of them names none (a pack, a stretch of WAL),
    against all that it looked at. A good one of the same depth or deeper clears that.
    Structure alone makes no backup good.
    """
    good: dict[str, tuple[Depth, datetime]] = {}
    bad: dict[str, tuple[Depth, datetime]] = {}
    for record in sorted(evidence, key=lambda one: one.when):
        depth, blamed = depth_of(record), blamed_by(record)
        for backup in (*record.backups, *blamed.difference(record.backups)):
            if backup in blamed:
                bad[backup] = (depth, record.when)
                continue
            if backup in bad and depth >= bad[backup][0]:
                del bad[backup]
            if depth >= good.get(backup, (Depth.NONE, record.when))[0]:
                good[backup] = (depth, record.when)
    found: dict[str, tuple[Standing, Depth, datetime]] = {}
    for backup, (depth, when) in good.items():
        found[backup] = (Standing.GOOD if depth >= Depth.DATA else Standing.UNKNOWN, depth, when)
    for backup, (depth, when) in bad.items():
        found[backup] = (Standing.BAD, depth, when)
    return found


def blamed_by(record: Evidence) -> frozenset[str]:
    """The backups that a verification speaks against."""
    if record.ok:
        return frozenset()
    if record.damaged is not None:
        return frozenset(record.damaged)
    errors = [finding.object_name for finding in record.findings if finding.severity is Severity.ERROR]
    # The error of a manifest that cannot be read is that backup's own, whether or not it was looked at further.
    named = [
        {name.removeprefix(BACKUPS)}
        if name.startswith(BACKUPS)
        else set(_WORDS.split(name)).intersection(record.backups)
        for name in errors
    ]
    return frozenset(record.backups) if not all(named) or not named else frozenset().union(*named)
