"""A window that was started read-only changes nothing, says so, and says why an action cannot be used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake.desk.places import RepositoryPlace
from pagewake.desk.work import verify
from pagewake.errors import StoreReadOnly
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake_gui.actions import Actions
from pagewake_gui.context import Context
from pagewake_gui.job_center import JobSpec
from pagewake_gui.main_window import MainWindow
from pagewake_gui.workspace import State


@pytest.fixture
def read_only_window(qtbot: Any, context: Context, repository_directory: Path) -> MainWindow:
    context.workspace.read_only = True
    context.actions.set_read_only(True)
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.show()
    context.workspace.open(RepositoryPlace(str(repository_directory)))
    qtbot.waitUntil(lambda: context.workspace.state is State.OPEN, timeout=WAIT_MS)
    return window


def content(directory: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def test_the_window_says_that_it_is_read_only(read_only_window: MainWindow) -> None:
    assert "read-only" in read_only_window.windowTitle()
    assert any("read-only" in one.text() and one.isVisible() for one in read_only_window.findChildren(QLabel))


def test_nothing_gets_into_the_repository(
    qtbot: Any, read_only_window: MainWindow, repository_directory: Path
) -> None:
    with by_the_test():
        before = content(repository_directory)
    caught: list[Exception] = []

    def put(repository: Repository, job: Job) -> None:
        repository.store.put("locks/mine", b"")

    workspace = read_only_window.context.workspace
    workspace.query("put", put, lambda _: None, caught.append)
    qtbot.waitUntil(lambda: bool(caught), timeout=WAIT_MS)
    assert isinstance(caught[0], StoreReadOnly)
    with by_the_test():
        assert content(repository_directory) == before


def test_verifying_works_without_leaving_a_record(
    qtbot: Any, read_only_window: MainWindow, repository_directory: Path
) -> None:
    with by_the_test():
        before = content(repository_directory)
    reports: list[Any] = []
    context = read_only_window.context
    spec = JobSpec(
        "verify", "Verify", "all", context.workspace.with_repository(verify((), "structure")), "pagewake"
    )
    context.jobs.submit(spec, reports.append)
    qtbot.waitUntil(lambda: not context.jobs.active, timeout=WAIT_MS)
    assert reports, context.jobs.entries()[0].error_text
    assert reports[0].ok
    with by_the_test():
        assert content(repository_directory) == before


def test_an_action_that_writes_says_why_it_cannot_be_used(qapp: Any) -> None:
    actions = Actions()
    ran: list[str] = []
    actions.add("look", "Look", lambda: ran.append("look"))
    actions.add("expire", "Expire", lambda: ran.append("expire"), writes=True)
    actions.set_read_only(True)
    actions.add("backup", "Back up", lambda: ran.append("backup"), writes=True)
    for name in ("look", "expire", "backup"):
        actions.get(name).trigger()
    assert ran == ["look"]
    assert "read-only" in actions.reason("expire") and "read-only" in actions.get("backup").toolTip()
    actions.allow("backup", "no source is configured")
    actions.set_read_only(False)
    assert actions.reason("expire") == ""
    assert actions.reason("backup") == "no source is configured"
