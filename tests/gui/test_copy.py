"""Copying into another repository by clicks: the plan is shown, the job copies, and what is wrong is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake.config import RepositorySettings, Settings
from pagewake.credentials import PassphraseKind, PassphraseSource
from pagewake.desk.journal import Standing
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore
from pagewake_gui.dialogs.copy import CopyDialog
from pagewake_gui.main_window import MainWindow


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    with by_the_test():
        path.write_text("of the other one")
        path.chmod(0o600)
    return path


@pytest.fixture
def others(open_window: MainWindow, tmp_path: Path, secret: Path) -> dict[str, Path]:
    """Two more repositories in the settings, one of them encrypted, and one that is not there."""
    places = {name: tmp_path / name for name in ("far", "sealed", "nowhere")}
    with by_the_test():
        Repository.create(LocalStore(places["far"]))
        Repository.create(LocalStore(places["sealed"]), passphrase="of the other one")
    keep = PassphraseSource(PassphraseKind.FILE, str(secret))
    known = {
        name: RepositorySettings(name, str(place), keep if name == "sealed" else None)
        for name, place in places.items()
    }
    open_window.context.workspace.use_settings(Settings(tmp_path / "config.toml", repositories=known))
    return places


def dialog_of(qtbot: Any, window: MainWindow) -> CopyDialog:
    window.context.actions.get("repository.copy").trigger()
    dialog = window.work.dialog
    assert isinstance(dialog, CopyDialog)
    qtbot.waitUntil(lambda: dialog.report is not None or dialog._failed, timeout=WAIT_MS)
    return dialog


def kept(window: MainWindow) -> list[str]:
    snapshot = window.context.workspace.snapshot
    assert snapshot is not None
    return [backup.id for state in snapshot.sources for backup in state.timeline.kept]


def in_there(place: Path, passphrase: str | None = None) -> list[str]:
    with by_the_test():
        return [one.id for one in Repository.open(LocalStore(place), passphrase).backups()]


@pytest.mark.parametrize("name", ["far", "sealed"])
def test_everything_goes_into_the_other_one(
    qtbot: Any, open_window: MainWindow, others: dict[str, Path], name: str
) -> None:
    dialog = dialog_of(qtbot, open_window)
    if dialog.target.currentText().split(":")[0] != name:
        dialog.target.setCurrentIndex(list(others).index(name))
        qtbot.waitUntil(lambda: dialog.report is not None, timeout=WAIT_MS)
    assert dialog.report is not None and not dialog.report.done
    assert len(dialog.report.plan.steps) == len(kept(open_window))
    assert dialog.command().endswith(f" {name}") and "repo copy" in dialog.command()
    assert in_there(others[name], "of the other one" if name == "sealed" else None) == []
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    jobs = open_window.context.jobs
    qtbot.waitUntil(lambda: not jobs.active and not open_window.context.bridge.busy, timeout=WAIT_MS)
    (entry,) = jobs.entries()
    assert (entry.kind, entry.standing) == ("copy", Standing.DONE)
    there = in_there(others[name], "of the other one" if name == "sealed" else None)
    assert sorted(there) == sorted(kept(open_window)) != []
    again = dialog_of(qtbot, open_window)
    again.target.setCurrentIndex(list(others).index(name))
    qtbot.waitUntil(lambda: again.report is not None, timeout=WAIT_MS)
    assert not again.start.isEnabled() and "nothing to copy" in again.why_not.text()
    again.read_back.click()
    assert again.start.isEnabled() and again.command().endswith(f" {name} --read-back")
    qtbot.mouseClick(again.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not jobs.active and not open_window.context.bridge.busy, timeout=WAIT_MS)
    assert [one.standing for one in jobs.entries()] == [Standing.DONE] * 2
    assert jobs.entries()[-1].command.endswith("--read-back") or jobs.entries()[0].command.endswith(
        "--read-back"
    )


def test_one_that_is_selected(qtbot: Any, open_window: MainWindow, others: dict[str, Path]) -> None:
    one = kept(open_window)[0]
    open_window.context.selection.change(None, backups=(one,))
    dialog = dialog_of(qtbot, open_window)
    assert dialog.choice.backups == (one,) and dialog.command().endswith(f"far --backup {one}")
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    jobs = open_window.context.jobs
    qtbot.waitUntil(lambda: not jobs.active and not open_window.context.bridge.busy, timeout=WAIT_MS)
    assert in_there(others["far"]) == [one]


def test_one_that_is_not_there_is_said(qtbot: Any, open_window: MainWindow, others: dict[str, Path]) -> None:
    dialog = dialog_of(qtbot, open_window)
    dialog.target.setCurrentIndex(list(others).index("nowhere"))
    qtbot.waitUntil(lambda: dialog._failed, timeout=WAIT_MS)
    assert "no repository" in dialog.rows.toPlainText()
    assert not dialog.start.isEnabled()
    dialog.reject()


def test_without_another_one_there_is_nowhere_to_copy_to(qtbot: Any, open_window: MainWindow) -> None:
    open_window.context.actions.get("repository.copy").trigger()
    dialog = open_window.work.dialog
    assert isinstance(dialog, CopyDialog)
    assert not dialog.start.isEnabled() and "no other repository" in dialog.why_not.text()
    assert dialog.command() == ""
    dialog.reject()
