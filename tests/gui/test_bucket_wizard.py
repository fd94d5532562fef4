"""The wizard's step for a bucket: what is refused and why; and a repository on a real server, by clicks."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from tests.gui.conftest import WAIT_MS, by_the_test

pytest.importorskip("botocore", reason="boto3 is not installed")

from pagewake.config import load_settings
from pagewake.desk.places import resolve_repository
from pagewake.stores.s3 import requests
from pagewake_gui.main_window import MainWindow
from pagewake_gui.recents import recents
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.workspace import State


def press(qtbot: Any, button: Any) -> None:
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def at_the_bucket(qtbot: Any, window: MainWindow, location: str) -> Any:
    """The wizard, at the step for the bucket at a location."""
    wizard: Any = window.commands.create_repository()
    qtbot.keyClicks(wizard.place.location, location)
    press(qtbot, wizard.next_button)
    assert wizard.step is wizard.bucket
    return wizard


def choose(box: Any, value: object) -> None:
    box.setCurrentIndex(box.findData(value))


def tried(qtbot: Any, wizard: Any) -> None:
    press(qtbot, wizard.bucket.try_button)
    assert wizard.reason.text() == "The bucket is being tried."
    qtbot.waitUntil(lambda: wizard.bucket.try_button.isEnabled(), timeout=WAIT_MS)


def texts(widget: Any) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel))


def test_a_directory_has_no_bucket(qtbot: Any, window: MainWindow, tmp_path: Path) -> None:
    wizard: Any = window.commands.create_repository()
    qtbot.keyClicks(wizard.place.location, str(tmp_path / "vault"))
    press(qtbot, wizard.next_button)
    assert wizard.step is wizard.encryption
    assert not wizard.marks[wizard.steps.index(wizard.bucket)].isVisible()
    press(qtbot, wizard.back_button)
    assert wizard.step is wizard.place
    wizard.place.location.clear()
    qtbot.keyClicks(wizard.place.location, "s3://bucket/../x")
    assert wizard.reason.text() == "this is not a valid prefix"
    wizard.place.location.clear()
    qtbot.keyClicks(wizard.place.location, "s3://bucket/shop")
    assert wizard.place.repository_name.text() == "shop"
    press(qtbot, wizard.next_button)
    assert wizard.step is wizard.bucket
    assert wizard.marks[wizard.steps.index(wizard.bucket)].isVisible()
    wizard.close()


def test_what_is_said_of_a_bucket_is_checked_as_it_is_typed(qtbot: Any, window: MainWindow) -> None:
    wizard = at_the_bucket(qtbot, window, "s3://bucket/shop")
    step = wizard.bucket
    assert wizard.reason.text() == "Try the bucket first: nothing is left behind in it."
    assert not wizard.next_button.isEnabled()
    qtbot.keyClicks(step.endpoint, "https://key:secret@host")
    assert wizard.reason.text() == "an endpoint never holds credentials"
    assert not step.try_button.isEnabled()
    step.endpoint.clear()
    qtbot.keyClicks(step.endpoint, "https://s3.example.org")
    qtbot.keyClicks(step.region, "here")
    choose(step.style_choice, True)
    choose(step.storage_class, "STANDARD_IA")
    assert not step.sse_key.isEnabled()
    choose(step.sse, "aws:kms")
    qtbot.keyClicks(step.sse_key, "alias/one")
    step.lock.setValue(30)
    assert wizard.command() == (
        "pagewake repo probe s3://bucket/shop --endpoint https://s3.example.org --region here --path-style "
        "--storage-class STANDARD_IA --sse aws:kms --sse-key alias/one --object-lock 30"
    )
    wizard.close()


def test_a_server_that_is_not_there_is_told(
    qtbot: Any, window: MainWindow, aws_environment: pytest.MonkeyPatch
) -> None:
    aws_environment.setattr(requests, "FIRST_DEADLINE", 0.1)
    with by_the_test(), socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    wizard = at_the_bucket(qtbot, window, "s3://bucket/shop")
    qtbot.keyClicks(wizard.bucket.endpoint, f"http://127.0.0.1:{port}")
    tried(qtbot, wizard)
    assert "■" in texts(wizard.bucket) and "PW-506" in wizard.bucket.findChild(ErrorPanel).error.code
    assert "It does not work yet" in texts(wizard.bucket)
    assert not wizard.next_button.isEnabled()
    qtbot.keyClicks(wizard.bucket.region, "x")  # something else now: the result is no longer of it
    assert "Not tried yet" in texts(wizard.bucket)
    wizard.close()


@pytest.mark.torture
@pytest.mark.timeout(300)
def test_a_repository_in_a_bucket_by_clicks(
    qtbot: Any, s3_server: Any, s3_place: Any, window: MainWindow, aws_environment: pytest.MonkeyPatch
) -> None:
    aws_environment.delenv("AWS_ENDPOINT_URL_S3")
    wizard = at_the_bucket(qtbot, window, s3_place.location)
    wizard.place.repository_name.setText("far")
    step = wizard.bucket
    qtbot.keyClicks(step.endpoint, s3_server.endpoint)
    step.lock.setValue(7)
    tried(qtbot, wizard)
    assert "cannot lock objects" in texts(step)
    step.lock.setValue(0)
    aws_environment.setenv("AWS_SECRET_ACCESS_KEY", "WRONG")
    tried(qtbot, wizard)
    assert "does not accept the credentials" in texts(step)
    aws_environment.setenv("AWS_SECRET_ACCESS_KEY", "TESTSECRET")
    tried(qtbot, wizard)
    assert "A repository can be made here" in texts(step)
    press(qtbot, wizard.next_button)
    for field in (wizard.encryption.first, wizard.encryption.second):
        qtbot.keyClicks(field, "correct horse battery staple")
    wizard.encryption.recovery.setChecked(False)
    press(qtbot, wizard.next_button)
    assert f"--endpoint {s3_server.endpoint}" in wizard.command()
    press(qtbot, wizard.next_button)
    qtbot.waitUntil(lambda: wizard.step is wizard.recovery, timeout=WAIT_MS)
    press(qtbot, wizard.next_button)
    workspace = window.context.workspace
    qtbot.waitUntil(lambda: workspace.state is State.OPEN, timeout=WAIT_MS)
    assert workspace.place.location == s3_place.location
    with by_the_test():
        settings = load_settings(workspace.settings.path)
    assert settings.repositories["far"].options.endpoint == s3_server.endpoint
    assert recents()[0].location == s3_place.location
    by_url = resolve_repository(s3_place.location, workspace.settings)
    assert by_url.options.endpoint == s3_server.endpoint
    workspace.close()
    entry = window.findChild(QPushButton, f"recent.{s3_place.location}")
    qtbot.waitUntil(entry.isVisible, timeout=WAIT_MS)
    press(qtbot, entry)
    qtbot.waitUntil(lambda: workspace.state is State.OPEN, timeout=WAIT_MS)
