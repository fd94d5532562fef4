"""The rig itself: servers start, stop, die and leave nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from tests.patience import until
from tests.postgres.installations import Installation, account
from tests.postgres.reaper import shared_memory
from tests.postgres.reset_wal import reset_wal, without_times
from tests.postgres.servers import Rig, Server, ServerFailed, copy_tree, own, run_tool
from tests.postgres.standby import standby, wait_replayed

from pagewake.engines.postgres.control import parse_control


def test_a_server_of_this_version_with_checksums(server: Server) -> None:
    assert server.value("SHOW server_version").split()[0] == server.installation.version
    assert server.value("SHOW data_checksums") == "on"
    assert server.value("SHOW listen_addresses") == ""
    assert os.stat(server.data).st_uid == account().uid


@pytest.mark.long
def test_shapes(rig: Rig, installation: Installation) -> None:
    server = rig.server(
        installation,
        checksums=False,
        segment_mib=1,
        settings={"wal_level": "minimal", "max_wal_senders": "0"},
    )
    assert server.sql("SELECT current_setting('data_checksums'), current_setting('wal_segment_size')") == [
        ("off", "1MB")
    ]
    assert server.value("SHOW wal_level") == "minimal"


@pytest.mark.long
@pytest.mark.parametrize("how", ["fast", "immediate", "kill"])
def test_what_was_committed_is_there_after_a_restart(server: Server, how: str) -> None:
    server.sql("CREATE TABLE t AS SELECT generate_series(1, 1000) AS i")
    assert server.running
    server.stop(how)
    assert not server.running
    server.start()
    assert server.value("SELECT count(*) FROM t") == 1000
    assert ("not properly shut down" in server.log) == (how != "fast")


def test_a_password_user_over_tcp(rig: Rig, installation: Installation) -> None:
    server = rig.server(installation, tcp=True)
    server.add_user("backup", "open sesame", "REPLICATION")
    with psycopg.connect(server.uri("backup", "open sesame")) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("backup",)
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(server.uri("backup", "wrong"))


def test_one_that_cannot_start_says_why(rig: Rig, installation: Installation) -> None:
    server = rig.server(installation, start=False)
    server.configure(shared_buffers="nonsense")
    with pytest.raises(ServerFailed, match="shared_buffers"):
        server.start()


def test_fresh_ones_are_other_databases(rig: Rig, installation: Installation) -> None:
    query = "SELECT system_identifier FROM pg_control_system()"
    one, copy, other = (
        rig.server(installation),
        rig.server(installation),
        rig.server(installation, fresh=True),
    )
    assert one.value(query) == copy.value(query) != other.value(query)


@pytest.mark.long
def test_nothing_is_left_when_the_test_process_is_killed(installation: Installation) -> None:
    code = f"""
import sys
sys.path[:] = {sys.path!r}
from pathlib import Path
from tests.postgres.installations import Installation
from tests.postgres.servers import Rig
rig = Rig()
server = rig.server(Installation({installation.version!r}, Path({str(installation.bindir)!r})))
print(server.pid, rig.root, flush=True)
sys.stdin.read()
"""
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    pid, root = child.stdout.readline().split()
    assert Path("/proc", pid).exists() and Path(root).is_dir()
    child.kill()
    child.communicate()
    until(lambda: not Path("/proc", pid).exists())
    until(lambda: not Path(root).exists())


def test_a_standby_follows_and_is_promoted(rig: Rig, server: Server) -> None:
    place = server.tablespaces / "t"
    place.mkdir()
    own(place)
    server.sql("CREATE TABLE t AS SELECT generate_series(1, 1000) AS i")
    server.sql(f"CREATE TABLESPACE elsewhere LOCATION '{place}'")
    server.sql("CREATE TABLE u TABLESPACE elsewhere AS SELECT * FROM t")
    follower = standby(rig, server)
    server.sql("INSERT INTO u SELECT i + 1000 FROM t")
    wait_replayed(follower, server)
    assert follower.value("SELECT count(*) FROM u") == 2000
    follower.promote()
    follower.checkpoint()
    assert follower.value("SELECT timeline_id FROM pg_control_checkpoint()") == 2
    server.sql("TRUNCATE u")
    follower.sql("DELETE FROM u WHERE i > 1500")
    assert (server.value("SELECT count(*) FROM u"), follower.value("SELECT count(*) FROM u")) == (0, 1500)


def test_a_killed_server_leaves_no_shared_memory(server: Server) -> None:
    pieces = shared_memory(server.pid)
    assert any(isinstance(piece, int) for piece in pieces)
    assert server.value("SHOW dynamic_shared_memory_type") == "mmap", (
        "its other pieces are files of its directory"
    )
    server.stop("kill")
    ids = {piece for piece in pieces if isinstance(piece, int)}
    table = Path("/proc/sysvipc/shm")  # it goes with the last process that is still dying
    until(lambda: not ids & {int(line.split()[1]) for line in table.read_text().splitlines()[1:]})
    assert not [piece for piece in pieces if isinstance(piece, Path) and piece.exists()]
    server.start()  # as after a power cut
    assert server.value("SELECT 1") == 1


@pytest.mark.long
def test_the_log_is_reset_as_the_program_does_it(rig: Rig, server: Server) -> None:
    if "pg_resetwal" not in server.installation.tools:
        pytest.skip("this package has no pg_resetwal")
    server.sql("CREATE TABLE t AS SELECT generate_series(1, 1000) AS i")
    server.switch_wal()
    server.stop()
    directory = rig.directory("pg")
    copy_tree(server.data, directory)
    other = rig.adopt(server.installation, directory)
    run_tool(server.installation, "pg_resetwal", "-f", "-D", server.data)
    reset_wal(other)
    offset = parse_control((directory / "global/pg_control").read_bytes()).format.control_crc_offset
    assert without_times(directory, offset) == without_times(server.data, offset)
    other.start()
    assert other.value("SELECT count(*) FROM t") == 1000
