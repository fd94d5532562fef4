"""One window a user and settings file: a second start hands its repository to the first, which comes to the front.

The first start listens on a socket of its own user in the run-time directory; the others connect, say what they were
asked to show in one line of JSON, and end once it is acknowledged. A socket whose process is gone is taken over.
Windows that were started read-only are apart from those that may write: being asked for a window that cannot write
is never answered with one that can.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QStandardPaths, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_log = logging.getLogger("pagewake_gui")
WAIT_MS = 2_000
MOST_BYTES = 64 << 10
LONGEST_ADDRESS = 103
"""A socket's name is a field of 104 bytes on macOS and the BSDs, of 108 on Linux, with a zero at its end (unix(7))."""
SHORT_ROOM = "/tmp"  # what is made in it is its user's alone, or not used
_ACKNOWLEDGED = b"ok\n"


def instance_address(settings: Path, *, read_only: bool = False) -> str:
    """The path of the socket for a settings file.

    It lies in the run-time directory, and where that one's name leaves no room for it, in a directory of the user
    alone in `SHORT_ROOM`. Where neither is possible nobody can listen there, and every start opens a window.
    """
    whose = f"{os.getuid() if hasattr(os, 'getuid') else ''}\0{os.path.abspath(settings)}\0{read_only}"
    name = f"pagewake-{hashlib.sha256(whose.encode()).hexdigest()[:16]}"
    directory = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.RuntimeLocation)
    address = os.path.join(directory, name) if directory else name
    if os.name != "posix" or len(os.fsencode(address)) <= LONGEST_ADDRESS:
        return address
    room = _room_of_the_user()
    return os.path.join(room, name) if room else address


def _room_of_the_user() -> str | None:
    """A directory with a short name that nobody else can have made or can reach into, or None."""
    room = os.path.join(SHORT_ROOM, f"pagewake-{os.getuid()}")
    try:
        with suppress(FileExistsError):
            os.mkdir(room, 0o700)
        found = os.lstat(room)
    except OSError as error:
        _log.info("no short place for a socket: %s", error)
        return None
    if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077:
        return room
    _log.info("no short place for a socket: %s belongs to others or is open to them", room)
    return None


@dataclass(frozen=True)
class Request:
    """What a start was asked for: a repository to show, an action of the window to run.

    `token` is what the desktop gave this start so that it may raise a window (XDG_ACTIVATION_TOKEN).
    """

    repo: str | None = None
    action: str = ""
    token: str = ""


def hand_over(address: str, request: Request) -> bool:
    """Ask the window that listens there to do what is requested and to come to the front; whether one did."""
    socket = QLocalSocket()
    socket.connectToServer(address)
    try:
        if not socket.waitForConnected(WAIT_MS):
            return False
        socket.write(
            json.dumps({"open": request.repo, "action": request.action, "token": request.token}).encode()
            + b"\n"
        )
        if not socket.waitForBytesWritten(WAIT_MS):
            return False
        # A window that is busy answers late, one that hangs never: then this start opens a window of its own.
        return socket.waitForReadyRead(WAIT_MS) and bytes(socket.readAll().data()) == _ACKNOWLEDGED
    finally:
        socket.abort()


class SingleInstance(QObject):
    """The listening end. `asked` carries the `Request` of another start."""

    asked = Signal(object)

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = address
        self._waiting: dict[QLocalSocket, bytes] = {}
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)

    def listen(self) -> bool:
        """Begin to listen, in place of a process that is gone; False where that is not possible.

        Two that start at the same moment are told apart by a lock: the later one finds the earlier one listening.
        """
        lock = QLockFile(self._address + ".lock")
        if not lock.tryLock(WAIT_MS):
            return False
        try:
            if answers(self._address):  # asked first: a socket of its user alone replaces what has its name
                return False
            QLocalServer.removeServer(self._address)
            listening = self._server.listen(self._address)
            if not listening:
                _log.info("no socket for further starts: %s", self._server.errorString())
            return listening
        finally:
            lock.unlock()

    def close(self) -> None:
        """Stop listening and remove the socket."""
        for socket in list(self._waiting):
            socket.abort()
        self._server.close()

    def _accept(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self._waiting[socket] = b""
            # Methods, not functions made here: those would keep this object until the last socket is deleted, and
            # its server, which owns that socket, would then be deleted in the midst of it.
            socket.readyRead.connect(self._hear)
            socket.disconnected.connect(self._forget)
            self._read(socket)

    def _hear(self) -> None:
        for socket in list(self._waiting):
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        came = bytes(socket.readAll().data())
        if socket not in self._waiting:  # reading and writing may find that the other end is gone
            return
        said = self._waiting[socket] = self._waiting[socket] + came
        line, ended, _ = said.partition(b"\n")
        request = _understood(line) if ended else None
        if request is not None:
            self._waiting[socket] = b""
            socket.write(_ACKNOWLEDGED)
            socket.flush()
            self.asked.emit(request)
        elif ended or len(said) > MOST_BYTES:
            socket.abort()

    def _forget(self) -> None:
        for socket in list(self._waiting):
            if socket.state() is QLocalSocket.LocalSocketState.UnconnectedState:
                del self._waiting[socket]
                socket.deleteLater()


def answers(address: str) -> bool:
    """Whether a process listens there."""
    socket = QLocalSocket()
    socket.connectToServer(address)
    try:
        return socket.waitForConnected(WAIT_MS)
    finally:
        socket.abort()


def _understood(line: bytes) -> Request | None:
    """What a start asked for; None for what no start of this program says."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    match said:
        case {"open": str() | None as repo, "action": str(action), "token": str(token)}:
            return Request(repo, action, token)
    return None
