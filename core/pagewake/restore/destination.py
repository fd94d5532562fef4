"""Where a restore is to go, looked at before a byte is written: a value that a dry run prints and a wizard shows.

Everything that `run_restore` would refuse is found here, and what it cannot know besides: that the directory is the
source itself, or inside the repository, or on a file system without room for the log. Nothing is written.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from pagewake.engines.base import Destination, Engine, Keepable, OutsidePart
from pagewake.errors import PagewakeError
from pagewake.jobs import Job
from pagewake.model import Finding, Severity
from pagewake.repository.file_table import FileTable
from pagewake.repository.repository import Repository
from pagewake.restore.marker import MARKER, begun_places, left_alone, under_way
from pagewake.restore.planning import RestorePlan
from pagewake.restore.run import RestoreRequest, require_nothing_lost
from pagewake.units import counted, listed, size_text

MAX_LISTED = 10_000
"""Entries of a directory are counted up to here."""
SHOWN = 12


@dataclass(frozen=True)
class Spot:
    """One directory that is to be written to. Sizes in bytes; `device` is the number of its file system."""

    path: Path
    exists: bool
    entries: int
    names: tuple[str, ...]
    """Some of what is there, in order."""
    writable: bool
    device: int
    free: int
    needed: int


@dataclass(frozen=True)
class PartSpot:
    """A part of the backup that may go elsewhere, and where it goes."""

    part: OutsidePart
    spot: Spot
    same_file_system: bool
    """As the main directory."""


@dataclass(frozen=True)
class DestinationReport:
    """What was seen. Findings of severity error are what a restore would fail at, or must not do."""

    directory: Path
    resolved: Path
    """Where it really is, links followed."""
    main: Spot
    parts: tuple[PartSpot, ...]
    database: bool
    """A database of this kind is there."""
    unfinished: bool
    """A restore that did not finish left its marker there."""
    wal_bytes: int
    """Part of what is needed: room for the log that is replayed."""
    overwrites: bool
    findings: tuple[Finding, ...]
    keepable: Keepable = field(default_factory=Keepable)
    """The configuration that is there and can be kept."""

    @property
    def ok(self) -> bool:
        """Whether a restore can go there."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)


def look_at_destination(
    repository: Repository,
    engine: Engine,
    plan: RestorePlan,
    request: RestoreRequest,
    job: Job,
    *,
    avoid: Mapping[Path, str] | None = None,
) -> DestinationReport:
    """Look at where a plan is to go. `avoid` are places that it must not touch, each with what it is.

    Raises what reading the repository raises; everything about the destination is a finding.
    """
    return _Look(repository, engine, plan, request, job).report(avoid or {})


class _Look:
    def __init__(
        self, repository: Repository, engine: Engine, plan: RestorePlan, request: RestoreRequest, job: Job
    ) -> None:
        self._repository = repository
        self._engine = engine
        self._plan = plan
        self._request = request
        self._job = job
        self._findings: list[Finding] = []

    def report(self, avoid: Mapping[Path, str]) -> DestinationReport:
        directory = self._request.directory
        manifest = self._repository.manifest(self._plan.backup.id)
        read_file = self._repository.file_reader(manifest)
        recovery = self._engine.recovery()
        parts = recovery.outside(read_file)
        self._job.check()
        table = self._repository.file_table(manifest)
        sizes = _sizes(table, parts)
        resolved = self._resolved(directory)
        main = _spot(directory, self._plan.bytes - sum(sizes.values()) + self._plan.wal_bytes)
        unfinished = MARKER in main.names or (directory / MARKER).exists()
        database = main.entries > 0 and not unfinished and self._engine.recognise(str(directory))
        destination = Destination(
            directory,
            read_file,
            self._request.options,
            self._request.scratch,
            self._request.prove,
            self._plan.target,
            begun_places(directory),
            self._request.delta,
            left_alone(directory),
        )
        keepable = recovery.keepable(destination)
        stays = keepable.inside if destination.keeps_configuration else ()
        self._look_at_main(main, database, unfinished, stays)
        try:
            places = recovery.places(destination)
            if destination.keeps_configuration:
                require_nothing_lost(destination)
            self._findings += recovery.foretell(destination)
        except PagewakeError as error:
            places = {}
            self._say(Severity.ERROR, "refused", error.object_name, error.what, error.advice)
        spots = tuple(self._part(part, places, sizes, main) for part in parts)
        self._look_at_room([main, *(one.spot for one in spots)])
        self._look_at_neighbours([resolved, *(one.spot.path for one in spots)], avoid)
        self._look_at_names(table, main)
        if self._plan.missing_blocks:
            self._say(
                Severity.ERROR if main.entries else Severity.WARNING,
                "blocks-missing",
                self._plan.backup.id,
                f"{counted(self._plan.missing_blocks, 'block')} can be given back from nowhere",
                "Choose another backup; pagewake verify --level structure names them.",
            )
        overwrites = bool(main.entries) and self._request.delta and not unfinished
        return DestinationReport(
            directory,
            resolved,
            main,
            spots,
            database,
            unfinished,
            self._plan.wal_bytes,
            overwrites,
            tuple(self._findings),
            keepable,
        )

    def _resolved(self, directory: Path) -> Path:
        try:
            return directory.resolve()
        except (OSError, RuntimeError):
            self._say(
                Severity.ERROR, "link-loop", str(directory), "links lead round in a circle", "Name another."
            )
            return directory

    def _look_at_main(self, main: Spot, database: bool, unfinished: bool, stays: Sequence[str]) -> None:
        path, gone = main.path, [name for name in main.names if name not in stays]
        if path.is_symlink() or (main.exists and not path.is_dir()):
            self._say(
                Severity.ERROR, "not-a-directory", str(path), "this is not a directory", "Name a directory."
            )
        elif unfinished and under_way(path):
            self._say(
                Severity.ERROR,
                "under-way",
                str(path),
                "another restore is writing into it right now",
                "Wait for it, cancel it, or name another directory.",
            )
        elif unfinished:
            self._say(
                Severity.INFO,
                "unfinished-restore",
                str(path),
                "a restore into it has not finished; what it left is written over",
            )
        elif main.entries and not self._request.delta:
            self._say(
                Severity.ERROR,
                "not-empty",
                str(path),
                f"it holds {counted(main.entries, 'entry', 'entries')}: {listed(main.names)}",
                "Name an empty directory, or turn what is there into the restored state (delta).",
            )
        elif main.entries and not database:
            self._say(
                Severity.ERROR,
                "not-a-database",
                str(path),
                "it holds something that is no database of this kind, and a delta restore would delete it",
                "Name an empty directory.",
            )
        elif main.entries:
            self._say(
                Severity.WARNING,
                "overwrites",
                str(path),
                f"the database that is there is overwritten: {listed(gone)}",
                "What differs is rewritten, and files that the backup does not have are deleted.",
            )

    def _part(
        self, part: OutsidePart, places: Mapping[str, Path], sizes: Mapping[str, int], main: Spot
    ) -> PartSpot:
        inside = part.subtree + "/"
        place = next((path for key, path in places.items() if (key + "/").startswith(inside)), None)
        spot = _spot(place or self._wanted(part), sizes.get(part.subtree, 0))
        return PartSpot(part, spot, spot.device == main.device)

    def _wanted(self, part: OutsidePart) -> Path:
        """Where a part would go if nothing spoke against it."""
        options = self._request.options
        for key in (part.name, part.location):
            if f"tablespace:{key}" in options:
                return Path(options[f"tablespace:{key}"])
        every = options.get("tablespace:*")
        return Path(every) / part.name if every else Path(part.location)

    def _look_at_room(self, spots: Sequence[Spot]) -> None:
        for spot in spots:
            if not spot.writable:
                self._say(
                    Severity.ERROR,
                    "not-writable",
                    str(spot.path),
                    "it cannot be written to: the file system is read-only, or this user may not",
                    "Name another, or run Pagewake as a user who may write there.",
                )
        for device in {spot.device for spot in spots}:
            here = [spot for spot in spots if spot.device == device]
            needed, free = sum(spot.needed for spot in here), here[0].free
            if needed > free:
                self._say(
                    Severity.WARNING if self._request.delta else Severity.ERROR,
                    "no-room",
                    str(here[0].path),
                    f"{size_text(needed)} are needed, {size_text(self._plan.wal_bytes)} of them for the log that is "
                    f"replayed, and the file system has {size_text(free)} free",
                    "Free space, or name a directory on another file system.",
                )

    def _look_at_neighbours(self, paths: Iterable[Path], avoid: Mapping[Path, str]) -> None:
        for path in paths:
            for place, what in avoid.items():
                with suppress(OSError, RuntimeError):
                    other = place.resolve()
                    if path == other or other in path.parents or path in other.parents:
                        said = (
                            f"it is {what} ({other})"
                            if path == other
                            else f"it is inside {what} ({other})"
                            if other in path.parents
                            else f"it holds {what} ({other})"
                        )
                        self._say(
                            Severity.ERROR,
                            "in-the-way",
                            str(path),
                            said,
                            "Name a directory apart from it.",
                        )

    def _look_at_names(self, table: FileTable, main: Spot) -> None:
        folded = Counter(record.path.casefold() for record in table)
        clashing = sorted(name for name, count in folded.items() if count > 1)
        if clashing and _ignores_case(main.path):
            self._say(
                Severity.ERROR,
                "names-clash",
                str(main.path),
                f"the file system takes names for equal that differ in case only: {listed(clashing)}",
                "Name a directory on another file system.",
            )

    def _say(self, severity: Severity, code: str, name: str, message: str, advice: str = "") -> None:
        # Two checks may find the same thing: what an engine refuses is often seen here first.
        if not any(one.object_name == name and one.message == message for one in self._findings):
            self._findings.append(Finding(severity, code, name, message, advice))


def _sizes(table: FileTable, parts: Sequence[OutsidePart]) -> dict[str, int]:
    """How many bytes of the backup belong to each part, by subtree."""
    sizes: dict[str, int] = {}
    if parts:
        for record in table:
            for part in parts:
                if record.path.startswith(part.subtree + "/"):
                    sizes[part.subtree] = sizes.get(part.subtree, 0) + record.size
    return sizes


def _spot(path: Path, needed: int) -> Spot:
    there = next((one for one in (path, *path.parents) if one.exists()), Path("/"))
    names: list[str] = []
    entries = 0
    if path.is_dir():
        with suppress(OSError):
            with os.scandir(path) as found:
                names = [entry.name for entry in islice(found, MAX_LISTED)]
            entries = len(names)
    free, device, writable = 0, 0, False
    with suppress(OSError):
        free, device = shutil.disk_usage(there).free, there.stat().st_dev
        read_only = bool(os.statvfs(there).f_flag & os.ST_RDONLY)
        writable = os.access(there, os.W_OK | os.X_OK) and not read_only
    return Spot(
        path, path.exists(), entries, tuple(sorted(names)[:SHOWN]), writable, device, free, max(needed, 0)
    )


def _ignores_case(path: Path) -> bool:
    there = next((one for one in (path, *path.parents) if one.exists()), Path("/"))
    other = there.with_name(there.name.swapcase()) if there.name else there
    with suppress(OSError):
        return other != there and other.exists() and other.samefile(there)
    return False
