"""A database, a repository, settings with intervals of seconds, and the agent as a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

from tests.patience import LONG

from pagewake.desk.journal import Journal, JournalEntry
from pagewake.engines.neuroquantum.database import Database
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore

ROOT = Path(__file__).resolve().parent.parent.parent
ONCE = "9999d"
"""An interval whose next moment nobody who runs a test lives to see: what is due by it is done once."""
SETTINGS = """\
[repositories.main]
location = "{repository}"
{reached}
[sources.shop]
location = "{database}"
repository = "main"
schedule = {{ full = "9999d", incremental = "{incremental}" }}
retention = {{ keep-last = 1000 }}
verify = {{ every = "9999d", level = "structure" }}
drill = {{ every = "9999d", scratch = "{scratch}" }}
{more}
[agent]
listen = "127.0.0.1:0"
jitter = "0s"
refresh = "1s"
expire = "9999d"
prune = "9999d"
"""


def wait_for(what: Callable[[], Any], seconds: float = 4 * LONG) -> Any:
    """Wait until `what` gives something that is true, and return it."""
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)
    return found


@dataclass
class Service:
    """The agent as a process; `err` is what it says."""

    process: subprocess.Popen[str]
    err: Path
    port: int = 0

    @property
    def said(self) -> str:
        return self.err.read_text("utf-8")

    def listens(self) -> bool:
        assert self.process.poll() is None, self.said
        if found := re.search(r"listening .*port=(\d+)", self.said):
            self.port = int(found[1])
        return bool(found)

    def get(self, path: str) -> tuple[int, str]:
        try:
            direct = build_opener(ProxyHandler({}))  # whatever proxy the machine has for others
            with direct.open(f"http://127.0.0.1:{self.port}{path}", timeout=LONG) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def metrics(self) -> dict[str, float]:
        """By name and labels, as they are written."""
        lines = [line for line in self.get("/metrics")[1].splitlines() if not line.startswith("#")]
        return {key: float(value) for key, _, value in (line.rpartition(" ") for line in lines)}

    def value(self, name: str, **labels: str) -> float:
        """The sum of all values of a metric that have these labels."""
        wanted = [f'{key}="{value}"' for key, value in labels.items()]
        with suppress(URLError, TimeoutError):
            return sum(
                value
                for key, value in self.metrics().items()
                if key.partition("{")[0] == name and all(one in key for one in wanted)
            )
        return 0.0

    def done(self, task: str, result: str = "ok") -> float:
        return self.value("pagewake_jobs_total", task=task, result=result)

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=LONG)


@dataclass
class Place:
    """Everything in one directory."""

    root: Path
    incremental: str = "1s"
    more: str = ""
    bucket: str = ""
    reached: str = ""
    services: list[Service] = field(default_factory=list)

    def make(self, pages: int = 20) -> Place:
        Database.create(self.database, pages=[os.urandom(4032) for _ in range(pages)]).close()
        (self.root / "scratch").mkdir()
        self.settings.write_text(
            SETTINGS.format(
                repository=self.bucket or self.repository,
                reached=self.reached,
                database=self.database,
                scratch=self.root / "scratch",
                incremental=self.incremental,
                more=self.more,
            ),
            "utf-8",
        )
        if not self.bucket:
            Repository.create(LocalStore(self.repository))
        return self

    @property
    def database(self) -> Path:
        return self.root / "shop"

    @property
    def repository(self) -> Path:
        return self.root / "repo"

    @property
    def settings(self) -> Path:
        return self.root / "config.toml"

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        path = os.pathsep.join(str(ROOT / room) for room in ("core", "gui", "resources"))
        state = str(self.root / "state")
        return {**os.environ, "PYTHONPATH": path, "PAGEWAKE_STATE": state, **(more or {})}

    def agent(self, *options: str, env: Mapping[str, str] | None = None) -> Service:
        err = self.root / f"agent-{len(self.services)}.err"
        with err.open("w") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "pagewake", "agent", "--config", str(self.settings), *options],
                env=self.environment(env),
                stdout=subprocess.PIPE,
                stderr=file,
                text=True,
            )
        service = Service(process, err)
        self.services.append(service)
        return service

    def listening_agent(self, env: Mapping[str, str] | None = None) -> Service:
        service = self.agent(env=env)
        wait_for(service.listens)
        return service

    def backups(self) -> list[tuple[str, str]]:
        """(id, type) of each."""
        repository = Repository.open(LocalStore(self.repository))
        return [(backup.id, backup.type.value) for backup in repository.backups("shop")]

    def journal(self) -> list[JournalEntry]:
        return Journal(self.root / "state").entries()

    def clean_up(self) -> None:
        for service in self.services:
            service.process.kill()
            service.process.communicate()


def children_of(pid: int) -> set[int]:
    """The processes that a process started and that still run."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = path.read_text().rpartition(")")[2].split()[1]
            if int(parent) == pid:
                found.add(int(path.parent.name))
    return found


def is_alive(pid: int) -> bool:
    """Whether a process runs, and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def receiver_of(agent: Service) -> int:
    """The process of the receiver; 0 while there is none."""
    for pid in children_of(agent.process.pid):
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):  # a job that has just ended
            continue
        if b"receive" in words:
            return pid
    return 0
