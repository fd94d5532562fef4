"""Opening the repository that a command works on, and knowing the engines of what lies in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pagewake.cli.places import RepositoryPlace, passphrase_for
from pagewake.cli.session import Session
from pagewake.errors import PassphraseError, UsageError

if TYPE_CHECKING:
    from pagewake.engines.base import Engine
    from pagewake.lsn import LsnStyle
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
    from pagewake.repository.unlocking import unlock
    from pagewake.stores.registry import open_store

    def passphrase() -> str:
        secret = passphrase_for(session, place)
        if secret is None:
            raise PassphraseError("the repository is encrypted", object_name=place.location)
        return secret.reveal()

    store = open_store(place.location)
    descriptor, sealer = unlock(store, passphrase)
    if place.passphrase is not None and not sealer.encrypted:
        raise PassphraseError(
            "the settings give a passphrase, and the repository says that it is not encrypted",
            object_name=place.location,
            meaning="Somebody may have put another repository in its place. Nothing was read or written.",
            advice="If it never was encrypted, take the passphrase out of the settings.",
        )
    return store, descriptor, sealer


def engine_named(name: str) -> Engine:
    """The engine that a backup or a stretch of WAL is of."""
    from pagewake.engines import registry

    return registry.engine(name)


def engine_of(repository: Repository, source: str) -> Engine:
    """The engine of a source that the repository knows, by its newest backup or by its WAL."""
    backups = repository.backups(source)
    return engine_named(backups[-1].engine if backups else repository.wal.rows(source)[-1].engine)


def sources_of(repository: Repository) -> list[str]:
    """Every source that the repository knows, by a backup or by WAL alone, in alphabetical order."""
    return sorted({entry.source for entry in repository.backups()} | set(repository.wal.sources()))


def style_of(engine: str) -> LsnStyle:
    """How the people of an engine write LSNs; for an engine that is not installed, as plain numbers."""
    from pagewake.lsn import LsnStyle

    try:
        return engine_named(engine).lsn_style
    except UsageError:
        return LsnStyle.DECIMAL


def only_source(repository: Repository, wanted: str | None, *, backup: str | None = None) -> str:
    """The source that a command is about: the named one, a backup's, or the only one there is.

    Raises UsageError where that is not clear.
    """
    known = sources_of(repository)
    if wanted is not None:
        if wanted not in known:
            raise UsageError(
                f"there is no source {wanted!r} in this repository",
                advice=f"It knows: {', '.join(known) or 'none'}.",
            )
        return wanted
    if backup is not None:
        return repository.manifest(backup).backup.source
    if len(known) == 1:
        return known[0]
    if not known:
        raise UsageError(
            "the repository holds no backup yet", advice="Take one: pagewake backup SOURCE --repo REPO"
        )
    raise UsageError("the repository holds several sources", advice=f"Give --source: {', '.join(known)}.")
