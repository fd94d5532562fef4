"""Reading the WAL of real servers: record for record what pg_waldump says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.postgres.installations import Installation
from tests.postgres.servers import Rig, Server
from tests.postgres.waldump import Dumped, dump
from tests.postgres.workload import churn, crash_while_writing, set_up

from pagewake.engines.postgres.inspection import inspect_log
from pagewake.engines.postgres.segments import is_segment_name

MIB = 1 << 20


def segments_of(wal: Path) -> list[Path]:
    return sorted(path for path in wal.iterdir() if is_segment_name(path.name))


def written(server: Server) -> list[Path]:
    """The segments that hold WAL of their names, after the server has stopped."""
    found = inspect_log([server.wal], None, None)
    size = 16 * MIB
    last = (found.summary.end_lsn - 1) // size
    return [
        path
        for path in segments_of(server.wal)
        if int(path.name[8:16], 16) * 256 + int(path.name[16:], 16) <= last
    ]


def agree(installation: Installation, paths: list[Path]) -> int:
    """Compare what is read with what pg_waldump prints; the number of records."""
    found = inspect_log(paths, None, None)
    assert found.end.clean, found.end
    assert not found.findings
    lines = [
        Dumped(line.lsn, line.length, line.type, int(line.tx or 0), line.prev or 0, line.blocks)
        for line in found.records()
    ]
    assert len(lines) == found.summary.records == sum(found.summary.by_type.values())
    if "pg_waldump" in installation.tools:
        theirs = list(dump(installation, paths[0], paths[-1]))
        assert len(theirs) == len(lines)
        for mine, other in zip(lines, theirs, strict=True):
            assert mine == other
    assert Counter(line.type for line in lines) == found.summary.by_type
    blocks = Counter(block for line in lines for block in line.blocks)
    assert blocks == {
        (key, block): count
        for key, changes in found.summary.relations.items()
        for block, count in zip(changes.blocks.tolist(), changes.counts.tolist(), strict=True)
    }
    return len(lines)


def test_records_agree_with_pg_waldump(rig: Rig, installation: Installation) -> None:
    server = rig.server(installation, settings={"wal_keep_size": "2GB", "wal_level": "logical"})
    set_up(server)
    following = churn(server, 12 * MIB)
    crash_while_writing(server)
    churn(server, 20 * MIB, first=following)
    server.stop()
    paths = written(server)
    records = agree(installation, paths)
    assert records > 100_000
    managers = {kind.partition("/")[0] for kind in inspect_log(paths, None, None).summary.by_type}
    assert managers >= {
        "XLOG", "Transaction", "Storage", "CLOG", "Database", "Tablespace", "RelMap", "Standby", "Heap2", "Heap",
        "Btree", "Hash", "Gin", "Gist", "Sequence", "SPGist", "BRIN", "LogicalMessage",
    }  # fmt: skip
