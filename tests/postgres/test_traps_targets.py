"""Where a restore may go, and where the server would silently go somewhere else: said before a byte is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from tests.postgres import truth
from tests.postgres.command import (
    SOURCE,
    Pagewake,
    assert_restored,
    start_and_promote,
    targets,
    until,
)
from tests.postgres.installations import Installation
from tests.postgres.servers import Rig, Server, own
from tests.postgres.truth import Moment

from pagewake.insight.windows import LACKS_CHANGES


@dataclass
class Past:
    """A server with a history: moments before and after its only backup, and where that ended."""

    server: Server
    pagewake: Pagewake
    before: Moment
    after: Moment
    stop: int

    def refused(self, *target: str) -> dict[str, str]:
        """A restore that must be refused before anything is written; what it says."""
        place = self.pagewake.home / "nothing"
        error = self.pagewake.error(
            "restore", "--repo", self.pagewake.repo, "--source", SOURCE, "--to", place, *target
        )
        assert not place.exists() or not list(place.iterdir())
        assert error["message"]
        assert error["advice"]
        return error


def note(server: Server, text: str) -> None:
    server.sql("CREATE TABLE IF NOT EXISTS t (id serial PRIMARY KEY, text text)")
    server.sql("INSERT INTO t (text) VALUES (%s)", text)


def make_past(server: Server, pagewake: Pagewake) -> Past:
    note(server, "before")
    before = truth.moment(server, "before the backup")
    made = pagewake.backup(server, "full")
    note(server, "one")
    after = truth.moment(server, "after the backup")
    note(server, "two")
    pagewake.receive(server)
    return Past(server, pagewake, before, after, made["stop_lsn"])


@pytest.fixture
def past(server: Server, pagewake: Pagewake) -> Past:
    """A past of the test's own, which may go on."""
    return make_past(server, pagewake)


@pytest.fixture(scope="module")
def _pasts(_templates: Rig) -> Iterator[Callable[[Installation], Past]]:
    with ExitStack() as stack:

        @cache
        def of(installation: Installation) -> Past:
            rig = stack.enter_context(Rig(_templates))
            return make_past(rig.server(installation), Pagewake(rig))

        yield of


@pytest.fixture
def settled(_pasts: Callable[[Installation], Past], installation: Installation) -> Past:
    """The past of all tests that only read it, and restore from it."""
    return _pasts(installation)


def texts(server: Server) -> list[str]:
    return [text for (text,) in server.sql("SELECT text FROM t ORDER BY id")]


def test_before_the_backup_ended(settled: Past) -> None:
    """The server would take the backup's end for it and say nothing, where no commit lies between."""
    for kind in ("lsn", "time", "xid", "name"):
        settled.refused(*targets(settled.before)[kind])
    settled.refused("--target-time", "2020-01-01T00:00:00Z")


def test_after_the_last_commit(settled: Past) -> None:
    """No server reaches a time after the last commit that it has: it would recover all, and then fail."""
    (last,) = settled.server.sql("SELECT clock_timestamp()")[0]
    error = settled.refused("--target-time", (last + timedelta(hours=1)).isoformat())
    assert "committed after that" in error["message"]
    settled.refused("--target-lsn", "FF/0")
    settled.refused("--target-name", "never made")
    settled.refused("--target-xid", "4000000000")
    settled.refused("--latest", "--target-timeline", "7")


@pytest.mark.long
def test_a_time_between_the_last_commit_and_now(past: Past) -> None:
    past.server.sql("SELECT pg_sleep(0.1)")
    (now,) = past.server.sql("SELECT clock_timestamp()")[0]
    past.server.switch_wal()  # a record, but no commit
    past.pagewake.receive(past.server)
    past.refused("--target-time", now.isoformat())


@pytest.mark.long
def test_behind_the_last_record_of_the_archive(settled: Past) -> None:
    """Recovery stops at a record that begins at an LSN or behind it: inside of the last one there is none."""
    status = settled.pagewake.run("wal", "status", "--repo", settled.pagewake.repo)
    end = status["windows"][-1]["to_lsn"]
    high, low = divmod(end - 1, 1 << 32)
    error = settled.refused("--target-lsn", f"{high:X}/{low:X}")
    assert "no record" in error["message"]


@pytest.mark.long
def test_across_a_time_of_minimal_wal(past: Past) -> None:
    past.server.sql("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots")
    past.server.configure(wal_level="minimal", max_wal_senders="0", archive_mode="off")
    past.server.restart()
    note(past.server, "quiet")
    past.server.configure(wal_level="replica", max_wal_senders="10")
    past.server.restart()
    note(past.server, "loud again")
    past.pagewake.receive(past.server)
    assert "lacks changes" in past.refused("--latest")["message"]
    status = past.pagewake.run("wal", "status", "--repo", past.pagewake.repo, statuses=(0, 1))
    (gap,) = (gap for gap in status["gaps"] if gap["reason"] == LACKS_CHANGES)
    assert status["windows"][-1]["to_lsn"] == gap["from"] - 1, "no moment is promised that cannot be reached"
    place = past.pagewake.home / "nothing"
    arguments = ["--source", SOURCE, "--to", place, "--dry-run", *targets(past.after)["lsn"]]
    planned = past.pagewake.run("restore", "--repo", past.pagewake.repo, *arguments)
    assert planned["dry_run"]
    found = planned["destination"]["findings"]
    written = [one["object"] for one in found if one["code"] == "configuration-written"]
    assert written == ["postgresql.conf", "pg_hba.conf", "pg_ident.conf", "postgresql.auto.conf"]


def test_two_targets_are_wrong_usage(settled: Past) -> None:
    repo, place = settled.pagewake.repo, settled.pagewake.home / "x"
    settled.pagewake.error("restore", "--repo", repo, "--to", place, "--latest", "--immediate", status=2)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_each_kind_stops_just_after_or_just_before(past: Past) -> None:
    note(past.server, "three")
    with past.server.connect() as connection, connection.transaction():
        connection.execute("INSERT INTO t (text) VALUES ('four')")
        (xid,) = connection.execute("SELECT txid_current()").fetchone() or (0,)
    note(past.server, "five")
    past.pagewake.receive(past.server)
    everything = texts(past.server)
    assert everything[-5:] == ["one", "two", "three", "four", "five"]
    for words, last in (
        (["--latest"], "five"),
        (["--immediate"], "before"),
        (["--target-xid", str(xid)], "four"),
        (["--target-xid", str(xid), "--exclusive"], "three"),
        ([*targets(past.after)["time"]], "one"),
    ):
        _answer, restored = past.pagewake.restore(*words, "--action", "promote", of=past.server)
        start_and_promote(restored)
        assert texts(restored)[-1] == last, words
        restored.stop()


def test_pause_shows_the_moment_and_takes_no_writes(settled: Past) -> None:
    answer, restored = settled.pagewake.restore(*targets(settled.after)["lsn"], of=settled.server)
    assert answer["next_step"]
    restored.start()
    state = (
        "pg_is_wal_replay_paused()"
        if settled.server.major < 14
        else "pg_get_wal_replay_pause_state() = 'paused'"
    )
    until(lambda: bool(restored.value(f"SELECT {state}")), 60, lambda: restored.log[-2000:])
    assert texts(restored)[-1] == "one"
    with pytest.raises(Exception, match="read-only"):
        note(restored, "no")
    restored.sql("SELECT pg_wal_replay_resume()")
    until(lambda: not restored.value("SELECT pg_is_in_recovery()"), 60, lambda: restored.log[-2000:])


@pytest.mark.long
def test_shutdown_leaves_a_server_that_stopped_at_the_target(past: Past) -> None:
    _answer, restored = past.pagewake.restore(
        *targets(past.after)["lsn"], "--action", "shutdown", of=past.server
    )
    restored.start(wait=False)
    restored.wait_stopped()
    assert "shutdown at recovery target" in restored.log


@pytest.mark.long
@pytest.mark.timeout(300)
def test_settings_that_the_log_raised_after_the_backup(server: Server, pagewake: Pagewake) -> None:
    """A standby pauses for ever, or ends, where its own are smaller than those that the log has meanwhile."""
    server.configure(max_connections="20", max_worker_processes="8", max_prepared_transactions="2")
    server.restart()
    note(server, "small")
    pagewake.backup(server, "full")
    server.configure(max_connections="150", max_worker_processes="20", max_prepared_transactions="30",
                     max_wal_senders="15", max_locks_per_transaction="100")  # fmt: skip
    server.restart()
    note(server, "large")
    moment = truth.moment(server, "large")
    pagewake.receive(server)
    _answer, restored = pagewake.restore(*targets(moment)["lsn"], "--action", "promote", of=server)
    start_and_promote(restored)
    assert "insufficient parameter" not in restored.log
    assert int(restored.value("SHOW max_connections")) >= 150
    assert int(restored.value("SHOW max_prepared_transactions")) >= 30
    assert_restored(restored, moment)


@pytest.mark.long
def test_a_restored_server_archives_nothing_and_follows_nobody(
    rig: Rig, installation: Installation, pagewake: Pagewake
) -> None:
    spool = rig.directory("spool")
    command = f"cp %p {spool}/%f"
    server = rig.server(
        installation,
        settings={"archive_mode": "on", "archive_command": command, "primary_conninfo": "host=/nowhere"},
    )
    note(server, "one")
    pagewake.backup(server, "full")
    note(server, "two")
    pagewake.receive(server)
    server.stop()
    before = sorted(spool.iterdir())
    _answer, restored = pagewake.restore("--latest", "--action", "promote", of=server)
    start_and_promote(restored)
    note(restored, "three")
    restored.switch_wal()
    restored.stop()
    assert sorted(spool.iterdir()) == before
    assert not (restored.data / "standby.signal").exists()


@pytest.mark.long
def test_where_a_server_runs_and_where_files_are_nothing_is_restored(past: Past) -> None:
    arguments = ["restore", "--repo", str(past.pagewake.repo), "--source", SOURCE, "--to"]
    before = sorted(path.name for path in past.server.data.iterdir())
    for more in ([], ["--delta"]):
        error = past.pagewake.error(*arguments, past.server.data, *more)
        assert error["message"]
    assert sorted(path.name for path in past.server.data.iterdir()) == before
    occupied = past.pagewake.rig.directory("occupied")
    (occupied / "precious").write_text("mine")
    past.pagewake.error(*arguments, occupied)
    assert [path.name for path in occupied.iterdir()] == ["precious"]


@pytest.mark.long
def test_a_tablespace_never_goes_where_the_old_one_lives(server: Server, pagewake: Pagewake) -> None:
    place = server.tablespaces / "side"
    place.mkdir()
    own(place)
    server.sql(f"CREATE TABLESPACE side LOCATION '{place}'")
    note(server, "one")
    server.sql("CREATE TABLE u TABLESPACE side AS SELECT * FROM t")
    pagewake.backup(server, "full")
    pagewake.receive(server)
    target = pagewake.home / "nothing"
    error = pagewake.error("restore", "--repo", pagewake.repo, "--source", SOURCE, "--to", target)
    assert str(place) in error["message"] + error["object"] + error["advice"]
    assert server.value("SELECT count(*) FROM u") == 1


@pytest.mark.long
def test_a_delta_restore_ends_with_the_same(past: Past) -> None:
    """Into what is there: only what differs is written."""
    first, restored = past.pagewake.restore(
        *targets(past.after)["lsn"], "--action", "promote", of=past.server
    )
    start_and_promote(restored)
    restored.sql("CREATE TABLE more AS SELECT generate_series(1, 50000)")
    restored.stop()
    again = past.pagewake.run(
        "restore", "--repo", past.pagewake.repo, "--source", SOURCE, "--to", restored.data, "--delta",
        *targets(past.after)["lsn"], "--action", "promote",
    )  # fmt: skip
    assert again["bytes_written"] < first["bytes_written"] / 2
    own(Path(restored.data), recursive=True)
    start_and_promote(restored)
    assert_restored(restored, past.after)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_proof_says_what_it_looked_at_and_leaves_nothing(past: Past) -> None:
    past.pagewake.variables["PAGEWAKE_PG_BIN"] = str(past.server.installation.bindir)
    answer, restored = past.pagewake.restore(*targets(past.after)["lsn"], "--prove", of=past.server)
    assert answer["proof"]["ok"], answer["proof"]
    assert answer["proof"]["checks"]
    assert answer["recovered_to"]["lsn"] >= past.stop
    assert not (restored.data / "postmaster.pid").exists()
    verified = past.pagewake.run("verify", "--repo", past.pagewake.repo, "--level", "restore")
    assert verified["ok"], verified["findings"]
