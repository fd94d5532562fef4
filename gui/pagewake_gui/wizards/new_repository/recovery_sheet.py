"""The recovery sheet: one page of paper that opens a repository when nobody knows its passphrase any more."""

from __future__ import annotations

import html
import shlex
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from pagewake import __version__
from pagewake.desk.creating import CreatedRepository

_POINTS_AN_INCH = 72


def sheet_html(made: CreatedRepository, when: str) -> str:
    """The page. Everything that is needed to use it stands on it, so that it works without the window."""
    assert made.recovery_key is not None
    translate = QCoreApplication.translate
    key = made.recovery_key.reveal()
    groups = key.split("-")
    middle = len(groups) // 2
    lines = "<br>".join("&nbsp;&nbsp;".join(part) for part in (groups[:middle], groups[middle:]))
    title = translate("RecoverySheet", "Recovery key of a Pagewake repository")
    use = translate(
        "RecoverySheet",
        "Whoever has this sheet and the repository can read every backup in it. Keep it where the database's own "
        "passwords are kept, away from the machine. Type it, with its dashes, where the passphrase is asked for:",
    )
    facts = (
        (translate("RecoverySheet", "Repository"), made.location),
        (translate("RecoverySheet", "Id"), made.id),
        (translate("RecoverySheet", "Made"), when),
        (translate("RecoverySheet", "Version"), f"Pagewake {__version__}"),
    )
    table = "".join(
        f"<tr><td><b>{html.escape(name)}</b>&nbsp;&nbsp;</td><td>{html.escape(value)}</td></tr>"
        for name, value in facts
    )
    command = html.escape(shlex.join(["pagewake", "list", "--repo", made.location]))
    letters = translate(
        "RecoverySheet", "There is no I, L, O or U in it: what looks like them is 1, 1, 0 or V."
    )
    return (
        f"<h1>{html.escape(title)}</h1><table cellspacing='4'>{table}</table>"
        f"<p style='font-family: monospace; font-size: 22pt; font-weight: bold'>{lines}</p>"
        f"<p>{html.escape(letters)}</p><p>{html.escape(use)}</p>"
        f"<p style='font-family: monospace; font-size: 8pt'>{command}</p>"
    )


def write_sheet(made: CreatedRepository, when: str, path: Path) -> None:
    """Write the sheet as a PDF of one A4 page that only its owner can read. Raises OSError."""
    path.touch(mode=0o600)
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout.Unit.Millimeter)
    writer.setTitle("Pagewake recovery key")
    writer.setResolution(_POINTS_AN_INCH)
    document = QTextDocument()
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.setHtml(sheet_html(made, when))
    document.print_(writer)
    del document, writer
    if path.stat().st_size == 0:
        raise OSError(f"the sheet cannot be written to {path}")
