"""Engines by name and by what lies at a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagewake.engines import registry
from pagewake.errors import SourceNotRecognised, UsageError


def test_the_built_in_engine_is_known_and_loads() -> None:
    assert "neuroquantum" in registry.engine_names()
    assert registry.engine("neuroquantum").name == "neuroquantum"
    assert registry.engine("neuroquantum") is registry.engine("neuroquantum")


def test_an_unknown_engine_is_wrong_usage_and_says_which_there_are() -> None:
    with pytest.raises(UsageError, match="neuroquantum"):
        registry.engine("oracle")


def test_what_is_no_database_is_not_recognised(tmp_path: Path) -> None:
    with pytest.raises(SourceNotRecognised) as caught:
        registry.recognise(str(tmp_path))
    assert caught.value.object_name == str(tmp_path)
    assert caught.value.exit_status == 2


def test_an_engine_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.BUILT_IN, "broken", "pagewake.no_such_module:ENGINE")
    for cached in (registry._targets, registry._load):
        cached.cache_clear()
    try:
        with pytest.raises(UsageError, match=r"'broken' is installed and cannot be loaded"):
            registry.engine("broken")
    finally:
        monkeypatch.undo()
        for cached in (registry._targets, registry._load):
            cached.cache_clear()
