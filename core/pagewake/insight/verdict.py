"""One verdict on one source, with the reason and the one thing to do next. Pure: a list of rules, worst first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import numpy as np

from pagewake.insight.columns import StateCode, seconds
from pagewake.insight.coverage import GapSpan
from pagewake.insight.timeline import SourceTimeline
from pagewake.model import Backup, Severity
from pagewake.repository.history import EXPIRED, NEVER_ARCHIVED, NOT_YET
from pagewake.units import duration_text

LATE, VERY_LATE = 1.5, 3.0
"""Times the promised interval: from here on somebody should look, and from here on something is broken."""
GAP_MATTERS = timedelta(days=7)
"""A gap that a later backup healed is worth a word for so long."""
VERIFY_EVERY = timedelta(days=30)
PROVE_EVERY = timedelta(days=90)


class Verdict(StrEnum):
    """How a source stands."""

    HEALTHY = "healthy"
    ATTENTION = "attention"
    AT_RISK = "at risk"
    NO_BACKUP = "no backup"


class StepCode(StrEnum):
    """What to do next."""

    NOTHING = "nothing"
    TAKE_BACKUP = "take-backup"
    TAKE_FULL_BACKUP = "take-full-backup"
    FIX_ARCHIVING = "fix-archiving"
    RESUME_WAL = "resume-wal"
    VERIFY = "verify"
    PROVE_RESTORE = "prove-restore"
    LOOK_AT_PAGES = "look-at-pages"


@dataclass(frozen=True)
class NextStep:
    """The one thing to do next. `backup` is the one that it is about, where it is about one."""

    code: StepCode
    sentence: str
    backup: str | None = None


@dataclass(frozen=True)
class Facts:
    """What the rules look at. `last_read` is the last good verification that read all content."""

    timeline: SourceTimeline
    now: datetime
    age: timedelta | None
    promised: timedelta | None
    gaps: int
    last_read: datetime | None
    last_proof: datetime | None

    @property
    def newest(self) -> Backup:
        """The newest backup."""
        return self.timeline.kept[-1]

    @property
    def newest_usable(self) -> Backup | None:
        """The newest backup that can be restored."""
        usable = (one for one in reversed(self.timeline.kept) if one.id not in self.timeline.unusable)
        return next(usable, None)

    def state(self, backup: Backup) -> StateCode:
        """The state of a backup."""
        index = self.timeline.index_of(backup.id)
        return StateCode.OK if index is None else StateCode(int(self.timeline.backup_columns.state[index]))


Judgement = tuple[Verdict, str, NextStep]
_TAKE_BACKUP = NextStep(StepCode.TAKE_BACKUP, "Take a backup now.")
_TAKE_FULL = NextStep(StepCode.TAKE_FULL_BACKUP, "Take a full backup now.")
_FIX_ARCHIVING = NextStep(
    StepCode.FIX_ARCHIVING, "See why WAL did not reach the repository, then take a backup."
)
_RESUME_WAL = NextStep(StepCode.RESUME_WAL, "See why no more WAL arrives, or take a backup now.")


def judge(facts: Facts) -> Judgement:
    """The first rule that has something to say."""
    return next(said for rule in _RULES if (said := rule(facts)) is not None)


def _no_backup(facts: Facts) -> Judgement | None:
    if facts.timeline.kept:
        return None
    wal = " WAL of it is archived, and WAL alone restores nothing." if len(facts.timeline.stretches) else ""
    return Verdict.NO_BACKUP, f"There is no backup of this source.{wal}", _TAKE_BACKUP


def _contradiction(facts: Facts) -> Judgement | None:
    wrong = [one for one in facts.timeline.findings if one.severity is Severity.ERROR]
    if not wrong:
        return None
    step = NextStep(StepCode.TAKE_FULL_BACKUP, wrong[0].advice or _TAKE_FULL.sentence)
    return Verdict.AT_RISK, f"The archived WAL contradicts itself: {wrong[0].message}.", step


def _nothing_usable(facts: Facts) -> Judgement | None:
    if facts.newest_usable is not None:
        return None
    number = len(facts.timeline.kept)
    why = facts.timeline.unusable[facts.newest.id]
    said = (
        f"The only backup cannot be restored: {why}."
        if number == 1
        else f"None of the {number} backups can be restored: {why}."
    )
    return Verdict.AT_RISK, said, _mend(why)


def _newest_damaged(facts: Facts) -> Judgement | None:
    newest = facts.newest_usable
    if newest is None or facts.state(newest) is not StateCode.DAMAGED:
        return None
    why = "Verification found something wrong in the newest backup."
    return Verdict.AT_RISK, why, NextStep(StepCode.TAKE_FULL_BACKUP, _TAKE_FULL.sentence, newest.id)


def _very_late(facts: Facts) -> Judgement | None:
    return _too_old(facts, VERY_LATE, Verdict.AT_RISK)


def _open_gap(facts: Facts) -> Judgement | None:
    """WAL behind a gap, on the line that is still written, to which no backup leads yet."""
    spans = _blocking_newest(facts.timeline)
    if not spans:
        return None
    since = spans[-1].lost_from
    how_long = (
        "" if np.isnan(since) else f" of the last {duration_text(max(seconds(facts.now) - since, 0.0))}"
    )
    why = f"WAL is missing ({spans[-1].gap.reason}), and nothing{how_long} behind the gap can be restored."
    return Verdict.AT_RISK, why, _TAKE_BACKUP


def _late(facts: Facts) -> Judgement | None:
    return _too_old(facts, LATE, Verdict.ATTENTION)


def _newest_unusable(facts: Facts) -> Judgement | None:
    why = facts.timeline.unusable.get(facts.newest.id)
    if why is None:
        return None
    return Verdict.ATTENTION, f"The newest backup cannot be used: {why}.", _mend(why)


def _bad_pages(facts: Facts) -> Judgement | None:
    newest = facts.newest_usable
    if newest is None or facts.state(newest) is not StateCode.WARNINGS:
        return None
    why = "The newest backup holds pages that failed their own checksum when they were read."
    step = NextStep(StepCode.LOOK_AT_PAGES, "See which pages they are, and repair them.", newest.id)
    return Verdict.ATTENTION, why, step


def _older_damaged(facts: Facts) -> Judgement | None:
    states = facts.timeline.backup_columns.state
    damaged = np.flatnonzero(states == StateCode.DAMAGED)
    if not len(damaged):
        return None
    number = len(damaged)
    why = (
        "An older backup did not pass verification."
        if number == 1
        else f"{number} older backups did not pass verification."
    )
    last = facts.timeline.backups[int(damaged[-1])].id
    step = NextStep(StepCode.VERIFY, "Verify it again, and see the findings.", last)
    return Verdict.ATTENTION, why, step


def _recent_gap(facts: Facts) -> Judgement | None:
    since = seconds(facts.now - GAP_MATTERS)
    recent = [
        span
        for span in facts.timeline.gap_spans
        if span.gap.reason != EXPIRED and np.fmax(span.lost_to, span.last_time) > since
    ]
    if not recent:
        return None
    last = recent[-1]
    lasted = "" if np.isnan(last.seconds) else f", for {duration_text(last.seconds)}"
    why = (
        f"A gap in the WAL of the last {GAP_MATTERS.days} days cannot be restored{lasted}."
        if len(recent) == 1
        else f"{len(recent)} gaps in the WAL of the last {GAP_MATTERS.days} days cannot be restored{lasted}."
    )
    return (
        Verdict.ATTENTION,
        why,
        NextStep(StepCode.FIX_ARCHIVING, "See why WAL did not reach the repository."),
    )


def _unverified(facts: Facts) -> Judgement | None:
    newest = facts.newest_usable
    step = NextStep(StepCode.VERIFY, "Verify the newest backup.", newest.id if newest else None)
    if facts.last_read is None:
        return Verdict.ATTENTION, "The content of no backup was ever verified.", step
    passed = facts.now - facts.last_read
    if passed <= VERIFY_EVERY:
        return None
    return Verdict.ATTENTION, f"No backup was verified for {passed.days} days.", step


def _unproven(facts: Facts) -> Judgement | None:
    newest = facts.newest_usable
    step = NextStep(StepCode.PROVE_RESTORE, "Prove that it restores.", newest.id if newest else None)
    if facts.last_proof is None:
        return Verdict.HEALTHY, "All is well, though a restore was never proven.", step
    passed = facts.now - facts.last_proof
    if passed <= PROVE_EVERY:
        return None
    return Verdict.HEALTHY, f"All is well; the last proven restore was {passed.days} days ago.", step


def _healthy(facts: Facts) -> Judgement | None:
    return Verdict.HEALTHY, "All is well.", NextStep(StepCode.NOTHING, "Nothing needs to be done.")


_RULES: tuple[Callable[[Facts], Judgement | None], ...] = (
    _no_backup,
    _contradiction,
    _nothing_usable,
    _newest_damaged,
    _very_late,
    _open_gap,
    _late,
    _newest_unusable,
    _bad_pages,
    _older_damaged,
    _recent_gap,
    _unverified,
    _unproven,
    _healthy,
)


def _too_old(facts: Facts, factor: float, verdict: Verdict) -> Judgement | None:
    if facts.age is None or facts.promised is None or facts.age <= facts.promised * factor:
        return None
    age, promised = (duration_text(one.total_seconds()) for one in (facts.age, facts.promised))
    why = f"Nothing of the last {age} can be restored; {promised} was promised."
    return verdict, why, _RESUME_WAL if _streams(facts.timeline) else _TAKE_BACKUP


def _streams(timeline: SourceTimeline) -> bool:
    """Whether WAL reaches the repository also between backups, so that its staying away is what is wrong."""
    newest = timeline.kept[-1]
    reached = max((one.to_lsn for one in timeline.windows if one.timeline == newest.stop_timeline), default=0)
    return reached >= newest.stop_lsn


def _blocking_newest(timeline: SourceTimeline) -> list[GapSpan]:
    """The gaps behind the newest window that more WAL follows, and no backup yet."""
    newest = max(timeline.windows, key=lambda one: (one.timeline, one.to_lsn), default=None)
    ends = {lane.timeline: lane.end_lsn or 0 for lane in timeline.lanes}
    return [
        span
        for span in timeline.gap_spans
        if newest is not None
        and span.gap.timeline >= newest.timeline
        and span.gap.from_lsn > newest.to_lsn
        and np.isnan(span.lost_to)
        and span.gap.reason != EXPIRED
        and ends[span.gap.timeline] > span.gap.to_lsn
    ]


def _mend(reason: str) -> NextStep:
    """What makes the next backup usable, by why one was not."""
    return _FIX_ARCHIVING if reason.endswith((NEVER_ARCHIVED, NOT_YET)) else _TAKE_FULL
