"""Reading the WAL of real servers: record for record what pg_waldump says."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.postgres.conftest import installation_of
from tests.postgres.installations import Installation
from tests.postgres.servers import Rig, Server, own, run_tool
from tests.postgres.wal_writer import WalWriter
from tests.postgres.waldump import Dumped, dump, summary
from tests.postgres.workload import churn, crash_while_writing, one_round, set_up

from pagewake.engines.base import LogInspection
from pagewake.engines.postgres.changes import changed_relations, collect, database_directory
from pagewake.engines.postgres.inspection import inspect_log
from pagewake.engines.postgres.segments import is_segment_name, segment_name
from pagewake.engines.postgres.summaries import amounts_by_type
from pagewake.engines.postgres.versions import format_of_major
from pagewake.engines.postgres.wal_files import find_runs
from pagewake.kernels import WalLayout, WalStop, wal_walker

pytestmark = pytest.mark.both

MIB = 1 << 20

# Packages of 13 have no pg_waldump. 14's reads that log too; it calls three types by the names of its own opcodes.
NAMES_OF_13_IN_14 = {
    "Heap2/CLEAN": "Heap2/PRUNE",
    "Heap2/FREEZE_PAGE": "Heap2/VACUUM",
    "Heap2/CLEANUP_INFO": "Heap2/FREEZE_PAGE",
}


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


def as_of_14(rig: Rig, paths: list[Path]) -> list[Path]:
    """Copies of 13's segments whose pages say that they are of 14: no hash covers that, and records look alike."""
    directory = rig.directory("as-of-14")
    magics = [format_of_major(major).magic.to_bytes(2, "little") for major in (13, 14)]
    for path in paths:
        data = bytearray(path.read_bytes())
        for start in range(0, len(data), 8192):
            if data[start : start + 2] == magics[0]:
                data[start : start + 2] = magics[1]
        copy = directory / path.name
        copy.write_bytes(data)
        own(copy)
    return [directory / path.name for path in paths]


def agree(rig: Rig, installation: Installation, paths: list[Path]) -> LogInspection:
    """Compare what is read with what pg_waldump prints, record for record."""
    found = inspect_log(paths, None, None)
    assert found.end.clean, found.end
    assert not found.findings
    types, blocks = Counter[str](), Counter[tuple[str, int]]()
    names: Mapping[str, str] = {}
    if installation.major == 13 and "pg_waldump" not in installation.tools:
        installation, paths, names = installation_of(14), as_of_14(rig, paths), NAMES_OF_13_IN_14
    theirs = dump(installation, paths[0], paths[-1])
    for line in found.records():
        known_as = names.get(line.type, line.type)
        mine = Dumped(line.lsn, line.length, known_as, int(line.tx or 0), line.prev or 0, line.blocks)
        assert mine == next(theirs, None)
        types[line.type] += 1
        blocks.update(line.blocks)
    assert next(theirs, None) is None
    assert types == found.summary.by_type and types.total() == found.summary.records
    assert blocks == {
        (key, block): count
        for key, changes in found.summary.relations.items()
        for block, count in zip(changes.blocks.tolist(), changes.counts.tolist(), strict=True)
    }
    return found


def test_every_type_of_record_is_called_as_pg_waldump_calls_it(rig: Rig, installation: Installation) -> None:
    if "pg_waldump" not in installation.tools:
        pytest.skip("this package has no pg_waldump")
    wal = WalWriter(magic=format_of_major(installation.major).magic)
    for rmid in range(22):
        for opcode in range(8 if rmid == 1 else 16):
            for _ in range(opcode + 1):  # the count tells the opcode
                if (rmid, opcode) not in ((0, 4), (0, 13)):  # these two end the segment, or begin a page
                    wal.append(rmid, opcode << 4, main=bytes(64))
    directory = rig.directory()
    path = directory / segment_name(1, 1, 16 * MIB)
    path.write_bytes(wal.segments())
    own(path)
    table = run_tool(installation, "pg_waldump", "--stats=record", path, check=False).stdout
    theirs = Counter[str]()
    for name, count in re.findall(r"^(\w+/.+?) +(\d+) \(", table, re.M):
        theirs[name] += int(count)
    mine = wal_walker(WalLayout(wal.magic, 16 * MIB), wal.start, exact=False)
    mine.feed(wal.pages(), wal.start)
    assert mine.stop in (WalStop.MORE, WalStop.BAD_RECORD_LENGTH)
    assert amounts_by_type(mine.counts, format_of_major(installation.major)) == theirs


def test_records_agree_with_pg_waldump(rig: Rig, installation: Installation) -> None:
    server = rig.server(installation, settings={"wal_keep_size": "2GB", "wal_level": "logical"})
    set_up(server)
    following = churn(server, 12 * MIB)
    crash_while_writing(server)
    churn(server, 20 * MIB, first=following)
    server.stop()
    paths = written(server)
    told = agree(rig, installation, paths).summary
    assert told.records > 100_000
    managers = {kind.partition("/")[0] for kind in told.by_type}
    assert managers >= {
        "XLOG", "Transaction", "Storage", "CLOG", "Database", "Tablespace", "RelMap", "Standby", "Heap2", "Heap",
        "Btree", "Hash", "Gin", "Gist", "Sequence", "SPGist", "BRIN", "LogicalMessage",
    }  # fmt: skip


@pytest.mark.torture
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("major", [13, 14, 15, 16, 17, 18])
def test_500_mib_agree_with_pg_waldump(rig: Rig, major: int) -> None:
    installation = installation_of(major)
    settings = {"wal_keep_size": "4GB", "max_wal_size": "512MB", "autovacuum_naptime": "5s"}
    server = rig.server(installation, settings=settings)
    set_up(server)
    following = churn(server, 150 * MIB, rows=20_000)
    bench = installation if "pgbench" in installation.tools else installation_of(14)
    run_tool(bench, "pgbench", "-i", "-s", "10", "-q", server=server)
    while server.lsn() < 450 * MIB:
        run_tool(bench, "pgbench", "-c", "4", "-j", "2", "-T", "10", "-n", server=server)
        crash_while_writing(server)
    churn(server, 60 * MIB, rows=20_000, first=following)
    server.stop()
    assert agree(rig, installation, written(server)).summary.records > 1_000_000


@pytest.mark.parametrize("major", [18, pytest.param(17, marks=pytest.mark.torture)])
def test_changes_agree_with_the_servers_own_summaries(rig: Rig, major: int) -> None:
    installation = installation_of(major)
    server = rig.server(installation, settings={"wal_keep_size": "2GB", "summarize_wal": "on"})
    set_up(server)
    for number in range(5):
        one_round(server, number)
    server.checkpoint()
    goal, deadline = server.lsn(), time.monotonic() + 60
    while server.value("SELECT max(end_lsn) - '0/0' FROM pg_available_wal_summaries()") < goal - 8192:
        assert time.monotonic() < deadline, "the server does not summarise"
        server.sql("SELECT pg_logical_emit_message(false, 'x', 'x'); CHECKPOINT")
        time.sleep(0.2)
    files = sorted((server.wal / "summaries").glob("[0-9A-F]*.summary"))  # not the one that is being written
    server.stop()
    (run,) = find_runs([server.wal]).runs
    compared = 0
    for path in files:
        begin, end = int(path.name[8:24], 16), int(path.name[24:40], 16)
        walker = wal_walker(run.layout, begin, exact=True)
        for _, lsn, data in run.pieces(begin, end):
            walker.feed(data, lsn)
        assert walker.end_lsn == end
        known = format_of_major(major)
        changes = collect(walker, known, 16 * MIB, run.read)
        mine = changed_relations(walker.blocks(), changes.limits)
        limits, blocks = summary(installation, path)
        whole = {key for key in limits if key.endswith("/0")}
        assert {
            database_directory(known, *map(int, key.split("/")[:2])) for key in whole
        } == changes.whole_directories
        assert {key: one.limit for key, one in mine.items() if one.limit is not None} == {
            key: limit for key, limit in limits.items() if key not in whole
        }
        told = {key: set(one.blocks.tolist()) for key, one in mine.items()}
        for key in told.keys() | blocks.keys():
            # Past a limit all blocks are read in any case; there the server forgets less than it could.
            limit = limits.get(key, 1 << 32)
            assert told[key] <= blocks.get(key, set())
            assert {one for one in told[key] if one < limit} == {
                one for one in blocks.get(key, ()) if one < limit
            }
        compared += sum(map(len, told.values()))
    assert compared > 1000
