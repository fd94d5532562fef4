"""What opens a repository: its descriptor, and the key that a passphrase gives."""

from __future__ import annotations

from collections.abc import Callable

from pagewake.errors import ObjectCorrupt, PassphraseError
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
    from pagewake.repository.keys import KeySlots

    data_key = KeySlots(store).open(said(passphrase))
    descriptor.check_seal(data_key)
    return descriptor, Sealer(data_key, codec=descriptor.codec)


def said(passphrase: Passphrase) -> str:
    """The passphrase itself."""
    return passphrase if isinstance(passphrase, str) else passphrase()


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
