"""The page inspector: every kept version of one page, decoded, compared, and the WAL that touched it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QSplitter, QVBoxLayout, QWidget

from pagewake.desk.commands import page_command
from pagewake.desk.pages import PagePlace, inspect_page, records_of
from pagewake.desk.snapshot import SourceState
from pagewake.insight.page_history import DecodedPage, PageHistory, PageRecords, byte_ranges
from pagewake_gui.bridge import Call
from pagewake_gui.context import Context
from pagewake_gui.models.columns import ColumnsModel
from pagewake_gui.views.page_columns import field_columns, touching_columns, version_columns
from pagewake_gui.widgets.basics import StateLabel, button, clear, label, row
from pagewake_gui.widgets.command_button import CommandButton
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.widgets.hex_view import HexView
from pagewake_gui.widgets.lane_menu import about_record
from pagewake_gui.widgets.place_menu import About, about_backups, menu_of
from pagewake_gui.widgets.saving import save
from pagewake_gui.widgets.table import Table
from pagewake_gui.window_state import resize_on_screen
from pagewake_gui.wizards.page_repair.proposal import Proposal

BEFORE = -1
"""Compare with the version before."""


class PageInspector(QWidget):
    """A window of its own. `show_page("public.orders:17")` looks at another page."""

    def __init__(self, context: Context, source: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("window.page")
        self._context, self._source = context, source
        self.place: PagePlace | None = None
        self.history: PageHistory | None = None
        self._calls: list[Call] = []
        self.address = QLineEdit()
        self.address.setPlaceholderText(self.tr("relation:block, such as public.orders:17"))
        self.address.setAccessibleName(self.tr("Page"))
        self.address.returnPressed.connect(lambda: self.show_page(self.address.text()))
        self._previous = button(self.tr("Previous block"), partial(self._step, -1))
        self._following = button(self.tr("Next block"), partial(self._step, 1))
        self._state = StateLabel(wrap=True)
        self._errors = QVBoxLayout()
        self.versions_model, self.fields_model = ColumnsModel(), ColumnsModel()
        self.records_model = ColumnsModel()
        self.versions = Table(self.tr("Versions"), self.versions_model)
        self.versions.rows_selected.connect(self._version_selected)
        self.fields = Table(self.tr("Fields of the header"), self.fields_model)
        self.fields.rows_selected.connect(self._field_selected)
        self.records = Table(self.tr("WAL records that touch the page"), self.records_model)
        self._records_line = label("", "muted")
        self._found_records = PageRecords((), False)
        self.versions.set_menu(menu_of(context, "page", self._about_version, source))
        self.records.set_menu(menu_of(context, "page", self._about_record, source))
        self.against = QComboBox()
        self.against.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.against.setAccessibleName(self.tr("Compare with"))
        self.against.currentIndexChanged.connect(lambda _: self._show_version())
        self._difference = label("", "muted")
        self.hex = HexView()
        self._next = button(
            self.tr("Next difference"), self.hex.next_difference, "", self.tr("Key N in the bytes")
        )
        self._buttons = [
            button(self.tr("Copy hex"), self.copy_hex),
            button(self.tr("Save page..."), self.save_page),
        ]
        self.repair = button(self.tr("Repair this page..."), self.repair_page)
        self.command = CommandButton(self._command_text)
        self._shown = 0
        self._lay_out()
        self.setWindowTitle(QCoreApplication.translate("PageActions", "Inspect a page"))  # until one is shown
        resize_on_screen(self, 1320, 840)
        context.appearance.changed.connect(self.restyle)
        context.workspace.snapshot_changed.connect(self._snapshot_changed)
        self.restyle()
        self._empty()

    def show_page(self, text: str) -> None:
        """Read every kept version of a page, on a thread."""
        self.address.setText(text)
        self._forget()
        clear(self._errors)
        self._state.show_state("info", self.tr("Reading the versions"))
        source = self._source
        self._calls.append(
            self._context.workspace.query(
                "inspect a page",
                lambda repository, job: inspect_page(repository, source, text, job),
                self._found,
                self._failed,
                owner=self,
            )
        )

    def copy_hex(self) -> None:
        """Put the bytes that are shown on the clipboard."""
        QGuiApplication.clipboard().setText(self.hex.as_text())

    def save_page(self) -> None:
        """Write the version that is shown to a file."""
        version = self._version()
        if version is not None and version.kept.content is not None and self.place is not None:
            name = f"{self.place.path.replace('/', '_')}.{self.place.block}.page"
            save(self._context, self, name, version.kept.content)

    def repair_page(self) -> None:
        """Open the page repair on the page that is shown."""
        if self.place is not None:
            wanted = {self.place.path: (self.place.block,)}
            self._context.navigator.open("repair", Proposal(self._source, wanted))

    def restyle(self) -> None:
        """Another theme or zone."""
        self.hex.theme = self._context.theme
        self.hex.viewport().update()
        if self.history is not None:
            self._show_versions()

    # --- answers

    def _found(self, found: tuple[PagePlace, PageHistory]) -> None:
        self.place, self.history = found
        place, history = found
        block = place.block if place.relation_block is None else place.relation_block
        self.address.setText(f"{place.name}:{block}")
        self.setWindowTitle(self.tr("Page {0}:{1} - {2}").format(place.name, block, self._source))
        self._shown = history.newest_sound if history.newest_sound is not None else len(history.versions) - 1
        self._show_state()
        self._show_versions()
        self._previous.setEnabled(block > 0)
        self._following.setEnabled(True)
        known = {action.objectName() for action in self._context.actions}
        reason = self._context.actions.reason("page.repair") if "page.repair" in known else ""
        self.repair.setEnabled(not reason)
        self.repair.setToolTip(reason)
        self._records_line.setText(self.tr("Reading the WAL ..."))
        self.records_model.replace([])
        source = self._source
        self._calls.append(
            self._context.workspace.query(
                "records of a page",
                lambda repository, job: records_of(repository, source, place, job),
                self._show_records,
                self._failed,
                owner=self,
            )
        )

    def _failed(self, error: Exception) -> None:
        self._empty()
        clear(self._errors)
        self._errors.addWidget(ErrorPanel(error, self.tr("The page cannot be shown")))

    def _empty(self) -> None:
        self.place = self.history = None
        self._state.show_state("info", self.tr("Type the page to be shown"))
        for model in (self.versions_model, self.fields_model, self.records_model):
            model.replace([])
        self.hex.show_page(b"", (), ())
        self._difference.setText("")
        self._records_line.setText("")
        for part in (*self._buttons, self.repair, self.command, self._next, self._previous, self._following):
            part.setEnabled(False)

    def _show_state(self) -> None:
        history, formats = self.history, self._context.formats
        assert history is not None
        wrong = sum(one.kept.version.checksum_ok is False for one in history.versions)
        if history.newest_sound is None:
            self._state.show_state("bad", self.tr("No kept version of this page has a right checksum"))
        elif wrong:
            taken = history.versions[history.newest_sound].kept.version.taken
            said = self.tr("%n versions have a wrong checksum; the newest right one is of {0}", "", wrong)
            self._state.show_state("warn", said.format(formats.moment(taken)))
        else:
            self._state.show_state(
                "good", self.tr("%n versions are kept, none with a wrong checksum", "", len(history.versions))
            )

    def _show_versions(self) -> None:
        history = self.history
        assert history is not None
        formats = self._context.formats
        backups = [one.kept.version for one in history.versions]
        self.versions_model.replace(version_columns(self._context, history, self._lsn_text))
        self.against.blockSignals(True)
        self.against.clear()
        self.against.addItem(self.tr("the version before"), BEFORE)
        for number, one in enumerate(backups):
            self.against.addItem(formats.moment(one.taken), number)
        self.against.blockSignals(False)
        self.versions.select([self._shown])
        self._show_version()

    def _show_version(self) -> None:
        version = self._version()
        if version is None:
            return
        content = version.kept.content or b""
        changed = self._changed_ranges(version)
        fields = version.description.fields if version.description is not None else ()
        inside = [field for field in fields if field.offset + field.size <= len(content)]
        self.hex.show_page(content, [(one.offset, one.size, one.name) for one in inside], changed)
        self.fields_model.replace(field_columns(self._context, version))
        problems = list(version.description.problems) if version.description is not None else []
        problems += [version.kept.problem] if version.kept.problem else []
        count = sum(end - first for first, end in changed)
        said = self.tr("%n bytes differ", "", count) if content else self.tr("there are no bytes here")
        self._difference.setText(
            "  ".join([said, *(f"▲ {self._context.words(problem)}" for problem in problems)])
        )
        for part in (*self._buttons, self.command):
            part.setEnabled(bool(content))
        self._next.setEnabled(bool(changed))

    def _show_records(self, found: PageRecords) -> None:
        self._found_records, lines = found, found.records
        self.records_model.replace(touching_columns(found, self._lsn_text))
        said = self.tr("%n records of the WAL touch this page", "", len(lines))
        more = self.tr("; older WAL was not read") if found.more else ""
        unread = self.tr("; %n stretches could not be read", "", len(found.unread)) if found.unread else ""
        self._records_line.setText(said + more + unread)

    # --- menus

    def _about_version(self, state: SourceState, rows: list[int]) -> About:
        versions = self.history.versions if self.history is not None else ()
        backups = [versions[row].kept.version.backup for row in rows if row < len(versions)]
        return replace(about_backups(state, backups), command=self._command_text())

    def _about_record(self, state: SourceState, rows: list[int]) -> About:
        number = max(state.timeline.history.timelines, default=None)
        return about_record(state, number, self._found_records.records[rows[0]])

    # --- inside

    def _version(self) -> DecodedPage | None:
        history = self.history
        return history.versions[self._shown] if history is not None and history.versions else None

    def _changed_ranges(self, version: DecodedPage) -> tuple[tuple[int, int], ...]:
        other = self.against.currentData()
        history = self.history
        if other is None or other == BEFORE or history is None:
            return version.changed or ()
        before, after = history.versions[other].kept.content, version.kept.content
        return byte_ranges(before, after) if before is not None and after is not None else ()

    def _version_selected(self, rows: list[int]) -> None:
        history = self.history
        if rows and history is not None:
            self._shown = rows[0]
            self._show_version()
            backup = history.versions[rows[0]].kept.version.backup
            self._context.selection.change(self, backups=(backup,))

    def _field_selected(self, rows: list[int]) -> None:
        version = self._version()
        if rows and version is not None and version.description is not None:
            field = version.description.fields[rows[0]]
            self.hex.choose(field.offset, field.size)

    def _step(self, by: int) -> None:
        place = self.place
        if place is not None:
            block = place.block if place.relation_block is None else place.relation_block
            self.show_page(f"{place.relation or place.path}:{max(block + by, 0)}")

    def _lsn_text(self, lsn: int | None) -> str:
        snapshot = self._context.workspace.snapshot
        state = snapshot.source(self._source) if snapshot is not None else None
        if lsn is None:
            return "-"
        return str(lsn) if state is None else state.engine.lsn_style.text(lsn)

    def _command_text(self) -> str:
        place, where = self.place, self._context.workspace.place
        return page_command(where, place.path, place.block, self._source) if place and where else ""

    def _snapshot_changed(self, snapshot: object) -> None:
        if snapshot is None:
            self.close()

    def _forget(self) -> None:
        for call in self._calls:
            if call.pending:
                call.forget()
        self._calls.clear()

    def closeEvent(self, event: object) -> None:
        self._forget()
        super().closeEvent(event)  # type: ignore[arg-type]

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(label(self.tr("Versions (★ the newest that is sound)"), "heading"))
        column.addWidget(self.versions, 3)
        column.addWidget(label(self.tr("Header"), "heading"))
        column.addWidget(self.fields, 4)
        column.addWidget(label(self.tr("WAL"), "heading"))
        column.addWidget(self._records_line)
        column.addWidget(self.records, 3)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(8, 0, 0, 0)
        beside.addLayout(row(label(self.tr("Compared with")), self.against, self._next, 1))
        beside.addWidget(self._difference)
        beside.addWidget(self.hex, 1)
        beside.addLayout(row(*self._buttons, self.repair, self.command, 1))
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.addWidget(left)
        middle.addWidget(right)
        middle.setSizes([620, 680])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 12, 14, 12)
        go = button(self.tr("Show"), lambda: self.show_page(self.address.text()))
        outer.addLayout(row(self.address, go, self._previous, self._following))
        outer.addWidget(self._state)
        outer.addLayout(self._errors)
        outer.addWidget(middle, 1)
