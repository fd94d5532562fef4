"""Where the keeping of each source is stored, so that what two processes say of it is said one after the other.

One object a source and version, `keeping/<source>/<number>`: the highest number is the truth, lower ones are what a
crash left. A change reads the newest, puts its successor under the next number, which only one writer can, and looks
whether that is the newest now; whoever was too late begins again with what the other one wrote. This holds also where
a lock failed, and each of them saw what was said before. The highest number is never removed.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from contextlib import suppress

import msgspec

from pagewake.errors import (
    ObjectCorrupt,
    ObjectExists,
    ObjectMissing,
    RepositoryError,
    StoreError,
)
from pagewake.model import Finding, Severity
from pagewake.repository.decoding import VersionedJson
from pagewake.repository.keeping import FORMAT, Edit, Keeping
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Store

PREFIX = "keeping/"
MAX_OBJECT = 64 << 20
_SLACK = 1 << 12
_ATTEMPTS = 50
_KEY = re.compile(re.escape(PREFIX) + r"([^/]+)/([0-9]{12})")
_log = logging.getLogger(__name__)


_KEEPINGS = VersionedJson(Keeping, FORMAT, "the record of holds, tags and trash")


class KeepingBook:
    """How the backups of one repository stand. Not safe for use from several threads."""

    def __init__(self, store: Store, sealer: Sealer) -> None:
        self._store = store
        self._sealer = sealer
        self._known: dict[str, Keeping] | None = None
        self._unreadable: dict[str, Finding] = {}

    def all(self) -> Mapping[str, Keeping]:
        """By source; sources of which nothing was said are missing. What cannot be read is left out: see `findings`."""
        if self._known is None:
            self._unreadable = {}
            known = {}
            for token, numbers in self._listed(PREFIX).items():
                keeping = self._read_newest(token, numbers)
                if keeping is not None:
                    known[keeping.source] = keeping
            self._known = known
        return self._known

    def of(self, source: str) -> Keeping:
        """How the backups of a source stand, as far as it is known."""
        return self.all().get(source) or Keeping(source=source)

    def expire(self) -> None:
        """Have the next use look at the store again."""
        self._known = None

    @property
    def findings(self) -> list[Finding]:
        """Objects that could not be read. Of their sources everything counts as kept."""
        self.all()
        return list(self._unreadable.values())

    def change(
        self, source: str, edit: Edit, check: Callable[[], None] = lambda: None
    ) -> tuple[Keeping, Keeping]:
        """Say something new, of what stands at this moment; `edit` may be called several times. Any process may.

        Returns what stood directly before, and what stands now: whatever differs between the two, this change did.
        `check` is called before anything is written. Raises ObjectCorrupt, RepositoryTooNew: what stands cannot be
        read, and it must not be forgotten; RepositoryError where others keep changing it.
        """
        token = self._sealer.name_token(source)
        for _ in range(_ATTEMPTS):
            numbers = self._listed(f"{PREFIX}{token}/").get(token, [])
            try:
                before = self._open(_key(token, numbers[-1]), source) if numbers else Keeping(source=source)
            except ObjectMissing:  # somebody has put a newer one
                continue
            after = edit(before)
            if after != before:
                check()
                number = numbers[-1] + 1 if numbers else 1
                if not self._put(token, number, after):
                    continue
            self.expire()
            return before, after
        raise RepositoryError("other processes keep changing how these backups stand", object_name=source)

    def _put(self, token: str, number: int, keeping: Keeping) -> bool:
        """Put a version; False where somebody else was quicker."""
        key = _key(token, number)
        payload = msgspec.json.encode(keeping)
        if len(payload) > MAX_OBJECT:
            raise ValueError(
                f"{len(payload)} bytes are too many for what is held and in the trash of {keeping.source}"
            )
        try:
            self._store.put(key, self._sealer.seal_object(key, payload))
        except ObjectExists:
            return False
        numbers = self._listed(f"{PREFIX}{token}/").get(token, [])
        if numbers and numbers[-1] > number:
            # What it was made from is no longer what stands: others wrote it, went on, and tidied up after that.
            with suppress(StoreError):
                self._store.delete(key)
            return False
        for old in numbers:
            if old < number:
                try:
                    self._store.delete(_key(token, old))
                except StoreError as error:
                    _log.warning("an older record of what is kept was not removed: %s", error)
        return True

    def _listed(self, prefix: str) -> dict[str, list[int]]:
        """The numbers under each token, ascending."""
        found: dict[str, list[int]] = {}
        for info in self._store.list(prefix):
            if match := _KEY.fullmatch(info.key):
                found.setdefault(match[1], []).append(int(match[2]))
        return {token: sorted(numbers) for token, numbers in found.items()}

    def _read_newest(self, token: str, numbers: list[int]) -> Keeping | None:
        while numbers:
            key = _key(token, numbers[-1])
            try:
                return self._open(key, None)
            except ObjectMissing:
                numbers = self._listed(f"{PREFIX}{token}/").get(token, [])
            except RepositoryError as error:
                self._unreadable[key] = Finding(
                    Severity.ERROR,
                    "keeping-unreadable",
                    key,
                    f"What is held and what is in the trash is not known of one source: {error.what}. "
                    "All of its backups count as kept, and none can expire.",
                    error.advice,
                )
                return None
        return None

    def _open(self, key: str, source: str | None) -> Keeping:
        """The keeping under a key. Raises ObjectMissing, ObjectCorrupt, RepositoryTooNew."""
        sealed = self._store.read(key, 0, MAX_OBJECT + _SLACK)
        keeping = _KEEPINGS.decode(self._sealer.open_object(key, sealed, max_size=MAX_OBJECT), key)
        match = _KEY.fullmatch(key)
        token = self._sealer.name_token(keeping.source)
        if match is None or match[1] != token or source not in (None, keeping.source):
            raise ObjectCorrupt(f"it speaks of {keeping.source[:80]}", object_name=key)
        return keeping


def _key(token: str, number: int) -> str:
    return f"{PREFIX}{token}/{number:012d}"
