"""A restore on paper: as JSON, as a page of HTML, or as PDF; and what a widget shows, as a picture."""

from __future__ import annotations

import json

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from pagewake.desk.restore_document import Json, restore_page
from pagewake.desk.restoring import PreparedRestore
from pagewake_gui.pdf import RESOLUTION, paint_document


def export_content(
    ending: str, prepared: PreparedRestore, document: Json, *, title: str, repository: str, command: str
) -> bytes:
    """A document in the form that a file's ending asks for (HTML if it asks for none), to be written on a thread.

    On the window's thread: Qt's text documents belong to the thread that they are made on.
    """
    if ending.lower() == ".json":
        return (json.dumps(document, indent=2) + "\n").encode()
    page = restore_page(prepared, document, title=title, repository=repository, command=command)
    return _pdf(page, title) if ending.lower() == ".pdf" else page.encode()


def picture_of(widget: QWidget, ending: str) -> bytes:
    """What a widget shows, as SVG or (for any other ending) as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if ending.lower() == ".svg":
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(widget.size())
        generator.setViewBox(widget.rect())
        generator.setTitle(widget.accessibleName())
        generator.setDescription(widget.accessibleDescription())
        widget.render(generator)
    else:
        widget.grab().save(buffer, "PNG")
    return bytes(buffer.data().data())


def _pdf(page: str, title: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(14, 14, 14, 14), QPageLayout.Unit.Millimeter)
    writer.setResolution(RESOLUTION)
    writer.setTitle(title)
    text = QTextDocument()
    text.setHtml(page)
    paint_document(text, writer)
    del writer  # only then is the last of it written
    return bytes(buffer.data().data())
