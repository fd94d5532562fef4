"""Playing the heat map: from each backup to the next one, a step at a time or by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pagewake_gui.widgets.basics import button, label

STAY_MS = 1200
"""So long a picture stays before the next one comes, counted from when it is there."""


class HeatPlayback(QWidget):
    """Three buttons, and where it is. `wanted(row)`: show what changed between the backup before that row and it.

    Left and right on the buttons go a step; it stops by itself at the newest backup, when it is hidden, and when
    `stop` is called, as everybody does who asks for something else.
    """

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row, self._count = 0, 0
        self.earlier = button("◀", lambda: self.step(-1), tip=self.tr("One backup back (Left)"))
        self.play = button(self.tr("Play"), self.toggle, tip=self.tr("From backup to backup by itself"))
        self.later = button("▶", lambda: self.step(1), tip=self.tr("One backup on (Right)"))
        for one in (self.earlier, self.later):
            one.setAccessibleName(one.toolTip())
        self._place = label("", "muted")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAY_MS)
        self._timer.timeout.connect(self._next)
        self._playing = False
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for part in (self.earlier, self.play, self.later, self._place):
            line.addWidget(part)
            part.installEventFilter(self)

    @property
    def playing(self) -> bool:
        """Whether it goes on by itself."""
        return self._playing

    def show_place(self, row: int, count: int) -> None:
        """The second of the two backups that are compared, and how many there are."""
        self._row, self._count = row, count
        self.earlier.setEnabled(row > 1)
        self.later.setEnabled(row + 1 < count)
        self.play.setEnabled(count > 1)
        self._place.setText(self.tr("{0} of {1}").format(row, max(count - 1, 0)) if row > 0 else "")

    def arrived(self) -> None:
        """The picture that was asked for is there."""
        if self._playing and self._row + 1 < self._count:
            self._timer.start()
        else:
            self.stop()

    def step(self, by: int) -> None:
        """Go a backup on, or back, and stand there."""
        self.stop()
        self._go(self._row + by)

    def toggle(self) -> None:
        """Play, from the first backup on where the newest is shown; or stop."""
        if self._playing:
            self.stop()
            return
        self._playing = True
        self.play.setText(self.tr("Stop"))
        self._go(self._row + 1 if self._row + 1 < self._count else 1)

    def stop(self) -> None:
        """Stand still."""
        self._playing = False
        self._timer.stop()
        self.play.setText(self.tr("Play"))

    def hideEvent(self, event: QHideEvent) -> None:
        self.stop()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
            if by and not event.modifiers():
                self.step(by)
                return True
        return super().eventFilter(watched, event)

    def _next(self) -> None:
        self._go(self._row + 1)

    def _go(self, row: int) -> None:
        if 1 <= row < self._count:
            self.wanted.emit(row)
