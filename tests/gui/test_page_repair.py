"""Page repair by clicks: pointed at, tried dry, refused where it must be, repaired, and compared with the truth."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake.clock import now as clock_now
from pagewake.config import Settings
from pagewake.desk.journal import Standing
from pagewake.desk.places import RepositoryPlace, SourcePlace
from pagewake.desk.sources import engine_named
from pagewake.desk.work import back_up
from pagewake.engines.neuroquantum.database import Database
from pagewake.errors import PagewakeError
from pagewake.jobs import Job
from pagewake.model import Finding, RestoreTarget, Severity, TargetKind
from pagewake.repository.repository import Repository
from pagewake.restore import blocks
from pagewake.stores.local import LocalStore
from pagewake_gui.main_window import MainWindow
from pagewake_gui.selection import PageBrush
from pagewake_gui.theme import DARK
from pagewake_gui.views.heatmap import HeatmapView
from pagewake_gui.views.page_inspector import PageInspector
from pagewake_gui.views.verification import VerificationView
from pagewake_gui.widgets.backup_details import BackupDetails
from pagewake_gui.widgets.empty import EmptyState
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.widgets.place_menu import PlaceMenu, about_backups
from pagewake_gui.wizards.frame import WizardWindow
from pagewake_gui.wizards.page_repair.draft import proposal_of
from pagewake_gui.wizards.page_repair.proposal import Proposal
from pagewake_gui.wizards.page_repair.window import PageRepairWindow
from pagewake_gui.workspace import State

LEFT = Qt.MouseButton.LeftButton
FILE, PAGE = "data/ledger.db", 4096
_IN = QPoint(8, 8)
"""From the corner of a choice to its mark."""


@pytest.fixture
def database(demo_directory: Path, tmp_path: Path) -> Path:
    """A copy of the demo's database, closed, that a test may damage."""
    copy = tmp_path / "ledger"
    with by_the_test():
        shutil.copytree(demo_directory / "database", copy)
    return copy


def spoil(database: Path, *blocks: int) -> bytes:
    """Damage pages; returns what the file was."""
    with by_the_test():
        truth = (database / FILE).read_bytes()
        content = bytearray(truth)
        for block in blocks:
            content[block * PAGE + 200 : block * PAGE + 220] = b"\x5a" * 20
        (database / FILE).write_bytes(content)
    return truth


def content(database: Path) -> bytes:
    with by_the_test():
        return (database / FILE).read_bytes()


def shown(window: MainWindow) -> PageRepairWindow:
    made = window.repairs.open_windows[-1]
    assert isinstance(made, PageRepairWindow)
    return made


def settled(qtbot: Any, window: MainWindow, patience: int = WAIT_MS) -> None:
    context = window.context
    qtbot.waitUntil(lambda: not context.jobs.active and not context.bridge.busy, timeout=patience)


def go_on(qtbot: Any, window: MainWindow, made: WizardWindow, patience: int = WAIT_MS) -> None:
    assert made.next_button.isEnabled(), made.reason.text()
    qtbot.mouseClick(made.next_button, LEFT)
    settled(qtbot, window, patience)


def error_of(qtbot: Any, made: WizardWindow) -> PagewakeError:
    """The one error that is shown."""

    def shown_panels() -> list[ErrorPanel]:
        return [panel for panel in made.findChildren(ErrorPanel) if panel.isVisible()]

    qtbot.waitUntil(lambda: len(shown_panels()) == 1, timeout=WAIT_MS)
    error = shown_panels()[0].error
    assert isinstance(error, PagewakeError)
    return error


def test_damaged_pages_are_repaired_in_place(
    qtbot: Any, qtmodeltester: Any, open_window: MainWindow, database: Path
) -> None:
    truth = spoil(database, 3, 5)
    open_window.context.actions.get("page.repair").trigger()
    made = shown(open_window)
    assert made.pages.source.currentText() == "ledger" and "Name the pages" in made.reason.text()
    qtbot.keyClicks(made.pages.pages, "ledger.db")
    assert "FILE:BLOCK" in made.reason.text() and "FILE:BLOCK" in made.pages.count.text()
    made.pages.pages.selectAll()
    qtbot.keyClicks(made.pages.pages, f"{FILE}:3,5")
    assert "2 page" in made.pages.count.text() and "directory of the database" in made.reason.text()
    qtbot.keyClicks(made.pages.database, str(database))
    assert made.command().endswith(f"--blocks {FILE}:3,5 --in-place {database} --dry-run")
    go_on(qtbot, open_window, made)

    planned = made.plan.planned
    assert made.step is made.plan and planned is not None
    assert [one.partition(":")[0] for one in planned.plan.present] == ["damaged", "damaged"]
    rows = made.plan.model
    assert [rows.value(at, 1) for at in range(rows.rowCount())] == [3, 5]
    assert rows.index(0, 2).data().startswith("■ damaged: ")
    qtmodeltester.check(rows)
    facts = dict(made.plan.facts.shown)
    assert planned.plan.restore.backup.id in facts["Backup"] and "LSN" in facts["WAL"]
    assert str(database) in facts["Pages go"]
    assert content(database) != truth, "a dry run writes nothing"
    assert not open_window.context.jobs.entries()
    assert not made.next_button.isEnabled() and "Type ledger" in made.reason.text()
    qtbot.keyClicks(made.plan.typed, "ledger")
    go_on(qtbot, open_window, made)

    report = made.result.report
    assert made.step is made.result and report is not None
    assert content(database) == truth
    assert "2 page" in made.result.state.text() and "sound" in made.result.state.text()
    columns = [column.name for column in made.result.model.columns]
    before, after = columns.index("before"), columns.index("after")
    assert [made.result.model.value(at, before)[:7] for at in (0, 1)] == ["damaged"] * 2
    assert [made.result.model.value(at, after) for at in (0, 1)] == ["sound"] * 2
    document = json.loads(made.result.content("json"))
    assert [(one["written"], one["after"]) for one in document["blocks"]] == [(True, "sound")] * 2
    with by_the_test():
        assert (Path(document["saved"]) / "blocks.json").is_file()
    (entry,) = open_window.context.jobs.entries()
    assert (entry.kind, entry.standing) == ("page-repair", Standing.DONE)
    assert proposal_of("ledger", entry.command) == Proposal("ledger", {FILE: (3, 5)}, database=str(database))
    qtbot.mouseClick(made.next_button, LEFT)
    assert not made.isVisible()


def test_sound_pages_are_left_as_they_are(qtbot: Any, open_window: MainWindow, database: Path) -> None:
    truth = content(database)
    made = open_window.repairs.repair(Proposal("ledger", {FILE: (7,)}, database=str(database)))
    assert isinstance(made, PageRepairWindow)
    go_on(qtbot, open_window, made)
    assert "pass their own check" in made.plan.state.text()
    qtbot.keyClicks(made.plan.typed, "ledger")
    qtbot.keyClick(made.plan.typed, Qt.Key.Key_Return)
    settled(qtbot, open_window)
    assert made.step is made.result and "Nothing was written" in made.result.state.text()
    assert content(database) == truth
    open_window.context.appearance.change(theme=DARK)
    made.close()


def test_pages_as_files_of_the_selected_moment(
    qtbot: Any, open_window: MainWindow, repository_directory: Path, tmp_path: Path
) -> None:
    with by_the_test():
        first = Repository.open(LocalStore(repository_directory)).backups("ledger")[0]
    target = RestoreTarget(TargetKind.LSN, first.stop_lsn)
    open_window.context.selection.change(None, target=target)
    made = open_window.repairs.repair(f"{FILE}:3-4")
    assert isinstance(made, PageRepairWindow)
    qtbot.mouseClick(made.pages.as_files, LEFT, pos=made.pages.as_files.rect().topLeft() + _IN)
    assert made.pages.as_files.isChecked() and made.pages.moment.isVisible()
    qtbot.keyClicks(made.pages.directory, "pages")
    assert "whole path" in made.reason.text()
    made.pages.directory.clear()
    qtbot.keyClicks(made.pages.directory, str(tmp_path / "pages"))
    assert made.pages.moment.count() == 2
    made.pages.moment.setCurrentIndex(1)
    assert f"--target-lsn {first.stop_lsn}" in made.command()
    go_on(qtbot, open_window, made)
    assert made.next_button.text() == "Write the pages" and made.next_button.isEnabled()
    go_on(qtbot, open_window, made)
    assert made.step is made.result and "2 page" in made.result.state.text()
    with by_the_test():
        written = sorted(path.name for path in (tmp_path / "pages").glob("*.page"))
        page = (tmp_path / "pages" / written[0]).read_bytes()
    assert len(written) == 2
    described = engine_named("neuroquantum").describe_page(page, 3)
    assert described.checksum_ok and not described.problems
    made.close()


def _refused(qtbot: Any, window: MainWindow, database: Path, block: int = 3) -> PageRepairWindow:
    made = window.repairs.repair(Proposal("ledger", {FILE: (block,)}, database=str(database)))
    assert isinstance(made, PageRepairWindow)
    go_on(qtbot, window, made)
    return made


def test_a_database_that_is_open_is_refused(qtbot: Any, open_window: MainWindow, database: Path) -> None:
    with by_the_test():
        running = Database.open(database)
    try:
        made = _refused(qtbot, open_window, database)
    finally:
        with by_the_test():
            running.close()
    assert error_of(qtbot, made).code == "PW-203" and not made.next_button.isEnabled()
    assert "refused" in made.plan.state.text()
    qtbot.mouseClick(made.back_button, LEFT)
    go_on(qtbot, open_window, made)
    assert made.plan.planned is not None
    qtbot.waitUntil(lambda: not made.findChildren(ErrorPanel), timeout=WAIT_MS)
    made.close()


def test_no_database_and_no_such_block_are_refused(
    qtbot: Any, open_window: MainWindow, database: Path, tmp_path: Path
) -> None:
    made = _refused(qtbot, open_window, tmp_path / "nothing")
    assert error_of(qtbot, made).meaning == "Nothing was written."
    made.close()
    with by_the_test():
        (database / FILE).write_bytes((database / FILE).read_bytes()[: 100 * PAGE])
    made = _refused(qtbot, open_window, database, block=200)
    assert "file ends before" in made.reason.text() and not made.next_button.isEnabled()
    made.close()


def test_read_only_plans_and_writes_nothing(
    qtbot: Any, window: MainWindow, repository_directory: Path, database: Path
) -> None:
    spoil(database, 3)
    workspace = window.context.workspace
    workspace.read_only = True
    window.context.actions.set_read_only(True)
    workspace.open(RepositoryPlace(str(repository_directory)))
    qtbot.waitUntil(lambda: workspace.state is State.OPEN, timeout=WAIT_MS)
    made = _refused(qtbot, window, database)
    assert made.plan.planned is not None and "read-only" in made.reason.text()
    assert not made.next_button.isEnabled()
    made.close()


def test_a_cancelled_repair_leaves_the_database_as_it_was(
    qtbot: Any, open_window: MainWindow, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    restored, begun = blocks._restored, threading.Event()

    def slowly_restored(*parts: Any, **more: Any) -> Any:
        job = next(one for one in parts if isinstance(one, Job))
        begun.set()
        job.token.wait(WAIT_MS / 1000)
        return restored(*parts, **more)

    monkeypatch.setattr(blocks, "_restored", slowly_restored)
    spoil(database, 3)
    damaged = content(database)
    made = _refused(qtbot, open_window, database)
    qtbot.keyClicks(made.plan.typed, "ledger")
    qtbot.mouseClick(made.next_button, LEFT)
    assert made.step is made.running and made.running.card.stop.isVisible()
    qtbot.waitUntil(begun.is_set, timeout=WAIT_MS)
    qtbot.mouseClick(made.running.card.stop, LEFT)
    settled(qtbot, open_window)
    (entry,) = open_window.context.jobs.entries()
    assert entry.standing is Standing.CANCELLED and content(database) == damaged
    with by_the_test():
        assert not list(database.glob("pagewake-replaced-*"))
    qtbot.mouseClick(made.back_button, LEFT)
    settled(qtbot, open_window)
    assert made.step is made.plan and not made.plan.typed.text()
    open_window.context.workspace.close()
    assert not made.isVisible()


def test_findings_in_a_file_name_the_pages(qtbot: Any, open_window: MainWindow, tmp_path: Path) -> None:
    known, other = tmp_path / "findings.json", tmp_path / "other.json"
    with by_the_test():
        found = {"code": "page-checksum", "object": f"{FILE} blocks 8 to 9"}
        known.write_text(json.dumps({"findings": [found]}))
        other.write_text("[]")
    made = open_window.repairs.repair(f"{FILE}:3")
    assert isinstance(made, PageRepairWindow)
    made.pages.add_findings(known)
    settled(qtbot, open_window)
    assert made.pages.pages.toPlainText() == f"{FILE}:3,8-9"
    made.pages.add_findings(other)
    settled(qtbot, open_window)
    assert "no finding" in error_of(qtbot, made).what and made.pages.pages.toPlainText() == f"{FILE}:3,8-9"
    made.close()


def from_the_inspector(qtbot: Any, window: MainWindow) -> None:
    window.context.navigator.open("page", PageBrush("pages", 3, 4))
    inspector = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PageInspector))
    qtbot.waitUntil(lambda: inspector.history is not None, timeout=WAIT_MS)
    qtbot.mouseClick(inspector.repair, LEFT)
    inspector.close()


def from_the_heat_map(qtbot: Any, window: MainWindow) -> None:
    window.open_page("heatmap")
    view = window.view("heatmap")
    assert isinstance(view, HeatmapView)
    qtbot.waitUntil(lambda: bool(getattr(view.findChild(EmptyState), "buttons", None)), timeout=WAIT_MS)
    qtbot.mouseClick(view.findChild(EmptyState).buttons[0], LEFT)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: view.pane.image.tile is not None, timeout=WAIT_MS)
    settled(qtbot, window)
    menu = QMenu()
    view.menus.fill_cell(menu, (3, 3))
    next(one for one in menu.actions() if one.text() == "Repair these pages...").trigger()


def from_a_finding(qtbot: Any, window: MainWindow) -> None:
    window.open_page("verification")
    view = window.view("verification")
    assert isinstance(view, VerificationView)
    assert not view.repair.isEnabled() and "Select findings" in view.why_not_repair.text()
    view.tabs.setCurrentIndex(1)
    codes = [finding.code for finding, _ in view._found]
    for code, names_pages in (("other", False), ("page-corrupt", True)):
        view.findings.table.selectRow(view.findings.model.place_of(codes.index(code)))
        assert view.repair.isEnabled() is names_pages
    menu = QMenu()
    view._finding_menu(lambda menu, rows: None, menu, [codes.index("page-corrupt")])
    assert [action.text() for action in menu.actions()][:2] == [
        "Repair these pages...",
        "Check the repository...",
    ]
    qtbot.mouseClick(view.repair, LEFT)


def from_a_backup(qtbot: Any, window: MainWindow) -> None:
    window.open_page("timeline")
    state = window.context.workspace.snapshot.sources[0]  # type: ignore[union-attr]
    newest = state.timeline.backups[-1]
    assert newest.findings == 1
    menu = QMenu()
    PlaceMenu(window.context, menu, state, "timeline").fill(about_backups(state, [newest.id]))
    assert "Repair damaged pages..." in [action.text() for action in menu.actions()]
    window.context.selection.change(None, backups=(newest.id,))
    details = window.view("timeline").findChild(BackupDetails)
    assert isinstance(details, BackupDetails)
    qtbot.mouseClick(details.repair, LEFT)


def damaged(repository: Path, database: Path) -> None:
    """Have a backup see a damaged page, and a proof another time."""
    spoil(database, 3)
    with by_the_test():
        opened = Repository.open(LocalStore(repository))
        settings = Settings(repository.parent / "none.toml")
        report = back_up(SourcePlace("ledger", str(database)), settings, "full")(opened, Job())
        found = [Finding(Severity.ERROR, "page-corrupt", f"{FILE} block 3", "the checksum is wrong")]
        found.append(Finding(Severity.ERROR, "other", "packs/ab", "it is damaged"))
        opened.evidence.add("restore", False, [report.backup.id], clock_now(), 5, findings=found)


@pytest.mark.parametrize("way", [from_the_inspector, from_the_heat_map, from_a_finding, from_a_backup])
def test_it_opens_on_what_is_pointed_at(
    qtbot: Any,
    window: MainWindow,
    repository_directory: Path,
    database: Path,
    way: Callable[[Any, MainWindow], None],
) -> None:
    if way in (from_a_finding, from_a_backup):
        damaged(repository_directory, database)
    window.context.workspace.open(RepositoryPlace(str(repository_directory)))
    qtbot.waitUntil(lambda: window.context.workspace.state is State.OPEN, timeout=WAIT_MS)
    way(qtbot, window)
    settled(qtbot, window)
    made = shown(window)
    assert made.pages.pages.toPlainText() == f"{FILE}:3"
    window.close()
    assert not made.isVisible(), "it goes with the main window"
