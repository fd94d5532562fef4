"""The overview: the verdict and every figure of a source, each a link to what explains it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from pagewake_gui.main_window import MainWindow
from pagewake_gui.theme import DARK


def texts(window: MainWindow) -> str:
    view = window.view("overview")
    return "\n".join(one.text() for one in view.findChildren(QLabel) + view.findChildren(QPushButton))


def test_a_source_is_told_in_one_card(open_window: MainWindow) -> None:
    view: Any = open_window.view("overview")
    assert list(view.cards) == ["ledger"]
    shown = texts(open_window)
    assert "● Healthy" in shown
    assert "1 full, 1 differential, 3 incremental" in shown
    assert "All is well" in shown
    assert view.cards["ledger"].accessibleName().startswith("ledger: Healthy.")


@pytest.mark.parametrize("page", ["backups"])
def test_a_figure_leads_to_what_explains_it(qtbot: Any, open_window: MainWindow, page: str) -> None:
    view = open_window.view("overview")
    link = view.findChild(QPushButton, f"figure.{page}")
    assert link is not None
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert open_window.page == page
    assert open_window.context.selection.now.source == "ledger"


def test_an_empty_repository_says_what_to_do(window: MainWindow) -> None:
    assert "holds no backup yet" in texts(window)


def test_another_theme_keeps_what_is_said(open_window: MainWindow) -> None:
    before = texts(open_window)
    open_window.context.appearance.change(theme=DARK)
    assert texts(open_window) == before
