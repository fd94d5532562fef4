"""One stage of a simulated life in a process of its own: prints what it took as JSON.

The process loads what `pagewake` loads for the command, shows its progress, and works on a repository in a
directory. Packs are closed after as many chunks as make 32 MiB of a database that compresses 2:1, because
the simulated pages would fill far fewer packs than real ones.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.patience import Stopwatch
from tests.scale.simulated import NAME, Engine, HastyDisk, Shape, SinkDisk, Source

import pagewake.cli.app
import pagewake.cli.commands.backup
import pagewake.engines.neuroquantum
from pagewake import clock
from pagewake.allocator import FEWEST_KEPT, LARGEST_KEPT
from pagewake.backup.plan import BackupPolicy
from pagewake.backup.run import BackupRequest, run_backup
from pagewake.cli.running import run_job
from pagewake.cli.session import Session
from pagewake.copying.planning import Choice
from pagewake.copying.run import run_copy
from pagewake.errors import Cancelled
from pagewake.expire.prune import run_prune
from pagewake.jobs import Job, JobEvent, PhaseBegan
from pagewake.model import RestoreTarget, TargetKind
from pagewake.repository import packs
from pagewake.repository.keys import ScryptCost
from pagewake.repository.repository import Repository
from pagewake.restore import run as restore_run
from pagewake.restore.planning import plan_restore
from pagewake.restore.run import RestoreRequest, run_restore
from pagewake.stores.local import LocalStore
from pagewake.stores.registry import open_store
from pagewake.verify.run import Level, run_verify

PACK_CHUNKS = 128
WORKERS = 2
LONGEST_WAIT_S = 10.0
_LIBRARIES = (pagewake.cli.app, pagewake.cli.commands.backup, pagewake.engines.neuroquantum, clock)


class Life:
    """A simulated database after some hours, and a repository of it."""

    def __init__(self, place: Path, shape: Shape, hours: int, bucket: str = "") -> None:
        self.place = place
        self.bucket = bucket
        self.shape = shape
        self.hours = hours
        self.source = Source(shape, hours)
        self.engine: Any = Engine(self.source)
        store = LocalStore(place / "repository", HastyDisk())
        there = (place / "repository" / "pagewake.json").exists()
        self.repository = Repository.open(store) if there else Repository.create(store)

    def backup(self, type_: str, job: Job) -> dict[str, int]:
        policy = BackupPolicy(largest_incremental=2.0, largest_chain=1e9)
        report = run_backup(
            self.repository,
            self.engine,
            self.source,
            BackupRequest(NAME, type_, workers=WORKERS, policy=policy),
            job,
        )
        assert report.backup.type.value == type_, report.reason
        assert report.backup.logical_bytes >= self.shape.size
        return {"pages": report.backup.pages, "written": report.backup.bytes_written}

    def restore(self, job: Job) -> dict[str, int]:
        restore_run.shutil = SimpleNamespace(  # type: ignore[attr-defined]
            disk_usage=lambda _: SimpleNamespace(free=1 << 60), rmtree=shutil.rmtree
        )
        target = self.place / "restored"
        plan = plan_restore(self.repository, self.engine, NAME, RestoreTarget(TargetKind.LATEST), job)
        assert "missing" not in plan.origins
        disk = SinkDisk(target, self.shape, self.hours)
        report = run_restore(self.repository, self.engine, plan, RestoreRequest(target), job, disk=disk)
        assert not report.findings
        shutil.rmtree(target)
        return {"pages": report.written.pages, "written": disk.pages}

    def verify(self, level: Level, job: Job, *ids: str) -> dict[str, int]:
        report = run_verify(self.repository, lambda name: self.engine, ids, level, job)
        assert report.ok, report.findings
        return {"backups": len(report.backups), "bytes": report.bytes_checked}

    def verify_newest(self, job: Job) -> dict[str, int]:
        return self.verify(Level.DATA, job, self.repository.backups()[-1].id)

    def prune(self, job: Job) -> dict[str, int]:
        report = run_prune(self.repository, job, grace=timedelta(0), dry_run=True)
        return {"packs": len(self.repository.index.packs), "freed": report.plan.bytes_freed}

    def copy(self, passphrase: str | None, job: Job) -> dict[str, int]:
        """Copy everything into a repository with the same key (none), or with one of its own."""
        store = LocalStore(self.place / ("sealed" if passphrase else "plain"), HastyDisk())
        if not (store.directory / "pagewake.json").exists():
            Repository.create(store, passphrase=passphrase, cost=ScryptCost(n=2, r=1)).close()
        report = run_copy(self.repository, Repository.open(store, passphrase), Choice(), job, workers=WORKERS)
        assert report.ok, report.findings
        return {"backups": len(report.copied), "chunks": report.chunks, "read": report.bytes_read}

    def copy_to_bucket(self, job: Job) -> dict[str, int]:
        """Copy everything into a bucket, with a key of its own: what needs most of all."""
        Repository.create(
            open_store(self.bucket), passphrase="of the bucket", cost=ScryptCost(n=2, r=1)
        ).close()
        target = Repository.open(open_store(self.bucket), "of the bucket")
        report = run_copy(self.repository, target, Choice(), job)
        target.close()
        assert report.ok, report.findings
        return {"backups": len(report.copied), "chunks": report.chunks, "read": report.bytes_read}

    def cancel(self, job: Job) -> dict[str, int]:
        """Cancel each kind of work at each moment; the longest answer, in thousandths of a second."""
        restore_run.shutil = SimpleNamespace(  # type: ignore[attr-defined]
            disk_usage=lambda _: SimpleNamespace(free=1 << 60)
        )
        slowest = 0
        for name, phase, delay in MOMENTS:
            self.repository.refresh()
            seconds = cancel_at(lambda job, name=name: STAGES[name](self, job), phase, delay)
            print(f"{name}: {phase or 'start'} + {delay} s: {seconds * 1000:.0f} ms", file=sys.stderr)
            slowest = max(slowest, int(seconds * 1000))
        assert not (self.place / "restored").exists() or not list((self.place / "restored").iterdir())
        assert not list((self.place / "repository" / ".tmp").iterdir())
        assert not list((self.place / "repository" / "locks").iterdir())
        self.verify(Level.STRUCTURE, job)
        return {"slowest_ms": slowest}


MOMENTS = (
    ("full", "", 0.0),
    ("full", "", 0.5),
    ("full", "archive the log", 0.05),
    ("full", "begin", 0.0),
    ("full", "read pages", 0.0),
    ("full", "read pages", 0.7),
    ("incremental", "", 0.9),
    ("incremental", "read pages", 0.3),
    ("incremental", "end", 0.0),
    ("incremental", "commit", 0.0),
    ("restore", "", 0.5),
    ("restore", "", 1.5),
    ("restore", "write pages", 0.0),
    ("restore", "write pages", 0.7),
    ("verify-structure", "check the structure", 0.1),
    ("verify-data", "read packs", 0.3),
    ("verify-data", "read the WAL", 0.1),
    ("verify-one", "mark", 0.1),
    ("verify-one", "read chunks", 0.3),
    ("prune", "", 0.1),
    ("prune", "mark", 0.1),
)
"""The work, the phase in which it is cancelled (empty: any), and how long after that began."""


def cancel_at(work: Callable[[Job], object], phase: str, delay: float) -> float:
    """How long a job goes on after it was cancelled, also where it ends well: in seconds of processor time.

    Other processes of the machine do not count, and waiting, which processor time does not show, is bounded
    by the clock, less what the machine had something wait for.
    """
    job = Job("cancelled")
    asked: list[tuple[float, Stopwatch]] = []

    def ask() -> None:
        asked.append((time.process_time(), Stopwatch()))
        job.token.cancel()

    def listen(event: JobEvent) -> None:
        if isinstance(event, PhaseBegan) and event.phase == phase:
            timers.append(threading.Timer(delay, ask))
            timers[-1].start()

    timers: list[threading.Timer] = []
    job.subscribe(listen)
    if not phase:
        listen(PhaseBegan("", None, ""))
    try:
        work(job)
    except Cancelled:
        assert asked
    ended = time.process_time()
    waited = asked[0][1].seconds if asked else 0.0
    for timer in timers:
        timer.cancel()
        timer.join()
    if not asked or asked[0][0] > ended:
        return 0.0  # it was over before
    assert waited < LONGEST_WAIT_S
    return ended - asked[0][0]


STAGES: dict[str, Callable[[Life, Job], dict[str, int]]] = {
    "full": lambda life, job: life.backup("full", job),
    "incremental": lambda life, job: life.backup("incremental", job),
    "restore": Life.restore,
    "verify-structure": lambda life, job: life.verify(Level.STRUCTURE, job),
    "verify-data": lambda life, job: life.verify(Level.DATA, job),
    "verify-one": Life.verify_newest,
    "prune": Life.prune,
    "copy": lambda life, job: life.copy(None, job),
    "copy-sealed": lambda life, job: life.copy("of the copy", job),
    "copy-bucket": Life.copy_to_bucket,
    "cancel": Life.cancel,
}


def peak_bytes() -> int:
    """The most memory that this process has had. getrusage would count its parent's before exec too."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return 1024 * int(next(line.split()[1] for line in lines if line.startswith("VmHWM")))


def main() -> None:
    """Run the stage that the arguments name."""
    parser = argparse.ArgumentParser()
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("place", type=Path)
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--page-size", type=int, default=4096)
    parser.add_argument("--one-file", action="store_true")
    parser.add_argument("--small-files", type=int, default=0)
    parser.add_argument("--changed", type=int, default=84_000)
    parser.add_argument("--hours", type=int, default=0)
    parser.add_argument("--dense", action="store_true")
    parser.add_argument("--bucket", default="")
    options = parser.parse_args()
    packs.PACK_CHUNKS = packs.PACK_CHUNKS if options.dense else PACK_CHUNKS
    shape = Shape(
        options.size,
        options.page_size,
        options.one_file,
        options.small_files,
        options.changed,
        options.dense,
    )
    life = Life(options.place, shape, options.hours, options.bucket)
    begun, cpu = time.perf_counter(), time.process_time()
    job = Job(options.stage)
    kept = FEWEST_KEPT if options.bucket else LARGEST_KEPT
    seen = run_job(Session(), job, lambda job: STAGES[options.stage](life, job), largest_kept=kept)
    figures = {
        "seconds": round(time.perf_counter() - begun, 2),
        "cpu": round(time.process_time() - cpu, 2),
        "peak": peak_bytes(),
        **seen,
    }
    json.dump(figures, sys.stdout)


if __name__ == "__main__":
    main()
