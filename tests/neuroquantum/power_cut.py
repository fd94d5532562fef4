"""A disk whose power can be cut at any step, and which then loses what was not synced, as real ones do.

Until the cut it is the real file system. `lose_unsynced` then rewrites every file that was touched: of the
writes since its last sync each sector of 512 bytes survives or not, as the generator says; names, renames
and removals that no directory sync made durable survive or not.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from pathlib import Path

from pagewake.disk import Disk

SECTOR = 512


class PowerCut(Exception):
    """The step at which the power went, and every one after it."""


@dataclass
class TouchedFile:
    path: Path
    synced: bytes
    named: bool
    """Whether the name is durable."""
    writes: list[tuple[int, bytes] | int] = field(default_factory=list)
    """Since the last sync: (offset, data), or a length that the file was cut to."""


class PowerCutDisk(Disk):
    """Cuts the power at step `cut_at` (counted from 1; None: never)."""

    def __init__(self, chance: random.Random, cut_at: int | None = None) -> None:
        self.chance = random.Random(chance.getrandbits(32))
        self.cut_at = cut_at
        self.steps = 0
        self.dead = False
        self._files: dict[Path, TouchedFile] = {}
        self._open: dict[int, tuple[int, int, TouchedFile]] = {}
        self._positions: dict[int, int] = {}
        self._removed: dict[Path, bytes] = {}
        self._renamed: list[tuple[Path, Path, bytes | None]] = []

    def open(self, path: Path, flags: int, mode: int = 0o666) -> int:
        self._step()
        existed = path.exists()
        before = path.read_bytes() if existed else b""
        descriptor = super().open(path, flags, mode)
        if path not in self._files:
            self._files[path] = TouchedFile(path, before, existed)
        if flags & os.O_TRUNC:
            self._files[path].writes.append(0)
        status = os.fstat(descriptor)
        self._open[descriptor] = (status.st_dev, status.st_ino, self._files[path])
        self._positions[descriptor] = 0
        return descriptor

    def write(self, descriptor: int, data: bytes | memoryview) -> None:
        at = self._positions[descriptor]
        self.write_at(descriptor, data, at)
        self._positions[descriptor] = at + len(memoryview(data).cast("B"))

    def write_at(self, descriptor: int, data: bytes | memoryview, offset: int) -> None:
        raw = bytes(memoryview(data).cast("B"))
        if self._last_step():
            raw = raw[: self.chance.randrange(len(raw) + 1)]
        if not self.dead:
            super().write_at(descriptor, raw, offset)
            self._open[descriptor][2].writes.append((offset, raw))
        self._step()

    def allocate(self, descriptor: int, size: int) -> None:
        raise NotImplementedError("nothing in the database preallocates")

    def truncate(self, descriptor: int, size: int) -> None:
        self._step()
        super().truncate(descriptor, size)
        self._open[descriptor][2].writes.append(size)

    def sync(self, descriptor: int) -> None:
        self._step()
        file = self._open[descriptor][2]
        file.synced = file.path.read_bytes()
        file.writes.clear()

    def link_new(self, source: Path, target: Path) -> None:
        raise NotImplementedError("nothing in the database links")

    def replace(self, source: Path, target: Path) -> None:
        self._step()
        self._renamed.append((source, target, target.read_bytes() if target.exists() else None))
        super().replace(source, target)
        moved = self._files.pop(source)
        moved.path = target
        self._files[target] = moved

    def remove(self, path: Path) -> None:
        self._step()
        if path.exists():
            self._removed[path] = path.read_bytes()
        super().remove(path)
        self._files.pop(path, None)

    def sync_directory(self, path: Path) -> None:
        self._step()
        for file in self._files.values():
            file.named |= file.path.parent == path
        self._removed = {gone: data for gone, data in self._removed.items() if gone.parent != path}
        self._renamed = [entry for entry in self._renamed if entry[1].parent != path]

    def kill_process(self) -> None:
        """Close every file as a killed process does: nothing is lost yet, and nothing has become durable."""
        self._close_files()
        self.dead, self.cut_at = False, None

    def lose_unsynced(self) -> None:
        """Close every file and leave on disk what a machine without power might find there again."""
        self._close_files()
        self._lose(self.chance.choice(["all", "none", "some", "some"]))

    def _close_files(self) -> None:
        for descriptor, (device, inode, _) in self._open.items():
            try:
                status = os.fstat(descriptor)
            except OSError:
                continue
            if (status.st_dev, status.st_ino) == (device, inode):
                os.close(descriptor)
        self._open.clear()

    def _lose(self, luck: str) -> None:
        for file in self._files.values():
            if not file.named and not self._survives(luck):
                file.path.unlink(missing_ok=True)
            elif file.writes:
                file.path.write_bytes(self._content(file, luck))
        for source, target, old in reversed(self._renamed):
            if not self._survives(luck):
                os.replace(target, source)
                if old is not None:
                    target.write_bytes(old)
        for path, data in self._removed.items():
            if not self._survives(luck):
                path.write_bytes(data)

    def _content(self, file: TouchedFile, luck: str) -> bytes:
        content = bytearray(file.synced)
        for write in file.writes:
            if isinstance(write, int):
                if self._survives(luck):
                    content[write:] = bytes(write - min(write, len(content)))
                continue
            offset, data = write
            start = 0
            while start < len(data):
                end = min(len(data), start + SECTOR - (offset + start) % SECTOR)
                if self._survives(luck):
                    content.extend(bytes(max(0, offset + end - len(content))))
                    content[offset + start : offset + end] = data[start:end]
                start = end
        return bytes(content)

    def _survives(self, luck: str) -> bool:
        return luck == "all" or (luck == "some" and self.chance.random() < 0.6)

    def _last_step(self) -> bool:
        return self.cut_at is not None and self.steps + 1 == self.cut_at

    def _step(self) -> None:
        self.steps += 1
        if self.dead or (self.cut_at is not None and self.steps >= self.cut_at):
            self.dead = True
            raise PowerCut(f"the power went at step {self.cut_at}")
