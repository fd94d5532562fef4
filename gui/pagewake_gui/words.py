"""What the core says, in the language of the window: verdicts, reasons, findings, errors, phases.

The core writes English and knows no languages. `told` knows its texts again (`recognising.py`), translates them in
the context "Core", and does the same with what was filled in: another text, a count, a size, a moment. Names,
paths, LSNs and what nobody knows stay as they are. In English every text stays as the core wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from pagewake.credentials import PassphraseKind, PassphraseSource
from pagewake.errors import PagewakeError
from pagewake_gui.formats import Formats
from pagewake_gui.recognising import Catalogue, Found, catalogue, letters

CONTEXT = "Core"
SENTINEL = "All is well."
"""A text of the core: a language that does not translate it is English, or knows nothing of the core."""
KEPT = 4096
DEEPEST = 6
ENOUGH = 0.9
"""A reading that knows such a part of the letters is believed without a look at others."""
MOST_SENTENCES = 4
"""One text of the core has at most so many."""
MOST_IN_A_ROW = 40

_SIZE = re.compile(r"(-?\d+(?:\.\d+)?) (B|[KMGTPE]iB)(/s)?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)")
_RATE = re.compile(r"(\d{1,3}(?:,\d{3})*|\d+)(\.\d)? (\D+)/s")
_SECONDS = re.compile(r"(\d+)\.(\d) s")
_COUNT = re.compile(r"\d{1,3}(?:,\d{3})+")
_BETWEEN_SENTENCES = re.compile(r"(; |(?<=[.?!]) )")
_DIGIT = re.compile(r"\d")
_PLACE = re.compile(r"\{(\d+)\}")
_NEIGHBOURS = re.compile(r"\{(\d+)\}(?=\{(\d+)\})")
_APPENDIX = re.compile(r"[ ,:;]")


def told(text: str, formats: Formats | None = None) -> str:
    """A text of the core in the language of the window; `formats` writes sizes, counts and moments in it."""
    if not text:
        return text
    sentinel = QCoreApplication.translate(CONTEXT, SENTINEL)
    return text if sentinel == SENTINEL else _words(text, sentinel, formats)


def passphrase_place(keep: PassphraseSource) -> str:
    """Where the settings say that a passphrase is found, never the passphrase."""
    texts = {
        PassphraseKind.FILE: QCoreApplication.translate("Passphrase", "passphrase in the file {0}"),
        PassphraseKind.COMMAND: QCoreApplication.translate("Passphrase", "passphrase from the command {0}"),
        PassphraseKind.ENVIRONMENT: QCoreApplication.translate(
            "Passphrase", "passphrase in the variable {0}"
        ),
        PassphraseKind.KEYRING: QCoreApplication.translate("Passphrase", "passphrase in the keyring: {0}"),
    }
    return texts[keep.kind].format(keep.value)


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


@dataclass(frozen=True)
class _Said:
    """A translation, and how many letters of the English were known."""

    text: str
    letters: int


class _Speaker:
    """Translates one text of a catalogue. Of several readings the one that knows the most letters is believed."""

    def __init__(self, known: Catalogue, formats: Formats) -> None:
        self._known = known
        self._formats = formats
        self._said: dict[tuple[str, bool], _Said | None] = {}

    def say(self, text: str) -> str:
        """A text that stands by itself."""
        said = self._try(text, 0)
        return text if said is None else said.text

    def _try(self, text: str, depth: int) -> _Said | None:
        """The translation of a text, or None where nothing of it is known."""
        if depth > DEEPEST or not text.strip():
            return None
        key = text, depth == 0
        if key not in self._said:
            self._said[key] = None  # what holds itself is not looked at again
            self._said[key] = self._read(text, depth)
        return self._said[key]

    def _read(self, text: str, depth: int) -> _Said | None:
        if (value := self._value(text)) is not None:
            return _Said(value, letters(text))
        enough = letters(text) * ENOUGH
        best: _Said | None = None
        for said in self._readings(text, depth):
            if best is None or said.letters > best.letters:
                best = said
                if best.letters >= enough:
                    break
        return best

    def _readings(self, text: str, depth: int) -> Iterator[_Said]:
        """All readings: as one text, then as several."""
        yield from self._as_one(text, depth)
        composed = self._composed(text, depth)
        if composed is not None:
            yield composed

    def _as_one(self, text: str, depth: int) -> Iterator[_Said]:
        """Known is a text, too, whose first letter or full stop was changed to fit where it stands."""
        for asked, fit in _variants(text):
            for found in self._known.readings(asked, alone=depth == 0):
                said = self._filled(found, depth)
                if said is not None:
                    yield _Said(fit(said.text), said.letters)

    def _filled(self, found: Found, depth: int) -> _Said | None:
        """A reading with its places filled; None for one that a mere name could hold."""
        arguments = self._parted(found)
        said = [self._try(argument, depth + 1) for argument in arguments]
        if found.weak and any(
            new is None and not _DIGIT.search(argument) for new, argument in zip(said, arguments, strict=True)
        ):
            return None
        texts = [argument if new is None else new.text for new, argument in zip(said, arguments, strict=True)]
        translated = QCoreApplication.translate(CONTEXT, found.template)
        return _Said(
            _PLACE.sub(lambda place: texts[int(place[1])], translated),
            found.letters + sum(new.letters for new in said if new is not None),
        )

    def _parted(self, found: Found) -> list[str]:
        """What fills the places. Between two places without a text between them, a known appendix begins the second."""
        arguments = list(found.arguments)
        for pair in _NEIGHBOURS.finditer(found.template):
            first, second = int(pair[1]), int(pair[2])
            both = arguments[second]
            for at in (match.start() for match in _APPENDIX.finditer(both)):
                if self._known.readings(both[at:], alone=False):
                    arguments[first], arguments[second] = both[:at], both[at:]
                    break
        return arguments

    def _composed(self, text: str, depth: int) -> _Said | None:
        """Sentences after each other, parts between semicolons, and `what it is about: what is with it`."""
        parts = _BETWEEN_SENTENCES.split(text)
        if len(parts) > 1:
            return self._in_a_row(parts, depth)
        head, colon, tail = text.partition(": ")
        return self._joined((head, colon, tail), depth) if colon else None

    def _in_a_row(self, parts: Sequence[str], depth: int) -> _Said | None:
        """Texts (every second of `parts`) and what separates them. A text may itself hold such separators."""
        number = (len(parts) + 1) // 2
        if number > MOST_IN_A_ROW:
            return self._joined(parts, depth)
        ways: list[_Said] = [_Said("", 0)]  # the best way to say the first 0, 1, 2 ... of them
        for end in range(1, number + 1):
            found = []
            for begin in range(max(end - MOST_SENTENCES, 0), end):
                text = "".join(parts[2 * begin : 2 * end - 1])
                alone = begin == end - 1
                said = self._try(text, depth + 1) if alone else next(self._as_one(text, depth + 1), None)
                if said is not None or alone:
                    before = f"{ways[begin].text}{parts[2 * begin - 1] if begin else ''}"
                    known = _Said(text, 0) if said is None else said
                    found.append(_Said(before + known.text, ways[begin].letters + known.letters))
            ways.append(max(found, key=lambda one: one.letters))
        return ways[-1] if ways[-1].letters else None

    def _joined(self, parts: Sequence[str], depth: int) -> _Said | None:
        """Texts (every second of `parts`) and what separates them, each text for itself."""
        said = [self._try(part, depth + 1) for part in parts[::2]]
        if not any(new is not None for new in said):
            return None
        texts = list(parts)
        texts[::2] = [part if new is None else new.text for part, new in zip(parts[::2], said, strict=True)]
        return _Said("".join(texts), sum(new.letters for new in said if new is not None))

    def _value(self, text: str) -> str | None:
        """A size, a count, a moment, a count of things."""
        if (size := _SIZE.fullmatch(text)) is not None:
            digits = len(size[1].partition(".")[2])
            return f"{self._formats.locale.toString(float(size[1]), 'f', digits)} {size[2]}{size[3] or ''}"
        if (rate := _RATE.fullmatch(text)) is not None:
            said = self._counted(f"{rate[1]} {rate[3]}")
            return None if said is None else f"{said}/s"
        if (seconds := _SECONDS.fullmatch(text)) is not None:
            return f"{seconds[1]}{self._formats.locale.decimalPoint()}{seconds[2]} s"
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
