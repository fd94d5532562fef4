"""Recovery gives the true state of every session that the original engine recorded."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from tests.neuroquantum.logs import bad_checksums, fixtures, load, recover, wrong_pages
from tests.neuroquantum.test_fixture_records import SESSIONS

from pagewake.engines.neuroquantum.log import read_log
from pagewake.model import RestoreTarget, TargetKind, WalPosition


def copy_of(path: Path, room: Path) -> Path:
    target = room / "copy.db"
    shutil.copyfile(path, target)
    return target


def end_of(wal: Path) -> WalPosition:
    return WalPosition(1, read_log(wal).epochs[-1].end_lsn)


@pytest.mark.parametrize("session", SESSIONS[2:])
def test_quirks(session: str, tmp_path: Path) -> None:
    place = fixtures() / session
    file = copy_of(place / "data" / "test.db", tmp_path)
    recover(file, place / "wal", stop=end_of(place / "wal"))
    assert wrong_pages(file, load(place / "expected_correct.json")["page_data"]) == []
    assert bad_checksums(file) == []


@pytest.mark.parametrize("session", ["small", "crash"])
@pytest.mark.parametrize("base", ["base_test.db", "data/test.db"])
def test_sessions(session: str, base: str, tmp_path: Path) -> None:
    place = fixtures() / session
    file = copy_of(place / base, tmp_path)
    is_true_base = base == "base_test.db"
    result = recover(file, place / "wal", stop=None if is_true_base else end_of(place / "wal"))
    oracle = load(place / "oracle.json")
    assert wrong_pages(file, oracle["page_data"]) == []
    assert sorted(result.losers) == sorted(oracle["in_flight"])
    assert bad_checksums(file) == []
    assert not [finding for finding in result.findings if finding.code == "unlogged-change"]


def test_whole_pages_are_those_of_the_original(tmp_path: Path) -> None:
    place = fixtures() / "small"
    file = copy_of(place / "data" / "test.db", tmp_path)
    recover(file, place / "wal", stop=end_of(place / "wal"))
    data = file.read_bytes()
    for page, digest in load(place / "expected_recovered.json")["pages"].items():
        assert hashlib.sha256(data[int(page) * 4096 :][:4096]).hexdigest() == digest, page


def test_every_point(tmp_path: Path) -> None:
    place = fixtures() / "small"
    points = [point for point in load(place / "points.json") if "lsn" in point]
    assert len(points) >= 25
    for point in points:
        file = copy_of(place / "base_test.db", tmp_path)
        result = recover(file, place / "wal", RestoreTarget(TargetKind.LSN, point["lsn"]))
        assert wrong_pages(file, point["page_data"]) == [], point["lsn"]
        assert sorted(result.losers) == sorted(point["in_flight"])
        assert result.recovered.lsn == point["lsn"]


def test_every_point_from_a_copy_in_mid_session(tmp_path: Path) -> None:
    place = fixtures() / "small"
    points = load(place / "points.json")
    taken = next(point["mid_test.db"]["taken_after_lsn"] for point in points if "mid_test.db" in point)
    later = [point for point in points if point.get("lsn", 0) >= taken]
    assert len(later) >= 12
    for point in later:
        file = copy_of(place / "mid_test.db", tmp_path)
        stop = WalPosition(1, taken + 1)
        recover(file, place / "wal", RestoreTarget(TargetKind.LSN, point["lsn"]), stop=stop)
        assert wrong_pages(file, point["page_data"]) == [], point["lsn"]


@pytest.mark.parametrize("base", ["base_test.db", "data/test.db"])
def test_every_tear(base: str, tmp_path: Path) -> None:
    place = fixtures() / "crash"
    tears = load(place / "tears.json")
    for number, tear in enumerate(tears["tears"]):
        wal = tmp_path / f"wal{number}"
        shutil.copytree(place / "wal", wal)
        (wal / tear["segment"]).chmod(0o600)
        whole = (place / f"untorn-{tear['segment']}").read_bytes()
        (wal / tear["segment"]).write_bytes(whole[: tear["size"]])
        state = tears["states"][tear["state"]]
        log = read_log(wal)
        assert log.end.clean, tear["what"]
        assert log.end.lsn is not None
        assert log.end.lsn - 1 >= state["lsn"]
        file = copy_of(place / base, tmp_path)
        stop = None if base == "base_test.db" else end_of(wal)
        result = recover(file, wal, stop=stop)
        assert wrong_pages(file, state["page_data"]) == [], tear["what"]
        assert sorted(result.losers) == sorted(state["in_flight"]), tear["what"]
