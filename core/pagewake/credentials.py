"""Where a repository's passphrase comes from, and a type that keeps it out of logs.

In this order, the first that is given: PAGEWAKE_PASSPHRASE, PAGEWAKE_PASSPHRASE_FILE,
PAGEWAKE_PASSPHRASE_COMMAND, the source that the settings name for the repository, and a question to the
person at the terminal. Nothing here is ever logged, and no error repeats a secret.
"""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pagewake.errors import PassphraseError

if TYPE_CHECKING:
    import subprocess

MAX_PASSPHRASE_BYTES = 64 * 1024
COMMAND_SECONDS = 120
PASSPHRASE = "PAGEWAKE_PASSPHRASE"
NEW_PASSPHRASE = "PAGEWAKE_NEW_PASSPHRASE"
"""The variable of one that is to open a repository from now on."""


class Secret:
    """Text that does not show: not in a repr, a format, a traceback or a pickle.

    `reveal` is the only way in.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(...)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        import hmac  # loads the whole of OpenSSL, and hardly ever is anything compared

        return hmac.compare_digest(self._text.encode("utf-8", "surrogatepass"), other._bytes())

    def _bytes(self) -> bytes:
        return self._text.encode("utf-8", "surrogatepass")

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written anywhere")


class PassphraseKind(StrEnum):
    """What kind of place the settings name."""

    FILE = "file"
    COMMAND = "command"
    ENVIRONMENT = "env"
    KEYRING = "keyring"
    """The desktop's keyring; the value is the name of the entry in it."""


@dataclass(frozen=True)
class PassphraseSource:
    """Where to get a passphrase: a file, a command line, the name of an environment variable or of a keyring's entry.

    Not a secret.
    """

    kind: PassphraseKind
    value: str


Prompt = Callable[[str], str]


def find_passphrase(
    source: PassphraseSource | None = None,
    *,
    environment: Mapping[str, str] = os.environ,
    prompt: Prompt | None = None,
    question: str = "Passphrase: ",
    variable: str = PASSPHRASE,
) -> Secret | None:
    """Get the passphrase from the first place that is given, or None where no place is.

    `prompt` asks a person and returns what was typed; leave it out where nobody can answer. `variable` is what the
    environment's variables are called, or begin with.

    Raises:
        PassphraseError: the place that is given does not yield one.
    """
    if variable in environment:
        return _checked(environment[variable], f"the variable {variable}")
    if path := environment.get(f"{variable}_FILE"):
        return read_passphrase_file(Path(path))
    if command := environment.get(f"{variable}_COMMAND"):
        return passphrase_from_command(command, environment)
    if source is not None:
        return passphrase_from(source, environment)
    if prompt is not None:
        return _checked(prompt(question), "the answer")
    return None


def passphrase_from(source: PassphraseSource, environment: Mapping[str, str] = os.environ) -> Secret:
    """The passphrase in one place, whatever other places there are. Raises PassphraseError."""
    match source.kind:
        case PassphraseKind.FILE:
            return read_passphrase_file(Path(source.value).expanduser())
        case PassphraseKind.COMMAND:
            return passphrase_from_command(source.value, environment)
        case PassphraseKind.ENVIRONMENT:
            if source.value not in environment:
                raise PassphraseError(
                    "the variable that should hold the passphrase is not set", object_name=source.value
                )
            return _checked(environment[source.value], f"the variable {source.value}")
        case PassphraseKind.KEYRING:
            from pagewake.keyrings import passphrase_from_keyring

            return _checked(passphrase_from_keyring(source.value), "the keyring's entry")


def read_passphrase_file(path: Path) -> Secret:
    """Read a passphrase from a file that only its owner can read; line ends at its end are dropped.

    Raises:
        PassphraseError: it cannot be read, others can read it, or it holds no passphrase, or more than one line.
    """
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            # A pipe (process substitution) has no readers but its owner's.
            if stat.S_ISREG(mode) and os.name == "posix" and mode & 0o077:
                raise PassphraseError(
                    f"others can read this passphrase file (mode {stat.S_IMODE(mode):04o})",
                    object_name=str(path),
                    meaning="It was not used.",
                    advice=f"Run: chmod 600 {shlex.quote(str(path))}",
                )
            data = file.read(MAX_PASSPHRASE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PassphraseError(
            f"this passphrase file cannot be read: {reason}", object_name=str(path)
        ) from None
    return _one_line(data, f"the file {path}")


def passphrase_from_command(command: str, environment: Mapping[str, str] = os.environ) -> Secret:
    """Run a command, without a shell, and take its standard output as the passphrase.

    Raises:
        PassphraseError: it cannot be run, fails, takes more than two minutes, or prints no passphrase, or more than one
            line.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise PassphraseError(f"the passphrase command cannot be understood: {error}") from None
    if not words:
        raise PassphraseError("the passphrase command is empty")
    import subprocess

    try:
        with subprocess.Popen(words, stdout=subprocess.PIPE, env=dict(environment)) as process:
            try:
                output = _output_of(process)
            except BaseException:
                process.kill()
                raise
    except subprocess.TimeoutExpired:
        raise PassphraseError(
            f"the passphrase command did not end within {COMMAND_SECONDS} s",
            object_name=words[0],
            meaning="It was stopped.",
            advice="Run it by hand, as the same user and without a terminal: perhaps it waits for an answer.",
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PassphraseError(
            f"the passphrase command cannot be run: {reason}", object_name=words[0]
        ) from None
    if process.returncode != 0 and len(output) <= MAX_PASSPHRASE_BYTES:
        raise PassphraseError(
            f"the passphrase command failed with exit status {process.returncode}", object_name=words[0]
        )
    return _one_line(output, "the passphrase command's output")


def _output_of(process: subprocess.Popen[bytes]) -> bytes:
    """What a command prints, up to more than any passphrase has: then it is stopped. Raises TimeoutExpired."""
    import selectors
    import subprocess
    from time import monotonic

    if os.name != "posix":  # pipes cannot be waited for
        return process.communicate(timeout=COMMAND_SECONDS)[0]
    assert process.stdout is not None
    end, data = monotonic() + COMMAND_SECONDS, b""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while len(data) <= MAX_PASSPHRASE_BYTES:
            if not selector.select(max(0.0, end - monotonic())):
                raise subprocess.TimeoutExpired(process.args, COMMAND_SECONDS)
            part = os.read(process.stdout.fileno(), MAX_PASSPHRASE_BYTES)
            if not part:
                process.wait(max(0.0, end - monotonic()))
                return data
            data += part
    process.kill()
    return data


def _one_line(data: bytes, place: str) -> Secret:
    """The passphrase in a file's content or a command's output, which is one line: nobody can type two."""
    if len(data) > MAX_PASSPHRASE_BYTES:
        raise PassphraseError(f"{place} is too long for a passphrase")
    lines = len(data.rstrip(b"\r\n").splitlines())
    if lines > 1:
        raise PassphraseError(
            f"{place} has {lines} lines",
            meaning="Which of them is the passphrase, nothing tells. None was used.",
            advice="Leave the passphrase alone there, in one line. If it really has several, give it in the variable "
            "PAGEWAKE_PASSPHRASE.",
        )
    return _decoded(data, place)


def _decoded(data: bytes, place: str) -> Secret:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise PassphraseError(f"{place} is not UTF-8 text") from None
    return _checked(text.rstrip("\r\n"), place)


def _checked(text: str, place: str) -> Secret:
    if not text:
        raise PassphraseError(f"{place} holds no passphrase: it is empty")
    if len(text) > MAX_PASSPHRASE_BYTES:
        raise PassphraseError(f"{place} is too long for a passphrase")
    if "\0" in text:
        raise PassphraseError(f"{place} holds a NUL character, which no passphrase can")
    return Secret(text)
