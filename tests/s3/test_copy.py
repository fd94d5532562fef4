"""Copies into a bucket of a real server and back, with other keys on the way, and over a connection that breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.copying.pairs import copy, new_target, opened
from tests.durability.scenes import CHEAP, CHUNK_BYTES, Scene, restored_pages, verify

from pagewake.repository import packs
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore
from pagewake.stores.s3.store import S3Store


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain bucket", "encrypted bucket"])
def test_from_a_directory_to_a_bucket_and_back(
    s3_store: S3Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encrypted: bool
) -> None:
    monkeypatch.setattr(packs, "PACK_BYTES", 16 << 10)
    scene = Scene(tmp_path, encrypted=not encrypted)
    passphrase = "of the bucket" if encrypted else None
    Repository.create(s3_store, passphrase=passphrase, chunk_bytes=CHUNK_BYTES, cost=CHEAP)
    bucket = Repository.open(s3_store, passphrase)
    report = copy(scene.open(scene.store), bucket)
    assert report.ok and report.copied == tuple(scene.truth)
    bucket = Repository.open(s3_store, passphrase)
    assert verify(bucket).findings == ()
    assert copy(scene.open(scene.store), bucket).bytes_written == 0
    back = LocalStore(tmp_path / "back")
    Repository.create(back, chunk_bytes=CHUNK_BYTES)
    assert copy(bucket, Repository.open(back)).copied == tuple(scene.truth)
    for id_, pages in scene.truth.items():
        assert restored_pages(Repository.open(s3_store, passphrase), id_) == pages
        assert restored_pages(Repository.open(back), id_) == pages
    target = new_target(encrypted=True)
    assert copy(Repository.open(back), opened(target, encrypted=True)).ok
    assert verify(opened(target, encrypted=True)).findings == ()
