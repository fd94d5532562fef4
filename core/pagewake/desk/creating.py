"""Making a repository as a face asks for it: the passphrase kept where it was asked for, a recovery key, the settings.

What can fail without harm is done first: a name that is taken, a keyring that does not answer. The repository itself
is made when nothing but its store can refuse any more.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pagewake.config import RepositorySettings, checked_name, load_settings
from pagewake.credentials import (
    MAX_PASSPHRASE_BYTES,
    PassphraseKind,
    PassphraseSource,
    Secret,
    passphrase_from,
)
from pagewake.errors import PassphraseError, SettingsError, UsageError
from pagewake.jobs import Job
from pagewake.stores.s3.options import NOTHING_SAID, S3Options

if TYPE_CHECKING:
    from pagewake.config import Settings
    from pagewake.stores.base import Store

_Undo = Callable[[], None]


@dataclass(frozen=True)
class NewRepository:
    """What is asked for. `name` is what the settings shall call it; empty: they are not touched.

    `passphrase` None: not encrypted. `keep` says where it is found from then on (None: it is asked for each time): it
    is written into a file or into the keyring; a command or a variable must already give it.
    """

    location: str
    name: str = ""
    codec: str = "lz4"
    passphrase: Secret | None = None
    keep: PassphraseSource | None = None
    recovery: bool = True
    options: S3Options = NOTHING_SAID


@dataclass(frozen=True)
class CreatedRepository:
    """What was made. `settings` are there where they were written."""

    id: str
    location: str
    encrypted: bool
    recovery_key: Secret | None
    settings: Settings | None


def create_repository(new: NewRepository, settings_file: Path, job: Job) -> CreatedRepository:
    """Make a repository.

    Raises UsageError, SettingsError (before anything is made), PassphraseError, RepositoryExists, StoreError.
    """
    from pagewake.repository.repository import Repository
    from pagewake.stores.base import PatientStore
    from pagewake.stores.registry import open_store

    _refuse_name(new, settings_file)
    store = open_store(new.location, new.options)
    if isinstance(store, PatientStore):
        store.heed(job.token)
    try:
        undo = _keep(new)
        try:
            with job.phase("make the repository", None, ""):
                said = new.passphrase.reveal() if new.passphrase is not None else None
                made = Repository.create(store, passphrase=said, codec=new.codec)
        except BaseException:
            undo()
            raise
        recovery = None
        if new.passphrase is not None and new.recovery:
            with job.phase("make the recovery key", None, ""):
                recovery = add_recovery_key(store, new.passphrase)
    finally:
        store.close()
    settings = None
    if new.name:
        from pagewake.config_edit import add_repository

        settings = add_repository(
            settings_file, RepositorySettings(new.name, new.location, new.keep, options=new.options)
        )
    return CreatedRepository(made.descriptor.id, new.location, new.passphrase is not None, recovery, settings)


def add_recovery_key(store: Store, passphrase: Secret) -> Secret:
    """Make a recovery key for a repository that `passphrase` opens; one that was made before is no longer good.

    Raises WrongPassphrase, RepositoryError, StoreError.
    """
    from pagewake.repository.key_keeper import KeyKeeper

    return Secret(KeyKeeper(store, passphrase.reveal()).renew_recovery_key())


def _refuse_name(new: NewRepository, settings_file: Path) -> None:
    if not new.name:
        return
    if checked_name(new.name) in load_settings(settings_file).repositories:
        raise UsageError(
            f"the settings already know a repository {new.name!r}", advice="Choose another name."
        )


def kept_passphrase(keep: PassphraseSource) -> Secret | None:
    """The passphrase that the place already gives; None for a file or an entry that is yet to be made.

    Raises PassphraseError.
    """
    from pagewake.errors import KeyringEntryMissing

    if keep.kind is PassphraseKind.FILE and not Path(keep.value).expanduser().exists():
        return None
    try:
        return passphrase_from(keep)
    except KeyringEntryMissing:
        return None


def _keep(new: NewRepository) -> _Undo:
    """Put the passphrase where it is to be found, and prove that it is found there; how to take it away again."""
    secret, keep = new.passphrase, new.keep
    if secret is None or keep is None:
        return _nothing
    if len(secret.reveal()) > MAX_PASSPHRASE_BYTES:
        raise PassphraseError("this is too long for a passphrase")
    undo: _Undo = _nothing
    if keep.kind is PassphraseKind.FILE:
        file = Path(keep.value).expanduser()
        undo = _nothing if file.exists() else write_passphrase_file(file, secret)
    elif keep.kind is PassphraseKind.KEYRING:
        undo = _into_keyring(keep.value, secret)
    try:
        if passphrase_from(keep) != secret:
            raise PassphraseError(
                f"the {keep.kind.value} gives another passphrase than the one that was typed",
                object_name=keep.value,
                advice="Type the one that it gives, or choose another place.",
            )
    except BaseException:
        undo()
        raise
    return undo


def _into_keyring(entry: str, secret: Secret) -> _Undo:
    from pagewake.errors import KeyringEntryMissing
    from pagewake.keyrings import forget_in_keyring, keep_in_keyring, passphrase_from_keyring

    try:
        taken = Secret(passphrase_from_keyring(entry)) != secret
    except KeyringEntryMissing:
        taken = False
    if taken:
        raise PassphraseError(
            "the keyring holds another passphrase of this name",
            object_name=entry,
            meaning="It may be the only copy of the key to another repository: it was not replaced.",
            advice="Choose another name for the repository.",
        )
    keep_in_keyring(entry, secret.reveal())
    return lambda: forget_in_keyring(entry)


def write_passphrase_file(path: Path, secret: Secret) -> _Undo:
    """Write a new file that only its owner can read; returns what removes it. Raises SettingsError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise SettingsError(
            "there already is a file for the passphrase",
            object_name=str(path),
            meaning="It may hold the key to another repository: it was not touched.",
            advice="Choose another file.",
        ) from None
    except OSError as error:
        raise SettingsError(
            f"the passphrase file cannot be written: {error.strerror or error}",
            object_name=str(path),
            advice="Choose another place.",
        ) from None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(secret.reveal() + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise SettingsError(
            f"the passphrase file cannot be written: {error.strerror or error}", object_name=str(path)
        ) from None
    return lambda: path.unlink(missing_ok=True)


def _nothing() -> None:
    """Nothing was kept."""
