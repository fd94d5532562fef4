"""How hard a passphrase is to guess, roughly: by length and by what it is made of. A hint, never a rule."""

from __future__ import annotations

import math
from itertools import pairwise

WEAK, FAIR = 45.0, 65.0
"""Bits. Each guess costs a tenth of a second and 64 MiB, so that 45 bits last for a century of one machine."""


def bits(text: str) -> float:
    """An upper bound of the bits: characters of the kinds that occur, repetitions and runs counted once."""
    if not text:
        return 0.0
    kinds = (
        (26, any(one.islower() for one in text)),
        (26, any(one.isupper() for one in text)),
        (10, any(one.isdigit() for one in text)),
        (33, any(not one.isalnum() for one in text)),
    )
    alphabet = sum(size for size, there in kinds if there) or 26
    counted = 1
    for before, one in pairwise(text):
        counted += abs(ord(one) - ord(before)) > 1
    words = len(text.split())
    by_letters = counted * math.log2(alphabet)
    return min(by_letters, words * 13.0) if words >= 3 else by_letters
