"""Log sequence numbers as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagewake.errors import UsageError
from pagewake.lsn import LSN_MAX, LsnStyle, parse_lsn


@pytest.mark.parametrize(
    ("text", "lsn"),
    [
        ("0", 0), ("42", 42), ("0x2A", 42), ("0X2a", 42), ("0/2A", 42), ("16/B374D848", 0x16B374D848),
        (" 7\n", 7), ("18446744073709551615", LSN_MAX), ("FFFFFFFF/ffffffff", LSN_MAX), ("1/0", 2**32),
    ],
)  # fmt: skip
def test_the_three_ways_to_write_one(text: str, lsn: int) -> None:
    assert parse_lsn(text) == lsn


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "-1",
        "1.5",
        "0x",
        "1/",
        "/1",
        "1/2/3",
        "123456789/0",
        "0x10000000000000000",
        "18446744073709551616",
    ],
)
def test_what_is_none_of_them_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_lsn(text)
    assert repr(text) in str(caught.value)


@settings(max_examples=100)
@given(st.integers(0, LSN_MAX))
def test_what_is_printed_is_read_back(lsn: int) -> None:
    assert all(parse_lsn(style.text(lsn)) == lsn for style in LsnStyle)
    assert parse_lsn(hex(lsn)) == lsn


@settings(max_examples=100)
@given(st.text(max_size=12))
def test_any_text_is_an_lsn_or_refused(text: str) -> None:
    try:
        lsn = parse_lsn(text)
    except UsageError:
        return
    assert 0 <= lsn <= LSN_MAX
