"""A page as PDF, with what Qt has: for `pagewake report --output FILE.pdf` and for the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

FOOT_MM = 8
RESOLUTION = 150
INK, QUIET = "#1b1f26", "#555e6c"
MOST_HEADINGS = 200
"""So many headings are kept with what follows them; each one moved lays the document out again."""
_kept: list[QGuiApplication] = []


def write_pdf(html: str, path: Path) -> None:
    """Write a page of HTML as PDF, A4 across. Raises OSError."""
    if QGuiApplication.instance() is None:  # on the command line: fonts need one, a screen is not needed
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _kept.append(QGuiApplication(sys.argv[:1]))
    with path.open("wb"):  # an error of the file is told by its name, where Qt would only say no
        pass
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    writer.setPageMargins(QMarginsF(12, 12, 12, 12), QPageLayout.Unit.Millimeter)
    writer.setResolution(RESOLUTION)
    writer.setCreator("Pagewake")
    events = QEventLoop()  # laying out starts timers, for which a thread of Python's own has no dispatcher
    document = QTextDocument()
    document.setHtml(html)
    paint_document(document, writer)
    events.processEvents()
    del writer, document
    if not path.stat().st_size:
        raise OSError("nothing was written")


def paint_document(document: QTextDocument, writer: QPdfWriter) -> None:
    """All pages, with their numbers. Qt's own printing adds margins to the margins, and breaks words in two."""
    foot = FOOT_MM / 25.4 * RESOLUTION
    page = QSizeF(writer.width(), writer.height() - foot)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    document.setDefaultTextOption(option)
    document.setDocumentMargin(0)
    layout = document.documentLayout()
    layout.setPaintDevice(writer)
    document.setPageSize(page)
    _keep_headings(document, page.height())
    look = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(INK))  # paper is white in every theme
    look.palette = palette
    pages = document.pageCount()
    painter = QPainter(writer)
    for number in range(pages):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * page.height())
        look.clip = QRectF(0, number * page.height(), page.width(), page.height())
        painter.setClipRect(look.clip)
        layout.draw(painter, look)
        painter.restore()
        painter.setPen(QColor(QUIET))
        below = QRectF(0, page.height(), page.width(), foot)
        painter.drawText(
            below, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom), f"{number + 1} / {pages}"
        )
    painter.end()


def _keep_headings(document: QTextDocument, height: float) -> None:
    """No heading is left alone at the foot of a page."""
    layout, block, kept = document.documentLayout(), document.begin(), 0
    while block.isValid() and kept < MOST_HEADINGS:
        following = block.next()
        if block.blockFormat().headingLevel() and following.isValid():
            kept += 1
            top, next_ = layout.blockBoundingRect(block).top(), layout.blockBoundingRect(following).bottom()
            if top // height != next_ // height and top % height > 1:
                cursor, before = QTextCursor(block), QTextBlockFormat()
                before.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                cursor.mergeBlockFormat(before)
        block = following
