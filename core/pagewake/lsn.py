"""Log sequence numbers: parsing what people write and printing what they expect.

An LSN is an unsigned 64-bit position in the WAL, a plain `int` in the code. What one unit means is the
engine's business (a byte in PostgreSQL, a record in NeuroQuantumDB), and so is how it is usually printed.
"""

from __future__ import annotations

import re
from enum import Enum

from pagewake.errors import UsageError

LSN_MAX = 2**64 - 1
_PAIR = re.compile(r"([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})")


class LsnStyle(Enum):
    """How an engine's people write an LSN."""

    DECIMAL = "decimal"
    HALVES = "halves"

    def text(self, lsn: int) -> str:
        """`42` or `0/2A`."""
        if self is LsnStyle.DECIMAL:
            return str(lsn)
        return f"{lsn >> 32:X}/{lsn & 0xFFFFFFFF:X}"


def parse_lsn(text: str) -> int:
    """Read an LSN written as decimal, `0x` hex or `X/X`.

    Raises:
        UsageError: it is none of the three, or more than 64 bits.
    """
    stripped = text.strip()
    pair = _PAIR.fullmatch(stripped)
    if pair:
        return int(pair[1], 16) << 32 | int(pair[2], 16)
    try:
        if "_" in stripped:  # Python reads 1_000; nobody writes an LSN so
            raise ValueError
        value = int(stripped, 16) if stripped[:2].lower() == "0x" else int(stripped, 10)
    except ValueError:
        raise UsageError(
            f"{text!r} is not an LSN", advice="Write it as a decimal number, as 0x hex, or as X/X."
        ) from None
    if not 0 <= value <= LSN_MAX:
        raise UsageError(f"{text!r} is outside the range of a 64-bit LSN")
    return value


def timeline_of_name(name: str) -> int | None:
    """The timeline of a piece of WAL by its name; None for a name that no piece has."""
    digits = name[:8]
    if len(digits) < 8 or any(digit not in "0123456789abcdefABCDEF" for digit in digits):
        return None
    return int(digits, 16)
