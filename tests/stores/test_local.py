"""The store in a directory: the suite, races between processes, links, errors of the operating system."""

from __future__ import annotations

import errno
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.processes import race
from tests.stores.suite import StoreSuite

from pagewake.disk import Disk
from pagewake.errors import (
    ObjectMissing,
    StoreDenied,
    StoreError,
    StoreFull,
    StoreGone,
    StoreReadOnly,
    StoreUnavailable,
    UsageError,
)
from pagewake.stores.base import ObjectWriter
from pagewake.stores.local import LocalStore, open_local
from pagewake.stores.local_errors import explained


class TestLocalStore(StoreSuite):
    @pytest.fixture
    def store(self, tmp_path: Path) -> LocalStore:
        return LocalStore(tmp_path / "repository")

    def test_nothing_temporary_is_left(self, store: LocalStore) -> None:
        self.test_objects_are_never_overwritten(store)
        self.test_without_a_commit_nothing_is_left(LocalStore(store.directory / "other"))
        assert list(store.temporary.iterdir()) == []
        assert list((store.directory / "other" / ".tmp").iterdir()) == []


RACER = """
from pathlib import Path
from pagewake.errors import ObjectExists
from pagewake.stores.local import LocalStore
store = LocalStore(Path({directory!r}))
"""
RACE = """
answer = []
for attempt in range(20):
    try:
        with store.create(f"locks/{attempt}") as writer:
            writer.write(bytes([{number}]) * 5000)
            writer.commit()
        answer.append(attempt)
    except ObjectExists:
        pass
"""


def test_one_of_several_processes_creates_a_key(tmp_path: Path) -> None:
    answers = [json.loads(answer) for answer in race(3, RACER.format(directory=str(tmp_path)), RACE)]
    store = LocalStore(tmp_path)
    for attempt in range(20):
        (winner,) = [number for number, won in enumerate(answers) if attempt in won]
        assert store.read(f"locks/{attempt}") == bytes([winner]) * 5000


def test_opening_creates_nothing(tmp_path: Path) -> None:
    store = open_local(tmp_path / "absent" / "repository")
    assert list(store.list()) == []
    store.delete("one")
    assert store.sweep() == 0
    with pytest.raises(ObjectMissing):
        store.read("one")
    assert list(tmp_path.iterdir()) == []


def test_names_of_a_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/somebody")
    monkeypatch.chdir(tmp_path)
    assert open_local("~/backups").location == "/home/somebody/backups"
    assert open_local("file:///srv/my%20backups").location == "/srv/my backups"
    assert open_local("file://localhost/srv/b").location == "/srv/b"
    assert open_local("sub").location == str(tmp_path / "sub")
    for wrong in (
        "file://server/share",
        "file:relative",
        "file:///a?x=1",
        "file:",
        "",
        "a\0b",
        "file:///a%00b",
    ):
        with pytest.raises(UsageError):
            open_local(wrong)


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_bytes(b"secret")
    root = tmp_path / "repository"
    root.mkdir()
    (root / "file").symlink_to(outside / "secret")
    (root / "folder").symlink_to(outside)
    store = LocalStore(root)
    for key in ("file", "folder/secret"):
        for use in (store.read, store.size):
            with pytest.raises(StoreError):
                use(key)
    assert list(store.list()) == [] == list(store.keys())
    for use in (
        lambda: list(store.list("folder/")),
        lambda: store.delete("folder/secret"),
        lambda: store.put("folder/new", b"x"),
    ):
        with pytest.raises(StoreError):
            use()
    store.delete("file")
    assert (outside / "secret").read_bytes() == b"secret"
    assert [path.name for path in outside.iterdir()] == ["secret"]


def test_a_linked_root_is_where_the_administrator_put_it(tmp_path: Path) -> None:
    (tmp_path / "volume").mkdir()
    (tmp_path / "repository").symlink_to(tmp_path / "volume")
    LocalStore(tmp_path / "repository").put("packs/one", b"content")
    assert (tmp_path / "volume" / "packs" / "one").read_bytes() == b"content"


def test_what_is_not_a_file_is_no_object(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "lost+found").mkdir()
    (tmp_path / "bad name").write_bytes(b"x")
    store = LocalStore(tmp_path)
    with pytest.raises(ObjectMissing):
        store.read("pipe")
    assert list(store.list()) == [] == list(store.keys())
    (tmp_path / "plain").write_bytes(b"in the way")
    with pytest.raises(StoreError):
        store.put("plain/below", b"x")


def test_a_file_of_an_impossible_time_is_listed(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    store.put("one", b"content")
    os.utime(tmp_path / "one", (0, 2**33))
    assert [info.key for info in store.list()] == ["one"]


def test_a_listing_bears_files_that_vanish(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    for key in ("a/1", "a/2", "b/1", "c"):
        store.put(key, b"x")
    listing = store.list()
    assert next(listing).key == "a/1"
    (tmp_path / "a" / "2").unlink()
    (tmp_path / "b" / "1").unlink()
    (tmp_path / "b").rmdir()
    assert [info.key for info in listing] == ["c"]


@pytest.fixture
def _usual_umask() -> Iterator[None]:
    """Whoever runs the tests may give away less than usual."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_usual_umask")
def test_permissions_follow_the_directory(tmp_path: Path) -> None:
    private, shared = LocalStore(tmp_path / "private"), LocalStore(tmp_path / "shared")
    shared.directory.mkdir()
    shared.directory.chmod(0o2750)
    for store in (private, shared):
        store.put("packs/one", b"x")
    modes = [
        (store.directory / name).stat().st_mode & 0o777
        for store in (private, shared)
        for name in ("", "packs", "packs/one")
    ]
    assert modes == [0o700, 0o700, 0o600, 0o750, 0o750, 0o640]


def test_sweep_removes_what_dead_processes_left(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    writer = store.create("one")
    writer.write(b"content")
    (mine,) = store.temporary.iterdir()
    old, fresh = store.temporary / "1-dead", store.temporary / "2-dead"
    for path in (old, fresh):
        path.write_bytes(b"half")
    for path in (old, mine):
        os.utime(path, (0, time.time() - 90_000))
    assert store.sweep() == 1
    assert {path.name for path in store.temporary.iterdir()} == {mine.name, fresh.name}
    writer.commit()
    assert store.read("one") == b"content"


class FailingDisk(Disk):
    """Refuses one kind of step with one errno."""

    def __init__(self, step: str, number: int) -> None:
        def fail(*_arguments: object) -> None:
            raise OSError(number, os.strerror(number))

        setattr(self, step, fail)


KINDS = [
    (errno.ENOSPC, StoreFull),
    (errno.EDQUOT, StoreFull),
    (errno.EACCES, StoreDenied),
    (errno.EPERM, StoreDenied),
    (errno.EROFS, StoreReadOnly),
    (errno.ESTALE, StoreUnavailable),
    (errno.EIO, StoreError),
    (errno.ENOENT, StoreError),
]


@pytest.mark.parametrize(("number", "kind"), KINDS)
@pytest.mark.parametrize("step", ["make_directory", "open", "write", "sync", "link_new", "sync_directory"])
def test_errors_of_the_system_are_told_apart(
    tmp_path: Path, step: str, number: int, kind: type[StoreError]
) -> None:
    store = LocalStore(tmp_path / "repository", FailingDisk(step, number))
    with pytest.raises(StoreError) as caught:
        store.put("packs/one", b"content")
    assert type(caught.value) is kind
    assert "packs/one" in str(caught.value)
    temporary = tmp_path / "repository" / ".tmp"
    assert not temporary.exists() or not list(temporary.iterdir())


def write_and_commit(writer: ObjectWriter) -> None:
    writer.write(b"content")
    writer.commit()


@pytest.mark.parametrize("step", ["write", "sync"])
def test_after_a_failed_step_nothing_is_committed(tmp_path: Path, step: str) -> None:
    disk = FailingDisk(step, errno.EIO)
    store = LocalStore(tmp_path, disk)
    with store.create("one") as writer:
        with pytest.raises(StoreError):
            write_and_commit(writer)
        delattr(disk, step)
        uses: list[Callable[[], None]] = [lambda: writer.write(b"content"), writer.commit]
        for use in uses:
            with pytest.raises(StoreError, match="no longer"):
                use()
    assert list(store.list()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_is_denied(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    store.put("packs/one", b"content")
    (tmp_path / "packs").chmod(0)
    with pytest.raises(StoreDenied):
        store.read("packs/one")
    with pytest.raises(StoreDenied):
        list(store.list())
    (tmp_path / "packs").chmod(0o700)


def test_a_disk_that_was_unmounted_is_not_written_below(tmp_path: Path) -> None:
    """The empty directory that it was mounted on is not the store, and must not look as if it took objects."""
    directory, away = tmp_path / "repository", tmp_path / "away"
    LocalStore(directory).put("pagewake.json", b"{}")
    store = LocalStore(directory)
    assert store.read("pagewake.json") == b"{}"
    directory.rename(away)
    with pytest.raises(StoreGone, match="is gone"):
        store.put("wal/1", b"x")
    assert not directory.exists()
    directory.mkdir()
    with pytest.raises(StoreGone, match="not the one that was opened") as caught:
        store.put("wal/1", b"x")
    assert caught.value.object_name == str(directory) and list(directory.iterdir()) == []
    directory.rmdir()
    away.rename(directory)
    store.put("wal/1", b"x")
    assert store.read("wal/1") == b"x"


def test_a_disk_that_was_mounted_anew_is_the_same_store(tmp_path: Path) -> None:
    directory = tmp_path / "repository"
    LocalStore(directory).put("pagewake.json", b"{}")
    store = LocalStore(directory)
    store.read("pagewake.json")
    shutil.copytree(directory, tmp_path / "anew")
    shutil.rmtree(directory)
    (tmp_path / "anew").rename(directory)
    store.put("wal/1", b"x")
    assert store.read("wal/1") == b"x"


def test_who_is_denied_and_where_is_said(tmp_path: Path) -> None:
    with (
        pytest.raises(StoreDenied, match="denies access to ") as caught,
        explained("pagewake.json", tmp_path),
    ):
        raise PermissionError(errno.EACCES, "Permission denied")
    assert caught.value.object_name == str(tmp_path / "pagewake.json")
