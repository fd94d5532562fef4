"""The keys that docs/window.md promises are those that the window has."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtGui import QKeySequence

from pagewake_gui.main_window import MainWindow

PAGE = Path(__file__).resolve().parents[2] / "docs" / "window.md"
OF_A_PAGE = re.compile(r"Ctrl\+\d")


def test_the_documented_keys_are_the_windows(window: MainWindow) -> None:
    text = PAGE.read_text("utf-8")
    documented = set(re.findall(r"^\| `(.*?)`.* \|.*\|$", text, re.MULTILINE))
    there = {
        key.toString(QKeySequence.SequenceFormat.PortableText)
        for action in window.context.actions
        for key in action.shortcuts()[:1]
    }
    assert {one for one in documented if not OF_A_PAGE.match(one)} == {
        one for one in there if not OF_A_PAGE.match(one)
    }
    assert any(OF_A_PAGE.match(one) for one in there)
