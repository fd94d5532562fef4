"""What a check found, as far as a repair must know it; no effects."""

from __future__ import annotations

from dataclasses import dataclass, field

from pagewake.checking.affected import AffectedBackup
from pagewake.checking.survey import Survey
from pagewake.model import Finding
from pagewake.repository.pack_reading import PackDamage
from pagewake.stores.unfinished import LeftUnfinished
from pagewake.verify.data import BadStretch


@dataclass(frozen=True)
class BadObject:
    """An object that cannot be read, and why."""

    key: str
    why: str


@dataclass
class Facts:
    """Everything that one look at a repository found."""

    survey: Survey
    findings: list[Finding] = field(default_factory=list)
    packs: list[PackDamage] = field(default_factory=list)
    """What is wrong with packs that are there and that are known."""
    unknown_packs: list[BadObject] = field(default_factory=list)
    """Packs of which neither they themselves nor an index object say what they hold."""
    missing_packs: list[str] = field(default_factory=list)
    """Packs, by name, that the index speaks of and that are not there."""
    unindexed: int = 0
    """Packs that no index object speaks of."""
    objects: list[BadObject] = field(default_factory=list)
    """Other objects that are damaged, and that nothing needs: what they say is known, made anew or lost."""
    keeping: list[BadObject] = field(default_factory=list)
    snapshots: list[BadObject] = field(default_factory=list)
    stretches: list[BadStretch] = field(default_factory=list)
    affected: list[AffectedBackup] = field(default_factory=list)
    damaged: set[str] = field(default_factory=set)
    """The backups that are not whole, for whatever reason."""
    settled: list[str] = field(default_factory=list)
    """Notes on packs, by name, that are no longer needed."""
    healed: bool = False
    """Whether notes on lost packs can be taken back because nothing is lost any more."""
    unfinished: LeftUnfinished = field(default_factory=LeftUnfinished)
    """What writers that died left in the store."""
    backups: list[str] = field(default_factory=list)
    bytes_checked: int = 0
