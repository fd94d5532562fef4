"""What is shown where the heat map cannot be: why, and the one thing to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pagewake.desk.heat import HeatStanding
from pagewake_gui.formats import Formats
from pagewake_gui.widgets.empty import EmptyState
from pagewake_gui.widgets.error_panel import ErrorPanel

translate = QCoreApplication.translate


def to_be_built(standing: HeatStanding, formats: Formats, build: Callable[[], object]) -> EmptyState:
    """There is no index yet."""
    missing = standing.state.missing
    said = translate("HeatCovers", "Stretches of WAL to read: {0}; it takes about {1}.")
    return EmptyState(
        translate("HeatCovers", "The heat map has to be built once"),
        said.format(formats.count(missing), formats.duration(standing.seconds)),
        (translate("HeatCovers", "Build the heat map"), build),
    )


def being_built(cancel: Callable[[], object]) -> EmptyState:
    """The index is being built; the strip below shows how far it is."""
    return EmptyState(
        translate("HeatCovers", "The heat map is being built"),
        translate(
            "HeatCovers", "Every stretch of WAL is read once. You can go on with other work meanwhile."
        ),
        (translate("HeatCovers", "Cancel"), cancel),
    )


def without_wal(show_backups: Callable[[], object]) -> EmptyState:
    """The repository holds no WAL of this source."""
    return EmptyState(
        translate("HeatCovers", "No WAL has been archived yet"),
        translate("HeatCovers", "The heat map is made of WAL: it shows which blocks changed, and when."),
        (translate("HeatCovers", "Show the backups"), show_backups),
    )


def failed(error: Exception, again: Callable[[], object]) -> QWidget:
    """It could not be read."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(
        ErrorPanel(
            error,
            translate("HeatCovers", "The heat map cannot be shown"),
            (translate("HeatCovers", "Try again"), again),
        )
    )
    column.addStretch(1)
    return page
