"""The log of the embedded database: its segments, the archive that they go to, and failures while it is written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.neuroquantum.log_reader import decode, read_log, read_segments
from tests.neuroquantum.test_writer_database import fill

from pagewake.disk import Disk
from pagewake.engines.neuroquantum.database import Database, Options
from pagewake.engines.neuroquantum.locking import (
    is_open_elsewhere,
)
from pagewake.engines.neuroquantum.pages import DATA_SIZE, PAGE_SIZE
from pagewake.engines.neuroquantum.records import Begin
from pagewake.engines.neuroquantum.wal_writer import WalWriter
from pagewake.errors import (
    DatabaseError,
    LogCorrupt,
    LogGap,
    PageCorrupt,
    PagewakeError,
    SourceNotRecognised,
)

CORE = Path(__file__).parents[2] / "core"
TINY = Options(segment_size=2000)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "db"


class TestSegments:
    def test_the_archive_gets_closed_segments_in_order_and_close_hands_over_the_rest(
        self, home: Path
    ) -> None:
        taken: list[tuple[str, bytes]] = []
        options = Options(
            segment_size=2000, archive=lambda path: taken.append((path.name, path.read_bytes()))
        )
        with Database.create(home, pages=[bytes(DATA_SIZE)], options=options) as database:
            fill(database, 20)
            assert len(taken) == database._live.log.segment_number > 3
        with Database.open(home, options=options) as database:
            fill(database, 20)
        names = [name for name, _ in taken]
        assert names == [f"wal-{number:08d}.log" for number in range(len(names))]
        present = {path.name: path.read_bytes() for path in (home / "wal").glob("*.log")}
        for name, data in taken:
            assert present.pop(name) == data
        ((_, rest),) = present.items()
        last = read_segments(home / "wal")[len(names)]
        assert [entry.kind for entry in last] == ["checkpoint_begin", "checkpoint_end"]
        assert rest

    def test_a_refused_segment_is_offered_again_and_never_removed(self, home: Path) -> None:
        broken, taken = [True], []

        def archive(path: Path) -> None:
            if broken[0]:
                raise OSError("the network is down")
            taken.append(path.name)

        database = Database.create(
            home, pages=[bytes(DATA_SIZE)], options=Options(segment_size=2000, archive=archive)
        )
        fill(database, 20)
        assert str(database.archive_failure) == "the network is down"
        database.checkpoint()
        assert database.remove_old_segments() == []
        with pytest.raises(DatabaseError, match="the network is down"):
            database.close()
        broken[0] = False
        with Database.open(home, options=Options(segment_size=2000, archive=archive)) as database:
            assert database.archive_failure is None
            assert taken[0] == "wal-00000000.log"
            assert len(database.remove_old_segments()) == len(taken)

    def test_an_unreadable_marker_offers_everything_again(self, home: Path) -> None:
        taken: list[str] = []
        options = Options(segment_size=2000, archive=lambda path: taken.append(path.name))
        with Database.create(home, pages=[bytes(DATA_SIZE)], options=options) as database:
            fill(database, 20)
        count = len(taken)
        (home / "wal" / "archived").write_bytes(b"\xff\xfe?")
        with Database.open(home, options=options):
            assert taken[count:] == taken[:count]

    def test_old_segments_go_once_neither_redo_nor_undo_needs_them(self, home: Path) -> None:
        with Database.create(home, pages=[bytes(DATA_SIZE)], options=TINY) as database:
            fill(database, 20)
            long = database.begin()
            long.write(1, 2000, b"long")
            fill(database, 20)
            assert database.remove_old_segments() == []
            database.checkpoint()
            removed = database.remove_old_segments()
            assert removed
            left = [entry for entries in read_segments(home / "wal").values() for entry in entries]
            assert any(entry.kind == "begin" and entry.tx == long.id for entry in left)
            long.commit()
            database.checkpoint()
            fill(database, 20)
            assert len(database.remove_old_segments(keep=1000)) == 0
            assert database.remove_old_segments()
            with pytest.raises(DatabaseError):
                database.remove_old_segments(0)
            last = database.last_lsn
        with Database.open(home) as database:
            assert database.last_lsn == last + 2

    def test_an_empty_newest_segment_does_not_restart_the_lsns(self, home: Path) -> None:
        with Database.create(home, pages=[bytes(DATA_SIZE)]) as database:
            fill(database, 3)
        last = read_log(home / "wal")[-1].lsn
        (home / "wal" / "wal-00000001.log").touch()
        (home / "wal" / "wal-1.log").write_bytes(b"some other name")
        with Database.open(home) as database:
            assert database.last_lsn == last
            fill(database, 1)
        assert read_log(home / "wal")[-1].lsn > last
        assert read_segments(home / "wal")[1]

    def test_record_times_never_go_back(self, tmp_path: Path) -> None:
        times = iter([5_000_000_000, 3_000_000_000, 3_000_000_001, 9_000_000_000])
        log = WalWriter(tmp_path, Disk(), segment_size=10_000, clock_ns=lambda: next(times))
        log.begin_at(0, 0, 0)
        for _ in range(4):
            log.append(None, bytes(16), Begin(bytes(16), "1970-01-01T00:00:00Z"))
        log.wait_durable(4)
        log.close()
        assert [entry.time[17:] for entry in read_segments(tmp_path)[0]] == ["05Z", "05Z", "05Z", "09Z"]


class TestFailures:
    @pytest.mark.parametrize("kind", ["sync", "write_at"])
    def test_a_failing_disk_stops_the_database_and_loses_no_commit(self, home: Path, kind: str) -> None:
        class Failing(Disk):
            broken = False

            def sync(self, descriptor: int) -> None:
                if self.broken and kind == "sync":
                    raise OSError(errno.EIO, "no longer")
                super().sync(descriptor)

            def write_at(self, descriptor: int, data: bytes | memoryview, offset: int) -> None:
                if self.broken and kind == "write_at":
                    raise OSError(errno.ENOSPC, "full")
                super().write_at(descriptor, data, offset)

        disk = Failing()
        database = Database.create(home, pages=[b"1" * DATA_SIZE], disk=disk)
        with database.begin() as transaction:
            transaction.write(1, 0, b"safe")
        disk.broken = True
        transaction = database.begin()
        transaction.write(1, 0, b"lost")
        with pytest.raises(DatabaseError, match="could not be written"):
            transaction.commit()
        with pytest.raises(DatabaseError, match="could not be written"):
            database.begin()
        with pytest.raises(DatabaseError):
            database.close()
        assert not is_open_elsewhere(home)
        with Database.open(home) as database:
            assert database.read(1, 0, 5) in (b"safe1", b"lost1")
            assert kind == "sync" or database.read(1, 0, 5) == b"safe1"

    def test_a_failing_page_file_stops_the_database(self, home: Path) -> None:
        class Failing(Disk):
            pages: int | None = None

            def write_at(self, descriptor: int, data: bytes | memoryview, offset: int) -> None:
                if descriptor == self.pages:
                    raise OSError(errno.EIO, "bad sector")
                super().write_at(descriptor, data, offset)

        disk = Failing()
        database = Database.create(home, pages=[bytes(DATA_SIZE)], disk=disk)
        fill(database, 1)
        disk.pages = database._descriptor
        with pytest.raises(DatabaseError, match="bad sector"):
            database.checkpoint()
        with pytest.raises(DatabaseError, match="has stopped"):
            database.begin()
        database.close()
        with Database.open(home) as database:
            assert database.restart.redone == 1

    def test_a_damaged_page_is_reported(self, home: Path) -> None:
        with Database.create(home, pages=[bytes(DATA_SIZE * 2)]):
            pass
        with open(home / "data" / "database.db", "r+b") as file:
            file.seek(2 * PAGE_SIZE + 1000)
            file.write(b"!")
        with Database.open(home) as database:
            assert database.read(1) == bytes(DATA_SIZE)
            with pytest.raises(PageCorrupt, match="page 2"):
                database.read(2)

    def test_a_torn_tail_is_cut(self, home: Path) -> None:
        with Database.create(home, pages=[bytes(DATA_SIZE)]) as database:
            fill(database, 3)
        segment = home / "wal" / "wal-00000000.log"
        whole = segment.read_bytes()
        for torn in (b"\1", b"\0\1\0\0" + b"half a record", whole[:50]):
            segment.write_bytes(segment.read_bytes() + torn)
            with Database.open(home) as database:
                assert database.restart.cut_bytes == len(torn)
                fill(database, 1)
            read_log(home / "wal")

    def test_damage_that_no_crash_makes_is_refused(self, home: Path) -> None:
        with Database.create(home, pages=[bytes(DATA_SIZE)], options=TINY) as database:
            fill(database, 30)
        segments = sorted((home / "wal").glob("*.log"))
        middle = segments[-1]
        database = Database.open(home, options=TINY)  # so that the checkpoint lies further back
        transaction = database.begin()
        for _ in range(20):
            transaction.write(1, 0, bytes(200))
        database.flush_log()
        database._live.log.close()
        os.close(database._descriptor)
        whole = middle.read_bytes()
        later = sorted((home / "wal").glob("*.log"))[-2]
        assert later != middle
        content = bytearray(later.read_bytes())
        content[50] ^= 1
        later.write_bytes(content)
        with pytest.raises(LogCorrupt, match="damaged at byte"):
            Database.open(home)
        later.unlink()
        with pytest.raises(LogGap):
            Database.open(home)
        for path in (home / "wal").glob("*.log"):
            path.unlink()
        with pytest.raises(LogGap):
            Database.open(home)
        assert whole

    def test_places_that_hold_something_else(self, home: Path, tmp_path: Path) -> None:
        with pytest.raises(SourceNotRecognised):
            Database.open(home)
        Database.create(home).close()
        with pytest.raises(DatabaseError, match="already"):
            Database.create(home)
        with pytest.raises(DatabaseError, match="name"):
            Database.create(tmp_path / "other", name="../x")
        page_file = home / "data" / "database.db"
        raw = bytearray(page_file.read_bytes())
        raw[48:64] = bytes(16)
        page_file.write_bytes(raw)
        with pytest.raises(DatabaseError, match="no database id"):
            Database.open(home)
        page_file.unlink()
        with pytest.raises(DatabaseError, match="without its page file"):
            Database.create(home)
        with pytest.raises(DatabaseError, match="whole data areas"):
            Database.create(tmp_path / "third", pages=[b"short"])
        Database.create(tmp_path / "third").close()

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(at=st.integers(0, 10**6), value=st.integers(0, 255), end=st.integers(0, 10**6), what=st.booleans())
    def test_hostile_bytes_end_in_an_error_or_a_sound_database(
        self, tmp_path_factory: pytest.TempPathFactory, at: int, value: int, end: int, what: bool
    ) -> None:
        home = tmp_path_factory.mktemp("hostile") / "db"
        with Database.create(home, pages=[bytes(DATA_SIZE)], options=TINY) as database:
            fill(database, 8, 100)
            database.begin().write(1, 5, b"open")
        victims = sorted((home / "wal").glob("*.log")) if what else [home / "data" / "database.db"]
        victim = victims[at % len(victims)]
        content = bytearray(victim.read_bytes())
        content[at % len(content)] = value
        if value % 3 == 0:
            del content[end % (len(content) + 1) :]
        victim.write_bytes(content)
        try:
            database = Database.open(home, options=TINY)
        except PagewakeError:
            return
        try:
            for page in range(database.page_count):
                database.read(page)
        except PagewakeError:
            return
        finally:
            database.close()


def test_the_bytes_of_a_first_log(home: Path) -> None:
    """Every frame is exactly what the format says, decoded by another reader."""
    with Database.create(home, pages=[bytes(DATA_SIZE)]) as database, database.begin() as transaction:
        transaction.write(1, 3, b"abc")
        transaction.savepoint("s")
        transaction.write(1, 4, b"xyz")
        transaction.rollback_to("s")
        transaction.release("s")
    entries = read_log(home / "wal")
    kinds = "checkpoint_begin checkpoint_end begin update savepoint update clr rollback_to release commit"
    assert [entry.kind for entry in entries] == [*kinds.split(), "checkpoint_begin", "checkpoint_end"]
    clr, update = entries[6], entries[5]
    assert (update.offset, update.before, update.after) == (4, b"bc\0", b"xyz")
    assert (clr.after, clr.link) == (b"\0\0\0abc\0", entries[3].lsn)
    assert entries[7].link == entries[4].lsn == entries[4].link
    assert all(decode(entry.raw) == entry for entry in entries)
