"""The agent's log: one line an event, for people or for machines, and the same facts in both."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

from pagewake.clock import iso_utc
from pagewake.clock import now as clock_now

Value = str | int | float | None
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:/+-")


class Log:
    """Writes lines through `write`, which gets one at a time, without its end.

    `form` is text (`2026-03-01T12:30:00Z info job-began task=backup source=shop`) or json (one object a line).
    """

    def __init__(
        self, write: Callable[[str], None], form: str = "text", *, now: Callable[[], datetime] = clock_now
    ) -> None:
        self.form = form
        self._write = write
        self._now = now
        self._last: dict[str, str] = {}

    def once(self, about: str, event: str, *, level: str = "info", **facts: Value) -> None:
        """One event about something, unless it was the last that was said about it."""
        if self._last.get(about) != event:
            self._last[about] = event
            self.say(event, level=level, **facts)

    def ended(self, about: str, event: str, *, level: str = "info", **facts: Value) -> None:
        """One event that ends what was last said about something; nothing where nothing was."""
        if self._last.pop(about, None) is not None:
            self.say(event, level=level, **facts)

    def say(self, event: str, *, level: str = "info", **facts: Value) -> None:
        """One event; facts that are None are left out."""
        said = {key: value for key, value in facts.items() if value is not None}
        time = iso_utc(self._now().replace(microsecond=0))
        if self.form == "json":
            self._write(json.dumps({"time": time, "level": level, "event": event, **said}))
        else:
            parts = (f"{key}={_word(value)}" for key, value in said.items())
            self._write(" ".join((time, level, event, *parts)))


def _word(value: str | int | float) -> str:
    """A value as one word; anything but plain letters in quotes, on one line whatever is in it."""
    text = str(value)
    return text if text and _PLAIN.issuperset(text) else json.dumps(text, ensure_ascii=False)
