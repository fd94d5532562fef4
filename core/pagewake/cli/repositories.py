"""Opening the repository that a command works on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from pagewake.cli.places import passphrase_for
from pagewake.cli.session import Session
from pagewake.desk.opening import limited, unlock_place
from pagewake.desk.places import RepositoryPlace
from pagewake.units import parse_bandwidth

if TYPE_CHECKING:
    from pagewake.jobs import CancelToken
    from pagewake.repository.descriptor import Descriptor
    from pagewake.repository.repository import Repository
    from pagewake.repository.sealing import Sealer
    from pagewake.stores.base import Store

    Unlocked = tuple[Store, Descriptor, Sealer]

Function = TypeVar("Function", bound=Callable[..., object])


def opened_repository(
    session: Session,
    place: RepositoryPlace,
    *,
    bandwidth: int | None = None,
    token: CancelToken | None = None,
) -> Repository:
    """The repository at a place. Raises RepositoryMissing, WrongPassphrase, PassphraseError, StoreError.

    `bandwidth` is a limit in bytes a second; `token` ends a wait for it.
    """
    return repository_of(unlocked(session, place, token), bandwidth=bandwidth, token=token)


def bandwidth_option(function: Function) -> Function:
    """The option `--bandwidth`."""
    return click.option(
        "--bandwidth",
        metavar="SIZE",
        help="Move at most so many bytes a second between here and the store, such as 50MiB, over all threads "
        "together; none lifts the limit of the settings.",
    )(function)


def chosen_bandwidth(option: str | None, place: RepositoryPlace) -> int | None:
    """The limit of `--bandwidth`, else the one that the settings have for the repository. Raises UsageError."""
    return place.bandwidth if option is None else parse_bandwidth(option)


def repository_of(
    opened: Unlocked, *, bandwidth: int | None = None, token: CancelToken | None = None
) -> Repository:
    """The repository that was unlocked; `bandwidth` and `token` as in `opened_repository`."""
    from pagewake.repository.repository import Repository

    store, descriptor, sealer = opened
    if bandwidth is not None:
        store = limited(store, bandwidth, token)
    return Repository(store, descriptor, sealer)


def unlocked(session: Session, place: RepositoryPlace, token: CancelToken | None = None) -> Unlocked:
    """The store of a repository, its descriptor, and what opens its objects. Raises as `opened_repository`.

    Takes a fraction of the time that it takes to load all that a repository can do.
    """
    return unlock_place(place, lambda: passphrase_for(session, place), token)
