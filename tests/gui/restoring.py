"""A small world to restore from, and the hands that drive the restore wizard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake.backup.run import BackupRequest, run_backup
from pagewake.demo.ledger import Ledger
from pagewake.demo.run import compare_with_truth
from pagewake.desk.places import RepositoryPlace
from pagewake.engines.neuroquantum import ENGINE
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore
from pagewake_gui.main_window import MainWindow
from pagewake_gui.wizards.restore.wizard import RestoreWizard
from pagewake_gui.workspace import State


@dataclass
class World:
    """A small ledger that was backed up while it changed, and the truth about it."""

    ledger: Ledger
    repository: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> World:
    place = tmp_path_factory.mktemp("world")
    ledger = Ledger(place / "shop", 60, seed=7)
    repository = Repository.create(LocalStore(place / "repository"))
    for type_ in ("full", "incremental", "incremental"):
        ledger.run(25, Job())
        ledger.database.checkpoint()
        source = ENGINE.open(str(ledger.directory))
        run_backup(repository, ENGINE, source, BackupRequest("shop", type_), Job())
        source.close()
        ledger.run(25, Job())
    source = ENGINE.open(str(ledger.directory))
    run_backup(repository, ENGINE, source, BackupRequest("shop", "incremental"), Job())
    source.close()
    repository.close()
    ledger.close()
    return World(ledger, place / "repository")


@pytest.fixture
def world(built: World, tmp_path: Path) -> World:
    import shutil

    with by_the_test():
        shutil.copytree(built.repository, tmp_path / "repository")
    return World(built.ledger, tmp_path / "repository")


@pytest.fixture
def main(qtbot: Any, window: MainWindow, world: World) -> MainWindow:
    window.context.workspace.open(RepositoryPlace(str(world.repository)))
    qtbot.waitUntil(lambda: window.context.workspace.state is State.OPEN, timeout=WAIT_MS)
    return window


Open = Callable[..., RestoreWizard]


@pytest.fixture
def open_wizard(qtbot: Any, main: MainWindow) -> Iterator[Open]:
    def opened(keys: str = "restore.open", **selection: Any) -> RestoreWizard:
        if selection:
            main.context.selection.change(None, **selection)
        main.context.actions.get(keys).trigger()
        wizard = main.restores.last
        assert wizard is not None
        return wizard

    yield opened
    for wizard in main.findChildren(RestoreWizard):
        wizard.close()


def click(qtbot: Any, widget: QWidget) -> None:
    assert widget.isEnabled()
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def button_of(qtbot: Any, widget: QWidget, text: str) -> QPushButton:
    """The one visible button whose text begins so."""

    def found() -> list[QPushButton]:
        every = widget.findChildren(QPushButton)
        return [one for one in every if one.isVisible() and one.text().startswith(text)]

    qtbot.waitUntil(lambda: len(found()) == 1, timeout=WAIT_MS)
    return found()[0]


def next_step(qtbot: Any, wizard: RestoreWizard, name: str) -> None:
    qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT_MS)
    click(qtbot, wizard.next)
    assert wizard.step.name == name


def write(qtbot: Any, field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def shown(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def reason(wizard: RestoreWizard) -> str:
    assert not wizard.next.isEnabled()
    return str(wizard._reason.text())


def to_review(qtbot: Any, wizard: RestoreWizard, directory: Path) -> None:
    """From the target on, whatever the target is."""
    next_step(qtbot, wizard, "plan")
    next_step(qtbot, wizard, "destination")
    write(qtbot, wizard.destination_step.directory, str(directory))
    next_step(qtbot, wizard, "options")
    next_step(qtbot, wizard, "review")


def run(qtbot: Any, wizard: RestoreWizard) -> None:
    qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT_MS)
    click(qtbot, wizard.next)
    assert wizard.step.name == "run"
    qtbot.waitUntil(lambda: wizard.step.name == "result", timeout=WAIT_MS)


def same_as_truth(world: World, directory: Path, lsn: int) -> None:
    with by_the_test():
        assert compare_with_truth(directory / "data" / "ledger.db", world.ledger.truth(lsn)) >= 60
