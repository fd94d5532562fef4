"""Reading the tables of a settings file: typed values, and mistakes that name the file, the line and the key."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from pagewake.errors import SettingsError, UsageError
from pagewake.routine import cron_gap, is_cron
from pagewake.units import parse_bandwidth, parse_duration

Value = TypeVar("Value")


class TableReader:
    """Reads values of one file. `at` is the key, from the outermost table on; every method raises SettingsError.

    `unknown` are keys that nobody asked for, as dotted paths.
    """

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.unknown: list[str] = []

    def fail(self, key: tuple[str, ...], what: str, advice: str = "") -> NoReturn:
        """Say what is wrong with a key."""
        line = line_of(self.text, key)
        place = f"{self.path}, line {line}, {'.'.join(key)}" if line else f"{self.path}, {'.'.join(key)}"
        raise SettingsError(what, object_name=place, advice=advice)

    def every(
        self, table: Mapping[str, Any], at: tuple[str, ...], default: timedelta | None
    ) -> timedelta | None:
        """An interval, `never` for None, or in a schedule a line of a crontab, as good as its longest pause."""
        text = table.get(at[-1])
        if "schedule" in at and isinstance(text, str) and is_cron(text):
            return self.read(table, at, cron_gap, default)
        every = self.span(table, at, default)
        if every is not None and every < timedelta(seconds=1):
            self.fail(at, "this cannot be done more often than once a second")
        return every

    def read(
        self, table: Mapping[str, Any], at: tuple[str, ...], parse: Callable[[str], Value], default: Value
    ) -> Value:
        """A text that `parse` understands, or says why not."""
        if at[-1] not in table:
            return default
        try:
            return parse(self.text_at(table, at))
        except UsageError as error:
            self.fail(at, error.what, error.advice)

    def flag(self, table: Mapping[str, Any], at: tuple[str, ...]) -> bool:
        """True or false; false where it is not said."""
        value = table.get(at[-1], False)
        if not isinstance(value, bool):
            self.fail(at, "this must be true or false")
        return value

    def one_of(
        self, table: Mapping[str, Any], at: tuple[str, ...], values: tuple[str, ...], default: str
    ) -> str:
        """One of a few words."""
        value = self.text_at(table, at) if at[-1] in table else default
        if value not in values:
            self.fail(at, f"this must be one of: {', '.join(values)}")
        return value

    def span(
        self, table: Mapping[str, Any], at: tuple[str, ...], default: timedelta | None
    ) -> timedelta | None:
        """A duration, or `never` for None."""
        if at[-1] not in table:
            return default
        text = self.text_at(table, at)
        if text == "never":
            return None
        try:
            return parse_duration(text)
        except UsageError as error:
            self.fail(at, error.what, error.advice)

    def bandwidth(self, table: Mapping[str, Any], at: tuple[str, ...]) -> int | None:
        """Bytes a second."""
        if at[-1] not in table:
            return None
        try:
            return parse_bandwidth(self.text_at(table, at))
        except UsageError as error:
            self.fail(at, error.what, error.advice)

    def count(self, table: Mapping[str, Any], at: tuple[str, ...], default: int) -> int:
        """A number."""
        value = table.get(at[-1], default)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100_000:
            self.fail(at, "this must be a number from 0 to 100000")
        return value

    def text_at(self, table: Mapping[str, Any], at: tuple[str, ...], *, required: bool = False) -> str:
        """A text."""
        value = table.get(at[-1], "")
        if not isinstance(value, str):
            self.fail(at, "this must be text in quotes")
        if required and not value.strip():
            self.fail(at, f"{at[-1]} is missing" if at[-1] not in table else f"{at[-1]} is empty")
        return value

    def table(self, table: Mapping[str, Any], at: tuple[str, ...]) -> Mapping[str, Any]:
        """A table; an empty one where there is none."""
        value = table.get(at[-1], {})
        if not isinstance(value, Mapping):
            self.fail(at, "this must be a table")
        return value

    def note_unknown(self, table: Mapping[str, Any], at: tuple[str, ...], known: set[str]) -> None:
        """Note the keys that are not `known`."""
        self.unknown += [".".join((*at, key)) for key in table if key not in known]


def line_of(text: str, key: tuple[str, ...]) -> int | None:
    """The line, from 1, on which the file speaks of `key`, or of the nearest thing around it."""
    table: tuple[str, ...] = ()
    best, line_found = -1, None
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if header := re.match(r"\[\[?([^\]]+)\]", stripped):
            table, path = _dotted(header[1]), _dotted(header[1])
        elif assignment := re.match(r"([^=#]+?)\s*=", stripped):
            path = (*table, *_dotted(assignment[1]))
        else:
            continue
        if path == key[: len(path)] and len(path) > best:
            best, line_found = len(path), number
    return line_found


def _dotted(text: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in text.split("."))
