"""The overview: one card a source, with one verdict, the figures that are asked for first, and one next step.

Every figure is a link to the page that explains it.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pagewake.desk.snapshot import RepositorySnapshot, SourceState
from pagewake.desk.work import expire
from pagewake.expire.run import ExpireReport
from pagewake.insight.verdict import StepCode, Verdict
from pagewake_gui.bridge import Call
from pagewake_gui.context import Context
from pagewake_gui.selection import Selection
from pagewake_gui.theme import FIGURE_PIXELS
from pagewake_gui.views.base import View
from pagewake_gui.views.overview_figures import Figure, Figures
from pagewake_gui.widgets.basics import Card, Scrolling, StateLabel, button, label, row
from pagewake_gui.widgets.empty import EmptyState

STATES = {
    Verdict.HEALTHY: "good",
    Verdict.ATTENTION: "warn",
    Verdict.AT_RISK: "bad",
    Verdict.NO_BACKUP: "bad",
}
STEPS_PAGE = {
    StepCode.FIX_ARCHIVING: "lsn",
    StepCode.RESUME_WAL: "lsn",
    StepCode.LOOK_AT_PAGES: "verification",
}
COLUMNS, GUTTER = 4, 24
"""How many figures stand side by side at most, and the room between them."""
AROUND = 2 * 18 + 2 * 15 + 14
"""What page, card and scroll bar take of the width."""
SHORT_FIGURE = 170
"""The room of a figure that is no moment: its title, in any language."""
LONGEST = "2026-11-22 22:40:54 +01:00"


class OverviewView(View):
    """One card for every source of the repository."""

    name = "overview"
    icon = "overview"
    per_source = False

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._scroll = Scrolling()
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        self.cards: dict[str, Card] = {}
        self._expiry: dict[str, ExpireReport] = {}
        self._expiry_labels: dict[str, tuple[QPushButton, QLabel]] = {}
        self._columns = COLUMNS
        self._doing: list[tuple[QPushButton, str, str]] = []
        self._asked: Call | None = None
        self._asked_for: RepositorySnapshot | None = None
        context.actions.changed.connect(self._allow)

    def show_snapshot(self, snapshot: RepositorySnapshot | None) -> None:
        if snapshot is not self._asked_for:
            self._ask_rules(snapshot)
        focused = self._focused()
        self._draw(snapshot)
        card = self.cards.get(focused[0])
        again = card.findChild(QPushButton, focused[1]) if card is not None else None
        if again is not None:
            again.setFocus()

    @property
    def _figures(self) -> Figures:
        return Figures(self.context, self._asked_for, self._expiry)

    def _focused(self) -> tuple[str, str]:
        """The source and the name of the button that has the focus, so that a refresh leaves it there."""
        for name, card in self.cards.items():
            widget = card.focusWidget()
            if widget is not None and widget.hasFocus():
                return name, widget.objectName()
        return "", ""

    def _ask_rules(self, snapshot: RepositorySnapshot | None) -> None:
        """What the retention rules let go of next. Read on a thread: that looks at all WAL."""
        self._asked_for, self._expiry = snapshot, {}
        if self._asked is not None:
            self._asked.forget()
            self._asked = None
        if self.context.workspace.place is None or snapshot is None:
            return
        if any(state.timeline.backups for state in snapshot.sources):
            looking = expire("", self.context.workspace.settings, dry_run=True)
            self._asked = self.context.workspace.query(
                "ask the retention rules", looking, self._show_rules, lambda _: None, owner=self
            )

    def _show_rules(self, reports: list[ExpireReport]) -> None:
        self._expiry = {report.source: report for report in reports}
        for name, (link, detail) in self._expiry_labels.items():
            figure = self._figures.next_expiry(name)
            link.setText(figure.value)
            link.setAccessibleName(f"{figure.title}: {figure.value}. {figure.detail}")
            detail.setText(figure.detail)

    def _draw(self, snapshot: RepositorySnapshot | None) -> None:
        place = self._scroll.verticalScrollBar().value()
        self.cards, self._expiry_labels, self._doing = {}, {}, []
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(14)
        if snapshot is None or not snapshot.sources:
            column.addWidget(self._nothing(), 1)
        else:
            for state in snapshot.sources:
                self.cards[state.name] = self._card(state, snapshot.taken)
                column.addWidget(self.cards[state.name])
            column.addWidget(
                label(
                    self.tr("As of {0}").format(self.context.formats.moment(snapshot.taken)),
                    "muted",
                    wrap=True,
                )
            )
            column.addStretch(1)
        self._scroll.setWidget(page)
        self._scroll.verticalScrollBar().setValue(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = self._columns_for(self.width())
        if columns != self._columns:
            self._columns = columns
            self.show_snapshot(self.snapshot)

    def _columns_for(self, width: int) -> int:
        """As many figures side by side as can be read: the first two of a row may be moments."""
        font = QFont(self.font())
        font.setPixelSize(FIGURE_PIXELS)
        font.setBold(True)
        moment = QFontMetrics(font).horizontalAdvance(LONGEST)
        for columns in range(COLUMNS, 1, -1):
            if 2 * moment + (columns - 2) * SHORT_FIGURE + (columns - 1) * GUTTER + AROUND <= width:
                return columns
        return 1

    def restyle(self) -> None:
        self.show_snapshot(self.snapshot)

    def _nothing(self) -> QWidget:
        known = {action.objectName() for action in self.context.actions}
        steps = [
            (text, self.context.actions.get(name).trigger)
            for name, text in (
                ("source.add", self.tr("Add a source")),
                ("backup.take", self.tr("Take a backup")),
            )
            if name in known
        ]
        return EmptyState(
            self.tr("This repository holds no backup yet"),
            self.tr("Add a database as a source, and take its first backup."),
            *steps,
        )

    def _card(self, state: SourceState, now: datetime) -> Card:
        overview = state.overview
        card = Card()
        card.setObjectName(f"card.{state.name}")
        verdict = StateLabel()
        verdict.show_state(STATES[overview.verdict], self._verdict_text(overview.verdict))
        name = label(state.name, "title", selectable=True)
        step = self._step_button(state)
        others = [
            self._do_button(state, action, text, primary=step is None and action == "backup.take")
            for action, text in (
                ("restore.open", self.tr("Restore...")),
                ("verify.run", self.tr("Verify")),
                ("backup.take", self.tr("Back up")),
            )
            if step is None or step.objectName() != f"do.{action}"
        ]
        shown = [*(one for one in others if one is not None), *([step] if step else [])]
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addLayout(row(name, label(state.timeline.engine_title, "muted"), verdict, 1))
        words.addWidget(label(self.context.words(overview.why), wrap=True, selectable=True))
        head: QHBoxLayout | QVBoxLayout = QHBoxLayout() if self._columns > 1 else QVBoxLayout()
        head.addLayout(words, 1)
        buttons = row(*shown)
        head.addLayout(buttons)
        head.setAlignment(
            buttons, Qt.AlignmentFlag.AlignTop if self._columns > 1 else Qt.AlignmentFlag.AlignLeft
        )
        card.body.addLayout(head)
        if overview.next_step.code is not StepCode.NOTHING:
            card.body.addWidget(
                label(
                    self.tr("Next: {0}").format(self.context.words(overview.next_step.sentence)),
                    "muted",
                    wrap=True,
                    selectable=True,
                )
            )
        card.body.addSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GUTTER)
        grid.setVerticalSpacing(14)
        for number, figure in enumerate(self._figures.of(state, now)):
            grid.addLayout(self._figure(state, figure), number // self._columns, number % self._columns)
        for number in range(self._columns):
            grid.setColumnStretch(number, 1)
            grid.setColumnMinimumWidth(number, SHORT_FIGURE)
        card.body.addLayout(grid)
        card.setAccessibleName(
            f"{state.name}: {self._verdict_text(overview.verdict)}. {self.context.words(overview.why)}"
        )
        return card

    def _figure(self, state: SourceState, figure: Figure) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(label(figure.title, "muted"))
        link = button(figure.value, partial(self._go, state.name, figure), "figure-link")
        link.setObjectName(f"figure.{figure.page}")
        link.setAccessibleName(f"{figure.title}: {figure.value}. {figure.detail}")
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        if figure.state:
            mark = StateLabel()
            mark.show_state(figure.state, "")
            head.addWidget(mark)
        head.addWidget(link)
        head.addStretch(1)
        column.addLayout(head)
        detail = label(figure.detail, "muted", wrap=True)
        column.addWidget(detail)
        if figure.page == "retention":
            self._expiry_labels[state.name] = (link, detail)
        column.addStretch(1)
        return column

    def _verdict_text(self, verdict: Verdict) -> str:
        texts = {
            Verdict.HEALTHY: self.tr("Healthy"),
            Verdict.ATTENTION: self.tr("Needs attention"),
            Verdict.AT_RISK: self.tr("At risk"),
            Verdict.NO_BACKUP: self.tr("No backup"),
        }
        return texts[verdict]

    def _step_button(self, state: SourceState) -> QWidget | None:
        """The one thing to do next as a button, where the window can do it or show it."""
        step = state.overview.next_step
        names = {
            StepCode.TAKE_BACKUP: ("backup.take", self.tr("Take a backup")),
            StepCode.TAKE_FULL_BACKUP: ("backup.full", self.tr("Take a full backup")),
            StepCode.VERIFY: ("verify.run", self.tr("Verify now")),
            StepCode.PROVE_RESTORE: ("restore.drill", self.tr("Prove a restore")),
        }
        if step.code in STEPS_PAGE:
            return button(
                self.tr("Show why"), partial(self._show, state.name, STEPS_PAGE[step.code]), "primary"
            )
        if step.code not in names:
            return None
        action, text = names[step.code]
        return self._do_button(
            state, action, text, primary=True, backup=step.backup, tip=self.context.words(step.sentence)
        )

    def _do_button(
        self,
        state: SourceState,
        action: str,
        text: str,
        *,
        primary: bool = False,
        backup: str | None = None,
        tip: str = "",
    ) -> QWidget | None:
        """A button for an action on a source, where the window has that action."""
        if action not in {known.objectName() for known in self.context.actions}:
            return None
        made = button(text, partial(self._act, state.name, action, backup), "primary" if primary else "")
        made.setObjectName(f"do.{action}")
        self._doing.append((made, action, tip or self.context.actions.hint(action)))
        self._allow()
        return made

    def _allow(self) -> None:
        """Buttons follow their actions: what may be done changes after a card was drawn."""
        for made, action, tip in self._doing:
            reason = self.context.actions.reason(action)
            made.setEnabled(not reason)
            made.setToolTip(reason or tip)

    def _act(self, source: str, action: str, backup: str | None) -> None:
        self.context.selection.propose(Selection(source, backups=(backup,) if backup else ()), self)
        self.context.actions.get(action).trigger()

    def _show(self, source: str, page: str) -> None:
        self.context.selection.change(self, source=source)
        self.context.navigator.open(page)

    def _go(self, source: str, figure: Figure) -> None:
        self.context.selection.change(self, source=source)
        self.context.navigator.open(figure.page, figure.about)
