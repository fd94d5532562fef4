"""What an agent remembers beside the repository: failures, and work that leaves no record there.

One JSON file a settings file in the user's state directory, replaced in one step. Without it nothing is lost: expiring
and pruning are done once more, failures are counted from nothing. A damaged one is begun anew.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from pagewake.disk import replace_file
from pagewake.schedule import Attempt, Task

MAX_FILE = 8 << 20
_log = logging.getLogger(__name__)


class Result(StrEnum):
    """How a job ended."""

    OK = "ok"
    FINDINGS = "findings"
    """It came to its end and found something wrong."""
    FAILED = "failed"
    HELD = "held"
    """Somebody else was at work there; it is tried again."""
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Record:
    """All that is remembered of one task of one source. Times are those at which jobs began."""

    done: datetime | None = None
    """When the last that came to its end began."""
    tried: datetime | None = None
    success: datetime | None = None
    failure: datetime | None = None
    failures: int = 0
    """In a row."""
    held: int = 0
    """How often in a row somebody else was at work."""
    seconds: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def attempt(self) -> Attempt | None:
        """How often it was tried in vain since it last came to its end."""
        vain = self.failures + self.held
        return Attempt(vain, self.tried) if vain and self.tried is not None else None

    def after(self, result: Result, began: datetime, ended: datetime, seconds: float) -> Record:
        """The record with one more job."""
        counts = {**self.counts, result.value: self.counts.get(result.value, 0) + 1}
        if result is Result.CANCELLED:
            return replace(self, counts=counts)
        if result is Result.HELD:
            return replace(self, tried=began, held=self.held + 1, counts=counts)
        if result is Result.FAILED:
            failures = self.failures + 1
            return replace(
                self, tried=began, failure=ended, failures=failures, held=0, seconds=seconds, counts=counts
            )
        bad = result is Result.FINDINGS
        success, failure = (self.success, ended) if bad else (ended, self.failure)
        return Record(began, began, success, failure, seconds=seconds, counts=counts)


NOTHING = Record()
Key = tuple[str, str, Task]
"""Repository, source (empty where it is about the whole repository), task."""


class _Stored(msgspec.Struct, frozen=True):
    repository: str
    source: str
    task: Task
    record: Record


_DECODER = msgspec.json.Decoder(list[_Stored])


class Memory:
    """The memory of the agent of one settings file. Used from one thread."""

    def __init__(self, state: Path, settings: Path) -> None:
        name = hashlib.blake2b(os.fsencode(os.path.abspath(settings)), digest_size=8).hexdigest()
        self._path = state / "agent" / f"{name}.json"
        self._records: dict[Key, Record] = self._read()

    def beside(self, kind: str) -> Path:
        """A file beside it, for the same settings file."""
        return self._path.with_suffix(f".{kind}")

    def of(self, key: Key) -> Record:
        """What is remembered of one task."""
        return self._records.get(key, NOTHING)

    def keep_only(self, keys: Collection[Key]) -> None:
        """Forget what the settings no longer speak of."""
        self._records = {key: record for key, record in self._records.items() if key in keys}

    def note(self, key: Key, record: Record) -> None:
        """Remember the newest of one task, also on disk."""
        self._records[key] = record
        stored = [_Stored(*key, record) for key, record in sorted(self._records.items())]
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_file(self._path, msgspec.json.encode(stored))
        except OSError as error:
            _log.warning("what the agent remembers cannot be written: %s", error)

    def _read(self) -> dict[Key, Record]:
        try:
            with self._path.open("rb") as file:
                data = file.read(MAX_FILE + 1)
            if len(data) > MAX_FILE:
                raise ValueError("it is too large")
            return {(one.repository, one.source, one.task): one.record for one in _DECODER.decode(data)}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            _log.warning("what the agent remembered cannot be read, and is begun anew: %s", error)
            return {}
