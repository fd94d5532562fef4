"""The settings file of a running agent: notices that it was changed, and remembers what of it was last good.

A change is believed when the file has been the same at two looks: an editor that writes in place shows half of it for
a moment. What cannot be understood changes nothing. The jobs of an agent read the settings themselves, so while the
file is not what the agent works by, they are given a copy of that.
"""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

from pagewake.clock import now as clock_now
from pagewake.config import MAX_SETTINGS_BYTES, Settings, load_settings, parse_settings
from pagewake.disk import replace_file
from pagewake.errors import PagewakeError, SettingsError

Mark = tuple[int, int, int]
"""What tells one state of a file from the next: its inode, its size, and when it was written."""
_log = logging.getLogger(__name__)


class SettingsFile:
    """The file that some settings were read from. Used from one thread.

    `copy` is where its last good content is put while the file itself is something else.
    """

    def __init__(self, settings: Settings, copy: Path) -> None:
        self.path = settings.path
        self.error: PagewakeError | None = None
        """Why the file as it is now is not what the agent works by."""
        self.read: datetime = clock_now()
        """When what the agent works by was read."""
        self._copy = copy
        self._copied = False
        self._data = b""
        self._good = self._judged = self._seen = _mark(self.path)
        try:
            self._data = _content(self.path)
            if parse_settings(self._data, self.path) != settings:
                self._judged = None  # changed since: the next look finds it
        except (PagewakeError, OSError) as error:
            if settings.sources or not isinstance(error, FileNotFoundError):  # else there never was a file
                _log.warning("the settings changed while they were read: %s", error)
            self._judged = None

    def changed(self) -> bool:
        """Whether the file is another one than when it was last judged, and has been so for two looks."""
        mark = _mark(self.path)
        settled, self._seen = mark == self._seen, mark
        return settled and mark != self._judged

    def load(self) -> Settings:
        """What the file says now. Raises SettingsError; `accept` or `refuse` is to follow."""
        self._judged = _mark(self.path)
        found = load_settings(self.path, required=True)
        try:
            self._next = _content(self.path)
        except OSError as error:
            raise SettingsError(
                f"the settings cannot be read: {error.strerror}", object_name=str(self.path)
            ) from None
        if parse_settings(self._next, self.path) != found:
            raise SettingsError("the settings changed while they were read", object_name=str(self.path))
        return found

    def accept(self) -> None:
        """The agent works by what was just loaded."""
        self._data, self._good = self._next, self._judged
        self._copied, self.error, self.read = False, None, clock_now()

    def refuse(self, error: PagewakeError) -> None:
        """The agent goes on with what it had."""
        self.error = error

    def for_jobs(self) -> Path:
        """A file that says what the agent works by: the file itself, or a copy of what it was."""
        if _mark(self.path) == self._good or not self._data:
            return self.path
        try:
            if not self._copied:
                self._copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                replace_file(self._copy, self._data)
                self._copied = True
        except OSError as error:
            _log.warning("a copy of the settings cannot be written: %s", error)
            return self.path
        return self._copy


def _mark(path: Path) -> Mark | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_SETTINGS_BYTES + 1)
