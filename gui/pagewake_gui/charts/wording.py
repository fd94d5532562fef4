"""What charts say in words: titles of lanes, what is under the mouse, the one sentence that sums a chart up."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QCoreApplication

from pagewake.expire.soon import Expiry
from pagewake.insight.columns import StateCode, TypeCode
from pagewake.insight.coverage import Band, BandKind
from pagewake.insight.timeline import SourceTimeline
from pagewake.model import Backup
from pagewake_gui.charts.chain_data import ChainData
from pagewake_gui.charts.layout import Thing, ThingKind
from pagewake_gui.charts.scales import TimeScale
from pagewake_gui.charts.timeline_items import LaneTexts, RunningMark
from pagewake_gui.counts import Counts
from pagewake_gui.formats import Formats
from pagewake_gui.words import told

translate = QCoreApplication.translate


class Words:
    """Words for one source, in the formats of the moment."""

    def __init__(self, timeline: SourceTimeline, formats: Formats) -> None:
        self.timeline, self.formats = timeline, formats
        self.counts = Counts(formats)
        self.lsn = timeline.lsn_style.text

    def lanes(self, data: ChainData) -> LaneTexts:
        """What is written on the lanes of a chart."""
        reasons = tuple(self.band(band) if band.kind is BandKind.GAP else "" for band in data.bands.bands)
        return LaneTexts(tuple(self._title(lane) for lane in range(data.lanes)), reasons, self.formats.count)

    def type(self, code: int) -> str:
        """A type of backup."""
        texts = {
            TypeCode.FULL: translate("Charts", "full"),
            TypeCode.DIFFERENTIAL: translate("Charts", "differential"),
            TypeCode.INCREMENTAL: translate("Charts", "incremental"),
        }
        return texts[TypeCode(code)]

    def state(self, code: int) -> str:
        """The state of a backup."""
        texts = {
            StateCode.OK: translate("Charts", "not verified yet"),
            StateCode.WARNINGS: translate("Charts", "holds bad pages"),
            StateCode.UNUSABLE: translate("Charts", "unusable"),
            StateCode.VERIFIED: translate("Charts", "verified"),
            StateCode.DAMAGED: translate("Charts", "damaged"),
            StateCode.TRASH: translate("Charts", "in the trash"),
        }
        return texts[StateCode(code)]

    def expiry(self, code: int) -> str:
        """When a backup goes; empty for one that stays."""
        texts = {
            Expiry.SOON: translate("Charts", "expires within a day"),
            Expiry.DUE: translate("Charts", "expires next: no rule keeps it"),
        }
        return texts.get(Expiry(code), "")

    def band(self, band: Band) -> str:
        """What is known of a part of a lane."""
        if band.kind is BandKind.RESTORABLE:
            return translate("Charts", "restorable")
        if band.kind is BandKind.GAP:
            lasted = band.last_time - band.first_time
            if math.isnan(lasted):
                return translate("Charts", "gap: {0}").format(told(band.reason, self.formats))
            return translate("Charts", "gap of {0}: {1}").format(
                self.formats.duration(max(lasted, 0.0)), told(band.reason, self.formats)
            )
        return translate("Charts", "not restorable: {0}").format(told(band.reason, self.formats))

    def backup(self, index: int) -> str:
        """One backup in a line."""
        backup, columns = self.timeline.backups[index], self.timeline.backup_columns
        return translate("Charts", "{0} backup {1}, {2}; finished {3}, LSN {4} to {5}").format(
            self.type(columns.type[index]),
            backup.id,
            self.state(columns.state[index]),
            self.formats.moment(backup.finished),
            self.lsn(backup.start_lsn),
            self.lsn(backup.stop_lsn),
        )

    def thing(self, data: ChainData, thing: Thing, running: tuple[RunningMark, ...] = ()) -> str:
        """What is under the mouse, in one line; empty for nothing worth a word."""
        match thing.kind:
            case ThingKind.BACKUP:
                goes = self.expiry(int(data.expiry[thing.rows[0]]))
                return "; ".join(part for part in (self.backup(thing.rows[0]), goes) if part)
            case ThingKind.CLUSTER:
                return self._cluster(data, thing)
            case ThingKind.RESTORE_POINT:
                point = self.timeline.restore_points[thing.rows[0]]
                return translate("Charts", "restore point {0}, {1}, LSN {2}").format(
                    point.name, self.formats.moment(point.time), self.lsn(point.lsn)
                )
            case ThingKind.BAND:
                return f"{self.place(data, thing)} · {self.band(data.bands.bands[thing.rows[0]])}"
            case ThingKind.STRETCH:
                return self._stretch(thing.rows[0])
            case ThingKind.FORK:
                return self._title(thing.lane)
            case ThingKind.JOB:
                return running[thing.rows[0]].text if thing.rows[0] < len(running) else ""
            case ThingKind.TARGET:
                return translate("Charts", "Restore target: drag it; Alt: do not snap")
            case _:
                return self.place(data, thing)

    def place(self, data: ChainData, thing: Thing) -> str:
        """A place as a time and as an LSN, side by side."""
        if not 0 <= thing.lane < len(self.timeline.lanes):
            return ""
        clock = self.timeline.clock(thing.lane)
        lsn: int | None
        if isinstance(data.scale, TimeScale):
            time = data.scale.value(thing.place)
            lsn = clock.position(time)
        else:
            lsn = data.scale.value(thing.place)
            time = clock.time(lsn)
        unknown = translate("Charts", "unknown")
        return translate("Charts", "{0} · LSN {1} · timeline {2}").format(
            unknown if math.isnan(time) else self.formats.moment(time),
            unknown if lsn is None else self.lsn(lsn),
            self.timeline.lanes[thing.lane].timeline,
        )

    def summary(self, data: ChainData) -> str:
        """A chart in one sentence, for those who cannot see it."""
        timeline = self.timeline
        newest = timeline.windows[-1] if timeline.windows else None
        return translate(
            "Charts",
            "{0} on {1}, {2}, {3}; newest restorable moment {4}",
        ).format(
            self.counts.backups(len(timeline.backups)),
            self.counts.timelines(len(timeline.lanes)),
            self.counts.gaps(len(timeline.gaps)),
            self.counts.restore_points(len(timeline.restore_points)),
            self.formats.moment(newest.to_time if newest else None),
        )

    def spoken(self, backup: Backup) -> str:
        """A backup's type as its own word."""
        index = self.timeline.index_of(backup.id)
        return self.type(self.timeline.backup_columns.type[index]) if index is not None else backup.type.value

    def _title(self, number: int) -> str:
        lane = self.timeline.lanes[number]
        count = int(np.count_nonzero(self.timeline.backup_columns.lane == number))
        backups = self.counts.backups(count)
        if lane.parent is None or lane.fork_lsn is None:
            return translate("Charts", "Timeline {0} · {1}").format(lane.timeline, backups)
        return translate("Charts", "Timeline {0} · left timeline {1} at {2} · {3}").format(
            lane.timeline, self.timeline.lanes[lane.parent].timeline, self.lsn(lane.fork_lsn), backups
        )

    def _cluster(self, data: ChainData, thing: Thing) -> str:
        columns = self.timeline.backup_columns
        rows = np.array(thing.rows)
        counts = np.bincount(columns.type[rows], minlength=len(TypeCode))
        parts = [
            f"{self.formats.count(int(counts[code]))} {self.type(code)}" for code in TypeCode if counts[code]
        ]
        bad = int(np.isin(columns.state[rows], [StateCode.DAMAGED, StateCode.UNUSABLE]).sum())
        text = self.counts.cluster(
            len(rows),
            ", ".join(parts),
            self.formats.moment(float(columns.finished[rows].min())),
            self.formats.moment(float(columns.finished[rows].max())),
        )
        if bad:
            text += translate("Charts", "; damaged or unusable: {0}").format(self.formats.count(bad))
        going = int((data.expiry[rows] != Expiry.STAYS).sum())
        if going:
            text += translate("Charts", "; expire within a day: {0}").format(self.formats.count(going))
        return text

    def _stretch(self, row: int) -> str:
        stretches, formats = self.timeline.stretches, self.formats
        stored, size = int(stretches.stored[row]), formats.size(int(stretches.size[row]))
        state = translate("Charts", "there")
        if not stretches.present[row]:
            state = translate("Charts", "missing")
        elif stretches.duplicate[row]:
            state = translate("Charts", "there, and held by another piece too")
        if stretches.compressed[row]:
            size = translate("Charts", "{0}, compressed to {1}").format(size, formats.size(stored))
        commits, blocks = int(stretches.commits[row]), int(stretches.changed_blocks[row])
        said = translate("Charts", "WAL {0}: {1}; LSN {2} to {3}, {4} to {5}; {6}").format(
            stretches.names[row],
            state,
            self.lsn(int(stretches.first_lsn[row])),
            self.lsn(int(stretches.end_lsn[row])),
            formats.moment(float(stretches.begin_time[row])),
            formats.moment(float(stretches.end_time[row])),
            size,
        )
        told = (self.counts.commits(commits), self.counts.blocks_changed(blocks))
        return ", ".join((said, *told))
