"""`pagewake repo keys`: who can open a repository, from every place that a passphrase can come from."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Done, environment
from tests.patience import LONG

from pagewake.repository.key_keeper import KeyKeeper
from pagewake.repository.keys import ScryptCost
from pagewake.repository.repository import Repository

Run = Callable[..., Done]


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases that are tried fast, so that a test can try many."""
    for function in (KeyKeeper.__init__, Repository.create.__func__):  # type: ignore[attr-defined]
        defaults = function.__kwdefaults__
        assert defaults is not None
        monkeypatch.setitem(defaults, "cost", ScryptCost(n=16))


@pytest.fixture
def vault(pagewake: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An encrypted repository; its passphrase is in the environment."""
    place = str(tmp_path / "vault")
    monkeypatch.setenv("PAGEWAKE_PASSPHRASE", "correct horse")
    assert pagewake("repo", "init", place, "--encrypt").status == 0
    return place


def private(path: Path, text: str) -> Path:
    path.write_text(text)
    path.chmod(0o600)
    return path


def keys_of(pagewake: Run, vault: str) -> Any:
    return pagewake("repo", "keys", "list", vault, "--json").document


def opens(pagewake: Run, vault: str, passphrase: str, monkeypatch: pytest.MonkeyPatch) -> bool:
    with monkeypatch.context() as patch:
        patch.setenv("PAGEWAKE_PASSPHRASE", passphrase)
        done = pagewake("list", "--repo", vault)
    assert done.status in (0, 3), done.err
    assert done.status == 0 or "PW-604" in done.err
    return done.status == 0


def test_a_day_with_keys(pagewake: Run, vault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hers = private(tmp_path / "hers", "battery staple\n")
    added = pagewake(
        "repo", "keys", "add", vault, "--label", "Ana", "--new-passphrase-from", f"file:{hers}", "--json"
    )
    assert added.status == 0, added.err
    assert added.document["key"]["label"] == "Ana"
    assert opens(pagewake, vault, "battery staple", monkeypatch)
    recovery = pagewake("repo", "recovery-key", vault, "--json").document["recovery_key"]
    state = keys_of(pagewake, vault)
    assert [(key["kind"], key["label"]) for key in state["keys"]] == [
        ("passphrase", ""),
        ("passphrase", "Ana"),
        ("recovery", "recovery key"),
    ]
    assert (state["generation"], state["ring_whole"], state["damaged"]) == (1, True, [])
    shown = pagewake("repo", "keys", "list", vault)
    assert re.search(r"recovery key +recovery key", shown.out)
    assert "Data key 1, since" in shown.told
    rotated = pagewake("repo", "keys", "rotate", vault)
    assert rotated.status == 0, rotated.err
    assert "encrypted with data key 2" in rotated.told
    removed = pagewake("repo", "keys", "remove", vault, "Ana", "--json").document
    assert (removed["removed"]["label"], removed["left"]) == ("Ana", 2)
    assert not opens(pagewake, vault, "battery staple", monkeypatch)
    assert opens(pagewake, vault, recovery, monkeypatch)
    mine = next(key["id"] for key in state["keys"] if key["label"] == "")
    mine_by_me = pagewake("repo", "keys", "remove", vault, mine)
    assert mine_by_me.status == 2
    assert "was given to open" in mine_by_me.said
    monkeypatch.setenv("PAGEWAKE_PASSPHRASE", recovery)
    last = pagewake("repo", "keys", "remove", vault, mine)
    assert last.status == 0
    assert "Only the recovery key opens the repository now." in last.told
    refused = pagewake("repo", "keys", "remove", vault, "recovery key")
    assert refused.status == 3
    assert "only key slot" in refused.said


def test_the_list_needs_no_passphrase(pagewake: Run, vault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAGEWAKE_PASSPHRASE")
    assert len(keys_of(pagewake, vault)["keys"]) == 1
    for arguments in (("add",), ("rotate",), ("remove", "Ana")):
        done = pagewake("repo", "keys", arguments[0], vault, *arguments[1:])
        assert done.status == 2
        assert "PW-102" in done.err


def test_a_new_root_key(pagewake: Run, vault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("hers", "his"):
        place = private(tmp_path / name, f"{name} words")
        assert pagewake(
            "repo", "keys", "add", vault, "--label", name, "--new-passphrase-from", f"file:{place}"
        ).status == 0  # fmt: skip
    first = pagewake("repo", "recovery-key", vault, "--json").document["recovery_key"]
    rotate = ("repo", "keys", "rotate", vault, "--new-root", "--also", f"file:{tmp_path / 'hers'}")
    before = keys_of(pagewake, vault)
    refused = pagewake(*rotate)
    assert refused.status == 2
    assert "would no longer be good: his" in refused.said
    assert keys_of(pagewake, vault) == before
    done = pagewake(*rotate, "--drop-others", "--json").document
    assert [key["label"] for key in done["kept"]] == ["", "hers", "recovery key"]
    assert [key["label"] for key in done["dropped"]] == ["his", "recovery key"]
    assert done["generation"] == 2
    good = {"correct horse", "hers words", done["recovery_key"]}
    assert {one for one in (*good, "his words", first) if opens(pagewake, vault, one, monkeypatch)} == good
    for wrong in (("--also", f"file:{tmp_path / 'hers'}"), ("--drop-others",)):
        assert pagewake("repo", "keys", "rotate", vault, *wrong).status == 2


def test_a_repository_that_is_not_encrypted_has_no_keys(pagewake: Run, tmp_path: Path) -> None:
    place = str(tmp_path / "plain")
    assert pagewake("repo", "init", place).status == 0
    for arguments in (("list",), ("add",), ("rotate",), ("remove", "x")):
        done = pagewake("repo", "keys", arguments[0], place, *arguments[1:])
        assert done.status == 2
        assert "not encrypted" in done.said


def test_a_new_passphrase_from_every_place(
    pagewake: Run, vault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring = pytest.importorskip("keyring", reason="the window's packages are not installed")
    from tests.test_keyrings import InMemory

    before = keyring.get_keyring()
    keyring.set_keyring(InMemory())
    try:
        keyring.set_password("pagewake", "vault", "from the keyring")
        monkeypatch.setenv("WORDS", "from a variable")
        private(tmp_path / "file", "from a file")
        private(tmp_path / "spoken", "from a command")
        for place, passphrase in (
            (f"file:{tmp_path / 'file'}", "from a file"),
            (f"command:cat {tmp_path / 'spoken'}", "from a command"),
            ("env:WORDS", "from a variable"),
            ("keyring:vault", "from the keyring"),
        ):
            done = pagewake("repo", "keys", "add", vault, "--label", place, "--new-passphrase-from", place)
            assert done.status == 0, done.err
            assert passphrase not in done.out + done.err
            assert opens(pagewake, vault, passphrase, monkeypatch)
        missing = pagewake("repo", "keys", "add", vault, "--new-passphrase-from", "keyring:nobody")
        assert (missing.status, "PW-105" in missing.err) == (2, True)
    finally:
        keyring.set_keyring(before)
    for variable, value, passphrase in (
        ("PAGEWAKE_NEW_PASSPHRASE", "said outright", "said outright"),
        ("PAGEWAKE_NEW_PASSPHRASE_FILE", str(private(tmp_path / "f", "in a named file")), "in a named file"),
        ("PAGEWAKE_NEW_PASSPHRASE_COMMAND", "echo printed by it", "printed by it"),
    ):
        with monkeypatch.context() as patch:
            patch.setenv(variable, value)
            assert pagewake("repo", "keys", "add", vault).status == 0
        assert opens(pagewake, vault, passphrase, monkeypatch)
    assert len(keys_of(pagewake, vault)["keys"]) == 8


@pytest.mark.parametrize(
    ("place", "status", "said"),
    [
        ("file:/nowhere/at/all", 2, "cannot be read"),
        ("command:false", 2, "exit status 1"),
        ("command:/nowhere/at/all", 2, "cannot be run"),
        ("command:true", 2, "it is empty"),
        ("env:NEVER_SET", 2, "NEVER_SET"),
        ("drawer:top", 2, "no place for a passphrase"),
        ("file:", 2, "no place for a passphrase"),
    ],
)
def test_a_place_without_a_passphrase_changes_nothing(
    pagewake: Run, vault: str, place: str, status: int, said: str
) -> None:
    for command in (("keys", "add"), ("passphrase",)):
        done = pagewake("repo", *command, vault, "--new-passphrase-from", place)
        assert done.status == status
        assert said in " ".join(done.err.split())
    assert len(keys_of(pagewake, vault)["keys"]) == 1


def test_a_file_that_others_can_read_is_refused_with_the_fix(
    pagewake: Run, vault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_to_all = private(tmp_path / "open", "words")
    open_to_all.chmod(0o644)
    new = pagewake("repo", "keys", "add", vault, "--new-passphrase-from", f"file:{open_to_all}")
    monkeypatch.delenv("PAGEWAKE_PASSPHRASE")
    monkeypatch.setenv("PAGEWAKE_PASSPHRASE_FILE", str(open_to_all))
    old = pagewake("list", "--repo", vault)
    for done in (new, old):
        assert done.status == 2
        assert "chmod 600" in done.said
        assert "0644" in done.err
    assert len(keys_of(pagewake, vault)["keys"]) == 1


class Terminal:
    """A `pagewake` on a terminal of its own, with somebody who types what it asks for."""

    def __init__(self, *arguments: str) -> None:
        main, terminal = pty.openpty()
        self.main = main
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pagewake", *arguments],
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            env=environment(),
            start_new_session=True,
        )
        os.close(terminal)
        self.seen = ""

    def until(self, text: str, *, seconds: float = LONG) -> None:
        """Read until the text is there."""
        end = time.monotonic() + seconds
        while text not in self.seen:
            assert time.monotonic() < end, self.seen
            if select.select([self.main], [], [], 0.2)[0]:
                try:
                    self.seen += os.read(self.main, 4096).decode()
                except OSError:  # the terminal is closed
                    assert text in self.seen, self.seen

    def answer(self, question: str, words: str) -> None:
        self.until(question)
        self.seen = self.seen.partition(question)[2]
        os.write(self.main, f"{words}\n".encode())

    def end(self) -> int:
        status = self.process.wait(LONG)
        while select.select([self.main], [], [], 0.2)[0]:
            try:
                more = os.read(self.main, 4096).decode()
            except OSError:
                break
            self.seen += more
        os.close(self.main)
        return status


@pytest.fixture
def typed(vault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAGEWAKE_PASSPHRASE")


@pytest.mark.usefixtures("typed")
def test_a_person_types_the_new_passphrase_twice(
    pagewake: Run, vault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal("repo", "keys", "add", vault, "--label", "Ana")
    terminal.answer("Passphrase of", "correct horse")
    terminal.answer("New passphrase:", "battery staple")
    terminal.answer("The same again:", "battery staple")
    assert terminal.end() == 0, terminal.seen
    assert "battery" not in terminal.seen
    assert opens(pagewake, vault, "battery staple", monkeypatch)
    mistyped = Terminal("repo", "keys", "add", vault)
    mistyped.answer("Passphrase of", "correct horse")
    mistyped.answer("New passphrase:", "one")
    mistyped.answer("The same again:", "two")
    assert mistyped.end() == 2
    assert "The two passphrases differ" in mistyped.seen
    wrong = Terminal("repo", "keys", "rotate", vault)
    wrong.answer("Passphrase of", "wrong")
    assert wrong.end() == 3
    assert "PW-604" in wrong.seen
    assert len(keys_of(pagewake, vault)["keys"]) == 2


@pytest.mark.usefixtures("typed")
def test_a_person_types_the_passphrases_that_stay_good(
    pagewake: Run, vault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("PAGEWAKE_PASSPHRASE", "correct horse")
        patch.setenv("PAGEWAKE_NEW_PASSPHRASE", "battery staple")
        assert pagewake("repo", "keys", "add", vault, "--label", "Ana").status == 0
    terminal = Terminal("repo", "keys", "rotate", vault, "--new-root")
    terminal.answer("Passphrase of", "correct horse")
    terminal.answer("Another passphrase:", "battery staple")
    terminal.answer("Another passphrase:", "")
    assert terminal.end() == 0, terminal.seen
    assert opens(pagewake, vault, "battery staple", monkeypatch)
    assert keys_of(pagewake, vault)["generation"] == 2
