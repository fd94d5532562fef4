"""The figures of a source on the overview: what is asked for first, each with the page that explains it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from pagewake.desk.snapshot import RepositorySnapshot, SourceState
from pagewake.expire.run import ExpireReport
from pagewake.insight.evidence import Depth
from pagewake.insight.overview import Verified
from pagewake.insight.verdict import LATE
from pagewake.model import BackupType
from pagewake_gui.context import Context

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Figure:
    """One figure: what it is, how much, in what light, and where it leads."""

    title: str
    value: str
    detail: str
    page: str
    about: object = None
    state: str = ""


class Figures:
    """Figures of the sources of a snapshot, and of what the retention rules said of them."""

    def __init__(
        self, context: Context, snapshot: RepositorySnapshot | None, expiry: Mapping[str, ExpireReport]
    ) -> None:
        self._context = context
        self._snapshot = snapshot
        self._expiry = expiry

    def of(self, state: SourceState, now: datetime) -> list[Figure]:
        """The figures of a source, in the order in which they are asked for."""
        overview, formats = state.overview, self._context.formats
        return [
            self._newest(state),
            self._oldest(state),
            self._gaps(state),
            self._proof(translate("OverviewView", "Last proven restore"), overview.last_proof, now),
            self._proof(translate("OverviewView", "Last good verification"), overview.last_verification, now),
            Figure(
                translate("OverviewView", "Backups"),
                formats.count(overview.backups),
                translate("OverviewView", "{0} full, {1} differential, {2} incremental").format(
                    overview.by_type.get(BackupType.FULL, 0),
                    overview.by_type.get(BackupType.DIFFERENTIAL, 0),
                    overview.by_type.get(BackupType.INCREMENTAL, 0),
                ),
                "backups",
                state="bad" if overview.unusable or overview.damaged else "",
            ),
            self._stored(state),
            self.next_expiry(state.name),
        ]

    def _stored(self, state: SourceState) -> Figure:
        overview, formats = state.overview, self._context.formats
        parts = []
        if overview.logical_bytes is not None:
            parts.append(
                translate("OverviewView", "of a database of {0}").format(formats.size(overview.logical_bytes))
            )
        if overview.growth_per_day is not None:
            parts.append(translate("OverviewView", "{0} a day").format(formats.size(overview.growth_per_day)))
        return Figure(
            translate("OverviewView", "Stored"),
            formats.size(overview.stored_bytes),
            " · ".join(parts),
            "backups",
        )

    def next_expiry(self, source: str) -> Figure:
        """What the rules let go of next."""
        title, report = translate("OverviewView", "Next expiry"), self._expiry.get(source)
        if report is None:
            return Figure(title, translate("OverviewView", "not known yet"), "", "retention")
        gone, lost = len(report.plan.expired), report.restorable_lost.total_seconds()
        value = (
            translate("OverviewView", "%n backup(s)", "", len(report.plan.expired))
            if gone
            else translate("OverviewView", "nothing")
        )
        parts = []
        if report.plan.wal:
            size = self._context.formats.size(report.plan.wal_bytes)
            parts.append(translate("OverviewView", "{0} of WAL would go").format(size))
        if lost:
            parts.append(
                translate("OverviewView", "{0} not restorable after it").format(
                    self._context.formats.duration(lost)
                )
            )
        parts = parts or [translate("OverviewView", "the rules keep every backup")]
        state = self._snapshot.source(source) if self._snapshot is not None else None
        if self._snapshot is not None and state is not None and state.overview.next_purge is not None:
            left = max((state.overview.next_purge - self._snapshot.taken).total_seconds(), 0.0)
            text = translate("OverviewView", "%n in the trash, for {0} at least", "", state.overview.trash)
            parts.append(text.format(self._context.formats.duration(left)))
        return Figure(title, value, " · ".join(parts), "retention")

    def _newest(self, state: SourceState) -> Figure:
        overview, formats = state.overview, self._context.formats
        if overview.newest is None:
            return Figure(
                translate("OverviewView", "Newest restorable moment"),
                translate("OverviewView", "none"),
                "",
                "timeline",
                state="bad",
            )
        age = formats.age(overview.age.total_seconds()) if overview.age is not None else ""
        promised, late = translate("OverviewView", "no interval was promised"), False
        if overview.promised is not None:
            promised = translate("OverviewView", "promised: every {0}").format(
                formats.duration(overview.promised.total_seconds())
            )
            # As the verdict counts it: a backup takes its time, and nobody is warned of that.
            late = overview.age is not None and overview.age > overview.promised * LATE
        return Figure(
            translate("OverviewView", "Newest restorable moment"),
            # An idle database commits nothing: then the newest backup is of a later moment, and the age counts from it.
            formats.moment(_latest(overview.newest.time, overview.protected_until)),
            " · ".join(part for part in (age, promised) if part),
            "timeline",
            overview.newest.time,
            "warn" if late else "",
        )

    def _oldest(self, state: SourceState) -> Figure:
        oldest, formats = state.overview.oldest, self._context.formats
        if oldest is None:
            return Figure(
                translate("OverviewView", "Oldest restorable moment"),
                translate("OverviewView", "none"),
                "",
                "timeline",
            )
        return Figure(
            translate("OverviewView", "Oldest restorable moment"),
            formats.moment(oldest.time),
            translate("OverviewView", "LSN {0}").format(state.timeline.lsn_style.text(oldest.lsn)),
            "timeline",
            oldest.time,
        )

    def _gaps(self, state: SourceState) -> Figure:
        gaps, formats = state.overview.gaps, self._context.formats
        if not gaps.number:
            return Figure(
                translate("OverviewView", "Gaps"),
                translate("OverviewView", "none"),
                translate("OverviewView", "WAL is unbroken"),
                "lsn",
                state="good",
            )
        detail = translate("OverviewView", "{0} cannot be restored").format(formats.duration(gaps.seconds))
        if gaps.open:
            detail = translate("OverviewView", "{0}, and it goes on").format(detail)
        return Figure(
            translate("OverviewView", "Gaps"),
            str(gaps.number),
            detail,
            "lsn",
            "gaps",
            "bad" if gaps.open else "warn",
        )

    def _proof(self, title: str, found: Verified | None, now: datetime) -> Figure:
        if found is None:
            return Figure(title, translate("OverviewView", "never"), "", "verification", state="warn")
        depths = {
            Depth.STRUCTURE: translate("OverviewView", "structure"),
            Depth.DATA: translate("OverviewView", "every byte"),
            Depth.RESTORE: translate("OverviewView", "restored and looked at"),
        }
        return Figure(
            title,
            self._context.formats.age((now - found.when).total_seconds()),
            depths.get(found.depth, ""),
            "verification",
            found.backups[0] if len(found.backups) == 1 else None,
        )


def _latest(*times: datetime | None) -> datetime | None:
    return max((one for one in times if one is not None), default=None)
