"""`repo copy` as people and scripts use it: what it says, its exit status, and a process that is killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Done, environment
from tests.durability.scenes import pages_in
from tests.patience import LONG, until, within

from pagewake.demo.ledger import Ledger
from pagewake.jobs import Job

Run = Callable[..., Done]


@pytest.fixture
def kept(pagewake: Run, tmp_path: Path) -> Path:
    return filled(pagewake, tmp_path, 60)


def filled(pagewake: Run, tmp_path: Path, pages: int) -> Path:
    """A repository with two backups and the log after them."""
    ledger = Ledger(tmp_path / "shop", pages, seed=5)
    repository = tmp_path / "near"
    pagewake("repo", "init", str(repository))
    for _ in range(2):
        ledger.run(20, Job())
        assert pagewake("backup", str(ledger.directory), "--repo", str(repository)).status == 0
    ledger.run(5, Job())
    pagewake("wal", "receive", str(ledger.directory), "--repo", str(repository), "--once")
    ledger.close()
    return repository


def secret(tmp_path: Path, text: str) -> str:
    path = tmp_path / text
    path.write_text(text)
    path.chmod(0o600)
    return f"file:{path}"


def test_a_repository_is_made_filled_and_restored_from(pagewake: Run, kept: Path, tmp_path: Path) -> None:
    far = str(tmp_path / "far")
    missing = pagewake("repo", "copy", str(kept), far)
    assert missing.status == 2 and "--create" in missing.err
    planned = pagewake("repo", "copy", str(kept), far, "--create", "--dry-run")
    assert planned.status == 0 and "Would make the repository" in planned.told
    assert "it is not there yet" in planned.told and not Path(far).exists()
    place = secret(tmp_path, "words")
    made = pagewake("repo", "copy", str(kept), far, "--create", "--encrypt", "--passphrase-from", place)
    assert made.status == 0, made.err
    assert "Copied 2 backups" in made.told
    again = pagewake("repo", "copy", str(kept), far, "--passphrase-from", place)
    assert again.out == "Everything is there already.\n"
    for name, repository in (("one", str(kept)), ("two", far)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PAGEWAKE_PASSPHRASE_FILE", str(tmp_path / "words")) if repository == far else None
            done = pagewake("restore", "--repo", repository, "--to", str(tmp_path / name), "--latest")
        assert done.status == 0, done.err
    assert pages_in(tmp_path / "one") == pages_in(tmp_path / "two") != {}


def test_two_passphrases_the_one_of_the_environment_is_that_of_the_first(
    pagewake: Run, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    middle, far = str(tmp_path / "middle"), str(tmp_path / "far")
    one, two = secret(tmp_path, "one"), secret(tmp_path, "two")
    pagewake("repo", "copy", str(kept), middle, "--create", "--encrypt", "--passphrase-from", one)
    monkeypatch.setenv("PAGEWAKE_PASSPHRASE", "one")
    done = pagewake("repo", "copy", middle, far, "--create", "--encrypt", "--passphrase-from", two, "--json")
    assert done.document["sealed_anew"] and len(done.document["copied"]) == 2
    wrong = pagewake("repo", "copy", middle, far)
    assert wrong.status == 3 and "PW-604" in wrong.err
    assert far in "".join(wrong.err.split()) and "--passphrase-from" in wrong.err
    monkeypatch.setenv("PAGEWAKE_PASSPHRASE", "neither")
    of_the_first = pagewake("repo", "copy", middle, far, "--passphrase-from", two)
    assert of_the_first.status == 3 and middle in "".join(of_the_first.err.split())
    assert "--passphrase-from" not in of_the_first.err


def test_damage_is_named_with_exit_status_1(pagewake: Run, kept: Path, tmp_path: Path) -> None:
    largest = max((kept / "packs").rglob("*"), key=lambda path: path.stat().st_size if path.is_file() else 0)
    content = bytearray(largest.read_bytes())
    content[len(content) // 3] ^= 1
    largest.chmod(0o600)
    largest.write_bytes(content)
    done = pagewake("repo", "copy", str(kept), str(tmp_path / "far"), "--create", "--json")
    assert done.status == 1
    assert done.document["refused"] and not done.document["ok"]
    assert {one["code"] for one in done.document["findings"]} == {"chunk-damaged", "backup-not-copied"}


def test_what_is_damaged_there_is_mended_when_all_is_read_back(
    pagewake: Run, kept: Path, tmp_path: Path
) -> None:
    far = tmp_path / "far"
    assert pagewake("repo", "copy", str(kept), str(far), "--create").status == 0
    (pack, *_) = sorted((far / "packs").glob("*/*"), key=lambda path: path.stat().st_size)[::-1]
    content = bytearray(pack.read_bytes())
    content[len(content) // 2] ^= 0x41
    pack.chmod(0o600)
    pack.write_bytes(content)
    assert pagewake("repo", "copy", str(kept), str(far)).out == "Everything is there already.\n"
    mended = pagewake("repo", "copy", str(kept), str(far), "--read-back")
    assert mended.status == 0 and f"packs/{pack.parent.name}/{pack.name}" in mended.out
    assert "It is damaged there" in mended.told and "Looked at there: " in mended.told
    again = pagewake("repo", "copy", str(kept), str(far), "--read-back", "--json").document["arrival"]
    assert again["read_back"] and again["packs_read"] and again["wal_read"] and again["damaged"] == []
    shown = pagewake("restore", "--repo", str(far), "--to", str(tmp_path / "shown"), "--latest")
    assert shown.status == 0, shown.err


def test_options_that_do_not_fit_are_refused(pagewake: Run, kept: Path, tmp_path: Path) -> None:
    far = str(tmp_path / "far")
    assert pagewake("repo", "copy", str(kept), far, "--encrypt").status == 2
    assert pagewake("repo", "copy", str(kept), str(kept)).status == 2
    assert pagewake("repo", "copy", str(kept), far, "--create", "--source", "nobody").status == 2
    assert pagewake("repo", "copy", str(kept), far, "--create", "--backup", "2031").status == 2


def test_a_process_that_is_killed_or_interrupted_goes_on_later(pagewake: Run, tmp_path: Path) -> None:
    kept, far = filled(pagewake, tmp_path, 2400), tmp_path / "far"
    bytes_there = sum(path.stat().st_size for path in kept.rglob("*") if path.is_file())
    assert bytes_there > LONG * (20 << 10), "however late the signal comes, the copy is under way"
    command = [sys.executable, "-m", "pagewake", "repo", "copy", str(kept), str(far), "--create", "--json"]
    slow = [*command, "--bandwidth", "20KiB"]
    for number in (signal.SIGKILL, signal.SIGINT):
        before = set((far / "locks").glob("*"))
        process = subprocess.Popen(slow, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        until(lambda before=before: set((far / "locks").glob("*")) - before)  # by then it hears signals
        time.sleep(0.3)
        with within(10):
            process.send_signal(number)
            process.communicate(timeout=LONG)
        assert process.returncode == (-number if number is signal.SIGKILL else 3)
    done = subprocess.run(command, env=environment(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["ok"] and len(answer["copied"]) == 2
