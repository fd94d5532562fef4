"""Transactions that are prepared around a backup are open in a restored server, all of them, and no others.

The trap: a checkpoint during a backup writes state files of transactions that were prepared after its start. Servers
of 17 and 18 lose such a transaction when they recover from a copy that has its file; of a file that was copied while
it was written a server of any version makes nothing, and does not start.
"""

from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from tests.postgres import truth
from tests.postgres.command import Pagewake, assert_restored, start_and_promote, targets
from tests.postgres.hand_backups import HandArchive, HandRestore, take_backup
from tests.postgres.installations import Installation
from tests.postgres.meanwhile import backup_meanwhile
from tests.postgres.restored_files import unlike_the_table
from tests.postgres.servers import Rig, Server

from pagewake.engines.postgres.control import parse_control
from pagewake.engines.postgres.log_check import LogWalk
from pagewake.engines.postgres.segments import segment_name
from pagewake.model import RestoreTarget, TargetKind, TimelineSpan
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore


def prepare(server: Server, gid: str, number: int) -> None:
    with server.connect() as connection:
        connection.execute(f"BEGIN; INSERT INTO t VALUES ({number}); PREPARE TRANSACTION '{gid}'")


def use_numbers(server: Server, count: int = 5) -> None:
    """Some transactions that are over at once: the next one's number is past what the backup's checkpoint says."""
    for _ in range(count):
        server.sql("INSERT INTO t VALUES (0)")


def after_start(server: Server) -> None:
    use_numbers(server)
    prepare(server, "after", 2)
    prepare(server, "rolled back", 3)
    server.checkpoint()


def restored_states(data: Path) -> list[int]:
    return sorted(int(entry.name, 16) & 0xFFFFFFFF for entry in (data / "pg_twophase").iterdir())


@pytest.mark.parametrize("how", [pytest.param("local", marks=pytest.mark.long), "remote"])
def test_prepared_and_checkpointed_while_a_backup_is_made(
    server: Server, pagewake: Pagewake, how: str
) -> None:
    server.sql("CREATE TABLE t (id int)")
    pagewake.backup(server, "full")
    prepare(server, "before", 1)
    number = int(server.value("SELECT transaction::text::int FROM pg_prepared_xacts"))
    report = backup_meanwhile(
        pagewake, server, "incremental", lambda: after_start(server), remote=how == "remote"
    )
    repository = Repository.open(LocalStore(pagewake.repo))
    in_backup = [
        record.path
        for record in repository.file_table(repository.manifest(report.backup.id))
        if record.path.startswith("pg_twophase/")
    ]
    assert len(in_backup) == 3  # else this shows nothing
    server.sql("ROLLBACK PREPARED 'rolled back'")
    prepare(server, "late", 4)
    moment = truth.moment(server, "now")
    assert moment.truth.prepared == {"before", "after", "late"}
    pagewake.receive(server)
    answer, restored = pagewake.restore(*targets(moment)["lsn"], "--action", "promote", of=server)
    assert answer["backup"] == report.backup.id
    left = restored_states(restored.data)
    assert unlike_the_table(pagewake, answer, restored, server) == []
    state = restored.data / "pg_twophase" / in_backup[0].rpartition("/")[2]
    state.rename(state.with_name("other"))
    other, missing = unlike_the_table(pagewake, answer, restored, server)
    assert (other, missing) == ("pg_twophase/other was made", f"{in_backup[0]} is missing")
    state.with_name("other").rename(state)
    start_and_promote(restored)
    assert truth.prepared_on(restored) == moment.truth.prepared, restored.log
    restored.restart()  # a file that recovery overlooked would bring its transaction back only now
    assert truth.prepared_on(restored) == moment.truth.prepared
    assert left == [number]
    assert_restored(restored, moment)


def test_their_rows_can_be_committed_and_a_half_written_file_does_no_harm(server: Server, rig: Rig) -> None:
    """The half: of a transaction that began before the backup did, so that its file is not one "from the future"."""
    server.sql("CREATE TABLE t (id int)")
    prepare(server, "before", 1)
    halved: list[str] = []

    with server.connect() as early:
        early.execute("BEGIN; INSERT INTO t VALUES (10)")

        def deed() -> None:
            known = set((server.data / "pg_twophase").iterdir())
            early.execute("PREPARE TRANSACTION 'early'")
            server.checkpoint()
            halved.extend(path.name for path in set((server.data / "pg_twophase").iterdir()) - known)
            after_start(server)

        backup = take_backup(server, rig.directory("b"), after_start=deed)
    (name,) = halved
    state = backup.files / "pg_twophase" / name
    state.write_bytes(state.read_bytes()[: state.stat().st_size // 2])
    server.sql("COMMIT PREPARED 'rolled back'")
    moment = truth.moment(server, "now")
    archive = HandArchive()
    archive.add_directory(server.wal)
    archive.add_partial(server.wal, 1, server.lsn())
    directory = rig.directory("r")
    history = (TimelineSpan(1, backup.start.lsn, server.lsn()),)
    target = RestoreTarget(TargetKind.LSN, moment.lsn)
    HandRestore(
        backup, archive.feed(backup.start.lsn), history, directory, target, {"action": "promote"}
    ).run()
    restored = rig.adopt(server.installation, directory)
    start_and_promote(restored)
    assert truth.differences(moment.truth, truth.take(restored)) == []
    for gid in ("before", "early", "after"):
        restored.sql(f"COMMIT PREPARED '{gid}'")
    rows = restored.sql("SELECT id FROM t WHERE id > 0 ORDER BY id")
    assert rows == [(1,), (2,), (3,), (10,)]


def test_large_segments_are_walked_for_prepared_transactions_in_parts(
    rig: Rig, installation: Installation
) -> None:
    size = 64 << 20
    server = rig.server(installation, segment_mib=64)
    server.sql("CREATE TABLE t (id int)")
    server.switch_wal()
    server.checkpoint()
    start = int(server.value("SELECT redo_lsn - '0/0' FROM pg_control_checkpoint()"))
    prepare(server, "first", 1)
    server.sql("CREATE TABLE filler AS SELECT repeat(md5(i::text), 60) AS f FROM generate_series(1, 20000) i")
    prepare(server, "last", 2)
    end = server.lsn()
    control = parse_control((server.data / "global/pg_control").read_bytes())
    first = start // size * size
    data = (server.wal / segment_name(1, first // size, size)).read_bytes()
    assert first + (32 << 20) < end < first + size
    xids = {int(xid) for (xid,) in server.sql("SELECT transaction::text FROM pg_prepared_xacts")}
    plain, looking, other = (LogWalk(control, start, states) for states in ((), xids, {1}))
    for walk in (plain, looking, other):
        walk.feed(data, first, end)
        assert walk.problem == ""
    assert looking.facts.prepared.keys() == xids
    assert start <= min(looking.facts.prepared.values()) < first + (1 << 20)
    assert max(looking.facts.prepared.values()) > first + (32 << 20)
    assert plain.facts.prepared == other.facts.prepared == {}
    for walk in (looking, other):
        same = (walk.facts.end, walk.facts.last_record, walk.facts.last_time)
        assert same == (plain.facts.end, plain.facts.last_record, plain.facts.last_time)


def waits_for_the_log(rows: list[tuple[str | None]]) -> bool:
    """Whether a backend waits until somebody else has flushed the log (the event's name differs by version)."""
    return any(name is not None and name.startswith("WALWrite") for (name,) in rows)


def rolling_back(server: Server, gid: str) -> tuple[threading.Thread, int]:
    """A ROLLBACK PREPARED that stands still between its record in the log and its mark in the commit log.

    It is stopped while it waits for another one's flush (with `commit_delay` each takes a tenth of a second), which
    is tried until it is there.
    """
    for attempt in range(200):
        name = f"{gid} {attempt}"
        prepare(server, name, attempt)
        server.checkpoint()  # its state file
        pids: list[int] = []

        def end(name: str = name, pids: list[int] = pids) -> None:
            with server.connect() as connection:
                pids.append(connection.info.backend_pid)
                connection.execute(f"ROLLBACK PREPARED '{name}'")

        flushing = threading.Thread(target=server.sql, args=("INSERT INTO t VALUES (0)",), daemon=True)
        ending = threading.Thread(target=end, daemon=True)
        asked = "SELECT wait_event FROM pg_stat_activity WHERE pid = ANY (%s)"
        flushing.start()
        ending.start()
        while ending.is_alive():
            if waits_for_the_log(server.sql(asked, pids)):
                os.kill(pids[0], signal.SIGSTOP)
                if waits_for_the_log(server.sql(asked, pids)):
                    flushing.join()
                    return ending, pids[0]
                os.kill(pids[0], signal.SIGCONT)
        flushing.join()
    pytest.fail("it was never caught")


@pytest.mark.long
@pytest.mark.parametrize("remote", [False, True])
def test_rolled_back_just_before_a_backup(
    rig: Rig, installation: Installation, pagewake: Pagewake, remote: bool
) -> None:
    """Its record is in front of all that is replayed, and the commit log that is read does not know of it yet."""
    server = rig.server(
        installation, settings={"fsync": "on", "commit_delay": "100000", "commit_siblings": "0"}
    )
    server.sql("CREATE TABLE t (id int)")
    prepare(server, "open", 1)
    prepare(server, "ended meanwhile", 2)
    thread, pid = rolling_back(server, "over")
    try:

        def end() -> None:
            server.sql("COMMIT PREPARED 'ended meanwhile'")
            os.kill(pid, signal.SIGCONT)
            thread.join()

        backup_meanwhile(pagewake, server, "full", lambda: None, end, remote=remote)
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)
    moment = truth.moment(server, "now")
    assert moment.truth.prepared == {"open"}
    pagewake.receive(server, remote=remote)
    _answer, restored = pagewake.restore(*targets(moment)["lsn"], "--action", "promote", of=server)
    start_and_promote(restored)
    assert truth.prepared_on(restored) == {"open"}, restored.log
    assert_restored(restored, moment)
