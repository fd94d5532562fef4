"""Real PostgreSQL servers for tests: made, started, stopped, killed, promoted, and gone afterwards.

    with Rig() as rig:
        server = rig.server(installations()[15], checksums=True)
        server.sql("SELECT 1")

Tests take the fixtures of `conftest.py` instead. Servers listen on a Unix socket in a private directory, and on
127.0.0.1 only when asked to. They run as another user where we are root (PostgreSQL refuses root).
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

import psycopg
from tests.postgres.installations import Installation, account
from tests.postgres.reaper import Reaper, kill_server

SUPERUSER = "postgres"
SETTINGS = {
    "fsync": "off",
    "shared_buffers": "32MB",
    "max_connections": "40",
    "max_wal_senders": "10",
    "max_prepared_transactions": "10",
    "jit": "off",
    "log_line_prefix": "%m [%p] ",
}
"""What every server is made with (they lie in its postgresql.conf, and so in its backups)."""


_ROOM = 4 << 30
_LOWEST_PORT = 12000


@cache
def reaper() -> Reaper:
    return Reaper()


class ServerFailed(Exception):
    """A server did not start or stop; carries the end of its log."""


@dataclass(frozen=True)
class Shape:
    """What decides the content of a new data directory, but for its settings."""

    checksums: bool = True
    segment_mib: int = 16


@dataclass
class Server:
    """One data directory and the server on it. `tablespaces` is where a test may put tablespaces."""

    installation: Installation
    data: Path
    socket_directory: Path
    port: int = 5432
    tcp: bool = False
    overrides: dict[str, str] = field(default_factory=dict)
    """Settings given on the command line: they belong to this server and not to the data directory."""
    _process: subprocess.Popen[bytes] | None = None

    @property
    def log_path(self) -> Path:
        return self.data.with_name(f"{self.data.name}.log")

    @property
    def tablespaces(self) -> Path:
        return self.data.with_name(f"{self.data.name}.tablespaces")

    @property
    def log(self) -> str:
        """All that the server wrote so far."""
        return self.log_path.read_text("utf-8", "replace") if self.log_path.exists() else ""

    @property
    def major(self) -> int:
        return self.installation.major

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The postmaster's process id."""
        assert self._process is not None
        return self._process.pid

    # --- starting and stopping

    def start(self, *, wait: bool = True, timeout: float = 60) -> None:
        """Start; with `wait` until it takes connections. Raises ServerFailed."""
        assert not self.running
        listen = "127.0.0.1" if self.tcp else ""
        options = {"unix_socket_directories": str(self.socket_directory), "listen_addresses": listen}
        # Pieces of shared memory with names of their own outlive a server that is killed; files of its directory go
        # with that.
        options |= {"port": str(self.port), "dynamic_shared_memory_type": "mmap", **self.overrides}
        command = [self.installation.tool("postgres"), "-D", str(self.data)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        with open(self.log_path, "ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=self.data,
                env=self.installation.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **account().popen,  # type: ignore[call-overload]
            )
        reaper().server_started(self._process.pid, self.data)
        if wait:
            self.wait_ready(timeout)

    def wait_ready(self, timeout: float = 60) -> None:
        """Until it takes connections: its eighth line of postmaster.pid says so. Raises ServerFailed."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if not self.running:
                raise ServerFailed(f"{self.installation} did not start:\n{self.log[-3000:]}")
            with suppress(OSError, IndexError):
                lines = (self.data / "postmaster.pid").read_text().splitlines()
                if int(lines[0]) == self.pid and lines[7].strip() in ("ready", "standby"):
                    return
            time.sleep(0.02)
        raise ServerFailed(f"{self.installation} was not ready in {timeout} s:\n{self.log[-3000:]}")

    def wait_stopped(self, timeout: float = 60) -> int:
        """Until it has ended by itself; its exit status."""
        assert self._process is not None
        try:
            status = self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise ServerFailed(f"{self.installation} did not stop:\n{self.log[-3000:]}") from None
        reaper().server_stopped(self._process.pid)
        self._process = None
        return status

    def stop(self, how: str = "fast", timeout: float = 60) -> None:
        """Stop: `fast`, `immediate` (no shutdown checkpoint), or `kill` (kill -9 of it and all its children)."""
        if self._process is None:
            return
        if how == "kill":
            kill_server(self.pid)
        else:
            self._process.send_signal({"fast": signal.SIGINT, "immediate": signal.SIGQUIT}[how])
        self.wait_stopped(timeout)

    def restart(self, how: str = "fast") -> None:
        self.stop(how)
        self.start()

    def promote(self, timeout: float = 60) -> None:
        """Promote a standby; returns when it takes writes."""
        self.sql("SELECT pg_promote(true, %s)", int(timeout))
        assert self.value("SELECT pg_is_in_recovery()") is False

    # --- talking to it

    def connect(self, dbname: str = "postgres", **options: Any) -> psycopg.Connection[tuple[Any, ...]]:
        """A connection as superuser through the socket, in autocommit mode."""
        place: dict[str, Any] = {"host": str(self.socket_directory), "port": self.port, "user": SUPERUSER}
        place |= {"autocommit": True, "connect_timeout": 60, "application_name": "rig", "dbname": dbname}
        return psycopg.connect(**place | options)

    def sql(self, query: str, *values: object, dbname: str = "postgres") -> list[tuple[Any, ...]]:
        """Run statements; the rows of the last one that has any."""
        with self.connect(dbname) as connection:
            cursor = connection.execute(query, values or None)
            rows: list[tuple[Any, ...]] = []
            while True:
                if cursor.description is not None:
                    rows = cursor.fetchall()
                if not cursor.nextset():
                    return rows

    def value(self, query: str, *values: object, dbname: str = "postgres") -> Any:
        """The one value that a query gives."""
        ((value,),) = self.sql(query, *values, dbname=dbname)
        return value

    def uri(self, user: str = SUPERUSER, password: str | None = None, dbname: str = "postgres") -> str:
        """How others reach it: over TCP where it listens there, else through the socket."""
        if not self.tcp:
            return self.socket_uri(user, dbname)
        who = quote(user) + (f":{quote(password)}" if password else "")
        return f"postgresql://{who}@127.0.0.1:{self.port}/{dbname}"

    def socket_uri(self, user: str = SUPERUSER, dbname: str = "postgres") -> str:
        """How those on this machine reach it, who need no password."""
        host = quote(str(self.socket_directory), safe="")
        return f"postgresql://{quote(user)}@/{dbname}?host={host}&port={self.port}"

    def add_user(self, name: str, password: str, attributes: str = "SUPERUSER") -> None:
        """A role that must give its password over TCP."""
        self.sql(f"SET password_encryption = 'scram-sha-256'; CREATE ROLE {name} LOGIN {attributes} "
                 f"PASSWORD '{password}'")  # fmt: skip

    def pg(self, tool: str, *arguments: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a program of the installation as the server's user, connected to this server if it connects."""
        return run_tool(self.installation, tool, *arguments, check=check, server=self)

    # --- settings

    def configure(self, **settings: str) -> None:
        """Add lines to its postgresql.conf; the last of a name counts. Needs reload or restart."""
        add_settings(self.data, settings)

    def reload(self) -> None:
        self.sql("SELECT pg_reload_conf()")

    # --- small things that many tests ask

    def lsn(self) -> int:
        """Where WAL is written now."""
        return int(self.value("SELECT pg_current_wal_insert_lsn() - '0/0'"))

    def switch_wal(self) -> None:
        self.sql("SELECT pg_switch_wal()")

    def checkpoint(self) -> None:
        self.sql("CHECKPOINT")

    @property
    def wal(self) -> Path:
        return self.data / "pg_wal"


def run_tool(
    installation: Installation,
    tool: str,
    *arguments: str | Path,
    check: bool = True,
    server: Server | None = None,
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a program of an installation as the server's user. Raises ServerFailed with its output."""
    environment = installation.environment
    if server is not None:
        environment |= {"PGHOST": str(server.socket_directory), "PGPORT": str(server.port)}
        environment |= {"PGUSER": SUPERUSER, "PGDATABASE": "postgres"}
    done: subprocess.CompletedProcess[str] = subprocess.run(
        [installation.tool(tool), *map(str, arguments)],
        cwd=cwd or "/",
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=600,
        check=False,
        **account().popen,  # type: ignore[call-overload]
    )
    if check and done.returncode != 0:
        raise ServerFailed(f"{tool} {' '.join(map(str, arguments))} failed:\n{done.stdout}{done.stderr}")
    return done


def initialise(installation: Installation, data: Path, shape: Shape) -> None:
    """A new data directory; superuser `postgres`, no locale but C, everybody trusted locally."""
    options = ["--no-sync", "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C"]
    if shape.checksums:
        options.append("--data-checksums")
    elif installation.major >= 18:
        options.append("--no-data-checksums")
    if shape.segment_mib != 16:
        options.append(f"--wal-segsize={shape.segment_mib}")
    run_tool(installation, "initdb", "-D", data, *options)
    add_settings(data, SETTINGS)
    (data / "pg_hba.conf").write_text(
        "local all all trust\nlocal replication all trust\n"
        "host all all 127.0.0.1/32 scram-sha-256\nhost replication all 127.0.0.1/32 scram-sha-256\n"
    )


def add_settings(data: Path, settings: Mapping[str, str]) -> None:
    """Add lines to the postgresql.conf of a data directory; the last of a name counts."""
    with open(data / "postgresql.conf", "a", encoding="utf-8") as file:
        file.writelines(f"{name} = '{value}'\n".replace("\\", "\\\\") for name, value in settings.items())


def copy_tree(source: Path, target: Path) -> None:
    """Copy a directory with owners, modes and links."""
    subprocess.run(["cp", "-a", "--reflink=auto", f"{source}/.", str(target)], check=True)


def free_port() -> int:
    """A port that nobody listens on, of those that the system gives to nobody by itself.

    Between this and the start of a server lie seconds, in which another test's connection may be given any of the
    others.
    """
    try:
        lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        lowest = 0
    for _ in range(100 if lowest > _LOWEST_PORT + 1000 else 0):
        port = _LOWEST_PORT + secrets.randbelow(lowest - _LOWEST_PORT)  # not `random`: workers share its seed
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Rig:
    """Makes servers in one directory of its own; leaving it ends them all and removes the directory."""

    templates: dict[tuple[Installation, Shape], Path]

    def __init__(self, templates: Rig | None = None, *, place: Path | None = None) -> None:
        # Not pytest's tmp_path: that is closed to the server's user. Short, for the sockets' names.
        self.root = Path(tempfile.mkdtemp(prefix="pgw-", dir=place or _open_directory()))
        self.root.chmod(0o755)
        if os.geteuid() == 0:
            os.chown(self.root, account().uid, account().gid)
        reaper().directory_made(self.root)
        self.servers: list[Server] = []
        self.templates = {} if templates is None else templates.templates
        self._templates_in = (templates or self).root
        self._count = 0

    def __enter__(self) -> Rig:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Kill what still runs and remove everything."""
        for server in self.servers:
            if server._process is not None:
                server.stop("kill")
        for _attempt in range(20):  # a backend that is still dying may write into what is being removed
            shutil.rmtree(self.root, ignore_errors=True)
            if not self.root.exists():
                break
            time.sleep(0.1)
        reaper().directory_removed(self.root)

    def directory(self, name: str = "d") -> Path:
        """The path of a new directory, owned by the server's user, mode 0700."""
        self._count += 1
        path = self.root / f"{name}{self._count}"
        path.mkdir(mode=0o700)
        own(path)
        return path

    def server(
        self,
        installation: Installation,
        *,
        checksums: bool = True,
        segment_mib: int = 16,
        settings: Mapping[str, str] | None = None,
        tcp: bool = False,
        fresh: bool = False,
        start: bool = True,
    ) -> Server:
        """A server on a copy of a template, or on a `fresh` directory with a system identifier of its own.

        Servers that are not fresh and of one version and shape share their system identifier.
        """
        shape = Shape(checksums, segment_mib)
        data = self.directory("pg")
        if fresh:
            initialise(installation, data, shape)
        else:
            copy_tree(self._template(installation, shape), data)
        add_settings(data, settings or {})
        server = self.adopt(installation, data, tcp=tcp)
        if start:
            server.start()
        return server

    def adopt(self, installation: Installation, data: Path, *, tcp: bool = False, **overrides: str) -> Server:
        """A server, not started, on a data directory that is there (a restored one): made the server user's own."""
        own(data, recursive=True)
        sockets = self.directory("s")
        server = Server(installation, data, sockets, free_port() if tcp else 5432, tcp, dict(overrides))
        server.tablespaces.mkdir(exist_ok=True)
        own(server.tablespaces)
        self.servers.append(server)
        return server

    def _template(self, installation: Installation, shape: Shape) -> Path:
        key = (installation, shape)
        if key not in self.templates:
            path = self._templates_in / f"t{len(self.templates)}"
            path.mkdir(mode=0o700)
            own(path)
            initialise(installation, path, shape)
            self.templates[key] = path
        return self.templates[key]


def own(path: Path, *, recursive: bool = False) -> None:
    """Give a path to the server's user; links and what they point to outside stay as they are."""
    if os.geteuid() != 0:
        return
    who = account()
    os.chown(path, who.uid, who.gid, follow_symlinks=False)
    if recursive:
        for place, directories, files in os.walk(path):
            for name in (*directories, *files):
                os.chown(os.path.join(place, name), who.uid, who.gid, follow_symlinks=False)


def _open_directory() -> Path:
    """A directory that the server's user may enter, with a short name."""
    wanted = os.environ.get("PAGEWAKE_TEST_SERVERS")
    if wanted:
        Path(wanted).mkdir(parents=True, exist_ok=True)
        return Path(wanted)
    memory = Path("/dev/shm")  # nothing here has to survive a power cut, and copies of clusters are large
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM:
        return memory
    return Path(tempfile.gettempdir()) if len(tempfile.gettempdir()) < 40 else Path("/tmp")


def version_arguments(majors: Sequence[int], available: Mapping[int, Installation]) -> list[int]:
    """Those of the majors that this machine has."""
    return [major for major in majors if major in available]
