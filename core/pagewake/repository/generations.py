"""The generations of a repository's data key: each opens what was sealed with it, the newest seals what is new.

The first generation also gives the *naming* keys, for the repository's life: ids of chunks and tokens of names stay
what they are, so that a rotation costs no space and old backups go on sharing chunks with new ones.

Another process may rotate the key while this one works. So an unknown generation is looked for in the repository
before it is refused (`reload`), and a long-lived process can `renew`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final, NamedTuple

from blake3 import blake3

from pagewake.errors import KeyRingRolledBack, RepositoryError

DATA_KEY_SIZE: Final = 32
MAX_GENERATIONS: Final = 1024

_RELOAD_SECONDS: Final = 5.0
"""So often, at most, the repository is asked for a generation that is not known: hostile objects name any."""
_WITNESSES: Final = 2
"""One object that names an unknown generation may be damaged; two are no accident."""

Reload = Callable[[], Sequence[bytes]]


class GenerationKeys(NamedTuple):
    """What seals and opens with one generation: keys from which those of objects and of packs are derived."""

    number: int
    objects: bytes
    chunks: bytes


def derived(key: bytes, use: str) -> bytes:
    """The 32-byte subkey for one use."""
    return blake3(key, derive_key_context=f"pagewake repository v1 {use}").digest()


class DataKeys:
    """All generations, oldest first, numbered from one. Safe for use from several threads.

    `reload` reads them from the repository again; what it returns begins with what was known, or is not taken.
    """

    def __init__(
        self,
        generations: Sequence[bytes],
        *,
        reload: Reload | None = None,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        for key in generations:
            if len(key) != DATA_KEY_SIZE:
                raise ValueError(f"a data key has {DATA_KEY_SIZE} bytes, not {len(key)}")
        if not generations:
            raise ValueError("there must be a data key")
        self.chunk_ids: Final = derived(generations[0], "chunk ids")
        self.names: Final = derived(generations[0], "names")
        self._raw = tuple(generations)
        self._known = tuple(_subkeys(number, key) for number, key in enumerate(generations, 1))
        self._reload = reload
        self._ticks = ticks
        self._reloaded = -_RELOAD_SECONDS
        self._mutex = threading.Lock()
        self._strange: set[str] = set()

    @property
    def newest(self) -> int:
        """The number of the generation that seals."""
        return len(self._known)

    def sealing(self) -> GenerationKeys:
        """The generation that seals. Raises KeyRingRolledBack once objects of later ones were seen."""
        if len(self._strange) >= _WITNESSES:
            raise KeyRingRolledBack(
                f"objects are there that were encrypted with a later key than generation {self.newest}, "
                "the newest that is known",
                object_name=min(self._strange),
            )
        return self._known[-1]

    def of(self, number: int, witness: str = "") -> GenerationKeys | None:
        """One generation; None where there is no such.

        `witness` names the object that says it is of this generation, if it is one whose form is right.
        Raises StoreError where the repository had to be asked and did not answer.
        """
        if 0 < number <= len(self._known):
            return self._known[number - 1]
        if number < 1:
            return None
        with self._mutex:
            if number > len(self._known) and self._ticks() - self._reloaded >= _RELOAD_SECONDS:
                self._reloaded = self._ticks()
                with suppress(RepositoryError):  # what it says now, it does not say of this object
                    self._take()
            if number <= len(self._known):
                self._strange.clear()
                return self._known[number - 1]
            if witness and len(self._strange) < _WITNESSES:
                self._strange.add(witness)
        return None

    def renew(self) -> None:
        """Take over generations that others added.

        Raises StoreError, ObjectCorrupt, RepositoryError (nothing of what is new can be opened).
        """
        with self._mutex:
            self._take()

    def _take(self) -> None:
        if self._reload is None:
            return
        found = tuple(self._reload())
        known = self._raw
        import hmac  # loads OpenSSL, which most commands have no use for

        same = len(found) > len(known) and hmac.compare_digest(b"".join(found[: len(known)]), b"".join(known))
        if same:
            later = (_subkeys(number, key) for number, key in enumerate(found[len(known) :], len(known) + 1))
            self._known, self._raw = (*self._known, *later), found
            self._strange.clear()

    def __repr__(self) -> str:
        return f"DataKeys({len(self._known)} generations)"


def _subkeys(number: int, key: bytes) -> GenerationKeys:
    return GenerationKeys(number, derived(key, "objects"), derived(key, "chunks"))
