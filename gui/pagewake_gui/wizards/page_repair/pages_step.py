"""The first step of a page repair: which pages of which database, where they go, and what it begins with."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from pagewake.desk.repairing import read_findings
from pagewake.desk.snapshot import RepositorySnapshot, SourceState
from pagewake.errors import PagewakeError
from pagewake.model import RestoreTarget
from pagewake.restore.block_plan import Wanted, blocks_in_findings, count_of, joined, parse_blocks, written
from pagewake.restore.block_planning import BlocksRequest
from pagewake.restore.plan import describe_target
from pagewake_gui.context import Context
from pagewake_gui.widgets.bandwidth_field import BandwidthField
from pagewake_gui.widgets.basics import Form, StateLabel, button, label, row
from pagewake_gui.widgets.choices import Choice
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.wizards.frame import Step
from pagewake_gui.wizards.page_repair.draft import LATEST, Asked
from pagewake_gui.words import in_sentences, told

LINES = 4
"""The height of the field for pages, in lines."""


class PagesStep(Step):
    """Everything that is asked for. `asked` is what it says now."""

    name = "pages"

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            self.tr("Which pages"),
            self.tr(
                "Each page is brought to where it belongs by the log: the database is restored into a scratch "
                "directory and replayed, and only these pages are taken from there. First comes a dry run, which "
                "writes nothing."
            ),
        )
        self._errors = QVBoxLayout()
        self.source = QComboBox()
        self.source.setAccessibleName(self.tr("Source"))
        self.pages = QPlainTextEdit()
        self.pages.setProperty("role", "code")
        self.pages.setTabChangesFocus(True)
        self.pages.setPlaceholderText("data/shop.db:17,20-23\nbase/5/16384:3")
        self.pages.setAccessibleName(self.tr("Pages, FILE:BLOCK in each line"))
        self.pages.setFixedHeight(self.pages.fontMetrics().lineSpacing() * LINES + 18)
        self.count = StateLabel(wrap=True)
        self.from_findings = button(
            self.tr("From findings..."),
            self._choose_findings,
            tip=self.tr("A file that backup --json or verify --json has written."),
        )
        self.in_place = Choice(self.tr("In place, in the directory of the database"))
        self.in_use = label(
            self.tr("Nobody may be using it: close it first, a PostgreSQL server with pg_ctl stop -m fast."),
            "muted",
            wrap=True,
        )
        self.as_files = Choice(self.tr("As files, one for each page, in a new directory"))
        self._where = QButtonGroup(self)
        for choice in (self.in_place, self.as_files):
            self._where.addButton(choice)
        self.in_place.setChecked(True)
        self.database, self.directory = QLineEdit(), QLineEdit()
        self.database.setAccessibleName(self.tr("Directory of the database"))
        self.directory.setAccessibleName(self.tr("New directory for the pages"))
        self._database_row = self._path_row(self.database)
        self._directory_row = self._path_row(self.directory)
        self.moment = QComboBox()
        self.moment.setAccessibleName(self.tr("Moment"))
        self.backup = QComboBox()
        self.backup.setAccessibleName(self.tr("Begin with"))
        for box in (self.moment, self.backup):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(30)
        self.scratch = QLineEdit()
        self.scratch.setPlaceholderText(self.tr("the system's temporary directory"))
        self.scratch.setAccessibleName(self.tr("Scratch directory"))
        self._scratch_row = self._path_row(self.scratch)
        place = context.workspace.place
        self.bandwidth = BandwidthField(place.bandwidth if place is not None else None)
        self._lay_out()
        self.source.currentIndexChanged.connect(lambda _: self._show_source())
        self.pages.textChanged.connect(self._look)
        for field in (self.database, self.directory, self.scratch):
            field.textChanged.connect(lambda _: self.changed.emit())
        self._where.idToggled.connect(lambda *_: self._show_where())
        for box in (self.moment, self.backup):
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.bandwidth.changed.connect(self.changed.emit)
        self._look()

    # --- what it is given

    def show_sources(self, snapshot: RepositorySnapshot, chosen: str) -> None:
        """Offer the sources that have backups; nothing that was chosen or typed changes by that."""
        names = [state.name for state in snapshot.sources if state.timeline.kept]
        if [self.source.itemText(at) for at in range(self.source.count())] != names:
            now = self.source.currentText() or chosen
            self.source.blockSignals(True)
            self.source.clear()
            self.source.addItems(names)
            self.source.setCurrentIndex(max(self.source.findText(now), 0))
            self.source.blockSignals(False)
            self._show_source()

    def add_pages(self, wanted: Wanted) -> None:
        """Add blocks to those that are asked for. What is typed and cannot be read stays as it is."""
        try:
            there: Wanted = parse_blocks(self._lines())
        except PagewakeError:
            self.pages.appendPlainText("\n".join(written(wanted)))
            return
        self.pages.setPlainText("\n".join(written(joined(there, wanted))))

    def show_error(self, error: Exception) -> None:
        """Say why pages could not be looked up or read from findings."""
        self._errors.addWidget(ErrorPanel(error, self.tr("The pages are not known")))

    # --- what it says

    @property
    def state(self) -> SourceState | None:
        """The source that is chosen."""
        snapshot = self.context.workspace.snapshot
        return snapshot.source(self.source.currentText()) if snapshot is not None else None

    @property
    def wanted(self) -> Wanted:
        """The blocks that are asked for. Raises UsageError."""
        return parse_blocks(self._lines())

    @property
    def asked(self) -> Asked:
        """What is asked for. Raises UsageError."""
        in_place = self.in_place.isChecked()
        target = LATEST if in_place else self.moment.currentData() or LATEST
        scratch = self.scratch.text().strip()
        request = BlocksRequest(
            self.wanted,
            target,
            Path(self.database.text().strip()) if in_place else None,
            None if in_place else Path(self.directory.text().strip()),
            self.backup.currentData() or None,
            Path(scratch) if scratch else None,
        )
        return Asked(self.source.currentText(), request, self.bandwidth.text)

    def problem(self) -> str:
        if not self.source.count():
            return self.tr("The repository holds no backup yet.")
        if not self._lines():
            return self.tr("Name the pages, one FILE:BLOCK in each line.")
        try:
            _ = self.wanted
        except PagewakeError as error:
            return in_sentences(
                ": ".join(filter(None, (error.object_name, told(error.what)))), told(error.advice)
            )
        field, name = (
            (self.database, self.tr("the directory of the database"))
            if self.in_place.isChecked()
            else (self.directory, self.tr("a new directory for the pages"))
        )
        text = field.text().strip()
        if not text:
            return self.tr("Name {0}.").format(name)
        if not Path(text).is_absolute():
            return self.tr("{0} is not a whole path: it begins with /.").format(text)
        return self.bandwidth.problem

    def next_text(self) -> str:
        return self.tr("Dry run")

    # --- inside

    def _lines(self) -> list[str]:
        return [line.strip() for line in self.pages.toPlainText().splitlines() if line.strip()]

    def _look(self) -> None:
        lines = self._lines()
        if not lines:
            self.count.show_state("unknown", self.tr("no page is named yet"))
            self.changed.emit()
            return
        try:
            wanted = parse_blocks(lines)
        except PagewakeError as error:
            what = ": ".join(filter(None, (error.object_name, told(error.what))))
            self.count.show_state("warn", in_sentences(what, told(error.advice)))
        else:
            files = self.tr("%n file(s)", "", len(wanted))
            pages = self.tr("%n page(s)", "", count_of(wanted))
            self.count.show_state("info", self.tr("{0} in {1}").format(pages, files))
        self.changed.emit()

    def _show_source(self) -> None:
        state, formats = self.state, self.context.formats
        self.moment.clear()
        self.backup.clear()
        self.moment.addItem(self.tr("The newest moment of the archived log"), LATEST)
        self.backup.addItem(self.tr("The newest backup that holds no damaged version of them"), "")
        if state is None:
            return
        selection = self.context.selection.now
        if isinstance(selection.target, RestoreTarget) and selection.source == state.name:
            said = self.context.words(describe_target(selection.target, state.engine.lsn_style.text))
            self.moment.addItem(self.tr("The selected point: {0}").format(said), selection.target)
        for backup in reversed(state.timeline.kept):
            when = formats.moment(backup.finished, seconds=False)
            self.backup.addItem(self.tr("{0}, of {1}").format(backup.id, when), backup.id)
        if state.settings is not None and Path(state.settings.location).is_absolute():
            self.database.setText(state.settings.location)
        self._show_where()

    def _show_where(self) -> None:
        in_place = self.in_place.isChecked()
        self.form.setRowVisible(self._database_row, in_place)
        self.form.setRowVisible(self._directory_row, not in_place)
        self.form.setRowVisible(self.moment, not in_place)
        self.changed.emit()

    def _lay_out(self) -> None:
        self.form = Form()
        pages = QVBoxLayout()
        pages.setSpacing(4)
        pages.addWidget(self.pages)
        line = row(self.count, self.from_findings)
        line.setStretch(0, 1)
        pages.addLayout(line)
        where = QVBoxLayout()
        where.setSpacing(4)
        for part in (self.in_place, self.in_use, self.as_files):
            where.addWidget(part)
        self.in_use.setContentsMargins(24, 0, 0, 0)
        self.form.addRow(self.tr("Source"), self.source)
        self.form.addRow(self.tr("Pages"), pages)
        self.form.addRow(self.tr("Where to"), where)
        self.form.addRow(self.tr("Database"), self._database_row)
        self.form.addRow(self.tr("Directory"), self._directory_row)
        self.form.addRow(self.tr("Moment"), self.moment)
        self.form.addRow(self.tr("Begin with"), self.backup)
        self.form.addRow(self.tr("Scratch"), self._scratch_row)
        self.form.addRow(self.tr("Bandwidth"), self.bandwidth)
        self.body.addLayout(self._errors)
        self.body.addLayout(self.form)
        self.body.addStretch(1)

    def _path_row(self, field: QLineEdit) -> QWidget:
        made = QWidget()
        browse = button(self.tr("Browse..."), lambda: self._browse(field))
        browse.setAccessibleName(self.tr("{0}: {1}").format(field.accessibleName(), browse.text()))
        made.setLayout(row(field, browse))
        return made

    def _browse(self, field: QLineEdit) -> None:
        directory = QFileDialog.getExistingDirectory(self, field.accessibleName(), field.text())
        if directory:
            field.setText(directory)

    def _choose_findings(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("From findings..."), "", "JSON (*.json)")
        if path:
            self.add_findings(Path(path))

    def add_findings(self, path: Path) -> None:
        """Add the blocks that the findings in a file name, read on a thread."""
        self.context.bridge.call(
            "read findings",
            lambda job: blocks_in_findings(read_findings(path), str(path)),
            self.add_pages,
            self.show_error,
            owner=self,
        )
