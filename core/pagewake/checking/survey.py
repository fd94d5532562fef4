"""What lies in the store: every object by the room that it belongs to, and what belongs to none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pagewake.jobs import Job
from pagewake.stores.base import Store

SHOWN = 100
"""No more foreign objects are named; the rest is counted."""

_PART = r"[A-Za-z0-9_-][A-Za-z0-9_.-]*"
_HEX = r"[0-9a-f]"
_ID = r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}"
_FORMS = {
    "pagewake.json": r"pagewake\.json",
    "keys": _PART,
    "packs": rf"({_HEX}{{2}})/\1{_HEX}{{30}}",
    "index": rf"{_HEX}{{32}}",
    "backups": _ID,
    "wal": rf"{_PART}/{_PART}/{_PART}",
    "summaries": rf"{_PART}/{_PART}/{_PART}",
    "catalogue": rf"{_PART}/[0-9]{{1,12}}-{_HEX}{{16}}",
    "keeping": rf"{_PART}/[0-9]{{12}}",
    "expired": _PART,
    "condemned": rf"{_HEX}{{32}}",
    "evidence": _ID,
    "locks": _PART,
    "suspect": rf"{_HEX}{{32}}",
    "quarantine": rf"{_PART}(/{_PART})*",
}
_KNOWN = {room: re.compile(form) for room, form in _FORMS.items()}


@dataclass
class Survey:
    """Numbers and bytes of the objects of each room, and the keys of those that are not ours."""

    objects: dict[str, int] = field(default_factory=dict)
    bytes: dict[str, int] = field(default_factory=dict)
    foreign: list[str] = field(default_factory=list)
    foreign_count: int = 0


def room_of(key: str) -> str | None:
    """The room that a key belongs to; None for one of no known form."""
    room, _, rest = key.partition("/")
    form = _KNOWN.get(room)
    return room if form is not None and form.fullmatch(rest or key) else None


def take_survey(store: Store, job: Job) -> Survey:
    """List everything once. Raises StoreError, Cancelled."""
    survey = Survey()
    for info in store.list():
        job.check()
        room = room_of(info.key)
        if room is None:
            survey.foreign_count += 1
            if len(survey.foreign) < SHOWN:
                survey.foreign.append(info.key)
            continue
        survey.objects[room] = survey.objects.get(room, 0) + 1
        survey.bytes[room] = survey.bytes.get(room, 0) + info.size
    return survey
