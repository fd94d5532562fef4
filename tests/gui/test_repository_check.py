"""The check of the repository by clicks: what is found, whom it hurts, the plan of a repair, what is left."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake.checking import run
from pagewake.checking.look import look
from pagewake.checking.run import Outcome, run_check
from pagewake.desk.checking import check_document
from pagewake.desk.journal import Standing
from pagewake.desk.places import RepositoryPlace
from pagewake.desk.sources import engine_named
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore
from pagewake_gui.main_window import MainWindow
from pagewake_gui.theme import DARK
from pagewake_gui.wizards.check.window import CheckWindow
from pagewake_gui.workspace import State

LEFT = Qt.MouseButton.LeftButton


def opened(window: MainWindow) -> CheckWindow:
    window.context.actions.get("repository.check").trigger()
    made = window.repairs.open_windows[-1]
    assert isinstance(made, CheckWindow)
    return made


def wait_for_end(qtbot: Any, window: MainWindow) -> None:
    context = window.context
    qtbot.waitUntil(lambda: not context.jobs.active and not context.bridge.busy, timeout=WAIT_MS)


def go_on(qtbot: Any, window: MainWindow, made: CheckWindow) -> None:
    assert made.next_button.isEnabled(), made.reason.text()
    qtbot.mouseClick(made.next_button, LEFT)
    wait_for_end(qtbot, window)


def spoil_largest_pack(repository: Path) -> str:
    """Change a byte in the middle of the largest pack; returns its name."""
    with by_the_test():
        pack = max((path for path in (repository / "packs").rglob("*") if path.is_file()), key=_size)
        content = bytearray(pack.read_bytes())
        content[len(content) // 3] ^= 0xFF
        pack.chmod(0o644)
        pack.write_bytes(content)
    return pack.name


def _size(path: Path) -> int:
    return path.stat().st_size


def test_a_sound_repository(qtbot: Any, open_window: MainWindow, repository_directory: Path) -> None:
    made = opened(open_window)
    assert opened(open_window) is made, "one window, brought forward"
    assert made.command() == f"pagewake repo check {repository_directory}"
    qtbot.mouseClick(made.scope.data, LEFT, pos=QPoint(8, 8))  # at its mark
    assert made.scope.data.isChecked() and made.command().endswith(" --data")
    go_on(qtbot, open_window, made)
    report = made.found.report
    assert made.step is made.found and report is not None and report.outcome is Outcome.SOUND and report.data
    assert "Everything is sound" in made.found.state.text() and "Every byte" in made.found.meaning.text()
    assert not made.found.tabs.isVisible() and made.next_button.text() == "Close"
    (entry,) = open_window.context.jobs.entries()
    assert (entry.kind, entry.standing, entry.command) == ("check", Standing.DONE, made.command())
    qtbot.keyClick(made, Qt.Key.Key_Return)
    assert not made.isVisible()


def test_damage_is_shown_repaired_and_what_is_left_is_said(
    qtbot: Any, qtmodeltester: Any, open_window: MainWindow, repository_directory: Path
) -> None:
    pack = spoil_largest_pack(repository_directory)
    made = opened(open_window)
    made.scope.data.setChecked(True)
    go_on(qtbot, open_window, made)
    found = made.found.report
    assert made.step is made.found and found is not None and found.outcome is Outcome.DAMAGED
    assert "Damage was found" in made.found.state.text()
    codes = [one.code for one in found.findings]
    assert made.found.findings.model.rowCount() == len(codes) > 0
    assert any(pack in one.object_name for one in found.findings)
    lost = made.found.lost.model
    assert lost.rowCount() > 0 and {lost.value(at, 0) for at in range(lost.rowCount())} == {
        one.backup for one in found.affected
    }
    qtmodeltester.check(lost)
    qtmodeltester.check(made.found.findings.model)
    document = json.loads(made.found.content("json"))
    with by_the_test():
        repository = Repository.open(LocalStore(repository_directory))
        again = run_check(repository, engine_named, Job(), data=True, dry_run=True)
    assert document["affected"] == check_document(again, "")["affected"] and document["outcome"] == "damaged"
    assert made.found.content("findings").count(b"\n") == len(codes) + 1
    assert made.found.full.isVisible()
    assert made.next_button.text() == "Repair..."
    qtbot.mouseClick(made.next_button, LEFT)
    assert made.step is made.mend and made.command().endswith("--data --repair")
    assert made.mend.model.rowCount() == len(found.steps) > 0
    assert not made.next_button.isEnabled() and "Type repair" in made.reason.text()
    qtbot.keyClicks(made.mend.typed, "repair")
    go_on(qtbot, open_window, made)
    report = made.result.report
    assert made.step is made.result and report is not None and report.repaired
    assert report.outcome is Outcome.DAMAGE_LEFT and "damage is left" in made.result.state.text()
    assert made.result.steps.model.rowCount() == len(report.steps) > 0
    assert any(pack in key for key in report.quarantine)
    assert ("In quarantine" in dict(made.result.facts.shown)) and "full backup" in made.result.meaning.text()
    assert [entry.kind for entry in open_window.context.jobs.entries()] == ["repair", "check"]
    made.close()


def test_read_only_shows_the_damage_and_why_nothing_can_be_repaired(
    qtbot: Any, window: MainWindow, repository_directory: Path
) -> None:
    spoil_largest_pack(repository_directory)
    workspace = window.context.workspace
    workspace.read_only = True
    window.context.actions.set_read_only(True)
    workspace.open(RepositoryPlace(str(repository_directory)))
    qtbot.waitUntil(lambda: workspace.state is State.OPEN, timeout=WAIT_MS)
    before = names(repository_directory)
    made = opened(window)
    made.scope.data.setChecked(True)
    go_on(qtbot, window, made)
    assert made.found.findings.model.rowCount() > 0
    assert not made.next_button.isEnabled() and "read-only" in made.reason.text()
    assert names(repository_directory) == before
    made.close()


def names(directory: Path) -> list[str]:
    with by_the_test():
        return sorted(str(path) for path in directory.rglob("*") if path.is_file())


def test_a_cancelled_check_says_so_and_can_be_begun_again(
    qtbot: Any, open_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow_look(repository: Repository, engine_of: Any, job: Job, *, data: bool) -> Any:
        job.token.wait(WAIT_MS / 1000)
        return look(repository, engine_of, job, data=data)

    made = opened(open_window)
    made.scope.data.setChecked(True)
    monkeypatch.setattr(run, "look", slow_look)
    qtbot.mouseClick(made.next_button, LEFT)
    assert made.step is made.looking and made.looking.running
    assert not made.back_button.isEnabled() and not made.next_button.isEnabled()
    qtbot.mouseClick(made.looking.card.stop, LEFT)
    wait_for_end(qtbot, open_window)
    (entry,) = open_window.context.jobs.entries()
    assert entry.standing is Standing.CANCELLED and made.step is made.looking
    assert "cancelled" in made.reason.text() and made.back_button.isEnabled()
    monkeypatch.setattr(run, "look", look)
    qtbot.mouseClick(made.back_button, LEFT)
    assert made.step is made.scope
    go_on(qtbot, open_window, made)
    assert made.step is made.found
    open_window.context.appearance.change(theme=DARK)
    assert made.found.state.text()
    open_window.context.workspace.close()
    assert not made.isVisible(), "without the repository there is nothing to check"


def test_a_repair_that_is_refused_says_why(
    qtbot: Any, open_window: MainWindow, repository_directory: Path
) -> None:
    spoil_largest_pack(repository_directory)
    made = opened(open_window)
    made.scope.data.setChecked(True)
    go_on(qtbot, open_window, made)
    qtbot.mouseClick(made.next_button, LEFT)
    qtbot.keyClicks(made.mend.typed, "repair")
    with by_the_test():
        other = Repository.open(LocalStore(repository_directory))
        lock = other.lock("verify")
        lock.__enter__()
    try:
        go_on(qtbot, open_window, made)
    finally:
        with by_the_test():
            lock.__exit__(None, None, None)
    assert made.step is made.mending and "failed" in made.mending.card.state.text()
    assert made.back_button.isEnabled()
    qtbot.mouseClick(made.back_button, LEFT)
    assert made.step is made.mend
    made.close()


@pytest.mark.parametrize("page", ["settings", "verification"])
def test_it_is_begun_where_it_is_looked_for(qtbot: Any, open_window: MainWindow, page: str) -> None:
    from PySide6.QtWidgets import QPushButton

    open_window.open_page(page)
    buttons = [
        one
        for one in open_window.view(page).findChildren(QPushButton)
        if one.text() == "Check the repository..."
    ]
    assert len(buttons) == 1
    buttons[0].click()
    (made,) = open_window.repairs.open_windows
    assert isinstance(made, CheckWindow)
    open_window.close()
    assert not made.isVisible(), "it goes with the main window"
