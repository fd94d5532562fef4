"""What settings say, as values: repositories, sources, when and for how long, and how the window looks.

`config` reads them from a file and is the place to import them from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

from pagewake.credentials import PassphraseSource
from pagewake.routine import (
    NO_COPY,
    NO_DRILL,
    NO_VERIFICATION,
    USUAL_AGENT,
    AgentSettings,
    CopyRule,
    DrillRule,
    Quiet,
    VerifyRule,
)
from pagewake.stores.s3.options import NOTHING_SAID, S3Options


@dataclass(frozen=True)
class RepositorySettings:
    """One repository: where it is, where its passphrase comes from, and how its bucket is reached if it is in one."""

    name: str
    location: str
    passphrase: PassphraseSource | None = None
    bandwidth: int | None = None
    """Bytes a second that one job may move between here and the store; None is no limit."""
    trash: timedelta = timedelta(days=7)
    """For how long what expires stays in the trash."""
    options: S3Options = NOTHING_SAID


@dataclass(frozen=True)
class Schedule:
    """How often each type of backup is taken; None is never."""

    full: timedelta | None = timedelta(days=7)
    differential: timedelta | None = None
    incremental: timedelta | None = timedelta(hours=1)
    lines: tuple[tuple[str, str], ...] = ()
    """Types that follow a line of a crontab, and the line; their interval is then its longest."""

    @property
    def calendar(self) -> dict[str, str]:
        """The crontab's lines, by type."""
        return dict(self.lines)

    @property
    def intervals(self) -> dict[str, timedelta | None]:
        """The interval of each type, the largest type first."""
        return {"full": self.full, "differential": self.differential, "incremental": self.incremental}


@dataclass(frozen=True)
class Retention:
    """What expiry keeps of one source: whatever any rule keeps. Zero or None switches a rule off.

    `keep_last`: the newest backups of any type. `keep_full`: the newest full ones. `keep_within`: all backups
    younger than this. `daily`, `weekly`, `monthly`, `yearly`: one backup of each of the last so many days (UTC)
    that have any: the newest full one, or the newest of any type where there is no full one. `window`: every
    moment younger than this stays restorable; it keeps one backup that is older, which opens it, and all WAL
    from there on. Without it all WAL from the oldest kept backup on is kept.

    With weekly full backups and hourly incrementals the defaults therefore keep incrementals for seven days
    (and the one that opens the window), and of older times full backups alone. The newest backup, and the
    newest one without bad pages, always stay.
    """

    keep_last: int = 0
    keep_full: int = 2
    keep_within: timedelta | None = timedelta(days=7)
    daily: int = 7
    weekly: int = 4
    monthly: int = 6
    yearly: int = 0
    window: timedelta | None = timedelta(days=7)


@dataclass(frozen=True)
class SourceSettings:
    """One source: which database, in which repository, how often, kept how long."""

    name: str
    location: str
    engine: str | None = None
    connection: str | None = None
    repository: str | None = None
    schedule: Schedule = Schedule()
    retention: Retention = Retention()
    stream: bool = False
    """Whether an agent keeps receiving its WAL."""
    quiet: Quiet | None = None
    verify: VerifyRule = NO_VERIFICATION
    drill: DrillRule = NO_DRILL
    copy: CopyRule = NO_COPY
    retention_given: bool = True
    """Whether the settings say a retention: nothing is let go by itself where nobody asked for it."""


@dataclass(frozen=True)
class WindowSettings:
    """How the window looks and asks.

    `theme` is system, light or dark; `zone` local, UTC, server or a name of the zone database.
    """

    theme: str = "system"
    zone: str = "local"
    font_size: int = 0
    """In points; 0 is the system's."""
    language: str = ""
    """As in `de` or `pt_BR`; empty is the system's."""
    reduced_motion: bool = False
    read_only: bool = False
    confirm_deletion: bool = True
    """Whether a word must be typed before anything is removed."""


@dataclass(frozen=True)
class Settings:
    """Everything that a settings file says.

    `unknown` are keys that this version does not know, as dotted paths.
    """

    path: Path
    repositories: Mapping[str, RepositorySettings] = field(default_factory=lambda: MappingProxyType({}))
    sources: Mapping[str, SourceSettings] = field(default_factory=lambda: MappingProxyType({}))
    unknown: tuple[str, ...] = ()
    window: WindowSettings = WindowSettings()
    agent: AgentSettings = USUAL_AGENT
