"""PostgreSQL under a policy, by clicks: put into the trash, brought back, removed for good; what is left is whole."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.reading import LEFT, go_to, settle, table
from tests.gui.restoring import next_step
from tests.gui.shop import Shop
from tests.gui.test_shop_restore import by_name, by_xid, comes_up_as, opened, rig, to_the_end
from tests.gui.test_shop_work import verify
from tests.postgres.servers import Rig

from pagewake.desk.journal import Standing
from pagewake_gui.dialogs.prune import PruneDialog
from pagewake_gui.main_window import MainWindow

__all__ = ["rig"]

pytestmark = pytest.mark.timeout(300)
KEPT = {"after the gap", "promoted"}
"""Under a policy that keeps one full backup: the newest full one, and the newest of all."""


def strict(qtbot: Any, window: MainWindow) -> Any:
    """Write that policy into the fields of the page."""
    view = go_to(qtbot, window, Qt.Key.Key_8, "retention")
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
    settle(qtbot, window)
    return view


def expire(qtbot: Any, window: MainWindow, gone: int) -> Any:
    """Put what the policy does not keep into the trash, and say yes."""
    view = strict(qtbot, window)
    qtbot.waitUntil(lambda: view.plan is not None and len(view.plan.expired) == gone, timeout=WAIT_MS)
    qtbot.mouseClick(view.expire, LEFT)
    qtbot.mouseClick(view._confirm.button, LEFT)
    settle(qtbot, window)
    return view


def timeline(window: MainWindow) -> Any:
    assert window.context.workspace.snapshot is not None
    return window.context.workspace.snapshot.sources[0].timeline


def files(directory: Path, name: str) -> int:
    with by_the_test():
        return sum(path.stat().st_size for path in (directory / name).rglob("*") if path.is_file())


def test_what_a_policy_removed_is_brought_back_or_gone_for_good(
    qtbot: Any, shop: Shop, shop_window: MainWindow, shop_repository: Path
) -> None:
    truth = shop.truth
    before = timeline(shop_window).windows
    kept = {truth.backups[name] for name in KEPT}
    gone = set(truth.backups.values()) - kept
    view = expire(qtbot, shop_window, len(gone))
    assert set(timeline(shop_window).trash) == gone
    assert timeline(shop_window).windows != before
    assert view.tabs.tabText(1) == f"Trash ({len(gone)})"
    view.tabs.setCurrentIndex(1)
    qtbot.mouseClick(view.trash.undelete_all, LEFT)
    settle(qtbot, shop_window)
    assert timeline(shop_window).trash == {} and timeline(shop_window).windows == before

    view.tabs.setCurrentIndex(0)
    expire(qtbot, shop_window, len(gone))
    packs, wal = files(shop_repository, "packs"), files(shop_repository, "wal")
    view.tabs.setCurrentIndex(1)
    qtbot.mouseClick(view.trash.prune, LEFT)
    dialog: Any = shop_window.work.dialog
    assert isinstance(dialog, PruneDialog)
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=WAIT_MS)
    dialog.everything.click()
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=WAIT_MS)
    assert dict(dialog.facts.shown)["Removed for good"].startswith(f"{len(gone)} backup(s) and")
    qtbot.keyClicks(dialog.typed, "purge")
    qtbot.mouseClick(dialog.start, LEFT)
    settle(qtbot, shop_window)
    assert {one.id for one in timeline(shop_window).backups} == kept
    assert files(shop_repository, "wal") < wal and files(shop_repository, "packs") <= packs
    assert not any(id in path.name for id in gone for path in found(shop_repository))

    # What is left is whole, and no page tells of a gap that lies before all of it.
    verify(qtbot, shop_window, 1)
    record = shop_window.context.workspace.snapshot.evidence[-1]  # type: ignore[union-attr]
    assert record.ok and set(record.backups) == kept
    points = {one.name for one in timeline(shop_window).restore_points}
    assert {"quarter end", "after the promotion"} <= points
    # The newest job first: each with what it was about, how it ended, its command and its log.
    jobs = go_to(qtbot, shop_window, Qt.Key.Key_9, "jobs")
    entries = shop_window.context.jobs.entries()
    assert [one.kind for one in entries] == ["verify", "prune", "expire", "undelete", "expire"]
    assert {one.standing for one in entries} == {Standing.DONE}
    rows = table(jobs.rows.model)
    assert len(rows) == 5 and all(row["state"] == "● done" for row in rows)
    assert [one.command.split()[1] for one in entries] == [one.kind for one in entries]
    for entry in entries:
        jobs.bring(entry.id)
        assert jobs.detail.log.model.rowCount() > 0, entry.kind


def found(directory: Path) -> list[Path]:
    with by_the_test():
        return list(directory.rglob("*"))


@pytest.mark.torture
def test_after_a_removal_every_kept_moment_comes_back_and_what_is_gone_is_not_promised(
    qtbot: Any, shop: Shop, shop_window: MainWindow, rig: Rig, shop_repository: Path
) -> None:
    instants = shop.truth.instants
    view = expire(qtbot, shop_window, len(shop.truth.backups) - len(KEPT))
    qtbot.mouseClick(view.trash.prune, LEFT)
    dialog: Any = shop_window.work.dialog
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=WAIT_MS)
    dialog.everything.click()
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=WAIT_MS)
    qtbot.keyClicks(dialog.typed, "purge")
    qtbot.mouseClick(dialog.start, LEFT)
    settle(qtbot, shop_window)

    wizard = opened(qtbot, shop_window)
    by_xid(qtbot, wizard, instants["before the mistake"])
    qtbot.mouseClick(wizard.next, LEFT)
    if wizard.step.name == "plan":
        qtbot.waitUntil(lambda: not shop_window.context.bridge.busy, timeout=WAIT_MS)
    assert wizard.draft.prepared is None and not wizard.next.isEnabled()
    wizard.close()
    for name in ("quarter end", "lost after the promotion", "after the promotion"):
        wizard = opened(qtbot, shop_window)
        by_name(qtbot, wizard, instants[name])
        with by_the_test():
            out, away = rig.directory("out"), rig.directory("away")
        next_step(qtbot, wizard, "plan")
        next_step(qtbot, wizard, "destination")
        to_the_end(qtbot, wizard, out, away)
        assert wizard.result_step.state.text() == "● Restored and proven"
        comes_up_as(rig, shop, out, instants[name])
        wizard.close()
        with by_the_test():
            shutil.rmtree(out)
