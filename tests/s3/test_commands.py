"""Every step of a backup's life through the command line, on a bucket of a real server."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from tests.durability.scenes import pages_in
from tests.s3.server import Server

from pagewake.demo.ledger import Ledger
from pagewake.jobs import Job
from pagewake.stores.s3.place import S3Place

PASSPHRASE = "seven secret words"
WRITERS = 10


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PAGEWAKE_") and name != "PAGEWAKE_FIXTURES"]:
        monkeypatch.delenv(name)
    for room in ("CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{room}_HOME", str(tmp_path / "home" / room.lower()))


def run(*arguments: str, status: int = 0) -> Any:
    """What `pagewake ARGUMENTS --json` prints."""
    from pagewake.cli.entry import run as run_command

    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        done = run_command([*arguments, "--json"])
    assert done == status, (arguments, out.getvalue(), err.getvalue())
    return json.loads(out.getvalue())


@pytest.mark.parametrize(
    "encrypted", [False, pytest.param(True, marks=pytest.mark.torture)], ids=["plain", "encrypted"]
)
def test_a_backup_s_whole_life(
    s3_server: Server, s3_place: S3Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encrypted: bool
) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL_S3")
    monkeypatch.setenv("PAGEWAKE_PASSPHRASE", PASSPHRASE)
    location = s3_place.location
    reached = ("--endpoint", s3_server.endpoint, "--path-style")
    probed = run("repo", "probe", location, *reached)
    assert probed["usable"] and probed["server"]["conditional_create"]
    run("repo", "init", location, "--name", "far", *reached, *(["--encrypt"] if encrypted else []))
    assert run("repo", "probe", "far")["content"] == "repository"
    assert (
        run("repo", "info", location)["repository"]["encrypted"] is encrypted
    )  # the settings know its endpoint
    ledger = Ledger(tmp_path / "shop", 40, seed=5)
    truth = []
    for type_ in ("full", "incremental", "full"):
        ledger.run(20, Job())
        done = run("backup", str(ledger.directory), "--repo", "far", "--type", type_)
        truth.append((done["backup"]["id"], ledger.truth(done["backup"]["stop_lsn"])))
    ledger.run(20, Job())
    run("wal", "receive", str(ledger.directory), "--repo", "far", "--once")
    ledger.close()
    end = max(commit.lsn for commit in ledger.commits)
    assert run("verify", "--repo", location)["ok"]
    restored = tmp_path / "latest"
    run("restore", "--repo", "far", "--to", str(restored), "--latest", "--prove")
    assert pages_in(restored) == expected(ledger.truth(end))
    for number, (id_, pages) in enumerate(truth):
        to = tmp_path / f"restored{number}"
        run("restore", "--repo", "far", "--to", str(to), "--backup", id_, "--immediate")
        assert pages_in(to) == expected(pages)
    assert run("wal", "status", "--repo", "far")["gaps"] == []
    run("expire", "--repo", "far", "--keep-full", "1", "--keep-within", "never", "--daily", "0", "--weekly", "0",
        "--monthly", "0", "--window", "never", "--source", "shop")  # fmt: skip
    run("prune", "--repo", "far")
    assert run("verify", "--repo", "far")["ok"]


def expected(pages: dict[int, bytes]) -> dict[int, bytes]:
    return {number: bytes(content) for number, content in pages.items() if any(content)}


def test_segments_go_and_come_back(s3_server: Server, s3_place: S3Place, tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "shop", 20, seed=7)
    ledger.run(20, Job())
    ledger.close()
    run("repo", "init", s3_place.location)
    name = ("--repo", s3_place.location, "--source", "shop")
    segment = sorted((tmp_path / "shop" / "wal").glob("wal-*"))[0]
    (pushed,) = run("wal", "push", str(segment), *name)["archived"]
    run("wal", "push", str(segment), *name)
    run("wal", "get", pushed["name"], str(tmp_path / "got"), *name)
    assert (tmp_path / "got").read_bytes() == segment.read_bytes()
    other = pushed["name"][:-1] + ("1" if pushed["name"].endswith("0") else "0")
    run("wal", "get", other, str(tmp_path / "none"), *name, status=1)


@pytest.mark.torture
@pytest.mark.timeout(600)
def test_ten_writers_at_once(s3_server: Server, s3_place: S3Place, tmp_path: Path) -> None:
    """Ten processes back up ten databases into one repository; each restores to its own truth."""
    run("repo", "init", s3_place.location)
    ledgers = []
    for number in range(WRITERS):
        ledger = Ledger(tmp_path / f"db{number}", 60, seed=number)
        ledger.run(20, Job())
        ledger.close()
        ledgers.append(ledger)
    command = [sys.executable, "-m", "pagewake", "backup", "--repo", s3_place.location, "--json"]
    processes = [
        subprocess.Popen(
            [*command, str(ledger.directory)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
        for ledger in ledgers
    ]
    ids = []
    for process in processes:
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, err.decode()
        ids.append(json.loads(out)["backup"]["id"])
    assert sorted(one["id"] for one in run("list", "--repo", s3_place.location)["backups"]) == sorted(ids)
    assert run("verify", "--repo", s3_place.location)["ok"]
    for number, ledger in enumerate(ledgers):
        to = tmp_path / f"restored{number}"
        run("restore", "--repo", s3_place.location, "--to", str(to), "--backup", ids[number])
        assert pages_in(to) == expected(ledger.truth(max(commit.lsn for commit in ledger.commits)))


def environment() -> dict[str, str]:
    root = Path(__file__).resolve().parent.parent.parent
    path = [str(root / room) for room in ("core", "gui", "resources")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join([*path, os.environ.get("PYTHONPATH", "")])}


def test_two_who_make_the_same_repository(s3_server: Server, s3_place: S3Place) -> None:
    """One of them makes it, the others are told."""
    from pagewake.errors import PagewakeError, RepositoryExists
    from pagewake.repository.repository import Repository
    from pagewake.stores.s3 import open_s3

    made: list[str] = []
    told: list[type[PagewakeError]] = []
    together = threading.Barrier(3)

    def make() -> None:
        store = open_s3(s3_place.location)
        store.abilities()
        together.wait()
        try:
            made.append(Repository.create(store).descriptor.id)
        except PagewakeError as error:
            told.append(type(error))
        finally:
            store.close()

    threads = [threading.Thread(target=make) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1 and set(told) == {RepositoryExists}
    assert run("repo", "info", s3_place.location)["repository"]["id"] == made[0]


def test_without_a_name_the_environment_is_told(
    s3_server: Server, s3_place: S3Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pagewake.cli.entry import run as run_command

    monkeypatch.delenv("AWS_ENDPOINT_URL_S3")
    out = io.StringIO()
    with redirect_stdout(out):
        assert run_command(["repo", "init", s3_place.location, "--endpoint", s3_server.endpoint]) == 0
    assert f"PAGEWAKE_S3_ENDPOINT={s3_server.endpoint}" in out.getvalue()
    monkeypatch.setenv("PAGEWAKE_S3_ENDPOINT", s3_server.endpoint)
    assert run("list", "--repo", s3_place.location)["backups"] == []
    refused = run("repo", "init", "/tmp", "--endpoint", s3_server.endpoint, status=2)
    assert "for buckets" in refused["error"]["message"]
