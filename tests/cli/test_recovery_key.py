"""Repositories made on the command line with a kept passphrase and a recovery key; retention of a new source."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from pagewake.cli.entry import run
from pagewake.config import load_settings
from pagewake.credentials import PassphraseKind, PassphraseSource
from pagewake.demo.ledger import Ledger


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("PAGEWAKE_PASSPHRASE", "PAGEWAKE_PASSPHRASE_FILE", "PAGEWAKE_PASSPHRASE_COMMAND"):
        monkeypatch.delenv(name, raising=False)
    for name in ("PAGEWAKE_STATE", "PAGEWAKE_CACHE", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("PAGEWAKE_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path


def document(*arguments: str, status: int = 0) -> Any:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        got = run([*arguments, "--json"])
    assert got == status, out.getvalue() + err.getvalue()
    return json.loads(out.getvalue())


def test_a_new_key_opens_and_the_one_before_no_longer_does(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = home / "vault.pass"
    monkeypatch.setenv("PAGEWAKE_PASSPHRASE", "correct horse")
    made = document(
        "repo", "init", str(home / "vault"), "--encrypt", "--recovery-key", "--name", "vault",
        "--passphrase-from", f"file:{kept}",
    )  # fmt: skip
    monkeypatch.delenv("PAGEWAKE_PASSPHRASE")
    assert kept.read_text() == "correct horse\n"
    settings = load_settings(home / "config.toml")
    assert settings.repositories["vault"].passphrase == PassphraseSource(PassphraseKind.FILE, str(kept))
    newer = document("repo", "recovery-key", "vault")["recovery_key"]
    assert newer != made["recovery_key"]
    kept.unlink()
    monkeypatch.setenv("PAGEWAKE_PASSPHRASE", newer)
    assert document("list", "--repo", "vault")["backups"] == []
    monkeypatch.setenv("PAGEWAKE_PASSPHRASE", made["recovery_key"])
    document("list", "--repo", "vault", status=3)


def test_keys_of_what_is_not_encrypted_and_places_that_are_none_are_refused(home: Path) -> None:
    document("repo", "init", str(home / "plain"), "--recovery-key", status=2)
    document("repo", "init", str(home / "plain"), "--encrypt", "--passphrase-from", "drawer:top", status=2)
    assert not (home / "plain").exists()
    assert document("repo", "init", str(home / "plain"))["recovery_key"] is None
    document("repo", "recovery-key", str(home / "plain"), status=2)


def test_a_source_is_added_with_every_rule_of_retention(home: Path) -> None:
    Ledger(home / "shop", 40, seed=3).close()
    options = ("--keep-last", "3", "--window", "never", "--weekly", "0", "--full-every", "3d")
    added = document("source", "add", "shop", str(home / "shop"), *options)["source"]
    assert added["retention"]["keep_last"] == 3
    assert added["retention"]["window"] is None
    assert added["retention"]["weekly"] == 0
    assert added["schedule"]["full"] == "3d"
