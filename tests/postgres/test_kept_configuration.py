"""A server restored with the configuration that its directory has: its own memory and rules, and yet it recovers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.postgres.command import SOURCE, Pagewake, start_and_promote, until
from tests.postgres.conftest import installation_of
from tests.postgres.installations import Installation
from tests.postgres.servers import Rig, Server, own

from pagewake.desk.zones import ServerZone, server_zone
from pagewake.engines.postgres.configuration import read_configuration
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore

NEWEST_QUICK = 15
HBA = "# the test machine's rules\nlocal all @people trust\nlocal replication all trust\n"


@pytest.fixture(scope="module")
def programs() -> Installation:
    return installation_of(NEWEST_QUICK)


class Shop:
    """A server with two moments in its archive, and a test machine's directory on which its backup was restored."""

    def __init__(self, rig: Rig, programs: Installation) -> None:
        self.rig = rig
        settings = {"wal_keep_size": "512MB", "log_timezone": "Asia/Kathmandu", "timezone": "Asia/Tokyo"}
        self.server = rig.server(programs, settings=settings)
        self.server.sql("CREATE TABLE t (n int); INSERT INTO t VALUES (1)")
        self.pagewake = Pagewake(rig)
        self.pagewake.variables["PAGEWAKE_PG_BIN"] = str(programs.bindir)
        self.pagewake.backup(self.server, "full")
        self.server.sql("INSERT INTO t VALUES (2)")
        self.pagewake.receive(self.server)
        _answer, self.test = self.pagewake.restore("--latest", of=self.server)

    def restore(self, *words: str | Path, statuses: tuple[int, ...] = (0,)) -> dict[str, Any]:
        arguments = ["--repo", self.pagewake.repo, "--source", SOURCE, "--to", self.test.data, *words]
        return self.pagewake.run("restore", *arguments, statuses=statuses)


@pytest.fixture(scope="module")
def shop(programs: Installation) -> Iterator[Shop]:
    with Rig() as rig:
        yield Shop(rig, programs)


def configure(data: Path) -> dict[str, bytes]:
    """A test machine's configuration: fewer connections than the log demands, and leftovers of a recovery."""
    (data / "conf.d").mkdir()
    (data / "conf.d/own.conf").write_text("work_mem = '5MB'\nmax_connections = 20\n")
    (data / "people").write_text("all\n")
    (data / "pg_hba.conf").write_text(HBA)
    with (data / "postgresql.conf").open("a") as file:
        file.write("include_dir = 'conf.d'\nrecovery_target_xid = '700'\nrestore_command = 'elsewhere'\n")
    (data / "postgresql.auto.conf").write_text("maintenance_work_mem = '7MB'\nmax_wal_senders = 0\n")
    own(data, recursive=True)
    return {name: (data / name).read_bytes() for name in ("conf.d/own.conf", "people", "pg_hba.conf")}


def test_a_delta_leaves_the_directorys_own_and_the_server_recovers(shop: Shop) -> None:
    data = shop.test.data
    before = configure(data)
    keep = ["--latest", "--delta", "--keep-configuration"]
    planned = shop.restore(*keep, "--dry-run")["destination"]
    assert {*before, "postgresql.conf", "postgresql.auto.conf"} <= {*planned["keepable"]}
    kept = {
        one["object"]: one["message"] for one in planned["findings"] if one["code"] == "configuration-kept"
    }
    assert kept.keys() == {*before, "postgresql.conf", "pg_ident.conf"}
    assert kept["postgresql.conf"].endswith("recovery_target_xid, restore_command")
    answer = shop.restore(*keep, "--prove")
    assert answer["proof"]["ok"], answer["proof"]
    assert {name: (data / name).read_bytes() for name in before} == before
    values = read_configuration(data).values
    assert values["maintenance_work_mem"] == "7MB" and values["work_mem"] == "5MB"
    assert int(values["max_connections"]) >= 40, "the log was written with so many"
    assert "restore_command" not in values and "recovery_target_xid" not in values
    shop.test.start()
    try:
        assert shop.test.value("SHOW work_mem") == "5MB"
        assert shop.test.value("SELECT max(n) FROM t") == 2
        assert shop.test.value("SELECT count(*) FROM pg_hba_file_rules WHERE error IS NULL") == 2
    finally:
        shop.test.stop()


@pytest.mark.long
def test_without_it_the_backups_takes_their_place(shop: Shop) -> None:
    data = shop.test.data
    (data / "pg_hba.conf").write_text(HBA)
    answer = shop.restore("--latest", "--delta", "--dry-run")
    assert "pg_hba.conf" in answer["destination"]["keepable"]
    shop.restore("--latest", "--delta")
    assert (data / "pg_hba.conf").read_text() != HBA and not (data / "conf.d").exists()


@pytest.mark.long
def test_it_stays_through_a_pause_and_what_follows(shop: Shop) -> None:
    """Replay on a server that takes queries stops, or waits for ever, where its settings are too small."""
    data = shop.test.data
    (data / "conf.d").mkdir(exist_ok=True)
    (data / "conf.d/own.conf").write_text("max_connections = 20\nmax_locks_per_transaction = 10\n")
    with (data / "postgresql.conf").open("a") as file:
        file.write("include_dir = 'conf.d'\n")
    shop.restore("--immediate", "--delta", "--keep-configuration", "--action", "pause")
    shop.test.start()
    try:
        until(lambda: bool(shop.test.value("SELECT pg_is_wal_replay_paused()")), 60)
        assert int(shop.test.value("SHOW max_connections")) >= 40
        assert shop.test.value("SELECT max(n) FROM t") == 1
    finally:
        shop.test.stop()


@pytest.mark.long
@pytest.mark.parametrize("delta", [True, False])
def test_a_configuration_elsewhere_is_the_one_that_counts(
    rig: Rig, programs: Installation, delta: bool
) -> None:
    """As Debian has it: the data directory is lost or turned back, and /etc is as it was, and smaller by now."""
    etc = rig.directory("etc")
    server = rig.server(programs, settings={"wal_keep_size": "512MB"}, start=False)
    main = etc / "postgresql.conf"
    text = (server.data / "postgresql.conf").read_text()
    hba = etc / "pg_hba.conf"
    (server.data / "pg_hba.conf").rename(hba)
    (server.data / "postgresql.conf").unlink()
    main.write_text(f"{text}\ndata_directory = '{server.data}'\nhba_file = '{hba}'\n")
    own(etc, recursive=True)
    server.overrides["config_file"] = str(main)
    server.start()
    server.sql("CREATE TABLE t (n int); INSERT INTO t VALUES (1)")
    pagewake = Pagewake(rig)
    pagewake.variables["PAGEWAKE_PG_BIN"] = str(programs.bindir)
    pagewake.backup(server, "full")
    server.sql("INSERT INTO t VALUES (2)")
    pagewake.receive(server)
    server.stop()
    with main.open("a") as file:
        file.write("max_connections = 20\nwork_mem = '5MB'\n")
    before = {path.name: path.read_bytes() for path in etc.iterdir()}
    data = server.data
    if not delta:
        server.data.rename(server.data.with_name("lost"))
    more = ["--delta"] if delta else []
    words = ["--repo", pagewake.repo, "--source", SOURCE, "--to", data, "--latest", "--keep-configuration"]
    answer = pagewake.run("restore", *words, *more, "--prove")
    assert answer["proof"]["ok"], answer["proof"]
    assert {path.name: path.read_bytes() for path in etc.iterdir()} == before
    assert not (data / "postgresql.conf").exists() and not (data / "pg_hba.conf").exists()
    assert f"config_file={main}" in answer["next_step"]
    restored = Server(programs, data, server.socket_directory, overrides=dict(server.overrides))
    rig.servers.append(restored)
    start_and_promote(restored)
    assert restored.value("SHOW work_mem") == "5MB"
    assert int(restored.value("SHOW max_connections")) >= 40
    assert restored.value("SELECT max(n) FROM t") == 2


def test_the_zone_of_its_log_is_on_record(shop: Shop) -> None:
    repository = Repository.open(LocalStore(shop.pagewake.repo))
    try:
        assert server_zone(SOURCE)(repository, Job()) == ServerZone(SOURCE, "Asia/Kathmandu")
        assert server_zone("nobody")(repository, Job()).problem == "it has no backup that could say so"
    finally:
        repository.close()


def test_a_drill_has_nothing_to_keep(shop: Shop) -> None:
    words = ["--repo", shop.pagewake.repo, "--source", SOURCE, "--drill", "--keep-configuration"]
    error = shop.pagewake.error("restore", *words, status=2)
    assert "no configuration of its own" in error["message"]
