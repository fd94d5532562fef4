"""Where a job runs, in one line: versions, system, machine. Read long afterwards, it tells what its log does not."""

from __future__ import annotations

import os
import platform
from functools import cache

from pagewake import __version__


@cache
def surroundings() -> str:
    """As `Pagewake 1.0, Python 3.11.2, Linux 6.1 x86_64, 8 processors, host db1`. Asks the system only, no file."""
    parts = (
        f"Pagewake {__version__}",
        f"Python {platform.python_version()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"{os.cpu_count() or 1} processors",
        f"host {platform.node()}",
    )
    return ", ".join(parts)
