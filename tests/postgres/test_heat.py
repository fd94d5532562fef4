"""The heat map of a PostgreSQL source: names, counts and records, against the WAL that its server wrote."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import blake3
import pytest
from tests.postgres.command import Pagewake
from tests.postgres.servers import Server
from tests.postgres.test_inspection import MIB, some_log

from pagewake.engines.base import WalSpan
from pagewake.engines.postgres import ENGINE
from pagewake.engines.postgres.inspection import block_records, inspect_log
from pagewake.insight.heat import HeatMap
from pagewake.insight.page_history import page_history, page_records
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_records_of_a_block_are_those_that_name_it(tmp_path: Path, seed: int) -> None:
    wal, _ = some_log(200, seed)
    data = wal.segments()
    parts = [data[at : at + MIB] for at in range(0, len(data), MIB)]
    for number, part in enumerate(parts):
        (tmp_path / f"00000001{0:08X}{wal.start // MIB + number:08X}").write_bytes(part)
    log = inspect_log([tmp_path], None, None)
    lines, end = list(log.records()), log.end.lsn
    assert end is not None and len(parts) > 2
    relation = lines[0].blocks[0][0]
    for block in range(0, 200, 7):
        found = []
        for number, part in enumerate(parts):
            first = wal.start + number * MIB
            before = parts[number - 1] if number else None
            span = span_of(part, first, min(first + MIB, end))
            found += block_records(part, span, relation, block, before)
        wanted = [line for line in lines if (relation, block) in line.blocks]
        assert wanted
        assert [(one.lsn, one.length, one.type, one.tx, one.prev) for one in found] == [
            (one.lsn, one.length, one.type, one.tx, one.prev) for one in wanted
        ]
    assert block_records(parts[0], span_of(parts[0], wal.start, wal.start + MIB), "1/2/3", 0) == ()


def span_of(part: bytes, first: int, end: int) -> WalSpan:
    return WalSpan("0" * 24, 1, first, end, len(part), blake3.blake3(part).digest())


def test_a_server_s_heat_is_what_its_log_says(server: Server, pagewake: Pagewake, tmp_path: Path) -> None:
    server.sql("CREATE TABLE hot (id int PRIMARY KEY, n int) WITH (fillfactor = 50)")
    server.sql("INSERT INTO hot SELECT i, 0 FROM generate_series(1, 2000) i")
    pagewake.start_backup(server, "full").result()
    for _ in range(5):
        server.sql("UPDATE hot SET n = n + 1 WHERE id <= 300")
    second = pagewake.start_backup(server, "incremental").result()["backup"]
    key = server.value(
        "SELECT '1663/' || (SELECT oid FROM pg_database WHERE datname = 'postgres') || '/'"
        " || pg_relation_filenode('hot')"
    )
    repository = Repository.open(LocalStore(pagewake.repo))
    heat = HeatMap(repository, ENGINE, "shop", cache=tmp_path / "cache")
    heat.update(Job())
    row = heat.row()
    number = row.keys.index(key)
    assert row.names[number] == "postgres.public.hot"
    columns = heat.relations()
    assert number in columns.hottest(5).tolist() and columns.present[number]
    assert columns.blocks[number] == server.value("SELECT pg_relation_size('hot') / 8192")
    wanted: Counter[int] = Counter()
    for stretch in heat.rows():
        changes = repository.wal.summary(stretch).relations.get(key)
        if changes is not None:
            wanted.update(dict(zip(changes.blocks.tolist(), changes.counts.tolist(), strict=True)))
    first, blocks = int(row.first[number]), int(row.blocks[number])
    counts = heat.index.changes.maxima(0, first, blocks)
    assert {block: int(count) for block, count in enumerate(counts) if count} == dict(wanted)
    records = page_records(repository, ENGINE, "shop", key, 0, Job())
    assert len(records.records) == wanted[0] and not records.unread and not records.more
    assert any(line.type.startswith("Heap") for line in records.records)
    path = next(
        record.path
        for record in repository.file_table(repository.manifest(second["id"]))
        if record.relation == key
    )
    history = page_history(repository, ENGINE, "shop", path, 0, Job())
    assert len(history.versions) == 2 and history.newest_sound == 1 and history.versions[1].changed
    heat.close()
    repository.close()
    compared = pagewake.run(
        "compare", history.versions[0].kept.version.backup, second["id"], "--repo", pagewake.repo
    )
    line = next(one for one in compared["relations"] if one["relation"] == key)
    assert line["name"] == "postgres.public.hot" and line["pages_changed"] + line["pages_added"] > 0
    shown = pagewake.run("heatmap", "--repo", pagewake.repo, "--by", "file")
    assert any(one["path"] == path and one["changes"] == sum(wanted.values()) for one in shown["heat"])
