"""Where an LSN axis has its ticks: on multiples that people know, never through a float. Pure.

Where positions are bytes and written in hexadecimal, steps are powers of two: they fall on pages (8 KiB), segments
(16 MiB) and their multiples. Where positions count records and are written in decimal, steps are 1, 2, 5, 10 ...
"""

from __future__ import annotations

from pagewake.lsn import LSN_MAX, LsnStyle

MAX_TICKS = 400


def lsn_step(span: int, room: int, style: LsnStyle) -> int:
    """The step between ticks, so that some `room` of them lie in `span` positions; at least 1."""
    wanted = max(-(-span // max(room, 1)), 1)
    if style is LsnStyle.DECIMAL:
        power = int(10 ** (len(str(wanted)) - 1))
        return next(power * m for m in (1, 2, 5, 10) if power * m >= wanted)
    # Hexadecimal digits stay round with whole digits or halves, quarters, eighths of them.
    return 1 << (wanted - 1).bit_length()


def lsn_ticks(begin: int, end: int, room: int, style: LsnStyle) -> list[int]:
    """Multiples of the step from `begin` to `end`, inclusive."""
    begin, end = max(begin, 0), min(end, LSN_MAX)
    if begin > end:
        return []
    step = lsn_step(max(end - begin, 1), room, style)
    first = -(-begin // step) * step
    return list(range(first, min(end, first + step * MAX_TICKS) + 1, step))
