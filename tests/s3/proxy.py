"""A proxy in front of the S3 server that spoils some of what goes through it, as networks and servers do.

It forwards requests byte for byte, `Host` included, so that signatures stay good. Which request meets which mishap
is decided by chance from a seed, and `log` tells it afterwards.
"""

from __future__ import annotations

import http.client
import random
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SILENCE_SECONDS = 0.4
"""Longer than the client of the tests waits."""
_LINGER = struct.pack("ii", 1, 0)
_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"})


class Mishap(Enum):
    """What can happen to one request. All but the last few are met by trying again."""

    INTERNAL_ERROR = "500 before any effect"
    SLOW_DOWN = "503 SlowDown before any effect"
    BAD_GATEWAY = "502 with a page of HTML, after the effect"
    RESET_BEFORE = "the connection breaks before any effect"
    RESET_AFTER = "the effect is there, the answer is lost"
    SILENCE_BEFORE = "no answer in time, no effect"
    SILENCE_AFTER = "no answer in time, the effect is there"
    TWICE = "the request arrives twice, the second answer is given"
    TRUNCATED = "half of the answer's body, then the end"
    RESET_IN_BODY = "half of the answer's body, then a reset"
    STALE_LISTING = "a listing as it was before"
    SKEWED = "403 RequestTimeTooSkewed"
    EXPIRED = "400 ExpiredToken"


class Quirk(Enum):
    """How servers differ from Amazon's, all the time."""

    IGNORES_CONDITIONS = "If-None-Match is not looked at: what is there is overwritten, and nothing is said"
    NO_CRC = "checksums in newer headers are refused"
    MD5_TO_DELETE = "DeleteObjects wants a Content-MD5"
    NO_DELETE = "whoever asks may delete nothing"
    NO_TRAILERS = "a body in chunks with its checksum behind it is refused, as Ceph 16 does"


AGAIN = tuple(one for one in Mishap if one not in (Mishap.SKEWED, Mishap.EXPIRED, Mishap.STALE_LISTING))
"""Those that trying again gets over."""

_SAID = {
    Mishap.INTERNAL_ERROR: (500, "InternalError"),
    Mishap.SLOW_DOWN: (503, "SlowDown"),
    Mishap.SKEWED: (403, "RequestTimeTooSkewed"),
    Mishap.EXPIRED: (400, "ExpiredToken"),
}


@dataclass
class Answer:
    """What the server said."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


@dataclass
class Weather:
    """How bad it is: each request meets one of `mishaps` with probability `rate`, decided from `seed`."""

    seed: int = 0
    rate: float = 0.0
    mishaps: tuple[Mishap, ...] = AGAIN
    log: list[tuple[str, str, Mishap]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._lock = threading.Lock()

    def next(self, method: str, path: str) -> Mishap | None:
        """What happens to the next request."""
        with self._lock:
            if self._chance.random() >= self.rate:
                return None
            mishap = self._chance.choice(self.mishaps)
            self.log.append((method, path, mishap))
            return mishap


class Proxy:
    """A running proxy. `weather` may be replaced at any time."""

    def __init__(self, upstream: str) -> None:
        self.upstream = urlsplit(upstream).netloc
        self.weather = Weather()
        self.quirks: frozenset[Quirk] = frozenset()
        self.expired: frozenset[str] = frozenset()
        """Access keys that are good no longer."""
        self.remove: Callable[[str], object] = lambda path: None
        """Deletes the object at a path of the server."""
        self.listings: dict[str, Answer] = {}
        self.server = _Server(("127.0.0.1", 0), _Handler)
        self.server.proxy = self
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def endpoint(self) -> str:
        scheme = "https" if isinstance(self.server.socket, ssl.SSLSocket) else "http"
        return f"{scheme}://127.0.0.1:{self.server.server_address[1]}"

    def use_tls(self, certificate: Path) -> None:
        """Speak TLS from now on. `certificate` holds the key as well, and is for 127.0.0.1."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()


@contextmanager
def proxy_before(endpoint: str) -> Iterator[Proxy]:
    """A proxy for a while."""
    proxy = Proxy(endpoint)
    try:
        yield proxy
    finally:
        proxy.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    proxy: Proxy

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is part of the weather."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is written."""

    def handle_expect_100(self) -> bool:
        """Tell the client at once to go on."""
        told = super().handle_expect_100()
        self.wfile.flush()
        return told

    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        proxy = self.server.proxy
        mishap = proxy.weather.next(self.command, self.path)
        listing = self.command == "GET" and "list-type=2" in self.path
        if Quirk.NO_DELETE in proxy.quirks and (self.command == "DELETE" or self.path.endswith("?delete")):
            self._refuse(403, "AccessDenied")
        elif any(f"Credential={key}/" in self.headers.get("authorization", "") for key in proxy.expired):
            self._refuse(*_SAID[Mishap.EXPIRED])
        elif refusal := self._quirk():
            self._refuse(400, refusal)
        elif mishap in _SAID:
            self._refuse(*_SAID[mishap])
        elif mishap is Mishap.RESET_BEFORE:
            self._reset()
        elif mishap is Mishap.SILENCE_BEFORE:
            self._silence()
        elif mishap is Mishap.STALE_LISTING and self.path in proxy.listings:
            self._give(proxy.listings[self.path])
        else:
            answer = self._forward(body)
            if mishap is Mishap.TWICE:
                answer = self._forward(body)
            if listing and answer.status == 200:
                proxy.listings.setdefault(self.path, answer)
            self._after(mishap, answer)

    def _quirk(self) -> str:
        """The code with which the server refuses the request as it stands; empty where it does not."""
        quirks = self.server.proxy.quirks
        if Quirk.NO_CRC in quirks and "x-amz-checksum-crc32" in self.headers:
            return "InvalidArgument"
        if Quirk.NO_TRAILERS in quirks and (
            "x-amz-trailer" in self.headers or "aws-chunked" in self.headers.get("content-encoding", "")
        ):
            return "InvalidArgument"
        if (
            Quirk.MD5_TO_DELETE in quirks
            and self.path.endswith("?delete")
            and "content-md5" not in self.headers
        ):
            return "InvalidRequest"
        if Quirk.IGNORES_CONDITIONS in quirks and "if-none-match" in self.headers:
            self.server.proxy.remove(urlsplit(self.path).path)
        return ""

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _handle  # noqa: N815

    def _after(self, mishap: Mishap | None, answer: Answer) -> None:
        if mishap is Mishap.RESET_AFTER:
            self._reset()
        elif mishap is Mishap.SILENCE_AFTER:
            self._silence()
        elif mishap is Mishap.BAD_GATEWAY:
            self._give(Answer(502, [("Content-Type", "text/html")], b"<html><body>Bad <b>gateway</body>"))
        elif mishap in (Mishap.TRUNCATED, Mishap.RESET_IN_BODY) and answer.body:
            self._give(answer, half=True)
            if mishap is Mishap.RESET_IN_BODY:
                self._reset()
            self.close_connection = True
        else:
            self._give(answer)

    def _forward(self, body: bytes) -> Answer:
        connection = http.client.HTTPConnection(self.server.proxy.upstream, timeout=30)
        try:
            connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                if name.lower() not in ("expect", "connection"):
                    connection.putheader(name, value)
            connection.endheaders(body)
            response = connection.getresponse()
            return Answer(response.status, response.getheaders(), response.read())
        finally:
            connection.close()

    def _give(self, answer: Answer, *, half: bool = False) -> None:
        self.send_response(answer.status)
        length = str(len(answer.body))
        for name, value in answer.headers:
            if self.command == "HEAD" and name.lower() == "content-length":
                length = value
            if name.lower() not in _HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", length)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body[: len(answer.body) // 2] if half else answer.body)
        self.wfile.flush()

    def _refuse(self, status: int, code: str) -> None:
        text = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>weather</Message></Error>"
        self._give(Answer(status, [("Content-Type", "application/xml")], text.encode()))

    def _silence(self) -> None:
        time.sleep(SILENCE_SECONDS)
        self.close_connection = True

    def _reset(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
            self.connection.close()
