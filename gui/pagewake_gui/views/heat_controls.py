"""What of the heat map is shown, and how: metric, part of the history, scale, colours, layout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from pagewake.clock import parse_time
from pagewake.desk.heat import OF_THE_LOG, HeatQuestion, Moment
from pagewake.errors import UsageError
from pagewake.insight.heat_values import Aggregate, Metric, ScaleKind
from pagewake.lsn import parse_lsn
from pagewake.model import Backup
from pagewake_gui.charts.heat_colours import Palette
from pagewake_gui.formats import Formats
from pagewake_gui.selection import LsnRange
from pagewake_gui.views.heat_playback import HeatPlayback
from pagewake_gui.views.heat_texts import METRICS, SCALES, WORDS, translate
from pagewake_gui.widgets.basics import button, label
from pagewake_gui.widgets.flow import FlowLayout
from pagewake_gui.words import in_sentences, told

CLAMPS = (100.0, 99.9, 99.0, 95.0, 90.0)
_TIME = re.compile(r"\d{4}-\d{2}|today|yesterday", re.IGNORECASE)


class Part(IntEnum):
    """Which part of the history counts."""

    ALL = 0
    SELECTION = 1
    BACKUPS = 2
    TYPED = 3


@dataclass(frozen=True)
class Drawing:
    """How the answer is drawn."""

    kind: ScaleKind = ScaleKind.LOG
    clamp: float = 100.0
    palette: Palette = Palette.CIVIDIS
    zorder: bool = False
    aggregate: Aggregate = Aggregate.MAX


class HeatControls(QWidget):
    """Choices, as many in a line as there is room for.

    `asked` after a change of the question, `redrawn` after a change of the drawing.
    """

    asked = Signal()
    redrawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._backups: tuple[Backup, ...] = ()
        self._lsn: LsnRange | None = None
        self.metric_choice = self._combo(self.tr("Metric"), [translate("Heat", text) for _, text in METRICS])
        self.part = self._combo(
            self.tr("Part of the history"),
            [
                self.tr("All history"),
                self.tr("Selected WAL"),
                self.tr("Between backups"),
                self.tr("From ... to ..."),
            ],
        )
        self.before = self._combo(self.tr("Backup A"), [])
        self.after = self._combo(self.tr("Backup B"), [])
        self.playback = HeatPlayback()
        self.playback.wanted.connect(self._play)
        self.first, self.last = (
            self._edit(self.tr("From: LSN or time")),
            self._edit(self.tr("To: LSN or time")),
        )
        self.scale = self._combo(self.tr("Scale"), [translate("Heat", text) for _, text in SCALES])
        self.clamp = self._combo(self.tr("Clamp: from which percentile on all have the last colour"), [])
        self.palette_choice = self._combo(
            self.tr("Colours"), ["Cividis", "Viridis", self.tr("Blue (CET)"), self.tr("Greys")]
        )
        self.layout_choice = self._combo(self.tr("Layout"), [self.tr("Block order"), self.tr("Z-order")])
        self.aggregate = self._combo(
            self.tr("What a cell of several blocks shows"), [self.tr("Highest"), self.tr("Mean")]
        )
        self._clear = button(self.tr("All history"), self.show_all, "link")
        self._problem = label("", "bad", wrap=True)
        self._problem.hide()
        for value in CLAMPS:
            self.clamp.addItem(self.tr("Clamp {0} %").format(f"{value:g}"))
        self._set_enabled()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        question = (self.metric_choice, self.part, self.before, self.after, self.playback)
        typed = (self.first, self.last, self._clear)
        drawn = (self.scale, self.clamp, self.palette_choice, self.layout_choice, self.aggregate)
        column.addLayout(FlowLayout(*question, *typed, *drawn))
        column.addWidget(self._problem)
        self._connect()
        self._show_fields()

    @property
    def drawing(self) -> Drawing:
        """How it is to be drawn."""
        return Drawing(
            SCALES[self.scale.currentIndex()][0],
            CLAMPS[self.clamp.currentIndex()],
            list(Palette)[self.palette_choice.currentIndex()],
            self.layout_choice.currentIndex() == 1,
            list(Aggregate)[self.aggregate.currentIndex()],
        )

    @property
    def chosen_metric(self) -> Metric:
        """The metric."""
        return METRICS[max(self.metric_choice.currentIndex(), 0)][0]

    def question(self) -> HeatQuestion | None:
        """What is asked for; None where it is not a question yet: the reason is shown."""
        metric, part = self.chosen_metric, Part(self.part.currentIndex())
        self._say("")
        if metric is Metric.CHANGED_BETWEEN:
            pair = self._pair()
            if pair is None:
                self._say(self.tr("Two different backups are needed to compare."))
                return None
            return HeatQuestion(metric, between=(pair[0].id, pair[1].id))
        if metric not in OF_THE_LOG or part is Part.ALL:
            return HeatQuestion(metric)
        if part is Part.SELECTION:
            if self._lsn is None:
                self._say(self.tr("Select WAL on the timeline or the LSN page first."))
                return None
            return HeatQuestion(metric, self._lsn.first, max(self._lsn.end - 1, self._lsn.first))
        if part is Part.BACKUPS:
            pair = self._pair()
            if pair is None:
                self._say(self.tr("Choose two different backups."))
                return None
            first, last = sorted((pair[0].stop_lsn, pair[1].stop_lsn))
            return HeatQuestion(metric, first, last)
        try:
            return HeatQuestion(metric, _moment(self.first.text()), _moment(self.last.text()))
        except UsageError as error:
            self._say(in_sentences(told(error.what), told(error.advice)))
            return None

    def show_backups(self, backups: tuple[Backup, ...], formats: Formats) -> None:
        """Offer other backups; what was chosen stays chosen."""
        chosen = [self._chosen(combo) for combo in (self.before, self.after)]
        self._backups = backups
        for combo, before, usual in ((self.before, chosen[0], -2), (self.after, chosen[1], -1)):
            combo.blockSignals(True)
            combo.clear()
            for backup in backups:
                combo.addItem(
                    f"{formats.moment(backup.finished, seconds=False)} {told(backup.type.value)}", backup.id
                )
            at = combo.findData(before.id) if before is not None else -1
            combo.setCurrentIndex(at if at >= 0 else max(len(backups) + usual, 0))
            combo.blockSignals(False)
        self.playback.show_place(self.after.currentIndex(), len(backups))

    def show_pair(self, before: str, after: str) -> None:
        """Compare two backups."""
        for combo, wanted in ((self.before, before), (self.after, after)):
            combo.blockSignals(True)
            combo.setCurrentIndex(max(combo.findData(wanted), 0))
            combo.blockSignals(False)
        self.metric_choice.setCurrentIndex([metric for metric, _ in METRICS].index(Metric.CHANGED_BETWEEN))
        self.asked.emit()

    def follow(self, lsn: LsnRange | None) -> None:
        """The selected WAL is another: show the part that it is, unless another part was chosen."""
        if lsn == self._lsn:
            return
        self._lsn = lsn
        part = Part(self.part.currentIndex())
        self._set_enabled()
        if lsn is None:
            if part is Part.SELECTION:
                self.show_all()
        elif part is Part.ALL:
            self.part.setCurrentIndex(Part.SELECTION)
        elif part is Part.SELECTION:
            self.asked.emit()

    def show_all(self) -> None:
        """Count all of the history."""
        self.part.setCurrentIndex(Part.ALL)

    def offer_aggregates(self, several: bool) -> None:
        """Whether a mean can be shown."""
        self.aggregate.setVisible(several)
        if not several:
            self.aggregate.setCurrentIndex(0)

    def _connect(self) -> None:
        for combo in (self.metric_choice, self.part, self.before, self.after):
            combo.currentIndexChanged.connect(lambda _: self._ask())
        for edit in (self.first, self.last):
            edit.editingFinished.connect(self._ask)
        for combo in (self.scale, self.clamp, self.palette_choice, self.layout_choice, self.aggregate):
            combo.currentIndexChanged.connect(lambda _: self.redrawn.emit())

    def _play(self, row: int) -> None:
        """Show what came between a backup and the one before it."""
        for combo, at in ((self.before, row - 1), (self.after, row)):
            combo.blockSignals(True)
            combo.setCurrentIndex(at)
            combo.blockSignals(False)
        self.playback.show_place(row, len(self._backups))
        self.asked.emit()

    def _ask(self) -> None:
        self.playback.stop()
        self.playback.show_place(self.after.currentIndex(), len(self._backups))
        self._show_fields()
        self.asked.emit()

    def _show_fields(self) -> None:
        of_log = self.chosen_metric in OF_THE_LOG
        part = Part(max(self.part.currentIndex(), 0))
        between = self.chosen_metric is Metric.CHANGED_BETWEEN
        self.part.setVisible(of_log)
        for combo in (self.before, self.after):
            combo.setVisible(between or (of_log and part is Part.BACKUPS))
        self.playback.setVisible(not self.before.isHidden())
        for edit in (self.first, self.last):
            edit.setVisible(of_log and part is Part.TYPED)
        self._clear.setVisible(of_log and part is not Part.ALL)
        for combo in (self.scale, self.clamp):  # words have no scale
            combo.setVisible(self.chosen_metric not in WORDS)

    def _set_enabled(self) -> None:
        item = self.part.model().index(Part.SELECTION, 0)
        self.part.model().setData(
            item, None if self._lsn is not None else 0, int(Qt.ItemDataRole.UserRole) - 1
        )

    def _pair(self) -> tuple[Backup, Backup] | None:
        one, other = self._chosen(self.before), self._chosen(self.after)
        return None if one is None or other is None or one.id == other.id else (one, other)

    def _chosen(self, combo: QComboBox) -> Backup | None:
        at = combo.currentIndex()
        return self._backups[at] if 0 <= at < len(self._backups) else None

    def _say(self, text: str) -> None:
        self._problem.setText(f"▲ {text}" if text else "")
        self._problem.setVisible(bool(text))

    def _combo(self, name: str, texts: list[str]) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.addItems(texts)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return made

    def _edit(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(name)
        made.setAccessibleName(name)
        return made


def _moment(text: str) -> Moment | None:
    text = text.strip()
    if not text:
        return None
    return parse_time(text) if _TIME.match(text) else parse_lsn(text)
