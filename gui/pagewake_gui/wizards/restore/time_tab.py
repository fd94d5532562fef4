"""A date and a time in a chosen zone. What is chosen is an instant; the zone is only how it is written."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QTimeZone, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from pagewake.clock import parse_time, readings
from pagewake.errors import UsageError
from pagewake_gui.formats import Zone, zone_named
from pagewake_gui.widgets.basics import button, label, row
from pagewake_gui.wizards.restore.draft import exact_text
from pagewake_gui.words import in_sentences, told

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2}([.,]\d{1,6})?)?")


class TimeTab(QWidget):
    """The fields. `edited` says that the instant, or the problem with it, is another now."""

    edited = Signal()

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.instant: datetime | None = None
        self._problem = ""
        self._zone = zone
        self._choices: tuple[datetime, ...] = ()
        self.date = QLineEdit()
        self.date.setPlaceholderText("2026-03-01")
        self.date.setAccessibleName(self.tr("Date"))
        self.date.setFixedWidth(112)
        self.time = QLineEdit()
        self.time.setPlaceholderText("14:03:07")
        self.time.setAccessibleName(self.tr("Time"))
        self.time.setFixedWidth(136)
        self.zone = QComboBox()
        self.zone.setEditable(True)
        self.zone.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.zone.setAccessibleName(self.tr("Time zone in which the time is written"))
        self.zone.setMinimumWidth(150)
        self.zone.setMaximumWidth(240)
        self.zone.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.zone.setMinimumContentsLength(12)
        self.zone.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.zone.addItem(self.tr("UTC"), Zone.UTC.value)
        self.zone.addItem(self.tr("Local time of this machine"), Zone.LOCAL.value)
        for name in (bytes(one.data()).decode() for one in QTimeZone.availableTimeZoneIds()):
            if "/" in name:
                self.zone.addItem(name, name)
        if self.zone.findData(zone) < 0:
            self.zone.addItem(zone, zone)
        self.zone.setCurrentIndex(self.zone.findData(zone))
        self.zone.currentIndexChanged.connect(lambda _: self._change_zone())
        for field in (self.date, self.time):
            field.textEdited.connect(lambda _: self._read())
        fields = QGridLayout()
        fields.setHorizontalSpacing(10)
        fields.setVerticalSpacing(3)
        named: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Date"), self.date),
            (self.tr("Time"), self.time),
            (self.tr("Zone"), self.zone),
        )
        for number, (title, widget) in enumerate(named):
            heading = label(title, "muted")
            heading.setBuddy(widget)
            fields.addWidget(heading, 0, number)
            fields.addWidget(widget, 1, number)
        fields.setColumnStretch(2, 2)
        fields.setColumnStretch(3, 1)
        self.question = label("", "warn", wrap=True)
        self.first, self.second = button(""), button("")
        self.first.clicked.connect(partial(self._answer, 0))
        self.second.clicked.connect(partial(self._answer, 1))
        self.hint = label(
            self.tr("A full time such as 2026-03-01T14:03:07Z can be pasted into the date."),
            "muted",
            wrap=True,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 12, 2, 4)
        column.addLayout(fields)
        column.addWidget(self.question)
        column.addLayout(row(self.first, self.second, 1))
        column.addWidget(self.hint)
        column.addStretch(1)
        self._ask(())

    @property
    def problem(self) -> str:
        """Why there is no instant; empty where there is one."""
        if self.instant is not None:
            return ""
        if self._problem:
            return self._problem
        return self.tr("Write a time.") if self.date.text() else self.tr("Write a date and a time.")

    @property
    def zone_name(self) -> str:
        """The zone that is chosen."""
        return self._zone

    def propose_date(self, newest: datetime) -> None:
        """Begin with the day of the newest moment: what is looked for was mostly today. What was typed stays."""
        if self.instant is None and not self.date.text() and not self.time.text():
            self.date.setText(newest.astimezone(zone_named(self._zone)).strftime("%Y-%m-%d"))

    def show_instant(self, instant: datetime) -> None:
        """Write another instant into the fields."""
        self.instant, self._problem = instant.astimezone(UTC), ""
        self._ask(())
        self._write()

    def _write(self) -> None:
        if self.instant is None:
            return
        shown = self.instant.astimezone(zone_named(self._zone))
        self.date.setText(shown.strftime("%Y-%m-%d"))
        self.time.setText(
            shown.strftime("%H:%M:%S") + (f".{shown.microsecond:06d}" if shown.microsecond else "")
        )

    def _change_zone(self) -> None:
        """Another zone writes the same instant another way; where none was chosen yet, the text is read anew."""
        self._zone = str(self.zone.currentData() or Zone.UTC)
        if self.instant is not None:
            self._ask(())
            self._write()
            self.edited.emit()
        else:
            self._read()

    def _read(self) -> None:
        self.instant, self._problem = None, ""
        self._ask(())
        date, time = self.date.text().strip(), self.time.text().strip()
        zone = zone_named(self._zone)
        try:
            if not date:
                self._problem = self.tr("Write a date.")
            elif not _DATE.fullmatch(date):
                self.instant = parse_time(date, zone)
            elif not time:
                self._problem = self.tr("Write a time.")
            elif not _TIME.fullmatch(time):
                self._problem = self.tr("Write the time as 14:03:07.")
            else:
                digits = time.replace(",", ".")
                self._take(datetime.fromisoformat(f"{date}T{digits if digits[1] != ':' else '0' + digits}"))
        except UsageError as error:
            self._problem = in_sentences(told(error.what), told(error.advice))
        except (ValueError, OverflowError, OSError) as error:
            self._problem = self.tr("This is no time: {0}").format(error)
        self.edited.emit()

    def _take(self, wall: datetime) -> None:
        """The instant at which a clock in the zone shows this; asked for where there are two, or none."""
        first, second = readings(wall, zone_named(self._zone))
        if first == second:
            self.instant = first
        elif first < second:
            self._problem = self.tr(
                "This time happened twice: the clocks were set back. Say which one is meant."
            )
            self._ask((first, second))
        else:
            self._problem = self.tr(
                "This time never happened: the clocks were set forward over it. Choose a time beside it."
            )
            self._ask((second, first))

    def _ask(self, choices: tuple[datetime, ...]) -> None:
        self._choices = choices
        self.question.setText(self._problem if choices else "")
        self.question.setVisible(bool(choices))
        zone = zone_named(self._zone)
        for number, made in enumerate((self.first, self.second)):
            made.setVisible(bool(choices))
            if choices:
                made.setText(exact_text(choices[number].astimezone(zone)))

    def _answer(self, number: int) -> None:
        self.show_instant(self._choices[number])
        self.edited.emit()
