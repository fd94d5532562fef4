"""Text for terminals: tables and paragraphs of 80 columns, and nothing that could drive the terminal."""

from __future__ import annotations

import re
import shutil
import textwrap
import unicodedata
from collections.abc import Sequence

# File names come from the outside: escape sequences, line breaks and direction marks in them must not act.
_ACTIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_GAP = "  "


def printable(text: str) -> str:
    """`text` with control characters shown as escapes; line ends and tabs stay."""
    return _ACTIVE.sub(lambda match: ascii(match[0])[1:-1], text)


def terminal_width() -> int:
    """Columns to write for: at most 100, so that sentences stay readable."""
    return max(40, min(shutil.get_terminal_size((80, 24)).columns, 100))


def paragraph(text: str, *, first: str = "", rest: str = "", width: int | None = None) -> str:
    """`text` wrapped, its first line after `first` and the others after `rest`. Long words are never cut."""
    return textwrap.fill(
        printable(text),
        width or terminal_width(),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """Columns under their headers; those whose index is in `right` are aligned to the right.

    No trailing blanks.
    """
    cells = [
        [printable(cell).replace("\n", " ").replace("\t", " ") for cell in row] for row in (headers, *rows)
    ]
    widths = [max(_cells_wide(row[column]) for row in cells) for column in range(len(headers))]
    lines = []
    for row in cells:
        padded = [
            _padding(cell, width) + cell if column in right else cell + _padding(cell, width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(_GAP.join(padded).rstrip())
    return "\n".join(lines)


def fields(pairs: Sequence[tuple[str, str]]) -> str:
    """`name  value` lines, the values in one column."""
    width = max((len(name) for name, _ in pairs), default=0)
    return "\n".join(f"{name:<{width}}{_GAP}{printable(value)}".rstrip() for name, value in pairs)


def _padding(cell: str, width: int) -> str:
    return " " * (width - _cells_wide(cell))


def _cells_wide(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )
