"""Taking the heat map along: pictures, tables, the command that prints the same."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from pagewake.desk.commands import heatmap_command
from pagewake.desk.pages import save_bytes
from pagewake_gui.context import Context

if TYPE_CHECKING:
    from pagewake_gui.views.heatmap import HeatmapView

translate = QCoreApplication.translate


def export_menu(view: HeatmapView) -> QMenu:
    """The menu of the button Export."""
    menu = QMenu(view)
    menu.addAction(translate("HeatExport", "Picture (PNG)"), partial(_picture, view, vectors=False))
    menu.addAction(translate("HeatExport", "Picture (SVG)"), partial(_picture, view, vectors=True))
    menu.addAction(translate("HeatExport", "Cells in sight (CSV)"), partial(_table, view, "csv"))
    menu.addAction(translate("HeatExport", "Cells in sight (JSON)"), partial(_table, view, "json"))
    menu.addSeparator()
    menu.addAction(translate("HeatExport", "Copy as command"), partial(_command, view))
    return menu


def save(context: Context, parent: QWidget, suggested: str, content: bytes) -> None:
    """Ask where to, and write there on a thread."""
    chosen, _ = QFileDialog.getSaveFileName(parent, translate("HeatExport", "Save"), suggested)
    if chosen:
        write(context, parent, Path(chosen), content)


def write(context: Context, parent: QWidget, path: Path, content: bytes) -> None:
    """Write a file on a thread, and say so."""
    context.bridge.call(
        "save",
        lambda job: save_bytes(path, content),
        lambda saved: context.notices.say(translate("HeatExport", "Saved {0}").format(saved)),
        lambda error: context.notices.fail(error, translate("HeatExport", "Saving {0}").format(path)),
        owner=parent,
    )


def _picture(view: HeatmapView, *, vectors: bool) -> None:
    content = view.pane.as_picture(vectors=vectors)
    save(view.context, view, "heatmap.svg" if vectors else "heatmap.png", content)


def _table(view: HeatmapView, kind: str) -> None:
    table = view.pane.as_table()
    text = table.as_csv() if kind == "csv" else table.as_json()
    save(view.context, view, f"heatmap.{kind}", text.encode())


def _command(view: HeatmapView) -> None:
    place, state, sheet = view.context.workspace.place, view.source, view.feed.sheet
    if place is not None and state is not None:
        question = sheet.question if sheet is not None else None
        first = question.first if question is not None else None
        last = question.last if question is not None else None
        QGuiApplication.clipboard().setText(
            heatmap_command(place, state.name, first, last, lsn=state.engine.lsn_style.text)
        )
