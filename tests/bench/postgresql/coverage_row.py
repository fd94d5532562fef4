"""The row about completeness: does the block set of the log, with what is always copied, name every changed page?

Not a speed. A data directory at rest is compared page by page with itself after some work and another rest.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tests.bench.postgresql.datasets import SEGMENT, data_directory
from tests.bench.postgresql.kernel_rows import RELATION_FILE, SEGMENT_BLOCKS, scan_range
from tests.bench.postgresql.measuring import Figure, Outcome
from tests.bench.postgresql.peers import MISSING_15
from tests.bench.postgresql.place import Bench
from tests.postgres.servers import Server

PAGE = 8192
SPGIST_PAGE_ID = 0xFF82
WORK = """
    CREATE TABLE churn (id int, t text, p point);
    INSERT INTO churn SELECT g, repeat(md5(g::text), 20), point(g % 997, g % 991) FROM generate_series(1, 5000) g;
    CREATE INDEX ON churn (id);
    CREATE INDEX ON churn USING hash (id);
    CREATE INDEX ON churn USING gist (p);
    CREATE INDEX ON churn USING spgist (p);
    CREATE INDEX ON churn USING brin (id);
    CREATE INDEX ON churn USING gin (string_to_array(t, 'a'));
    UPDATE churn SET t = md5(t) WHERE id % 3 = 0;
    DELETE FROM churn WHERE id > 4000;
    UPDATE pgbench_accounts SET abalance = abalance + 1 WHERE aid % 4001 = 7;
    DELETE FROM pgbench_history WHERE tid % 2 = 0;
"""


def coverage(bench: Bench) -> Outcome:
    """The share of changed pages that an incremental would read."""
    installation = bench.installation(15)
    if installation is None:
        return Outcome(skipped=MISSING_15)
    before = data_directory(bench, installation)
    server = bench.server(installation, before, wal_keep_size="4GB")
    first = server.lsn()
    _work(server)
    last = server.lsn()
    server.stop("fast")
    named = _blocks_by_file(scan_range(server.wal, first, last, SEGMENT))
    changed, uncovered, excused = 0, [], 0
    for path in _relation_files(server.data):
        pages = _changed_pages(before / path, server.data / path)
        changed += len(pages)
        relation, fork, start = _key(path)
        if fork:  # read whole by every backup
            continue
        missing = pages[~np.isin(pages + start, named.get(relation, np.empty(0, np.int64)))]
        metapage = [page for page in missing.tolist() if _is_spgist_metapage(server.data / path, page)]
        excused += len(metapage)
        uncovered += [f"{path} block {page}" for page in missing.tolist() if page not in metapage]
    shutil.rmtree(server.data)
    share = 100 * (1 - len(uncovered) / max(1, changed))
    note = f"{changed:,} pages changed, {len(uncovered)} not named, {excused} metapages of SP-GiST (a cache)"
    outcome = Outcome([Figure("coverage", share, " %", 100, 100, note=note)])
    outcome.notes += uncovered[:10]
    return outcome


def _work(server: Server) -> None:
    server.sql(WORK)
    for table in ("churn", "pgbench_history"):
        server.sql(f"VACUUM {table}")
    server.checkpoint()
    server.sql("INSERT INTO churn SELECT g, 'again', point(g, g) FROM generate_series(1, 2000) g")
    server.sql("UPDATE churn SET id = id + 1 WHERE id % 5 = 0")


def _relation_files(data: Path) -> Iterator[str]:
    for place, _directories, names in os.walk(data):
        where = os.path.relpath(place, data)
        if re.fullmatch(r"global|base/\d+", where):
            yield from (f"{where}/{name}" for name in names if RELATION_FILE.fullmatch(name))


def _key(path: str) -> tuple[tuple[int, int, int], str, int]:
    """Relation, fork and first block of a file."""
    directory, _, name = path.rpartition("/")
    named = RELATION_FILE.fullmatch(name)
    assert named is not None
    where = (1664, 0) if directory == "global" else (1663, int(directory.split("/")[1]))
    return (*where, int(named[1])), named[2] or "", int(named[3] or 0) * SEGMENT_BLOCKS


def _changed_pages(before: Path, after: Path) -> NDArray[np.int64]:
    """The pages that both files have and that differ; what a file grew by is read by its length alone."""
    if not before.exists():
        return np.empty(0, np.int64)
    size = min(before.stat().st_size, after.stat().st_size) // PAGE * PAGE
    if not size:
        return np.empty(0, np.int64)
    old, new = (np.memmap(path, np.uint64, "r", shape=(size // PAGE, PAGE // 8)) for path in (before, after))
    return np.flatnonzero((old != new).any(axis=1)).astype(np.int64)


def _blocks_by_file(blocks: NDArray[np.void]) -> dict[tuple[int, int, int], NDArray[np.int64]]:
    """Block numbers of main forks, by relation."""
    main = blocks[blocks["fork"] == 0]
    found: dict[tuple[int, int, int], list[int]] = {}
    columns = (main[name].tolist() for name in ("tablespace", "database", "relation", "block"))
    for tablespace, database, relation, block in zip(*columns, strict=True):
        found.setdefault((tablespace, database, relation), []).append(block)
    return {relation: np.array(numbers, np.int64) for relation, numbers in found.items()}


def _is_spgist_metapage(path: Path, page: int) -> bool:
    """Whether this is block 0 of an SP-GiST index: it caches last-used pages and is never logged."""
    if page:
        return False
    with open(path, "rb") as file:
        content = file.read(PAGE)
    return int.from_bytes(content[-2:], "little") == SPGIST_PAGE_ID
