"""A private server on restored files: it replays the log, can be asked, and is gone afterwards.

Everything that could reach the world is switched off on its command line, which counts before all files: no port, no
archiving, no replication, no subscriptions, no libraries that run jobs, no autovacuum. It listens on a socket in a
directory that only its own user (and root) can enter.

Should this process die, a small shell process notices and stops the server.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pagewake.engines.postgres.accounts import Account, give
from pagewake.engines.postgres.configuration import MAIN_FILE
from pagewake.engines.postgres.installations import Installation
from pagewake.errors import RecoveryFailed, UsageError
from pagewake.jobs import Job

PORT = 5432
_POLL_SECONDS = 0.1
_STOP_SECONDS = 10.0
_SILENT_SECONDS = 900.0
"""A server that neither replays nor uses the processor for so long is stuck."""
_LONGEST_SOCKET = 90
_RECOVERING = re.compile(r"recovering ([0-9A-F]{24})")
_GRAVE = re.compile(r"^(?:\S+ )?(FATAL|PANIC):\s+(.*)$")
_MORE = re.compile(r"^(?:\S+ )?(DETAIL|HINT|CONTEXT):\s+(.*)$")
_WATCH = 'read -r word || kill -QUIT "$1"'
_MAX_LOG = 1 << 20

OVERRIDES: Mapping[str, str] = {
    "listen_addresses": "",
    "port": str(PORT),
    "archive_mode": "off",
    "archive_command": "",
    "primary_conninfo": "",
    "primary_slot_name": "",
    "synchronous_standby_names": "",
    "max_logical_replication_workers": "0",
    "shared_preload_libraries": "",
    "session_preload_libraries": "",
    "local_preload_libraries": "",
    "autovacuum": "off",
    "ssl": "off",
    "external_pid_file": "",
    "logging_collector": "off",
    "log_destination": "stderr",
    "log_line_prefix": "",
    "log_min_messages": "warning",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_connections": "off",
    "log_disconnections": "off",
    "lc_messages": "C",
    "update_process_title": "on",
    "restart_after_crash": "off",
    "shared_buffers": "128MB",
    "huge_pages": "off",
    # In files of its directory: pieces in /dev/shm would stay there for good where the server is killed.
    "dynamic_shared_memory_type": "mmap",
    "jit": "off",
    "hot_standby": "on",
    "wal_receiver_create_temp_slot": "off",
    "statement_timeout": "0",
    "lock_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "default_transaction_read_only": "off",
    "default_transaction_isolation": "read committed",
    "row_security": "on",
    "zero_damaged_pages": "off",
    "ignore_checksum_failure": "off",
    "ignore_invalid_pages": "off",
    "session_replication_role": "replica",
    "cluster_name": "pagewake",
}
"""What every private server is told; `session_replication_role` keeps users' triggers from firing."""
_SINCE: Mapping[int, Mapping[str, str]] = {
    14: {"idle_session_timeout": "0"},
    15: {"archive_library": ""},
    17: {
        "event_triggers": "off",
        "summarize_wal": "off",
        "sync_replication_slots": "off",
        "transaction_timeout": "0",
    },
}
_UNTIL_14: Mapping[str, str] = {"stats_temp_directory": "pg_stat_tmp"}


@dataclass
class ServerSettings:
    """How one private server differs from every other. `extra` are settings that count before `OVERRIDES`."""

    scratch: bool
    extra: dict[str, str] = field(default_factory=dict)


class ScratchServer:
    """A server on `data`, run as `account` (None: as we ourselves). Use it in a `with` block."""

    def __init__(
        self, installation: Installation, data: Path, account: Account | None, settings: ServerSettings
    ) -> None:
        self.installation = installation
        self.data = data
        self._account = account
        self._settings = settings
        self._private: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._watcher: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> ScratchServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def socket_directory(self) -> Path:
        """Where it listens."""
        assert self._private is not None
        return self._private

    @property
    def pid(self) -> int:
        """The server's process id."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start it; it replays from now on. Raises RecoveryFailed where it cannot even be started."""
        self._private = _private_directory(self._account)
        (self._private / "hba").write_text("local all all trust\n")
        (self._private / "ident").write_text("")
        for name in ("hba", "ident"):
            if self._account is not None:
                give(self._private / name, self._account)
        command = [str(self.installation.program("postgres")), "-D", str(self.data)]
        for name, value in self._options().items():
            command += ["-c", f"{name}={value}"]
        try:
            with open(self._private / "log", "wb") as log:
                self._process = subprocess.Popen(
                    command,
                    cwd=self._private,
                    env=self.installation.environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    **(self._account.popen() if self._account else {}),
                )
            self._watcher = subprocess.Popen(
                ["/bin/sh", "-c", _WATCH, "pagewake", str(self._process.pid)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise RecoveryFailed(
                f"the server cannot be started: {error.strerror}", object_name=command[0]
            ) from error

    def wait_recovered(self, job: Job, segments: Mapping[str, int], recovered: Callable[[], bool]) -> None:
        """Wait until it has replayed everything and takes writes.

        Advances the job's phase by the bytes of log replayed: `segments` are the names of segments with the bytes
        that lie before each. `recovered` asks the server, once it can be asked, whether it is done. Raises
        RecoveryFailed with what the server said, Cancelled.
        """
        done, changed, sign = 0, time.monotonic(), ""
        while True:
            self._require_alive()
            status = self._status()
            if status == "ready" and recovered():  # a server that replays takes queries, too
                return
            title, work = self._startup()
            match = _RECOVERING.search(title)
            here = segments.get(match[1], done) if match else done
            job.advance(max(0, here - done))
            done = max(done, here)
            if (now := f"{title} {work} {status}") != sign:
                changed, sign = time.monotonic(), now
            elif time.monotonic() - changed > _SILENT_SECONDS:
                raise RecoveryFailed(
                    f"the server has done nothing for {_SILENT_SECONDS / 60:.0f} minutes, at {title or 'its start'}",
                    object_name=str(self.data),
                    meaning=f"Its last words: {self._last_words()}",
                )
            job.token.wait(_POLL_SECONDS)
            job.check()

    def wait_ended(self, job: Job) -> None:
        """Wait until it has shut itself down, at its recovery target. Raises RecoveryFailed, Cancelled."""
        assert self._process is not None
        while self._process.poll() is None:
            job.token.wait(_POLL_SECONDS)
            job.check()
        if self._process.returncode != 0:
            raise self._failed("did not stop in order")
        self._forget()

    def stop(self, job: Job) -> None:
        """Stop it in order, so that its files need no replay. Raises RecoveryFailed, Cancelled."""
        process = self._process
        if process is None:
            return
        process.send_signal(signal.SIGINT)
        while process.poll() is None:
            job.token.wait(_POLL_SECONDS)
            job.check()
        if process.returncode != 0:
            raise self._failed("did not stop in order")
        self._forget()

    def close(self) -> None:
        """End it, however it is, and remove what is its own. Its data directory stays."""
        process = self._process
        if process is not None and process.poll() is None:
            children = _children(process.pid)
            process.send_signal(signal.SIGQUIT)
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                for pid in (process.pid, *children):
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                process.wait()
        self._forget()
        if self._private is not None:
            shutil.rmtree(self._private, ignore_errors=True)
            self._private = None

    def log(self) -> str:
        """The end of what it wrote."""
        if self._private is None:
            return ""
        try:
            with open(self._private / "log", "rb") as file:
                size = file.seek(0, os.SEEK_END)
                file.seek(max(0, size - _MAX_LOG))
                return file.read().decode("utf-8", "replace")
        except OSError:
            return ""

    def _options(self) -> dict[str, str]:
        options = dict(OVERRIDES)
        for major, settings in _SINCE.items():
            if self.installation.major >= major:
                options |= settings
        if self.installation.major <= 14:
            options |= _UNTIL_14
        options |= {
            "data_directory": str(self.data),
            "config_file": str(self.data / MAIN_FILE),
            "hba_file": str(self.socket_directory / "hba"),
            "ident_file": str(self.socket_directory / "ident"),
            "unix_socket_directories": str(self.socket_directory),
            "unix_socket_permissions": "0700",
            "fsync": "off" if self._settings.scratch else "on",
        }
        return options | self._settings.extra

    def _status(self) -> str:
        """The server's own word for how it is: the eighth line of its pid file; empty before there is one."""
        try:
            lines = (self.data / "postmaster.pid").read_text("utf-8", "replace").splitlines()
        except OSError:
            return ""
        return lines[7].strip() if len(lines) > 7 and lines[0].strip() == str(self.pid) else ""

    def _startup(self) -> tuple[str, int]:
        """The title of the process that replays, and how much work the server's processes have done."""
        title, work = "", 0
        for pid in _children(self.pid):
            with suppress(OSError, ValueError, IndexError):
                text = (
                    Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                )
                if "startup" in text:
                    title = text.strip()
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                work += int(fields[11]) + int(fields[12])
        return title, work

    def _require_alive(self) -> None:
        assert self._process is not None
        if self._process.poll() is not None:
            raise self._failed("ended before it had recovered")

    def _failed(self, how: str) -> RecoveryFailed:
        assert self._process is not None
        status = self._process.returncode
        ended = f" by signal {-status}" if status < 0 else f" with status {status}" if status else ""
        return RecoveryFailed(
            f"the server on the restored files {how}{ended}: {self._last_words()}",
            object_name=str(self.data),
            meaning=_meaning(self.log()),
        )

    def _last_words(self) -> str:
        """What it complained of last, with detail and hint; else its last line."""
        lines = self.log().splitlines()
        for number in range(len(lines) - 1, -1, -1):
            match = _GRAVE.match(lines[number])
            if match:
                more = [found[2] for line in lines[number + 1 : number + 5] if (found := _MORE.match(line))]
                return " ".join([f"{match[1]}: {match[2]}", *more])[:1000]
        return lines[-1][:1000] if lines else "it said nothing"

    def _forget(self) -> None:
        watcher, self._watcher, self._process = self._watcher, None, None
        if watcher is not None and watcher.stdin is not None:
            with suppress(OSError):
                watcher.stdin.write(b"done\n")
                watcher.stdin.close()
            watcher.wait()


_MEANINGS = (
    (
        "recovery ended before configured recovery target was reached",
        "The log ends before the target.",
    ),
    (
        "before consistent recovery point",
        "The target lies before the moment at which the copied files are consistent.",
    ),
    (
        "insufficient parameter settings",
        "The server that wrote the log had larger settings than this one was given.",
    ),
    ("could not locate", "The log that the backup begins with is not there."),
    ("WAL ends before", "The log ends before the copied files are consistent."),
    ("could not access file", "A library that the database needs is not installed on this machine."),
    ("resource manager with ID", "The log holds records of an extension whose library was not loaded."),
    (
        "could not create shared memory segment",
        "The machine's limit of shared memory segments is reached: killed servers may have left theirs (`ipcs -m`).",
    ),
    (
        "could not resize shared memory",
        "This machine has too little shared memory for the server's settings.",
    ),
    (
        "could not map anonymous shared memory",
        "This machine has too little memory for the server's settings.",
    ),
    ("No space left on device", "The file system is full."),  # the last: shared memory says this too
)


def _meaning(log: str) -> str:
    return next(
        (meaning for words, meaning in _MEANINGS if words in log), "The restored files were not proven."
    )


def _private_directory(account: Account | None) -> Path:
    """A directory for the socket, with a short name: sockets' names are at most about a hundred bytes long."""
    base = tempfile.gettempdir() if len(tempfile.gettempdir()) < _LONGEST_SOCKET - 40 else "/tmp"
    path = Path(tempfile.mkdtemp(prefix="pagewake-pg-", dir=base))
    if account is not None:
        give(path, account)
        for parent in path.parents:
            if not parent.stat().st_mode & 0o001 and parent.stat().st_uid != account.uid:
                shutil.rmtree(path, ignore_errors=True)
                raise UsageError(
                    f"the server's user {account.name} cannot enter {parent}",
                    object_name="TMPDIR",
                    meaning="The restored files were not proven.",
                    advice="Set TMPDIR to a directory that every user may enter, or leave it unset.",
                )
    return path


def _children(pid: int) -> list[int]:
    """The processes that a process began."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(word) for word in text.split()]
