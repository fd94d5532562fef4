"""Settings: how the window looks and asks; repositories and sources of the settings file, with their policies.

Everything is written into the settings file at once, and what this version does not know in it stays. Where the window
stood and how wide columns were is not a setting: Qt keeps that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from zoneinfo import available_timezones

from PySide6.QtCore import QMargins, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from pagewake import config_edit
from pagewake.clock import now as clock_now
from pagewake.config import LARGEST_FONT, Settings, WindowSettings
from pagewake.desk.places import resolve_repository
from pagewake.jobs import Job
from pagewake.units import rate_text
from pagewake_gui.context import Context
from pagewake_gui.dialogs.confirm import ConfirmDialog
from pagewake_gui.dialogs.keys import KeysDialog
from pagewake_gui.dressing import use_window_settings
from pagewake_gui.formats import Formats, Zone
from pagewake_gui.views.base import View
from pagewake_gui.widgets.basics import Card, Form, button, clear, fill_with_column, label, row
from pagewake_gui.widgets.choices import Number, Tick
from pagewake_gui.widgets.flow import FlowLayout
from pagewake_gui.widgets.limit_card import LimitCard
from pagewake_gui.widgets.policy_card import PolicyCard
from pagewake_gui.widgets.settings_entry import SettingsEntry
from pagewake_gui.words import passphrase_place

WIDTH = 980
SMALLEST_FONT = 7


class SettingsView(View):
    """Cards in a column. Works without a repository."""

    name = "settings"
    icon = "settings"
    per_source = False

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._quiet = False
        self._confirm: ConfirmDialog | None = None
        self._open_source = ""
        self._open_limit = ""
        column = QVBoxLayout()
        column.setSpacing(14)
        column.addWidget(self._look())
        column.addWidget(self._behaviour())
        self.repositories = Card(self.tr("Repositories"))
        self._repository_rows = QVBoxLayout()
        self.repositories.body.addLayout(self._repository_rows)
        names = ("repository.create", "repository.copy", "repository.check")
        self.repositories.body.addLayout(FlowLayout(*map(self._action, names)))
        column.addWidget(self.repositories)
        self.sources = Card(self.tr("Sources"))
        self._source_rows = QVBoxLayout()
        self.sources.body.addLayout(self._source_rows)
        self.sources.body.addLayout(row(self._action("source.add"), 1))
        column.addWidget(self.sources)
        column.addWidget(self._file())
        column.addLayout(row(*(self._action(name) for name in ("help.shortcuts", "help.about")), 1))
        column.addStretch(1)
        fill_with_column(self, column, WIDTH, QMargins(14, 12, 14, 12), centred=False)
        context.workspace.settings_changed.connect(lambda _: self._show())
        self._show()

    def _action(self, name: str) -> QWidget:
        action = self.context.actions.get(name)
        return button(action.text(), action.trigger, tip=self.context.actions.hint(name))

    def _look(self) -> Card:
        card = Card(self.tr("Look"))
        form = _form()
        self.theme = QComboBox()
        for text, data in (
            (self.tr("As the system"), "system"),
            (self.tr("Light"), "light"),
            (self.tr("Dark"), "dark"),
        ):
            self.theme.addItem(text, data)
        self.theme.setAccessibleName(self.tr("Theme"))
        self.theme.activated.connect(lambda _: self._change(theme=self.theme.currentData()))
        form.addRow(self.tr("Theme"), self.theme)
        self.zone = QComboBox()
        self.zone.setEditable(True)
        self.zone.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.zone.setAccessibleName(self.tr("Time zone"))
        self.zone.setMinimumWidth(220)
        self.zone.addItem(self.tr("This machine's"), Zone.LOCAL.value)
        self.zone.addItem("UTC", Zone.UTC.value)
        self.zone.addItem(self.tr("The server's"), Zone.SERVER.value)
        self._completer = completer = QCompleter([], self.zone)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.zone.setCompleter(completer)
        self.zone.activated.connect(lambda _: self._take_zone())
        typed = self.zone.lineEdit()
        assert typed is not None  # it can be edited
        typed.editingFinished.connect(self._take_zone)
        self.zone_told = label("", "muted", wrap=True)
        self.zone_told.setMinimumWidth(420)
        form.addRow(self.tr("Time zone"), self.zone)
        form.addRow("", self.zone_told)
        self.font_size = Number()
        self.font_size.setRange(SMALLEST_FONT - 1, LARGEST_FONT)
        self.font_size.setSpecialValueText(self.tr("as the system"))
        self.font_size.setSuffix(self.tr(" pt"))
        self.font_size.setAccessibleName(self.tr("Font size"))
        self.font_size.valueChanged.connect(
            lambda points: self._change(font_size=points if points >= SMALLEST_FONT else 0)
        )
        form.addRow(self.tr("Font size"), self.font_size)
        self.language = QComboBox()
        for text, data in ((self.tr("As the system"), ""), ("English", "en"), ("Deutsch", "de")):
            self.language.addItem(text, data)
        self.language.setAccessibleName(self.tr("Language"))
        self.language.setProperty("verbatim", ["English", "Deutsch"])  # each in its own language
        self.language.activated.connect(lambda _: self._change(language=self.language.currentData()))
        form.addRow(
            self.tr("Language"), row(self.language, label(self.tr("from the next start on"), "muted"), 1)
        )
        self.motion = self._check(self.tr("Reduced motion: nothing slides or fades"), "reduced_motion")
        form.addRow("", self.motion)
        card.body.addLayout(form)
        # The zone database lies in files.
        self.context.bridge.call(
            "list time zones",
            lambda job: sorted(available_timezones()),
            self._take_zones,
            owner=self,
        )
        return card

    def _behaviour(self) -> Card:
        card = Card(self.tr("Safety"))
        self.confirm = self._check(
            self.tr("A name must be typed before anything is removed"), "confirm_deletion"
        )
        self.read_only = self._check(
            self.tr("Start read-only: look at repositories, change nothing"), "read_only"
        )
        card.body.addWidget(self.confirm)
        card.body.addLayout(row(self.read_only, label(self.tr("from the next start on"), "muted"), 1))
        return card

    def _file(self) -> Card:
        card = Card(self.tr("The settings file"))
        path = self.context.workspace.settings.path
        card.body.addWidget(label(str(path), "code", wrap=True, selectable=True))
        card.body.addWidget(
            label(
                self.tr(
                    "Plain text (TOML), shared with the command line. It may be edited by hand: comments and keys that "
                    "this version does not know are kept. It never holds a secret."
                ),
                "muted",
                wrap=True,
            )
        )
        self.unknown = label("", "warn", wrap=True)
        card.body.addWidget(self.unknown)
        show = button(
            self.tr("Open its directory"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))),
        )
        card.body.addLayout(row(show, 1))
        return card

    def _check(self, text: str, key: str) -> QCheckBox:
        box = Tick(text)
        box.toggled.connect(lambda on: self._change(**{key: on}))
        return box

    # --- what is shown

    def restyle(self) -> None:
        self._tell_zone()

    def _show(self) -> None:
        settings = self.context.workspace.settings
        window = settings.window
        self._quiet = True
        self.theme.setCurrentIndex(self.theme.findData(window.theme))
        index = self.zone.findData(window.zone)
        if index >= 0:
            self.zone.setCurrentIndex(index)
        else:
            self.zone.setEditText(window.zone)
        self.font_size.setValue(window.font_size or self.font_size.minimum())
        self.language.setCurrentIndex(max(0, self.language.findData(window.language)))
        for box, on in (
            (self.motion, window.reduced_motion),
            (self.confirm, window.confirm_deletion),
            (self.read_only, window.read_only),
        ):
            box.setChecked(on)
        self._quiet = False
        self._tell_zone()
        self.unknown.setText(
            self.tr("Not known to this version, and kept: {0}").format(", ".join(settings.unknown))
        )
        self.unknown.setVisible(bool(settings.unknown))
        self._show_repositories(settings)
        self._show_sources(settings)

    def _show_repositories(self, settings: Settings) -> None:
        clear(self._repository_rows)
        for name, known in settings.repositories.items():
            keep = known.passphrase
            where = passphrase_place(keep) if keep is not None else self.tr("no passphrase named")
            self._repository_rows.addWidget(
                SettingsEntry(
                    name,
                    " · ".join(
                        (
                            known.location,
                            where,
                            self._limit_text(known.bandwidth),
                            self._trash_text(known.trash),
                        )
                    ),
                    (self.tr("Open"), partial(self._open, name)),
                    (self.tr("Keys..."), partial(self._show_keys, name)),
                    (self.tr("Bandwidth and trash"), partial(self._toggle_limit, name)),
                    (self.tr("Take out..."), partial(self._ask_removal, "repositories", name)),
                )
            )
            if name == self._open_limit:
                self._repository_rows.addWidget(LimitCard(known, self._save_limit))
        if not settings.repositories:
            self._repository_rows.addWidget(label(self.tr("No repository is named yet."), "muted"))

    def _show_sources(self, settings: Settings) -> None:
        clear(self._source_rows)
        for name, known in settings.sources.items():
            repository = known.repository or self.tr("no repository")
            self._source_rows.addWidget(
                SettingsEntry(
                    name,
                    " · ".join(filter(None, (known.location, known.engine, repository))),
                    (self.tr("Schedule and retention"), partial(self._toggle_source, name)),
                    (self.tr("Take out..."), partial(self._ask_removal, "sources", name)),
                )
            )
            if name == self._open_source:
                self._source_rows.addWidget(PolicyCard(known, self._save_policy))
        if not settings.sources:
            self._source_rows.addWidget(label(self.tr("No source is named yet."), "muted"))

    def _tell_zone(self) -> None:
        formats = self.context.formats
        moment = clock_now()
        text = self.tr("Now: {0}. Kept is always UTC: {1}").format(
            formats.moment(moment), Formats(formats.locale, Zone.UTC).moment(moment)
        )
        appearance = self.context.appearance
        note = appearance.server_note if appearance.look.zone == Zone.SERVER else ""
        self.zone_told.setText("\n".join(filter(None, (note, text))))

    def _take_zones(self, names: list[str]) -> None:
        self._quiet = True
        text = self.zone.currentText()
        for name in names:
            if name != "UTC":
                self.zone.addItem(name, name)
        self._completer.setModel(self.zone.model())
        self.zone.setProperty("verbatim", names)
        found = self.zone.findText(text)
        if found >= 0:
            self.zone.setCurrentIndex(found)
        self._quiet = False

    def _take_zone(self) -> None:
        index = self.zone.findText(self.zone.currentText(), Qt.MatchFlag.MatchFixedString)
        if index >= 0:
            self._change(zone=self.zone.itemData(index))
        elif not self._quiet:
            self.zone_told.setText(
                self.tr("▲ There is no time zone {0} on this machine.").format(self.zone.currentText())
            )

    # --- what is changed

    def _change(self, **parts: Any) -> None:
        """Take over a change at once, and write it."""
        workspace = self.context.workspace
        if self._quiet:
            return
        window: WindowSettings = replace(workspace.settings.window, **parts)
        if window == workspace.settings.window:
            return
        workspace.settings = replace(workspace.settings, window=window)
        use_window_settings(self.context.appearance, window)
        path = workspace.settings.path
        self._write("save the settings", lambda job: config_edit.change_window(path, window))

    def _save_policy(self, name: str, schedule: Any, retention: Any) -> None:
        path = self.context.workspace.settings.path
        self._open_source = ""
        self._write("save the policy", lambda job: config_edit.change_policy(path, name, schedule, retention))

    def _limit_text(self, bandwidth: int | None) -> str:
        if bandwidth is None:
            return self.tr("no limit")
        return self.tr("at most {0}").format(self.context.words(rate_text(bandwidth)))

    def _toggle_limit(self, name: str) -> None:
        self._open_limit = "" if self._open_limit == name else name
        self._show_repositories(self.context.workspace.settings)

    def _trash_text(self, grace: timedelta) -> str:
        return self.tr("the trash keeps {0}").format(self.context.formats.duration(grace.total_seconds()))

    def _save_limit(self, name: str, bandwidth: int | None, trash: timedelta) -> None:
        path = self.context.workspace.settings.path
        self._open_limit = ""
        self._write(
            "save the repository",
            lambda job: config_edit.change_repository(path, name, bandwidth=bandwidth, trash=trash),
        )

    def _ask_removal(self, kind: str, name: str) -> None:
        path = self.context.workspace.settings.path
        lines = [
            self.tr("It is taken out of the settings file. No backup and no database is touched."),
        ]
        dialog = ConfirmDialog(
            self.tr("Take {0} out of the settings").format(name),
            lines,
            "",
            self.tr("Take out"),
            lambda: self._write("save the settings", lambda job: config_edit.remove(path, kind, name)),
            self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._confirm = dialog
        dialog.open()

    def _write(self, kind: str, work: Callable[[Job], Settings]) -> None:
        self.context.bridge.call(
            kind, work, self.context.workspace.use_settings, self._not_written, owner=self
        )

    def _not_written(self, error: Exception) -> None:
        self.context.notices.fail(error, self.tr("The settings were not saved"))

    def _open(self, name: str) -> None:
        self.context.workspace.open(resolve_repository(name, self.context.workspace.settings))
        self.context.navigator.open("overview")

    def _show_keys(self, name: str) -> None:
        dialog = KeysDialog(self.context, resolve_repository(name, self.context.workspace.settings), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _toggle_source(self, name: str) -> None:
        self._open_source = "" if self._open_source == name else name
        self._show_sources(self.context.workspace.settings)


def _form() -> Form:
    form = Form()
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
    return form
