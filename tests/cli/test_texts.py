"""Tables, paragraphs, and text that must not drive a terminal."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pagewake.cli.texts import fields, paragraph, printable, table


def test_a_table() -> None:
    text = table(("Id", "Pages"), [("a", "1"), ("bcd", "1,234")], right=(1,))
    assert text.splitlines() == ["Id   Pages", "a        1", "bcd  1,234"]


def test_wide_and_combining_characters_keep_their_columns() -> None:
    lines = table(("N", "X"), [("日本", "1"), ("e\u0301", "2"), ("ab", "3")]).splitlines()
    assert lines == ["N     X", "日本  1", "e\u0301     2", "ab    3"]


def test_a_cell_never_breaks_its_line() -> None:
    assert table(("A", "B"), [("x\ny\r", "z\t")]).splitlines()[1] == "x y\\r  z"


def test_fields_line_up() -> None:
    assert fields((("Source", "shop"), ("Page size", "8192"))) == "Source     shop\nPage size  8192"
    assert fields(()) == ""


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
