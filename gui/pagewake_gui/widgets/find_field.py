"""One field that finds anything in the history of a source: LSN, time, WAL file, backup, restore point, transaction."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from pagewake.desk.snapshot import SourceState
from pagewake.errors import PagewakeError
from pagewake.insight.search import Found, Hit, HitKind, find_transaction, search
from pagewake_gui.bridge import Call
from pagewake_gui.charts.wording import Words
from pagewake_gui.context import Context
from pagewake_gui.formats import zone_named
from pagewake_gui.widgets.basics import Card, button, label, row

SHOWN = 6


class FindField(Card):
    """The field and what it found. `chosen` is a hit that is to be shown."""

    chosen = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("FindField", "Find"), parent)
        self._context = context
        self._state: SourceState | None = None
        self._call: Call | None = None
        self.hits: list[Hit] = []
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("LSN, time, WAL file, backup, restore point, transaction"))
        self.field.setAccessibleName(self.tr("Find in the history"))
        self.field.setClearButtonEnabled(True)
        self.field.returnPressed.connect(self.look)
        self.field.textEdited.connect(lambda text: None if text.strip() else self._show([], ""))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Found"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._activated)
        self.list.itemClicked.connect(self._activated)
        self.list.hide()
        self.note = label("", "muted", wrap=True)
        self.note.hide()
        self.body.addLayout(row(self.field, button(self.tr("Find"), self.look)))
        self.body.addWidget(self.list)
        self.body.addWidget(self.note)

    def show_source(self, state: SourceState | None) -> None:
        """Find in another source, or in the same one read again; what was found stays."""
        if state is None or self._state is None or state.name != self._state.name:
            self._show([], "")
        self._state = state

    def look(self) -> None:
        """Find what the field says; the only hit is shown at once."""
        state = self._state
        if self._call is not None:
            self._call.forget()
            self._call = None
        if state is None:
            return
        zone = zone_named(self._context.formats.zone_name)
        found = search(state.timeline, self.field.text(), zone)
        self._show(list(found.hits), self._note(found))
        if found.transaction and self._context.workspace.place is not None:
            self._call = self._context.workspace.query(
                "look for a transaction",
                lambda repository, job: find_transaction(
                    repository, state.engine, state.timeline, found.transaction, job
                ),
                partial(self._found_transaction, found),
                self._not_found,
                owner=self,
            )
        exact = [hit for hit in found.hits if hit.exact]
        if len(exact) == 1 or (len(found.hits) == 1 and not found.transaction):
            self.chosen.emit((exact or list(found.hits))[0])

    def _note(self, found: Found) -> str:
        if found.transaction:
            return self.tr("Looking through the newest WAL for a transaction ...")
        if not found.hits:
            return self._context.words(found.problem) or self.tr("Nothing of that name or place is known.")
        return self._context.words(found.problem)

    def _found_transaction(self, found: Found, hits: tuple[Hit, ...]) -> None:
        every = [*found.hits, *hits]
        self._show(every, "" if every else self.tr("Neither a place nor a transaction in the newest WAL."))
        if hits and len(every) == 1:
            self.chosen.emit(hits[0])

    def _not_found(self, error: Exception) -> None:
        if not isinstance(error, PagewakeError):
            raise error
        self.note.setText("" if self.hits else self._context.words(error.what))
        self.note.setVisible(bool(self.note.text()))

    def _show(self, hits: list[Hit], note: str) -> None:
        self.hits = hits
        self.list.clear()
        for hit in hits:
            self.list.addItem(QListWidgetItem(self._text(hit)))
        self.list.setVisible(bool(hits))
        lines = min(len(hits), SHOWN) * 2
        self.list.setFixedHeight(lines * (self.list.fontMetrics().height() + 6) + 10)
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def _text(self, hit: Hit) -> str:
        assert self._state is not None
        timeline, formats = self._state.timeline, self._context.formats
        kinds = {
            HitKind.BACKUP: self.tr("backup"),
            HitKind.RESTORE_POINT: self.tr("restore point"),
            HitKind.LSN: self.tr("LSN"),
            HitKind.WAL_FILE: self.tr("WAL file"),
            HitKind.TIME: self.tr("time"),
            HitKind.TRANSACTION: self.tr("transaction"),
        }
        parts = [f"{kinds[hit.kind]} {hit.text}"]
        if hit.lsn is not None and hit.kind is not HitKind.LSN:
            parts.append(self.tr("LSN {0}").format(timeline.lsn_style.text(hit.lsn)))
        if not math.isnan(hit.time):
            parts.append(formats.moment(hit.time))
        if hit.timeline is not None:
            parts.append(self.tr("timeline {0}").format(hit.timeline))
        band = Words(timeline, formats).band(hit.band) if hit.band is not None else self.tr("not archived")
        return " · ".join([*parts, band])

    def _activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self.hits[self.list.row(item)])
