"""One text, and everything of a source that it may mean: an LSN, a WAL file, a time, a backup, a restore point, a
transaction. Each hit says what it is and where it lies.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum

import numpy as np

from pagewake.clock import parse_time
from pagewake.engines.base import Engine
from pagewake.errors import UsageError
from pagewake.insight.columns import UNKNOWN, seconds
from pagewake.insight.coverage import Band
from pagewake.insight.timeline import SourceTimeline
from pagewake.jobs import Job
from pagewake.lsn import LSN_MAX, parse_lsn
from pagewake.model import RestoreTarget, TargetKind
from pagewake.repository.repository import Repository

MAX_HITS = 20
"""So many hits of one kind at most."""
MAX_STRETCHES = 64
"""So many stretches are searched for a transaction, the newest first."""
_HEX = re.compile(r"(?=.*[A-Fa-f])[0-9A-Fa-f]{1,16}")
_TRANSACTION = re.compile(
    r"[0-9]{1,20}|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[0-9A-Fa-f]{32}", re.ASCII
)


class HitKind(StrEnum):
    """What a text was taken for."""

    BACKUP = "backup"
    RESTORE_POINT = "restore point"
    LSN = "LSN"
    WAL_FILE = "WAL file"
    TIME = "time"
    TRANSACTION = "transaction"


@dataclass(frozen=True)
class Hit:
    """One meaning of the text.

    `lane` and `lsn` say where it lies; both are None for a moment that no WAL tells the place of. `time` is in
    seconds since 1970 (nan: not known). `exact`: the text names it in full. `band` is what is known of that place:
    restorable, a gap and why, not reached. `backup` is the id of a backup.
    """

    kind: HitKind
    text: str
    lane: int | None
    timeline: int | None
    lsn: int | None
    time: float
    exact: bool = True
    band: Band | None = None
    backup: str | None = None


@dataclass(frozen=True)
class Found:
    """All meanings, the likeliest first. `problem` is why a text that looks like a time is none."""

    hits: tuple[Hit, ...]
    problem: str = ""
    transaction: str = ""
    """The text, where it may be a transaction: `find_transaction` looks for it, which takes reading WAL."""


def search(timeline: SourceTimeline, text: str, zone: tzinfo | None = None) -> Found:
    """What a text may mean in one source. Times without a zone are in `zone` (None: the local one). Reads nothing."""
    text = text.strip()
    if not text or len(text) > 4096:
        return Found(())
    hits = [*_backups(timeline, text), *_restore_points(timeline, text), *_wal_files(timeline, text)]
    hits += _lsns(timeline, text)
    problem = ""
    if re.match(r"\d{4}-\d|today|yesterday", text, re.IGNORECASE):
        try:
            hits += _moments(timeline, text, parse_time(text, zone))
        except UsageError as error:
            problem = str(error)
    hits.sort(key=lambda hit: not hit.exact)
    return Found(tuple(hits), problem, text if _TRANSACTION.fullmatch(text) else "")


def find_transaction(
    repository: Repository,
    engine: Engine,
    timeline: SourceTimeline,
    xid: str,
    job: Job,
    *,
    limit: int = MAX_STRETCHES,
) -> tuple[Hit, ...]:
    """Where a transaction ended, in the newest `limit` stretches of WAL that are there; the newest hit only.

    Raises UsageError: the engine has no such ids; StoreError, LogError, ObjectCorrupt, Cancelled.
    """
    stretches = timeline.stretches
    target = RestoreTarget(TargetKind.XID, xid)
    held = np.flatnonzero(stretches.present & (stretches.from_lsn < stretches.end_lsn))
    newest = held[np.argsort(stretches.archived[held], kind="stable")][::-1][:limit]
    read: dict[int, bytes] = {}

    def data_of(index: int) -> bytes:
        data = read.pop(index, None)
        return repository.wal.read(stretches.rows[index]) if data is None else data

    for index in newest.tolist():
        job.check()
        row, lane = stretches.rows[index], int(stretches.lane[index])
        data = data_of(index)
        front = stretches.at(lane, row.first_lsn - 1)
        before = data_of(front) if front is not None and stretches.present[front] else None
        lsn = engine.locate(data, row.span, target, before)
        read = {} if front is None or before is None else {front: before}
        if lsn is not None:
            return (_place(timeline, HitKind.TRANSACTION, xid, lane, lsn),)
    return ()


def band_at(timeline: SourceTimeline, lane: int, lsn: int) -> Band | None:
    """What is known of a position of a lane."""
    own = (band for band in timeline.coverage if band.lane == lane)
    return next((band for band in own if band.first_lsn <= lsn < band.end_lsn), None)


def _backups(timeline: SourceTimeline, text: str) -> list[Hit]:
    """By the beginning of their ids or of one of their tags, the newest first."""
    wanted = text.casefold()
    found: list[Hit] = []
    for index in range(len(timeline.backups) - 1, -1, -1):
        backup = timeline.backups[index]
        words = [word.casefold() for word in timeline.tags.get(backup.id, ())]
        if not any(word.startswith(wanted) for word in (backup.id.lower(), *words)):
            continue
        if len(found) == MAX_HITS:
            break
        found.append(backup_hit(timeline, index, exact=wanted in (backup.id.lower(), *words)))
    return found


def backup_hit(timeline: SourceTimeline, index: int, *, exact: bool) -> Hit:
    """A backup of a timeline, by its place among `backups`, as what was found."""
    backup, lane = timeline.backups[index], int(timeline.backup_columns.lane[index])
    return Hit(
        HitKind.BACKUP,
        backup.id,
        lane,
        backup.stop_timeline,
        backup.stop_lsn,
        seconds(backup.finished),
        exact=exact,
        band=band_of_stop(timeline, lane, backup.stop_lsn),
        backup=backup.id,
    )


def band_of_stop(timeline: SourceTimeline, lane: int, stop: int) -> Band | None:
    """What is known of the end of a backup. Where no WAL follows it, the last record before it is all there is."""
    return band_at(timeline, lane, stop) or band_at(timeline, lane, max(stop - 1, 0))


def _restore_points(timeline: SourceTimeline, text: str) -> list[Hit]:
    wanted = text.casefold()
    points = [point for point in timeline.restore_points if wanted in point.name.casefold()]
    points.sort(
        key=lambda point: (point.name != text, point.name.casefold() != wanted, -point.time.timestamp())
    )
    return [
        Hit(
            HitKind.RESTORE_POINT,
            point.name,
            point.lane,
            point.timeline,
            point.lsn,
            seconds(point.time),
            exact=point.name.casefold() == wanted,
            band=band_at(timeline, point.lane, point.lsn),
        )
        for point in points[:MAX_HITS]
    ]


def _wal_files(timeline: SourceTimeline, text: str) -> list[Hit]:
    """Archived stretches by their name; by its beginning where there are at least the eight digits of a timeline."""
    wanted = text.rpartition("/")[2].lower() if text.count("/") > 1 else text.lower()
    if len(wanted) < 8:
        return []
    stretches = timeline.stretches
    found = (index for index, name in enumerate(stretches.names) if name.lower().startswith(wanted))
    return [
        _place(
            timeline,
            HitKind.WAL_FILE,
            stretches.names[index],
            int(stretches.lane[index]),
            int(stretches.first_lsn[index]),
            exact=stretches.names[index].lower() == wanted,
        )
        for index, _ in zip(found, range(MAX_HITS), strict=False)
    ]


def _lsns(timeline: SourceTimeline, text: str) -> Iterator[Hit]:
    """The position that a text names, on every lane that reaches so far."""
    values: dict[int, bool] = {}
    try:
        values[parse_lsn(text)] = True
    except UsageError:
        if _HEX.fullmatch(text):  # hexadecimal digits without a mark are an LSN of last resort
            values[int(text, 16)] = False
    for lsn, exact in values.items():
        lanes = [lane for lane in timeline.lanes if _reaches(timeline, lane.index, lsn)]
        for lane in lanes:
            yield _place(timeline, HitKind.LSN, timeline.lsn_style.text(lsn), lane.index, lsn, exact=exact)
        if not lanes and lsn <= LSN_MAX:
            yield Hit(HitKind.LSN, timeline.lsn_style.text(lsn), None, None, lsn, UNKNOWN, exact=False)


def _reaches(timeline: SourceTimeline, lane: int, lsn: int) -> bool:
    own = [band for band in timeline.coverage if band.lane == lane]
    return bool(own) and own[0].first_lsn <= lsn <= own[-1].end_lsn and own[-1].end_lsn > 0


def _moments(timeline: SourceTimeline, text: str, moment: datetime) -> list[Hit]:
    """A time, on every lane that was alive then; without a place where none was."""
    time = seconds(moment)
    found = []
    for lane in timeline.lanes:
        lsn = timeline.clock(lane.index).position(time)
        if lsn is not None:
            band = band_at(timeline, lane.index, max(lsn - 1, 0))
            shown = moment.astimezone(UTC).isoformat()
            found.append(Hit(HitKind.TIME, shown, lane.index, lane.timeline, lsn, time, band=band))
    return found or [Hit(HitKind.TIME, text, None, None, None, time)]


def _place(
    timeline: SourceTimeline, kind: HitKind, text: str, lane: int, lsn: int, *, exact: bool = True
) -> Hit:
    """A hit at a position, with the time when the record there was written."""
    clock = timeline.clock(lane)
    time = clock.time(min(lsn + 1, LSN_MAX))
    time = clock.time(lsn) if math.isnan(time) else time
    band = band_at(timeline, lane, lsn)
    return Hit(kind, text, lane, timeline.lanes[lane].timeline, lsn, time, exact=exact, band=band)
