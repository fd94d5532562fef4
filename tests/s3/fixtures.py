"""Fixtures of tests that need the S3 server; `tests/conftest.py` gives them to all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from tests.patience import LONG
from tests.s3.server import KEY, REGION, SECRET, Server, server

from pagewake.stores.patience import Patience
from pagewake.stores.s3.options import S3Options
from pagewake.stores.s3.place import S3Place

if TYPE_CHECKING:
    from pagewake.stores.s3.store import S3Store

QUICK = Patience(deadline=LONG, first_pause=0.02, longest_pause=2.0)
"""Begins with short pauses, which grow: of many who are at the same object one must come to be alone for a while,
however long its requests take."""


@pytest.fixture
def aws_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> pytest.MonkeyPatch:
    """The environment of a process that knows the test's credentials and nothing of this machine's."""
    proxies = (
        "http_proxy",
        "https_proxy",
        "all_proxy",
    )  # of the machine; the servers of tests are beside them
    for name in list(os.environ):
        if name.startswith(("AWS_", "PAGEWAKE_S3_")) or name.lower() in proxies:
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("aws")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(home / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(home / "credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    return monkeypatch


@pytest.fixture
def s3_server(aws_environment: pytest.MonkeyPatch) -> Server:
    """The server of this test process, and an environment that knows its credentials and its endpoint."""
    found = server()
    aws_environment.setenv("AWS_ENDPOINT_URL_S3", found.endpoint)
    return found


@pytest.fixture
def s3_place(s3_server: Server) -> S3Place:
    """An empty place in a bucket."""
    return S3Place(s3_server.bucket(), s3_server.new_prefix())


@pytest.fixture
def s3_store(s3_server: Server, s3_place: S3Place) -> Iterator[S3Store]:
    """A new, empty store."""
    from pagewake.stores.s3.store import S3Store

    store = S3Store(s3_place, S3Options(endpoint=s3_server.endpoint), patience=QUICK)
    yield store
    store.close()
