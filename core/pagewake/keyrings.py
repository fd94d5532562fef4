"""Passphrases in the desktop's keyring, through the `keyring` package.

A keyring may be absent (a server without a desktop), locked, or hang: on Linux it is asked over D-Bus, and an agent
that waits for a person answers when it likes. So every question has an end, and what can go wrong is told apart.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from pagewake.errors import KeyringAbsent, KeyringEntryMissing, KeyringLocked

SERVICE = "pagewake"
SECONDS = 30.0
"""So long a person has to unlock it."""

Answer = TypeVar("Answer")


def passphrase_from_keyring(entry: str, *, seconds: float = SECONDS) -> str:
    """The passphrase under that name.

    Raises KeyringAbsent, KeyringLocked (also where no answer comes in time), KeyringEntryMissing.
    """
    found = _ask(lambda keyring: keyring.get_password(SERVICE, entry), entry, seconds)
    if not found:
        raise KeyringEntryMissing("the keyring holds no passphrase of this name", object_name=entry)
    return str(found)


def keep_in_keyring(entry: str, passphrase: str, *, seconds: float = SECONDS) -> None:
    """Keep a passphrase under a name, in place of one that was there. Raises KeyringAbsent, KeyringLocked."""
    _ask(lambda keyring: keyring.set_password(SERVICE, entry, passphrase), entry, seconds)


def forget_in_keyring(entry: str, *, seconds: float = SECONDS) -> None:
    """Remove a passphrase; nothing happens where there is none. Raises KeyringAbsent, KeyringLocked."""

    def forget(keyring: Any) -> None:
        if keyring.get_password(SERVICE, entry) is not None:
            keyring.delete_password(SERVICE, entry)

    _ask(forget, entry, seconds)


def _ask(question: Callable[[Any], Answer], entry: str, seconds: float) -> Answer:
    """Ask on a thread that nobody waits for longer than `seconds`."""
    answers: list[Answer] = []
    problems: list[BaseException] = []

    def asking() -> None:
        try:
            import keyring

            answers.append(question(keyring))
        except BaseException as error:  # noqa: BLE001  # told on the caller's thread
            problems.append(error)

    thread = threading.Thread(target=asking, name="pagewake-keyring", daemon=True)
    thread.start()
    thread.join(seconds)
    if problems:
        raise _explained(problems[0], entry) from problems[0]
    if not answers:
        raise KeyringLocked(f"the keyring did not answer within {seconds:g} s", object_name=entry)
    return answers[0]


def _explained(error: BaseException, entry: str) -> Exception:
    if isinstance(error, ModuleNotFoundError):
        return KeyringAbsent(
            "the package that reads keyrings is not installed",
            object_name=entry,
            advice="Install it with: pip install 'pagewake[gui]', or name another place for the passphrase.",
        )
    from keyring import errors

    if isinstance(error, errors.NoKeyringError | errors.InitError):
        return KeyringAbsent("no keyring can be reached", object_name=entry)
    if isinstance(error, errors.KeyringLocked):
        return KeyringLocked("the keyring is locked", object_name=entry)
    if isinstance(error, errors.KeyringError):
        return KeyringLocked(f"the keyring refused: {error or type(error).__name__}", object_name=entry)
    return KeyringAbsent(
        f"the keyring cannot be used ({type(error).__name__})",
        object_name=entry,
        meaning="Nothing was read or written.",
    )
