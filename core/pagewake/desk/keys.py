"""The keys of an encrypted repository, as a face shows and changes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from pagewake.errors import PassphraseError, UsageError

if TYPE_CHECKING:
    from pagewake.credentials import Secret
    from pagewake.desk.places import RepositoryPlace
    from pagewake.repository.key_keeper import KeyKeeper, KeyState

Result = TypeVar("Result")


@contextmanager
def key_keeper(
    place: RepositoryPlace, passphrase: Callable[[], Secret | None]
) -> Iterator[tuple[str, KeyKeeper]]:
    """The id of an encrypted repository, and what changes its keys. `passphrase` is asked once, if it is encrypted.

    Raises UsageError (it is not encrypted), PassphraseError, WrongPassphrase, RepositoryError, StoreError.
    """
    from pagewake.repository.descriptor import read_descriptor
    from pagewake.repository.key_keeper import KeyKeeper

    store = place.open_store()
    try:
        descriptor = read_descriptor(store)
        if not descriptor.encrypted:
            raise UsageError("the repository is not encrypted", object_name=place.location)
        secret = passphrase()
        if secret is None:
            raise PassphraseError("the passphrase was not given", object_name=place.location)
        yield descriptor.id, KeyKeeper(store, secret.reveal())
    finally:
        store.close()


def keys_of(place: RepositoryPlace) -> tuple[str, KeyState]:
    """The id of an encrypted repository, and who can open it; no passphrase is needed.

    Raises UsageError (it is not encrypted), RepositoryMissing, ObjectCorrupt, StoreError.
    """
    from pagewake.repository.descriptor import read_descriptor
    from pagewake.repository.key_keeper import key_state

    store = place.open_store()
    try:
        return read_descriptor(store).id, key_state(store)
    finally:
        store.close()


def change_keys(
    place: RepositoryPlace, typed: Secret | None, change: Callable[[KeyKeeper], Result]
) -> tuple[Result, KeyState]:
    """Make one change, with the passphrase that was typed or that the settings name; what came of it, and the keys.

    Raises as `key_keeper`.
    """
    from pagewake.credentials import find_passphrase

    def secret() -> Secret | None:
        return typed if typed is not None else find_passphrase(place.passphrase)

    with key_keeper(place, secret) as (_, keeper):
        result = change(keeper)
    return result, keys_of(place)[1]


def recovery_text(key: Secret) -> str:
    """A recovery key with what to do with it."""
    return (
        f"Recovery key: {key.reveal()}\n"
        "It opens the repository like the passphrase does. Print it and keep it away from this machine: "
        "it is not shown again."
    )
