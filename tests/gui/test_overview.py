"""The overview: the verdict and every figure of a source, each a link to what explains it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake.demo.ledger import Ledger
from pagewake.desk.places import RepositoryPlace, SourcePlace
from pagewake.desk.work import back_up
from pagewake.jobs import Job
from pagewake.model import TargetKind
from pagewake_gui.dialogs.verify import VerifyDialog
from pagewake_gui.main_window import MainWindow
from pagewake_gui.theme import DARK
from pagewake_gui.views.overview_figures import Figures
from pagewake_gui.workspace import State


def texts(window: MainWindow) -> str:
    view = window.view("overview")
    return "\n".join(one.text() for one in view.findChildren(QLabel) + view.findChildren(QPushButton))


def figure(window: MainWindow, page: str) -> QPushButton:
    found = window.view("overview").findChild(QPushButton, f"figure.{page}")
    assert found is not None
    return found


def test_a_source_is_told_in_one_card(open_window: MainWindow) -> None:
    view: Any = open_window.view("overview")
    assert list(view.cards) == ["ledger"]
    shown = texts(open_window)
    assert "● Healthy" in shown
    assert "1 full, 1 differential, 3 incremental" in shown
    assert "All is well." in shown
    assert view.cards["ledger"].accessibleName().startswith("ledger: Healthy.")


def test_every_figure_leads_to_what_explains_it(qtbot: Any, open_window: MainWindow) -> None:
    def figures() -> list[QPushButton]:
        every = open_window.view("overview").findChildren(QPushButton)
        return [one for one in every if one.objectName().startswith("figure.")]

    titles = []
    for number in range(len(figures())):
        open_window.open_page("overview")
        link = figures()[number]
        titles.append(link.accessibleName().partition(":")[0])
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
        assert open_window.page == link.objectName().removeprefix("figure."), titles[-1]
        now = open_window.context.selection.now
        assert now.source == "ledger"
        if "restorable moment" in titles[-1]:
            assert now.target is not None and now.target.kind is TargetKind.TIME, "brought into sight there"
    assert titles == [
        "Newest restorable moment",
        "Oldest restorable moment",
        "Gaps",
        "Last proven restore",
        "Last good verification",
        "Backups",
        "Stored",
        "Next expiry",
    ]


def test_the_newest_moment_and_its_age_are_of_one_moment(open_window: MainWindow) -> None:
    """An idle database commits nothing: a backup of an hour later holds what was there an hour later."""
    context = open_window.context
    snapshot = context.workspace.snapshot
    assert snapshot is not None
    (state,) = snapshot.sources
    overview = state.overview
    assert overview.newest is not None and overview.newest.time is not None
    later = overview.newest.time + timedelta(hours=1)
    for until, shown in (
        (later, later),
        (overview.newest.time, overview.newest.time),
        (None, overview.newest.time),
    ):
        told = replace(state, overview=replace(overview, protected_until=until))
        newest = Figures(context, snapshot, {}).of(told, snapshot.taken)[0]
        assert newest.value == context.formats.moment(shown)


def test_what_can_be_done_is_not_grey_once_it_is_open(open_window: MainWindow) -> None:
    done = [
        one
        for one in open_window.view("overview").findChildren(QPushButton)
        if one.objectName().startswith("do.")
    ]
    assert {one.objectName() for one in done} >= {"do.verify.run", "do.backup.take"}
    assert [one.objectName() for one in done if not one.isEnabled()] == []
    open_window.context.actions.allow("verify.run", "Not now.")
    verify = next(one for one in done if one.objectName() == "do.verify.run")
    assert not verify.isEnabled()
    assert verify.toolTip() == "Not now."


def test_the_next_expiry_is_what_the_rules_say(qtbot: Any, open_window: MainWindow) -> None:
    link = figure(open_window, "retention")
    qtbot.waitUntil(lambda: link.text() == "nothing", timeout=WAIT_MS)
    assert link.accessibleName().startswith("Next expiry: nothing.")


def test_an_empty_repository_says_what_to_do(window: MainWindow) -> None:
    assert "holds no backup yet" in texts(window)


def test_another_theme_keeps_what_is_said(qtbot: Any, open_window: MainWindow) -> None:
    qtbot.waitUntil(lambda: figure(open_window, "retention").text() == "nothing", timeout=WAIT_MS)
    before = texts(open_window)
    open_window.context.appearance.change(theme=DARK)
    assert texts(open_window) == before


def test_the_one_step_leads_to_what_does_it(
    qtbot: Any, window: MainWindow, repository_directory: Path
) -> None:
    with by_the_test():
        for kept in ("evidence", "catalogue/evidence"):
            shutil.rmtree(repository_directory / kept, ignore_errors=True)
    window.context.workspace.open(RepositoryPlace(str(repository_directory)))
    qtbot.waitUntil(lambda: window.context.workspace.state is State.OPEN, timeout=WAIT_MS)
    assert "The content of no backup was ever verified." in texts(window)
    step = window.view("overview").findChild(QPushButton, "do.verify.run")
    assert step is not None and step.text() == "Verify now" and step.property("role") == "primary"
    qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
    dialog = window.work.dialog
    snapshot = window.context.workspace.snapshot
    assert isinstance(dialog, VerifyDialog) and snapshot is not None
    assert dialog.backups == (snapshot.sources[0].timeline.backups[-1].id,), (
        "the step names the newest backup"
    )
    dialog.reject()


def test_several_sources_and_a_refresh_that_leaves_the_focus(
    qtbot: Any, open_window: MainWindow, tmp_path: Any
) -> None:
    context = open_window.context
    with by_the_test():
        ledger = Ledger(tmp_path / "shop", 20, seed=9)
        ledger.run(10, Job())
        ledger.close()
    figure(open_window, "backups").setFocus()
    done: list[Any] = []
    taking = back_up(SourcePlace("shop", str(tmp_path / "shop")), context.workspace.settings)
    context.workspace.query("take", taking, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=WAIT_MS)
    with qtbot.waitSignal(context.workspace.snapshot_changed, timeout=WAIT_MS):
        context.workspace.refresh()
    view: Any = open_window.view("overview")
    assert list(view.cards) == ["ledger", "shop"]
    assert figure(open_window, "backups").hasFocus()
