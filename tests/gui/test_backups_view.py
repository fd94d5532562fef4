"""The table of backups: the state that verifications give them, the order, the rules that keep them, the menu."""

from __future__ import annotations

import shlex
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake.cli.entry import run as pagewake
from pagewake_gui.main_window import MainWindow
from pagewake_gui.views.backups import BackupsView


def backups_of(window: MainWindow) -> BackupsView:
    window.open_page("backups")
    view = window.view("backups")
    assert isinstance(view, BackupsView)
    return view


def column(view: BackupsView, name: str) -> list[str]:
    number = [one.name for one in view.rows.model.columns].index(name)
    return [str(view.rows.model.index(row, number).data()) for row in range(view.rows.model.rowCount())]


def test_the_newest_is_on_top_and_the_rules_say_why_it_stays(qtbot: Any, open_window: MainWindow) -> None:
    view = backups_of(open_window)
    assert column(view, "started") == sorted(column(view, "started"), reverse=True)
    qtbot.waitUntil(lambda: all(column(view, "expiry")), timeout=WAIT_MS)
    assert column(view, "expiry")[0].startswith("the newest backup")
    assert len(column(view, "ratio")) == 5 and all(one.endswith("x") for one in column(view, "ratio"))


def test_the_state_is_what_verifications_say(qtbot: Any, open_window: MainWindow) -> None:
    view = backups_of(open_window)
    open_window.work.start_verify((), "data", None)
    qtbot.waitUntil(
        lambda: not open_window.context.jobs.active and not open_window.context.bridge.busy, timeout=WAIT_MS
    )
    assert set(column(view, "state")) == {"● verified"}
    assert all(one.startswith(("data, ", "restore, ")) for one in column(view, "verified"))


def test_a_selection_made_elsewhere_is_there_when_the_page_is_first_shown(open_window: MainWindow) -> None:
    snapshot = open_window.context.workspace.snapshot
    assert snapshot is not None
    wanted = snapshot.sources[0].timeline.backups[1].id
    open_window.context.selection.change(None, backups=(wanted,))
    view = backups_of(open_window)
    assert [view._backups[row].id for row in view.rows.table.selected()] == [wanted]
    assert view.summary.text().startswith("1 backup(s) selected")


def test_the_menu_copies_what_can_be_pasted(open_window: MainWindow) -> None:
    view, menu = backups_of(open_window), QMenu()
    view._fill_menu(menu, [0])
    texts = {action.text(): action for action in menu.actions()}
    assert "Verify" in texts
    texts["Copy command to restore"].trigger()
    command = QGuiApplication.clipboard().text()
    assert command.startswith("pagewake restore --repo") and command.endswith("--immediate --dry-run")
    with by_the_test():
        assert pagewake([*shlex.split(command)[1:], "--quiet"]) == 0, "as it is"
    texts["Copy id"].trigger()
    assert QGuiApplication.clipboard().text() == view._backups[0].id
    menu.deleteLater()


def test_an_empty_repository_offers_the_first_backup(window: MainWindow) -> None:
    view = backups_of(window)
    assert view.rows.isHidden() and not view._empty.isHidden()


def test_the_model_holds(qtmodeltester: Any, open_window: MainWindow) -> None:
    qtmodeltester.check(backups_of(open_window).rows.model)
