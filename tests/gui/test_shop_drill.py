"""PostgreSQL is proven in the window: a drill by the wizard, a verification by restoring, and the report about both."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.reading import CONTROL, LEFT, go_to, press, settle, table
from tests.gui.restoring import next_step, shown, write
from tests.gui.shop import SEGMENT, Shop
from tests.gui.test_shop_restore import LONG_MS, by_name, rig
from tests.gui.test_shop_work import SHIFT, cell, row_of
from tests.postgres.servers import Rig

from pagewake.desk.journal import Standing
from pagewake.lsn import LsnStyle
from pagewake_gui.dialogs.verify import VerifyDialog
from pagewake_gui.main_window import MainWindow

__all__ = ["rig"]

pytestmark = pytest.mark.timeout(300)


def evidence(window: MainWindow) -> Any:
    """What was put on record last."""
    assert window.context.workspace.snapshot is not None
    return window.context.workspace.snapshot.evidence[-1]


def test_a_drill_by_the_wizard_is_proven_and_the_report_tells_of_it(
    qtbot: Any, shop: Shop, shop_window: MainWindow, rig: Rig, tmp_path: Path
) -> None:
    truth, instant = shop.truth, shop.truth.instants["release 4.2"]
    with by_the_test():
        scratch = rig.directory("scratch")
    shop_window.context.actions.get("restore.drill").trigger()
    wizard: Any = shop_window.restores.last
    assert wizard.windowTitle() == "Restore drill - Pagewake"
    next_step(qtbot, wizard, "target")
    tabs, way = wizard.target_step.tabs, wizard.target_step.ways["name"]
    qtbot.mouseClick(tabs.tabBar(), LEFT, pos=tabs.tabBar().tabRect(tabs.indexOf(way)).center())
    by_name(qtbot, wizard, instant)
    next_step(qtbot, wizard, "plan")
    next_step(qtbot, wizard, "destination")
    write(qtbot, wizard.destination_step.directory, str(scratch))
    fields = wizard.destination_step.part_fields.values()
    assert not any(one.isVisible() for one in fields), "a drill keeps tablespaces below its own directory"
    next_step(qtbot, wizard, "options")
    assert wizard.options_step.prove.isChecked() and not wizard.options_step.prove.isEnabled()
    next_step(qtbot, wizard, "review")
    assert f"--drill --scratch {scratch}" in wizard.draft.command
    qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT_MS)
    qtbot.mouseClick(wizard.next, LEFT)
    qtbot.waitUntil(lambda: wizard.step.name == "result", timeout=LONG_MS)
    step = wizard.result_step
    assert step.state.text() == "● The drill succeeded: this backup can be restored", shown(step)
    assert "on timeline 1" in shown(step.facts)
    with by_the_test():
        assert list(scratch.iterdir()) == []
    settle(qtbot, shop_window)
    record = evidence(shop_window)
    assert (record.level, record.ok, record.backups) == ("drill", True, (truth.backups["first"],))
    assert "release 4.2" in record.target
    wizard.close()

    shop_window.work.write_report(tmp_path / "report.pdf")
    settle(qtbot, shop_window)
    said = pdf_text(tmp_path / "report.pdf")
    first, last = (int(name[16:], 16) for name in (truth.lost[0], truth.lost[-1]))
    for text in (
        truth.system_identifier,
        LsnStyle.HALVES.text(first * SEGMENT),
        LsnStyle.HALVES.text((last + 1) * SEGMENT),
        f"● good {record.started:%Y-%m-%d}",
        *truth.backups.values(),
    ):
        assert re.sub(r"\s", "", text) in said, text


def pdf_text(path: Path) -> str:
    """What a PDF says to another program, without the breaks of lines."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("not installed (Debian): poppler-utils")
    with by_the_test():
        done = subprocess.run([program, str(path), "-"], capture_output=True, text=True, check=True)
    return re.sub(r"\s", "", done.stdout)


@pytest.mark.torture
def test_backups_are_verified_by_restoring_them_and_a_damaged_one_is_found(
    qtbot: Any, shop: Shop, shop_window: MainWindow, rig: Rig, shop_repository: Path
) -> None:
    truth = shop.truth
    with by_the_test():
        scratch = rig.directory("scratch")
    view = go_to(qtbot, shop_window, Qt.Key.Key_6, "verification")
    chosen = [truth.backups[name] for name in ("third", "promoted")]
    for id, modifier in zip(chosen, (Qt.KeyboardModifier.NoModifier, CONTROL), strict=True):
        at = cell(view.matrix, row_of(view.matrix, "id", id))
        qtbot.mouseClick(view.matrix.table.viewport(), LEFT, modifier, at)
    assert verified(qtbot, shop_window, scratch) == Standing.DONE
    record = evidence(shop_window)
    assert (record.level, record.ok, set(record.backups)) == ("restore", True, set(chosen))
    rows = {row["id"]: row for row in table(view.matrix.model)}
    assert {id for id, row in rows.items() if row["restore"].startswith("● good")} == set(chosen)
    with by_the_test():
        assert list(scratch.iterdir()) == []
        newest = max(
            (path for path in (shop_repository / "packs").rglob("*") if path.is_file()),
            key=lambda path: path.stat().st_mtime_ns,
        )
        content = bytearray(newest.read_bytes())
        content[len(content) // 3] ^= 0xFF
        newest.write_bytes(bytes(content))
    assert verified(qtbot, shop_window, scratch) == Standing.DONE
    record = evidence(shop_window)
    assert not record.ok and set(record.damaged) <= set(chosen) and record.damaged
    rows = {row["id"]: row for row in table(view.matrix.model)}
    assert {id for id, row in rows.items() if row["restore"].startswith("■")} == set(record.damaged)
    with by_the_test():
        assert list(scratch.iterdir()) == []


def verified(qtbot: Any, window: MainWindow, scratch: Path) -> Standing:
    """Restore what is selected, by the key and the buttons of the dialog; how the job ended."""
    press(qtbot, window, Qt.Key.Key_V, CONTROL | SHIFT)
    dialog = window.work.dialog
    assert isinstance(dialog, VerifyDialog)
    deep = dialog.levels.button(2)
    qtbot.mouseClick(deep, LEFT, pos=QPoint(8, deep.height() // 2))
    write(qtbot, dialog.scratch, str(scratch))
    assert dialog.command().endswith(f"--level restore --scratch {scratch}")
    qtbot.mouseClick(dialog.start, LEFT)
    settle(qtbot, window, 240_000)
    return window.context.jobs.entries()[0].standing
