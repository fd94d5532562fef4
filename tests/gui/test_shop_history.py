"""PostgreSQL in the pages of the history: overview, timeline, LSN ranges and backups tell what psql saw happen."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from tests.gui.conftest import WAIT_MS
from tests.gui.reading import (
    LEFT,
    backup_at,
    click,
    flag_at,
    go_to,
    halves,
    on_lane,
    segment,
    table,
    texts,
    told_at,
)
from tests.gui.shop import SEGMENT, Shop

from pagewake.insight.coverage import BandKind
from pagewake.model import RestoreTarget, TargetKind
from pagewake_gui.charts.layout import ThingKind
from pagewake_gui.main_window import MainWindow
from pagewake_gui.selection import LsnRange


def test_the_overview_tells_what_can_be_restored_and_leads_there(
    qtbot: Any, shop: Shop, shop_window: MainWindow
) -> None:
    view: Any = go_to(qtbot, shop_window, Qt.Key.Key_1, "overview")

    def figure(page: str, number: int = 0) -> QPushButton:
        found: list[QPushButton] = view.findChildren(QPushButton, f"figure.{page}")
        return found[number]

    said = texts(view)
    assert "PostgreSQL" in said
    assert "2 full, 1 differential, 4 incremental" in said
    assert "▲ Needs attention" in said
    assert "A gap in the WAL of the last 7 days cannot be restored" in said
    newest, oldest = (figure("timeline", number).text() for number in (0, 1))
    last, first = shop.truth.instants["last"].when, shop.truth.instants["release 4.2"].when
    at = datetime.fromisoformat(newest.replace(" UTC", "+00:00"))
    assert last.replace(microsecond=0) <= at <= datetime.fromisoformat(shop.truth.ended)
    assert datetime.fromisoformat(oldest.replace(" UTC", "+00:00")) <= first
    sizes = sum(path.stat().st_size for path in shop.repository.rglob("*") if path.is_file())
    assert view.context.formats.size(sizes).split()[1] == "MiB"
    state = shop_window.context.workspace.snapshot.sources[0]  # type: ignore[union-attr]
    assert 0.5 * sizes < state.overview.stored_bytes < 1.1 * sizes, "WAL counts as it lies in the store"
    gaps = next(one for one in view.findChildren(QPushButton, "figure.lsn"))
    assert gaps.text().endswith("1")
    qtbot.mouseClick(gaps, LEFT)
    assert shop_window.page == "lsn"


def test_the_timeline_forks_where_the_server_did_and_its_marks_are_targets(
    qtbot: Any, shop: Shop, shop_window: MainWindow
) -> None:
    truth = shop.truth
    view: Any = go_to(qtbot, shop_window, Qt.Key.Key_2, "timeline")
    said = view.chart.accessibleDescription()
    assert [int(number) for number in re.findall(r"\d+", said)[:4]] == [7, 2, 1, 5], (
        "backups, lanes, gaps, points"
    )
    (fork,) = [one for one in view.data.timeline.lanes if one.timeline == 2]
    assert (fork.parent, fork.fork_lsn) == (0, truth.fork)
    (gap,) = [one for one in view.data.timeline.coverage if one.kind is BandKind.GAP]
    box = view.chart.item.boxes()[0]
    middle = view.data.scale.place((gap.first_time + gap.last_time) / 2)
    kind, told = told_at(view, on_lane(view, middle, 0, box.band_top + 4))
    assert (kind, told.partition(" · gap of ")[2].partition(": ")[2]) == (ThingKind.BAND, "never archived")
    points = {(one.name, one.timeline): one for one in view.data.timeline.restore_points}
    expected = {(one.name, one.timeline): one for one in truth.instants.values() if one.point}
    assert points.keys() == expected.keys()
    for name, point in points.items():
        assert expected[name].lsn <= point.lsn < expected[name].point, "its record lies between"
        assert datetime.fromisoformat(expected[name].since) <= point.time <= expected[name].when

    click(qtbot, view, backup_at(view, truth.backups["third"]))
    assert shop_window.context.selection.now.backups == (truth.backups["third"],)
    facts = dict(view.details.facts.shown)
    assert facts["Type"] == "differential"
    assert "0/" in "".join(facts.values())

    click(qtbot, view, flag_at(view, "before the mistake"))
    chosen = RestoreTarget(TargetKind.NAME, "before the mistake", timeline=1)
    assert shop_window.context.selection.now.target == chosen
    probe = view.target.probe
    qtbot.waitUntil(lambda: None not in (probe.answer.plan, probe.answer.commits), timeout=WAIT_MS)
    assert probe.answer.plan.backup.id == truth.backups["third"]
    assert view.target.state.text() == "● Restorable"
    assert probe.answer.commits.before[-1].xid == str(truth.instants["before the mistake"].xid)
    assert "--target-name 'before the mistake'" in view.target.copy.command

    qtbot.keyClick(view.chart, Qt.Key.Key_T)
    rows = {row["name"]: row for row in table(view.rows.model)}
    assert rows.keys() >= {*truth.backups.values(), *(name for name, _ in points)}
    assert rows[truth.backups["promoted"]]["timeline"] == "2"


def test_lsns_are_found_in_the_form_of_the_server_and_segments_have_their_names(
    qtbot: Any, shop: Shop, shop_window: MainWindow
) -> None:
    truth, hub = shop.truth, shop_window.context.selection
    view: Any = go_to(qtbot, shop_window, Qt.Key.Key_3, "lsn")
    mistake = truth.instants["before the mistake"]
    forms = {
        halves(mistake.lsn): mistake.lsn,
        hex(mistake.lsn): mistake.lsn,
        str(mistake.lsn): mistake.lsn,
        segment(mistake.lsn): mistake.lsn // SEGMENT * SEGMENT,
        "before the mistake": mistake.lsn,
    }  # of a restore point the server says where it ends; its record is the first after the moment
    for text, lsn in forms.items():
        hub.clear()
        view.finder.field.clear()
        qtbot.keyClicks(view.finder.field, text)
        qtbot.keyClick(view.finder.field, Qt.Key.Key_Return)
        found = hub.now.lsn
        assert found is not None and found.timeline == 1, text
        if text == "before the mistake":  # the server's own records may come between
            assert lsn <= found.first < mistake.point
        else:
            assert found.first == lsn, text
        assert "restorable" in view.finder.list.item(0).text()

    (gap,) = table(view.gap_rows)
    first, last = truth.lost[0], truth.lost[-1]
    low, high = (int(name[8:16], 16) * 256 + int(name[16:], 16) for name in (first, last))
    assert (gap["from_lsn"], gap["to_lsn"]) == (halves(low * SEGMENT), halves((high + 1) * SEGMENT))
    assert (gap["reason"], gap["timeline"]) == ("never archived", "1")
    view.gaps.setFocus()
    view.gaps.setCurrentIndex(view.gap_rows.index(0, 0))
    qtbot.keyClick(view.gaps, Qt.Key.Key_Space)
    assert hub.now.lsn == LsnRange(1, low * SEGMENT, (high + 1) * SEGMENT)
    assert dict(view.range_facts.shown)["Long"].startswith(f"{16 * len(truth.lost)}.0 MiB · ")

    qtbot.keyClick(view.chart, Qt.Key.Key_T)
    shown = [row["name"] for row in table(view.rows.model)]
    assert not set(truth.lost) & set(shown)
    for one in truth.instants.values():
        assert segment(one.lsn, one.timeline) in shown


def test_backups_are_listed_with_the_positions_of_the_server(
    qtbot: Any, shop: Shop, shop_window: MainWindow
) -> None:
    truth = shop.truth
    view: Any = go_to(qtbot, shop_window, Qt.Key.Key_5, "backups")
    names = {id: name for name, id in truth.backups.items()}
    rows = {names[row["id"]]: row for row in table(view.rows.model)}
    kinds = {name: row["type"].split()[1] for name, row in rows.items()}
    assert kinds == {
        "first": "full",
        "second": "incremental",
        "third": "differential",
        "fourth": "incremental",
        "after the gap": "full",
        "fifth": "incremental",
        "promoted": "incremental",
    }
    assert {name for name, row in rows.items() if row["state"] == "● verified"} == {"second", "third"}
    assert [name for name, row in rows.items() if row["timeline"] == "2"] == ["promoted"]

    def position(name: str, column: str) -> int:
        high, low = rows[name][column].split("/")
        return int(high, 16) << 32 | int(low, 16)

    instants = truth.instants
    assert position("first", "stop_lsn") < instants["release 4.2"].lsn < position("second", "start_lsn")
    assert position("third", "stop_lsn") < instants["before the mistake"].lsn
    assert instants["after the mistake"].lsn < position("fourth", "start_lsn")
    assert truth.fork < position("promoted", "start_lsn") < instants["last"].lsn
    qtbot.keyClicks(view.rows.filter, "differential")
    (only,) = table(view.rows.model)
    assert only["id"] == truth.backups["third"]
