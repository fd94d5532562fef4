"""An error in its full shape: what happened, what it means for the data, what to do, and the details to copy."""

from __future__ import annotations

import traceback
from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from pagewake.errors import PagewakeError
from pagewake_gui.widgets.basics import WrappedCard, button, label, row, set_role
from pagewake_gui.words import told


def error_details(error: BaseException) -> str:
    """Code, object and the chain of causes, as text without secrets (errors never hold any)."""
    lines = []
    if isinstance(error, PagewakeError):
        lines += [f"{error.code} {error.object_name}".rstrip(), error.what, error.meaning, error.advice]
        cause = error.__cause__
        while cause is not None:
            lines.append(f"because of {type(cause).__name__}: {cause}")
            cause = cause.__cause__
    else:
        lines += traceback.format_exception(error)
    return "\n".join(line.rstrip() for line in lines if line)


class ErrorPanel(WrappedCard):
    """Shows one error. `actions` are buttons beside Copy: (text, what it does); `primary`: the first is the way on."""

    def __init__(
        self,
        error: BaseException,
        doing: str = "",
        *actions: tuple[str, Callable[[], object]],
        primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        set_role(self, "alert")
        self.error = error
        column = self.body
        known = isinstance(error, PagewakeError)
        what = told(error.what) if isinstance(error, PagewakeError) else str(error) or type(error).__name__
        where = told(error.object_name) if isinstance(error, PagewakeError) else ""
        title = f"■ {doing}: {what}" if doing else f"■ {what[:1].upper()}{what[1:]}"
        column.addWidget(label(title, "bad", wrap=True, selectable=True))
        if where:
            column.addWidget(label(where, "code", wrap=True, selectable=True))
        if isinstance(error, PagewakeError):
            if error.meaning:
                column.addWidget(label(told(error.meaning), wrap=True, selectable=True))
            if error.advice:
                column.addWidget(label(told(error.advice), wrap=True, selectable=True))
        else:
            column.addWidget(
                label(
                    self.tr("This is a defect of Pagewake. Backups and their data are as they were."),
                    wrap=True,
                )
            )
        self._details = QPlainTextEdit(error_details(error))
        self._details.setReadOnly(True)
        self._details.setVisible(not known)
        self._details.setMaximumHeight(180)
        self._details.setAccessibleName(self.tr("Details of the error"))
        column.addWidget(self._details)
        code = error.code if isinstance(error, PagewakeError) else ""
        column.addLayout(
            row(
                *(
                    button(text, run, "primary" if primary and not at else "")
                    for at, (text, run) in enumerate(actions)
                ),
                button(self.tr("Details"), self._toggle),
                button(self.tr("Copy"), self.copy),
                1,
                label(code, "muted", selectable=True),
            )
        )
        self.setAccessibleName(title)

    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self._details.toPlainText())

    def _toggle(self) -> None:
        self._details.setVisible(not self._details.isVisible())
