"""Repositories made as a face asks for them: passphrases kept and found again, recovery keys, nothing half made."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from pagewake.config import load_settings
from pagewake.credentials import PassphraseKind, PassphraseSource, Secret, find_passphrase
from pagewake.desk.creating import NewRepository, add_recovery_key, create_repository
from pagewake.desk.opening import open_repository
from pagewake.desk.places import resolve_repository
from pagewake.errors import PassphraseError, UsageError, WrongPassphrase
from pagewake.jobs import Job
from pagewake.repository.recovery_key import ALPHABET, as_recovery_key, new_recovery_key
from pagewake.stores.local import LocalStore


@pytest.fixture
def asked(tmp_path: Path) -> NewRepository:
    keep = PassphraseSource(PassphraseKind.FILE, str(tmp_path / "keys" / "main.pass"))
    return NewRepository(str(tmp_path / "backups"), "main", passphrase=Secret("correct horse"), keep=keep)


def test_an_encrypted_repository_opens_by_its_settings_and_by_its_recovery_key(
    asked: NewRepository, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    made = create_repository(asked, file, Job("create"))
    assert made.encrypted
    assert made.recovery_key is not None
    kept = tmp_path / "keys" / "main.pass"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    place = resolve_repository("main", load_settings(file))
    repository = open_repository(place, lambda: find_passphrase(place.passphrase, environment={}))
    assert repository.descriptor.id == made.id
    repository.close()
    open_repository(place, lambda: made.recovery_key).close()
    assert made.recovery_key.reveal() not in file.read_text()
    assert "correct horse" not in file.read_text()


def test_a_new_recovery_key_replaces_the_one_before(asked: NewRepository, tmp_path: Path) -> None:
    made = create_repository(asked, tmp_path / "config.toml", Job("create"))
    assert made.recovery_key is not None
    store = LocalStore(Path(asked.location))
    newer = add_recovery_key(store, Secret("correct horse"))
    place = replace(resolve_repository(asked.location, load_settings(tmp_path / "none.toml")))
    open_repository(place, lambda: newer).close()
    with pytest.raises(WrongPassphrase):
        open_repository(place, lambda: made.recovery_key)


def test_nothing_is_made_where_the_name_is_taken_or_the_file_is_there(
    asked: NewRepository, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    create_repository(asked, file, Job("create"))
    other = replace(asked, location=str(tmp_path / "other"))
    with pytest.raises(UsageError, match="already know"):
        create_repository(other, file, Job("create"))
    other = replace(other, name="second", passphrase=Secret("another"))
    with pytest.raises(PassphraseError, match="another passphrase"):
        create_repository(other, file, Job("create"))
    assert not (tmp_path / "other").exists()
    assert (tmp_path / "keys" / "main.pass").read_text() == "correct horse\n"


def test_a_command_that_gives_another_passphrase_is_refused(tmp_path: Path) -> None:
    keep = PassphraseSource(PassphraseKind.COMMAND, "echo something else")
    asked = NewRepository(str(tmp_path / "b"), passphrase=Secret("this one"), keep=keep)
    with pytest.raises(PassphraseError, match="another passphrase"):
        create_repository(asked, tmp_path / "config.toml", Job("create"))
    assert not (tmp_path / "b").exists()


def test_a_recovery_key_is_read_as_people_copy_it() -> None:
    key = new_recovery_key()
    assert len(key.replace("-", "")) == 32
    assert set(key) <= {*ALPHABET, "-"}
    assert as_recovery_key(key.lower().replace("-", "  ")) == key
    assert as_recovery_key(key.replace("1", "l").replace("0", "o")) == key
    assert as_recovery_key("a passphrase") is None
    assert as_recovery_key(key[:-1]) is None
