"""A message on the desktop where there is no tray to send it from: by `notify-send`, as desktops bring it along.

Many desktops show messages and have no tray. Where there is no such program nothing is done: the window itself keeps
what happened until somebody has looked at it.
"""

from __future__ import annotations

import os
from html import escape

from PySide6.QtCore import QProcess

PROGRAM = "notify-send"
SESSION = "DBUS_SESSION_BUS_ADDRESS"
"""Without it there is no desktop that could show anything."""
_LONGEST = 500


def send_message(text: str, detail: str, icon: str, *, wrong: bool) -> bool:
    """Have the desktop show a message; whether it could be asked to. `icon` is a name of its theme.

    A detail is read as markup there, so that it is escaped.
    """
    if not os.environ.get(SESSION):
        return False
    urgency = "critical" if wrong else "normal"
    options = ["--app-name=Pagewake", f"--icon={icon}", f"--urgency={urgency}", "--"]
    started, _ = QProcess.startDetached(PROGRAM, [*options, text[:_LONGEST], escape(detail[:_LONGEST])], "")
    return bool(started)
