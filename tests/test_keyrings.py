"""Keyrings: a real one in memory, none at all, one that is locked, and one that never answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from tests.patience import LONG

from pagewake.credentials import PassphraseKind, PassphraseSource, Secret, find_passphrase
from pagewake.errors import KeyringAbsent, KeyringEntryMissing, KeyringLocked
from pagewake.keyrings import forget_in_keyring, keep_in_keyring, passphrase_from_keyring

keyring = pytest.importorskip("keyring", reason="the window's packages are not installed")

from keyring.backend import KeyringBackend  # noqa: E402
from keyring.backends.fail import Keyring as NoKeyring  # noqa: E402
from keyring.errors import KeyringLocked as Locked  # noqa: E402


class InMemory(KeyringBackend):
    """A keyring that lasts as long as the test."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class LockedOne(InMemory):
    def get_password(self, service: str, username: str) -> str | None:
        raise Locked("the collection is locked")


class Hanging(InMemory):
    def __init__(self) -> None:
        super().__init__()
        self.let_go = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.let_go.wait(LONG)
        return None


@pytest.fixture(autouse=True)
def keyring_as_before() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_what_is_kept_is_found_and_forgotten() -> None:
    keyring.set_keyring(InMemory())
    keep_in_keyring("main", "correct horse")
    source = PassphraseSource(PassphraseKind.KEYRING, "main")
    assert find_passphrase(source, environment={}) == Secret("correct horse")
    forget_in_keyring("main")
    forget_in_keyring("main")
    with pytest.raises(KeyringEntryMissing):
        passphrase_from_keyring("main")


def test_no_keyring_and_a_locked_one_are_told_apart() -> None:
    keyring.set_keyring(NoKeyring())
    with pytest.raises(KeyringAbsent, match="no keyring can be reached"):
        passphrase_from_keyring("main")
    keyring.set_keyring(LockedOne())
    with pytest.raises(KeyringLocked, match="locked"):
        passphrase_from_keyring("main")


def test_a_keyring_that_does_not_answer_is_given_up() -> None:
    hanging = Hanging()
    keyring.set_keyring(hanging)
    with pytest.raises(KeyringLocked, match=r"did not answer within 0\.1 s"):
        passphrase_from_keyring("main", seconds=0.1)
    hanging.let_go.set()
