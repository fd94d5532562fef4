"""What the core says, in the language of the window: verdicts, reasons, findings, errors, phases.

The core writes English and knows no languages. `told` knows its texts again (`recognising.py`), translates them in
the context "Core", and does the same with what was filled in: another text, a count, a size, a moment. Names,
paths, LSNs and what nobody knows stay as they are. In English every text stays as the core wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from pagewake.errors import PagewakeError
from pagewake_gui.formats import Formats
from pagewake_gui.recognising import Catalogue, Found, catalogue

CONTEXT = "Core"
SENTINEL = "All is well."
"""A text of the core: a language that does not translate it is English, or knows nothing of the core."""
KEPT = 4096
DEEPEST = 6

_SIZE = re.compile(r"(-?\d+(?:\.\d+)?) (B|[KMGTPE]iB)(/s)?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)")
_RATE = re.compile(r"(\d{1,3}(?:,\d{3})*|\d+)(\.\d)? (\D+)/s")
_COUNT = re.compile(r"\d{1,3}(?:,\d{3})+")
_BETWEEN_SENTENCES = re.compile(r"(; |(?<=[.?!]) )")
_PLACE = re.compile(r"\{(\d+)\}")
_NEIGHBOURS = re.compile(r"\{(\d+)\}(?=\{(\d+)\})")
_APPENDIX = re.compile(r"[ ,:;]")


def told(text: str, formats: Formats | None = None) -> str:
    """A text of the core in the language of the window; `formats` writes sizes, counts and moments in it."""
    if not text:
        return text
    sentinel = QCoreApplication.translate(CONTEXT, SENTINEL)
    return text if sentinel == SENTINEL else _words(text, sentinel, formats)


def told_error(error: BaseException, formats: Formats | None = None) -> str:
    """An error in one paragraph: what happened to what, what it means, what to do."""
    if not isinstance(error, PagewakeError):
        return told(str(error), formats) or type(error).__name__
    what, about = told(error.what, formats), told(error.object_name, formats)
    return in_sentences(
        f"{about}: {what}" if about else what, told(error.meaning, formats), told(error.advice, formats)
    )


def in_sentences(*texts: str) -> str:
    """Texts one after the other, each with its full stop; empty ones are left out."""
    return " ".join(text if text.endswith((".", "?", "!", ":")) else f"{text}." for text in texts if text)


@lru_cache(KEPT)
def _words(text: str, sentinel: str, formats: Formats | None) -> str:
    """`sentinel` stands for the language, so that another one finds nothing kept."""
    return _Speaker(catalogue(), formats or Formats()).say(text)


class _Speaker:
    """Translates texts of a catalogue."""

    def __init__(self, known: Catalogue, formats: Formats) -> None:
        self._known = known
        self._formats = formats

    def say(self, text: str) -> str:
        """A text that stands by itself."""
        return self._try(text, 0) or text

    def _try(self, text: str, depth: int) -> str | None:
        """The translation of a text, or None where nothing of it is known."""
        if depth > DEEPEST or not text.strip():
            return None
        if (value := self._value(text)) is not None:
            return value
        found, fit = self._find(text, depth)
        if found is not None and not found.weak:
            return fit(self._fill(found, depth))
        composed = self._composed(text, depth)
        if composed is not None or found is None:
            return composed
        return fit(self._fill(found, depth))

    def _find(self, text: str, depth: int) -> tuple[Found | None, _Fit]:
        """Also known is a text whose first letter or full stop was changed to fit where it stands."""
        for asked, fit in _variants(text):
            found = self._known.find(asked, alone=depth == 0)
            if found is not None and not found.weak:
                return found, fit
        return self._known.find(text, alone=depth == 0), _Fit()

    def _fill(self, found: Found, depth: int) -> str:
        translated = QCoreApplication.translate(CONTEXT, found.template)
        arguments = self._parted(found)
        filled = [self._try(argument, depth + 1) or argument for argument in arguments]
        return _PLACE.sub(lambda place: filled[int(place[1])], translated)

    def _parted(self, found: Found) -> list[str]:
        """What fills the places. Between two places without a text between them, a known appendix begins the second."""
        arguments = list(found.arguments)
        for pair in _NEIGHBOURS.finditer(found.template):
            first, second = int(pair[1]), int(pair[2])
            both = arguments[second]
            for at in (match.start() for match in _APPENDIX.finditer(both)):
                if self._known.find(both[at:], alone=False) is not None:
                    arguments[first], arguments[second] = both[:at], both[at:]
                    break
        return arguments

    def _composed(self, text: str, depth: int) -> str | None:
        """Sentences after each other, parts between semicolons, and `what it is about: what is with it`."""
        parts = _BETWEEN_SENTENCES.split(text)
        if len(parts) > 1:
            said = [
                self._try(part, depth + 1) if number % 2 == 0 else part for number, part in enumerate(parts)
            ]
            if any(new is not None for new in said[::2]):
                return "".join(part if new is None else new for part, new in zip(parts, said, strict=True))
        head, colon, tail = text.partition(": ")
        if not colon:
            return None
        told, about = self._try(tail, depth + 1), self._try(head, depth + 1)
        return None if told is None and about is None else f"{about or head}{colon}{told or tail}"

    def _value(self, text: str) -> str | None:
        """A size, a count, a moment, a count of things."""
        if (size := _SIZE.fullmatch(text)) is not None:
            digits = len(size[1].partition(".")[2])
            return f"{self._formats.locale.toString(float(size[1]), 'f', digits)} {size[2]}{size[3] or ''}"
        if (rate := _RATE.fullmatch(text)) is not None:
            said = self._counted(f"{rate[1]} {rate[3]}")
            return None if said is None else f"{said}/s"
        if _COUNT.fullmatch(text):
            return self._formats.count(int(text.replace(",", "")))
        if _MOMENT.fullmatch(text):
            return self._moment(text)
        return self._counted(text)

    def _counted(self, text: str) -> str | None:
        counted = self._known.counted(text)
        if counted is None:
            return None
        number = min(counted.count, 2**31 - 1)  # Qt counts in 32 bits, and a plural is no other beyond that
        said = QCoreApplication.translate(CONTEXT, counted.template, "", number)
        return said.replace(str(number), self._formats.count(counted.count), 1)

    def _moment(self, text: str) -> str | None:
        try:
            return self._formats.moment(datetime.fromisoformat(text))
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True)
class _Fit:
    """What makes a translation fit where its text stands: a capital at its beginning, a full stop more or less."""

    capital: bool = False
    stop: str = ""

    def __call__(self, text: str) -> str:
        if self.capital:
            text = text[:1].upper() + text[1:]
        return text + "." if self.stop == "added" else text.removesuffix(".") if self.stop else text


def _variants(text: str) -> Iterator[tuple[str, _Fit]]:
    """A text as the core may have written it, each with what its translation then needs.

    A small first letter asks for nothing: most languages write nouns and names there as they always do.
    """
    other = text[0].swapcase() + text[1:]
    ends = text.endswith(".")
    for asked, capital in ((text, False), (other, text[0].isupper())):
        yield asked, _Fit(capital)
        if ends:
            yield asked[:-1], _Fit(capital, "added")
        else:
            yield asked + ".", _Fit(capital, "dropped")
