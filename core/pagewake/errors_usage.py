"""The errors of wrong usage, PW-1xx: of commands, settings and passphrases. Import them from `errors`."""

from __future__ import annotations

from pagewake.errors_base import PagewakeError


class UsageError(PagewakeError):
    """The command line or the settings ask for something that cannot be done as written."""

    code = "PW-100"
    exit_status = 2
    default_meaning = "Nothing was read or written."


class SettingsError(UsageError):
    """The settings file cannot be understood."""

    code = "PW-101"
    default_advice = "Correct the line named above, or move the file away to start from the defaults."


class PassphraseError(UsageError):
    """An encrypted repository needs a passphrase that was not given, or could not be obtained."""

    code = "PW-102"
    default_advice = (
        "Set PAGEWAKE_PASSPHRASE, PAGEWAKE_PASSPHRASE_FILE (a file of mode 0600) "
        "or PAGEWAKE_PASSPHRASE_COMMAND."
    )


class KeyringAbsent(PassphraseError):
    """There is no keyring on this machine, or none that programs without a desktop can reach."""

    code = "PW-103"
    default_advice = (
        "Keep the passphrase in a file of mode 0600 (passphrase-file), let a command print it (passphrase-command), "
        "or type it each time."
    )


class KeyringLocked(PassphraseError):
    """The keyring is locked, and was not unlocked in time."""

    code = "PW-104"
    default_advice = "Unlock the keyring, as the desktop offers it, and try again; or type the passphrase."


class KeyringEntryMissing(PassphraseError):
    """The keyring can be read and holds no passphrase under the name that the settings give."""

    code = "PW-105"
    default_advice = "Type the passphrase once and have it kept, or name another place in the settings."
