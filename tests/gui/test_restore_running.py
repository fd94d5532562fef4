"""Step 7 of the restore wizard: a restore that is slow enough to be paused, gone on with, cancelled and abandoned."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.restoring import (
    Open,
    World,
    built,
    button_of,
    click,
    main,
    next_step,
    open_wizard,
    run,
    same_as_truth,
    shown,
    to_review,
    world,
    write,
)

from pagewake.desk.journal import Standing
from pagewake.model import Finding, Severity
from pagewake_gui.dialogs.abandon import AbandonDialog
from pagewake_gui.dialogs.go_on import GoOnDialog
from pagewake_gui.main_window import MainWindow
from pagewake_gui.widgets.bandwidth_field import LIMIT
from pagewake_gui.wizards.restore.wizard import RestoreWizard

__all__ = ["built", "main", "open_wizard", "world"]


def slow_restore(qtbot: Any, wizard: RestoreWizard, out: Path, limit: str) -> None:
    """Up to the review, with a bandwidth that makes it last a while."""
    next_step(qtbot, wizard, "target")
    to_review(qtbot, wizard, out)
    wizard.go("options")
    field = wizard.options_step.bandwidth
    field.kind.setCurrentIndex(field.kind.findData(LIMIT))
    write(qtbot, field.limit, "slow")
    assert not wizard.next.isEnabled() and "is not a bandwidth" in wizard._reason.text()
    write(qtbot, field.limit, limit)
    next_step(qtbot, wizard, "review")


def test_a_restore_is_limited_paused_and_goes_on_to_the_truth(
    qtbot: Any, main: MainWindow, open_wizard: Open, world: World, tmp_path: Path
) -> None:
    wizard, out = open_wizard(), tmp_path / "out"
    slow_restore(qtbot, wizard, out, "64KiB")
    assert "reading at most 64.0 KiB/s" in shown(wizard.review_step)
    assert wizard.draft.command.endswith("--prove --bandwidth 64KiB")
    qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT_MS)
    click(qtbot, wizard.next)
    step = wizard.run_step
    qtbot.waitUntil(lambda: step.pause.isEnabled(), timeout=WAIT_MS)
    assert not step.stop.hasFocus() and not step.pause.hasFocus()
    click(qtbot, step.pause)
    qtbot.waitUntil(lambda: "paused" in step.line.text(), timeout=WAIT_MS)
    assert step.pause.text() == "Go on" and step.stop.isEnabled()
    qtbot.wait(300)
    assert wizard.step is step and step.running, "it stands still"
    click(qtbot, step.pause)
    qtbot.waitUntil(lambda: wizard.step.name == "result", timeout=WAIT_MS)
    assert wizard.result_step.state.text() == "● Restored and proven"
    assert any("data/ledger.db" in text or "paused" in text for text in step.log.toPlainText().splitlines())
    same_as_truth(world, out, world.ledger.commits[-1].lsn)


def test_a_paused_restore_is_cancelled_and_leaves_nothing(
    qtbot: Any, main: MainWindow, open_wizard: Open, world: World, tmp_path: Path
) -> None:
    wizard, out = open_wizard(), tmp_path / "out"
    slow_restore(qtbot, wizard, out, "16KiB")
    qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT_MS)
    click(qtbot, wizard.next)
    step = wizard.run_step
    qtbot.waitUntil(lambda: step.pause.isEnabled(), timeout=WAIT_MS)
    click(qtbot, step.pause)
    click(qtbot, step.stop)
    qtbot.waitUntil(lambda: wizard.step.name == "result", timeout=WAIT_MS)
    assert wizard.result_step.state.text() == "○ Cancelled"
    with by_the_test():
        assert not out.exists() or list(out.iterdir()) == []


def test_an_abandoned_restore_is_no_success(
    qtbot: Any, main: MainWindow, open_wizard: Open, world: World, tmp_path: Path
) -> None:
    wizard, out = open_wizard(), tmp_path / "out"
    slow_restore(qtbot, wizard, out, "16KiB")
    qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT_MS)
    click(qtbot, wizard.next)
    step, jobs = wizard.run_step, main.context.jobs
    qtbot.waitUntil(lambda: step.pause.isEnabled(), timeout=WAIT_MS)
    jobs.cancel(step.job)
    entry = jobs.entry(step.job)
    assert entry is not None and entry.stopping
    click(qtbot, step.stop)
    (dialog,) = wizard.findChildren(AbandonDialog)
    click(qtbot, dialog.abandon)
    qtbot.waitUntil(lambda: wizard.step.name == "result", timeout=WAIT_MS)
    assert wizard.result_step.state.text() == "▲ Abandoned: not restored"
    qtbot.waitUntil(lambda: not jobs.entry(step.job).loose, timeout=WAIT_MS)  # type: ignore[union-attr]
    assert jobs.entry(step.job).standing is Standing.ABANDONED  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: not main.context.bridge.busy, timeout=WAIT_MS)


def test_a_server_that_pauses_is_offered_a_later_point(
    qtbot: Any, main: MainWindow, open_wizard: Open, world: World, tmp_path: Path
) -> None:
    wizard, out = open_wizard(), tmp_path / "out"
    next_step(qtbot, wizard, "target")
    to_review(qtbot, wizard, out)
    run(qtbot, wizard)
    step, jobs = wizard.result_step, main.context.jobs
    entry = jobs.entry(wizard.run_step.job)
    assert entry is not None and not step.pauses
    finding = Finding(
        Severity.INFO, "pauses-at-target", str(out), "the server will stop replaying at the target"
    )
    step.show_end(replace(entry, result=replace(entry.result, findings=(finding,))), step._prepared, "")  # type: ignore[arg-type]
    click(qtbot, button_of(qtbot, step, "Go on to a later point"))
    (dialog,) = step.findChildren(GoOnDialog)
    place = f"--repo {world.repository} --to {out} --source shop"
    assert dialog.command() == f"pagewake restore --continue {place} --latest"
    assert not dialog.form.isRowVisible(dialog.action), "the newest moment has nothing to pause at"
    dialog.kind.setCurrentIndex(1)
    assert not dialog.start.isEnabled() and "Write where" in dialog.why_not.text()
    write(qtbot, dialog.value, "2026-03-01 14:00")
    assert dialog.command().endswith("--target-time 2026-03-01T14:00:00Z --action pause")
    write(qtbot, dialog.value, "noonish")
    assert "is not a time" in dialog.why_not.text()
    dialog.kind.setCurrentIndex(2)
    write(qtbot, dialog.value, "16/B374D848")
    assert dialog.command().endswith(f"--target-lsn {0x16B374D848} --action pause")
    click(qtbot, dialog.start)
    qtbot.waitUntil(lambda: not jobs.active and not main.context.bridge.busy, timeout=WAIT_MS)
    newest = jobs.entries()[0]
    assert newest.standing is Standing.FAILED, "this kind of database is ready when it is restored"
    assert "never stands still" in newest.error_text
