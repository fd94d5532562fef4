"""/metrics and /healthz over HTTP: what the agent knows, and nothing that can be changed through it.

A request never touches a store or a database. There is no password: bind it to an address that only the monitoring
reaches (the default is this machine alone).
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from pagewake.errors import SettingsError
from pagewake.jobs import BackgroundRun, Job
from pagewake.metrics import CONTENT_TYPE
from pagewake.routine import parse_address

PATIENCE_S = 5.0
"""For how long a connection may say nothing."""
MOST_AT_ONCE = 16


class Web:
    """The server; it answers while the context lasts.

    `page` gives the page of metrics, `health` an empty text or what is wrong. Both are called on any thread.
    """

    def __init__(
        self, address: tuple[str, int], page: Callable[[], bytes], health: Callable[[], str]
    ) -> None:
        """Bind the address. Raises SettingsError."""
        try:
            self._server = _Server(address, page, health)
        except (OSError, OverflowError) as error:
            raise SettingsError(
                f"this address cannot be listened on: {getattr(error, 'strerror', None) or error}",
                object_name=f"agent.listen, {address[0]}:{address[1]}",
                advice="Name another one in the settings (listen in [agent]), or end what uses it.",
            ) from None

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        self._run = BackgroundRun(Job("serve"), lambda job: self._server.serve_forever(0.2))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._run.wait_for_thread()


class Listening:
    """The server at the address that the settings say now, or none."""

    def __init__(self, page: Callable[[], bytes], health: Callable[[], str]) -> None:
        self._page, self._health = page, health
        self._address = ""
        self._web: Web | None = None

    def move(self, address: str) -> int | None:
        """Listen at `address`, as `routine.parse_address` reads it, and no longer where it did.

        Returns the port where that is new, and None where nothing is. Raises SettingsError; then nothing changed.
        """
        if address == self._address:
            return None
        wanted = parse_address(address)
        new = Web(wanted, self._page, self._health).__enter__() if wanted is not None else None
        self.close()
        self._address, self._web = address, new
        return new.port if new is not None else None

    def close(self) -> None:
        """Listen no longer."""
        if self._web is not None:
            self._web.__exit__(None, None, None)
        self._address, self._web = "", None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(
        self, address: tuple[str, int], page: Callable[[], bytes], health: Callable[[], str]
    ) -> None:
        self.page, self.health = page, health
        self.room = threading.BoundedSemaphore(MOST_AT_ONCE)
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        # Not HTTPServer's own, which asks the name service who this machine is, and may wait for it.
        socket_server_bind(self)

    def process_request(self, request: object, client_address: object) -> None:
        if not self.room.acquire(blocking=False):
            self.shutdown_request(request)  # type: ignore[arg-type]
            return
        try:
            super().process_request(request, client_address)  # type: ignore[arg-type]
        except BaseException:
            self.room.release()
            raise

    def process_request_thread(self, request: object, client_address: object) -> None:
        try:
            super().process_request_thread(request, client_address)  # type: ignore[arg-type]
        finally:
            self.room.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is none of our business."""


def socket_server_bind(server: ThreadingHTTPServer) -> None:
    """Bind a server to its address, and name it by that."""
    if server.allow_reuse_address:
        server.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.socket.bind(server.server_address)
    server.server_address = server.socket.getsockname()
    server.server_name, server.server_port = str(server.server_address[0]), int(server.server_address[1])


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "pagewake"
    sys_version = ""
    timeout = PATIENCE_S

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/metrics":
            self._answer(HTTPStatus.OK, self.server.page(), CONTENT_TYPE)
        elif path == "/healthz":
            wrong = self.server.health()
            status = HTTPStatus.SERVICE_UNAVAILABLE if wrong else HTTPStatus.OK
            self._answer(status, f"{wrong or 'ok'}\n".encode())
        elif path == "/":
            self._answer(HTTPStatus.OK, b"pagewake agent: /metrics /healthz\n")
        else:
            self._answer(HTTPStatus.NOT_FOUND, b"there is /metrics and /healthz\n")

    do_HEAD = do_GET  # noqa: N815  # the standard library looks for it

    def _answer(self, status: HTTPStatus, body: bytes, kind: str = "text/plain; charset=utf-8") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Scrapes are not worth a line."""
