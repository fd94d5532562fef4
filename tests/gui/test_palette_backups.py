"""The palette finds backups by what they are, in English and in the language of the window, and leads to them."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.gui.conftest import WAIT_MS

from pagewake_gui.dialogs.palette import Palette
from pagewake_gui.main_window import MainWindow
from pagewake_gui.translation import Translation


def typed(qtbot: Any, window: MainWindow, text: str) -> tuple[Palette, list[str]]:
    """What is listed of backups, by id."""
    palette = Palette(window.context, window)
    palette.show()
    qtbot.keyClicks(palette.field, text)
    marks = ("Backup ", "Sicherung ")
    return palette, [one.text.split()[-1] for one in palette.entries if one.text.startswith(marks)]


def by_type(window: MainWindow, type_: str) -> list[str]:
    snapshot = window.context.workspace.snapshot
    assert snapshot is not None
    backups = snapshot.sources[0].timeline.backups
    return [one.id for one in reversed(backups) if one.type.value == type_]


def test_a_type_and_words_that_mean_nothing(qtbot: Any, open_window: MainWindow) -> None:
    palette, ids = typed(qtbot, open_window, "incremental")
    assert ids == by_type(open_window, "incremental") and len(ids) > 1
    (entry,) = [one for one in palette.entries if one.text == f"Backup {ids[0]}"]
    assert "● incremental" in entry.detail
    palette.close()
    palette, ids = typed(qtbot, open_window, "full nonsense")
    assert ids == []
    palette.close()


def test_return_leads_to_it(qtbot: Any, open_window: MainWindow) -> None:
    (full,) = by_type(open_window, "full")
    palette, ids = typed(qtbot, open_window, "full not verified")
    if not ids:  # the demo verified it
        palette.close()
        palette, ids = typed(qtbot, open_window, "full verified")
    assert ids == [full]
    texts = [palette.list.item(n).text() for n in range(palette.list.count())]
    palette.list.setCurrentRow(texts.index(f"Backup {full}"))
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: open_window.page == "backups", timeout=WAIT_MS)
    assert open_window.context.selection.now.backups == (full,)


def test_commands_come_before_many_backups(qtbot: Any, open_window: MainWindow) -> None:
    palette, ids = typed(qtbot, open_window, "ver")
    texts = [one.text for one in palette.entries]
    assert ids, "verified ones, or not verified ones"
    first = min(texts.index(f"Backup {one}") for one in ids)
    assert any(text.startswith("Verify") for text in texts[:first])
    palette.close()


@pytest.fixture
def german(qapp: Any) -> Any:
    translation = Translation(qapp, "de")
    yield
    translation.remove()


def test_in_german(qtbot: Any, open_window: MainWindow, german: None) -> None:
    palette, ids = typed(qtbot, open_window, "inkrementell")
    assert ids == by_type(open_window, "incremental")
    palette.close()
