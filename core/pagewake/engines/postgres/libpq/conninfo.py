"""Connection strings: taken apart by libpq, put together again, and the addresses that one leads to."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from ctypes import byref, c_void_p, cast, string_at

from pagewake.engines.postgres.libpq.library import library
from pagewake.engines.postgres.libpq.results import OperationalError

DEFAULT_PORT = "5432"


def parse_conninfo(text: str) -> dict[str, str]:
    """The parameters that a URI or a `key=value` string gives. Raises OperationalError."""
    if "\0" in text:
        raise OperationalError("could not parse the connection: it has a null character")
    pq, message = library(), c_void_p()
    options = pq.PQconninfoParse(text.encode(), byref(message))
    if not options:
        said = string_at(message.value).decode("utf-8", "replace") if message.value else "out of memory"
        pq.PQfreemem(message)
        raise OperationalError(said.strip())
    try:
        given, at = {}, 0
        while options[at].keyword:
            if options[at].val is not None:
                given[options[at].keyword.decode()] = options[at].val.decode("utf-8", "surrogateescape")
            at += 1
        return given
    finally:
        pq.PQconninfoFree(cast(options, type(options)))


def conninfo_text(parameters: Mapping[str, str]) -> str:
    """Parameters as one `key=value` string. Raises OperationalError for a key that libpq does not know."""
    text = " ".join(f"{name}={_quoted(value)}" for name, value in parameters.items())
    parse_conninfo(text)
    return text


def _quoted(value: str) -> str:
    if value and not any(one.isspace() or one in "'\\" for one in value):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def attempts(parameters: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The parameters for each address in turn, where a connection string leads to several.

    libpq would go through them by itself, but whoever waits for it step by step cannot tell it to go on to the next
    address where one does not answer at all. Raises OperationalError where no name is known.
    """
    hosts = _several(parameters, "host", "PGHOST")
    addresses = _several(parameters, "hostaddr", "PGHOSTADDR")
    ports = _several(parameters, "port", "PGPORT") or [DEFAULT_PORT]
    count = max(len(hosts), len(addresses))
    if count == 0 or len(hosts) != len(addresses) != 0 != len(hosts) or len(ports) not in (1, count):
        yield dict(parameters)  # libpq says what is wrong with it
        return
    unknown = None
    for at in range(count):
        one = {**parameters, "port": ports[at if len(ports) > 1 else 0]}
        if hosts:
            one["host"] = hosts[at]
        if addresses:
            one["hostaddr"] = addresses[at]
        if not _is_name(one.get("host", "")) or one.get("hostaddr"):
            yield one
            continue
        import socket  # most servers are reached through a directory of sockets

        try:
            found = socket.getaddrinfo(one["host"], one["port"] or DEFAULT_PORT, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            unknown = OperationalError(f"failed to resolve host {one['host']!r}: {error}")
            if at + 1 == count:
                raise unknown from error
            continue
        for address in dict.fromkeys(str(entry[4][0]) for entry in found):
            yield {**one, "hostaddr": address}


def _several(parameters: Mapping[str, str], name: str, variable: str) -> list[str]:
    text = parameters.get(name) or os.environ.get(variable, "")
    return text.split(",") if text else []


def _is_name(host: str) -> bool:
    """Whether a host is neither a directory of sockets nor nothing."""
    return bool(host) and not host.startswith(("/", "@")) and not (os.name == "nt" and host[1:2] == ":")
