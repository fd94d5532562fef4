"""The workload does all that it says, the truth tells two states apart, and the health checks see damage."""

from __future__ import annotations

import pytest
from tests.postgres import health, truth
from tests.postgres.churn import DATABASE, Churn
from tests.postgres.churn_steps import QUESTIONS, STEPS
from tests.postgres.installations import having
from tests.postgres.servers import Rig, Server
from tests.postgres.standby import standby, wait_replayed

BLOCK = 8192


@pytest.mark.long
def test_every_deed_is_done_and_a_standby_agrees(rig: Rig, server: Server) -> None:
    churn = Churn(server, seed=3, databases=False)
    churn.prepare()  # its tablespace is there when the standby is made, and gets a place of its own
    follower = standby(rig, server)
    with churn:
        churn.let_run(400)
        with churn.quiesced():
            moment = truth.moment(server, "here")
            wait_replayed(follower, server)
            assert truth.differences(moment.truth, truth.take(follower)) == []
        churn.let_run(50)
        later = truth.differences(moment.truth, churn.moment("later").truth)
        assert later
    assert churn.done.keys() >= {step.name for step in STEPS if step.weight > 3}
    assert health.problems(server, QUESTIONS) == []
    server.stop()
    assert health.bad_checksums(server) == []


@pytest.mark.long
def test_databases_come_and_go(server: Server) -> None:
    ways = {step.name for step in STEPS if step.database and step.since <= server.major}
    with Churn(server, seed=5, workers=1, rest=0, only=ways) as churn:
        churn.let_run(8)
        churn.moment("with some of them")
    assert churn.done.keys() == ways
    assert len(ways) == (2 if server.major >= 15 else 1)


def test_after_a_crash_all_is_as_it_was_but_the_unlogged(server: Server) -> None:
    with Churn(server, seed=4, databases=False) as churn:
        churn.let_run(150)
        moment = churn.moment("before the crash")
        with churn.quiesced():
            churn.survive_restarts = True
            found = truth.moment(server, "again").truth
            server.stop("kill")
            server.start()
            assert truth.differences(found, truth.take(server)) == []
            assert truth.unlogged_rows(server) == []
    assert moment.lsn < server.lsn()


@pytest.mark.long
@pytest.mark.parametrize("what", ["row", "map", "index"])
def test_damage_is_seen(rig: Rig, server: Server, what: str) -> None:
    """Each kind by the check that is there for it."""
    health.prepare(server)
    server.sql(
        "CREATE TABLE t AS SELECT i, i % 9 AS k FROM generate_series(1, 20000) i; CREATE INDEX ON t (i)"
    )
    server.sql("VACUUM (FREEZE) t")
    before = truth.take(server)
    if what == "row":
        server.sql("UPDATE t SET k = 77 WHERE i = 5")
        assert [line.partition(":")[0] for line in truth.differences(before, truth.take(server))] == [
            "postgres"
        ]
        return
    path = server.data / server.value("SELECT pg_relation_filepath(%s)", "t" if what == "map" else "t_i_idx")
    if what == "map":
        stale = path.with_name(f"{path.name}_vm")
        server.checkpoint()
        old = stale.read_bytes()
        server.sql("DELETE FROM t WHERE i < 100")
        server.stop()
        stale.write_bytes(old)
    else:
        old = path.read_bytes()
        server.sql("INSERT INTO t SELECT i, 0 FROM generate_series(20001, 20100) i")
        server.stop()
        path.write_bytes(old)
    server.start()
    wrong = health.problems(server, ["SELECT count(*) FROM t WHERE i > 0"])
    assert wrong
    assert any(("pg_check_visible" if what == "map" else "bt_index_check") in line for line in wrong)
    assert any("through the index" in line for line in wrong)


def test_a_flipped_byte_is_a_bad_checksum(server: Server) -> None:
    server.sql("CREATE TABLE t AS SELECT generate_series(1, 1000) AS i")
    path = server.data / server.value("SELECT pg_relation_filepath('t')")
    server.stop()
    content = bytearray(path.read_bytes())
    content[BLOCK + 5000] ^= 1
    path.write_bytes(content)
    if having("pg_checksums", server.installation) is not None:
        assert health.bad_checksums(server)
    server.start()
    with pytest.raises(Exception, match="invalid page"):
        server.sql("SELECT count(*) FROM t")


def test_a_moment_knows_its_own_database(server: Server) -> None:
    with Churn(server, seed=1, workers=1) as churn:
        churn.let_run(5)
        moment = churn.moment("named")
        assert f"database {DATABASE}" in moment.truth.lines
        assert any(line.startswith("seed: table public.t") for line in moment.truth.lines)
        assert any("history_id_seq" in name for name in moment.truth.sequences)
