"""What installed packages add to Pagewake: their entry points, and importing what those name.

`importlib.metadata` tells the same, and takes a short command a tenth of its time: it imports `email`, `csv` and
`zipfile`, and sorts through all that is installed. Here only the files `entry_points.txt` are read, of packages that
lie in a directory of `sys.path`, as installers leave them; packages inside archives are not seen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

_METADATA = (".dist-info", ".egg-info")


def entry_points(group: str) -> dict[str, str]:
    """`module:object` by the name of the entry point; of two with one name the first on `sys.path`."""
    found: dict[str, str] = {}
    for text in _texts(group.encode()):
        in_group = False
        for line in map(str.strip, text.splitlines()):
            if line.startswith("["):
                in_group = line == f"[{group}]"
            elif in_group and not line.startswith(("#", ";")):
                name, equals, target = line.partition("=")
                if equals:
                    # Behind the object may stand extras, in brackets: an old notation that asks for nothing.
                    found.setdefault(name.strip(), target.partition("[")[0].strip())
    return found


def load(target: str) -> Any:
    """The object at `module:object`. Raises ImportError, AttributeError."""
    module, _, path = target.partition(":")
    loaded: Any = import_module(module)
    for part in path.split(".") if path else ():
        loaded = getattr(loaded, part)
    return loaded


def _texts(wanted: bytes) -> Iterator[str]:
    """Every `entry_points.txt` that has these bytes."""
    for place in dict.fromkeys(path or os.curdir for path in sys.path):
        try:
            names = sorted(name for name in os.listdir(place) if name.endswith(_METADATA))
        except OSError:  # a path that is not there, or an archive
            continue
        for name in names:
            try:
                with open(os.path.join(place, name, "entry_points.txt"), "rb") as file:
                    content = file.read()
            except OSError:  # most packages have none
                continue
            if wanted in content:
                yield content.decode("utf-8", "replace")
