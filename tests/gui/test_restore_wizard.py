"""The restore wizard, driven by clicks and keys on a real repository: what it restores is compared with the truth."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.reading import table
from tests.gui.restoring import (
    Open,
    World,
    built,
    button_of,
    click,
    main,
    next_step,
    open_wizard,
    reason,
    run,
    same_as_truth,
    shown,
    to_review,
    world,
    write,
)

from pagewake.desk.commits import CommitsFound
from pagewake.insight.commits import CommitsNear
from pagewake.model import RestoreTarget, TargetKind
from pagewake_gui.main_window import MainWindow
from pagewake_gui.theme import DARK
from pagewake_gui.widgets.command_button import CommandButton
from pagewake_gui.wizards.restore.exporting import picture_of
from pagewake_gui.wizards.restore.wizard import RestoreWizard

__all__ = ["built", "main", "open_wizard", "world"]


def test_a_restore_to_an_lsn_is_the_truth(
    qtbot: Any, main: MainWindow, open_wizard: Open, world: World, tmp_path: Path
) -> None:
    commit = world.ledger.commits[70]
    qtbot.keyClick(main, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    wizard = main.restores.last
    assert wizard is not None and wizard.step.name == "source"
    assert "NeuroQuantumDB" in shown(wizard.source_step)
    next_step(qtbot, wizard, "target")
    step = wizard.target_step
    step.tabs.setCurrentWidget(step.ways["lsn"])
    assert reason(wizard) == "Write an LSN."
    write(qtbot, step.ways["lsn"].field, str(commit.lsn))  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "Last commit that will be there" in step.commits.summary.text(), timeout=WAIT_MS)
    assert f"LSN {commit.lsn}," in step.commits.summary.text().splitlines()[0]
    next_step(qtbot, wizard, "plan")
    qtbot.waitUntil(lambda: wizard.draft.prepared is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "assumed" in shown(wizard.plan_step), timeout=WAIT_MS)
    assert "Why this one" in shown(wizard.plan_step)
    wizard.go_back()
    out = tmp_path / "restored"
    to_review(qtbot, wizard, out)
    assert str(out) in wizard.review_step.summary.text()
    with by_the_test():
        assert not out.exists()
    run(qtbot, wizard)
    assert wizard.result_step.state.text() == "● Restored and proven"
    assert f"LSN {commit.lsn} on timeline 1" in shown(wizard.result_step)
    same_as_truth(world, out, commit.lsn)
    context = main.context
    qtbot.waitUntil(
        lambda: bool(context.workspace.snapshot and context.workspace.snapshot.evidence), timeout=WAIT_MS
    )
    assert context.workspace.snapshot is not None
    assert context.workspace.snapshot.evidence[-1].level == "drill"
    jobs: Any = main.view("jobs")
    outcome = jobs._outcome(context.jobs.entries()[0].id)
    assert "pages restored into" in outcome and outcome.endswith(", and proven")


def test_a_restore_to_a_time_is_the_truth_whatever_the_zone(
    qtbot: Any, open_wizard: Open, world: World, tmp_path: Path
) -> None:
    commit = world.ledger.commits[90]
    wizard = open_wizard()
    next_step(qtbot, wizard, "target")
    step: Any = wizard.target_step
    fields = step.ways["time"].fields
    step.tabs.setCurrentWidget(step.ways["time"])
    write(qtbot, fields.date, commit.time.strftime("%Y-%m-%d"))
    assert reason(wizard) == "Write a time."
    write(qtbot, fields.time, commit.time.strftime("%H:%M:%S.%f"))
    assert wizard.draft.target == RestoreTarget(TargetKind.TIME, commit.time)
    qtbot.waitUntil(lambda: shown(step).count("In UTC") == 1, timeout=WAIT_MS)
    fields.zone.setCurrentIndex(fields.zone.findData("Asia/Kolkata"))
    assert wizard.draft.target == RestoreTarget(TargetKind.TIME, commit.time)
    assert commit.time.strftime("%H:%M:%S") not in fields.time.text()
    qtbot.waitUntil(lambda: "+05:30" in shown(step) and "+00:00" in shown(step), timeout=WAIT_MS)
    to_review(qtbot, wizard, tmp_path / "restored")
    run(qtbot, wizard)
    same_as_truth(world, tmp_path / "restored", commit.lsn)


def test_the_hour_that_happens_twice_is_asked_for_and_the_one_that_never_was_is_refused(
    qtbot: Any, open_wizard: Open
) -> None:
    wizard = open_wizard()
    next_step(qtbot, wizard, "target")
    step: Any = wizard.target_step
    fields = step.ways["time"].fields
    step.tabs.setCurrentWidget(step.ways["time"])
    fields.zone.setCurrentIndex(fields.zone.findData("Europe/Berlin"))
    write(qtbot, fields.date, "2026-10-25")
    write(qtbot, fields.time, "02:30")
    assert fields.instant is None and "happened twice" in reason(wizard)
    assert [fields.first.text()[-6:], fields.second.text()[-6:]] == ["+02:00", "+01:00"]
    click(qtbot, fields.second)
    assert fields.instant.isoformat() == "2026-10-25T01:30:00+00:00"
    assert not fields.first.isVisible()
    write(qtbot, fields.date, "2026-03-29")
    write(qtbot, fields.time, "02:30")
    assert fields.instant is None and "never happened" in reason(wizard)
    assert [fields.first.text()[11:16], fields.second.text()[11:16]] == ["01:30", "03:30"]
    click(qtbot, fields.first)
    assert fields.instant.isoformat() == "2026-03-29T00:30:00+00:00"
    write(qtbot, fields.date, "2026-03-29T02:30:00+02:00")
    assert fields.instant.isoformat() == "2026-03-29T00:30:00+00:00"


def test_outside_the_window_the_nearest_point_is_a_button(
    qtbot: Any, open_wizard: Open, world: World
) -> None:
    wizard = open_wizard(target=RestoreTarget(TargetKind.LSN, world.ledger.commits[-1].lsn + 10_000))
    step: Any = wizard.target_step
    assert step.isVisible() and "after the last archived moment" in shown(step)
    assert "cannot be restored" in reason(wizard)
    click(qtbot, button_of(qtbot, step, "Take the last"))
    assert "It can be restored" in shown(step) and wizard.next.isEnabled()
    write(qtbot, step.ways["lsn"].field, "2")
    assert "before the first restorable" in shown(step)
    click(qtbot, button_of(qtbot, step, "Take the first"))
    assert wizard.next.isEnabled()


def test_a_transaction_that_is_nowhere_leads_back_to_the_target(qtbot: Any, open_wizard: Open) -> None:
    nowhere = "00000000-0000-4000-8000-000000000000"
    wizard = open_wizard(target=RestoreTarget(TargetKind.XID, nowhere))
    next_step(qtbot, wizard, "plan")
    qtbot.waitUntil(lambda: wizard.draft.plan_error is not None, timeout=WAIT_MS)
    assert "no way to this target" in reason(wizard)
    click(qtbot, button_of(qtbot, wizard.plan_step, "Choose another target"))
    assert wizard.step.name == "target" and nowhere in wizard.target_step.ways["xid"].field.text()  # type: ignore[attr-defined]


def test_the_strip_sets_the_target_by_mouse_and_keys_and_has_a_table(qtbot: Any, open_wizard: Open) -> None:
    wizard = open_wizard()
    next_step(qtbot, wizard, "target")
    step: Any = wizard.target_step
    way = step.ways["timeline"]
    step.tabs.setCurrentWidget(way)
    strip = way.panel.strip
    timeline = wizard.draft.state.timeline  # type: ignore[union-attr]
    place = strip.mapFromGlobal(strip.mapToGlobal(strip.rect().topLeft()))
    place.setX(round(strip._place(timeline.backup_columns.finished[1])) + 3)
    place.setY(18)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)
    assert wizard.draft.target is not None
    assert wizard.draft.target.value == timeline.backups[1].finished  # snapped
    before = wizard.draft.target.value
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert wizard.draft.target.value > before  # type: ignore[operator]
    assert "backup" in strip.text_at(place.toPointF())
    assert picture_of(strip, ".png").startswith(b"\x89PNG") and b"<svg" in picture_of(strip, ".svg")
    qtbot.keyClick(strip, Qt.Key.Key_T)
    assert way.panel.table.isVisible() and not strip.isVisible()
    way.panel.table.table.selectRow(0)
    assert wizard.draft.target.value == timeline.windows[0].to_time
    assert "1 restorable" in strip.accessibleDescription()


def test_a_backup_that_was_selected_prefills_the_target(
    qtbot: Any, qtmodeltester: Any, open_wizard: Open, main: MainWindow
) -> None:
    backup = main.context.workspace.snapshot.sources[0].timeline.backups[1]  # type: ignore[union-attr]
    wizard = open_wizard(backups=(backup.id,))
    assert wizard.step.name == "target"
    assert (wizard.draft.target, wizard.draft.backup) == (RestoreTarget(TargetKind.IMMEDIATE), backup.id)
    qtbot.waitUntil(lambda: wizard.target_step.commits.model.rowCount() > 0, timeout=WAIT_MS)
    qtmodeltester.check(wizard.target_step.commits.model)
    next_step(qtbot, wizard, "plan")
    qtbot.waitUntil(lambda: wizard.draft.prepared is not None, timeout=WAIT_MS)
    assert f"--backup {backup.id}" in wizard.draft.command and "--immediate" in wizard.draft.command


def test_another_backup_can_be_used_and_one_that_cannot_says_why(
    qtbot: Any, open_wizard: Open, world: World
) -> None:
    wizard = open_wizard(target=RestoreTarget(TargetKind.LSN, world.ledger.commits[90].lsn))
    next_step(qtbot, wizard, "plan")
    qtbot.waitUntil(lambda: wizard.draft.prepared is not None, timeout=WAIT_MS)
    prepared = wizard.draft.prepared
    assert prepared is not None
    others = prepared.alternatives
    good = next(n for n, one in enumerate(others) if not one.problem)
    bad = next(n for n, one in enumerate(others) if one.problem)
    wizard.plan_step.others.selectRow(wizard.plan_step.model.place_of(bad))
    click(qtbot, wizard.plan_step._use_button)
    assert "before the backup was consistent" in shown(wizard.plan_step)
    wizard.plan_step.others.selectRow(wizard.plan_step.model.place_of(good))
    click(qtbot, wizard.plan_step._use_button)
    qtbot.waitUntil(lambda: wizard.draft.prepared not in (None, prepared), timeout=WAIT_MS)
    assert wizard.draft.prepared is not None
    assert wizard.draft.prepared.plan.backup.id == others[good].backup.id


def test_what_is_there_is_only_overwritten_by_its_name(
    qtbot: Any, open_wizard: Open, world: World, tmp_path: Path
) -> None:
    out = tmp_path / "old"
    first, second = world.ledger.commits[60], world.ledger.commits[100]
    wizard = open_wizard(target=RestoreTarget(TargetKind.LSN, first.lsn))
    to_review(qtbot, wizard, out)
    run(qtbot, wizard)
    wizard.draft.set_target(RestoreTarget(TargetKind.LSN, second.lsn))
    wizard.go("plan")
    next_step(qtbot, wizard, "destination")
    qtbot.waitUntil(lambda: wizard.draft.place is not None, timeout=WAIT_MS)
    assert "it holds 2 entries" in reason(wizard)
    click(qtbot, button_of(qtbot, wizard.destination_step, "Overwrite"))
    next_step(qtbot, wizard, "options")
    assert wizard.options_step.delta.isChecked() and wizard.options_step.check_first.isChecked()
    next_step(qtbot, wizard, "review")
    qtbot.waitUntil(lambda: wizard.review_step.confirmation.isVisible(), timeout=WAIT_MS)
    assert "Type the name" in reason(wizard)
    qtbot.keyClicks(wizard.review_step.confirm, "olx")
    assert "Type the name" in reason(wizard)
    same_as_truth(world, out, first.lsn)
    qtbot.keyClick(wizard.review_step.confirm, Qt.Key.Key_Backspace)
    qtbot.keyClicks(wizard.review_step.confirm, "d")
    run(qtbot, wizard)
    assert wizard.result_step.state.text() == "● Restored and proven"
    same_as_truth(world, out, second.lsn)


def test_what_was_not_proven_is_not_called_a_success(qtbot: Any, open_wizard: Open, tmp_path: Path) -> None:
    wizard = open_wizard(target=RestoreTarget(TargetKind.LATEST))
    next_step(qtbot, wizard, "plan")
    next_step(qtbot, wizard, "destination")
    assert reason(wizard) == "Name the directory to restore into."
    write(qtbot, wizard.destination_step.directory, "relative")
    assert "in full" in reason(wizard)
    write(qtbot, wizard.destination_step.directory, str(tmp_path / "out"))
    next_step(qtbot, wizard, "options")
    qtbot.keyClick(wizard.options_step.prove, Qt.Key.Key_Space)
    next_step(qtbot, wizard, "review")
    assert "--prove" not in wizard.draft.command and "--to" in wizard.draft.command
    run(qtbot, wizard)
    assert wizard.result_step.state.text() == "▲ Restored but not verified"


def test_a_drill_goes_on_record_and_leaves_nothing(
    qtbot: Any, open_wizard: Open, main: MainWindow, tmp_path: Path
) -> None:
    scratch = tmp_path / "scratch"
    with by_the_test():
        scratch.mkdir()
    wizard = open_wizard("restore.drill", target=RestoreTarget(TargetKind.LATEST))
    to_review(qtbot, wizard, scratch)
    assert wizard.next.text() == "Start the drill"
    assert f"--drill --scratch {scratch}" in wizard.draft.command
    run(qtbot, wizard)
    assert "The drill succeeded" in wizard.result_step.state.text()
    with by_the_test():
        assert list(scratch.iterdir()) == []
    workspace = main.context.workspace
    qtbot.waitUntil(lambda: bool(workspace.snapshot and workspace.snapshot.evidence), timeout=WAIT_MS)
    assert [one.ok for one in workspace.snapshot.evidence] == [True]  # type: ignore[union-attr]
    report = tmp_path / "report"
    for ending, begin in ((".json", b"{"), (".html", b"<!DOCTYPE"), (".pdf", b"%PDF")):
        wizard.result_step.export(report.with_suffix(ending))
        qtbot.waitUntil(lambda: not main.context.bridge.busy, timeout=WAIT_MS)
        with by_the_test():
            assert report.with_suffix(ending).read_bytes().startswith(begin)
    with by_the_test():
        assert json.loads(report.with_suffix(".json").read_bytes())["drill"] is True


def test_a_plan_is_saved_reviewed_again_and_refused_when_it_no_longer_holds(
    qtbot: Any, open_wizard: Open, main: MainWindow, world: World, tmp_path: Path
) -> None:
    wizard = open_wizard(target=RestoreTarget(TargetKind.LSN, world.ledger.commits[90].lsn))
    to_review(qtbot, wizard, tmp_path / "out")
    click(qtbot, wizard.review_step.dry_run)
    qtbot.waitUntil(lambda: "nothing stands in the way" in wizard.review_step.note.text(), timeout=WAIT_MS)
    path = tmp_path / "plan.json"
    wizard.review_step.save_plan(path)
    qtbot.waitUntil(lambda: "carries it out" in wizard.review_step.note.text(), timeout=WAIT_MS)
    chosen = wizard.draft.prepared.plan.backup.id  # type: ignore[union-attr]
    wizard.close()

    def reopened() -> RestoreWizard:
        before = main.restores.last
        main.restores.open_plan(path)
        qtbot.waitUntil(lambda: main.restores.last is not before, timeout=WAIT_MS)
        again = main.restores.last
        assert again is not None
        qtbot.waitUntil(lambda: not again.draft.planning, timeout=WAIT_MS)
        return again

    again = reopened()
    assert again.draft.plan_error is None and again.draft.directory == str(tmp_path / "out")
    next_step(qtbot, again, "destination")
    next_step(qtbot, again, "options")
    again.close()
    with by_the_test():
        for one in (world.repository / "backups").iterdir():
            if chosen in one.name:
                os.remove(one)
    refused = reopened()
    assert "the repository changed" in str(refused.draft.plan_error)
    assert "no way to this target" in reason(refused)


def test_a_window_that_is_closed_lets_the_restore_go_on(
    qtbot: Any, open_wizard: Open, main: MainWindow, world: World, tmp_path: Path
) -> None:
    wizard = open_wizard(target=RestoreTarget(TargetKind.LATEST))
    to_review(qtbot, wizard, tmp_path / "out")
    qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT_MS)
    click(qtbot, wizard.next)
    assert wizard.run_step.running
    job = wizard.run_step.job
    wizard.close()
    qtbot.waitUntil(lambda: not main.context.jobs.active, timeout=WAIT_MS)
    entry = main.context.jobs.entry(job)
    assert entry is not None and entry.standing.value == "done"
    same_as_truth(world, tmp_path / "out", world.ledger.commits[-1].lsn)


def test_all_steps_are_reached_by_keys_and_stay_in_another_theme(
    qtbot: Any, open_wizard: Open, tmp_path: Path
) -> None:
    wizard = open_wizard()
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.waitUntil(wizard.isActiveWindow, timeout=WAIT_MS)
    wizard.draft.set_directory(str(tmp_path / "out"))
    for name in ("target", "plan", "destination", "options", "review"):
        qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT_MS)
        qtbot.keyClick(wizard, Qt.Key.Key_Right, alt)
        qtbot.waitUntil(lambda name=name: wizard.step.name == name, timeout=WAIT_MS)
        copies = [one for one in wizard.findChildren(CommandButton) if one.isVisible()]
        assert [one.command for one in copies] == [wizard.draft.command], name
        click(qtbot, copies[0])
        copied = QGuiApplication.clipboard().text()
        assert copied.startswith("pagewake restore ") and f"--to {tmp_path / 'out'}" in copied
    qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT_MS)
    qtbot.keyClick(wizard, Qt.Key.Key_Right, alt)
    assert wizard.step.name == "review"  # a key alone begins nothing
    before = shown(wizard.review_step)
    wizard.context.appearance.change(theme=DARK)
    assert shown(wizard.review_step) == before
    qtbot.keyClick(wizard, Qt.Key.Key_Left, alt)
    assert wizard.step.name == "options"
    for step in wizard.steps:
        fields = [
            one for one in step.findChildren(QLineEdit) if one.parent() is not None and one.isVisibleTo(step)
        ]
        assert all(one.accessibleName() or one.objectName().startswith("qt_") for one in fields), step.name


def test_without_a_repository_the_actions_say_why(window: MainWindow) -> None:
    for name in ("restore.open", "restore.drill", "restore.plan"):
        assert window.context.actions.reason(name) == "No repository is open."


def test_who_clicks_date_and_time_has_only_the_time_left_to_type(qtbot: Any, open_wizard: Open) -> None:
    wizard = open_wizard()
    wizard.go("target")
    step = wizard.target_step
    way: Any = step.ways["time"]
    bar = step.tabs.tabBar()
    place = bar.tabRect(step.tabs.indexOf(way)).center()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: wizard.focusWidget() is way.fields.time, timeout=WAIT_MS)
    state = wizard.draft.state
    assert state is not None
    newest = max(one.to_time for one in state.timeline.windows if one.to_time is not None)
    assert way.fields.date.text() == f"{newest:%Y-%m-%d}"
    assert step.problem() == "Write a time."
    low, high = step.tabs.heightForWidth(900), step.tabs.height()
    assert high <= low + 2, "the tabs are as high as the one that is shown"
    qtbot.keyClicks(way.fields.time, f"{newest:%H:%M:%S}")
    assert step.draft.target is not None


def test_what_a_commit_removed_stands_beside_it(qtbot: Any, open_wizard: Open, world: World) -> None:
    """A column of its own, but only where there is something to say: this database drops nothing."""
    wizard = open_wizard(target=RestoreTarget(TargetKind.LSN, world.ledger.commits[70].lsn))
    panel = wizard.target_step.commits
    qtbot.waitUntil(lambda: panel.model.rowCount() > 0, timeout=WAIT_MS)
    assert "removed" not in {name for row in table(panel.model) for name in row}
    drop = replace(panel.shown[-1], removed=("1663/5/7", "1663/5/8"))
    names = {(drop.lsn, "1663/5/7"): "shop.public.orders", (drop.lsn, "1663/5/8"): "shop.pg_toast.pg_toast_7"}
    panel._found(CommitsFound(1, CommitsNear((panel.shown[0],), (drop,), ()), names))
    assert [row["removed"] for row in table(panel.model)] == ["", "shop.public.orders"]
