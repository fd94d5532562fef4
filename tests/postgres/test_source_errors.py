"""What goes wrong with a connection, really provoked: each a clear error that says what to do."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import numpy as np
import psycopg
import pytest
from tests.patience import LONG, Stopwatch, until
from tests.postgres.capture import capture, read_whole
from tests.postgres.installations import Installation
from tests.postgres.servers import Rig, Server, free_port, own
from tests.postgres.standby import standby

from pagewake.engines.postgres.connection import without_password
from pagewake.engines.postgres.opening import open_source, recognise
from pagewake.errors import PagewakeError, SourceNotRecognised, SourceUnreadable
from pagewake.jobs import Job

CUT = r"the connection was cut|ended the connection"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("PG") and name not in ("PGDATA",):
            monkeypatch.delenv(name)


@pytest.fixture
def tcp(rig: Rig, installation: Installation) -> Server:
    """A server that asks for passwords over TCP."""
    server = rig.server(installation, tcp=True)
    server.add_user("backup", "open sesame")
    return server


def refused(location: str, what: str, advice: str, **options: str) -> PagewakeError:
    with pytest.raises(PagewakeError) as caught:
        open_source(location, **options)
    error = caught.value
    assert what in error.what, error
    assert advice in error.advice, error
    assert "open sesame" not in str(error) and "wrong" not in str(error).replace("wrong number", "")
    assert error.meaning
    return error


def test_passwords(tcp: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uri = tcp.uri("backup")
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    refused(uri, "asks for a password", ".pgpass")
    monkeypatch.setenv("PGPASSWORD", "wrong")
    refused(uri, "does not accept this password", ".pgpass")
    monkeypatch.setenv("PGPASSWORD", "open sesame")
    source = open_source(uri)
    assert source.location == uri
    source.close()
    monkeypatch.delenv("PGPASSWORD")
    passfile = tmp_path / "pgpass"
    passfile.write_text(f"127.0.0.1:{tcp.port}:*:backup:open sesame\n")
    passfile.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(passfile))
    source = open_source(uri)
    taken = capture(source)
    source.close()
    everything = b"".join([*taken.content.values(), *taken.extra.values()])
    assert b"open sesame" not in everything


def test_a_password_in_a_uri_is_not_shown(tcp: Server) -> None:
    source = open_source(tcp.uri("backup", "open sesame"))
    assert source.location == tcp.uri("backup")
    assert "sesame" not in repr(source.check())
    source.close()
    refused(tcp.uri("backup", "wrong"), "does not accept this password", ".pgpass")
    assert without_password("host=x password='a b' user=y") == "host=x  user=y"
    assert (
        without_password("postgresql://u@h/d?password=x&sslmode=require")
        == "postgresql://u@h/d?&sslmode=require"
    )


def test_nobody_there(tcp: Server) -> None:
    refused(f"postgresql://x@127.0.0.1:{free_port()}/postgres", "nothing answers", "listen_addresses")
    refused("postgresql://x@no-such-host.invalid/postgres", "no host of that name", "Check the host")
    refused("postgresql://x@/postgres?host=/nonexistent", "socket cannot be used", "--connection")
    refused("postgresql://x@127.0.0.1:99999/postgres", "cannot be understood", "postgresql://")
    refused("postgresql://x@127.0.0.1/postgres?nonsense=1", "cannot be understood", "postgresql://")
    refused(tcp.uri("backup", "open sesame", dbname="nothing"), "no such database", "Name one")
    refused(
        f"postgresql://nobody@/postgres?host={quote(str(tcp.socket_directory), safe='')}&port={tcp.port}",
        "no such user",
        "PGUSER",
    )


def test_a_host_that_never_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGCONNECT_TIMEOUT", "2")
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(8)
        refused(
            f"postgresql://x@127.0.0.1:{silent.getsockname()[1]}/postgres", "cannot be reached", "firewalls"
        )


def lets_in(uri: str) -> bool:
    try:
        psycopg.connect(uri).close()
    except psycopg.OperationalError:
        return False
    return True


def test_pg_hba_refuses(tcp: Server) -> None:
    hba = tcp.data / "pg_hba.conf"
    hba.write_text("local all all trust\nhost all postgres 127.0.0.1/32 trust\n")
    tcp.reload()
    until(lambda: lets_in(tcp.uri()))
    error = refused(tcp.uri("backup", "open sesame"), "pg_hba.conf lets nobody in", "pg_reload_conf")
    assert "pg_hba.conf entry" in error.what
    hba.write_text("local all postgres trust\nlocal all all peer\n")
    tcp.reload()
    local = f"postgresql://backup@/postgres?host={quote(str(tcp.socket_directory), safe='')}&port={tcp.port}"
    until(lambda: not lets_in(local))
    refused(local, "only the system user of the same name", "sudo -u")


def test_too_many_connections(rig: Rig, installation: Installation) -> None:
    server = rig.server(
        installation,
        settings={"max_connections": "10", "superuser_reserved_connections": "1", "max_wal_senders": "0"},
    )
    server.sql("CREATE ROLE plain LOGIN")
    held = [server.connect() for _ in range(9)]
    refused(server.uri("plain"), "no free connection", "max_connections")
    for one in held:
        one.close()


def test_a_server_that_starts(rig: Rig, server: Server) -> None:
    """A standby that has no consistent state yet takes no connections."""
    follower = standby(rig, server)
    follower.stop()
    follower.configure(hot_standby="off")
    follower.start(wait=False)
    pid_file = follower.data / "postmaster.pid"  # its eighth line is written when it listens
    until(lambda: pid_file.exists() and len(pid_file.read_text().splitlines()) >= 8)
    refused(str(follower.data), "starting or recovering", "Try again")


def test_no_data_directory(tmp_path: Path) -> None:
    assert not recognise(str(tmp_path)) and not recognise("\0") and recognise("postgres://x")
    with pytest.raises(SourceNotRecognised, match="no PostgreSQL data directory"):
        open_source(str(tmp_path))


def test_another_server_than_the_directory_s(rig: Rig, installation: Installation) -> None:
    one, twin = rig.server(installation), rig.server(installation)
    other = rig.server(installation, fresh=True)
    assert open_source(str(one.data), connection=one.uri()).identity() == open_source(one.uri()).identity()
    error = refused(str(one.data), "another server than the one of this directory", "--connection",
                    connection=other.uri())  # fmt: skip
    assert "of system" in error.what
    follower = standby(rig, one)
    refused(str(one.data), "standby of the other", "--connection", connection=follower.uri())
    one.stop()
    refused(str(one.data), "no server runs on the directory", "--connection", connection=twin.uri())


def test_a_directory_whose_pid_file_is_old(server: Server) -> None:
    server.stop("kill")
    assert (server.data / "postmaster.pid").exists()
    refused(str(server.data), "crashed", "Start the server")


@pytest.mark.long
@pytest.mark.parametrize("how", ["local", "remote"])
@pytest.mark.parametrize("when", ["reading", "end"])
def test_a_server_killed_during_a_backup(server: Server, how: str, when: str) -> None:
    server.sql("CREATE TABLE t AS SELECT i, repeat('x', 500) FROM generate_series(1, 20000) i")
    source = open_source(str(server.data) if how == "local" else server.uri())
    session = source.begin("pagewake", checkpoint=True, known=(), job=Job())
    files = list(session.files())
    server.stop("kill" if when == "reading" else "immediate")
    with pytest.raises(SourceUnreadable) as caught:
        read_whole(session, files) if (when, how) == ("reading", "remote") else session.end(Job())
    assert caught.value.advice and str(caught.value.object_name).startswith(source.location)
    session.abort()
    source.close()
    server.start()
    source = open_source(server.uri())
    assert capture(source).end.stop.lsn
    source.close()


def test_a_local_backup_notices_within_seconds_that_its_server_is_gone(server: Server) -> None:
    source = open_source(str(server.data))
    session = source.begin("pagewake", checkpoint=True, known=(), job=Job())
    file = next(one for one in session.files() if one.relation is not None and one.size)
    content = read_whole(session, [file])[file.path]
    server.stop("kill")
    blocks = np.arange(file.blocks, dtype=np.int64)
    watch = Stopwatch()

    def look_on() -> None:
        while watch.seconds < 5:
            session.check(file, blocks, memoryview(bytearray(content)))
            time.sleep(0.1)

    with pytest.raises(SourceUnreadable, match=CUT):
        look_on()
    source.close()


@contextmanager
def proxy(port: int) -> Iterator[tuple[int, threading.Event, list[int]]]:
    """A port that leads to another one, until the event is set and the bytes that may still pass have passed."""
    listener = socket.create_server(("127.0.0.1", 0))
    cut, left = threading.Event(), [0]
    threads: list[threading.Thread] = []
    sockets: list[socket.socket] = []

    def pump(source: socket.socket, target: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if counted and cut.is_set():
                    left[0] -= len(data)
                    if left[0] < 0:
                        break
                target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def accept() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", port))
            sockets.extend((client, server))
            for pair in ((client, server, False), (server, client, True)):
                threads.append(threading.Thread(target=pump, args=pair))
                threads[-1].start()

    acceptor = threading.Thread(target=accept)
    acceptor.start()
    try:
        yield listener.getsockname()[1], cut, left
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        acceptor.join(LONG)
        listener.close()
        for one in sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join(LONG)
        for one in sockets:
            one.close()


def test_a_connection_cut_in_the_middle_of_a_remote_read(tcp: Server) -> None:
    tcp.sql("CREATE TABLE t AS SELECT i, repeat('x', 500) FROM generate_series(1, 40000) i")
    with proxy(tcp.port) as (port, cut, left):
        source = open_source(f"postgresql://backup:{quote('open sesame')}@127.0.0.1:{port}/postgres")
        session = source.begin("pagewake", checkpoint=True, known=(), job=Job())
        files = sorted(session.files(), key=lambda one: -one.size)[:1]
        left[0] = 3_000_000
        cut.set()
        with pytest.raises(SourceUnreadable, match="the connection was cut") as caught:
            read_whole(session, files)
        assert files[0].path in caught.value.object_name and "sesame" not in str(caught.value)
        session.abort()
        source.close()
    source = open_source(tcp.uri("backup", "open sesame"))
    assert capture(source).end.stop.lsn
    source.close()


def test_an_administrator_ends_the_backup_s_connection(server: Server) -> None:
    source = open_source(str(server.data))
    session = source.begin("pagewake", checkpoint=True, known=(), job=Job())
    server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pagewake'")
    with pytest.raises(SourceUnreadable, match=CUT):
        session.end(Job())
    source.close()


def test_wal_level_minimal(rig: Rig, installation: Installation) -> None:
    server = rig.server(installation, settings={"wal_level": "minimal", "max_wal_senders": "0"})
    source = open_source(str(server.data))
    with pytest.raises(SourceUnreadable, match="too little WAL") as caught:
        source.begin("pagewake", checkpoint=True, known=(), job=Job())
    assert "wal_level = replica" in caught.value.advice
    assert any(one.code == "wal-level" and one.severity == "error" for one in source.check())
    source.close()


def test_without_a_client_library_only_opening_fails(server: Server, tmp_path: Path) -> None:
    code = f"""
import sys
sys.modules["psycopg_binary"] = None  # what brings one
from pagewake.engines.postgres.libpq import library
library._SYSTEM = "libpq-that-nobody-has.so"
from pagewake.engines.postgres import opening
from pagewake.engines.postgres import handover, log, summaries
assert opening.recognise({str(server.data)!r})
from pagewake.errors import UsageError
try:
    opening.open_source({str(server.data)!r})
except UsageError as error:
    print(error)
"""
    path = os.pathsep.join([part for part in sys.path if part])
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "psycopg must be installed" in done.stdout and "pagewake[postgres]" in done.stdout


def test_a_copied_directory_of_a_running_server(rig: Rig, server: Server) -> None:
    copy = rig.directory("copy")
    shutil.copytree(server.data, copy, dirs_exist_ok=True, ignore=shutil.ignore_patterns("postmaster.pid"))
    own(copy, recursive=True)
    refused(str(copy), "copied while one ran", "Start the server")
