"""A disk that fails on purpose: at the k-th step, before or after its effect, half-way, or by dying.

Syncing only counts as a step: what would survive a power loss is kept account of here, without waiting for
the real disk. With a `stash` it also loses, on request, what was not made durable: content that was not
synced, and names whose directory was not synced. A test runs the same work once for every k, and then looks
at what is left:

    for step in range(count_steps(lambda disk: work(tmp / "a", disk))):
        disk = FaultyDisk(DiskFault(step), stash=tmp / f"stash{step}")
        with suppress(Died):
            work(tmp / str(step), disk)
        disk.lose_unsynced(random.Random(step))
        ...
"""

from __future__ import annotations

import os
import random
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pagewake.disk import Disk
from pagewake.stores.faulty import Died, When

SECTOR = 4096

__all__ = ["Died", "DiskFault", "FaultyDisk", "When", "count_steps"]


@dataclass(frozen=True)
class DiskFault:
    """What happens at the `step`-th step (from 0) of those in `kinds` (empty: all). `error` None: dying."""

    step: int
    when: When = When.BEFORE
    error: int | None = None
    """An errno, for a call that fails instead of a process that dies."""
    kinds: frozenset[str] = frozenset()


def count_steps(work: Callable[[Disk], object], kinds: frozenset[str] = frozenset()) -> int:
    """How many steps (of some kinds) a piece of work has."""
    disk = FaultyDisk()
    work(disk)
    return sum(1 for kind, _what in disk.steps if not kinds or kind in kinds)


@dataclass
class _Content:
    """A file with content that is not durable: an open descriptor, and what a power loss leaves of it."""

    descriptor: int
    durable: bytes


@dataclass
class _NameChange:
    """A change of names that is durable once `directory` is synced."""

    directory: Path
    undo: Callable[[], None] = field(repr=False)


class FaultyDisk(Disk):
    """The real file system with faults. `steps` lists what was done so far as (kind, path or descriptor)."""

    def __init__(self, *faults: DiskFault, stash: Path | None = None) -> None:
        self.steps: list[tuple[str, str]] = []
        self.dead = False
        self._faults = {fault: fault.step for fault in faults}
        self._lock = threading.RLock()
        self._stash = stash
        self._stashed = 0
        self._contents: dict[tuple[int, int], _Content] = {}
        self._changes: list[_NameChange] = []
        if stash is not None:
            stash.mkdir(parents=True, exist_ok=True)

    def make_directory(self, path: Path, mode: int = 0o777) -> None:
        with self._step("make_directory", path):
            if not os.path.lexists(path):
                self._changed(path.parent, lambda: shutil.rmtree(path, ignore_errors=True))
            super().make_directory(path, mode)

    def open(self, path: Path, flags: int, mode: int = 0o666) -> int:
        with self._step("open", path):
            existed = os.path.lexists(path)
            if existed and flags & os.O_TRUNC:
                self._before_content(path)
            descriptor = super().open(path, flags, mode)
            if not existed:
                self._changed(path.parent, lambda: path.unlink(missing_ok=True))
            return descriptor

    def write(self, descriptor: int, data: bytes | memoryview) -> None:
        view = memoryview(data).cast("B")

        def tear() -> None:
            super(FaultyDisk, self).write(descriptor, view[: len(view) // 2])

        with self._step("write", descriptor, tear):
            super().write(descriptor, view)

    def write_at(self, descriptor: int, data: bytes | memoryview, offset: int) -> None:
        view = memoryview(data).cast("B")

        def tear() -> None:
            super(FaultyDisk, self).write_at(descriptor, view[: len(view) // 2], offset)

        with self._step("write_at", descriptor, tear):
            super().write_at(descriptor, view, offset)

    def write_pages(
        self, descriptor: int, pages: bytes | memoryview, blocks: Any, page_size: int, file_size: int
    ) -> None:
        view = memoryview(pages).cast("B")

        def tear() -> None:
            half = len(blocks) // 2
            super(FaultyDisk, self).write_pages(
                descriptor, view[: half * page_size], blocks[:half], page_size, file_size
            )

        with self._step("write_pages", descriptor, tear):
            super().write_pages(descriptor, view, blocks, page_size, file_size)

    def allocate(self, descriptor: int, size: int, offset: int = 0) -> None:
        with self._step("allocate", descriptor):
            super().allocate(descriptor, size, offset)

    def truncate(self, descriptor: int, size: int) -> None:
        with self._step("truncate", descriptor):
            super().truncate(descriptor, size)

    def sync(self, descriptor: int) -> None:
        with self._step("sync", descriptor):
            status = os.fstat(descriptor)
            content = self._contents.pop((status.st_dev, status.st_ino), None)
            if content is not None:
                os.close(content.descriptor)

    def link_new(self, source: Path, target: Path) -> None:
        with self._step("link_new", f"{source} -> {target}"):
            kept = self._keep(source)
            super().link_new(source, target)

            def undo() -> None:
                target.unlink(missing_ok=True)
                self._restore(kept, source)

            self._changed(target.parent, undo)

    def replace(self, source: Path, target: Path) -> None:
        with self._step("replace", f"{source} -> {target}"):
            kept, kept_target = self._keep(source), self._keep(target)
            super().replace(source, target)

            def undo() -> None:
                target.unlink(missing_ok=True)
                self._restore(kept_target, target)
                self._restore(kept, source)

            self._changed(target.parent, undo)

    def remove(self, path: Path) -> None:
        with self._step("remove", path):
            kept = self._keep(path)
            super().remove(path)
            self._changed(path.parent, lambda: self._restore(kept, path))

    def sync_directory(self, path: Path) -> None:
        with self._step("sync_directory", path):
            path.stat()
            self._changes = [change for change in self._changes if change.directory != path]

    def lose_unsynced(self, chance: random.Random | None = None) -> None:
        """Lose power: undo what was not made durable. With `chance` only some of it, and content by sectors.

        Of the changes of names in one directory the later ones are lost, never an earlier one alone.
        """
        lost: list[_NameChange] = []
        for directory in {change.directory for change in self._changes}:
            changes = [change for change in self._changes if change.directory == directory]
            lost += changes[0 if chance is None else chance.randint(0, len(changes)) :]
        for change in reversed(self._changes):
            if any(change is one for one in lost):
                with suppress(FileNotFoundError, NotADirectoryError):
                    change.undo()
        for content in self._contents.values():
            _overwrite(content.descriptor, _after_loss(content, chance))
            os.close(content.descriptor)
        self._changes, self._contents = [], {}

    @contextmanager
    def _step(self, kind: str, what: object, tear: Callable[[], None] | None = None) -> Iterator[None]:
        with self._lock:
            fault = self._next(kind, str(what))
            if fault is not None and fault.when is not When.AFTER:
                if fault.when is When.TORN and tear is not None:
                    self._before_content(what)
                    tear()
                self._happen(fault, kind, what)
            if isinstance(what, int) and kind != "sync":
                self._before_content(what)
            yield
            if fault is not None:
                self._happen(fault, kind, what)

    def _next(self, kind: str, what: str) -> DiskFault | None:
        if self.dead:
            raise Died(f"{kind} {what} after death")
        self.steps.append((kind, what))
        chosen = [fault for fault in self._faults if not fault.kinds or kind in fault.kinds]
        due = [fault for fault in chosen if self._faults[fault] == 0]
        for fault in chosen:
            self._faults[fault] -= 1
        return due[0] if due else None

    def _happen(self, fault: DiskFault, kind: str, what: object) -> None:
        if fault.error is not None:
            raise OSError(fault.error, os.strerror(fault.error), str(what))
        self.dead = True
        raise Died(f"at {kind} {what}, {fault.when.value}")

    def _before_content(self, file: object) -> None:
        """Remember a file's durable content before the first change after its last sync."""
        if self._stash is None:
            return
        path = f"/proc/self/fd/{file}" if isinstance(file, int) else str(file)
        descriptor = os.open(path, os.O_RDWR)
        status = os.fstat(descriptor)
        key = (status.st_dev, status.st_ino)
        if key in self._contents:
            os.close(descriptor)
        else:
            self._contents[key] = _Content(descriptor, os.pread(descriptor, status.st_size, 0))

    def _changed(self, directory: Path, undo: Callable[[], None]) -> None:
        if self._stash is not None:
            self._changes.append(_NameChange(directory, undo))

    def _keep(self, path: Path) -> Path | None:
        """Another name for a file, under which it outlives its own."""
        if self._stash is None or not os.path.lexists(path):
            return None
        self._stashed += 1
        kept = self._stash / str(self._stashed)
        os.link(path, kept, follow_symlinks=False)
        return kept

    def _restore(self, kept: Path | None, path: Path) -> None:
        if kept is not None and not os.path.lexists(path):
            os.link(kept, path, follow_symlinks=False)


def _overwrite(descriptor: int, content: bytes) -> None:
    os.ftruncate(descriptor, len(content))
    os.pwrite(descriptor, content, 0)


def _after_loss(content: _Content, chance: random.Random | None) -> bytes:
    """What a power loss leaves: the durable content, or a mixture of it and what was written since."""
    if chance is None:
        return content.durable
    written = os.pread(content.descriptor, os.fstat(content.descriptor).st_size, 0)
    size = len(chance.choice((content.durable, written)))
    sectors = []
    for start in range(0, size, SECTOR):
        sectors.append(chance.choice((content.durable, written))[start : start + SECTOR])
        missing = min(SECTOR, size - start) - len(sectors[-1])
        sectors[-1] += bytes(max(missing, 0))
    return b"".join(sectors)[:size]
