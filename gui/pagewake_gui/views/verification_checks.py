"""The checks of one proof: what each looked at and what came of it, read from the repository when it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from pagewake.model import CheckResult, CheckRow
from pagewake.repository.evidence import Evidence
from pagewake_gui.bridge import Call
from pagewake_gui.check_words import Amount, check_name, check_result_text, result_state
from pagewake_gui.context import Context
from pagewake_gui.counts import Counts
from pagewake_gui.evidence_words import level_text
from pagewake_gui.models.columns import Align, Column
from pagewake_gui.views.verification_columns import scope_text
from pagewake_gui.widgets.basics import StateLabel, clear, row
from pagewake_gui.widgets.empty import EmptyState
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.widgets.export import TableExport
from pagewake_gui.widgets.table import FilteredTable

translate = QCoreApplication.translate
_ORDER = {CheckResult.BAD: 0, CheckResult.SKIPPED: 1, CheckResult.GOOD: 2}


class ChecksPane(QWidget):
    """Chooses a proof on record, and shows its checks as a table. `verify` is what to do where there is none."""

    def __init__(self, context: Context, verify: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._records: tuple[Evidence, ...] = ()
        self._loaded = ""
        self._call: Call | None = None
        self.rows: tuple[CheckRow, ...] = ()
        """The checks that are shown, also those that a filter hides."""
        self.proof = QComboBox()
        self.proof.setAccessibleName(self.tr("Which proof"))
        self.proof.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.proof.currentIndexChanged.connect(lambda _: self._load())
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Which checks"))
        for text, result in (
            (self.tr("All checks"), None),
            (self.tr("Only what failed"), CheckResult.BAD),
            (self.tr("Only what could not be checked"), CheckResult.SKIPPED),
        ):
            self.which.addItem(text, result)
        self.which.currentIndexChanged.connect(lambda _: self._fill())
        self.state = StateLabel()
        self.table = FilteredTable(self.tr("Checks of the proof"))
        self.export = TableExport(context, "checks", lambda: self.table.table, self)
        for part in (self.which, self.export):
            self.table.tools.addWidget(part)
        self._errors = QVBoxLayout()
        self._none = EmptyState(
            self.tr("No restore was proven yet"),
            self.tr("Verify at the level Restore, or try a restore as a drill: its checks then stand here."),
            (self.tr("Verify"), verify),
        )
        self._tools = QWidget()
        tools = row(self.proof, self.state)
        tools.setStretch(0, 1)
        self._tools.setLayout(tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self._tools)
        column.addLayout(self._errors)
        column.addWidget(self.table, 1)
        column.addWidget(self._none, 1)
        self.offer(())

    def offer(self, records: Sequence[Evidence]) -> None:
        """Offer the records that have checks, in this order. The one that is shown stays as long as it is there."""
        self._records = tuple(record for record in records if record.checked)
        chosen = self._loaded
        self.proof.blockSignals(True)
        self.proof.clear()
        formats = self._context.formats
        for record in self._records:
            when, level = formats.moment(record.started), level_text(record.level)
            self.proof.addItem(self.tr("{0}: {1} of {2}").format(when, level, scope_text(record)), record.id)
        self.proof.setCurrentIndex(max(0, self.proof.findData(chosen)) if self._records else -1)
        self.proof.blockSignals(False)
        for part in (self._tools, self.table):
            part.setVisible(bool(self._records))
        self._none.setVisible(not self._records)
        self._load()

    def choose(self, id_: str) -> bool:
        """Show the checks of a record; False where it has none."""
        place = self.proof.findData(id_)
        if place >= 0:
            self.proof.setCurrentIndex(place)
        return place >= 0

    def restyle(self) -> None:
        """Write everything anew, in other colours or another language."""
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._load()

    def _load(self) -> None:
        """Read the chosen record's checks, once, and not before somebody sees them."""
        wanted = str(self.proof.currentData() or "")
        if wanted == self._loaded or not self.isVisible():
            return
        if self._call is not None and self._call.pending:
            self._call.forget()
        self._loaded, self.rows = wanted, ()
        clear(self._errors)
        self._fill()
        if not wanted:
            return
        self.state.show_state("info", self.tr("Reading"))
        self._call = self._context.workspace.query(
            "checks of a proof",
            lambda repository, job: repository.evidence.whole(wanted),
            self._show,
            self._failed,
            owner=self,
        )

    def _show(self, record: Evidence) -> None:
        self.rows = tuple(sorted(record.rows, key=lambda one: _ORDER[one.result]))
        self._fill()

    def _failed(self, error: Exception) -> None:
        self._loaded = ""
        self.state.show_state("bad", self.tr("The checks could not be read"))
        panel = ErrorPanel(
            error, self.tr("Reading the checks of the proof"), (self.tr("Try again"), self._load)
        )
        self._errors.addWidget(panel)

    def _fill(self) -> None:
        only = self.which.currentData()
        shown = [one for one in self.rows if only is None or one.result == only]
        self.table.replace(check_columns(self._context, shown))
        record = next((one for one in self._records if one.id == self._loaded), None)
        if record is None or not self.rows:
            return
        formats = self._context.formats
        counts = Counts(formats)
        text = self.tr("{0}, none failed").format(counts.checks(record.checked))
        if record.failed:
            text = self.tr("{0}, {1} failed").format(
                counts.checks(record.checked), formats.count(record.failed)
            )
        if record.skipped:
            text = self.tr("{0}; {1} could not be made").format(text, formats.count(record.skipped))
        state = "bad" if record.failed else "warn" if record.skipped else "good"
        self.state.show_state(state, text)
        self.table.table.setAccessibleDescription(text)


def check_columns(context: Context, rows: Sequence[CheckRow]) -> list[Column]:
    """The columns of checks."""
    formats, theme = context.formats, context.theme
    counts = Counts(formats)

    def what(one: CheckRow) -> str:
        return counts.objects(one.objects) if one.objects > 1 else one.object_name

    columns = [
        Column(
            "result",
            translate("ChecksPane", "Result"),
            [one.result for one in rows],
            check_result_text,
            key=_ORDER.__getitem__,
            colour=lambda result: theme.colour(result_state(result)),
            width=110,
        ),
        Column(
            "check",
            translate("ChecksPane", "Check"),
            [one.name for one in rows],
            check_name,
            width=210,
            least=120,
        ),
        Column(
            "database",
            translate("ChecksPane", "Database"),
            [one.database for one in rows],
            width=110,
            least=80,
        ),
        Column(
            "object",
            translate("ChecksPane", "Object"),
            [what(one) for one in rows],
            context.words,
            width=230,
            least=120,
        ),
        Column(
            "count",
            translate("ChecksPane", "Looked at"),
            [Amount(one) for one in rows],
            lambda amount: amount.text(counts),
            Align.RIGHT,
            width=120,
        ),
        Column(
            "seconds",
            translate("ChecksPane", "Took"),
            np.array([one.seconds for one in rows], float),
            lambda seconds: formats.duration(seconds) if seconds else "",
            Align.RIGHT,
            width=80,
        ),
        Column(
            "message",
            translate("ChecksPane", "What was seen"),
            [one.message for one in rows],
            context.words,
            tip=context.words,
            width=300,
            least=120,
        ),
    ]
    if len({one.backup for one in rows}) > 1:
        columns.append(
            Column(
                "backup", translate("ChecksPane", "Backup"), [one.backup for one in rows], width=210, least=90
            )
        )
    return columns
