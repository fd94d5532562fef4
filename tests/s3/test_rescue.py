"""Somebody who stole the credentials deletes and overwrites everything; what is locked comes back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.durability.deeds import KEEP_ONE
from tests.durability.scenes import SOURCE, Scene, backup, restored_pages, verify
from tests.s3.fixtures import QUICK
from tests.s3.server import Server
from tests.s3.test_commands import run

from pagewake.errors import PagewakeError, UsageError
from pagewake.expire.prune import run_prune
from pagewake.expire.run import run_expire
from pagewake.expire.trash import hold, undelete, unhold
from pagewake.jobs import Job
from pagewake.repository.keeping import claimed
from pagewake.repository.repository import Repository
from pagewake.stores.s3.options import S3Options
from pagewake.stores.s3.place import S3Place
from pagewake.stores.s3.store import S3Store


@pytest.fixture
def locked(s3_server: Server) -> Iterator[S3Store]:
    """A store in a bucket that locks objects for thirty days."""
    place = S3Place(s3_server.bucket(lock=True), s3_server.new_prefix())
    store = S3Store(place, S3Options(endpoint=s3_server.endpoint, object_lock=30), patience=QUICK)
    yield store
    store.close()


@pytest.mark.torture
def test_what_a_thief_hides_is_brought_back(locked: S3Store, s3_server: Server, tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    done = backup(Repository.create(locked), scene.database, "full")
    locked.put("catalogue/gone", b"deleted before the theft")
    locked.delete("catalogue/gone")
    before = a_moment()
    steal(s3_server, locked.place)
    with pytest.raises(PagewakeError):
        Repository.open(locked)
    location = locked.place.location
    moment = before.isoformat()
    planned = run("repo", "rescue", location, "--before", moment, "--dry-run")
    rescued = run("repo", "rescue", location, "--before", moment)
    assert planned["objects"] == rescued["objects"] > 5
    assert run("repo", "rescue", location, "--before", moment, "--dry-run")["objects"] == 0
    repository = Repository.open(locked)
    assert [one.id for one in repository.backups()] == [done.backup.id]
    assert verify(repository).findings == ()
    assert restored_pages(repository, done.backup.id) == scene.now_pages
    assert "catalogue/gone" not in [info.key for info in locked.list()]


@pytest.mark.torture
def test_the_trash_that_a_thief_emptied_is_as_it_was(locked: S3Store, tmp_path: Path) -> None:
    """He knows the passphrase too, lets everything go, ends the holds and empties the trash, or stops half-way."""
    scene = Scene(tmp_path)
    Repository.create(locked)
    truth = {}
    for old, copy in scene.copies.items():
        made = backup(Repository.open(locked), copy, "full").backup.id
        truth[made] = scene.truth[old]
    first, second, third = truth
    hold(Repository.open(locked), [first], "for the audit")
    run_expire(Repository.open(locked), SOURCE, KEEP_ONE, Job())
    undelete(Repository.open(locked), [second])
    unhold(Repository.open(locked), [second])
    run_expire(Repository.open(locked), SOURCE, KEEP_ONE, Job())
    stood = Repository.open(locked).keeping.of(SOURCE)
    assert (stood.in_trash, [one.backup for one in stood.held]) == ({second}, [first])
    before = a_moment()
    for half_way in (True, False):
        unhold(Repository.open(locked), [first])
        run_expire(Repository.open(locked), SOURCE, KEEP_ONE, Job(), grace=timedelta(0))
        if half_way:
            claim = claimed(datetime.now(UTC), wal=True, everything=True)
            Repository.open(locked).keeping.change(SOURCE, claim)
        else:
            run_prune(Repository.open(locked), Job(), grace=timedelta(0), purge_trash=True)
            assert [one.id for one in Repository.open(locked).existing_backups()] == [third]
        locked.rescue(before, Job("rescue"))
        assert Repository.open(locked).keeping.of(SOURCE) == stood
        time.sleep(1.1)
    # The usual work goes on: what is in the trash keeps its time there, and what is held stays.
    run_expire(Repository.open(locked), SOURCE, KEEP_ONE, Job())
    run_prune(Repository.open(locked), Job(), grace=timedelta(0))
    repository = Repository.open(locked)
    assert [one.id for one in repository.backups()] == [first, third]
    assert verify(repository).findings == ()
    for one, pages in truth.items():
        assert restored_pages(repository, one) == pages
    run_prune(Repository.open(locked), Job(), grace=timedelta(0), purge_trash=True)
    assert [one.id for one in Repository.open(locked).existing_backups()] == [first, third]
    assert restored_pages(Repository.open(locked), first) == truth[first]


def a_moment() -> datetime:
    """A moment that the server's whole seconds tell from what was before and what comes after."""
    time.sleep(2.1)
    before = datetime.now(UTC) - timedelta(seconds=1)
    time.sleep(1.1)
    return before


def steal(s3_server: Server, place: S3Place) -> None:
    """Delete every other object, overwrite the others, and try to remove every version."""
    client = s3_server.client()
    versions = client.list_object_versions(Bucket=place.bucket, Prefix=place.prefix)["Versions"]
    listed = client.list_objects_v2(Bucket=place.bucket, Prefix=place.prefix)["Contents"]
    for number, one in enumerate(listed):
        if number % 2:
            client.delete_object(Bucket=place.bucket, Key=one["Key"])
        else:
            client.put_object(Bucket=place.bucket, Key=one["Key"], Body=b"give me money")
    refused = 0
    for one in versions:
        try:
            client.delete_object(Bucket=place.bucket, Key=one["Key"], VersionId=one["VersionId"])
        except client.exceptions.ClientError:
            refused += 1
    assert refused > 3
    client.close()


def test_without_versions_nothing_can_be_brought_back(s3_store: S3Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="keeps no versions"):
        s3_store.rescue(datetime.now(UTC), Job("rescue"))
    refused = run("repo", "rescue", str(tmp_path), "--before", "2026-01-01", status=2)
    assert "only buckets" in refused["error"]["message"]
