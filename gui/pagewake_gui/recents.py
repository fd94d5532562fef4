"""The repositories that were opened, the last one first, with the state in which they were seen; some of them pinned.

Kept with the window's other state, in Qt's settings: places and states, never a secret.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import msgspec
from PySide6.QtCore import QSettings

from pagewake.desk.snapshot import RepositorySnapshot
from pagewake.insight.verdict import Verdict

KEPT = 20
_KEY = "window/recent"
_ORDER = (Verdict.HEALTHY, Verdict.ATTENTION, Verdict.NO_BACKUP, Verdict.AT_RISK)


@dataclass(frozen=True)
class Recent:
    """One repository. `verdict` is the worst of its sources; empty where it was never seen open."""

    location: str
    name: str = ""
    verdict: str = ""
    sources: int = 0
    opened: float = 0.0
    """Seconds since 1970, UTC."""
    pinned: bool = False


_RECENTS = msgspec.json.Decoder(list[Recent])


def recents() -> list[Recent]:
    """Pinned ones first, then by when they were opened. None where they cannot be read."""
    text = QSettings().value(_KEY)
    try:
        found = _RECENTS.decode(text) if isinstance(text, str) else []
    except msgspec.DecodeError:
        found = []
    return sorted(found, key=lambda one: (not one.pinned, -one.opened))


def note_opened(snapshot: RepositorySnapshot) -> None:
    """Remember a repository as it is now."""
    verdicts = [state.overview.verdict for state in snapshot.sources]
    worst = max(verdicts, key=_ORDER.index).value if verdicts else Verdict.NO_BACKUP.value
    place = snapshot.place
    others = recents()
    known = next((one for one in others if one.location == place.location), Recent(place.location))
    now = replace(
        known,
        name=place.name or "",
        verdict=worst,
        sources=len(snapshot.sources),
        opened=datetime.now(UTC).timestamp(),
    )
    _keep([now, *(one for one in others if one.location != place.location)])


def pin(location: str, pinned: bool) -> None:
    """Keep one at the top, or no longer."""
    _keep([replace(one, pinned=pinned) if one.location == location else one for one in recents()])


def forget(location: str) -> None:
    """Take one off the list; the repository is not touched."""
    _keep([one for one in recents() if one.location != location])


def _keep(entries: Sequence[Recent]) -> None:
    pinned = [one for one in entries if one.pinned]
    others = [one for one in entries if not one.pinned]
    kept = [*pinned, *others][:KEPT]
    QSettings().setValue(_KEY, msgspec.json.encode(kept).decode())
