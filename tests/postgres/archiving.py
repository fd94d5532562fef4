"""An archive of a real server's WAL, and what tests ask of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.postgres.servers import Server

from pagewake.archive.push import PushOptions, PushReport, push_wal
from pagewake.engines.postgres import ENGINE
from pagewake.engines.postgres.segments import is_segment_name
from pagewake.engines.postgres.source import PostgresSource, open_directory, open_uri
from pagewake.jobs import Job
from pagewake.repository.history import History, history_of
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow
from pagewake.stores.base import Store
from pagewake.stores.memory import MemoryStore

SOURCE = "shop"
SEGMENT = 1 << 20


@dataclass
class Archive:
    """A repository and the ways into it."""

    store: Store = field(default_factory=MemoryStore)
    repository: Repository = field(init=False)

    def __post_init__(self) -> None:
        self.repository = Repository.create(self.store)

    @classmethod
    def of(cls, store: Store) -> Archive:
        """What lies in a store, as another process sees it."""
        archive = cls.__new__(cls)
        archive.store, archive.repository = store, Repository.open(store)
        return archive

    def push(self, *paths: Path, **options: int) -> PushReport:
        chosen = PushOptions(**options)
        return push_wal(self.repository, ENGINE, SOURCE, paths, Job("push"), chosen)

    def take(self, source: PostgresSource, job: Job | None = None) -> list[str]:
        """Archive what `new_wal` gives; the names of what was new."""
        known = [row.span for row in self.rows]
        pieces = source.new_wal(known, self.repository.wal.reader(SOURCE), job or Job())
        identity = source.identity()
        return [piece.name for piece in pieces if self.repository.wal.add(SOURCE, piece, identity)]

    @property
    def rows(self) -> list[StretchRow]:
        return self.repository.wal.rows(SOURCE)

    @property
    def names(self) -> list[str]:
        return [row.name for row in self.rows]

    @property
    def history(self) -> History:
        return history_of(self.rows)

    def data(self, name: str) -> bytes:
        return self.repository.wal.get(SOURCE, int(name[:8], 16), name)

    def end(self, timeline: int) -> int:
        return max(row.end_lsn for row in self.rows if row.timeline == timeline)

    def same_as(self, wal: Path) -> int:
        """How many whole segments are archived and in a directory, all of them with the same bytes."""
        names = [name for name in self.names if is_segment_name(name) and (wal / name).exists()]
        for name in names:
            assert self.data(name) == (wal / name).read_bytes(), name
        return len(names)


def churn(server: Server, megabytes: float = 2.0) -> None:
    """Write some WAL: rows that do not compress, in several transactions."""
    server.sql("CREATE TABLE IF NOT EXISTS churn (id bigserial PRIMARY KEY, text text)")
    for _ in range(4):
        rows = int(megabytes * 1024 * 1024 / 4 / 700)
        server.sql(
            "INSERT INTO churn (text) SELECT string_agg(md5(random()::text), '') "
            f"FROM generate_series(1, {rows}) r, generate_series(1, 16) GROUP BY r"
        )


def complete_segments(server: Server) -> list[Path]:
    """The segments that are whole now, oldest first; the one being written is closed before."""
    server.switch_wal()
    # Of an LSN between two segments servers up to 16 name the one before; the insert position is past the header.
    current = server.value("SELECT pg_walfile_name(pg_current_wal_insert_lsn())")
    found = sorted(path for path in server.wal.iterdir() if is_segment_name(path.name))
    timeline = current[:8]
    return [path for path in found if path.name < current and path.name[:8] <= timeline]


def local(server: Server) -> PostgresSource:
    """The server as a local source."""
    source = open_directory(server.data, server.uri())
    assert isinstance(source, PostgresSource)
    return source


def remote(server: Server) -> PostgresSource:
    """The server as a remote source."""
    source = open_uri(server.uri())
    assert isinstance(source, PostgresSource)
    return source


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.05)
