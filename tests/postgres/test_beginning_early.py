"""A server that is asked to begin a backup before anybody waits for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.patience import until
from tests.postgres.capture import capture
from tests.postgres.servers import Rig, Server

from pagewake.backup.run import BackupRequest, run_backup
from pagewake.clock import now
from pagewake.engines.base import EarlySource
from pagewake.engines.postgres import connection
from pagewake.engines.postgres.engine import ENGINE
from pagewake.engines.postgres.opening import open_source
from pagewake.engines.postgres.source import PostgresSource
from pagewake.jobs import Job, JobEvent, Said
from pagewake.repository.backup_ids import backup_label, new_backup_id
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore

OURS = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pagewake'"
BEGUN = f"{OURS} AND query LIKE 'SELECT pg%backup%::text' AND state = 'idle'"
"""Not only idle: that it also is between the slot and the backup, which are two statements."""
SLOTS = "SELECT count(*) FROM pg_replication_slots"


def settles(server: Server, query: str, value: int) -> bool:
    """Whether a query comes to give a value."""
    until(lambda: server.value(query) == value)
    return True


def opened(server: Server) -> PostgresSource:
    source = open_source(str(server.data))
    assert isinstance(source, PostgresSource)
    assert isinstance(source, EarlySource)
    return source


def test_the_server_begins_while_nobody_waits(server: Server) -> None:
    source, before = opened(server), server.lsn()
    source.begin_early("pagewake early", checkpoint=True)
    source.begin_early("pagewake early", checkpoint=True)  # the same
    assert settles(server, SLOTS, 1)
    assert settles(server, BEGUN, 1)
    begun = server.value("SELECT checkpoint_time FROM pg_control_checkpoint()")
    assert server.value("SELECT redo_lsn - '0/0' FROM pg_control_checkpoint()") > before
    session = source.begin("pagewake early", checkpoint=True, known=(), job=Job())
    assert server.value("SELECT checkpoint_time FROM pg_control_checkpoint()") == begun  # no other checkpoint
    assert session.start.lsn == server.value("SELECT redo_lsn - '0/0' FROM pg_control_checkpoint()")
    assert not session.findings
    session.abort()
    assert settles(server, OURS, 0)
    source.close()


def test_what_nobody_waits_for_is_given_up(server: Server) -> None:
    server.sql("CREATE TABLE t AS SELECT generate_series(1, 50000) AS i")
    source = opened(server)
    source.begin_early("pagewake early", checkpoint=False)  # the checkpoint is spread over minutes
    assert settles(server, f"{OURS} AND query LIKE '%backup%' AND state = 'active'", 1)
    source.close()
    assert settles(server, OURS, 0)
    assert settles(server, SLOTS, 0)


def test_a_checkpoint_that_takes_its_time_is_explained(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody should look at "begin" for minutes without a word of what is waited for, and how not to."""
    monkeypatch.setattr(connection, "_SLOW_SECONDS", 0.0)
    server.sql("CREATE TABLE t AS SELECT generate_series(1, 50000) AS i")
    source, job, said = opened(server), Job("backup"), list[str]()

    def heard(event: JobEvent) -> None:
        if isinstance(event, Said):
            said.append(event.text)
            server.sql("CHECKPOINT")  # at once: it is not what is tried here

    job.subscribe(heard)
    session = source.begin("pagewake slow", checkpoint=False, known=(), job=job)
    session.abort()
    source.close()
    assert len(said) == 1 and "checkpoint" in said[0] and "--checkpoint" in said[0]


def test_another_backup_takes_its_place(server: Server) -> None:
    source = opened(server)
    source.begin_early("pagewake early", checkpoint=True)
    assert settles(server, SLOTS, 1)
    taken = capture(source)
    assert taken.end.stop.lsn > taken.session.start.lsn
    source.close()
    assert settles(server, OURS, 0)


def test_a_backup_that_another_process_made_in_between_is_not_later(rig: Rig, server: Server) -> None:
    """Asked before the lock is held, the server may begin before a backup that becomes the parent."""
    repository = Repository.create(LocalStore(rig.directory("r") / "repository"))
    server.sql("CREATE TABLE t AS SELECT generate_series(1, 50000) AS i")
    early, other = opened(server), opened(server)
    id_ = new_backup_id(now)
    early.begin_early(backup_label(id_), checkpoint=True)
    assert settles(server, SLOTS, 1)
    assert settles(server, BEGUN, 1)
    server.sql("UPDATE t SET i = i + 1")
    full = run_backup(repository, ENGINE, other, BackupRequest("db", "full", True), Job()).backup
    other.close()
    made = run_backup(repository, ENGINE, early, BackupRequest("db", "auto", True, id=id_), Job()).backup
    early.close()
    assert made.id == id_
    assert (made.type.value, made.parent) == ("incremental", full.id)
    assert made.start_lsn > full.start_lsn
    assert settles(server, OURS, 0)


AT_FIRST = {"numpy", "pagewake.engines.postgres.session", "pagewake.repository.repository", "pagewake.backup"}
"""What the server's work is to hide: it is loaded once the server was asked to begin."""
NEVER = {
    *(
        "asyncio",
        "csv",
        "difflib",
        "email",
        "importlib.metadata",
        "json.tool",
        "platformdirs",
        "psycopg",
        "random",
    ),
    *(
        "shutil",
        "socket",
        "ssl",
        "tempfile",
        "tomllib",
        "zipfile",
        "cryptography",
        "rich",
        "zstandard",
        "tomlkit",
    ),
    *(
        "numpy.random",
        "numpy.fft",
        "pagewake.restore",
        "pagewake.verify",
        "pagewake.engines.postgres.replication",
    ),
}
"""What a backup beside the server's directory, into a directory, has no use for: each takes milliseconds to load."""
PROGRAM = """
import sys
loaded = []
def heard(event, arguments):
    if event == "ctypes.dlopen" and "libpq" in str(arguments[0]) and not loaded:
        loaded.extend(sys.modules)  # next comes the connection
sys.addaudithook(heard)
from pagewake.cli.entry import run
status = run(sys.argv[1:])
assert loaded, "libpq was not loaded"
print(*loaded, file=sys.stderr)
print(*sys.modules, file=sys.stderr)
sys.exit(status)
"""


def test_a_server_is_asked_before_most_is_loaded(server: Server, tmp_path: Path) -> None:
    """Start-up is half of what a small incremental takes. A module that must be loaded here has its reason."""
    Repository.create(LocalStore(tmp_path / "repository"))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEWAKE")}
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            PROGRAM,
            "backup",
            str(server.data),
            "--repo",
            str(tmp_path / "repository"),
            "--json",
        ],
        env={
            **environment,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "PAGEWAKE_KERNELS": "native",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    at_first, at_last = (set(line.split()) for line in done.stderr.splitlines()[-2:])
    assert not (AT_FIRST | NEVER) & at_first
    assert not NEVER & at_last
    assert at_last >= AT_FIRST  # or the names above are out of date
