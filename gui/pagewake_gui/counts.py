"""How many there are of something, in the right plural: for texts of modules that are no objects of Qt.

What collects the window's texts knows plural forms only of `tr`, so they are all here.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QObject

from pagewake_gui.formats import Formats, plural


class Counts(QObject):
    """Writes counts with the digits of `formats`."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._count = formats.count

    def backups(self, count: int) -> str:
        """Backups."""
        return self.tr("{0} backup(s)", "", plural(count)).format(self._count(count))

    def timelines(self, count: int) -> str:
        """Timelines of the database."""
        return self.tr("{0} timeline(s)", "", plural(count)).format(self._count(count))

    def gaps(self, count: int) -> str:
        """Gaps in the WAL."""
        return self.tr("{0} gap(s)", "", plural(count)).format(self._count(count))

    def restore_points(self, count: int) -> str:
        """Named restore points."""
        return self.tr("{0} restore point(s)", "", plural(count)).format(self._count(count))

    def records(self, count: int) -> str:
        """Records of the WAL."""
        return self.tr("{0} record(s)", "", plural(count)).format(self._count(count))

    def commits(self, count: int) -> str:
        """Commits."""
        return self.tr("{0} commit(s)", "", plural(count)).format(self._count(count))

    def checkpoints(self, count: int) -> str:
        """Checkpoints."""
        return self.tr("{0} checkpoint(s)", "", plural(count)).format(self._count(count))

    def images(self, count: int) -> str:
        """Full-page images."""
        return self.tr("{0} full-page image(s)", "", plural(count)).format(self._count(count))

    def blocks_changed(self, count: int) -> str:
        """Blocks that changed."""
        return self.tr("{0} block(s) changed", "", plural(count)).format(self._count(count))

    def older_left_out(self, count: int) -> str:
        """Stretches of WAL that a chart of others does not hold."""
        return self.tr("{0} older stretch(es) left out: zoom into them", "", plural(count)).format(
            self._count(count)
        )

    def unread(self, count: int) -> str:
        """Summaries that could not be read."""
        return self.tr("▲ {0} summary(ies) could not be read", "", plural(count)).format(self._count(count))

    def files(self, count: int) -> str:
        """Files."""
        return self.tr("{0} file(s)", "", plural(count)).format(self._count(count))

    def pieces(self, count: int) -> str:
        """Pieces of WAL."""
        return self.tr("{0} piece(s) of WAL", "", plural(count)).format(self._count(count))

    def others(self, name: str, count: int) -> str:
        """One of several by its name, and how many others there are."""
        return self.tr("{0} and {1} other(s)", "", plural(count)).format(name, self._count(count))

    def times_changed(self, value: float, said: str) -> str:
        """How often a block changed; `said` is the number as it is written."""
        return self.tr("changed {0} time(s)", "", plural(math.ceil(value))).format(said)

    def times_changed_at_most(self, value: float, said: str) -> str:
        """How often the most changed one of several blocks changed; `said` is the number as it is written."""
        return self.tr("one block up to {0} time(s) changed", "", plural(math.ceil(value))).format(said)

    def rows(self, count: int) -> str:
        """Rows of a table."""
        return self.tr("{0} row(s)", "", plural(count)).format(self._count(count))

    def pages(self, count: int) -> str:
        """Pages."""
        return self.tr("{0} page(s)", "", plural(count)).format(self._count(count))

    def tables(self, count: int) -> str:
        """Tables of a database."""
        return self.tr("{0} table(s)", "", plural(count)).format(self._count(count))

    def objects(self, count: int) -> str:
        """Objects that were checked and are not listed."""
        return self.tr("{0} object(s)", "", plural(count)).format(self._count(count))

    def checks(self, count: int) -> str:
        """Checks of a proof."""
        return self.tr("{0} check(s)", "", plural(count)).format(self._count(count))

    def cluster(self, count: int, kinds: str, begin: str, end: str) -> str:
        """Backups that a chart shows as one."""
        text = self.tr("{0} backup(s) ({1}) from {2} to {3}; click opens them", "", plural(count))
        return text.format(self._count(count), kinds, begin, end)
