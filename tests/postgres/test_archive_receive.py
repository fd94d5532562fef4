"""Receiving WAL from real servers through everything that happens to servers, connections and stores."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.patience import rest
from tests.postgres.archiving import SOURCE, Archive, churn, local, remote, until
from tests.postgres.installations import Installation
from tests.postgres.servers import Rig, Server
from tests.postgres.standby import standby, wait_replayed

from pagewake.archive.receive import ReceiveOptions, ReceiveReport, receive_wal
from pagewake.engines.postgres.segments import is_segment_name, segment_name
from pagewake.engines.postgres.source import PostgresSource
from pagewake.errors import SourceInUse, SourceUnreadable, StoreUnavailable, UsageError
from pagewake.jobs import Job
from pagewake.lsn import LsnStyle
from pagewake.stores.base import Buffer
from pagewake.stores.memory import MemoryStore

SETTINGS = {"wal_keep_size": "1GB"}
SLOT = "pagewake_shop"


class Receiving:
    """A receiver at work in a thread of its own."""

    def __init__(self, archive: Archive, source: PostgresSource) -> None:
        self.archive = archive
        self.job = Job("receive")
        self.said: list[str] = []
        self.report: ReceiveReport | None = None
        self.error: BaseException | None = None
        self.job.subscribe(lambda event: self.said.append(str(event)))
        source.use_slot(SOURCE, None)
        options = ReceiveOptions(0.2, first_pause=0.2, lsn_text=LsnStyle.HALVES.text)

        def work() -> None:
            try:
                self.report = receive_wal(archive.repository, source, SOURCE, self.job, options)
            except BaseException as error:  # noqa: BLE001  # looked at by the test
                self.error = error

        self.thread = threading.Thread(target=work)
        self.thread.start()

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.job.findings]

    def heard(self, word: str) -> bool:
        assert self.thread.is_alive() or self.report or self.error, self.said
        return any(word in line for line in self.said)

    def stop(self) -> ReceiveReport:
        self.job.token.cancel()
        self.thread.join(60)
        assert not self.thread.is_alive()
        if self.error is not None:
            raise self.error
        assert self.report is not None
        return self.report


@contextmanager
def receiving(archive: Archive, source: PostgresSource) -> Iterator[Receiving]:
    running = Receiving(archive, source)
    try:
        until(lambda: running.heard("archived LSN") or running.error is not None)
        yield running
    finally:
        running.job.token.cancel()
        running.thread.join(60)
        source.close()


def reached(archive: Archive, lsn: int, timeline: int = 1) -> Callable[[], bool]:
    """Whether whole segments or incomplete ones go as far as an LSN."""

    def there() -> bool:
        fresh = Archive.of(archive.store)
        return any(row.timeline == timeline and row.end_lsn >= lsn for row in fresh.rows)

    return there


def unused(server: Server) -> bool:
    """Whether no slot is in use: a moment after its receiver left, the server's process may still be ending."""
    return not server.value("SELECT count(*) FROM pg_replication_slots WHERE active")


def whole(server: Server) -> int:
    """Close a segment, and say where the next one begins."""
    server.switch_wal()
    lsn = server.lsn()
    size = int(server.value("SELECT setting FROM pg_settings WHERE name = 'wal_segment_size'"))
    return lsn // size * size


def equal(archive: Archive, server: Server, least: int) -> None:
    """What arrived is what the server has, and nothing is missing between."""
    assert Archive.of(archive.store).same_as(server.wal) >= least
    for timeline in Archive.of(archive.store).history.timelines.values():
        assert timeline.gaps == (), timeline.gaps


@pytest.fixture
def small(rig: Rig, installation: Installation) -> Server:
    return rig.server(installation, segment_mib=1, settings=SETTINGS)


@pytest.mark.parametrize("way", [local, remote])
def test_what_arrives_is_what_the_server_wrote(
    small: Server, way: Callable[[Server], PostgresSource]
) -> None:
    archive = Archive()
    with receiving(archive, way(small)) as running:
        for _ in range(3):
            churn(small, 2)
        until(reached(archive, whole(small)))
        assert running.codes == ["slot-created"]
        last = small.value("SELECT pg_current_wal_flush_lsn() - '0/0'")
        churn(small, 0.2)
        end = int(small.value("SELECT pg_current_wal_flush_lsn() - '0/0'"))
        assert end > last
        until(lambda: small.value("SELECT min(sent_lsn) - '0/0' FROM pg_stat_replication") >= end)
        rest(1)
        report = running.stop()
    assert archive.end(1) >= end - 8, "what was received of the last segment is not lost"
    assert report.position is not None and report.interruptions == 0
    equal(archive, small, 6)
    until(lambda: unused(small))
    slot = small.sql("SELECT slot_name, active, restart_lsn - '0/0' FROM pg_replication_slots")
    assert [(name, active) for name, active, _ in slot] == [(SLOT, False)]
    assert archive.end(1) - 8 <= int(slot[0][2]) <= archive.end(1) + 8, "nothing more than what is durable"
    summaries = [archive.repository.wal.summary(row) for row in archive.rows]
    assert not any(summary.breakers for summary in summaries)


def test_the_flush_that_is_reported_is_durable_in_the_archive(small: Server) -> None:
    """A store that takes its time, and a server that would let no one wait for long."""
    small.configure(
        wal_sender_timeout="10s"
    )  # less than the store takes, more than a busy machine takes to answer
    small.reload()
    until(lambda: small.value("SHOW wal_sender_timeout") == "10s")

    class Slow(MemoryStore):
        def __init__(self) -> None:
            super().__init__()
            self.goes_on = threading.Event()
            self.goes_on.set()

        def put(self, key: str, data: Buffer, *, replace: bool = False) -> None:
            if key.startswith("wal/"):
                self.goes_on.wait(60)
            super().put(key, data, replace=replace)

    store = Slow()
    archive = Archive(store)
    with receiving(archive, remote(small)) as running:
        store.goes_on.clear()
        churn(small, 2)
        goal = whole(small)
        for _ in range(24):
            state = small.sql("SELECT restart_lsn - '0/0', active FROM pg_replication_slots")[0]
            done = max((row.end_lsn for row in Archive.of(store).rows), default=0)
            assert state[1], "the server did not give up"
            assert int(state[0]) <= max(done, int(state[0]) // (1 << 20) * (1 << 20))
            time.sleep(0.5)
        store.goes_on.set()
        until(reached(archive, goal))
        assert running.stop().interruptions == 0
    equal(archive, small, 2)


def test_a_connection_that_is_cut(small: Server) -> None:
    archive = Archive()
    with receiving(archive, remote(small)) as running:
        churn(small, 1)
        small.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_replication")
        until(lambda: running.heard("cannot be archived at the moment"))
        churn(small, 2)
        until(lambda: running.heard("archiving goes on"))
        until(reached(archive, whole(small)))
        assert running.stop().interruptions == 1
    equal(archive, small, 3)


@pytest.mark.long
@pytest.mark.parametrize("how", ["fast", "immediate", "kill"])
def test_a_server_that_restarts(small: Server, how: str) -> None:
    archive = Archive()
    with receiving(archive, remote(small)) as running:
        churn(small, 1)
        began = time.monotonic()
        small.stop(how)
        assert time.monotonic() - began < 20, "a receiver does not hold up the shutdown"
        if how == "fast":
            control = running.archive.end(1)
            assert control > 0
        small.start()
        churn(small, 2)
        until(reached(archive, whole(small)))
        assert running.stop().interruptions == 1
    equal(archive, small, 3)


@pytest.mark.long
def test_a_shutdown_leaves_its_last_record_in_the_archive(small: Server) -> None:
    archive = Archive()
    with receiving(archive, remote(small)) as running:
        churn(small, 0.3)
        small.stop("fast")
        until(lambda: running.heard("cannot be archived at the moment"))
        end = archive.end(1)
        running.stop()
    small.start()
    redo = int(small.value("SELECT checkpoint_lsn - '0/0' FROM pg_control_checkpoint()"))
    assert end >= redo, "the shutdown checkpoint is archived"


def test_a_promotion_is_followed(rig: Rig, small: Server) -> None:
    follower = standby(rig, small)
    archive = Archive()
    with receiving(archive, remote(follower)) as running:
        churn(small, 2)
        wait_replayed(follower, small)
        small.stop()
        follower.promote()
        churn(follower, 2)
        until(reached(archive, whole(follower), timeline=2))
        report = running.stop()
    assert report.position is not None and report.position.timeline == 2
    fork = archive.history.timelines[2].begin
    assert archive.end(1) == fork
    assert archive.data("00000002.history") == (follower.wal / "00000002.history").read_bytes()
    equal(archive, follower, 3)


@pytest.mark.long
def test_a_promotion_that_happened_meanwhile_is_followed(rig: Rig, small: Server) -> None:
    """The receiver was away when its server was promoted, twice."""
    follower = standby(rig, small)
    archive = Archive()
    with receiving(archive, remote(follower)) as running:
        churn(small, 1)
        until(reached(archive, whole(small)))
        running.stop()
    churn(small, 1)
    wait_replayed(follower, small)
    small.stop()
    follower.promote()
    churn(follower, 2)
    with receiving(archive, remote(follower)) as running:
        until(reached(archive, whole(follower), timeline=2))
        running.stop()
    equal(archive, follower, 4)
    assert archive.history.lineage(2)[0].timeline == 1


@pytest.mark.long
def test_a_slot_that_the_server_gave_up(rig: Rig, installation: Installation) -> None:
    limits = {"max_slot_wal_keep_size": "2MB", "max_wal_size": "4MB", "min_wal_size": "2MB"}
    server = rig.server(installation, segment_mib=1, settings=limits)
    archive = Archive()
    with receiving(archive, remote(server)) as running:
        churn(server, 1)
        until(reached(archive, whole(server)))
        running.stop()
    before = archive.end(1)
    for _ in range(6):
        churn(server, 3)
        server.checkpoint()
    assert server.value("SELECT wal_status FROM pg_replication_slots") == "lost"
    with receiving(archive, remote(server)) as running:
        churn(server, 2)
        until(reached(archive, whole(server)))
        assert "slot-lost" in running.codes
        assert "wal-gap" in running.codes
        running.stop()
    assert server.value("SELECT wal_status FROM pg_replication_slots") == "reserved"
    gaps = archive.history.timelines[1].gaps
    assert len(gaps) == 1
    assert gaps[0].from_lsn <= before <= gaps[0].to_lsn
    assert archive.same_as(server.wal) > 0


def test_a_slot_that_somebody_dropped_is_made_again(small: Server) -> None:
    archive = Archive()
    with receiving(archive, remote(small)) as running:
        running.stop()
    until(lambda: unused(small))
    small.sql("SELECT pg_drop_replication_slot(%s)", SLOT)
    churn(small, 2)
    with receiving(archive, remote(small)) as running:
        until(reached(archive, whole(small)))
        assert running.codes == ["slot-created"]
        running.stop()
    equal(archive, small, 2)


def test_two_receivers_on_one_slot(small: Server) -> None:
    archive, other = Archive(), Archive()
    with receiving(archive, remote(small)) as running:
        second = remote(small)
        second.use_slot(SOURCE, None)
        with pytest.raises(SourceInUse, match="somebody else"):
            receive_wal(other.repository, second, SOURCE, Job(), ReceiveOptions(0.2, once=True))
        second.close()
        running.stop()


def test_a_store_that_is_away_for_a_while(small: Server) -> None:
    class Away(MemoryStore):
        gone = False

        def put(self, key: str, data: Buffer, *, replace: bool = False) -> None:
            if self.gone:
                raise StoreUnavailable("the store does not answer", object_name=key)
            super().put(key, data, replace=replace)

    store = Away()
    archive = Archive(store)
    with receiving(archive, remote(small)) as running:
        store.gone = True
        churn(small, 2)
        goal = whole(small)
        until(lambda: running.heard("cannot be archived at the moment"))
        held = int(small.value("SELECT restart_lsn - '0/0' FROM pg_replication_slots"))
        assert held <= archive.end(1), "the server keeps what the archive lacks"
        store.gone = False
        until(reached(archive, goal))
        assert running.stop().interruptions == 1
    equal(archive, small, 2)


@pytest.mark.parametrize("way", [local, remote])
def test_once_takes_everything_that_is_flushed(
    small: Server, way: Callable[[Server], PostgresSource]
) -> None:
    archive = Archive()
    churn(small, 2)
    for _ in range(2):
        churn(small, 0.3)
        flushed = int(small.value("SELECT pg_current_wal_flush_lsn() - '0/0'"))
        source = way(small)
        source.use_slot(SOURCE, "mine")
        receive_wal(archive.repository, source, SOURCE, Job(), ReceiveOptions(0.2, once=True))
        source.close()
        assert archive.end(1) >= flushed - 8
    until(lambda: unused(small))
    assert small.sql("SELECT slot_name FROM pg_replication_slots") == [("mine",)]


def test_without_the_right_to_replicate_a_local_server_is_looked_at(small: Server) -> None:
    hba = small.data / "pg_hba.conf"
    hba.write_text("local replication all reject\nlocal all all trust\n")
    small.reload()
    archive = Archive()
    with receiving(archive, local(small)) as running:
        churn(small, 2)
        goal = whole(small)
        until(reached(archive, goal))
        assert running.codes == ["replication-denied"]
        churn(small, 0.2)
        end = int(small.value("SELECT pg_current_wal_flush_lsn() - '0/0'"))
        rest(1)  # it looks five times a second
        running.stop()
    assert archive.end(1) >= end - 8
    equal(archive, small, 2)
    far = remote(small)
    with pytest.raises(SourceUnreadable, match="does not let"):
        receive_wal(Archive().repository, far, SOURCE, Job(), ReceiveOptions(0.2, once=True))
    far.close()


def test_a_server_that_may_wait_for_the_receiver_is_told_of(small: Server) -> None:
    small.configure(synchronous_standby_names="*", synchronous_commit="local")
    small.reload()
    with receiving(Archive(), remote(small)) as running:
        assert "synchronous-standby" in running.codes
        running.stop()


def test_names_of_slots(small: Server) -> None:
    source = remote(small)
    source.use_slot("Shop of München, 2nd/main", None)
    assert source.wal.slot == "pagewake_shop_of_m_nchen_2nd_main"
    source.use_slot("x" * 100, None)
    assert len(source.wal.slot) == 63
    for bad in ("", "UPPER", "a-b", "a" * 64, 'x"; DROP'):
        with pytest.raises(UsageError):
            source.use_slot("shop", bad)
    source.close()


@pytest.mark.parametrize("way", [local, remote])
def test_what_a_backup_asks_for(rig: Rig, small: Server, way: Callable[[Server], PostgresSource]) -> None:
    """New WAL for a backup: whole segments, the incomplete one as far as needed, on a standby too."""
    follower = standby(rig, small)
    for server in (small, follower):
        archive = Archive()
        source = way(server)
        source.wal.needed_from = int(small.value("SELECT redo_lsn - '0/0' FROM pg_control_checkpoint()"))
        churn(small, 2)
        wait_replayed(follower, small)
        assert all(is_segment_name(name) for name in archive.take(source))
        small.sql("SELECT txid_current()")
        wait_replayed(follower, small)
        needed = int(small.value("SELECT pg_current_wal_flush_lsn() - '0/0'")) - 8
        source.wal.needed_until = needed
        (part,) = archive.take(source)
        assert part.endswith(".partial")
        assert archive.end(1) >= needed
        assert archive.take(source) == []
        assert archive.same_as(server.wal) >= 1
        source.close()


@pytest.mark.long
def test_files_that_were_prepared_for_use_are_not_taken_for_wal(rig: Rig, installation: Installation) -> None:
    """After a checkpoint most of pg_wal is old segments under new names."""
    server = rig.server(installation, segment_mib=1, settings={"min_wal_size": "8MB", "max_wal_size": "8MB"})
    for _ in range(3):
        churn(server, 3)
        server.checkpoint()
    current = segment_name(1, whole(server) >> 20, 1 << 20)
    prepared = [
        path.name for path in server.wal.iterdir() if is_segment_name(path.name) and path.name > current
    ]
    assert prepared, "the server keeps old files under new names"
    archive, source = Archive(), local(server)
    source.wal.needed_from = 1
    names = archive.take(source)
    source.close()
    assert names and max(names) < current
    assert archive.same_as(server.wal) == len(names)


def test_a_source_without_a_server_has_no_slot(tmp_path: Path) -> None:
    from pagewake.cli.entry import run
    from pagewake.engines.neuroquantum.database import Database

    Database.create(tmp_path / "plain", pages=[bytes(4032)]).close()
    assert run(["repo", "init", str(tmp_path / "repository")]) == 0
    arguments = ["wal", "receive", str(tmp_path / "plain"), "--repo", str(tmp_path / "repository")]
    assert run([*arguments, "--slot", "x", "--once"]) == 2
