"""`wal push`, `get` and `receive` as databases, servers and service managers call them: real processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import environment
from tests.patience import LONG

from pagewake.engines.neuroquantum.database import Database, Options

Run = Callable[..., Any]
FIRST = "00000001-0000000000000001-"
NONE = "00000001-0000000000000001-00000000000fffff"


def change(directory: Path, count: int = 30) -> None:
    with Database.open(directory, options=Options(segment_size=2000)) as database:
        for number in range(count):
            with database.begin() as transaction:
                transaction.write(1, number % 1000, b"changed")


@pytest.fixture
def place(tmp_path: Path, pagewake: Run) -> Path:
    """A directory with a database `shop` of a few segments, and an empty repository `repository`."""
    Database.create(tmp_path / "shop", pages=[bytes(4032) * 4]).close()
    change(tmp_path / "shop")
    assert pagewake("repo", "init", str(tmp_path / "repository")).status == 0
    return tmp_path


def segments(place: Path) -> list[Path]:
    return sorted((place / "shop" / "wal").glob("wal-*.log"))


def to(place: Path) -> tuple[str, ...]:
    return "--repo", str(place / "repository"), "--source", "shop"


def test_an_archive_command_and_a_restore_command(place: Path, process: Run) -> None:
    pushed = [process("wal", "push", str(path), *to(place), "--json") for path in segments(place)[:2]]
    assert [done.status for done in pushed] == [0, 0], pushed[0].err
    (piece,) = pushed[0].document["archived"]
    assert piece["name"].startswith(FIRST)
    assert (piece["from_lsn"], piece["bytes"]) == (1, segments(place)[0].stat().st_size)
    again = process("wal", "push", str(segments(place)[0]), *to(place))
    assert (again.status, again.out) == (0, "wal-00000000.log: already archived.\n")
    got = process("wal", "get", piece["name"], str(place / "got"), *to(place))
    assert (got.status, got.out) == (0, "")
    assert (place / "got").read_bytes() == segments(place)[0].read_bytes()
    missing = process("wal", "get", NONE, str(place / "none"), *to(place), "--json")
    assert (missing.status, missing.document["found"]) == (1, False)
    assert sorted(path.name for path in place.iterdir() if path.name != "home") == [
        "got", "repository", "shop",
    ]  # fmt: skip


def test_a_push_that_is_refused_says_why_and_ends_with_3(place: Path, process: Run) -> None:
    first = segments(place)[0]
    assert process("wal", "push", str(first), *to(place)).status == 0
    Database.create(place / "other", pages=[bytes(4032) * 4]).close()
    change(place / "other", 3)
    refused = process("wal", "push", str(place / "other/wal/wal-00000000.log"), *to(place), "--json")
    assert (refused.status, refused.document["error"]["code"]) == (3, "PW-202")
    second = segments(place)[1]
    second.write_bytes(second.read_bytes()[:-5])
    torn = process("wal", "push", str(second), *to(place))
    assert torn.status == 3
    assert "PW-301" in torn.err
    assert process("wal", "push", str(place / "nothing"), *to(place)).status == 2


@pytest.mark.parametrize(
    "case", ["no repository", "repository gone", "unknown source", "usage", "not writable", "damage", "lost"]
)
def test_a_get_that_could_not_tell_ends_with_126(place: Path, process: Run, case: str) -> None:
    """A server that hears 1 takes its log for ended, and goes on without what came after."""
    pushed = process("wal", "push", str(segments(place)[0]), *to(place), "--json")
    name = pushed.document["archived"][0]["name"]
    (stored,) = (place / "repository" / "wal").rglob(f"{name}*")
    arguments = [name, str(place / "got"), *to(place)]
    if case == "no repository":
        arguments[3] = str(place / "nowhere")
    elif case == "repository gone":
        (place / "repository").rename(place / "unmounted")
    elif case == "unknown source":
        arguments[:1], arguments[-1] = [NONE], "shpo"
    elif case == "usage":
        arguments = [name, *to(place)]
    elif case == "not writable":
        arguments[1] = str(place / "no such directory" / "got")
    elif case == "damage":
        stored.chmod(0o600)
        content = bytearray(stored.read_bytes())
        content[len(content) // 2] ^= 1
        stored.write_bytes(content)
    elif case == "lost":
        stored.unlink()
    done = process("wal", "get", *arguments)
    assert done.status == 126, done.err
    assert "PW-" in done.err
    assert not (place / "got").exists()


def test_a_get_with_a_wrong_passphrase_ends_with_126(tmp_path: Path, place: Path, process: Run) -> None:
    secret, wrong = {"PAGEWAKE_PASSPHRASE": "correct horse"}, {"PAGEWAKE_PASSPHRASE": "wrong"}
    safe = str(tmp_path / "safe")
    assert process("repo", "init", safe, "--encrypt", env=secret).status == 0
    pushed = process(
        "wal", "push", str(segments(place)[0]), "--repo", safe, "--source", "shop", "--json", env=secret
    )
    name = pushed.document["archived"][0]["name"]
    arguments = ("wal", "get", name, str(tmp_path / "got"), "--repo", safe, "--source", "shop")
    assert process(*arguments, env=wrong).status == 126
    assert process(*arguments).status == 126
    assert process(*arguments, env=secret).status == 0


@contextmanager
def receiver(place: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    running = subprocess.Popen(
        [
            sys.executable, "-m", "pagewake", "wal", "receive", str(place / "shop"),
            "--repo", str(place / "repository"), "--interval", "100ms", *options,
        ],
        env=environment({"PYTHONUNBUFFERED": "1"}),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


def until_said(running: subprocess.Popen[str], words: str) -> str:
    assert running.stderr is not None
    while line := running.stderr.readline():
        if words in line:
            return line
    raise AssertionError(f"the receiver ended without saying {words!r}")


def reached(place: Path, pagewake: Run) -> int:
    status = pagewake("wal", "status", "--repo", str(place / "repository"), "--json").document
    return max((window["to_lsn"] for window in status["windows"]), default=0)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_receiver_keeps_the_window_growing_until_it_is_told_to_stop(
    place: Path, pagewake: Run, process: Run, number: signal.Signals
) -> None:
    assert pagewake("backup", str(place / "shop"), "--repo", str(place / "repository")).status == 0
    before = reached(place, pagewake)
    with receiver(place, "--verbose") as running:
        change(place / "shop")
        until_said(running, "archived LSN")
        second = process("wal", "receive", str(place / "shop"), *to(place), "--once")
        assert (second.status, "PW-607" in second.err) == (3, True)
        running.send_signal(number)
        out, err = running.communicate(timeout=LONG)
    assert running.returncode == 0, err
    assert out.startswith("shop: ")
    assert "up to LSN" in out
    assert reached(place, pagewake) > before
    assert not list((place / "repository" / "locks").iterdir())


def test_receiving_once_gives_a_document(place: Path, process: Run) -> None:
    first = process("wal", "receive", str(place / "shop"), *to(place), "--once", "--json")
    assert first.status == 0, first.err
    assert first.document["stretches"] == 1
    assert first.document["bytes"] == sum(path.stat().st_size for path in segments(place))
    assert first.document["to_lsn_text"] == str(first.document["to_lsn"])
    second = process("wal", "receive", str(place / "shop"), *to(place), "--once", "--json")
    assert (second.document["stretches"], second.document["to_lsn"]) == (0, None)
    assert process("wal", "receive", str(place / "shop"), *to(place), "--interval", "0s").status == 2


def test_a_receiver_waits_for_a_repository_that_is_away_and_says_so_once(place: Path, pagewake: Run) -> None:
    with receiver(place) as running:
        until_said(running, "archived LSN")
        (place / "repository").rename(place / "unmounted")
        (place / "repository").mkdir()  # as a mount point without its mount
        change(place / "shop")
        until_said(running, "cannot be archived at the moment")
        time.sleep(2.5)
        assert list((place / "repository").iterdir()) == []
        (place / "repository").rmdir()
        (place / "unmounted").rename(place / "repository")
        line = until_said(running, "a")
        while "archived LSN" not in line:
            assert "cannot be archived" not in line
            line = until_said(running, "a")
        running.send_signal(signal.SIGTERM)
        out, err = running.communicate(timeout=LONG)
    assert running.returncode == 0, err
    assert "interrupted 1 time." in " ".join(out.split())
    once = pagewake("wal", "receive", str(place / "shop"), *to(place), "--once", "--json")
    assert json.loads(once.out)["stretches"] == 0


def test_a_receiver_of_another_database_than_before_stops(place: Path, pagewake: Run) -> None:
    with receiver(place) as running:
        until_said(running, "archived LSN")
        os.rename(place / "shop", place / "gone")
        until_said(running, "cannot be archived at the moment")
        Database.create(place / "new", pages=[bytes(4032)]).close()
        change(place / "new", 3)
        (place / "new" / "data" / "database.db").replace(place / "new" / "data" / "shop.db")
        page = next((place / "gone" / "data").iterdir()).name
        (place / "new" / "data" / "shop.db").replace(place / "new" / "data" / page)
        os.rename(place / "new", place / "shop")
        _, err = running.communicate(
            timeout=3 * LONG
        )  # on a slow machine it looks ever more seldom meanwhile
    assert running.returncode == 3
    assert "PW-202" in err
