"""The WAL of a promoted standby: its fork, the rest of the old timeline, and targets on both."""

from __future__ import annotations

import pytest
from tests.postgres.installations import Installation
from tests.postgres.servers import Rig
from tests.postgres.standby import standby, wait_replayed
from tests.postgres.workload import one_round, set_up

from pagewake.blocks import fold
from pagewake.engines.base import WalSpan
from pagewake.engines.postgres.inspection import inspect_log
from pagewake.engines.postgres.log import end_of_records, locate
from pagewake.engines.postgres.segments import (
    history_name,
    is_partial_name,
    partial_name,
    read_header,
    segment_name,
)
from pagewake.engines.postgres.summaries import summarise
from pagewake.engines.postgres.timelines import format_history, parse_history
from pagewake.model import RestoreTarget, TargetKind

SEGMENT = 16 << 20


@pytest.mark.long
def test_the_log_around_a_promotion(rig: Rig, installation: Installation) -> None:
    settings = {"wal_keep_size": "1GB", "archive_mode": "on", "archive_command": "false"}
    primary = rig.server(installation, settings=settings)
    set_up(primary)
    copy = standby(rig, primary)
    one_round(primary, 1)
    primary.sql("SELECT pg_create_restore_point('old')")
    primary.sql("CREATE TABLE written ()")  # a restore point alone is not sent at once, a commit is
    wait_replayed(copy, primary)
    primary.stop("kill")
    copy.promote()
    copy.sql("BEGIN; INSERT INTO wide VALUES (-7, 'new'); SELECT pg_create_restore_point('new'); COMMIT")
    with copy.connect() as connection:
        (xid,) = connection.execute(
            "INSERT INTO wide VALUES (-8, 'x') RETURNING xmin::text::bigint"
        ).fetchone() or (0,)
    copy.sql("SELECT pg_switch_wal()")
    copy.stop()

    spans = parse_history((copy.wal / history_name(2)).read_bytes(), 2)
    (parent,) = spans
    assert parent.timeline == 1 and format_history(spans) and parent.end is not None
    fork = parent.end
    number = fork // SEGMENT
    start = number * SEGMENT
    name = segment_name(2, number, SEGMENT)
    data = (copy.wal / name).read_bytes()
    assert read_header(data).timeline == (1 if fork > start else 2)
    old_name = segment_name(1, number, SEGMENT)
    (left,) = [
        path for path in copy.wal.iterdir() if is_partial_name(path.name) and path.stat().st_size == SEGMENT
    ]
    assert left.name == f"{old_name}.partial" and end_of_records(left.read_bytes(), start) == fork

    before = (copy.wal / segment_name(1, number - 1, SEGMENT)).read_bytes()
    part = partial_name(old_name, fork - start)
    old = summarise(data[: fork - start], start, fork, 1, name=part, before=before)
    assert old == summarise(left.read_bytes()[: fork - start], start, fork, 1, name=part, before=before)
    new = summarise(data, fork, start + SEGMENT, 2, name=name, before=data[: fork - start])
    assert new == summarise(data, fork, start + SEGMENT, 2, name=name)
    for summary in (old, new):
        assert not summary.breakers and not summary.headless and summary.records
    assert new.events[0].kind == "end-of-recovery"
    assert [point[0] for point in old.restore_points][-1] == "old"
    assert [point[0] for point in new.restore_points] == ["new"]
    assert not fold([old, new]).breakers

    span = WalSpan(name, 2, fork, start + SEGMENT, SEGMENT, b"")
    point = locate(data, span, RestoreTarget(TargetKind.NAME, "new"))
    assert point == new.restore_points[0][1]
    assert locate(data, span, RestoreTarget(TargetKind.NAME, "old")) is None
    assert (locate(data, span, RestoreTarget(TargetKind.XID, str(xid))) or 0) > point

    found = inspect_log([copy.wal], None, None)
    assert found.end.clean and not found.findings
    lines = list(found.records())
    assert len(lines) == len({line.lsn for line in lines}) == found.summary.records
    assert {line.timeline for line in lines if line.lsn >= fork} == {2}
    assert sum(line.lsn >= fork and line.lsn < start + SEGMENT for line in lines) == new.records
