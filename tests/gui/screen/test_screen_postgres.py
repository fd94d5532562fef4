"""The program on a real screen and a real server: by keys and the mouse from the first look to a restored database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.gui.reading import halves
from tests.gui.screen.rig import MISSING, Home, Screen, screen
from tests.gui.screen.test_screen import (
    MAIN,
    WIZARD,
    close_with_the_window_manager,
    in_sight,
    on_to_what_stops_it,
    opened,
    over,
)
from tests.gui.shop import SCHEMA, Instant, instant, seen_in
from tests.postgres.conftest import installation_of
from tests.postgres.servers import Rig, Server

from pagewake.backup.run import BackupRequest, run_backup
from pagewake.engines.postgres import ENGINE
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore

pytestmark = [
    pytest.mark.torture,
    pytest.mark.timeout(600),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed (Debian): {' '.join(MISSING)}"),
]


@dataclass
class Living:
    """A running server, its repository, and a moment of it."""

    rig: Rig
    server: Server
    repository: Path
    wanted: Instant


@pytest.fixture(params=[15, 18])
def living(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Living]:
    with Rig() as rig:
        server = rig.server(installation_of(request.param), settings={"wal_keep_size": "256MB"})
        server.sql("CREATE DATABASE orders")
        server.sql(SCHEMA.replace(" TABLESPACE cold", ""), dbname="orders")
        server.sql("VACUUM (FREEZE)", dbname="orders")
        repository = Repository.create(LocalStore(tmp_path / "repository"))
        source = ENGINE.open(str(server.data), connection=server.socket_uri())
        run_backup(repository, ENGINE, source, BackupRequest("shop", "full", checkpoint=True), Job())
        source.close()
        repository.close()
        server.sql("UPDATE orders SET cents = cents + 1 WHERE id % 50 = 0", dbname="orders")
        wanted = instant(server, "wanted")
        server.sql("DELETE FROM customers WHERE id > 100", dbname="orders")
        yield Living(rig, server, tmp_path / "repository", wanted)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Screen]:
    with screen(tmp_path / "screen", 1600, 1000) as made:
        yield made


@pytest.fixture
def home(request: pytest.FixtureRequest, desk: Screen, living: Living, tmp_path: Path) -> Iterator[Home]:
    """A home whose settings know the server. When a test failed, its screen is kept as a picture."""
    server = living.server
    known = f'[sources.shop]\nlocation = "{server.data}"\nengine = "postgres"\n'
    made = Home(
        tmp_path / "home", desk.display, f'version = 1\n{known}connection = "{server.socket_uri()}"\n'
    )
    failed = request.session.testsfailed
    try:
        yield made
        if request.session.testsfailed > failed:
            desk.save(tmp_path / "screen.png")
    finally:
        made.close()


def test_browse_back_up_verify_restore_compare(desk: Screen, home: Home, living: Living) -> None:
    programs = {"PAGEWAKE_PG_BIN": str(living.server.installation.bindir)}
    process = home.start(str(living.repository), **programs)
    opened(desk)
    for number in range(2, 10):
        assert in_sight(desk.turn(f"ctrl+{number}")), number

    desk.press("ctrl+b")
    desk.window("Take a backup")
    desk.press("Return")
    assert over(home, "backup").object_name == "shop"
    assert len(list((living.repository / "backups").iterdir())) == 2

    desk.front(MAIN)
    desk.press("ctrl+shift+v")
    desk.window("^Verify")
    desk.press("Return")
    over(home, "verify")

    out, wanted = living.rig.directory("out"), living.wanted
    desk.front(MAIN)
    desk.press("ctrl+r")
    desk.window(WIZARD)
    desk.press("alt+Right")
    desk.press("Left", "Left", "Left", "Tab")  # from the newest moment over names and transactions to LSNs
    desk.write(halves(wanted.lsn))
    on_to_what_stops_it(desk)
    desk.write(str(out))
    on_to_what_stops_it(desk)
    assert not any(out.iterdir())
    left, top, width, height = desk.place(desk.window(WIZARD))
    desk.click(left + width - 60, top + height - 24)
    assert f"--target-lsn {halves(wanted.lsn)}" in over(home, "restore").command
    restored = living.rig.adopt(living.server.installation, out)
    restored.start()
    with restored.connect("orders") as session:
        rows, pages = seen_in(session)
    restored.stop()
    assert (rows, pages) == (wanted.rows, wanted.pages)
    desk.front(WIZARD)
    desk.press("alt+F4")
    desk.gone(WIZARD)
    close_with_the_window_manager(desk, home, process)
