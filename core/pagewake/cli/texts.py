"""Text for terminals: tables and paragraphs of 80 columns, and nothing that could drive the terminal."""

from __future__ import annotations

import os
import re
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pagewake.model import BackupStatus, Finding, Proof

# File names come from the outside: escape sequences, line breaks and direction marks in them must not act.
_ACTIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_GAP = "  "
NARROWEST = 20
"""A wrapped column never gets narrower than this."""
UNLIMITED = 10_000


def printable(text: str) -> str:
    """`text` with control characters shown as escapes; line ends and tabs stay."""
    return _ACTIVE.sub(lambda match: ascii(match[0])[1:-1], text)


def terminal_width() -> int:
    """Columns to write for: at most 100, so that sentences stay readable."""
    return max(40, min(_columns(80), 100))


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
    """Columns under their headers, those whose index is in `right` aligned to the right; no trailing blanks.

    On a terminal that is too narrow the widest column of text is wrapped; in a file or a pipe lines stay whole.
    """
    cells = [
        [printable(cell).replace("\n", " ").replace("\t", " ") for cell in row] for row in (headers, *rows)
    ]
    widths = [max(_cells_wide(row[column]) for row in cells) for column in range(len(headers))]
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - _line_limit()
    wrapped = max((column for column in range(len(widths)) if column not in right), key=widths.__getitem__)
    if excess > 0:
        width = max(widths[wrapped] - excess, min(widths[wrapped], NARROWEST))
        # Words are not cut, and the column is as wide as its longest: else what stands right of it is out of line.
        longest = max((_cells_wide(word) for row in cells for word in row[wrapped].split()), default=0)
        widths[wrapped] = min(widths[wrapped], max(width, longest))
    lines = []
    for row in cells:
        parts = [row]
        if _cells_wide(row[wrapped]) > widths[wrapped]:
            pieces = textwrap.wrap(row[wrapped], widths[wrapped], break_long_words=False) or [""]
            parts = [[*row[:wrapped], pieces[0], *row[wrapped + 1 :]]]
            parts += [
                [piece if column == wrapped else "" for column in range(len(row))] for piece in pieces[1:]
            ]
        lines += [_line(part, widths, right) for part in parts]
    return "\n".join(lines)


def _line(row: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> str:
    padded = [
        _padding(cell, width) + cell if column in right else cell + _padding(cell, width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return _GAP.join(padded).rstrip()


def fields(pairs: Sequence[tuple[str, str]]) -> str:
    """`name  value` lines, the values in one column and wrapped there on a narrow terminal; none without a value."""
    pairs = [(name, value) for name, value in pairs if value]
    width = max((len(name) for name, _ in pairs), default=0)
    indent = " " * (width + len(_GAP))
    limit = _line_limit()
    return "\n".join(
        paragraph(value, first=f"{name:<{width}}{_GAP}", rest=indent, width=limit).rstrip()
        for name, value in pairs
    )


def _line_limit() -> int:
    """The terminal's width; without a terminal there is no limit, so that lines can be searched."""
    return _columns(UNLIMITED)


def _columns(otherwise: int) -> int:
    """As `shutil.get_terminal_size`, which would load all that packs archives."""
    try:
        columns = int(os.environ.get("COLUMNS", "0"))
    except ValueError:
        columns = 0
    if columns <= 0:
        try:
            columns = os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
        except (AttributeError, ValueError, OSError):  # it is closed, gone or no terminal
            columns = 0
    return columns if columns > 0 else otherwise


def _padding(cell: str, width: int) -> str:
    return " " * (width - _cells_wide(cell))


def _cells_wide(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )


def status_text(status: BackupStatus) -> str:
    """What is known of a backup; "warnings", as documents say it, tells people nothing."""
    return {"warnings": "damaged pages"}.get(status.value, status.value)


def proof_text(proof: Proof) -> str:
    """What a proof found, and what it looked at."""
    verdict = "sound: " if proof.ok else "NOT SOUND: " if proof.possible else "not made"
    return verdict + "; ".join(proof.checks)


def gravest_last(findings: Iterable[Finding]) -> list[Finding]:
    """Findings as they are shown one below another: the last ones are what is still seen of a long answer."""
    order = {"info": 0, "warning": 1, "error": 2}
    return sorted(findings, key=lambda one: order[one.severity.value])


def finding_text(finding: Finding) -> str:
    """A finding for people."""
    title = finding.severity.value.capitalize()
    where = f"{finding.object_name}: " if finding.object_name else ""
    lines = [paragraph(where + finding.message, first=f"{title}: ", rest="  ")]
    if finding.advice:
        lines.append(paragraph(finding.advice, first="  ", rest="  "))
    return "\n".join(lines)
