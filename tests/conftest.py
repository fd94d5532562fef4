"""For every test."""

from __future__ import annotations

import gc
import os
import signal

import pytest
from hypothesis import HealthCheck, settings
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


@pytest.fixture(scope="session", autouse=True)
def _passphrases_cost_little() -> None:
    """To try one costs a third of a second of work, on purpose; here only programs that are started pay for it."""
    from pagewake.repository.key_keeper import KeyKeeper
    from pagewake.repository.keys import KeySlots, ScryptCost
    from pagewake.repository.repository import Repository

    for function in (KeySlots.__init__, KeyKeeper.__init__, Repository.create):
        given = function.__kwdefaults__
        assert given is not None and given["cost"] == ScryptCost(), "what is used outside of tests"
        given["cost"] = ScryptCost(n=16)


FEWER, MORE, LEAST = 3, 10, 5
"""Of the examples that a property names, the fast suite tries one in so many; `./pw torture` so many times as many."""


@pytest.hookimpl(tryfirst=True, specname="pytest_collection_modifyitems")
def pytest_few_examples_or_many(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Properties take most of the time of many modules: a few examples in the fast suite, very many in torture."""
    thorough = config.option.markexpr == "torture"
    as_named = "PAGEWAKE_EXAMPLES" in os.environ  # somebody says how many
    changed = set()
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.torture)
        test = getattr(item, "obj", None)
        test = getattr(test, "__func__", test)
        if not getattr(test, "is_hypothesis_test", False):
            continue
        long = item.get_closest_marker("torture") is not None
        if test not in changed:
            changed.add(test)
            named: settings = (
                test._hypothesis_internal_use_settings
            )  # the library has no name for them in public
            count = named.max_examples
            if not (as_named or long):
                count = count * MORE if thorough else min(count, max(LEAST, count // FEWER))
            test._hypothesis_internal_use_settings = settings(
                named,
                max_examples=count,
                # How long the making of examples takes says how busy the machine is, and nothing else.
                deadline=None,
                suppress_health_check={*named.suppress_health_check, HealthCheck.too_slow},
            )
        if thorough and not (as_named or long):
            item.add_marker(pytest.mark.torture)


FIRST = ("tests/postgres/test_end_to_end", "tests/postgres/test_traps", "tests/postgres/")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for servers begins first, the longest before all: no worker is left alone with one of them at the end.

    Workers get an equal share of the list each and take from the end of one another's: so one works along the servers,
    makes their templates once, and waits while the others have work for both processors.
    """
    items.sort(
        key=lambda item: next((place for place, name in enumerate(FIRST) if name in item.nodeid), len(FIRST))
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """All tests and what they import stay to the end: looking for garbage need not go through them again and again."""
    gc.collect()
    gc.freeze()
