"""A connection that goes through a pooler: said by `source check`, refused by a backup before it begins."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.postgres.command import SOURCE, Pagewake
from tests.postgres.installations import account
from tests.postgres.servers import Rig, Server, free_port, own

CONFIGURATION = """
[databases]
* = host={host} port={port} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen}
unix_socket_dir =
auth_type = any
pool_mode = {mode}
default_pool_size = 4
admin_users = postgres
logfile = {log}
"""


def _program() -> str:
    found = shutil.which("pgbouncer", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"]))
    if found is None:
        pytest.skip("pgbouncer is not installed (Debian: apt install pgbouncer)")
    return found


@pytest.fixture(params=["transaction", "session"])
def pooled(rig: Rig, server: Server, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URI of a pooler in front of the server."""
    program, place, listen = _program(), rig.directory("pool"), free_port()
    path = place / "pgbouncer.ini"
    path.write_text(
        CONFIGURATION.format(
            host=server.socket_directory,
            port=server.port,
            listen=listen,
            mode=request.param,
            log=place / "log",
        )
    )
    own(path)
    process = subprocess.Popen(
        [program, str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **account().popen,  # type: ignore[call-overload]
    )
    try:
        _wait_for(listen, process, place / "log")
        yield f"postgresql://postgres@127.0.0.1:{listen}/postgres"
    finally:
        process.terminate()
        process.wait(60)


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(log.read_text())


def test_a_check_through_a_pooler_says_so(pagewake: Pagewake, pooled: str) -> None:
    answer = pagewake.run("source", "check", pooled, statuses=(1,))
    (finding,) = [one for one in answer["findings"] if one["code"] == "pooled-connection"]
    assert finding["severity"] == "error"
    assert "pooler" in finding["message"] and "port" in finding["advice"]


def test_a_backup_through_a_pooler_is_refused_before_it_begins(
    pagewake: Pagewake, server: Server, pooled: str
) -> None:
    arguments = ["backup", pooled, "--source", SOURCE, "--repo", str(pagewake.repo)]
    error = pagewake.error(*arguments, status=3)
    assert "pooler" in error["message"] + error["advice"], error
    assert pagewake.run("list", "--repo", pagewake.repo)["backups"] == []
    running = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%%backup_start%%' AND pid <> pg_backend_pid()"
    assert server.value(running) == 0 and server.log.count("PANIC") == 0
