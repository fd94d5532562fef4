"""`wal inspect` of a directory of a gigabyte: what it holds at a time does not grow with what it reads."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile

import pytest
from tests.postgres.command import ROOT
from tests.postgres.conftest import installation_of
from tests.postgres.servers import Rig, Server

LARGEST_MIB = 256
# Not getrusage's: that one begins with what the process had that started this one. As `pagewake.cli.main` does it, but
# that one ends the process itself.
MEASURED = """
import sys
from pagewake.interpreter import start_quickly
start_quickly()
from pagewake.cli.entry import run
status = run(sys.argv[1:])
(peak,) = (line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
sys.stderr.write(f"{status} {int(peak) // 1024}")
"""


def write_wal(server: Server, mib: int) -> None:
    """Many small records and some large ones: a quarter of it rows, the rest messages."""
    server.sql("CREATE TABLE rows (id int, text text)")
    for _ in range(8):
        server.sql(f"INSERT INTO rows SELECT i, 'a row of a table' FROM generate_series(1, {mib * 300}) AS i")
    begin = server.lsn()
    while server.lsn() - begin < mib * 5 // 6 << 20:
        server.sql(
            "SELECT pg_logical_emit_message(false, 'filler', repeat('x', 500000)) FROM generate_series(1, 64)"
        )


@pytest.mark.torture
@pytest.mark.timeout(900)
def test_a_gigabyte_is_inspected_in_bounded_memory(rig: Rig) -> None:
    server = rig.server(installation_of(18), settings={"max_wal_size": "4GB", "wal_keep_size": "4GB"})
    first = server.lsn()
    write_wal(server, 1024)
    held = server.lsn() - first
    assert held > 1 << 30
    server.stop()
    for option in ("--stats", "--blocks", "--records"):
        command = [sys.executable, "-c", MEASURED, "wal", "inspect", str(server.wal), option, "--json"]
        environment = {"PYTHONPATH": f"{ROOT / 'core'}:{ROOT / 'resources'}", "PATH": "/usr/bin:/bin"}
        with (
            tempfile.TemporaryFile() as messages,
            subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=messages) as process,
        ):
            assert process.stdout is not None
            lines, last = 0, b""
            for line in process.stdout:  # its documents are as long as the log: they are not kept here either
                lines, last = lines + 1, line if option != "--stats" else last + line
            process.wait(60)
            messages.seek(0)
            said = messages.read().decode()
        status, peak = said.split()[-2:]
        assert status == "0", said[-2000:]
        assert int(peak) < LARGEST_MIB, f"{option}: {peak} MiB"
        if option == "--stats":
            assert json.loads(last)["bytes"] > held * 9 // 10
        if option == "--records":
            assert lines > 1_000_000
