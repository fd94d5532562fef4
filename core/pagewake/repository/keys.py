"""Key slots: the repository's data key, wrapped once for each passphrase that may open it.

The data key is 32 random bytes and never changes; changing a passphrase writes a new slot and removes the old
one, no data is touched. A slot is an object `keys/<slot>`: a plain envelope (whoever reads it has no key yet)
around JSON with the parameters of scrypt, a salt, a nonce and the wrapped key. The parameters are bounded
when read, so that a hostile slot costs neither much memory nor much time. Everything in a slot is associated
data of AES-256-GCM: nobody can change it unnoticed, or give one slot the label of another.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import msgspec

from pagewake.errors import ObjectCorrupt, ObjectMissing, PassphraseError, RepositoryError, WrongPassphrase
from pagewake.repository.sealing import DATA_KEY_SIZE, Sealer
from pagewake.repository.unlocking import KEYS_PREFIX as KEYS_PREFIX
from pagewake.stores.base import Store

MAX_SLOTS: Final = 16

_SALT_SIZE: Final = 32
_NONCE_SIZE: Final = 12
_LARGEST_SLOT: Final = 4096
_LONGEST_LABEL: Final = 200
_MOST_MEMORY: Final = 256 << 20
_MOST_WORK: Final = 1 << 22
"""Bound of n*r*p: eight times the default."""


@dataclass(frozen=True)
class ScryptCost:
    """What trying one passphrase costs: 128*n*r bytes of memory, and time as n*r*p."""

    n: int = 1 << 16
    r: int = 8
    p: int = 1

    def is_bearable(self) -> bool:
        """Whether the parameters are valid and within what a stored slot may ask for."""
        valid = self.n >= 2 and not self.n & (self.n - 1) and self.r >= 1 and self.p >= 1
        return valid and 128 * self.n * self.r <= _MOST_MEMORY and self.n * self.r * self.p <= _MOST_WORK


@dataclass(frozen=True)
class KeySlot:
    """One way to open the repository. `label` is what its owner called it; it is not secret."""

    id: str
    label: str
    created: datetime
    cost: ScryptCost


class _Stored(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A slot's JSON."""

    kdf: str
    n: int
    r: int
    p: int
    salt: bytes
    nonce: bytes
    wrapped: bytes
    created: datetime
    label: str

    @property
    def cost(self) -> ScryptCost:
        return ScryptCost(self.n, self.r, self.p)


def new_data_key() -> bytes:
    """A data key for a new repository."""
    return os.urandom(DATA_KEY_SIZE)


def _now() -> datetime:
    return datetime.now(UTC)


class KeySlots:
    """The key slots in a store. `cost` is used for slots written from now on."""

    def __init__(
        self, store: Store, *, cost: ScryptCost = ScryptCost(), clock: Callable[[], datetime] = _now
    ) -> None:
        if not cost.is_bearable():
            raise ValueError(f"{cost} is out of bounds")
        self._store = store
        self._cost = cost
        self._clock = clock
        self._sealer = Sealer()

    def add(self, data_key: bytes, passphrase: str, *, label: str = "") -> str:
        """Wrap the data key for one more passphrase and return the slot's id. Raises PassphraseError."""
        if len(data_key) != DATA_KEY_SIZE:
            raise ValueError(f"a data key has {DATA_KEY_SIZE} bytes")
        if len(self._slot_ids()) >= MAX_SLOTS:
            raise RepositoryError(
                f"the repository already has {MAX_SLOTS} key slots", advice="Remove one that nobody uses."
            )
        slot = os.urandom(8).hex()
        salt, nonce = os.urandom(_SALT_SIZE), os.urandom(_NONCE_SIZE)
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        wrapping = AESGCM(_stretch(passphrase, salt, self._cost))
        cost, created = self._cost, self._clock().astimezone(UTC)
        stored = _Stored("scrypt", cost.n, cost.r, cost.p, salt, nonce, b"", created, label[:_LONGEST_LABEL])
        wrapped = wrapping.encrypt(nonce, data_key, _associated(slot, stored))
        stored = msgspec.structs.replace(stored, wrapped=wrapped)
        key = KEYS_PREFIX + slot
        self._store.put(key, self._sealer.seal_object(key, msgspec.json.encode(stored), compress=False))
        return slot

    def open(self, passphrase: str) -> bytes:
        """The data key.

        Raises:
            WrongPassphrase: no slot opens with this passphrase.
            ObjectCorrupt: no slot opens, and none of them is intact.
            RepositoryError: there are no slots.
        """
        return self._open(passphrase)[0]

    def slots(self) -> tuple[KeySlot, ...]:
        """All slots, oldest first. Raises ObjectCorrupt for a damaged one."""
        slots = []
        for slot in self._slot_ids():
            stored = self._read(slot)
            slots.append(KeySlot(slot, stored.label, stored.created, stored.cost))
        return tuple(sorted(slots, key=lambda slot: (slot.created, slot.id)))

    def remove(self, slot: str) -> None:
        """Remove a slot, never the last one: without any, the data is lost. Raises RepositoryError."""
        slots = self._slot_ids()
        if slot not in slots:
            raise RepositoryError("there is no such key slot", object_name=slot)
        if len(slots) == 1:
            raise RepositoryError(
                "this is the only key slot",
                object_name=slot,
                meaning="Without it nobody could ever read the repository again.",
                advice="Add another passphrase first.",
            )
        self._store.delete(KEYS_PREFIX + slot)

    def change(self, old: str, new: str) -> str:
        """Replace a passphrase: the new slot is written before any slot that the old one opens is removed."""
        data_key, opened = self._open(old)
        added = self.add(data_key, new, label=next(iter(opened.values())))
        for slot in opened:
            self.remove(slot)
        return added

    def _open(self, passphrase: str) -> tuple[bytes, dict[str, str]]:
        """The data key, and the label of every slot that this passphrase opens."""
        data_key, opened = b"", dict[str, str]()
        damaged: list[ObjectCorrupt] = []
        slots = self._slot_ids()
        for slot in slots:
            try:
                stored = self._read(slot)
            except ObjectCorrupt as error:
                damaged.append(error)
                continue
            found = _unwrap(slot, stored, passphrase)
            if found is not None:
                data_key = found
                opened[slot] = stored.label
        if opened:
            return data_key, opened
        if not slots:
            raise RepositoryError("no key slot is there", object_name=KEYS_PREFIX)
        if len(damaged) == len(slots):
            raise damaged[0]
        meaning = f"{len(damaged)} of {len(slots)} key slots are damaged." if damaged else ""
        raise WrongPassphrase("the passphrase opens none of the repository's keys", meaning=meaning)

    def _slot_ids(self) -> list[str]:
        """At most a few: trying a passphrase on very many slots would take for ever."""
        slots = []
        for info in self._store.list(KEYS_PREFIX):
            slots.append(info.key.removeprefix(KEYS_PREFIX))
            if len(slots) > MAX_SLOTS:
                raise RepositoryError(f"more than {MAX_SLOTS} key slots are there", object_name=KEYS_PREFIX)
        return slots

    def _read(self, slot: str) -> _Stored:
        key = KEYS_PREFIX + slot
        try:
            sealed = self._store.read(key, 0, _LARGEST_SLOT + 1)
        except ObjectMissing:
            raise ObjectCorrupt("the key slot vanished", object_name=key) from None
        payload = self._sealer.open_object(key, sealed, max_size=_LARGEST_SLOT)
        try:
            stored = msgspec.json.decode(payload, type=_Stored)
        except (msgspec.DecodeError, UnicodeError) as error:
            raise ObjectCorrupt(f"this is not a key slot ({error})", object_name=key) from None
        sizes = (len(stored.salt), len(stored.nonce), len(stored.wrapped))
        if stored.kdf != "scrypt" or sizes != (_SALT_SIZE, _NONCE_SIZE, DATA_KEY_SIZE + 16):
            raise ObjectCorrupt("this key slot is of an unknown kind", object_name=key)
        if not stored.cost.is_bearable() or stored.created.tzinfo is None:
            raise ObjectCorrupt("this key slot asks for an unreasonable amount of work", object_name=key)
        return stored


def _stretch(passphrase: str, salt: bytes, cost: ScryptCost) -> bytes:
    """The wrapping key. The same passphrase may be typed as other code points elsewhere: normalise them."""
    if not passphrase:
        raise PassphraseError("the passphrase is empty")
    text = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    room = 128 * cost.n * cost.r + 128 * cost.r * (cost.p + 2) + (1 << 20)
    import hashlib  # loads OpenSSL

    return hashlib.scrypt(text, salt=salt, n=cost.n, r=cost.r, p=cost.p, dklen=32, maxmem=room)


def _associated(slot: str, stored: _Stored) -> bytes:
    """Every field but the wrapped key, each of them ending before the next can begin."""
    cost, created = stored.cost, stored.created.astimezone(UTC).isoformat()
    text = f"pagewake key slot v1 {slot} {stored.kdf} {cost.n} {cost.r} {cost.p} {created} "
    return text.encode() + stored.salt + stored.label.encode("utf-8", "surrogatepass")


def _unwrap(slot: str, stored: _Stored, passphrase: str) -> bytes | None:
    # Only encrypted repositories have keys, and every command imports this module.
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    wrapping = AESGCM(_stretch(passphrase, stored.salt, stored.cost))
    try:
        return wrapping.decrypt(stored.nonce, stored.wrapped, _associated(slot, stored))
    except InvalidTag:
        return None
