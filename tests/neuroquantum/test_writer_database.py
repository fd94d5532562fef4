"""The embedded database as its users meet it: rules, refusals, threads, other processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.neuroquantum.log_reader import read_log
from tests.patience import LONG

from pagewake.disk import Disk
from pagewake.engines.neuroquantum import wal_writer
from pagewake.engines.neuroquantum.database import Database, Options
from pagewake.engines.neuroquantum.live import FREE_LIST_ROOM
from pagewake.engines.neuroquantum.locking import (
    checkpoint_requested,
    is_open_elsewhere,
    request_checkpoint,
    withdraw_request,
)
from pagewake.engines.neuroquantum.pages import DATA_SIZE, PAGE_SIZE
from pagewake.errors import (
    DatabaseError,
    SourceInUse,
)

CORE = Path(__file__).parents[2] / "core"
TINY = Options(segment_size=2000)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "db"


def python(code: str, *arguments: str, **options: object) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(CORE)}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, text=True, env=environment, stdout=subprocess.PIPE, **options)  # type: ignore[call-overload,no-any-return]


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def fill(database: Database, commits: int, size: int = 300) -> None:
    for _ in range(commits):
        with database.begin() as transaction:
            transaction.write(1, 0, os.urandom(size))


class TestTransactions:
    def test_what_was_committed_is_there_after_a_close(self, home: Path) -> None:
        with Database.create(home, name="mine") as database:
            identifier = database.database_id
            with database.begin() as transaction:
                page = transaction.allocate()
                transaction.write(page, 4000, b"x" * 32)
        assert (home / "data" / "mine.db").stat().st_size == 2 * PAGE_SIZE
        with Database.open(home) as database:
            assert database.read(page) == bytes(4000) + b"x" * 32
            assert database.database_id == identifier

    def test_an_exception_in_the_block_undoes_it(self, home: Path) -> None:
        with Database.create(home, pages=[bytes(DATA_SIZE)]) as database:
            with suppress(KeyError), database.begin() as transaction:
                transaction.write(1, 0, b"never")
                raise KeyError
            assert database.read(1, 0, 5) == bytes(5)

    def test_two_transactions_cannot_write_the_same_bytes_until_one_ends(self, home: Path) -> None:
        with Database.create(home, pages=[bytes(DATA_SIZE)]) as database:
            first, second = database.begin(), database.begin()
            first.write(1, 10, b"abc")
            second.write(1, 13, b"def")
            with pytest.raises(DatabaseError, match=f"transaction {first.name} holds"):
                second.write(1, 12, b"d")
            first.commit()
            second.write(1, 12, b"d")
            second.abort()
            assert database.read(1, 9, 8) == b"\0abc\0\0\0\0"

    def test_refusals_leave_the_transaction_usable(self, home: Path) -> None:
        with Database.create(home, pages=[bytes(DATA_SIZE)]) as database, database.begin() as transaction:
            refused: list[Callable[[], object]] = [
                lambda: transaction.write(0, 0, b"the free list is not for users"),
                lambda: transaction.write(2, 0, b"no such page"),
                lambda: transaction.write(1, 4030, b"too long"),
                lambda: transaction.write(1, -1, b"before"),
                lambda: transaction.read(9),
                lambda: transaction.free(5),
                lambda: transaction.rollback_to("never made"),
                lambda: transaction.load(3, bytes(DATA_SIZE)),
                lambda: transaction.load(1, bytes(100)),
            ]
            for step in refused:
                with pytest.raises(DatabaseError):
                    step()
            transaction.write(1, 0, b"fine")
            transaction.commit()
            with pytest.raises(DatabaseError, match="has ended"):
                transaction.write(1, 0, b"late")
            assert database.read(1, 0, 4) == b"fine"

    def test_a_freed_page_is_not_written_and_not_reused_before_the_commit(self, home: Path) -> None:
        with Database.create(home, pages=[b"1" * DATA_SIZE, b"2" * DATA_SIZE]) as database:
            freeing, other = database.begin(), database.begin()
            freeing.free(1)
            with pytest.raises(DatabaseError, match="page 1 is free"):
                freeing.write(1, 0, b"x")
            assert other.allocate() == 3
            freeing.commit()
            assert database.free_pages == (1,)
            assert database.read(1) == b"1" * DATA_SIZE
            with pytest.raises(DatabaseError, match="page 1 is free"):
                other.write(1, 0, b"x")
            assert other.allocate() == 1
            assert database.read(1) == bytes(DATA_SIZE)
            other.abort()
            assert database.read(1) == b"1" * DATA_SIZE
            assert database.free_pages == (1, 3)
            with database.begin() as transaction:
                assert [transaction.allocate() for _ in range(3)] == [1, 3, 4]

    def test_a_page_given_up_at_a_savepoint_stays_with_its_transaction_until_it_ends(
        self, home: Path
    ) -> None:
        with Database.create(home, pages=[b"1" * DATA_SIZE]) as database:
            with database.begin() as transaction:
                transaction.free(1)
            first, second = database.begin(), database.begin()
            first.savepoint("s")
            assert first.allocate() == 1
            first.rollback_to("s")
            assert second.allocate() == 2
            assert first.allocate() == 1
            second.commit()
            first.commit()
            assert database.free_pages == ()

    def test_the_free_list_holds_what_fits(self, home: Path) -> None:
        count = FREE_LIST_ROOM + 5
        with Database.create(home, pages=[bytes(DATA_SIZE * count)]) as database:
            with database.begin() as transaction:
                for page in range(1, count + 1):
                    transaction.free(page)
            assert database.free_pages == tuple(range(1, FREE_LIST_ROOM + 1))
        with Database.open(home) as database, database.begin() as transaction:
            assert database.free_pages == tuple(range(1, FREE_LIST_ROOM + 1))
            assert [transaction.allocate() for _ in range(3)] == [1, 2, 3]

    def test_a_small_cache_gives_back_every_page(self, home: Path) -> None:
        content = {page: os.urandom(64) for page in range(1, 101)}
        with Database.create(
            home, pages=[bytes(DATA_SIZE * 100)], options=Options(cache_bytes=1)
        ) as database:
            transaction = database.begin()
            for page, data in content.items():
                transaction.write(page, 100, data)
                assert len(database._live.pager._cached) <= 16
            assert {page: database.read(page, 100, 64) for page in content} == content
            transaction.abort()
            assert all(database.read(page) == bytes(DATA_SIZE) for page in content)

    def test_closing_undoes_what_is_under_way(self, home: Path) -> None:
        database = Database.create(home, pages=[bytes(DATA_SIZE)])
        transaction = database.begin()
        transaction.write(1, 0, b"not committed")
        database.close()
        database.close()
        with pytest.raises(DatabaseError, match="closed"):
            transaction.commit()
        with pytest.raises(DatabaseError, match="closed"):
            database.begin()
        with Database.open(home) as database:
            assert database.restart.undone == []
            assert database.read(1) == bytes(DATA_SIZE)

    def test_bulk_load_equals_writes_one_by_one(self, home: Path) -> None:
        data = os.urandom(DATA_SIZE * 1030)
        rotating = Options(segment_size=500_000)
        with Database.create(home, pages=[os.urandom(DATA_SIZE * 2)], options=rotating) as database:
            with database.begin() as transaction:
                assert transaction.load(2, data) == 1030
            assert b"".join(database.read(page) for page in range(2, 1032)) == data
            before = database.read(5)
            transaction = database.begin()
            transaction.load(4, bytes(DATA_SIZE * 3))
            transaction.abort()
            assert database.read(5) == before
        entries = read_log(home / "wal")
        assert sum(entry.kind == "update" for entry in entries) == 1030 + 1029 + 3


class TestThreads:
    def test_threads_on_disjoint_bytes(self, home: Path) -> None:
        rounds, threads = 12, 6
        options = Options(segment_size=20_000, cache_bytes=1)

        def work(slot: int) -> list[tuple[int, int]]:
            done = []
            for turn in range(rounds):
                transaction = database.begin()
                for page in range(1, 31):
                    transaction.write(page, slot * 100, bytes([slot, turn]) * 40)
                own = transaction.allocate()
                transaction.write(own, 0, bytes([slot, turn]))
                if turn % 3 == 2:
                    transaction.abort()
                else:
                    done.append((transaction.commit(), own))
                if slot == 0:
                    database.checkpoint()
            return done

        database = Database.create(home, pages=[bytes(DATA_SIZE * 30)], options=options)
        with database, ThreadPoolExecutor(threads) as executor:
            committed = list(executor.map(work, range(threads)))
        read_log(home / "wal")
        with Database.open(home, options=options) as database:
            last = rounds - 2 if rounds % 3 == 0 else rounds - 1
            for slot in range(threads):
                assert all(database.read(p, slot * 100, 80) == bytes([slot, last]) * 40 for p in range(1, 31))
            owned = [own for done in committed for _, own in done]
            assert len(set(owned)) == len(owned)
            assert set(owned).isdisjoint(database.free_pages)

    def test_commits_share_a_sync(self, home: Path) -> None:
        class Gate(Disk):
            def __init__(self) -> None:
                self.open_gate = threading.Event()
                self.open_gate.set()

            def sync(self, descriptor: int) -> None:
                assert self.open_gate.wait(LONG)
                super().sync(descriptor)

        gate, threads = Gate(), 8
        with Database.create(home, pages=[bytes(DATA_SIZE)], disk=gate) as database:
            transactions = [database.begin() for _ in range(threads)]
            for slot, transaction in enumerate(transactions):
                transaction.write(1, slot * 10, b"x" * 10)
            syncs = database.log_syncs
            gate.open_gate.clear()
            with ThreadPoolExecutor(threads) as executor:
                commits = [executor.submit(transaction.commit) for transaction in transactions]
                before = database.last_lsn
                wait_until(lambda: all(transaction.commit_lsn for transaction in transactions))
                gate.open_gate.set()
                lsns = [commit.result(LONG) for commit in commits]
            assert max(lsns) >= before
            assert database.durable_lsn == max(lsns)
            assert 1 <= database.log_syncs - syncs <= 2

    def test_a_page_that_changes_while_it_is_flushed_is_flushed_again(self, home: Path) -> None:
        class Interrupting(Disk):
            def __init__(self) -> None:
                self.then: list[Callable[[], object]] = []

            def sync(self, descriptor: int) -> None:
                super().sync(descriptor)
                if self.then:
                    self.then.pop()()

        disk = Interrupting()
        database = Database.create(home, pages=[bytes(DATA_SIZE)], disk=disk)
        fill(database, 1)
        transaction = database.begin()
        disk.then.append(lambda: transaction.write(1, 500, b"meanwhile"))
        database.checkpoint()
        assert not disk.then
        transaction.commit()
        database.checkpoint()
        database._live.log.close()
        os.close(database._descriptor)
        with Database.open(home) as database:
            assert database.restart.redone == 0
            assert database.read(1, 500, 9) == b"meanwhile"

    def test_a_commit_waits_for_others_when_told_to(
        self, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        waited: list[float] = []

        def sleep(seconds: float) -> None:
            waited.append(seconds)
            wait_until(lambda: all(transaction.commit_lsn for transaction in pair))  # however long that takes

        options = Options(group_delay_s=0.3)
        with Database.create(home, pages=[bytes(DATA_SIZE)], options=options) as database:
            pair = [database.begin(), database.begin()]
            for slot, transaction in enumerate(pair):
                transaction.write(1, slot, b"x")
            syncs = database.log_syncs
            monkeypatch.setattr(wal_writer, "time", SimpleNamespace(sleep=sleep))
            with ThreadPoolExecutor(2) as executor:
                list(executor.map(lambda transaction: transaction.commit(), pair))
            assert database.log_syncs == syncs + 1
            assert waited == [0.3]


class TestOtherProcesses:
    def test_only_one_owner(self, home: Path) -> None:
        database = Database.create(home)
        assert is_open_elsewhere(home)
        with open(home / "data" / "database.db", "rb") as reader:
            reader.read()  # closing it must not let go of the lock
        code = (
            "import sys, pathlib\n"
            "from pagewake.engines.neuroquantum.database import Database\n"
            "from pagewake.engines.neuroquantum.locking import is_open_elsewhere\n"
            "from pagewake.errors import SourceInUse\n"
            "home = pathlib.Path(sys.argv[1])\n"
            "print(is_open_elsewhere(home))\n"
            "try: Database.open(home)\n"
            "except SourceInUse as error: print('in use')\n"
        )
        assert python(code, str(home)).communicate(timeout=60)[0].split("\n") == ["True", "in use", ""]
        with pytest.raises(SourceInUse, match="open elsewhere"):
            Database.open(home)
        database.close()
        assert not is_open_elsewhere(home)
        Database.open(home).close()

    def test_a_killed_owner_loses_nothing_that_it_acknowledged(self, home: Path) -> None:
        code = (
            "import sys, pathlib\n"
            "from pagewake.engines.neuroquantum.database import Database, Options\n"
            "options = Options(segment_size=5000, cache_bytes=1)\n"
            "home = pathlib.Path(sys.argv[1])\n"
            "database = Database.create(home, pages=[bytes(4032 * 40)], options=options)\n"
            "for number in range(1, 10**6):\n"
            "    transaction = database.begin()\n"
            "    for page in range(1, 41): transaction.write(page, 8, number.to_bytes(8, 'little'))\n"
            "    if number % 3: transaction.commit()\n"
            "    else: transaction.abort()\n"
            "    if number % 10 == 1: database.checkpoint()\n"
            "    print(number, flush=True)\n"
        )
        process = python(code, str(home))
        assert process.stdout is not None
        with process.stdout as lines:
            acknowledged = [int(next(lines)) for _ in range(25)]
            process.send_signal(signal.SIGKILL)
            acknowledged += [int(line) for line in lines if line.endswith("\n")]
        process.wait(LONG)
        committed = max(number for number in acknowledged if number % 3)
        with Database.open(home) as database:
            found = {int.from_bytes(database.read(page, 8, 8), "little") for page in range(1, 41)}
            assert len(found) == 1
            assert found.pop() in (committed, committed + 1, committed + 2)
        read_log(home / "wal")

    def test_a_checkpoint_on_request(self, home: Path) -> None:
        with Database.create(home, pages=[bytes(DATA_SIZE)]) as database:
            fill(database, 1)
            before = database.redo_lsn
            assert database.tick() is False
            request_checkpoint(home)
            request_checkpoint(home)
            assert checkpoint_requested(home)
            asked_at = database.last_lsn
            fill(database, 1)
            assert not checkpoint_requested(home)
            assert database.redo_lsn > asked_at > before
            request_checkpoint(home)
            assert database.tick() is True
            assert not checkpoint_requested(home)
            request_checkpoint(home)
            withdraw_request(home)
            assert database.tick() is False

    @pytest.mark.parametrize("options", [Options(checkpoint_after=50), Options(checkpoint_after_bytes=9000)])
    def test_a_checkpoint_when_the_log_has_grown(self, home: Path, options: Options) -> None:
        with Database.create(home, pages=[bytes(DATA_SIZE)], options=options) as database:
            points = set()
            for _ in range(60):
                fill(database, 1)
                points.add(database.redo_lsn)
            assert 3 <= len(points) <= 8

    def test_a_request_that_comes_during_a_checkpoint_stands(self, home: Path) -> None:
        with Database.create(home, pages=[bytes(DATA_SIZE)]) as database:
            with database._checkpoints.lock:
                request_checkpoint(home)
                assert database.tick() is False
                assert checkpoint_requested(home)
            assert database.tick() is True
