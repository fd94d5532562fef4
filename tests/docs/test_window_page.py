"""docs/window.md shows every page of the window, with pictures that are there, and keys that work."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

pytest.importorskip("PySide6", reason="the window's packages are not installed")

from pagewake_gui.pages import PAGES

DOCS = Path(__file__).resolve().parents[2] / "docs"
PICTURES = DOCS / "pictures"
TEXT = (DOCS / "window.md").read_text("utf-8")
MOST_BYTES = 150_000


def test_every_page_has_its_part_and_its_picture() -> None:
    shown = re.findall(r"^### (.*)\n\n!\[(.*)\]\(pictures/(.*)\.png\)$", TEXT, re.MULTILINE)
    assert [(page.title, page.title, page.name) for page in PAGES] == [
        one for one in shown if one[2] in {page.name for page in PAGES}
    ]
    missing = [
        f"{page.name}{ending}.png"
        for page in PAGES
        for ending in ("", "-dark")
        if not (PICTURES / f"{page.name}{ending}.png").exists()
    ]
    assert not missing, f"take them: ./pw pictures ({', '.join(missing)})"


def test_pictures_that_pages_name_are_there() -> None:
    named = {
        (page.parent / target).resolve()
        for page in [*DOCS.glob("*.md"), DOCS.parent / "README.md"]
        for target in re.findall(r"!\[[^\]]*\]\((?!https?:)([^)#]+)\)", page.read_text("utf-8"))
    }
    assert [str(path) for path in sorted(named) if not path.exists()] == []


def test_pictures_are_of_one_size_and_small() -> None:
    for path in PICTURES.glob("*.png"):
        head = path.read_bytes()[:26]
        width, height, depth, kind = struct.unpack(">IIBB", head[16:26])
        assert path.stat().st_size <= MOST_BYTES, path.name
        assert (depth, kind) == (8, 3), f"{path.name} has no palette"
        assert (width, height) == (1440, 900) or "-" in path.name, path.name


def test_links_within_the_page_lead_somewhere() -> None:
    headings = {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", TEXT, re.MULTILINE)
    }
    assert [one for one in re.findall(r"\]\(#([^)]*)\)", TEXT) if one not in headings] == []
