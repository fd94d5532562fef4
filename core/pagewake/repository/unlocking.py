"""What opens a repository: its descriptor, and the key that a passphrase gives."""

from __future__ import annotations

from collections.abc import Callable

from pagewake.errors import (
    ObjectCorrupt,
    PassphraseError,
    RepositoryExists,
    RepositoryMissing,
    RepositoryTooNew,
)
from pagewake.repository.descriptor import DESCRIPTOR_KEY, Descriptor, read_descriptor
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Store

KEYS_PREFIX = "keys/"
Passphrase = str | Callable[[], str]
"""A passphrase, or how to get it; it is asked for once, and only where there is something to decrypt."""


def unlock(store: Store, passphrase: Passphrase | None) -> tuple[Descriptor, Sealer]:
    """The descriptor of a repository, and what seals and opens its objects.

    Trying a passphrase takes a moment, once. Raises RepositoryMissing, RepositoryTooNew, PassphraseError,
    WrongPassphrase, ObjectCorrupt.
    """
    descriptor = read_descriptor(store)
    if not descriptor.encrypted:
        _refuse_keys(store)
        return descriptor, Sealer(codec=descriptor.codec)
    if passphrase is None:
        raise PassphraseError("the repository is encrypted", object_name=store.location)
    from pagewake.repository.keys import open_keys

    opened = open_keys(store, descriptor.id, said(passphrase))
    descriptor.check_seal(opened.ring.generations[0].key)
    return descriptor, Sealer(opened.data_keys(), codec=descriptor.codec)


def said(passphrase: Passphrase) -> str:
    """The passphrase itself."""
    return passphrase if isinstance(passphrase, str) else passphrase()


def remains_of(store: Store) -> list[str]:
    """What an unfinished creation left in a store that holds nothing else. Raises RepositoryExists."""
    try:
        read_descriptor(store)
    except RepositoryMissing:
        pass
    except (ObjectCorrupt, RepositoryTooNew):  # a repository all the same
        raise RepositoryExists("there is a repository already", object_name=store.location) from None
    else:
        raise RepositoryExists("there is a repository already", object_name=store.location)
    remains = []
    for info in store.list():
        if not info.key.startswith(KEYS_PREFIX) and info.key != DESCRIPTOR_KEY:
            raise RepositoryExists(
                f"there is something else already: {info.key}",
                object_name=store.location,
                advice="Give an empty directory or prefix.",
            )
        remains.append(info.key)
    return remains


def _refuse_keys(store: Store) -> None:
    """A repository that is not encrypted has no keys: whoever made it look so would have new pages in clear.

    Raises ObjectCorrupt.
    """
    if any(True for _ in store.list(KEYS_PREFIX)):
        raise ObjectCorrupt(
            "it says that the repository is not encrypted, and there are keys",
            object_name=DESCRIPTOR_KEY,
            meaning="Somebody may have replaced it, so that new backups would be stored unencrypted.",
        )
