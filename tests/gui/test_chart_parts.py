"""The pure parts of charts against brute force: camera, clusters, runs of pixels, snapping, places of targets."""

from __future__ import annotations

import math
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gui.histories import SEGMENT, ZERO, at, large_history, small_history

from pagewake.insight.coverage import BandKind
from pagewake.lsn import LsnStyle
from pagewake.model import RestoreTarget, TargetKind
from pagewake_gui.charts.camera import Camera
from pagewake_gui.charts.chain_data import data_over_lsn, data_over_time
from pagewake_gui.charts.clusters import NEAR_PX, clusters_at, level_of, pixel_runs
from pagewake_gui.charts.scales import LsnScale
from pagewake_gui.charts.snapping import SnapKind, snaps_of, with_commits
from pagewake_gui.charts.spots import (
    band_of_spot,
    lsn_range_of_time,
    place_of_spot,
    range_of_places,
    spot_of_target,
    target_of_snap,
    time_of_lsn_range,
)
from pagewake_gui.selection import LsnRange

NOW = at(100).timestamp()


# --- the camera


@given(
    moves=st.lists(
        st.one_of(
            st.tuples(st.just("zoom"), st.floats(0.01, 100), st.floats(-10, 110)),
            st.tuples(st.just("pan"), st.floats(-200, 200), st.just(0.0)),
            st.tuples(st.just("show"), st.floats(-200, 200), st.floats(-200, 200)),
        ),
        max_size=20,
    )
)
def test_a_camera_never_leaves_the_whole(moves: list[tuple[str, float, float]]) -> None:
    camera = Camera((0.0, 100.0), 0.5, 0.0, 100.0)
    for kind, one, other in moves:
        if kind == "zoom":
            camera.zoom(one, other)
        elif kind == "pan":
            camera.pan(one)
        else:
            camera.show(*sorted((one, other)))
        assert -1e-9 <= camera.low < camera.high <= 100 + 1e-9
        assert 0.5 - 1e-9 <= camera.span <= 100 + 1e-9
    while camera.back():
        pass
    assert (camera.low, camera.high) == (0.0, 100.0)


def test_zooming_keeps_what_is_under_the_cursor() -> None:
    camera = Camera((0.0, 100.0), 0.5, 20.0, 60.0)
    camera.zoom(0.5, 30.0)
    assert (camera.low, camera.high) == (25.0, 45.0)


# --- clusters


@given(
    marks=st.lists(st.tuples(st.floats(0, 1000), st.integers(0, 2), st.integers(0, 4)), max_size=60),
    level=st.integers(-3, 9),
)
def test_every_mark_is_in_one_cluster_with_its_like(marks: list[tuple[float, int, int]], level: int) -> None:
    x = np.array([one for one, _, _ in marks], np.float64)
    lane = np.array([one for _, one, _ in marks], np.int32)
    rank = np.array([one for _, _, one in marks], np.int64)
    found = clusters_at(x, lane, rank, level)
    members = [found.members(group).tolist() for group in range(len(found.first))]
    assert sorted(row for group in members for row in group) == list(range(len(marks)))
    for group, rows in enumerate(members):
        assert {int(lane[row]) for row in rows} == {int(found.lane[group])}
        assert found.low[group] == x[rows].min()
        assert found.high[group] == x[rows].max()
        assert found.worst[group] == rank[rows].max()
        assert found.high[group] - found.low[group] <= 3 * 2.0**level
    for one, other in zip(range(len(members)), range(1, len(members)), strict=False):
        if found.lane[one] == found.lane[other]:
            assert found.low[other] >= found.high[one]


def test_far_marks_stand_alone_and_near_ones_do_not() -> None:
    per_pixel = 2.0
    x = np.array([0.0, 10 * NEAR_PX, 10 * NEAR_PX + 2, 40 * NEAR_PX, math.nan])
    found = clusters_at(x, np.zeros(5, np.int32), np.zeros(5, np.int64), level_of(per_pixel))
    assert found.count.tolist() == [1, 2, 1]


@given(
    spans=st.lists(st.tuples(st.floats(-50, 250), st.floats(0, 40)), min_size=65, max_size=120),
    width=st.integers(1, 200),
)
def test_runs_cover_exactly_the_pixels_that_are_touched(spans: list[tuple[float, float]], width: int) -> None:
    low = np.array([one for one, _ in spans])
    high = low + np.array([long for _, long in spans])
    runs = pixel_runs(low, high, width)
    seen = {pixel for a, b in runs for pixel in range(int(a), int(b))}
    touching = [(a, b) for a, b in zip(low, high, strict=True) if b >= 0 and a <= width]
    if len(touching) <= 64:
        return
    for a, b in touching:
        first, last = max(math.floor(a), 0), min(math.ceil(b), width)
        assert seen >= set(range(first, last))
    assert all(any(a - 1 <= pixel <= b + 1 for a, b in touching) for pixel in seen)


# --- places, spots and targets


def test_positions_of_any_size_keep_their_place() -> None:
    scale = LsnScale(2**63, LsnStyle.HALVES)
    assert scale.value(scale.place(2**63 + 12345)) == 2**63 + 12345
    places = scale.places(np.array([2**63 - 5, 2**63 + 7, 2**64 - 1], np.uint64))
    assert places.tolist() == [-5.0, 7.0, float(2**63)]


def test_forks_are_drawn_where_they_switch() -> None:
    timeline = small_history()
    over_time, over_lsn = data_over_time(timeline, NOW), data_over_lsn(timeline)
    for (child, parent, place), lane in zip(over_lsn.forks, timeline.lanes[1:], strict=True):
        assert (child, parent) == (lane.index, lane.parent)
        assert over_lsn.scale.value(place) == lane.fork_lsn
    assert [over_time.scale.value(place) for _, _, place in over_time.forks] == pytest.approx(
        [at(60).timestamp(), at(82).timestamp()], abs=1
    )


def test_a_target_is_where_history_says() -> None:
    timeline = small_history()
    moment = at(20.5)
    spot = spot_of_target(timeline, RestoreTarget(TargetKind.TIME, moment))
    assert spot is not None
    assert spot.lsn == pytest.approx(20.5 * SEGMENT, abs=SEGMENT / 600)
    band = band_of_spot(timeline, spot)
    assert band is not None
    assert band.kind is BandKind.RESTORABLE
    again = spot_of_target(timeline, RestoreTarget(TargetKind.LSN, spot.lsn))
    assert again is not None
    assert again.time == pytest.approx(moment.timestamp(), abs=1)
    named = spot_of_target(timeline, RestoreTarget(TargetKind.NAME, "quarter-end"))
    assert named is not None
    assert named.lsn == 80 * SEGMENT + 400
    assert spot_of_target(timeline, RestoreTarget(TargetKind.NAME, "none such")) is None
    gone = spot_of_target(timeline, RestoreTarget(TargetKind.LSN, 46 * SEGMENT, timeline=1))
    assert gone is not None
    lost = band_of_spot(timeline, gone)
    assert lost is not None
    assert lost.kind is BandKind.GAP


def test_a_named_timeline_decides_on_which_lane_a_target_lies() -> None:
    timeline = small_history()
    for number in (1, 2):
        target = RestoreTarget(TargetKind.LSN, 70 * SEGMENT, timeline=number)
        spot = spot_of_target(timeline, target)
        assert spot is not None
        assert timeline.lanes[spot.lane].timeline == number


def test_the_line_snaps_to_points_then_backups_then_commits() -> None:
    timeline = small_history()
    data = data_over_time(timeline, NOW)
    snaps = with_commits(snaps_of(data), np.array([data.scale.place(at(30).timestamp())]), 0)
    per_pixel = 20.0
    point = snaps.at(float(data.points[0]) + 150, 0, per_pixel)
    assert (point.kind, point.index) == (SnapKind.RESTORE_POINT, 0)
    assert target_of_snap(data, point) == RestoreTarget(TargetKind.NAME, "before-release-4.2", timeline=1)
    backup = snaps.at(float(data.place[2]) - 150, 0, per_pixel)
    assert (backup.kind, backup.index) == (SnapKind.BACKUP, 2)
    assert target_of_snap(data, backup).value == timeline.backups[2].finished
    commit = snaps.at(data.scale.place(at(30).timestamp()) + 20, 0, per_pixel)
    assert commit.kind is SnapKind.COMMIT
    assert target_of_snap(data, commit).value == at(30)
    assert snaps.at(float(data.place[2]), 1, per_pixel).kind is SnapKind.FREE


def test_ranges_go_from_time_to_lsn_and_back() -> None:
    timeline = small_history()
    begin, end = at(10).timestamp(), at(20).timestamp()
    lsn = lsn_range_of_time(timeline, begin, end, 0)
    assert lsn is not None
    assert (lsn.first, lsn.end) == pytest.approx((10 * SEGMENT, 20 * SEGMENT), abs=SEGMENT / 600)
    assert time_of_lsn_range(timeline, lsn) == pytest.approx((begin, end), abs=1)
    inside_a_gap = lsn_range_of_time(timeline, at(46).timestamp(), at(55).timestamp(), 0)
    assert inside_a_gap is not None
    assert inside_a_gap.end == pytest.approx(55 * SEGMENT, abs=SEGMENT / 600)
    assert lsn_range_of_time(timeline, 0.0, 1.0, 0) is None
    assert time_of_lsn_range(timeline, LsnRange(9, 1, 2)) is None
    data = data_over_lsn(timeline)
    low, high = data.scale.place(10 * SEGMENT), data.scale.place(20 * SEGMENT)
    time, found = range_of_places(data, low, high, 0)
    assert found == LsnRange(1, 10 * SEGMENT, 20 * SEGMENT)
    assert time == pytest.approx((begin, end), abs=1)


def test_what_a_spot_cannot_tell_has_no_place() -> None:
    timeline = small_history()
    spot = spot_of_target(timeline, RestoreTarget(TargetKind.TIME, ZERO - timedelta(days=3)))
    assert spot is not None
    assert spot.lsn is None
    assert math.isnan(place_of_spot(data_over_lsn(timeline), spot))


def test_ten_thousand_backups_become_few_marks() -> None:
    data = data_over_time(large_history(9_999), NOW)
    low, high = data.whole
    found = clusters_at(
        data.place, data.timeline.backup_columns.lane, data.rank, level_of((high - low) / 1000)
    )
    assert len(found.first) < 200
    assert int(found.count.sum()) == 9_999


def test_a_chart_opens_on_its_data_when_now_is_far_away() -> None:
    timeline = small_history()
    last = float(np.nanmax(timeline.backup_columns.finished))
    near, far = data_over_time(timeline, last + 60.0), data_over_time(timeline, last + 400 * 86_400.0)
    assert near.opening == near.whole
    assert far.opening[1] < far.now < far.whole[1]
    assert far.opening[0] <= float(np.nanmin(far.begin))
    assert far.opening[1] >= float(np.nanmax(far.place))
