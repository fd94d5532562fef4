"""PostgreSQL in the pages of work: verify, report, compare, retention, jobs, and a window that may only look."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.reading import CONTROL, LEFT, go_to, halves, press, settle, table, texts
from tests.gui.shop import SEGMENT, Shop

from pagewake.desk.places import RepositoryPlace
from pagewake_gui.context import Context
from pagewake_gui.dialogs.verify import VerifyDialog
from pagewake_gui.main_window import MainWindow
from pagewake_gui.pages import PAGES
from pagewake_gui.views.compare import CompareWindow
from pagewake_gui.workspace import State

SHIFT = Qt.KeyboardModifier.ShiftModifier


def cell(rows: Any, row: int, column: int = 0) -> QPoint:
    found: QPoint = rows.table.visualRect(rows.model.index(row, column)).center()
    return found


def row_of(rows: Any, column: str, text: str) -> int:
    return [row[column] for row in table(rows.model)].index(text)


def verify(qtbot: Any, window: MainWindow, level: int) -> None:
    """By its key and the buttons of its dialog. `level` is the place of a button."""
    press(qtbot, window, Qt.Key.Key_V, CONTROL | SHIFT)
    dialog = window.work.dialog
    assert isinstance(dialog, VerifyDialog)
    qtbot.mouseClick(
        dialog.levels.button(level), LEFT, pos=QPoint(8, dialog.levels.button(level).height() // 2)
    )
    qtbot.mouseClick(dialog.start, LEFT)
    settle(qtbot, window, 240_000)


def test_backups_are_verified_and_the_report_tells_of_them_and_of_the_gap(
    qtbot: Any, shop: Shop, shop_window: MainWindow, tmp_path: Path
) -> None:
    truth = shop.truth
    view = go_to(qtbot, shop_window, Qt.Key.Key_6, "verification")
    rows = {row["id"]: row for row in table(view.matrix.model)}
    assert rows[truth.backups["second"]]["data"].startswith("● good")
    assert rows[truth.backups["third"]]["drill"].startswith("● good")
    assert rows[truth.backups["fifth"]]["data"] == "○ never"
    number = row_of(view.matrix, "id", truth.backups["third"])
    qtbot.mouseClick(view.matrix.table.viewport(), LEFT, pos=cell(view.matrix, number))
    assert "before the mistake" in view.detail.text(), "the drill says where it went"
    qtbot.keyClick(shop_window, Qt.Key.Key_Escape)
    shop_window.context.selection.clear()
    verify(qtbot, shop_window, 1)
    rows = {row["id"]: row for row in table(view.matrix.model)}
    assert all(row["data"].startswith("● good") for row in rows.values())
    record = shop_window.context.workspace.snapshot.evidence[-1]  # type: ignore[union-attr]
    assert (record.level, record.ok, set(record.backups)) == ("data", True, set(truth.backups.values()))
    jobs = go_to(qtbot, shop_window, Qt.Key.Key_9, "jobs")
    assert jobs.rows.model.rowCount() == 1
    for name in ("report.json", "report.html"):
        shop_window.work.write_report(tmp_path / name)
    settle(qtbot, shop_window)
    with by_the_test():
        document = json.loads((tmp_path / "report.json").read_text())
        page = (tmp_path / "report.html").read_text()
    (source,) = document["sources"]
    assert (source["source"], source["engine"]) == ("shop", "postgres")
    first, last = (int(name[16:], 16) for name in (truth.lost[0], truth.lost[-1]))
    gap = (halves(first * SEGMENT), halves((last + 1) * SEGMENT))
    for text in (*gap, "never archived", truth.system_identifier, *truth.backups.values()):
        assert text in page, text


def test_two_backups_differ_by_what_was_done_between_them(
    qtbot: Any, shop: Shop, shop_window: MainWindow
) -> None:
    truth = shop.truth
    view = go_to(qtbot, shop_window, Qt.Key.Key_5, "backups")
    for modifier, name in ((Qt.KeyboardModifier.NoModifier, "third"), (CONTROL, "fourth")):
        at = cell(view.rows, row_of(view.rows, "id", truth.backups[name]))
        qtbot.mouseClick(view.rows.table.viewport(), LEFT, modifier, at)
    press(qtbot, shop_window, Qt.Key.Key_D, CONTROL | SHIFT)
    made: Any = next(one for one in QApplication.topLevelWidgets() if isinstance(one, CompareWindow))
    qtbot.waitUntil(lambda: made.found is not None, timeout=WAIT_MS)
    assert (made.before.currentData(), made.after.currentData()) == tuple(
        truth.backups[name] for name in ("third", "fourth")
    )
    rows = {row["name"]: row for row in table(made.rows.model)}
    changed = {name for name in rows if ".public." in name}
    # 500 orders came, and most customers went.
    assert {"orders.public.orders", "orders.public.orders_pkey", "orders.public.customers"} <= changed
    assert not {one for one in changed if one.startswith("audit.") or "old_orders" in one}
    customers = truth.relation("customers")
    assert int(rows["orders.public.customers"]["changed"]) == truth.deleted_from
    assert rows["orders.public.customers"]["key"] == customers.key
    qtbot.waitUntil(lambda: "later" in texts(made), timeout=WAIT_MS)
    assert "MiB" in texts(made).partition("WAL between")[2].splitlines()[1]
    made.close()
    settle(qtbot, shop_window)


def test_what_a_policy_removes_is_told_before_it_is_done(
    qtbot: Any, shop: Shop, shop_window: MainWindow
) -> None:
    view = go_to(qtbot, shop_window, Qt.Key.Key_8, "retention")
    qtbot.waitUntil(lambda: view.plan is not None, timeout=WAIT_MS)
    assert len(view.plan.expired) == 0
    for name in ("window", "keep_within"):
        box = view.editor._spans[name]
        box.setFocus()
        box.lineEdit().selectAll()
        qtbot.keyClicks(box.lineEdit(), "never")
        qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    for name in ("keep_full", "daily", "weekly", "monthly"):
        field = view.editor._counts[name]
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, "1" if name == "keep_full" else "0")
    kept = {"after the gap", "promoted"}  # the newest full one, and the newest of all
    expected = {id for name, id in shop.truth.backups.items() if name not in kept}
    settle(qtbot, shop_window)
    qtbot.waitUntil(lambda: {one.id for one in view.plan.expired} == expected, timeout=WAIT_MS)
    assert "of restorable time would be lost" in view.state.text()
    rows = {row["id"]: row["keep"] for row in table(view.rows.model)}
    assert {id for id, keep in rows.items() if keep.endswith("would go")} == expected
    assert "--keep-full 1" in view.copy.command


def content(directory: Path) -> dict[str, bytes]:
    with by_the_test():
        return {str(path): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def test_a_window_that_may_only_look_shows_every_page_and_changes_nothing(
    qtbot: Any, context: Context, shop_repository: Path
) -> None:
    before = content(shop_repository)
    context.workspace.read_only = True
    context.actions.set_read_only(True)
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.show()
    context.workspace.open(RepositoryPlace(str(shop_repository)))
    qtbot.waitUntil(lambda: context.workspace.state is State.OPEN, timeout=WAIT_MS)
    assert "read-only" in window.windowTitle()
    for number, page in enumerate(PAGES[:9]):
        view = go_to(qtbot, window, Qt.Key(Qt.Key.Key_1 + number), page.name)
        settle(qtbot, window)
        assert "Traceback" not in texts(view)
    for name in ("backup.take", "verify.run", "expire.run", "prune.run"):
        assert not context.actions.get(name).isEnabled() and "read-only" in context.actions.reason(name)
    assert content(shop_repository) == before
    window.close()
