"""The first page: what was opened lately and how it was, and the ways to begin: open, create, try the demo."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QMargins, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from pagewake.clock import now as clock_now
from pagewake.desk.places import resolve_repository
from pagewake.errors import PagewakeError
from pagewake.insight.verdict import Verdict
from pagewake_gui.context import Context
from pagewake_gui.recents import Recent, forget, pin, recents
from pagewake_gui.widgets.basics import (
    Card,
    StateLabel,
    button,
    clear,
    fill_with_column,
    label,
    row,
    set_role,
)
from pagewake_gui.words import told_error

STATES = {
    Verdict.HEALTHY.value: "good",
    Verdict.ATTENTION.value: "warn",
    Verdict.AT_RISK.value: "bad",
    Verdict.NO_BACKUP.value: "bad",
}
WIDTH = 860


class WelcomeView(QWidget):
    """Shown while no repository is open."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName("welcome")
        column = QVBoxLayout()
        column.setSpacing(14)
        column.addWidget(label(self.tr("Open a repository"), "title"))
        column.addWidget(
            label(
                self.tr(
                    "A repository holds the backups of your databases, their WAL and their history. "
                    "Drop its directory here, or name it:"
                ),
                "muted",
                wrap=True,
            )
        )
        self.place = QLineEdit()
        self.place.setPlaceholderText(self.tr("Directory, s3://bucket/prefix, or a name from the settings"))
        self.place.setAccessibleName(self.tr("Repository"))
        self.place.returnPressed.connect(self._open_typed)
        self.open_button = button(self.tr("Open"), self._open_typed, "primary")
        actions = context.actions
        browse = button(self.tr("Browse..."), actions.get("repository.open").trigger)
        column.addLayout(row(self.place, self.open_button, browse))
        self.problem = label("", "bad", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        self.list = QVBoxLayout()
        self.list.setSpacing(8)
        column.addLayout(self.list)
        column.addWidget(self._begin())
        column.addStretch(1)
        fill_with_column(self, column, WIDTH, QMargins(24, 28, 24, 24), centred=True)
        context.workspace.settings_changed.connect(self._fill)
        context.appearance.changed.connect(self._fill)
        self._fill()

    def _begin(self) -> QWidget:
        """The ways to begin, for somebody who has nothing yet."""
        actions = self.context.actions
        self.demo_button: QPushButton | None = None
        card = Card(self.tr("New here?"))
        for name, text in (
            (
                "demo.open",
                self.tr(
                    "A small database is made, backed up while it changes, restored and compared. "
                    "Takes a few seconds and needs nothing."
                ),
            ),
            (
                "repository.create",
                self.tr("A directory or a bucket that will hold backups, encrypted if you like."),
            ),
            ("source.add", self.tr("Check what a database needs, and when it is to be backed up.")),
        ):
            action = actions.get(name)
            made = button(action.text(), action.trigger)
            made.setObjectName(f"begin.{name}")
            made.setMinimumWidth(190)
            if name == "demo.open":
                self.demo_button = made
            words = label(text, "muted", wrap=True)
            line = row(made, words, spacing=14)
            line.setStretch(1, 1)
            card.body.addLayout(line)
        return card

    def _fill(self) -> None:
        clear(self.list)
        known = recents()
        seen = {one.location for one in known}
        workspace = self.context.workspace
        for name in workspace.settings.repositories:
            place = resolve_repository(name, workspace.settings)
            if place.location not in seen:
                known.append(Recent(place.location, name))
        # Who has nothing yet begins with the demo; everybody else with what they have.
        set_role(self.open_button, "primary" if known else "")
        if self.demo_button is not None:
            set_role(self.demo_button, "" if known else "primary")
        if known:
            self.list.addWidget(label(self.tr("Repositories"), "heading"))
        for one in known:
            self.list.addWidget(self._entry(one))

    def _entry(self, one: Recent) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        state = StateLabel()
        state.show_state(STATES.get(one.verdict, "unknown"), verdict_text(one.verdict))
        state.setMinimumWidth(150)
        title = button(one.name or one.location, partial(self._open, one), "link")
        title.setObjectName(f"recent.{one.location}")
        title.setAccessibleName(self.tr("Open {0}").format(one.name or one.location))
        said = [one.location] if one.name else []
        if one.opened:
            age = self.context.formats.age(clock_now().timestamp() - one.opened)
            said.append(self.tr("opened {0}").format(age))
            said.append(self.tr("%n source(s)", "", one.sources))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(title)
        words.addWidget(label(" · ".join(said), "muted", wrap=True))
        line = QHBoxLayout(card)
        line.setContentsMargins(14, 8, 10, 8)
        line.addWidget(state)
        line.addLayout(words, 1)
        if one.opened:
            text = self.tr("Unpin") if one.pinned else self.tr("Pin")
            line.addWidget(button(text, partial(self._pin, one)), 0, Qt.AlignmentFlag.AlignVCenter)
            line.addWidget(
                button(
                    self.tr("Remove"), partial(self._forget, one), tip=self.tr("Takes it off this list only")
                ),
                0,
                Qt.AlignmentFlag.AlignVCenter,
            )
        return card

    def _open(self, one: Recent) -> None:
        settings = self.context.workspace.settings
        named = one.name and one.name in settings.repositories
        self.context.workspace.open(resolve_repository(one.name if named else one.location, settings))

    def _open_typed(self) -> None:
        try:
            place = resolve_repository(self.place.text(), self.context.workspace.settings)
        except PagewakeError as error:
            self.problem.setText(told_error(error))
            self.problem.show()
            return
        self.context.workspace.open(place)

    def _pin(self, one: Recent) -> None:
        pin(one.location, not one.pinned)
        self._fill()

    def _forget(self, one: Recent) -> None:
        forget(one.location)
        self._fill()


def verdict_text(verdict: str) -> str:
    """How a repository was when it was last open."""
    translate = QCoreApplication.translate
    return {
        Verdict.HEALTHY.value: translate("Welcome", "Healthy"),
        Verdict.ATTENTION.value: translate("Welcome", "Needs attention"),
        Verdict.AT_RISK.value: translate("Welcome", "At risk"),
        Verdict.NO_BACKUP.value: translate("Welcome", "No backup"),
    }.get(verdict, translate("Welcome", "Not opened yet"))
