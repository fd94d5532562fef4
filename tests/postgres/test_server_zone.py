"""What a backup says of the time zone of its server."""

from __future__ import annotations

import json

import pytest

from pagewake.engines.postgres import ENGINE


@pytest.mark.parametrize(
    ("settings", "zone"),
    [
        ({"log_timezone": "Europe/Berlin", "TimeZone": "UTC"}, "Europe/Berlin"),
        ({"TimeZone": "Asia/Tokyo"}, "Asia/Tokyo"),
        ({"log_timezone": 7}, None),
        ({}, None),
        ([], None),
    ],
)
def test_its_log_counts_before_its_sessions(settings: object, zone: str | None) -> None:
    files = {"pagewake/server.json": json.dumps({"settings": settings}).encode()}
    assert ENGINE.time_zone(files.get) == zone


def test_a_backup_without_a_word_of_it() -> None:
    assert ENGINE.time_zone({}.get) is None
