"""Which key lies where W, A, S and D lie on an English keyboard, whatever its layout writes on them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

_Key = Qt.Key
_KEYS = (_Key.Key_W, _Key.Key_A, _Key.Key_S, _Key.Key_D)
# Key codes of X11 and Wayland (those of the kernel and 8), scan codes of Windows, virtual keys of macOS.
_CODES = {
    "xcb": dict(zip((25, 38, 39, 40), _KEYS, strict=True)),
    "wayland": dict(zip((25, 38, 39, 40), _KEYS, strict=True)),
    "windows": dict(zip((0x11, 0x1E, 0x1F, 0x20), _KEYS, strict=True)),
}
_MAC = dict(zip((13, 0, 1, 2), _KEYS, strict=True))


def placed_key(event: QKeyEvent, platform: str | None = None) -> int:
    """The key of an event: W, A, S or D for what lies there, any other for what it says.

    `platform` is the name that Qt gives its own; by default the one that runs.
    """
    platform = QGuiApplication.platformName() if platform is None else platform
    if platform == "cocoa":
        # 0 is A, and also what events have that no keyboard sent: that one goes by what it says.
        code = event.nativeVirtualKey()
        return int(_MAC[code]) if code in _MAC and code else event.key()
    known = _CODES.get(platform, {}).get(event.nativeScanCode())
    return event.key() if known is None else int(known)
