"""Carrying out a restore plan: an empty place, the pages, recovery to the target, the proof.

A marker lies in the directory from before the first byte until the restored database is complete. When a restore
into an empty directory fails or is cancelled, the directory is empty again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from pagewake.clock import now as clock_now
from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.base import (
    Destination,
    Engine,
    Keepable,
    Recovered,
    Recovery,
    RecoveryRequest,
    WalFeed,
)
from pagewake.errors import (
    DirectoryNotEmpty,
    DiskFull,
    RecoveryFailed,
    RestoreIncomplete,
    RestoreUnderWay,
    SourceError,
    UsageError,
)
from pagewake.jobs import Job
from pagewake.model import Finding, Proof, RecoveredTo, RestoreTarget, TargetKind, WalPosition
from pagewake.repository.evidence import Evidence
from pagewake.repository.manifest import Manifest
from pagewake.repository.repository import Repository
from pagewake.restore.apart import require_apart
from pagewake.restore.clearing import empty, remove_others
from pagewake.restore.files import FileRestorer, FilesRestored, disk_error
from pagewake.restore.losses import because_of_losses, with_names
from pagewake.restore.marker import (
    MARKER,
    begun_places,
    left_alone,
    nobody_else,
    read_marker,
    write_marker,
)
from pagewake.restore.planning import RestorePlan
from pagewake.restore.record import record_proof
from pagewake.units import counted, size_text

Places = Mapping[str, Path]
"""Subtrees of a backup that go outside the directory, and where to: see `Recovery.places`."""

MOST_WORKERS = 3
"""Threads that write files: each holds a few MiB, and waits for the disk now and then."""


@dataclass(frozen=True)
class RestoreRequest:
    """Where to, and how. `options` are the engine's own (tablespace maps, the action at the target).

    A `scratch` directory is thrown away afterwards.
    """

    directory: Path
    delta: bool = False
    workers: int = 0
    """Threads that write files; 0: as many as suits the store."""
    prove: bool = False
    scratch: bool = False
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RestoreReport:
    """A restored database: where it is, what moment it is of, and what was seen on the way.

    `recovered_to` is None where the database recovers when it is next started, as `next_step` says.
    """

    plan: RestorePlan
    directory: Path
    recovered_to: RecoveredTo | None
    written: FilesRestored
    proof: Proof | None
    findings: tuple[Finding, ...]
    next_step: str = ""
    evidence: Evidence | None = None
    """What was put on record, where the restore was proven and stays."""


def run_restore(
    repository: Repository,
    engine: Engine,
    plan: RestorePlan,
    request: RestoreRequest,
    job: Job,
    *,
    disk: Disk = REAL_DISK,
) -> RestoreReport:
    """Restore as planned. What was proven, and is not thrown away, goes on the record of verifications.

    Raises DirectoryNotEmpty, DiskFull, RestoreError, RecoveryFailed and whatever store and log raise.
    """
    started, clock = clock_now(), monotonic()
    report = _run(repository, engine, plan, request, job, disk)
    if not request.prove or request.scratch:
        return report
    evidence = record_proof(
        repository,
        plan,
        report.proof,
        report.findings,
        started,
        monotonic() - clock,
        engine.lsn_style.text,
    )
    return replace(report, evidence=evidence)


def _run(
    repository: Repository, engine: Engine, plan: RestorePlan, request: RestoreRequest, job: Job, disk: Disk
) -> RestoreReport:
    with repository.lock("restore", scope=plan.source):
        try:
            manifest = repository.manifest(plan.backup.id)
            recovery = engine.recovery(disk)
            begun = begun_places(request.directory)
            destination = Destination(
                request.directory,
                repository.file_reader(manifest),
                request.options,
                request.scratch,
                request.prove,
                plan.target,
                begun,
                request.delta,
                left_alone(request.directory),
            )
            places = recovery.places(destination)
            require_apart(repository.location, (request.directory, *places.values()))
            there = _look(engine, request)
            kept = recovery.keepable(destination) if destination.keeps_configuration else Keepable()
            if destination.keeps_configuration:
                require_nothing_lost(destination)
            if there and MARKER not in there:
                _require_whole(plan, request.directory)
            _look_at_places(places, request, begun, database=bool(there) and MARKER not in there)
            held = -1
            try:
                held = _prepare(plan, request, there, places, kept, disk)
                report = _restore(repository, recovery, manifest, plan, request, places, kept, job, disk)
                return replace(report, findings=with_names(report.findings, repository, engine, manifest))
            except RestoreUnderWay:
                raise
            except BaseException:
                if not there or (MARKER in there and not request.delta):
                    with suppress(OSError):  # what cannot be deleted now has the marker beside it
                        empty(request.directory, places.values(), disk)
                raise
            finally:
                if held >= 0:
                    os.close(held)
        except OSError as error:
            raise disk_error(error, str(error.filename or request.directory)) from error


def _restore(
    repository: Repository,
    recovery: Recovery,
    manifest: Manifest,
    plan: RestorePlan,
    request: RestoreRequest,
    places: Places,
    kept: Keepable,
    job: Job,
    disk: Disk,
) -> RestoreReport:
    written = _write_files(repository, manifest, plan, request, places, kept, job, disk)
    repository.forget_index()  # a recovery needs memory for the log, and no chunk any more
    asked = RecoveryRequest(
        directory=request.directory,
        identity=manifest.identity,
        start=WalPosition(plan.backup.timeline, plan.backup.start_lsn),
        stop=WalPosition(plan.backup.stop_timeline, plan.backup.stop_lsn),
        history=plan.history,
        target=resolved_target(plan),
        wal=WalFeed(
            [row.span for row in plan.wal],
            repository.wal.reader(plan.source),
            [row.span for row in repository.wal.rows(plan.source) if row.first_lsn == row.end_lsn],
        ),
        options=request.options,
        prove=request.prove,
        scratch=request.scratch,
        kept=kept,
    )
    try:
        recovered: Recovered = recovery.recover(asked, job)
    except (SourceError, RecoveryFailed) as error:
        explained = because_of_losses(error, written.findings, request.directory)
        if explained is None:
            raise
        raise explained from error
    disk.remove(request.directory / MARKER)
    disk.sync_directory(request.directory)
    return RestoreReport(
        plan,
        request.directory,
        recovered.reached,
        written,
        recovered.proof,
        (*written.findings, *recovered.findings),
        recovered.next_step,
    )


def _write_files(
    repository: Repository,
    manifest: Manifest,
    plan: RestorePlan,
    request: RestoreRequest,
    places: Places,
    own: Keepable,
    job: Job,
    disk: Disk,
) -> FilesRestored:
    """Bring every file of the backup to its place, durably; a delta restore leaves no other, but what is `own`."""
    repository.load_index(job)
    restorer = FileRestorer(
        repository.chunk_reader(),
        repository.sealer.chunk_id,
        request.directory,
        disk,
        job,
        delta=request.delta,
        places=places,
        workers=request.workers or max(2, min(MOST_WORKERS, repository.store.properties.parallel_requests)),
    )
    stays = {request.directory / name for name in own.inside}
    kept = {request.directory / MARKER, *stays}
    records = repository.file_table(manifest)
    with job.phase("write pages", plan.bytes):
        for _, path in restorer.restore_all(one for one in records if one.path not in own.inside):
            kept.add(path)
    for root in (request.directory, *places.values()):
        if request.delta:
            remove_others(root, kept, disk, links={parent for path in stays for parent in path.parents})
        _sync_directories(root, disk)
    return restorer.done


def resolved_target(plan: RestorePlan) -> RestoreTarget:
    """The target, on the timeline on which planning found its LSN."""
    if plan.target.kind is TargetKind.LSN and plan.position is not None:
        return replace(plan.target, timeline=plan.position.timeline)
    return plan.target


def _require_whole(plan: RestorePlan, directory: Path) -> None:
    """Refuse to write over a database what cannot be given back whole."""
    if plan.missing_blocks:
        raise RestoreIncomplete(
            f"{counted(plan.missing_blocks, 'block')} of backup {plan.backup.id} can be given back from nowhere, and "
            "what is here would be overwritten",
            object_name=str(directory),
            meaning="Nothing was written.",
            advice="Restore into an empty directory, or from another backup: see pagewake verify --level structure.",
        )


def _look(engine: Engine, request: RestoreRequest) -> set[str]:
    """What the directory holds; refuses one that must not be restored to."""
    directory = request.directory
    if directory.is_symlink() or (directory.exists() and not directory.is_dir()):
        raise DirectoryNotEmpty("this is not a directory", object_name=str(directory))
    there = {entry.name for entry in directory.iterdir()} if directory.exists() else set()
    unfinished = MARKER in there
    if there and not request.delta and not unfinished:
        raise DirectoryNotEmpty(
            f"the directory holds {counted(len(there), 'entry', 'entries')}", object_name=str(directory)
        )
    if there and not unfinished and not engine.recognise(str(directory)):
        raise DirectoryNotEmpty(
            "the directory holds something that is not a database of this kind, and a delta restore would delete it",
            object_name=str(directory),
            advice="Give an empty directory.",
        )
    return there


def require_nothing_lost(destination: Destination) -> None:
    """Refuse to begin anew over what a delta restore left that was to keep the configuration there."""
    if destination.left and not destination.delta:
        raise UsageError(
            "a restore that was to keep the configuration here did not finish, and without delta all that is here "
            "would be deleted",
            object_name=str(destination.directory),
            meaning="Nothing was written.",
            advice="Restore into it with --delta, or have the backup's configuration written.",
        )


def _look_at_places(
    places: Places, request: RestoreRequest, begun: frozenset[Path], *, database: bool
) -> None:
    """Refuse places outside the directory that hold something which a restore must not write over.

    It may write over what an unfinished restore left there, and a delta restore over its database's own places.
    """
    for place in places.values():
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            raise DirectoryNotEmpty("this is not a directory", object_name=str(place))
        if (
            place not in begun
            and not (request.delta and database)
            and place.exists()
            and any(place.iterdir())
        ):
            raise DirectoryNotEmpty(
                "a part of the backup belongs into this directory, and it is not empty",
                object_name=str(place),
                advice="Send it to another place with --tablespace-map.",
            )


def _prepare(
    plan: RestorePlan,
    request: RestoreRequest,
    there: set[str],
    places: Places,
    kept: Keepable,
    disk: Disk,
) -> int:
    """Make the directories ready and mark the main one; returns the descriptor that holds the marker's lock."""
    directory = request.directory
    marker = read_marker(directory)
    overwrites = marker.overwrites if marker is not None else bool(there)
    with nobody_else(directory):
        if marker is not None and not request.delta:
            empty(directory, places.values(), disk)
            overwrites = False
    if not request.delta:
        _require_room(directory, plan.bytes)
    _make_directories(directory, disk)
    held = write_marker(
        directory,
        plan.backup.id,
        list(places.values()),
        disk,
        overwrites=overwrites,
        kept=kept.inside,
    )
    try:
        for place in places.values():
            _make_directories(place, disk)
    except BaseException:
        os.close(held)
        raise
    return held


def _make_directories(directory: Path, disk: Disk) -> None:
    """Make a directory for its owner alone; those above it can be passed, for whoever will own it."""
    missing = [path for path in (directory, *directory.parents) if not path.exists()]
    for path in reversed(missing):
        disk.make_directory(path, 0o700 if path == directory else 0o755)


def _require_room(directory: Path, size: int) -> None:
    free = shutil.disk_usage(next(path for path in (directory, *directory.parents) if path.exists())).free
    if free < size:
        raise DiskFull(
            f"the restore needs {size_text(size)} and the file system has {size_text(free)} free",
            object_name=str(directory),
            meaning="Nothing was written.",
            advice="Free space or choose another directory.",
        )


def _sync_directories(directory: Path, disk: Disk) -> None:
    for root, _, _ in os.walk(directory):
        disk.sync_directory(Path(root))
