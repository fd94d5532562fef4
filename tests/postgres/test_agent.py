"""The agent on a server: backups by schedule, WAL that is streamed, a receiver that is started again, a clean end."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
from tests.agent.service import Service, receiver_of, wait_for
from tests.postgres.command import Pagewake
from tests.postgres.servers import Server

SETTINGS = """\
[repositories.main]
location = "{repo}"

[sources.shop]
location = "{uri}"
repository = "main"
schedule = {{ full = "1h", incremental = "3s" }}
stream = true
drill = {{ every = "1h", scratch = "{scratch}" }}

[agent]
listen = "127.0.0.1:0"
jitter = "0s"
refresh = "1s"
"""


def start(pagewake: Pagewake, server: Server) -> Service:
    scratch = pagewake.rig.directory("scratch")
    config = pagewake.home / "config.toml"
    config.write_text(SETTINGS.format(repo=pagewake.repo, uri=server.uri(), scratch=scratch), "utf-8")
    err = pagewake.home / "agent.err"
    with err.open("w") as file:
        process = Popen(
            [sys.executable, "-m", "pagewake", "agent", "--config", str(config)],
            env=pagewake.environment,
            cwd=pagewake.home,
            stdout=PIPE,
            stderr=file,
            text=True,
        )
    return Service(process, Path(err))


@pytest.mark.long
def test_backups_and_streaming_by_the_agent(server: Server, pagewake: Pagewake) -> None:
    server.sql("CREATE TABLE t (n int)")
    pagewake.variables["PAGEWAKE_PG_BIN"] = str(server.installation.bindir)
    agent = start(pagewake, server)
    try:
        wait_for(agent.listens)
        wait_for(lambda: agent.done("backup") >= 2 and agent.done("drill") >= 1, 120)
        assert agent.value("pagewake_wal_receiver_up", source="shop") == 1
        assert agent.value("pagewake_source_verdict", source="shop") < 3  # it may be late
        wait_for(lambda: slots(server) == [("pagewake_shop", True)])
        first = receiver_of(agent)
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: receiver_of(agent) not in (0, first), 60)
        wait_for(lambda: agent.value("pagewake_wal_receiver_starts_total", source="shop") >= 2, 60)
        server.sql("INSERT INTO t SELECT generate_series(1, 1000)")
        lsn = server.lsn()
        server.switch_wal()
        wait_for(lambda: archived(pagewake) >= lsn, 60)
        # A server that is away: jobs fail and are counted, and both go on when it is back.
        server.stop()
        wait_for(lambda: agent.value("pagewake_job_failures_in_a_row", task="backup") >= 1, 60)
        server.start()
        wait_for(lambda: agent.value("pagewake_job_failures_in_a_row", task="backup") == 0, 120)
        assert agent.stop() == 0, agent.said
    finally:
        agent.process.kill()
        agent.process.communicate()
    wait_for(lambda: slots(server) == [("pagewake_shop", False)])
    types = [one["type"] for one in pagewake.run("list", "--repo", pagewake.repo)["backups"]]
    assert types[0] == "full" and set(types[1:]) == {"incremental"}


def slots(server: Server) -> list[tuple[object, ...]]:
    """(name, active) of each replication slot."""
    return server.sql("SELECT slot_name, active FROM pg_replication_slots")


def archived(pagewake: Pagewake) -> int:
    """How far the archive reaches."""
    windows = pagewake.run("wal", "status", "--repo", pagewake.repo, statuses=(0, 1))["windows"]
    return max((int(window["to_lsn"]) for window in windows), default=0)
