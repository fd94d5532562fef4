"""What the small dialogs that start a job share: a form, the command line, why it cannot start, two buttons."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QWidget

from pagewake_gui.widgets.basics import Form, button, dialog_column, label, row
from pagewake_gui.widgets.command_button import CommandButton
from pagewake_gui.window_state import resize_on_screen


class TaskDialog(QDialog):
    """A dialog that is not modal. Subclasses fill `form` and answer `reason` and `command`, and call `refresh`."""

    def __init__(
        self, title: str, start: str, run: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(620)
        self._run = run
        self.form = Form()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.line = QLineEdit()
        self.line.setReadOnly(True)
        self.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the keyboard begins in the form
        self.line.setProperty("role", "code")
        self.line.setAccessibleName(self.tr("The same on the command line"))
        self._copy = CommandButton(self.command)
        self.why_not = label("", "warn", wrap=True)
        self.start = button(start, self._start, "primary")
        self.start.setDefault(True)
        self.cancel = button(self.tr("Cancel"), self.reject)
        column = dialog_column(self)
        column.addWidget(label(title, "title"))
        column.addLayout(self.form)
        column.addWidget(label(self.tr("The same on the command line"), "muted"))
        column.addLayout(row(self.line, self._copy))
        column.addWidget(self.why_not)
        column.addStretch(1)
        column.addLayout(row(1, self.cancel, self.start))

    def reason(self) -> str:
        """Why it cannot start yet; empty if it can."""
        return ""

    def command(self) -> str:
        """The same on the command line; empty while it cannot be said."""
        return ""

    def refresh(self) -> None:
        """Show what follows from the form as it is now."""
        reason = self.reason()
        self.why_not.setText(f"▲ {reason}" if reason else "")
        self.why_not.setVisible(bool(reason))
        self.start.setEnabled(not reason)
        command = self.command()
        self.line.setText(command)
        self.line.setCursorPosition(0)
        self._copy.setEnabled(bool(command))
        self._grow()

    def _grow(self) -> None:
        """Make room for lines that were hidden before: Qt lets wrapped ones overlap instead."""
        layout = self.layout()
        if layout is None or not self.isVisible():
            return
        layout.activate()
        wanted = layout.totalHeightForWidth(self.width())
        if wanted > self.height():
            resize_on_screen(self, self.width(), wanted)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._grow()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            QTimer.singleShot(0, self, self._grow)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard begins at the top of the form, goes through it, and then to the buttons."""
        super().showEvent(event)
        last = (self._copy, self.cancel, self.start)
        form = [
            widget
            for widget in self.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.focusProxy() is None
            and widget.window() is self  # not the list of a combo box
            and widget not in last
        ]
        for before, after in pairwise([*form, *last]):
            QWidget.setTabOrder(before, after)
        if form:
            form[0].setFocus()
        self._grow()

    def _start(self) -> None:
        if not self.reason():
            self._run()
            self.accept()
