"""The PostgreSQL demo's story: a private server, a load, backups, a mistake, two restores, every row compared."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg

from pagewake.backup.run import BackupReport, BackupRequest, run_backup
from pagewake.demo.postgres_ledger import Moment, PostgresLedger, differences
from pagewake.demo.postgres_server import PORT, USER, DemoServer
from pagewake.demo.steps import DemoReport, DemoStep, Teller
from pagewake.engines.postgres import ENGINE
from pagewake.engines.postgres.scratch_server import ScratchServer, ServerSettings
from pagewake.errors import RestoreError
from pagewake.jobs import BackgroundRun, Job
from pagewake.model import RestoreTarget, TargetKind
from pagewake.repository.repository import Repository
from pagewake.restore.planning import plan_restore
from pagewake.restore.run import RestoreRequest, run_restore
from pagewake.stores.local import LocalStore
from pagewake.units import counted, size_text
from pagewake.verify.run import Level, run_verify

SOURCE = "ledger"
POINT = "month end"
LOAD = 300
"""Transactions committed while each backup runs, and again between two backups."""


@dataclass(frozen=True)
class _Truths:
    """The two moments that are restored."""

    point: Moment
    before_mistake: Moment


def run_postgres_demo(
    directory: Path, job: Job, *, told: Callable[[DemoStep], None] = lambda step: None
) -> DemoReport:
    """Tell the whole story below `directory`, which must not hold one yet.

    Raises UsageError where no server is on this machine, RestoreError if a restored row differs from the truth, and
    whatever the steps raise. The server is stopped in any case.
    """
    return _PostgresDemo(directory, job, told).run()


class _PostgresDemo:
    """The demo's state while it runs."""

    def __init__(self, directory: Path, job: Job, told: Callable[[DemoStep], None]) -> None:
        self._directory = directory
        self._job = job
        self._teller = Teller(told)
        self._ids: list[str] = []

    def run(self) -> DemoReport:
        """All steps, top to bottom."""
        server = DemoServer(self._directory, self._job)
        try:
            return self._run(server)
        finally:
            server.forget_copy()

    def _run(self, server: DemoServer) -> DemoReport:
        with server:
            ledger = PostgresLedger(server.connection, seed=7)
            try:
                version = server.installation.version
                self._step(
                    "make a server",
                    f"PostgreSQL {version} on a private socket, {counted(ledger.moment().rows, 'row')}",
                )
                repository = Repository.create(LocalStore(self._directory / "repository"))
                truths = self._history(repository, server, ledger)
            finally:
                ledger.close()
        self._verify(repository)
        point = RestoreTarget(TargetKind.NAME, POINT)
        self._restore(repository, server, "restored-point", point, truths.point)
        moment = RestoreTarget(TargetKind.TIME, truths.before_mistake.time)
        restored, rows = self._restore(repository, server, "restored", moment, truths.before_mistake)
        return DemoReport(
            directory=self._directory,
            database=server.data,
            repository=self._directory / "repository",
            restored=restored,
            target=truths.before_mistake.time,
            target_lsn=truths.before_mistake.lsn,
            steps=tuple(self._teller.steps),
            backups=tuple(self._ids),
            rows_compared=truths.point.rows + rows,
        )

    def _history(self, repository: Repository, server: DemoServer, ledger: PostgresLedger) -> _Truths:
        """Backups under load; a named moment, and one just before a mistake."""
        self._backup(repository, server, ledger, "full")
        self._backup(repository, server, ledger, "incremental")
        point = ledger.restore_point(POINT)
        self._step("name a moment", f"restore point {POINT!r} after {counted(ledger.commits, 'commit')}")
        self._backup(repository, server, ledger, "incremental")
        self._backup(repository, server, ledger, "differential")
        ledger.run(LOAD, self._job)
        before = ledger.moment()
        time.sleep(0.01)  # so that the mistake is later by the clock, too
        ledger.make_a_mistake()
        self._step("make a mistake", "DELETE FROM entry; every balance set to 0")
        self._backup(repository, server, ledger, "incremental")
        return _Truths(point, before)

    def _backup(
        self, repository: Repository, server: DemoServer, ledger: PostgresLedger, type_: str
    ) -> BackupReport:
        """One backup, with the load running before it and while it reads."""
        ledger.run(LOAD, self._job)
        load = BackgroundRun(Job("demo load", token=self._job.token), lambda job: ledger.run(LOAD, job))
        source = ENGINE.open(str(server.data), connection=server.connection)
        try:
            request = BackupRequest(SOURCE, type_, checkpoint=True)
            report = run_backup(repository, ENGINE, source, request, self._job)
        finally:
            source.close()
            load.result()
        stats = report.stats
        self._ids.append(report.backup.id)
        self._step(
            f"{report.backup.type.value} backup while it changes",
            f"{counted(stats.pages_backed_up, 'page')} read, {size_text(stats.bytes_written)} stored",
        )
        return report

    def _verify(self, repository: Repository) -> None:
        report = run_verify(repository, lambda name: ENGINE, (), Level.DATA, self._job)
        if not report.ok:
            raise RestoreError(f"the demo's repository is damaged: {report.findings[0].message}")
        self._step("verify every byte", f"{size_text(report.bytes_checked)} match their hashes")

    def _restore(
        self, repository: Repository, server: DemoServer, name: str, target: RestoreTarget, truth: Moment
    ) -> tuple[Path, int]:
        """Restore to a moment, prove it, and compare every row with what the application knows."""
        directory = self._directory / name
        plan = plan_restore(repository, ENGINE, SOURCE, target, self._job)
        report = run_restore(repository, ENGINE, plan, RestoreRequest(directory, prove=True), self._job)
        if report.proof is None or not report.proof.ok or report.recovered_to is None:
            said = [finding.message for finding in report.proof.findings] if report.proof else []
            raise RestoreError(
                f"the restored server was not proven: {'; '.join(said)}", object_name=str(directory)
            )
        style = ENGINE.lsn_style
        what = f"restore point {POINT!r}" if target.kind is TargetKind.NAME else "just before the mistake"
        self._step(
            f"restore to {what}",
            f"from backup {plan.backup.id}, replayed to {style.text(report.recovered_to.lsn)}; "
            f"{counted(len(report.proof.checks), 'check')} passed",
        )
        self._compare(server, directory, truth)
        self._step("compare every row with the truth", f"{truth.rows:,} rows, all equal")
        return directory, truth.rows

    def _compare(self, server: DemoServer, directory: Path, truth: Moment) -> None:
        """Start the restored server once more, as anybody would, and read it."""
        settings = ServerSettings(scratch=True)
        with ScratchServer(server.installation, directory, server.account, settings) as restored:
            restored.start()
            restored.wait_recovered(self._job, {}, lambda: True)
            with psycopg.connect(
                host=str(restored.socket_directory), port=PORT, user=USER, dbname="postgres"
            ) as connection:
                wrong = differences(connection, truth)
            restored.stop(self._job)
        if wrong:
            raise RestoreError(
                f"the restored tables differ from the truth: {'; '.join(wrong)}", object_name=str(directory)
            )

    def _step(self, what: str, result: str) -> None:
        self._teller.step(what, result)
