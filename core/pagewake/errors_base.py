"""What every error has: a code, an exit status, and the four things it says. The errors themselves are in `errors`."""

from __future__ import annotations

from typing import ClassVar


class PagewakeError(Exception):
    """An error that Pagewake understands and explains.

    `what` is one sentence in the past or present tense; `object_name` names the file, backup, key or LSN
    range it happened to; `meaning` says what it means for the data, `advice` what to do next. Empty `meaning`
    or `advice` take the class's own.
    """

    code: ClassVar[str] = "PW-001"
    exit_status: ClassVar[int] = 3
    default_meaning: ClassVar[str] = ""
    default_advice: ClassVar[str] = ""

    def __init__(self, what: str, *, object_name: str = "", meaning: str = "", advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.object_name = object_name
        self.meaning = meaning or self.default_meaning
        self.advice = advice or self.default_advice

    def __str__(self) -> str:
        return _sentences(self._happened(), self.meaning, self.advice)

    @property
    def account(self) -> str:
        """What happened, to what, and what it means: for a finding, which says by itself what to do."""
        return _sentences(self._happened(), self.meaning)

    @property
    def bare_account(self) -> str:
        """`account` for a finding that names the object by itself."""
        return _sentences(self.what, self.meaning)

    def _happened(self) -> str:
        return f"{self.object_name}: {self.what}" if self.object_name else self.what

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.what, self.object_name, self.meaning, self.advice))


def _sentences(*parts: str) -> str:
    return " ".join(part if part.endswith((".", "?", "!", ":")) else part + "." for part in parts if part)


def _rebuild(
    kind: type[PagewakeError], what: str, object_name: str, meaning: str, advice: str
) -> PagewakeError:
    return kind(what, object_name=object_name, meaning=meaning, advice=advice)
