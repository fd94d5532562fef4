"""A second start hands its repository to the first window; what others write to the socket is not believed."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from PySide6.QtNetwork import QLocalServer
from tests.gui.conftest import WAIT_MS
from tests.patience import LONG

from pagewake_gui import single_instance
from pagewake_gui.single_instance import MOST_BYTES, Request, SingleInstance, hand_over, instance_address

ROOT = Path(__file__).resolve().parents[2]
SECOND = """
import sys
from pagewake_gui import single_instance
from pagewake_gui.single_instance import Request, hand_over
single_instance.WAIT_MS = 60_000  # not what is tested: a busy machine answers late
print(hand_over(sys.argv[1], Request(*sys.argv[2:])))
"""


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    room = tmp_path / "run"
    room.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(room))
    return instance_address(tmp_path / "config.toml")


@pytest.fixture
def first(qapp: Any, address: str) -> Iterator[SingleInstance]:
    made = SingleInstance(address)
    assert made.listen()
    yield made
    made.close()


def second_start(address: str, *what: str) -> subprocess.Popen[str]:
    path = os.pathsep.join(str(ROOT / room) for room in ("core", "gui", "resources"))
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, address, *what],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_second_start_is_heard(qtbot: Any, first: SingleInstance, address: str) -> None:
    with qtbot.waitSignal(first.asked, timeout=WAIT_MS) as heard:
        process = second_start(address, "s3://backups/main", "go.timeline", "token-1")
    assert heard.args == [Request("s3://backups/main", "go.timeline", "token-1")]
    assert process.communicate(timeout=LONG)[0] == "True\n"


def test_a_start_finds_nobody_and_goes_on(qapp: Any, address: str) -> None:
    assert not hand_over(address, Request())


def test_a_socket_that_was_left_behind_is_taken_over(qapp: Any, address: str) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(address)
    left.close()  # the file stays, nobody listens
    assert not hand_over(address, Request())
    instance = SingleInstance(address)
    assert instance.listen()
    instance.close()
    assert not Path(address).exists()


def test_two_never_listen_at_the_same_place(first: SingleInstance, address: str) -> None:
    other = SingleInstance(address)
    assert not other.listen()
    other.close()
    assert Path(address).exists()


def hung_up(peer: socket.socket) -> bool:
    """Whether the other end closed the connection; it must not have answered."""
    try:
        assert peer.recv(100) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True
    return True


@pytest.mark.parametrize(
    "said", [b"GET / HTTP/1.1\r\n\r\n", b"[" * 50_000 + b"\n", b'{"open": 7}\n', b"x" * (MOST_BYTES + 10_000)]
)
def test_what_no_start_says_is_dropped(qtbot: Any, first: SingleInstance, address: str, said: bytes) -> None:
    heard: list[object] = []
    first.asked.connect(heard.append)
    with socket.socket(socket.AF_UNIX) as peer:
        peer.connect(address)
        peer.sendall(said)
        peer.setblocking(False)
        qtbot.waitUntil(lambda: hung_up(peer), timeout=WAIT_MS)
    assert not first._waiting
    with qtbot.waitSignal(first.asked, timeout=WAIT_MS), socket.socket(socket.AF_UNIX) as peer:
        peer.connect(address)
        peer.sendall(json.dumps({"open": None, "action": "", "token": ""}).encode() + b"\n")
    assert heard == [Request()]


def test_settings_and_modes_have_windows_of_their_own(tmp_path: Path, address: str) -> None:
    others = {
        address,
        instance_address(tmp_path / "config.toml", read_only=True),
        instance_address(tmp_path / "other.toml"),
    }
    assert len(others) == 3
    assert all(len(one) < 108 for one in others if str(tmp_path) not in one)


@pytest.fixture
def far_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A run-time directory whose name leaves no room for a socket's, and a short room that is the test's own."""
    room = tmp_path / ("run-time-directory" * 6)
    room.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(room))
    with TemporaryDirectory(dir="/tmp") as short:
        monkeypatch.setattr(single_instance, "SHORT_ROOM", short)
        yield Path(short) / f"pagewake-{os.getuid()}"


def test_a_second_start_is_heard_from_a_run_time_directory_with_a_long_name(
    qtbot: Any, far_room: Path, tmp_path: Path
) -> None:
    address = instance_address(tmp_path / "config.toml")
    assert Path(address).parent == far_room
    first = SingleInstance(address)
    assert first.listen()
    try:
        with qtbot.waitSignal(first.asked, timeout=WAIT_MS) as heard:
            process = second_start(address, "s3://backups/main")
        assert heard.args == [Request("s3://backups/main")]
        assert process.communicate(timeout=LONG)[0] == "True\n"
    finally:
        first.close()


@pytest.mark.parametrize("kind", ["open", "link", "file"])
def test_a_short_room_that_others_can_reach_into_is_not_used(
    qapp: Any, far_room: Path, tmp_path: Path, kind: str
) -> None:
    if kind == "open":
        far_room.mkdir()
        far_room.chmod(0o777)
    elif kind == "link":
        far_room.symlink_to(tmp_path)
    else:
        far_room.touch(0o600)
    instance = SingleInstance(instance_address(tmp_path / "config.toml"))
    assert not instance.listen()
    instance.close()


def test_only_the_user_may_connect(first: SingleInstance, address: str) -> None:
    assert isinstance(first._server, QLocalServer)
    assert os.stat(address).st_mode & 0o077 == 0
