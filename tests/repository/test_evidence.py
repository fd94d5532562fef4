"""Records of verifications: their rows lie in the objects, and the catalogue does without them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pagewake.errors import ObjectCorrupt
from pagewake.model import CheckResult, CheckRow, Finding, Severity
from pagewake.repository.evidence import EVIDENCE, MAX_EVIDENCE, Evidence
from pagewake.repository.repository import Repository
from pagewake.stores.memory import MemoryStore

WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
GOOD = CheckRow("table-rows", "public.items", CheckResult.GOOD, 7, 0.25, "", "shop", 1, "backup")
BAD = CheckRow("btree-index", "public.items_pkey", CheckResult.BAD, 3, 0.5, "out of order", "shop")
SKIPPED = CheckRow("module", "amcheck", CheckResult.SKIPPED, database="shop")


@pytest.fixture
def repository() -> Repository:
    return Repository.create(MemoryStore())


def added(repository: Repository, **more: object) -> Evidence:
    record = repository.evidence.add("drill", False, ["backup"], WHEN, 1500, source="shop", **more)  # type: ignore[arg-type]
    assert record is not None
    return record


@pytest.mark.parametrize("passphrase", [None, "secret"])
def test_rows_lie_in_the_record_and_not_in_the_catalogue(passphrase: str | None) -> None:
    store = MemoryStore()
    book = Repository.create(store, passphrase=passphrase).evidence
    record = book.add("drill", False, ["backup"], WHEN, 1500, rows=[GOOD, BAD, SKIPPED])
    assert record is not None
    assert (record.checked, record.failed, record.skipped) == (3, 1, 1)
    for known in (book, Repository.open(store, passphrase).evidence):
        (listed,) = known.all()
        assert listed.rows == () and (listed.checked, listed.failed, listed.skipped) == (3, 1, 1)
        assert known.whole(record.id).rows == (BAD, SKIPPED, GOOD)
    assert book.catalogue.consolidate(always=True)
    (listed,) = Repository.open(store, passphrase).evidence.all()
    assert listed.failed == 1


def test_the_longest_names_fit_into_a_record(repository: Repository) -> None:
    rows = [CheckRow("table-rows", "\x01" * 4000, CheckResult.BAD, 1, 0, "\x02" * 9000) for _ in range(2500)]
    findings = [Finding(Severity.ERROR, "unreadable", "\x03" * 3000, "\x04" * 9000) for _ in range(1500)]
    record = added(repository, rows=rows, findings=findings)
    (info,) = repository.store.list(EVIDENCE)
    assert info.size <= MAX_EVIDENCE
    whole = repository.evidence.whole(record.id)
    assert sum(row.objects for row in whole.rows) == record.failed == 2500
    assert whole.rows[0].object_name.startswith("\x01") and whole.findings


@pytest.mark.parametrize(
    "wrong",
    [{"count": -1}, {"objects": 0}, {"count": 2**63}, {"seconds": -1}, {"result": "fine"}, {"name": 5}],
)
def test_rows_that_nobody_wrote_are_refused(repository: Repository, wrong: dict[str, object]) -> None:
    key = EVIDENCE + "20260301T120000Z-abcdef"
    row = {"name": "pages", "object_name": "x", "result": "good", **wrong}
    document = {
        "id": key.removeprefix(EVIDENCE),
        "level": "drill",
        "ok": True,
        "backups": [],
        "started": "2026-03-01T12:00:00Z",
        "duration_ms": 1,
        "rows": [row],
    }
    repository.store.put(key, repository.sealer.seal_object(key, json.dumps(document).encode()))
    assert repository.evidence.all() == []
    assert [one.code for one in repository.evidence.catalogue.findings] == ["evidence-record-unreadable"]
    with pytest.raises(ObjectCorrupt):
        repository.evidence.whole(document["id"])  # type: ignore[arg-type]
    document["rows"] = [
        {**row, "name": "pages", "count": 1, "objects": 1, "seconds": 0, "result": "good", "new": 1}
    ]
    key = key[:-1] + "0"
    document["id"] = key.removeprefix(EVIDENCE)
    repository.store.put(key, repository.sealer.seal_object(key, json.dumps(document).encode()))
    assert len(repository.evidence.whole(document["id"]).rows) == 1  # type: ignore[arg-type]
