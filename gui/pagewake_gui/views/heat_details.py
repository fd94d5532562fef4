"""What is known of the selected cell: its blocks, the WAL and the backups that touched it, bad pages in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pagewake.insight.heat_values import CellStory, StretchTouch, Touched
from pagewake.lsn import LsnStyle
from pagewake_gui.context import Context
from pagewake_gui.formats import plural
from pagewake_gui.selection import PageBrush
from pagewake_gui.widgets.basics import Card, Scrolling, StateLabel, button, clear, label, row

SHOWN = 6


class HeatDetails(Scrolling):
    """Shows a `CellStory`. Signals: `page_asked()`, `link_asked()`, `backup_asked(id)`."""

    page_asked = Signal()
    link_asked = Signal()
    backup_asked = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._card = Card(self.tr("Selected blocks"))
        self._body = QVBoxLayout()
        self._body.setSpacing(3)
        self._card.body.addLayout(self._body)
        self._card.body.addStretch(1)
        self.setWidget(self._card)
        self.story: CellStory | None = None
        self._several: tuple[tuple[str, ...], PageBrush, Touched] | None = None
        self._style = LsnStyle.DECIMAL
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing is selected."""
        self.story = self._several = None
        clear(self._body)
        self._body.addWidget(
            label(self.tr("Click a cell, or hold Shift and drag over blocks."), "muted", wrap=True)
        )

    def show_waiting(self, place: str) -> None:
        """What is asked for is on its way."""
        self.story = self._several = None
        clear(self._body)
        self._body.addWidget(label(place, "heading", wrap=True, selectable=True))
        self._body.addWidget(label(self.tr("Reading ..."), "muted"))

    def show_story(self, story: CellStory, style: LsnStyle) -> None:
        """Show what is known."""
        self.story, self._style, self._several = story, style, None
        clear(self._body)
        formats = self._context.formats
        if story.block == story.last_block:
            title = self.tr("{0} block {1}").format(story.name, formats.count(story.block))
        else:
            title = self.tr("{0} blocks {1} to {2}").format(
                story.name, formats.count(story.block), formats.count(story.last_block)
            )
        self._body.addWidget(label(title, "heading", wrap=True, selectable=True))
        for text in self._facts(story):
            self._body.addWidget(label(text, wrap=True, selectable=True))
        if story.bad_in:
            state = StateLabel()
            state.show_state("bad", self.tr("Bad pages in %n backups", "", len(story.bad_in)))
            self._body.addWidget(state)
        buttons = [button(self.tr("Show in all views"), self.link_asked.emit)]
        if story.block == story.last_block:
            buttons.insert(0, button(self.tr("Inspect page"), self.page_asked.emit, "primary"))
        self._body.addLayout(row(*buttons, 1))
        self._add_stretches(story.stretches, story.more)
        self._add_versions(story)

    def show_several(self, names: Sequence[str], brush: PageBrush, found: Touched, style: LsnStyle) -> None:
        """Show ranges of blocks of several relations, and what touched any of them."""
        self.story, self._style, self._several = None, style, (tuple(names), brush, found)
        clear(self._body)
        formats = self._context.formats
        title = self.tr("{0} block(s) in {1}", "", plural(brush.blocks)).format(
            formats.count(brush.blocks), self.tr("%n range(s)", "", len(names))
        )
        self._body.addWidget(label(title, "heading", wrap=True, selectable=True))
        for name, part in list(zip(names, brush.parts, strict=True))[: 2 * SHOWN]:
            text = self.tr("{0} blocks {1} to {2}").format(
                name, formats.count(part.first), formats.count(part.end - 1)
            )
            self._body.addWidget(label(text, wrap=True, selectable=True))
        if len(names) > 2 * SHOWN:
            self._body.addWidget(label(self.tr("and %n more", "", len(names) - 2 * SHOWN), "muted"))
        self._body.addLayout(row(button(self.tr("Show in all views"), self.link_asked.emit), 1))
        self._add_stretches(found.stretches, found.more)
        if found.backups:
            self._body.addWidget(label(self.tr("Backups that stored them anew"), "heading"))
            for backup in found.backups[::-1][:SHOWN]:
                self._body.addWidget(button(backup, partial(self.backup_asked.emit, backup), "link"))

    def restyle(self) -> None:
        """Another zone."""
        if self.story is not None:
            self.show_story(self.story, self._style)
        elif self._several is not None:
            self.show_several(*self._several, self._style)

    def _facts(self, story: CellStory) -> list[str]:
        formats = self._context.formats
        if not story.changes:
            return [self.tr("Not changed, as far as WAL is known.")]
        found = [
            self.tr("Changed {0} time(s)", "", plural(story.changes)).format(formats.count(story.changes))
        ]
        if story.last_block > story.block:
            blocks = story.last_block - story.block + 1
            found.append(
                self.tr("{0} of {1} block(s) changed", "", plural(blocks)).format(
                    formats.count(story.changed_blocks), formats.count(blocks)
                )
            )
        if story.last_lsn is not None:
            found.append(
                self.tr("Last by {0}, LSN {1}").format(
                    formats.moment(story.last_time), self._style.text(story.last_lsn)
                )
            )
        return found

    def _add_stretches(self, stretches: Sequence[StretchTouch], older: bool) -> None:
        if not stretches:
            return
        formats = self._context.formats
        self._body.addWidget(label(self.tr("WAL that touched it"), "heading"))
        for touch in stretches[:SHOWN]:
            said = self.tr("{0} to {1}, {2} change(s)", "", plural(touch.changes)).format(
                self._style.text(touch.first_lsn),
                self._style.text(touch.end_lsn),
                formats.count(touch.changes),
            )
            shown = label(said, wrap=True, selectable=True)
            shown.setToolTip(f"{touch.name}\n{formats.moment(touch.last_time)}")
            self._body.addWidget(shown)
        if len(stretches) > SHOWN or older:
            self._body.addWidget(label(self.tr("and older ones"), "muted"))

    def _add_versions(self, story: CellStory) -> None:
        if not story.versions:
            return
        formats = self._context.formats
        self._body.addWidget(label(self.tr("Versions in backups"), "heading"))
        for version in reversed(story.versions[-SHOWN:]):
            link = button(
                formats.moment(version.taken),
                lambda backup=version.backup: self.backup_asked.emit(backup),  # type: ignore[misc]
                "link",
                version.backup,
            )
            self._body.addWidget(link)
