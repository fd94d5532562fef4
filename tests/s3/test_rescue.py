"""Somebody who stole the credentials deletes and overwrites everything; what is locked comes back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.durability.scenes import Scene, backup, restored_pages, verify
from tests.s3.fixtures import QUICK
from tests.s3.server import Server
from tests.s3.test_commands import run

from pagewake.errors import PagewakeError, UsageError
from pagewake.jobs import Job
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
    time.sleep(2.1)  # the server's times are whole seconds
    before = datetime.now(UTC) - timedelta(seconds=1)
    time.sleep(1.1)
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
