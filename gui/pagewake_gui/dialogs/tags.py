"""The tags of the selected backups: words to find them by, typed with commas between."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from pagewake.desk.commands import tag_command
from pagewake.desk.places import RepositoryPlace
from pagewake.errors import UsageError
from pagewake.repository.tags import MAX_WORDS, words_typed
from pagewake_gui.context import Context
from pagewake_gui.dialogs.task import TaskDialog
from pagewake_gui.widgets.basics import label

Chosen = Callable[[Sequence[str], Sequence[str], Sequence[str]], object]


class TagsDialog(TaskDialog):
    """Shows the tags that all of the backups have, and hands (ids, added words, removed words) on."""

    def __init__(
        self,
        context: Context,
        place: RepositoryPlace,
        tags: Mapping[str, tuple[str, ...]],
        chosen: Chosen,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            self.tr("Tags of %n backup(s)", "", len(tags)),
            self.tr("Save tags"),
            lambda: chosen(tuple(tags), *self.changes()),
            parent,
        )
        self._context, self._place, self._tags = context, place, tags
        every = [set(words) for words in tags.values()]
        self._common = set.intersection(*every)
        some = sorted(set.union(*every) - self._common)
        self.field = QLineEdit(", ".join(sorted(self._common)))
        self.field.setPlaceholderText(self.tr("None"))
        self.field.setAccessibleName(self.tr("Tags, with commas between"))
        self.field.textChanged.connect(lambda _: self.refresh())
        self.form.addRow(
            label(
                self.tr(
                    "Words to find backups by, with commas between. They keep no backup from expiring: hold does that."
                ),
                wrap=True,
            )
        )
        self.form.addRow(self.tr("Tags"), self.field)
        if some:
            self.form.addRow(
                self.tr("Not all of them have"), label(", ".join(some), "muted", wrap=True, selectable=True)
            )
        self.refresh()

    def words(self) -> tuple[str, ...]:
        """The words that were typed. Raises UsageError."""
        return words_typed(self.field.text())

    def changes(self) -> tuple[list[str], list[str]]:
        """The words to add and those to remove. Raises UsageError."""
        wanted = set(self.words())
        return sorted(wanted - self._common), sorted(self._common - wanted)

    def reason(self) -> str:
        try:
            add, remove = self.changes()
        except UsageError as error:
            return self._context.words(str(error.what))
        if not (add or remove):
            return self.tr("Nothing is changed yet.")
        if any(len({*words, *add}.difference(remove)) > MAX_WORDS for words in self._tags.values()):
            return self.tr("A backup can have %n tag(s).", "", MAX_WORDS)
        return ""

    def command(self) -> str:
        return "" if self.reason() else tag_command(self._place, tuple(self._tags), *self.changes())
