"""The program on a real screen: under Xvfb with a window manager, told by keys and the mouse alone, as a process."""

from __future__ import annotations

import contextlib
import itertools
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from tests.gui.screen.rig import MISSING, SAME, Home, Screen, differing, screen, until

from pagewake.demo import run as demo
from pagewake.demo.ledger import Ledger
from pagewake.desk.journal import Journal, JournalEntry, Standing
from pagewake.engines.neuroquantum import ENGINE
from pagewake.jobs import Job
from pagewake.model import TargetKind
from pagewake_gui.pages import PAGES

pytestmark = [
    pytest.mark.torture,
    pytest.mark.timeout(600),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed (Debian): {' '.join(MISSING)}"),
]
MAIN = "repository.* - Pagewake$"
WIZARD = "^Restore - Pagewake$"


@dataclass
class World:
    """The demo, as `pagewake demo` makes it, and the truth that it compares with."""

    directory: Path
    ledger: Ledger
    target_lsn: int

    @property
    def repository(self) -> str:
        return str(self.directory / "repository")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> World:
    kept: list[Ledger] = []

    class Kept(Ledger):
        """The demo's ledger, which the demo itself lets go of."""

        def __init__(self, directory: Path, pages: int, seed: int) -> None:
            super().__init__(directory, pages, seed)
            kept.append(self)

    directory = tmp_path_factory.mktemp("told")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo, "Ledger", Kept)
        report = demo.run_demo(directory, Job("demo"))
    return World(directory, kept[0], report.target_lsn)


@pytest.fixture
def world(told: World, tmp_path: Path) -> World:
    shutil.copytree(told.directory, tmp_path / "demo")
    return World(tmp_path / "demo", told.ledger, told.target_lsn)


@pytest.fixture
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Screen]:
    with screen(tmp_path / "screen", *getattr(request, "param", (1600, 1000))) as made:
        yield made


@pytest.fixture
def home(request: pytest.FixtureRequest, desk: Screen, world: World, tmp_path: Path) -> Iterator[Home]:
    """A home whose settings know the demo's database. When a test failed, its screen is kept as a picture."""
    known = f'[sources.ledger]\nlocation = "{world.directory / "database"}"\nengine = "neuroquantum"\n'
    made = Home(tmp_path / "home", desk.display, f"version = 1\n{known}")
    failed = request.session.testsfailed
    try:
        yield made
        if request.session.testsfailed > failed:
            desk.save(tmp_path / "screen.png")
    finally:
        made.close()


def over(home: Home, kind: str) -> JournalEntry:
    """Wait until the journal says that a job of that kind ended, and that it ended well."""

    def ended() -> list[JournalEntry]:
        unended = (Standing.WAITING, Standing.RUNNING)
        found = [one for one in Journal(home.state).entries() if one.kind == kind]
        return [one for one in found if one.standing not in unended]

    newest: JournalEntry = until(ended, f"the end of a job: {kind}")[-1]
    assert newest.standing is Standing.DONE, newest.error
    return newest


def opened(desk: Screen) -> str:
    """Wait for the main window, and for the first page of a repository in it."""
    window = desk.window(MAIN)
    until(lambda: in_sight(desk.settled(1.0)), "the first page")
    return window


def close_with_the_window_manager(desk: Screen, home: Home, process: subprocess.Popen[bytes]) -> None:
    """Alt+F4 in the main window: the program ends, and had nothing to complain about."""
    desk.front(MAIN)
    desk.settled()
    for _ in range(3):  # openbox now and then passes a key over while it is moving the focus
        desk.press("alt+F4")
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
            break
    assert process.poll() == 0, "the window is still there"
    assert home.said() == ""


def in_sight(picture: np.ndarray) -> bool:
    """Whether there is more on a picture than a surface: many colours, and no one of them nearly all of it."""
    _, counts = np.unique(picture, return_counts=True)
    return len(counts) > 50 and counts.max() < 0.97 * picture.size


def test_browse_back_up_verify_restore_compare(
    desk: Screen, home: Home, world: World, tmp_path: Path
) -> None:
    process = home.start(world.repository)
    left, top, width, height = desk.place(opened(desk))
    assert (width, height) == (1440, 900)

    # Every page by its key: each shows something, and something else than the others. Back to the first by mouse.
    shown = {PAGES[0].name: desk.settled()}
    for number, page in enumerate(PAGES[1:9], 2):
        shown[page.name] = desk.turn(f"ctrl+{number}")
        assert in_sight(shown[page.name][top : top + height, left + 180 : left + width]), page.name
    for (one, first), (other, second) in itertools.combinations(shown.items(), 2):
        assert differing(first, second) > 10 * SAME, (one, other)
    desk.click(left + 88, top + 25)
    until(lambda: differing(desk.picture(), shown[PAGES[0].name]) < 10 * SAME, "the first page")

    # Back up: by name, from the palette.
    backups = world.directory / "repository" / "backups"
    before = set(backups.iterdir())
    desk.press("ctrl+k")
    desk.window("Search everything")
    desk.write("take a full backup")
    desk.press("Return")
    desk.window("Take a backup")
    desk.press("Return")
    assert "--type full" in over(home, "backup").command
    assert len(set(backups.iterdir()) - before) == 1

    # Verify: by its key.
    desk.front(MAIN)
    evidence = world.directory / "repository" / "evidence"
    proofs = len(list(evidence.rglob("*")))
    desk.press("ctrl+shift+v")
    desk.window("^Verify")
    desk.press("Return")
    over(home, "verify")
    assert len(list(evidence.rglob("*"))) > proofs

    # Restore to the demo's moment: the wizard, by keys.
    out = tmp_path / "out"
    desk.front(MAIN)
    desk.press("ctrl+r")
    desk.window(WIZARD)
    desk.press("alt+Right")
    kinds = (
        TargetKind.XID,
        TargetKind.NAME,
        TargetKind.LATEST,
    )  # the tabs from that of LSNs to the one shown
    desk.press(*["Left"] * sum(kind in ENGINE.targets for kind in kinds), "Tab")
    desk.write(str(world.target_lsn))
    on_to_what_stops_it(desk)  # the destination must be named
    desk.write(str(out))
    on_to_what_stops_it(desk)  # this key never begins a restore
    assert not out.exists()
    assert not [one for one in Journal(home.state).entries() if one.kind == "restore"]
    left, top, width, height = desk.place(desk.window(WIZARD))
    desk.click(left + width - 60, top + height - 24)  # what begins it is the last button
    command = over(home, "restore").command
    assert f"--target-lsn {world.target_lsn}" in command and str(out) in command
    pages = demo.compare_with_truth(out / "data" / "ledger.db", world.ledger.truth(world.target_lsn))
    assert pages > demo.PAGES
    desk.front(WIZARD)
    desk.press("alt+F4")
    desk.gone(WIZARD)
    assert process.poll() is None
    close_with_the_window_manager(desk, home, process)


def on_to_what_stops_it(desk: Screen) -> None:
    """Next, by key, until nothing comes of it any more."""
    was = desk.settled()
    for _ in range(8):
        desk.press("alt+Right")
        now = desk.settled()
        if differing(was, now) < SAME:
            return
        was = now
    raise AssertionError("the wizard goes on and on")


def test_a_second_start_hands_over_and_the_first_comes_to_the_front(
    desk: Screen, home: Home, world: World, tmp_path: Path
) -> None:
    first = home.start(world.repository)
    window = opened(desk)
    other = tmp_path / "another-repository"
    shutil.copytree(world.repository, other)
    desk.do("windowminimize", "--sync", window)
    until(lambda: not desk.windows(MAIN), "a window that is an icon")
    second = home.start(str(other))
    assert second.wait(60) == 0
    desk.window("another-repository - Pagewake$")
    assert desk.windows(MAIN) == [window]
    assert in_sight(desk.settled())
    close_with_the_window_manager(desk, home, first)


@pytest.mark.parametrize(
    ("desk", "scale"),
    [((1024, 700), "1"), ((2048, 1400), "2")],
    indirect=["desk"],
    ids=["small", "fine"],
)
def test_all_windows_stay_on_a_small_screen_and_on_a_fine_one(
    desk: Screen, home: Home, world: World, scale: str
) -> None:
    process = home.start(world.repository, QT_SCALE_FACTOR=scale)
    window = opened(desk)
    on_screen(desk, window)
    for number in range(2, 10):
        assert in_sight(desk.turn(f"ctrl+{number}")), number
    for keys, title in (
        ("ctrl+r", WIZARD),
        ("ctrl+b", "^Take a backup"),
        ("ctrl+shift+d", "^Compare"),
        ("ctrl+shift+p", "^Inspect a page"),
    ):
        desk.press(keys)
        on_screen(desk, desk.window(title))
        desk.press("alt+F4")
        desk.gone(title)
        desk.front(MAIN)
    close_with_the_window_manager(desk, home, process)


def on_screen(desk: Screen, window: str) -> None:
    """Nothing of a window is beyond the edge."""
    desk.settled()
    left, top, width, height = desk.place(window)
    lowest, rightmost = desk.picture().shape
    assert left >= 0 and left + width <= rightmost, (left, width)
    assert top >= 0 and top + height <= lowest, (top, height)
