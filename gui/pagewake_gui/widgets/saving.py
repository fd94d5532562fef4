"""Saving bytes as a file: asks where to, writes on a thread, and says so."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from pagewake.desk.saving import save_bytes
from pagewake_gui.context import Context

translate = QCoreApplication.translate


def save(context: Context, parent: QWidget, suggested: str, content: bytes) -> None:
    """Ask where to, and write there."""
    chosen, _ = QFileDialog.getSaveFileName(parent, translate("Saving", "Save"), suggested)
    if chosen:
        write(context, parent, Path(chosen), content)


def write(context: Context, owner: QWidget, path: Path, content: bytes) -> None:
    """Write a new file, or one that the user chose to replace, on a thread; nothing is said once `owner` is gone."""
    context.bridge.call(
        "save",
        lambda job: save_bytes(path, content),
        lambda saved: context.notices.say(translate("Saving", "Written to {0}.").format(saved)),
        lambda error: context.notices.fail(error, translate("Saving", "Saving {0}").format(path)),
        owner=owner,
    )
