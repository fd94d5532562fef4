"""Knows a text of the core again: which of the texts that the core can write it is, and what was filled in.

Texts reach the window by many ways: in errors and findings of this process, and from journals, evidence and
manifests, where an older Pagewake or another machine wrote them. All of them are plain English. `Catalogue` holds
what the core can write (`core_texts.json`, made by `./pw translations`), with places `{0}`, `{1}` ... A text is
looked up by a word that its template must hold, then compared part by part from the left: linear in its length,
whatever it contains.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LONGEST = 20_000
"""Characters; longer texts are not looked at."""

WEAK = 5
"""A template with fewer letters and marks of its own (`{0} and {1}`) could be found in any name, too."""
MOST_READINGS = 5

_PLACE = re.compile(r"\{(\d+)\}")
_MARK = re.compile(r"[^\w\s]")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Found:
    """One reading of a text: a template that could have made it, what fills the places, and the letters it explains."""

    template: str
    arguments: tuple[str, ...]
    letters: int
    weak: bool = False
    """The template has so little of its own that a name could hold it by chance."""


@dataclass(frozen=True)
class CountedFound:
    """A count with its noun: `%n pages` and 12."""

    template: str
    count: int


def letters(text: str) -> int:
    """How many letters a text has."""
    return sum(map(str.isalpha, text))


class _Template:
    """One template: the literal parts around its places."""

    def __init__(self, text: str) -> None:
        pieces = _PLACE.split(text)
        self.text = text
        self.parts = pieces[::2]
        self.letters = sum(map(letters, self.parts))
        self.weak = self.letters + sum(len(_MARK.findall(part)) for part in self.parts) < WEAK
        self.weight = (self.letters, sum(map(len, self.parts)))

    @property
    def anchor(self) -> str:
        """A word that stands in every text of this template, the longest; empty where no word is sure to."""
        sure: list[str] = []
        for number, part in enumerate(self.parts):
            for word in _WORD.finditer(part):
                glued_before = number > 0 and word.start() == 0
                glued_behind = number < len(self.parts) - 1 and word.end() == len(part)
                if not glued_before and not glued_behind:
                    sure.append(word[0])
        return max(sure, key=len, default="")

    def arguments(self, text: str) -> tuple[str, ...] | None:
        """What fills the places of this template where it made the text."""
        first, last = self.parts[0], self.parts[-1]
        if len(self.parts) == 1:
            return () if text == first else None
        if not text.startswith(first) or not text.endswith(last) or len(text) < len(first) + len(last):
            return None
        end = len(text) - len(last)
        found, here = [], len(first)
        for part in self.parts[1:-1]:
            at = text.find(part, here, end)
            if at < 0:
                return None
            found.append(text[here:at])
            here = at + len(part)
        return (*found, text[here:end])


class Catalogue:
    """What the core can write. `alone` are one-word texts that stand in no sentence, `counted` (one, many) nouns."""

    def __init__(
        self, texts: Sequence[str], alone: Sequence[str] = (), counted: Sequence[tuple[str, str]] = ()
    ) -> None:
        self._exact = frozenset(text for text in texts if not _PLACE.search(text))
        self._alone = frozenset(alone)
        self._by_word: dict[str, list[_Template]] = {}
        for text in sorted(set(texts) - self._exact):
            template = _Template(text)
            self._by_word.setdefault(template.anchor, []).append(template)
        self._things = {word: f"%n {many}" for one, many in counted for word in (one, many)}

    def readings(self, text: str, *, alone: bool = True) -> list[Found]:
        """The templates that could have made a text, those with the most letters of their own first.

        `alone` says that the text stands by itself, and not in a place of another.
        """
        if len(text) > LONGEST:
            return []
        if text in self._exact:
            return [Found(text, (), letters(text))] if alone or text not in self._alone else []
        found: list[Found] = []
        words = {"", *_WORD.findall(text)}
        candidates = [template for word in words for template in self._by_word.get(word, ())]
        for template in sorted(candidates, key=lambda one: one.weight, reverse=True):
            arguments = template.arguments(text)
            if arguments is not None:
                found.append(Found(template.text, arguments, template.letters, template.weak))
                if len(found) == MOST_READINGS:
                    break
        return found

    def counted(self, text: str) -> CountedFound | None:
        """A count with its noun, such as `1,234 pages`."""
        number, _, thing = text.partition(" ")
        template = self._things.get(thing)
        if template is None or not re.fullmatch(r"\d{1,3}(?:,\d{3})*|\d+", number):
            return None
        return CountedFound(template, int(number.replace(",", "")))

    def __iter__(self) -> Iterator[str]:
        yield from self._exact
        for templates in self._by_word.values():
            yield from (template.text for template in templates)


@cache
def catalogue() -> Catalogue:
    """The catalogue of the core that is installed."""
    file = files("pagewake_resources").joinpath("translations", "core_texts.json")
    content = json.loads(file.read_text(encoding="utf-8"))
    return Catalogue(content["texts"], content["alone"], [(one, many) for one, many in content["counted"]])
