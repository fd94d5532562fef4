"""Rows about whole commands: full backups, incrementals and restores, each beside those that people use."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.postgresql.datasets import data_directory, touch
from tests.bench.postgresql.measuring import (
    Comparison,
    Contestant,
    Outcome,
    Sample,
    interleaved,
    run_command,
)
from tests.bench.postgresql.ours import Pagewake
from tests.bench.postgresql.peers import (
    MISSING_15,
    MISSING_18,
    MISSING_PGBACKREST,
    PgBackRest,
    have_pgbackrest,
)
from tests.bench.postgresql.place import Bench, server_user, tree_size
from tests.postgres.servers import SUPERUSER, Server

SETTINGS = {"wal_keep_size": "1GB", "fsync": "on"}
"""Servers keep WAL, so that nobody loses any between two rounds, and flush as real ones do."""


def full_backup(bench: Bench) -> Outcome:
    """A full backup, warm, beside pgBackRest and pg_basebackup with the server's lz4."""
    return _full(bench, "full backup", {"wall": (2.0, 3.0), "cpu": (1.4, 2.0)}, (1.5, 2.0), lambda data: None)


def full_backup_cold(bench: Bench) -> Outcome:
    """The same with the data directory out of the page cache."""
    return _full(bench, "full backup, cold", {"wall": (None, None)}, (1.1, 1.2), drop_from_cache)


def _full(
    bench: Bench,
    row: str,
    beside_pgbackrest: dict[str, tuple[float | None, float | None]],
    beside_basebackup: tuple[float, float],
    prepare: Callable[[Path], None],
) -> Outcome:
    installation = bench.installation(15)
    if installation is None:
        return Outcome(skipped=MISSING_15)
    data, outcome = data_directory(bench, installation), Outcome()
    with _server(bench, 15, data) as server, _maybe_pgbackrest(bench, data, outcome) as peer:
        size = tree_size(server.data) - tree_size(server.wal)

        def ours() -> Sample:
            prepare(server.data)
            pagewake = Pagewake.made(bench, server)
            sample, _ = pagewake.backup("full")
            sample.size = size
            pagewake.forget()
            return sample

        def basebackup() -> Sample:
            prepare(server.data)
            target = bench.rig.directory("f")
            options = ("-Ft", "--compress=server-lz4", "--checkpoint=fast")
            sample = _basebackup(server, target, *options)
            sample.size = size
            shutil.rmtree(target)
            return sample

        def pgbackrest() -> Sample:
            assert peer is not None
            prepare(peer.server.data)
            sample = peer.backup("full")
            sample.size = size
            return sample

        contestants = [Contestant("pagewake", ours), Contestant("pg_basebackup lz4", basebackup)]
        if peer is not None:
            contestants.append(Contestant("pgbackrest", pgbackrest))
        os.sync()
        samples = interleaved(contestants, bench.rounds)
    if peer is not None:
        for what, (floor, target) in beside_pgbackrest.items():
            outcome.lines.append(Comparison(row, "pagewake", "pgbackrest", what, floor, target, samples))
    floor, target = beside_basebackup
    outcome.lines.append(Comparison(row, "pagewake", "pg_basebackup lz4", "wall", floor, target, samples))
    return outcome


def incremental(bench: Bench) -> Outcome:
    """An incremental with 1.5 % of all blocks changed, beside pgBackRest's differential by files.

    Each on a server of its own whose blocks were changed right before it: both wait for their checkpoint.
    """
    installation = bench.installation(15)
    if installation is None or not have_pgbackrest():
        return Outcome(skipped=MISSING_15 if installation is None else MISSING_PGBACKREST)
    data, outcome = data_directory(bench, installation), Outcome()
    with _server(bench, 15, data) as server, _maybe_pgbackrest(bench, data, outcome) as peer:
        assert peer is not None
        pagewake = Pagewake.made(bench, server)
        pagewake.backup("full")
        peer.backup("full")

        samples = interleaved(
            [
                Contestant(
                    "pagewake", lambda: pagewake.backup("incremental")[0], _touching(server, pagewake)
                ),
                Contestant("pgbackrest diff", lambda: peer.backup("diff"), _touching(peer.server)),
            ],
            bench.rounds,
        )
        pagewake.forget()
    sizes = {name: [_alone(sample) for sample in runs] for name, runs in samples.items()}
    for what, floor, target in (("wall", 5.0, 10.0), ("cpu", None, None)):
        outcome.lines.append(
            Comparison("incremental 1.5 %", "pagewake", "pgbackrest diff", what, floor, target, sizes)
        )
    outcome.lines.append(
        Comparison("incremental 1.5 %", "pagewake", "pgbackrest diff", "size", 20, 40, samples)
    )
    return outcome


def native_incremental(bench: Bench) -> Outcome:
    """An incremental of PostgreSQL 18 beside its own, and restoring the chain beside pg_combinebackup.

    Each on a server of its own whose blocks were changed right before it, the same ones: both wait for their
    checkpoint, and for whoever reads the WAL of the changes (the server's summarizer; ours has archived it, as
    archiving goes on all the time, but not what the checkpoint writes). Both must have taken at least those blocks.
    """
    installation = bench.installation(18)
    if installation is None:
        return Outcome(skipped=MISSING_18)
    data, outcome = data_directory(bench, installation, summarize_wal="on"), Outcome()
    with _server(bench, 18, data) as server, _server(bench, 18, data) as other:
        pagewake = Pagewake.made(bench, server)
        pagewake.backup("full")
        chain = [bench.rig.directory("n")]
        _basebackup(other, chain[0], "-Fp", "--checkpoint=fast")
        ids: list[str] = []
        touched = Touched()

        def native() -> Sample:
            target = bench.rig.directory("n")
            parent = chain[-1] / "backup_manifest"
            options = ("-Fp", "--checkpoint=fast", f"--incremental={parent}")
            sample = _basebackup(other, target, *options)
            chain.append(target)
            touched.require(_blocks_taken(target))
            return sample

        def ours() -> Sample:
            sample, made, pages = pagewake.backup_of("incremental")
            ids.append(made)
            touched.require(pages)
            return _alone(sample)

        contestants = [
            Contestant("pagewake", ours, _touching(server, pagewake, touched)),
            Contestant("pg_basebackup -i", native, _touching(other, touched=touched)),
        ]
        if note := bench.settle():
            outcome.notes.append(f"incremental, 18: {note}")
        samples = interleaved(contestants, bench.rounds)
        for what, floor, target in (("wall", 1.5, 2.5), ("cpu", 1.0, 1.1)):
            outcome.lines.append(
                Comparison("incremental, 18", "pagewake", "pg_basebackup -i", what, floor, target, samples)
            )
        combine = [installation.tool("pg_combinebackup"), *map(str, chain), "-o"]

        def combined(target: Path) -> Sample:
            return run_command([*combine, target], environment=installation.environment, popen=server_user())

        restores = _restores(
            bench, lambda target: pagewake.restore(ids[-1], target), "pg_combinebackup", combined
        )
        pagewake.forget()
        for directory in chain:
            shutil.rmtree(directory)
    for what, floor, target in (("wall", 1.0, 1.2), ("cpu", None, None)):
        outcome.lines.append(
            Comparison("restore of a chain", "pagewake", "pg_combinebackup", what, floor, target, restores)
        )
    return outcome


def restore(bench: Bench) -> Outcome:
    """Restoring a full backup, its WAL included, beside pgBackRest, which fetches WAL later."""
    installation = bench.installation(15)
    if installation is None or not have_pgbackrest():
        return Outcome(skipped=MISSING_15 if installation is None else MISSING_PGBACKREST)
    data, outcome = data_directory(bench, installation), Outcome()
    with _server(bench, 15, data) as server, _maybe_pgbackrest(bench, data, outcome) as peer:
        assert peer is not None
        pagewake = Pagewake.made(bench, server)
        _, made = pagewake.backup("full")
        peer.backup("full")
        server.stop("fast")
        peer.server.stop("fast")
        samples = _restores(
            bench,
            lambda target: pagewake.restore(made, target),
            "pgbackrest",
            lambda target: peer.run("restore", f"--pg1-path={target}"),
        )
        pagewake.forget()
    for what, floor, target in (("wall", 1.2, 1.5), ("cpu", None, None)):
        outcome.lines.append(Comparison("restore", "pagewake", "pgbackrest", what, floor, target, samples))
    return outcome


def _restores(
    bench: Bench, ours: Callable[[Path], Sample], name: str, peer: Callable[[Path], Sample]
) -> dict[str, list[Sample]]:
    """Both ways to restore, each time into a directory that is new, and gone afterwards."""

    def into_new(work: Callable[[Path], Sample]) -> Callable[[], Sample]:
        def run() -> Sample:
            target = bench.rig.directory("o")
            if name == "pg_combinebackup":
                target.rmdir()  # it makes its own
            os.sync()
            sample = work(target)
            sample.size = 0
            shutil.rmtree(target)
            return sample

        return run

    # pg_combinebackup makes the directory itself, as the user who runs it.
    contestants = [Contestant("pagewake", into_new(ours)), Contestant(name, into_new(peer))]
    return interleaved(contestants, bench.rounds)


@dataclass
class Touched:
    """How many blocks were changed before the run that comes next."""

    blocks: int = 0

    def require(self, taken: int) -> None:
        """Raise AssertionError for a backup that has fewer: it did not do its work."""
        assert taken >= self.blocks > 0, f"{self.blocks} blocks were changed, {taken} were taken"


def _blocks_taken(backup: Path) -> int:
    """Blocks in the incremental files of a backup by PostgreSQL; what they begin with is less than one in most."""
    return sum(path.stat().st_size // 8192 for path in backup.glob("base/*/INCREMENTAL.*"))


def _touching(
    server: Server, pagewake: Pagewake | None = None, touched: Touched | None = None
) -> Callable[[int], None]:
    """Changes blocks before a round, and lets what goes on all the time catch up: archiving, writing back."""

    def prepare(number: int) -> None:
        blocks = touch(server, number)
        if touched is not None:
            touched.blocks = blocks
        if pagewake is not None:
            pagewake.receive()
        os.sync()

    return prepare


def _alone(sample: Sample) -> Sample:
    """The same times, of one piece of work whatever its size."""
    return Sample(sample.wall, sample.cpu, sample.other, 0)


def _basebackup(server: Server, target: Path, *options: str) -> Sample:
    place = ("-h", server.socket_directory, "-p", str(server.port), "-U", SUPERUSER, "-D", target)
    command = [server.installation.tool("pg_basebackup"), *place, *options]
    return run_command(
        command, server=server.pid, environment=server.installation.environment, popen=server_user()
    )


@contextmanager
def _server(bench: Bench, major: int, data: Path) -> Iterator[Server]:
    installation = bench.installation(major)
    assert installation is not None
    server = bench.server(installation, data, **SETTINGS)
    try:
        yield server
    finally:
        bench.finish(server)


@contextmanager
def _maybe_pgbackrest(bench: Bench, data: Path, outcome: Outcome) -> Iterator[PgBackRest | None]:
    """pgBackRest on a server of its own, so that nobody waits for the other's archiving."""
    if not have_pgbackrest():
        outcome.notes.append(MISSING_PGBACKREST)
        yield None
        return
    with _server(bench, 15, data) as server:
        peer = PgBackRest.made(bench, server)
        yield peer
        shutil.rmtree(peer.repository)


def drop_from_cache(directory: Path) -> None:
    """Have the system forget the content of all files below a directory."""
    for place, _directories, names in os.walk(directory):
        for name in names:
            path = os.path.join(place, name)
            if os.path.islink(path):
                continue
            try:
                descriptor = os.open(path, os.O_RDONLY)
            except OSError:  # the server has removed it
                continue
            try:
                os.fdatasync(descriptor)
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(descriptor)
