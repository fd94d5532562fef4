"""Starting the window from the command line. The core never imports it: it is another program of the installation."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from pagewake.errors import UsageError

_NEEDED = ("pagewake_gui", "PySide6", "pyqtgraph")
_WITHOUT_SCREEN = ("offscreen", "minimal", "vnc")


def has_display(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a window would be seen by anybody."""
    if environment.get("QT_QPA_PLATFORM", "").partition(":")[0] in _WITHOUT_SCREEN:
        return False
    if not sys.platform.startswith("linux"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def window_command(arguments: Sequence[str] = ()) -> list[str]:
    """The command that shows the window of this same installation.

    Raises UsageError where the packages that it needs are not installed.
    """
    if getattr(sys, "frozen", False):
        suffix = ".exe" if os.name == "nt" else ""
        return [str(Path(sys.executable).with_name(f"pagewake-gui{suffix}")), *arguments]
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"the window is not installed ({', '.join(missing)})",
            meaning="The command line can do all that the window can.",
            advice="Install it with: pip install 'pagewake[gui]'",
        )
    # -P: a directory of that name where the user stands must not be taken for the program.
    return [sys.executable, "-P", "-m", "pagewake_gui", *arguments]


def start_window(command: Sequence[str], *, patience: float = 1.0) -> subprocess.Popen[bytes] | None:
    """Start the window as a process of its own that outlives this one; None if it ended at once and failed.

    `patience` is how many seconds it may take to find out that it cannot show anything.
    """
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return process if process.wait(patience) == 0 else None
    except subprocess.TimeoutExpired:
        return process
