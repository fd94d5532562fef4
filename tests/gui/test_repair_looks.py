"""The windows for checking and repairing on a small screen, in German: nothing cut off or too small."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import TimeoutError as QtBotTimeout
from tests.gui.conftest import WAIT_MS
from tests.gui.pseudo import clipped
from tests.gui.test_looks import spoken, too_small
from tests.gui.test_page_repair import FILE, database, spoil
from tests.gui.test_repository_check import spoil_largest_pack

from pagewake_gui.main_window import MainWindow
from pagewake_gui.translation import Translation
from pagewake_gui.wizards.check.window import CheckWindow
from pagewake_gui.wizards.page_repair.proposal import Proposal
from pagewake_gui.wizards.page_repair.undo_window import UndoWindow
from pagewake_gui.wizards.page_repair.window import PageRepairWindow

__all__ = ["database", "spoken"]
SMALL = (900, 640)


@pytest.fixture
def language(qapp: QApplication) -> Iterator[str]:
    """German: its words are the longer ones."""
    translation = Translation(qapp, "de")
    yield "de"
    translation.remove()
    Translation(qapp, "en").remove()


def wrong(qtbot: Any, window: MainWindow, shown: QWidget, step: str) -> Iterator[tuple[str, ...]]:
    context = window.context
    qtbot.waitUntil(lambda: not context.bridge.busy and not context.jobs.active, timeout=WAIT_MS)

    def found() -> list[tuple[str, str]]:
        return [*clipped(shown), *too_small(shown)]

    with suppress(QtBotTimeout):  # what is laid out anew is right a moment later
        qtbot.waitUntil(lambda: not found(), timeout=WAIT_MS)
    for one in found():
        yield (step, *map(str, one))


def test_every_step_fits(qtbot: Any, spoken: MainWindow, database: Path, repository_directory: Path) -> None:
    found: list[tuple[str, ...]] = []
    spoil(database, 3)
    repair = spoken.repairs.repair(Proposal("ledger", {FILE: (3, 4)}, database=str(database)))
    assert isinstance(repair, PageRepairWindow)
    repair.resize(*SMALL)
    found += wrong(qtbot, spoken, repair, "pages")
    repair.advance()
    found += wrong(qtbot, spoken, repair, "plan")
    repair.plan.typed.setText("ledger")
    repair.advance()
    found += wrong(qtbot, spoken, repair, "repaired")
    assert repair.step is repair.result
    assert repair.result.report is not None
    undo = spoken.repairs.take_back(repair.result.report.saved)
    repair.close()
    assert isinstance(undo, UndoWindow)
    undo.resize(*SMALL)
    found += wrong(qtbot, spoken, undo, "saved")
    undo.advance()
    found += wrong(qtbot, spoken, undo, "undo")
    undo.plan.typed.setText("ledger")
    undo.advance()
    found += wrong(qtbot, spoken, undo, "undone")
    assert undo.step is undo.result
    undo.close()
    spoil_largest_pack(repository_directory)
    check = spoken.repairs.check()
    assert isinstance(check, CheckWindow)
    check.resize(*SMALL)
    check.scope.data.setChecked(True)
    found += wrong(qtbot, spoken, check, "scope")
    check.advance()
    found += wrong(qtbot, spoken, check, "found")
    check.found.tabs.setCurrentIndex(1)
    found += wrong(qtbot, spoken, check, "lost")
    check.advance()
    found += wrong(qtbot, spoken, check, "mend")
    check.mend.typed.setText("repair")
    check.advance()
    found += wrong(qtbot, spoken, check, "result")
    assert check.step is check.result
    check.close()
    assert not found, "\n".join(map(str, found))
