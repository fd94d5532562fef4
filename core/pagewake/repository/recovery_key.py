"""Recovery keys: a second way into an encrypted repository, made by chance and kept on paper.

A recovery key is a passphrase with a key slot of its own: eight groups of four letters and digits of Crockford's
base 32 (no I, L, O, U, which are mistaken for others), 160 random bits. Whoever has the sheet can open the repository
when nobody knows the passphrase any more.
"""

from __future__ import annotations

import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 8
GROUP_SIZE = 4
LABEL = "recovery key"
"""How its slot is labelled."""
_MISREAD = str.maketrans("ILOilo", "110110")


def new_recovery_key() -> str:
    """A new one, as it is printed: `7K3M-...`."""
    import secrets  # loads OpenSSL, which other commands have no use for

    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP_SIZE)) for _ in range(GROUPS))


def as_recovery_key(text: str) -> str | None:
    """The key that somebody copied from paper, as it was printed; None for what is none.

    Case does not matter, nor do blanks and dashes, and what is easily misread is taken for what it must be.
    """
    plain = re.sub(r"[\s-]", "", text).translate(_MISREAD).upper()
    if len(plain) != GROUPS * GROUP_SIZE or any(one not in ALPHABET for one in plain):
        return None
    return "-".join(plain[at : at + GROUP_SIZE] for at in range(0, len(plain), GROUP_SIZE))
