"""The matrix of verifications: its cells, the verdict of the overview and the history tell of the same records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake.insight.matrix import Check, Result
from pagewake.insight.verdict import Verdict
from pagewake_gui.main_window import MainWindow
from pagewake_gui.theme import DARK
from pagewake_gui.views.verification import VerificationView


def verify(qtbot: Any, window: MainWindow, level: str = "data") -> None:
    window.work.start_verify((), level, None)
    qtbot.waitUntil(
        lambda: not window.context.jobs.active and not window.context.bridge.busy, timeout=WAIT_MS
    )


@pytest.fixture
def view(open_window: MainWindow) -> VerificationView:
    open_window.open_page("verification")
    made = open_window.view("verification")
    assert isinstance(made, VerificationView)
    return made


def damage(repository: Path) -> None:
    with by_the_test():
        packs = [path for path in (repository / "packs").rglob("*") if path.is_file()]
        newest = max(packs, key=lambda path: path.stat().st_mtime_ns)
        content = bytearray(newest.read_bytes())
        content[len(content) // 3] ^= 0xFF
        newest.write_bytes(bytes(content))


def shown(view: VerificationView, row: int, check: Check) -> str:
    return str(view.matrix.model.index(row, 2 + list(Check).index(check)).data())


def test_what_was_never_verified_says_so(view: VerificationView) -> None:
    assert view.matrix.model.rowCount() == 5
    assert shown(view, 0, Check.RESTORE) == "○ never"
    assert shown(view, 0, Check.WAL) == "● good, now" or "good" in shown(view, 0, Check.WAL)


def test_a_verification_fills_the_cells_that_it_includes(qtbot: Any, view: VerificationView) -> None:
    window = view.window()
    assert isinstance(window, MainWindow)
    verify(qtbot, window)
    assert shown(view, 0, Check.DATA).startswith("● good")
    assert shown(view, 0, Check.RESTORE) == "○ never"
    assert view.summary.text() == "● Every backup was read within 30 days"
    newest = window.context.workspace.snapshot.evidence[-1]  # type: ignore[union-attr]
    view.matrix.table.selectRow(0)
    assert newest.id in view.detail.text()
    assert view.history.model.value(0, view.history.model.columnCount() - 1) == newest.id


def test_damage_speaks_against_the_backup_that_has_it_and_no_other(
    qtbot: Any, view: VerificationView, repository_directory: Path
) -> None:
    window = view.window()
    assert isinstance(window, MainWindow)
    damage(repository_directory)
    verify(qtbot, window)
    bad = [id for id, cells in view._cells.items() if Result.BAD in {cell.result for cell in cells.values()}]
    record = window.context.workspace.snapshot.evidence[-1]  # type: ignore[union-attr]
    assert bad == list(record.damaged or ())
    assert 0 < len(bad) < 5
    overview = window.context.workspace.snapshot.sources[0].overview  # type: ignore[union-attr]
    assert (overview.damaged, overview.verdict) == (len(bad), Verdict.AT_RISK)
    assert view.summary.text().startswith("■ Something is wrong")
    assert view.findings.model.rowCount() == len(record.findings)
    view.history.table.selectRow(0)
    assert window.context.selection.now.backups == tuple(bad), "the record leads to what it found"
    assert "chunk-damaged" in view.detail.text() or "backup-unreadable" in view.detail.text()


def test_the_filter_of_age_shows_what_nobody_has_read(qtbot: Any, view: VerificationView) -> None:
    window = view.window()
    assert isinstance(window, MainWindow)
    view.days.setCurrentIndex(view.days.findData(30))
    before = view.matrix.model.rowCount()
    verify(qtbot, window)
    assert view.matrix.model.rowCount() == 0 <= before
    view.bring(view._backups[0].id)
    assert view.days.currentData() == 0 and view.matrix.model.rowCount() == 5


def test_keys_select_and_a_refresh_keeps_the_selection(qtbot: Any, view: VerificationView) -> None:
    window = view.window()
    assert isinstance(window, MainWindow)
    table = view.matrix.table
    table.setFocus()
    table.setCurrentIndex(view.matrix.model.index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Down)
    chosen = window.context.selection.now.backups
    assert chosen == (view._backups[-2].id,)
    verify(qtbot, window, "structure")
    assert window.context.selection.now.backups == chosen
    assert [view._shown[row].id for row in table.selected()] == list(chosen)
    window.context.appearance.change(theme=DARK)
    assert [view._shown[row].id for row in table.selected()] == list(chosen)


def test_the_models_hold(qtmodeltester: Any, view: VerificationView) -> None:
    for rows in (view.matrix, view.findings, view.history):
        qtmodeltester.check(rows.model)


def test_without_a_backup_there_is_one_thing_to_do(window: MainWindow) -> None:
    view = window.view("verification")
    assert isinstance(view, VerificationView)
    assert not view._empty.isHidden() and view._parts.isHidden()
    assert [one.text() for one in view._empty.buttons] == ["Take a backup"]
