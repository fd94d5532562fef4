"""`./pw bench`: full, incremental, restore and log parsing of a NeuroQuantumDB database of 1 GB, beside plain lz4.

Every figure is a median over interleaved rounds, each contestant in a process of its own, so that peak memory is its
own too. Machines differ and drift: read the ratios to the plain lz4 copy of the same files in the same round, not the
megabytes. `--pages` and `--rounds` make it smaller. How to read the table: docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import lz4.block
import numpy as np

from pagewake.allocator import keep_buffers
from pagewake.backup.run import BackupRequest, run_backup
from pagewake.engines.neuroquantum import ENGINE
from pagewake.engines.neuroquantum.database import Database
from pagewake.interpreter import work_steadily
from pagewake.jobs import Job
from pagewake.kernels import walk_log
from pagewake.model import RestoreTarget, TargetKind
from pagewake.repository.repository import Repository
from pagewake.restore.planning import plan_restore
from pagewake.restore.run import RestoreRequest, run_restore
from pagewake.stores.local import LocalStore

DATA_SIZE, PAGE = 4032, 4096
MEBIBYTE = 1 << 20
TOUCHED = 0.015
WORKERS = 2
PASSPHRASE = "a bench"


def page_data(pages: int) -> Iterator[bytes]:
    """Data areas that compress about 2:1, as rows of a table do, in buffers of 2048 pages."""
    chance = np.random.default_rng(7)
    block = chance.integers(32, 127, (2048, DATA_SIZE), dtype=np.uint8)
    block[:, DATA_SIZE // 2 :] = ord(" ")
    for first in range(0, pages, 2048):
        count = min(2048, pages - first)
        numbers = np.arange(first, first + count, dtype="<u8")
        block[:count, :8] = numbers.view(np.uint8).reshape(count, 8)
        yield block[:count].tobytes()


def touch(directory: Path, pages: int, seed: int) -> None:
    """Change `TOUCHED` of all pages, at random."""
    chance = random.Random(seed)
    with Database.open(directory) as database:
        numbers = chance.sample(range(1, pages), int(pages * TOUCHED))
        for at in range(0, len(numbers), 200):
            with database.begin() as transaction:
                for page in numbers[at : at + 200]:
                    transaction.write(page, chance.randrange(3800), chance.randbytes(100))


def over_threads(chunks: list[tuple[Path, int]], work: Callable[[Path, int], None]) -> None:
    """Do the work on every chunk with two threads: the plainest pipeline there is."""
    queue = iter(chunks)
    guard = threading.Lock()

    def run() -> None:
        while True:
            with guard:
                chunk = next(queue, None)
            if chunk is None:
                return
            work(*chunk)

    threads = [threading.Thread(target=run) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def lz4_copy(database: Path, out: Path) -> int:
    """Read 1 MiB, compress, write: what a backup can at best be, as it neither checks nor remembers."""
    files = [path for path in database.rglob("*") if path.is_file()]
    chunks = [(path, at) for path in files for at in range(0, path.stat().st_size, MEBIBYTE)]
    with (out / "copy.lz4").open("wb") as sink:
        guard = threading.Lock()

        def work(path: Path, at: int) -> None:
            with path.open("rb") as file:
                data = lz4.block.compress(os.pread(file.fileno(), MEBIBYTE, at))
            with guard:
                sink.write(len(data).to_bytes(8, "little") + data)

        over_threads(chunks, work)
        sink.flush()
        os.fsync(sink.fileno())
    return sum(path.stat().st_size for path in files)


def lz4_unpack(out: Path, target: Path) -> int:
    """Decompress the plain copy into one file."""
    size = 0
    with (out / "copy.lz4").open("rb") as source, target.open("wb") as sink:
        while head := source.read(8):
            size += sink.write(lz4.block.decompress(source.read(int.from_bytes(head, "little"))))
        sink.flush()
        os.fsync(sink.fileno())
    return size


def backup(database: Path, repository: Path, type_: str, passphrase: str | None = None) -> int:
    """One backup; returns the bytes of the pages read and, where it is the first, of the log."""
    source = ENGINE.open(str(database))
    store = LocalStore(repository)
    first = not (repository / "pagewake.json").exists()
    opened = (Repository.create if first else Repository.open)(store, passphrase=passphrase)
    report = run_backup(opened, ENGINE, source, BackupRequest("db", type_, workers=WORKERS), Job("backup"))
    source.close()
    assert report.backup.type.value == type_, report.reason
    log = sum(path.stat().st_size for path in (database / "wal").iterdir()) if first else 0
    return report.stats.bytes_read + log


def restore(repository: Path, target: Path, passphrase: str | None = None) -> int:
    """Restore the newest moment; returns the bytes of its files."""
    opened = Repository.open(LocalStore(repository), passphrase)
    plan = plan_restore(opened, ENGINE, "db", RestoreTarget(TargetKind.LATEST), Job("plan"))
    run_restore(opened, ENGINE, plan, RestoreRequest(target), Job("restore"))
    return plan.bytes


def parse_log(database: Path) -> int:
    """Walk every segment: framing, checksums, fields; returns the bytes."""
    size = 0
    for path in sorted((database / "wal").glob("wal-*.log")):
        data = np.memmap(path, np.uint8, "r")
        columns = walk_log(memoryview(data))
        assert columns.stop_offset == len(data)
        size += len(data)
    return size


STAGES: dict[str, Callable[..., int]] = {
    "lz4-copy": lambda place: lz4_copy(place / "database", place),
    "full": lambda place: backup(place / "database", place / "repository", "full"),
    "full-encrypted": lambda place: backup(place / "database", place / "encrypted", "full", PASSPHRASE),
    "incremental": lambda place: backup(place / "database", place / "repository", "incremental"),
    "lz4-unpack": lambda place: lz4_unpack(place, place / "unpacked"),
    "restore": lambda place: restore(place / "repository", place / "restored"),
    "restore-encrypted": lambda place: restore(place / "encrypted", place / "restored-too", PASSPHRASE),
    "parse-log": lambda place: parse_log(place / "database"),
}


def stage(name: str, place: Path) -> None:
    """Run one stage in this process and print its figures as JSON."""
    # As our programs do, and for all contestants: the first makes the plain lz4 twice as fast, too.
    keep_buffers()
    work_steadily()
    begun, cpu = time.perf_counter(), time.process_time()
    size = STAGES[name](place)
    status = Path(
        "/proc/self/status"
    ).read_text()  # getrusage would count the parent's memory before exec too
    peak = 1024 * int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
    json.dump(
        {
            "bytes": size,
            "seconds": time.perf_counter() - begun,
            "cpu": time.process_time() - cpu,
            "peak": peak,
        },
        sys.stdout,
    )


def run_stage(name: str, place: Path) -> dict[str, float]:
    """Run one stage in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.neuroquantum", "--stage", name, "--place", str(place)]
    # As our programs have it: numpy's linear algebra, which nobody here needs, starts no threads that wait busily.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def measure(place: Path, pages: int, rounds: int) -> dict[str, list[dict[str, float]]]:
    """All stages, interleaved, `rounds` times. Each round has a repository of its own."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in STAGES}
    for number in range(rounds):
        for name in STAGES:
            if name == "incremental":
                touch(place / "database", pages, number)
            found[name].append(run_stage(name, place))
        for left in ("repository", "restored", "encrypted", "restored-too"):
            shutil.rmtree(place / left)
        (place / "unpacked").unlink()
    return found


HEADINGS = ("stage", "MB", "MB/s", "slowest", "fastest", "CPU s", "peak MiB", "x lz4 time", "x lz4 CPU")
PEERS = {
    "full": "lz4-copy",
    "full-encrypted": "lz4-copy",
    "restore": "lz4-unpack",
    "restore-encrypted": "lz4-unpack",
}


def times(runs: list[dict[str, float]], peers: list[dict[str, float]], what: str) -> str:
    """How many times what the plain lz4 of the same round took; the median, and between what it lay."""
    ratios = sorted(run[what] / peer[what] for run, peer in zip(runs, peers, strict=True))
    return f"{statistics.median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})"


def report(found: dict[str, list[dict[str, float]]]) -> None:
    """Print the table: medians, spread, and what each stage took for every second of the plain lz4."""
    rows = [HEADINGS]
    for name, runs in found.items():
        speeds = [run["bytes"] / 1e6 / run["seconds"] for run in runs]
        peers = found.get(PEERS.get(name, ""))
        rows.append(
            (
                name,
                f"{runs[0]['bytes'] / 1e6:.0f}",
                f"{statistics.median(speeds):.0f}",
                f"{min(speeds):.0f}",
                f"{max(speeds):.0f}",
                f"{statistics.median(run['cpu'] for run in runs):.2f}",
                f"{max(run['peak'] for run in runs) / MEBIBYTE:.0f}",
                times(runs, peers, "seconds") if peers else "",
                times(runs, peers, "cpu") if peers else "",
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    for row in rows:
        first, *others = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join((row[0].ljust(len(first)), *others)).rstrip())


def main() -> None:
    """Run a stage, or the whole benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=250_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--stage", choices=sorted(STAGES), help=argparse.SUPPRESS)
    parser.add_argument("--place", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.stage:
        stage(options.stage, options.place)
        return
    place = Path(tempfile.mkdtemp(prefix="pagewake-bench-", dir=options.place))
    try:
        with (
            Database.create(place / "database", pages=page_data(options.pages)) as database,
            database.begin() as load,
        ):
            load.load(1, b"".join(page_data(options.pages // 10)))
        touch(place / "database", options.pages, seed=99)
        print(
            f"NeuroQuantumDB, {options.pages * PAGE / 1e6:.0f} MB, {TOUCHED:.1%} touched, {options.rounds} rounds"
        )
        report(measure(place, options.pages, options.rounds))
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
