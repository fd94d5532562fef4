"""Every recovery target is reached exactly: the rows tell. One server a version is backed up, then restored often."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.patience import LONG, until
from tests.postgres.conftest import EVERY, installation_of
from tests.postgres.hand_backups import HandArchive, HandBackup, HandRestore, named_programs, take_backup
from tests.postgres.installations import account
from tests.postgres.servers import Rig, Server

from pagewake.engines.base import Recovered
from pagewake.errors import TargetUnreachable, UsageError
from pagewake.lsn import parse_lsn
from pagewake.model import RestoreTarget, TargetKind, TimelineSpan


@dataclass
class Story:
    """A server that was backed up, and every moment that it can be restored to, by the number of rows it then had."""

    server: Server
    backup: HandBackup
    archive: HandArchive
    end: int
    sockets: Path
    port: int
    lsn: dict[int, int] = field(default_factory=dict)
    time: dict[int, datetime] = field(default_factory=dict)
    xid: dict[int, str] = field(default_factory=dict)

    def restore(self, directory: Path, kind: TargetKind, value: Any = None, **more: Any) -> HandRestore:
        target = RestoreTarget(kind, value, more.pop("exclusive", False))
        options = {"tablespace:*": str(directory.with_name(f"{directory.name}-spaces"))}
        options |= more.pop("options", {})
        history = (TimelineSpan(1, self.backup.start.lsn, self.end),)
        feed = self.archive.feed(self.backup.start.lsn)
        return HandRestore(self.backup, feed, history, directory, target, options, **more)

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask the restored server that runs at the place which its own configuration names."""
        with psycopg.connect(
            host=str(self.sockets), port=self.port, user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            return connection.execute(statement).fetchall()  # type: ignore[call-overload,no-any-return]

    def start(self, directory: Path, recovered: Recovered) -> RunningRestore:
        return RunningRestore(self, directory, recovered.next_step)


class RunningRestore:
    """A restored server, started by the command that the restore said, stopped in the end."""

    def __init__(self, story: Story, directory: Path, command: str) -> None:
        self.story, self.directory = story, directory
        done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, (done.stdout + done.stderr, self.log)

    @property
    def log(self) -> str:
        return (self.directory / "pagewake-start.log").read_text()

    def __enter__(self) -> RunningRestore:
        return self

    def __exit__(self, *_: object) -> None:
        self.story.server.pg(
            "pg_ctl", "-D", str(self.directory), "-m", "immediate", "-w", "stop", check=False
        )

    def settled(self) -> str:
        """`paused` or `promoted`, once it is one of them."""
        paused = (
            "pg_is_wal_replay_paused()"
            if self.story.server.major < 14
            else "pg_get_wal_replay_pause_state() = 'paused'"
        )
        deadline = time.monotonic() + LONG
        while time.monotonic() < deadline:
            if self.story.query("SELECT pg_is_in_recovery()") == [(False,)]:
                return "promoted"
            with suppress(psycopg.errors.ObjectNotInPrerequisiteState):  # promoted a moment ago
                if self.story.query(f"SELECT {paused}") == [(True,)]:
                    return "paused"
            time.sleep(0.05)
        raise AssertionError(self.log)

    def rows(self) -> int:
        return int(self.story.query("SELECT max(n) FROM marks")[0][0])


def _mark(server: Server, story: Story, number: int) -> None:
    with server.connect() as connection, connection.transaction():
        row = connection.execute(
            "INSERT INTO marks VALUES (%s) RETURNING pg_current_xact_id()::text", (number,)
        ).fetchone()
        assert row is not None
        story.xid[number] = row[0]
    story.lsn[number] = server.lsn()
    time.sleep(0.01)
    story.time[number] = server.value("SELECT clock_timestamp()")
    time.sleep(0.01)


@pytest.fixture(scope="module", params=EVERY)
def story(request: pytest.FixtureRequest) -> Iterator[Story]:
    with Rig() as rig:
        installation = installation_of(request.param)
        archive, sockets = rig.directory("a"), rig.directory("u")
        server = rig.server(
            installation,
            settings={
                "archive_mode": "on",
                "archive_command": f"cp %p {archive}/%f",
                "unix_socket_directories": str(sockets),
                "listen_addresses": "",
                "port": "5499",
                "wal_keep_size": "512MB",
            },
        )
        space = server.tablespaces / "one"
        space.mkdir()
        os.chown(space, account().uid, account().gid)
        for statement in (
            f"CREATE TABLESPACE one LOCATION '{space}'",
            "CREATE TABLE marks (n int PRIMARY KEY); INSERT INTO marks VALUES (0)",
            "CREATE DATABASE second",
        ):
            server.sql(statement)
        server.sql(
            "CREATE TABLE wide TABLESPACE one AS SELECT i, repeat(md5(i::text), 300) AS t "
            "FROM generate_series(1, 500) i;"
            "CREATE INDEX ON wide (i) TABLESPACE one; CREATE SEQUENCE s; SELECT nextval('s')"
        )
        backup = take_backup(server, rig.directory("b"))
        story = Story(server, backup, HandArchive(), 0, sockets, 5499)
        for number in (1, 2):
            _mark(server, story, number)
        server.sql("SELECT pg_create_restore_point('alpha')")
        _mark(server, story, 3)
        server.switch_wal()
        with server.connect() as connection:
            connection.execute("BEGIN")
            connection.execute("INSERT INTO marks VALUES (100)")
            connection.execute("PREPARE TRANSACTION 'held'")
        server.configure(max_connections="60", max_locks_per_transaction="80")
        server.restart()
        for number in (4, 5):
            _mark(server, story, number)
        server.switch_wal()
        _mark(server, story, 6)
        story.end = server.lsn()
        server.stop()
        story.archive.add_directory(archive)
        if not any(span.end_lsn >= story.end for span, _ in story.archive.pieces.values()):
            story.archive.add_partial(server.wal, 1, story.end)
        with named_programs(installation):
            yield story


@pytest.fixture
def directory(story: Story, rig: Rig) -> Path:
    return rig.directory("r")


def test_a_transaction_pauses_there(story: Story, directory: Path) -> None:
    recovered = story.restore(directory, TargetKind.XID, story.xid[2]).run()
    with story.start(directory, recovered) as running:
        assert running.settled() == "paused"
        assert running.rows() == 2
        assert story.query("SHOW archive_mode") == [("off",)]
        assert story.query("SELECT sum(length(t)) FROM wide") == [(500 * 32 * 300,)]


def test_just_before_a_transaction(story: Story, directory: Path) -> None:
    recovered = story.restore(directory, TargetKind.XID, story.xid[2], exclusive=True).run()
    with story.start(directory, recovered) as running:
        assert running.settled() == "paused"
        assert running.rows() == 1


def test_a_time(story: Story, directory: Path) -> None:
    recovered = story.restore(directory, TargetKind.TIME, story.time[4]).run()
    with story.start(directory, recovered) as running:
        assert running.settled() == "paused"
        assert running.rows() == 4
        assert story.query("SHOW max_connections") == [
            ("60",)
        ]  # the server that wrote the log had been given more


def test_a_restore_point_and_on_from_there(story: Story, directory: Path) -> None:
    recovered = story.restore(directory, TargetKind.NAME, "alpha", options={"action": "promote"}).run()
    with story.start(directory, recovered) as running:
        assert running.settled() == "promoted"
        assert running.rows() == 2
        story.query("INSERT INTO marks VALUES (7) RETURNING n")


def test_an_lsn(story: Story, directory: Path) -> None:
    recovered = story.restore(directory, TargetKind.LSN, story.lsn[3], exclusive=True).run()
    with story.start(directory, recovered) as running:
        assert running.settled() == "paused"
        assert running.rows() == 3
        ((replayed,),) = story.query("SELECT pg_last_wal_replay_lsn()")
        assert parse_lsn(replayed) == story.lsn[3]


def test_the_latest_moment_with_a_partial_segment_and_a_prepared_transaction(
    story: Story, directory: Path
) -> None:
    recovered = story.restore(directory, TargetKind.LATEST).run()
    with story.start(directory, recovered) as running:
        assert running.settled() == "promoted"
        assert running.rows() == 6
        assert story.query("SELECT gid FROM pg_prepared_xacts") == [("held",)]


def test_the_moment_of_consistency(story: Story, directory: Path) -> None:
    recovered = story.restore(directory, TargetKind.IMMEDIATE).run()
    with story.start(directory, recovered) as running:
        assert running.settled() == "promoted"
        assert running.rows() == 0


def test_shutting_down_at_the_target(story: Story, directory: Path) -> None:
    recovered = story.restore(directory, TargetKind.XID, story.xid[1], options={"action": "shutdown"}).run()
    subprocess.run(["sh", "-c", recovered.next_step], capture_output=True, timeout=60, check=False)
    until(lambda: not (directory / "postmaster.pid").exists())
    assert "shutdown at recovery target" in (directory / "pagewake-start.log").read_text()


@pytest.mark.parametrize(
    "beyond",
    [
        lambda story: (TargetKind.TIME, story.time[6] + timedelta(hours=1)),
        lambda story: (TargetKind.LSN, story.end + 8),
        lambda story: (TargetKind.NAME, "omega"),
    ],
    ids=["time", "lsn", "name"],
)
def test_a_target_that_the_log_does_not_hold(story: Story, directory: Path, beyond: Any) -> None:
    kind, value = beyond(story)
    with pytest.raises(TargetUnreachable):
        story.restore(directory, kind, value).run()
    assert not (directory / "global/pg_control").exists()  # nobody can start what is half made
    assert not (directory / "recovery.signal").exists()


def test_what_cannot_be_asked_together(story: Story, directory: Path) -> None:
    for kind, action, prove in (
        (TargetKind.XID, "pause", True),
        (TargetKind.XID, "shutdown", True),
        (TargetKind.LATEST, "pause", False),
        (TargetKind.XID, "jump", False),
    ):
        with pytest.raises(UsageError):
            story.restore(directory, kind, "700", options={"action": action}, prove=prove).run()
    assert not any(directory.iterdir())


@pytest.mark.long
@pytest.mark.parametrize("number", [1, 4])
def test_a_proof_says_exactly_where_it_ended(story: Story, directory: Path, number: int) -> None:
    before = {name: data for name, (_, data) in story.archive.pieces.items()}
    recovered = story.restore(
        directory, TargetKind.XID, story.xid[number], prove=True, scratch=number == 1
    ).run()
    assert recovered.proof is not None
    assert recovered.proof.ok, recovered.proof.findings
    assert recovered.reached is not None
    assert recovered.reached.lsn <= story.lsn[number]
    assert recovered.reached.timeline == 1
    assert recovered.reached.time is not None
    assert abs(recovered.reached.time - story.time[number]) < timedelta(seconds=5)
    assert before == {name: data for name, (_, data) in story.archive.pieces.items()}
    assert not (directory / "postmaster.pid").exists()
    if number == 4:
        with story.start(directory, recovered) as running:
            assert running.settled() == "promoted"
            assert running.rows() == 4
            assert story.query("SELECT count(*) FROM pg_extension") == [(1,)]
            assert story.query("SHOW restore_command") == [("",)]


def test_history_is_kept_for_the_number_of_the_next_timeline(story: Story, directory: Path) -> None:
    restore = story.restore(directory, TargetKind.IMMEDIATE, prove=True)
    lines = f"1\t{story.end >> 32:X}/{story.end & 0xFFFFFFFF:X}\tno recovery target specified\n".encode()
    archive = HandArchive(dict(story.archive.pieces))
    archive.add("00000002.history", 2, story.end, story.end, lines)
    recovered = replace(restore, feed=archive.feed(story.backup.start.lsn)).run()
    assert recovered.proof is not None and recovered.proof.ok
    assert (directory / "pg_wal/00000003.history").exists()  # 2 was taken
