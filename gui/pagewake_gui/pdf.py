"""A page as PDF, with what Qt has: for `pagewake report --output FILE.pdf` and for the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMarginsF
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPdfWriter, QTextDocument

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
    writer.setResolution(150)
    writer.setCreator("Pagewake")
    events = QEventLoop()  # laying out starts timers, for which a thread of Python's own has no dispatcher
    document = QTextDocument()
    document.setHtml(html)
    document.print_(writer)
    events.processEvents()
    del writer, document
    if not path.stat().st_size:
        raise OSError("nothing was written")
