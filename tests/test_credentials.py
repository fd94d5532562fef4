"""Passphrases: where they come from, what is refused, and that they never show."""

from __future__ import annotations

import copy
import logging
import os
import pickle
import shlex
import signal
import subprocess
import sys
import threading
import traceback
from pathlib import Path

import pytest

from pagewake import credentials
from pagewake.credentials import PassphraseKind, PassphraseSource, Secret, find_passphrase
from pagewake.errors import PassphraseError

HUSH = "correct horse"


def revealed(secret: Secret | None) -> str | None:
    return None if secret is None else secret.reveal()


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    path = tmp_path / "main.pass"
    path.write_text(HUSH + "\n")
    path.chmod(0o600)
    return path


def test_a_secret_never_shows() -> None:
    secret = Secret(HUSH)
    shown = [
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret:>30}",
        logging.LogRecord("n", 10, "p", 1, "%s", (secret,), None).getMessage(),
        repr([secret]),
        str({"a": secret}),
    ]
    assert not [text for text in shown if "horse" in text]
    for leak in (pickle.dumps, copy.deepcopy):
        with pytest.raises(TypeError, match="not written anywhere"):
            leak(secret)
    assert not hasattr(secret, "__dict__")
    assert secret.reveal() == HUSH


def test_secrets_compare_without_showing() -> None:
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"


def test_the_order_of_places(passphrase_file: Path) -> None:
    command = f"{shlex.quote(sys.executable)} -c \"print('from command')\""
    everything = {
        "PAGEWAKE_PASSPHRASE": "from variable",
        "PAGEWAKE_PASSPHRASE_FILE": str(passphrase_file),
        "PAGEWAKE_PASSPHRASE_COMMAND": command,
        "MAIN_PASS": "from settings",
    }
    source = PassphraseSource(PassphraseKind.ENVIRONMENT, "MAIN_PASS")
    expected = ["from variable", HUSH, "from command", "from settings"]
    for name, passphrase in zip(list(everything)[:3], expected, strict=False):
        assert (
            revealed(find_passphrase(source, environment=everything, prompt=lambda _: "typed")) == passphrase
        )
        del everything[name]
    assert revealed(find_passphrase(source, environment=everything)) == "from settings"
    assert revealed(find_passphrase(environment=everything, prompt=lambda _: "typed")) == "typed"
    assert find_passphrase(environment=everything) is None


def test_the_settings_name_a_file_a_command_or_a_variable(passphrase_file: Path) -> None:
    for kind, value in (
        (PassphraseKind.FILE, str(passphrase_file)),
        (PassphraseKind.COMMAND, f"cat {passphrase_file}"),
    ):
        source = PassphraseSource(kind, value)
        assert revealed(find_passphrase(source, environment={"PATH": os.environ["PATH"]})) == HUSH
    with pytest.raises(PassphraseError, match=r"MAIN_PASS.*is not set"):
        find_passphrase(PassphraseSource(PassphraseKind.ENVIRONMENT, "MAIN_PASS"), environment={})


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o601])
def test_a_file_that_others_can_read_is_refused(passphrase_file: Path, mode: int) -> None:
    passphrase_file.chmod(mode)
    with pytest.raises(PassphraseError, match="others can read") as caught:
        find_passphrase(environment={"PAGEWAKE_PASSPHRASE_FILE": str(passphrase_file)})
    assert f"chmod 600 {passphrase_file}" in str(caught.value)
    assert f"{mode:04o}" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b"\n", "is empty"),
        (b"caf\xe9\n", "not UTF-8"),
        (b"a\0b", "NUL"),
        (b"x" * 70_000, "too long"),
        (b"secret words\nuser: root\n", "has 2 lines"),
        (b"\nsecret words\n", "has 2 lines"),
    ],
)
def test_a_file_without_a_passphrase_is_refused(passphrase_file: Path, content: bytes, what: str) -> None:
    passphrase_file.write_bytes(content)
    with pytest.raises(PassphraseError, match=what):
        find_passphrase(environment={"PAGEWAKE_PASSPHRASE_FILE": str(passphrase_file)})


@pytest.mark.parametrize("name", ["missing", ".", "nul\0l"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(PassphraseError, match="cannot be read"):
        find_passphrase(environment={"PAGEWAKE_PASSPHRASE_FILE": f"{tmp_path}/{name}"})


def test_only_the_line_end_at_the_end_is_dropped(passphrase_file: Path) -> None:
    passphrase_file.write_bytes(b"  two words \r\n")
    found = find_passphrase(environment={"PAGEWAKE_PASSPHRASE_FILE": str(passphrase_file)})
    assert revealed(found) == "  two words "


def test_a_pipe_is_as_good_as_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe, 0o644)
    writer = threading.Thread(target=pipe.write_text, args=(HUSH,))
    writer.start()
    assert revealed(find_passphrase(environment={"PAGEWAKE_PASSPHRASE_FILE": str(pipe)})) == HUSH
    writer.join()


@pytest.mark.parametrize(
    ("command", "what"),
    [
        ("no-such-command-here", "cannot be run"),
        ('unbalanced "', "cannot be understood"),
        ("  ", "is empty"),
        ("false", "exit status 1"),
        ("true", "is empty"),
        (r"printf 'secret words\nuser: root\n'", "has 2 lines"),
        ("yes", "too long"),
        ("yes ''", "too long"),
    ],
)
def test_a_command_that_gives_nothing_is_named(command: str, what: str) -> None:
    environment = {"PAGEWAKE_PASSPHRASE_COMMAND": command, "PATH": os.environ["PATH"]}
    with pytest.raises(PassphraseError, match=what) as caught:
        find_passphrase(environment=environment)
    assert caught.value.exit_status == 2


@pytest.mark.parametrize(
    "program", ["import time; time.sleep(60)", "import os, time; os.close(1); time.sleep(60)"]
)
def test_a_command_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Whether it keeps its output open or not; what it had printed is not used."""
    monkeypatch.setattr(credentials, "COMMAND_SECONDS", 1.0)
    stopped: list[int | None] = []
    real = subprocess.Popen.__exit__

    def watched(self: subprocess.Popen[bytes], *arguments: object) -> None:
        real(self, *arguments)  # type: ignore[arg-type]
        stopped.append(self.returncode)

    monkeypatch.setattr(subprocess.Popen, "__exit__", watched)
    command = shlex.join([sys.executable, "-c", program])
    with pytest.raises(PassphraseError, match="did not end within") as caught:
        find_passphrase(environment={"PAGEWAKE_PASSPHRASE_COMMAND": command})
    assert "waits for an answer" in str(caught.value)
    assert stopped == [-signal.SIGKILL]


def test_a_passphrase_of_two_lines_can_be_given_in_a_variable() -> None:
    assert revealed(find_passphrase(environment={"PAGEWAKE_PASSPHRASE": "two\nlines"})) == "two\nlines"


def test_a_command_is_not_run_by_a_shell(tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    environment = {"PAGEWAKE_PASSPHRASE_COMMAND": f"echo a; touch {trap}", "PATH": os.environ["PATH"]}
    assert revealed(find_passphrase(environment=environment)) == f"a; touch {trap}"
    assert not trap.exists()


def test_an_empty_answer_or_variable_is_refused() -> None:
    with pytest.raises(PassphraseError, match="empty"):
        find_passphrase(environment={}, prompt=lambda _: "")
    with pytest.raises(PassphraseError, match="empty"):
        find_passphrase(environment={"PAGEWAKE_PASSPHRASE": ""})


def test_no_error_and_no_log_repeats_a_secret(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(PassphraseError) as caught:
        find_passphrase(environment={"PAGEWAKE_PASSPHRASE": HUSH + "\0"})
    everything = "".join(traceback.format_exception(caught.value)) + caplog.text
    assert HUSH not in everything
