"""Large files written in parts by several workers: every block once, durable in the end, in turns."""

from __future__ import annotations

import os
import threading
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.fake_rig import HastyDisk
from tests.restore.test_delta import PAGE, World

from pagewake.disk import REAL_DISK
from pagewake.repository.file_table import FileRecord
from pagewake.restore import tasks as tasks_module
from pagewake.restore.tasks import Batch, Part, Target, tasks_of


def record(name: str, size: int) -> FileRecord:
    return FileRecord(name, size, PAGE, 0o600, None, 0, ())


@settings(max_examples=60, deadline=None)
@given(sizes=st.lists(st.integers(0, 40 * PAGE), max_size=40))
def test_every_block_is_in_one_task(sizes: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks_module, "BATCH_BYTES", 8 * PAGE)
        patch.setattr(tasks_module, "PART_BYTES", 4 * PAGE)
        opened: list[Target] = []
        records = [record(str(number), size) for number, size in enumerate(sizes)]
        tasks = list(tasks_of(records, opened))
    whole = [one.path for task in tasks if isinstance(task, Batch) for one in task.records]
    parts = [task for task in tasks if isinstance(task, Part)]
    assert sorted([*whole, *(target.record.path for target in opened)]) == sorted(r.path for r in records)
    for target in opened:
        own = [part for part in parts if part.file is target]
        blocks = [block for part in own for block in range(part.first, part.first + part.count)]
        assert blocks == list(range(target.record.blocks))
        assert target.left == len(own)


def test_parts_of_large_files_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks_module, "BATCH_BYTES", 2 * PAGE)
    monkeypatch.setattr(tasks_module, "PART_BYTES", PAGE)
    records = [record(name, 10 * PAGE) for name in "abcdef"]
    opened: list[Target] = []
    order = ""
    for task in tasks_of(records, opened):
        assert isinstance(task, Part)
        task.file.left -= 1
        order += task.file.record.path
        assert sum(target.left > 0 for target in opened) <= tasks_module.FILES_IN_TURN
    assert all(one != next_ for one, next_ in pairwise(order))
    assert Counter(order) == dict.fromkeys("abcdef", 10)


class Watching(HastyDisk):
    """Notes for each open file what was allocated, written, begun to be synced and synced, in order."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.paths: dict[int, str] = {}
        self.log: dict[str, list[tuple[str, int, int]]] = {}

    def note(self, descriptor: int, what: str, offset: int = 0, size: int = 0) -> None:
        with self.lock:
            self.log.setdefault(self.paths[descriptor], []).append((what, offset, size))

    def open(self, path: Path, flags: int, mode: int = 0o666) -> int:
        descriptor = super().open(path, flags, mode)
        with self.lock:
            self.paths[descriptor] = path.name
        return descriptor

    def allocate(self, descriptor: int, size: int, offset: int = 0) -> None:
        self.note(descriptor, "allocate", offset, size)
        super().allocate(descriptor, size, offset)

    def write_pages(self, descriptor: int, pages: Any, blocks: Any, page_size: int, file_size: int) -> None:
        first, last = int(blocks[0]), int(blocks[-1])
        self.note(descriptor, "write", first * page_size, (last + 1 - first) * page_size)
        super().write_pages(descriptor, pages, blocks, page_size, file_size)

    def begin_sync(self, descriptor: int, offset: int, size: int) -> None:
        self.note(descriptor, "begin", offset, size)
        super().begin_sync(descriptor, offset, size)

    def sync(self, descriptor: int) -> None:
        self.note(descriptor, "sync")


def test_parts_are_allocated_written_and_synced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tasks_module, "BATCH_BYTES", 3 * PAGE)
    monkeypatch.setattr(tasks_module, "PART_BYTES", 3 * PAGE)
    world, disk = World(), Watching()
    for delta in (False, True):
        place = tmp_path / "place"
        disk.log.clear()
        world.restore(place, disk=disk, delta=delta)
        assert world.differences(place) == []
        for path, content in world.files.items():
            log = disk.log[Path(path).name]
            assert [what for what, _, _ in log].count("sync") == 1
            assert log[-1][0] == "sync"  # nothing is written to it afterwards
            for what in ("allocate", "begin"):
                assert covered(log, what) == set(range(len(content))), path


def covered(log: list[tuple[str, int, int]], wanted: str) -> set[int]:
    return {at for what, offset, size in log if what == wanted for at in range(offset, offset + size)}


def test_room_is_reserved_for_a_part_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "file"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        REAL_DISK.write_at(descriptor, b"there", 0)
        REAL_DISK.allocate(descriptor, 8 * PAGE, 8 * PAGE)
        assert os.fstat(descriptor).st_size == 16 * PAGE
        REAL_DISK.allocate(descriptor, PAGE)
        assert os.fstat(descriptor).st_size == 16 * PAGE
        assert os.pread(descriptor, PAGE, 0) == b"there" + bytes(PAGE - 5)
        pages = np.arange(PAGE, dtype=np.uint8).tobytes()
        REAL_DISK.write_pages(descriptor, pages, np.array([9]), PAGE, 16 * PAGE)
        REAL_DISK.begin_sync(descriptor, 8 * PAGE, 8 * PAGE)
        assert os.pread(descriptor, PAGE, 9 * PAGE) == pages
    finally:
        os.close(descriptor)
    REAL_DISK.begin_sync(descriptor, 0, PAGE)  # advice: errors are `sync`'s to tell
