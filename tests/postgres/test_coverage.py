"""What changed on disk is in the change map: a cluster before and after a workload, page by page."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from tests.postgres.conftest import installation_of
from tests.postgres.servers import Rig, Server
from tests.postgres.workload import crash_while_writing, one_round, set_up

from pagewake.blocks import ChangeSet, fold
from pagewake.engines.postgres.changes import relation_key
from pagewake.engines.postgres.control import parse_control
from pagewake.engines.postgres.segments import segment_name
from pagewake.engines.postgres.summaries import summarise

pytestmark = pytest.mark.both

SEGMENT = 16 << 20
_MAIN = re.compile(r"(?:global|base/(\d+)|pg_tblspc/(\d+)/PG_[^/]+/(\d+))/(\d+)(?:\.(\d+))?")


def main_forks(root: Path) -> dict[str, tuple[str, bytes]]:
    """The main forks of all logged relations: path -> (relation key, bytes). No relation here has two files."""
    found = {}
    for directory in (root / "global", root / "base", root / "pg_tblspc"):
        for path in (
            path for place in (directory, *directory.iterdir()) if place.is_dir() for path in place.rglob("*")
        ):
            name = str(path.relative_to(root))
            match = _MAIN.fullmatch(name)
            if match is None or not path.is_file() or path.with_name(f"{match[4]}_init").exists():
                continue
            assert match[5] is None
            database, tablespace, there, relation, _ = (int(part or 0) for part in match.groups())
            place_of = (tablespace, there) if tablespace else (1663, database) if database else (1664, 0)
            found[name] = relation_key(*place_of, relation), path.read_bytes()
    return found


def changes_of(server: Server, redo: int, end: int) -> ChangeSet:
    """The fold of all segments from the one that holds `redo` up to the one that begins at `end`."""
    summaries, before = [], None
    for number in range(redo // SEGMENT, end // SEGMENT):
        name = segment_name(1, number, SEGMENT)
        data = (server.wal / name).read_bytes()
        first = number * SEGMENT
        summaries.append(summarise(data, first, first + SEGMENT, 1, name=name, before=before))
        before = data
    return fold(summaries)


CASES = [
    *(pytest.param(major, True, id=f"pg{major}") for major in (15, 18)),
    *(
        pytest.param(major, checksums, id=f"torture-pg{major}-{checksums}", marks=pytest.mark.torture)
        for major in (13, 14, 15, 16, 17, 18)
        for checksums in (True, False)
    ),
]


@pytest.mark.parametrize(("major", "checksums"), CASES)
def test_every_changed_page_is_in_the_change_map(rig: Rig, major: int, checksums: bool) -> None:
    server = rig.server(
        installation_of(major),
        checksums=checksums,
        # What a vacuum does after the last switch would be in no segment that is folded.
        settings={"wal_keep_size": "2GB", "autovacuum": "off"},
    )
    set_up(server)
    one_round(server, 0)
    server.sql(
        "CREATE TABLE still (id int PRIMARY KEY, p point, t text); CREATE INDEX ON still USING spgist (p); "
        "INSERT INTO still SELECT g, point(g % 91, g % 83), repeat('s', 90) FROM generate_series(1, 30000) g"
    )
    server.sql("VACUUM (FREEZE) still")
    server.switch_wal()  # so that the first segment of the fold does not hold how the table was made
    server.stop()
    before = main_forks(server.data)
    redo = parse_control((server.data / "global/pg_control").read_bytes()).redo
    server.start()
    server.sql("UPDATE still SET t = 'u' WHERE id % 61 = 0; DELETE FROM still WHERE id % 1000 < 9")
    for number in (4, 5, 6, 8):
        one_round(server, number)
        if number == 5:
            crash_while_writing(server)
    spgist = set(
        server.sql("SELECT pg_relation_filepath(c.oid) FROM pg_class c JOIN pg_am a ON a.oid = relam "
                   "WHERE amname = 'spgist'")
    )  # fmt: skip
    server.switch_wal()
    end = server.lsn()
    server.stop()
    # The shutdown checkpoint changes no page: the log up to the switch says it all.
    changes = changes_of(server, redo, end)
    assert not changes.breakers
    changed = 0
    for path, (key, pages) in main_forks(server.data).items():
        if path.rpartition("/")[0] in changes.whole_directories:
            continue
        relation = changes.relations.get(key)
        old = before.get(path, ("", b""))[1]
        known = len(old) // 8192
        if relation is not None and relation.limit is not None:
            known = min(known, relation.limit)
        blocks = set() if relation is None else set(relation.blocks.tolist())
        both = min(known, len(pages) // 8192) * 8192
        ours, theirs = (np.frombuffer(one[:both], np.uint8).reshape(-1, 8192) for one in (pages, old))
        for block in np.flatnonzero((ours != theirs).any(axis=1)).tolist():
            changed += 1
            if block in blocks:
                continue
            # Hint bits, and the SP-GiST metapage, which is a cache: the page's LSN tells that nothing was logged.
            assert (ours[block, :8] == theirs[block, :8]).all(), (path, block)
            assert not checksums or (block == 0 and (path,) in spgist), (path, block)
    assert changed > 500
