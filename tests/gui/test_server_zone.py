"""Times in the zone of the server that the source is on; where that is not known it is UTC, and said."""

from __future__ import annotations

from typing import Any

import pytest
from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.shop import SOURCE, Shop

from pagewake.desk.zones import ServerZone, server_zone
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore
from pagewake_gui.formats import Zone
from pagewake_gui.main_window import MainWindow

MOMENT = 1_772_370_187.0


def choose(window: MainWindow, text: str) -> Any:
    """Choose a zone on the settings page."""
    window.open_page("settings")
    settings: Any = window.view("settings")
    index = settings.zone.findText(text)
    assert index >= 0
    settings.zone.setCurrentIndex(index)
    settings.zone.activated.emit(index)
    return settings


@pytest.mark.timeout(300)
def test_a_servers_times_are_those_of_its_log(qtbot: Any, shop: Shop, shop_window: MainWindow) -> None:
    with by_the_test():
        repository = Repository.open(LocalStore(shop.repository))
        known = server_zone(SOURCE)(repository, Job())
        repository.close()
    assert known.name and not known.problem
    context = shop_window.context
    settings = choose(shop_window, "The server's")
    qtbot.waitUntil(lambda: f"is in {known.name}" in settings.zone_told.text(), timeout=WAIT_MS)
    assert context.formats.zone_name == known.name
    assert context.appearance.look.zone == Zone.SERVER, "what was chosen stays what was chosen"
    assert context.workspace.settings.window.zone == "server"
    choose(shop_window, "UTC")
    assert context.formats.zone_name == "UTC" and "server" not in settings.zone_told.text()


def test_a_database_without_a_server_has_its_machines(
    qtbot: Any, open_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = choose(open_window, "The server's")
    qtbot.waitUntil(lambda: "has no server" in settings.zone_told.text(), timeout=WAIT_MS)
    assert open_window.context.formats.zone_name == Zone.LOCAL


def test_before_a_source_is_shown_it_is_utc_and_that_is_said(qtbot: Any, window: MainWindow) -> None:
    settings = choose(window, "The server's")
    assert "not known before a source is shown: times are in UTC" in settings.zone_told.text()
    assert window.context.formats.moment(MOMENT).endswith(" UTC")


def test_one_that_is_not_known_is_utc_and_that_is_said(qtbot: Any, open_window: MainWindow) -> None:
    settings = choose(open_window, "The server's")
    qtbot.waitUntil(lambda: "has no server" in settings.zone_told.text(), timeout=WAIT_MS)
    why = "it is called localtime, which means nothing on this machine"
    with qtbot.waitSignal(open_window.context.notices.said, timeout=WAIT_MS) as said:
        open_window.server_zone._show(ServerZone("ledger", problem=why))
    assert said.args == ["The time zone of the server of ledger is not known: times are in UTC."]
    assert f"▲ The time zone of the server of ledger is not known: {why}." in settings.zone_told.text()
    assert open_window.context.formats.moment(MOMENT).endswith(" UTC")
