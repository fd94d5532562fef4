"""Times that people write, and how they are printed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagewake.clock import iso_utc, local_text, now, parse_time, readings
from pagewake.errors import UsageError

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def _local_berlin() -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def test_now_is_aware_utc() -> None:
    assert now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01T14:30:00Z", datetime(2026, 3, 1, 14, 30, tzinfo=UTC)),
        ("2026-03-01 14:30Z", datetime(2026, 3, 1, 14, 30, tzinfo=UTC)),
        ("2026-03-01 14:30:05.123456 UTC", datetime(2026, 3, 1, 14, 30, 5, 123456, tzinfo=UTC)),
        ("2026-03-01 14:30:05,5+02:00", datetime(2026, 3, 1, 12, 30, 5, 500000, tzinfo=UTC)),
        ("2026-03-01 14:30-0330", datetime(2026, 3, 1, 18, 0, tzinfo=UTC)),
        ("2026-03-01 14:30+02", datetime(2026, 3, 1, 12, 30, tzinfo=UTC)),
        ("2026-03-01 14:30", datetime(2026, 3, 1, 13, 30, tzinfo=UTC)),
        ("2026-07-01 14:30", datetime(2026, 7, 1, 12, 30, tzinfo=UTC)),
        ("2026-07-01", datetime(2026, 6, 30, 22, 0, tzinfo=UTC)),
        ("2026-07-01 14:30 America/New_York", datetime(2026, 7, 1, 18, 30, tzinfo=UTC)),
        ("yesterday 14:00", datetime(2026, 7, 1, 12, 0, tzinfo=UTC)),
        ("Today 00:15:00Z", datetime(2026, 7, 1, 0, 15, tzinfo=UTC)),
        ("  2026-03-01T14:30:00Z\n", datetime(2026, 3, 1, 14, 30, tzinfo=UTC)),
    ],
)
def test_what_people_write(text: str, expected: datetime) -> None:
    at = datetime(2026, 7, 1, 23, 0, tzinfo=UTC)  # in Berlin it is already the second of July
    assert parse_time(text, BERLIN, at=at) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "now", "14:30", "2026", "2026-3-1", "2026-02-30", "2026-03-01 24:00", "2026-03-01 14:30:60",
        "2026-03-01 14", "2026-03-01x14:30", "2026-03-01 14:30:00.1234567", "2026-03-01 14:30+25:00",
        "2026-03-01 14:30+02:75", "2026-03-01 14:30 Mars/Olympus", "2026-03-01 14:30 ../../etc/passwd",
        "0001-01-01 00:00+12:00", "9999-12-31 23:59-12:00", "1e9", "２０２６-03-01", "2026-03-01T14:30:00ZZ",
    ],
)  # fmt: skip
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_time(text, BERLIN)
    assert caught.value.exit_status == 2


@pytest.mark.parametrize("zone", [BERLIN, None])
@pytest.mark.usefixtures("_local_berlin")
def test_an_hour_that_happened_twice_names_both_readings(zone: ZoneInfo | None) -> None:
    with pytest.raises(UsageError, match="happened twice") as caught:
        parse_time("2026-10-25 02:30", zone)
    assert "2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00" in str(caught.value)
    first, second = (parse_time(f"2026-10-25 02:30{offset}") for offset in ("+02:00", "+01:00"))
    assert second - first == timedelta(hours=1)


@pytest.mark.parametrize("zone", [BERLIN, None])
@pytest.mark.usefixtures("_local_berlin")
def test_an_hour_that_never_happened_names_both_readings(zone: ZoneInfo | None) -> None:
    with pytest.raises(UsageError, match="did not exist") as caught:
        parse_time("2026-03-29 02:30", zone)
    assert "2026-03-29T03:30:00+02:00 or 2026-03-29T01:30:00+01:00" in str(caught.value)


@pytest.mark.usefixtures("_local_berlin")
def test_without_a_zone_it_is_local_time() -> None:
    assert parse_time("2026-07-01 14:30") == datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
    assert parse_time("2026-10-25 01:59:59") == datetime(2026, 10, 24, 23, 59, 59, tzinfo=UTC)


@pytest.mark.usefixtures("_local_berlin")
def test_printed_for_scripts_and_for_people() -> None:
    instant = datetime(2026, 7, 1, 14, 30, 5, tzinfo=timezone(timedelta(hours=2)))
    assert iso_utc(instant) == "2026-07-01T12:30:05Z"
    assert iso_utc(instant.replace(microsecond=250000)) == "2026-07-01T12:30:05.250000Z"
    assert local_text(instant) == "2026-07-01 14:30:05 +02:00"
    assert local_text(instant, UTC) == "2026-07-01 12:30:05 +00:00"


@settings(max_examples=100)
@given(st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_what_is_printed_is_read_back(instant: datetime) -> None:
    assert parse_time(iso_utc(instant)) == instant
    assert parse_time(local_text(instant, BERLIN)) == instant.replace(microsecond=0)


@settings(max_examples=150)
@given(st.text(alphabet="0123456789-:+.,TZ yesterdaUCEurop/Blin\x00é", max_size=40))
def test_any_text_is_a_time_or_a_usage_error(text: str) -> None:
    try:
        instant = parse_time(text, BERLIN)
    except UsageError:
        return
    assert instant.utcoffset() == timedelta(0)


def test_both_readings_of_a_wall_clock_are_told() -> None:
    twice = readings(datetime(2026, 10, 25, 2, 30), BERLIN)
    assert [iso_utc(one) for one in twice] == ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]
    never = readings(datetime(2026, 3, 29, 2, 30), BERLIN)
    assert [iso_utc(one) for one in never] == ["2026-03-29T01:30:00Z", "2026-03-29T00:30:00Z"]
    once = readings(datetime(2026, 7, 1, 12), BERLIN)
    assert once[0] == once[1] == datetime(2026, 7, 1, 10, tzinfo=UTC)
