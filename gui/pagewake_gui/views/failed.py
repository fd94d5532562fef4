"""What covers the pages while a repository cannot be opened: that it is locked, or the error in full."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pagewake.errors import PassphraseError, RepositoryMissing, WrongPassphrase
from pagewake_gui.context import Context
from pagewake_gui.widgets.empty import EmptyState
from pagewake_gui.widgets.error_panel import ErrorPanel

translate = QCoreApplication.translate


def failed_cover(context: Context, error: Exception) -> QWidget:
    """The cover, with the way on as its first button."""
    workspace, place = context.workspace, context.workspace.place
    known = {action.objectName() for action in context.actions}
    close = (translate("MainWindow", "Close"), workspace.close)
    asks = isinstance(error, PassphraseError | WrongPassphrase) and "passphrase.ask" in known
    again = [(translate("MainWindow", "Try again"), lambda: workspace.open(place))] if place else []
    if asks:
        ask = context.actions.get("passphrase.ask").trigger
        again = [(translate("MainWindow", "Enter the passphrase"), ask)]
    if asks and type(error) is PassphraseError and place is not None and place.passphrase is None:
        return EmptyState(  # nothing failed: nobody has said yet what opens it
            translate("MainWindow", "The repository is encrypted"),
            translate("MainWindow", "Its passphrase or its recovery key opens it."),
            *again,
            close,
        )
    if isinstance(error, RepositoryMissing) and "repository.create" in known:
        create = context.actions.get("repository.create")
        again.append((create.text(), create.trigger))
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(60, 40, 60, 40)
    doing = translate("MainWindow", "Opening failed")
    column.addWidget(ErrorPanel(error, doing, *again, close, primary=bool(again)))
    column.addStretch(1)
    return page
