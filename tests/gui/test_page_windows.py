"""The page inspector and the comparison of two backups, opened and used as people do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake.desk.sources import engine_named
from pagewake.insight.compare import compare_backups
from pagewake.insight.pages import page_versions
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore
from pagewake_gui.main_window import MainWindow
from pagewake_gui.selection import PageBrush
from pagewake_gui.views.compare import CompareWindow
from pagewake_gui.views.page_inspector import PageInspector
from pagewake_gui.widgets.error_panel import ErrorPanel

LEFT = Qt.MouseButton.LeftButton


def opened(kind: type) -> Any:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind))


@pytest.fixture
def inspector(qtbot: Any, open_window: MainWindow) -> Any:
    open_window.context.navigator.open("page", PageBrush("pages", 3, 4))
    made: PageInspector = opened(PageInspector)
    qtbot.waitUntil(lambda: made.history is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not open_window.context.bridge.busy, timeout=WAIT_MS)
    yield made
    made.close()


def kept_pages(directory: Path, block: int) -> list[bytes | None]:
    with by_the_test():
        repository = Repository.open(LocalStore(directory))
        path = next(
            record.path
            for record in repository.file_table(repository.manifest(repository.backups("ledger")[-1].id))
            if record.relation == "pages"
        )
        found = page_versions(repository, engine_named("neuroquantum"), "ledger", path, block, Job())
        return [one.content for one in found]


def test_every_version_is_shown_with_its_bytes(
    qtbot: Any, qtmodeltester: Any, inspector: PageInspector, repository_directory: Path
) -> None:
    pages = kept_pages(repository_directory, 3)
    assert inspector.versions_model.rowCount() == len(pages) > 1
    assert inspector.history is not None
    assert inspector.history.newest_sound == len(pages) - 1
    assert inspector.hex.content == pages[-1]
    assert "★" in inspector.versions_model.index(len(pages) - 1, 1).data()
    before, after = pages[-2], pages[-1]
    assert before is not None and after is not None
    differ = [at for at in range(len(after)) if before[at] != after[at]]
    assert [at for first, end in inspector.hex.changed for at in range(first, end)] == differ
    inspector.versions.selectRow(0)
    qtbot.waitUntil(lambda: inspector.hex.content == pages[0], timeout=WAIT_MS)
    backup = inspector.history.versions[0].kept.version.backup
    assert inspector._context.selection.now.backups == (backup,)
    inspector.against.setCurrentIndex(len(pages))  # the newest
    assert inspector.hex.changed
    assert inspector.records_model.rowCount() > 0 and inspector.fields_model.rowCount() > 5
    for model in (inspector.versions_model, inspector.fields_model, inspector.records_model):
        qtmodeltester.check(model)


def test_hex_is_copied_and_differences_are_found_by_key(qtbot: Any, inspector: PageInspector) -> None:
    inspector.copy_hex()
    text = QGuiApplication.clipboard().text()
    lines = text.splitlines()
    assert bytes.fromhex("".join(line[8:55] for line in lines)) == inspector.hex.content
    first = inspector.hex.changed[0]
    qtbot.keyClick(inspector.hex, Qt.Key.Key_N)
    assert inspector.hex._chosen == first
    qtbot.keyClick(inspector.hex, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert inspector.hex._chosen == inspector.hex.changed[-1]
    inspector.command.copy()
    assert QGuiApplication.clipboard().text().startswith("pagewake page ")
    assert not inspector.grab().isNull()


def test_a_page_is_saved(
    qtbot: Any, inspector: PageInspector, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "page.bin"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    inspector.save_page()
    qtbot.waitUntil(lambda: not inspector._context.bridge.busy, timeout=WAIT_MS)
    with by_the_test():
        assert target.read_bytes() == inspector.hex.content


def test_another_page_is_typed_and_nonsense_is_explained(qtbot: Any, inspector: PageInspector) -> None:
    qtbot.mouseClick(inspector._following, LEFT)
    qtbot.waitUntil(
        lambda: inspector.address.text() == "pages:4" and inspector.place is not None, timeout=WAIT_MS
    )
    qtbot.waitUntil(lambda: not inspector._context.bridge.busy, timeout=WAIT_MS)
    inspector.address.setText("pages:99999999")
    qtbot.keyClick(inspector.address, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(inspector.findChildren(ErrorPanel)), timeout=WAIT_MS)
    assert inspector.history is None and not inspector.command.isEnabled()
    qtbot.waitUntil(lambda: not inspector._context.bridge.busy, timeout=WAIT_MS)


def test_two_backups_are_compared(qtbot: Any, open_window: MainWindow, repository_directory: Path) -> None:
    context = open_window.context
    context.actions.get("compare.open").trigger()
    made: CompareWindow = opened(CompareWindow)
    qtbot.waitUntil(lambda: made.found is not None, timeout=WAIT_MS)
    state = context.workspace.snapshot.sources[0]  # type: ignore[union-attr]
    before, after = (backup.id for backup in state.timeline.backups[-2:])
    assert made.before.currentData() == before and made.after.currentData() == after
    with by_the_test():
        repository = Repository.open(LocalStore(repository_directory))
        truth = compare_backups(repository, state.engine, before, after, Job())
    assert made.found is not None and made.found.totals == truth.totals
    changed = [made.rows.model.value(row, 2) for row in range(made.rows.model.rowCount())]
    assert max(changed) == truth.totals["pages_changed"]
    between = next(
        one.text() for one in made.findChildren(QLabel) if one.accessibleName().startswith("WAL between")
    )
    assert between.startswith(f"{truth.lsn_distance:,} position"), (
        "an LSN of this database counts records, not bytes"
    )
    made.swap()
    qtbot.waitUntil(lambda: made.found is not None, timeout=WAIT_MS)
    assert made.found.totals["pages_dropped"] == truth.totals["pages_added"]
    made.command.copy()
    assert QGuiApplication.clipboard().text().startswith(f"pagewake compare {after} {before} ")
    made.after.setCurrentIndex(made.before.currentIndex())
    made._compare()
    assert made.found is None and not made.command.isEnabled()
    made.close()
    qtbot.waitUntil(lambda: not context.bridge.busy, timeout=WAIT_MS)


def test_what_cannot_be_done_says_why(window: MainWindow) -> None:
    actions = window.context.actions
    for name in ("page.inspect", "compare.open"):
        assert not actions.get(name).isEnabled() and actions.reason(name)
