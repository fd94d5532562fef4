"""PostgreSQL in the heat map, the page inspector and the WAL explorer: what psql, pg_waldump and pageinspect say."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from tests.gui.conftest import WAIT_MS
from tests.gui.reading import CONTROL, LEFT, go_to, halves, press, segment, settle, table, texts
from tests.gui.shop import SEGMENT, Shop

from pagewake_gui.main_window import MainWindow
from pagewake_gui.selection import LsnRange, PageBrush
from pagewake_gui.views.heat_pane import TIMES
from pagewake_gui.views.page_inspector import PageInspector
from pagewake_gui.widgets.error_panel import ErrorPanel

SHIFT = Qt.KeyboardModifier.ShiftModifier
LINE = "line pointer "


def built(qtbot: Any, window: MainWindow) -> Any:
    """The heat map, its index built by the button of its empty state."""
    view = go_to(qtbot, window, Qt.Key.Key_4, "heatmap")
    qtbot.waitUntil(lambda: bool(getattr(view._stack.currentWidget(), "buttons", None)), timeout=WAIT_MS)
    qtbot.mouseClick(view._stack.currentWidget().buttons[0], LEFT)
    qtbot.waitUntil(lambda: view.pane.image.tile is not None, timeout=WAIT_MS)
    settle(qtbot, window)
    return view


def row_at(view: Any, row: int) -> QPoint:
    rows = view.relations.rows
    found: QPoint = rows.table.visualRect(rows.model.index(row, 1)).center()
    return found


def test_from_the_database_by_its_names_to_a_block_and_its_page(
    qtbot: Any, shop: Shop, shop_window: MainWindow
) -> None:
    truth, hub = shop.truth, shop_window.context.selection
    view = built(qtbot, shop_window)
    rows = {row["name"]: row for row in table(view.relations.rows.model)}
    counts = {
        key: int(count)
        for key, count in zip(view.feed.sheet.relations.keys, view.feed.sheet.relations.changes, strict=True)
    }
    for one in (one for one in truth.relations if one.blocks):
        schema = "" if "." in one.name else "public."
        shown = rows[f"{one.database}.{schema}{one.name}"]
        assert shown["key"] == one.key
        assert counts[one.key] == truth.changes.get(one.key, 0), one.name
    assert rows["orders.public.old_orders"]["key"].startswith(f"{truth.tablespace[0]}/")

    qtbot.keyClicks(view.relations.rows.filter, "public.customers")
    names = [row["name"] for row in table(view.relations.rows.model)]
    assert names[0] == "orders.public.customers", "the one that changed most is first"
    qtbot.mouseClick(view.relations.rows.table.viewport(), LEFT, pos=row_at(view, 0))
    settle(qtbot, shop_window)
    customers = truth.relation("customers")
    image = view.pane.image
    assert image.scope[1] - image.scope[0] == customers.blocks
    qtbot.waitUntil(lambda: "▸\norders.public.customers" in texts(view), timeout=WAIT_MS)

    qtbot.mouseClick(image, LEFT, pos=image.point_of(image.scope[0]))
    assert hub.now.pages == PageBrush(customers.key, 0, 1)
    qtbot.waitUntil(lambda: view.details.story is not None, timeout=WAIT_MS)
    story = view.details.story
    assert story.changes == len(truth.touches)
    touched = {segment(lsn) for lsn, _ in truth.touches}
    assert {stretch.name for stretch in story.stretches} == touched
    assert story.last_lsn is not None and segment(story.last_lsn - 1) == segment(max(truth.touches)[0])
    qtbot.waitUntil(lambda: "orders.public.customers block 0" in texts(view.details), timeout=WAIT_MS)

    times = view.pane.times
    with qtbot.waitSignal(times.filled, timeout=WAIT_MS):
        qtbot.mouseClick(view.pane.modes[TIMES], LEFT)
    sheet = view.feed.sheet
    most = {sheet.row.keys[int(number)] for number in times.found.relations}
    assert most <= truth.changes.keys() and customers.key in most
    inspect = next(one for one in view.details.findChildren(type(view._back)) if one.text() == "Inspect page")
    qtbot.mouseClick(inspect, LEFT)
    opened = [one for one in QApplication.topLevelWidgets() if isinstance(one, PageInspector)]
    assert len(opened) == 1
    settle(qtbot, shop_window)
    assert opened[0].address.text() == "orders.public.customers:0"
    opened[0].close()


def test_a_page_is_told_as_pageinspect_tells_it(qtbot: Any, shop: Shop, shop_window: MainWindow) -> None:
    page, truth = shop.truth.page, shop.truth
    press(qtbot, shop_window, Qt.Key.Key_P, CONTROL | SHIFT)
    made: Any = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PageInspector))
    made.address.setFocus()
    made.address.selectAll()
    qtbot.keyClicks(made.address, "customers:0")
    qtbot.keyClick(made.address, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: made.records_model.rowCount() > 0, timeout=WAIT_MS)
    assert made.address.text() == "orders.public.customers:0"
    assert made._state.text().startswith("● ")
    versions = table(made.versions_model)
    assert versions[0]["backup"] == truth.backups["first"] and versions[0]["lsn"] == page["lsn"]
    assert all(row["checksum"].startswith("● right") for row in versions)
    first = made.versions.visualRect(made.versions_model.index(0, 0)).center()
    qtbot.mouseClick(made.versions.viewport(), LEFT, pos=first)

    fields = {row["name"]: row for row in table(made.fields_model)}
    checksum = page["checksum"] & 0xFFFF
    assert fields["LSN"]["value"] == page["lsn"]
    assert fields["checksum"]["value"] == f"{checksum:#06x}" and fields["checksum"]["note"] == "as computed"
    for name in ("lower", "upper", "special", "prune xid"):
        assert fields[name]["value"] == str(page[name.replace(" ", "_")])
    assert fields["flags"]["value"] == f"{page['flags']:#06x}"
    assert fields["size and version"]["value"] == f"{page['size']} / {page['version']}"
    pointers = [row for row in table(made.fields_model) if row["name"].startswith(LINE)]
    states = ("unused", "normal", "redirect", "dead")
    for row, (number, offset, length, state) in zip(pointers, page["items"], strict=True):
        assert (row["name"], row["value"]) == (f"{LINE}{number}", f"{offset} / {length}")
        assert row["note"].startswith(states[state])
    # The server's buffer has no checksum yet: it is set when the page is written.
    truth_bytes = bytearray.fromhex(page["hex"])
    truth_bytes[8:10] = checksum.to_bytes(2, "little")
    assert made.hex.content == bytes(truth_bytes)

    records = [(row["lsn"], row["type"]) for row in table(made.records_model)]
    assert sorted(records) == sorted((halves(lsn), type_) for lsn, type_ in truth.touches)
    for text, said in (("pg_class:0", "relations are called so"), ("nothing:0", "no backup of this source")):
        made.address.setFocus()
        made.address.selectAll()
        qtbot.keyClicks(made.address, text)
        qtbot.keyClick(made.address, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda said=said: said in told(made), timeout=WAIT_MS)
    settle(qtbot, shop_window)
    made.close()


def told(inspector: PageInspector) -> str:
    return "\n".join(str(panel.error) for panel in inspector.findChildren(ErrorPanel))


def test_the_log_is_told_as_pg_waldump_tells_it(qtbot: Any, shop: Shop, shop_window: MainWindow) -> None:
    truth = shop.truth
    view = go_to(qtbot, shop_window, Qt.Key.Key_7, "wal")
    qtbot.waitUntil(lambda: view.activity is not None, timeout=WAIT_MS)
    assert view.lanes.currentText() == "2", "the newest timeline first"
    view.lanes.setFocus()
    qtbot.keyClick(view.lanes, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: view.activity is not None and view.activity.timeline == 1, timeout=WAIT_MS)
    segments = {name: counts for name, counts in truth.log.items() if name.startswith("00000001")}
    assert [one.name for group in view.activity.stretches for one in group] == sorted(segments)
    managers = {manager for counts in segments.values() for manager in counts}
    assert set(view.activity.managers) == managers
    for bar, name in enumerate(sorted(segments)):
        counts = dict(zip(view.activity.managers, view.activity.record_counts[bar].tolist(), strict=True))
        assert {manager: count for manager, count in counts.items() if count} == segments[name]
    points = [one for one in truth.instants.values() if one.point and one.timeline == 1]
    assert int(view.activity.restore_points.sum()) == len(points)
    every = sum(sum(counts.values()) for counts in segments.values())
    assert f"{every:,} record" in view.told.text()

    boxes = [view.chart.box_of(bar) for bar in range(len(segments))]
    assert all(abs(one.right() - other.left()) < 3 for one, other in pairwise(boxes)), (
        "WAL held twice has no place"
    )

    mistake = truth.instants["after the mistake"]
    bar = sorted(segments).index(segment(mistake.lsn))
    qtbot.mouseClick(view.chart, LEFT, pos=view.chart.box_of(bar).center().toPoint())
    records = view.records.records
    qtbot.waitUntil(lambda: records.model.total > 0, timeout=WAIT_MS)
    first = mistake.lsn // SEGMENT * SEGMENT
    assert shop_window.context.selection.now.lsn == LsnRange(1, first, first + SEGMENT)
    assert records.model.total == sum(segments[segment(mistake.lsn)].values())
    qtbot.keyClicks(records.filter, "Heap/DELETE")
    deletes = table(records.model)
    assert len(deletes) == 2900
    customers = truth.relation("customers").key
    assert all(row["blocks"].startswith(f"{customers} ") for row in deletes)
    touching = {row["lsn"] for row in deletes if row["blocks"].split(", ")[0] == f"{customers} 0"}
    assert touching == {halves(lsn) for lsn, type_ in truth.touches if type_ == "Heap/DELETE"}
    qtbot.mouseClick(view.records.copy, LEFT)
    command = QGuiApplication.clipboard().text()
    assert "pagewake wal get" in command and segment(mistake.lsn) in command
