"""Keys change while a backup runs in another process: it goes on, and everybody reads what both of them made."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from tests.durability.arena import fork_context
from tests.durability.scenes import CHEAP, PASSPHRASE, Scene, backup, restored_pages, verify
from tests.durability.test_interleavings import InterruptedStore
from tests.durability.test_local_store_faults import lay_out

from pagewake.errors import PagewakeError, WrongPassphrase
from pagewake.repository.key_keeper import KeyKeeper, key_state
from pagewake.repository.repository import Repository
from pagewake.stores.faulty import FaultyStore
from pagewake.stores.local import LocalStore

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
HERS, NEW = "her eight secret words", "a new passphrase"
PATIENCE_S = 120
MOMENTS = (0.2, 0.5, 0.8)
"""How much of the steps of a backup has been done when the keys change."""


def keeper(place: Path, passphrase: str = PASSPHRASE) -> KeyKeeper:
    return KeyKeeper(LocalStore(place), passphrase, cost=CHEAP)


def run_child(place: Path, database: Path, at: int, pipe: Connection) -> None:
    """A process that takes a full backup; before one of its steps it says so, and waits for an answer."""

    def ask() -> None:
        pipe.send("here")
        assert pipe.poll(PATIENCE_S)
        pipe.recv()

    try:
        store = InterruptedStore(LocalStore(place), at, ask)
        pipe.send(backup(Repository.open(store, PASSPHRASE), database, "full").backup.id)
    except PagewakeError as error:
        pipe.send(error)


def backup_meanwhile(
    scene: Scene, place: Path, moment: float, change: Callable[[], object]
) -> str | PagewakeError:
    """What a process of its own says of its backup, during which keys changed."""
    counting = FaultyStore(LocalStore(place.parent / "counted"))
    lay_out(scene.store, place.parent / "counted")
    backup(scene.open(counting), scene.database, "full")
    lay_out(scene.store, place)
    mine, its = fork_context.Pipe()
    at = int(moment * len(counting.steps))
    process = fork_context.Process(target=run_child, args=(place, scene.database, at, its))
    process.start()
    try:
        assert mine.poll(PATIENCE_S) and mine.recv() == "here"
        change()
        mine.send("go on")
        assert mine.poll(PATIENCE_S)
        said: str | PagewakeError = mine.recv()
        process.join(PATIENCE_S)
        assert process.exitcode == 0
    finally:
        process.kill()
        process.join()
    return said


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    scene = Scene(tmp_path_factory.mktemp("scene"), encrypted=True)
    KeyKeeper(scene.store, PASSPHRASE, cost=CHEAP).add(HERS, label="hers")
    return scene


@pytest.mark.parametrize("moment", MOMENTS)
def test_rotations_and_passphrases_disturb_no_backup(sealed: Scene, tmp_path: Path, moment: float) -> None:
    """Even the passphrase that it was begun with may go meanwhile."""
    place = tmp_path / "repository"

    def change() -> None:
        keeper(place).rotate()
        keeper(place, HERS).rotate()
        keeper(place).change(NEW)
        keeper(place, NEW).renew_recovery_key()

    made = backup_meanwhile(sealed, place, moment, change)
    assert isinstance(made, str), made
    assert key_state(LocalStore(place)).generation == 3
    with pytest.raises(WrongPassphrase):
        Repository.open(LocalStore(place), PASSPHRASE)
    for passphrase in (NEW, HERS):
        repository = Repository.open(LocalStore(place), passphrase)
        assert verify(repository).findings == ()
        assert restored_pages(repository, made) == sealed.now_pages
        for id_, pages in sealed.truth.items():
            assert restored_pages(repository, id_) == pages


@pytest.mark.parametrize("moment", MOMENTS[1:])
def test_a_new_root_key_meanwhile_leaves_a_sound_repository(
    sealed: Scene, tmp_path: Path, moment: float
) -> None:
    """The backup is made, or it says that the root key was replaced; nothing is written that nobody can read."""
    place = tmp_path / "repository"
    said = backup_meanwhile(sealed, place, moment, lambda: keeper(place).replace_root([HERS]))
    for passphrase in (PASSPHRASE, HERS):
        repository = Repository.open(LocalStore(place), passphrase)
        assert verify(repository).findings == ()
        if isinstance(said, str):
            assert restored_pages(repository, said) == sealed.now_pages
        else:
            assert "root key was replaced" in said.what
    assert (
        restored_pages(repository, backup(repository, sealed.database, "full").backup.id) == sealed.now_pages
    )
