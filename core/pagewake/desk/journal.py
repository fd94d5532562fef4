"""The journal of jobs: what was begun, and how it ended, on disk, so that it outlives the program that did it.

One JSON file a job in the user's state directory (PAGEWAKE_STATE overrides it), replaced in one step at each change. A
job that says that it runs and whose process is gone was interrupted: that is decided when the journal is read. The
oldest are removed beyond `KEPT`. A journal that cannot be written never stops a job.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from pagewake.desk.surroundings import surroundings
from pagewake.disk import replace_file

KEPT = 500
MAX_ENTRY = 4 << 20
MAX_LOG = 2_000
_log = logging.getLogger(__name__)


class Standing(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    """Its process ended before it did."""
    ABANDONED = "abandoned"
    """It did not hear that it was to stop, and was left to end by itself."""


@dataclass(frozen=True)
class JournalEntry:
    """One job. `log` lines are `time level text`; `process` is who runs it, `environment` where and with what.

    The last two are filled in when it is recorded.
    """

    id: str
    kind: str
    title: str
    object_name: str
    command: str
    repository: str
    standing: Standing
    created: datetime
    started: datetime | None = None
    finished: datetime | None = None
    error: str = ""
    log: tuple[str, ...] = ()
    process: int = 0
    environment: str = ""


_ENTRIES = msgspec.json.Decoder(JournalEntry)


def state_directory(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the user's state is kept."""
    if named := environment.get("PAGEWAKE_STATE"):
        return Path(named).expanduser()
    from platformdirs import user_state_path

    return user_state_path("pagewake", appauthor=False)


class Journal:
    """The journal in one directory. Used from one thread."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory / "jobs"

    def new_id(self) -> str:
        """A name for a new job."""
        return secrets.token_hex(8)

    def record(self, entry: JournalEntry) -> None:
        """Keep the newest word on a job."""
        entry = replace(
            entry,
            process=os.getpid(),
            environment=entry.environment or surroundings(),
            log=entry.log[-MAX_LOG:],
        )
        path = self._directory / f"{entry.id}.json"
        try:
            self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_file(path, msgspec.json.encode(entry))
        except OSError as error:
            _log.info("the journal of jobs cannot be written: %s", error)

    def entries(self) -> list[JournalEntry]:
        """Every job on record, oldest first, at most `KEPT`; older files are removed, damaged ones passed over."""
        found = []
        for path in self._paths():
            try:
                if path.stat().st_size <= MAX_ENTRY:
                    found.append(_judged(_ENTRIES.decode(path.read_bytes())))
            except (OSError, msgspec.DecodeError) as error:
                _log.info("%s in the journal of jobs cannot be read: %s", path.name, error)
        found.sort(key=lambda entry: (entry.created, entry.id))
        for old in found[:-KEPT]:
            self._remove(old.id)
        return found[-KEPT:]

    def clear(self, *, keep: Collection[str] = ()) -> None:
        """Forget all jobs but those named."""
        for path in self._paths():
            if path.stem not in keep:
                self._remove(path.stem)

    def _paths(self) -> list[Path]:
        try:
            return sorted(self._directory.glob("*.json"))
        except OSError:
            return []

    def _remove(self, id: str) -> None:
        try:
            (self._directory / f"{id}.json").unlink(missing_ok=True)
        except OSError as error:
            _log.info("the journal of jobs cannot be tidied: %s", error)


def _judged(entry: JournalEntry) -> JournalEntry:
    """An entry that says that it is under way, where nobody is working on it any more."""
    if entry.standing not in (Standing.WAITING, Standing.RUNNING) or _alive(entry.process):
        return entry
    return replace(entry, standing=Standing.INTERRUPTED)


def _alive(process: int) -> bool:
    if process == os.getpid():  # this program has just begun: it works on nothing of before
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return process > 0
