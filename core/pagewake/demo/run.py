"""The demo's story, step by step, on the real code: make, change, back up, verify, restore, compare."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from pagewake.backup.run import BackupReport, BackupRequest, run_backup
from pagewake.demo.ledger import DATA_SIZE, Ledger
from pagewake.demo.steps import DemoReport, DemoStep, Teller
from pagewake.engines.base import Engine
from pagewake.engines.neuroquantum import ENGINE
from pagewake.errors import RestoreError
from pagewake.jobs import BackgroundRun, Job
from pagewake.model import RestoreTarget, TargetKind
from pagewake.repository.repository import Repository
from pagewake.restore.planning import plan_restore
from pagewake.restore.run import RestoreRequest, run_restore
from pagewake.stores.local import LocalStore
from pagewake.units import counted
from pagewake.verify.run import Level, run_verify

SOURCE = "ledger"
PAGES = 4096
"""Pages of the demo's database: 16 MiB."""
BACKUPS = ("full", "incremental", "incremental", "differential", "incremental")
LOAD = 200
"""Transactions committed while each backup runs, and again between two backups."""


def run_demo(
    directory: Path, job: Job, *, told: Callable[[DemoStep], None] = lambda step: None
) -> DemoReport:
    """Tell the whole story below `directory`, which must not hold one yet.

    Raises RestoreError if a restored page differs from the truth, and whatever the steps raise.
    """
    return _Demo(directory, ENGINE, job, told).run()


class _Demo:
    """The demo's state while it runs."""

    def __init__(self, directory: Path, engine: Engine, job: Job, told: Callable[[DemoStep], None]) -> None:
        self._directory = directory
        self._engine = engine
        self._job = job
        self._teller = Teller(told)

    def run(self) -> DemoReport:
        """All steps, top to bottom."""
        ledger = Ledger(self._directory / "database", PAGES, seed=7)
        try:
            self._step("make a database", f"{PAGES:,} pages of 4 KiB, each with its own checksum")
            repository = Repository.create(LocalStore(self._directory / "repository"))
            ids = [self._backup(repository, ledger, type_).backup.id for type_ in BACKUPS]
            target = ledger.commits[len(ledger.commits) // 2]
            self._verify(repository)
            restored, compared = self._restore(repository, ledger, target.lsn)
        finally:
            ledger.close()
        return DemoReport(
            directory=self._directory,
            database=ledger.directory,
            repository=self._directory / "repository",
            restored=restored,
            target=target.time,
            target_lsn=target.lsn,
            steps=tuple(self._teller.steps),
            pages_compared=compared,
            backups=tuple(ids),
        )

    def _backup(self, repository: Repository, ledger: Ledger, type_: str) -> BackupReport:
        """One backup, with the load running before it and while it reads.

        On quick storage the load is over first: the program stays there and answers, as a backup needs it.
        """
        ended = threading.Event()

        def work(job: Job) -> None:
            ledger.run(LOAD, job)
            while not ended.wait(0.02):
                ledger.database.tick()

        ledger.run(LOAD, self._job)
        load = BackgroundRun(Job("demo load", token=self._job.token), work)
        source = self._engine.open(str(ledger.directory))
        try:
            request = BackupRequest(SOURCE, type_, checkpoint=True)
            report = run_backup(repository, self._engine, source, request, self._job)
        finally:
            ended.set()
            source.close()
            load.result()
        stats = report.stats
        self._step(
            f"{report.backup.type.value} backup while it changes",
            f"{counted(stats.pages_backed_up, 'page')} read, {stats.bytes_written / 1024:,.0f} KiB stored",
        )
        return report

    def _verify(self, repository: Repository) -> None:
        report = run_verify(repository, lambda name: self._engine, (), Level.DATA, self._job)
        if not report.ok:
            raise RestoreError(f"the demo's repository is damaged: {report.findings[0].message}")
        self._step("verify every byte", f"{report.bytes_checked / 1024:,.0f} KiB match their hashes")

    def _restore(self, repository: Repository, ledger: Ledger, lsn: int) -> tuple[Path, int]:
        directory = self._directory / "restored"
        target = RestoreTarget(TargetKind.LSN, lsn)
        plan = plan_restore(repository, self._engine, SOURCE, target, self._job)
        report = run_restore(repository, self._engine, plan, RestoreRequest(directory, prove=True), self._job)
        assert report.recovered_to is not None  # this engine recovers the files itself
        self._step(
            f"restore to transaction at LSN {lsn}",
            f"from backup {plan.backup.id}, {len(plan.chain)} in its chain, replayed to {report.recovered_to.lsn}",
        )
        compared = compare_with_truth(directory / "data" / "ledger.db", ledger.truth(lsn))
        self._step("compare every page with the truth", f"{compared:,} pages, all equal")
        return directory, compared

    def _step(self, what: str, result: str) -> None:
        self._teller.step(what, result)


def compare_with_truth(page_file: Path, truth: dict[int, bytes]) -> int:
    """Compare data areas page by page; returns how many. Raises RestoreError at the first that differs."""
    with page_file.open("rb") as file:
        for page, expected in sorted(truth.items()):
            file.seek(page * 4096 + 64)
            if file.read(DATA_SIZE) != expected:
                raise RestoreError(
                    "the restored page differs from the truth", object_name=f"{page_file.name} page {page}"
                )
    return len(truth)
