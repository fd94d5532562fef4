"""Configuration files, maps of tablespaces, targets and minimums as text: no server needed."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagewake.disk import REAL_DISK
from pagewake.engines.postgres import data_directory
from pagewake.engines.postgres.captured_server import CapturedFile, CapturedServer, captured_server
from pagewake.engines.postgres.configuration import parse_settings, quote, unquote, with_settings
from pagewake.engines.postgres.configuring import ServerConfiguration
from pagewake.engines.postgres.settings import DEFAULTS, STALE, Minimums, target_settings, time_text
from pagewake.engines.postgres.tablespaces import format_map, parse_map
from pagewake.errors import RestoreError, UsageError
from pagewake.model import RestoreTarget, TargetKind

TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40)


@given(TEXT)
def test_a_quoted_value_is_read_back(value: str) -> None:
    (setting,) = parse_settings(f"a.name = {quote(value)} # why")
    assert (setting.name, setting.value) == ("a.name", value)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("port=5433", "5433"),
        ("port 5433 # not '5432'", "5433"),
        ("PORT = '5433'", "5433"),
        ("port = 'it''s'", "it's"),
        (r"port = 'a\\b\'c\101'", r"a\b'cA"),
        ("# port = 1", None),
        ("port", None),
        ("port = 'open", None),
    ],
)
def test_lines_as_a_server_reads_them(line: str, value: str | None) -> None:
    assert [setting.value for setting in parse_settings(line)] == ([] if value is None else [value])


def test_old_settings_go_and_new_ones_count() -> None:
    text = "# note\nwork_mem = '1MB'\nprimary_conninfo = 'host=x'\nRecovery_Target_Name = 'old'\narchive_mode = on\n"
    changed = with_settings(text, {"archive_mode": "off"}, STALE, "ours")
    assert changed == "# note\nwork_mem = '1MB'\n# ours\narchive_mode = 'off'\n"


PATHS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0/"), min_size=1, max_size=20)


@given(st.dictionaries(st.integers(1, 2**32 - 1), PATHS, max_size=5))
def test_a_map_of_tablespaces_is_read_back(locations: dict[int, str]) -> None:
    paths = {oid: Path("/") / name for oid, name in locations.items()}
    assert parse_map(format_map(paths)) == {oid: str(path) for oid, path in paths.items()}


@pytest.mark.parametrize(
    "content", [b"16384\n", b"x /a\n", b"0 /a\n", b"9" * 5000 + b" /a\n", bytes(2 << 20)]
)
def test_what_is_no_map(content: bytes) -> None:
    with pytest.raises(RestoreError):
        parse_map(content)


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["owner", "name", "directory_mode", "tablespaces", "16384", "configuration", "file"]
                ),
                inner,
                max_size=6,
            )
        ),
    ).map(lambda value: json.dumps(value).encode())
)
def test_whatever_a_backup_says_of_its_server(content: bytes) -> None:
    assert isinstance(captured_server(lambda name: content), CapturedServer)


def test_nothing_but_main_forks_is_removed_at_a_backups_word(tmp_path: Path) -> None:
    base, space = tmp_path / "base/5", tmp_path / "space/PG_15_202209061/5"
    for place in (base, space):
        place.mkdir(parents=True)
        for name in ("16400", "16400.1", "16400_fsm", "16400_init", "164001", "PG_VERSION"):
            (place / name).touch()
    wanted = ["base/5/16400", "pg_tblspc/9/PG_15_202209061/5/16400", "../etc/16400", "base/5/PG_VERSION", 7]
    content = json.dumps({"remove_before_start": wanted}).encode()
    paths = captured_server(lambda name: content).remove_before_start
    assert paths == tuple(wanted[:2])
    data_directory.remove_relations(tmp_path, paths, {9: tmp_path / "space"}, REAL_DISK)
    for place in (base, space):
        assert sorted(path.name for path in place.iterdir()) == ["164001", "16400_init", "PG_VERSION"]


def test_captured_files_take_the_place_of_those_included(tmp_path: Path) -> None:
    kept = tmp_path / data_directory.KEPT_CONFIGURATION
    kept.mkdir()
    (kept / "postgresql.conf").write_text(
        "port = 1\ninclude_dir = 'conf.d'\ninclude 'gone.conf'\nhba_file = '/etc/x'\n"
    )
    (kept / "a.conf").write_text("port = 2\nexternal_pid_file = '/run/x.pid'\n")
    (kept / "pg_hba.conf").write_text("local all all peer\n")
    captured = (
        CapturedFile("config_file", "/etc/pg/postgresql.conf", "postgresql.conf"),
        CapturedFile("hba_file", "/etc/pg/pg_hba.conf", "pg_hba.conf"),
        CapturedFile("include", "/etc/pg/conf.d/a.conf", "a.conf"),
    )
    configuration = ServerConfiguration(tmp_path, captured, REAL_DISK)
    configuration.put_in_place()
    found = configuration.read()
    assert found.values == {"port": "2"}
    assert found.missing == ()
    assert (tmp_path / "pg_hba.conf").read_text() == "local all all peer\n"


def test_minimums_are_met_and_not_exceeded() -> None:
    least = Minimums(dict(DEFAULTS)).with_values([{"max_connections": 200}, {"max_connections": 150}])
    assert least.unmet({}) == {"max_connections": "200"}
    assert least.unmet({"max_connections": "300", "max_wal_senders": "5"}) == {"max_wal_senders": "10"}
    assert least.unmet({"max_connections": "many"}) == {"max_connections": "200"}


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (RestoreTarget(TargetKind.LATEST), {}),
        (RestoreTarget(TargetKind.IMMEDIATE), {"recovery_target": "immediate"}),
        (
            RestoreTarget(TargetKind.XID, "77"),
            {"recovery_target_xid": "77", "recovery_target_inclusive": "on"},
        ),
        (
            RestoreTarget(TargetKind.LSN, 0x16B374D848, exclusive=True),
            {"recovery_target_lsn": "16/B374D848", "recovery_target_inclusive": "off"},
        ),
    ],
)
def test_one_target_and_a_pinned_timeline(target: RestoreTarget, expected: dict[str, str]) -> None:
    settings: dict[str, Any] = target_settings(target, 3, "pause")
    assert settings.pop("recovery_target_timeline") == "3"
    assert settings.pop("recovery_target_action", "none") == ("pause" if expected else "none")
    assert settings == expected


def test_a_time_names_its_offset() -> None:
    moment = datetime(2026, 3, 1, 14, 30, 0, 5, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    assert time_text(moment) == "2026-03-01 09:00:00.000005+00"


def test_what_is_no_transaction() -> None:
    with pytest.raises(UsageError):
        target_settings(RestoreTarget(TargetKind.XID, "7'; --"), 1, "pause")


def test_quotes_are_those_of_the_file() -> None:
    assert unquote(quote("it's \\ here")) == "it's \\ here"
