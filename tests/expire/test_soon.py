"""What goes soon is what the plan lets go of now, and what it lets go of a day later."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
from tests.expire.test_plan import DAY, FULL, INCREMENTAL, NOW, OFF, taken

from pagewake.config import Retention
from pagewake.expire.plan import plan_backups
from pagewake.expire.soon import Expiry, expiries
from pagewake.model import Backup
from pagewake.repository.history import History


def asked(backups: list[Backup], policy: Retention, ahead: timedelta = DAY) -> list[int]:
    found = expiries(backups, policy, NOW, windows=(), history=History({}), unusable={}, ahead=ahead)
    return [int(code) for code in found]


def test_age_is_looked_ahead_at_by_a_day() -> None:
    backups = [taken(DAY * days) for days in (2.5, 1.5, 0.5, 0.1)]
    policy = replace(OFF, keep_within=2 * DAY)
    assert asked(backups, policy) == [Expiry.DUE, Expiry.SOON, Expiry.STAYS, Expiry.STAYS]


def test_without_rules_and_without_backups_nothing_goes() -> None:
    assert asked([taken(400 * DAY)], OFF) == [Expiry.STAYS]
    assert asked([], Retention()) == []


def test_what_is_protected_or_newest_stays() -> None:
    backups = [taken(9 * DAY, protected=True), taken(8 * DAY, INCREMENTAL), taken(7 * DAY, FULL)]
    assert asked(backups, replace(OFF, keep_within=DAY)) == [Expiry.STAYS, Expiry.DUE, Expiry.STAYS]


def test_due_is_what_the_plan_lets_go_of() -> None:
    backups = [
        taken(timedelta(hours=7 * number), FULL if number % 9 == 0 else INCREMENTAL)
        for number in range(80, 0, -1)
    ]
    policy = Retention(window=None)
    plan = plan_backups(backups, policy, NOW)
    due = np.array(asked(backups, policy)) == Expiry.DUE
    assert due.tolist() == [not decision.keep for decision in plan]
    later = plan_backups(backups, policy, NOW + DAY)
    gone = np.array(asked(backups, policy)) != Expiry.STAYS
    assert gone.tolist() == [not one.keep or not other.keep for one, other in zip(plan, later, strict=True)]
