"""Tags in the window: typed into the dialog, shown in the table and the details, found by filter and search."""

from __future__ import annotations

import shlex
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake.cli.entry import run as pagewake
from pagewake_gui.dialogs.palette import Palette
from pagewake_gui.dialogs.tags import TagsDialog
from pagewake_gui.main_window import MainWindow
from pagewake_gui.widgets.backup_details import BackupDetails

LEFT = Qt.MouseButton.LeftButton


def settle(qtbot: Any, window: MainWindow) -> None:
    qtbot.waitUntil(
        lambda: not window.context.jobs.active and not window.context.bridge.busy, timeout=WAIT_MS
    )


@pytest.fixture
def ids(open_window: MainWindow) -> list[str]:
    snapshot = open_window.context.workspace.snapshot
    assert snapshot is not None
    return [one.id for one in snapshot.sources[0].timeline.backups]


def open_dialog(window: MainWindow, *ids: str) -> TagsDialog:
    """The dialog, by way of the menu of the table."""
    window.open_page("backups")
    view: Any = window.view("backups")
    menu = QMenu()
    view._fill_menu(menu, [n for n, one in enumerate(view._backups) if one.id in ids])
    (action,) = [one for one in menu.actions() if one.text() == "Tags..."]
    action.trigger()
    menu.deleteLater()
    dialog = window.work.dialog
    assert isinstance(dialog, TagsDialog)
    return dialog


def type_over(qtbot: Any, dialog: TagsDialog, text: str) -> None:
    dialog.field.selectAll()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Delete)
    qtbot.keyClicks(dialog.field, text)


def save(qtbot: Any, window: MainWindow, dialog: TagsDialog, text: str) -> str:
    type_over(qtbot, dialog, text)
    command = dialog.command()
    qtbot.mouseClick(dialog.start, LEFT)
    settle(qtbot, window)
    return command


def tags(window: MainWindow) -> dict[str, tuple[str, ...]]:
    snapshot = window.context.workspace.snapshot
    assert snapshot is not None
    return dict(snapshot.sources[0].timeline.tags)


def test_they_are_typed_shown_and_found(qtbot: Any, open_window: MainWindow, ids: list[str]) -> None:
    save(qtbot, open_window, open_dialog(open_window, ids[1], ids[3]), "release 2, Audit")
    assert tags(open_window) == {ids[1]: ("Audit", "release 2"), ids[3]: ("Audit", "release 2")}
    view: Any = open_window.view("backups")
    number = [one.name for one in view.rows.model.columns].index("tags")
    assert sorted(view.rows.model.columns[number].values) == ["", "", "", *["Audit, release 2"] * 2]
    qtbot.keyClicks(view.rows.filter, "audit")
    assert view.rows.model.rowCount() == 2
    view.rows.filter.clear()
    open_window.open_page("timeline")
    open_window.context.selection.change(None, backups=(ids[1],))
    details = open_window.view("timeline").findChild(BackupDetails)
    assert details is not None
    assert any(one.text() == "Audit, release 2" for one in details.facts.findChildren(QLabel))
    palette = Palette(open_window.context, open_window)
    qtbot.keyClicks(palette.field, "audit")
    found = [one for one in palette.entries if one.text.startswith("Backup ")]
    assert [one.text.removeprefix("Backup ") for one in found] == [ids[3], ids[1]]
    assert all("Audit, release 2" in one.detail for one in found)
    palette.close()


def test_several_show_what_they_share_and_the_command_does_the_same(
    qtbot: Any, open_window: MainWindow, ids: list[str]
) -> None:
    save(qtbot, open_window, open_dialog(open_window, ids[0], ids[1]), "a, b")
    save(qtbot, open_window, open_dialog(open_window, ids[0]), "a, b, c")
    dialog = open_dialog(open_window, ids[0], ids[1])
    assert dialog.field.text() == "a, b"
    assert any(one.text() == "c" for one in dialog.findChildren(QLabel)), "what not all of them have"
    type_over(qtbot, dialog, "b, d e")
    command = dialog.line.text()
    dialog.reject()
    with by_the_test():
        assert pagewake([*shlex.split(command)[1:], "--quiet"]) == 0, command
    open_window.context.workspace.refresh()
    settle(qtbot, open_window)
    assert tags(open_window) == {ids[0]: ("b", "c", "d e"), ids[1]: ("b", "d e")}


def test_it_says_why_it_cannot_be_saved(qtbot: Any, open_window: MainWindow, ids: list[str]) -> None:
    dialog = open_dialog(open_window, ids[0])
    assert "Nothing is changed" in dialog.why_not.text()
    type_over(qtbot, dialog, "x" * 65)
    assert "more than 64 characters" in dialog.why_not.text()
    assert not dialog.start.isEnabled()
    type_over(qtbot, dialog, "fine,, ")
    assert dialog.start.isEnabled()
    assert dialog.changes() == (["fine"], [])
    dialog.reject()


def test_a_read_only_window_refuses_and_says_why(open_window: MainWindow, ids: list[str]) -> None:
    actions = open_window.context.actions
    open_window.context.selection.change(None, backups=(ids[0],))
    assert actions.get("backup.tags").isEnabled()
    actions.set_read_only(True)
    assert not actions.get("backup.tags").isEnabled()
    assert "read-only" in actions.reason("backup.tags")


def test_tags_that_another_one_gave_are_news(qtbot: Any, open_window: MainWindow, ids: list[str]) -> None:
    workspace = open_window.context.workspace
    assert workspace.place is not None
    with by_the_test():
        assert pagewake(["tag", ids[0], "--repo", workspace.place.location, "--add", "x", "--quiet"]) == 0
    with qtbot.waitSignal(workspace.stale, timeout=WAIT_MS, check_params_cb=bool):
        workspace._look()
