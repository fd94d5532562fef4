"""The restore wizard on PostgreSQL, by clicks and keys: what comes up is the pages and rows that psql saw then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.reading import LEFT, halves, press, table
from tests.gui.restoring import next_step, shown, write
from tests.gui.shop import Instant, Shop, seen_in
from tests.postgres.conftest import installation_of
from tests.postgres.servers import Rig

from pagewake_gui.main_window import MainWindow

pytestmark = pytest.mark.timeout(300)
LONG_MS = 120_000


@pytest.fixture
def rig(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    """Servers of the shop's version, whose programs prove what is restored."""
    programs = installation_of(int(shop.truth.version.split(".")[0])).bindir
    monkeypatch.setenv("PAGEWAKE_PG_BIN", str(programs))
    with Rig() as made:
        yield made


def opened(qtbot: Any, window: MainWindow) -> Any:
    """The wizard at its second step."""
    press(qtbot, window, Qt.Key.Key_R)
    wizard = window.restores.last
    assert wizard is not None
    qtbot.waitUntil(lambda: "PostgreSQL" in shown(wizard.source_step), timeout=WAIT_MS)
    next_step(qtbot, wizard, "target")
    return wizard


def tab(qtbot: Any, wizard: Any, name: str) -> Any:
    """Bring the tab of one way to name the moment to the front, by mouse."""
    tabs = wizard.target_step.tabs
    way = wizard.target_step.ways[name]
    qtbot.mouseClick(tabs.tabBar(), LEFT, pos=tabs.tabBar().tabRect(tabs.indexOf(way)).center())
    assert tabs.currentWidget() is way
    return way


def by_lsn(qtbot: Any, wizard: Any, instant: Instant) -> None:
    write(qtbot, tab(qtbot, wizard, "lsn").field, halves(instant.lsn))


def by_xid(qtbot: Any, wizard: Any, instant: Instant) -> None:
    write(qtbot, tab(qtbot, wizard, "xid").field, str(instant.xid))


def by_time(qtbot: Any, wizard: Any, instant: Instant) -> None:
    fields = tab(qtbot, wizard, "time").fields
    write(qtbot, fields.date, f"{instant.when:%Y-%m-%d}")
    write(qtbot, fields.time, f"{instant.when:%H:%M:%S.%f}")


def by_name(qtbot: Any, wizard: Any, instant: Instant) -> None:
    rows = tab(qtbot, wizard, "name").rows
    number = [row["name"] for row in table(rows.model)].index(instant.name)
    qtbot.mouseClick(
        rows.table.viewport(), LEFT, pos=rows.table.visualRect(rows.model.index(number, 0)).center()
    )


def by_latest(qtbot: Any, wizard: Any, instant: Instant) -> None:
    tab(qtbot, wizard, "latest")


def to_the_end(qtbot: Any, wizard: Any, out: Path, away: Path) -> None:
    """From the destination on: a directory, a place for the tablespace, and the restore itself."""
    write(qtbot, wizard.destination_step.directory, str(out))
    (field,) = wizard.destination_step.part_fields.values()
    write(qtbot, field, str(away / "cold"))
    next_step(qtbot, wizard, "options")
    next_step(qtbot, wizard, "review")
    qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT_MS)
    qtbot.mouseClick(wizard.next, LEFT)
    qtbot.waitUntil(lambda: wizard.step.name == "result", timeout=LONG_MS)


def comes_up_as(rig: Rig, shop: Shop, out: Path, instant: Instant) -> None:
    """Start what was restored, as anybody would, and compare all rows and all pages of the tables."""
    with by_the_test():
        server = rig.adopt(installation_of(int(shop.truth.version.split(".")[0])), out)
        server.start()
        assert server.value("SELECT pg_is_in_recovery()") is False
        with server.connect("orders") as session:
            rows, pages = seen_in(session)
        events = server.value("SELECT count(*) FROM events", dbname="audit")
        server.stop()
    assert rows == instant.rows
    assert pages == instant.pages
    assert events == (4000 if instant.name == "release 4.2" else 5000)


def test_the_moment_before_the_mistake_is_back_by_its_name(
    qtbot: Any, shop: Shop, shop_window: MainWindow, rig: Rig
) -> None:
    truth, instant = shop.truth, shop.truth.instants["before the mistake"]
    wizard = opened(qtbot, shop_window)
    by_name(qtbot, wizard, instant)
    step = wizard.target_step
    qtbot.waitUntil(
        lambda: "First commit that will be missing" in step.commits.summary.text(), timeout=WAIT_MS
    )
    assert str(instant.xid) in step.commits.summary.text()
    with by_the_test():
        out, away = rig.directory("out"), rig.directory("away")
    oid, place = truth.tablespace
    next_step(qtbot, wizard, "plan")
    qtbot.waitUntil(lambda: wizard.draft.prepared is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: truth.backups["third"] in shown(wizard.plan_step), timeout=WAIT_MS)
    next_step(qtbot, wizard, "destination")
    assert list(wizard.destination_step.part_fields) == [oid]
    assert place in shown(wizard.destination_step)
    to_the_end(qtbot, wizard, out, away)
    assert wizard.result_step.state.text() == "● Restored and proven", shown(wizard.result_step)
    said = shown(wizard.result_step)
    assert f"LSN {halves(instant.point)} on timeline 1" in said or "on timeline 1" in said
    assert "--tablespace-map" in wizard.draft.command
    assert "--target-name 'before the mistake'" in wizard.draft.command
    comes_up_as(rig, shop, out, instant)
    wizard.close()


WAYS: dict[str, tuple[str, Callable[[Any, Any, Instant], None]]] = {
    "lsn": ("release 4.2", by_lsn),
    "time": ("after the mistake", by_time),
    "xid": ("before the mistake", by_xid),
    "behind the gap": ("quarter end", by_name),
    "lost branch": ("lost after the promotion", by_name),
    "new branch": ("after the promotion", by_name),
    "latest": ("last", by_latest),
}


@pytest.mark.torture
@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_name_a_moment_brings_it_back(
    qtbot: Any, shop: Shop, shop_window: MainWindow, rig: Rig, way: str
) -> None:
    name, choose = WAYS[way]
    wizard = opened(qtbot, shop_window)
    choose(qtbot, wizard, shop.truth.instants[name])
    with by_the_test():
        out, away = rig.directory("out"), rig.directory("away")
    next_step(qtbot, wizard, "plan")
    next_step(qtbot, wizard, "destination")
    to_the_end(qtbot, wizard, out, away)
    assert wizard.result_step.state.text() == "● Restored and proven", shown(wizard.result_step)
    comes_up_as(rig, shop, out, shop.truth.instants[name])
    wizard.close()
