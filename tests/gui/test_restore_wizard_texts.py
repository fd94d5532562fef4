"""The texts of the restore wizard: all are translated, none is clipped, and what is clicked is large enough."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QToolButton, QWidget
from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.pseudo import clipped, data_texts, pseudo_translator, texts_of, untranslated

from pagewake.desk.places import RepositoryPlace
from pagewake.model import RestoreTarget, TargetKind
from pagewake_gui.context import Context
from pagewake_gui.main_window import MainWindow
from pagewake_gui.wizards.restore.wizard import RestoreWizard
from pagewake_gui.workspace import State

SMALLEST_HIT = 24
STEPS = ("source", "target", "plan", "destination", "options", "review")


@pytest.fixture
def wizard(
    qtbot: Any, qapp: QApplication, context: Context, repository_directory: Path
) -> Iterator[RestoreWizard]:
    with by_the_test():
        translator = pseudo_translator()
    qapp.installTranslator(translator)
    window = MainWindow(context)
    qtbot.addWidget(window)
    context.workspace.open(RepositoryPlace(str(repository_directory)))
    qtbot.waitUntil(lambda: context.workspace.state is State.OPEN, timeout=WAIT_MS)
    snapshot = context.workspace.snapshot
    assert snapshot is not None
    backup = snapshot.sources[0].timeline.backups[2]
    context.selection.change(None, target=RestoreTarget(TargetKind.LSN, backup.stop_lsn))
    made = window.restores.open()
    made.draft.set_directory(str(repository_directory.parent / "out"))
    yield made
    window.close()
    qapp.removeTranslator(translator)


def go_through(qtbot: Any, wizard: RestoreWizard) -> Iterator[str]:
    for name in STEPS:
        wizard.go(name)
        if name == "plan":
            qtbot.waitUntil(lambda: wizard.draft.prepared is not None, timeout=WAIT_MS)
        if name == "destination":
            qtbot.waitUntil(lambda: wizard.draft.place is not None, timeout=WAIT_MS)
        qtbot.waitUntil(lambda: _at_rest(wizard), timeout=WAIT_MS)
        yield name


def _at_rest(wizard: RestoreWizard) -> bool:
    """Whether nothing is on its way that would change what is shown: no question, none about to be asked."""
    QApplication.sendPostedEvents()
    waiting = any(one.isSingleShot() and one.isActive() for one in wizard.findChildren(QTimer))
    return not waiting and not wizard.context.bridge.busy


def test_every_text_is_translated_and_has_its_room(qtbot: Any, wizard: RestoreWizard) -> None:
    passed_by, cut, small = [], [], []
    for name in go_through(qtbot, wizard):
        prepared = wizard.draft.prepared
        known = set(data_texts(wizard.context.workspace.snapshot)) | set(data_texts(prepared))
        known |= {text for one in (prepared.alternatives if prepared else ()) for text in data_texts(one)}
        known |= set(data_texts(wizard.draft.place)) | {str(wizard.draft.directory)}
        known |= {commit.xid for commit in wizard.target_step.commits.shown}
        data = sorted(known, key=len, reverse=True)
        zones = wizard.target_step.ways["time"].findChildren(QComboBox)
        names = {zone.itemText(number) for zone in zones for number in range(2, zone.count())}
        passed_by += [
            (name, where, text, words)
            for where, text in texts_of(wizard)
            if text not in names and "Scroll" not in where and (words := untranslated(text, data))
        ]
        with suppress(qtbot.TimeoutError):  # lines are laid out anew after texts changed
            qtbot.waitUntil(lambda: not list(clipped(wizard)), timeout=WAIT_MS)
        cut += [(name, *one) for one in clipped(wizard)]
        small += [(name, type(one).__name__, one.width(), one.height()) for one in _too_small(wizard)]
    assert not passed_by, f"{len(passed_by)}: {sorted({str(one[::-1]) for one in passed_by})[:12]}"
    assert not cut, cut[:8]
    assert not small, small[:8]


def _too_small(wizard: QWidget) -> Iterator[QWidget]:
    for one in wizard.findChildren(QWidget):
        plain = isinstance(one, QPushButton | QLineEdit | QComboBox)
        plain |= isinstance(one, QToolButton) and one.objectName().startswith("step.")
        inside = isinstance(one.parent(), QComboBox) or "spinbox" in one.objectName()
        if plain and not inside and one.isVisible() and min(one.width(), one.height()) < SMALLEST_HIT:
            yield one
