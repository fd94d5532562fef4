"""Entry points read from the files that installers leave."""

from __future__ import annotations

import importlib.metadata
import sys
from pathlib import Path

import pytest

from pagewake.plugins import entry_points, load


def installed(place: Path, name: str, text: str) -> None:
    information = place / f"{name}-1.0.dist-info"
    information.mkdir(parents=True)
    (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text(text)


def test_it_finds_what_importlib_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(
        tmp_path / "a",
        "one",
        "# of a package\n[console_scripts]\nshelf = nothing:main\n\n[my.group]\nshelf = shelf:open_shelf\n"
        "box=box.inner:Box.make [extra]\n[my.groups]\nother = other:thing\n",
    )
    installed(tmp_path / "b", "two", "[my.group]\nbag = bag:open_bag\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "a"), str(tmp_path / "none"), str(tmp_path / "b")])
    found = entry_points("my.group")
    assert found == {"shelf": "shelf:open_shelf", "box": "box.inner:Box.make", "bag": "bag:open_bag"}
    standard = importlib.metadata.entry_points(group="my.group")
    assert {point.name: point.value.partition(" [")[0] for point in standard} == found
    assert entry_points("none") == {}


def test_the_first_on_the_path_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path / "a", "one", "[my.group]\nshelf = first:thing\n")
    installed(tmp_path / "b", "two", "[my.group]\nshelf = second:thing\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "b"), str(tmp_path / "a")])
    assert entry_points("my.group") == {"shelf": "second:thing"}


def test_bytes_that_mean_nothing_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, "bad", "")
    (tmp_path / "bad-1.0.dist-info" / "entry_points.txt").write_bytes(
        b"\xff\n[my.group]\n\x00nothing\nx = \xfe:y\n"
    )
    archive = tmp_path / "archive.zip"
    archive.write_bytes(b"PK")
    monkeypatch.setattr(sys, "path", [str(archive), str(tmp_path)])
    assert set(entry_points("my.group")) == {"x"}


def test_loading() -> None:
    assert load("pathlib:Path.home") == Path.home
    assert load("pathlib").Path is Path
    with pytest.raises(ImportError):
        load("nothing.there:at_all")
    with pytest.raises(AttributeError):
        load("pathlib:nothing")
