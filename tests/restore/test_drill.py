"""Drills, the record that they leave, estimates from it, alternatives, and plans that are saved and opened again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.engines.fake import ENGINE, FakeEngine, FakeRecovery
from tests.engines.fake_rig import NAME, FakeRig, HastyDisk

from pagewake.errors import Cancelled, PlanOutdated, RecoveryFailed, UsageError
from pagewake.jobs import Job
from pagewake.model import Finding, Proof, RestoreTarget, Severity, TargetKind
from pagewake.repository.evidence import Evidence
from pagewake.restore.drill import run_drill
from pagewake.restore.estimate import Basis, estimate_restore
from pagewake.restore.plan_file import plan_text, read_plan, reopen_plan, saved_plan
from pagewake.restore.planning import RestorePlan, alternatives_to, plan_restore
from pagewake.restore.run import RestoreRequest, run_restore
from pagewake.verify.run import Level, run_verify

LATEST = RestoreTarget(TargetKind.LATEST)


def rig(backups: int = 2) -> FakeRig:
    made = FakeRig()
    for number in range(backups):
        for block in range(4):
            made.model.write("1/10", block, 10 * number + block)
        made.backup("full" if not number else "incremental")
    return made


def plan_of(made: FakeRig, target: RestoreTarget = LATEST) -> RestorePlan:
    return plan_restore(made.repository, ENGINE, NAME, target, Job())


class Failing(FakeEngine):
    def __init__(self, error: Exception) -> None:
        self.error = error

    def recovery(self, disk: Any = None) -> Any:
        error = self.error

        class Recovery(FakeRecovery):
            def recover(self, request: Any, job: Any) -> Any:
                raise error

        return Recovery()


def test_a_drill_proves_goes_on_record_and_leaves_nothing(tmp_path: Path) -> None:
    made = rig()
    report = run_drill(made.repository, ENGINE, plan_of(made), Job(), scratch=tmp_path)  # type: ignore[arg-type]
    assert report.ok and report.restore is not None and report.restore.proof is not None
    assert list(tmp_path.iterdir()) == []
    (record,) = made.repository.evidence.all()
    assert (record.level, record.ok, record.backups) == ("drill", True, (report.plan.backup.id,))
    assert record.target == "the newest archived moment" and record.bytes_checked == report.plan.bytes
    assert report.evidence == record


def test_a_restore_that_fails_in_a_drill_is_a_finding_on_record(tmp_path: Path) -> None:
    made = rig()
    engine: Any = Failing(RecoveryFailed("the log ends too soon"))
    report = run_drill(made.repository, engine, plan_of(made), Job(), scratch=tmp_path)
    assert not report.ok and report.restore is None
    assert [one.code for one in report.findings] == ["restore-failed"]
    assert [one.ok for one in made.repository.evidence.all()] == [False]
    assert list(tmp_path.iterdir()) == []


class Lacking(FakeEngine):
    """An engine of which this machine lacks the programs."""

    def recovery(self, disk: Any = None) -> Any:
        class Recovery(FakeRecovery):
            def recover(self, request: Any, job: Any) -> Any:
                done = super().recover(request, job)
                lacks = Finding(
                    Severity.ERROR, "no-server-programs", "Fake 1", "there are no programs", "Get some."
                )
                return replace(done, reached=None, proof=Proof(False, (), (lacks,), possible=False))

        return Recovery()


def test_what_this_machine_lacks_says_nothing_of_a_backup(tmp_path: Path) -> None:
    made, engine = rig(), Lacking()
    with pytest.raises(UsageError, match="there are no programs") as caught:
        run_drill(made.repository, engine, plan_of(made), Job(), scratch=tmp_path)  # type: ignore[arg-type]
    assert caught.value.advice == "Get some." and list(tmp_path.iterdir()) == []
    with pytest.raises(UsageError, match="there are no programs"):
        run_verify(made.repository, lambda name: engine, (), Level.RESTORE, Job(), scratch=tmp_path)  # type: ignore[arg-type, return-value]
    request = RestoreRequest(tmp_path / "out", prove=True)
    report = run_restore(made.repository, engine, plan_of(made), request, Job())  # type: ignore[arg-type]
    assert report.proof is not None and not report.proof.ok and report.evidence is None
    assert made.repository.evidence.all() == [], "no backup is called damaged for it"


def test_a_drill_that_is_cancelled_says_nothing_of_the_backup(tmp_path: Path) -> None:
    made = rig()
    engine: Any = Failing(Cancelled("stop"))
    with pytest.raises(Cancelled):
        run_drill(made.repository, engine, plan_of(made), Job(), scratch=tmp_path)
    assert made.repository.evidence.all() == [] and list(tmp_path.iterdir()) == []
    with pytest.raises(UsageError):
        run_drill(made.repository, engine, plan_of(made), Job(), scratch=tmp_path / "nowhere")


@pytest.mark.parametrize(("prove", "records"), [(True, 1), (False, 0)])
def test_a_proven_restore_that_stays_is_on_record_too(tmp_path: Path, prove: bool, records: int) -> None:
    made = rig()
    request = RestoreRequest(tmp_path / "out", prove=prove)
    report = run_restore(made.repository, ENGINE, plan_of(made), request, Job(), disk=HastyDisk())  # type: ignore[arg-type]
    assert len(made.repository.evidence.all()) == records
    assert (report.evidence is not None) is prove


def measured(level: str, rate: float, source: str = NAME) -> Evidence:
    return Evidence(
        id=level,
        level=level,
        ok=True,
        backups=("b",),
        started=datetime(2026, 3, 1, tzinfo=UTC),
        duration_ms=10_000,
        source=source,
        bytes_checked=int(rate * 10),
    )


def test_an_estimate_says_what_it_is_based_on() -> None:
    plan = replace(plan_of(rig()), bytes=1_000_000_000, wal=())
    nothing = estimate_restore(plan, ())
    assert (nothing.basis, nothing.samples) == (Basis.ASSUMED, 0)
    reading = estimate_restore(plan, [measured("data", 200e6, source="")])
    assert reading.basis is Basis.READING and reading.low < 5 < reading.high
    drills = [measured("data", 900e6), measured("drill", 50e6), measured("drill", 100e6)]
    drilled = estimate_restore(plan, drills)
    assert (drilled.basis, drilled.samples) == (Basis.DRILLS, 2)
    assert drilled.low < 10 and 20 < drilled.high < 30
    other = estimate_restore(plan, [measured("drill", 1e6, source="another")])
    assert other.basis is Basis.ASSUMED
    assert "2 proven restores" in drilled.text and "assumed" in nothing.text


def test_alternatives_tell_what_they_cost_or_lack() -> None:
    made = rig(3)
    stop = made.repository.backups(NAME)[1].stop_lsn
    plan = plan_of(made, RestoreTarget(TargetKind.LSN, stop))
    newer, older = alternatives_to(made.repository, ENGINE, plan, Job())  # type: ignore[arg-type]
    assert plan.backup.id == made.repository.backups(NAME)[1].id
    assert newer.backup.id == made.repository.backups(NAME)[2].id and "before the backup" in newer.problem
    assert older.problem == "" and older.wal_bytes > plan.wal_bytes


def test_a_plan_counts_what_it_reads() -> None:
    plan = plan_of(rig())
    assert 0 < plan.stored_bytes <= 2 * plan.bytes + 4096
    assert plan.missing_blocks == 0


def reopened(made: FakeRig, path: Path) -> Any:
    return reopen_plan(made.repository, ENGINE, read_plan(path), Job())  # type: ignore[arg-type]


@pytest.fixture
def saved(tmp_path: Path) -> tuple[FakeRig, RestorePlan, Path]:
    made = rig()
    plan = plan_of(made)
    path = tmp_path / "plan.json"
    request = RestoreRequest(tmp_path / "out", prove=True, options={"action": "pause"})
    path.write_text(plan_text(saved_plan(made.repository, plan, request)))
    return made, plan, path


def test_a_saved_plan_is_carried_out_as_it_was_reviewed(saved: tuple[FakeRig, RestorePlan, Path]) -> None:
    made, plan, path = saved
    same = reopened(made, path)
    assert replace(same.plan, passed_over=plan.passed_over) == plan and same.later == ()
    assert same.saved.request.prove and same.saved.request.options == {"action": "pause"}
    made.model.write("1/10", 0, 99)  # and more is archived after it
    made.backup("incremental")
    later = reopened(made, path)
    assert (later.plan.wal, later.plan.history, later.plan.backup) == (plan.wal, plan.history, plan.backup)
    assert later.later


def test_a_plan_that_no_longer_holds_is_refused(saved: tuple[FakeRig, RestorePlan, Path]) -> None:
    made, plan, path = saved
    with pytest.raises(PlanOutdated, match="for the repository"):
        reopened(rig(), path)
    made.repository.delete_backup(plan.backup.id)
    with pytest.raises(PlanOutdated, match="no such backup"):
        reopened(made, path)


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"format": "pagewake-restore-plan"}', "[" * 100_000])
def test_what_is_no_plan_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.json"
    path.write_text(text)
    with pytest.raises(UsageError):
        read_plan(path)
    with pytest.raises(UsageError):
        read_plan(tmp_path / "nowhere")


def test_a_bandwidth_makes_an_estimate_longer_and_never_shorter() -> None:
    plan = replace(plan_of(rig()), bytes=1_000_000_000, stored_bytes=100_000_000, wal=())
    free = estimate_restore(plan, [measured("drill", 50e6)])
    assert free.within(None, plan) is free
    slow = free.within(1_000_000, plan)
    assert slow.low == slow.high == 100 and "at most 976.6 KiB/s are read" in slow.text
    quick = free.within(1_000_000_000, plan)
    assert (quick.low, quick.high) == (free.low, free.high)
