"""Finds the zone of the server that the shown source is on, where times are to be shown in that."""

from __future__ import annotations

from PySide6.QtCore import QObject

from pagewake.desk.zones import ServerZone, server_zone
from pagewake.errors import Cancelled
from pagewake_gui.bridge import Call
from pagewake_gui.context import Context
from pagewake_gui.formats import Zone
from pagewake_gui.words import told, told_error

Key = tuple[str, str, str]
"""Repository, source, and the newest backup, which says what the zone is."""


class ServerZoneFollower(QObject):
    """Asks for it when the source, its newest backup or the choice changes, and tells the appearance.

    Where it is not known, times are in UTC, and that is said.
    """

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._known: dict[Key, ServerZone] = {}
        self._asked: tuple[bool, Key | None] = False, None
        self._call: Call | None = None
        context.workspace.snapshot_changed.connect(lambda _: self.follow())
        context.selection.changed.connect(lambda *_: self.follow())
        context.appearance.changed.connect(self.follow)

    def _text(self, zone: ServerZone | None) -> str:
        """What there is to say about it."""
        if zone is None:
            return self.tr("Whose server is not known before a source is shown: times are in UTC.")
        if zone.here:
            return self.tr("{0} has no server: its time zone is that of this machine.").format(zone.source)
        if zone.name:
            return self.tr("The server of {0} is in {1}.").format(zone.source, zone.name)
        why = told(zone.problem)
        return self.tr("▲ The time zone of the server of {0} is not known: {1}. Times are in UTC.").format(
            zone.source, why
        )

    def follow(self) -> None:
        """Look whether another zone is meant now, and ask for it if it is not known."""
        wanted = self._context.appearance.look.zone == Zone.SERVER
        key = self._key() if wanted else None
        if (wanted, key) == self._asked:
            return
        self._asked = wanted, key
        if self._call is not None:
            self._call.forget()
            self._call = None
        if key is None or key in self._known:
            if wanted:
                self._show(self._known[key] if key is not None else None)
            return
        source = key[1]

        def found(zone: ServerZone) -> None:
            self._call = None
            self._known[key] = zone
            self._show(zone)

        def failed(error: Exception) -> None:
            self._call = None
            if not isinstance(error, Cancelled):
                self._show(ServerZone(source, problem=told_error(error).rstrip(".")))

        self._call = self._context.workspace.query(
            "ask for the server's time zone", server_zone(source), found, failed, owner=self
        )

    def _show(self, zone: ServerZone | None) -> None:
        name, text = "", self._text(zone)
        if zone is not None:
            name = Zone.LOCAL.value if zone.here else zone.name
        self._context.appearance.use_server_zone(name, text)
        if zone is not None and zone.problem:
            short = self.tr("The time zone of the server of {0} is not known: times are in UTC.")
            self._context.notices.say(short.format(zone.source))

    def _key(self) -> Key | None:
        """What is shown now; None where no source is."""
        snapshot = self._context.workspace.snapshot
        if snapshot is None or not snapshot.sources:
            return None
        state = snapshot.source(self._context.selection.now.source) or snapshot.sources[0]
        kept = state.timeline.kept
        return snapshot.id, state.name, kept[-1].id if kept else ""
