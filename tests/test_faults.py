"""The faulty disk does what it says: without that, tests that rely on it prove nothing."""

from __future__ import annotations

import errno
import os
import random
from pathlib import Path

import pytest
from tests.faults import Died, DiskFault, FaultyDisk, When, count_steps

from pagewake.disk import Disk


def write_file(disk: Disk, path: Path, content: bytes, *, sync: bool = True) -> None:
    descriptor = disk.open(path, os.O_RDWR | os.O_CREAT)
    try:
        disk.write(descriptor, content)
        if sync:
            disk.sync(descriptor)
    finally:
        os.close(descriptor)


def test_steps_are_counted(tmp_path: Path) -> None:
    disk = FaultyDisk()
    write_file(disk, tmp_path / "a", b"content")
    disk.link_new(tmp_path / "a", tmp_path / "b")
    assert [kind for kind, _what in disk.steps] == ["open", "write", "sync", "link_new"]
    assert count_steps(lambda disk: write_file(disk, tmp_path / "c", b""), frozenset({"sync"})) == 1
    assert (tmp_path / "b").read_bytes() == b"content"


@pytest.mark.parametrize(
    ("when", "left"), [(When.BEFORE, b""), (When.TORN, b"cont"), (When.AFTER, b"contents")]
)
def test_dying_at_a_write(tmp_path: Path, when: When, left: bytes) -> None:
    disk = FaultyDisk(DiskFault(1, when))
    with pytest.raises(Died):
        write_file(disk, tmp_path / "a", b"contents")
    assert (tmp_path / "a").read_bytes() == left
    with pytest.raises(Died, match="after death"):
        disk.remove(tmp_path / "a")
    assert (tmp_path / "a").exists()


def test_failing_once(tmp_path: Path) -> None:
    disk = FaultyDisk(DiskFault(0, error=errno.EIO, kinds=frozenset({"sync"})))
    with pytest.raises(OSError, match=os.strerror(errno.EIO)) as caught:
        write_file(disk, tmp_path / "a", b"content")
    assert caught.value.errno == errno.EIO
    write_file(disk, tmp_path / "b", b"content")


@pytest.fixture
def disk(tmp_path: Path) -> FaultyDisk:
    return FaultyDisk(stash=tmp_path / "stash")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def test_unsynced_content_is_lost(disk: FaultyDisk, home: Path) -> None:
    write_file(disk, home / "a", b"durable")
    disk.sync_directory(home)
    write_file(disk, home / "a", b"changed", sync=False)
    descriptor = disk.open(home / "a", os.O_RDWR)
    disk.truncate(descriptor, 3)
    os.close(descriptor)
    disk.lose_unsynced()
    assert (home / "a").read_bytes() == b"durable"


def test_a_truncating_open_is_undone(disk: FaultyDisk, home: Path) -> None:
    write_file(disk, home / "a", b"durable")
    disk.sync_directory(home)
    os.close(disk.open(home / "a", os.O_WRONLY | os.O_TRUNC))
    assert (home / "a").read_bytes() == b""
    disk.lose_unsynced()
    assert (home / "a").read_bytes() == b"durable"


def test_unsynced_names_are_lost(disk: FaultyDisk, home: Path) -> None:
    write_file(disk, home / "a", b"synced content, name not")
    disk.lose_unsynced()
    assert list(home.iterdir()) == []
    write_file(disk, home / "a", b"old")
    write_file(disk, home / "b", b"new")
    write_file(disk, home / "c", b"kept")
    disk.sync_directory(home)
    disk.replace(home / "b", home / "a")
    disk.remove(home / "c")
    disk.link_new(home / "a", home / "d")
    assert sorted(path.name for path in home.iterdir()) == ["d"]
    disk.lose_unsynced()
    left = {path.name: path.read_bytes() for path in home.iterdir()}
    assert left == {"a": b"old", "b": b"new", "c": b"kept"}


def test_synced_names_stay(disk: FaultyDisk, home: Path) -> None:
    disk.make_directory(home / "sub")
    write_file(disk, home / "sub" / "a", b"content")
    disk.link_new(home / "sub" / "a", home / "b")
    disk.sync_directory(home)
    disk.sync_directory(home / "sub")
    disk.lose_unsynced()
    assert (home / "b").read_bytes() == b"content"


def test_some_of_it_is_lost_by_chance(tmp_path: Path) -> None:
    contents, names = set(), set()
    for seed in range(40):
        home = tmp_path / str(seed)
        home.mkdir()
        disk = FaultyDisk(stash=tmp_path / f"stash{seed}")
        write_file(disk, home / "a", bytes(8192))
        disk.sync_directory(home)
        write_file(disk, home / "a", b"x" * 8192, sync=False)
        write_file(disk, home / "b", b"")
        disk.remove(home / "b")
        write_file(disk, home / "c", b"")
        disk.lose_unsynced(random.Random(seed))
        content = (home / "a").read_bytes()
        contents.add((content[:4096] == bytes(4096), content[4096:] == bytes(4096)))
        names.add(tuple(sorted(path.name for path in home.iterdir())))
    assert contents == {(one, two) for one in (True, False) for two in (True, False)}
    assert names == {("a",), ("a", "b"), ("a", "c")}
