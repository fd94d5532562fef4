"""What people run into, as the command line tells it; afterwards everything is there and restores."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.durability.scenes import Ledger, pages_in
from tests.s3.proxy import Mishap, Proxy, Quirk, Weather, proxy_before
from tests.s3.server import READER, Server
from tests.s3.test_commands import PASSPHRASE, _own_home, run  # noqa: F401

from pagewake.repository.descriptor import _render
from pagewake.stores.s3.place import S3Place

KEEP_ONE = ("--keep-full", "1", "--keep-within", "never", "--daily", "0", "--weekly", "0", "--monthly", "0",
            "--window", "never")  # fmt: skip


class Shop:
    """A repository in a bucket with two backups of a database; every change goes through the proxy."""

    def __init__(
        self, root: Path, server: Server, place: S3Place, proxy: Proxy, env: pytest.MonkeyPatch
    ) -> None:
        self.root, self.server, self.place, self.proxy, self.env = root, server, place, proxy, env
        self.location = place.location
        self._restored = 0
        env.setenv("PAGEWAKE_PASSPHRASE", PASSPHRASE)
        env.setenv("AWS_ENDPOINT_URL_S3", proxy.endpoint)
        self.ledger = Ledger(root / "shop")
        run("repo", "init", self.location, "--encrypt")
        self.truth = {}
        for _ in range(2):
            self.ledger.change(1, 2, 3)
            made = run("backup", str(self.ledger.directory), "--repo", self.location, "--type", "full")
            self.truth[made["backup"]["id"]] = dict(self.ledger.pages)
        self.before = self.objects()

    def commands(self) -> dict[str, tuple[str, ...]]:
        """What one does with a repository."""
        to = str(self.root / "never")
        repo = ("--repo", self.location)
        return {
            "list": ("list", *repo),
            "backup": ("backup", str(self.ledger.directory), *repo),
            "restore": ("restore", *repo, "--to", to),
            "expire": ("expire", *repo, *KEEP_ONE),
            "prune": ("prune", *repo, "--purge-trash"),
            "verify": ("verify", *repo),
        }

    def refused(self, *only: str) -> Iterator[dict[str, Any]]:
        """What each command (or `only` some) says; each fails with a message that helps."""
        for name, command in self.commands().items():
            if not only or name in only:
                error = run(*command, status=3)["error"]
                assert error["message"] and error["advice"], (name, error)
                assert PASSPHRASE not in json.dumps(error)
                yield error
        assert not (self.root / "never").exists()

    def objects(self) -> dict[str, str]:
        """What holds backups, by name with a sum over the content."""
        client = self.server.client()
        pages = client.get_paginator("list_objects_v2").paginate(
            Bucket=self.place.bucket, Prefix=self.place.prefix
        )
        rows = [one for page in pages for one in page.get("Contents", [])]
        client.close()
        passing = tuple(self.place.prefix + room for room in ("locks/", "evidence/", "catalogue/", "."))
        return {one["Key"]: one["ETag"] for one in rows if not one["Key"].startswith(passing)}

    def check(self) -> None:
        """Nothing is lost: the same objects, and each backup restores to the truth."""
        assert self.objects() == self.before
        for id_, pages in self.truth.items():
            self._restored += 1
            to = self.root / f"restored{self._restored}"
            run("restore", "--repo", self.location, "--to", str(to), "--backup", id_, "--immediate")
            assert pages_in(to) == pages


@pytest.fixture
def shop(
    tmp_path: Path, s3_server: Server, s3_place: S3Place, aws_environment: pytest.MonkeyPatch
) -> Iterator[Shop]:
    with proxy_before(s3_server.endpoint) as proxy:
        found = Shop(tmp_path, s3_server, s3_place, proxy, aws_environment)
        yield found
        found.ledger.database.close()


def test_who_may_not_in(shop: Shop) -> None:
    """A wrong passphrase, credentials that the server does not know, a token that is over, another bucket."""
    with shop.env.context() as env:
        env.setenv("PAGEWAKE_PASSPHRASE", "seven wrong words")
        for error in shop.refused():
            assert "passphrase" in error["message"]
    with shop.env.context() as env:
        env.setenv("AWS_SECRET_ACCESS_KEY", "WRONG")
        for error in shop.refused():
            assert "does not accept" in error["message"] and "WRONG" not in json.dumps(error)
    shop.proxy.weather = Weather(1, 1.0, (Mishap.EXPIRED,))
    for error in shop.refused():
        assert "expired" in error["message"]
    shop.proxy.weather = Weather()
    there, shop.location = shop.location, "s3://no-such-bucket/shop"
    for error in shop.refused():
        assert "bucket" in error["message"]
    shop.location = there
    shop.check()


@pytest.mark.torture
def test_who_may_only_read(shop: Shop) -> None:
    """What changes something is refused; looking and restoring go on."""
    with shop.env.context() as env:
        env.setenv("AWS_ACCESS_KEY_ID", READER[0])
        env.setenv("AWS_SECRET_ACCESS_KEY", READER[1])
        for error in shop.refused("backup", "expire", "prune"):
            assert "s3:PutObject" in error["advice"]
        assert len(run("list", "--repo", shop.location)["backups"]) == 2
        assert run("verify", "--repo", shop.location)["ok"]
        shop.check()


@pytest.mark.torture
def test_who_may_not_delete(shop: Shop) -> None:
    """A prune is refused with all that it would have removed still there; backups are made, and the trash is filled."""
    run(*shop.commands()["expire"])
    shop.before = shop.objects()
    shop.proxy.quirks = frozenset({Quirk.NO_DELETE})
    (error,) = shop.refused("prune")
    assert "s3:DeleteObject" in error["advice"]
    shop.proxy.quirks = frozenset()
    run("undelete", "--all", "--repo", shop.location)
    shop.before = shop.objects()
    assert len(run("list", "--repo", shop.location)["backups"]) == 2
    shop.check()


def test_a_repository_of_a_newer_version(shop: Shop) -> None:
    """Nothing is done in a repository whose format this program does not know."""
    client = shop.server.client()
    where = {"Bucket": shop.place.bucket, "Key": f"{shop.place.prefix}pagewake.json"}
    known = client.get_object(**where)["Body"].read()
    said = json.loads(known)
    del said["blake3"]
    client.put_object(**where, Body=_render({**said, "version": said["version"] + 1}))
    for error in shop.refused():
        assert "knows up to" in error["message"] and "Install a version" in error["advice"]
    client.put_object(**where, Body=known)
    client.close()
    shop.check()
