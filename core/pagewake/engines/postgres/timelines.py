"""Timeline history files: which timelines a server's history ran through, and where it left each.

Text: one line an ancestor, oldest first, `parent TAB switch LSN TAB reason`. Blank lines and lines that begin
with `#` do not count. Timeline 1 has no file. Source of the format: `access/transam/timeline.c`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pagewake.errors import LogCorrupt
from pagewake.model import TimelineSpan

MAX_HISTORY = 1 << 20
"""Bytes of history that are read; a thousand promotions take fewer than a tenth of it."""
_LINE = re.compile(r"\s*(\d{1,10})\s+([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})(?:\s.*)?")


def parse_history(data: bytes | memoryview, timeline: int) -> tuple[TimelineSpan, ...]:
    """The ancestors of `timeline`, oldest first, each up to where the next one (last: `timeline`) begins.

    The oldest begins at 0. The timeline itself is not among them.

    Raises:
        LogCorrupt: these bytes are no history of that timeline.
    """
    name = f"{timeline:08X}.history"
    if len(data) > MAX_HISTORY:
        raise LogCorrupt(f"has {len(data)} bytes, too many for a timeline history", object_name=name)
    spans: list[TimelineSpan] = []
    for number, line in enumerate(bytes(data).decode("utf-8", "replace").split("\n"), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise LogCorrupt(f"line {number} is not one of a timeline history", object_name=name)
        parent, end = int(match[1]), int(match[2], 16) << 32 | int(match[3], 16)
        begin, oldest = (spans[-1].end or 0, spans[-1].timeline) if spans else (0, 0)
        if not oldest < parent < timeline:
            raise LogCorrupt(
                f"line {number} names timeline {parent}, which cannot come between {oldest} and {timeline}",
                object_name=name,
            )
        if end < begin:
            raise LogCorrupt(f"line {number} goes back before the line above it", object_name=name)
        spans.append(TimelineSpan(parent, begin, end))
    return tuple(spans)


def format_history(spans: Sequence[TimelineSpan], reasons: Sequence[str] = ()) -> bytes:
    """The history file of the timeline that follows these, which are oldest first and all ended.

    `reasons` say why each was left; fewer than spans leave the last ones without. Raises ValueError.
    """
    lines = []
    for number, span in enumerate(spans):
        if span.end is None:
            raise ValueError(f"timeline {span.timeline} has not ended, so that nothing follows it")
        reason = reasons[number] if number < len(reasons) else "no recovery target specified"
        text = " ".join(reason.split())
        lines.append(f"{span.timeline}\t{span.end >> 32:X}/{span.end & 0xFFFFFFFF:X}\t{text}\n")
    return "".join(lines).encode()
