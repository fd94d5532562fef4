"""Tables, paragraphs, and text that must not drive a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagewake.cli.texts import fields, gravest_last, paragraph, printable, table
from pagewake.model import Finding, Severity


def test_a_table() -> None:
    text = table(("Id", "Pages"), [("a", "1"), ("bcd", "1,234")], right=(1,))
    assert text.splitlines() == ["Id   Pages", "a        1", "bcd  1,234"]


def test_wide_and_combining_characters_keep_their_columns() -> None:
    lines = table(("N", "X"), [("日本", "1"), ("e\u0301", "2"), ("ab", "3")]).splitlines()
    assert lines == ["N     X", "日本  1", "e\u0301     2", "ab    3"]


def test_a_column_that_cannot_be_wrapped_keeps_the_others_in_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    id_ = "20261123T065115Z-ee418e"
    lines = table(("Backup", "Source", "Finished"), [(id_, "shop", "2026-11-23 06:51")]).splitlines()
    assert lines[0].index("Source") == lines[1].index("shop")
    assert lines[0].index("Finished") == lines[1].index("2026-11-23")


def test_a_cell_never_breaks_its_line() -> None:
    assert table(("A", "B"), [("x\ny\r", "z\t")]).splitlines()[1] == "x y\\r  z"


def test_fields_line_up() -> None:
    assert fields((("Source", "shop"), ("Page size", "8192"))) == "Source     shop\nPage size  8192"
    assert fields(()) == ""
    assert fields((("Kept", ""), ("Source", "shop"))) == "Source  shop", (
        "no empty lines where nothing is to be said"
    )


def test_what_weighs_most_is_said_last() -> None:
    seen = [Finding(Severity(one), "x", one, one) for one in ("error", "info", "warning", "info")]
    assert [one.message for one in gravest_last(seen)] == ["info", "info", "warning", "error"]


def test_a_paragraph_keeps_long_words_whole() -> None:
    path = "/a/very/long/path/" + "x" * 100
    assert path in paragraph(f"see {path} now", rest="  ", width=60)


@settings(max_examples=150)
@given(st.text())
def test_nothing_active_is_left(text: str) -> None:
    shown = printable(text)
    assert not [one for one in shown if (ord(one) < 32 and one not in "\n\t") or 127 <= ord(one) < 160]
    shown.encode("utf-8")
    assert printable(shown) == shown
