"""Configuration files of a server: reading them, and taking single settings out of them.

One setting a line, `name = value` (the equals sign may be missing), a value that is not a plain word in single
quotes, `''` for a quote and C escapes inside; `#` begins a comment. The last line of a name counts. `include`,
`include_if_exists` and `include_dir` put other files in their place. `postgresql.auto.conf` counts after all of
`postgresql.conf`, and the command line after both. Source of the format: `utils/misc/guc-file.l`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

MAIN_FILE = "postgresql.conf"
AUTO_FILE = "postgresql.auto.conf"
INCLUDES = frozenset({"include", "include_if_exists", "include_dir"})
MAX_FILE = 4 << 20
"""Bytes of one configuration file that are read; more is not one."""
_MAX_DEPTH = 10
_LINE = re.compile(
    r"\s*(?P<name>[A-Za-z_\x80-\uffff][\w$]*(?:\.[A-Za-z_\x80-\uffff][\w$]*)*)\s*=?\s*"
    r"(?P<value>'(?:[^'\\]|\\.|'')*'|[^\s'#=]\S*?)?\s*(?:#.*)?"
)
_ESCAPE = re.compile(r"\\([0-7]{1,3}|.)|''", re.DOTALL)
_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True)
class Setting:
    """One line that sets something. `line` counts from 0, `name` is in lower case."""

    line: int
    name: str
    value: str


@dataclass(frozen=True)
class Configuration:
    """What the files of a data directory set, the last of each name, and which files were read."""

    values: Mapping[str, str]
    files: tuple[Path, ...]
    missing: tuple[Path, ...] = field(default=())
    """Files that an `include` names and that are not there: a server does not start without them."""


def parse_settings(text: str) -> list[Setting]:
    """The lines of a configuration file that set something; what is not understood is left out."""
    found = []
    for number, line in enumerate(text.split("\n")):
        match = _LINE.fullmatch(line.rstrip("\r"))
        if match is not None and match["value"] is not None:
            found.append(Setting(number, match["name"].lower(), unquote(match["value"])))
    return found


def unquote(value: str) -> str:
    """The value that a file's text stands for."""
    if not value.startswith("'"):
        return value

    def plain(match: re.Match[str]) -> str:
        escaped = match[1]
        if escaped is None:
            return "'"
        return chr(int(escaped, 8) & 0xFF) if escaped[0] in "01234567" else _LETTERS.get(escaped, escaped)

    return _ESCAPE.sub(plain, value[1:-1])


def quote(value: str) -> str:
    """A value as a file has it."""
    escaped = value.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n").replace("\r", "\\r")
    return f"'{escaped}'"


def read_text(path: Path) -> str:
    """A configuration file's text, at most `MAX_FILE` bytes of it; bytes that are not UTF-8 survive. Raises OSError."""
    with path.open("rb") as file:
        return file.read(MAX_FILE).decode("utf-8", "surrogateescape")


def read_configuration(directory: Path, main: Path | None = None) -> Configuration:
    """What `postgresql.conf` with all that it includes, and `postgresql.auto.conf`, set. Raises OSError.

    `main` takes the place of the former for a server that is told to begin with another file.
    """
    return read_files(main or directory / MAIN_FILE, directory / AUTO_FILE)


def read_files(*paths: Path) -> Configuration:
    """What files set, a later one counting more, each with all that it includes. Raises OSError."""
    values: dict[str, str] = {}
    files: list[Path] = []
    missing: list[Path] = []
    for path in paths:
        if path.is_file():
            for setting in _walk(path, files, missing, 0):
                values[setting.name] = setting.value
    return Configuration(values, tuple(files), tuple(missing))


def _walk(path: Path, files: list[Path], missing: list[Path], depth: int) -> Iterator[Setting]:
    if depth > _MAX_DEPTH or path in files:
        return
    files.append(path)
    for setting in parse_settings(read_text(path)):
        if setting.name not in INCLUDES:
            yield setting
            continue
        named = path.parent / setting.value
        if setting.name == "include_dir":
            if not named.is_dir():
                missing.append(named)
                continue
            parts = sorted(entry for entry in named.glob("*.conf") if not entry.name.startswith("."))
        elif named.is_file():
            parts = [named]
        else:
            if setting.name == "include":
                missing.append(named)
            continue
        for part in parts:
            yield from _walk(part, files, missing, depth + 1)


def comment_out(text: str, wanted: Collection[Setting]) -> str:
    """The text of a file with the lines of these settings of it turned into comments."""
    lines = text.split("\n")
    for number in {setting.line for setting in wanted}:
        lines[number] = f"#pagewake# {lines[number]}"
    return "\n".join(lines)


def with_settings(text: str, settings: Mapping[str, str], without: Collection[str], note: str) -> str:
    """The text of `postgresql.auto.conf` without some names, and with settings under a comment at its end."""
    dropped = {*without, *settings}
    gone = {setting.line for setting in parse_settings(text) if setting.name in dropped}
    lines = [line for number, line in enumerate(text.split("\n")) if number not in gone]
    while lines and not lines[-1].strip():
        lines.pop()
    if settings:
        lines += [f"# {note}", *(f"{name} = {quote(value)}" for name, value in settings.items())]
    return "\n".join([*lines, ""])
