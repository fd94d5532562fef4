"""Finding libpq, and what its functions take and give.

The one that comes with psycopg's binary wheel is taken first: it is as new as the wheel, and brings what it needs.
Where there is none it is the system's.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from ctypes import CDLL, CFUNCTYPE, POINTER, PyDLL, Structure, c_char_p, c_int, c_void_p
from functools import cache
from importlib.util import find_spec
from typing import Any

_BUNDLE = "psycopg_binary"
_SYSTEM = {"darwin": "libpq.5.dylib", "win32": "libpq.dll"}.get(sys.platform, "libpq.so.5")


class ConninfoOption(Structure):
    """PQconninfoOption."""

    _fields_ = (
        ("keyword", c_char_p),
        ("envvar", c_char_p),
        ("compiled", c_char_p),
        ("val", c_char_p),
        ("label", c_char_p),
        ("dispchar", c_char_p),
        ("dispsize", c_int),
    )


NOTICES = CFUNCTYPE(None, c_void_p, c_void_p)

_CALLS: dict[str, tuple[Any, list[Any]]] = {
    "PQlibVersion": (c_int, []),
    "PQconninfoParse": (POINTER(ConninfoOption), [c_char_p, POINTER(c_void_p)]),
    "PQconninfoFree": (None, [POINTER(ConninfoOption)]),
    "PQfreemem": (None, [c_void_p]),
    "PQconnectStart": (c_void_p, [c_char_p]),
    "PQconnectPoll": (c_int, [c_void_p]),
    "PQfinish": (None, [c_void_p]),
    "PQsetNoticeReceiver": (c_void_p, [c_void_p, NOTICES, c_void_p]),
    "PQsendQuery": (c_int, [c_void_p, c_char_p]),
    "PQsendQueryParams": (
        c_int,
        [c_void_p, c_char_p, c_int, c_void_p, POINTER(c_char_p), c_void_p, c_void_p, c_int],
    ),
    "PQsetSingleRowMode": (c_int, [c_void_p]),
    "PQgetResult": (c_void_p, [c_void_p]),
    "PQflush": (c_int, [c_void_p]),
    "PQconsumeInput": (c_int, [c_void_p]),
    "PQsetnonblocking": (c_int, [c_void_p, c_int]),
    "PQgetCopyData": (c_int, [c_void_p, POINTER(c_void_p), c_int]),
    "PQputCopyData": (c_int, [c_void_p, c_char_p, c_int]),
    "PQputCopyEnd": (c_int, [c_void_p, c_char_p]),
    "PQgetCancel": (c_void_p, [c_void_p]),
    "PQcancel": (c_int, [c_void_p, c_char_p, c_int]),
    "PQfreeCancel": (None, [c_void_p]),
    # Since 14.
    "PQenterPipelineMode": (c_int, [c_void_p]),
    "PQexitPipelineMode": (c_int, [c_void_p]),
    "PQpipelineSync": (c_int, [c_void_p]),
    # Since 17.
    "PQcancelCreate": (c_void_p, [c_void_p]),
    "PQcancelStart": (c_int, [c_void_p]),
    "PQcancelPoll": (c_int, [c_void_p]),
    "PQcancelSocket": (c_int, [c_void_p]),
    "PQcancelFinish": (None, [c_void_p]),
}
"""What may wait or work: other threads run meanwhile."""

_LOOKS: dict[str, tuple[Any, list[Any]]] = {
    "PQstatus": (c_int, [c_void_p]),
    "PQsocket": (c_int, [c_void_p]),
    "PQerrorMessage": (c_char_p, [c_void_p]),
    "PQserverVersion": (c_int, [c_void_p]),
    "PQbackendPID": (c_int, [c_void_p]),
    "PQhost": (c_char_p, [c_void_p]),
    "PQhostaddr": (c_char_p, [c_void_p]),
    "PQport": (c_char_p, [c_void_p]),
    "PQisBusy": (c_int, [c_void_p]),
    "PQresultStatus": (c_int, [c_void_p]),
    "PQresultErrorMessage": (c_char_p, [c_void_p]),
    "PQresultErrorField": (c_char_p, [c_void_p, c_int]),
    "PQntuples": (c_int, [c_void_p]),
    "PQnfields": (c_int, [c_void_p]),
    "PQftype": (c_int, [c_void_p, c_int]),
    "PQgetisnull": (c_int, [c_void_p, c_int, c_int]),
    "PQgetlength": (c_int, [c_void_p, c_int, c_int]),
    "PQgetvalue": (c_void_p, [c_void_p, c_int, c_int]),
    "PQclear": (None, [c_void_p]),
}
"""What only looks at memory: taking the interpreter back afterwards would cost more than the call."""

SINCE_14 = ("PQenterPipelineMode", "PQexitPipelineMode", "PQpipelineSync")
SINCE_17 = ("PQcancelCreate", "PQcancelStart", "PQcancelPoll", "PQcancelSocket", "PQcancelFinish")


class Library:
    """libpq's functions by their names. `has` says whether there is one that came later than 13."""

    def __init__(self, path: str) -> None:
        """Load it. Raises OSError where it cannot be, AttributeError where it is too old or something else."""
        self.path = path
        for library, functions in ((CDLL(path), _CALLS), (PyDLL(path), _LOOKS)):
            for name, (result, arguments) in functions.items():
                if name in SINCE_14 + SINCE_17 and not hasattr(library, name):
                    continue
                function = library[name]
                function.restype, function.argtypes = result, arguments
                setattr(self, name, function)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)

    def has(self, name: str) -> bool:
        """Whether the library has a function."""
        return name in self.__dict__


@cache
def library() -> Library:
    """The library, loaded once. Raises ImportError."""
    said = ""
    for path in _places():
        try:
            return Library(path)
        except (OSError, AttributeError) as error:
            said = said or str(error)
    raise ImportError(f"PostgreSQL's client library (libpq) cannot be loaded: {said}", name=_BUNDLE)


def client_version() -> int:
    """The version of the library as servers count them: 180000 for 18.0."""
    return int(library().PQlibVersion())


def _places() -> Iterator[str]:
    spec = find_spec(_BUNDLE)
    if spec is not None and spec.origin is not None:
        package = os.path.dirname(spec.origin)
        # Where the tools that make wheels self-contained put libraries: Linux and Windows beside, macOS inside.
        for directory in (f"{package}.libs", os.path.join(package, ".dylibs")):
            if os.path.isdir(directory):
                yield from (
                    os.path.join(directory, name)
                    for name in sorted(os.listdir(directory))
                    if name.startswith(("libpq-", "libpq."))
                )
    yield _SYSTEM
