"""A location finds its store, or says what is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pagewake.errors import UsageError
from pagewake.stores import registry
from pagewake.stores.base import Store
from pagewake.stores.local import LocalStore
from pagewake.stores.registry import open_store


@pytest.mark.parametrize("form", [str, Path, lambda path: f"file://{path}", lambda path: f"FILE://{path}"])
def test_directories(tmp_path: Path, form: object) -> None:
    store = open_store(form(tmp_path / "repository"))  # type: ignore[operator]
    assert isinstance(store, LocalStore)
    assert isinstance(store, Store)
    assert store.location == str(tmp_path / "repository")


def test_odd_names_are_directories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a:b", "s3:bucket", "c:/x", "s3", "what?"):
        assert open_store(name).location == str(tmp_path / name)


def test_an_unknown_scheme_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        open_store("gopher://host/path")
    assert "gopher://" in str(caught.value)
    assert "file://" in caught.value.advice
    assert "s3://" in caught.value.advice


def test_a_missing_package_names_the_extra_and_shows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry._BUILT_IN, "s3", "a_package_that_nobody_installed:open_s3")
    with pytest.raises(UsageError) as caught:
        open_store("s3://user:secret@bucket/prefix")
    assert "pip install 'pagewake[s3]'" in caught.value.advice
    assert "secret" not in str(caught.value)


def test_a_store_that_this_version_lacks_is_not_blamed_on_the_installation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(registry._BUILT_IN, "tape", "pagewake.stores.tape:open_tape")
    with pytest.raises(UsageError) as caught:
        open_store("tape://user:secret@robot")
    assert "this version" in caught.value.what
    assert "pip" not in caught.value.advice
    assert "secret" not in str(caught.value)


def test_an_installed_package_adds_a_scheme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shelf.py").write_text(
        "from pagewake.stores.memory import MemoryStore\ndef open_shelf(location):\n"
        "    return MemoryStore(location)\n"
    )
    information = tmp_path / "shelf-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: shelf\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text("[pagewake.stores]\nshelf = shelf:open_shelf\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert open_store("shelf://top").location == "shelf://top"
    monkeypatch.delitem(sys.modules, "shelf")
