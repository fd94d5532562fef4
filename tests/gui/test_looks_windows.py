"""Wizards and dialogs on a small screen: all of it fits there, and nothing that can be read is cut off."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.pseudo import clipped
from tests.gui.test_looks import clipped_headers, language, too_small

from pagewake.credentials import Secret
from pagewake.desk.creating import CreatedRepository
from pagewake.desk.places import RepositoryPlace
from pagewake.repository.keys import ScryptCost
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore
from pagewake_gui.context import Context
from pagewake_gui.dialogs.go_on import GoOnDialog
from pagewake_gui.dialogs.keys import KeysDialog
from pagewake_gui.main_window import MainWindow
from pagewake_gui.workspace import State

__all__ = ["language"]
SCREEN = (1024, 700)
FRAME = (24, 40)
"""What a window's frame and a panel leave of the screen at least."""
ACTIONS = (
    "backup.take",
    "verify.run",
    "repository.copy",
    "repository.check",
    "prune.run",
    "help.shortcuts",
    "help.about",
    "source.add",
    "repository.create",
    "page.inspect",
)


@pytest.fixture
def small(qtbot: Any, language: str, context: Context, repository_directory: Any) -> Iterator[MainWindow]:
    """A main window on the demo that fills a small screen."""
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.resize(*SCREEN)
    window.show()
    context.workspace.open(RepositoryPlace(str(repository_directory)))
    qtbot.waitUntil(lambda: context.workspace.state is State.OPEN, timeout=WAIT_MS)
    yield window
    window.close()


def settle(qtbot: Any, context: Context) -> None:
    qtbot.waitUntil(lambda: not context.bridge.busy, timeout=WAIT_MS)
    qtbot.wait(20)


def fit(one: QWidget) -> None:
    """As large as it wants to be, and no larger than the screen leaves room for."""
    width, height = (have - frame for have, frame in zip(SCREEN, FRAME, strict=True))
    one.resize(min(max(one.width(), one.sizeHint().width()), width), min(one.height(), height))


def wrong_in(one: QWidget) -> list[tuple[str, str]]:
    """What is cut off, too small to be hit, or does not fit on the screen."""
    found = [*clipped(one), *too_small(one), *clipped_headers(one)]
    least = one.minimumSizeHint().expandedTo(one.minimumSize())
    if least.width() > SCREEN[0] - FRAME[0] or least.height() > SCREEN[1] - FRAME[1]:
        found.append(("too large", f"{least.width()}x{least.height()}"))
    return found


def lasting(qtbot: Any, one: QWidget) -> list[tuple[str, str]]:
    """What is wrong and stays so: a layout that was asked for is made a moment later."""
    with suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not wrong_in(one), timeout=WAIT_MS)
    return wrong_in(one)


def cut_marks(wizard: Any) -> Iterator[tuple[str, str]]:
    """Steps of a wizard whose titles have no room while they are shown in bold."""
    for mark in wizard.findChildren(QToolButton):
        if mark.objectName().startswith("step."):
            bold = QFont(mark.font())
            bold.setWeight(QFont.Weight.DemiBold)
            if QFontMetrics(bold).horizontalAdvance(mark.text()) + 20 > mark.width():
                yield mark.objectName(), mark.text()


def opened_by(qtbot: Any, context: Context, begin: Callable[[], object]) -> list[QWidget]:
    """The windows that come up when something is begun."""
    before = set(QApplication.topLevelWidgets())
    begin()
    settle(qtbot, context)
    return [one for one in QApplication.topLevelWidgets() if one not in before and one.isVisible()]


def test_nothing_is_cut_off_in_dialogs_and_wizards(qtbot: Any, small: MainWindow, tmp_path: Path) -> None:
    context, wrong = small.context, []

    def go_on() -> None:
        place, directory = RepositoryPlace(str(tmp_path)), tmp_path / "restored"
        GoOnDialog(place, "shop", directory, "UTC", lambda *_: None, small).show()

    ways = [("go on", go_on), *((name, context.actions.get(name).trigger) for name in ACTIONS)]
    for name, begin in ways:
        opened = opened_by(qtbot, context, begin)
        assert opened, name
        for one in opened:
            fit(one)
            wrong += [(name, *part) for part in lasting(qtbot, one)]
            one.close()
    assert not wrong, "\n".join(map(str, wrong))


def test_nothing_is_cut_off_in_the_steps_of_a_restore(qtbot: Any, small: MainWindow, tmp_path: Path) -> None:
    context, wrong = small.context, []
    context.actions.get("restore.open").trigger()
    wizard: Any = small.restores.last
    fit(wizard)
    for name in ("source", "target", "plan", "destination", "options", "review"):
        assert wizard.step.name == name
        if name == "destination":
            wizard.destination_step.directory.setText(str(tmp_path / "restored"))
            wizard.destination_step.directory.textEdited.emit(str(tmp_path / "restored"))
        qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT_MS)
        settle(qtbot, context)
        wrong += [(name, *part) for part in (*lasting(qtbot, wizard), *cut_marks(wizard))]
        if name == "target":
            for number in range(wizard.target_step.tabs.count()):
                wizard.target_step.tabs.setCurrentIndex(number)
                settle(qtbot, context)
                wrong += [(f"target {number}", *part) for part in lasting(qtbot, wizard)]
            wizard.target_step.tabs.setCurrentWidget(wizard.target_step.ways["latest"])
            qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT_MS)
        if name != "review":
            wizard.next.click()
    wizard.close()
    assert not wrong, "\n".join(map(str, wrong))


def test_nothing_is_cut_off_where_keys_are_changed(qtbot: Any, small: MainWindow, tmp_path: Path) -> None:
    place = tmp_path / "vault"
    with by_the_test():
        Repository.create(LocalStore(place), passphrase="mine", cost=ScryptCost(n=16)).close()
    dialog: Any = KeysDialog(small.context, RepositoryPlace(str(place)))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.keys is not None, timeout=WAIT_MS)
    fit(dialog)
    settle(qtbot, small.context)
    wrong = [("keys", *part) for part in lasting(qtbot, dialog)]
    made = CreatedRepository("repository", str(place), True, Secret("D5MA-B5H1-0AP2-45M6-TCJD-8ZXR"), None)
    dialog.recovery.show_made(made)
    dialog._pages.setCurrentIndex(1)
    settle(qtbot, small.context)
    wrong += [("recovery", *part) for part in lasting(qtbot, dialog)]
    dialog.close()
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.torture
@pytest.mark.timeout(600)
def test_the_same_holds_at_twice_the_scale(tmp_path: Path) -> None:
    """The scale is chosen when Qt starts: another process looks at the same things."""
    here = Path(__file__)
    files = [str(here), str(here.with_name("test_looks.py"))]
    screen = {"name": "screen", "x": 0, "y": 0, "width": 2 * SCREEN[0], "height": 2 * SCREEN[1]}
    display = tmp_path / "display.json"
    display.write_text(
        json.dumps({"screens": [{**screen, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}), "utf-8"
    )
    platform = {"QT_QPA_PLATFORM": f"offscreen:configfile={display}", "QT_SCALE_FACTOR": "2"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-m", "not torture", *files]
    with by_the_test():
        done = subprocess.run(
            [*command, "--basetemp", str(tmp_path / "inner")],
            env={**os.environ, **platform},
            cwd=here.parents[2],
            capture_output=True,
            text=True,
            timeout=500,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-4000:]
