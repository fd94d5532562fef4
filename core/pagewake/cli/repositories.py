"""Opening the repository that a command works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pagewake.cli.places import passphrase_for
from pagewake.cli.session import Session
from pagewake.desk.opening import unlock_place
from pagewake.desk.places import RepositoryPlace

if TYPE_CHECKING:
    from pagewake.repository.descriptor import Descriptor
    from pagewake.repository.repository import Repository
    from pagewake.repository.sealing import Sealer
    from pagewake.stores.base import Store

    Unlocked = tuple[Store, Descriptor, Sealer]


def opened_repository(session: Session, place: RepositoryPlace) -> Repository:
    """The repository at a place. Raises RepositoryMissing, WrongPassphrase, PassphraseError, StoreError."""
    return repository_of(unlocked(session, place))


def repository_of(opened: Unlocked) -> Repository:
    """The repository that was unlocked."""
    from pagewake.repository.repository import Repository

    return Repository(*opened)


def unlocked(session: Session, place: RepositoryPlace) -> Unlocked:
    """The store of a repository, its descriptor, and what opens its objects. Raises as `opened_repository`.

    Takes a fraction of the time that it takes to load all that a repository can do.
    """
    return unlock_place(place, lambda: passphrase_for(session, place))
