"""What REPO, SOURCE and the target options stand for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagewake.cli.targets import target_from
from pagewake.config import Settings, checked_name, parse_settings
from pagewake.credentials import PassphraseKind, PassphraseSource
from pagewake.desk.places import chosen_repository, name_from, resolve_repository, resolve_source
from pagewake.errors import PagewakeError, UsageError
from pagewake.model import RestoreTarget, TargetKind

SETTINGS = parse_settings(
    b"""
[repositories.main]
location = "/backup/main"
passphrase-file = "/etc/main.pass"
[repositories.far]
location = "s3://bucket/prefix"
[sources.shop]
location = "/srv/shop"
repository = "far"
[sources.pg]
location = "postgresql://dba@host/db"
engine = "postgres"
connection = "postgresql://dba@host/db"
""",
    Path("c.toml"),
)
EMPTY = Settings(Path("none.toml"))


def test_a_repository_is_a_name_a_directory_or_a_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    main = resolve_repository("main", SETTINGS)
    assert (main.name, main.location) == ("main", "/backup/main")
    assert main.passphrase == PassphraseSource(PassphraseKind.FILE, "/etc/main.pass")
    assert resolve_repository("far", SETTINGS).location == "s3://bucket/prefix"
    assert resolve_repository("./main", SETTINGS).location == str(tmp_path / "main")
    assert resolve_repository("other", SETTINGS).location == str(tmp_path / "other")
    assert resolve_repository("s3://b/p", SETTINGS).location == "s3://b/p"
    assert resolve_repository("~/x", SETTINGS).location == str(Path.home() / "x")
    with pytest.raises(UsageError):
        resolve_repository(" ", SETTINGS)


def test_the_repository_that_is_not_said() -> None:
    shop = resolve_source("shop", SETTINGS)
    assert chosen_repository("main", SETTINGS, shop).name == "main"
    assert chosen_repository(None, SETTINGS, shop).name == "far"
    with pytest.raises(UsageError, match="several"):
        chosen_repository(None, SETTINGS)
    with pytest.raises(UsageError, match="the settings know none"):
        chosen_repository(None, EMPTY)
    one = parse_settings(b"[repositories.r]\nlocation='/r'\n", Path("c.toml"))
    assert chosen_repository(None, one).location == "/r"


def test_a_source_is_a_name_a_directory_or_a_uri(tmp_path: Path) -> None:
    shop = resolve_source("shop", SETTINGS)
    assert (shop.name, shop.location, shop.configured) == ("shop", "/srv/shop", True)
    pg = resolve_source("pg", SETTINGS, name="replica")
    assert (pg.name, pg.engine, pg.connection) == ("replica", "postgres", "postgresql://dba@host/db")
    directory = resolve_source(str(tmp_path / "crm" / "data"), SETTINGS)
    assert (directory.name, directory.configured) == ("crm", False)
    with pytest.raises(PagewakeError, match="holds a password"):
        resolve_source("postgresql://dba:x@host/db", SETTINGS)
    with pytest.raises(PagewakeError, match="holds a password"):
        resolve_source("shop", SETTINGS, connection="host=h password=x")


@pytest.mark.parametrize(
    ("location", "name"),
    [
        ("/srv/shop", "shop"),
        ("/srv/shop/data", "shop"),
        ("/srv/my shop!/", "my-shop"),
        ("/", "source"),
        ("/...", "source"),
        ("postgresql://host/orders", "host"),
        ("/srv/" + "x" * 200, "x" * 64),
    ],
)
def test_a_source_that_nobody_named_gets_a_name(location: str, name: str) -> None:
    assert name_from(location) == name


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_any_place_gives_a_valid_name(location: str) -> None:
    assert checked_name(name_from(location))


@pytest.mark.parametrize(
    ("options", "target"),
    [
        ({}, RestoreTarget(TargetKind.LATEST)),
        ({"latest": True, "target_timeline": 2}, RestoreTarget(TargetKind.LATEST, timeline=2)),
        ({"immediate": True}, RestoreTarget(TargetKind.IMMEDIATE)),
        (
            {"target_time": "2026-03-01T14:30:00Z", "exclusive": True},
            RestoreTarget(TargetKind.TIME, datetime(2026, 3, 1, 14, 30, tzinfo=UTC), True),
        ),
        ({"target_lsn": "16/B374D848"}, RestoreTarget(TargetKind.LSN, 0x16B374D848)),
        ({"target_lsn": "0"}, RestoreTarget(TargetKind.LSN, 0)),
        ({"target_xid": " 17 "}, RestoreTarget(TargetKind.XID, "17")),
        ({"target_name": "before migration"}, RestoreTarget(TargetKind.NAME, "before migration")),
    ],
)
def test_targets(options: dict[str, Any], target: RestoreTarget) -> None:
    assert target_from(**options) == target


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"latest": True, "immediate": True}, "--latest and --immediate contradict"),
        ({"target_time": "x", "target_lsn": "1"}, "contradict"),
        ({"target_time": "soon"}, "not a time"),
        ({"target_lsn": "soon"}, "not an LSN"),
        ({"target_xid": ""}, "--target-xid needs a value"),
        ({"target_name": "a\0"}, "--target-name needs a value"),
        ({"exclusive": True}, "none is named"),
        ({"immediate": True, "exclusive": True}, "none is named"),
    ],
)
def test_targets_that_make_no_sense(options: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        target_from(**options)
