"""Backups found by what they are: type, state, tags, day and hour, all words together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.fake import ENGINE
from tests.repository.rows import EPOCH, MODEST, backup, row

from pagewake.insight.backup_search import ENGLISH, MAX_BACKUPS, Vocabulary, find_backups
from pagewake.insight.columns import StateCode, TypeCode
from pagewake.insight.timeline import SourceTimeline, timeline_of
from pagewake.model import BackupType

TYPES = [BackupType.FULL, BackupType.INCREMENTAL, BackupType.DIFFERENTIAL, BackupType.INCREMENTAL]
STATES = [StateCode.VERIFIED, StateCode.OK, StateCode.DAMAGED, StateCode.TRASH]
TAGS = {"b0": ("month-end", "Release 2"), "b2": ("month-end",)}
HOURS = [0, 23, 24.5, 47]


def history(copies: int = 1) -> SourceTimeline:
    """Four backups over two days from 2030-01-01 on, times in UTC; `copies` of them."""
    backups = [
        replace(
            backup(10 * n + 1, 10 * n + 2, name=f"b{n}", finished=HOURS[n % 4] * 3600),
            type=TYPES[n % 4],
            protected=n == 1,
        )
        for n in range(4 * copies)
    ]
    made = timeline_of("shop", ENGINE, backups, [row(1, 80 * copies)])
    columns = replace(
        made.backup_columns,
        state=np.array(STATES * copies, np.uint8),
        finished=np.array([one.finished.timestamp() for one in backups]),
    )
    return replace(made, backup_columns=columns, tags=TAGS)


def found(text: str, zone: str = "UTC", words: Vocabulary = ENGLISH) -> list[str | None]:
    now = EPOCH + timedelta(days=1, hours=12)
    return [hit.backup for hit in find_backups(history(), text, ZoneInfo(zone), words, at=now)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("full", ["b0"]),
        ("Full backups", ["b0"]),
        ("incr", ["b3", "b1"]),
        ("incremental not verified", ["b1"]),
        ("verified", ["b0"]),
        ("not verified", ["b1"]),
        ("in the trash", ["b3"]),
        ("diff damaged", ["b2"]),
        ("damaged full", []),
        ("month-end", ["b2", "b0"]),
        ("month-end full", ["b0"]),
        ("release 2 full", ["b0"]),
        ("release full", ["b0"]),
        ("held", ["b1"]),
        ("today", ["b3", "b2"]),
        ("full yesterday", ["b0"]),
        ("2030-01-01", ["b1", "b0"]),
        ("2030-1", ["b3", "b2", "b1", "b0"]),
        ("2030-01-02 0:30", ["b2"]),
        ("incremental 23:", ["b3", "b1"]),
        ("2031-", []),
        ("backup", []),
        ("in", []),
        ("full nonsense", []),
        ("", []),
        ("b2", ["b2"]),
        ("b2 differential", ["b2"]),
    ],
)
def test_all_words_are_true_of_what_is_found(text: str, ids: list[str]) -> None:
    assert found(text) == ids


def test_days_are_those_of_the_zone() -> None:
    assert found("2030-01-01", "America/New_York") == ["b2", "b1"]
    assert found("2029-12-31", "America/New_York") == ["b0"]
    assert found("today 19:30", "America/New_York") == []
    assert found("yesterday 19:30", "America/New_York") == ["b2"]


def test_other_languages_join_the_english_words() -> None:
    german = ENGLISH.joined(
        Vocabulary(
            {"voll": TypeCode.FULL},
            {"im papierkorb": StateCode.TRASH},
            {"gestern": 1},
            frozenset({"gehalten"}),
            frozenset({"sicherung"}),
        )
    )
    assert found("Sicherung voll gestern", words=german) == ["b0"]
    assert found("im Papierkorb", words=german) == found("trash", words=german) == ["b3"]
    assert found("gehalten", words=german) == ["b1"]


def test_a_hit_leads_to_the_end_of_its_backup() -> None:
    (hit,) = find_backups(history(), "full", UTC)
    assert (hit.text, hit.lsn, hit.timeline, hit.exact) == ("b0", 2, 1, False)
    assert hit.time == EPOCH.timestamp() and hit.band is not None


def test_of_very_many_the_newest() -> None:
    hits = find_backups(history(2500), "incremental", UTC)
    assert len(hits) == MAX_BACKUPS
    assert hits[0].backup == "b9999"


@MODEST
@given(st.text(max_size=30), st.datetimes(timezones=st.just(UTC), min_value=datetime(1970, 1, 2)))
def test_any_text_is_answered(text: str, at: datetime) -> None:
    for hit in find_backups(history(), text, ZoneInfo("Europe/Berlin"), at=at):
        assert hit.backup in {"b0", "b1", "b2", "b3"}
