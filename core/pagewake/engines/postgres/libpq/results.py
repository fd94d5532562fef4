"""What a server answers: rows with Python's values, or errors with their SQLSTATE."""

from __future__ import annotations

from ctypes import string_at
from datetime import datetime
from decimal import Decimal
from enum import IntEnum
from typing import Any

from pagewake.engines.postgres.libpq.library import library


class Status(IntEnum):
    """ExecStatusType: what kind of answer a result is."""

    EMPTY_QUERY = 0
    COMMAND_OK = 1
    TUPLES_OK = 2
    COPY_OUT = 3
    COPY_IN = 4
    BAD_RESPONSE = 5
    NONFATAL_ERROR = 6
    FATAL_ERROR = 7
    COPY_BOTH = 8
    SINGLE_TUPLE = 9
    PIPELINE_SYNC = 10
    PIPELINE_ABORTED = 11


class Error(Exception):
    """What the server or libpq complains of. `sqlstate` is empty and `primary` all of it where libpq does."""

    def __init__(self, message: str, *, sqlstate: str = "", primary: str = "") -> None:
        super().__init__(message)
        self.sqlstate = sqlstate
        self.primary = primary or message


class OperationalError(Error):
    """What has to do with the connection or the server's state, rather than with the statement."""


_SEVERITY, _SQLSTATE, _PRIMARY, _DETAIL = ord("S"), ord("C"), ord("M"), ord("D")
_OPERATIONAL = ("08", "28", "53", "54", "55", "57", "58")
"""The classes of SQLSTATE that tell of connections, resources and the server's state."""

_BOOL, _BYTEA, _NUMERIC, _TIMESTAMPTZ = 16, 17, 1700, 1184
_INTEGERS = frozenset((20, 21, 23, 26))
_FLOATS = frozenset((700, 701))


class Result:
    """One result. What it holds is freed with it."""

    def __init__(self, pointer: int) -> None:
        self._pq, self._pointer = library(), pointer

    def __del__(self) -> None:
        if self._pointer:
            self._pq.PQclear(self._pointer)
            self._pointer = 0

    @property
    def status(self) -> int:
        """A `Status`, or a number that a later library gives."""
        return int(self._pq.PQresultStatus(self._pointer))

    @property
    def ntuples(self) -> int:
        """How many rows."""
        return int(self._pq.PQntuples(self._pointer))

    @property
    def nfields(self) -> int:
        """How many columns."""
        return int(self._pq.PQnfields(self._pointer))

    def field(self, code: int) -> str:
        """A field of an error report; empty where there is none."""
        value: bytes | None = self._pq.PQresultErrorField(self._pointer, code)
        return value.decode("utf-8", "replace") if value else ""

    @property
    def sqlstate(self) -> str:
        """Of an error."""
        return self.field(_SQLSTATE)

    @property
    def primary(self) -> str:
        """What an error says first."""
        return self.field(_PRIMARY)

    @property
    def detail(self) -> str:
        """What it adds."""
        return self.field(_DETAIL)

    def error(self) -> Error:
        """What went wrong, to be raised."""
        said = (self._pq.PQresultErrorMessage(self._pointer) or b"").decode("utf-8", "replace").strip()
        said = said.removeprefix(f"{self.field(_SEVERITY)}:").strip() or "the server gave no reason"
        state = self.sqlstate
        # libpq itself, which gives no state, only ever complains of the connection.
        kind = OperationalError if not state or state.startswith(_OPERATIONAL) else Error
        return kind(said, sqlstate=state, primary=self.primary)

    def get_value(self, row: int, column: int) -> bytes | None:
        """A value as the server sent it; None for NULL."""
        pq, pointer = self._pq, self._pointer
        length = pq.PQgetlength(pointer, row, column)
        if not length and pq.PQgetisnull(pointer, row, column):
            return None
        return string_at(pq.PQgetvalue(pointer, row, column), length)

    def rows(self, *, binary: bool = False) -> list[tuple[Any, ...]]:
        """All rows, with the values of Python that fit.

        Numbers, bool, numeric, bytea and timestamptz are converted; everything else is text. In `binary`, bytea alone
        can be. Raises Error for what cannot be read.
        """
        columns = [(at, self._pq.PQftype(self._pointer, at) & 0xFFFFFFFF) for at in range(self.nfields)]
        if binary and any(kind != _BYTEA for _, kind in columns):
            raise Error("only bytea is read in binary")
        get = self.get_value
        try:
            return [
                tuple(_value(get(row, at), kind, binary) for at, kind in columns)
                for row in range(self.ntuples)
            ]
        except (ValueError, ArithmeticError) as error:
            raise Error(f"the server sent a value that cannot be read: {error}") from error


def _value(raw: bytes | None, kind: int, binary: bool) -> Any:
    if raw is None or binary:
        return raw
    if kind in _INTEGERS:
        return int(raw)
    if kind == _BOOL:
        return raw == b"t"
    text = raw.decode()
    if kind == _NUMERIC:
        return Decimal(text)
    if kind in _FLOATS:
        return float(text)
    if kind == _TIMESTAMPTZ:
        return datetime.fromisoformat(text)
    if kind == _BYTEA:
        if not text.startswith("\\x"):
            raise ValueError("bytea that is not written in hexadecimal")
        return bytes.fromhex(text[2:])
    return text
