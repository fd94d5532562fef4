"""Finding the moment to restore to: which commit dropped the table, told by the archived log alone."""

from __future__ import annotations

from tests.postgres.servers import Rig, Server

from pagewake.backup.run import BackupRequest, run_backup
from pagewake.desk.commits import find_commits
from pagewake.engines.postgres.engine import ENGINE
from pagewake.engines.postgres.opening import open_source
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore


def backed_up(repository: Repository, server: Server) -> None:
    source = open_source(str(server.data))
    run_backup(repository, ENGINE, source, BackupRequest("shop", "auto", True), Job())
    source.close()


def test_the_commit_that_dropped_a_table_is_found_by_its_name(rig: Rig, server: Server) -> None:
    repository = Repository.create(LocalStore(rig.directory("r") / "repository"))
    server.sql("CREATE TABLE orders AS SELECT g AS id FROM generate_series(1, 100) g")
    server.sql("CREATE TABLE kept AS SELECT g AS id FROM generate_series(1, 100) g")
    backed_up(repository, server)
    server.sql("INSERT INTO kept VALUES (0)")
    lost = str(server.value("BEGIN; DROP TABLE orders; SELECT txid_current() % 4294967296; COMMIT"))
    server.sql("INSERT INTO kept VALUES (1)")
    server.sql("TRUNCATE kept")
    backed_up(repository, server)
    found = find_commits(repository, ENGINE, "shop", None, 9, Job("look"), removing=True)
    named = {one.xid: found.removed(one) for one in found.near.before}
    assert named[lost] == ("postgres.public.orders",)
    assert ("postgres.public.kept",) in named.values()
    drop = next(one for one in found.near.before if one.xid == lost)
    around = find_commits(repository, ENGINE, "shop", drop.lsn, 1, Job("look"))
    assert [one.xid for one in around.near.exact] == [lost]
    assert all(not one.removed for one in (*around.near.before, *around.near.after))
    earlier = find_commits(repository, ENGINE, "shop", drop.time, 1, Job("look"), removing=True)
    assert [one.xid for one in earlier.near.before] == [lost], "what was removed later is not looked for"
