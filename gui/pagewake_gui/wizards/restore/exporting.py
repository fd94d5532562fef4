"""A restore on paper: as JSON, as a page of HTML, or as PDF. Runs on a thread of its own."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtGui import QPageSize, QPdfWriter, QTextDocument

from pagewake.desk.restore_document import Json, restore_page
from pagewake.desk.restoring import PreparedRestore


def export_restore(
    path: Path, prepared: PreparedRestore, document: Json, *, title: str, repository: str, command: str
) -> None:
    """Write a document in the form that the file's name asks for (HTML if it asks for none). Raises OSError."""
    if path.suffix.lower() == ".json":
        path.write_text(json.dumps(document, indent=2) + "\n", "utf-8")
        return
    page = restore_page(prepared, document, title=title, repository=repository, command=command)
    if path.suffix.lower() != ".pdf":
        path.write_text(page, "utf-8")
        return
    path.touch()  # Qt says nothing where it cannot write
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setTitle(title)
    text = QTextDocument()
    text.setHtml(page)
    text.print_(writer)
