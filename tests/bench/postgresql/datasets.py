"""The data of the bench: two kinds of WAL, and a data directory that has been worked with.

Set A is heavy in full-page images, as after every checkpoint; set B is dense in small records, as between
checkpoints. Both are made by a real server once and kept.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.postgresql.place import MEBIBYTE, Bench
from tests.postgres.installations import Installation
from tests.postgres.servers import Server, Shape, add_settings, initialise, own

from pagewake.engines.postgres.control import parse_control
from pagewake.engines.postgres.segments import is_segment_name, segment_name

SEGMENT = 16 * MEBIBYTE
SCALE_BYTES = 16_000_000
"""What one unit of pgbench's scale takes on the disk, indexes included, about."""
TOUCHED = 0.0075
SETTINGS = {
    "shared_buffers": "256MB",
    "max_wal_size": "64GB",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",
    "synchronous_commit": "off",
    "min_wal_size": "64MB",
}
ACCOUNTS_A_BLOCK = 61


@dataclass(frozen=True)
class WalSet:
    """Consecutive whole segments of WAL, the first of which may begin inside a record."""

    name: str
    segments: tuple[Path, ...]
    installation: Installation

    @property
    def size(self) -> int:
        """Bytes of all segments."""
        return sum(path.stat().st_size for path in self.segments)

    @property
    def range(self) -> tuple[str, str]:
        """The names of the first and last segment, as pg_waldump takes them."""
        return self.segments[0].name, self.segments[-1].name

    def head(self, size: int) -> WalSet:
        """The first segments, as many as make up `size` bytes, at least one."""
        count = max(1, size // SEGMENT)
        return WalSet(self.name, self.segments[:count], self.installation)


def data_directory(bench: Bench, installation: Installation, **settings: str) -> Path:
    """A data directory of about the bench's size, cleanly shut down: pgbench's tables after some work."""
    scale = max(1, round(bench.data_size / SCALE_BYTES))
    name = f"data-{installation.major}-{scale}"
    with bench.making(name) as fresh:
        if fresh is not None:
            fresh.chmod(0o700)
            initialise(installation, fresh, Shape())
            add_settings(fresh, {**SETTINGS, **settings})
            server = bench.rig.adopt(installation, fresh)
            server.start()
            server.pg("pgbench", "-i", "-q", "-I", "dtGvp", "-s", str(scale))
            server.pg("pgbench", "-n", "-c", "4", "-j", "2", "-t", str(min(20_000, 100 * scale)))
            server.sql("CREATE DATABASE other")
            server.sql("CREATE DATABASE third")
            server.sql("VACUUM")
            server.checkpoint()
            server.stop("fast")
            drop_recycled(fresh)
            bench.rig.servers.remove(server)
            server.tablespaces.rmdir()
            server.log_path.unlink(missing_ok=True)
    return bench.made(name)


def drop_recycled(data: Path) -> None:
    """Remove WAL files that the server had made ready for later: every copy would copy them."""
    control = parse_control((data / "global/pg_control").read_bytes())
    last = segment_name(control.timeline, control.checkpoint // SEGMENT, SEGMENT)
    for path in (data / "pg_wal").iterdir():
        if is_segment_name(path.name) and path.name > last:
            path.unlink()


def touch(server: Server, seed: int) -> int:
    """Change about `TOUCHED` of all blocks: one account in each of so many blocks, at random. Returns how many."""
    blocks = int(server.value("SELECT pg_relation_size('pgbench_accounts') / 8192"))
    chance = random.Random(seed)
    chosen = chance.sample(range(blocks), max(1, int(blocks * TOUCHED)))
    accounts = [block * ACCOUNTS_A_BLOCK + 1 for block in chosen]
    server.sql("UPDATE pgbench_accounts SET abalance = abalance + 1 WHERE aid = ANY(%s)", accounts)
    return len(chosen)


def wal_set_a(bench: Bench, installation: Installation) -> WalSet:
    """Random updates with frequent checkpoints: nearly all bytes are page images."""

    def work(server: Server, done: Iterator[None]) -> None:
        for _ in done:
            server.checkpoint()
            server.pg("pgbench", "-n", "-c", "4", "-j", "2", "-t", "2500")

    return _wal_set(bench, "A", installation, work)


def wal_set_b(bench: Bench, installation: Installation) -> WalSet:
    """Small tables changed over and over between two checkpoints: records of some 70 bytes."""

    def work(server: Server, done: Iterator[None]) -> None:
        server.sql(DENSE_TABLES)
        server.checkpoint()
        for _ in done:
            server.sql(DENSE_ROUND)
            for table in ("hot", "keyed"):
                server.sql(f"VACUUM {table}")

    return _wal_set(bench, "B", installation, work)


DENSE_TABLES = """
    CREATE TABLE hot (id int PRIMARY KEY, n int) WITH (fillfactor = 40);
    INSERT INTO hot SELECT g, 0 FROM generate_series(1, 200000) g;
    CREATE TABLE keyed (id int PRIMARY KEY, k int);
    CREATE INDEX ON keyed (k);
    INSERT INTO keyed SELECT g, g FROM generate_series(1, 100000) g;
"""
DENSE_ROUND = """
    UPDATE hot SET n = n + 1;
    DELETE FROM keyed WHERE id % 5 = 0;
    INSERT INTO keyed SELECT g, g * 7919 %% 100003 FROM generate_series(5, 100000, 5) g;
""".replace("%%", "%")


def _wal_set(bench: Bench, letter: str, installation: Installation, work: object) -> WalSet:
    """The segments that some work writes, kept from the first whole one on."""
    name = f"wal-{letter}-{installation.major}-{bench.wal_size // MEBIBYTE}"
    wanted = max(2, bench.wal_size // SEGMENT)
    with bench.making(name) as fresh:
        if fresh is not None:
            with _working_server(bench, installation, letter, wanted) as server:
                server.switch_wal()
                first = server.lsn() // SEGMENT + 1
                work(server, _until(server, first + wanted))  # type: ignore[operator]
                for path in _segments(server.wal, first, wanted):
                    shutil.copy(path, fresh / path.name)
                    own(fresh / path.name)
    return WalSet(letter, tuple(sorted(bench.made(name).iterdir())), installation)


@contextmanager
def _working_server(bench: Bench, installation: Installation, letter: str, segments: int) -> Iterator[Server]:
    """A server that keeps its WAL; for set A on the bench's data, for set B on an empty directory."""
    keep = f"{(segments + 64) * 16}MB"
    if letter == "A":
        server = bench.server(installation, data_directory(bench, installation), wal_keep_size=keep)
    else:
        settings = {**SETTINGS, "wal_keep_size": keep}
        server = bench.rig.server(installation, settings=settings, fresh=True)
    try:
        yield server
    finally:
        bench.finish(server)


def _until(server: Server, segment: int) -> Iterator[None]:
    """One element a round, until the log has gone past a segment."""
    while server.lsn() // SEGMENT <= segment:
        yield


def _segments(wal: Path, first: int, count: int) -> list[Path]:
    """The files of consecutive segments of timeline 1."""
    per_log = (1 << 32) // SEGMENT
    names = [
        f"{1:08X}{number // per_log:08X}{number % per_log:08X}" for number in range(first, first + count)
    ]
    return [wal / name for name in names]
