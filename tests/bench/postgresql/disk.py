"""The disk on which a row's servers, repositories and copies lie: that of the cache, or an ext4 with a journal.

Database servers have a journal under their files. Where the cache lies on an ext4 that has none, a row can be given
a file system of its own, as `mkfs.ext4` makes it, in an image beside the cache: everybody's files lie in it. What a
program pays there for each file that it makes and flushes is then what it pays on a server.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres.servers import reaper

JOURNALED = "journaled"
AS_IS = "as-is"
AUTO = "auto"
CHOICES = (AUTO, JOURNALED, AS_IS)

COPIES = 10
"""A row has at most so many copies of its data directory: servers, full backups, restored directories."""
SPARE = 4 << 30
KEPT_FREE = 2 << 30
MAKING = ("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0")
"""Its defaults, but nothing is left to be initialised while somebody is measured."""
_TRIES = 50


class NoDisk(Exception):
    """No file system can be made and mounted here; carries why."""


def has_journal(place: Path) -> bool:
    """Whether files there lie on a file system with a journal or another way of its own to be consistent."""
    device, kind = _mounted_on(place)
    return kind not in ("ext2", "ext3", "ext4") or any(Path("/proc/fs/jbd2").glob(f"{device}-*"))


@contextmanager
def journaled_disk(place: Path, data_size: int) -> Iterator[Path]:
    """An ext4 with a journal in an image below `place`, with room for a row about so many bytes of data.

    It is unmounted and removed afterwards, also where this process is killed. Raises NoDisk.
    """
    size = COPIES * data_size + SPARE
    free = shutil.disk_usage(place).free
    if os.geteuid() != 0:
        raise NoDisk("only root can mount one")
    if free < size + KEPT_FREE:
        raise NoDisk(f"it needs {size / 1e9:.0f} GB of room in {place}")
    directory = Path(tempfile.mkdtemp(prefix="pgw-disk-", dir=place))
    reaper().directory_made(directory)
    try:
        directory.chmod(0o755)
        image, mounted = directory / "image", directory / "m"
        mounted.mkdir()
        with open(image, "wb") as file:
            file.truncate(size)
        _run(*MAKING, image)
        reaper().mounted(mounted)
        _mount(image, mounted)
        try:
            mounted.chmod(0o755)
            yield mounted
        finally:
            unmount(mounted)
            reaper().unmounted(mounted)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
        reaper().directory_removed(directory)


def unmount(mounted: Path) -> None:
    """Unmount; a server that is still ending may hold it for a moment. Raises NoDisk."""
    for _ in range(_TRIES):
        done = subprocess.run(["umount", str(mounted)], capture_output=True, text=True, check=False)
        if done.returncode == 0 or not mounted.is_mount():
            return
        time.sleep(0.1)
    raise NoDisk(f"it could not be unmounted: {done.stderr.strip()}")


def _mount(image: Path, mounted: Path) -> None:
    # Past the page cache of the file below, which a disk has not: flushing one file would write all that is unwritten.
    device = _run("losetup", "--find", "--show", "--direct-io=on", image)
    try:
        _run("mount", "-t", "ext4", device, mounted)
    finally:
        _run("losetup", "--detach", device)  # while it is mounted that waits until it no longer is


def _run(*command: str | Path) -> str:
    try:
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    except OSError as error:
        raise NoDisk(f"{command[0]}: {error.strerror}") from error
    if done.returncode != 0:
        raise NoDisk(f"{command[0]}: {done.stderr.strip()}")
    return done.stdout.strip()


def _mounted_on(place: Path) -> tuple[str, str]:
    """The device and the type of the file system that holds a directory: of mounts, the last at the longest path."""
    path = os.path.realpath(place)
    found = ("", "", "")
    for line in Path("/proc/mounts").read_text().splitlines():
        device, at, kind = line.split()[:3]
        inside = path == at or path.startswith(at.rstrip("/") + "/")
        if inside and len(at) >= len(found[0]):
            found = (at, os.path.basename(device), kind)
    return found[1], found[2]
