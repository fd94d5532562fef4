"""Uploads without an end in a bucket: a check lists them, a repair and a prune give the old ones up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.durability.scenes import CHEAP
from tests.s3.fixtures import QUICK
from tests.s3.server import Server
from tests.s3.test_store import uploads

from pagewake.checking.run import CheckReport, run_check
from pagewake.engines.neuroquantum import ENGINE
from pagewake.errors import StoreDenied
from pagewake.expire.prune import run_prune
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.s3 import leftovers
from pagewake.stores.s3.options import S3Options
from pagewake.stores.s3.store import S3Store
from pagewake.stores.unfinished import look_for_unfinished

PART = 5 << 20
PACK = "packs/ab/" + 32 * "a"


@pytest.fixture
def repository(s3_store: S3Store, s3_server: Server) -> Repository:
    """With one upload of two parts below it that nobody finishes, and others beside it."""
    Repository.create(s3_store, cost=CHEAP)
    store = S3Store(s3_store.place, S3Options(endpoint=s3_server.endpoint), patience=QUICK, part_size=PART)
    writer = store.create(PACK)
    writer.write(bytes(2 * PART + 1))
    assert writer._lanes is not None
    writer._lanes.finish()  # and then its process dies
    client, parent = s3_server.client(), s3_store.place.prefix.removesuffix("main/")
    for key in ("main2/packs/one", "other"):
        client.create_multipart_upload(Bucket=s3_store.place.bucket, Key=parent + key)
    return Repository.open(s3_store)


def check(repository: Repository, **options: Any) -> CheckReport:
    return run_check(repository, lambda _: ENGINE, Job(), **options)


def days_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever lies there lies there for too long: the server's clock cannot be set."""
    monkeypatch.setattr(S3Store, "unfinished_grace", timedelta(0))


def test_a_check_lists_uploads_and_gives_up_none(repository: Repository, s3_server: Server) -> None:
    report = check(repository, repair=True)
    assert report.ok and report.steps == ()
    (one,) = report.unfinished.shown
    assert (one.name, one.size) == (PACK, 2 * PART) and timedelta(0) <= one.age < timedelta(minutes=10)
    assert [finding.code for finding in report.findings] == ["unfinished-objects"]
    assert "10.0 MiB" in report.findings[0].message
    store = repository.store
    assert isinstance(store, S3Store)
    assert uploads(s3_server, store) == [f"main/{PACK}", "main2/packs/one", "other"]


@pytest.mark.parametrize("by", ["repair", "prune"])
def test_old_uploads_below_the_prefix_are_given_up(
    repository: Repository, s3_server: Server, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    store = repository.store
    assert isinstance(store, S3Store)
    days_pass(monkeypatch)
    if by == "repair":
        assert [step.object_name for step in check(repository, repair=True, dry_run=True).steps] == [
            "unfinished"
        ]
        assert look_for_unfinished(store, Job()).old == 1
        report = check(repository, repair=True)
        assert len(report.steps) == 1 and report.unfinished.count == 0 and report.findings == ()
    else:
        assert run_prune(repository, Job(), dry_run=True).unfinished == 1
        assert run_prune(repository, Job()).unfinished == 1
    assert uploads(s3_server, store) == ["main2/packs/one", "other"]


def test_who_may_not_look_at_parts_learns_of_uploads_all_the_same(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> int:
        raise StoreDenied("this is not allowed", object_name=PACK)

    monkeypatch.setattr(leftovers, "_bytes_of", refused)
    left = look_for_unfinished(repository.store, Job())
    assert [(one.name, one.size) for one in left.shown] == [(PACK, None)] and (left.count, left.size) == (
        1,
        0,
    )


def test_an_upload_of_many_parts_is_measured_page_by_page(s3_store: S3Store) -> None:
    pages = {
        0: {"IsTruncated": True, "NextPartNumberMarker": 2, "Parts": [{"Size": 5}, {"Size": 6}]},
        2: {"IsTruncated": True, "NextPartNumberMarker": 3, "Parts": [{"Size": 7}]},
        3: {"IsTruncated": True, "NextPartNumberMarker": 3, "Parts": [{"Size": 8}]},
    }

    class Answers:
        def ask(self, operation: str, key: str, **asked: Any) -> Any:
            assert (operation, key, asked.pop("UploadId")) == ("ListParts", "x", "u")
            return pages[asked.pop("PartNumberMarker", 0)]

    one = leftovers._Left("x", "u", 0, timedelta())
    assert leftovers._bytes_of(Answers(), one) == 26, "a server that goes round in circles is left"  # type: ignore[arg-type]
