"""Backups by what they are: `full yesterday`, `incremental damaged`, `month-end 2026-03`, `held`.

Every word says something of a backup: its type, its state, the beginning of one of its tags or of its id, the day or
the hour at which it finished. Those are found that all words are true of. A word that says nothing of any backup
makes the text mean none at all. Reads nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo

import numpy as np
from numpy.typing import NDArray

from pagewake.clock import now as clock_now
from pagewake.insight.columns import StateCode, TypeCode
from pagewake.insight.search import Hit, backup_hit
from pagewake.insight.timeline import SourceTimeline

MAX_BACKUPS = 50
"""So many at most, the newest."""
_MAX_TEXT = 200
_LONGEST_NAME = 3
_LEAST = 3
"""So many letters of a type or a state are enough."""
_DAY = re.compile(r"(\d{4})-(\d{1,2})?(?:-(\d{1,2})?)?", re.ASCII)
_HOUR = re.compile(r"(\d{1,2}):(\d{2})?(?::(\d{2}))?", re.ASCII)

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Vocabulary:
    """What people call types, states and days, in lower case; a name may be of up to three words.

    `days` are days before today, `held` words for what no rule lets go, `silent` such as say nothing.
    """

    types: Mapping[str, TypeCode] = field(default_factory=dict)
    states: Mapping[str, StateCode] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()

    def joined(self, other: Vocabulary) -> Vocabulary:
        """The words of both."""
        return Vocabulary(
            {**self.types, **other.types},
            {**self.states, **other.states},
            {**self.days, **other.days},
            self.held | other.held,
            self.silent | other.silent,
        )


ENGLISH = Vocabulary(
    {
        "full": TypeCode.FULL,
        "differential": TypeCode.DIFFERENTIAL,
        "incremental": TypeCode.INCREMENTAL,
    },
    {
        "not verified": StateCode.OK,
        "unverified": StateCode.OK,
        "bad pages": StateCode.WARNINGS,
        "unusable": StateCode.UNUSABLE,
        "verified": StateCode.VERIFIED,
        "damaged": StateCode.DAMAGED,
        "in the trash": StateCode.TRASH,
        "trash": StateCode.TRASH,
    },
    {"today": 0, "yesterday": 1},
    frozenset({"held", "protected"}),
    frozenset({"backup", "backups"}),
)


def find_backups(
    timeline: SourceTimeline,
    text: str,
    zone: tzinfo | None = None,
    vocabulary: Vocabulary = ENGLISH,
    *,
    at: datetime | None = None,
) -> tuple[Hit, ...]:
    """The backups of one source that all words of a text are true of, the newest first.

    Days and hours are in `zone` (None: the local one), today is the day of `at`.
    """
    words = text.casefold().split()
    if not words or len(text) > _MAX_TEXT or not timeline.backups:
        return ()
    asked = _Asked(timeline, zone, vocabulary, (at or clock_now()).astimezone(zone))
    mask = asked.every(words)
    if mask is None:
        return ()
    return tuple(
        backup_hit(timeline, index, exact=False)
        for index in np.flatnonzero(mask)[::-1][:MAX_BACKUPS].tolist()
    )


class _Asked:
    def __init__(
        self, timeline: SourceTimeline, zone: tzinfo | None, vocabulary: Vocabulary, at: datetime
    ) -> None:
        self._timeline = timeline
        self._zone = zone
        self._vocabulary = vocabulary
        self._at = at
        self._shown: list[tuple[str, str]] | None = None

    def every(self, words: Sequence[str]) -> Mask | None:
        """What all words are true of; None where one of them, or all together, say nothing."""
        mask: Mask = np.ones(len(self._timeline.backups), bool)
        said, at = False, 0
        while at < len(words):
            length = self._name_at(words, at)
            word = " ".join(words[at : at + length])
            at += length
            if word in self._vocabulary.silent:
                continue
            found = list(self._meanings(word))
            if not found:
                return None
            mask &= np.logical_or.reduce(found)
            said = True
        return mask if said else None

    def _name_at(self, words: Sequence[str], at: int) -> int:
        """How many words from there on are one name."""
        names = self._vocabulary.types.keys() | self._vocabulary.states.keys()
        for length in range(min(_LONGEST_NAME, len(words) - at), 1, -1):
            if " ".join(words[at : at + length]) in names:
                return length
        return 1

    def _meanings(self, word: str) -> Iterator[Mask]:
        columns, known = self._timeline.backup_columns, self._vocabulary
        for name, type_ in known.types.items():
            if _begins(name, word):
                yield columns.type == type_
        for name, state in known.states.items():
            if _begins(name, word):
                yield columns.state == state
        if any(_begins(name, word) for name in known.held):
            yield np.array([backup.protected for backup in self._timeline.backups], bool)
        tagged = self._tagged(word)
        if tagged.any():
            yield tagged
        if word in known.days:
            day = (self._at - timedelta(days=known.days[word])).date().isoformat()
            yield self._finished(0, day)
        elif (match := _DAY.fullmatch(word)) is not None:
            year, month, day = match.groups()
            parts = [year, *(f"{int(part):02d}" for part in (month, day) if part)]
            yield self._finished(0, "-".join(parts) + ("-" if len(parts) < 3 else ""))
        elif (match := _HOUR.fullmatch(word)) is not None:
            hour, minute, second = match.groups()
            yield self._finished(1, ":".join(filter(None, (f"{int(hour):02d}", minute, second))))

    def _tagged(self, word: str) -> Mask:
        """Those whose id begins so, or a word of one of their tags."""
        tags = self._timeline.tags
        return np.array(
            [
                any(
                    part.startswith(word)
                    for one in (backup.id, *tags.get(backup.id, ()))
                    for part in one.casefold().split()
                )
                for backup in self._timeline.backups
            ],
            bool,
        )

    def _finished(self, which: int, begin: str) -> Mask:
        """Those whose date (0) or time (1) begins so."""
        if self._shown is None:
            times = self._timeline.backup_columns.finished.tolist()
            moments = (datetime.fromtimestamp(time, UTC).astimezone(self._zone) for time in times)
            self._shown = [(f"{one:%Y-%m-%d}", f"{one:%H:%M:%S}") for one in moments]
        return np.array([shown[which].startswith(begin) for shown in self._shown], bool)


def _begins(name: str, word: str) -> bool:
    return word == name or (len(word) >= _LEAST and name.startswith(word))
