"""The errors themselves: codes, words, and how they are joined."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pagewake import errors
from pagewake.errors import PagewakeError

ROOT = Path(__file__).resolve().parent.parent


def classes(kind: type[PagewakeError] = PagewakeError) -> Iterator[type[PagewakeError]]:
    yield kind
    for child in kind.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from classes(child)


ALL = sorted(set(classes()), key=lambda kind: kind.code)


def test_codes_are_unique_and_well_formed() -> None:
    codes = [kind.code for kind in ALL]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"PW-\d{3}", code) for code in codes)
    assert len(codes) > 40


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.code)
def test_every_class_explains_itself(kind: type[PagewakeError]) -> None:
    assert "code" in vars(kind), "a class without a code of its own"
    assert kind.__doc__, "docs/errors.md would say nothing"
    assert kind.__doc__.split("\n\n")[0].strip().endswith(".")
    assert kind.exit_status in (2, 3)
    for text in (kind.default_meaning, kind.default_advice):
        assert text == text.strip()
        assert not text or text[0].isupper()


def test_a_family_shares_its_hundred() -> None:
    for kind in ALL:
        for child in kind.__subclasses__():
            first = child.__bases__[0] is kind  # what is of two families has the code of the first
            if kind is not PagewakeError and child.__module__ == errors.__name__ and first:
                assert child.code[:4] == kind.code[:4]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.code)
def test_the_reference_knows_every_error(kind: type[PagewakeError]) -> None:
    page = (ROOT / "docs" / "errors.md").read_text("utf-8")
    section = page.partition(f"## {kind.code} {kind.__name__}\n")[2].partition("\n## ")[0]
    assert " ".join((kind.__doc__ or "").split("\n\n")[0].split()) in section
    assert f"Exit status {kind.exit_status}." in section
    assert kind.default_meaning in section
    assert kind.default_advice in section


def test_the_parts_are_joined_as_sentences() -> None:
    error = PagewakeError("it broke", object_name="pages.db", meaning="Nothing was lost", advice="Try again?")
    assert str(error) == "pages.db: it broke. Nothing was lost. Try again?"
    assert str(PagewakeError("it broke")) == "it broke."


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.code)
def test_an_error_survives_a_process_boundary(kind: type[PagewakeError]) -> None:
    error = kind("what", object_name="o", meaning="m", advice="a")
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is kind
    assert str(back) == str(error)
