"""For every test."""

from __future__ import annotations

import signal

import pytest
from tests.s3.fixtures import aws_environment, s3_place, s3_server, s3_store  # noqa: F401


@pytest.fixture(scope="session", autouse=True)
def _signals_are_heard() -> None:
    """What a shell starts in the background ignores SIGINT, and so would every command that tests interrupt."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in ("SIGHUP", "SIGTERM"):  # and nohup ignores the first of these
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests begin first, so that no worker is left alone with one of them at the end."""
    items.sort(key=lambda item: "postgres/test_end_to_end" not in item.nodeid)
