"""The key ring: the generations of the data key, encrypted with the root key that every slot holds.

Ring number N is the objects `keys/ring-ID-N-a` and `keys/ring-ID-N-b` (ID: eight hex of the repository's id), of equal
content: two, because one damaged object must not lose a repository. The highest number counts. Adding a generation
creates the next number, which fails where somebody else was quicker; that one `put` is the moment in which a rotation
happens, or does not.

A plain envelope around JSON: `root` (says which root key opens it, and tells nothing about it), `generations` (how
many), `created`, a nonce, and AES-256-GCM of the generations. All of it, the number and the repository's id are
associated data: no ring can be made up, changed, or given another number without the root key. An older one can be put
back; what was sealed since then tells (`generations`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

import msgspec

from pagewake.errors import ObjectCorrupt, ObjectExists, ObjectMissing, RepositoryError
from pagewake.repository.decoding import UNDECODABLE
from pagewake.repository.generations import DATA_KEY_SIZE, MAX_GENERATIONS, derived
from pagewake.repository.sealing import Sealer
from pagewake.repository.unlocking import KEYS_PREFIX
from pagewake.stores.base import Store

RING_PREFIX: Final = f"{KEYS_PREFIX}ring-"
COPIES: Final = ("a", "b")
LARGEST_RING: Final = 256 << 10

_NAME: Final = re.compile(r"keys/ring-([0-9a-f]{8})-([0-9]{8})-([ab])")
_NONCE_SIZE: Final = 12
_PATIENCE: Final = 5
"""So many rings may be replaced between listing and reading."""


@dataclass(frozen=True)
class Generation:
    """One data key."""

    key: bytes = field(repr=False)
    created: datetime


@dataclass(frozen=True)
class Ring:
    """An opened ring: its number, and the generations from the first on."""

    number: int
    generations: tuple[Generation, ...]

    def keys(self) -> list[bytes]:
        """The data keys alone."""
        return [one.key for one in self.generations]


class _Stored(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A ring's JSON."""

    root: str
    generations: int
    created: datetime
    nonce: bytes
    sealed: bytes


class _Key(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A generation's JSON."""

    key: bytes
    created: datetime


@dataclass(frozen=True)
class FoundRing:
    """The newest ring as it lies there. What it says counts only once `open` proved it."""

    repository: str
    number: int
    copies: tuple[_Stored, ...]
    damaged: tuple[str, ...] = ()
    """The objects that are missing, cannot be read, or differ from each other."""

    @property
    def name(self) -> str:
        """The key of its first object."""
        return ring_key(self.repository, self.number, COPIES[0])

    @property
    def roots(self) -> frozenset[str]:
        """Which root keys open it: one, unless somebody forged a copy."""
        return frozenset(one.root for one in self.copies)

    @property
    def generations(self) -> int:
        """How many there are."""
        return self.copies[0].generations

    @property
    def rotated(self) -> datetime:
        """When the newest one was made."""
        return self.copies[0].created

    def open(self, root_key: bytes) -> Ring:
        """The ring. Raises ObjectCorrupt where no copy opens with this root key."""
        for stored in self.copies:
            opened = _unsealed(stored, self.repository, self.number, root_key)
            if opened is not None:
                return Ring(self.number, opened)
        raise ObjectCorrupt(
            "the key ring does not open with this root key",
            object_name=self.name,
            advice="If the root key was replaced meanwhile, open the repository again.",
        )


def new_root_key() -> bytes:
    """A root key: what slots hold, and what opens the ring."""
    return os.urandom(DATA_KEY_SIZE)


def root_id(root_key: bytes) -> str:
    """Which root key it is: 16 hex that tell nothing about the key."""
    return derived(root_key, "root id").hex()[:16]


def ring_key(repository: str, number: int, copy: str) -> str:
    """The key of a ring's object."""
    return f"{RING_PREFIX}{repository[:8]}-{number:08d}-{copy}"


class KeyRings:
    """The rings of one repository, named by its id."""

    def __init__(self, store: Store, repository: str) -> None:
        self._store = store
        self._repository = repository
        self._plain = Sealer()

    def newest(self) -> FoundRing:
        """The ring with the highest number. Raises ObjectCorrupt: there is none, or it is damaged."""
        damage: ObjectCorrupt | None = None
        for _ in range(_PATIENCE):
            numbers = self.numbers()
            if not numbers:
                raise _lost("the key ring is missing", f"{RING_PREFIX}*")
            number = max(numbers)
            copies: dict[str, _Stored] = {}
            gone = 0
            for key in (self._key(number, copy) for copy in COPIES):
                try:
                    copies[key] = self._read(key)
                except ObjectMissing:
                    gone += 1
                except ObjectCorrupt as error:
                    damage = error
            if copies:
                keys = [self._key(number, copy) for copy in COPIES]
                same = all(one == next(iter(copies.values())) for one in copies.values())
                damaged = tuple(key for key in keys if key not in copies or not same)
                return FoundRing(self._repository, number, tuple(copies.values()), damaged)
            if gone < len(COPIES):
                break
            # Replaced since it was listed.
        raise _lost(damage.what if damage else "the key ring vanished", self._key(number, COPIES[0]))

    def numbers(self) -> set[int]:
        """The numbers of all rings that are there."""
        return {int(match[2]) for match in self._matches() if match[1] == self._repository[:8]}

    def write(self, number: int, generations: Iterable[Generation], root_key: bytes) -> Ring:
        """Make a ring the newest, if nobody else did. Raises RepositoryError, StoreError."""
        ring = Ring(number, tuple(generations))
        if len(ring.generations) > MAX_GENERATIONS:
            raise RepositoryError(
                f"the data key was rotated {MAX_GENERATIONS - 1} times, which is all there can be"
            )
        stored = _sealed(ring, self._repository, root_key)
        first = self._key(number, COPIES[0])
        try:
            self._put(first, stored)
        except ObjectExists:
            if self._copy_or_none(first) != stored:  # else a repeated request found its own object
                raise RepositoryError(
                    "somebody else changed the key ring at the same time",
                    object_name=first,
                    meaning="This change was not made; the other one was.",
                    advice="Look at it with pagewake repo keys list REPO, and repeat yours if it is still needed.",
                ) from None
        for copy in COPIES[1:]:
            self._put(self._key(number, copy), stored, replace=True)
        return ring

    def mend(self, found: FoundRing, root_key: bytes) -> bool:
        """Write copies of the ring again that are missing, damaged or forged; whether there were any."""
        good = next((one for one in found.copies if _opens(one, found, root_key)), None)
        if good is None:
            return False
        bad = [copy for copy in COPIES if self._copy_or_none(self._key(found.number, copy)) != good]
        for copy in bad:
            self._put(self._key(found.number, copy), good, replace=True)
        return bool(bad)

    def damaged_copies(self) -> list[str]:
        """The keys of copies, of any ring, that cannot be read."""
        return [match[0] for match in self._matches() if self._copy_or_none(match[0]) is None]

    def remove_others(self, number: int) -> None:
        """Remove the rings before a number, and those of repositories that never came to be here."""
        mine = self._repository[:8]
        others = [match[0] for match in self._matches() if match[1] != mine or int(match[2]) < number]
        for key in others:
            self._store.delete(key)

    def remove(self, number: int) -> None:
        """Remove one ring."""
        for copy in COPIES:
            self._store.delete(self._key(number, copy))

    def _key(self, number: int, copy: str) -> str:
        return ring_key(self._repository, number, copy)

    def _matches(self) -> Iterable[re.Match[str]]:
        listed = (_NAME.fullmatch(info.key) for info in self._store.list(RING_PREFIX))
        return (match for match in listed if match)

    def _put(self, key: str, stored: _Stored, *, replace: bool = False) -> None:
        sealed = self._plain.seal_object(key, msgspec.json.encode(stored), compress=False)
        self._store.put(key, sealed, replace=replace)

    def _copy_or_none(self, key: str) -> _Stored | None:
        try:
            return self._read(key)
        except (ObjectMissing, ObjectCorrupt):
            return None

    def _read(self, key: str) -> _Stored:
        """One copy. Raises ObjectMissing, ObjectCorrupt."""
        sealed = self._store.read(key, 0, LARGEST_RING + 1)
        payload = self._plain.open_object(key, sealed, max_size=LARGEST_RING)
        try:
            stored = msgspec.json.decode(payload, type=_Stored)
        except UNDECODABLE as error:
            raise ObjectCorrupt(f"this is not a key ring ({error})", object_name=key) from None
        if (
            not re.fullmatch("[0-9a-f]{16}", stored.root)
            or not 1 <= stored.generations <= MAX_GENERATIONS
            or len(stored.nonce) != _NONCE_SIZE
            or stored.created.tzinfo is None
        ):
            raise ObjectCorrupt("this key ring is of an unknown kind", object_name=key)
        return stored


def _sealed(ring: Ring, repository: str, root_key: bytes) -> _Stored:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    payload = msgspec.json.encode([_Key(one.key, one.created.astimezone(UTC)) for one in ring.generations])
    created = ring.generations[-1].created.astimezone(UTC)
    nonce = os.urandom(_NONCE_SIZE)
    stored = _Stored(root_id(root_key), len(ring.generations), created, nonce, b"")
    sealing = AESGCM(derived(root_key, "key ring"))
    return msgspec.structs.replace(
        stored, sealed=sealing.encrypt(nonce, payload, _associated(stored, repository, ring.number))
    )


def _opens(stored: _Stored, found: FoundRing, root_key: bytes) -> bool:
    return _unsealed(stored, found.repository, found.number, root_key) is not None


def _unsealed(
    stored: _Stored, repository: str, number: int, root_key: bytes
) -> tuple[Generation, ...] | None:
    """The generations; None for what was not sealed, as it is, with this root key."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    opening = AESGCM(derived(root_key, "key ring"))
    try:
        payload = opening.decrypt(stored.nonce, stored.sealed, _associated(stored, repository, number))
        keys = msgspec.json.decode(payload, type=list[_Key])
    except (InvalidTag, *UNDECODABLE):
        return None
    if len(keys) != stored.generations or any(len(one.key) != DATA_KEY_SIZE for one in keys):
        return None
    return tuple(Generation(one.key, one.created) for one in keys)


def _associated(stored: _Stored, repository: str, number: int) -> bytes:
    created = stored.created.astimezone(UTC).isoformat()
    return f"pagewake key ring v1 {repository} {number} {stored.root} {stored.generations} {created}".encode()


def _lost(what: str, key: str) -> ObjectCorrupt:
    return ObjectCorrupt(
        what,
        object_name=key,
        meaning="Without it nothing in the repository can be read.",
        advice="Bring the objects keys/ring-* back from a copy of the repository, or from the bucket's versions.",
    )
