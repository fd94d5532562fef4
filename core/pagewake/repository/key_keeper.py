"""Changing who can open a repository, and with what new content is encrypted.

All changes hold one lock (kind `keys`), so that two never overlap, and each happens at one moment:

- a slot is added or removed by one object;
- a rotation by the first copy of the next ring: before it the old generation seals, after it the new one;
- a new root key by the first copy of a ring that only it opens. Its slots are written before, and open nothing until
  then; the slots of the old root key open nothing from then on, and are deleted.

What a crash leaves (slots without a ring, one copy of a ring, rings and slots that were replaced) is tidied by the next
change.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from pagewake.clock import now as clock_now
from pagewake.errors import RepositoryError, StoreError, UsageError, WrongPassphrase
from pagewake.model import Finding, Severity
from pagewake.repository.descriptor import read_descriptor
from pagewake.repository.key_ring import FoundRing, Generation, KeyRings, new_root_key, root_id
from pagewake.repository.keys import KeySlot, KeySlots, ScryptCost, SlotKind, new_data_key, open_keys
from pagewake.repository.locks import KEYS, Lock, Locks
from pagewake.repository.recovery_key import LABEL, new_recovery_key
from pagewake.repository.sealing import Sealer
from pagewake.repository.unlocking import KEYS_PREFIX
from pagewake.stores.base import Store
from pagewake.units import counted

_COST: Final = ScryptCost()

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class KeyState:
    """Who can open a repository: what everybody can see who can read the store.

    `generation` is the number of the data key that seals, made at `rotated`. `damaged` names slots that cannot be read.
    """

    slots: tuple[KeySlot, ...]
    damaged: tuple[str, ...]
    generation: int
    rotated: datetime
    whole: bool
    """Whether both copies of the key ring are there."""


@dataclass(frozen=True)
class NewRoot:
    """What replacing the root key did. `recovery_key` is the new one, where there was an old one."""

    generation: int
    kept: tuple[KeySlot, ...]
    dropped: tuple[KeySlot, ...]
    recovery_key: str | None = field(default=None, repr=False)


def key_state(store: Store) -> KeyState:
    """The key slots and the ring of an encrypted repository; no passphrase is needed.

    Raises RepositoryMissing, UsageError (it is not encrypted), ObjectCorrupt.
    """
    found = KeyRings(store, _encrypted(store)).newest()
    slots, damaged = KeySlots(store).readable()
    good = tuple(slot for slot in slots if slot.root in found.roots)
    names = tuple(error.object_name for error in damaged)
    return KeyState(good, names, found.generations, found.rotated, not found.damaged)


def key_findings(store: Store) -> list[Finding]:
    """What is damaged among the keys of an encrypted repository that still opens.

    Raises ObjectCorrupt where no copy of the ring can be read, RepositoryMissing, StoreError.
    """
    ring = KeyRings(store, _encrypted(store)).newest().damaged
    _, slots = KeySlots(store).readable()
    found = [
        Finding(
            Severity.WARNING,
            "key-ring-damaged",
            key,
            "one of the two copies of the key ring is missing or damaged",
            "Write it again with: pagewake repo keys rotate REPO",
        )
        for key in ring
    ]
    found += [
        Finding(
            Severity.WARNING,
            "key-slot-damaged",
            error.object_name,
            f"the passphrase of this key slot no longer opens the repository: {error.what}",
            "Remove it with pagewake repo keys remove REPO KEY, and add its passphrase again.",
        )
        for error in slots
    ]
    return found


class KeyKeeper:
    """The keys of one repository, in the hands of somebody who can open it.

    Raises UsageError (it is not encrypted), WrongPassphrase, ObjectCorrupt, RepositoryError, StoreError.
    """

    def __init__(
        self,
        store: Store,
        passphrase: str,
        *,
        cost: ScryptCost = _COST,
        now: Callable[[], datetime] = clock_now,
    ) -> None:
        repository = _encrypted(store)
        self._store = store
        self._passphrase = passphrase
        self._now = now
        self._rings = KeyRings(store, repository)
        self._slots = KeySlots(store, cost=cost, clock=now)
        opened = open_keys(store, repository, passphrase)
        descriptor = read_descriptor(store)
        descriptor.check_seal(opened.ring.generations[0].key)
        self._root_key = opened.root_key
        self._sealer = Sealer(opened.data_keys(), codec=descriptor.codec)
        self._locks = Locks(store, self._sealer, clock=now)

    def add(self, passphrase: str, *, label: str = "", kind: SlotKind = SlotKind.PASSPHRASE) -> KeySlot:
        """Let one more passphrase open the repository."""
        with self._changing() as (found, _):
            try:
                _, already = self._slots.opened_by(passphrase, roots=found.roots, first=True)
            except WrongPassphrase:
                pass
            else:
                raise UsageError(
                    "this passphrase opens the repository already",
                    object_name=already[0].label or already[0].id,
                )
            return self._slot(self._slots.add(self._root_key, passphrase, label=label, kind=kind))

    def change(self, passphrase: str) -> KeySlot:
        """Replace the passphrase that this keeper was made with, also where all slots are in use.

        A recovery key stays, and the new passphrase is added.
        """
        with self._changing() as (found, _):
            slot = self._slots.change(self._passphrase, passphrase, roots=found.roots)
            self._passphrase = passphrase
            return self._slot(slot)

    def renew_recovery_key(self) -> str:
        """Make a new recovery key; one that was made before is no longer good.

        Raises UsageError where the one before is what this keeper was made with: until somebody has written the new one
        down, nobody could open the repository.
        """
        with self._changing() as (found, _):
            return self._new_recovery_key(found)

    def remove(self, named: str) -> KeySlot:
        """Let what opens one slot open nothing any more: its id, the beginning of it, or its label names it.

        The slot that this keeper's passphrase opens stays: nothing proves that anybody still knows another one.
        Raises UsageError, RepositoryError (it is the last one).
        """
        with self._changing() as (found, _):
            state = key_state(self._store)
            chosen = [slot for slot in state.slots if slot.id == named] or [
                slot for slot in state.slots if named and (slot.id.startswith(named) or slot.label == named)
            ]
            if not chosen and KEYS_PREFIX + named in state.damaged:
                self._slots.remove(named)
                return KeySlot(named, "", found.rotated, _COST, SlotKind.PASSPHRASE, "")
            if len(chosen) != 1:
                raise UsageError(
                    f"{len(chosen)} keys are called so" if chosen else "there is no such key",
                    object_name=named,
                    advice="Name it by its id: pagewake repo keys list REPO",
                )
            if len(state.slots) > 1:
                self._keep_a_way_in(found, {chosen[0].id})
            self._slots.remove(chosen[0].id)
            return chosen[0]

    def rotate(self) -> int:
        """Encrypt what is new with a new data key; the number of its generation.

        What was stored keeps its key. Work that runs keeps the generation that it began with, and both can be read.
        """
        with self._changing() as (found, lock):
            generation = self._next_ring(found, self._root_key, lock)
            self._tidy(self._rings.newest())
            return generation

    def replace_root(self, others: Sequence[str] = (), *, drop: bool = False) -> NewRoot:
        """Make a new root key and a new data key: for when a removed person may have kept the old ones.

        Only this keeper's passphrase and the `others` go on opening the repository: a slot of the new root key can be
        written only for a passphrase that is known. An old recovery key is replaced by a new one. `drop` allows that
        somebody else's passphrase is no longer good.

        Raises WrongPassphrase for one of the others that opens nothing, UsageError where one would be dropped.
        """
        with self._changing() as (found, lock):
            known: dict[str, tuple[str, KeySlot]] = {}
            for passphrase in dict.fromkeys((self._passphrase, *others)):
                _, opened = self._slots.opened_by(passphrase, roots=found.roots)
                known |= {slot.id: (passphrase, slot) for slot in opened[:1]}
            slots, _ = self._slots.readable()
            dropped = tuple(slot for slot in slots if slot.root in found.roots and slot.id not in known)
            people = [slot.label or slot.id for slot in dropped if slot.kind is not SlotKind.RECOVERY]
            if people and not drop:
                raise UsageError(
                    f"{counted(len(people), 'passphrase')} would no longer be good: {', '.join(people)}",
                    meaning="Nothing was changed.",
                    advice="Give them too, or say that they may be dropped.",
                )
            wanted = [(text, slot.label, slot.kind) for text, slot in known.values()]
            recovery = new_recovery_key() if any(one.kind is SlotKind.RECOVERY for one in dropped) else None
            if recovery is not None:
                wanted.append((recovery, LABEL, SlotKind.RECOVERY))
            fresh = new_root_key()
            kept = self._write_slots(fresh, wanted)
            generation = self._next_ring(found, fresh, lock)
            self._root_key = fresh
            good = {slot.id for slot in self._slots.readable()[0]}
            if not {slot.id for slot in kept} <= good:  # somebody whose lock was lost tidied them away
                kept = self._write_slots(fresh, wanted)
            self._tidy(self._rings.newest())
        return NewRoot(generation, kept, dropped, recovery)

    def _write_slots(
        self, root_key: bytes, wanted: Sequence[tuple[str, str, SlotKind]]
    ) -> tuple[KeySlot, ...]:
        # Each stands for one of the old root key, of which a change that was cut off may have left one too many.
        made = [
            self._slots.add(root_key, text, label=label, kind=kind, replacing=1)
            for text, label, kind in wanted
        ]
        return tuple(self._slot(id_) for id_ in made)

    def _next_ring(self, found: FoundRing, root_key: bytes, lock: Lock) -> int:
        """Add a generation, sealed with a root key."""
        ring = found.open(self._root_key)
        generation = Generation(new_data_key(), self._now())
        lock.check()
        ring = self._rings.write(found.number + 1, [*ring.generations, generation], root_key)
        return len(ring.generations)

    def _new_recovery_key(self, found: FoundRing) -> str:
        state = self._slots.readable()[0]
        before = [slot.id for slot in state if slot.kind is SlotKind.RECOVERY and slot.root in found.roots]
        self._keep_a_way_in(found, set(before))
        key = new_recovery_key()
        self._slots.add(self._root_key, key, label=LABEL, kind=SlotKind.RECOVERY, replacing=len(before))
        for slot in before:
            self._slots.remove(slot)
        return key

    def _keep_a_way_in(self, found: FoundRing, going: set[str]) -> None:
        """Raise UsageError where all slots go that this keeper's passphrase opens."""
        _, mine = self._slots.opened_by(self._passphrase, roots=found.roots)
        if {slot.id for slot in mine} <= going:
            raise UsageError(
                "this is the key that was given to open the repository",
                object_name=mine[0].label or mine[0].id,
                meaning="It was not removed: whether anybody still knows another one, nobody can tell.",
                advice="Give another passphrase that opens it. If there is none, add one, or change this one.",
            )

    @contextmanager
    def _changing(self) -> Iterator[tuple[FoundRing, Lock]]:
        """The ring as it is, while nobody else changes keys."""
        with self._locks.acquire(KEYS).held() as lock:
            found = self._rings.newest()
            self._check(found)
            self._tidy(found)
            yield found, lock

    def _check(self, found: FoundRing) -> None:
        """Raise RepositoryError unless this keeper's root key and passphrase are still good."""
        if root_id(self._root_key) not in found.roots:
            raise RepositoryError(
                "somebody else replaced the root key meanwhile",
                object_name=self._store.location,
                meaning="Nothing was changed.",
                advice="Run the command again.",
            )
        found.open(self._root_key)
        self._sealer.renew()

    def _tidy(self, found: FoundRing) -> None:
        """Complete the newest ring; remove rings and slots that it replaced, which open nothing any more.

        A store that refuses does not undo the change that made the ring.
        """
        try:
            self._rings.mend(found, self._root_key)
            self._rings.remove_others(found.number)
            for slot in self._slots.readable()[0]:
                if slot.root not in found.roots:
                    self._store.delete(KEYS_PREFIX + slot.id)
        except StoreError as error:
            _log.warning("keys that were replaced could not be removed: %s", error)

    def _slot(self, id_: str) -> KeySlot:
        return next(slot for slot in self._slots.readable()[0] if slot.id == id_)


def _encrypted(store: Store) -> str:
    """The id of an encrypted repository. Raises UsageError, RepositoryMissing."""
    descriptor = read_descriptor(store)
    if not descriptor.encrypted:
        raise UsageError("the repository is not encrypted", object_name=store.location)
    return descriptor.id
