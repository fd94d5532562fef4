"""A field for a word that is typed before anything is removed or overwritten, so that no slip does it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget


class TypedWord(QLineEdit):
    """Asks for one word; an empty one needs no typing."""

    def __init__(self, word: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask_for(word)

    def ask_for(self, word: str) -> None:
        """Ask for this word from now on; what is typed stays."""
        self.word = word
        self.title = self.tr("Type {0} to confirm").format(word)
        self.setAccessibleName(self.title)
        self.setPlaceholderText(word)

    @property
    def done(self) -> bool:
        """Whether it is typed."""
        return self.text().strip() == self.word

    @property
    def problem(self) -> str:
        """What is to be done yet; empty once it is typed, or where there is nothing to type."""
        return "" if not self.word or self.done else self.tr("Type {0} to confirm.").format(self.word)
