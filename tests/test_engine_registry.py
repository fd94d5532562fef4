"""Engines by name and by what lies at a place."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
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


def test_a_name_that_nobody_knows_is_no_directory_without_a_database() -> None:
    with pytest.raises(
        SourceNotRecognised, match="no such directory, and the settings know no source"
    ) as caught:
        registry.recognise("/no/such/place/shop")
    assert "pagewake source list" in caught.value.advice


def test_a_directory_above_a_database_names_it(tmp_path: Path) -> None:
    below = tmp_path / "main"
    (below / "global").mkdir(parents=True)
    (below / "PG_VERSION").write_text("16\n")
    (below / "global" / "pg_control").write_bytes(bytes(8192))
    with pytest.raises(SourceNotRecognised, match="one does below it") as caught:
        registry.recognise(str(tmp_path))
    assert str(below) in caught.value.advice


def test_who_may_not_look_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The usual mistake with PostgreSQL: its directory is for its own user only, and root may look anywhere."""
    private = tmp_path / "main"
    private.mkdir(mode=0o000)
    if os.access(private, os.R_OK):  # root

        def refused(path: Path) -> Iterator[Path]:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))

        monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(SourceNotRecognised, match="may not look into it") as caught:
        registry.recognise(str(private))
    assert "sudo -u postgres" in caught.value.advice


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
