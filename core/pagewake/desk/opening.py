"""Opening a repository at a place, whoever asks for the passphrase."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from pagewake.desk.places import RepositoryPlace
from pagewake.errors import PassphraseError

if TYPE_CHECKING:
    from pagewake.credentials import Secret
    from pagewake.jobs import CancelToken
    from pagewake.repository.descriptor import Descriptor
    from pagewake.repository.repository import Repository
    from pagewake.repository.sealing import Sealer
    from pagewake.stores.base import Store

Unlocked = tuple["Store", "Descriptor", "Sealer"]


def open_repository(
    place: RepositoryPlace,
    passphrase: Callable[[], Secret | None],
    *,
    read_only: bool = False,
    bandwidth: int | None = None,
    token: CancelToken | None = None,
) -> Repository:
    """The repository at a place. Raises RepositoryMissing, WrongPassphrase, PassphraseError, StoreError.

    `passphrase` is only called where the repository turns out to be encrypted; None: nobody gives one. With
    `read_only` whatever would change the store raises StoreReadOnly instead. `bandwidth` limits the bytes a second
    that all threads together move between here and the store; `token` ends a wait for it.
    """
    from pagewake.repository.repository import Repository
    from pagewake.stores.read_only import ReadOnlyStore

    store, descriptor, sealer = unlock_place(place, passphrase, token)
    if bandwidth is not None:
        store = limited(store, bandwidth, token)
    return Repository(ReadOnlyStore(store) if read_only else store, descriptor, sealer)


def limited(store: Store, bandwidth: int, token: CancelToken | None = None) -> Store:
    """A store within a bandwidth."""
    from pagewake.stores.limited import Bandwidth, LimitedStore

    sleep = token.wait if token is not None else time.sleep
    return LimitedStore(store, Bandwidth(bandwidth, sleep=sleep))


def unlock_place(
    place: RepositoryPlace, passphrase: Callable[[], Secret | None], token: CancelToken | None = None
) -> Unlocked:
    """The store of a repository, its descriptor, and what opens its objects. Raises as `open_repository`.

    `token` ends a wait for a store that does not answer, also later.

    Takes a fraction of the time that it takes to load all that a repository can do.
    """
    from pagewake.repository.unlocking import unlock
    from pagewake.stores.base import PatientStore

    def said() -> str:
        secret = passphrase()
        if secret is None:
            raise PassphraseError("the repository is encrypted", object_name=place.location)
        return secret.reveal()

    store = place.open_store()
    if token is not None and isinstance(store, PatientStore):
        store.heed(token)
    descriptor, sealer = unlock(store, said)
    if place.passphrase is not None and not sealer.encrypted:
        raise PassphraseError(
            "the settings give a passphrase, and the repository says that it is not encrypted",
            object_name=place.location,
            meaning="Somebody may have put another repository in its place. Nothing was read or written.",
            advice="If it never was encrypted, take the passphrase out of the settings.",
        )
    return store, descriptor, sealer
