"""Key slots: the repository's root key, wrapped once for each passphrase that may open it.

The root key is 32 random bytes that open the key ring (`key_ring`), which holds the data keys. Changing a passphrase
writes a new slot and removes the old one; no data is touched. A slot is an object `keys/<slot>`: a plain envelope
(whoever reads it has no key yet) around JSON with its kind, the parameters of scrypt, a salt, a nonce and the wrapped
key. The parameters are bounded when read, so that a hostile slot costs neither much memory nor much time. Everything
in a slot is associated data of AES-256-GCM: nobody can change it unnoticed, or give one slot the label of another.

A slot names the root key that it holds. Slots of another root than the newest ring's are what a replaced root key left
behind: they open nothing.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

import msgspec

from pagewake.errors import ObjectCorrupt, ObjectMissing, PassphraseError, RepositoryError, WrongPassphrase
from pagewake.repository.decoding import UNDECODABLE
from pagewake.repository.generations import DATA_KEY_SIZE, DataKeys
from pagewake.repository.key_ring import KeyRings, Ring, root_id
from pagewake.repository.recovery_key import as_recovery_key
from pagewake.repository.sealing import Sealer
from pagewake.repository.unlocking import KEYS_PREFIX as KEYS_PREFIX
from pagewake.stores.base import Store

MAX_SLOTS: Final = 16
"""For one root key. While it is replaced there are those of two; and one more while a passphrase is replaced."""

_PATIENCE: Final = 5
"""So often the keys may be replaced while somebody opens the repository."""
_SLOT: Final = re.compile(r"[0-9a-f]{16}")
_SALT_SIZE: Final = 32
_NONCE_SIZE: Final = 12
_LARGEST_SLOT: Final = 4096
_LONGEST_LABEL: Final = 200
_MOST_MEMORY: Final = 256 << 20
_MOST_WORK: Final = 1 << 22
"""Bound of n*r*p: eight times the default."""
_MOST_TRIED: Final = 2 * MAX_SLOTS
"""Slots of one root key that a passphrase is tried on: each takes a fifth of a second."""
_MOST_LISTED: Final = 512
"""Where nothing may be deleted, the slots of root keys that were replaced stay for ever; they are not tried."""


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


class SlotKind(StrEnum):
    """What a person types to open a slot: words of his own, or what was printed on the recovery sheet."""

    PASSPHRASE = "passphrase"
    RECOVERY = "recovery"


@dataclass(frozen=True)
class KeySlot:
    """One way to open the repository. `label` is what its owner called it; it is not secret.

    `root` names the root key that it holds.
    """

    id: str
    label: str
    created: datetime
    cost: ScryptCost
    kind: SlotKind
    root: str


@dataclass(frozen=True)
class OpenKeys:
    """What a passphrase opened."""

    rings: KeyRings = field(repr=False)
    root_key: bytes = field(repr=False)
    ring: Ring

    def data_keys(self) -> DataKeys:
        """The generations, which look for new ones in the store."""
        return DataKeys(self.ring.keys(), reload=self._reload)

    def _reload(self) -> Sequence[bytes]:
        found = self.rings.newest()
        if root_id(self.root_key) not in found.roots:
            raise RepositoryError(
                "the repository's root key was replaced since it was opened",
                object_name=found.name,
                meaning="Nothing new can be read, or written.",
                advice="Open it again, with a passphrase that is still good.",
            )
        return found.open(self.root_key).keys()


def open_keys(store: Store, repository: str, passphrase: str) -> OpenKeys:
    """The root key and the newest ring of the repository of that id.

    Raises WrongPassphrase, ObjectCorrupt, RepositoryError, StoreError."""
    rings = KeyRings(store, repository)
    for _ in range(_PATIENCE):
        found = rings.newest()
        try:
            root_key = KeySlots(store).open(passphrase, roots=found.roots)
            return OpenKeys(rings, root_key, found.open(root_key))
        except RepositoryError:  # perhaps all was replaced between looking here and there
            if max(rings.numbers(), default=0) == found.number:
                raise
    raise RepositoryError("the repository's keys change all the time", object_name=f"{KEYS_PREFIX}*")


class _Stored(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A slot's JSON."""

    kind: SlotKind
    root: str
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
    """A data key: for a new repository, or the next generation."""
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

    def add(
        self,
        root_key: bytes,
        passphrase: str,
        *,
        label: str = "",
        kind: SlotKind = SlotKind.PASSPHRASE,
        replacing: int = 0,
    ) -> str:
        """Wrap the root key for one more passphrase and return the slot's id.

        `replacing`: so many slots are removed once this one is there. Then it needs no free one, and not even
        where a change that was cut off left its old slot beside the new one. Raises PassphraseError, RepositoryError.
        """
        if len(root_key) != DATA_KEY_SIZE:
            raise ValueError(f"a root key has {DATA_KEY_SIZE} bytes")
        root = root_id(root_key)
        left = sum(slot.root == root for slot in self.readable()[0]) - replacing
        if left >= MAX_SLOTS + (1 if replacing else 0):
            raise RepositoryError(
                f"the repository already has {left} keys, and {MAX_SLOTS} are the most",
                meaning="Nothing was changed.",
                advice="See who has one with pagewake repo keys list REPO; "
                "remove one that nobody uses with pagewake repo keys remove REPO KEY.",
            )
        slot = os.urandom(8).hex()
        salt, nonce = os.urandom(_SALT_SIZE), os.urandom(_NONCE_SIZE)
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        wrapping = AESGCM(_stretch(passphrase, salt, self._cost))
        cost, created, label = self._cost, self._clock().astimezone(UTC), label[:_LONGEST_LABEL]
        stored = _Stored(kind, root, "scrypt", cost.n, cost.r, cost.p, salt, nonce, b"", created, label)
        wrapped = wrapping.encrypt(nonce, root_key, _associated(slot, stored))
        stored = msgspec.structs.replace(stored, wrapped=wrapped)
        key = KEYS_PREFIX + slot
        self._store.put(key, self._sealer.seal_object(key, msgspec.json.encode(stored), compress=False))
        return slot

    def open(self, passphrase: str, *, roots: Container[str] | None = None) -> bytes:
        """The root key; `roots` are those that are good, by default any.

        Raises:
            WrongPassphrase: no slot opens with this passphrase.
            ObjectCorrupt: no slot opens, and none of them is intact.
            RepositoryError: there are no slots.
        """
        return self.opened_by(passphrase, roots=roots, first=True)[0]

    def slots(self) -> tuple[KeySlot, ...]:
        """All slots, oldest first. Raises ObjectCorrupt for a damaged one."""
        slots, damaged = self.readable()
        if damaged:
            raise damaged[0]
        return slots

    def readable(self) -> tuple[tuple[KeySlot, ...], tuple[ObjectCorrupt, ...]]:
        """All slots that can be read, oldest first, and why the others cannot."""
        slots: list[KeySlot] = []
        damaged: list[ObjectCorrupt] = []
        for slot in self._slot_ids():
            try:
                slots.append(_described(slot, self._read(slot)))
            except ObjectCorrupt as error:
                damaged.append(error)
        return tuple(sorted(slots, key=lambda slot: (slot.created, slot.id))), tuple(damaged)

    def remove(self, slot: str) -> None:
        """Remove a slot, never the last good one of its root key: without any, the data is lost.

        Raises RepositoryError.
        """
        if slot not in self._slot_ids():
            raise RepositoryError("there is no such key slot", object_name=slot)
        readable, _ = self.readable()
        root = next((one.root for one in readable if one.id == slot), None)
        if not any(one.id != slot and root in (None, one.root) for one in readable):
            raise RepositoryError(
                "this is the only key slot",
                object_name=slot,
                meaning="Without it nobody could ever read the repository again.",
                advice="Add another passphrase first.",
            )
        self._store.delete(KEYS_PREFIX + slot)

    def change(self, old: str, new: str, *, roots: Container[str] | None = None) -> str:
        """Replace a passphrase: the new slot is written before any slot that the old one opens is removed.

        A recovery key that is given as the old one stays: it is what opens the repository when the passphrase is lost.
        """
        root_key, opened = self.opened_by(old, roots=roots)
        replaced = [slot for slot in opened if slot.kind is SlotKind.PASSPHRASE]
        label = replaced[0].label if replaced else ""
        added = self.add(root_key, new, label=label, replacing=len(replaced))
        for slot in replaced:
            self.remove(slot.id)
        return added

    def opened_by(
        self, passphrase: str, *, roots: Container[str] | None = None, first: bool = False
    ) -> tuple[bytes, tuple[KeySlot, ...]]:
        """The root key, and every slot that this passphrase opens, or only the first of them. Raises as `open`."""
        root_key = b""
        opened: list[KeySlot] = []
        damaged: list[ObjectCorrupt] = []
        candidates: list[tuple[str, _Stored]] = []
        slots = self._slot_ids()
        for slot in slots:
            try:
                stored = self._read(slot)
            except ObjectCorrupt as error:
                damaged.append(error)
                continue
            if roots is None or stored.root in roots:
                candidates.append((slot, stored))
        if len(candidates) > _MOST_TRIED:
            raise RepositoryError(f"more than {_MOST_TRIED} key slots are there", object_name=KEYS_PREFIX)
        # Each try takes a moment, in every process: first those that a text of this form can open.
        likely = SlotKind.RECOVERY if as_recovery_key(passphrase) else SlotKind.PASSPHRASE
        for slot, stored in sorted(candidates, key=lambda one: one[1].kind is not likely):
            found = _unwrap(slot, stored, passphrase)
            if found is not None and root_id(found) == stored.root:
                root_key = found
                opened.append(_described(slot, stored))
                if first:
                    break
        if opened:
            return root_key, tuple(opened)
        if not slots:
            raise RepositoryError("no key slot is there", object_name=KEYS_PREFIX)
        if len(damaged) == len(slots):
            raise damaged[0]
        meaning = f"{len(damaged)} of {len(slots)} key slots are damaged." if damaged else ""
        what = "the passphrase opens none of the repository's keys"
        raise WrongPassphrase(what, object_name=self._store.location, meaning=meaning)

    def _slot_ids(self) -> list[str]:
        """All slots; there are few, unless somebody plays tricks."""
        slots = []
        for info in self._store.list(KEYS_PREFIX):
            slot = info.key.removeprefix(KEYS_PREFIX)
            if _SLOT.fullmatch(slot):
                slots.append(slot)
            if len(slots) > _MOST_LISTED:
                raise RepositoryError(
                    f"more than {_MOST_LISTED} key slots are there", object_name=KEYS_PREFIX
                )
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
        except UNDECODABLE as error:
            raise ObjectCorrupt(f"this is not a key slot ({error})", object_name=key) from None
        sizes = (len(stored.salt), len(stored.nonce), len(stored.wrapped))
        if (
            stored.kdf != "scrypt"
            or not _SLOT.fullmatch(stored.root)
            or sizes != (_SALT_SIZE, _NONCE_SIZE, DATA_KEY_SIZE + 16)
        ):
            raise ObjectCorrupt("this key slot is of an unknown kind", object_name=key)
        if not stored.cost.is_bearable() or stored.created.tzinfo is None:
            raise ObjectCorrupt("this key slot asks for an unreasonable amount of work", object_name=key)
        return stored


def _described(slot: str, stored: _Stored) -> KeySlot:
    return KeySlot(slot, stored.label, stored.created, stored.cost, stored.kind, stored.root)


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
    kind = f"{stored.kind} {stored.root} {stored.kdf}"
    text = f"pagewake key slot v1 {slot} {kind} {cost.n} {cost.r} {cost.p} {created} "
    return text.encode() + stored.salt + stored.label.encode("utf-8", "surrogatepass")


def _unwrap(slot: str, stored: _Stored, passphrase: str) -> bytes | None:
    # Only encrypted repositories have keys, and every command imports this module.
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if stored.kind is SlotKind.RECOVERY:
        passphrase = as_recovery_key(passphrase) or passphrase
    wrapping = AESGCM(_stretch(passphrase, stored.salt, stored.cost))
    try:
        return wrapping.decrypt(stored.nonce, stored.wrapped, _associated(slot, stored))
    except InvalidTag:
        return None
