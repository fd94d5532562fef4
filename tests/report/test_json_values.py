"""The JSON that scripts rely on: the keys are promises."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from pagewake.lsn import LSN_MAX, LsnStyle
from pagewake.model import (
    Backup,
    BackupStatus,
    BackupType,
    Finding,
    Gap,
    Identity,
    PageVersion,
    Proof,
    RecoveredTo,
    RestoreTarget,
    Severity,
    TargetKind,
    Window,
)
from pagewake.report import json_values as values

NOON = datetime(2026, 7, 1, 14, 0, tzinfo=timezone(timedelta(hours=2)))
FINDING = Finding(Severity.WARNING, "page-checksum", "pages.db block 7", "it is bad", "look")
BACKUP = Backup(
    id="b2", source="shop", type=BackupType.INCREMENTAL, parent="b1", timeline=1, start_lsn=0x16B374D848,
    stop_lsn=LSN_MAX, stop_timeline=1, started=NOON, finished=NOON + timedelta(milliseconds=1500),
    status=BackupStatus.OK, engine="neuroquantum", system_identifier="77", pages=3, files=2, logical_bytes=9,
    bytes_read=5, bytes_written=4, findings=1,
)  # fmt: skip
PROMISED = {
    "id", "source", "type", "parent", "timeline", "start_lsn", "stop_lsn", "started", "finished", "status",
    "pages", "files", "bytes_read", "bytes_written", "engine", "system_identifier", "findings", "start_lsn_text",
    "stop_lsn_text",
}  # fmt: skip


def test_a_backup_has_the_promised_keys() -> None:
    value = values.backup_value(BACKUP, LsnStyle.HALVES)
    assert set(value) >= PROMISED
    assert json.loads(json.dumps(value)) == value
    assert value["start_lsn"] == 0x16B374D848
    assert value["start_lsn_text"] == "16/B374D848"
    assert value["stop_lsn"] == LSN_MAX
    assert value["started"] == "2026-07-01T12:00:00Z"
    assert value["finished"] == "2026-07-01T12:00:01.500000Z"
    assert (value["type"], value["status"], value["parent"]) == ("incremental", "ok", "b1")
    assert type(value["type"]) is str
    assert values.backup_value(BACKUP, LsnStyle.DECIMAL)["start_lsn_text"] == str(0x16B374D848)


def test_findings_gaps_and_windows() -> None:
    assert values.finding_values([FINDING]) == [
        {
            "severity": "warning",
            "code": "page-checksum",
            "object": "pages.db block 7",
            "message": "it is bad",
            "advice": "look",
        }
    ]
    gap = values.gap_value(Gap(1, 10, 20, "never archived"), LsnStyle.DECIMAL)
    assert gap == {
        "timeline": 1, "from": 10, "from_text": "10", "to": 20, "to_text": "20", "reason": "never archived"
    }  # fmt: skip
    window = values.window_value(Window(1, 10, 20, None, NOON, "b1"), LsnStyle.DECIMAL)
    assert window["from_time"] is None
    assert window["to_time"] == "2026-07-01T12:00:00Z"
    assert {"timeline", "from_lsn", "to_lsn", "from_lsn_text", "to_lsn_text", "first_backup"} <= set(window)


@pytest.mark.parametrize(
    ("target", "value", "text"),
    [
        (RestoreTarget(TargetKind.LATEST), None, None),
        (RestoreTarget(TargetKind.TIME, NOON), "2026-07-01T12:00:00Z", "2026-07-01T12:00:00Z"),
        (RestoreTarget(TargetKind.LSN, 42), 42, "0/2A"),
        (RestoreTarget(TargetKind.XID, "17"), "17", "17"),
    ],
)
def test_targets(target: RestoreTarget, value: object, text: object) -> None:
    encoded = values.target_value(target, LsnStyle.HALVES)
    assert (encoded["value"], encoded["value_text"], encoded["kind"]) == (value, text, target.kind.value)


def test_what_a_restore_reached_and_proved() -> None:
    assert values.recovered_value(None, LsnStyle.DECIMAL) is None
    assert values.recovered_value(RecoveredTo(2, 42, NOON.astimezone(UTC)), LsnStyle.DECIMAL) == {
        "lsn": 42, "lsn_text": "42", "time": "2026-07-01T12:00:00Z", "timeline": 2
    }  # fmt: skip
    assert values.proof_value(None) is None
    proof = values.proof_value(Proof(True, ("every page",), (FINDING,), 12))
    assert proof is not None
    assert (proof["ok"], proof["checks"], len(proof["findings"])) == (True, ["every page"], 1)


def test_identities_page_versions_and_counts() -> None:
    assert values.identity_value(Identity("e", "1", "77", 8192))["page_size"] == 8192
    version = values.page_version_value(PageVersion("b1", NOON, None, None, "zeros"), LsnStyle.DECIMAL)
    assert (version["page_lsn"], version["page_lsn_text"], version["state"]) == (None, None, "zeros")
    assert list(values.counts_value({"b": 1, "a": 1, "c": 5})) == ["c", "a", "b"]
