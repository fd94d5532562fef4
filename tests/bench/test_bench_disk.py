"""The disk that rows of the bench can be given: it has a journal, and nothing of it is left, however the run ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.bench import postgres
from tests.bench.postgresql.disk import NoDisk, has_journal, journaled_disk, unmount
from tests.patience import until

TOOLS = ("mkfs.ext4", "losetup", "umount")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A directory in which such a disk can be made."""
    if any(shutil.which(tool) is None for tool in TOOLS):
        pytest.skip("no mkfs.ext4 or losetup")
    try:
        with journaled_disk(tmp_path, 0):
            return tmp_path
    except NoDisk as why:
        pytest.skip(f"no file system can be mounted: {why}")


def mounts_below(place: Path) -> list[str]:
    return [line for line in Path("/proc/mounts").read_text().splitlines() if f" {place}/" in line]


def images_in_use(place: Path) -> list[str]:
    """The loop devices whose file lies below a directory."""
    said = subprocess.run(["losetup", "--all"], capture_output=True, text=True, check=True).stdout
    return [line for line in said.splitlines() if f"({place}/" in line]


def test_the_disk_has_a_journal_and_goes_when_a_row_fails(place: Path) -> None:
    def row() -> None:
        with journaled_disk(place, 0) as disk:
            assert has_journal(disk)
            assert len(mounts_below(place)) == 1
            (disk / "file").write_bytes(b"x")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        row()
    assert not mounts_below(place)
    assert not images_in_use(place)
    assert not list(place.iterdir())


def test_the_disk_goes_when_the_bench_is_killed(place: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from tests.bench.postgresql.disk import journaled_disk\n"
        "with journaled_disk(Path(sys.argv[1]), 0) as disk:\n print(disk, flush=True); time.sleep(600)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", code, str(place)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=environment, cwd=Path(__file__).parents[2]
    ) as one:
        assert one.stdout is not None
        assert Path(one.stdout.readline().decode().strip()).is_mount()
        one.send_signal(signal.SIGKILL)
    until(lambda: not mounts_below(place) and not images_in_use(place) and not list(place.iterdir()))


def test_no_disk_is_made_where_there_is_no_room(tmp_path: Path) -> None:
    with pytest.raises(NoDisk), journaled_disk(tmp_path, 1 << 60):
        raise AssertionError("it was made")
    assert not list(tmp_path.iterdir())


@pytest.fixture
def bare(place: Path) -> Iterator[Path]:
    """An ext4 without a journal."""
    image, mounted = place / "bare", place / "b"
    mounted.mkdir()
    image.write_bytes(b"")
    os.truncate(image, 8 << 30)
    subprocess.run(["mkfs.ext4", "-q", "-F", "-O", "^has_journal", image], check=True)
    subprocess.run(["mount", "-o", "loop", image, mounted], check=True)
    try:
        yield mounted
    finally:
        unmount(mounted)


def test_a_row_says_which_disk_it_ran_on(bare: Path) -> None:
    """`native` alone is given a journal unless all or none are to have one."""
    assert not has_journal(bare)
    given = set()
    for choice in ("auto", "journaled", "as-is"):
        for row in ("native", "full", "coverage"):
            options = postgres._options(["--quick", "--disk", choice, "--cache", str(bare)])
            options.size = 0
            with postgres._bench(options, row) as (bench, words):
                assert has_journal(bench.rig.root) == ("with a journal" in words)
                given |= {(choice, row)} if has_journal(bench.rig.root) else set()
    assert given == {("auto", "native"), ("journaled", "native"), ("journaled", "full")}
