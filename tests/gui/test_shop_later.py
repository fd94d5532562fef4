"""PostgreSQL, restored by the wizard to pause at a moment: it goes on to later ones by the dialog, and the jobs page
goes on with a restore whose process was killed."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.reading import LEFT, go_to, halves, settle, table
from tests.gui.restoring import button_of, next_step, write
from tests.gui.shop import Instant, Shop, seen_in
from tests.gui.test_shop_restore import LONG_MS, by_name, comes_up_as, opened, rig
from tests.postgres.conftest import installation_of
from tests.postgres.servers import Rig, Server

from pagewake.clock import now
from pagewake.desk.journal import Journal, JournalEntry, Standing
from pagewake.restore.marker import MARKER
from pagewake_gui.dialogs.go_on import GoOnDialog
from pagewake_gui.main_window import MainWindow

__all__ = ["rig"]

pytestmark = [pytest.mark.torture, pytest.mark.timeout(300)]
ROOT = Path(__file__).resolve().parents[2]


def choose(qtbot: Any, box: QComboBox, row: int) -> None:
    """By the keys of a person who tabbed to it."""
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(row):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentIndex() == row


def stands(server: Server) -> bool:
    with suppress(psycopg.Error):
        return bool(server.value("SELECT pg_is_wal_replay_paused()"))
    return False


def seen_paused(server: Server) -> tuple[dict[str, list[Any]], dict[str, str]]:
    """Start it, wait until it stands still, look, and stop it."""
    server.start()
    end = time.monotonic() + 60
    while not stands(server):
        assert time.monotonic() < end, server.log[-2000:]
        time.sleep(0.05)
    with server.connect("orders") as session:
        seen = seen_in(session)
    server.stop()
    return seen


def test_a_paused_server_goes_on_to_later_points_and_is_promoted_at_the_last(
    qtbot: Any, shop: Shop, shop_window: MainWindow, rig: Rig
) -> None:
    instants = shop.truth.instants
    wizard = opened(qtbot, shop_window)
    by_name(qtbot, wizard, instants["release 4.2"])
    with by_the_test():
        out, away = rig.directory("out"), rig.directory("away")
    next_step(qtbot, wizard, "plan")
    next_step(qtbot, wizard, "destination")
    write(qtbot, wizard.destination_step.directory, str(out))
    (field,) = wizard.destination_step.part_fields.values()
    write(qtbot, field, str(away / "cold"))
    next_step(qtbot, wizard, "options")
    action = wizard.options_step.choices["action"]
    choose(qtbot, action, action.findData("pause"))
    assert "cannot be proven" in wizard._reason.text()
    qtbot.mouseClick(wizard.options_step.prove, LEFT, pos=wizard.options_step.prove.rect().topLeft())
    if wizard.options_step.prove.isChecked():
        qtbot.keyClick(wizard.options_step.prove, Qt.Key.Key_Space)
    next_step(qtbot, wizard, "review")
    assert "--action pause" in wizard.draft.command and "--prove" not in wizard.draft.command
    qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT_MS)
    qtbot.mouseClick(wizard.next, LEFT)
    qtbot.waitUntil(lambda: wizard.step.name == "result", timeout=LONG_MS)
    assert wizard.result_step.state.text() == "▲ Restored but not verified"
    with by_the_test():
        server = rig.adopt(installation_of(int(shop.truth.version.split(".")[0])), out)
        rows, pages = seen_paused(server)
    assert (rows, pages) == (instants["release 4.2"].rows, instants["release 4.2"].pages)

    steps: list[tuple[int, str, Callable[[Instant], str]]] = [
        (4, "before the mistake", lambda one: one.name),
        (3, "after the mistake", lambda one: str(one.xid)),
    ]
    for kind, name, text in steps:
        dialog = go_on(qtbot, wizard)
        choose(qtbot, dialog.kind, kind)
        assert "Write where" in dialog.why_not.text()
        write(qtbot, dialog.value, text(instants[name]))
        start(qtbot, shop_window, dialog)
        assert newest(shop_window).standing is Standing.DONE, newest(shop_window).error_text
        with by_the_test():
            rows, pages = seen_paused(server)
        assert (rows, pages) == (instants[name].rows, instants[name].pages), name

    # Never back: the error says so, and the server stands where it stood.
    dialog = go_on(qtbot, wizard)
    choose(qtbot, dialog.kind, 2)
    write(qtbot, dialog.value, halves(instants["before the mistake"].lsn))
    start(qtbot, shop_window, dialog)
    assert newest(shop_window).standing is Standing.FAILED
    assert "recovery never goes back" in newest(shop_window).error_text

    # The newest moment of all lies behind the gap: that is said, and a better target goes in its place.
    dialog = go_on(qtbot, wizard)
    start(qtbot, shop_window, dialog)
    assert newest(shop_window).standing is Standing.DONE
    (caution,) = newest(shop_window).findings
    assert caution.code == "newest-not-reached" and "timeline 2 is archived behind a gap" in caution.message

    dialog = go_on(qtbot, wizard)
    choose(qtbot, dialog.kind, 1)
    assert not dialog.prove.isEnabled()
    choose(qtbot, dialog.action, 1)
    dialog.prove.setFocus()
    qtbot.keyClick(dialog.prove, Qt.Key.Key_Space)
    write(qtbot, dialog.value, f"{instants['after the mistake'].when:%Y-%m-%d %H:%M:%S.%f}")
    start(qtbot, shop_window, dialog)
    done = newest(shop_window)
    assert done.standing is Standing.DONE and done.result.proof.ok, done.error_text
    assert done.command.endswith("--action promote --prove")
    assert any("B-tree" in text or "tables" in text for _, _, text in done.log)
    wizard.close()
    comes_up_as(rig, shop, out, instants["after the mistake"])
    jobs = go_to(qtbot, shop_window, Qt.Key.Key_9, "jobs")
    states = [row["state"] for row in table(jobs.rows.model)]
    assert states == ["● done", "▲ done, with findings", "■ failed", "● done", "● done", "● done"]


def go_on(qtbot: Any, wizard: Any) -> GoOnDialog:
    """The dialog that the button of the last step opens."""
    wizard.activateWindow()
    qtbot.mouseClick(button_of(qtbot, wizard.result_step, "Go on to a later point"), LEFT)
    found: GoOnDialog = wizard.result_step.findChildren(GoOnDialog)[-1]
    return found


def start(qtbot: Any, window: MainWindow, dialog: GoOnDialog) -> None:
    assert dialog.start.isEnabled(), dialog.why_not.text()
    qtbot.mouseClick(dialog.start, LEFT)
    settle(qtbot, window)


def newest(window: MainWindow) -> Any:
    return window.context.jobs.entries()[0]


def test_a_restore_whose_process_was_killed_is_resumed_by_the_jobs_page(
    qtbot: Any, shop: Shop, shop_window: MainWindow, shop_repository: Path, rig: Rig, tmp_path: Path
) -> None:
    instant, place = shop.truth.instants["before the mistake"], shop_window.context.workspace.place
    assert place is not None
    with by_the_test():
        out, away = rig.directory("out"), rig.directory("away")
    _, old = shop.truth.tablespace
    command = (
        f"pagewake restore --repo {place.location} --source shop --target-name 'before the mistake' --prove --to {out} "
        f"--tablespace-map {old}={away / 'cold'}"
    )
    words = [*shlex.split(command)[1:], "--bandwidth", "500KiB"]
    with by_the_test():
        process = subprocess.Popen(
            [sys.executable, "-m", "pagewake", *words],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(str(ROOT / one) for one in ("core", "resources")),
            },
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        end = time.monotonic() + 60
        while not (out / MARKER).exists() or not any((out / "base").rglob("*")):
            assert time.monotonic() < end and process.poll() is None
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert (out / MARKER).exists()
        entry = JournalEntry(
            "earlier",
            "restore",
            "Restore of shop",
            "shop",
            command,
            place.location,
            Standing.RUNNING,
            now(),
            now(),
        )
        Journal(tmp_path / "home").record(entry)
    shop_window.context.jobs.load()
    settle(qtbot, shop_window)
    view = go_to(qtbot, shop_window, Qt.Key.Key_9, "jobs")
    view.bring("earlier")
    assert [row["state"] for row in table(view.rows.model)] == ["▲ interrupted"]
    assert view.detail.again.text() == "Resume" and view.detail.again.isEnabled(), view.detail.why_not.text()
    qtbot.mouseClick(view.detail.again, LEFT)
    settle(qtbot, shop_window, LONG_MS)
    done = newest(shop_window)
    assert done.standing is Standing.DONE, done.error_text
    assert done.result.proof.ok and done.result.written.bytes_kept >= 0
    assert view.detail.log.model.rowCount() > 3
    # The same once more: the directory holds a database now, and that is said.
    qtbot.mouseClick(view.detail.again, LEFT)
    settle(qtbot, shop_window, LONG_MS)
    assert newest(shop_window).standing is Standing.FAILED
    comes_up_as(rig, shop, out, instant)
    with by_the_test():
        shutil.rmtree(out)
    rows = table(view.rows.model)
    assert [row["state"] for row in rows] == ["■ failed", "● done", "▲ interrupted"]
