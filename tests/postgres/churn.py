"""A workload that changes a server in every way that a backup must cope with; it needs no client programs.

    with Churn(server, seed=7) as churn:        # several threads, each with its own seeded choices
        ...back up...
        moment = churn.moment("after the full")  # all threads stand still: the truth, its LSN, time, xid, name

What is done lies in `churn_steps.py`. The choices are seeded; how the threads interleave is not.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any

import psycopg
from psycopg import errors
from tests.postgres import health
from tests.postgres.churn_steps import SETUP, STEPS, Step
from tests.postgres.servers import Server, own
from tests.postgres.truth import Moment, moment

DATABASE = "app"
SESSION = "-c lock_timeout=2000 -c statement_timeout=120000 -c synchronous_commit=on"

# What threads that do as they please do to each other.
EXPECTED = (
    errors.LockNotAvailable,
    errors.DeadlockDetected,
    errors.ObjectInUse,
    errors.UndefinedTable,
    errors.UndefinedObject,
    errors.InvalidCatalogName,
    errors.UniqueViolation,
    errors.ForeignKeyViolation,
    errors.DuplicateTable,
    errors.DuplicateDatabase,
    errors.ObjectNotInPrerequisiteState,
    errors.DependentObjectsStillExist,
)
EXPECTED_WORDS = (
    "tuple concurrently",
    "could not open relation with OID",
    "cache lookup failed",
    "just been dropped",  # a database, between its listing and a connection to it
    '" does not exist',
)


class Worker:
    """One thread's connection and choices. Steps use it."""

    def __init__(self, churn: Churn, number: int) -> None:
        self.churn = churn
        self.number = number
        self.random = random.Random(f"{churn.seed}/{number}")
        self.prepared: list[str] = []
        """Names of its transactions that are prepared and not ended."""
        self.count = 0
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None

    @property
    def connection(self) -> psycopg.Connection[tuple[Any, ...]]:
        if self._connection is None or self._connection.closed:
            self._connection = self.churn.server.connect(DATABASE, options=SESSION)
        return self._connection

    def run(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """One statement; its rows."""
        cursor = self.connection.execute(query, values or None)
        return cursor.fetchall() if cursor.description is not None else []

    def between(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()


class Churn:
    """The running workload. Entering prepares the server and starts it; leaving stops it and raises its errors."""

    def __init__(
        self,
        server: Server,
        seed: int = 1,
        *,
        workers: int = 3,
        rows: int = 2000,
        rest: float = 0.005,
        survive_restarts: bool = False,
        databases: bool = True,
        only: Collection[str] = (),
    ) -> None:
        """`only` names the steps to do (empty: all); without `databases` none is made or dropped."""
        self.server = server
        self.seed = seed
        self.rows = rows
        self.rest = rest
        """Seconds that a worker rests after a step."""
        self.survive_restarts = survive_restarts
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.errors: list[BaseException] = []
        self.databases = databases
        """Whether databases are made, moved and dropped; may be set at any time."""
        self.moves = True
        """Whether they are moved to other tablespaces, which a backup does not survive."""
        self._steps = [
            step for step in STEPS if step.since <= server.major and (not only or step.name in only)
        ]
        self._weights = [step.weight for step in self._steps]
        self._gate = threading.Condition()
        self._paused = self._stopping = self._prepared = False
        self._busy = 0
        self._threads = [
            threading.Thread(
                target=self._work, args=(Worker(self, number),), name=f"churn-{number}", daemon=True
            )
            for number in range(workers)
        ]

    def prepare(self) -> None:
        """Make the databases, the tablespace and the tables, once."""
        if self._prepared:
            return
        self._prepared = True
        place = self.server.tablespaces / "side"
        place.mkdir(mode=0o700)
        own(place)
        self.server.sql(f"CREATE TABLESPACE side LOCATION '{place}'")
        self.server.sql(f"CREATE DATABASE {DATABASE}")
        self.server.sql("CREATE DATABASE seed")
        self.server.sql(
            "CREATE TABLE t AS SELECT i, md5(i::text) AS m FROM generate_series(1, 500) i", dbname="seed"
        )
        self.server.sql("CREATE INDEX ON t (m)", dbname="seed")
        # Nothing is to do in it any more: a template that changes while a backup is made spoils that.
        self.server.sql("VACUUM (FREEZE, ANALYZE)", dbname="seed")
        for query in SETUP:
            self.server.sql(query.replace("{rows}", str(self.rows)), dbname=DATABASE)
        health.prepare(self.server)

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Churn:
        self.prepare()
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop(check=error is None)

    def stop(self, *, check: bool = True) -> None:
        """End the threads; with `check` raise what went wrong in them."""
        with self._gate:
            self._stopping, self._paused = True, False
            self._gate.notify_all()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(timeout=130)
                assert not thread.is_alive(), f"{thread.name} did not stop"
        if check:
            self.raise_errors()

    def raise_errors(self) -> None:
        """Raise what went wrong in a thread and is not what threads do to each other."""
        if self.errors:
            raise self.errors[0]

    def steps(self) -> int:
        """How many steps succeeded so far."""
        return sum(self.done.values())

    def let_run(self, steps: int, timeout: float = 120) -> None:
        """Wait until that many more steps have succeeded."""
        goal, deadline = self.steps() + steps, time.monotonic() + timeout
        while self.steps() < goal:
            self.raise_errors()
            assert time.monotonic() < deadline, f"{self.steps() - goal + steps} steps in {timeout} s"
            time.sleep(0.01)

    @contextmanager
    def quiesced(self) -> Iterator[None]:
        """Between two steps of every thread; prepared transactions may be open."""
        with self._gate:
            self._paused = True
            arrived = self._gate.wait_for(lambda: self._busy == 0, timeout=150)
            assert arrived, "the workers did not come to rest"
        try:
            self.raise_errors()
            yield
        finally:
            with self._gate:
                self._paused = False
                self._gate.notify_all()

    def moment(self, name: str) -> Moment:
        """The truth of a moment between two steps of every thread."""
        with self.quiesced():
            return moment(self.server, name)

    # --- the threads

    def _work(self, worker: Worker) -> None:
        try:
            while self._enter():
                try:
                    (step,) = worker.random.choices(self._steps, self._weights)
                    self._step(worker, step)
                finally:
                    self._leave()
                time.sleep(self.rest)
        except BaseException as error:  # noqa: BLE001 - the test's own thread raises it
            self.errors.append(error)
        finally:
            worker.close()

    def _enter(self) -> bool:
        with self._gate:
            self._gate.wait_for(lambda: not self._paused or self._stopping)
            if self._stopping:
                return False
            self._busy += 1
            return True

    def _leave(self) -> None:
        with self._gate:
            self._busy -= 1
            self._gate.notify_all()

    def _step(self, worker: Worker, step: Step) -> None:
        if step.database and not self.databases:
            return
        worker.count += 1
        try:
            step.do(worker)
        except EXPECTED:
            self.refused[step.name] += 1
        except psycopg.Error as error:
            # Timeouts of a busy machine, or a server that was stopped under us.
            gone = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
            tolerated = isinstance(error, errors.QueryCanceled) or (gone and self.survive_restarts)
            if not tolerated and not any(words in str(error) for words in EXPECTED_WORDS):
                raise
            self.refused[step.name] += 1
            time.sleep(0.1 if gone else 0)
        else:
            self.done[step.name] += 1
            return
        with suppress(psycopg.Error):
            worker.connection.rollback()
