"""How Python itself is set for a program that starts and ends often, and works with threads in big pieces.

For the whole process, so it is for programs to call, and not for libraries.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from contextlib import suppress
from typing import NoReturn

SWITCH_SECONDS = 0.0005
"""How long a thread may keep others from running Python code. As Python comes it is ten times that: a worker back from
a long call (reading, compressing) then waits for the interpreter longer than its next bit of Python takes."""


def start_quickly() -> None:
    """Before anything large is imported: collect no garbage meanwhile, and start no threads for linear algebra.

    Hundreds of modules make objects that stay, and none to collect. numpy's linear algebra, which nothing here needs,
    would start a thread for each processor.
    """
    gc.disable()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def work_steadily() -> None:
    """What is imported by now stays, and is not looked at again; from here on garbage is collected."""
    gc.freeze()
    gc.enable()
    sys.setswitchinterval(SWITCH_SECONDS)


def end_quickly(status: int) -> NoReturn:
    """End the process with an exit status: what it still holds goes with it.

    Python would take every module apart as it shuts down, object by object, which takes as long as a command like
    `list` works. What asked to be run at the end is run, and what was written is flushed. Where other threads still
    run, or something cannot be written, it ends as Python does.
    """
    gc.freeze()
    if threading.active_count() == 1:
        atexit._run_exitfuncs()
        with suppress(OSError, ValueError):  # Python says what the matter is
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:  # it was closed before we began
                    stream.flush()
            os._exit(status)
    sys.exit(status)
