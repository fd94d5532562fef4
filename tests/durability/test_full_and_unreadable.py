"""No room in the store, no answer from the source's disk: a clear error, and a repository as it was."""

from __future__ import annotations

import errno
import os
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from tests.durability.deeds import DEEDS, NOW, Deed
from tests.durability.scenes import AFTER_A_CRASH, Ledger, Scene, backup, fork

from pagewake.engines.neuroquantum import session
from pagewake.errors import PagewakeError, SourceError, StoreDenied, StoreFull
from pagewake.stores.faulty import CHANGES, Fault, FaultyStore


class FullStore(FaultyStore):
    """Has no room left from the `step`-th change on; deleting makes none."""

    def __init__(self, store, step: int) -> None:  # type: ignore[no-untyped-def]
        super().__init__(store)
        self._left = step

    def _next(self, kind: str, key: str) -> Fault | None:
        super()._next(kind, key)
        if kind in CHANGES - {"delete"}:
            self._left -= 1
            if self._left < 0:
                return Fault(0, error=lambda: StoreFull("no room", object_name=key))
        return None


@pytest.mark.parametrize("make", DEEDS)
def test_a_store_that_is_full_from_some_step_on(scene: Scene, make: Callable[[Scene], Deed]) -> None:
    deed = make(scene)
    counting = FaultyStore(fork(deed.base))
    deed.do(counting, NOW)
    changes = sum(kind in CHANGES - {"delete"} for kind, _ in counting.steps)
    chance = random.Random(deed.name)
    for step in sorted({0, changes - 1, *chance.sample(range(changes), min(changes, 3))}):
        store = fork(deed.base)
        assert _has_cause(_error_of(lambda: deed.do(FullStore(store, step), NOW)), StoreFull)  # noqa: B023
        scene.check(store, may_be_gone=deed.may_be_gone)
        deed.do(store, AFTER_A_CRASH)
        scene.check(store, may_be_gone=deed.may_be_gone)


def _error_of(work: Callable[[], object]) -> PagewakeError:
    """What the work raised; tidying up is done without where there is no room, which counts as a full store."""
    try:
        work()
    except PagewakeError as error:
        return error
    return StoreFull("done without")


def _has_cause(error: BaseException | None, kind: type[BaseException]) -> bool:
    while error is not None:
        if isinstance(error, kind):
            return True
        error = error.__cause__ or error.__context__
    return False


def test_pages_that_cannot_be_read(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(session, "read_pages", refuse)
    store = fork(scene.store)
    with pytest.raises(SourceError, match="cannot be read"):
        backup(scene.open(store), scene.database, "full")
    assert scene.check(store, now=NOW).backups(None)[-1].id == list(scene.truth)[-1]
    assert list(store.list("locks/")) == []


def _truncate_pages(database: Path) -> None:
    page_file = next((database / "data").glob("*.db"))
    os.truncate(page_file, 4096 + 1234)


def _remove_pages(database: Path) -> None:
    next((database / "data").glob("*.db")).unlink()


def _remove_wal(database: Path) -> None:
    shutil.rmtree(database / "wal")


def _directory_for_segment(database: Path) -> None:
    segment = min((database / "wal").glob("wal-*.log"))
    segment.unlink()
    segment.mkdir()


def _link_to_itself(database: Path) -> None:
    page_file = next((database / "data").glob("*.db"))
    page_file.unlink()
    page_file.symlink_to(page_file)


def _empty_page_file(database: Path) -> None:
    os.truncate(next((database / "data").glob("*.db")), 0)


@pytest.mark.parametrize(
    "spoil",
    [_truncate_pages, _remove_pages, _remove_wal, _directory_for_segment, _link_to_itself, _empty_page_file],
)
def test_a_database_that_is_not_whole(scene: Scene, tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    """Either a backup is made, with or without findings, or there is a clear error; older backups stay."""
    database = tmp_path / "database"
    shutil.copytree(scene.database, database)
    spoil(database)
    store = fork(scene.store)
    made: set[str] = set()
    with suppress(PagewakeError):
        made.add(backup(scene.open(store), database, "full").backup.id)
    assert {one.id for one in scene.check(store, now=NOW).backups()} == scene.truth.keys() | made


def test_another_database_under_the_same_name(scene: Scene, tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "other", seed=99)
    ledger.database.close()
    store = fork(scene.store)
    before = {info.key for info in store.list()}
    with pytest.raises(PagewakeError) as caught:
        backup(scene.open(store), tmp_path / "other", "full")
    assert caught.value.code == "PW-202"
    assert {info.key for info in store.list()} == before


def test_a_store_that_denies_writing_is_read(scene: Scene) -> None:
    class Denying(FaultyStore):
        def _next(self, kind: str, key: str) -> Fault | None:
            super()._next(kind, key)
            return Fault(0, error=lambda: StoreDenied("no", object_name=key)) if kind in CHANGES else None

    repository = scene.check(Denying(scene.store), restore=True)
    with pytest.raises(StoreDenied):
        backup(repository, scene.database)
